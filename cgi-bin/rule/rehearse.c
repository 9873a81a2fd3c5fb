#include "rule/rehearse.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Of one instant, in this order (RULINGS 7). */
enum what { WHAT_CREDIT, WHAT_PAID, WHAT_COMPLETED, WHAT_REFUNDED };

struct step {
	int64_t at; /* its place: never before its order's payment */
	enum what what;
	int order; /* -1: a credit */
	int index; /* of the event or credit */
};

struct replay {
	const struct plan_book *book;
	const struct rehearse_facts *facts;
	struct rehearse_books out;
	int64_t *booked; /* of each order, as it was paid: what counts for a day's cap */
	struct step *steps;
	int n_steps;
	int64_t now;
};

struct plan_book *rehearse_book(void *mem, const struct plan_book *book, struct plan *draft,
                                int32_t from)
{
	struct plan_book *out = talloc_zero(mem, struct plan_book);
	int64_t version = 0;

	assert(out != NULL);
	out->plans = talloc_array(out, struct plan *, (unsigned)book->n + 1);
	assert(out->plans != NULL);
	for (int i = 0; i < book->n; i++) {
		if (book->plans[i]->version > version)
			version = book->plans[i]->version;
		if (book->plans[i]->from_day < from)
			out->plans[out->n++] = book->plans[i];
	}
	draft->version = version + 1;
	draft->from_day = from;
	out->plans[out->n++] = draft;
	return out;
}

static int by_time(const void *a, const void *b, void *arg)
{
	const struct rehearse_facts *facts = arg;
	const struct step *x = a, *y = b;
	int order;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->what != y->what)
		return (int)x->what - (int)y->what;
	if (x->order < 0)
		return x->index - y->index;
	order = strcmp(facts->orders[x->order].order_no, facts->orders[y->order].order_no);
	if (order == 0)
		order = strcmp(facts->orders[x->order].partner, facts->orders[y->order].partner);
	return order != 0 ? order : x->index - y->index;
}

static void add(struct replay *r, int64_t at, enum what what, int order, int index)
{
	int64_t paid_at = order < 0 ? at : r->facts->orders[order].paid_at;

	r->steps[r->n_steps++] = (struct step){at > paid_at ? at : paid_at, what, order, index};
}

static void lay_out(struct replay *r, void *mem)
{
	const struct rehearse_facts *f = r->facts;

	r->steps = talloc_array(mem, struct step, (unsigned)(f->n_orders + f->n_events + f->n_credits) + 1);
	assert(r->steps != NULL);
	for (int i = 0; i < f->n_credits; i++)
		add(r, f->credits[i].at, WHAT_CREDIT, -1, i);
	for (int i = 0; i < f->n_orders; i++)
		add(r, f->orders[i].paid_at, WHAT_PAID, i, 0);
	for (int i = 0; i < f->n_events; i++)
		add(r, f->events[i].at, f->events[i].refund ? WHAT_REFUNDED : WHAT_COMPLETED,
		    f->events[i].order, i);
	qsort_r(r->steps, (size_t)r->n_steps, sizeof *r->steps, by_time, (void *)(uintptr_t)f);
}

static struct ledger_event event_at(const struct replay *r, enum ledger_event_kind kind, int64_t at)
{
	return (struct ledger_event){.kind = kind, .effective_at = at, .posted_at = r->now,
	                             .today = day_of(r->now), .travel_end = DAY_NONE,
	                             .expires_on = DAY_NONE, .source_id = ""};
}

/* The outcome is told by the state: what the engine refuses changes nothing. */
static void apply(struct replay *r, const struct ledger_event *event)
{
	ledger_begin(r->out.ledger);
	(void)ledger_apply(r->out.ledger, r->book, event, NULL);
}

/* Whether the trip was taken the moment it was paid. */
static bool completed_at_once(const struct replay *r, int order)
{
	for (int i = 0; i < r->facts->n_events; i++) {
		const struct rehearse_event *e = &r->facts->events[i];

		if (e->order == order && !e->refund)
			return e->at == r->facts->orders[order].paid_at;
	}
	return false;
}

/* What the plan of the day asks about the orders before STEP. */
static int64_t history(const struct replay *r, int step, struct ledger_order *order)
{
	int32_t day = day_of(order->paid_at);
	const struct plan *plan = plan_on(r->book, day);
	bool asks = false, known = false;
	int64_t used = 0;

	for (int i = 0; i < plan->n_bonuses; i++)
		asks = asks || plan->bonuses[i].first_in_category;
	for (int i = 0; i < step; i++) {
		const struct ledger_order *other;

		if (r->steps[i].what != WHAT_PAID)
			continue;
		other = &r->out.orders[r->steps[i].order];
		known = known || strcmp(other->category, order->category) == 0;
		if (day_of(other->paid_at) == day)
			used += r->booked[r->steps[i].order];
	}
	order->first_in_category = asks && !known;
	return plan->cap_day_points > 0 ? used : 0;
}

