/* Members who bring members: what sign-up, proving an address and orders do to
 * a referral, and what that pays, to whom. The causes only post rows (RULINGS
 * 23); referral_settle() applies them, one member's books at a time. */
#ifndef SERVICE_REFERRAL_H
#define SERVICE_REFERRAL_H

#include "rule/ledger.h"
#include "service/env.h"
#include "store/referral.h"

/* In the transaction that made the member FRIEND: INVITED_BY is the number they
 * gave (nobody's, or one's own: no referral). Referrals begin with the portal:
 * who joined before its first plan was loaded is none. CLIENT is the address
 * the sign-up came from, kept as a keyed hash alone; NULL = unknown. */
enum db referral_begin(struct database *db, const struct config *config, uint64_t friend_id,
                       const char *invited_by, int32_t joined_on, const char *client, int64_t now)
	__attribute__((warn_unused_result));
/* In the transaction that proved an e-mail or phone of the member. */
enum db referral_joined(struct database *db, uint64_t friend_id, int64_t now)
	__attribute__((warn_unused_result));
/* In the transaction that wrote ORDER, whose member is behind the account's
 * lock; REFERRED is account_rest.referred. */
enum db referral_order(struct database *db, uint64_t member_id, int64_t referred,
                       const struct ledger_order *order, int64_t now)
	__attribute__((warn_unused_result));

/* Applies what is due; *DONE counts. One that fails waits for the next run.
 * Any number of runs may happen at once: each effect happens once. */
enum db referral_settle(const struct service_env *env, const struct plan_book *plans,
                        int64_t *done) __attribute__((warn_unused_result));

enum review_outcome {
	REVIEW_OK,
	REVIEW_GONE, /* decided already, or taken back since */
	REVIEW_TRY_AGAIN,
	REVIEW_FAILED
};
/* Staff release or refuse a held effect, with a reason; logged in the commit. */
enum review_outcome referral_review(const struct service_env *env, const struct plan_book *plans,
                                    uint64_t staff_id, uint64_t effect_id, bool release,
                                    const char *note);

#endif
