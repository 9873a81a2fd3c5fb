/* Random lives under every plan: after each event all rules of the books hold
 * (world.h proves them), a refused event leaves every byte as it was, and the
 * figures follow from the lots. */
#include "rule/world.h"

#define STEPS 60

static uint64_t seed;
static int64_t below(int64_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)((seed >> 33) % (uint64_t)n);
}

/* A copy of everything an event may touch. */
struct snapshot {
	struct ledger ledger;
	struct ledger_order order;
	size_t size[4];
	void *bytes[4];
};

static void parts(const struct ledger *l, const void *at[4], size_t size[4])
{
	at[0] = l->lots, size[0] = (size_t)l->n_lots * sizeof(*l->lots);
	at[1] = l->debts, size[1] = (size_t)l->n_debts * sizeof(*l->debts);
	at[2] = l->qualifying, size[2] = (size_t)l->n_qualifying * sizeof(*l->qualifying);
	at[3] = l->tier_changes, size[3] = (size_t)l->n_tier_changes * sizeof(*l->tier_changes);
}

static void snapshot_take(struct snapshot *s, const struct world *w, const struct ledger_order *o)
{
	const void *at[4];
	s->ledger = *w->ledger;
	if (o)
		s->order = *o;
	parts(w->ledger, at, s->size);
	for (int i = 0; i < 4; i++)
		s->bytes[i] = s->size[i] ? talloc_memdup(w, at[i], s->size[i]) : NULL;
}

static void snapshot_same(const struct snapshot *s, const struct world *w,
                          const struct ledger_order *o)
{
	const void *at[4];
	size_t size[4];
	parts(w->ledger, at, size);
	assert_memory_equal(&s->ledger, w->ledger, sizeof(s->ledger));
	if (o)
		assert_memory_equal(&s->order, o, sizeof(s->order));
	for (int i = 0; i < 4; i++) {
		assert_int_equal(size[i], s->size[i]);
		if (size[i])
			assert_memory_equal(at[i], s->bytes[i], size[i]);
	}
}

static void snapshot_free(struct snapshot *s)
{
	for (int i = 0; i < 4; i++)
		talloc_free(s->bytes[i]);
}

/* A spend that may be given back, and what of it still can be. */
struct life {
	struct world *world;
	int64_t now;
	int64_t spends[STEPS]; /* entry seqs */
	int n_spends, n_ids;
	char id[24], refund_no[24];
	struct ledger_allocation taken[STEPS];
};

static const char *new_id(struct life *life)
{
	snprintf(life->id, sizeof(life->id), "i%d", life->n_ids++);
	return life->id;
}

/* The spend's allocations, net, in the order they were taken. */
static int taken_of(struct life *life, int64_t seq)
{
	const struct world *w = life->world;
	int n = 0;
	for (int i = 0; i < w->n_allocations; i++)
		if (w->allocations[i].entry_seq == seq)
			life->taken[n++] = w->allocations[i];
	return n;
}

static struct ledger_event order_event(struct life *life, int64_t what)
{
	struct world *w = life->world;
	struct ledger_event e = {.effective_at = life->now};
	if (what < 3 || w->n_orders == 0) {
		char no[24];
		snprintf(no, sizeof(no), "o%d", w->n_orders);
		e.kind = EVENT_ORDER_PAID;
		e.order = world_order(w, no, below(6) ? below(900000) : below(200),
		                      life->now - (below(4) ? 0 : below(300 * 86400)));
		e.order->eligible_fen -= below(3) ? 0 : e.order->paid_fen / 3;
		e.effective_at = e.order->paid_at;
		e.cap_used = below(25000);
		e.completed_too = below(3) == 0;
		return e;
	}
	e.order = &w->orders[below(w->n_orders)];
	e.kind = what < 5   ? EVENT_ORDER_COMPLETED
	         : what < 8 ? EVENT_ORDER_REFUNDED
	         : what < 9 ? EVENT_HELD_RELEASED
	                    : EVENT_HELD_REFUSED;
	e.effective_at = life->now;
	if (what < 8 && below(3) == 0) /* heard of late */
		e.effective_at = e.order->paid_at + below(life->now - e.order->paid_at + 1);
	int64_t rest = e.order->paid_fen - e.order->refunded_fen;
	e.amount_fen = below(3) == 0 ? rest : below(rest + 5);
	snprintf(life->refund_no, sizeof(life->refund_no), "r%d", life->n_ids++);
	e.refund_no = life->refund_no;
	return e;
}

