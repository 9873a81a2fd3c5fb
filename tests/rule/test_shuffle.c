/* Vector 15: one member's order events, shuffled and repeated, end in the same
 * state as in order of time. Parking and repeats are the service's; a small
 * driver does them here. */
#include "rule/world.h"

#define ORDERS 260
#define EVENTS 1000

enum fact_kind { FACT_PAID, FACT_COMPLETED, FACT_MOVED, FACT_REFUND };
struct fact {
	enum fact_kind kind;
	int order, number; /* number of a refund within its order */
	int64_t when, fen;
	int32_t day;
};

static uint64_t seed;
static int64_t below(int64_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)((seed >> 33) % (uint64_t)n);
}

/* Facts come by time; at one instant paid, completed, moved, refunded. */
static int by_time(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;
	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->order != y->order ? x->order - y->order : x->number - y->number;
}

/* The facts of order I: paid, perhaps moved, completed, refunded in parts
 * before or after the trip. Returns their number. */
static int order_facts(struct fact *out, int i, int64_t start, int64_t span)
{
	int n = 0;
	int64_t paid = start + below(span), fen = below(40) == 0 ? below(150) : below(120000);
	int64_t left = fen;
	int64_t trip = paid + (below(5) == 0 ? 0 : below(90 * 86400));
	out[n++] = (struct fact){.kind = FACT_PAID, .order = i, .when = paid, .fen = fen};
	if (below(10) == 0 && trip > paid)
		out[n++] = (struct fact){.kind = FACT_MOVED, .order = i, .when = paid, .day = day_of(trip)};
	bool ended = false;
	int refunds = (int)below(4);
	for (int k = 0; k < refunds && left > 0; k++) {
		int64_t part = below(4) == 0 ? left : 1 + below(left);
		int64_t when = paid + below(120 * 86400);
		left -= part;
		ended = ended || (left == 0 && when < trip);
		out[n++] = (struct fact){.kind = FACT_REFUND, .order = i, .number = k, .when = when,
		                         .fen = part};
	}
	/* what was given back whole before the trip has no trip: look at the latest */
	int64_t latest = 0;
	for (int k = 0; k < n; k++)
		if (out[k].kind == FACT_REFUND && out[k].when > latest)
			latest = out[k].when;
	if (below(12) != 0 && !(left == 0 && latest < trip))
		out[n++] = (struct fact){.kind = FACT_COMPLETED, .order = i, .when = trip};
	return n;
}

/* A driver's memory of what it has seen. */
struct driver {
	struct world *world;
	struct ledger_order *orders[ORDERS];
	struct fact parked[EVENTS];
	int n_parked;
	bool paid[ORDERS], completed[ORDERS], refunded[ORDERS][4];
	bool refused_move;
};

static void apply(struct driver *d, const struct fact *f)
{
	struct ledger_order *o = d->orders[f->order];
	char no[16];
	snprintf(no, sizeof(no), "%d", f->number);
	struct ledger_event e = {.effective_at = f->when, .order = o, .refund_no = no,
	                         .amount_fen = f->fen, .travel_end = f->day};
	e.kind = f->kind == FACT_COMPLETED ? EVENT_ORDER_COMPLETED
	         : f->kind == FACT_REFUND  ? EVENT_ORDER_REFUNDED
	                                   : EVENT_ORDER_MOVED;
	enum ledger_outcome outcome = world_apply(d->world, e, NULL);
	if (f->kind != FACT_MOVED && outcome != LEDGER_OK)
		fail_msg("order %d fact %d: outcome %d", f->order, f->kind, outcome);
}

static void hear(struct driver *d, const struct fact *f)
{
	bool *seen = f->kind == FACT_COMPLETED ? &d->completed[f->order]
	             : f->kind == FACT_REFUND  ? &d->refunded[f->order][f->number]
	                                       : &d->paid[f->order];
	struct fact mine[EVENTS];
	int n = 0, kept = 0;
	char no[16];
	if (f->kind != FACT_MOVED && *seen)
		return; /* a repeat */
	if (f->kind != FACT_PAID && !d->paid[f->order]) {
		if (f->kind != FACT_MOVED)
			*seen = true;
		d->parked[d->n_parked++] = *f;
		return;
	}
	if (f->kind != FACT_MOVED)
		*seen = true;
	if (f->kind != FACT_PAID) {
		apply(d, f);
		return;
	}
	snprintf(no, sizeof(no), "o%d", f->order);
	d->orders[f->order] = world_order(d->world, no, f->fen, f->when);
	struct ledger_event e = {.kind = EVENT_ORDER_PAID, .effective_at = f->when,
	                         .order = d->orders[f->order]};
	assert_int_equal(world_apply(d->world, e, NULL), LEDGER_OK);
	for (int i = 0; i < d->n_parked; i++)
		if (d->parked[i].order == f->order)
			mine[n++] = d->parked[i];
		else
			d->parked[kept++] = d->parked[i];
	d->n_parked = kept;
	qsort(mine, (size_t)n, sizeof(*mine), by_time);
	for (int i = 0; i < n; i++)
		apply(d, &mine[i]);
}

