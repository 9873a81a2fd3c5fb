/* A partner's budget that ends earning: of a month and of a year, under many hands, with
 * refunds, and the next month; one that only tells; other partners are not touched. */
#include "service/ledger_support.h"

#define MANY 12

/* Terms of the partner "test" in the plan in use. */
static void terms(int64_t month, int64_t year, bool ends)
{
	struct plan *plan = plans->plans[0];

	plan->partners = talloc_zero_array(plan, struct plan_partner, 1);
	plan->n_partners = 1;
	plan->partners[0] = (struct plan_partner){
		.code = "test", .name = {"店", "Shop"}, .rate_bp = 10000, .unit_fen = -1,
		.redeem_bp = 10000, .month_points = month, .year_points = year,
		.ends_at_budget = ends};
	sql("DELETE FROM partner_earned WHERE partner <> '%s'", "");
}

static int64_t earned(const char *order_no, int64_t paid_fen)
{
	static uint64_t m;

	if (!m)
		m = member_make();
	return book(m, order_no, paid_fen, "2026-11-20T10:00:00+08:00", true).points;
}

static bool over(const char *partner)
{
	bool is = false;

	assert_int_equal(order_budget_over(db(), plans->plans[0], partner, day_of(clock_now()), &is),
	                 DB_OK);
	return is;
}

static void nothing_is_earned_behind_it(void **state)
{
	(void)state;
	terms(1500, 0, true);
	assert_int_equal(earned("m-1", 100000), 1000);
	assert_false(over("test"));
	assert_int_equal(earned("m-2", 100000), 1000); /* begun below it, earned whole */
	assert_true(over("test"));
	assert_false(over("other"));
	assert_int_equal(earned("m-3", 100000), 0);
	now_is("2026-12-01T00:00:00+08:00");
	assert_false(over("test"));
	assert_int_equal(earned("m-4", 100000), 1000);
	now_is("2026-11-22T12:00:00+08:00");
}

static void the_years_too(void **state)
{
	(void)state;
	terms(1000, 1500, true);
	assert_int_equal(earned("y-1", 100000), 1000);
	assert_int_equal(earned("y-2", 100000), 0);
	now_is("2026-12-05T12:00:00+08:00");
	assert_int_equal(earned("y-3", 100000), 1000);
	assert_int_equal(earned("y-4", 100), 0); /* the year's */
	now_is("2027-01-01T00:00:00+08:00");
	assert_int_equal(earned("y-5", 100000), 1000);
	now_is("2026-11-22T12:00:00+08:00");
}

static void one_that_only_tells(void **state)
{
	(void)state;
	terms(500, 0, false);
	assert_int_equal(earned("t-1", 100000), 1000);
	assert_int_equal(earned("t-2", 100000), 1000);
	assert_false(over("test"));
}

static void refunds_neither_give_nor_take(void **state)
{
	struct order_answer answer;
	static const struct db_sql reason = {
		"SELECT held_reason, eligible_fen, paid_fen FROM order_head WHERE order_no = ?", "s",
		"sii"};
	int64_t eligible = -1, paid = -1;
	char *text;
	void *mem = talloc_new(NULL);

	(void)state;
	terms(1000, 0, true);
	assert_int_equal(earned("r-1", 100000), 1000);
	assert_int_equal(earned("r-2", 100000), 0);
	assert_int_equal(db_one(db(), mem, &reason, "r-2", &text, &eligible, &paid), DB_OK);
	assert_string_equal(text, "budget");
	assert_int_equal(eligible, 0);
	assert_int_equal(paid, 100000);
	assert_int_equal(order_refund(db(), plans, mem, "test", "r-1", "a", 50000, clock_now(),
	                              &answer), ORDER_DONE);
	assert_int_equal(answer.points_taken, 500);
	assert_true(over("test")); /* the points went out once */
	assert_int_equal(order_refund(db(), plans, mem, "test", "r-2", "a", 50000, clock_now(),
	                              &answer), ORDER_DONE);
	assert_int_equal(answer.points_taken, 0);
	talloc_free(mem);
}

static void the_same_again_is_the_same(void **state)
{
	struct order_facts facts;
	struct order_answer answer;
	void *mem = talloc_new(NULL);
	uint64_t m = member_make();

	(void)state;
	terms(1000, 0, true);
	for (int i = 0; i < 3; i++) {
		facts = facts_of(m, "s-1", 100000, "2026-11-20T10:00:00+08:00");
		assert_int_equal(order_book(db(), plans, mem, &facts, NULL, &answer),
		                 i == 0 ? ORDER_DONE : ORDER_REPEATED);
		assert_int_equal(answer.points, 1000);
	}
	talloc_free(mem);
	prove(m);
}

static int book_own(struct database *own, uint64_t first, int i)
{
	char order_no[24];
	struct order_facts facts;
	struct order_answer answer;
	void *mem = talloc_new(NULL);
	enum order_outcome outcome;

	snprintf(order_no, sizeof order_no, "hands-%d", i);
	facts = facts_of(first + (uint64_t)i, order_no, 100000, "2026-11-20T10:00:00+08:00");
	do {
		outcome = order_book(own, plans, mem, &facts, NULL, &answer);
	} while (outcome == ORDER_TRY_AGAIN);
	talloc_free(mem);
	return (int)outcome;
}

/* Twelve members at once: as many earn as the budget is for, whoever comes first. */
static void under_many_hands(void **state)
{
	static const struct db_sql booked = {
		"SELECT CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM lot WHERE member_id >= ?", "i",
		"i"};
	uint64_t first = member_make();

	(void)state;
	for (int i = 1; i < MANY; i++)
		(void)member_make();
	terms(5000, 0, true);
	together(MANY, book_own, first);
	assert_int_equal(count(MANY, ORDER_DONE), MANY);
	assert_int_equal(number(&booked, first), 5000);
	for (int i = 0; i < MANY; i++)
		prove(first + (uint64_t)i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_earned_behind_it),
		cmocka_unit_test(the_years_too),
		cmocka_unit_test(one_that_only_tells),
		cmocka_unit_test(refunds_neither_give_nor_take),
		cmocka_unit_test(the_same_again_is_the_same),
		cmocka_unit_test(under_many_hands),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
