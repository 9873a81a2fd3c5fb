/* What a signal of abuse is: bands and the 99.9th percentile, storms of wrong tries,
 * a second look. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rule/signal.h"

static void kinds_have_words(void **state)
{
	(void)state;
	for (enum signal_kind kind = SIGNAL_CLUSTER; kind < SIGNAL__MAX; kind++) {
		assert_non_null(signal_word(kind));
		assert_int_equal(signal_of(signal_word(kind)), kind);
	}
	assert_null(signal_word(0));
	assert_null(signal_word(SIGNAL__MAX));
	assert_int_equal(signal_of("nonsense"), 0);
	assert_int_equal(signal_of(NULL), 0);
	/* a good customer, and somebody who is guessed at, may redeem as ever */
	assert_false(signal_holds(SIGNAL_EARNINGS));
	assert_false(signal_holds(SIGNAL_PASSWORDS));
	assert_true(signal_holds(SIGNAL_CLUSTER));
	assert_true(signal_holds(SIGNAL_REFUND));
}

static void bands_round_up_to_two_digits(void **state)
{
	static const int64_t cases[][2] = {{1, 1},       {9, 9},         {10, 10},     {99, 99},
	                                   {100, 100},   {101, 110},     {110, 110},   {999, 1000},
	                                   {1234, 1300}, {12999, 13000}, {13000, 13000}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(signal_band_of(cases[i][0]), cases[i][1]);
	for (int64_t points = 1; points < 200000; points += 7) {
		int64_t band = signal_band_of(points);

		assert_true(band >= points);
		assert_true(band - points <= points / 10);
		assert_int_equal(signal_band_of(band), band);
	}
}

static void few_days_say_nothing(void **state)
{
	struct signal_band bands[] = {{100, 998}, {90000, 1}};

	(void)state;
	assert_true(signal_percentile(NULL, 0) == INT64_MAX);
	assert_true(signal_percentile(bands, 2) == INT64_MAX);
	bands[0].members = 999;
	assert_int_equal(signal_percentile(bands, 2), 100); /* the 999th of 1,000 */
}

static int rising(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Against the nearest rank of the plain list: never below it, and at most a band above. */
static void the_percentile_is_that_of_the_list(void **state)
{
	enum { N = 5000 };
	static int64_t all[N];
	static struct signal_band bands[N];
	unsigned seed = 17;

	(void)state;
	for (int round = 0; round < 20; round++) {
		int n = 0;
		int64_t exact;

		for (int i = 0; i < N; i++) {
			seed = seed * 1103515245U + 12345U;
			all[i] = 1 + (int64_t)(seed >> 8) % (i % 100 == 0 ? 90000 : 3000);
		}
		qsort(all, N, sizeof all[0], rising);
		for (int i = 0; i < N; i++) {
			int64_t band = signal_band_of(all[i]);

			if (n > 0 && bands[n - 1].points == band)
				bands[n - 1].members++;
			else
				bands[n++] = (struct signal_band){band, 1};
		}
		exact = all[N - N / 1000 - 1];
		assert_int_equal(signal_percentile(bands, n), signal_band_of(exact));
		assert_true(signal_percentile(bands, n) >= exact);
	}
}

static void a_storm_is_more_than_mistakes(void **state)
{
	struct signal_tries own = {.tries = 14, .of_member = true};
	struct signal_tries network = {.tries = 50, .members = 4, .of_network = true};
	struct signal_tries key = {.tries = 19};

	(void)state;
	assert_false(signal_storm(&own));
	own.tries++;
	assert_true(signal_storm(&own));
	assert_false(signal_storm(&network)); /* a household that mistypes */
	network.members = 5;
	assert_true(signal_storm(&network));
	network.tries = 49;
	assert_false(signal_storm(&network));
	assert_false(signal_storm(&key));
	key.tries++;
	assert_true(signal_storm(&key));
}

static void settled_ones_come_back_doubled(void **state)
{
	(void)state;
	assert_false(signal_again(10, 10));
	assert_false(signal_again(10, 19));
	assert_true(signal_again(10, 20));
	assert_false(signal_again(0, 0));
	assert_true(signal_again(0, 1));
	assert_false(signal_again(INT64_MAX, INT64_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_have_words),
		cmocka_unit_test(bands_round_up_to_two_digits),
		cmocka_unit_test(few_days_say_nothing),
		cmocka_unit_test(the_percentile_is_that_of_the_list),
		cmocka_unit_test(a_storm_is_more_than_mistakes),
		cmocka_unit_test(settled_ones_come_back_doubled),
	};

	return cmocka_run_group_tests_name("signal", tests, NULL, NULL);
}
