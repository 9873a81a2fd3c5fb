/* What staff do to members' events. */
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "rule/code.h"
#include "service/event_private.h"
#include "service/staff.h"
#include "service/task.h"

#define BATCH 200
#define DOORS_S (12 * 3600) /* so long before it begins one may check in */

struct staff_work {
	const struct service_env *env;
	uint64_t staff_id;
	const struct member_event *asked;
	const char *reason;
	int64_t event_no;
	bool moved; /* its time or place changed: its people are told */
	struct signup *who;
	struct member_event row;
	enum event_outcome outcome;
};

static enum db refuse(struct staff_work *w, enum event_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum event_outcome run(const struct service_env *env, db_work work, struct staff_work *w)
{
	enum db got;

	w->env = env;
	w->outcome = EVENT_UNKNOWN;
	got = db_transact(env->db, work, w);
	if (got == DB_OK)
		return EVENT_DONE;
	if (got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(env->db) ? EVENT_TRY_AGAIN : EVENT_FAILED;
}

static enum db log_it(const struct staff_work *w, const char *action, uint64_t member_id,
                      const char *detail)
{
	char subject[24];

	snprintf(subject, sizeof subject, "%lld", (long long)w->event_no);
	return staff_log(w->env->db, w->staff_id, action, member_id, subject, detail);
}

static enum db new_work(struct database *db, void *arg)
{
	struct staff_work *w = arg;
	enum db got = event_add(db, w->asked, &w->event_no);

	return got == DB_OK ? log_it(w, "event_new", 0, w->asked->name) : got;
}

enum event_outcome event_new(const struct service_env *env, uint64_t staff_id,
                             const struct member_event *event, int64_t *event_no)
{
	struct staff_work w = {.staff_id = staff_id, .asked = event};
	enum event_outcome outcome = run(env, new_work, &w);

	*event_no = w.event_no;
	return outcome;
}

/* Once it is open, whom it is for and what it costs stay as members know it. */
static struct member_event kept(const struct staff_work *w)
{
	struct member_event e = *w->asked;

	if (strcmp(w->row.state, "draft") == 0)
		return e;
	e.tier = w->row.tier;
	e.kind = w->row.kind;
	e.cost_points = w->row.cost_points;
	return e;
}

static enum db save_work(struct database *db, void *arg)
{
	struct staff_work *w = arg;
	struct event_stock stock;
	struct member_event e;
	enum db got = event_lock(db, w->env->mem, w->event_no, &w->row);

	if (got == DB_OK)
		got = event_stock_lock(db, w->event_no, &stock);
	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "cancelled") == 0)
		return refuse(w, EVENT_FROZEN);
	if (w->asked->version != w->row.version)
		return refuse(w, EVENT_CHANGED);
	if (w->asked->places < stock.taken)
		return refuse(w, EVENT_FEW);
	e = kept(w);
	w->moved = strcmp(w->row.state, "open") == 0 &&
	           (e.starts_at != w->row.starts_at || strcmp(e.place, w->row.place) != 0);
	got = event_edit(db, &e);
	if (got == DB_NONE)
		return refuse(w, EVENT_CHANGED);
	return got == DB_OK ? log_it(w, "event_edit", 0, e.name) : got;
}

/* One member is told in a transaction of their own. */
struct telling {
	const struct service_env *env;
	const struct member_event *event;
	uint64_t member_id;
	const char *kind, *once;
};

static enum db tell_work(struct database *db, void *arg)
{
	const struct telling *t = arg;

	(void)db;
	return event_tell(t->env, t->event, t->member_id, t->kind, 0, t->once);
}

/* Tells everybody in STATE of the event; *TOLD counts. */
static enum db tell_all(const struct service_env *env, const struct member_event *event,
                        const char *state, const char *kind, const char *once, int *told)
{
	struct telling t = {.env = env, .event = event, .kind = kind, .once = once};
	uint64_t *members, after = 0;
	enum db got = DB_OK;
	int n = BATCH;

	while (got == DB_OK && n == BATCH) {
		got = signup_members(env->db, env->mem, event->event_no, state, after, BATCH, &members, &n);
		for (int i = 0; got == DB_OK && i < n; i++) {
			after = t.member_id = members[i];
			got = db_transact(env->db, tell_work, &t);
			*told += got == DB_OK;
		}
	}
	return got;
}

/* The change is saved already: who could not be told is left to the log. */
static void tell_moved(const struct service_env *env, int64_t event_no)
{
	struct member_event event;
	char once[48];
	int told = 0;
	enum db got = event_read(env->db, env->mem, event_no, &event);

	if (got == DB_OK) {
		snprintf(once, sizeof once, "event:%lld:%lld", (long long)event_no,
		         (long long)event.version);
		got = tell_all(env, &event, "going", "event_changed", once, &told);
	}
	if (got == DB_OK)
		got = tell_all(env, &event, "waiting", "event_changed", once, &told);
	if (got != DB_OK)
		log_event(LOG_ERROR, "event_untold", "event=%lld told=%d", (long long)event_no, told);
}

