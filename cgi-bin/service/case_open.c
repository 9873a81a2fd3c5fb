/* Opening a case: its clocks, its first step, the notice. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/calendar.h"
#include "service/case_private.h"
#include "service/form.h"
#include "service/reference.h"

#define LOCATION "/cases/"

bool case_priority(const struct plan *plan, const char *tier)
{
	for (int i = 0; i < plan->n_benefits; i++)
		if (strcmp(plan->benefits[i].code, "priority") == 0 && !plan->benefits[i].kind[0] &&
		    plan_tier_index(plan, tier) >= plan_tier_index(plan, plan->benefits[i].tier))
			return true;
	return false;
}

/* The row and first step of WHAT; the account is locked. */
static enum db write(const struct service_env *env, const struct plan *plan,
                     const struct case_new *what, const char *tier, const char *case_no)
{
	int64_t ack = calendar_next(plan, env->now);
	bool caller = what->staff_id != 0;
	struct case_row row = {
		.member_id = what->member_id, .owner_id = what->staff_id, .case_no = case_no,
		.kind = what->kind, .class = what->class, .department = "",
		.source = what->source, .source_ref = what->source_ref,
		.partner = what->partner, .order_no = what->order_no,
		.category = what->category, .branch = what->branch,
		.priority = case_priority(plan, tier), .state = "received",
		.waiting = "staff", .due_at = ack, .opened_at = env->now, .ack_due = ack,
		.acked_at = INSTANT_NONE, .answer_due = env->now + CASE_ANSWER_S, .last_step = 1};
	struct case_step step = {
		.step_no = 1, .step = "received",
		.author = (caller ? "staff" : "member"), .text = what->text,
		.staff_id = what->staff_id, .shown = true, .at = env->now};
	enum db got;

	if (caller) { /* whoever took the call has heard the member */
		row.acked_at = env->now;
		row.due_at = row.answer_due;
	}
	got = case_add(env->db, &row);
	if (got == DB_OK)
		got = case_step_add(env->db, what->member_id, case_no, &step);
	return got == DB_DUP ? DB_BUSY : got; /* another reference next time */
}

enum db case_open(const struct service_env *env, const struct plan_book *plans,
                  const struct case_new *what, char case_no[CASE_NO])
{
	const struct plan *plan = plan_on(plans, day_of(env->now));
	char *tier;
	enum db got = case_tier_lock(env->db, env->mem, what->member_id, &tier);

	if (got != DB_OK)
		return got;
	reference_draw('K', case_no);
	got = write(env, plan, what, tier, case_no);
	return got == DB_OK ? case_tell(env, what->member_id, case_no, "received", 1) : got;
}

enum db case_open_complaint(const struct service_env *env, const struct plan_book *plans,
                            const struct case_new *what, char case_no[CASE_NO])
{
	struct case_new complaint = *what;

	complaint.kind = "complaint";
	return case_open(env, plans, &complaint, case_no);
}

struct file_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct case_new *what;
	const char *form_id;
	char *case_no;
	enum case_outcome outcome;
};

static enum db file_work(struct database *db, void *arg)
{
	struct file_work *w = arg;
	int64_t open;
	enum db got;

	w->outcome = CASE_UNKNOWN;
	got = case_open(w->env, w->plans, w->what, w->case_no);
	if (got != DB_OK)
		return got;
	w->outcome = CASE_OK;
	got = form_claim(w->env, w->what->member_id, w->form_id, LOCATION, w->case_no, CASE_NO);
	if (got == DB_OK)
		got = case_open_count_lock(db, w->what->member_id, &open);
	if (got == DB_OK && open > CASE_OPEN_MAX) {
		w->outcome = CASE_MANY;
		return DB_NONE;
	}
	if (got == DB_OK && w->what->staff_id)
		got = staff_log(db, w->what->staff_id, "case_file", w->what->member_id, w->case_no,
		                w->what->kind);
	return got;
}

enum case_outcome case_file(const struct service_env *env, const struct plan_book *plans,
                            const struct case_new *what, const char *form_id,
                            char case_no[CASE_NO])
{
	struct file_work w = {.env = env, .plans = plans, .what = what, .form_id = form_id,
	                      .case_no = case_no};
	enum db got = db_transact(env->db, file_work, &w);

	return case_outcome(env, got, w.outcome);
}
