/* Scores by fifths, equal members equal, and the names of combinations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "rule/rfm.h"

static void each_fifth_has_its_score(void **state)
{
	struct rfm_member m[10];

	(void)state;
	for (int i = 0; i < 10; i++)
		m[i] = (struct rfm_member){ .last = 1000 - i, .orders = 1 + i, .net_fen = i * 100 };
	rfm_score(m, 10);
	for (int i = 0; i < 10; i++) {
		int place = (int)m[i].orders - 1;

		assert_int_equal(m[i].frequency, 1 + place / 2);
		assert_int_equal(m[i].money, 1 + place / 2);
		assert_int_equal(m[i].recency, 1 + (9 - place) / 2);
	}
}

static void equal_members_have_equal_scores(void **state)
{
	/* seven of ten ordered once: nobody of them stands above another */
	struct rfm_member m[10];

	(void)state;
	for (int i = 0; i < 10; i++)
		m[i] = (struct rfm_member){ .last = 5, .orders = i < 7 ? 1 : i, .net_fen = -3 };
	rfm_score(m, 10);
	for (int i = 0; i < 10; i++) {
		assert_int_equal(m[i].recency, 1);
		assert_int_equal(m[i].money, 1);
		assert_int_equal(m[i].frequency, m[i].orders == 1   ? 1
		                                 : m[i].orders == 7 ? 4
		                                                    : 5);
	}
}

/* The score by definition: whole fifths of members that lie strictly below. */
static int wanted(const struct rfm_member *m, int n, int64_t net)
{
	int below = 0;

	for (int i = 0; i < n; i++)
		below += m[i].net_fen < net;
	return 1 + below * 5 / n;
}

static void scores_follow_the_definition(void **state)
{
	struct rfm_member m[97];
	unsigned seed = 3;

	(void)state;
	for (int n = 1; n <= 97; n++) {
		for (int i = 0; i < n; i++) {
			seed = seed * 1103515245u + 12345u;
			m[i] = (struct rfm_member){ .last = i, .orders = i,
				                    .net_fen = (int64_t)(seed >> 16) % 30 };
		}
		rfm_score(m, n);
		for (int i = 0; i < n; i++) {
			assert_int_equal(m[i].money, wanted(m, n, m[i].net_fen));
			assert_in_range(m[i].recency, 1, 5);
		}
	}
	rfm_score(m, 0);
}

static void every_combination_has_one_name(void **state)
{
	int seen[RFM_SEGMENTS] = { 0 };

	(void)state;
	for (int r = 1; r <= 5; r++)
		for (int f = 1; f <= 5; f++)
			for (int m = 1; m <= 5; m++)
				seen[rfm_segment_of(r, f, m)]++;
	assert_int_equal(seen[RFM_BEST], 8);
	assert_int_equal(seen[RFM_ASLEEP], 27);
	for (int i = 0; i < RFM_SEGMENTS; i++) {
		assert_true(seen[i] > 0);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(rfm_segment_word((enum rfm_segment)i),
			                        rfm_segment_word((enum rfm_segment)k));
	}
	assert_int_equal(rfm_segment_of(3, 4, 5), RFM_MISSED);
	assert_int_equal(rfm_segment_of(4, 3, 3), RFM_NEW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fifth_has_its_score),
		cmocka_unit_test(equal_members_have_equal_scores),
		cmocka_unit_test(scores_follow_the_definition),
		cmocka_unit_test(every_combination_has_one_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
