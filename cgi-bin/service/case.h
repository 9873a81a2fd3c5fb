/* Cases: complaints go through six steps with their clocks (received,
 * classified, investigating, proposed, executed, closed), questions and
 * suggestions are plain threads. Each step is one transaction with its row, its
 * notice and, by staff, its line in the log. */
#ifndef SERVICE_CASE_H
#define SERVICE_CASE_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"
#include "service/env.h"
#include "store/case.h"

#define CASE_OPEN_MAX 20      /* a member's cases that may be open at once */
#define CASE_REOPEN_DAYS 30   /* after closing, a case may be opened again */
#define CASE_PICTURES_MAX 6   /* of one case */

enum case_outcome {
	CASE_OK,
	CASE_MANY,     /* CASE_OPEN_MAX are open, or CASE_PICTURES_MAX pictures are there */
	CASE_LACKS,    /* the step needs words, a class, a department or a cause */
	CASE_TOO_LATE, /* its state does not allow it (any more): nothing changes */
	CASE_UNKNOWN,
	CASE_TRY_AGAIN,
	CASE_FAILED
};

/* What is filed. Texts are never NULL; "" where there is none. */
struct case_new {
	uint64_t member_id;
	const char *kind;             /* complaint, question or suggestion */
	const char *class;            /* service, product, price or other */
	const char *source;           /* member, caller or survey */
	const char *source_ref;       /* ids only */
	const char *partner;          /* of the order, where it is known */
	const char *order_no;         /* as given */
	const char *category, *branch; /* of that order, read before the transaction */
	const char *text;             /* up to CASE_TEXT characters */
	uint64_t staff_id;            /* who files for a caller; 0 = nobody */
};

/* Opens a complaint INSIDE THE CALLER'S TRANSACTION: the case with its clocks by
 * the plan's working calendar, its first step, and the notice. WHAT's kind is
 * taken as complaint. Locks the member's account (after order rows, before draw,
 * stock and code). CASE_NO gets the reference. DB_NONE: no such member; anything
 * but DB_OK must end the transaction. Needs SELECT, UPDATE (a lock) on account and
 * SELECT, INSERT on service_case, case_step and notice. */
enum db case_open_complaint(const struct service_env *env, const struct plan_book *plans,
                            const struct case_new *what, char case_no[CASE_NO])
	__attribute__((warn_unused_result));

/* Files a case of any kind in a transaction of its own. FORM_ID: the same form
 * has one effect and gives the same reference again (NULL = none). */
enum case_outcome case_file(const struct service_env *env, const struct plan_book *plans,
                            const struct case_new *what, const char *form_id,
                            char case_no[CASE_NO]);

/* What can happen to a case. Complaints take the six steps; threads know reply,
 * close and, by the member, reply and reopen. */
enum case_act {
	CASE_CLASSIFY = 1, /* staff: class, department, owner; again at any time */
	CASE_INVESTIGATE,  /* staff: classified -> investigating */
	CASE_PROPOSE,      /* staff, with words: the written answer -> proposed */
	CASE_AGREED,       /* staff, with words: the member accepted on the telephone */
	CASE_EXECUTE,      /* staff, with words: accepted (or long proposed) -> executed */
	CASE_CLOSE,        /* staff: executed and followed up -> closed, with a cause; threads: answered */
	CASE_REPLY,        /* both, with words; of a thread its answer */
	CASE_NOTE,         /* staff, with words: among staff only */
	CASE_ACCEPT,       /* member: proposed -> accepted */
	CASE_REOPEN        /* member, with words: proposed, executed or closed (up to
	                    * CASE_REOPEN_DAYS) -> investigating; threads -> received */
};

struct case_asked {
	uint64_t member_id;
	const char *case_no;
	enum case_act act;
	const char *text;     /* up to CASE_TEXT; "" = none */
	uint64_t staff_id;    /* 0 = the member */
	const char *class, *department; /* CASE_CLASSIFY */
	uint64_t owner_id;    /* CASE_CLASSIFY: 0 = STAFF_ID */
	const char *cause;    /* CASE_CLOSE of a complaint */
	const char *outcome;  /* what may stand on the survey's page; "" = as it is */
};

/* Takes the step: its row, the case's state and clock, the member's notice and the
 * staff's log in one commit. */
enum case_outcome case_act(const struct service_env *env, const struct plan_book *plans,
                           const struct case_asked *asked);
/* Whether the act is open to staff (or, MEMBER, to its member) in the case's state:
 * which buttons a page shows. */
bool case_may(const struct case_row *row, enum case_act act, bool member, int64_t now);
/* Whether the case is a complaint, with the six steps. */
bool case_is_complaint(const struct case_row *row);
/* The member rates a closed (or executed) case: 1 to 5, again and again. */
enum case_outcome case_rate(const struct service_env *env, uint64_t member_id,
                            const char *case_no, int64_t rating, const char *text);
/* Adds a picture (as checked and written anew) to an open case. STAFF_ID 0: the
 * member's own. */
enum case_outcome case_picture(const struct service_env *env, uint64_t member_id,
                               const char *case_no, const struct picture_row *picture,
                               uint64_t staff_id);

#endif
