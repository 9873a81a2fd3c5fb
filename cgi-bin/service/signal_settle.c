/* What staff make of a signal, and whose redemptions wait for it. */
#include <stdio.h>
#include <string.h>

#include "service/signal.h"
#include "service/staff.h"

#define DAY_S 86400

struct settle_work {
	const struct service_env *env;
	uint64_t staff_id, signal_id;
	bool abuse;
	const char *note;
};

static enum db settle_work(struct database *db, void *arg)
{
	const struct settle_work *w = arg;
	char *kind, *state, subject[64];
	enum db got = signal_lock(db, w->env->mem, w->signal_id, &kind, &state);

	if (got != DB_OK)
		return got;
	if (strcmp(state, "open") != 0)
		return DB_NONE;
	snprintf(subject, sizeof subject, "%llu %s", (unsigned long long)w->signal_id, kind);
	got = signal_settle_row(db, w->signal_id, w->abuse ? "abuse" : "cleared", w->staff_id, w->note,
	                        w->env->now);
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, w->abuse ? "signal_abuse" : "signal_cleared", 0, subject,
		                w->note);
	return got;
}

enum signal_settled signal_settle(const struct service_env *env, uint64_t staff_id,
                                  uint64_t signal_id, bool abuse, const char *note)
{
	struct settle_work w = {.env = env, .staff_id = staff_id, .signal_id = signal_id,
	                        .abuse = abuse, .note = note};
	enum db got = db_transact(env->db, settle_work, &w);

	if (got == DB_OK)
		return SIGNAL_SETTLED;
	if (got == DB_NONE)
		return SIGNAL_GONE;
	return got == DB_BUSY || db_is_down(env->db) ? SIGNAL_TRY_AGAIN : SIGNAL_FAILED;
}

enum db signal_waits(const struct service_env *env, uint64_t member_id, int64_t *named)
{
	return signal_names(env->db, member_id, env->now - (int64_t)SIGNAL_HOLD_DAYS * DAY_S, named);
}
