/* The balance in words and figures: the member's page, and the desk's of a moment. */
#ifndef PAGE_BALANCE_VIEW_H
#define PAGE_BALANCE_VIEW_H

#include "page/portal.h"
#include "store/statement.h"

#define BALANCE_ENDING 30 /* days */

/* Everything the balance page is made of. */
struct balance_view {
	const struct viewer *viewer;
	const struct plan_book *book;
	const struct plan *plan; /* in force today */
	const struct statement_balance *read;
	int64_t now;
	int32_t today;
	int64_t ending; /* points that end within BALANCE_ENDING days */
};

/* Fills ROOT for templates/balance.cs; texts in between on MEM. */
void balance_fill(struct view_node *root, void *mem, const struct balance_view *b);
/* The tier's part of it (balance_tier.c): Tier.*, Benefits, NextBenefits. */
void balance_tier_fill(struct view_node *root, void *mem, const struct balance_view *b);
/* First instant whose deltas count for the tier on TODAY, or INSTANT_NONE
 * where the account's lifetime points decide. */
int64_t balance_window_from(const struct plan *plan, int32_t today);

#endif
