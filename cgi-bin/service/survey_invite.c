/* Asking after a trip: the invitation, its token's hash and its mail. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/mail_choice.h"
#include "service/notice.h"
#include "service/survey.h"

struct invite_work {
	const struct service_env *env;
	const struct plan *plan;
	const struct survey *survey;
	const struct survey_due *due;
};

/* By mail where there is an address and it is wanted; a notice says it anyway. */
static enum db tell(const struct service_env *env, const struct person *holder,
                    const struct survey_invitation *v)
{
	char ref[40], once[40];
	const struct notice_arg args[] = {{.kind = 'p', .number = v->points}, {0}};
	const char *kind = strcmp(v->partner, SURVEY_CAMPAIGN) == 0     ? "survey_campaign"
	                   : strcmp(v->partner, SURVEY_REDEMPTION) == 0 ? "survey_redemption"
	                                                                : "survey";
	const struct notice notice = {.kind = kind, .once = once, .link = "/surveys",
	                              .args = args, .mail = NOTICE_HERE_ONLY};
	enum db got;

	snprintf(ref, sizeof ref, "survey:%" PRIu64, v->invitation_id);
	snprintf(once, sizeof once, "survey:%" PRIu64, v->invitation_id);
	got = mail_choice_tell(env, holder, MAIL_SURVEY, "survey", ref);
	return got == DB_OK ? notice_post(env, v->member_id, &notice) : got;
}

static enum db invite_work(struct database *db, void *arg)
{
	const struct invite_work *w = arg;
	const struct service_env *env = w->env;
	struct person_id id = {w->due->member_id, PERSON_HOLDER};
	struct person holder;
	struct survey_invitation v = {
		.survey_id = w->survey->survey_id, .member_id = w->due->member_id,
		.partner = w->due->partner, .order_no = w->due->order_no,
		.points = w->plan->survey_points, .invited_at = env->now,
		.ends_at = env->now + SURVEY_LIFE_S};
	char token[TOKEN_TEXT];
	uint8_t hash[ONE_TIME_HASH];
	enum db got = person_lock(db, env->mem, id, &holder);

	if (got != DB_OK)
		return got;
	got = survey_asked_since_lock(db, v.member_id, env->now - SURVEY_REST_S);
	if (got != DB_NONE)
		return got == DB_OK ? DB_NONE : got;
	v.lang = holder.lang;
	got = survey_invite(db, &v);
	if (got == DB_OK && !survey_token(env->config, v.member_id, v.invitation_id, token))
		return DB_FAIL;
	if (got != DB_OK)
		return got == DB_DUP ? DB_NONE : got;
	token_hash(token, hash);
	got = survey_put_token(db, v.member_id, v.invitation_id, hash);
	return got == DB_OK ? tell(env, &holder, &v) : got;
}

enum db survey_invite_trip(const struct service_env *env, const struct plan_book *plans,
                           const struct survey *survey, const struct survey_due *due)
{
	struct invite_work w = {env, plan_on(plans, day_of(env->now)), survey, due};

	return db_transact(env->db, invite_work, &w);
}

enum db survey_ask(const struct service_env *env, const struct plan_book *plans,
                   uint64_t survey_id, uint64_t member_id, const char *partner,
                   const char *order_no, struct survey_invitation *out)
{
	const struct plan *plan = plan_on(plans, day_of(env->now));
	struct person_id id = {member_id, PERSON_HOLDER};
	struct person holder;
	char token[TOKEN_TEXT];
	uint8_t hash[ONE_TIME_HASH];
	enum db got = person_lock(env->db, env->mem, id, &holder);

	if (got != DB_OK)
		return got;
	got = survey_open_lock(env->db, env->mem, member_id, survey_id, out);
	if (got != DB_NONE)
		return got;
	*out = (struct survey_invitation){
		.survey_id = survey_id, .member_id = member_id, .partner = partner,
		.order_no = order_no, .lang = holder.lang, .points = plan->survey_points,
		.invited_at = env->now, .ends_at = env->now + SURVEY_LIFE_S};
	got = survey_invite(env->db, out);
	if (got == DB_OK && !survey_token(env->config, member_id, out->invitation_id, token))
		return DB_FAIL;
	if (got != DB_OK)
		return got;
	token_hash(token, hash);
	return survey_put_token(env->db, member_id, out->invitation_id, hash);
}

struct scan_work {
	const struct service_env *env;
	const struct plan_book *plans;
	uint64_t survey_id, member_id;
	struct survey_invitation v;
};

static enum db scan_work(struct database *db, void *arg)
{
	struct scan_work *w = arg;

	(void)db;
	return survey_ask(w->env, w->plans, w->survey_id, w->member_id, SURVEY_POSTER,
	                  talloc_asprintf(w->env->mem, "%" PRIu64 ".%" PRIu64, w->survey_id, w->member_id),
	                  &w->v);
}

enum db survey_scan(const struct service_env *env, const struct plan_book *plans,
                    const char *code, uint64_t member_id, char token[TOKEN_TEXT])
{
	struct scan_work w = {.env = env, .plans = plans, .member_id = member_id};
	struct survey survey;
	enum db got = survey_live(env->db, env->mem, code, &survey);

	if (got != DB_OK)
		return got;
	w.survey_id = survey.survey_id;
	got = db_transact(env->db, scan_work, &w);
	if (got == DB_OK && !survey_token(env->config, member_id, w.v.invitation_id, token))
		return DB_FAIL;
	return got;
}
