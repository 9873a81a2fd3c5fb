#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "service/batch_work.h"

#define CSV_REFUND "refund/csv"

bool batch_item_out(const struct batch_item *item)
{
	switch (item->outcome) {
	case ROW_NOT_DONE:
	case ROW_BOOKED:
	case ROW_CHANGED:
	case ROW_SAME: return false;
	default: return true;
	}
}

static int by_order_no(const void *a, const void *b, void *arg)
{
	const struct batch_item *items = arg;

	return strcmp(items[*(const int *)a].row.order_no, items[*(const int *)b].row.order_no);
}

/* The items whose steps lie in this transaction, each once, by order number:
 * in that order they are locked. */
static void gather(struct batch_work *w)
{
	int kept = 0;

	w->touched = talloc_array(w->mem, int, (unsigned)(w->until - w->from) + 1);
	w->n_touched = 0;
	for (int i = w->from; i < w->until; i++) {
		struct batch_item *item = &w->items[w->steps[i].item];

		item->head = NULL;
		item->refund = NULL;
		item->known = item->changed = false;
		if (!batch_item_out(item))
			w->touched[w->n_touched++] = w->steps[i].item;
	}
	qsort_r(w->touched, (size_t)w->n_touched, sizeof *w->touched, by_order_no, w->items);
	for (int i = 0; i < w->n_touched; i++)
		if (kept == 0 || w->touched[kept - 1] != w->touched[i])
			w->touched[kept++] = w->touched[i];
	w->n_touched = kept;
}

static struct batch_item *touched_by_no(struct batch_work *w, const char *order_no)
{
	int low = 0, high = w->n_touched;

	while (low < high) {
		int middle = (low + high) / 2;
		struct batch_item *item = &w->items[w->touched[middle]];
		int order = strcmp(item->row.order_no, order_no);

		if (order == 0)
			return item;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static enum db lock_heads(struct batch_work *w)
{
	enum db result = DB_OK;

	for (int from = 0; result == DB_OK && from < w->n_touched; from += BULK_ROWS) {
		const char *numbers[BULK_ROWS] = { NULL };
		struct order_head *heads;
		int n;

		for (int i = 0; i < BULK_ROWS && from + i < w->n_touched; i++)
			numbers[i] = w->items[w->touched[from + i]].row.order_no;
		result = order_lock_some(w->db, w->mem, w->partner, numbers, &heads, &n);
		for (int i = 0; result == DB_OK && i < n; i++) {
			struct batch_item *item = touched_by_no(w, heads[i].order.order_no);

			if (!item || heads[i].member_id == 0)
				continue;
			item->head = &heads[i];
			item->known = true;
		}
	}
	return result;
}

/* The refunds that earlier files brought for known orders. */
static enum db load_refunds(struct batch_work *w)
{
	enum db result = DB_OK;

	for (int i = 0; result == DB_OK && i < w->n_touched; i++) {
		struct batch_item *item = &w->items[w->touched[i]];
		struct order_event *event;

		if (!item->known || item->row.refunded_at == INSTANT_NONE)
			continue;
		event = talloc_zero(w->mem, struct order_event);
		result = order_event_get(w->db, w->mem, w->partner, item->row.order_no, CSV_REFUND,
		                         event);
		if (result == DB_OK)
			item->refund = event;
		if (result == DB_NONE)
			result = DB_OK;
	}
	return result;
}

/* RULINGS 5: the row is the order's state; what is booked may not change. */
static enum row_outcome judge_known(const struct batch_item *item)
{
	const struct order_row *row = &item->row;
	const struct ledger_order *o = &item->head->order;

	if (item->head->member_id != item->member_id || strcmp(o->category, row->category) != 0 ||
	    o->paid_fen != row->paid_fen || o->paid_at != row->paid_at)
		return ROW_OTHER;
	if (row->travel_end != DAY_NONE && o->travel_end != DAY_NONE &&
	    row->travel_end != o->travel_end)
		return ROW_EARLIER;
	if (row->completed_at != INSTANT_NONE && o->completed_at != INSTANT_NONE &&
	    row->completed_at != o->completed_at)
		return ROW_EARLIER;
	if (row->refunded_at == INSTANT_NONE)
		return item->outcome;
	if (item->refund)
		return item->refund->amount_fen == row->refunded_fen &&
		                       item->refund->happened_at == row->refunded_at ?
		               item->outcome : ROW_EARLIER;
	if (o->cancelled)
		return ROW_ENDED;
	return row->refunded_fen > o->paid_fen - o->refunded_fen ? ROW_TOO_MUCH : item->outcome;
}

enum db batch_judge(struct batch_work *w)
{
	enum db result;

	gather(w);
	result = lock_heads(w);
	if (result == DB_OK)
		result = load_refunds(w);
	for (int i = 0; result == DB_OK && i < w->n_touched; i++) {
		struct batch_item *item = &w->items[w->touched[i]];

		if (!item->known)
			continue;
		item->points = item->head->order.points;
		item->outcome = judge_known(item);
	}
	return result;
}
