#include "rule/settle.h"

#include <string.h>

bool settle_is_own(const char *partner)
{
	return strcmp(partner, "import") == 0 || strcmp(partner, "desk") == 0;
}

struct settle settle_month(const struct plan *plan, const char *partner, const int64_t *v)
{
	const struct plan_partner *terms = plan_partner(plan, partner);
	int64_t unit_fen = terms && terms->unit_fen >= 0 ? terms->unit_fen : plan->coupon.unit_fen;
	struct settle out = {.earned = v[SETTLE_EARNED] - v[SETTLE_REVERSED],
	                     .spent = v[SETTLE_SPENT] - v[SETTLE_RETURNED]};

	out.cost_fen = (int64_t)((__int128)out.earned * unit_fen / plan->coupon.unit_points);
	out.redeemed_fen = v[SETTLE_SPENT_FEN] - v[SETTLE_RETURNED_FEN] + v[SETTLE_COUPONS_FEN] -
	                   v[SETTLE_COUPONS_BACK_FEN];
	out.due_fen = (int64_t)((__int128)out.redeemed_fen * (terms ? terms->redeem_bp : 10000) / 10000);
	out.owed_fen = out.due_fen - out.cost_fen;
	return out;
}

bool settle_is_over(int64_t earned, int64_t budget)
{
	return budget > 0 && earned >= budget;
}

void settle_add(struct settle *a, const struct settle *b)
{
	a->earned += b->earned;
	a->cost_fen += b->cost_fen;
	a->spent += b->spent;
	a->redeemed_fen += b->redeemed_fen;
	a->due_fen += b->due_fen;
	a->owed_fen += b->owed_fen;
}
