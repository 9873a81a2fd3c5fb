#include "page/partner_budget.h"

#include <string.h>

#include "base/mem.h"

int32_t budget_month(int32_t day)
{
	struct civil date = civil_of(day);

	date.day = 1;
	return day_from_civil(date);
}

int32_t budget_year(int32_t day)
{
	struct civil date = civil_of(day);

	date.day = date.month = 1;
	return day_from_civil(date);
}

struct partner_budget *partner_budgets(void *mem, const struct plan *plan, int32_t day,
                                       const struct partner_sum *rows, int n_rows, int *n)
{
	struct partner_budget *out = talloc_zero_array(mem, struct partner_budget,
	                                               (unsigned)plan->n_partners + 1);

	*n = 0;
	for (int i = 0; i < plan->n_partners; i++) {
		const struct plan_partner *terms = &plan->partners[i];
		struct partner_budget *b = &out[*n];

		if (terms->month_points == 0 && terms->year_points == 0)
			continue;
		(*n)++;
		b->terms = terms;
		for (int k = 0; k < n_rows; k++) {
			int64_t earned = rows[k].v[SETTLE_EARNED] - rows[k].v[SETTLE_REVERSED];

			if (strcmp(rows[k].partner, terms->code) != 0)
				continue;
			b->year += earned;
			b->month += rows[k].day == budget_month(day) ? earned : 0;
		}
		b->over = settle_is_over(b->month, terms->month_points) ||
		          settle_is_over(b->year, terms->year_points);
	}
	return out;
}
