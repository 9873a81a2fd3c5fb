/* A member's world for tests of the engine: plans from their files, a ledger,
 * orders by number, and the proof of every rule of the books after each event. */
#ifndef TESTS_RULE_WORLD_H
#define TESTS_RULE_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "rule/ledger.h"
#include "rule/receipt.h"
#include "rule/tier.h"

#define WORLD_ORDERS 1200

struct world {
	struct ledger *ledger;
	struct plan_book book;
	struct plan *plan;
	struct ledger_order orders[WORLD_ORDERS];
	int n_orders;
	int n_entries, n_allocations; /* of all events so far */
	struct ledger_entry *entries;
	struct ledger_allocation *allocations;
	int64_t now;                  /* posted_at; 0 = each event's own time */
	bool unproved;                /* skip the proof after each event (long runs) */
};

static inline struct plan *plan_of_file(void *mem, const char *name)
{
	char path[128], error[160];
	snprintf(path, sizeof(path), "schema/plans/%s.hdf", name);
	struct config *tree = config_read(path);
	if (!tree)
		fail_msg("%s cannot be read (run tests from the checkout)", path);
	struct plan *plan = plan_parse(mem, tree, error);
	if (!plan)
		fail_msg("%s: %s", path, error);
	config_free(tree);
	plan->version = 1;
	plan->from_day = 10957; /* 2000-01-01 */
	return plan;
}

static inline int32_t day_at(const char *text)
{
	int32_t day;
	assert_true(day_parse(text, &day));
	return day;
}

/* Noon of a day, or a full instant. */
static inline int64_t at(const char *text)
{
	int64_t instant;
	if (strlen(text) == 10)
		return day_start(day_at(text)) + 12 * 3600;
	assert_true(instant_parse(text, &instant));
	return instant;
}

static inline struct world *world_new(const char *plan)
{
	struct world *w = talloc_zero(NULL, struct world);
	w->plan = plan_of_file(w, plan);
	w->book.n = 1;
	w->book.plans = talloc_array(w, struct plan *, 1);
	w->book.plans[0] = w->plan;
	w->ledger = talloc_zero(w, struct ledger);
	w->ledger->member_id = 1;
	snprintf(w->ledger->tier, PLAN_CODE, "%s", w->plan->tiers[0].code);
	w->ledger->tier_since = at("2020-01-01");
	w->ledger->review_notice_on = w->ledger->pin_until = DAY_NONE;
	return w;
}

static inline const struct ledger_lot *world_lot(const struct world *w, int64_t seq)
{
	for (int i = 0; i < w->ledger->n_lots; i++)
		if (w->ledger->lots[i].seq == seq)
			return &w->ledger->lots[i];
	return NULL;
}

static inline void prove_entry(const struct world *w, const struct ledger_entry *e)
{
	int64_t taken = 0, unpaid = 0;
	struct receipt receipt;
	for (int i = 0; i < w->n_allocations; i++)
		if (w->allocations[i].entry_seq == e->seq)
			taken += w->allocations[i].points;
	for (int i = 0; i < w->ledger->n_debts; i++)
		if (w->ledger->debts[i].entry_seq == e->seq)
			unpaid += w->ledger->debts[i].unpaid;
	if (e->points < 0)
		assert_int_equal(taken + unpaid, -e->points);
	else if (e->kind == ENTRY_GIVE_BACK && taken != 0)
		assert_int_equal(taken, -e->points);
	if (e->kind == ENTRY_RELEASE)
		assert_true(e->moved > 0 && e->points == 0);
	if (e->kind == ENTRY_EARN || e->kind == ENTRY_REVERSE)
		assert_true(receipt_parse(e->inputs, &receipt));
	if (e->kind == ENTRY_EARN)
		assert_int_equal(receipt_earn_points(w->plan, &receipt, NULL), e->points);
	if (e->kind == ENTRY_REVERSE)
		assert_int_equal(receipt_reverse_points(w->plan, &receipt, NULL, NULL), -e->points);
}

static inline void prove_lots(const struct world *w)
{
	int64_t left = 0;
	for (int i = 0; i < w->ledger->n_lots; i++) {
		const struct ledger_lot *lot = &w->ledger->lots[i];
		int64_t taken = 0, expired = 0;
		for (int k = 0; k < w->n_allocations; k++) {
			const struct ledger_allocation *a = &w->allocations[k];
			if (a->lot_seq != lot->seq)
				continue;
			taken += a->points;
			if (w->entries[a->entry_seq - 1].kind == ENTRY_EXPIRE)
				expired += a->points;
		}
		assert_int_equal(lot->left, lot->points - taken);
		assert_int_equal(lot->expired, expired);
		assert_true(lot->left >= 0);
		left += lot->left;
	}
	assert_int_equal(left, w->ledger->available + w->ledger->pending);
}

