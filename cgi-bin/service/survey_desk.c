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

/* The invitation that the member has open, or a new one with its link, by which they
 * read later what became of a complaint. */
static enum db find_or_make(struct open_work *w)
{
	const struct service_env *env = w->env;
	const struct plan *plan = plan_on(w->plans, day_of(env->now));
	struct person_id id = {w->written->member_id, PERSON_HOLDER};
	struct person holder;
	char token[TOKEN_TEXT];
	uint8_t hash[ONE_TIME_HASH];
	uint64_t survey_id = w->state->survey.survey_id;
	enum db got = person_lock(env->db, env->mem, id, &holder);

	if (got == DB_OK)
		got = survey_open_lock(env->db, env->mem, id.member_id, survey_id, &w->v);
	if (got != DB_NONE || !holder.lang)
		return got;
	w->v = (struct survey_invitation){
		.survey_id = survey_id, .member_id = id.member_id, .partner = SURVEY_DESK,
		.order_no = talloc_asprintf(env->mem, "%" PRIu64 ".%" PRIu64 ".%" PRId64, survey_id,
		                            id.member_id, env->now),
		.lang = holder.lang, .points = plan->survey_points, .invited_at = env->now,
		.ends_at = env->now + SURVEY_LIFE_S};
	got = survey_invite(env->db, &w->v);
	if (got == DB_OK && !survey_token(env->config, id.member_id, w->v.invitation_id, token))
		return DB_FAIL;
	if (got != DB_OK)
		return got == DB_DUP ? DB_BUSY : got; /* two within a second: the next try finds it */
	token_hash(token, hash);
	return survey_put_token(env->db, id.member_id, w->v.invitation_id, hash);
}

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
		got = find_or_make(w);
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
