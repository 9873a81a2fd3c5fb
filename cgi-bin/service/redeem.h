/* Redemptions of catalogue items: each call is one transaction in the order
 * account -> stock (or departure) -> code (RULINGS 22), retried whole. */
#ifndef SERVICE_REDEEM_H
#define SERVICE_REDEEM_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/redeem.h"
#include "service/env.h"
#include "store/db.h"

#define REDEEM_COUNTER "counter:" /* before the reference: who took a one-time code */

/* What a member asks for. Texts are "" where the item needs none. */
struct redeem_asked {
	uint64_t member_id, person_id;
	const char *item;
	int64_t quantity;
	int64_t shown_cost;  /* of one, as the page showed it; -1 = not compared (staff) */
	const char *form_id; /* the same form has one effect */
	const char *recipient, *phone, *address;
	int32_t departs_on;  /* trips; else DAY_NONE */
	const char *travellers, *flyer_no;
	uint64_t staff_id;   /* 0 = the member's own hand */
	const uint8_t *pay_code; /* staff: hash of the one-time code the person gave; taken
	                          * with the redemption (NULL: staff on their own) */
	const char *clerk;   /* staff with a code: their name, kept for the member */
};

struct redeem_answer {
	enum redeem_outcome outcome;
	char redemption_no[16];  /* REDEEM_OK: also when the form had its effect before */
	bool repeated;           /* the form had its effect before */
	int64_t cost_points;     /* in all */
	int64_t available;       /* afterwards */
	int64_t opens;           /* REDEEM_NOT_YET */
	int64_t cost_now;        /* REDEEM_PRICE: of one, as it is now */
	int64_t left;            /* REDEEM_SOLD_OUT: what is left */
	char *code;              /* of the coupon or voucher issued; NULL: none (on env->mem) */
};

enum redeem_result {
	REDEEM_ANSWERED,  /* the answer's outcome says what happened */
	REDEEM_UNKNOWN,   /* no such item (or draft), or no such member */
	REDEEM_TRY_AGAIN, /* locks stayed busy or the database is down: 503 */
	REDEEM_FAILED     /* logged: 500 */
};

/* Takes the points and makes the redemption, its coupon, its code: all or
 * nothing. A refusal changes nothing and does not use the form. */
enum redeem_result redeem_item(const struct service_env *env, const struct plan_book *plans,
                               const struct redeem_asked *asked, struct redeem_answer *answer);

/* What can happen to a redemption afterwards. */
enum redeem_step {
	STEP_CANCEL = 1, /* by the member, while it is placed (or approved and not shipped; an unused coupon) */
	STEP_APPROVE,    /* staff: placed -> approved */
	STEP_SHIP,       /* staff: placed or approved -> shipped, with carrier and number */
	STEP_ISSUE,      /* staff: carried out -> issued (service, trip, miles) */
	STEP_DONE,       /* member or staff: shipped or issued -> done */
	STEP_REJECT,     /* staff, with a reason: points back to the same lots */
	STEP_COMPANY,    /* staff, with a reason: the company cancels; points live 30 more days */
	STEP_NUMBER      /* staff: a shipped one's carrier and number, late or put right */
};

enum step_outcome {
	STEP_OK,
	STEP_REPEATED,  /* it is in that state already: nothing changes */
	STEP_TOO_LATE,  /* its state does not allow it (any more) */
	STEP_USED,      /* its coupon has been used */
	STEP_NO_REASON, /* a reason (or, to ship, nothing else) is missing */
	STEP_UNKNOWN,
	STEP_TRY_AGAIN,
	STEP_FAILED
};

struct step_asked {
	uint64_t member_id;
	const char *redemption_no;
	enum redeem_step step;
	const char *reason, *carrier, *tracking_no;
	uint64_t staff_id; /* 0 = the member */
};

/* Moves a redemption on; AVAILABLE (may be NULL) gets the member's points
 * afterwards. Tells the member by notice (outbox) where staff did it. */
enum step_outcome redemption_step(const struct service_env *env, const struct plan_book *plans,
                                  const struct step_asked *asked, int64_t *available);
/* The member rates what came: SCORE 1-5, TEXT up to 500 characters; only once
 * shipped, issued or done, again and again until 90 days after. A low score opens a
 * call-back (service/contact.h). */
enum step_outcome redemption_rate(const struct service_env *env, uint64_t member_id,
                                  const char *redemption_no, int64_t score, const char *text);

#endif
