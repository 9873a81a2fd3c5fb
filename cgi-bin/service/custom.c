#include "service/custom.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/calendar.h"
#include "service/case_private.h"
#include "service/form.h"
#include "service/notice.h"
#include "service/reference.h"

#define LOCATION "/custom/"
#define MEMBER_DAYS 14 /* how long a proposal waits before staff ask again */

const struct plan_benefit *custom_benefit(const struct plan *plan, const char *kind)
{
	const struct plan_benefit *best = NULL;

	for (int i = 0; i < plan->n_benefits; i++) {
		const struct plan_benefit *b = &plan->benefits[i];

		if (strcmp(b->code, CUSTOM_BENEFIT) != 0 || (b->kind[0] && strcmp(b->kind, kind) != 0))
			continue;
		if (!best || plan_tier_index(plan, b->tier) < plan_tier_index(plan, best->tier))
			best = b;
	}
	return best;
}

bool custom_open(const struct plan *plan, const char *tier, const char *kind)
{
	const struct plan_benefit *benefit = custom_benefit(plan, kind);

	return benefit && plan_tier_reaches(plan, tier, benefit->tier);
}

int64_t custom_promise(const struct plan *plan, int64_t from)
{
	return calendar_next(plan, calendar_next(plan, from));
}

static enum custom_outcome outcome_of(const struct service_env *env, enum db got,
                                      enum custom_outcome outcome)
{
	if (got == DB_OK || got == DB_NONE)
		return outcome;
	return got == DB_BUSY || db_is_down(env->db) ? CUSTOM_TRY_AGAIN : CUSTOM_FAILED;
}

/* The notice of STEP, number STEP_NO of the trip. */
static enum db tell(const struct service_env *env, uint64_t member_id, const char *trip_no,
                    const char *step, int64_t step_no)
{
	char kind[24], once[48], link[40];
	const struct notice_arg args[] = {{.kind = 't', .text = trip_no}, {0}};
	const struct notice notice = {.kind = kind, .once = once, .link = link, .args = args,
	                              .mail = NOTICE_BY_CHOICE};

	snprintf(kind, sizeof kind, "custom_%s", step);
	snprintf(once, sizeof once, "%s:%lld", trip_no, (long long)step_no);
	snprintf(link, sizeof link, LOCATION "%s", trip_no);
	return notice_post(env, member_id, &notice);
}

struct ask_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct custom_new *what;
	const char *form_id, *kind;
	uint64_t adviser;
	char *trip_no;
	enum custom_outcome outcome;
};

/* The row, its first step and the notice. */
static enum db file(struct ask_work *w, const struct plan *plan, const char *tier)
{
	const struct custom_new *what = w->what;
	const struct custom_row row = {
		.member_id = what->member_id, .owner_id = w->adviser, .trip_no = w->trip_no,
		.destination = what->destination, .period = what->period, .people = what->people,
		.budget_fen = what->budget_fen, .priority = case_priority(plan, tier),
		.state = "asked", .waiting = "staff", .due_at = custom_promise(plan, w->env->now),
		.opened_at = w->env->now, .last_step = 1};
	const struct custom_step step = {.step_no = 1, .step = "asked", .author = "member",
	                                 .text = what->wishes, .shown = true, .at = w->env->now};
	enum db got = custom_add(w->env->db, &row);

	if (got == DB_OK)
		got = custom_step_add(w->env->db, w->trip_no, &step);
	if (got == DB_OK)
		got = tell(w->env, what->member_id, w->trip_no, "asked", 1);
	return got == DB_DUP ? DB_BUSY : got; /* another reference next time */
}

static enum db ask_work(struct database *db, void *arg)
{
	struct ask_work *w = arg;
	const struct plan *plan = plan_on(w->plans, day_of(w->env->now));
	int64_t open = 0;
	char *tier;
	enum db got = case_tier_lock(db, w->env->mem, w->what->member_id, &tier);

	w->outcome = CUSTOM_UNKNOWN;
	if (got != DB_OK)
		return got;
	reference_draw('T', w->trip_no);
	w->outcome = CUSTOM_OK;
	got = form_claim(w->env, w->what->member_id, w->form_id, LOCATION, w->trip_no, CUSTOM_NO);
	if (got != DB_OK)
		return got;
	w->outcome = CUSTOM_TIER;
	if (!custom_open(plan, tier, w->kind))
		return DB_NONE;
	w->outcome = CUSTOM_MANY;
	got = custom_open_count_lock(db, w->what->member_id, &open);
	if (got == DB_OK && open >= CUSTOM_OPEN_MAX)
		return DB_NONE;
	w->outcome = CUSTOM_OK;
	return got == DB_OK ? file(w, plan, tier) : got;
}

