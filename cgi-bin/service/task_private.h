/* What paying for tasks shares: one member's books and the limits of a task.
 * Only service/task*.c. */
#ifndef SERVICE_TASK_PRIVATE_H
#define SERVICE_TASK_PRIVATE_H

#include "service/books.h"
#include "service/task.h"

/* One transaction in one member's books. */
struct task_work {
	const struct service_env *env;
	const struct plan_book *plans;
	uint64_t member_id;
	const struct task *tasks;  /* take: one; signal: all of its kind; month: the reward */
	int n_tasks;
	const struct task *bonuses; /* open tasks of kind bonus */
	int n_bonuses;
	const char *text;          /* what a review says */
	uint64_t signal_id;        /* signals: its row */
	const struct task_done *judged; /* staff: the row as judged */
	uint64_t staff_id;
	int64_t month;             /* a month's reward: yyyymm */
	struct books books;
	void *mem;                 /* of one try */
	int64_t points;            /* paid so far */
	enum task_outcome outcome;
};

/* Whether TASK is open on DAY. */
bool task_is_open(const struct task *task, int32_t day);
/* Runs WORK, and says what came of it. */
enum task_outcome task_run(const struct service_env *env, db_work work, struct task_work *w);
/* Begins a try: the account locked, its books loaded. */
enum db task_begin(struct database *db, struct task_work *w);
/* Ends without effect, with OUTCOME. */
enum db task_refuse(struct task_work *w, enum task_outcome outcome);
/* Books the points of TASK's Nth time, against its budget. DB_NONE: refused. */
enum db task_credit(struct task_work *w, const struct task *task, int64_t n);
/* One more participation in TASK by its limits, paid (or waiting for staff),
 * with what that completes. DB_NONE: refused. */
enum db task_grant(struct task_work *w, const struct task *task, bool waits);
/* The rewards for so many tasks done that the latest completes. */
enum db task_bonus(struct task_work *w);
/* Posts the notice KIND about TASK's Nth time. */
enum db task_tell(struct task_work *w, const char *kind, const struct task *task, int64_t n,
                  int64_t points);

#endif
