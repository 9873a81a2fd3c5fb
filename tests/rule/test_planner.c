/* What points that end are best used for. */
#include "rule/planner.h"
#include "rule/world.h"

static const struct planner_offer offers[] = {
	{180, 1800, 1}, {320, 3200, 3}, {420, 4900, 1}, {320, 4000, 1}, {3000, 29800, 1}};

#define N (int)(sizeof offers / sizeof offers[0])

/* Points lost weigh twice as much as points taken from later ones. */
static void test_best(void **state)
{
	(void)state;
	assert_int_equal(planner_best(offers, N, 320, 5000, -1), 3); /* equal cost, worth more */
	assert_int_equal(planner_best(offers, N, 320, 5000, 3), 1);
	assert_int_equal(planner_best(offers, N, 330, 5000, -1), 3); /* loses 10 */
	assert_int_equal(planner_best(offers, N, 400, 5000, -1), 2); /* takes 20 of later ones */
	assert_int_equal(planner_best(offers, N, 400, 410, -1), 3);  /* 420 is out of reach */
	assert_int_equal(planner_best(offers, N, 10, 5000, -1), 0);
	assert_int_equal(planner_best(offers, N, 10, 100, -1), -1);
	assert_int_equal(planner_best(offers, N, 2900, 5000, -1), 4);
}

static void test_many(void **state)
{
	const struct planner_offer tree = {100, 1000, 99}, three = {50, 500, 3};

	(void)state;
	assert_int_equal(planner_many(&tree, 1250, 2000), 12);
	assert_int_equal(planner_many(&tree, 30, 2000), 1);
	assert_int_equal(planner_many(&tree, 30, 99), 0);
	assert_int_equal(planner_many(&tree, 1250, 500), 5);
	assert_int_equal(planner_many(&three, 1250, 2000), 3);
}

/* travel: from 500 points in steps of 500 = ¥50; custom tours: half the price. */
static void test_pay(void **state)
{
	struct plan *p = plan_of_file(NULL, "travel");
	struct planner_pay pay = planner_pay(p, "domestic", 1250, 3000);

	(void)state;
	assert_int_equal(pay.points, 1000);
	assert_int_equal(pay.fen, 10000);
	assert_int_equal(pay.price, 10000);
	pay = planner_pay(p, "custom", 1250, 3000);
	assert_int_equal(pay.points, 1000);
	assert_int_equal(pay.price, 20000);
	pay = planner_pay(p, "domestic", 120, 600);
	assert_int_equal(pay.points, 500);
	pay = planner_pay(p, "domestic", 120, 499);
	assert_int_equal(pay.points, 0);
	talloc_free(p);
}

/* rewards: at most half of any price. */
static void test_pay_share(void **state)
{
	struct plan *p = plan_of_file(NULL, "rewards");
	struct planner_pay pay = planner_pay(p, "hotel", 350, 350);

	(void)state;
	assert_int_equal(pay.points, 300);
	assert_int_equal(pay.fen, 300);
	assert_int_equal(pay.price, 600);
	talloc_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_best),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_pay),
		cmocka_unit_test(test_pay_share),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
