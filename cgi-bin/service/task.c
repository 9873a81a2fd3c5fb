#include "service/task.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/secret.h"
#include "service/limit.h"
#include "service/network.h"
#include "service/staff.h"
#include "service/task_private.h"
#include "service/token.h"

enum db task_signal(struct database *db, uint64_t member_id, const char *kind, const char *ref,
                    int64_t now)
{
	return task_signal_add(db, member_id, kind, ref, now);
}

static enum db take_work(struct database *db, void *arg)
{
	struct task_work *w = arg;
	bool waits = strcmp(w->tasks->kind, "review") == 0;
	enum db got = task_begin(db, w);

	if (got == DB_OK)
		got = task_grant(w, w->tasks, waits);
	if (got == DB_OK && !waits)
		got = books_save(&w->books);
	w->outcome = got == DB_OK ? waits ? TASK_WAITS : TASK_OK : w->outcome;
	return got;
}

/* How many of TEXT's numbers ("1,3,2") are the right answers. */
static enum db right_answers(const struct service_env *env, const struct task *task,
                             const char *text, int64_t *right)
{
	struct task_question *questions;
	char *rest;
	int n;
	enum db got = task_questions(env->db, env->mem, task->task_id, &questions, &n);

	*right = 0;
	for (int i = 0; got == DB_OK && i < n; i++) {
		*right += strtoll(text, &rest, 10) == questions[i].answer;
		text = *rest == ',' ? rest + 1 : rest;
	}
	return got;
}

/* A profile is complete with birthday and both addresses proven. */
static enum db profile_complete(const struct service_env *env, uint64_t member_id, bool *complete)
{
	struct person_id id = {member_id, PERSON_HOLDER};
	struct person p;
	enum db got = person_get(env->db, env->mem, id, &p);

	*complete = got == DB_OK && p.birthday != DAY_NONE && p.email_confirmed && p.phone_confirmed;
	return got;
}

/* What of the task can be judged without the books. */
static enum task_outcome judge_text(const struct service_env *env, uint64_t member_id,
                                    const struct task *task, const char *text)
{
	bool right = true;
	int64_t answers;
	enum db got = DB_OK;

	if (strcmp(task->kind, "quiz") == 0) {
		got = right_answers(env, task, text, &answers);
		right = answers >= task->need;
	} else if (strcmp(task->kind, "checkin") == 0) {
		right = task->code[0] && strcasecmp(task->code, text) == 0;
	} else if (strcmp(task->kind, "profile") == 0) {
		got = profile_complete(env, member_id, &right);
	} else if (strcmp(task->kind, "review") != 0) {
		return TASK_UNKNOWN; /* the others are never claimed by hand */
	}
	if (got != DB_OK)
		return db_is_down(env->db) ? TASK_TRY_AGAIN : TASK_FAILED;
	return right ? TASK_OK : TASK_WRONG;
}

enum task_outcome task_take(const struct service_env *env, const struct plan_book *plans,
                            uint64_t member_id, const struct task *task, const char *text,
                            int64_t *points)
{
	struct task_work w = {.plans = plans, .member_id = member_id, .tasks = task, .n_tasks = 1,
	                      .text = strcmp(task->kind, "review") == 0 ? text : ""};
	struct limit limit;
	char who[32];
	int64_t wait_s = 0;
	enum task_outcome outcome;
	struct task *bonuses;

	*points = 0;
	snprintf(who, sizeof who, "%llu", (unsigned long long)member_id);
	limit_make(&limit, 'k', env->client, who, 10, 30);
	if (limit_wait(env, &limit, &wait_s) != DB_OK)
		return TASK_TRY_AGAIN;
	if (wait_s > 0)
		return TASK_SLOW;
	outcome = judge_text(env, member_id, task, text);
	if (outcome == TASK_WRONG && limit_count(env, &limit) != DB_OK)
		return TASK_TRY_AGAIN;
	if (outcome != TASK_OK)
		return outcome;
	if (task_of_kind(env->db, env->mem, "bonus", &bonuses, &w.n_bonuses) != DB_OK)
		return TASK_TRY_AGAIN;
	w.bonuses = bonuses;
	outcome = task_run(env, take_work, &w);
	*points = w.points;
	return outcome;
}

static enum db judge_work(struct database *db, void *arg)
{
	struct task_work *w = arg;
	const struct task_done *d = w->judged;
	bool pay = strcmp(d->state, "paid") == 0;
	char subject[48];
	enum db got = task_begin(db, w);

