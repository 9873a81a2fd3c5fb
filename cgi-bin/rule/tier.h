/* Tiers (PROGRAMME §5, RULINGS 18): up at once, down one step at a yearly
 * review with notice and grace. Pure. */
#ifndef RULE_TIER_H
#define RULE_TIER_H

#include "rule/ledger.h"

/* What the member has at an instant, in the plan's measure. */
struct tier_sum {
	int64_t points, net_fen, trips;
};
/* The qualifying sum at instant AT: deltas with .at <= AT whose .of lies in
 * the plan's window (all for lifetime). */
struct tier_sum tier_sum_at(const struct plan *plan, const struct ledger *ledger, int64_t at);
/* Index of the highest tier the sum reaches. */
int tier_reached(const struct plan *plan, const struct tier_sum *sum);
/* The tier code held at instant AT by the history as booked; an order paid at
 * the instant of a change is priced at the tier held before it. */
const char *tier_held_at(const struct ledger *ledger, const struct plan *plan, int64_t at);
/* Adds a rise (or a correction when the crossing lies in the past) if deltas
 * from instant FROM on reach a higher tier than held. */
void tier_rise(struct ledger *ledger, const struct plan_book *book, int64_t from, int64_t posted_at);
/* What is missing to the next tier; false at the top. NEXT gets its index,
 * NEED the missing figure(s) (points; or net_fen and trips). */
bool tier_missing(const struct plan *plan, const struct ledger *ledger, int64_t at, int *next,
                  struct tier_sum *need);

#endif