static struct ledger_event other_event(struct life *life, int64_t what)
{
	struct ledger_event e = {.effective_at = life->now, .source_id = new_id(life)};
	if (what < 2 || (what == 2 && life->n_spends == 0)) {
		e.kind = EVENT_SPEND;
		e.source_kind = SOURCE_SPEND;
		e.points = below(life->world->ledger->available + 50);
	} else if (what == 2) {
		int i = (int)below(life->n_spends);
		e.kind = EVENT_GIVE_BACK;
		e.source_kind = SOURCE_SPEND;
		e.taken = life->taken;
		e.n_taken = taken_of(life, life->spends[i]);
		e.points = 1 + below(-life->world->entries[life->spends[i] - 1].points + 3);
		e.by_company = below(2);
		life->spends[i] = life->spends[--life->n_spends];
	} else if (what == 3) {
		e.kind = EVENT_CREDIT;
		e.source_kind = SOURCE_TASK;
		e.points = 1 + below(500);
		e.qualifies = below(2);
	} else if (what == 4) {
		e.kind = EVENT_OPENING;
		e.source_kind = SOURCE_OPENING;
		e.points = 1 + below(500);
		e.expires_on = below(5) ? day_of(life->now) + (int32_t)below(400) : DAY_NEVER;
	} else {
		static const enum ledger_event_kind daily_kinds[] = {EVENT_EXPIRE, EVENT_AVAILABLE,
		                                                     EVENT_REVIEW};
		e.kind = daily_kinds[below(3)];
	}
	return e;
}

static void one_step(struct life *life)
{
	struct world *w = life->world;
	struct snapshot before;
	life->now += below(4) ? below(40 * 86400) : 0;
	w->now = life->now;
	int n_orders = w->n_orders;
	struct ledger_event e =
		below(5) < 3 ? order_event(life, below(10)) : other_event(life, below(7));
	bool fresh = w->n_orders > n_orders;
	snapshot_take(&before, w, fresh ? NULL : e.order);
	enum ledger_outcome outcome = world_apply(w, e, NULL);
	if (outcome != LEDGER_OK)
		snapshot_same(&before, w, e.order);
	snapshot_free(&before);
	if (outcome == LEDGER_OK && e.kind == EVENT_SPEND)
		life->spends[life->n_spends++] = w->ledger->last_seq;
	int64_t available, pending, ending;
	ledger_figures(w->ledger, day_of(life->now), &available, &pending, &ending);
	assert_true(available <= w->ledger->available + w->ledger->pending);
	assert_true(ending <= available + w->ledger->debt);
	assert_true(tier_held_at(w->ledger, w->plan, life->now + 1) != NULL);
	/* nobody is in debt while there is something to pay with */
	for (int i = 0; i < w->ledger->n_lots && w->ledger->debt > 0; i++) {
		const struct ledger_lot *lot = &w->ledger->lots[i];
		assert_false(lot->left > 0 && lot->available_on != DAY_NONE && !w->plan->release_days &&
		             lot->expires_on >= day_of(life->now));
	}
}

static void test_random_lives(void **state)
{
	static const char *const plans[] = {"travel", "crm", "retail", "rewards"};
	(void)state;
	for (int round = 0; round < 600; round++) {
		struct life *life = talloc_zero(NULL, struct life);
		seed = 40000 + (uint64_t)round;
		life->world = world_new(plans[round % 4]);
		life->world->plan->release_days = round % 8 < 5 ? 0 : 1 + below(20);
		life->world->plan->cap_day_points = round % 3 ? 20000 : 0;
		life->now = at("2024-01-15");
		for (int i = 0; i < STEPS; i++)
			one_step(life);
		talloc_free(life->world);
		talloc_free(life);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_lives)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
