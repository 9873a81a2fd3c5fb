#include "service/adjust.h"

#include <string.h>

#include "base/mem.h"
#include "service/books.h"
#include "service/notice.h"
#include "service/reference.h"
#include "service/staff.h"
#include "store/form_done.h"
#include "store/merge.h"

struct adjust_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct adjust_asked *asked; /* NULL: a second signature */
	uint64_t member_id, signer_id;
	const char *adjust_no;
	bool grant;
	void *mem; /* of one try */
	struct books books;
	struct adjustment row;
	enum adjust_outcome outcome;
};

int64_t adjust_ceiling(const struct config *config)
{
	int64_t ceiling = ADJUST_CEILING;

	if (!config || !config_int(config, "Adjust.Ceiling", ADJUST_CEILING, &ceiling) || ceiling < 0)
		return ADJUST_CEILING;
	return ceiling;
}

static enum db refuse(struct adjust_work *w, enum adjust_outcome outcome)
{
	w->outcome = outcome;
	return DB_NONE;
}

static enum adjust_outcome run(db_work work, struct adjust_work *w)
{
	enum db got = db_transact(w->env->db, work, w);

	TALLOC_FREE(w->mem);
	if (got == DB_OK || got == DB_NONE)
		return w->outcome;
	return got == DB_BUSY || db_is_down(w->env->db) ? ADJUST_TRY_AGAIN : ADJUST_FAILED;
}

/* Starts a try: the account is locked first, always; a merged or deleted one takes
 * part no more, but that what waits for it is refused. */
static enum db lock(struct adjust_work *w, bool refuses)
{
	char *state;
	enum db got;

	TALLOC_FREE(w->mem);
	w->mem = talloc_new(NULL);
	w->outcome = ADJUST_UNKNOWN;
	got = books_lock(&w->books, w->env->db, w->plans, w->mem, w->member_id, w->env->now);
	if (got == DB_OK)
		got = member_state_lock(w->env->db, w->mem, w->member_id, &state);
	if (got == DB_OK && !refuses && strcmp(state, "active") != 0)
		return refuse(w, ADJUST_CLOSED);
	return got;
}

/* Tells the member, with the reason. */
static enum db tell(struct adjust_work *w)
{
	const struct ledger *ledger = w->books.ledger;
	struct notice_arg args[3] = {{.kind = 'p', .number = w->row.points},
	                             {.kind = 't', .text = w->row.reason}, {0}};
	struct notice notice = {
		.kind = talloc_asprintf(w->mem, "adjust_%s", w->row.kind),
		.once = w->row.adjust_no,
		.link = talloc_asprintf(w->mem, "/history/%lld", (long long)ledger->last_seq),
		.args = args};
	struct service_env env = *w->env;

	env.mem = w->mem;
	return notice_post(&env, w->member_id, &notice);
}

/* The entry of the row's points, and the notice. */
static enum db enter(struct adjust_work *w)
{
	struct ledger_event event;
	enum ledger_outcome outcome;
	enum db got = books_load(&w->books, w->env->now);

	if (got != DB_OK)
		return got;
	event = books_event(&w->books, EVENT_ADJUST, w->env->now);
	event.forgives = strcmp(w->row.kind, "forgive") == 0;
	event.points = strcmp(w->row.kind, "take") == 0 ? -w->row.points : w->row.points;
	event.source_kind = SOURCE_STAFF;
	event.source_id = w->row.adjust_no;
	outcome = books_apply(&w->books, &event, NULL);
	if (outcome == LEDGER_SHORT)
		return refuse(w, ADJUST_SHORT);
	if (outcome == LEDGER_TOO_MUCH)
		return refuse(w, ADJUST_NO_DEBT);
	if (outcome != LEDGER_OK)
		return DB_FAIL;
	got = books_save(&w->books);
	return got == DB_OK ? tell(w) : got;
}