enum custom_outcome custom_ask(const struct service_env *env, const struct plan_book *plans,
                               const struct custom_new *what, const char *form_id,
                               char trip_no[CUSTOM_NO])
{
	struct ask_work w = {.env = env, .plans = plans, .what = what, .form_id = form_id,
	                     .trip_no = trip_no};
	char *kind;
	enum db got = custom_asker(env->db, env->mem, what->member_id, &kind, &w.adviser);

	if (got != DB_OK)
		return outcome_of(env, got, CUSTOM_UNKNOWN);
	w.kind = kind;
	got = db_transact(env->db, ask_work, &w);
	return outcome_of(env, got, w.outcome);
}

static bool is(const struct custom_row *row, const char *state)
{
	return strcmp(row->state, state) == 0;
}

bool custom_may(const struct custom_row *row, enum custom_act act, bool member)
{
	bool open = is(row, "asked") || is(row, "proposed");

	switch (act) {
	case CUSTOM_TAKE: return !member && (open || is(row, "booked"));
	case CUSTOM_MESSAGE: return open || is(row, "booked");
	case CUSTOM_NOTE: return !member;
	case CUSTOM_PROPOSE:
	case CUSTOM_DECLINE: return !member && open;
	case CUSTOM_BOOK: return !member && is(row, "proposed");
	case CUSTOM_CLOSE: return !member && is(row, "booked");
	case CUSTOM_AGREE: return member && is(row, "proposed") && strcmp(row->waiting, "member") == 0;
	case CUSTOM_WITHDRAW: return member && open;
	}
	return false;
}

static const char *word_of(enum custom_act act)
{
	switch (act) {
	case CUSTOM_TAKE: return "taken";
	case CUSTOM_NOTE: return "note";
	case CUSTOM_PROPOSE: return "proposed";
	case CUSTOM_BOOK: return "booked";
	case CUSTOM_CLOSE: return "closed";
	case CUSTOM_DECLINE: return "declined";
	case CUSTOM_AGREE: return "agreed";
	case CUSTOM_WITHDRAW: return "withdrawn";
	default: return "message";
	}
}

static bool needs_words(enum custom_act act)
{
	return act == CUSTOM_MESSAGE || act == CUSTOM_NOTE || act == CUSTOM_PROPOSE ||
	       act == CUSTOM_DECLINE;
}

struct act_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct custom_asked *asked;
	struct custom_row row;
	bool orphan; /* its adviser is blocked, or works at no queue any more */
	enum custom_outcome outcome;
};

static void turn(struct custom_row *row, const char *state, const char *waiting, int64_t due_at)
{
	row->state = state;
	row->waiting = waiting;
	row->due_at = due_at;
}

/* What a step by staff does to the trip. */
static void by_staff(struct act_work *w)
{
	struct custom_row *row = &w->row;
	const struct custom_asked *a = w->asked;
	int64_t now = w->env->now, wait = now + MEMBER_DAYS * CASE_DAY_S;

	if (a->act == CUSTOM_NOTE)
		return;
	if (row->owner_id == 0 || w->orphan || a->act == CUSTOM_TAKE)
		row->owner_id = a->staff_id;
	if (a->act == CUSTOM_PROPOSE) {
		turn(row, "proposed", "member", wait);
	} else if (a->act == CUSTOM_BOOK) {
		turn(row, "booked", "trip", now);
	} else if (a->act == CUSTOM_CLOSE || a->act == CUSTOM_DECLINE) {
		turn(row, word_of(a->act), "none", now);
		row->closed_at = now;
		if (a->act == CUSTOM_DECLINE)
			row->reason = a->text;
	} else if (a->act == CUSTOM_MESSAGE) {
		turn(row, row->state, is(row, "booked") ? "trip" : "member",
		     is(row, "booked") ? now : wait);
	}
}

/* What a step by the member does to the trip. */
static void by_member(struct act_work *w)
{
	struct custom_row *row = &w->row;
	int64_t now = w->env->now;

	if (w->asked->act == CUSTOM_WITHDRAW) {
		turn(row, "withdrawn", "none", now);
		row->closed_at = now;
	} else if (strcmp(row->waiting, "staff") != 0) {
		/* what waits for staff already keeps the time promised first */
		turn(row, row->state, "staff", custom_promise(plan_on(w->plans, day_of(now)), now));
	}
}