/* Every rule of QUALITY "Books". */
static inline void prove(const struct world *w)
{
	const struct ledger *l = w->ledger;
	int64_t sum = 0, held = 0, qualifying = 0, unpaid = 0;
	assert_true(l->available >= 0 && l->pending >= 0 && l->debt >= 0 && l->held >= 0);
	for (int i = 0; i < w->n_entries; i++) {
		const struct ledger_entry *e = &w->entries[i];
		sum += e->points;
		assert_int_equal(e->seq, i + 1);
		assert_int_equal(e->available_after + e->pending_after - e->debt_after, sum);
		assert_true(e->available_after >= 0 && e->pending_after >= 0 && e->debt_after >= 0);
		prove_entry(w, e);
		for (int k = 0; k < i; k++)
			assert_false(w->entries[k].kind == e->kind &&
			             w->entries[k].source_kind == e->source_kind &&
			             strcmp(w->entries[k].source_id, e->source_id) == 0);
	}
	assert_int_equal(sum, l->available + l->pending - l->debt);
	if (w->n_entries > 0) {
		const struct ledger_entry *last = &w->entries[w->n_entries - 1];
		assert_int_equal(last->available_after, l->available);
		assert_int_equal(last->pending_after, l->pending);
		assert_int_equal(last->debt_after, l->debt);
	}
	prove_lots(w);
	for (int i = 0; i < w->n_allocations; i++)
		for (int k = 0; k < i; k++)
			assert_false(w->allocations[i].entry_seq == w->allocations[k].entry_seq &&
			             w->allocations[i].lot_seq == w->allocations[k].lot_seq &&
			             w->allocations[i].at_seq == w->allocations[k].at_seq);
	for (int i = 0; i < l->n_debts; i++)
		unpaid += l->debts[i].unpaid;
	assert_int_equal(unpaid, l->debt);
	for (int i = 0; i < w->n_orders; i++)
		held += w->orders[i].held;
	assert_int_equal(held, l->held);
	for (int i = 0; i < l->n_qualifying; i++)
		qualifying += l->qualifying[i].points;
	assert_int_equal(qualifying, l->lifetime);
	assert_true(l->lifetime >= 0);
}

/* Applies the event as a service would, keeps its rows and proves the books. */
static inline enum ledger_outcome world_apply(struct world *w, struct ledger_event event,
                                              struct ledger_result *result)
{
	event.posted_at = w->now ? w->now : event.effective_at;
	event.today = day_of(event.posted_at);
	enum ledger_outcome outcome = ledger_apply(w->ledger, &w->book, &event, result);
	struct ledger *l = w->ledger;
	if (outcome == LEDGER_OK) {
		w->entries = talloc_realloc(w, w->entries, struct ledger_entry,
		                            (unsigned)(w->n_entries + l->n_entries) + 1);
		w->allocations = talloc_realloc(w, w->allocations, struct ledger_allocation,
		                                (unsigned)(w->n_allocations + l->n_allocations) + 1);
		for (int i = 0; i < l->n_entries; i++)
			w->entries[w->n_entries++] = l->entries[i];
		for (int i = 0; i < l->n_allocations; i++)
			w->allocations[w->n_allocations++] = l->allocations[i];
		ledger_begin(l);
	}
	if (!w->unproved)
		prove(w);
	return outcome;
}

/* A new order, not yet applied. */
static inline struct ledger_order *world_order(struct world *w, const char *no, int64_t paid_fen,
                                               int64_t paid_at)
{
	assert_true(w->n_orders < WORLD_ORDERS);
	struct ledger_order *o = &w->orders[w->n_orders++];
	memset(o, 0, sizeof(*o));
	snprintf(o->partner, sizeof(o->partner), "p");
	snprintf(o->order_no, sizeof(o->order_no), "%s", no);
	snprintf(o->category, sizeof(o->category), "domestic");
	o->paid_fen = o->eligible_fen = paid_fen;
	o->paid_at = paid_at;
	o->travel_end = DAY_NONE;
	o->completed_at = INSTANT_NONE;
	return o;
}

static inline struct ledger_order *pay_order(struct world *w, const char *no, int64_t fen,
                                             const char *when)
{
	struct ledger_order *o = world_order(w, no, fen, at(when));
	struct ledger_event e = {.kind = EVENT_ORDER_PAID, .effective_at = at(when), .order = o};
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
	return o;
}

static inline enum ledger_outcome complete(struct world *w, struct ledger_order *o,
                                           const char *when)
{
	struct ledger_event e = {.kind = EVENT_ORDER_COMPLETED, .effective_at = at(when), .order = o};
	return world_apply(w, e, NULL);
}

/* Paid and completed at once. */
static inline struct ledger_order *buy(struct world *w, const char *no, int64_t fen,
                                       const char *when)
{
	struct ledger_order *o = world_order(w, no, fen, at(when));
	struct ledger_event e = {.kind = EVENT_ORDER_PAID, .effective_at = at(when), .order = o,
	                         .completed_too = true};
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
	return o;
}

/* The points taken. */
static inline int64_t refund(struct world *w, struct ledger_order *o, const char *no, int64_t fen,
                             const char *when)
{
	struct ledger_result result;
	struct ledger_event e = {.kind = EVENT_ORDER_REFUNDED, .effective_at = at(when), .order = o,
	                         .amount_fen = fen, .refund_no = no};
	assert_int_equal(world_apply(w, e, &result), LEDGER_OK);
	return result.points_taken;
}

static inline enum ledger_outcome spend(struct world *w, const char *id, int64_t points,
                                        int64_t when)
{
	struct ledger_event e = {.kind = EVENT_SPEND, .effective_at = when, .points = points,
	                         .source_kind = SOURCE_SPEND, .source_id = id};
	return world_apply(w, e, NULL);
}

/* Points from an older programme, ending on a day (NULL = never). */
static inline void opening(struct world *w, int64_t points, const char *ends, const char *when)
{
	char id[32];
	snprintf(id, sizeof(id), "%s-%d", ends ? ends : "never", w->n_entries);
	struct ledger_event e = {.kind = EVENT_OPENING, .effective_at = at(when), .points = points,
	                         .expires_on = ends ? day_at(ends) : DAY_NEVER,
	                         .source_kind = SOURCE_OPENING, .source_id = id};
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
}

static inline enum ledger_outcome daily(struct world *w, enum ledger_event_kind kind,
                                        const char *when)
{
	struct ledger_event e = {.kind = kind, .effective_at = at(when)};
	return world_apply(w, e, NULL);
}

#endif
