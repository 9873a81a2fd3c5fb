/* What answers say in figures: NPS, CSAT and CSI, and which answers call for
 * somebody. Pure. Sources: PROGRAMME §7; NPS as Reichheld (2003). */
#ifndef RULE_SURVEY_H
#define RULE_SURVEY_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

#define SURVEY_DRIVERS 5

enum survey_kind { SURVEY_NPS = 1, SURVEY_SCALE, SURVEY_CHOICE, SURVEY_TEXT };

/* "nps", "scale", "choice", "text". 0: none of them. */
enum survey_kind survey_kind_of(const char *word);
const char *survey_kind_word(enum survey_kind kind);
/* Place of a driver's code (product, service, environment, expectation,
 * word_of_mouth) from 0; -1 = none. */
int survey_driver_of(const char *word);
const char *survey_driver_word(int driver);

#define SURVEY_SCORES 21 /* 0 … 20: the longest choice has 20 lines */

/* How often each score was given: [0 … 10] for nps, [1 … 5] for scales, [1 … 20]
 * for choices. */
struct survey_count {
	int64_t of[SURVEY_SCORES];
};

/* %(9-10) - %(0-6), in tenths of a point, rounded half away from zero, and N.
 * False: nobody answered. */
bool survey_nps(const struct survey_count *count, int64_t *tenths, int64_t *n);
/* Share of 4 and 5, in tenths of a percent, rounded half up. */
bool survey_csat(const struct survey_count *count, int64_t *tenths, int64_t *n);
/* 100 x (mean - 1) / 4 over the drivers, each driver's mean weighted by WEIGHTS,
 * in tenths, rounded half up. Exact for up to 10^6 scores a driver. A driver
 * nobody scored is left out with its weight. N gets the number of scores. */
bool survey_csi(const struct survey_count counts[SURVEY_DRIVERS],
                const int64_t weights[SURVEY_DRIVERS], int64_t *tenths, int64_t *n);
/* Whether an answer is low: NPS at most 6, a driver at most 2. */
bool survey_is_low(enum survey_kind kind, int driver, int64_t score);
/* Whether SCORE is one of the kind's (choices: 1 … OPTIONS). */
bool survey_score_fits(enum survey_kind kind, int64_t score, int64_t options);

#endif
