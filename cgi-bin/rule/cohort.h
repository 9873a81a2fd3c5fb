/* Who orders again: repurchase, retention from year to year, and cohorts by the
 * quarter of joining (PROGRAMME §9). Members are added one by one, with their
 * orders; orders refunded whole are left out by the caller. Pure. */
#ifndef RULE_COHORT_H
#define RULE_COHORT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/rfm.h"

#define COHORT_YEARS 64     /* calendar years looked at, back from the day */
#define COHORT_QUARTERS 64  /* quarters looked at, likewise */
#define REPURCHASE_MONTHS 24
#define RFM_MONTHS 36

struct cohort_order {
	int32_t paid_on;
	int64_t net_fen; /* paid less refunded */
};

struct cohorts {
	int32_t as_of;
	int year, quarter;           /* of AS_OF; a quarter is year * 4 + 0 … 3 */
	int64_t buyers, again;       /* with 1, with 2 orders or more in 24 months */
	int64_t first_year, both_years; /* with an order in the 12 months before the latest 12;
	                                 * of them those with one in the latest 12 too */
	/* by years back from .year: with an order in it; of them with one the year after */
	int64_t year_buyers[COHORT_YEARS], year_again[COHORT_YEARS];
	/* by quarters back from .quarter: who joined then; of them with an order n
	 * quarters later */
	int64_t joined[COHORT_QUARTERS], ordered[COHORT_QUARTERS][COHORT_QUARTERS];
};

/* Nothing counted yet, as of the end of AS_OF. */
void cohorts_begin(struct cohorts *cohorts, int32_t as_of);
/* Counts a member who joined on JOINED_ON with N orders in any order; those after
 * AS_OF do not count, nor a member who joined after it. What RFM looks at goes to
 * RFM: false when the member has no order in its window. */
bool cohorts_add(struct cohorts *cohorts, int32_t joined_on, const struct cohort_order *orders,
                 int n, struct rfm_member *rfm);
/* The first day of a quarter by its number. */
int32_t cohort_quarter_day(int quarter);

#endif
