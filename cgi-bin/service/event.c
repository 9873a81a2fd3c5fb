#include "service/event.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/event_private.h"
#include "service/message.h"
#include "service/notice.h"
#include "service/reference.h"
#include "service/taken.h"
#include "store/form_done.h"
#include "store/stop.h"

void event_run(db_work work, struct event_work *w)
{
	enum db got;

	*w->answer = (struct signup_answer){.outcome = EVENT_UNKNOWN};
	got = db_transact(w->env->db, work, w);
	TALLOC_FREE(w->mem);
	if (got == DB_OK) {
		w->answer->outcome = EVENT_DONE;
	} else if (got != DB_NONE) {
		w->answer->outcome =
			got == DB_BUSY || db_is_down(w->env->db) ? EVENT_TRY_AGAIN : EVENT_FAILED;
		if (w->answer->outcome == EVENT_FAILED)
			log_event(LOG_ERROR, "event_failed", "event=%lld", (long long)w->event_no);
	}
}

enum db event_refuse(struct event_work *w, enum event_outcome outcome)
{
	w->answer->outcome = outcome;
	return DB_NONE;
}

enum db event_begin(struct event_work *w, struct database *db)
{
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	assert(w->mem != NULL);
	*w->answer = (struct signup_answer){.outcome = EVENT_UNKNOWN};
	got = books_lock(&w->books, db, w->plans, w->mem, w->member_id, w->env->now);
	if (got == DB_OK)
		got = stop_pass(db, NULL, 0, &w->stopped);
	return got == DB_OK ? books_load(&w->books, w->env->now) : got;
}

enum db event_tell(const struct service_env *env, const struct member_event *event,
                   uint64_t member_id, const char *kind, int64_t points, const char *once)
{
	struct notice_arg args[] = {
		{.kind = 't', .text = event_name(event, "zh-CN"), .text_en = event_name(event, "en")},
		{.kind = 'd', .number = day_of(event->starts_at)},
		{.kind = 'p', .number = points},
		{0},
	};
	struct notice notice = {.kind = kind, .once = once, .args = args};
	char link[40];

	snprintf(link, sizeof link, "/events/%lld", (long long)event->event_no);
	notice.link = link;
	return notice_post(env, member_id, &notice);
}

static enum db refused(struct event_work *w, enum event_verdict verdict)
{
	w->answer->verdict = verdict;
	return event_refuse(w, EVENT_REFUSED);
}

enum db event_spend(struct event_work *w, const char *no, int64_t points)
{
	struct ledger_event event = books_event(&w->books, EVENT_SPEND, w->env->now);
	enum ledger_outcome outcome;

	if (points == 0)
		return DB_OK;
	event.points = points;
	event.source_kind = SOURCE_SPEND;
	event.source_id = no;
	outcome = books_apply(&w->books, &event, NULL);
	if (outcome == LEDGER_SHORT || outcome == LEDGER_IN_DEBT)
		return refused(w, outcome == LEDGER_SHORT ? EVENT_SHORT : EVENT_DEBT);
	return outcome == LEDGER_OK ? books_save(&w->books) : DB_FAIL;
}

enum db event_points_back(struct event_work *w, const char *why)
{
	struct ledger_event event = books_event(&w->books, EVENT_GIVE_BACK, w->env->now);
	char source[LEDGER_SOURCE];
	struct taken taken = {0};
	enum db got;

	if (w->row.cost_points == 0)
		return DB_OK;
	got = taken_load(&w->books, w->row.signup_no, &taken);
	if (got != DB_OK || taken.points != w->row.cost_points)
		return got == DB_OK || got == DB_NONE ? DB_FAIL : got;
	snprintf(source, sizeof source, "%s/%s", w->row.signup_no, why);
	event.points = taken.points;
	event.source_kind = SOURCE_SPEND;
	event.source_id = source;
	event.taken = taken.rows;
	event.n_taken = taken.n;
	event.by_company = w->by_company;
	w->row.points_back = 1;
	w->answer->cost_points = taken.points;
	if (books_apply(&w->books, &event, NULL) != LEDGER_OK)
		return DB_FAIL;
	return books_save(&w->books);
}

/* The form has its effect once; DB_NONE: it had it before. */
static enum db claim_form(struct event_work *w)
{
	const char *form = w->asked->form_id;
	char location[40];
	enum db got;

	if (!form || !*form)
		return DB_OK;
	snprintf(location, sizeof location, "/events/%lld", (long long)w->event_no);
	got = form_done_add(w->books.db, w->member_id, form, location, w->env->now);
	return got == DB_DUP ? event_refuse(w, EVENT_REPEATED) : got;
}

