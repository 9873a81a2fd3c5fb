/* Bands of how often and how much members buy, and categories bought together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "rule/behaviour.h"

static struct behaviour b;

static int setup(void **state)
{
	(void)state;
	memset(&b, 0, sizeof b);
	return 0;
}

static void bands_begin_with_their_bound(void **state)
{
	static const struct {
		int64_t orders;
		const char *word;
	} often[] = { { 0, "none" }, { 1, "one" }, { 2, "two" }, { 3, "few" }, { 4, "few" },
		      { 5, "several" }, { 9, "several" }, { 10, "many" }, { 1000, "many" } };
	static const struct {
		int64_t fen;
		const char *word;
	} much[] = { { -5, "none" }, { 0, "none" }, { 1, "under1000" }, { 99999, "under1000" },
		     { 100000, "under5000" }, { 499999, "under5000" }, { 500000, "under20000" },
		     { 2000000, "under50000" }, { 4999999, "under50000" }, { 5000000, "over50000" },
		     { INT64_MAX, "over50000" } };

	(void)state;
	for (size_t i = 0; i < sizeof often / sizeof *often; i++)
		assert_string_equal(
			behaviour_frequency_word(behaviour_frequency_band(often[i].orders)),
			often[i].word);
	for (size_t i = 0; i < sizeof much / sizeof *much; i++)
		assert_string_equal(behaviour_spend_word(behaviour_spend_band(much[i].fen)),
		                    much[i].word);
}

static void a_member_counts_once_a_band(void **state)
{
	const struct behaviour_bought two[] = { { 0, 2, 90000 }, { 3, 1, 20000 } };

	(void)state;
	behaviour_add(&b, 0, two, 2);
	behaviour_add(&b, 0, NULL, 0); /* bought nothing */
	behaviour_add(&b, 1, &(struct behaviour_bought){ 0, 0, 0 }, 1); /* a row without order */
	assert_int_equal(b.frequency[3].members, 1);
	assert_int_equal(b.frequency[3].orders, 3);
	assert_int_equal(b.frequency[3].net_fen, 110000);
	assert_int_equal(b.spend[2].members, 1);
	assert_int_equal(b.frequency[0].members, 2);
	assert_int_equal(b.spend[0].members, 2);
}

static void pairs_are_of_members_not_of_orders(void **state)
{
	const struct behaviour_bought often[] = { { 0, 5, 1 }, { 1, 1, 1 }, { 0, 2, 1 } };
	const struct behaviour_bought odd[] = { { 1, 1, 1 }, { -1, 1, 1 } };

	(void)state;
	behaviour_add(&b, 2, often, 3);
	behaviour_add(&b, -1, odd, 2); /* a tier and a category that have no number */
	assert_int_equal(b.pairs[0][0], 1);
	assert_int_equal(b.pairs[0][1], 1);
	assert_int_equal(b.pairs[1][0], 1);
	assert_int_equal(b.pairs[1][1], 2);
	assert_int_equal(b.cross, 1);
	assert_int_equal(b.tiers[0][2], 1);
	assert_int_equal(b.tiers[1][2], 1);
	assert_int_equal(b.tiers[1][0], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(bands_begin_with_their_bound, setup),
		cmocka_unit_test_setup(a_member_counts_once_a_band, setup),
		cmocka_unit_test_setup(pairs_are_of_members_not_of_orders, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
