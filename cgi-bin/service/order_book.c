#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/order_work.h"
#include "store/merge.h"

#define FUTURE_S 300

static void copy(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from);
}

static void head_of_facts(struct order_head *head, const struct order_facts *f)
{
	struct ledger_order *o = &head->order;

	*o = (struct ledger_order){ .paid_fen = f->paid_fen, .eligible_fen = f->eligible_fen,
		.paid_at = f->paid_at, .travel_end = f->travel_end,
		.completed_at = INSTANT_NONE, .is_new = true };
	copy(o->partner, sizeof o->partner, f->partner);
	copy(o->order_no, sizeof o->order_no, f->order_no);
	copy(o->category, sizeof o->category, f->category);
	copy(o->products, sizeof o->products, f->products);
	copy(o->branch, sizeof o->branch, f->branch);
	head->member_id = f->member_id;
	head->destination = f->destination;
	head->guide = f->guide;
	head->payer = f->payer;
	head->has_content = true;
	order_facts_hash(head->content, f);
}

/* Events of one instant: completed, moved, refunded (RULINGS 7). */
static int rank(const struct order_event *e)
{
	return strcmp(e->name, "completed") == 0 ? 0 : text_starts(e->name, "moved/") ? 1 : 2;
}

static int by_time(const void *a, const void *b)
{
	const struct order_event *x = a, *y = b;

	if (x->happened_at != y->happened_at)
		return x->happened_at < y->happened_at ? -1 : 1;
	return rank(x) != rank(y) ? rank(x) - rank(y) : strcmp(x->name, y->name);
}

/* A parked event that cannot be applied as it came is cut or set aside, with a
 * note that staff see (RULINGS 2). */
static enum ledger_outcome apply_parked(struct order_work *w, struct order_event *e)
{
	const struct ledger_order *o = &w->head.order;
	int64_t sent = e->amount_fen, rest = o->paid_fen - o->refunded_fen;
	enum ledger_outcome outcome;

	if (rank(e) == 2 && sent > rest && !o->cancelled) {
		e->amount_fen = rest;
		snprintf(e->note, sizeof e->note, "cut:%lld", (long long)rest);
	}
	outcome = order_apply(w, e);
	e->amount_fen = sent;
	if (outcome == LEDGER_ENDED || outcome == LEDGER_NOTHING || outcome == LEDGER_TOO_MUCH) {
		snprintf(e->note, sizeof e->note, "void:%s",
		         outcome == LEDGER_TOO_MUCH ? "too_much" : "ended");
		outcome = LEDGER_OK;
	}
	return outcome;
}

static enum db apply_later(struct database *db, struct order_work *w, struct order_event *events,
                           int n, bool own_completion)
{
	const struct order_facts *f = w->facts;
	enum db result = DB_OK;

	if (n > 1)
		qsort(events, (size_t)n, sizeof *events, by_time);
	for (int i = 0; result == DB_OK && i < n; i++) {
		struct order_event *e = &events[i];
		bool own = own_completion && strcmp(e->name, "completed") == 0;

		if (own && f->completed_at == f->paid_at)
			e->applied = true; /* booked with the payment */
		else if (apply_parked(w, e) != LEDGER_OK)
			return DB_FAIL;
		if (own)
			result = order_event_add(db, f->partner, f->order_no, f->member_id, e);
		else
			result = order_event_applied(db, f->partner, f->order_no, f->member_id, e);
	}
	return result;
}

/* Books payment, then what was sent along or waited, in order of time. */
static enum db book_new(struct database *db, struct order_work *w, struct order_event *events,
                        int n, bool own_completion)
{
	const struct order_facts *f = w->facts;
	struct ledger_event paid = books_event(&w->books, EVENT_ORDER_PAID, f->paid_at);
	struct order_event raw;
	enum db result;

	head_of_facts(&w->head, f);
	paid.order = &w->head.order;
	paid.completed_too = own_completion && f->completed_at == f->paid_at;
	result = order_history(&w->books, &w->head.order, f->member_id, &paid.cap_used);
	if (result != DB_OK)
		return result;
	if (books_apply(&w->books, &paid, &w->priced) != LEDGER_OK)
		return DB_FAIL;
	if (w->head.order.held > 0)
		w->head.held_reason = ORDER_HELD_CAP;
	else if (w->head.order.eligible_fen < f->eligible_fen)
		w->head.held_reason = ORDER_HELD_BUDGET;
	result = order_cap_use(&w->books, &w->head.order, f->member_id);
	if (result != DB_OK)
		return result;
	raw = order_event_of("paid", f->paid_at, f->paid_fen, f->travel_end, w->now);
	raw.applied = true;
	memcpy(raw.content, w->head.content, SHA256_BYTES);
	result = order_event_add(db, f->partner, f->order_no, f->member_id, &raw);
	if (result == DB_OK)
		result = apply_later(db, w, events, n, own_completion);
	if (result != DB_OK)
		return result;
	order_answer_fill(w);
	if (w->render && !(w->head.answer = w->render(w->try_mem, w->answer)))
		return DB_FAIL;
	order_answer_fill(w);
	return order_store(db, w);
}

