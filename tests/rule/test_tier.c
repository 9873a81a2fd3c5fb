/* Tiers up and down: vector 14d, windows, late facts, the yearly review. */
#include "rule/world.h"

static const char *tier(const struct world *w)
{
	return w->ledger->tier;
}

static void test_vector_14d(void **state)
{
	struct world *w = world_new("crm");
	(void)state;
	buy(w, "a", 499999, "2026-11-01");
	assert_string_equal(tier(w), "standard");
	struct ledger_order *b = pay_order(w, "b", 1000, "2026-11-02");
	assert_string_equal(tier(w), "standard");
	assert_int_equal(complete(w, b, "2026-11-05"), LEDGER_OK);
	assert_string_equal(tier(w), "silver");
	assert_int_equal(w->ledger->tier_since, at("2026-11-05"));
	assert_int_equal(w->ledger->n_tier_changes, 1);
	assert_string_equal(w->ledger->tier_changes[0].cause, "rise");
	assert_int_equal(w->ledger->tier_changes[0].sum, 500999);
	talloc_free(w);
}

/* A tier is reached by money or by trips, and may be jumped. */
static void test_reached(void **state)
{
	struct world *w = world_new("crm");
	static const struct {
		int64_t net_fen, trips;
		int reached;
	} rows[] = {{0, 0, 0},       {499999, 1, 0},  {500000, 1, 1}, {0, 2, 1},
	            {2000000, 0, 2}, {6000000, 1, 3}, {100, 12, 3},   {5999999, 11, 2}};
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct tier_sum sum = {.net_fen = rows[i].net_fen, .trips = rows[i].trips};
		assert_int_equal(tier_reached(w->plan, &sum), rows[i].reached);
	}
	talloc_free(w);
}

/* What a refund does: the sum at once, the tier not before a review. */
static void test_refund_keeps_tier(void **state)
{
	struct world *w = world_new("travel");
	int next;
	struct tier_sum need;
	(void)state;
	struct ledger_order *o = buy(w, "a", 120000, "2026-11-01");
	assert_string_equal(tier(w), "silver");
	refund(w, o, "1", 120000, "2026-11-02");
	assert_string_equal(tier(w), "silver");
	assert_int_equal(w->ledger->lifetime, 0);
	assert_true(tier_missing(w->plan, w->ledger, at("2026-11-03"), &next, &need));
	assert_int_equal(next, 2);
	assert_int_equal(need.points, 5000);
	/* spending and expiry never touch it */
	buy(w, "b", 100000, "2026-11-04");
	assert_int_equal(spend(w, "s", 2000, at("2026-11-05")), LEDGER_OK);
	assert_int_equal(w->ledger->lifetime, 2000);
	talloc_free(w);
}

static void credit(struct world *w, int64_t points, enum source_kind source, bool qualifies,
                   const char *when)
{
	struct ledger_event e = {.kind = EVENT_CREDIT, .effective_at = at(when), .points = points,
	                         .source_kind = source, .source_id = when, .qualifies = qualifies};
	assert_int_equal(world_apply(w, e, NULL), LEDGER_OK);
}

static void test_what_counts(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	credit(w, 990, SOURCE_SURVEY, true, "2026-11-01");
	credit(w, 990, SOURCE_BIRTHDAY, false, "2026-11-02");
	opening(w, 9000, NULL, "2026-11-03");
	assert_string_equal(tier(w), "standard");
	assert_int_equal(w->ledger->lifetime, 990);
	credit(w, 10, SOURCE_TASK, true, "2026-11-04");
	assert_string_equal(tier(w), "silver");
	assert_int_equal(w->ledger->available, 10990);
	talloc_free(w);
}

/* A window's edge, by days: earned on 2025-03-31, it counts up to 2026-03-30. */
static void test_window(void **state)
{
	struct world *w = world_new("retail");
	(void)state;
	buy(w, "a", 60000, "2025-03-31");
	assert_int_equal(tier_sum_at(w->plan, w->ledger, at("2026-03-30")).points, 600);
	assert_int_equal(tier_sum_at(w->plan, w->ledger, at("2026-03-31")).points, 0);
	buy(w, "b", 40000, "2026-03-31");
	assert_string_equal(tier(w), "standard");
	talloc_free(w);
	w = world_new("retail");
	buy(w, "a", 60000, "2025-03-31");
	buy(w, "b", 40000, "2026-03-30");
	assert_string_equal(tier(w), "silver");
	talloc_free(w);
	/* 2024-02-29 + 12 months is clamped: it counts up to 2025-02-27 */
	w = world_new("retail");
	buy(w, "a", 60000, "2024-02-29");
	assert_int_equal(tier_leaves_on(w->plan, day_at("2024-02-29")), day_at("2025-02-28"));
	assert_int_equal(tier_sum_at(w->plan, w->ledger, at("2025-02-27")).points, 600);
	assert_int_equal(tier_sum_at(w->plan, w->ledger, at("2025-02-28")).points, 0);
	talloc_free(w);
}

