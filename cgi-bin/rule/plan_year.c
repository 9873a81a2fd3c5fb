#include "rule/plan_year.h"

bool plan_bonus_is_window(const struct plan *plan, const struct plan_bonus *bonus)
{
	return !bonus->recurs && bonus->from != DAY_NONE && bonus->until != DAY_NONE &&
	       !bonus->product[0] && !plan_campaign(plan, bonus->code);
}

static bool in_year(int32_t from, int32_t until, int year)
{
	return civil_of(from).year <= year && civil_of(until).year >= year;
}

unsigned plan_year_lacks(const struct plan *plan, int year)
{
	unsigned lacks = PLAN_YEAR_DAYS;
	bool any = false, found = false;

	for (int i = 0; i < plan->n_days; i++)
		if (in_year(plan->days[i].from, plan->days[i].until, year))
			lacks = 0;
	for (int i = 0; i < plan->n_bonuses; i++) {
		const struct plan_bonus *b = &plan->bonuses[i];

		if (!plan_bonus_is_window(plan, b))
			continue;
		any = true;
		found = found || in_year(b->from, b->until, year);
	}
	return any && !found ? lacks | PLAN_YEAR_WINDOWS : lacks;
}
