/* A tier pinned by staff up to a day, with a reason; and who of the staff looks
 * after an account. */
#ifndef SERVICE_PIN_H
#define SERVICE_PIN_H

#include <stdint.h>

#include "rule/plan.h"
#include "service/env.h"
#include "store/adjust.h"

#define PIN_YEARS 3 /* the farthest end of a pin */

enum pin_outcome {
	PIN_DONE,
	PIN_BELOW,   /* the member's own figures reach a higher tier */
	PIN_UNKNOWN, /* no such member, tier or pin, or the account is merged */
	PIN_TRY_AGAIN,
	PIN_FAILED
};

/* Pins the member's tier at TIER up to and with UNTIL_DAY (today at the earliest;
 * the caller judged it). Replaces a pin that holds. */
enum pin_outcome pin_set(const struct service_env *env, const struct plan_book *plans,
                         uint64_t staff_id, uint64_t member_id, const char *tier,
                         int32_t until_day, const char *reason);
/* Ends the pin today: from tomorrow on the tier is judged by what was earned, with
 * notice and grace as ever. */
enum pin_outcome pin_end(const struct service_env *env, const struct plan_book *plans,
                         uint64_t staff_id, uint64_t member_id);
/* Names ADVISER_ID (0 = nobody) as who looks after the account, reached by CONTACT
 * (NULL or "" = as noted already). PIN_UNKNOWN: no active staff member has that id. */
enum pin_outcome pin_adviser(const struct service_env *env, uint64_t staff_id,
                             uint64_t member_id, uint64_t adviser_id, const char *contact);

#endif
