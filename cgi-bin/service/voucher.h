/* The counter: a merchant, or our own staff, takes the voucher a guest shows. */
#ifndef SERVICE_VOUCHER_H
#define SERVICE_VOUCHER_H

#include "service/coupon.h"
#include "service/env.h"

#define VOUCHER_DESK "desk" /* whose use it is when our own staff take it */

/* Who takes it. */
struct voucher_counter {
	uint64_t staff_id;
	const char *partner;  /* the merchant's; VOUCHER_DESK for our own staff */
	const char *supplier; /* the partner's name: its own vouchers are good here; "" = none */
	bool open;            /* false: a merchant of a partner that does not work with us */
};

/* The counter of STAFF_ID; texts on env->mem. */
enum db voucher_counter_of(const struct service_env *env, uint64_t staff_id, bool merchant,
                           struct voucher_counter *out) __attribute__((warn_unused_result));
/* Seconds until the counter may try a code again; 0 = now. Wrong codes are counted
 * by who tries them: after ten, each next one waits longer, at last a quarter of an
 * hour, like an API key's. */
enum db voucher_wait(const struct service_env *env, const struct voucher_counter *counter,
                     int64_t *wait_s) __attribute__((warn_unused_result));
/* Counts a wrong code, of a voucher or of a member; logged without it. */
enum db voucher_wrong(const struct service_env *env, const struct voucher_counter *counter)
	__attribute__((warn_unused_result));
/* The coupon or voucher TYPED names (ours with or without blanks and hyphens, a
 * partner's as it is printed), if it can be taken at the counter at all: any of
 * ours, and the partner's own vouchers. COUPON_OK (whatever its state; logged as
 * looked at), COUPON_UNKNOWN (counted as a wrong code), _TRY_AGAIN or _FAILED. */
enum coupon_outcome voucher_find(const struct service_env *env,
                                 const struct voucher_counter *counter, const char *typed,
                                 struct coupon *out);
/* Takes the coupon found as use REF (voucher_ref_good()) of a bill of AMOUNT_FEN (0 =
 * not said); *FEN gets what it is worth. Once, however many ask; logged. */
enum coupon_outcome voucher_use(const struct service_env *env,
                                const struct voucher_counter *counter, const struct coupon *coupon,
                                const char *ref, int64_t amount_fen, int64_t *fen);
/* Whether TEXT looks like a reference drawn for a use: V and ten characters. */
bool voucher_ref_good(const char *text);

#endif
