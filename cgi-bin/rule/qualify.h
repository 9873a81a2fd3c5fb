/* What an order counts for the tier, stamped in time, whatever the order in
 * which its facts arrive.
 *
 * An order's worth is a step function of time: from its completion on it counts
 * what was then left, and every later refund lowers it. An event changes that
 * function; the difference, at the instants where it differs, is what is
 * added as deltas. To know the function, the time of every refund must be
 * known, also of those that came before the completion was known: each leaves
 * a memo row in the year 9000 plus a number made of the order's key, which is
 * in effect never and found again by that number. */
#ifndef RULE_QUALIFY_H
#define RULE_QUALIFY_H

#include "rule/lot.h"

#define QUALIFY_STEPS 64 /* refunds of one order told apart in time; more fall together */

struct qualify_step {
	int64_t at;
	int64_t points, net_fen, trips; /* what the order counts from then on */
};
struct qualify_course {
	int n;
	int64_t base; /* when its base was earned */
	struct qualify_step steps[QUALIFY_STEPS];
};

/* Instants from here on are memos. 9000-01-01T00:00:00Z */
#define QUALIFY_MEMOS INT64_C(221845392000)

/* Remembers a refund of AMOUNT_FEN at instant AT. */
void qualify_memo(struct posting *p, const struct ledger_order *order, int64_t at,
                  int64_t amount_fen);
/* Money given back before instant AT, as far as the memos know. */
int64_t qualify_refunded_before(const struct posting *p, const struct ledger_order *order,
                                int64_t at);
/* The order's course as it stands; empty while it is not completed. BOOKED =
 * its points that were ever booked (not held, not refused). */
void qualify_course(const struct posting *p, const struct ledger_order *order, int64_t booked,
                    struct qualify_course *out);
/* Adds the deltas that lead from WAS to IS, none of them before NOT_BEFORE
 * (INT64_MIN = as they are), and lets the tier rise or be corrected. */
void qualify_change(struct posting *p, const struct qualify_course *was,
                    const struct qualify_course *is, int64_t not_before);
/* Adds a delta as it is (credits that count for the tier). */
void qualify_add(struct posting *p, int64_t at, int64_t of, int64_t points, int64_t net_fen,
                 int64_t trips);

#endif
