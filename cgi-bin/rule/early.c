#include "rule/early.h"

#include "base/clock.h"

#define DAY_S 86400

int64_t early_from(const struct plan *plan, const char *tier, int64_t public_from,
                   const struct early_row *rows, int n)
{
	int64_t days = 0;

	for (int i = 0; i < n; i++)
		if (rows[i].days > days && plan_tier_reaches(plan, tier, rows[i].tier))
			days = rows[i].days;
	return public_from - days * DAY_S;
}

int64_t early_opens(const struct plan *plan, const char *tier, int64_t public_from,
                    const struct early_row *row)
{
	if (public_from == INSTANT_NONE || !row->tier || !row->tier[0])
		return public_from;
	return early_from(plan, tier, public_from, row, 1);
}
