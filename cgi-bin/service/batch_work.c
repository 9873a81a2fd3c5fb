#include "service/batch_work.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/order_work.h"
#include "service/referral.h"

/* A raw fact to be written; it keeps its place in memory. */
static struct order_event *event_row(struct batch_work *w, const struct batch_item *item,
                                     const char *name, int64_t at, int64_t amount_fen,
                                     int32_t travel_end)
{
	struct order_event *e = &w->event_rows[w->n_event_rows];

	*e = order_event_of(name, at, amount_fen, travel_end, w->now);
	e->applied = true;
	w->event_items[w->n_event_rows++] = item;
	return e;
}

/* Whether an order of this transaction, not written yet, is the member's first
 * in its category: then the row's is not. */
static bool category_seen(const struct batch_work *w, const struct batch_item *item)
{
	for (int i = 0; i < w->n_touched; i++) {
		const struct batch_item *other = &w->items[w->touched[i]];

		if (other != item && other->head && other->member_id == item->member_id &&
		    strcmp(other->row.category, item->row.category) == 0)
			return true;
	}
	return false;
}

static void head_of_row(struct batch_work *w, struct batch_item *item)
{
	const struct order_row *row = &item->row;
	struct ledger_order *o;
	struct order_facts facts = { .partner = w->partner, .order_no = row->order_no,
		.member_id = item->member_id, .category = row->category, .products = "",
		.branch = "", .destination = "", .guide = "", .payer = "",
		.paid_fen = row->paid_fen, .eligible_fen = row->paid_fen, .paid_at = row->paid_at,
		.completed = row->completed_at != INSTANT_NONE,
		.completed_at = row->completed_at, .travel_end = row->travel_end };

	item->head = talloc_zero(w->mem, struct order_head);
	assert(item->head != NULL);
	item->head->member_id = item->member_id;
	item->head->has_content = true;
	order_facts_hash(item->head->content, &facts);
	o = &item->head->order;
	snprintf(o->partner, sizeof o->partner, "%s", w->partner);
	snprintf(o->order_no, sizeof o->order_no, "%s", row->order_no);
	snprintf(o->category, sizeof o->category, "%s", row->category);
	o->paid_fen = o->eligible_fen = row->paid_fen;
	o->paid_at = row->paid_at;
	o->travel_end = row->travel_end;
	o->completed_at = INSTANT_NONE;
	o->is_new = true;
}

static enum db pay(struct batch_work *w, struct books *books, struct batch_item *item)
{
	struct ledger_event paid = books_event(books, EVENT_ORDER_PAID, item->row.paid_at);
	struct order_event *e;
	enum db result;

	head_of_row(w, item);
	paid.order = &item->head->order;
	paid.completed_too = item->row.completed_at == item->row.paid_at;
	result = order_history(books, &item->head->order, item->member_id, &paid.cap_used);
	if (result != DB_OK)
		return result;
	if (item->head->order.first_in_category && category_seen(w, item))
		item->head->order.first_in_category = false;
	if (books_apply(books, &paid, NULL) != LEDGER_OK)
		return DB_NONE;
	if (item->head->order.held > 0)
		item->head->held_reason = ORDER_HELD_CAP;
	else if (item->head->order.eligible_fen < item->row.paid_fen)
		item->head->held_reason = ORDER_HELD_BUDGET;
	result = order_cap_use(books, &item->head->order, item->member_id);
	if (result != DB_OK)
		return result;
	e = event_row(w, item, "paid", item->row.paid_at, item->row.paid_fen, item->row.travel_end);
	memcpy(e->content, item->head->content, SHA256_BYTES);
	if (paid.completed_too)
		event_row(w, item, "completed", item->row.completed_at, 0, DAY_NONE);
	return DB_OK;
}

static enum db move(struct batch_work *w, struct batch_item *item)
{
	char name[EVENT_NAME], day[INSTANT_TEXT];

	/* The day is told to the member; it decides no points. */
	item->head->order.travel_end = item->row.travel_end;
	snprintf(name, sizeof name, "moved/%s", day_iso(day, item->row.travel_end));
	event_row(w, item, name, w->now, 0, item->row.travel_end);
	return DB_OK;
}

static enum db apply(struct batch_work *w, struct books *books, struct batch_item *item, int what)
{
	bool refund = what == STEP_REFUNDED;
	int64_t at = refund ? item->row.refunded_at : item->row.completed_at;
	struct ledger_event event =
		books_event(books, refund ? EVENT_ORDER_REFUNDED : EVENT_ORDER_COMPLETED, at);
	struct ledger_result result = { 0 };
	struct order_event *e;

	event.order = &item->head->order;
	event.amount_fen = refund ? item->row.refunded_fen : 0;
	event.refund_no = "csv";
	if (books_apply(books, &event, &result) != LEDGER_OK)
		return DB_NONE;
	e = event_row(w, item, refund ? "refund/csv" : "completed", at, event.amount_fen, DAY_NONE);
	e->points_taken = result.points_taken;
	e->debt_after = refund ? books->ledger->debt : 0;
	return DB_OK;
}

