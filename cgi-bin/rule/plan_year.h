/* Whether a plan is ready for a year: its working calendar and its holiday windows.
 * Pure. */
#ifndef RULE_PLAN_YEAR_H
#define RULE_PLAN_YEAR_H

#include "rule/plan.h"

enum plan_year_lack {
	PLAN_YEAR_DAYS = 1,   /* no free or worked day of the working calendar lies in it */
	PLAN_YEAR_WINDOWS = 2 /* the plan has dated holiday windows, but none in it */
};

/* Whether BONUS is a dated window of the plan's own: not a campaign's, not recurring. */
bool plan_bonus_is_window(const struct plan *plan, const struct plan_bonus *bonus);
/* What PLAN lacks for YEAR, as bits of enum plan_year_lack. */
unsigned plan_year_lacks(const struct plan *plan, int year);

#endif
