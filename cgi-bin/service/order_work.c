#include "service/order_work.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "rule/settle.h"
#include "service/referral.h"
#include "store/partner_earned.h"
#include "store/stop.h"

#define REFUND_PREFIX "refund/"

struct order_work order_work_init(const struct plan_book *plans, void *mem, const char *partner,
                                  const char *order_no, struct order_answer *answer)
{
	*answer = (struct order_answer){ 0 };
	return (struct order_work){ .plans = plans, .mem = mem, .now = clock_now(),
		.partner = partner, .order_no = order_no, .answer = answer };
}

enum order_outcome order_transact(struct database *db, db_work work, struct order_work *w)
{
	enum db result = db_transact(db, work, w);

	if (result == DB_OK || result == DB_NONE)
		return w->outcome;
	return result == DB_BUSY || db_is_down(db) ? ORDER_TRY_AGAIN : ORDER_FAILED;
}

enum db order_begin(struct database *db, struct order_work *w)
{
	TALLOC_FREE(w->try_mem);
	w->try_mem = talloc_new(w->mem);
	assert(w->try_mem != NULL);
	w->outcome = ORDER_FAILED;
	w->parts = NULL;
	w->n_parts = 0;
	w->taken = (struct taken){ 0 };
	w->priced = (struct ledger_result){ 0 };
	return order_lock(db, w->try_mem, w->partner, w->order_no, &w->head);
}

