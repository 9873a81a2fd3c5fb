/* The working calendar: weekdays, but for the plan's free and worked days. Pure. */
#ifndef RULE_CALENDAR_H
#define RULE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

/* Whether DAY is worked under PLAN. */
bool calendar_works(const struct plan *plan, int32_t day);
/* The instant one working day after FROM: the same time of the next worked day;
 * from a free day, the end of the first worked day behind it. */
int64_t calendar_next(const struct plan *plan, int64_t from);

#endif
