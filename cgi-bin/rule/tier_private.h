/* Between tier.c (sums), tier_history.c (rises, reviews, corrections: the
 * history as the facts make it) and review.c (the yearly review's rules). */
#ifndef RULE_TIER_PRIVATE_H
#define RULE_TIER_PRIVATE_H

#include "rule/tier.h"

/* The tier as it is at a moment of the history being worked out. */
struct tier_run {
	char held[PLAN_CODE];
	int64_t since;    /* when the tier held last changed */
	int32_t notice;   /* day of a standing notice of a fall; DAY_NONE */
	int32_t reviewed; /* the latest review day that is done with; DAY_NONE */
};

/* The latest change that holds before AT (or at it, when INCLUSIVE), or NULL. */
const struct ledger_tier_change *tier_change_before(const struct ledger *ledger, int64_t at,
                                                    bool inclusive);

/* Since when the tier of the change LAST is held without a break. Of several
 * rows of one instant only the last counts: it corrected the others. */
int64_t tier_since_of(const struct ledger *ledger, int last);

/* The run just before FROM: the tier as booked, and whether a notice stood. */
void tier_run_before(const struct ledger *ledger, const struct plan_book *book, int64_t from,
                     struct tier_run *run);
/* When the next review day or the end of a notice's grace comes; INT64_MAX when
 * there is none (the lowest tier). */
int64_t tier_run_next(const struct ledger *ledger, const struct plan_book *book,
                      const struct tier_run *run);
/* Does what tier_run_next() named, at its instant AT. True when the tier fell. */
bool tier_run_review(const struct ledger *ledger, const struct plan_book *book,
                     struct tier_run *run, int64_t at);
/* Whether the sum at AT does not reach the tier of RUN. */
bool tier_run_short(const struct ledger *ledger, const struct plan_book *book,
                    const struct tier_run *run, int64_t at);

/* Works out the history from FROM to HORIZON from the facts and adds the rows
 * by which the booked history differs. */
void tier_derive(struct ledger *ledger, const struct plan_book *book, int64_t from,
                 int64_t horizon, int64_t posted_at);
/* The reviews due up to INSTANT (see tier_review). */
bool tier_review_until(struct ledger *ledger, const struct plan_book *book, int64_t instant,
                       int64_t posted_at);

#endif
