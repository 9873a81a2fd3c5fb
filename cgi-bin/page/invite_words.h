/* What an invitation brings, in words. */
#ifndef PAGE_INVITE_WORDS_H
#define PAGE_INVITE_WORDS_H

#include "rule/plan.h"
#include "view/view.h"

/* What PLAN gives a friend who joins by a link, for them to read: Welcome.N.Text
 * under ROOT; texts in between on MEM. */
void invite_welcome(struct view_node *root, void *mem, const struct plan *plan);

#endif
