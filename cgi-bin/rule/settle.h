/* Settlement with partners: what was earned and redeemed there in a month, and who
 * owes whom what for it (PROGRAMME §9). Pure. */
#ifndef RULE_SETTLE_H
#define RULE_SETTLE_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

/* What is added up by partner and day; points, or fen where the name says so. */
enum settle_value {
	SETTLE_ORDERS, SETTLE_PAID_FEN, SETTLE_EARNED, SETTLE_REVERSED, SETTLE_SPENT,
	SETTLE_SPENT_FEN, SETTLE_RETURNED, SETTLE_RETURNED_FEN, SETTLE_COUPONS,
	SETTLE_COUPONS_FEN, SETTLE_COUPONS_BACK, SETTLE_COUPONS_BACK_FEN, SETTLE__MAX
};

struct settle {
	int64_t earned;       /* points earned less those reversed */
	int64_t cost_fen;     /* what the partner pays for them */
	int64_t spent;        /* points paid with less those given back */
	int64_t redeemed_fen; /* value of points and coupons taken, less those given back */
	int64_t due_fen;      /* the part of it that we pay */
	int64_t owed_fen;     /* due less cost: > 0 we owe the partner, < 0 it owes us */
};

/* Our own orders and counters: nobody owes anybody. */
bool settle_is_own(const char *partner);
/* Settles the sums V[SETTLE__MAX] of one month with PARTNER by PLAN, the one in force
 * on the month's last day: by the partner's own terms; where it has none, a point costs
 * what the plan's coupon gives for it, and what was redeemed is due whole. */
struct settle settle_month(const struct plan *plan, const char *partner, const int64_t *v);
/* Whether EARNED points of a month or year have used up BUDGET (0: there is none). */
bool settle_is_over(int64_t earned, int64_t budget);
/* Adds B to A. */
void settle_add(struct settle *a, const struct settle *b);

#endif
