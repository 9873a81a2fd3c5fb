#include "service/order.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "service/order_work.h"
#include "store/account.h"

#define FUTURE_S 300
#define REFUND_PREFIX "refund/"

/* What of the price that was not paid in money the refund E gave back. */
static void answer_back(struct order_work *w, const struct order_event *e)
{
	w->answer->back_points = e->points;
	w->answer->back_coupons = talloc_strdup(w->mem, e->coupons);
}

/* The same event again: its first answer; another under its name: a conflict. */
static enum db known_event(struct database *db, struct order_work *w, const struct order_event *e)
{
	if (memcmp(e->content, w->event.content, SHA256_BYTES) != 0)
		return order_refuse(w, ORDER_CONFLICT);
	if (!e->applied)
		return order_refuse(w, ORDER_PARKED);
	if (books_lock(&w->books, db, w->plans, w->try_mem, w->head.member_id, w->now) != DB_OK)
		return DB_FAIL;
	order_answer_fill(w);
	w->answer->points_taken = e->points_taken;
	if (text_starts(e->name, REFUND_PREFIX)) {
		w->answer->debt = e->debt_after;
		answer_back(w, e);
	}
	return order_refuse(w, ORDER_REPEATED);
}

static enum db park(struct database *db, struct order_work *w)
{
	enum db result = order_event_add(db, w->partner, w->order_no, 0, &w->event);

	w->outcome = ORDER_PARKED;
	return result == DB_NONE ? DB_FAIL : result;
}

/* Loads what was not paid in money, and whether the refund E names only that. */
static enum db judge_refund(struct database *db, struct order_work *w, const struct order_event *e)
{
	enum order_outcome outcome;
	enum db result = order_pay_load(db, w);

	if (result != DB_OK)
		return result;
	outcome = order_pay_judge(w, e);
	return outcome == ORDER_DONE ? DB_OK : order_refuse(w, outcome);
}

/* An event on a known order: applied, written, answered. E is a copy: what it
 * did is put into it, and a try may come again. */
static enum db happen(struct database *db, struct order_work *w, struct order_event e)
{
	enum ledger_outcome outcome;
	enum db result;

	if (strcmp(e.name, "completed") == 0 && e.happened_at < w->head.order.paid_at)
		return order_refuse(w, ORDER_BEFORE);
	result = order_load(db, w, w->head.member_id, e.happened_at);
	if (result != DB_OK)
		return result == DB_NONE ? DB_FAIL : result;
	if (text_starts(e.name, REFUND_PREFIX))
		result = judge_refund(db, w, &e);
	if (result != DB_OK)
		return result;
	outcome = order_apply(w, &e);
	if (outcome == LEDGER_NOTHING)
		return order_refuse(w, ORDER_NOTHING);
	if (outcome != LEDGER_OK)
		return order_refuse(w, order_outcome_of(outcome));
	result = order_event_add(db, w->partner, w->order_no, w->head.member_id, &e);
	if (result == DB_OK)
		result = order_store(db, w);
	if (result != DB_OK)
		return result == DB_NONE ? DB_FAIL : result;
	order_answer_fill(w);
	w->answer->points_taken = e.points_taken;
	answer_back(w, &e);
	w->outcome = ORDER_DONE;
	return DB_OK;
}

static enum db event_work(struct database *db, void *arg)
{
	struct order_work *w = arg;
	struct order_event known;
	enum db result = order_begin(db, w);

	if (result != DB_OK)
		return result;
	result = order_event_get(db, w->try_mem, w->partner, w->order_no, w->event.name, &known);
	if (result == DB_OK)
		return known_event(db, w, &known);
	if (result != DB_NONE)
		return result;
	return w->head.member_id == 0 ? park(db, w) : happen(db, w, w->event);
}

/* A move back to an earlier day is a move of its own, so its name is made
 * different from the first; a move to the day that stands is a repeat. */
static enum db move_work(struct database *db, void *arg)
{
	struct order_work *w = arg;
	struct order_event known;
	char name[EVENT_NAME];
	size_t len;
	enum db result = order_begin(db, w);

	if (result != DB_OK)
		return result;
	snprintf(name, sizeof name, "%.40s", w->event.name);
	len = strcspn(name, "+");
	name[len] = '\0';
	for (int i = 2; i < 1000; i++) {
		snprintf(w->event.name, sizeof w->event.name, "%s", name);
		result = order_event_get(db, w->try_mem, w->partner, w->order_no, name, &known);
		if (result != DB_OK)
			break;
		if (w->head.member_id == 0 || w->head.order.travel_end == w->event.travel_end)
			return known_event(db, w, &known);
		snprintf(name + len, sizeof name - len, "+%d", i);
	}
	if (result != DB_NONE)
		return result == DB_OK ? order_refuse(w, ORDER_ENDED) : result;
	return w->head.member_id == 0 ? park(db, w) : happen(db, w, w->event);
}

