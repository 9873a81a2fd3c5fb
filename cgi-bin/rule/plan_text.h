/* A plan file as text: finding and changing its rows without losing its comments.
 * Of the HDF syntax a plan may use names with values, blocks and comments, each on
 * lines of its own; later rows win over earlier ones. Pure. */
#ifndef RULE_PLAN_TEXT_H
#define RULE_PLAN_TEXT_H

#include "rule/plan.h"

#define PLAN_SOURCE_MAX 262144 /* bytes */

/* 0, or the first line (from 1) that is none of a plan's, or leaves a block open. */
int plan_text_wrong(const char *text);
/* The last line (from 1) that speaks of PATH ("Tiers.gold.Rate"), else of the
 * nearest row above it; 0: none does. */
int plan_text_line(const char *text, const char *path);
/* TEXT with the row at PATH saying VALUE (one line): the last row that says it is
 * changed, else one is added. On MEM. */
char *plan_text_set(void *mem, const char *text, const char *path, const char *value);
/* TEXT without the rows at PATH and below it. On MEM. */
char *plan_text_drop(void *mem, const char *text, const char *path);
/* TEXT with BLOCK (whole lines) at the end of the block SECTION, made where there
 * is none. On MEM. */
char *plan_text_add(void *mem, const char *text, const char *section, const char *block);
/* Parses TEXT onto MEM; NULL: then ERROR (at least 200 bytes) says which row and
 * what it must be, *LINE where (0: a row that is missing). */
struct plan *plan_text_parse(void *mem, const char *text, char *error, int *line);

/* A row that two texts do not say alike. */
struct plan_row_diff {
	const char *path;
	const char *before, *after; /* NULL: not there */
};
/* What text B says otherwise than A, in B's order, then what only A says; an array
 * of *N on MEM. Both are read without error before. */
struct plan_row_diff *plan_text_diff(void *mem, const char *a, const char *b, int *n);

#endif
