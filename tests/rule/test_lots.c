/* Lots and their days: vectors 9 and 10, expiry, give-backs, points available
 * later, and the order of taking against every other order. */
#include "rule/world.h"

static int64_t figure(const struct world *w, const char *day)
{
	int64_t available, pending, ending;
	ledger_figures(w->ledger, day_at(day), &available, &pending, &ending);
	return available;
}

static void test_vector_9(void **state)
{
	static const struct {
		const char *plan, *completed, *ends;
	} rows[] = {
		{"travel", "2024-02-29", "2026-02-28"},
		{"travel", "2022-02-28", "2024-02-28"},
		{"rewards", "2024-02-29", "2025-02-28"},
		{"travel", "2024-12-31", "2026-12-31"},
		/* 16:00:00Z is the next day in Shanghai */
		{"travel", "2024-02-28T16:00:00Z", "2026-02-28"},
		{"travel", "2024-02-28T15:59:59Z", "2026-02-28"},
		{"travel", "2024-02-27T15:59:59Z", "2026-02-27"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct world *w = world_new(rows[i].plan);
		struct ledger_order *o = buy(w, "a", 10000, rows[i].completed);
		assert_int_equal(world_lot(w, o->lot_seq)->expires_on, day_at(rows[i].ends));
		talloc_free(w);
	}
}

static void test_vector_10(void **state)
{
	(void)state;
	for (int second = 0; second < 2; second++) {
		struct world *w = world_new("travel");
		opening(w, 100, "2026-11-22", "2026-11-01");
		int64_t when = at(second ? "2026-11-22T16:00:00Z" : "2026-11-22T15:59:59Z");
		assert_int_equal(spend(w, "s", 100, when), second ? LEDGER_SHORT : LEDGER_OK);
		assert_int_equal(figure(w, "2026-11-22"), second ? 100 : 0);
		assert_int_equal(figure(w, "2026-11-23"), 0);
		talloc_free(w);
	}
}

static void test_expiry(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	opening(w, 10, "2026-03-01", "2026-01-01");
	opening(w, 20, "2026-03-05", "2026-01-01");
	opening(w, 40, NULL, "2026-01-01");
	assert_int_equal(daily(w, EVENT_EXPIRE, "2026-03-01"), LEDGER_NOTHING);
	/* a skipped week is caught up, each lot once, on its own day */
	assert_int_equal(daily(w, EVENT_EXPIRE, "2026-03-09"), LEDGER_OK);
	assert_int_equal(daily(w, EVENT_EXPIRE, "2026-03-09"), LEDGER_NOTHING);
	assert_int_equal(w->n_entries, 5);
	assert_int_equal(w->entries[3].points, -10);
	assert_int_equal(w->entries[3].effective_at, day_start(day_at("2026-03-02")));
	assert_int_equal(w->entries[4].points, -20);
	assert_string_equal(w->entries[4].source_id, "2");
	assert_int_equal(w->ledger->available, 40);
	talloc_free(w);
}

static void give_back(struct world *w, int64_t points, const struct ledger_allocation *taken,
                      int n, bool by_company, const char *when)
{
	struct ledger_event e = {.kind = EVENT_GIVE_BACK, .effective_at = at(when), .points = points,
	                         .source_kind = SOURCE_SPEND, .source_id = "s", .taken = taken,
	                         .n_taken = n, .by_company = by_company};
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
}

static void test_give_back(void **state)
{
	static const struct ledger_allocation taken[] = {{.entry_seq = 4, .lot_seq = 2, .points = 20},
	                                                 {.entry_seq = 4, .lot_seq = 1, .points = 10},
	                                                 {.entry_seq = 4, .lot_seq = 3, .points = 5}};
	(void)state;
	for (int company = 0; company < 2; company++) {
		struct world *w = world_new("travel");
		opening(w, 10, "2026-03-20", "2026-01-01");
		opening(w, 20, "2026-03-05", "2026-01-01");
		opening(w, 40, NULL, "2026-01-01");
		assert_int_equal(spend(w, "s", 35, at("2026-02-01")), LEDGER_OK);
		give_back(w, 27, taken, 3, company, "2026-03-10");
		/* last taken first: 5 to lot 3, 10 to lot 1, 12 to lot 2, which is over */
		assert_int_equal(world_lot(w, 3)->left, 40);
		if (!company) {
			assert_int_equal(world_lot(w, 1)->left, 10);
			assert_int_equal(world_lot(w, 2)->left, 0);
			assert_int_equal(w->entries[w->n_entries - 1].kind, ENTRY_EXPIRE);
			assert_int_equal(w->entries[w->n_entries - 1].points, -12);
			assert_int_equal(w->entries[w->n_entries - 1].source_kind, SOURCE_SPEND);
			assert_int_equal(w->ledger->available, 50);
		} else {
			assert_int_equal(w->ledger->available, 62);
			assert_int_equal(w->ledger->n_lots, 5);
			const struct ledger_lot *one = world_lot(w, 6), *two = world_lot(w, 7);
			assert_int_equal(one->parent_seq, 1);
			assert_int_equal(one->left, 10);
			assert_int_equal(one->expires_on, day_at("2026-04-09"));
			assert_int_equal(two->parent_seq, 2);
			assert_int_equal(two->left, 12);
			assert_int_equal(two->expires_on, day_at("2026-04-09"));
		}
		talloc_free(w);
	}
}

/* A refund follows the points of its order into the lot the company made. */
static void test_parent_followed(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	struct ledger_order *o = buy(w, "a", 10000, "2024-11-20");
	assert_int_equal(spend(w, "s", 70, at("2026-11-01")), LEDGER_OK);
	struct ledger_allocation taken = {.entry_seq = 2, .lot_seq = 1, .points = 70};
	give_back(w, 70, &taken, 1, true, "2026-11-19");
	opening(w, 500, "2026-11-23", "2026-11-19");
	/* of 100: 70 live on in the new lot, 30 expired with the old one */
	assert_int_equal(refund(w, o, "1", 10000, "2026-11-22"), 70);
	assert_int_equal(w->ledger->available, 500);
	assert_int_equal(w->ledger->debt, 0);
	talloc_free(w);
}

/* Points that can be spent some days after the trip. */
static void test_release_days(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	w->plan->release_days = 7;
	struct ledger_order *a = buy(w, "a", 100000, "2026-11-01");
	struct ledger_order *b = pay_order(w, "b", 50000, "2026-11-02");
	assert_int_equal(complete(w, b, "2026-11-03"), LEDGER_OK);
	assert_int_equal(w->ledger->pending, 1500);
	assert_int_equal(ledger_good_through(w->ledger, &w->book, day_at("2026-11-03")),
	                 day_at("2026-11-07"));
	assert_int_equal(figure(w, "2026-11-07"), 0);
	assert_int_equal(figure(w, "2026-11-08"), 1000);
	assert_int_equal(daily(w, EVENT_AVAILABLE, "2026-11-07"), LEDGER_NOTHING);
	assert_string_equal(w->ledger->tier, "standard");
	assert_int_equal(daily(w, EVENT_AVAILABLE, "2026-11-08"), LEDGER_OK);
	assert_string_equal(w->ledger->tier, "silver");
	assert_int_equal(w->ledger->available, 1000);
	assert_int_equal(w->ledger->pending, 500);
	assert_int_equal(world_lot(w, a->lot_seq)->expires_on, day_at("2028-11-08"));
	assert_int_equal(spend(w, "r", 1001, at("2026-11-09")), LEDGER_SHORT);
	/* no job has run, and the points are there all the same */
	assert_int_equal(spend(w, "s", 1500, at("2026-11-10")), LEDGER_OK);
	assert_int_equal(w->ledger->pending, 0);
	talloc_free(w);
}

static void test_good_through(void **state)
{
	struct world *w = world_new("retail");
	int32_t today = day_at("2026-11-22");
	(void)state;
	assert_int_equal(ledger_good_through(w->ledger, &w->book, today), DAY_NEVER);
	opening(w, 10, "2028-05-01", "2026-11-22");
	assert_int_equal(ledger_good_through(w->ledger, &w->book, today), day_at("2028-05-01"));
	buy(w, "a", 10000, "2026-11-22"); /* leaves the window on 2027-11-22 */
	assert_int_equal(ledger_good_through(w->ledger, &w->book, today), day_at("2027-11-21"));
	struct ledger_order *o = pay_order(w, "b", 10000, "2026-11-22");
	assert_int_equal(refund(w, o, "1", 5000, "2026-11-22"), 50); /* its memo never matters */
	assert_int_equal(ledger_good_through(w->ledger, &w->book, today), day_at("2027-11-21"));
	opening(w, 10, "2026-12-01", "2026-11-22");
	assert_int_equal(ledger_good_through(w->ledger, &w->book, today), day_at("2026-12-01"));
	tier_opening(w->ledger, &w->book, "gold", day_at("2026-11-30"), at("2026-11-22"));
	assert_int_equal(ledger_good_through(w->ledger, &w->book, today), day_at("2026-11-30"));
	talloc_free(w);
}

static void test_figures(void **state)
{
	struct world *w = world_new("travel");
	int64_t available, pending, ending;
	(void)state;
	opening(w, 1, "2026-12-22", "2026-11-22");
	opening(w, 2, "2026-12-23", "2026-11-22");
	opening(w, 4, NULL, "2026-11-22");
	pay_order(w, "a", 800, "2026-11-22");
	ledger_figures(w->ledger, day_at("2026-11-22"), &available, &pending, &ending);
	assert_int_equal(available, 7);
	assert_int_equal(pending, 8);
	assert_int_equal(ending, 1);
	talloc_free(w);
}

/* What is lost of LOTS with SPENDS taken in the given order of lots each time:
 * tried for every order a spend could take, by brute force. */
struct game {
	int n_lots, n_spends;
	int32_t ends[4];
	int64_t points[4], spend[3];
	int32_t spend_on[3];
};

static int64_t best_kept(const struct game *g, int64_t left[4], int turn)
{
	int64_t best = -1, now[4];
	static const int orders[24][4] = {
		{0, 1, 2, 3}, {0, 1, 3, 2}, {0, 2, 1, 3}, {0, 2, 3, 1}, {0, 3, 1, 2}, {0, 3, 2, 1},
		{1, 0, 2, 3}, {1, 0, 3, 2}, {1, 2, 0, 3}, {1, 2, 3, 0}, {1, 3, 0, 2}, {1, 3, 2, 0},
		{2, 0, 1, 3}, {2, 0, 3, 1}, {2, 1, 0, 3}, {2, 1, 3, 0}, {2, 3, 0, 1}, {2, 3, 1, 0},
		{3, 0, 1, 2}, {3, 0, 2, 1}, {3, 1, 0, 2}, {3, 1, 2, 0}, {3, 2, 0, 1}, {3, 2, 1, 0}};
	if (turn == g->n_spends)
		return 0;
	for (int i = 0; i < 24; i++) {
		int64_t need = g->spend[turn];
		memcpy(now, left, sizeof(now));
		for (int k = 0; k < 4; k++) {
			int lot = orders[i][k];
			if (lot >= g->n_lots || g->ends[lot] < g->spend_on[turn])
				continue;
			int64_t take = now[lot] < need ? now[lot] : need;
			now[lot] -= take;
			need -= take;
		}
		/* a spend that cannot be met is refused whole */
		int64_t spent = need == 0 ? g->spend[turn] : 0;
		int64_t rest = best_kept(g, need == 0 ? now : left, turn + 1);
		if (spent + rest > best)
			best = spent + rest;
	}
	return best;
}

static void test_takes_the_best_order(void **state)
{
	uint32_t seed = 7;
	(void)state;
	for (int round = 0; round < 300; round++) {
		struct world *w = world_new("travel");
		struct game g = {0};
		int64_t left[4] = {0}, all = 0, met = 0;
		int32_t day = day_at("2026-01-01");
		g.n_lots = 2 + (int)(rand_r(&seed) % 3);
		for (int i = 0; i < g.n_lots; i++) {
			char iso[INSTANT_TEXT];
			g.ends[i] = rand_r(&seed) % 4 == 0 ? DAY_NEVER : day + (int32_t)(rand_r(&seed) % 60);
			left[i] = g.points[i] = 1 + (int64_t)(rand_r(&seed) % 9);
			all += g.points[i];
			opening(w, g.points[i], g.ends[i] == DAY_NEVER ? NULL : day_iso(iso, g.ends[i]),
			        "2026-01-01");
		}
		g.n_spends = 3;
		/* each spend alone is small; whether all can be met depends on what the
		 * order of taking let expire */
		for (int i = 0; i < 3; i++) {
			g.spend[i] = 1 + (int64_t)(rand_r(&seed) % (unsigned)(all / 3 + 1));
			g.spend_on[i] = (i ? g.spend_on[i - 1] : day) + (int32_t)(rand_r(&seed) % 30);
		}
		int64_t best = best_kept(&g, left, 0);
		for (int i = 0; i < 3; i++) {
			char id[16];
			snprintf(id, sizeof(id), "%d", i);
			if (spend(w, id, g.spend[i], day_start(g.spend_on[i]) + 60) == LEDGER_OK)
				met += g.spend[i];
		}
		if (met != best)
			fail_msg("round %d: spent %lld, another order spends %lld", round, (long long)met,
			         (long long)best);
		talloc_free(w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vector_9),     cmocka_unit_test(test_vector_10),
		cmocka_unit_test(test_expiry),       cmocka_unit_test(test_give_back),
		cmocka_unit_test(test_parent_followed), cmocka_unit_test(test_release_days),
		cmocka_unit_test(test_good_through), cmocka_unit_test(test_figures),
		cmocka_unit_test(test_takes_the_best_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
