/* What happens to a case after it was filed. */
#include <string.h>

#include "base/mem.h"
#include "rule/calendar.h"
#include "service/case_private.h"

#define ACCEPT_DAYS 10  /* a proposal without a word from the member may be carried out */
#define EXECUTE_DAYS 10 /* from accepted to executed */
#define FOLLOW_DAYS 7   /* from executed to followed up */

struct act_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct case_asked *asked;
	struct case_row row;
	enum case_outcome outcome;
};

bool case_is_complaint(const struct case_row *row)
{
	return strcmp(row->kind, "complaint") == 0;
}

static bool is(const struct case_row *row, const char *state)
{
	return strcmp(row->state, state) == 0;
}

/* Whether the member can still send back what was closed. */
static bool reopens(const struct case_row *row, int64_t now)
{
	if (!is(row, "closed"))
		return is(row, "proposed") || is(row, "executed") || is(row, "answered");
	return now < row->closed_at + CASE_REOPEN_DAYS * CASE_DAY_S;
}

bool case_may(const struct case_row *row, enum case_act act, bool member, int64_t now)
{
	bool complaint = case_is_complaint(row), closed = is(row, "closed");

	switch (act) {
	case CASE_CLASSIFY: return !member && !closed;
	case CASE_INVESTIGATE: return !member && complaint && is(row, "classified");
	case CASE_PROPOSE:
		return !member && (is(row, "classified") || is(row, "investigating")) && complaint;
	case CASE_AGREED: return !member && is(row, "proposed");
	case CASE_EXECUTE:
		return !member && (is(row, "accepted") || (is(row, "proposed") && row->due_at < now));
	case CASE_CLOSE: return !member && is(row, complaint ? "executed" : "answered");
	case CASE_REPLY: return !closed;
	case CASE_NOTE: return !member;
	case CASE_ACCEPT: return member && is(row, "proposed");
	case CASE_REOPEN: return member && reopens(row, now);
	}
	return false;
}

/* The word of the step's row. */
static const char *word_of(const struct case_row *row, const struct case_asked *asked)
{
	switch (asked->act) {
	case CASE_CLASSIFY: return "classified";
	case CASE_INVESTIGATE: return "investigating";
	case CASE_PROPOSE: return "proposed";
	case CASE_AGREED:
	case CASE_ACCEPT: return "accepted";
	case CASE_EXECUTE: return "executed";
	case CASE_CLOSE: return "closed";
	case CASE_REOPEN: return "reopened";
	case CASE_NOTE: return "note";
	default: return asked->staff_id && !case_is_complaint(row) ? "answered" : "reply";
	}
}

/* Whether what the act needs is there. */
static bool complete(const struct act_work *w)
{
	const struct case_asked *a = w->asked;

	switch (a->act) {
	case CASE_CLASSIFY: return a->class && *a->class && a->department && *a->department;
	case CASE_INVESTIGATE:
	case CASE_ACCEPT: return true;
	case CASE_CLOSE: return !case_is_complaint(&w->row) || (a->cause && *a->cause);
	default: return *a->text != '\0';
	}
}

static void turn(struct case_row *row, const char *state, const char *waiting, int64_t due_at)
{
	row->state = state;
	row->waiting = waiting;
	row->due_at = due_at;
}

