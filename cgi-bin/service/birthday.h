/* Birthday gifts by the plan's rows: a coupon or points on the day, an item for
 * the month; once a year for an account's holder. */
#ifndef SERVICE_BIRTHDAY_H
#define SERVICE_BIRTHDAY_H

#include "rule/plan.h"
#include "service/env.h"

#define ITEM_OF_BIRTHDAY "birthday" /* catalogue item given as a present: kept as a draft */

/* The month and day (1231) of those whose birthday is kept on DAY, and, where a
 * second group shares it, in *ALSO (else 0): who was born on 29 February is given
 * their gift on the 28th of the other years. */
int64_t birthday_key(int32_t day, int64_t *also);
/* When those born on KEY have their birthday in the year of DAY. */
int32_t birthday_in_year(int64_t key, int32_t day);
/* Whether PLAN gives anything on a birthday (or, MONTH, for its month) to TIER. */
bool birthday_has_gift(const struct plan *plan, const char *tier, bool month);
/* Whether it gives a present, for the month. */
bool birthday_has_item(const struct plan *plan);

/* Gives the member what the plan of BIRTHDAY promises and was not given yet: one
 * transaction. MONTH: only the gift for the month. *GIVEN = gifts made now; 0
 * when they were given before, the tier is too low, or the present is not in the
 * catalogue (*MISSING is counted up then). DB_NONE: no such account. */
enum db birthday_give(const struct service_env *env, const struct plan_book *plans,
                      uint64_t member_id, int32_t birthday, bool month, int *given, int *missing)
	__attribute__((warn_unused_result));
/* Puts the item of presents into the catalogue, as a draft, where it is not. */
enum db birthday_item_add(const struct service_env *env) __attribute__((warn_unused_result));

#endif