static struct event_guest guest_of(struct event_work *w, bool signed_up)
{
	struct ledger *ledger = w->books.ledger;
	int64_t pending, ending;
	struct event_guest guest = {.tier = ledger->tier, .kind = w->kind, .debt = ledger->debt,
	                            .may_spend = w->may_spend, .stopped = w->stopped,
	                            .signed_up = signed_up};

	ledger_figures(ledger, w->books.today, &guest.available, &pending, &ending);
	if (guest.available > 0)
		guest.debt = 0; /* what came in since has paid it */
	return guest;
}

/* Judges what needs no lock but the account's. */
static enum db judge(struct event_work *w)
{
	const struct plan *plan = plan_on(w->plans, w->books.today);
	struct event_terms terms;
	struct event_guest guest;
	enum event_verdict verdict;
	enum db got = signup_lock(w->books.db, w->mem, w->member_id, w->event_no, &w->row);
	bool signed_up = got == DB_OK;

	if (got == DB_OK || got == DB_NONE)
		got = event_share(w->books.db, w->mem, w->event_no, &w->event);
	if (got != DB_OK)
		return got;
	if (strcmp(w->event.state, "draft") == 0)
		return DB_NONE;
	terms = event_terms_of(&w->event);
	guest = guest_of(w, signed_up);
	verdict = event_judge(plan, &terms, &guest, w->asked->seats, w->asked->shown_cost, w->env->now);
	w->answer->available = guest.available;
	return verdict == EVENT_MAY ? DB_OK : refused(w, verdict);
}

static enum db tell_spend(struct event_work *w)
{
	struct person_id id = {w->member_id, w->person_id};
	struct person person;
	char about[32];
	enum db got = person_lock(w->books.db, w->mem, id, &person);

	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	snprintf(about, sizeof about, "event:%" PRId64, w->event_no);
	return message_about(w->env, &person, "event_joined", about);
}

static enum db take_places(struct event_work *w, const char *no)
{
	struct database *db = w->books.db;
	int64_t seats = w->asked->seats, cost = seats * w->event.cost_points;
	bool free = w->stock.waiting == 0 && w->stock.places - w->stock.taken >= seats;
	enum db got = free ? event_spend(w, no, cost) : DB_OK;

	w->answer->waiting = !free;
	w->row = (struct signup){.member_id = w->member_id, .signup_no = no, .event_no = w->event_no,
	                         .person_id = w->person_id, .seats = seats,
	                         .state = free ? "going" : "waiting",
	                         .queue_no = free ? 0 : w->stock.last_queue + 1,
	                         .cost_points = free ? cost : 0, .signed_at = w->env->now};
	if (got != DB_OK)
		return got;
	if (free)
		w->stock.taken += seats;
	else
		w->stock.waiting++, w->stock.last_queue++;
	w->answer->cost_points = w->row.cost_points;
	got = signup_add(db, &w->row);
	if (got == DB_OK)
		got = event_stock_put(db, w->event_no, &w->stock);
	if (got == DB_OK && w->row.cost_points > 0)
		got = tell_spend(w);
	return got == DB_DUP ? DB_BUSY : got; /* another reference next time */
}

static enum db sign_up_work(struct database *db, void *arg)
{
	struct event_work *w = arg;
	char no[REFERENCE_TEXT];
	enum db got = event_begin(w, db);

	if (got == DB_OK)
		got = claim_form(w);
	if (got == DB_OK)
		got = member_kind_lock(db, w->mem, w->member_id, &w->kind);
	if (got == DB_OK)
		got = judge(w);
	if (got == DB_OK)
		got = event_stock_lock(db, w->event_no, &w->stock);
	if (got != DB_OK)
		return got;
	reference_draw('E', no);
	got = take_places(w, no);
	w->answer->available -= w->answer->cost_points;
	return got;
}

void event_sign_up(const struct service_env *env, const struct plan_book *plans,
                   const struct signup_asked *asked, struct signup_answer *answer)
{
	struct event_work w = {.env = env, .plans = plans, .member_id = asked->member_id,
	                       .person_id = asked->person_id, .event_no = asked->event_no,
	                       .asked = asked, .answer = answer};
	struct person_id id = {asked->member_id, asked->person_id};
	struct person person;
	enum db got = person_get(env->db, env->mem, id, &person);

	*answer = (struct signup_answer){.outcome = EVENT_UNKNOWN};
	if (got != DB_OK) {
		if (got != DB_NONE)
			answer->outcome = db_is_down(env->db) ? EVENT_TRY_AGAIN : EVENT_FAILED;
		return;
	}
	w.may_spend = person.may_spend || asked->person_id == PERSON_HOLDER;
	event_run(sign_up_work, &w);
}