enum event_outcome event_save(const struct service_env *env, const struct plan_book *plans,
                              uint64_t staff_id, const struct member_event *event)
{
	struct staff_work w = {.staff_id = staff_id, .asked = event, .event_no = event->event_no};
	enum event_outcome outcome = run(env, save_work, &w);

	if (outcome != EVENT_DONE)
		return outcome;
	if (w.moved)
		tell_moved(env, event->event_no);
	if (event_move_up(env, plans, event->event_no, NULL) != DB_OK)
		log_event(LOG_WARN, "event_moves_later", "event=%lld", (long long)event->event_no);
	return outcome;
}

static enum db open_work(struct database *db, void *arg)
{
	struct staff_work *w = arg;
	enum db got = event_lock(db, w->env->mem, w->event_no, &w->row);

	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "draft") != 0)
		return refuse(w, EVENT_FROZEN);
	if (w->row.open_until <= w->env->now)
		return refuse(w, EVENT_LATE);
	got = event_state_put(db, w->event_no, "open", "");
	return got == DB_OK ? log_it(w, "event_open", 0, w->row.name) : got;
}

enum event_outcome event_open(const struct service_env *env, uint64_t staff_id, int64_t event_no)
{
	struct staff_work w = {.staff_id = staff_id, .event_no = event_no};

	return run(env, open_work, &w);
}

static enum db cancel_work(struct database *db, void *arg)
{
	struct staff_work *w = arg;
	enum db got = event_lock(db, w->env->mem, w->event_no, &w->row);

	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "cancelled") == 0)
		return refuse(w, EVENT_REPEATED);
	if (w->row.ends_at <= w->env->now)
		return refuse(w, EVENT_LATE);
	got = event_state_put(db, w->event_no, "cancelled", w->reason);
	return got == DB_OK ? log_it(w, "event_cancel", 0, w->reason) : got;
}

enum event_outcome event_cancel(const struct service_env *env, const struct plan_book *plans,
                                uint64_t staff_id, int64_t event_no, const char *reason)
{
	struct staff_work w = {.staff_id = staff_id, .event_no = event_no, .reason = reason};
	enum event_outcome outcome = run(env, cancel_work, &w);
	int ended = 0;

	if (outcome == EVENT_DONE && event_wind_up(env, plans, event_no, &ended) != DB_OK)
		log_event(LOG_WARN, "event_ends_later", "event=%lld", (long long)event_no);
	return outcome;
}

static enum db check_in_work(struct database *db, void *arg)
{
	struct staff_work *w = arg;
	const char *name = w->who->name, *number = w->who->member_no;
	char ref[32];
	enum db got = signup_lock(db, w->env->mem, w->who->member_id, w->who->event_no, w->who);

	if (got != DB_OK)
		return got;
	w->who->name = name;
	w->who->member_no = number;
	if (strcmp(w->who->state, "came") == 0)
		return refuse(w, EVENT_REPEATED);
	if (strcmp(w->who->state, "waiting") == 0)
		return refuse(w, EVENT_WAITS);
	w->who->state = "came";
	w->who->came_at = w->env->now;
	got = signup_save(db, w->who);
	snprintf(ref, sizeof ref, "event-%lld", (long long)w->who->event_no);
	if (got == DB_OK) /* coming may be a task that earns points */
		got = task_signal(db, w->who->member_id, "checkin", ref, w->env->now);
	return got == DB_OK ? log_it(w, "event_check_in", w->who->member_id, w->who->signup_no) : got;
}

enum event_outcome event_check_in(const struct service_env *env, uint64_t staff_id,
                                  int64_t event_no, const char *code, struct signup *who)
{
	struct staff_work w = {.staff_id = staff_id, .event_no = event_no, .who = who};
	char clean[CODE_TEXT];
	struct member_event event;
	enum db got;

	*who = (struct signup){0};
	if (!code_clean(code, clean))
		return EVENT_UNKNOWN;
	got = signup_of_code(env->db, env->mem, clean, who);
	if (got == DB_OK)
		got = event_read(env->db, env->mem, event_no, &event);
	if (got != DB_OK)
		return got == DB_NONE ? EVENT_UNKNOWN : db_is_down(env->db) ? EVENT_TRY_AGAIN : EVENT_FAILED;
	if (who->event_no != event_no)
		return EVENT_OTHER;
	if (strcmp(event.state, "open") != 0 || strcmp(who->state, "cancelled") == 0)
		return EVENT_UNKNOWN;
	if (env->now < event.starts_at - DOORS_S || day_of(env->now) > day_of(event.ends_at))
		return EVENT_LATE;
	return run(env, check_in_work, &w);
}

enum db event_remind(const struct service_env *env, int32_t day, int *told)
{
	struct member_event *events;
	char once[48];
	int n = 0;
	enum db got = event_beginning(env->db, env->mem, day_start(day + 1), day_start(day + 2),
	                              &events, &n);

	*told = 0;
	for (int i = 0; got == DB_OK && i < n; i++) {
		snprintf(once, sizeof once, "event:%lld", (long long)events[i].event_no);
		got = tell_all(env, &events[i], "going", "event_tomorrow", once, told);
	}
	return got;
}