enum order_outcome order_complete(struct database *db, const struct plan_book *plans, void *mem,
                                  const char *partner, const char *order_no, int64_t completed_at,
                                  struct order_answer *answer)
{
	struct order_work w = order_work_init(plans, mem, partner, order_no, answer);

	if (completed_at > w.now + FUTURE_S)
		return ORDER_FUTURE;
	w.event = order_event_of("completed", completed_at, 0, DAY_NONE, w.now);
	return order_transact(db, event_work, &w);
}

enum order_outcome order_move(struct database *db, const struct plan_book *plans, void *mem,
                              const char *partner, const char *order_no, int32_t travel_end,
                              struct order_answer *answer)
{
	struct order_work w = order_work_init(plans, mem, partner, order_no, answer);
	char name[EVENT_NAME], day[INSTANT_TEXT];

	snprintf(name, sizeof name, "moved/%s", day_iso(day, travel_end));
	w.event = order_event_of(name, w.now, 0, travel_end, w.now);
	return order_transact(db, move_work, &w);
}

enum order_outcome order_refund_naming(struct database *db, const struct plan_book *plans,
                                       void *mem, const char *partner, const char *order_no,
                                       const struct order_refund *refund,
                                       struct order_answer *answer)
{
	struct order_work w = order_work_init(plans, mem, partner, order_no, answer);
	char name[EVENT_NAME];

	if (refund->refunded_at > w.now + FUTURE_S)
		return ORDER_FUTURE;
	snprintf(name, sizeof name, REFUND_PREFIX "%s", refund->refund_no);
	w.event = order_event_of(name, refund->refunded_at, refund->amount_fen, DAY_NONE, w.now);
	w.event.points = refund->points;
	snprintf(w.event.coupons, sizeof w.event.coupons, "%s",
	         refund->coupon != NULL ? refund->coupon : "");
	order_event_hash(w.event.content, &w.event);
	return order_transact(db, event_work, &w);
}

enum order_outcome order_refund(struct database *db, const struct plan_book *plans, void *mem,
                                const char *partner, const char *order_no, const char *refund_no,
                                int64_t amount_fen, int64_t refunded_at,
                                struct order_answer *answer)
{
	const struct order_refund refund = { .refund_no = refund_no, .amount_fen = amount_fen,
		                                 .refunded_at = refunded_at };

	return order_refund_naming(db, plans, mem, partner, order_no, &refund, answer);
}

static enum db find_refunds(struct database *db, void *mem, const char *partner,
                            const char *order_no, struct order_answer *answer)
{
	struct order_event *events;
	int n;
	enum db result = order_event_read(db, mem, partner, order_no, &events, &n);

	if (result != DB_OK)
		return result;
	answer->refunds = talloc_array(mem, struct order_refund_row, (unsigned)n + 1);
	for (int i = 0; i < n; i++) {
		if (!text_starts(events[i].name, REFUND_PREFIX))
			continue;
		answer->refunds[answer->n_refunds++] = (struct order_refund_row){
			.refund_no = talloc_strdup(mem, events[i].name + strlen(REFUND_PREFIX)),
			.amount_fen = events[i].amount_fen,
			.refunded_at = events[i].happened_at,
			.points_taken = events[i].points_taken,
			.parked = !events[i].applied,
			.note = talloc_strdup(mem, events[i].note),
			.points = events[i].points,
			.coupons = talloc_strdup(mem, events[i].coupons),
		};
	}
	return DB_OK;
}

enum order_outcome order_find(struct database *db, const struct plan_book *plans, void *mem,
                              const char *partner, const char *order_no,
                              struct order_answer *answer)
{
	struct order_work w = order_work_init(plans, mem, partner, order_no, answer);
	struct payment *payments = NULL;
	int n = 0;
	enum db result = order_read(db, mem, partner, order_no, &w.head);

	if (result == DB_NONE || (result == DB_OK && w.head.member_id == 0))
		return ORDER_UNKNOWN;
	w.books.ledger = talloc_zero(mem, struct ledger);
	if (result == DB_OK)
		result = account_read(db, mem, w.head.member_id, w.books.ledger, w.books.rest.last_hash);
	if (result == DB_OK)
		result = find_refunds(db, mem, partner, order_no, answer);
	if (result == DB_OK)
		result = payment_read(db, mem, partner, order_no, &payments, &n);
	if (result != DB_OK)
		return db_is_down(db) ? ORDER_TRY_AGAIN : ORDER_FAILED;
	order_answer_fill(&w);
	answer->payments = payments;
	answer->n_payments = n;
	return ORDER_DONE;
}
