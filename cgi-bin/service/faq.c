#include "service/faq.h"

#include <stdio.h>
#include <string.h>

#include "service/staff.h"

const char *const faq_topics[] = {"points", "tiers",   "rewards", "draws",
                                  "account", "privacy", "pages",   NULL};

struct faq_work {
	const struct service_env *env;
	struct faq *faq; /* what is kept */
	uint64_t faq_id, staff_id;
	enum faq_step step;
	bool changed;
};

static enum faq_outcome run(const struct service_env *env, db_work work, struct faq_work *w)
{
	enum db got = db_transact(env->db, work, w);

	if (got == DB_OK)
		return FAQ_OK;
	if (got == DB_NONE)
		return w->changed ? FAQ_CHANGED : FAQ_UNKNOWN;
	return got == DB_BUSY || db_is_down(env->db) ? FAQ_TRY_AGAIN : FAQ_FAILED;
}

/* The place behind the last of TOPIC; its rows stay locked. */
static enum db last_place(struct database *db, void *mem, const char *topic, int64_t *place)
{
	struct faq *rows;
	int n;
	enum db got = faq_topic_lock(db, mem, topic, &rows, &n);

	*place = got == DB_OK && n > 0 ? rows[n - 1].place + 1 : 1;
	return got;
}

static enum db log_step(struct database *db, const struct faq_work *w, const char *action,
                        uint64_t faq_id)
{
	char subject[24];

	snprintf(subject, sizeof subject, "%llu", (unsigned long long)faq_id);
	return staff_log(db, w->staff_id, action, 0, subject, "");
}

static enum db add_work(struct database *db, void *arg)
{
	struct faq_work *w = arg;
	enum db got = last_place(db, w->env->mem, w->faq->topic, &w->faq->place);

	w->faq->changed_at = w->env->now;
	if (got == DB_OK)
		got = faq_add(db, w->faq);
	if (got != DB_OK)
		return got;
	return log_step(db, w, "faq_add", w->faq->faq_id);
}

static enum db edit_work(struct database *db, void *arg)
{
	struct faq_work *w = arg;
	struct faq before;
	enum db got = faq_lock(db, w->env->mem, w->faq->faq_id, &before);

	w->changed = got == DB_OK && before.version != w->faq->version;
	if (w->changed)
		return DB_NONE;
	if (got != DB_OK)
		return got;
	w->faq->place = before.place;
	w->faq->changed_at = w->env->now;
	if (strcmp(before.topic, w->faq->topic) != 0)
		got = last_place(db, w->env->mem, w->faq->topic, &w->faq->place);
	if (got == DB_OK)
		got = faq_edit(db, w->faq);
	if (got != DB_OK)
		return got;
	return log_step(db, w, "faq_edit", w->faq->faq_id);
}

enum faq_outcome faq_keep(const struct service_env *env, struct faq *faq, uint64_t staff_id)
{
	struct faq_work w = {.env = env, .faq = faq, .staff_id = staff_id};

	return run(env, faq->faq_id ? edit_work : add_work, &w);
}

/* Changes places with the neighbour above or below; all of the topic are numbered
 * anew, so that two at one place part. */
static enum db move(struct database *db, const struct faq_work *w, const char *topic)
{
	struct faq *rows;
	int n, at = 0, to;
	enum db got = faq_topic_lock(db, w->env->mem, topic, &rows, &n);

	if (got != DB_OK)
		return got;
	while (at < n && rows[at].faq_id != w->faq_id)
		at++;
	to = w->step == FAQ_UP ? at - 1 : at + 1;
	if (at == n || to < 0 || to == n)
		return DB_OK;
	for (int i = 0; got == DB_OK && i < n; i++) {
		int place = i == at ? to : i == to ? at : i;

		if (rows[i].place != place + 1)
			got = faq_put_place(db, rows[i].faq_id, place + 1);
	}
	if (got != DB_OK)
		return got;
	return log_step(db, w, "faq_move", w->faq_id);
}

static enum db move_work(struct database *db, void *arg)
{
	struct faq_work *w = arg;

	return move(db, w, w->faq->topic);
}

static enum db show_work(struct database *db, void *arg)
{
	struct faq_work *w = arg;
	struct faq before;
	bool shown = w->step == FAQ_SHOW;
	enum db got = faq_lock(db, w->env->mem, w->faq_id, &before);

	if (got != DB_OK || before.shown == shown)
		return got;
	got = faq_put_shown(db, w->faq_id, shown);
	if (got != DB_OK)
		return got;
	return shown ? log_step(db, w, "faq_show", w->faq_id) : log_step(db, w, "faq_hide", w->faq_id);
}

enum faq_outcome faq_take_step(const struct service_env *env, uint64_t faq_id, enum faq_step step,
                               uint64_t staff_id)
{
	struct faq found;
	struct faq_work w = {.env = env, .faq = &found, .faq_id = faq_id, .staff_id = staff_id,
	                     .step = step};
	enum db got = faq_read(env->db, env->mem, faq_id, &found);

	if (got == DB_NONE)
		return FAQ_UNKNOWN;
	if (got != DB_OK)
		return got == DB_BUSY || db_is_down(env->db) ? FAQ_TRY_AGAIN : FAQ_FAILED;
	return run(env, step == FAQ_UP || step == FAQ_DOWN ? move_work : show_work, &w);
}
