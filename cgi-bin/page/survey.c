#include "page/survey.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/survey_form.h"
#include "service/survey.h"

#define W "Lang.Survey."

static const struct field query[] = {{"q", 4, false}, {"lacks", 1, false}, {0}};
static const struct field form[] = {{"csrf", 64, false}, {"step", 4, false},
                                    {"q_*", SURVEY_TEXT_MAX + 200, false}, {0}};

static bool english(struct request *r)
{
	return view_lang(page_root(r)) == LANG_EN;
}

/* Starts the page in the invitation's language. 0: go on; else the status. */
static int start(struct request *r, struct survey_state *s)
{
	struct service_env env = account_env(r);
	enum db got = survey_look(&env, r->param[0], s);

	respond_header(r, "Referrer-Policy", "no-referrer");
	respond_header(r, "X-Robots-Tag", "noindex");
	if (got == DB_OK)
		page_speak(r, s->invitation.lang);
	account_page(r, W "Title", "survey");
	if (got == DB_NONE)
		return account_gone(r);
	return got == DB_OK ? 0 : account_unavailable(r);
}

/* What the answers earn, said before the first question. */
static void fill_reward(struct request *r, const struct survey_state *s)
{
	struct view_node *root = page_root(r);
	const struct survey_invitation *v = &s->invitation;
	int64_t now = page_now(r);

	view_flag(root, "Late", now >= v->ends_at);
	if (now < v->ends_at && v->points > 0)
		view_sentence(root, "Reward", W "Reward", text_points(r->mem, v->points),
		              text_day(r->mem, view_lang(root), day_of(v->ends_at - 1)), NULL);
}

/* The screen of question STEP (from 1). */
static void show(struct request *r, const struct survey_state *s, int step)
{
	struct view_node *root = page_root(r);
	const struct survey_question *q = &s->questions[step - 1];
	char number[12], all[12];

	snprintf(number, sizeof number, "%d", step);
	snprintf(all, sizeof all, "%d", s->n);
	view_sentence(root, "Progress", W "Progress", number, all, NULL);
	view_str(root, "Step", number);
	view_str(root, "Steps", all);
	view_flag(root, "Last", step == s->n);
	view_str(root, "Name", english(r) ? s->survey.name_en : s->survey.name);
	if (step == 1)
		view_str(root, "Intro", english(r) ? s->survey.intro_en : s->survey.intro);
	else
		view_str(root, "Before", talloc_asprintf(r->mem, "/survey/%s?q=%d", r->param[0], step - 1));
	fill_reward(r, s);
	survey_form_question(r, root, q);
	survey_form_answer(r, root, q, &s->answers[step - 1]);
}

/* The first question without an answer; the last when all have one. */
static int first_open(const struct survey_state *s)
{
	for (int i = 0; i < s->n; i++)
		if (!s->answers[i].code)
			return i + 1;
	return s->n;
}

static int step_of(const char *text, const struct survey_state *s)
{
	int64_t step;

	return text && int_parse(text, &step) && step >= 1 && step <= s->n ? (int)step : 0;
}

static char *address(struct request *r, const char *rest)
{
	return talloc_asprintf(r->mem, "/survey/%.80s%s", r->param[0], rest);
}

static int page_ask(struct request *r)
{
	struct survey_state s;
	int status = start(r, &s), step;

	if (status)
		return status;
	if (s.n == 0 || s.invitation.submitted_at != INSTANT_NONE)
		return respond_see_other(r, address(r, "/done"));
	step = step_of(request_query(r, "q"), &s);
	if (step == 0)
		step = first_open(&s);
	if (request_query(r, "lacks"))
		page_error(r, survey_form_field(r, &s.questions[step - 1]), W "Lacks");
	show(r, &s, step);
	return 200;
}

