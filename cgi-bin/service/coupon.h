/* Coupons and vouchers: given out, used at a booking, released again. */
#ifndef SERVICE_COUPON_H
#define SERVICE_COUPON_H

#include <stdbool.h>
#include <stdint.h>

#include "service/env.h"
#include "store/coupon.h"

enum coupon_outcome {
	COUPON_OK,
	COUPON_REPEATED,  /* used for (or released from) this very order before: the same answer */
	COUPON_UNKNOWN,   /* no such code; a partner's own voucher; nothing to release */
	COUPON_USED,      /* used for another order, or by another partner */
	COUPON_EXPIRED,
	COUPON_CANCELLED,
	COUPON_CATEGORY,  /* not good for this product category */
	COUPON_MIN,       /* the price is below its minimum */
	COUPON_OTHERS,    /* another member's than the order's */
	COUPON_TRY_AGAIN,
	COUPON_FAILED
};

/* What COUPON takes off a price of AMOUNT_FEN in CATEGORY on TODAY ("" = not
 * judged by category); *FEN gets it with COUPON_OK. */
enum coupon_outcome coupon_judge(const struct coupon *coupon, const char *category,
                                 int64_t amount_fen, int32_t today, int64_t *fen);
/* PARTNER uses CODE for its order ORDER_NO of AMOUNT_FEN; *FEN gets what it
 * takes off. Only once, however many ask. */
enum coupon_outcome coupon_use(const struct service_env *env, const char *partner,
                               const char *code, const char *order_no, int64_t amount_fen,
                               int64_t *fen);
/* Gives it back when the order fell through: only the partner that used it, for
 * the same order. Past its day it ends as expired. */
enum coupon_outcome coupon_release(const struct service_env *env, const char *partner,
                                   const char *code, const char *order_no);
/* The same inside a caller's transaction that holds the member's account: an
 * order's coupon_codes. Locks the coupon; CATEGORY as in coupon_judge().
 * *OUTCOME is told with DB_OK; other answers end the transaction. */
enum db coupon_take(struct database *db, void *mem, uint64_t member_id, const char *code,
                    const char *partner, const char *order_no, const char *category,
                    int64_t amount_fen, int64_t now, enum coupon_outcome *outcome, int64_t *fen)
	__attribute__((warn_unused_result));
/* At a counter, with the voucher in hand: the same, and a partner's own voucher is
 * taken at its value; an amount without a minimum needs no bill (AMOUNT_FEN 0). */
enum coupon_outcome coupon_judge_hand(const struct coupon *coupon, int64_t amount_fen,
                                      int32_t today, int64_t *fen);
enum db coupon_take_hand(struct database *db, void *mem, uint64_t member_id, const char *code,
                         const char *partner, const char *ref, int64_t amount_fen, int64_t now,
                         enum coupon_outcome *outcome, int64_t *fen)
	__attribute__((warn_unused_result));
/* And gives it back inside a transaction (a refund's): *FEN is what it had taken
 * off. COUPON_REPEATED: it was given back before, *FEN is 0. */
enum db coupon_give_back(struct database *db, void *mem, uint64_t member_id, const char *code,
                         const char *partner, const char *order_no, int64_t now,
                         enum coupon_outcome *outcome, int64_t *fen)
	__attribute__((warn_unused_result));
/* Inside a caller's transaction that holds the member's account: makes a coupon.
 * With code NULL a fresh code of ours is made (claimed first; tried again on a
 * clash) and filled in on MEM; a code given (a partner's voucher) is claimed as
 * it is: DB_DUP when it is taken (vouchers of two suppliers may share one).
 * The state becomes issued. */
enum db coupon_issue(struct database *db, void *mem, struct coupon *coupon)
	__attribute__((warn_unused_result));

#endif
