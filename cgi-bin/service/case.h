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
	CASE_TOO_LATE, /* its state does not allow it (any more): nothing changes */
	CASE_BUDGET,   /* goodwill: this month's budget does not reach */
	CASE_SIGNER,   /* goodwill: the second signature must be another person's */
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

#endif