static void pay(struct replay *r, int step)
{
	int i = r->steps[step].order;
	struct ledger_order *order = &r->out.orders[i];
	struct ledger_event event = event_at(r, EVENT_ORDER_PAID, order->paid_at);

	event.order = order;
	event.completed_too = completed_at_once(r, i);
	event.cap_used = history(r, step, order);
	apply(r, &event);
	r->booked[i] = order->points - order->held;
}

static void follow(struct replay *r, const struct step *s)
{
	const struct rehearse_event *fact = &r->facts->events[s->index];
	struct ledger_order *order = &r->out.orders[s->order];
	struct ledger_event event =
		event_at(r, fact->refund ? EVENT_ORDER_REFUNDED : EVENT_ORDER_COMPLETED, fact->at);
	int64_t rest = order->paid_fen - order->refunded_fen;

	if (!fact->refund && order->completed_at != INSTANT_NONE)
		return;
	event.order = order;
	event.refund_no = fact->refund_no;
	event.amount_fen = fact->amount_fen < rest ? fact->amount_fen : rest;
	apply(r, &event);
}

/* Credits keep the dates they were booked with. */
static void credit(struct replay *r, const struct rehearse_credit *fact)
{
	bool opening = fact->kind == ENTRY_OPENING;
	struct ledger_event event = event_at(r, opening ? EVENT_OPENING : EVENT_CREDIT, fact->at);

	event.posted_at = fact->posted_at;
	event.today = day_of(fact->posted_at);
	event.points = fact->points;
	event.source_kind = fact->source_kind;
	event.source_id = fact->source_id;
	event.expires_on = fact->expires_on;
	event.qualifies = !opening && (fact->source_kind == SOURCE_SURVEY ||
	                               fact->source_kind == SOURCE_REFERRAL ||
	                               fact->source_kind == SOURCE_TASK);
	apply(r, &event);
}

static void begin(struct replay *r, void *mem)
{
	const struct rehearse_facts *f = r->facts;
	int64_t joined = day_start(f->joined_on);
	struct ledger *ledger = talloc_zero(mem, struct ledger);
	const struct plan *plan = plan_on(r->book, f->joined_on);

	assert(ledger != NULL);
	ledger->member_id = f->member_id;
	snprintf(ledger->tier, sizeof ledger->tier, "%s", plan->tiers[0].code);
	ledger->tier_since = joined;
	ledger->good_through = ledger->review_notice_on = ledger->pin_until = DAY_NONE;
	ledger->tier_changes = talloc_zero_array(ledger, struct ledger_tier_change, 1);
	assert(ledger->tier_changes != NULL);
	ledger->tier_changes[ledger->n_tier_changes++] =
		(struct ledger_tier_change){.n = 1, .effective_at = joined, .posted_at = joined,
		                            .cause = "join"};
	snprintf(ledger->tier_changes[0].tier, PLAN_CODE, "%s", plan->tiers[0].code);
	r->out.ledger = ledger;
	r->out.orders = talloc_zero_array(mem, struct ledger_order, (unsigned)f->n_orders + 1);
	r->booked = talloc_zero_array(mem, int64_t, (unsigned)f->n_orders + 1);
	assert(r->out.orders != NULL && r->booked != NULL);
	for (int i = 0; i < f->n_orders; i++) {
		r->out.orders[i] = f->orders[i];
		r->out.orders[i].completed_at = INSTANT_NONE;
		r->out.orders[i].travel_end = DAY_NONE;
	}
}

struct rehearse_books rehearse_replay(void *mem, const struct plan_book *book,
                                      const struct rehearse_facts *facts, int64_t now)
{
	struct replay r = {.book = book, .facts = facts, .now = now};
	struct ledger_event end;

	begin(&r, mem);
	lay_out(&r, mem);
	for (int i = 0; i < r.n_steps; i++) {
		const struct step *s = &r.steps[i];

		if (s->what == WHAT_CREDIT)
			credit(&r, &facts->credits[s->index]);
		else if (s->what == WHAT_PAID)
			pay(&r, i);
		else
			follow(&r, s);
	}
	/* what the nights since would have done */
	end = event_at(&r, EVENT_EXPIRE, now);
	apply(&r, &end);
	snprintf(r.out.tier, sizeof r.out.tier, "%s", r.out.ledger->tier);
	end = event_at(&r, EVENT_REVIEW, now);
	apply(&r, &end);
	ledger_begin(r.out.ledger);
	return r.out;
}
