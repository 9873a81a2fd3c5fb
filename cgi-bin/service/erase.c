#include "service/erase.h"

#include <string.h>

#include "base/mem.h"
#include "service/books.h"
#include "service/event.h"
#include "service/held.h"
#include "service/message.h"
#include "store/merge.h"

#define LOOK_AGAIN_DAYS 1
#define HOLDER "holder"

struct erase_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct person *person;
	struct person_id id; /* person_id 0 = the account */
	void *mem;           /* of one try */
	enum erase_outcome outcome;
};

/* The points go, so that nothing is owed to nobody; those of trips under way end
 * by their own dates. POINTS: how many. */
static enum db let_go(struct erase_work *w, struct books *books, int64_t *points)
{
	struct ledger_event event;
	int64_t pending, ending;
	enum db got = books_load(books, w->env->now);

	if (got != DB_OK)
		return got;
	ledger_figures(books->ledger, books->today, points, &pending, &ending);
	if (*points == 0)
		return DB_OK;
	event = books_event(books, EVENT_ADJUST, w->env->now);
	event.points = -*points;
	event.source_kind = SOURCE_CLOSE;
	event.source_id = "close";
	return books_apply(books, &event, NULL) == LEDGER_OK ? books_save(books) : DB_FAIL;
}

static enum db close_work(struct database *db, void *arg)
{
	struct erase_work *w = arg;
	struct books books;
	struct person_id *all = NULL;
	int64_t points = 0;
	char *state = NULL;
	int n = 0;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = ERASE_GONE;
	got = books_lock(&books, db, w->plans, w->mem, w->id.member_id, w->env->now);
	if (got == DB_OK)
		got = member_state_lock(db, w->mem, w->id.member_id, &state);
	if (got != DB_OK || strcmp(state, "active") != 0)
		return got == DB_OK ? DB_NONE : got;
	if (w->id.person_id == 0)
		got = let_go(w, &books, &points);
	if (got == DB_OK)
		got = message_tell(w->env, w->person, "erased");
	if (got == DB_OK)
		got = erase_close(db, w->id, points, w->env->now);
	if (got == DB_OK)
		got = erase_all_of(db, w->mem, w->id, &all, &n);
	for (int i = 0; got == DB_OK && i < n; i++)
		got = erase_end(db, all[i], w->env->now);
	if (got == DB_OK)
		w->outcome = ERASE_DONE;
	return got == DB_DUP ? DB_NONE : got;
}

/* Others may wait for the places; what is too late to give up stays. */
static enum erase_outcome leave_events(const struct service_env *env,
                                       const struct plan_book *plans, uint64_t member_id)
{
	struct signup_answer answer;
	struct erase_seat *seats;
	int n;
	enum db got = erase_seats(env->db, env->mem, member_id, &seats, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		event_leave(env, plans, seats[i].member_id, seats[i].event_no, &answer);
		if (answer.outcome == EVENT_TRY_AGAIN)
			return ERASE_TRY_AGAIN;
		if (answer.outcome == EVENT_FAILED)
			return ERASE_FAILED;
	}
	if (got == DB_OK)
		return ERASE_DONE;
	return got == DB_BUSY || db_is_down(env->db) ? ERASE_TRY_AGAIN : ERASE_FAILED;
}

enum erase_outcome erase_account(const struct service_env *env, const struct plan_book *plans,
                                 const struct person *person)
{
	struct erase_work w = {.env = env, .plans = plans, .person = person, .id = person->id};
	enum db got;

	if (strcmp(person->role, HOLDER) == 0)
		w.id.person_id = 0;
	if (w.id.person_id == 0) {
		enum erase_outcome left = leave_events(env, plans, w.id.member_id);

		if (left != ERASE_DONE)
			return left;
	}
	got = db_transact(env->db, close_work, &w);
	TALLOC_FREE(w.mem);
	if (got == DB_OK || got == DB_NONE)
		return w.outcome;
	return got == DB_BUSY || db_is_down(env->db) ? ERASE_TRY_AGAIN : ERASE_FAILED;
}

struct wipe_work {
	const struct service_env *env;
	struct person_id id;
};

static enum db wipe_work(struct database *db, void *arg)
{
	const struct wipe_work *w = arg;
	void *mem = talloc_new(NULL);
	int32_t today = day_of(w->env->now);
	struct person_id *all = NULL;
	int64_t rest = 0, rows = 0;
	int n = 0;
	enum db got = erase_all_of(db, mem, w->id, &all, &n);

	for (int i = 0; got == DB_OK && i < n; i++) {
		got = erase_wipe(db, all[i], w->env->now);
		if (got == DB_OK)
			got = erase_rest(db, all[i], &rows);
		rest += rows;
	}
	if (got == DB_OK)
		got = erase_done(db, w->id, w->env->now, rest > 0 ? today + LOOK_AGAIN_DAYS : DAY_NONE);
	talloc_free(mem);
	return got;
}

/* Nobody is there any more to whom points under review could go. */
static enum db refuse_held(const struct service_env *env, const struct plan_book *plans,
                           struct person_id id)
{
	struct order_answer answer;
	struct erase_held *rows = NULL;
	int n = 0;
	enum db got = id.person_id == 0
	                  ? erase_held_of(env->db, env->mem, id.member_id, &rows, &n)
	                  : DB_OK;

	for (int i = 0; got == DB_OK && i < n; i++) {
		enum order_outcome outcome =
			held_refuse(env->db, plans, env->mem, rows[i].partner, rows[i].order_no,
			            "account closed", &answer);

		if (outcome != ORDER_DONE && outcome != ORDER_ENDED)
			got = DB_FAIL;
	}
	return got;
}

enum db erase_settle(const struct service_env *env, const struct plan_book *plans,
                     int64_t *wiped)
{
	void *mem = talloc_new(NULL);
	struct person_id *ids;
	enum db worst;
	int n;
	enum db got = erase_due(env->db, mem, day_of(env->now), &ids, &n);

	worst = got;
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct wipe_work w = {.env = env, .id = ids[i]};
		enum db one = refuse_held(env, plans, ids[i]);

		if (one == DB_OK)
			one = db_transact(env->db, wipe_work, &w);
		if (one == DB_OK)
			++*wiped;
		else
			worst = one;
	}
	talloc_free(mem);
	return worst;
}