static enum db note(struct adjust_work *w, uint64_t staff_id, const char *action)
{
	/* the reason stands in the adjustment, and goes with the account: never in the log */
	return staff_log(w->env->db, staff_id, action, w->member_id, w->row.adjust_no,
	                 talloc_asprintf(w->mem, "%s %lld", w->row.kind,
	                                 (long long)w->row.points));
}

static enum db claim_form(struct adjust_work *w)
{
	const char *form = w->asked->form_id;
	enum db got;

	if (!form || !*form)
		return DB_OK;
	got = form_done_add(w->env->db, w->member_id, form, w->adjust_no, w->env->now);
	return got == DB_DUP ? refuse(w, ADJUST_SETTLED) : got;
}

static enum db ask_work(struct database *db, void *arg)
{
	struct adjust_work *w = arg;
	char no[REFERENCE_TEXT];
	int64_t given = 0;
	bool second;
	enum db got = lock(w, false);

	if (got == DB_OK)
		got = adjustment_given_lock(db, w->member_id, day_start(w->books.today), &given);
	if (got != DB_OK)
		return got;
	second = w->asked->points > adjust_ceiling(w->env->config) - given;
	reference_draw('A', no);
	w->adjust_no = no;
	w->row = (struct adjustment){.member_id = w->member_id,
	                             .staff_id = w->asked->staff_id,
	                             .adjust_no = no,
	                             .kind = w->asked->kind,
	                             .reason = w->asked->reason,
	                             .points = w->asked->points,
	                             .state = second ? "asked" : "given",
	                             .asked_at = w->env->now};
	got = claim_form(w);
	if (got == DB_OK)
		got = adjustment_add(db, &w->row);
	if (got == DB_OK && !second)
		got = enter(w);
	if (got == DB_OK)
		got = note(w, w->asked->staff_id, second ? "adjust_ask" : "adjust");
	if (got == DB_OK)
		w->outcome = second ? ADJUST_ASKED : ADJUST_GIVEN;
	return got == DB_DUP ? DB_BUSY : got;
}

enum adjust_outcome adjust_ask(const struct service_env *env, const struct plan_book *plans,
                               const struct adjust_asked *asked)
{
	struct adjust_work w = {.env = env, .plans = plans, .asked = asked,
	                        .member_id = asked->member_id};

	return run(ask_work, &w);
}

static enum db sign_work(struct database *db, void *arg)
{
	struct adjust_work *w = arg;
	enum db got = lock(w, !w->grant);

	if (got == DB_OK)
		got = adjustment_lock(db, w->mem, w->member_id, w->adjust_no, &w->row);
	if (got != DB_OK)
		return got;
	if (strcmp(w->row.state, "asked") != 0)
		return refuse(w, ADJUST_SETTLED);
	if (w->row.staff_id == w->signer_id)
		return refuse(w, ADJUST_SAME);
	got = adjustment_settle(db, w->member_id, w->adjust_no, w->grant ? "given" : "refused",
	                        w->signer_id, w->env->now);
	if (got == DB_OK && w->grant)
		got = enter(w);
	if (got == DB_OK)
		got = note(w, w->signer_id, w->grant ? "adjust_sign" : "adjust_refuse");
	if (got == DB_OK)
		w->outcome = w->grant ? ADJUST_GIVEN : ADJUST_REFUSED;
	return got;
}

enum adjust_outcome adjust_sign(const struct service_env *env, const struct plan_book *plans,
                                uint64_t signer_id, const char *adjust_no, bool grant)
{
	struct adjust_work w = {.env = env, .plans = plans, .signer_id = signer_id,
	                        .adjust_no = adjust_no, .grant = grant};
	enum db got = adjustment_owner(env->db, adjust_no, &w.member_id);

	if (got == DB_NONE)
		return ADJUST_UNKNOWN;
	if (got != DB_OK)
		return got == DB_BUSY || db_is_down(env->db) ? ADJUST_TRY_AGAIN : ADJUST_FAILED;
	return run(sign_work, &w);
}
