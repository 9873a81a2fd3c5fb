/* Tasks: what members do for points beside travelling. Staff define them as
 * data; each participation pays once, from the same ledger. */
#ifndef SERVICE_TASK_H
#define SERVICE_TASK_H

#include "service/env.h"
#include "store/task.h"
#include "rule/plan.h"

enum task_outcome {
	TASK_OK,      /* paid */
	TASK_WAITS,   /* sent in: staff look at it */
	TASK_CLOSED,  /* not open today */
	TASK_LIMIT,   /* done as often as it may be */
	TASK_SPENT,   /* its budget is used up */
	TASK_WRONG,   /* a wrong word, or too few right answers */
	TASK_SLOW,    /* too many wrong tries: heard again after a while */
	TASK_UNKNOWN, /* or judged already */
	TASK_TRY_AGAIN,
	TASK_FAILED
};

#define TASK_TEXT_MAX 1000
#define TASK_TOKEN 23 /* of a shared link, with the NUL */

/* Tells that the member did something that tasks of KIND ("profile",
 * "newsletter", "checkin") reward; REF (lower-case ASCII, at most 40) makes it
 * count once. For other services, inside their transaction: it only adds a row,
 * `pointsctl effects` pays within seconds. Where no such task is open it has no
 * effect. A repeat is DB_OK. */
enum db task_signal(struct database *db, uint64_t member_id, const char *kind, const char *ref,
                    int64_t now) __attribute__((warn_unused_result));

/* The member takes part in TASK: a review's or report's TEXT goes to staff, a
 * right code or enough right answers pay at once (*POINTS). */
enum task_outcome task_take(const struct service_env *env, const struct plan_book *plans,
                            uint64_t member_id, const struct task *task, const char *text,
                            int64_t *points);
/* Staff judge what waits: paid or refused, with words for the member. */
enum task_outcome task_judge(const struct service_env *env, const struct plan_book *plans,
                             uint64_t staff_id, uint64_t member_id, uint64_t task_id, int64_t n,
                             bool pay, const char *note);
/* The member's own link of a task of kind share; made on first use. */
enum db task_link(const struct service_env *env, uint64_t member_id, uint64_t task_id,
                  char token[TASK_TOKEN]) __attribute__((warn_unused_result));
/* Somebody at env->client confirms a visit by a shared link. DB_NONE: no such
 * link. The same network counts once. */
enum db task_visit(const struct service_env *env, const char *token, struct task *task)
	__attribute__((warn_unused_result));
/* Applies what waits of task_signal(): *DONE counts. */
enum db task_signals(const struct service_env *env, const struct plan_book *plans, int64_t *done)
	__attribute__((warn_unused_result));
/* Rewards the most active members of the months that ended after DONE_ON
 * (DAY_NONE: of last month only) and by ON; once each. */
enum db task_active(const struct service_env *env, const struct plan_book *plans, int32_t done_on,
                    int32_t on, int64_t *paid) __attribute__((warn_unused_result));

#endif
