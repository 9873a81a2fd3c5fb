/* Between merge.c (merging, following) and merge_undo.c. */
#ifndef SERVICE_MERGE_PRIVATE_H
#define SERVICE_MERGE_PRIVATE_H

#include "rule/adjust.h"
#include "service/books.h"
#include "service/merge.h"

struct merge_work {
	const struct service_env *env;
	const struct plan_book *plans;
	uint64_t from_id, into_id, staff_id;
	const char *merge_no, *reason;
	char *drawn; /* of a new one: room for its reference */
	void *mem; /* of one try */
	struct books from, into;
	struct merge row;
	enum merge_outcome outcome;
};

/* Runs WORK in a transaction and says what became of it. */
enum merge_outcome merge_run(db_work work, struct merge_work *w);
/* Starts a try: both accounts locked, the lower id first. */
enum db merge_begin(struct merge_work *w);
/* Loads both books whole and books what is due in them. */
enum db merge_load(struct merge_work *w);
/* Moves POINTS from GIVER to TAKER as the next move: out of LOT_SEQ (0 = any lot,
 * then debt) of the giver; LOT (NULL = a debt that goes) has the dates. */
enum db merge_points(struct merge_work *w, struct books *giver, struct books *taker,
                     int64_t points, int64_t lot_seq, const struct ledger_lot *lot,
                     struct merge_move *move);
/* Adds COUNTS (signed) to what counts for the survivor's tier, as moves; BACK: by
 * the undoing. */
enum db merge_counts(struct merge_work *w, const struct adjust_count *counts, int n, bool back);
/* Writes both books back. */
enum db merge_save(struct merge_work *w);
/* Notes it in the log of either account. */
enum db merge_note(struct merge_work *w, const char *action);

#endif
