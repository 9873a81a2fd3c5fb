#include "service/announcement.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "service/staff.h"

struct work {
	const struct service_env *env;
	struct announcement *edited;
	uint64_t id, staff_id;
	int64_t version;
	enum announcement_outcome told; /* why nothing was done */
};

static enum announcement_outcome run(const struct service_env *env, db_work work, struct work *w)
{
	enum db got;

	w->env = env;
	w->told = ANNOUNCEMENT_UNKNOWN;
	got = db_transact(env->db, work, w);
	if (got == DB_OK)
		return ANNOUNCEMENT_OK;
	if (got == DB_NONE)
		return w->told;
	return got == DB_BUSY || db_is_down(env->db) ? ANNOUNCEMENT_TRY_AGAIN : ANNOUNCEMENT_FAILED;
}

static enum db told(struct work *w, enum announcement_outcome outcome)
{
	w->told = outcome;
	return DB_NONE;
}

static enum db logged(struct database *db, const struct work *w, const char *action, uint64_t id,
                      const char *note)
{
	char subject[32];

	snprintf(subject, sizeof subject, "%llu", (unsigned long long)id);
	return staff_log(db, w->staff_id, action, 0, subject, note);
}

/* The draft as the caller read it, locked. */
static enum db draft(struct database *db, struct work *w, struct announcement *out)
{
	enum db got = announcement_lock(db, w->env->mem, w->id, out);

	if (got == DB_OK &&
	    (strcmp(out->state, ANNOUNCEMENT_DRAFT) != 0 || out->version != w->version))
		return told(w, ANNOUNCEMENT_CHANGED);
	return got;
}

static enum db keep_work(struct database *db, void *arg)
{
	struct work *w = arg;
	struct announcement before;
	enum db got;

	if (w->id == 0) {
		w->edited->created_at = w->env->now;
		got = announcement_add(db, w->edited);
	} else {
		got = draft(db, w, &before);
		if (got == DB_OK)
			got = announcement_edit(db, w->edited);
	}
	return got == DB_OK ? logged(db, w, "announcement_edit", w->edited->announcement_id, "")
	                    : got;
}

enum announcement_outcome announcement_keep(const struct service_env *env, struct announcement *a)
{
	struct work w = {.edited = a, .id = a->announcement_id, .version = a->version,
	                 .staff_id = a->staff_id};

	return run(env, keep_work, &w);
}

static enum db release_work(struct database *db, void *arg)
{
	struct work *w = arg;
	struct announcement a;
	enum db got = draft(db, w, &a);

	if (got != DB_OK)
		return got;
	if (a.ends_at <= w->env->now)
		return told(w, ANNOUNCEMENT_OVER);
	a.state = ANNOUNCEMENT_WAITING;
	if (a.starts_at < w->env->now)
		a.starts_at = w->env->now;
	got = announcement_save(db, &a);
	return got == DB_OK ? logged(db, w, "announcement_release", w->id, a.title) : got;
}

enum announcement_outcome announcement_release(const struct service_env *env, uint64_t id,
                                               int64_t version, uint64_t staff_id)
{
	struct work w = {.id = id, .version = version, .staff_id = staff_id};

	return run(env, release_work, &w);
}

static enum db stop_work(struct database *db, void *arg)
{
	struct work *w = arg;
	struct announcement a;
	enum db got = announcement_lock(db, w->env->mem, w->id, &a);

	if (got != DB_OK || strcmp(a.state, ANNOUNCEMENT_STOPPED) == 0)
		return got;
	if (strcmp(a.state, ANNOUNCEMENT_DRAFT) == 0)
		return told(w, ANNOUNCEMENT_CHANGED);
	a.state = ANNOUNCEMENT_STOPPED;
	a.ended_at = w->env->now;
	got = announcement_save(db, &a);
	return got == DB_OK ? logged(db, w, "announcement_stop", w->id, a.title) : got;
}

enum announcement_outcome announcement_stop(const struct service_env *env, uint64_t id,
                                            uint64_t staff_id)
{
	struct work w = {.id = id, .staff_id = staff_id};

	return run(env, stop_work, &w);
}
