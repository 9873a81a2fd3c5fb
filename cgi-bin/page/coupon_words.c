/* A coupon in words. */
#include "page/coupon_words.h"

#include <string.h>

#include "base/mem.h"
#include "page/movement.h"

#define GROUP 4      /* characters said in one breath */
#define SOON_DAYS 14 /* from here on a ticket says how many days are left */

static const char *const state_keys[] = {
	[COUPON_STATE_ISSUED] = "Lang.Coupons.Issued",
	[COUPON_STATE_USED] = "Lang.Coupons.Used",
	[COUPON_STATE_EXPIRED] = "Lang.Coupons.Expired",
	[COUPON_STATE_CANCELLED] = "Lang.Coupons.Cancelled",
};

static void add_term(struct view_node *row, int *n, char *text)
{
	view_str(view_row(row, "Terms", (*n)++), "Text", text);
}

/* "Domestic, Hotel" of the comma-separated codes LIST. */
static char *category_names(struct view_node *row, void *mem, const struct plan *plan,
                            const char *list)
{
	const char *comma = view_lang(row) == LANG_EN ? ", " : "、";
	struct buf out;

	buf_init(&out, mem);
	for (const char *p = list + strspn(list, ", "); *p; p += strspn(p, ", ")) {
		size_t len = strcspn(p, ", ");

		if (out.len > 0)
			buf_str(&out, comma);
		buf_str(&out, movement_category(row, plan, talloc_strndup(mem, p, len)));
		p += len;
	}
	return out.data;
}

/* What it can be used on, each in a few words. */
static void fill_terms(struct view_node *row, void *mem, const struct plan *plan,
                       const struct coupon *c)
{
	int n = 0;

	if (c->kind == COUPON_KIND_VOUCHER)
		return;
	if (c->min_fen > 0)
		add_term(row, &n, text_sentence(mem, row, "Lang.Coupons.Min", text_money(mem, c->min_fen),
		                                NULL));
	if (c->kind == COUPON_KIND_PERCENT && c->ceiling_fen > 0)
		add_term(row, &n, text_sentence(mem, row, "Lang.Coupons.Ceiling",
		                                text_money(mem, c->ceiling_fen), NULL));
	if (c->categories[0])
		add_term(row, &n, text_sentence(mem, row, "Lang.Coupons.Only",
		                                category_names(row, mem, plan, c->categories), NULL));
	else
		add_term(row, &n, talloc_strdup(mem, view_words(row, "Lang.Coupons.All")));
}

/* The figure in large: "¥50", "10 %" off, or a word for a voucher. */
static void fill_figure(struct view_node *row, void *mem, const struct coupon *c)
{
	if (c->kind == COUPON_KIND_AMOUNT)
		view_money(row, "Figure", c->fen);
	else if (c->kind == COUPON_KIND_PERCENT)
		view_str(row, "Figure",
		         text_sentence(mem, row, "Lang.Coupons.Percent", text_decimal(mem, c->percent_bp),
		                       text_decimal(mem, (10000 - c->percent_bp) / 10), NULL));
	else
		view_str(row, "Figure", view_words(row, "Lang.Coupons.Voucher"));
	view_str(row, "Kind", coupon_kind_word(c->kind));
}

static void fill_end(struct view_node *row, void *mem, const struct coupon *c, int32_t today,
                     bool usable)
{
	int32_t days = c->expires_on - today;
	char left[INT_TEXT];

	if (c->expires_on == DAY_NEVER) {
		view_str(row, "Forever", view_words(row, "Lang.Common.Never"));
		return;
	}
	movement_set_day(row, mem, "Until", c->expires_on, today);
	if (!usable || days > SOON_DAYS)
		return;
	view_flag(row, "Soon", true);
	if (days == 0)
		view_str(row, "Left", view_words(row, "Lang.Coupons.Today"));
	else
		view_sentence(row, "Left", "Lang.Coupons.Days", int_text(left, days), NULL);
}

void coupon_fill(struct view_node *row, void *mem, const struct plan *plan,
                 const struct coupon *c, int32_t today)
{
	enum coupon_state state = coupon_state_on(c, today);
	bool english = view_lang(row) == LANG_EN && c->name_en[0];

	view_str(row, "Code", c->code);
	view_str(row, "Name", english ? c->name_en : c->name);
	fill_figure(row, mem, c);
	fill_terms(row, mem, plan, c);
	view_str(row, "State", view_words(row, state_keys[state]));
	view_str(row, "Look", state == COUPON_STATE_ISSUED ? "good" : "wait");
	view_flag(row, "Usable", state == COUPON_STATE_ISSUED);
	fill_end(row, mem, c, today, state == COUPON_STATE_ISSUED);
}

void coupon_groups(struct view_node *node, void *mem, const struct coupon *c)
{
	size_t len = strlen(c->code);
	int n = 0;

	if (c->kind == COUPON_KIND_VOUCHER || len % GROUP != 0) {
		view_str(view_row(node, "Groups", 0), "Text", c->code);
		return;
	}
	for (size_t i = 0; i < len; i += GROUP)
		view_str(view_row(node, "Groups", n++), "Text", talloc_strndup(mem, c->code + i, GROUP));
}
