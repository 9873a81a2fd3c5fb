/* SQL of coupons and vouchers of members. A code leads to its member through
 * the look-up table coupon_code, which is claimed first (RULINGS 26). */
#ifndef STORE_COUPON_H
#define STORE_COUPON_H

#include <stdint.h>

#include "store/db.h"

enum coupon_kind {
	COUPON_KIND_AMOUNT = 1, /* so many fen off */
	COUPON_KIND_PERCENT,    /* basis points off, up to a ceiling */
	COUPON_KIND_VOUCHER     /* a partner's own: used at the partner's, not with us */
};

enum coupon_state {
	COUPON_STATE_ISSUED = 1,
	COUPON_STATE_USED,
	COUPON_STATE_EXPIRED,
	COUPON_STATE_CANCELLED
};

/* One coupon as stored. Texts are never NULL when read; when written, NULL
 * counts as "". */
struct coupon {
	uint64_t member_id;
	const char *code;          /* without blanks and hyphens */
	const char *redemption_no; /* "" = a gift */
	const char *source;        /* redemption, birthday, draw or staff */
	enum coupon_kind kind;
	const char *item;          /* catalogue item it came from; "" = none */
	const char *name, *name_en;
	int64_t fen;               /* amount: what it is worth */
	int64_t percent_bp;        /* percent: basis points off the price */
	int64_t ceiling_fen;       /* percent: most it takes off; 0 = no ceiling */
	int64_t min_fen;           /* least price it can be used on */
	const char *categories;    /* comma-separated; "" = all */
	int64_t points;            /* points paid for it */
	enum coupon_state state;
	int64_t issued_at;
	int32_t expires_on;        /* last usable day; DAY_NEVER = no end */
	int64_t used_at;           /* INSTANT_NONE = not */
	const char *used_by, *used_order; /* partner and order; "" = not used */
	int64_t used_fen;          /* what it took off */
};

/* "amount", "percent", "voucher". */
const char *coupon_kind_word(enum coupon_kind kind);
/* "issued", "used", "expired", "cancelled": as stored. */
const char *coupon_state_word(enum coupon_state state);
/* The state as it is on TODAY: an issued one past its day is expired, whether
 * or not the nightly job has been there. */
enum coupon_state coupon_state_on(const struct coupon *coupon, int32_t today);

/* Claims CODE for the member. DB_DUP: it is taken. Part of a transaction. */
enum db coupon_claim(struct database *db, const char *code, uint64_t member_id)
	__attribute__((warn_unused_result));
/* Inserts COUPON, whose code was claimed. Part of a transaction. */
enum db coupon_add(struct database *db, const struct coupon *coupon)
	__attribute__((warn_unused_result));
/* Whose CODE is. No lock: before a transaction only. DB_NONE: nobody's. */
enum db coupon_owner(struct database *db, const char *code, uint64_t *member_id)
	__attribute__((warn_unused_result));
/* The member's coupon CODE; texts on MEM. DB_NONE: not this member's. */
enum db coupon_read(struct database *db, void *mem, uint64_t member_id, const char *code,
                    struct coupon *out) __attribute__((warn_unused_result));
/* The same, locking the row; in a transaction, behind the account (and stock). */
enum db coupon_lock(struct database *db, void *mem, uint64_t member_id, const char *code,
                    struct coupon *out) __attribute__((warn_unused_result));
/* What redemption REDEMPTION_NO issued, in order of the codes: an array of *N
 * (0: it issued none) on MEM. */
enum db coupon_of_redemption(struct database *db, void *mem, uint64_t member_id,
                             const char *redemption_no, struct coupon **out, int *n)
	__attribute__((warn_unused_result));
/* The member's coupons: usable first (soonest end first), then the others,
 * latest first; at most LIMIT. An array of *N on MEM. */
enum db coupon_list(struct database *db, void *mem, uint64_t member_id, int32_t today,
                    int64_t limit, struct coupon **out, int *n)
	__attribute__((warn_unused_result));
/* Writes that the locked coupon was used. */
enum db coupon_mark_used(struct database *db, uint64_t member_id, const char *code, int64_t at,
                         const char *partner, const char *order_no, int64_t fen)
	__attribute__((warn_unused_result));
/* Writes another state of the locked coupon. Who used it last stays, so that
 * giving it back twice is known for what it is. */
enum db coupon_mark(struct database *db, uint64_t member_id, const char *code,
                    enum coupon_state state) __attribute__((warn_unused_result));
/* Keeps that PARTNER took the locked coupon for ORDER_NO, or gave it BACK: FEN is what
 * it takes, or took, off. */
enum db coupon_use_add(struct database *db, uint64_t member_id, const char *code, int64_t at,
                       const char *partner, const char *order_no, bool back, int64_t fen)
	__attribute__((warn_unused_result));
/* The name of the partner that used it, on MEM. DB_NONE: there is no such. */
enum db coupon_user(struct database *db, void *mem, const char *partner, char **name)
	__attribute__((warn_unused_result));
/* Nightly: members above AFTER with issued coupons whose last day lies before
 * TODAY, in order, at most LIMIT. An array of *N on MEM. */
enum db coupon_due(struct database *db, void *mem, int32_t today, uint64_t after, int64_t limit,
                   uint64_t **out, int *n) __attribute__((warn_unused_result));
/* Marks the member's issued coupons whose last day lies before TODAY expired;
 * db_affected() tells how many. */
enum db coupon_expire(struct database *db, uint64_t member_id, int32_t today)
	__attribute__((warn_unused_result));

#endif