/* Hears all facts in the given order; then the jobs of the last day run. */
static struct driver *hear_all(const char *plan, const struct fact *facts, int n, int64_t now,
                               bool prove_each)
{
	struct world *w = world_new(plan);
	struct driver *d = talloc_zero(w, struct driver);
	d->world = w;
	w->now = now;
	w->unproved = !prove_each;
	for (int i = 0; i < n; i++)
		hear(d, &facts[i]);
	assert_int_equal(d->n_parked, 0);
	struct ledger_event e = {.kind = EVENT_EXPIRE, .effective_at = now};
	world_apply(w, e, NULL);
	e.kind = EVENT_REVIEW;
	world_apply(w, e, NULL);
	if (w->n_entries > 0)
		prove(w);
	return d;
}

static const struct ledger_lot *lot_of(const struct driver *d, int order)
{
	return world_lot(d->world, d->orders[order]->lot_seq);
}

/* Points per order taken are compared where no lot can have ended meanwhile:
 * what expired before a refund was heard of is not taken any more. */
static void same_state(const struct driver *a, const struct driver *b, int n_orders, bool ends)
{
	const struct ledger *x = a->world->ledger, *y = b->world->ledger;
	assert_int_equal(x->available, y->available);
	assert_int_equal(x->pending, y->pending);
	assert_int_equal(x->debt, y->debt);
	assert_int_equal(x->lifetime, y->lifetime);
	assert_string_equal(x->tier, y->tier);
	assert_int_equal(x->n_lots, y->n_lots);
	for (int i = 0; i < n_orders; i++) {
		const struct ledger_order *o = a->orders[i], *p = b->orders[i];
		assert_int_equal(o->points, p->points);
		if (!ends)
			assert_int_equal(o->taken, p->taken);
		assert_int_equal(o->refunded_fen, p->refunded_fen);
		assert_int_equal(o->completed_at, p->completed_at);
		assert_string_equal(order_state_word(o), order_state_word(p));
		const struct ledger_lot *s = lot_of(a, i), *t = lot_of(b, i);
		assert_int_equal(s == NULL, t == NULL);
		if (!s)
			continue;
		assert_int_equal(s->points, t->points);
		assert_int_equal(s->left, t->left);
		assert_int_equal(s->available_on, t->available_on);
		assert_int_equal(s->expires_on, t->expires_on);
	}
}

static void shuffle(struct fact *facts, int n)
{
	for (int i = n - 1; i > 0; i--) {
		int k = (int)below(i + 1);
		struct fact swap = facts[i];
		facts[i] = facts[k];
		facts[k] = swap;
	}
}

static void test_vector_15(void **state)
{
	static const char *const plans[] = {"crm", "retail"};
	struct fact *facts = talloc_array(NULL, struct fact, EVENTS);
	(void)state;
	for (int round = 0; round < 6; round++) {
		int n = 0, orders = 0, distinct;
		int64_t months = round < 2 ? 9 : 20;
		seed = 1500 + (uint64_t)round;
		while (orders < ORDERS && n < EVENTS - 120)
			n += order_facts(facts + n, orders, at("2025-01-01"), months * 30 * 86400), orders++;
		qsort(facts, (size_t)n, sizeof(*facts), by_time);
		struct driver *a = hear_all(plans[round % 2], facts, n, at("2026-11-22"), false);
		distinct = n;
		while (n < EVENTS) { /* repeats of what is no move: a move is its own last word */
			struct fact again = facts[below(distinct)];
			if (again.kind != FACT_MOVED)
				facts[n++] = again;
		}
		shuffle(facts, n);
		struct driver *b = hear_all(plans[round % 2], facts, n, at("2026-11-22"), false);
		same_state(a, b, orders, false);
		talloc_free(a->world);
		talloc_free(b->world);
	}
	talloc_free(facts);
}

/* Short histories, in which sums cross the tiers' lines and leave windows. */
static void test_tiers(void **state)
{
	static const char *const plans[] = {"crm", "retail"};
	struct fact facts[256];
	(void)state;
	for (int round = 0; round < 1200; round++) {
		int n = 0, orders = 1 + round % 24;
		seed = 7000 + (uint64_t)round;
		for (int i = 0; i < orders; i++)
			n += order_facts(facts + n, i, at("2023-01-01"), (1 + below(36)) * 30 * 86400);
		qsort(facts, (size_t)n, sizeof(*facts), by_time);
		struct driver *a = hear_all(plans[round % 2], facts, n, at("2026-11-22"), false);
		shuffle(facts, n);
		struct driver *b = hear_all(plans[round % 2], facts, n, at("2026-11-22"), false);
		if (strcmp(a->world->ledger->tier, b->world->ledger->tier) != 0)
			fail_msg("round %d: %s in order, %s shuffled", round, a->world->ledger->tier,
			         b->world->ledger->tier);
		same_state(a, b, orders, true);
		talloc_free(a->world);
		talloc_free(b->world);
	}
}

/* For every plan, whatever its multipliers: the events of a single order. */
static void test_single_order(void **state)
{
	static const char *const plans[] = {"travel", "crm", "retail", "rewards"};
	struct fact facts[8];
	(void)state;
	for (int round = 0; round < 2000; round++) {
		seed = 99 + (uint64_t)round;
		const char *plan = plans[round % 4];
		int n = order_facts(facts, 0, at("2026-01-20"), 40 * 86400);
		qsort(facts, (size_t)n, sizeof(*facts), by_time);
		struct driver *a = hear_all(plan, facts, n, at("2026-11-22"), true);
		shuffle(facts, n);
		struct driver *b = hear_all(plan, facts, n, at("2026-11-22"), true);
		same_state(a, b, 1, false);
		talloc_free(a->world);
		talloc_free(b->world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vector_15),
		cmocka_unit_test(test_tiers),
		cmocka_unit_test(test_single_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
