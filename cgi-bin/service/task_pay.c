#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/referral.h"
#include "service/notice.h"
#include "service/task_private.h"

bool task_is_open(const struct task *task, int32_t day)
{
	return strcmp(task->state, "open") == 0 && day >= task->from_day &&
	       (task->until_day == DAY_NONE || day <= task->until_day);
}

enum task_outcome task_run(const struct service_env *env, db_work work, struct task_work *w)
{
	enum db got;

	w->env = env;
	got = db_transact(env->db, work, w);
	TALLOC_FREE(w->mem);
	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(env->db) ? TASK_TRY_AGAIN : TASK_FAILED;
}

enum db task_begin(struct database *db, struct task_work *w)
{
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = TASK_UNKNOWN;
	w->points = 0;
	got = books_lock(&w->books, db, w->plans, w->mem, w->member_id, w->env->now);
	return got == DB_OK ? books_load(&w->books, w->env->now) : got;
}

enum db task_refuse(struct task_work *w, enum task_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

/* Only a task with a budget is locked: the others have nothing that members
 * would wait for each other for. */
static enum db use_budget(struct task_work *w, const struct task *task)
{
	struct task now;
	enum db got;

	if (task->budget == INT64_MIN)
		return DB_OK;
	got = task_lock(w->books.db, w->mem, task->task_id, &now);
	if (got != DB_OK)
		return got;
	if (now.budget != INT64_MIN && now.paid + task->points > now.budget)
		return task_refuse(w, TASK_SPENT);
	return task_count_paid(w->books.db, task->task_id, task->points);
}

enum db task_credit(struct task_work *w, const struct task *task, int64_t n)
{
	char source[LEDGER_SOURCE];
	struct ledger_event event = books_event(&w->books, EVENT_CREDIT, w->env->now);
	enum db got = use_budget(w, task);

	if (got != DB_OK)
		return got;
	snprintf(source, sizeof source, "task:%llu/%lld", (unsigned long long)task->task_id,
	         (long long)n);
	event.points = task->points;
	event.source_kind = SOURCE_TASK;
	event.source_id = talloc_strdup(w->mem, source);
	event.qualifies = true;
	if (books_apply(&w->books, &event, NULL) != LEDGER_OK)
		return DB_FAIL;
	w->points += task->points;
	return DB_OK;
}

enum db task_tell(struct task_work *w, const char *kind, const struct task *task, int64_t n,
                  int64_t points)
{
	struct notice_arg args[3] = {
		{.kind = 't', .text = task->name, .text_en = task->name_en[0] ? task->name_en : NULL},
		{.kind = 'p', .number = points}, {0}};
	char once[48];
	struct notice notice = {.kind = kind, .once = once, .link = "/tasks", .args = args};

	snprintf(once, sizeof once, "%llu/%lld", (unsigned long long)task->task_id, (long long)n);
	return notice_post(w->env, w->member_id, &notice);
}

/* From when on participations count against the task's limit. */
static int64_t span_from(const struct task *task, int32_t today)
{
	if (strcmp(task->span, "day") == 0)
		return day_start(today);
	if (strcmp(task->span, "month") == 0)
		return day_start(referral_month(today));
	return INT64_MIN + 1;
}

enum db task_bonus(struct task_work *w)
{
	int64_t done;
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < w->n_bonuses; i++) {
		const struct task *bonus = &w->bonuses[i];
		struct task_done row = {.member_id = w->member_id, .task_id = bonus->task_id,
		                        .points = bonus->points, .made_at = w->env->now,
		                        .paid_at = w->env->now};
		char paid[] = "paid", empty[] = "";

		if (!task_is_open(bonus, w->books.today) || bonus->need < 1)
			continue;
		got = task_paid_count(w->books.db, w->member_id, &done);
		if (got != DB_OK || done == 0 || done % bonus->need != 0 ||
		    done / bonus->need > bonus->times)
			continue;
		row.n = done; /* rises with every task done: never met twice */
		row.state = paid;
		row.text = empty;
		got = task_credit(w, bonus, row.n);
		if (got == DB_OK)
			got = task_done_add(w->books.db, &row);
		else if (got == DB_NONE)
			got = DB_OK; /* its budget is used up */
	}
	return got;
}

enum db task_grant(struct task_work *w, const struct task *task, bool waits)
{
	char paid[] = "paid", waiting[] = "waiting";
	struct task_count count;
	struct task_done row = {.member_id = w->member_id, .task_id = task->task_id,
	                        .made_at = w->env->now, .paid_at = waits ? INSTANT_NONE : w->env->now};
	enum db got;

	if (!task_is_open(task, w->books.today))
		return task_refuse(w, TASK_CLOSED);
	got = task_count_lock(w->books.db, w->member_id, task->task_id,
	                      span_from(task, w->books.today), &count);
	if (got != DB_OK)
		return got;
	if (count.counted >= task->times)
		return task_refuse(w, TASK_LIMIT);
	row.n = count.last_n + 1;
	row.state = waits ? waiting : paid;
	row.points = waits ? 0 : task->points;
	row.text = talloc_strdup(w->mem, w->text ? w->text : "");
	if (!waits)
		got = task_credit(w, task, row.n);
	if (got == DB_OK)
		got = task_done_add(w->books.db, &row);
	if (got == DB_OK && !waits)
		got = task_bonus(w);
	return got;
}
