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
void tier_rise(struct ledger *ledger, const struct plan_book *book, int64_t from,
               int64_t posted_at);
/* Does the yearly reviews due up to TODAY: on each anniversary of the last
 * tier change, and on the day after a pin's end, a member who is short gets
 * notice; review_grace_days later, if short all the time, the tier falls one
 * step. A pin blocks both. Works from the deltas and dates alone, so a second
 * run changes nothing and a skipped week is caught up to the same rows. False
 * when nothing changed. */
bool tier_review(struct ledger *ledger, const struct plan_book *book, int32_t today,
                 int64_t posted_at);
/* A tier brought in from an older programme (cause "opening"), pinned up to
 * and with UNTIL_DAY (DAY_NONE = not pinned). A higher tier held already
 * stays. */
void tier_opening(struct ledger *ledger, const struct plan_book *book, const char *tier,
                  int32_t until_day, int64_t posted_at);
/* A tier set by staff at instant AT, now: CAUSE "pin" (the caller sets pin_until),
 * "merge" (the better tier of an account merged into this one) or "unmerge". What
 * the sums reach is never gone below. */
void tier_set(struct ledger *ledger, const struct plan_book *book, const char *tier,
              const char *cause, int64_t at);
/* The first day on which a delta earned on DAY no longer counts; DAY_NEVER for
 * lifetime measures. */
int32_t tier_leaves_on(const struct plan *plan, int32_t day);
/* What is missing to the next tier; false at the top. NEXT gets its index,
 * NEED the missing figure(s) (points; or net_fen and trips). */
bool tier_missing(const struct plan *plan, const struct ledger *ledger, int64_t at, int *next,
                  struct tier_sum *need);

#endif
