/* From which tier to which: who goes twice counts once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rule/tier_matrix.h"

static const struct plan plan = { .n_tiers = 3,
	                          .tiers = { { .code = "standard" }, { .code = "silver" },
	                                     { .code = "gold" } } };
static struct tier_matrix m;

static int64_t at(const char *from, const char *to)
{
	return m.members[tier_matrix_place(&m, from)][tier_matrix_place(&m, to)];
}

static void who_goes_twice_counts_once(void **state)
{
	(void)state;
	tier_matrix_begin(&m, &plan);
	tier_matrix_stand(&m, "standard", 10);
	tier_matrix_stand(&m, "gold", 2);
	/* one rises twice, one rises and comes back, one falls */
	tier_matrix_move(&m, "standard", "standard", "silver", 2);
	tier_matrix_move(&m, "standard", "silver", "gold", 1);
	tier_matrix_move(&m, "standard", "silver", "standard", 1);
	tier_matrix_move(&m, "gold", "gold", "silver", 1);
	assert_int_equal(at("standard", "standard"), 9);
	assert_int_equal(at("standard", "silver"), 0);
	assert_int_equal(at("standard", "gold"), 1);
	assert_int_equal(at("gold", "silver"), 1);
	assert_int_equal(at("gold", "gold"), 1);
	assert_int_equal(tier_matrix_before(&m, tier_matrix_place(&m, "standard")), 10);
	assert_int_equal(tier_matrix_after(&m, tier_matrix_place(&m, "gold")), 2);
}

static void joining_and_leaving_lie_outside(void **state)
{
	(void)state;
	tier_matrix_begin(&m, &plan);
	tier_matrix_stand(&m, "silver", 3);
	tier_matrix_join(&m, "standard", 5);
	tier_matrix_move(&m, "", "standard", "gold", 1);
	tier_matrix_move(&m, "silver", "silver", "", 1);
	assert_int_equal(at("", "standard"), 4);
	assert_int_equal(at("", "gold"), 1);
	assert_int_equal(at("silver", ""), 1);
	assert_int_equal(tier_matrix_before(&m, 0), 5);
	assert_int_equal(tier_matrix_after(&m, 0), 1);
	assert_int_equal(tier_matrix_after(&m, tier_matrix_place(&m, "silver")), 2);
}

static void a_tier_of_an_older_plan_has_its_place(void **state)
{
	char code[PLAN_CODE];

	(void)state;
	tier_matrix_begin(&m, &plan);
	assert_int_equal(tier_matrix_place(&m, "gold"), 3);
	assert_int_equal(tier_matrix_place(&m, "diamond"), 4);
	assert_int_equal(tier_matrix_place(&m, "diamond"), 4);
	for (int i = 0; i < 40; i++) {
		snprintf(code, sizeof code, "tier%d", i);
		assert_in_range(tier_matrix_place(&m, code), 5, TIER_MATRIX_MAX - 1);
	}
	assert_int_equal(m.n, TIER_MATRIX_MAX);
	assert_string_equal(m.codes[4], "diamond");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_goes_twice_counts_once),
		cmocka_unit_test(joining_and_leaving_lie_outside),
		cmocka_unit_test(a_tier_of_an_older_plan_has_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
