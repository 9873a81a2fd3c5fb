/* Between tier.c (sums, history, rises) and review.c (the yearly review). */
#ifndef RULE_TIER_PRIVATE_H
#define RULE_TIER_PRIVATE_H

#include "rule/tier.h"

/* Adds the change to tier INDEX of PLAN to the history; tier_settle() follows. */
void tier_change_to(struct ledger *ledger, const struct plan *plan, int index, const char *cause,
                    int64_t at, int64_t posted_at);
/* Sets the ledger's tier and since when it is held from the history; a change
 * of tier takes back a notice of a fall. */
void tier_settle(struct ledger *ledger);
/* Whether the sum at AT does not reach the tier held. */
bool tier_short(const struct ledger *ledger, const struct plan_book *book, int64_t at);
/* The reviews due up to INSTANT (see tier_review). */
bool tier_review_until(struct ledger *ledger, const struct plan_book *book, int64_t instant,
                       int64_t posted_at);

#endif
