/* What of a trip's price points and coupons paid. */
#include "base/mem.h"
#include "page/orders.h"
#include "rule/code.h"

static void fill_points(struct view_node *row, void *mem, struct view_node *line,
                        const struct payment *p)
{
	char *points = text_points(mem, p->points), *money = text_money(mem, p->fen);

	if (p->returned_points > 0)
		view_sentence(line, "Text", "Lang.Orders.WithPointsBack", points, money,
		              text_points(mem, p->returned_points), NULL);
	else
		view_sentence(line, "Text", "Lang.Orders.WithPoints", points, money, NULL);
	if (p->returned_points < p->points)
		view_sentence(row, "BackPoints", "Lang.Orders.BackPoints",
		              text_points(mem, p->points - p->returned_points), NULL);
}

static void fill_coupon(struct view_node *row, void *mem, struct view_node *line,
                        const struct payment *p)
{
	char code[2 * CODE_TEXT];

	code_groups(payment_coupon(p), code);
	view_sentence(line, "Text", p->returned_at != INSTANT_NONE ? "Lang.Orders.WithCouponBack"
	                                                           : "Lang.Orders.WithCoupon",
	              code, text_money(mem, p->fen), NULL);
	view_str(line, "Coupon", payment_coupon(p));
	if (p->returned_at == INSTANT_NONE)
		view_str(row, "BackCoupons", view_words(row, "Lang.Orders.BackCoupons"));
}

void trip_fill_payments(struct view_node *row, void *mem, const struct statement_trip *trip,
                        const struct payment *payments, int n)
{
	int64_t price = trip->order.paid_fen;

	for (int i = 0; i < n; i++) {
		struct view_node *line = view_row(row, "With", i);

		price += payments[i].fen;
		if (payment_coupon(&payments[i]) != NULL)
			fill_coupon(row, mem, line, &payments[i]);
		else
			fill_points(row, mem, line, &payments[i]);
	}
	if (n > 0)
		view_money(row, "Price", price);
}
