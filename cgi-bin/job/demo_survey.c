#include "job/demo_survey.h"

#include <string.h>

#include "base/mem.h"
#include "job/survey_trip.h"
#include "service/case.h"
#include "service/survey.h"
#include "store/staff.h"

#define CLERK "clerk@demo.test"
#define DAY_S ((int64_t)86400)
#define NA INT64_MIN /* does not apply */

/* Demo member N was asked about a trip ASKED days ago and answered ANSWERED days
 * ago; -1: not yet. */
struct reply {
	int n, asked, answered;
	const char *order_no;
	int64_t nps, drivers[SURVEY_DRIVERS], reason; /* reason: the option's line; 0 = none */
	const char *words;
};

static const struct reply replies[] = {
	{7, 96, 94, "D7-002", 9, {5, 5, 4, 5, 5}, 1, "订票很快，改签也顺利。"},
	{4, 82, 81, "D4-002", 10, {5, 5, 5, 4, 5}, 3, ""},
	{2, 54, 50, "D2-004", 8, {4, 4, 3, 4, 4}, 5, "要是有学生价就更好了。"},
	{9, 49, 48, "D9-002", 9, {5, 4, NA, 5, 5}, 2, "玛丽讲得真好，薰衣草正是时候。"},
	{3, 43, 42, "D3-005", 5, {3, 2, 4, 2, 3}, 6, "玻璃栈道排了两个小时，没有人提前告诉我们。"},
	{8, 19, -1, "D8-002", 0, {0}, 0, ""},
};

#define N_REPLIES ((int)(sizeof replies / sizeof *replies))

/* What was done about the low one, hours after the answer. */
static const struct {
	enum case_act act;
	int hours;
	bool member;
	const char *text;
} steps[] = {
	{CASE_CLASSIFY, 3, false, ""},
	{CASE_PROPOSE, 30, false, "排队这么久，是我们没有提前约好时段。以后天门山的门票一律带预约时段。"},
	{CASE_ACCEPT, 40, true, ""},
	{CASE_EXECUTE, 70, false, "已和景区约定团队时段。"},
	{CASE_CLOSE, 90, false, ""},
};

/* The clock stands where the demo tells (see live_at() of demo.c). */
static void live_at(struct service_env *env, int64_t instant)
{
	clock_set_offset(instant - clock_real());
	env->now = instant;
}

static int answers_of(const struct survey_state *s, const struct reply *reply,
                      struct survey_answer *out)
{
	int n = 0;

	for (int i = 0; i < s->n; i++) {
		const struct survey_question *q = &s->questions[i];
		struct survey_answer a = {.code = q->code, .score = NA, .text = ""};

		switch (q->kind) {
		case SURVEY_NPS: a.score = reply->nps; break;
		case SURVEY_SCALE: a.score = q->driver >= 0 ? reply->drivers[q->driver] : NA; break;
		case SURVEY_CHOICE: a.score = reply->reason ? reply->reason : NA; break;
		case SURVEY_TEXT: a.text = reply->words; break;
		}
		out[n++] = a;
	}
	return n;
}

static bool follow_up(struct job *job, struct service_env *env, uint64_t member_id,
                      const char *case_no)
{
	int64_t answered = env->now;
	struct staff clerk;

	if (staff_find(job->db, job->mem, CLERK, &clerk) != DB_OK)
		return false;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct case_asked asked = {.member_id = member_id, .case_no = case_no,
		                           .act = steps[i].act, .text = steps[i].text,
		                           .class = "service", .department = "guides",
		                           .outcome = "已和景区约定团队预约时段",
		                           .cause = "communication",
		                           .staff_id = steps[i].member ? 0 : clerk.staff_id};
		enum case_outcome outcome;

		live_at(env, answered + steps[i].hours * 3600);
		outcome = case_act(env, job->plans, &asked);
		if (outcome != CASE_OK && outcome != CASE_TOO_LATE)
			return false;
	}
	return true;
}

/* Answers the invitation that the token leads to, and sees to what it opens. */
static bool answer(struct job *job, struct service_env *env, const struct reply *reply,
                   const struct survey_invitation *v)
{
	struct survey_answer answers[SURVEY_QUESTIONS];
	struct survey_state s;
	char token[TOKEN_TEXT];
	int64_t paid;
	enum survey_outcome outcome;
	int n;

	if (!survey_token(job->config, v->member_id, v->invitation_id, token) ||
	    survey_look(env, token, &s) != DB_OK)
		return false;
	n = answers_of(&s, reply, answers);
	outcome = survey_save(env, job->plans, &s, answers, n, true, &paid);
	if ((outcome != SURVEY_HANDED_IN && outcome != SURVEY_ENDED) ||
	    survey_look(env, token, &s) != DB_OK)
		return false;
	return !s.invitation.case_no[0] ||
	       follow_up(job, env, v->member_id, s.invitation.case_no);
}

/* The member's invitation about ORDER_NO. */
static bool find(struct job *job, uint64_t member_id, const char *order_no,
                 struct survey_invitation *out)
{
	struct survey_invitation *all;
	int n;

	if (survey_member_list(job->db, job->mem, member_id, &all, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++)
		if (strcmp(all[i].order_no, order_no) == 0) {
			*out = all[i];
			return true;
		}
	return false;
}

static bool tell(struct job *job, const struct survey *survey, const struct reply *reply,
                 int64_t now, uint64_t member_id)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem};
	struct survey_due due = {.member_id = member_id, .partner = talloc_strdup(job->mem, DEMO_PARTNER),
	                         .order_no = talloc_strdup(job->mem, reply->order_no)};
	struct survey_invitation v;
	enum db got;

	live_at(&env, now - reply->asked * DAY_S);
	got = survey_invite_trip(&env, job->plans, survey, &due);
	if ((got != DB_OK && got != DB_NONE) || !find(job, member_id, reply->order_no, &v))
		return false;
	if (reply->answered < 0 || v.submitted_at != INSTANT_NONE)
		return true;
	live_at(&env, now - reply->answered * DAY_S);
	return answer(job, &env, reply, &v);
}

bool demo_surveys(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct survey survey;
	bool ok = survey_trip_add(job->db) == DB_OK &&
	          survey_live(job->db, job->mem, SURVEY_TRIP, &survey) == DB_OK;

	for (int i = 0; ok && i < N_REPLIES; i++)
		ok = tell(job, &survey, &replies[i], now, ids[replies[i].n]);
	clock_set_offset(now - clock_real());
	if (!ok)
		job_say(JOB_FAILED, "the demo's surveys could not be answered");
	return ok;
}
