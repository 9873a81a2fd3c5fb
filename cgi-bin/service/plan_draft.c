#include "service/plan_draft.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/plan_text.h"
#include "service/staff.h"
#include "store/campaign.h"

struct work {
	const struct service_env *env;
	uint64_t staff_id;
	int64_t draft_id, edit;
	const char *title, *source;
	int32_t from;
	struct plan_stored base; /* catching up: what it was made from */
	struct plan_draft row;   /* as locked */
	struct plan_draft_answer *answer;
};

static enum db refuse(struct work *w, enum plan_draft_outcome outcome)
{
	w->answer->outcome = outcome;
	return DB_NONE;
}

static void run(db_work work, struct work *w)
{
	enum db got;

	*w->answer = (struct plan_draft_answer){.outcome = PLAN_DRAFT_UNKNOWN, .earliest = DAY_NONE};
	got = db_transact(w->env->db, work, w);
	if (got == DB_OK)
		w->answer->outcome = PLAN_DRAFT_OK;
	else if (got != DB_NONE)
		w->answer->outcome = got == DB_BUSY || db_is_down(w->env->db) ? PLAN_DRAFT_TRY_AGAIN
		                                                              : PLAN_DRAFT_FAILED;
}

static enum db log_it(const struct work *w, const char *action, const char *detail)
{
	char subject[24];

	snprintf(subject, sizeof subject, "%lld",
	         (long long)(w->draft_id ? w->draft_id : w->answer->id));
	return staff_log(w->env->db, w->staff_id, action, 0, subject, detail);
}

/* SOURCE as a plan; NULL: the answer says what is wrong with it. */
static const struct plan *good(struct work *w, const char *source)
{
	char why[200];
	const struct plan *plan = plan_text_parse(w->env->mem, source, why, &w->answer->line);

	if (!plan)
		w->answer->why = talloc_strdup(w->env->mem, why);
	return plan;
}

/* Locks the draft, which must be in work. */
static enum db lock(struct work *w)
{
	enum db got = plan_draft_lock(w->env->db, w->env->mem, w->draft_id, &w->row);

	if (got == DB_OK && strcmp(w->row.state, "draft") != 0)
		return refuse(w, PLAN_DRAFT_ENDED);
	return got;
}

static enum db save(struct work *w)
{
	w->row.staff_id = w->staff_id;
	w->row.edited_at = w->env->now;
	return plan_draft_save(w->env->db, &w->row);
}

/* The newest version, locked, and the first day on which another can count. */
static enum db newest(struct work *w, struct plan_stored *p)
{
	int32_t tomorrow = day_of(w->env->now) + 1;
	enum db got = campaign_plan_lock(w->env->db, w->env->mem, &p->version, &p->name, &p->from_day,
	                                 &p->source);

	if (got == DB_OK)
		w->answer->earliest = p->from_day + 1 > tomorrow ? p->from_day + 1 : tomorrow;
	return got == DB_NONE ? DB_FAIL : got;
}

static enum db begin_work(struct database *db, void *arg)
{
	struct work *w = arg;
	struct plan_stored p;
	struct plan_draft draft = {.title = w->title, .staff_id = w->staff_id,
	                           .edited_at = w->env->now};
	enum db got = newest(w, &p);

	if (got != DB_OK)
		return got;
	draft.source = p.source;
	draft.base_version = p.version;
	got = plan_draft_add(db, &draft);
	if (got != DB_OK)
		return got;
	w->answer->id = db_last_id(db);
	return log_it(w, "plan_draft", w->title);
}

void plan_draft_begin(const struct service_env *env, uint64_t staff_id, const char *title,
                      struct plan_draft_answer *answer)
{
	struct work w = {.env = env, .staff_id = staff_id, .title = title, .answer = answer};

	run(begin_work, &w);
}

static enum db write_work(struct database *db, void *arg)
{
	struct work *w = arg;
	enum db got = lock(w);

	(void)db;
	if (got != DB_OK)
		return got;
	if (w->row.edit != w->edit)
		return refuse(w, PLAN_DRAFT_CHANGED);
	if (!good(w, w->source))
		return refuse(w, PLAN_DRAFT_BAD);
	if (w->title)
		w->row.title = w->title;
	w->row.source = w->source;
	got = save(w);
	return got == DB_OK ? log_it(w, "plan_edit", w->row.title) : got;
}

void plan_draft_write(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                      int64_t edit, const char *title, const char *source,
                      struct plan_draft_answer *answer)
{
	struct work w = {.env = env, .staff_id = staff_id, .draft_id = draft_id, .edit = edit,
	                 .title = title, .source = source, .answer = answer};

	run(write_work, &w);
}

static enum db catch_up_work(struct database *db, void *arg)
{
	struct work *w = arg;
	struct plan_stored now;
	size_t len = strlen(w->base.source);
	char *source;
	enum db got = lock(w);

