#include "service/batch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/batch_work.h"

#define FUTURE_S 300
#define STEPS_MAX 4 /* a row says at most: paid, moved, completed, refunded */

struct batch {
	struct database *db;
	const struct plan_book *plans;
	char *partner;
	bool dry_run;
	struct batch_item *items;
	int n, cap;
	struct batch_step *steps;
	int n_steps;
	int64_t now;
};

struct batch *batch_begin(struct database *db, const struct plan_book *plans, const char *partner,
                          bool dry_run)
{
	struct batch *batch = talloc_zero(NULL, struct batch);

	if (!batch)
		return NULL;
	batch->db = db;
	batch->plans = plans;
	batch->partner = talloc_strdup(batch, partner);
	batch->dry_run = dry_run;
	batch->now = clock_now();
	return batch;
}

int batch_order_row(struct batch *batch, uint64_t member_id, const struct order_row *row)
{
	if (batch->n == batch->cap) {
		batch->cap = batch->cap > 0 ? batch->cap * 2 : 256;
		batch->items = talloc_realloc(batch, batch->items, struct batch_item,
		                              (unsigned)batch->cap);
		assert(batch->items != NULL);
	}
	batch->items[batch->n] = (struct batch_item){ .member_id = member_id, .row = *row,
		.outcome = ROW_NOT_DONE };
	return batch->n++;
}

static int by_order_no(const void *a, const void *b, void *arg)
{
	const struct batch_item *items = arg;
	int x = *(const int *)a, y = *(const int *)b;
	int order = strcmp(items[x].row.order_no, items[y].row.order_no);

	return order != 0 ? order : x - y;
}

/* What can be refused without the books. */
static void judge_rows(struct batch *batch)
{
	int *index = talloc_array(batch, int, (unsigned)batch->n + 1);

	for (int i = 0; i < batch->n; i++) {
		struct batch_item *item = &batch->items[i];

		index[i] = i;
		if (item->row.paid_at > batch->now + FUTURE_S)
			item->outcome = ROW_FUTURE;
		else if (item->row.refunded_fen > item->row.paid_fen)
			item->outcome = ROW_TOO_MUCH;
	}
	qsort_r(index, (size_t)batch->n, sizeof *index, by_order_no, batch->items);
	for (int i = 1; i < batch->n; i++)
		if (strcmp(batch->items[index[i - 1]].row.order_no,
		           batch->items[index[i]].row.order_no) == 0)
			batch->items[index[i]].outcome = ROW_TWICE;
	talloc_free(index);
}

/* By member, then in order of time, of one instant paid, moved, completed,
 * refunded, then order number (RULINGS 7). */
static int by_time(const void *a, const void *b, void *arg)
{
	const struct batch_item *items = arg;
	const struct batch_step *x = a, *y = b;
	const struct batch_item *i = &items[x->item], *j = &items[y->item];

	if (i->member_id != j->member_id)
		return i->member_id < j->member_id ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->what != y->what)
		return x->what - y->what;
	return strcmp(i->row.order_no, j->row.order_no);
}

static void add_step(struct batch *batch, int item, int what, int64_t at)
{
	int64_t paid_at = batch->items[item].row.paid_at;

	batch->steps[batch->n_steps++] =
		(struct batch_step){ item, what, at > paid_at ? at : paid_at };
}

static void lay_out(struct batch *batch)
{
	batch->steps = talloc_array(batch, struct batch_step,
	                            (unsigned)batch->n * STEPS_MAX + 1);
	assert(batch->steps != NULL);
	batch->n_steps = 0;
	for (int i = 0; i < batch->n; i++) {
		const struct order_row *row = &batch->items[i].row;

		if (batch_item_out(&batch->items[i]))
			continue;
		add_step(batch, i, STEP_PAID, row->paid_at);
		if (row->travel_end != DAY_NONE)
			add_step(batch, i, STEP_MOVED, row->paid_at);
		if (row->completed_at != INSTANT_NONE)
			add_step(batch, i, STEP_COMPLETED, row->completed_at);
		if (row->refunded_at != INSTANT_NONE)
			add_step(batch, i, STEP_REFUNDED, row->refunded_at);
	}
	qsort_r(batch->steps, (size_t)batch->n_steps, sizeof *batch->steps, by_time,
	        batch->items);
}