/* The parked events and, behind them, the completion that came with the order
 * unless one is parked already (the first to arrive stands). */
static enum db gather(struct database *db, struct order_work *w, struct order_event **events,
                      int *n, bool *own_completion)
{
	const struct order_facts *f = w->facts;
	enum db result = order_event_list(db, w->try_mem, f->partner, f->order_no, events, n);

	*own_completion = f->completed;
	for (int i = 0; i < *n; i++)
		if (strcmp((*events)[i].name, "completed") == 0)
			*own_completion = false;
	if (result != DB_OK || !*own_completion)
		return result;
	*events = talloc_realloc(w->try_mem, *events, struct order_event, (unsigned)*n + 1);
	(*events)[(*n)++] = order_event_of("completed", f->completed_at, 0, DAY_NONE, w->now);
	return DB_OK;
}

/* The facts as they were told first: where the order's account has been merged
 * since, whoever names it now is led to the account that carries it on. */
static enum db as_booked(struct database *db, struct order_work *w, struct order_facts *facts)
{
	uint64_t into = 0;
	enum db result = DB_OK;

	*facts = *w->facts;
	if (facts->member_id != w->head.member_id)
		result = member_survivor(db, w->head.member_id, &into);
	if (result == DB_OK && into != 0 && into == facts->member_id)
		facts->member_id = w->head.member_id;
	return result;
}

static enum db repeat(struct database *db, struct order_work *w)
{
	uint8_t content[SHA256_BYTES];
	struct order_facts facts;
	enum db result;

	result = as_booked(db, w, &facts);
	if (result != DB_OK)
		return result;
	order_facts_hash(content, &facts);
	if (memcmp(content, w->head.content, SHA256_BYTES) != 0)
		return order_refuse(w, ORDER_CONFLICT);
	result = books_lock(&w->books, db, w->plans, w->try_mem, w->head.member_id, w->now);
	if (result != DB_OK)
		return DB_FAIL;
	order_answer_fill(w);
	return order_refuse(w, ORDER_REPEATED);
}

static enum db book_work(struct database *db, void *arg)
{
	struct order_work *w = arg;
	struct order_event *events = NULL;
	int64_t from = w->facts->paid_at;
	bool own_completion = false;
	int n = 0;
	enum db result = order_begin(db, w);

	if (result != DB_OK)
		return result;
	if (w->head.member_id != 0)
		return repeat(db, w);
	result = gather(db, w, &events, &n, &own_completion);
	for (int i = 0; i < n; i++)
		if (events[i].happened_at < from)
			from = events[i].happened_at;
	if (result == DB_OK)
		result = order_load(db, w, w->facts->member_id, from);
	if (result == DB_NONE) {
		log_event(LOG_WARN, "order_without_account", "member=%llu",
		          (unsigned long long)w->facts->member_id);
		return DB_FAIL;
	}
	if (result == DB_OK)
		result = order_pay(db, w);
	if (result == DB_NONE)
		return result;
	if (result == DB_OK)
		result = book_new(db, w, events, n, own_completion);
	if (result != DB_OK)
		return result == DB_NONE ? DB_FAIL : result;
	w->outcome = ORDER_DONE;
	return w->facts->dry_run ? DB_NONE : DB_OK;
}

enum order_outcome order_book(struct database *db, const struct plan_book *plans, void *mem,
                              const struct order_facts *facts, order_render render,
                              struct order_answer *answer)
{
	struct order_work w = order_work_init(plans, mem, facts->partner, facts->order_no, answer);
	int64_t latest = w.now + FUTURE_S;

	w.facts = facts;
	w.render = render;
	if (facts->paid_at > latest || (facts->completed && facts->completed_at > latest))
		return ORDER_FUTURE;
	if (facts->completed && facts->completed_at < facts->paid_at)
		return ORDER_BEFORE;
	return order_transact(db, book_work, &w);
}
