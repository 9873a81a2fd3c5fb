/* The most days of the rows that a tier reaches count. */
#include "rule/early.h"

#include "base/clock.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#define DAY_S 86400

static void the_most_days_count(void **state)
{
	static const struct early_row rows[] = {{"silver", 2}, {"gold", 5}, {"platinum", 3},
	                                        {"unheard", 30}};
	const struct plan plan = {.n_tiers = 4,
	                          .tiers = {{.code = "standard"}, {.code = "silver"},
	                                    {.code = "gold"}, {.code = "platinum"}}};
	const int64_t from = 1800000000;

	(void)state;
	assert_int_equal(early_from(&plan, "standard", from, rows, 3), from);
	assert_int_equal(early_from(&plan, "silver", from, rows, 3), from - 2 * DAY_S);
	assert_int_equal(early_from(&plan, "gold", from, rows, 3), from - 5 * DAY_S);
	assert_int_equal(early_from(&plan, "platinum", from, rows, 3), from - 5 * DAY_S);
	assert_int_equal(early_from(&plan, "gold", from, rows, 4), from - 5 * DAY_S);
	assert_int_equal(early_from(&plan, "platinum", from, NULL, 0), from);
}

/* An event or a draw names one tier; without a start there is nothing to be early for. */
static void one_tier_is_let_in_sooner(void **state)
{
	const struct plan plan = {.n_tiers = 2, .tiers = {{.code = "standard"}, {.code = "gold"}}};
	const struct early_row gold = {"gold", 3}, none = {"", 3}, unset = {NULL, 0};
	const int64_t from = 1800000000;

	(void)state;
	assert_int_equal(early_opens(&plan, "gold", from, &gold), from - 3 * DAY_S);
	assert_int_equal(early_opens(&plan, "standard", from, &gold), from);
	assert_int_equal(early_opens(&plan, "gold", from, &none), from);
	assert_int_equal(early_opens(&plan, "gold", from, &unset), from);
	assert_int_equal(early_opens(&plan, "gold", INSTANT_NONE, &gold), INSTANT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_most_days_count),
	                                   cmocka_unit_test(one_tier_is_let_in_sooner)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
