#include "rule/settle.h"

#include <string.h>

bool settle_is_own(const char *partner)
{
	return strcmp(partner, "import") == 0 || strcmp(partner, "desk") == 0;
}

struct settle settle_month(const struct plan *plan, const int64_t *v)
{
	struct settle out = {.earned = v[SETTLE_EARNED] - v[SETTLE_REVERSED],
	                     .spent = v[SETTLE_SPENT] - v[SETTLE_RETURNED]};

	out.cost_fen = (int64_t)((__int128)out.earned * plan->coupon.unit_fen /
	                         plan->coupon.unit_points);
	out.redeemed_fen = v[SETTLE_SPENT_FEN] - v[SETTLE_RETURNED_FEN] + v[SETTLE_COUPONS_FEN] -
	                   v[SETTLE_COUPONS_BACK_FEN];
	out.owed_fen = out.redeemed_fen - out.cost_fen;
	return out;
}

void settle_add(struct settle *a, const struct settle *b)
{
	a->earned += b->earned;
	a->cost_fen += b->cost_fen;
	a->spent += b->spent;
	a->redeemed_fen += b->redeemed_fen;
	a->owed_fen += b->owed_fen;
}
