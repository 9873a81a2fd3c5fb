#include "rule/adjust.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "rule/qualify.h"

/* The last day of points that begin to live today. */
static int32_t life_ends(const struct posting *p)
{
	const struct plan *plan = plan_on(p->book, p->event->today);

	if (plan->life_months == 0)
		return DAY_NEVER;
	return day_add_months(p->event->today, (int)plan->life_months);
}

/* A new lot of the event's points, which pays open debt at once. */
static void credit(struct posting *p, enum entry_kind kind, int32_t available_on,
                   int32_t expires_on, bool refunded)
{
	const struct ledger_event *event = p->event;
	char inputs[64], date[INSTANT_TEXT];
	struct ledger_lot lot = {.points = event->points,
	                         .left = event->points,
	                         .available_on = available_on,
	                         .expires_on = expires_on,
	                         .from_refunded_order = refunded};

	snprintf(inputs, sizeof(inputs), "expires_on=%s",
	         expires_on == DAY_NEVER ? "never" : day_iso(date, expires_on));
	lot.seq = entry_add(p, &(struct entry_draft){.kind = kind,
	                                             .points = event->points,
	                                             .source_kind = event->source_kind,
	                                             .source_id = event->source_id,
	                                             .effective_at = event->effective_at,
	                                             .inputs = inputs});
	lot_add(p, &lot);
	debts_pay(p, lot.seq);
	entry_close(p);
}

/* The entry of points that go. Returns its seq. */
static int64_t debit(struct posting *p, int64_t points)
{
	const struct ledger_event *event = p->event;

	return entry_add(p, &(struct entry_draft){.kind = ENTRY_ADJUST,
	                                          .points = -points,
	                                          .source_kind = event->source_kind,
	                                          .source_id = event->source_id,
	                                          .effective_at = event->effective_at});
}

static enum ledger_outcome take(struct posting *p, int64_t points)
{
	if (lots_spendable(p) < points)
		return LEDGER_SHORT;
	lots_release(p, p->event->today);
	lots_expire(p, p->day);
	lots_take(p, debit(p, points), points);
	entry_close(p);
	return LEDGER_OK;
}

enum ledger_outcome post_adjust(struct posting *p)
{
	const struct ledger_event *event = p->event;

	if (event->points == 0)
		return LEDGER_NOTHING;
	if (event->points < 0)
		return take(p, -event->points);
	/* what becomes available today pays its part of the debt first */
	if (event->forgives && event->points > -lots_spendable(p))
		return LEDGER_TOO_MUCH;
	lots_release(p, event->today);
	credit(p, event->forgives ? ENTRY_FORGIVE : ENTRY_ADJUST, event->today, life_ends(p), false);
	return LEDGER_OK;
}

enum ledger_outcome post_move_out(struct posting *p)
{
	const struct ledger_event *event = p->event;
	struct ledger_lot *own;
	int64_t need = event->points, seq, points;

	if (need <= 0)
		return LEDGER_NOTHING;
	lots_release(p, event->today);
	lots_expire(p, p->day);
	seq = debit(p, need);
	own = lot_find(p->ledger, event->lot_seq);
	if (own && lot_alive(p, own)) {
		points = own->left < need ? own->left : need;
		lot_take(p, own, seq, seq, points);
		need -= points;
	}
	need = lots_take(p, seq, need);
	if (need > 0)
		debt_add(p, seq, need);
	entry_close(p);
	return LEDGER_OK;
}

enum ledger_outcome post_move_in(struct posting *p)
{
	const struct ledger_event *event = p->event;

	if (event->points <= 0)
		return LEDGER_NOTHING;
	lots_release(p, event->today);
	if (event->expires_on == DAY_NONE)
		credit(p, ENTRY_ADJUST, event->today, life_ends(p), false);
	else
		credit(p, ENTRY_ADJUST, event->available_on, event->expires_on, event->refunded);
	return LEDGER_OK;
}

enum ledger_outcome post_move_count(struct posting *p)
{
	const struct ledger_event *event = p->event;

	for (int i = 0; i < event->n_counts; i++) {
		const struct adjust_count *c = &event->counts[i];

		qualify_add(p, event->effective_at, c->of, c->points, c->net_fen, c->trips);
	}
	return event->n_counts > 0 ? LEDGER_OK : LEDGER_NOTHING;
}

static int by_of(const void *a, const void *b)
{
	const struct adjust_count *x = a, *y = b;

	return x->of < y->of ? -1 : x->of > y->of;
}

int adjust_counts(const struct ledger *ledger, int64_t now, struct adjust_count *more,
                  int n_more, struct adjust_count **out)
{
	int n_deltas = ledger ? ledger->n_qualifying : 0, n = 0, kept = 0;
	struct adjust_count *all =
		talloc_array(more, struct adjust_count, (unsigned)(n_deltas + n_more) + 1);

	if (!all)
		abort(); /* no memory: nothing may be half booked */
	for (int i = 0; i < n_deltas; i++) {
		const struct ledger_qualifying *q = &ledger->qualifying[i];

		if (q->at <= now)
			all[n++] = (struct adjust_count){q->of, q->points, q->net_fen, q->trips};
	}
	for (int i = 0; i < n_more; i++)
		all[n++] = more[i];
	if (n > 0)
		qsort(all, (size_t)n, sizeof(*all), by_of);
	for (int i = 0, j; i < n; i = j) {
		struct adjust_count sum = all[i];

		for (j = i + 1; j < n && all[j].of == sum.of; j++) {
			sum.points += all[j].points;
			sum.net_fen += all[j].net_fen;
			sum.trips += all[j].trips;
		}
		if (sum.points != 0 || sum.net_fen != 0 || sum.trips != 0)
			all[kept++] = sum;
	}
	*out = all;
	return kept;
}
