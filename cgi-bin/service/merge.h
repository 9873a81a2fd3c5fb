/* Two accounts of one person made one. The merged account keeps its own books,
 * orders, coupons and redemptions; what can be spent, what is owed and what counts
 * for the tier moves to the survivor by paired entries, a lot's dates kept: at the
 * merge, and later whenever something is booked on the merged account (a trip is
 * completed, an order refunded, a redemption cancelled). Its number, address and
 * password lead to the survivor. Undone within MERGE_UNDO_DAYS, all that moved
 * goes back; what the survivor has spent of it meanwhile the survivor makes up. */
#ifndef SERVICE_MERGE_H
#define SERVICE_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"
#include "service/env.h"
#include "store/merge.h"

#define MERGE_UNDO_DAYS 30

enum merge_outcome {
	MERGE_DONE,
	MERGE_SAME,    /* an account cannot be merged into itself */
	MERGE_GONE,    /* one of the two is not active (any more) */
	MERGE_PEOPLE,  /* others use the account to be merged: they are removed first */
	MERGE_CHAIN,   /* accounts were merged into the one to be merged: the other way round */
	MERGE_LATE,    /* it can be undone no more */
	MERGE_SETTLED, /* it is undone already */
	MERGE_UNKNOWN,
	MERGE_TRY_AGAIN,
	MERGE_FAILED
};

/* Merges FROM into INTO for REASON (1 to MERGE_REASON characters), one commit with
 * its log; MERGE_NO gets the reference. */
enum merge_outcome merge_make(const struct service_env *env, const struct plan_book *plans,
                              uint64_t staff_id, uint64_t from_id, uint64_t into_id,
                              const char *reason, char merge_no[MERGE_NO]);
/* Undoes the merge. */
enum merge_outcome merge_undo(const struct service_env *env, const struct plan_book *plans,
                              uint64_t staff_id, const char *merge_no);
/* Moves on what was booked on merged accounts since. *MOVED is raised by their
 * number. For the job loop. */
enum db merge_follow(const struct service_env *env, const struct plan_book *plans,
                     int64_t *moved) __attribute__((warn_unused_result));

#endif
