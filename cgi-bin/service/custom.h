/* Custom trips: a member whose tier has the benefit asks; the personal adviser,
 * else the desk, proposes, books and closes, with messages both ways. Each step is
 * one transaction with its row, its notice and, by staff, its line in the log. */
#ifndef SERVICE_CUSTOM_H
#define SERVICE_CUSTOM_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"
#include "service/env.h"
#include "store/custom.h"

#define CUSTOM_BENEFIT "custom_trips" /* the plan's benefit row */
#define CUSTOM_OPEN_MAX 5             /* a member's that may be open at once */
#define CUSTOM_PEOPLE_MAX 500

enum custom_outcome {
	CUSTOM_OK,
	CUSTOM_TIER,     /* the member's tier does not have it */
	CUSTOM_MANY,     /* CUSTOM_OPEN_MAX are open */
	CUSTOM_LACKS,    /* the step needs words */
	CUSTOM_TOO_LATE, /* its state does not allow it (any more): nothing changes */
	CUSTOM_NO_ORDER, /* the member has no such order */
	CUSTOM_UNKNOWN,
	CUSTOM_TRY_AGAIN,
	CUSTOM_FAILED
};

/* What is asked for. Texts are never NULL. */
struct custom_new {
	uint64_t member_id;
	const char *destination, *period; /* both with words */
	int64_t people, budget_fen;       /* budget 0 = open */
	const char *wishes;               /* "" = none */
};

/* The benefit's row for members of KIND that needs the lowest tier; NULL: the plan
 * has none. */
const struct plan_benefit *custom_benefit(const struct plan *plan, const char *kind);
/* Whether a member of TIER and KIND may ask. */
bool custom_open(const struct plan *plan, const char *tier, const char *kind);
/* The instant by which an answer to what comes in at FROM is promised: two working
 * days. */
int64_t custom_promise(const struct plan *plan, int64_t from);

/* Files the request; TRIP_NO gets the reference. FORM_ID: the same form has one
 * effect and gives the same reference again ("" = none). */
enum custom_outcome custom_ask(const struct service_env *env, const struct plan_book *plans,
                               const struct custom_new *what, const char *form_id,
                               char trip_no[CUSTOM_NO]);

enum custom_act {
	CUSTOM_TAKE = 1, /* staff: becomes its owner, as with any step but a note where it is
	                  * nobody's or its owner is blocked */
	CUSTOM_MESSAGE,  /* both, with words */
	CUSTOM_NOTE,     /* staff, with words: among staff only */
	CUSTOM_PROPOSE,  /* staff, with words: asked, proposed -> proposed */
	CUSTOM_BOOK,     /* staff: proposed -> booked */
	CUSTOM_CLOSE,    /* staff: booked -> closed */
	CUSTOM_DECLINE,  /* staff, with the reason: asked, proposed -> declined */
	CUSTOM_AGREE,    /* member: proposed, the adviser books */
	CUSTOM_WITHDRAW  /* member: asked, proposed -> withdrawn */
};

struct custom_asked {
	uint64_t member_id;
	const char *trip_no;
	enum custom_act act;
	const char *text;  /* "" = none; a reason: up to CUSTOM_REASON, else CUSTOM_TEXT */
	uint64_t staff_id; /* 0 = the member */
};

/* Takes the step. */
enum custom_outcome custom_act(const struct service_env *env, const struct plan_book *plans,
                               const struct custom_asked *asked);
/* Whether the act is open to staff (or, MEMBER, to its member) in the trip's state. */
bool custom_may(const struct custom_row *row, enum custom_act act, bool member);
/* Notes that the trip led to ORDER_NO, one of the member's orders; again has no
 * further effect. */
enum custom_outcome custom_order_note(const struct service_env *env, uint64_t staff_id,
                                      uint64_t member_id, const char *trip_no,
                                      const char *order_no);

#endif
