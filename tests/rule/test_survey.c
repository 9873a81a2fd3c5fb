/* NPS, CSAT and CSI of sets counted by hand, which answers call for somebody,
 * and what an answer may be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rule/survey.h"

static void nps_by_hand(void **state)
{
	/* Ten people: 9, 10, 10, 10, 9 / 7, 8 / 6, 0, 3. 50 % - 30 % = 20. */
	struct survey_count ten = {{1, 0, 0, 1, 0, 0, 1, 1, 1, 2, 3}};
	/* Three people: 10, 10, 5. 66.67 % - 33.33 % = 33.3. */
	struct survey_count three = {{0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 2}};
	/* Three people: 10, 5, 6. 33.33 % - 66.67 % = -33.3. */
	struct survey_count sad = {{0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1}};
	/* 16 people, one of them a promoter: 6.25 %, halves away from zero. */
	struct survey_count half = {{0, 0, 0, 0, 0, 0, 0, 15, 0, 1, 0}};
	struct survey_count half_sad = {{1, 0, 0, 0, 0, 0, 0, 15, 0, 0, 0}};
	struct survey_count all_sad = {{0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0}};
	struct survey_count nobody = {{0}};
	int64_t tenths, n;

	(void)state;
	assert_true(survey_nps(&ten, &tenths, &n));
	assert_int_equal(tenths, 200);
	assert_int_equal(n, 10);
	assert_true(survey_nps(&three, &tenths, &n));
	assert_int_equal(tenths, 333);
	assert_true(survey_nps(&sad, &tenths, &n));
	assert_int_equal(tenths, -333);
	assert_true(survey_nps(&half, &tenths, &n));
	assert_int_equal(tenths, 63);
	assert_true(survey_nps(&half_sad, &tenths, &n));
	assert_int_equal(tenths, -63);
	assert_true(survey_nps(&all_sad, &tenths, &n));
	assert_int_equal(tenths, -1000);
	assert_false(survey_nps(&nobody, &tenths, &n));
	assert_int_equal(n, 0);
}

static void csat_by_hand(void **state)
{
	/* 1, 2, 3, 4, 4, 5, 5: four of seven are 57.14 %. */
	struct survey_count seven = {{0, 1, 1, 1, 2, 2}};
	/* Two of three: 66.67 %. */
	struct survey_count three = {{0, 0, 0, 1, 0, 2}};
	/* A score of 0 is none of a scale. */
	struct survey_count zero = {{9, 0, 0, 0, 1, 0}};
	struct survey_count nobody = {{0}};
	int64_t tenths, n;

	(void)state;
	assert_true(survey_csat(&seven, &tenths, &n));
	assert_int_equal(tenths, 571);
	assert_int_equal(n, 7);
	assert_true(survey_csat(&three, &tenths, &n));
	assert_int_equal(tenths, 667);
	assert_true(survey_csat(&zero, &tenths, &n));
	assert_int_equal(tenths, 1000);
	assert_int_equal(n, 1);
	assert_false(survey_csat(&nobody, &tenths, &n));
}

static void csi_by_hand(void **state)
{
	static const int64_t even[SURVEY_DRIVERS] = {1, 1, 1, 1, 1};
	static const int64_t uneven[SURVEY_DRIVERS] = {3, 1, 1, 1, 4};
	static const int64_t none[SURVEY_DRIVERS] = {0, 0, 0, 0, 0};
	/* Means 4.5, 4, 3, 5, 2: their mean 3.7, 100 x 2.7 / 4 = 67.5. */
	struct survey_count five[SURVEY_DRIVERS] = {{{0, 0, 0, 0, 1, 1}},
	                                            {{0, 0, 0, 1, 0, 1}},
	                                            {{0, 1, 0, 0, 0, 1}},
	                                            {{0, 0, 0, 0, 0, 3}},
	                                            {{0, 0, 1, 0, 0, 0}}};
	/* Only product was scored, 4 and 5 and 5: 100 x (14/3 - 1) / 4 = 91.67. */
	struct survey_count one[SURVEY_DRIVERS] = {{{0, 0, 0, 0, 1, 2}}};
	struct survey_count nobody[SURVEY_DRIVERS] = {{{0}}};
	int64_t tenths, n;

	(void)state;
	assert_true(survey_csi(five, even, &tenths, &n));
	assert_int_equal(tenths, 675);
	assert_int_equal(n, 10);
	/* (3 x 4.5 + 4 + 3 + 5 + 4 x 2) / 10 = 3.35; 100 x 2.35 / 4 = 58.75. */
	assert_true(survey_csi(five, uneven, &tenths, &n));
	assert_int_equal(tenths, 588);
	assert_true(survey_csi(one, uneven, &tenths, &n));
	assert_int_equal(tenths, 917);
	assert_int_equal(n, 3);
	assert_false(survey_csi(nobody, even, &tenths, &n));
	assert_false(survey_csi(five, none, &tenths, &n));
}

