/* How far partners' budgets of points are used up: for the report on partners and the
 * morning page. */
#ifndef PAGE_PARTNER_BUDGET_H
#define PAGE_PARTNER_BUDGET_H

#include <stdbool.h>

#include "store/rollup_partners.h"

struct partner_budget {
	const struct plan_partner *terms;
	int64_t month, year; /* points earned less those reversed, up to the day */
	bool over;           /* one of the budgets is used up */
};

/* The first day of DAY's month and year. */
int32_t budget_month(int32_t day);
int32_t budget_year(int32_t day);
/* The partners of PLAN that have a budget, in the plan's order, an array of *N on MEM.
 * ROWS: the N_ROWS sums by month and partner from budget_year(DAY) up to DAY. */
struct partner_budget *partner_budgets(void *mem, const struct plan *plan, int32_t day,
                                       const struct partner_sum *rows, int n_rows, int *n);

#endif
