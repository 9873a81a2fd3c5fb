/* Campaigns in words, for members' and staff's pages. */
#ifndef PAGE_CAMPAIGN_WORDS_H
#define PAGE_CAMPAIGN_WORDS_H

#include "store/campaign.h"
#include "view/view.h"

/* "+10 % points on domestic tours": the bonus of CAMPAIGN in words, by the plan it
 * counts under; NULL where it has none. On MEM. */
char *campaign_bonus_words(void *mem, struct view_node *root, const struct plan *plan,
                           const struct campaign *campaign);
/* "1 December 2026 to 3 January 2027", on MEM. */
char *campaign_window_words(void *mem, struct view_node *root, const struct campaign *campaign);
/* TEXT's paragraphs as Lines.N.Text of NODE. */
void campaign_lines(struct view_node *node, void *mem, const char *text);

#endif
