/* What can happen to an order: booked, completed, moved, refunded. Each call
 * is one transaction (order row, then account), retried whole on deadlock. */
#ifndef SERVICE_ORDER_H
#define SERVICE_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "rule/ledger.h"
#include "rule/pay.h"
#include "service/coupon.h"
#include "store/db.h"
#include "store/payment.h"
#include "store/person.h"

#define ORDER_COUPONS 8 /* coupons an order may use */

/* Parsed fields of an order: instants as UTC, member resolved, defaults
 * filled ("" for absent texts). Two requests with equal facts are "the same". */
struct order_facts {
	const char *partner;  /* who sends it: orders are keyed (partner, order_no) */
	const char *order_no; /* [A-Za-z0-9._-]{1,64}, checked by the caller */
	uint64_t member_id;
	const char *category;
	const char *products; /* comma-separated codes, "" = none */
	const char *branch, *destination, *guide, *payer;
	int64_t paid_fen;     /* money received, 0 … 10^12 */
	int64_t eligible_fen; /* of it what earns; paid_fen when the request has none */
	int64_t paid_at;
	bool completed;
	int64_t completed_at; /* INSTANT_NONE unless completed */
	int32_t travel_end;   /* DAY_NONE = unknown */
	int64_t pay_points;   /* points that pay a part of the price; 0 = none */
	uint8_t pay_code[SHA256_BYTES]; /* hash of the code that allows it (pay_code_hash()) */
	const char *coupons[ORDER_COUPONS]; /* codes, clean, rising, none twice */
	int n_coupons;
	const struct person *told; /* who made the code, and is told; NULL = nobody */
	bool dry_run;         /* answer as if booked, but book nothing */
};

enum order_outcome {
	ORDER_DONE,      /* booked: 201 (refund) or 200 */
	ORDER_REPEATED,  /* the same again: the first answer, nothing changes: 200 */
	ORDER_CONFLICT,  /* the same key with other content: 409 */
	ORDER_PARKED,    /* its order is not known yet: 202 */
	ORDER_UNKNOWN,   /* order_find: no such order: 404 */
	ORDER_TOO_MUCH,  /* refund beyond what remains paid: 422 */
	ORDER_NOTHING,   /* a refund of 0 for an order that cost something: 422 */
	ORDER_ENDED,     /* refunded whole, or completed already at another time: 409 */
	ORDER_FUTURE,    /* an instant more than 5 minutes ahead: 422 */
	ORDER_BEFORE,    /* completed before it was paid: 422 */
	ORDER_PAY_CODE,  /* the code is not this member's, used or over: 422 */
	ORDER_PAY_STEPS, /* not a number of points the plan or the price allows: 422;
	                  * the answer's most says how many */
	ORDER_PAY_SHORT, /* the member has fewer points, or owes some: 422 */
	ORDER_PAY_STOPPED, /* staff have stopped all spending for now: 422 */
	ORDER_COUPON,    /* a coupon is refused: 422; the answer says which and why */
	ORDER_BACK_POINTS, /* a refund names more points than are left: 422 */
	ORDER_BACK_COUPON, /* a refund names a coupon that is not the order's: 422 */
	ORDER_TRY_AGAIN, /* locks stayed busy, or the database is down: 503 */
	ORDER_FAILED     /* anything else; logged: 500 */
};

/* One refund of an order, as booked or parked. */
struct order_refund_row {
	char *refund_no;
	int64_t amount_fen, refunded_at, points_taken;
	bool parked;
	char *note; /* "" or e.g. "cut" */
	int64_t points;  /* points paid with: given back, or, parked, named */
	char *coupons;   /* coupons likewise, comma-separated; "" */
};