/* Whether step S is booked already, or its row is out. */
static bool step_done(const struct batch_work *w, const struct batch_step *s)
{
	const struct batch_item *item = &w->items[s->item];
	const struct ledger_order *o = item->head ? &item->head->order : NULL;

	if (batch_item_out(item))
		return true;
	switch (s->what) {
	case STEP_PAID: return o != NULL;
	case STEP_MOVED: return o && o->travel_end == item->row.travel_end;
	case STEP_COMPLETED: return o && o->completed_at != INSTANT_NONE;
	default: return item->refund != NULL;
	}
}

/* Applies one step unless it is booked already. DB_NONE: the engine refuses. */
static enum db step(struct batch_work *w, struct books *books, const struct batch_step *s)
{
	struct batch_item *item = &w->items[s->item];
	enum db result;

	if (step_done(w, s))
		return DB_OK;
	if (s->what == STEP_PAID)
		result = pay(w, books, item);
	else if (s->what == STEP_MOVED)
		result = move(w, item);
	else
		result = apply(w, books, item, s->what);
	item->changed = true;
	item->points = item->head->order.points;
	if (result == DB_NONE) {
		log_event(LOG_WARN, "import_row_refused", "step=%d", s->what);
		item->outcome = ROW_ENDED;
		w->refused = s->item;
	}
	return result;
}

/* A member without account: all its rows are out, the rest goes on. */
static void no_account(struct batch_work *w, int from, int until)
{
	for (int i = from; i < until; i++)
		if (!batch_item_out(&w->items[w->steps[i].item]))
			w->items[w->steps[i].item].outcome = ROW_NO_MEMBER;
}

static enum db member(struct batch_work *w, int from, int until)
{
	struct books *books = &w->books[w->n_books];
	uint64_t member_id = w->items[w->steps[from].item].member_id;
	enum db result;

	/* A file that is imported again finds nothing to do, and touches nobody. */
	while (from < until && step_done(w, &w->steps[from]))
		from++;
	if (from == until)
		return DB_OK;
	result = books_lock(books, w->db, w->plans, w->mem, member_id, w->now);
	if (result == DB_NONE) {
		no_account(w, from, until);
		return DB_OK;
	}
	if (result == DB_OK)
		result = books_load_all(books);
	if (result != DB_OK)
		return result == DB_NONE ? DB_FAIL : result;
	w->n_books++;
	for (int i = from; result == DB_OK && i < until; i++)
		result = step(w, books, &w->steps[i]);
	return result;
}

/* By its steps in time, so that the first trip of the file is the first. */
static enum db refer(const struct batch_work *w, const struct books *books)
{
	enum db result = DB_OK;

	for (int i = w->from; books->rest.referred && result == DB_OK && i < w->until; i++) {
		const struct batch_item *item = &w->items[w->steps[i].item];

		if (item->member_id == books->ledger->member_id && item->changed && item->head)
			result = referral_order(w->db, item->member_id, 1, &item->head->order, w->now);
	}
	return result;
}

static enum db write_all(struct batch_work *w)
{
	enum db result;

	ledger_rows_begin(&w->rows, w->mem);
	order_bulk_begin(&w->heads, w->mem);
	for (int i = 0; i < w->n_books; i++) {
		books_seal(&w->books[i]);
		books_collect(&w->books[i], &w->rows);
	}
	for (int i = 0; i < w->n_touched; i++)
		if (w->items[w->touched[i]].changed)
			order_bulk_head(&w->heads, w->items[w->touched[i]].head);
	order_event_bulk_begin(&w->events, w->mem);
	for (int i = 0; i < w->n_event_rows; i++)
		order_event_bulk(&w->events, w->partner, w->event_items[i]->row.order_no,
		                 w->event_items[i]->member_id, &w->event_rows[i]);
	result = ledger_rows_write(w->db, &w->rows);
	if (result == DB_OK)
		result = bulk_write(w->db, &w->heads);
	if (result == DB_OK)
		result = bulk_write(w->db, &w->events);
	for (int i = 0; result == DB_OK && i < w->n_books; i++)
		result = account_save(w->db, w->books[i].ledger, &w->books[i].rest);
	for (int i = 0; result == DB_OK && i < w->n_books; i++)
		result = refer(w, &w->books[i]);
	return result == DB_NONE || result == DB_DUP ? DB_FAIL : result;
}

enum db batch_work(struct database *db, void *arg)
{
	struct batch_work *w = arg;
	unsigned steps = (unsigned)(w->until - w->from);
	int until;
	enum db result;

	(void)db;
	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->refused = -1;
	w->n_books = w->n_event_rows = 0;
	w->books = talloc_array(w->mem, struct books, steps + 1);
	w->event_rows = talloc_array(w->mem, struct order_event, 2 * steps + 1);
	w->event_items = talloc_array(w->mem, const struct batch_item *, 2 * steps + 1);
	assert(w->books != NULL && w->event_rows != NULL && w->event_items != NULL);
	result = batch_judge(w);
	for (int from = w->from; result == DB_OK && from < w->until; from = until) {
		uint64_t member_id = w->items[w->steps[from].item].member_id;

		for (until = from + 1; until < w->until; until++)
			if (w->items[w->steps[until].item].member_id != member_id)
				break;
		result = member(w, from, until);
	}
	if (result != DB_OK)
		return result;
	if (w->dry_run)
		return DB_NONE;
	return write_all(w);
}
