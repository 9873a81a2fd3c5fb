#include "rule/calendar.h"

#define FREE_MOST 60 /* days in a row that a plan may set free before they count as worked */

bool calendar_works(const struct plan *plan, int32_t day)
{
	int weekday = day_weekday(day);

	for (int i = 0; i < plan->n_days; i++)
		if (plan->days[i].from <= day && day <= plan->days[i].until)
			return plan->days[i].work;
	return weekday != 0 && weekday != 6;
}

/* The first worked day behind DAY. */
static int32_t worked_behind(const struct plan *plan, int32_t day)
{
	int32_t last = day + FREE_MOST;

	do
		day++;
	while (day < last && !calendar_works(plan, day));
	return day;
}

int64_t calendar_next(const struct plan *plan, int64_t from)
{
	int32_t day = day_of(from), next = worked_behind(plan, day);

	if (!calendar_works(plan, day))
		return day_start(next + 1) - 1;
	return day_start(next) + (from - day_start(day));
}