/* Where the member goes on after STEP. */
static int go_on(struct request *r, struct survey_state *s, enum survey_outcome outcome, int step)
{
	char rest[32];

	switch (outcome) {
	case SURVEY_HANDED_IN:
	case SURVEY_ENDED:
		return respond_see_other(r, address(r, "/done"));
	case SURVEY_SAVED:
		snprintf(rest, sizeof rest, "?q=%d", step < s->n ? step + 1 : step);
		return respond_see_other(r, address(r, rest));
	case SURVEY_LACKS:
		for (step = 1; step < s->n && (!s->questions[step - 1].required || s->answers[step - 1].code);)
			step++;
		snprintf(rest, sizeof rest, "?q=%d&lacks=1", step);
		return respond_see_other(r, address(r, rest));
	default:
		return account_unavailable(r);
	}
}

/* A form with its step saves that; without one (all answers at once) or at the
 * last step it hands in. */
static int page_answer(struct request *r)
{
	struct survey_answer answers[SURVEY_QUESTIONS];
	struct survey_state s;
	struct service_env env = account_env(r);
	enum survey_outcome outcome;
	int64_t paid;
	int status = start(r, &s), step, wrong, n;

	if (status)
		return status;
	if (survey_form_strange(r, &s))
		return 400;
	step = step_of(request_form(r, "step"), &s);
	if (s.invitation.submitted_at != INSTANT_NONE)
		return respond_see_other(r, address(r, "/done"));
	n = survey_form_read(r, &s, answers, &wrong);
	if (n == 0 && step > 0 && s.questions[step - 1].required && !s.answers[step - 1].code) {
		page_error(r, survey_form_field(r, &s.questions[step - 1]), W "Lacks");
		n = -1;
		wrong = step;
	}
	if (n < 0) {
		show(r, &s, wrong);
		return 422;
	}
	/* An optional question that was passed over is seen, too. */
	if (n == 0 && step > 0 && !s.answers[step - 1].code)
		answers[n++] = (struct survey_answer){.code = s.questions[step - 1].code,
		                                      .score = INT64_MIN, .text = ""};
	outcome = survey_save(&env, portal_of(r)->plans, &s, answers, n, step == 0 || step == s.n, &paid);
	for (int i = 0; i < n; i++)
		for (int k = 0; k < s.n; k++)
			if (strcmp(s.questions[k].code, answers[i].code) == 0)
				s.answers[k] = answers[i];
	return go_on(r, &s, outcome, step);
}

/* Thanks; and, where an answer was low, what became of it. */
static int page_done(struct request *r)
{
	struct survey_state s;
	struct view_node *root;
	int status = start(r, &s);

	if (status)
		return status;
	if (s.invitation.submitted_at == INSTANT_NONE)
		return respond_see_other(r, address(r, ""));
	root = page_root(r);
	view_flag(root, "Done", true);
	view_day(root, "Day", day_of(s.invitation.submitted_at));
	if (s.invitation.paid_points > 0)
		view_sentence(root, "Paid", W "Paid", text_points(r->mem, s.invitation.paid_points), NULL);
	if (s.outcome.state) {
		view_str(root, "Case.Class", view_words(root, talloc_asprintf(
			r->mem, "Lang.Cases.Class.%s", s.outcome.class)));
		view_str(root, "Case.State", view_words(root, talloc_asprintf(
			r->mem, "Lang.Cases.State.%s", s.outcome.state)));
		view_str(root, "Case.Outcome", s.outcome.outcome);
	}
	return 200;
}

/* For the start: the program answers. */
static int page_health(struct request *r)
{
	r->content_type = "text/plain; charset=utf-8";
	buf_str(&r->out, "ok\n");
	return 200;
}

const struct route survey_routes[] = {
	{"/survey/health", METHOD_GET, 0, page_health, NULL, NULL, NULL, 0},
	{"/survey/:token", METHOD_GET, 0, page_ask, "survey", query, NULL, 0},
	{"/survey/:token", METHOD_POST, 0, page_answer, "survey", query, form, 0},
	{"/survey/:token/done", METHOD_GET, 0, page_done, "survey", NULL, NULL, 0},
	{0},
};
