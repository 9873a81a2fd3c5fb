#include "service/goodwill.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "service/books.h"
#include "service/case_private.h"
#include "service/reference.h"
#include "store/form_done.h"

struct goodwill_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct goodwill_asked *asked; /* NULL: a second signature */
	uint64_t member_id, signer_id;
	const char *goodwill_no;
	bool grant;
	void *mem; /* of one try */
	struct books books;
	struct goodwill row;
	enum goodwill_outcome outcome;
};

static int64_t month_of(int64_t now)
{
	struct civil date = civil_of(day_of(now));

	return date.year * 100 + date.month;
}

static enum db refuse(struct goodwill_work *w, enum goodwill_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum goodwill_outcome run(db_work work, struct goodwill_work *w)
{
	enum db got = db_transact(w->env->db, work, w);

	TALLOC_FREE(w->mem);
	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(w->env->db) ? GOODWILL_TRY_AGAIN : GOODWILL_FAILED;
}

/* Starts a try: the account is locked first, always. */
static enum db lock(struct goodwill_work *w)
{
	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = GOODWILL_UNKNOWN;
	return books_lock(&w->books, w->env->db, w->plans, w->mem, w->member_id, w->env->now);
}

/* The entry of the row's points. */
static enum db credit(struct goodwill_work *w)
{
	struct ledger_event event;
	enum db got = books_load(&w->books, w->env->now);

	if (got != DB_OK)
		return got;
	event = books_event(&w->books, EVENT_CREDIT, w->env->now);
	event.points = w->row.points;
	event.source_kind = SOURCE_GOODWILL;
	event.source_id = w->row.goodwill_no;
	event.travel_end = DAY_NONE;
	if (books_apply(&w->books, &event, NULL) != LEDGER_OK)
		return DB_FAIL;
	return books_save(&w->books);
}

/* The step in the case by which the member sees the points, and the notice. */
static enum db show(struct goodwill_work *w)
{
	char points[INT_TEXT];
	struct case_row row;
	struct case_step step = {.step = "goodwill", .author = "staff", .staff_id = w->row.staff_id,
	                         .text = int_text(points, w->row.points), .shown = true,
	                         .at = w->env->now};
	enum db got = case_lock(w->env->db, w->mem, w->member_id, w->row.case_no, &row);

	if (got != DB_OK)
		return got;
	step.step_no = ++row.last_step;
	got = case_put_staff(w->env->db, &row);
	if (got == DB_OK)
		got = case_step_add(w->env->db, w->member_id, row.case_no, &step);
	if (got == DB_OK)
		got = case_tell(w->env, w->member_id, row.case_no, "goodwill", step.step_no);
	return got;
}

/* Takes the row's points from the budget. DB_NONE: it does not reach. */
static enum db take(struct goodwill_work *w, const struct plan *plan)
{
	int64_t used;
	enum db got = goodwill_used_lock(w->env->db, w->row.staff_id, w->row.month, &used);

	if (got == DB_OK && w->row.points > plan->goodwill.month_points - used)
		return refuse(w, GOODWILL_BUDGET);
	if (got == DB_OK)
		got = goodwill_use(w->env->db, w->row.staff_id, w->row.month, used + w->row.points);
	return got;
}

static enum db claim_form(struct goodwill_work *w)
{
	const char *form = w->asked->form_id;
	enum db got;

	if (!form || !*form)
		return DB_OK;
	got = form_done_add(w->env->db, w->member_id, form, w->goodwill_no, w->env->now);
	return got == DB_DUP ? refuse(w, GOODWILL_SETTLED) : got;
}

static enum db give_work(struct database *db, void *arg)
{
	struct goodwill_work *w = arg;
	const struct plan *plan = plan_on(w->plans, day_of(w->env->now));
	bool second = w->asked->points > plan->goodwill.ceiling;
	char no[REFERENCE_TEXT];
	struct case_row known;
	enum db got = lock(w);

	reference_draw('G', no);
	w->goodwill_no = no;
	w->row = (struct goodwill){.member_id = w->member_id, .staff_id = w->asked->staff_id,
	                           .goodwill_no = no, .case_no = w->asked->case_no,
	                           .reason = w->asked->reason, .points = w->asked->points,
	                           .state = second ? "asked" : "given",
	                           .month = month_of(w->env->now), .asked_at = w->env->now};
	if (got == DB_OK)
		got = case_lock(db, w->mem, w->member_id, w->asked->case_no, &known);
	if (got == DB_OK)
		got = claim_form(w);
	if (got == DB_OK)
		got = take(w, plan);
	if (got == DB_OK)
		got = goodwill_add(db, &w->row);
	if (got == DB_OK && !second)
		got = credit(w);
	if (got == DB_OK && !second)
		got = show(w);
	if (got == DB_OK)
		got = staff_log(db, w->asked->staff_id, second ? "goodwill_ask" : "goodwill_give",
		                w->member_id, w->asked->case_no,
		                talloc_asprintf(w->mem, "%lld points", (long long)w->row.points));
	if (got == DB_OK)
		w->outcome = second ? GOODWILL_ASKED : GOODWILL_GIVEN;
	return got == DB_DUP ? DB_BUSY : got;
}

enum goodwill_outcome goodwill_give(const struct service_env *env, const struct plan_book *plans,
                                    const struct goodwill_asked *asked)
{
	struct goodwill_work w = {.env = env, .plans = plans, .asked = asked,
	                          .member_id = asked->member_id};

	return run(give_work, &w);
}

/* The points go back to the budget they came from. */
static enum db put_back(struct goodwill_work *w)
{
	int64_t used;
	enum db got = goodwill_used_lock(w->env->db, w->row.staff_id, w->row.month, &used);

	if (got == DB_OK)
		got = goodwill_use(w->env->db, w->row.staff_id, w->row.month, used - w->row.points);
	return got;
}

static enum db sign_work(struct database *db, void *arg)
{
	struct goodwill_work *w = arg;
	enum db got = lock(w);

	if (got == DB_OK)
		got = goodwill_lock(db, w->mem, w->member_id, w->goodwill_no, &w->row);
	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "asked") != 0)
		return refuse(w, GOODWILL_SETTLED);
	if (w->row.staff_id == w->signer_id)
		return refuse(w, GOODWILL_SAME);
	got = goodwill_settle(db, w->member_id, w->goodwill_no, w->grant ? "given" : "refused",
	                      w->signer_id, w->env->now);
	if (got == DB_OK && w->grant)
		got = credit(w);
	if (got == DB_OK)
		got = w->grant ? show(w) : put_back(w);
	if (got == DB_OK)
		got = staff_log(db, w->signer_id, w->grant ? "goodwill_sign" : "goodwill_refuse",
		                w->member_id, w->row.case_no,
		                talloc_asprintf(w->mem, "%lld points", (long long)w->row.points));
	if (got == DB_OK)
		w->outcome = w->grant ? GOODWILL_GIVEN : GOODWILL_REFUSED;
	return got == DB_NONE ? DB_FAIL : got;
}

enum goodwill_outcome goodwill_sign(const struct service_env *env, const struct plan_book *plans,
                                    uint64_t signer_id, const char *goodwill_no, bool grant)
{
	struct goodwill_work w = {.env = env, .plans = plans, .signer_id = signer_id,
	                          .goodwill_no = goodwill_no, .grant = grant};
	enum db got = goodwill_owner(env->db, goodwill_no, &w.member_id);

	if (got == DB_NONE)
		return GOODWILL_UNKNOWN;
	if (got != DB_OK)
		return got == DB_BUSY || db_is_down(env->db) ? GOODWILL_TRY_AGAIN : GOODWILL_FAILED;
	return run(sign_work, &w);
}

enum db goodwill_left(const struct service_env *env, const struct plan_book *plans,
                      uint64_t staff_id, int64_t *left)
{
	const struct plan *plan = plan_on(plans, day_of(env->now));
	int64_t used = 0;
	enum db got = goodwill_used(env->db, staff_id, month_of(env->now), &used);

	*left = plan->goodwill.month_points > used ? plan->goodwill.month_points - used : 0;
	return got;
}
