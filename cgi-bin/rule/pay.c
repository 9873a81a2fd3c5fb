#include "rule/pay.h"

/* The part of the price (or of the points) that points may pay, in basis
 * points; 0 = no cap. A category's own row goes before the plan's. */
static int64_t share_of(const struct plan *plan, const char *category)
{
	int i = plan_category_index(plan, category);
	if (i >= 0 && plan->categories[i].pay_share_bp > 0)
		return plan->categories[i].pay_share_bp;
	return plan->pay.share_bp;
}

/* One step's worth in fen as a fraction: half_value cuts it where a share is set. */
static __int128 steps_worth(const struct plan *plan, const char *category, int64_t steps)
{
	int64_t share = share_of(plan, category);
	__int128 fen = (__int128)steps * plan->pay.step_fen;
	if (plan->pay.cap == PAY_CAP_HALF_VALUE && share > 0)
		fen = fen * share / 10000;
	return fen;
}

int64_t pay_value(const struct plan *plan, const char *category, int64_t points)
{
	return (int64_t)steps_worth(plan, category, points / plan->pay.step_points);
}

struct pay_most pay_most(const struct plan *plan, const char *category, int64_t price_fen,
                         int64_t available)
{
	struct pay_most most = {0, 0};
	int64_t share = share_of(plan, category), points = available, money = price_fen;
	if (price_fen <= 0 || available <= 0)
		return most;
	if (share > 0 && plan->pay.cap == PAY_CAP_PRICE)
		money = (int64_t)((__int128)price_fen * share / 10000);
	if (share > 0 && plan->pay.cap == PAY_CAP_POINTS)
		points = (int64_t)((__int128)available * share / 10000);
	__int128 worth = (__int128)plan->pay.step_fen * 10000;
	if (share > 0 && plan->pay.cap == PAY_CAP_HALF_VALUE)
		worth = (__int128)plan->pay.step_fen * share;
	int64_t steps = (int64_t)((__int128)money * 10000 / worth);
	if (steps > points / plan->pay.step_points)
		steps = points / plan->pay.step_points;
	if (steps * plan->pay.step_points < plan->pay.min_points)
		return most;
	most.points = steps * plan->pay.step_points;
	most.fen = (int64_t)steps_worth(plan, category, steps);
	return most;
}

/* What one coupon takes off PRICE; of a percentage rounded down to the fen. */
static __int128 off(const struct pay_coupon *coupon, __int128 price)
{
	__int128 fen = price * coupon->percent_bp / 10000;
	if (coupon->percent_bp == 0)
		return coupon->fen;
	return coupon->ceiling_fen > 0 && fen > coupon->ceiling_fen ? coupon->ceiling_fen : fen;
}

int64_t pay_price(int64_t base_fen, const struct pay_coupon *coupons, int n)
{
	__int128 fixed = base_fen, price, next;
	int64_t open_bp = 0;
	for (int i = 0; i < n; i++) {
		if (coupons[i].percent_bp == 0)
			fixed += coupons[i].fen;
		else if (coupons[i].ceiling_fen > 0)
			fixed += coupons[i].ceiling_fen;
		else
			open_bp += coupons[i].percent_bp;
	}
	if (open_bp >= 10000)
		return -1;
	/* from a price that is surely too dear down to the first that fits */
	next = fixed * 10000 / (10000 - open_bp) + 1;
	do {
		price = next;
		next = base_fen;
		for (int i = 0; i < n; i++)
			next += off(&coupons[i], price);
	} while (next < price);
	return price > INT64_MAX ? -1 : (int64_t)price;
}
