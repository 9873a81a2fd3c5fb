/* Points that staff add, take or forgive, with a reason that the member reads;
 * above a ceiling a second person signs first. */
#ifndef SERVICE_ADJUST_H
#define SERVICE_ADJUST_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"
#include "service/env.h"
#include "store/adjust.h"

#define ADJUST_CEILING 5000 /* points, where the setting Adjust.Ceiling says nothing */

enum adjust_outcome {
	ADJUST_GIVEN,
	ADJUST_ASKED,   /* above the ceiling: a second person is asked */
	ADJUST_REFUSED, /* the second person said no */
	ADJUST_SHORT,   /* fewer points there than are to be taken */
	ADJUST_NO_DEBT, /* less is owed than is to be forgiven */
	ADJUST_SAME,    /* whoever asked cannot sign as well */
	ADJUST_SETTLED, /* it was signed or refused already, or the form had its effect */
	ADJUST_CLOSED,  /* the account is merged or deleted: only refusing is left */
	ADJUST_UNKNOWN, /* no such member or adjustment */
	ADJUST_TRY_AGAIN,
	ADJUST_FAILED
};

struct adjust_asked {
	uint64_t member_id, staff_id;
	const char *kind;    /* add, take or forgive */
	int64_t points;      /* > 0 */
	const char *reason;  /* 1 to ADJUST_REASON characters */
	const char *form_id; /* the same form books once; NULL = none */
};

/* The most points of one member in one day that need no second signature: the setting
 * Adjust.Ceiling. What was given on one signature since midnight counts along, so
 * that a large sum in small parts is signed by two as well. */
int64_t adjust_ceiling(const struct config *config);
/* Books the points, or asks for the second signature; the same form answers
 * ADJUST_SETTLED. Entry, notice and log in one commit. */
enum adjust_outcome adjust_ask(const struct service_env *env, const struct plan_book *plans,
                               const struct adjust_asked *asked);
/* The second signature: GRANT books the points. Refused can be always. */
enum adjust_outcome adjust_sign(const struct service_env *env, const struct plan_book *plans,
                                uint64_t signer_id, const char *adjust_no, bool grant);

#endif
