/* Surveys without a mail: answers taken by phone or from paper, written down by staff;
 * a sheet to print with a code that members scan. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_surveys.h"
#include "page/case_parts.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "page/survey_form.h"
#include "service/survey_desk.h"
#include "view/qr.h"

#define WORD "Lang.AdminSurveys."
#define QR_SCALE 10 /* pixels a module */

const struct field admin_survey_write_form[] = {
	{"member", 200, false}, {"channel", 8, false}, {"form_id", 64, false},
	{"q_*", SURVEY_TEXT_MAX + 200, false}, {0}};

static const char *const channels[] = {"phone", "paper", NULL};

/* The form with what was typed. */
static int show(struct request *r, const struct survey_state *s, int status)
{
	struct view_node *root = page_root(r);

	for (int i = 0; channels[i]; i++) {
		struct view_node *row = view_row(root, "Channels", i);

		view_str(row, "Value", channels[i]);
		view_str(row, "Text", admin_survey_word(r, "Channel", channels[i]));
	}
	for (int i = 0; i < s->n; i++) {
		struct view_node *row = view_row(root, "Questions", i);

		survey_form_question(r, row, &s->questions[i]);
		survey_form_answer(r, row, &s->questions[i], &(struct survey_answer){0});
	}
	if (!request_form(r, "form_id"))
		case_form_id(r);
	else
		view_str(root, "FormId", case_form_sent(r));
	if (!request_form(r, "channel"))
		view_str(root, "Form.channel", channels[0]);
	return status;
}

/* The live version that the URL names. 0, or a status. */
static int open_survey(struct request *r, struct survey_state *s)
{
	int status;

	*s = (struct survey_state){0};
	status = admin_survey_of_url(r, &s->survey);
	if (status)
		return status;
	if (strcmp(s->survey.state, "live") != 0)
		return page_problem(r, 404);
	return survey_questions(portal_of(r)->db, r->mem, s->survey.survey_id, &s->questions, &s->n) ==
	                       DB_OK
	               ? 0 : desk_unavailable(r);
}

int admin_survey_write(struct request *r)
{
	struct survey_state s;
	int status = open_survey(r, &s);

	return status ? status : show(r, &s, 200);
}

/* Whose answers they are: 0, or 503. */
static int read_member(struct request *r, struct survey_written *written)
{
	const char *typed = desk_typed(r, "member");
	struct person_id id = {0};
	enum db got = typed[0] ? person_find(portal_of(r)->db, r->mem, typed, &id) : DB_NONE;

	page_keep(r, "member");
	page_keep(r, "channel");
	if (got == DB_NONE)
		page_error(r, "member", WORD "ErrorMember");
	written->member_id = id.member_id;
	return got == DB_OK || got == DB_NONE ? 0 : desk_unavailable(r);
}

/* What has to be answered and is not, told at its field. */
static void judge_lacking(struct request *r, const struct survey_state *s,
                          const struct survey_answer *answers, int n)
{
	for (int i = 0; i < s->n; i++) {
		bool had = !s->questions[i].required;

		for (int k = 0; k < n && !had; k++)
			had = strcmp(answers[k].code, s->questions[i].code) == 0;
		if (!had)
			page_error(r, survey_form_field(r, &s->questions[i]), "Lang.Survey.Lacks");
	}
}

int admin_survey_write_do(struct request *r)
{
	struct survey_answer answers[SURVEY_QUESTIONS];
	struct survey_written written = {.staff_id = desk_of(r)->staff_id,
	                                 .channel = desk_typed(r, "channel"),
	                                 .form_id = case_form_sent(r)};
	struct service_env env = desk_env(r);
	struct survey_state s;
	int64_t paid;
	int wrong, n, status = open_survey(r, &s);

	if (status)
		return status;
	if (survey_form_strange(r, &s) || !text_among(written.channel, channels))
		return 400;
	status = read_member(r, &written);
	if (status)
		return status;
	n = survey_form_read(r, &s, answers, &wrong);
	if (n >= 0)
		judge_lacking(r, &s, answers, n);
	if (page_has_errors(r))
		return show(r, &s, 422);
	switch (survey_write_down(&env, portal_of(r)->plans, &written, &s, answers, n, &paid)) {
	case SURVEY_HANDED_IN:
	case SURVEY_ENDED:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/surveys/%s?done=survey_written",
		                                            r->param[0]));
	default:
		return desk_unavailable(r);
	}
}

static const char *poster_url(struct request *r, const struct survey *survey)
{
	return talloc_asprintf(r->mem, "%s/surveys/%s",
	                       config_get(portal_of(r)->config, "Base.Url", ""), survey->code);
}

int admin_survey_poster(struct request *r)
{
	struct view_node *root = page_root(r);
	struct survey_state s;
	int status = open_survey(r, &s);

	if (status)
		return status;
	view_str(root, "Url", poster_url(r, &s.survey));
	view_str(root, "Letter.Name", s.survey.name);
	view_str(root, "Letter.NameEn", s.survey.name_en);
	view_str(root, "Letter.Intro", s.survey.intro);
	view_str(root, "Letter.IntroEn", s.survey.intro_en);
	return 200;
}

int admin_survey_poster_code(struct request *r)
{
	struct survey_state s;
	int status = open_survey(r, &s);

	if (status)
		return status;
	if (!qr_png(poster_url(r, &s.survey), QR_SCALE, &r->out))
		return 500;
	r->content_type = "image/png";
	return 200;
}