/* Where the transaction that begins at step FROM ends: behind the last whole
 * member that fits, or, for a member with more orders than that, in between. */
static int cut(const struct batch *batch, int from)
{
	int orders = 0, whole = from;

	for (int i = from; i < batch->n_steps; i++) {
		bool next_member = i > from && batch->items[batch->steps[i].item].member_id !=
		                                       batch->items[batch->steps[i - 1].item].member_id;
		if (next_member)
			whole = i;
		orders += batch->steps[i].what == STEP_PAID;
		if (orders > BATCH_ORDERS && (whole > from || !batch->dry_run))
			return whole > from ? whole : i;
	}
	return batch->n_steps;
}

static enum db run(struct batch *batch, int from, int until)
{
	struct batch_work w = { .db = batch->db, .plans = batch->plans, .partner = batch->partner,
		.dry_run = batch->dry_run, .items = batch->items, .steps = batch->steps,
		.from = from, .until = until, .now = clock_now() };
	enum db result;

	/* A row that the engine refuses goes, and the rest is done without it. */
	do {
		result = db_transact(batch->db, batch_work, &w);
	} while (result == DB_NONE && w.refused >= 0);
	for (int i = 0; i < w.n_touched; i++) {
		struct batch_item *item = &batch->items[w.touched[i]];
		bool done = result == DB_OK || (result == DB_NONE && w.dry_run);

		if (batch_item_out(item))
			continue;
		if (!done)
			item->outcome = ROW_NOT_DONE;
		else if (!item->known && item->changed)
			item->outcome = ROW_BOOKED;
		else if (item->changed && item->outcome != ROW_BOOKED)
			item->outcome = ROW_CHANGED;
		else if (!item->changed && item->outcome == ROW_NOT_DONE)
			item->outcome = ROW_SAME;
	}
	talloc_free(w.mem);
	return result == DB_NONE ? (w.dry_run ? DB_OK : DB_FAIL) : result;
}

/* Behind the last step of the member whose steps end before UNTIL. */
static int behind_member(const struct batch *batch, int until)
{
	uint64_t member_id = batch->items[batch->steps[until - 1].item].member_id;

	while (until < batch->n_steps &&
	       batch->items[batch->steps[until].item].member_id == member_id)
		until++;
	return until;
}

/* The rows of these steps are not done, whatever of them was before. */
static void leave(struct batch *batch, int from, int until)
{
	for (int i = from; i < until; i++) {
		struct batch_item *item = &batch->items[batch->steps[i].item];

		if (!batch_item_out(item))
			item->outcome = ROW_NOT_DONE;
	}
}

enum db batch_commit(struct batch *batch)
{
	enum db result = DB_OK, one;
	int until, failed;

	judge_rows(batch);
	lay_out(batch);
	for (int from = 0; from < batch->n_steps; from = until) {
		until = cut(batch, from);
		one = run(batch, from, until);
		if (one == DB_OK)
			continue;
		result = one;
		/* What follows builds on what failed: it waits for the next run. */
		failed = until;
		until = db_is_down(batch->db) ? batch->n_steps : behind_member(batch, until);
		leave(batch, failed, until);
	}
	return result;
}

enum row_outcome batch_outcome(const struct batch *batch, int index, int64_t *points)
{
	if (points)
		*points = batch->items[index].points;
	return batch->items[index].outcome;
}

void batch_end(struct batch *batch)
{
	talloc_free(batch);
}

const char *row_outcome_word(enum row_outcome outcome)
{
	static const char *const words[ROW__MAX] = {
		[ROW_BOOKED] = "booked", [ROW_CHANGED] = "changed", [ROW_SAME] = "same",
		[ROW_OTHER] = "other_content", [ROW_EARLIER] = "changes_earlier_value",
		[ROW_TOO_MUCH] = "refund_too_much", [ROW_TWICE] = "twice_in_file",
		[ROW_FUTURE] = "in_the_future", [ROW_ENDED] = "ended",
		[ROW_NO_MEMBER] = "no_account", [ROW_NOT_DONE] = "not_done",
	};

	return words[outcome];
}
