/* Goodwill: points that staff give for a case, out of a monthly budget; above the
 * plan's ceiling a second person signs first. */
#ifndef SERVICE_GOODWILL_H
#define SERVICE_GOODWILL_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"
#include "service/env.h"
#include "store/goodwill.h"

enum goodwill_outcome {
	GOODWILL_GIVEN,
	GOODWILL_ASKED,     /* above the ceiling: a second person is asked */
	GOODWILL_REFUSED,   /* the second person said no: the budget has it back */
	GOODWILL_BUDGET,    /* this month's budget does not reach */
	GOODWILL_SAME,      /* whoever asked cannot sign as well */
	GOODWILL_SETTLED,   /* it was signed or refused already */
	GOODWILL_UNKNOWN,
	GOODWILL_TRY_AGAIN,
	GOODWILL_FAILED
};

struct goodwill_asked {
	uint64_t member_id, staff_id;
	const char *case_no, *reason; /* 1 to GOODWILL_REASON characters */
	int64_t points;               /* > 0 */
	const char *form_id;          /* the same form gives once; NULL = none */
};

/* Gives the points, or asks for the second signature; the same form answers
 * GOODWILL_SETTLED. Budget, entry, step, notice and log in one commit. */
enum goodwill_outcome goodwill_give(const struct service_env *env, const struct plan_book *plans,
                                    const struct goodwill_asked *asked);
/* The second signature: GRANT gives the points, else they go back to the budget. */
enum goodwill_outcome goodwill_sign(const struct service_env *env, const struct plan_book *plans,
                                    uint64_t signer_id, const char *goodwill_no, bool grant);
/* What STAFF_ID may still give this month. */
enum db goodwill_left(const struct service_env *env, const struct plan_book *plans,
                      uint64_t staff_id, int64_t *left) __attribute__((warn_unused_result));

#endif
