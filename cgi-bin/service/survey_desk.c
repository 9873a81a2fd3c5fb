#include "service/survey_desk.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "service/form.h"
#include "service/staff.h"

#define ID_TEXT 24

struct open_work {
	const struct service_env *env;
	const struct plan_book *plans;
	const struct survey_written *written;
	const struct survey_state *state;
	struct survey_invitation v;
};

static enum db open_work(struct database *db, void *arg)
{
	struct open_work *w = arg;
	char no[ID_TEXT], subject[ID_TEXT];
	enum db got;

	w->v = (struct survey_invitation){0};
	snprintf(subject, sizeof subject, "%" PRIu64, w->state->survey.survey_id);
	snprintf(no, sizeof no, "%s", subject);
	got = form_claim(w->env, w->written->member_id, w->written->form_id, "/survey/desk/", no,
	                 sizeof no);
	if (got == DB_OK)
		got = survey_ask(w->env, w->plans, w->state->survey.survey_id, w->written->member_id,
		                 SURVEY_DESK, talloc_asprintf(w->env->mem, "%s.%" PRIu64 ".%" PRId64, subject,
		                                              w->written->member_id, w->env->now), &w->v);
	if (got == DB_DUP)
		return DB_BUSY; /* another form within this second */
	if (got == DB_OK)
		got = survey_put_channel(db, w->written->member_id, w->v.invitation_id,
		                         w->written->channel, w->written->staff_id);
	return got == DB_OK ? staff_log(db, w->written->staff_id, "survey_write",
	                                w->written->member_id, subject, w->written->channel)
	                    : got;
}

enum survey_outcome survey_write_down(const struct service_env *env,
                                      const struct plan_book *plans,
                                      const struct survey_written *written,
                                      const struct survey_state *state,
                                      const struct survey_answer *answers, int n, int64_t *paid)
{
	struct open_work w = {.env = env, .plans = plans, .written = written, .state = state};
	struct survey_state now = *state;
	enum db got = db_transact(env->db, open_work, &w);

	*paid = 0;
	if (got == DB_NONE)
		return SURVEY_ENDED;
	if (got != DB_OK)
		return got == DB_BUSY || db_is_down(env->db) ? SURVEY_TRY_AGAIN : SURVEY_FAILED;
	now.invitation = w.v;
	return survey_save(env, plans, &now, answers, n, true, paid);
}
