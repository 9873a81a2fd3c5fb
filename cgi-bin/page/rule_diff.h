/* What differs between two plans, in the words of /programme. */
#ifndef PAGE_RULE_DIFF_H
#define PAGE_RULE_DIFF_H

#include "page/portal.h"

/* Shows the lines of OLD that NEW says otherwise, lacks or adds, below INTO:
 * Changes.N.{Kind,Word,About,Before,After}. Returns how many. */
int rule_diff(struct request *r, struct view_node *into, const struct plan *old,
              const struct plan *new);

#endif
