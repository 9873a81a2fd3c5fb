/* Places that come free: members who give theirs up, events that are cancelled,
 * and the waiting list that moves up. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/event_private.h"

#define BATCH 200
#define MOVES_MOST 10000 /* at once; the job goes on */

/* Loads what ending or moving a sign-up needs: DB_NONE: the member has none. */
static enum db load(struct event_work *w, struct database *db)
{
	enum db got = event_begin(w, db);

	if (got == DB_OK)
		got = signup_lock(db, w->mem, w->member_id, w->event_no, &w->row);
	if (got == DB_OK)
		got = event_share(db, w->mem, w->event_no, &w->event);
	if (got == DB_OK)
		got = event_stock_lock(db, w->event_no, &w->stock);
	return got;
}

/* Takes the row off the list it is on. */
static void make_room(struct event_work *w)
{
	if (strcmp(w->row.state, "waiting") == 0)
		w->stock.waiting--;
	else
		w->stock.taken -= w->row.seats;
}

static enum db write(struct event_work *w)
{
	enum db got = signup_save(w->books.db, &w->row);

	return got == DB_OK ? event_stock_put(w->books.db, w->event_no, &w->stock) : got;
}

static enum db end_row(struct event_work *w, const char *by)
{
	make_room(w);
	w->row.state = "cancelled";
	w->row.ended_by = by;
	w->row.ended_at = w->env->now;
	return write(w);
}

static enum db leave_work(struct database *db, void *arg)
{
	struct event_work *w = arg;
	struct event_terms terms;
	enum db got = load(w, db);

	if (got != DB_OK)
		return got;
	terms = event_terms_of(&w->event);
	if (strcmp(w->row.state, "came") == 0 || !event_may_cancel(&terms, w->env->now))
		return event_refuse(w, EVENT_LATE);
	if (event_gives_back(&terms, w->env->now))
		got = event_points_back(w, "leave");
	return got == DB_OK ? end_row(w, "member") : got;
}

void event_leave(const struct service_env *env, const struct plan_book *plans, uint64_t member_id,
                 int64_t event_no, struct signup_answer *answer)
{
	struct event_work w = {.env = env, .plans = plans, .member_id = member_id,
	                       .event_no = event_no, .answer = answer};

	event_run(leave_work, &w);
	/* Whoever waits is served by the job where this does not get through. */
	if (answer->outcome == EVENT_DONE && event_move_up(env, plans, event_no, NULL) != DB_OK)
		return;
}

/* The member whose turn it is gets the places, or gives the turn up where the
 * points do not suffice. */
static enum db move_work(struct database *db, void *arg)
{
	struct event_work *w = arg;
	struct event_terms terms;
	int64_t cost;
	enum db got = load(w, db);

	if (got != DB_OK)
		return got;
	terms = event_terms_of(&w->event);
	cost = w->row.seats * w->event.cost_points;
	if (strcmp(w->row.state, "waiting") != 0 || !event_moves_up(&terms, w->env->now) ||
	    w->stock.places - w->stock.taken < w->row.seats || (cost > 0 && w->stopped))
		return event_refuse(w, EVENT_LATE);
	if (cost > 0)
		got = event_spend(w, w->row.signup_no, cost);
	if (got == DB_NONE) {
		got = end_row(w, "points");
		return got == DB_OK ? event_tell(w->env, &w->event, w->member_id, "event_passed", cost,
		                                 w->row.signup_no) : got;
	}
	if (got != DB_OK)
		return got;
	make_room(w);
	w->row.state = "going";
	w->row.cost_points = cost;
	w->row.moved_at = w->env->now;
	w->stock.taken += w->row.seats;
	got = write(w);
	return got == DB_OK ? event_tell(w->env, &w->event, w->member_id, "event_moved_up", cost,
	                                 w->row.signup_no) : got;
}

enum db event_move_up(const struct service_env *env, const struct plan_book *plans,
                      int64_t event_no, int *moved)
{
	struct signup_answer answer = {0};
	struct event_work w = {.env = env, .plans = plans, .event_no = event_no, .answer = &answer};
	int done = 0;
	enum db got = DB_OK;

	while (got == DB_OK && done < MOVES_MOST) {
		int64_t seats;

		got = signup_next(env->db, event_no, &w.member_id, &seats);
		if (got != DB_OK)
			break;
		event_run(move_work, &w);
		if (answer.outcome == EVENT_LATE || answer.outcome == EVENT_UNKNOWN)
			break; /* no place for them: who is behind waits too */
		if (answer.outcome != EVENT_DONE)
			got = answer.outcome == EVENT_TRY_AGAIN ? DB_BUSY : DB_FAIL;
		else
			done++;
	}
	if (moved)
		*moved += done;
	return got == DB_NONE ? DB_OK : got;
}

static enum db wind_up_work(struct database *db, void *arg)
{
	struct event_work *w = arg;
	enum db got = load(w, db);
	int64_t points;

	if (got != DB_OK)
		return got;
	if (strcmp(w->event.state, "cancelled") != 0 || strcmp(w->row.state, "came") == 0)
		return event_refuse(w, EVENT_LATE);
	points = w->row.cost_points;
	got = event_points_back(w, "company");
	if (got == DB_OK)
		got = end_row(w, "company");
	return got == DB_OK ? event_tell(w->env, &w->event, w->member_id, "event_cancelled", points,
	                                 w->row.signup_no) : got;
}

/* Everybody in STATE; a member who cannot be served is left for the next run. */
static enum db wind_up(const struct service_env *env, const struct plan_book *plans,
                       int64_t event_no, const char *state, int *ended)
{
	struct signup_answer answer = {0};
	struct event_work w = {.env = env, .plans = plans, .event_no = event_no, .by_company = true,
	                       .answer = &answer};
	uint64_t *members, after = 0;
	enum db got = DB_OK, worst = DB_OK;
	int n = BATCH;

	while (got == DB_OK && n == BATCH) {
		got = signup_members(env->db, env->mem, event_no, state, after, BATCH, &members, &n);
		for (int i = 0; got == DB_OK && i < n; i++) {
			after = w.member_id = members[i];
			event_run(wind_up_work, &w);
			*ended += answer.outcome == EVENT_DONE;
			if (answer.outcome == EVENT_TRY_AGAIN || answer.outcome == EVENT_FAILED)
				worst = DB_FAIL;
		}
	}
	return got == DB_OK ? worst : got;
}

enum db event_wind_up(const struct service_env *env, const struct plan_book *plans,
                      int64_t event_no, int *ended)
{
	enum db got = wind_up(env, plans, event_no, "going", ended);

	return got == DB_OK ? wind_up(env, plans, event_no, "waiting", ended) : got;
}

enum db event_sweep(const struct service_env *env, const struct plan_book *plans, int *moved,
                    int *ended)
{
	int64_t *events;
	int n = 0;
	enum db got = event_due(env->db, env->mem, env->now, &events, &n), worst = got;
	struct member_event event;

	*moved = *ended = 0;
	for (int i = 0; got == DB_OK && i < n; i++) {
		got = event_read(env->db, env->mem, events[i], &event);
		if (got == DB_OK)
			got = strcmp(event.state, "cancelled") == 0
			              ? event_wind_up(env, plans, events[i], ended)
			              : event_move_up(env, plans, events[i], moved);
		if (got != DB_OK)
			worst = got;
		got = db_is_down(env->db) ? DB_FAIL : DB_OK;
	}
	return worst;
}
