/* The figures that an answer of the help may name, "{life_months}": what stands
 * in the plan is never typed into a text. Pure. */
#ifndef RULE_FAQ_H
#define RULE_FAQ_H

#include "rule/plan.h"

#define FAQ_FIGURES 13
#define FAQ_NAME 40 /* bytes of a figure's name, with the NUL */

struct faq_figure {
	const char *name; /* what stands between the braces */
	bool money;       /* the value is fen */
	int64_t value;    /* 0 where the plan sets none */
};

/* All figures, out of PLAN. */
void faq_figures(const struct plan *plan, struct faq_figure out[FAQ_FIGURES]);
/* The next "{NAME}" of *TEXT, which then points behind it: what stands between the
 * braces in NAME (cut where it is too long or never closed), and the text before
 * it is *BEFORE bytes long. False: there is no more. */
bool faq_next(const char **text, size_t *before, char name[FAQ_NAME]);
/* Whether TEXT names only figures that there are; else the first other one in NAME. */
bool faq_is_known(const char *text, char name[FAQ_NAME]);

#endif
