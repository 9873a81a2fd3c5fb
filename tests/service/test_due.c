/* What falls due: expiry once, skipped weeks, reviews; the server's own time
 * zone has no say. */
#include "service/ledger_support.h"

#include "service/balance.h"
#include "service/expiry.h"

static const struct db_sql expired = {
	"SELECT COUNT(*) FROM entry WHERE kind = 6 AND member_id = ?", "i", "i"
};
static const struct db_sql review_on = {
	"SELECT COALESCE(TO_DAYS(review_on) - 719528, -1) FROM account WHERE member_id = ?", "i", "i"
};

/* Whether the member is listed as due. */
static bool is_due(uint64_t m, enum due due, const char *today)
{
	void *mem = talloc_new(NULL);
	uint64_t *members, after = 0;
	bool listed = false;
	int n = 1;

	while (n > 0) {
		assert_int_equal(due_members(db(), mem, due, day(today), after, &members, &n),
		                 DB_OK);
		for (int i = 0; i < n; i++) {
			assert_true(members[i] > after);
			after = members[i];
			listed = listed || members[i] == m;
		}
	}
	talloc_free(mem);
	return listed;
}

static int run(uint64_t m, enum due due, const char *today)
{
	int booked = -1;

	assert_int_equal(due_book(db(), plans, m, due, day(today), &booked), DB_OK);
	return booked;
}

static void lots_end_once(void **state)
{
	uint64_t m = member_make();
	struct points_answer points;
	struct balance figures;
	void *mem = talloc_new(NULL);

	(void)state;
	opening_book(db(), plans, m, 300, day("2026-11-25"), "", DAY_NONE, clock_now(), &points);
	opening_book(db(), plans, m, 200, day("2026-11-27"), "", DAY_NONE, clock_now(), &points);
	opening_book(db(), plans, m, 100, DAY_NEVER, "", DAY_NONE, clock_now(), &points);
	assert_int_equal(account(m).good_through, day("2026-11-25"));
	assert_false(is_due(m, DUE_EXPIRE, "2026-11-25"));
	assert_true(is_due(m, DUE_EXPIRE, "2026-11-26"));
	/* the figures know before the job does */
	assert_int_equal(balance_figures(db(), mem, m, day("2026-11-25"), &figures), DB_OK);
	assert_int_equal(figures.available, 600);
	assert_int_equal(figures.ending_30_days, 500);
	assert_int_equal(figures.next_expiry_points, 300);
	assert_int_equal(balance_figures(db(), mem, m, day("2026-11-26"), &figures), DB_OK);
	assert_int_equal(figures.available, 300);
	/* a week was skipped: both at once, then never again */
	now_is("2026-12-02T03:00:00+08:00");
	assert_int_equal(spend_points(db(), plans, m, "too-late", 200, clock_now(), &points),
	                 POINTS_SHORT);
	assert_int_equal(run(m, DUE_EXPIRE, "2026-12-02"), 2);
	assert_int_equal(run(m, DUE_EXPIRE, "2026-12-02"), 0);
	assert_false(is_due(m, DUE_EXPIRE, "2026-12-02"));
	assert_int_equal(number(&expired, m), 2);
	assert_int_equal(account(m).available, 100);
	assert_int_equal(account(m).good_through, DAY_NEVER);
	prove(m);
	talloc_free(mem);
	now_is("2026-11-22T12:00:00+08:00");
}

/* Vector 10: the last usable day ends at midnight in Shanghai. */
static void to_the_second(void **state)
{
	uint64_t m = member_make();
	struct points_answer points;

	(void)state;
	opening_book(db(), plans, m, 300, day("2026-11-22"), "", DAY_NONE, clock_now(), &points);
	now_is("2026-11-22T15:59:58Z");
	assert_int_equal(spend_points(db(), plans, m, "just", 100, clock_now(), &points),
	                 POINTS_DONE);
	now_is("2026-11-22T16:00:00Z");
	assert_int_equal(spend_points(db(), plans, m, "late", 100, clock_now(), &points),
	                 POINTS_SHORT);
	prove(m);
	now_is("2026-11-22T12:00:00+08:00");
}

/* Up at once; at the anniversary notice, a step down 30 days later. */
static void tiers_fall_with_notice(void **state)
{
	uint64_t m;

	(void)state;
	use_plan("retail");
	now_is("2025-01-10T12:00:00+08:00");
	m = member_make();
	book(m, "fall-1", 600000, "2025-01-10T10:00:00+08:00", true);
	assert_string_equal(account(m).tier, "gold");
	assert_int_equal(number(&review_on, m), day("2026-01-10"));
	now_is("2026-01-10T03:00:00+08:00");
	assert_false(is_due(m, DUE_REVIEW, "2026-01-09"));
	assert_true(is_due(m, DUE_REVIEW, "2026-01-10"));
	assert_int_equal(run(m, DUE_REVIEW, "2026-01-10"), 1);
	assert_int_equal(run(m, DUE_REVIEW, "2026-01-10"), 0);
	assert_int_equal(account(m).review_notice_on, day("2026-01-10"));
	assert_string_equal(account(m).tier, "gold");
	assert_false(is_due(m, DUE_REVIEW, "2026-02-08"));
	now_is("2026-02-09T03:00:00+08:00");
	assert_true(is_due(m, DUE_REVIEW, "2026-02-09"));
	assert_int_equal(run(m, DUE_REVIEW, "2026-02-09"), 1);
	assert_string_equal(account(m).tier, "silver");
	assert_int_equal(run(m, DUE_REVIEW, "2026-02-09"), 0);
	assert_int_equal(number(&review_on, m), day("2027-02-09"));
	prove(m);
	now_is("2026-11-22T12:00:00+08:00");
	use_plan("travel");
}

/* A job that stood still for two months comes to the same steps. */
static void a_missed_review_is_caught_up(void **state)
{
	uint64_t m;

	(void)state;
	use_plan("retail");
	now_is("2025-01-10T12:00:00+08:00");
	m = member_make();
	book(m, "missed-1", 600000, "2025-01-10T10:00:00+08:00", true);
	now_is("2026-03-01T03:00:00+08:00");
	/* an order in between does not hide what is due */
	book(m, "missed-2", 1000, "2026-03-01T01:00:00+08:00", false);
	assert_true(is_due(m, DUE_REVIEW, "2026-03-01") ||
	            strcmp(account(m).tier, "silver") == 0);
	run(m, DUE_REVIEW, "2026-03-01");
	assert_string_equal(account(m).tier, "silver");
	assert_int_equal(run(m, DUE_REVIEW, "2026-03-01"), 0);
	prove(m);
	now_is("2026-11-22T12:00:00+08:00");
	use_plan("travel");
}

/* The whole of it again with the server in New York. */
static void new_york(void **state)
{
	assert_int_equal(setenv("TZ", "America/New_York", 1), 0);
	tzset();
	lots_end_once(state);
	to_the_second(state);
	unsetenv("TZ");
	tzset();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lots_end_once),
		cmocka_unit_test(to_the_second),
		cmocka_unit_test(tiers_fall_with_notice),
		cmocka_unit_test(a_missed_review_is_caught_up),
		cmocka_unit_test(new_york),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
