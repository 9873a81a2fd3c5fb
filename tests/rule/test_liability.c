/* The published worked examples of points as a promise of their own: IASB
 * example 52 and KPMG's 10A and 10B; then the edges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rule/liability.h"

/* Example 52: goods for 100,000; 10,000 points of 1 each, 9,500 expected. */
static void test_example_52(void **state)
{
	int64_t expected = liability_expected(10000, 500);
	int64_t points = liability_allocate(100000, liability_value(expected, 1, 1)), first, second;

	(void)state;
	assert_int_equal(expected, 9500);
	assert_int_equal(points, 8676);
	assert_int_equal(100000 - points, 91324);
	first = liability_recognised(points, 4500, 9500);
	assert_int_equal(first, 4110);
	assert_int_equal(points - first, 4566);
	/* 9,700 are expected now: the whole is caught up, the first year stays */
	second = liability_recognised(points, 8500, 9700);
	assert_int_equal(second - first, 3493);
	assert_int_equal(points - second, 1073);
}

static void test_10a(void **state)
{
	int64_t first = liability_recognised(9000, 4500, 9700);

	(void)state;
	assert_int_equal(first, 4175);
	assert_int_equal(liability_recognised(9000, 8500, 9900) - first, 3552);
}

static void test_10b(void **state)
{
	int64_t first = liability_recognised(9000, 4500, 9700);

	(void)state;
	assert_int_equal(liability_recognised(9000, 8500, 9200) - first, 4140);
	/* their 9 % is rounded: to the fen it is 8,842.30 */
	assert_int_equal(liability_allocate(10000000, 970000), 884230);
}

static void test_breakage(void **state)
{
	(void)state;
	assert_int_equal(liability_breakage(10000, 500), 500);
	assert_int_equal(liability_breakage(3, 1), 3333);
	assert_int_equal(liability_breakage(3, 2), 6667);
	assert_int_equal(liability_breakage(0, 5), 0);
	assert_int_equal(liability_breakage(5, -1), 0);
	assert_int_equal(liability_breakage(5, 9), 10000);
	assert_int_equal(liability_expected(1, 5000), 1);
	assert_int_equal(liability_expected(1000, 10000), 0);
	assert_int_equal(liability_expected(-3, 5000), -2);
}

static void test_edges(void **state)
{
	(void)state;
	assert_int_equal(liability_value(100, 0, 10), 0);
	assert_int_equal(liability_value(1234, 100, 1000), 12340);
	assert_int_equal(liability_value(5, 1000, 100), 1);
	assert_int_equal(liability_value(INT64_C(4000000000000000), 100, 100),
	                 INT64_C(4000000000000000));
	assert_int_equal(liability_allocate(0, 10), 0);
	assert_int_equal(liability_allocate(10, 0), 0);
	assert_int_equal(liability_recognised(100, 0, 10), 0);
	assert_int_equal(liability_recognised(100, -5, 10), 0);
	assert_int_equal(liability_recognised(100, 11, 10), 100);
	assert_int_equal(liability_recognised(100, 0, 0), 0);
	assert_int_equal(liability_recognised(100, 1, 0), 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_example_52), cmocka_unit_test(test_10a), cmocka_unit_test(test_10b),
		cmocka_unit_test(test_breakage),   cmocka_unit_test(test_edges),
	};

	return cmocka_run_group_tests_name("liability", tests, NULL, NULL);
}
