/* A gallery's phases, whom it is for, and ranks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rule/gallery.h"

static void phases_follow_each_other(void **state)
{
	const struct gallery_times t = {100, 200, 300};
	static const struct {
		int64_t now;
		enum gallery_phase phase;
	} rows[] = {{99, GALLERY_SOON},   {100, GALLERY_ENTRIES}, {199, GALLERY_ENTRIES},
	            {200, GALLERY_VOTES}, {299, GALLERY_VOTES},   {300, GALLERY_OVER}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(gallery_phase(&t, rows[i].now), rows[i].phase);
}

static void instants_rise(void **state)
{
	(void)state;
	assert_true(gallery_times_good(&(struct gallery_times){1, 2, 3}));
	assert_false(gallery_times_good(&(struct gallery_times){2, 2, 3}));
	assert_false(gallery_times_good(&(struct gallery_times){1, 3, 3}));
	assert_false(gallery_times_good(&(struct gallery_times){3, 2, 1}));
}

static void whom_it_is_for(void **state)
{
	static const struct plan plan = {
		.n_tiers = 3, .tiers = {{.code = "standard"}, {.code = "silver"}, {.code = "gold"}}};

	(void)state;
	assert_true(gallery_for(&plan, "", "", "standard", "personal"));
	assert_true(gallery_for(&plan, "silver", "", "silver", "personal"));
	assert_true(gallery_for(&plan, "silver", "family", "gold", "family"));
	assert_false(gallery_for(&plan, "silver", "", "standard", "personal"));
	assert_false(gallery_for(&plan, "", "family", "gold", "personal"));
}

static void equal_votes_share_a_rank(void **state)
{
	static const int64_t votes[] = {9, 7, 7, 7, 2, 0, 0};
	static const int ranks[] = {1, 2, 2, 2, 5, 6, 6};

	(void)state;
	for (int i = 0; i < 7; i++)
		assert_int_equal(gallery_rank(votes, i), ranks[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phases_follow_each_other),
		cmocka_unit_test(instants_rise),
		cmocka_unit_test(whom_it_is_for),
		cmocka_unit_test(equal_votes_share_a_rank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