	if (got == DB_OK)
		got = task_done_judge(db, d, w->staff_id);
	if (got == DB_OK && pay)
		got = task_credit(w, w->tasks, d->n);
	if (got == DB_OK && pay)
		got = task_bonus(w);
	if (got == DB_OK && pay)
		got = books_save(&w->books);
	if (got == DB_OK)
		got = task_tell(w, pay ? "task_paid" : "task_refused", w->tasks, d->n, d->points);
	snprintf(subject, sizeof subject, "%llu/%lld", (unsigned long long)d->task_id,
	         (long long)d->n);
	/* the note stands in the contribution, and goes with the account */
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, pay ? "task_pay" : "task_refuse", w->member_id, subject,
		                "");
	w->outcome = got == DB_OK ? TASK_OK : w->outcome;
	return got;
}

enum task_outcome task_judge(const struct service_env *env, const struct plan_book *plans,
                             uint64_t staff_id, uint64_t member_id, uint64_t task_id, int64_t n,
                             bool pay, const char *note)
{
	struct task task, *bonuses;
	struct task_done d = {.member_id = member_id, .task_id = task_id, .n = n};
	struct task_work w = {.plans = plans, .member_id = member_id, .tasks = &task, .n_tasks = 1,
	                      .judged = &d, .staff_id = staff_id};
	enum db got = task_read(env->db, env->mem, task_id, &task);

	if (got == DB_OK)
		got = task_of_kind(env->db, env->mem, "bonus", &bonuses, &w.n_bonuses);
	if (got != DB_OK)
		return got == DB_NONE ? TASK_UNKNOWN : TASK_TRY_AGAIN;
	w.bonuses = bonuses;
	d.state = talloc_strdup(env->mem, pay ? "paid" : "refused");
	d.note = talloc_strdup(env->mem, note);
	d.points = pay ? task.points : 0;
	d.paid_at = pay ? env->now : INSTANT_NONE;
	return task_run(env, judge_work, &w);
}

enum db task_link(const struct service_env *env, uint64_t member_id, uint64_t task_id,
                  char token[TASK_TOKEN])
{
	uint8_t random[16], hash[TASK_HASH];
	char *known, text[32];
	enum db got = task_share_get(env->db, env->mem, member_id, task_id, &known);

	if (got == DB_NONE) {
		secret_random(random, sizeof random);
		secret_base64url(text, sizeof text, random, sizeof random);
		secret_sha256(hash, text, strlen(text));
		got = task_share_add(env->db, member_id, task_id, hash, text);
		known = text;
		if (got == DB_DUP) /* another tab was first: its link stands */
			got = task_share_get(env->db, env->mem, member_id, task_id, &known);
	}
	if (got == DB_OK)
		snprintf(token, TASK_TOKEN, "%s", known);
	return got;
}

struct visit {
	uint64_t member_id, task_id;
	const uint8_t *visitor;
	int64_t need, now;
};

/* A visitor, and with every so many of them the signal that pays. */
static enum db visit_work(struct database *db, void *arg)
{
	const struct visit *v = arg;
	int64_t count;
	char ref[40];
	enum db got = task_visit_add(db, v->member_id, v->task_id, v->visitor, v->now);

	if (got != DB_OK)
		return got == DB_DUP ? DB_NONE : got;
	got = task_visit_lock(db, v->member_id, v->task_id, &count);
	if (got != DB_OK || v->need < 1 || count % v->need != 0)
		return got;
	snprintf(ref, sizeof ref, "%llu/%lld", (unsigned long long)v->task_id,
	         (long long)(count / v->need));
	return task_signal_add(db, v->member_id, "share", ref, v->now);
}

enum db task_visit(const struct service_env *env, const char *token, struct task *task)
{
	uint8_t hash[TASK_HASH], visitor[TASK_HASH];
	struct visit v = {.now = env->now, .visitor = visitor};
	enum db got;

	secret_sha256(hash, token, strlen(token));
	got = task_share_find(env->db, hash, &v.member_id, &v.task_id);
	if (got == DB_OK)
		got = task_read(env->db, env->mem, v.task_id, task);
	if (got != DB_OK || !task_is_open(task, day_of(env->now)))
		return got;
	if (!network_hash(env->config, env->client, visitor))
		return DB_FAIL;
	v.need = task->need;
	got = db_transact(env->db, visit_work, &v);
	return got == DB_NONE ? DB_OK : got;
}