/* The ends of the scale, and as many answers as there will ever be. */
static void csi_ends(void **state)
{
	static const int64_t even[SURVEY_DRIVERS] = {1, 1, 1, 1, 1};
	struct survey_count low[SURVEY_DRIVERS] = {{{0}}}, high[SURVEY_DRIVERS] = {{{0}}};
	int64_t tenths, n;

	(void)state;
	for (int i = 0; i < SURVEY_DRIVERS; i++) {
		low[i].of[1] = 1000000 + i;
		high[i].of[5] = 1000000 + i;
	}
	assert_true(survey_csi(low, even, &tenths, &n));
	assert_int_equal(tenths, 0);
	assert_int_equal(n, 5000010);
	assert_true(survey_csi(high, even, &tenths, &n));
	assert_int_equal(tenths, 1000);
}

static void low_answers(void **state)
{
	(void)state;
	assert_true(survey_is_low(SURVEY_NPS, -1, 0));
	assert_true(survey_is_low(SURVEY_NPS, -1, 6));
	assert_false(survey_is_low(SURVEY_NPS, -1, 7));
	assert_true(survey_is_low(SURVEY_SCALE, 0, 1));
	assert_true(survey_is_low(SURVEY_SCALE, 4, 2));
	assert_false(survey_is_low(SURVEY_SCALE, 4, 3));
	assert_false(survey_is_low(SURVEY_SCALE, -1, 1)); /* no driver */
	assert_false(survey_is_low(SURVEY_CHOICE, -1, 1));
	assert_false(survey_is_low(SURVEY_TEXT, -1, 0));
}

static void what_an_answer_may_be(void **state)
{
	(void)state;
	assert_true(survey_score_fits(SURVEY_NPS, 0, 0));
	assert_true(survey_score_fits(SURVEY_NPS, 10, 0));
	assert_false(survey_score_fits(SURVEY_NPS, 11, 0));
	assert_false(survey_score_fits(SURVEY_NPS, -1, 0));
	assert_false(survey_score_fits(SURVEY_SCALE, 0, 0));
	assert_true(survey_score_fits(SURVEY_SCALE, 5, 0));
	assert_false(survey_score_fits(SURVEY_SCALE, 6, 0));
	assert_true(survey_score_fits(SURVEY_CHOICE, 3, 3));
	assert_false(survey_score_fits(SURVEY_CHOICE, 4, 3));
	assert_false(survey_score_fits(SURVEY_CHOICE, 0, 3));
	assert_false(survey_score_fits(SURVEY_TEXT, 1, 9));
}

static void words(void **state)
{
	(void)state;
	for (int kind = SURVEY_NPS; kind <= SURVEY_TEXT; kind++)
		assert_int_equal(survey_kind_of(survey_kind_word((enum survey_kind)kind)), kind);
	assert_int_equal(survey_kind_of("stars"), 0);
	assert_int_equal(survey_kind_of(""), 0);
	for (int i = 0; i < SURVEY_DRIVERS; i++)
		assert_int_equal(survey_driver_of(survey_driver_word(i)), i);
	assert_int_equal(survey_driver_of(""), -1);
	assert_string_equal(survey_driver_word(-1), "");
	assert_string_equal(survey_driver_word(SURVEY_DRIVERS), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nps_by_hand), cmocka_unit_test(csat_by_hand),
		cmocka_unit_test(csi_by_hand), cmocka_unit_test(csi_ends),
		cmocka_unit_test(low_answers), cmocka_unit_test(what_an_answer_may_be),
		cmocka_unit_test(words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
