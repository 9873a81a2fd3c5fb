/* From which tier to which members went in a period: rows are where they stood at its
 * beginning, columns where at its end; row and column 0 are those outside: not yet a
 * member, no longer one. Pure. */
#ifndef RULE_TIER_MATRIX_H
#define RULE_TIER_MATRIX_H

#include <stdint.h>

#include "rule/plan.h"

#define TIER_MATRIX_MAX 16 /* codes, with 0 = outside; a programme has had fewer */

struct tier_matrix {
	int n; /* codes in use; [0] is "" */
	char codes[TIER_MATRIX_MAX][PLAN_CODE];
	int64_t members[TIER_MATRIX_MAX][TIER_MATRIX_MAX]; /* [from][to] */
};

/* Nobody anywhere; the tiers of PLAN in their order. */
void tier_matrix_begin(struct tier_matrix *matrix, const struct plan *plan);
/* The place of CODE, made when it is new; a tier too many shares the last place. */
int tier_matrix_place(struct tier_matrix *matrix, const char *code);
/* MEMBERS stood in TIER at the beginning and stay unless something moves them. */
void tier_matrix_stand(struct tier_matrix *matrix, const char *tier, int64_t members);
/* MEMBERS came to TIER from outside. */
void tier_matrix_join(struct tier_matrix *matrix, const char *tier, int64_t members);
/* MEMBERS who stood in ORIGIN ("" = outside) at the beginning, and who count so far as
 * being in HELD, are in TIER now. */
void tier_matrix_move(struct tier_matrix *matrix, const char *origin, const char *held,
                      const char *tier, int64_t members);
/* How many stood at PLACE at the beginning, and stand there at the end. */
int64_t tier_matrix_before(const struct tier_matrix *matrix, int place);
int64_t tier_matrix_after(const struct tier_matrix *matrix, int place);

#endif
