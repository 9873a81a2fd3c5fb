/* What the jobs do for tasks: signals of other services, and the rewards for the
 * most active of a month. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/task_private.h"

#define MONTHS_MAX 12 /* missed months that are caught up */

/* Whether a signal with REF is for TASK. */
static bool is_for(const struct task *task, const char *ref)
{
	if (strcmp(task->kind, "share") == 0)
		return strtoull(ref, NULL, 10) == task->task_id;
	if (strcmp(task->kind, "checkin") == 0)
		return task->code[0] == '\0' || strcmp(task->code, ref) == 0;
	return true;
}

static enum db signal_work(struct database *db, void *arg)
{
	struct task_work *w = arg;
	enum db got = task_begin(db, w);

	if (got == DB_OK)
		got = task_signal_end(db, w->signal_id, w->member_id);
	for (int i = 0; got == DB_OK && i < w->n_tasks; i++) {
		int64_t before = w->points;

		if (!is_for(&w->tasks[i], w->text))
			continue;
		got = task_grant(w, &w->tasks[i], false);
		if (got == DB_OK)
			got = task_tell(w, "task_paid", &w->tasks[i], (int64_t)w->signal_id,
			                w->points - before);
		else if (got == DB_NONE)
			got = DB_OK; /* closed, at its limit or out of budget */
	}
	if (got == DB_OK && w->points > 0)
		got = books_save(&w->books);
	w->outcome = TASK_OK;
	return got;
}

static enum task_outcome apply(const struct service_env *env, const struct plan_book *plans,
                               const struct task_signal_row *s)
{
	struct task *tasks, *bonuses;
	struct task_work w = {.plans = plans, .member_id = s->member_id, .signal_id = s->signal_id,
	                      .text = s->ref};

	if (task_of_kind(env->db, env->mem, s->kind, &tasks, &w.n_tasks) != DB_OK ||
	    task_of_kind(env->db, env->mem, "bonus", &bonuses, &w.n_bonuses) != DB_OK)
		return TASK_TRY_AGAIN;
	w.tasks = tasks;
	w.bonuses = bonuses;
	return task_run(env, signal_work, &w);
}

enum db task_signals(const struct service_env *env, const struct plan_book *plans, int64_t *done)
{
	struct task_signal_row *rows;
	enum db got = DB_OK;
	uint64_t after = 0;
	int n = 1, failed = 0;

	*done = 0;
	while (got == DB_OK && n > 0) {
		void *mem = talloc_new(env->mem);
		struct service_env own = *env;

		own.mem = mem;
		got = task_signal_list(env->db, mem, after, &rows, &n);
		for (int i = 0; got == DB_OK && i < n && !db_is_down(env->db); i++) {
			enum task_outcome outcome = apply(&own, plans, &rows[i]);

			after = rows[i].signal_id;
			*done += outcome == TASK_OK;
			failed += outcome == TASK_TRY_AGAIN || outcome == TASK_FAILED;
		}
		talloc_free(mem);
		if (db_is_down(env->db))
			return DB_FAIL;
	}
	return failed ? DB_FAIL : got;
}

static enum db reward_work(struct database *db, void *arg)
{
	static char paid[] = "paid", empty[] = "";
	struct task_work *w = arg;
	struct task_done row = {.member_id = w->member_id, .task_id = w->tasks->task_id,
	                        .n = w->month, .state = paid, .points = w->tasks->points,
	                        .text = empty, .made_at = w->env->now, .paid_at = w->env->now};
	enum db got = task_begin(db, w);

	w->outcome = TASK_LIMIT;
	if (got == DB_OK)
		got = task_done_add(db, &row);
	if (got == DB_DUP)
		return DB_NONE; /* an earlier run paid this one */
	if (got == DB_OK)
		got = task_credit(w, w->tasks, w->month);
	if (got == DB_OK)
		got = books_save(&w->books);
	if (got == DB_OK)
		got = task_tell(w, "task_active", w->tasks, w->month, w->tasks->points);
	w->outcome = got == DB_OK ? TASK_OK : w->outcome;
	return got;
}

/* Pays the most active of the month that begins on FIRST; noted when all are. */
static enum db reward_month(const struct service_env *env, const struct plan_book *plans,
                            const struct task *task, int32_t first, int64_t *paid)
{
	struct civil date = civil_of(first);
	int64_t month = date.year * 100 + date.month;
	uint64_t *members;
	int n;
	enum db got = task_month_known(env->db, task->task_id, month);

	if (got != DB_NONE)
		return got;
	got = task_most_active(env->db, env->mem, day_start(first),
	                       day_start(day_add_months(first, 1)), task->need, &members, &n);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct task_work w = {.plans = plans, .member_id = members[i], .tasks = task,
		                      .n_tasks = 1, .month = month};
		enum task_outcome outcome = task_run(env, reward_work, &w);

		*paid += outcome == TASK_OK;
		if (outcome == TASK_FAILED || outcome == TASK_TRY_AGAIN)
			got = DB_FAIL;
	}
	return got == DB_OK ? task_month_add(env->db, task->task_id, month, env->now) : got;
}

enum db task_active(const struct service_env *env, const struct plan_book *plans, int32_t done_on,
                    int32_t on, int64_t *paid)
{
	struct task *tasks;
	int n;
	struct civil date = civil_of(on);
	enum db got = task_of_kind(env->db, env->mem, "active", &tasks, &n);

	*paid = 0;
	date.day = 1;
	for (int back = MONTHS_MAX; back >= 1; back--) {
		int32_t first = day_add_months(day_from_civil(date), -back);
		int32_t over = day_add_months(first, 1);

		if (done_on == DAY_NONE ? back > 1 : over <= done_on && back > 1)
			continue;
		for (int i = 0; got == DB_OK && i < n; i++)
			if (task_is_open(&tasks[i], on) && over > tasks[i].from_day)
				got = reward_month(env, plans, &tasks[i], first, paid);
	}
	return got;
}
