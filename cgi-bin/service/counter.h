/* Staff redeem for a member who stands at the counter and gives the one-time code
 * from /pay. The code says whose points they are; nothing of the member is told
 * before it was taken. */
#ifndef SERVICE_COUNTER_H
#define SERVICE_COUNTER_H

#include "service/redeem.h"

struct counter_asked {
	uint64_t staff_id;
	const char *clerk;    /* their name, kept for the member */
	const char *code;     /* as typed */
	const char *form_id;  /* the same form has one effect */
	const char *item;
	int64_t quantity;
	const char *recipient, *phone, *address; /* "" = handed over at the counter */
};

enum counter_outcome {
	COUNTER_ANSWERED, /* the answer's outcome says what happened */
	COUNTER_CODE,     /* no such code, or it is used or over: counted as a wrong one */
	COUNTER_WAIT,     /* too many wrong codes: *WAIT_S */
	COUNTER_UNKNOWN,  /* no such item */
	COUNTER_TRY_AGAIN,
	COUNTER_FAILED
};

/* Redeems; ANSWER->redemption_no with REDEEM_OK, again when the form is sent again. */
enum counter_outcome counter_redeem(const struct service_env *env, const struct plan_book *plans,
                                    const struct counter_asked *asked, struct redeem_answer *answer,
                                    int64_t *wait_s);

#endif
