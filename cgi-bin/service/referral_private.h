/* What judging and settling of referrals share. Only service/referral*.c. */
#ifndef SERVICE_REFERRAL_PRIVATE_H
#define SERVICE_REFERRAL_PRIVATE_H

#include "service/referral.h"

/* What speaks against paying an effect. */
struct referral_verdict {
	enum { VERDICT_PAY, VERDICT_HOLD, VERDICT_REFUSE } verdict;
	const char *reason;              /* "" when it is paid */
	char evidence[EFFECT_EVIDENCE]; /* "count=3 members=M1,M2" */
};

/* Judges by what is stored about both sides, without locks: it is read before
 * the books are locked, and the cap is judged behind the lock. */
enum db referral_judge(const struct service_env *env, const struct referral_effect *effect,
                       const struct referral *referral, struct referral_verdict *out)
	__attribute__((warn_unused_result));

#endif
