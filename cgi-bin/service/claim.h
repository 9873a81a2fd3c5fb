/* Claims of missing points: filed by members, answered by staff. */
#ifndef SERVICE_CLAIM_H
#define SERVICE_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "service/env.h"
#include "store/claim.h"

#define CLAIM_OPEN_MAX 10 /* a member's claims that may wait at once */

enum claim_outcome {
	CLAIM_OK,
	CLAIM_SAME,     /* one about this order waits already */
	CLAIM_MANY,     /* CLAIM_OPEN_MAX wait already */
	CLAIM_UNKNOWN,
	CLAIM_ANSWERED, /* it was answered already: nothing changes */
	CLAIM_TRY_AGAIN,
	CLAIM_FAILED
};

/* Files a claim about ORDER_NO (as typed, 1 to CLAIM_ORDER_NO characters) with
 * what the member says (up to CLAIM_TEXT). */
enum claim_outcome claim_file(const struct service_env *env, uint64_t member_id,
                              const char *order_no, const char *text);
/* Staff answer: GRANTED or refused, with words for the member (1 to
 * CLAIM_ANSWER characters). Logged and told by notice in the same commit. */
enum claim_outcome claim_answer(const struct service_env *env, uint64_t staff_id,
                                const char *claim_no, bool granted, const char *answer);

#endif