/* What the caller answers with. Texts are made on the caller's MEM. */
struct order_answer {
	struct ledger_order order; /* as it stands now; order.points = priced total */
	struct pricing pricing;    /* the receipt's lines at booking */
	int64_t points, held;      /* priced total; of it under review */
	int64_t points_taken;      /* refund: reversed, including what became debt */
	int64_t debt;              /* the member's debt afterwards */
	uint64_t member_id;
	int64_t available, pending, member_held, lifetime; /* the member's, afterwards */
	char tier[PLAN_CODE];      /* the member's, afterwards */
	char *stored;              /* the first answer of order_book as it was stored, or NULL */
	int n_refunds;             /* order_find only */
	struct order_refund_row *refunds;
	int n_payments;            /* what was not paid in money */
	const struct payment *payments;
	int64_t back_points;       /* refund: points paid with that came back */
	const char *back_coupons;  /* refund: coupons that came back, comma-separated; "" */
	struct pay_most most;      /* ORDER_PAY_STEPS, ORDER_PAY_SHORT: what is allowed */
	int refused_coupon;        /* ORDER_COUPON: index in the facts */
	enum coupon_outcome coupon_outcome;
};

/* What a refund gives back. */
struct order_refund {
	const char *refund_no;
	int64_t amount_fen;   /* money; 0 only for a ¥0 order, which it cancels whole */
	int64_t refunded_at;
	int64_t points;       /* names points paid with; 0 = none but with the last refund */
	const char *coupon;   /* names a coupon; "" or NULL likewise */
};

/* Renders the JSON answer to a fresh order; it is stored in the order's own
 * transaction and replayed to repeats. On MEM; NULL = the transaction fails. */
typedef char *(*order_render)(void *mem, const struct order_answer *answer);

/* Books an order and the parked events that wait for it. RENDER may be NULL.
 * ORDER_DONE and ORDER_REPEATED both fill ANSWER; .stored is the answer as
 * first stored. A refused order changes nothing and does not use its number. */
enum order_outcome order_book(struct database *db, const struct plan_book *plans, void *mem,
                              const struct order_facts *facts, order_render render,
                              struct order_answer *answer);
/* The trip was taken at COMPLETED_AT: points become available. */
enum order_outcome order_complete(struct database *db, const struct plan_book *plans, void *mem,
                                  const char *partner, const char *order_no, int64_t completed_at,
                                  struct order_answer *answer);
/* The trip now ends on TRAVEL_END. ORDER_ENDED once completed or refunded whole. */
enum order_outcome order_move(struct database *db, const struct plan_book *plans, void *mem,
                              const char *partner, const char *order_no, int32_t travel_end,
                              struct order_answer *answer);
/* AMOUNT_FEN went back; 0 only for a ¥0 order, which it cancels whole. */
enum order_outcome order_refund(struct database *db, const struct plan_book *plans, void *mem,
                                const char *partner, const char *order_no, const char *refund_no,
                                int64_t amount_fen, int64_t refunded_at,
                                struct order_answer *answer);
/* The same with what it names besides money. The refund that gives back the
 * last of the money gives back all points and coupons too (RULINGS 2). */
enum order_outcome order_refund_naming(struct database *db, const struct plan_book *plans,
                                       void *mem, const char *partner, const char *order_no,
                                       const struct order_refund *refund,
                                       struct order_answer *answer);
/* Gives back a coupon that PARTNER used for ORDER_NO (coupon_use()), as
 * coupon_release() does. COUPON_USED also where the order was paid with it: a
 * refund gives it back. */
enum coupon_outcome order_release_coupon(const struct service_env *env, const char *partner,
                                         const char *code, const char *order_no);
/* An order as it stands with its lines and refunds (for GET): ORDER_DONE,
 * ORDER_UNKNOWN, ORDER_TRY_AGAIN or ORDER_FAILED. Locks nothing. */
enum order_outcome order_find(struct database *db, const struct plan_book *plans, void *mem,
                              const char *partner, const char *order_no,
                              struct order_answer *answer);

/* Whether an order of PARTNER booked on DAY would earn nothing under PLAN, as its budget is
 * used up and ends earning. Outside transactions: an order may come in between. */
enum db order_budget_over(struct database *db, const struct plan *plan, const char *partner,
                          int32_t day, bool *over) __attribute__((warn_unused_result));

#endif
