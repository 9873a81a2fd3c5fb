#include "rule/cohort.h"

#include <string.h>

#include "base/clock.h"

static int quarter_of(int32_t day)
{
	struct civil date = civil_of(day);

	return date.year * 4 + (date.month - 1) / 3;
}

int32_t cohort_quarter_day(int quarter)
{
	return day_from_civil((struct civil){ quarter / 4, quarter % 4 * 3 + 1, 1 });
}

void cohorts_begin(struct cohorts *cohorts, int32_t as_of)
{
	memset(cohorts, 0, sizeof *cohorts);
	cohorts->as_of = as_of;
	cohorts->year = civil_of(as_of).year;
	cohorts->quarter = quarter_of(as_of);
}

/* What one member's orders say, before it is counted. */
struct habit {
	int within;          /* orders in the repurchase window */
	bool earlier, later; /* in the 12 months before the latest 12, in the latest */
	bool year[COHORT_YEARS], quarter[COHORT_QUARTERS]; /* back from those of the day */
};

static void look(const struct cohorts *cohorts, const struct cohort_order *order,
                 struct habit *habit)
{
	int32_t day = order->paid_on, as_of = cohorts->as_of;
	int year = cohorts->year - civil_of(day).year, quarter = cohorts->quarter - quarter_of(day);

	habit->within += day > day_add_months(as_of, -REPURCHASE_MONTHS);
	if (day > day_add_months(as_of, -12))
		habit->later = true;
	else if (day > day_add_months(as_of, -24))
		habit->earlier = true;
	if (year < COHORT_YEARS)
		habit->year[year] = true;
	if (quarter < COHORT_QUARTERS)
		habit->quarter[quarter] = true;
}

static void count(struct cohorts *cohorts, int32_t joined_on, const struct habit *habit)
{
	int joined = cohorts->quarter - quarter_of(joined_on);

	cohorts->buyers += habit->within > 0;
	cohorts->again += habit->within > 1;
	cohorts->first_year += habit->earlier;
	cohorts->both_years += habit->earlier && habit->later;
	for (int i = 0; i < COHORT_YEARS; i++) {
		cohorts->year_buyers[i] += habit->year[i];
		cohorts->year_again[i] += i > 0 && habit->year[i] && habit->year[i - 1];
	}
	if (joined >= COHORT_QUARTERS)
		return;
	cohorts->joined[joined]++;
	for (int age = 0; age <= joined; age++)
		cohorts->ordered[joined][age] += habit->quarter[joined - age];
}

bool cohorts_add(struct cohorts *cohorts, int32_t joined_on, const struct cohort_order *orders,
                 int n, struct rfm_member *rfm)
{
	struct habit habit = { 0 };
	int32_t since = day_add_months(cohorts->as_of, -RFM_MONTHS);

	*rfm = (struct rfm_member){ .last = DAY_NONE };
	if (joined_on > cohorts->as_of)
		return false;
	for (int i = 0; i < n; i++) {
		if (orders[i].paid_on > cohorts->as_of)
			continue;
		look(cohorts, &orders[i], &habit);
		if (orders[i].paid_on <= since)
			continue;
		rfm->orders++;
		rfm->net_fen += orders[i].net_fen;
		if (orders[i].paid_on > rfm->last)
			rfm->last = orders[i].paid_on;
	}
	count(cohorts, joined_on, &habit);
	return rfm->orders > 0;
}
