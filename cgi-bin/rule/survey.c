#include "rule/survey.h"

#include <string.h>

static const char *const kinds[] = {"", "nps", "scale", "choice", "text"};
static const char *const drivers[SURVEY_DRIVERS] = {"product", "service", "environment",
                                                    "expectation", "word_of_mouth"};

enum survey_kind survey_kind_of(const char *word)
{
	for (int i = SURVEY_NPS; i <= SURVEY_TEXT; i++)
		if (strcmp(word, kinds[i]) == 0)
			return (enum survey_kind)i;
	return 0;
}

const char *survey_kind_word(enum survey_kind kind)
{
	return kinds[kind];
}

int survey_driver_of(const char *word)
{
	for (int i = 0; i < SURVEY_DRIVERS; i++)
		if (strcmp(word, drivers[i]) == 0)
			return i;
	return -1;
}

const char *survey_driver_word(int driver)
{
	return driver >= 0 && driver < SURVEY_DRIVERS ? drivers[driver] : "";
}

/* A / B rounded to the nearest, halves away from zero; B > 0. */
static int64_t nearest(int64_t a, int64_t b)
{
	return a >= 0 ? (2 * a + b) / (2 * b) : -((2 * -a + b) / (2 * b));
}

static int64_t sum(const struct survey_count *count, int from, int to)
{
	int64_t n = 0;

	for (int i = from; i <= to; i++)
		n += count->of[i];
	return n;
}

bool survey_nps(const struct survey_count *count, int64_t *tenths, int64_t *n)
{
	*n = sum(count, 0, 10);
	if (*n == 0)
		return false;
	*tenths = nearest(1000 * (sum(count, 9, 10) - sum(count, 0, 6)), *n);
	return true;
}

bool survey_csat(const struct survey_count *count, int64_t *tenths, int64_t *n)
{
	*n = sum(count, 1, 5);
	if (*n == 0)
		return false;
	*tenths = nearest(1000 * sum(count, 4, 5), *n);
	return true;
}

/* A sum of fractions over a common denominator: rounded once, at the end. */
__extension__ typedef __int128 wide;

bool survey_csi(const struct survey_count counts[SURVEY_DRIVERS],
                const int64_t weights[SURVEY_DRIVERS], int64_t *tenths, int64_t *n)
{
	wide above = 0, all = 1; /* sum of weight x (mean - 1), times ALL */
	int64_t weight = 0;

	*n = 0;
	for (int i = 0; i < SURVEY_DRIVERS; i++) {
		int64_t had = sum(&counts[i], 1, 5), scores = 0;

		for (int s = 1; s <= 5; s++)
			scores += s * counts[i].of[s];
		if (had == 0 || weights[i] <= 0)
			continue;
		above = above * had + (wide)weights[i] * (scores - had) * all;
		all *= had;
		weight += weights[i];
		*n += had;
	}
	if (weight == 0)
		return false;
	/* 100 x (mean - 1) / 4 in tenths is 250 x (mean - 1); never below zero. */
	all *= weight;
	*tenths = (int64_t)((500 * above + all) / (2 * all));
	return true;
}

bool survey_is_low(enum survey_kind kind, int driver, int64_t score)
{
	if (kind == SURVEY_NPS)
		return score <= 6;
	return kind == SURVEY_SCALE && driver >= 0 && score <= 2;
}

bool survey_score_fits(enum survey_kind kind, int64_t score, int64_t options)
{
	switch (kind) {
	case SURVEY_NPS: return score >= 0 && score <= 10;
	case SURVEY_SCALE: return score >= 1 && score <= 5;
	case SURVEY_CHOICE: return score >= 1 && score <= options;
	default: return false;
	}
}
