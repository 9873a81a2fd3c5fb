/* What staff do to the books: adjustments, and points that move from one account
 * to another when two are merged. Used by ledger.c only, but for the counts. */
#ifndef RULE_ADJUST_H
#define RULE_ADJUST_H

#include "rule/lot.h"

/* EVENT_ADJUST: adds points (a lot with the life of the plan), takes them from
 * the lots (points < 0; never more than there are: LEDGER_SHORT), or forgives
 * debt (forgives; never more than is owed: LEDGER_TOO_MUCH). */
enum ledger_outcome post_adjust(struct posting *p);
/* EVENT_MOVE_OUT: points leave for the other account, first from the lot named,
 * then from others, the rest becomes debt: what the one gets the other gives. */
enum ledger_outcome post_move_out(struct posting *p);
/* EVENT_MOVE_IN: points come from the other account as a lot with the dates they
 * had there; of a debt that went away, without a lot's dates. */
enum ledger_outcome post_move_in(struct posting *p);
/* EVENT_MOVE_COUNT: what counts for the tier comes or goes (signed), with the
 * instant it was earned, in effect from now on. */
enum ledger_outcome post_move_count(struct posting *p);

/* One sum that counts for the tier, of what was earned at one instant. */
struct adjust_count {
	int64_t of, points, net_fen, trips;
};
/* What of LEDGER (its deltas all loaded; NULL = nothing) counts at NOW, and the
 * N_MORE sums MORE, added up by the instant it was earned; sums of nought are left
 * out. Returns their number; *OUT is a talloc child of MORE (never NULL). */
int adjust_counts(const struct ledger *ledger, int64_t now, struct adjust_count *more,
                  int n_more, struct adjust_count **out);

#endif
