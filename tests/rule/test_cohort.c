/* Repurchase, retention, cohorts, and what RFM is given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/clock.h"
#include "rule/cohort.h"

static struct cohorts c;

static int32_t day(const char *text)
{
	int32_t found;

	assert_true(day_parse(text, &found));
	return found;
}

static void begin(const char *as_of)
{
	cohorts_begin(&c, day(as_of));
}

static bool add(const char *joined, const char *const *paid, int n, struct rfm_member *rfm)
{
	struct cohort_order orders[8];

	for (int i = 0; i < n; i++)
		orders[i] = (struct cohort_order){ day(paid[i]), 100 + i };
	return cohorts_add(&c, day(joined), orders, n, rfm);
}

static void repurchase_takes_two_in_24_months(void **state)
{
	struct rfm_member rfm;

	(void)state;
	begin("2026-11-22");
	/* the window's first day is the one after 2024-11-22 */
	assert_true(add("2020-01-01", (const char *[]){ "2024-11-22", "2026-01-01" }, 2, &rfm));
	assert_int_equal(c.buyers, 1);
	assert_int_equal(c.again, 0);
	assert_true(add("2020-01-01", (const char *[]){ "2026-11-22", "2024-11-23" }, 2, &rfm));
	assert_int_equal(c.buyers, 2);
	assert_int_equal(c.again, 1);
	/* an order behind the day does not count */
	assert_true(add("2020-01-01", (const char *[]){ "2026-11-23", "2025-11-23" }, 2, &rfm));
	assert_int_equal(c.again, 1);
	assert_int_equal(rfm.orders, 1);
	/* nor does a member who joins behind it */
	assert_false(add("2026-11-23", (const char *[]){ "2026-11-01" }, 1, &rfm));
	assert_int_equal(c.buyers, 3);
}

static void retention_takes_an_order_in_both(void **state)
{
	struct rfm_member rfm;

	(void)state;
	begin("2026-11-22");
	/* 2025-11-22 is the last day of the 12 months before the latest 12 */
	add("2020-01-01", (const char *[]){ "2025-11-22", "2025-11-23" }, 2, &rfm);
	add("2020-01-01", (const char *[]){ "2025-11-22" }, 1, &rfm);
	add("2020-01-01", (const char *[]){ "2026-11-22" }, 1, &rfm);
	assert_int_equal(c.first_year, 2);
	assert_int_equal(c.both_years, 1);
	assert_int_equal(c.year_buyers[0], 1);
	assert_int_equal(c.year_buyers[1], 2);
	assert_int_equal(c.year_again[1], 0);
	add("2020-01-01", (const char *[]){ "2025-01-01", "2026-12-31", "2026-02-01" }, 3, &rfm);
	assert_int_equal(c.year_buyers[1], 3);
	assert_int_equal(c.year_again[1], 1);
}

static void a_cohort_is_a_quarter_of_joining(void **state)
{
	struct rfm_member rfm;

	(void)state;
	begin("2026-11-22");
	assert_int_equal(cohort_quarter_day(c.quarter), day("2026-10-01"));
	assert_int_equal(cohort_quarter_day(c.quarter - 3), day("2026-01-01"));
	/* joined in the first quarter; ordered before it, in it twice, and two later */
	add("2026-03-31", (const char *[]){ "2025-12-31", "2026-01-01", "2026-03-31", "2026-07-01" },
	    4, &rfm);
	add("2026-01-01", NULL, 0, &rfm);
	assert_int_equal(c.joined[3], 2);
	assert_int_equal(c.ordered[3][0], 1);
	assert_int_equal(c.ordered[3][1], 0);
	assert_int_equal(c.ordered[3][2], 1);
	assert_int_equal(c.ordered[3][3], 0);
	/* long before what is looked at */
	add("1990-01-01", (const char *[]){ "1990-01-01" }, 1, &rfm);
	assert_int_equal(c.joined[COHORT_QUARTERS - 1], 0);
}

static void rfm_looks_at_36_months(void **state)
{
	struct rfm_member rfm;

	(void)state;
	begin("2026-11-22");
	assert_false(add("2020-01-01", (const char *[]){ "2023-11-22" }, 1, &rfm));
	assert_true(add("2020-01-01", (const char *[]){ "2023-11-23", "2023-11-22", "2025-05-05" }, 3,
	                &rfm));
	assert_int_equal(rfm.orders, 2);
	assert_int_equal(rfm.net_fen, 100 + 102);
	assert_int_equal(rfm.last, day("2025-05-05"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(repurchase_takes_two_in_24_months),
		cmocka_unit_test(retention_takes_an_order_in_both),
		cmocka_unit_test(a_cohort_is_a_quarter_of_joining),
		cmocka_unit_test(rfm_looks_at_36_months),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