/* A late order moves a rise into the past; a late refund undoes one. */
static void test_late_facts(void **state)
{
	struct world *w = world_new("crm");
	(void)state;
	buy(w, "c", 300000, "2026-03-01");
	buy(w, "b", 300000, "2026-05-01");
	assert_int_equal(w->ledger->tier_since, at("2026-05-01"));
	w->now = at("2026-06-01");
	buy(w, "a", 250000, "2026-01-01");
	assert_string_equal(tier(w), "silver");
	assert_int_equal(w->ledger->tier_since, at("2026-03-01"));
	assert_string_equal(w->ledger->tier_changes[0].cause, "correction");
	assert_string_equal(tier_held_at(w->ledger, w->plan, at("2026-02-01")), "standard");
	assert_string_equal(tier_held_at(w->ledger, w->plan, at("2026-03-01")), "standard");
	assert_string_equal(tier_held_at(w->ledger, w->plan, at("2026-03-02")), "silver");
	talloc_free(w);

	w = world_new("retail");
	struct ledger_order *o = pay_order(w, "a", 150000, "2026-01-01");
	complete(w, o, "2026-02-01");
	assert_string_equal(tier(w), "silver");
	w->now = at("2026-03-01");
	refund(w, o, "1", 100000, "2026-01-15"); /* before the trip: it never counted */
	assert_string_equal(tier(w), "standard");
	assert_string_equal(tier_held_at(w->ledger, w->plan, at("2026-02-15")), "standard");
	talloc_free(w);
}

/* A trip reported after the whole refund that followed it. */
static void test_completed_after_refund(void **state)
{
	struct world *w = world_new("retail");
	(void)state;
	struct ledger_order *o = pay_order(w, "a", 150000, "2026-01-01");
	w->now = at("2026-06-01");
	refund(w, o, "1", 50000, "2026-03-01");
	refund(w, o, "2", 100000, "2026-04-01");
	assert_int_equal(complete(w, o, "2026-04-02"), LEDGER_ENDED);
	assert_int_equal(complete(w, o, "2026-02-01"), LEDGER_OK);
	assert_string_equal(order_state_word(o), "refunded");
	assert_string_equal(tier(w), "silver"); /* held since, until a review */
	assert_int_equal(w->ledger->lifetime, 0);
	talloc_free(w);
}

static void test_review(void **state)
{
	struct world *w = world_new("rewards");
	(void)state;
	buy(w, "a", 600000, "2025-03-10");
	assert_string_equal(tier(w), "gold");
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-03-09"), LEDGER_NOTHING);
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-03-10"), LEDGER_OK);
	assert_string_equal(tier(w), "gold");
	assert_int_equal(w->ledger->review_notice_on, day_at("2026-03-10"));
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-03-10"), LEDGER_NOTHING);
	assert_int_equal(daily(w, EVENT_EXPIRE, "2026-03-11"), LEDGER_OK);
	assert_int_equal(ledger_good_through(w->ledger, &w->book, day_at("2026-03-11")),
	                 day_at("2026-04-08"));
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-04-08"), LEDGER_NOTHING);
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-04-09"), LEDGER_OK);
	assert_string_equal(tier(w), "silver"); /* one step only */
	assert_int_equal(w->ledger->tier_since, day_start(day_at("2026-04-09")));
	assert_int_equal(w->ledger->review_notice_on, DAY_NONE);
	assert_int_equal(daily(w, EVENT_REVIEW, "2027-04-08"), LEDGER_NOTHING);
	assert_int_equal(daily(w, EVENT_REVIEW, "2027-04-09"), LEDGER_OK);
	assert_int_equal(daily(w, EVENT_REVIEW, "2027-05-09"), LEDGER_OK);
	assert_string_equal(tier(w), "standard");
	assert_int_equal(daily(w, EVENT_REVIEW, "2029-05-09"), LEDGER_NOTHING);
	talloc_free(w);
}

/* However long the reviews are not run: the same rows as day by day. */
static void test_review_caught_up(void **state)
{
	(void)state;
	for (int skip = 1; skip < 1000; skip += 111) {
		struct world *w = world_new("rewards");
		w->unproved = true;
		buy(w, "a", 600000, "2025-03-10");
		buy(w, "b", 90000, "2026-05-10");
		for (int32_t day = day_at("2025-03-11"); day < day_at("2029-01-01"); day += skip) {
			char iso[INSTANT_TEXT];
			daily(w, EVENT_REVIEW, day_iso(iso, day));
		}
		daily(w, EVENT_REVIEW, "2029-01-01");
		assert_int_equal(w->ledger->n_tier_changes, 3);
		assert_int_equal(w->ledger->tier_changes[1].effective_at,
		                 day_start(day_at("2026-04-09")));
		/* 1,080 points of May 2026 are enough in April 2027, not a year later */
		assert_int_equal(w->ledger->tier_changes[2].effective_at,
		                 day_start(day_at("2028-05-09")));
		assert_string_equal(tier(w), "standard");
		talloc_free(w);
	}
}

