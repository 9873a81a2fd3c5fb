/* The points that are open, what they are expected to cost, and what became of the
 * points of each month of issue: added up from the roll-up by the liability report
 * and by the night, which keeps an estimate of what lapses with its date. */
#ifndef SERVICE_LIABILITY_H
#define SERVICE_LIABILITY_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"
#include "store/liability.h"

/* Points of one month of issue: issued = spent + expired + undone + open. */
struct liability_month {
	int32_t month; /* its first day */
	int64_t issued, spent, expired;
	int64_t undone; /* taken back by refunds, corrections, paid debts */
	int64_t open;
	bool ended; /* past the life of points and nothing open: what lapsed is known */
};

struct liability {
	int64_t unit_points, unit_fen; /* the price of points */
	struct liability_month *months, sum; /* oldest first; SUM has no month */
	int n_months;
	struct liability_lot *lots;
	int n_lots;
	int64_t open, pending; /* points of open lots; of trips not yet taken */
	struct liability_sale sales;
	struct liability_estimate estimate; /* as the figures above say now */
};

/* Makes it on MEM for TODAY from the roll-up, by the prices and life of PLAN. */
enum db liability_make(struct database *db, void *mem, const struct plan *plan, int32_t today,
                       struct liability *out) __attribute__((warn_unused_result));
/* What POINTS are expected to cost under BREAKAGE basis points, in fen. */
int64_t liability_cost(const struct liability *liability, int64_t points, int64_t breakage);

#endif
