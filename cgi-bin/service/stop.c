#include "service/stop.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/log.h"
#include "service/staff.h"

struct stop_work {
	const struct service_env *env;
	uint64_t staff_id;
	struct stop stop;   /* what is set; of one that is lifted, its number */
	const char *reason; /* of lifting */
	enum stop_outcome outcome;
};

/* What stands in the log as its subject: the item's code, the draw's number or "all". */
static enum db log_it(struct stop_work *w, struct database *db, const char *action,
                      const char *reason)
{
	char subject[48];

	if (w->stop.kind == STOP_DRAW)
		snprintf(subject, sizeof subject, "%" PRIu64, w->stop.draw_id);
	else
		snprintf(subject, sizeof subject, "%s",
		         w->stop.kind == STOP_ITEM ? w->stop.item : "all");
	return staff_log(db, w->staff_id, action, 0, subject, reason);
}

static enum db refuse(struct stop_work *w, enum stop_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum db set_work(struct database *db, void *arg)
{
	struct stop_work *w = arg;
	enum db got = stop_gate_lock(db);

	w->outcome = STOP_FAILED;
	if (got == DB_OK)
		got = stop_subject(db, &w->stop);
	if (got == DB_NONE)
		return refuse(w, STOP_UNKNOWN);
	if (got == DB_OK)
		got = stop_add(db, &w->stop, w->staff_id, &w->stop.stop_id);
	if (got == DB_DUP)
		return refuse(w, STOP_STANDS);
	if (got == DB_OK)
		got = stop_recount(db);
	return got == DB_OK ? log_it(w, db, "stop_set", w->stop.reason) : got;
}

static enum db end_work(struct database *db, void *arg)
{
	struct stop_work *w = arg;
	enum db got = stop_gate_lock(db);

	w->outcome = STOP_FAILED;
	if (got == DB_OK)
		got = stop_lift(db, w->stop.stop_id, w->staff_id, w->reason, w->env->now);
	if (got == DB_NONE)
		return refuse(w, STOP_LIFTED);
	if (got == DB_OK)
		got = stop_recount(db);
	return got == DB_OK ? log_it(w, db, "stop_lift", w->reason) : got;
}

static enum stop_outcome run(struct stop_work *w, db_work work)
{
	enum db got = db_transact(w->env->db, work, w);

	if (got == DB_OK)
		return STOP_OK;
	if (got == DB_NONE)
		return w->outcome;
	if (got == DB_BUSY || db_is_down(w->env->db))
		return STOP_TRY_AGAIN;
	log_event(LOG_ERROR, "stop_failed", "stop=%lld", (long long)w->stop.stop_id);
	return STOP_FAILED;
}

enum stop_outcome stop_set(const struct service_env *env, uint64_t staff_id,
                           const struct stop *asked, int64_t *stop_id)
{
	struct stop_work w = { .env = env, .staff_id = staff_id, .stop = *asked };
	enum stop_outcome outcome;

	w.stop.set_at = env->now;
	outcome = run(&w, set_work);
	*stop_id = w.stop.stop_id;
	if (outcome == STOP_OK)
		log_event(LOG_WARN, "stop_set", "stop=%lld kind=%s", (long long)w.stop.stop_id,
		          stop_kind_word(w.stop.kind));
	return outcome;
}

enum stop_outcome stop_end(const struct service_env *env, uint64_t staff_id, int64_t stop_id,
                           const char *reason)
{
	struct stop_work w = { .env = env, .staff_id = staff_id, .reason = reason };
	enum db got = stop_read(env->db, env->mem, stop_id, &w.stop);

	if (got == DB_NONE)
		return STOP_UNKNOWN;
	if (got != DB_OK)
		return db_is_down(env->db) ? STOP_TRY_AGAIN : STOP_FAILED;
	return run(&w, end_work);
}