	(void)db;
	if (got == DB_OK && w->row.base_version != w->base.version)
		return refuse(w, PLAN_DRAFT_CHANGED);
	if (got == DB_OK)
		got = newest(w, &now);
	if (got != DB_OK)
		return got;
	if (now.version == w->base.version)
		return refuse(w, PLAN_DRAFT_SAME);
	if (strncmp(now.source, w->base.source, len) != 0)
		return refuse(w, PLAN_DRAFT_APART);
	source = talloc_asprintf(w->env->mem, "%s\n%s", w->row.source, now.source + len);
	if (!good(w, source))
		return refuse(w, PLAN_DRAFT_APART);
	w->row.source = source;
	w->row.base_version = now.version;
	got = save(w);
	return got == DB_OK ? log_it(w, "plan_catch_up", w->row.title) : got;
}

void plan_draft_catch_up(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                         struct plan_draft_answer *answer)
{
	struct work w = {.env = env, .staff_id = staff_id, .draft_id = draft_id, .answer = answer};
	struct plan_draft row;
	enum db got = plan_draft_read(env->db, env->mem, draft_id, &row);

	if (got == DB_OK)
		got = plan_stored_read(env->db, env->mem, row.base_version, &w.base);
	*answer = (struct plan_draft_answer){
		.outcome = got == DB_NONE ? PLAN_DRAFT_UNKNOWN : PLAN_DRAFT_TRY_AGAIN};
	if (got == DB_OK)
		run(catch_up_work, &w);
}

static enum db drop_work(struct database *db, void *arg)
{
	struct work *w = arg;
	enum db got = lock(w);

	(void)db;
	if (got != DB_OK)
		return got;
	w->row.state = "dropped";
	got = save(w);
	return got == DB_OK ? log_it(w, "plan_drop", w->row.title) : got;
}

void plan_draft_drop(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                     struct plan_draft_answer *answer)
{
	struct work w = {.env = env, .staff_id = staff_id, .draft_id = draft_id, .answer = answer};

	run(drop_work, &w);
}

static enum db ask_work(struct database *db, void *arg)
{
	struct work *w = arg;
	struct rehearsal row;
	enum db got = lock(w);

	if (got != DB_OK)
		return got;
	row = (struct rehearsal){.draft_id = w->draft_id, .edit = w->row.edit, .source = w->row.source,
	                         .from_day = w->from, .staff_id = w->staff_id,
	                         .asked_at = w->env->now};
	got = rehearsal_add(db, &row);
	if (got != DB_OK)
		return got;
	w->answer->id = db_last_id(db);
	return log_it(w, "plan_rehearse", w->row.title);
}

void plan_draft_ask(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                    int32_t from, struct plan_draft_answer *answer)
{
	struct work w = {.env = env, .staff_id = staff_id, .draft_id = draft_id, .from = from,
	                 .answer = answer};

	run(ask_work, &w);
}

static enum db publish_work(struct database *db, void *arg)
{
	struct work *w = arg;
	const struct plan *plan;
	struct plan_stored p;
	enum db got = lock(w);

	if (got != DB_OK)
		return got;
	if (w->row.edit != w->edit)
		return refuse(w, PLAN_DRAFT_CHANGED);
	got = newest(w, &p);
	if (got != DB_OK)
		return got;
	if (p.version != w->row.base_version)
		return refuse(w, PLAN_DRAFT_BEHIND);
	if (strcmp(p.source, w->row.source) == 0)
		return refuse(w, PLAN_DRAFT_SAME);
	if (w->from < w->answer->earliest)
		return refuse(w, PLAN_DRAFT_EARLY);
	plan = good(w, w->row.source);
	if (!plan) /* a newer program may ask for more than the one that saved it */
		return refuse(w, PLAN_DRAFT_BAD);
	w->answer->version = w->row.version = p.version + 1;
	w->row.state = "published";
	got = campaign_plan_add(db, w->row.version, plan->name, w->from, w->row.source, w->env->now);
	if (got == DB_OK)
		got = save(w);
	return got == DB_OK ? log_it(w, "plan_publish", w->row.title) : got;
}

void plan_draft_publish(const struct service_env *env, uint64_t staff_id, int64_t draft_id,
                        int64_t edit, int32_t from, struct plan_draft_answer *answer)
{
	struct work w = {.env = env, .staff_id = staff_id, .draft_id = draft_id, .edit = edit,
	                 .from = from, .answer = answer};

	run(publish_work, &w);
}

enum db plan_draft_earliest(const struct service_env *env, int32_t *day)
{
	struct plan_stored p;
	int32_t tomorrow = day_of(env->now) + 1;
	enum db got = plan_stored_read(env->db, env->mem, 0, &p);

	if (got == DB_OK)
		*day = p.from_day + 1 > tomorrow ? p.from_day + 1 : tomorrow;
	return got;
}