enum db order_refuse(struct order_work *w, enum order_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

enum db order_load(struct database *db, struct order_work *w, uint64_t member_id, int64_t from)
{
	struct ledger_order *o = &w->head.order;
	enum db result;

	result = books_lock(&w->books, db, w->plans, w->try_mem, member_id, w->now);
	if (result == DB_OK && w->facts && w->facts->pay_points > 0)
		result = stop_pass(db, NULL, 0, &w->stopped);
	if (result == DB_OK)
		result = books_load(&w->books, from);
	if (result == DB_OK)
		result = ledger_load_lot(db, w->books.ledger, o->lot_seq);
	if (result == DB_OK)
		result = ledger_load_lot(db, w->books.ledger, o->held_lot_seq);
	return result;
}

/* The terms of PARTNER where a used-up budget ends earning; NULL: it does not. */
static const struct plan_partner *ending_terms(const struct plan *plan, const char *partner)
{
	const struct plan_partner *terms = plan_partner(plan, partner);

	return terms && terms->ends_at_budget ? terms : NULL;
}

static const struct plan_partner *terms_of(const struct books *books,
                                           const struct ledger_order *order)
{
	return ending_terms(plan_on(books->plans, day_of(order->paid_at)), order->partner);
}

/* The month in which what is booked on DAY uses a budget. */
static int32_t budget_month(int32_t day)
{
	struct civil date = civil_of(day);

	date.day = 1;
	return day_from_civil(date);
}

static bool is_over(const struct plan_partner *terms, const struct partner_earned *used)
{
	return settle_is_over(used->month, terms->month_points) ||
	       settle_is_over(used->year, terms->year_points);
}

enum db order_budget_over(struct database *db, const struct plan *plan, const char *partner,
                          int32_t day, bool *over)
{
	const struct plan_partner *terms = ending_terms(plan, partner);
	struct partner_earned used;
	enum db result;

	*over = false;
	if (!terms)
		return DB_OK;
	result = partner_earned_read(db, partner, budget_month(day), &used);
	*over = result == DB_OK && is_over(terms, &used);
	return result;
}

/* Where the partner's budget is used up, nothing of ORDER is eligible: so it stays, whatever
 * is refunded later. Orders of such a partner take turns from here to their commit. */
static enum db budget_look(const struct books *books, struct ledger_order *order)
{
	const struct plan_partner *terms = terms_of(books, order);
	struct partner_earned used;
	enum db result;

	if (!terms)
		return DB_OK;
	result = partner_earned_lock(books->db, order->partner, budget_month(day_of(books->now)),
	                             &used);
	if (result == DB_OK && is_over(terms, &used))
		order->eligible_fen = 0;
	return result;
}

enum db order_history(struct books *books, struct ledger_order *order, uint64_t member_id,
                      int64_t *cap_used)
{
	int32_t day = day_of(order->paid_at);
	const struct plan *plan = plan_on(books->plans, day);
	bool asks = false, known = false;
	enum db result = DB_OK;

	*cap_used = 0;
	for (int i = 0; i < plan->n_bonuses; i++)
		asks = asks || plan->bonuses[i].first_in_category;
	if (asks)
		result = order_category_known(books->db, member_id, order->category, &known);
	order->first_in_category = asks && !known;
	if (result == DB_OK && plan->cap_day_points > 0)
		result = ledger_cap_used(books->db, member_id, day, cap_used);
	return result == DB_OK ? budget_look(books, order) : result;
}

enum db order_cap_use(struct books *books, const struct ledger_order *order, uint64_t member_id)
{
	int32_t day = day_of(order->paid_at);
	int64_t booked = order->points - order->held;
	enum db result = DB_OK;

	if (order->points > 0 && terms_of(books, order))
		result = partner_earned_add(books->db, order->partner,
		                            budget_month(day_of(books->now)), order->points);
	if (result != DB_OK || plan_on(books->plans, day)->cap_day_points == 0 || booked == 0)
		return result;
	return ledger_cap_add(books->db, member_id, day, booked);
}

/* Whether the engine will book a refund of AMOUNT_FEN. */
static bool can_refund(const struct ledger_order *o, int64_t amount_fen)
{
	int64_t rest = o->paid_fen - o->refunded_fen;

	return !o->cancelled && amount_fen <= rest && (amount_fen > 0 || o->paid_fen == 0);
}

enum ledger_outcome order_apply(struct order_work *w, struct order_event *event)
{
	const struct ledger_order *o = &w->head.order;
	struct ledger_event e = books_event(&w->books, EVENT_ORDER_COMPLETED, event->happened_at);
	struct ledger_result result = { 0 };
	enum ledger_outcome outcome = LEDGER_OK;

	e.order = &w->head.order;
	if (text_starts(event->name, REFUND_PREFIX)) {
		e.kind = EVENT_ORDER_REFUNDED;
		e.amount_fen = event->amount_fen;
		e.refund_no = event->name + strlen(REFUND_PREFIX);
		/* What was paid with comes back first: less is owed then. */
		if (w->n_parts > 0 && can_refund(o, event->amount_fen))
			outcome = order_pay_back(w, event,
			                         event->amount_fen == o->paid_fen - o->refunded_fen);
	} else if (text_starts(event->name, "moved/")) {
		e.kind = EVENT_ORDER_MOVED;
		e.travel_end = event->travel_end;
	}
	if (outcome == LEDGER_OK)
		outcome = books_apply(&w->books, &e, &result);
	if (outcome == LEDGER_OK) {
		event->applied = true;
		event->points_taken = result.points_taken;
		event->debt_after = w->books.ledger->debt;
	}
	return outcome;
}

enum db order_store(struct database *db, struct order_work *w)
{
	enum db result = books_save(&w->books);

	if (result == DB_OK)
		result = order_pay_store(db, w);
	if (result == DB_OK)
		result = order_save(db, &w->head);
	if (result == DB_OK)
		result = referral_order(db, w->head.member_id, w->books.rest.referred, &w->head.order,
		                        w->now);
	return result;
}

void order_lines(const struct plan_book *plans, const struct ledger_order *order,
                 struct pricing *out)
{
	const struct plan *plan = plan_version(plans, order->rule_version);

	*out = (struct pricing){ 0 };
	if (plan)
		ledger_price(plan, order, 0, out);
}

void order_answer_fill(struct order_work *w)
{
	struct order_answer *a = w->answer;
	const struct ledger *ledger = w->books.ledger;

	a->order = w->head.order;
	a->points = a->order.points;
	a->held = a->order.held;
	a->member_id = w->head.member_id;
	if (w->priced.pricing.n_lines > 0)
		a->pricing = w->priced.pricing;
	else
		order_lines(w->plans, &a->order, &a->pricing);
	a->stored = w->head.answer ? talloc_strdup(w->mem, w->head.answer) : NULL;
	order_pay_answer(w);
	if (!ledger)
		return;
	a->debt = ledger->debt;
	a->available = ledger->available;
	a->pending = ledger->pending;
	a->member_held = ledger->held;
	a->lifetime = ledger->lifetime;
	memcpy(a->tier, ledger->tier, sizeof a->tier);
}

enum order_outcome order_outcome_of(enum ledger_outcome outcome)
{
	switch (outcome) {
	case LEDGER_OK: return ORDER_DONE;
	case LEDGER_TOO_MUCH: return ORDER_TOO_MUCH;
	case LEDGER_ENDED:
	case LEDGER_NOTHING: return ORDER_ENDED;
	default: return ORDER_FAILED;
	}
}

static void add_text(struct buf *b, const char *text)
{
	buf_printf(b, "%zu:%s,", strlen(text), text);
}

void order_facts_hash(uint8_t hash[SHA256_BYTES], const struct order_facts *f)
{
	void *mem = talloc_new(NULL);
	struct buf b;

	buf_init(&b, mem);
	buf_printf(&b, "1,%llu,%lld,%lld,%lld,%d,%lld,%d,", (unsigned long long)f->member_id,
	           (long long)f->paid_fen, (long long)f->eligible_fen, (long long)f->paid_at,
	           f->completed, (long long)f->completed_at, f->travel_end);
	add_text(&b, f->category);
	add_text(&b, f->products);
	add_text(&b, f->branch);
	add_text(&b, f->destination);
	add_text(&b, f->guide);
	add_text(&b, f->payer);
	if (f->pay_points > 0) {
		buf_printf(&b, "points:%lld,", (long long)f->pay_points);
		buf_add(&b, (const char *)f->pay_code, sizeof f->pay_code);
	}
	for (int i = 0; i < f->n_coupons; i++)
		add_text(&b, f->coupons[i]);
	secret_sha256(hash, b.data, b.len);
	talloc_free(mem);
}

void order_event_hash(uint8_t hash[SHA256_BYTES], const struct order_event *e)
{
	char text[EVENT_NAME + EVENT_COUPONS + 120];
	/* A move is told apart by its day alone: it has no time of its own. */
	bool moved = text_starts(e->name, "moved/");
	int len = snprintf(text, sizeof text, "1,%lld,%lld,%d,%s",
	                   moved ? 0LL : (long long)e->happened_at, (long long)e->amount_fen,
	                   e->travel_end, moved ? "moved" : e->name);

	if (e->points > 0 || e->coupons[0])
		len += snprintf(text + len, sizeof text - (size_t)len, ",%lld,%s",
		                (long long)e->points, e->coupons);
	secret_sha256(hash, text, (size_t)len);
}

struct order_event order_event_of(const char *name, int64_t happened_at, int64_t amount_fen,
                                  int32_t travel_end, int64_t received_at)
{
	struct order_event e = { .happened_at = happened_at, .amount_fen = amount_fen,
		.travel_end = travel_end, .received_at = received_at };

	snprintf(e.name, sizeof e.name, "%s", name);
	order_event_hash(e.content, &e);
	return e;
}
