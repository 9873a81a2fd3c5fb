/* A plan in words, one line a rule: what /programme shows, and what
 * /programme/changes compares between versions. */
#ifndef PAGE_RULE_WORDS_H
#define PAGE_RULE_WORDS_H

#include "rule/plan.h"
#include "view/view.h"

struct rule_line {
	const char *section; /* "earn", "bonus", "tier", "spend", "life", "gift", "review" */
	char *id;            /* names the same rule in another version: "tier.gold.need" */
	char *text;
	const char *tier;    /* code of the tier a "tier" line belongs to, else NULL */
	int32_t until;       /* last day of a dated rule, else DAY_NONE */
};

struct rule_lines {
	int n;
	struct rule_line *lines;
};

/* The lines of PLAN in ROOT's language, on MEM, sections in reading order. */
struct rule_lines rule_words(void *mem, struct view_node *root, const struct plan *plan);
/* WORDS in ROOT's language (borrowed). */
const char *plan_words(struct view_node *root, const struct words *words);

#endif