/* Enough again within the grace: the notice is taken back, for a year. */
static void test_review_recovered(void **state)
{
	struct world *w = world_new("retail");
	(void)state;
	buy(w, "a", 100000, "2025-03-10");
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-03-10"), LEDGER_OK);
	struct ledger_order *o = buy(w, "b", 100000, "2026-03-20");
	assert_int_equal(w->ledger->review_notice_on, DAY_NONE);
	refund(w, o, "1", 100000, "2026-03-25");
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-04-20"), LEDGER_NOTHING);
	assert_string_equal(tier(w), "silver");
	assert_int_equal(daily(w, EVENT_REVIEW, "2027-03-10"), LEDGER_OK);
	talloc_free(w);
}

/* Lifetime points fall only by refunds, and then the review applies too. */
static void test_review_lifetime(void **state)
{
	struct world *w = world_new("travel");
	(void)state;
	struct ledger_order *o = buy(w, "a", 100000, "2024-03-10");
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-06-01"), LEDGER_NOTHING);
	refund(w, o, "1", 100, "2026-06-02");
	assert_int_equal(daily(w, EVENT_REVIEW, "2026-06-03"), LEDGER_NOTHING);
	assert_int_equal(daily(w, EVENT_REVIEW, "2027-03-10"), LEDGER_OK);
	assert_int_equal(daily(w, EVENT_REVIEW, "2027-04-09"), LEDGER_OK);
	assert_string_equal(tier(w), "standard");
	talloc_free(w);
}

static void test_opening_tier(void **state)
{
	struct world *w = world_new("retail");
	(void)state;
	tier_opening(w->ledger, &w->book, "gold", day_at("2028-12-31"), at("2026-11-22"));
	assert_string_equal(tier(w), "gold");
	assert_int_equal(w->ledger->pin_until, day_at("2028-12-31"));
	assert_string_equal(w->ledger->tier_changes[0].cause, "opening");
	buy(w, "a", 150000, "2026-12-01");
	assert_string_equal(tier(w), "gold");
	tier_opening(w->ledger, &w->book, "silver", DAY_NONE, at("2026-12-02"));
	assert_string_equal(tier(w), "gold");
	/* the pin blocks the anniversaries; its end is judged */
	assert_int_equal(daily(w, EVENT_REVIEW, "2027-12-01"), LEDGER_NOTHING);
	assert_int_equal(daily(w, EVENT_REVIEW, "2028-12-31"), LEDGER_NOTHING);
	assert_int_equal(daily(w, EVENT_REVIEW, "2029-01-01"), LEDGER_OK);
	assert_int_equal(daily(w, EVENT_REVIEW, "2029-01-31"), LEDGER_OK);
	assert_string_equal(tier(w), "silver");
	/* an order of before the move is priced at the tier of then */
	w->now = at("2029-02-01");
	assert_string_equal(pay_order(w, "b", 100, "2026-01-01")->tier, "standard");
	talloc_free(w);
}

/* What is missing, in the plan's own measure; nothing at the top. */
static void test_missing(void **state)
{
	struct world *w = world_new("crm");
	struct tier_sum need;
	int next = 0;
	(void)state;
	buy(w, "a", 120000, "2026-11-01");
	assert_true(tier_missing(w->plan, w->ledger, at("2026-11-02"), &next, &need));
	assert_int_equal(next, 1);
	assert_int_equal(need.net_fen, 380000);
	assert_int_equal(need.trips, 1);
	assert_int_equal(need.points, 0);
	buy(w, "b", 6000000, "2026-11-03");
	assert_string_equal(tier(w), "platinum");
	assert_false(tier_missing(w->plan, w->ledger, at("2026-11-04"), &next, &need));
	talloc_free(w);
}

/* A late fact leaves what staff or the old programme decided as it is. */
static void test_late_fact_and_opening(void **state)
{
	struct world *w = world_new("crm");
	(void)state;
	buy(w, "a", 400000, "2026-03-01");
	tier_opening(w->ledger, &w->book, "gold", day_at("2027-12-31"), at("2026-06-01"));
	w->now = at("2026-07-01");
	buy(w, "b", 200000, "2026-02-01");
	assert_string_equal(tier(w), "gold");
	assert_string_equal(tier_held_at(w->ledger, w->plan, at("2026-05-01")), "silver");
	assert_string_equal(tier_held_at(w->ledger, w->plan, at("2026-06-02")), "gold");
	talloc_free(w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vector_14d),       cmocka_unit_test(test_reached),
		cmocka_unit_test(test_refund_keeps_tier), cmocka_unit_test(test_what_counts),
		cmocka_unit_test(test_window),           cmocka_unit_test(test_late_facts),
		cmocka_unit_test(test_completed_after_refund), cmocka_unit_test(test_review),
		cmocka_unit_test(test_review_caught_up), cmocka_unit_test(test_review_recovered),
		cmocka_unit_test(test_missing),          cmocka_unit_test(test_late_fact_and_opening),
		cmocka_unit_test(test_review_lifetime),  cmocka_unit_test(test_opening_tier),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