/* What a step by staff does to the case. */
static void by_staff(struct act_work *w)
{
	struct case_row *row = &w->row;
	const struct case_asked *a = w->asked;
	int64_t now = w->env->now;

	if (a->act == CASE_NOTE)
		return;
	if (row->acked_at == INSTANT_NONE) {
		row->acked_at = now;
		if (strcmp(row->waiting, "staff") == 0)
			row->due_at = row->answer_due;
	}
	if (a->act == CASE_CLASSIFY) {
		row->class = a->class;
		row->department = a->department;
		row->owner_id = a->owner_id ? a->owner_id : a->staff_id;
		if (is(row, "received") && case_is_complaint(row))
			row->state = "classified";
	} else if (a->act == CASE_INVESTIGATE) {
		row->state = "investigating";
	} else if (a->act == CASE_PROPOSE) {
		turn(row, "proposed", "member", now + ACCEPT_DAYS * CASE_DAY_S);
	} else if (a->act == CASE_AGREED) {
		turn(row, "accepted", "staff", now + EXECUTE_DAYS * CASE_DAY_S);
	} else if (a->act == CASE_EXECUTE) {
		turn(row, "executed", "staff", now + FOLLOW_DAYS * CASE_DAY_S);
	} else if (a->act == CASE_CLOSE) {
		turn(row, "closed", "none", now);
		row->closed_at = now;
		row->cause = case_is_complaint(row) ? a->cause : "";
	} else if (!case_is_complaint(row)) {
		turn(row, "answered", "member", now + CASE_REOPEN_DAYS * CASE_DAY_S);
	}
	if (row->answered_at == INSTANT_NONE && (is(row, "proposed") || is(row, "answered")))
		row->answered_at = now;
	if (a->outcome && *a->outcome)
		row->outcome = a->outcome;
}

/* What a step by the member does to the case. */
static void by_member(struct act_work *w)
{
	struct case_row *row = &w->row;
	int64_t now = w->env->now;
	const struct plan *plan = plan_on(w->plans, day_of(now));

	if (w->asked->act == CASE_ACCEPT) {
		turn(row, "accepted", "staff", now + EXECUTE_DAYS * CASE_DAY_S);
	} else if (w->asked->act == CASE_REOPEN) {
		row->reopened++;
		row->answer_due = now + CASE_ANSWER_S;
		if (case_is_complaint(row))
			turn(row, "investigating", "staff", row->answer_due);
		else
			turn(row, "received", "staff", calendar_next(plan, now));
	} else if (!case_is_complaint(row) && strcmp(row->waiting, "member") == 0) {
		turn(row, "received", "staff", calendar_next(plan, now));
	}
}

/* The notice and, of staff, the line in the log. */
static enum db tell(struct act_work *w, const char *step)
{
	const struct case_asked *a = w->asked;
	enum db got = DB_OK;

	if (!a->staff_id)
		return DB_OK;
	if (a->act != CASE_NOTE)
		got = case_tell(w->env, a->member_id, a->case_no, step, w->row.last_step);
	if (got == DB_OK)
		got = staff_log(w->env->db, a->staff_id, "case_step", a->member_id, a->case_no, step);
	return got;
}

static enum db act_work(struct database *db, void *arg)
{
	struct act_work *w = arg;
	const struct case_asked *a = w->asked;
	struct case_step step = {.author = a->staff_id ? "staff" : "member", .text = a->text,
	                         .staff_id = a->staff_id, .shown = a->act != CASE_NOTE,
	                         .at = w->env->now};
	enum db got = case_lock(db, w->env->mem, a->member_id, a->case_no, &w->row);

	w->outcome = CASE_UNKNOWN;
	if (got != DB_OK)
		return got;
	w->outcome = CASE_TOO_LATE;
	if (!case_may(&w->row, a->act, a->staff_id == 0, w->env->now))
		return DB_NONE;
	w->outcome = CASE_LACKS;
	if (!complete(w))
		return DB_NONE;
	w->outcome = CASE_OK;
	step.step = word_of(&w->row, a);
	step.step_no = ++w->row.last_step;
	if (a->staff_id)
		by_staff(w);
	else
		by_member(w);
	got = a->staff_id ? case_put_staff(db, &w->row) : case_put(db, &w->row);
	if (got == DB_OK)
		got = case_step_add(db, a->member_id, a->case_no, &step);
	return got == DB_OK ? tell(w, step.step) : got;
}

enum case_outcome case_act(const struct service_env *env, const struct plan_book *plans,
                           const struct case_asked *asked)
{
	struct act_work w = {.env = env, .plans = plans, .asked = asked};
	enum db got = db_transact(env->db, act_work, &w);

	return case_outcome(env, got, w.outcome);
}