/* Whether who looks after the trip may still act; whoever of the staff takes the next
 * step takes it over from somebody who may not. */
static enum db read_owner(struct act_work *w)
{
	struct staff owner;
	uint64_t id = w->row.owner_id;
	enum db got;

	w->orphan = false;
	if (!w->asked->staff_id || id == 0 || id == w->asked->staff_id)
		return DB_OK;
	got = staff_lock(w->env->db, w->env->mem, id, &owner);
	w->orphan = got == DB_NONE ||
	            (got == DB_OK && (strcmp(owner.state, "active") != 0 ||
	                              (strcmp(owner.role, "clerk") != 0 &&
	                               strcmp(owner.role, "manager") != 0)));
	return got == DB_NONE ? DB_OK : got;
}

static enum db act_work(struct database *db, void *arg)
{
	struct act_work *w = arg;
	const struct custom_asked *a = w->asked;
	struct custom_step step = {.step = word_of(a->act), .author = a->staff_id ? "staff" : "member",
	                           .text = a->text, .staff_id = a->staff_id,
	                           .shown = a->act != CUSTOM_NOTE, .at = w->env->now};
	enum db got = custom_lock(db, w->env->mem, a->member_id, a->trip_no, &w->row);

	w->outcome = CUSTOM_UNKNOWN;
	if (got != DB_OK)
		return got;
	w->outcome = CUSTOM_TOO_LATE;
	if (!custom_may(&w->row, a->act, a->staff_id == 0))
		return DB_NONE;
	w->outcome = CUSTOM_LACKS;
	if (needs_words(a->act) && !a->text[0])
		return DB_NONE;
	w->outcome = CUSTOM_OK;
	got = read_owner(w);
	if (got != DB_OK)
		return got;
	step.step_no = ++w->row.last_step;
	if (a->staff_id)
		by_staff(w);
	else
		by_member(w);
	got = a->staff_id ? custom_put_staff(db, &w->row) : custom_put(db, &w->row);
	if (got == DB_OK)
		got = custom_step_add(db, a->trip_no, &step);
	if (got == DB_OK && a->staff_id && step.shown && a->act != CUSTOM_TAKE)
		got = tell(w->env, a->member_id, a->trip_no, step.step, step.step_no);
	if (got == DB_OK && a->staff_id)
		got = staff_log(db, a->staff_id, "custom_step", a->member_id, a->trip_no, step.step);
	return got;
}

enum custom_outcome custom_act(const struct service_env *env, const struct plan_book *plans,
                               const struct custom_asked *asked)
{
	struct act_work w = {.env = env, .plans = plans, .asked = asked};
	enum db got = db_transact(env->db, act_work, &w);

	return outcome_of(env, got, w.outcome);
}

struct order_work {
	const struct service_env *env;
	uint64_t staff_id, member_id;
	const char *trip_no;
	struct custom_order order;
	enum custom_outcome outcome;
};

static enum db order_work(struct database *db, void *arg)
{
	struct order_work *w = arg;
	struct custom_row row;
	enum db got = custom_lock(db, w->env->mem, w->member_id, w->trip_no, &row);

	w->outcome = CUSTOM_UNKNOWN;
	if (got != DB_OK)
		return got;
	w->outcome = CUSTOM_TOO_LATE;
	if (!is(&row, "proposed") && !is(&row, "booked") && !is(&row, "closed"))
		return DB_NONE;
	w->outcome = CUSTOM_OK;
	got = custom_order_add(db, w->trip_no, w->staff_id, &w->order);
	if (got == DB_DUP)
		return DB_NONE;
	if (got == DB_OK)
		got = staff_log(db, w->staff_id, "custom_order", w->member_id, w->trip_no,
		                w->order.order_no);
	return got;
}

enum custom_outcome custom_order_note(const struct service_env *env, uint64_t staff_id,
                                      uint64_t member_id, const char *trip_no,
                                      const char *order_no)
{
	struct order_work w = {.env = env, .staff_id = staff_id, .member_id = member_id,
	                       .trip_no = trip_no, .order = {.order_no = order_no, .at = env->now}};
	char *partner;
	enum db got = custom_order_of(env->db, env->mem, member_id, order_no, &partner);

	if (got != DB_OK)
		return outcome_of(env, got, CUSTOM_NO_ORDER);
	w.order.partner = partner;
	got = db_transact(env->db, order_work, &w);
	return outcome_of(env, got, w.outcome);
}
