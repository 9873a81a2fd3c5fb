/* Shared by the files that put a plan into words. */
#ifndef PAGE_RULE_WORDS_PRIVATE_H
#define PAGE_RULE_WORDS_PRIVATE_H

#include "page/rule_words.h"

struct telling {
	void *mem;
	struct view_node *root;
	const struct plan *plan;
	struct rule_lines out;
};

/* Adds a line; ID and TEXT are texts on T's memory. Valid until the next. */
struct rule_line *rule_add(struct telling *t, const char *section, char *id, char *text);
/* Holidays, campaigns, marked products: section "bonus". */
void rule_tell_bonuses(struct telling *t);
/* What each tier needs and brings ("tier"), and its yearly review ("review"). */
void rule_tell_tiers(struct telling *t);

#endif
