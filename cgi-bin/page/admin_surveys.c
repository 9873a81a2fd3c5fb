#include "page/admin_surveys.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "service/survey.h"

#define WORD "Lang.AdminSurveys."

static const struct field sure_form[] = {{"sure", 8, false}, {0}};
static const struct field none[] = {{0}};

const char *admin_survey_word(struct request *r, const char *list, const char *word)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, WORD "%s.%s", list, word));
}

static void fill_row(struct request *r, struct view_node *row, const struct survey *s)
{
	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, s->survey_id));
	view_str(row, "Name", view_lang(row) == LANG_EN ? s->name_en : s->name);
	view_str(row, "Code", s->code);
	view_str(row, "Version", talloc_asprintf(r->mem, "%" PRId64, s->version));
	view_str(row, "State", admin_survey_word(r, "Look", s->state));
	view_str(row, "Look", strcmp(s->state, "live") == 0    ? "good"
	                      : strcmp(s->state, "draft") == 0 ? "wait"
	                                                       : "quiet");
	view_instant(row, "Created", s->created_at);
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct survey *all;
	int n;

	if (survey_list(portal_of(r)->db, r->mem, &all, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Surveys", i);

		fill_row(r, row, &all[i]);
		view_points(row, "Asked", all[i].asked);
		view_points(row, "Answered", all[i].answered);
	}
	return 200;
}

int admin_survey_of_url(struct request *r, struct survey *s)
{
	struct view_node *root = desk_page(r, WORD "Title");
	int64_t id;
	enum db got;

	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	got = survey_read(portal_of(r)->db, r->mem, (uint64_t)id, s);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	fill_row(r, root, s);
	view_sentence(root, "Page.Title", WORD "OneTitle",
	              view_lang(root) == LANG_EN ? s->name_en : s->name,
	              talloc_asprintf(r->mem, "%" PRId64, s->version), NULL);
	return 0;
}

/* What is asked, as the member reads it in each language. */
static void fill_preview(struct request *r, const struct survey *s,
                         const struct survey_question *questions, int n)
{
	struct view_node *root = page_root(r);

	view_str(root, "Letter.Name", s->name);
	view_str(root, "Letter.NameEn", s->name_en);
	view_str(root, "Letter.Intro", s->intro);
	view_str(root, "Letter.IntroEn", s->intro_en);
	for (int i = 0; i < n; i++) {
		const struct survey_question *q = &questions[i];
		struct view_node *row = view_row(root, "Questions", i);
		char *zh, *en;

		view_str(row, "Code", q->code);
		view_str(row, "Text", q->text);
		view_str(row, "TextEn", q->text_en);
		view_str(row, "Kind", admin_survey_word(r, "Kind", survey_kind_word(q->kind)));
		if (q->driver >= 0)
			view_str(row, "Driver",
			         admin_survey_word(r, "Driver", survey_driver_word(q->driver)));
		view_flag(row, "Optional", !q->required);
		for (int k = 0; (zh = admin_survey_option(r->mem, q->options, k)); k++) {
			struct view_node *option = view_row(row, "Options", k);

			en = admin_survey_option(r->mem, q->options_en, k);
			view_str(option, "Text", zh);
			view_str(option, "TextEn", en ? en : "");
		}
	}
}

/* The page of version S as stored; SHOW: its form is filled from there, too. */
static int show(struct request *r, const struct survey *s, bool show, int status)
{
	struct view_node *root = page_root(r);
	struct survey_question *questions;
	int n;

	if (survey_questions(portal_of(r)->db, r->mem, s->survey_id, &questions, &n) != DB_OK)
		return desk_unavailable(r);
	fill_preview(r, s, questions, n);
	if (show)
		admin_survey_show(r, s, questions, n);
	view_flag(root, "Draft", strcmp(s->state, "draft") == 0);
	view_flag(root, "Live", strcmp(s->state, "live") == 0);
	if (s->published_at != INSTANT_NONE)
		view_instant(root, "Published", s->published_at);
	if (s->closed_at != INSTANT_NONE)
		view_instant(root, "Closed", s->closed_at);
	return status;
}

static int page_one(struct request *r)
{
	struct survey s;
	int status = admin_survey_of_url(r, &s);

	return status ? status : show(r, &s, true, 200);
}

static int page_new(struct request *r)
{
	view_str(desk_page(r, WORD "NewTitle"), "Form.code", SURVEY_TRIP);
	return 200;
}

/* A change of a survey with its line in the log. */
struct change {
	struct survey *survey;
	const struct survey_question *questions;
	int n;
	int64_t now;
	uint64_t staff_id;
	const char *action;
	enum { MAKE, EDIT, PUBLISH, CLOSE } what;
};

static enum db change_work(struct database *db, void *arg)
{
	struct change *c = arg;
	struct survey *s = c->survey;
	char subject[INT_TEXT];
	enum db got = DB_FAIL;

	switch (c->what) {
	case MAKE: got = survey_add(db, s, c->now); break;
	case EDIT: got = survey_write(db, s); break;
	case PUBLISH: got = survey_publish(db, s->survey_id, s->code, c->now); break;
	case CLOSE: got = survey_close(db, s->survey_id, c->now); break;
	}
	if (got == DB_OK && c->questions)
		got = survey_put_questions(db, s->survey_id, c->questions, c->n);
	return got == DB_OK ? staff_log(db, c->staff_id, c->action, 0,
	                                int_text(subject, (int64_t)s->survey_id), s->code)
	                    : got;
}

/* Carries C out and leads to the survey with DONE; the page again (409) where
 * somebody else was faster. */
static int change(struct request *r, struct change c, const char *done)
{
	enum db got;

	c.now = page_now(r);
	c.staff_id = desk_of(r)->staff_id;
	got = db_transact(portal_of(r)->db, change_work, &c);
	if (got == DB_NONE) {
		page_error(r, NULL, WORD "ErrorChanged");
		return show(r, c.survey, false, 409);
	}
	if (got != DB_OK)
		return desk_unavailable(r);
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/surveys/%" PRIu64 "?done=%s",
	                                            c.survey->survey_id, done));
}

static int page_create(struct request *r)
{
	struct survey s = {0};
	struct change c = {.survey = &s, .what = MAKE, .action = "survey_make"};
	struct survey_question *questions;

	desk_page(r, WORD "NewTitle");
	admin_survey_read(r, &s, &questions, &c.n);
	c.questions = questions;
	return page_has_errors(r) ? 422 : change(r, c, "survey_kept");
}

static int page_edit(struct request *r)
{
	struct survey s, stored;
	struct change c = {.survey = &s, .what = EDIT, .action = "survey_edit"};
	struct survey_question *questions;
	int status = admin_survey_of_url(r, &stored);

	if (status)
		return status;
	s = stored;
	admin_survey_read(r, &s, &questions, &c.n);
	c.questions = questions;
	return page_has_errors(r) ? show(r, &stored, false, 422) : change(r, c, "survey_kept");
}

/* The same questions as a draft: the next version. */
static int page_copy(struct request *r)
{
	struct survey s;
	struct change c = {.survey = &s, .what = MAKE, .action = "survey_make"};
	struct survey_question *questions;
	int status = admin_survey_of_url(r, &s);

	if (status)
		return status;
	if (survey_questions(portal_of(r)->db, r->mem, s.survey_id, &questions, &c.n) != DB_OK)
		return desk_unavailable(r);
	c.questions = questions;
	return change(r, c, "survey_copied");
}

/* Publishing and closing ask whether one is sure. */
static int decide(struct request *r, struct change c, const char *done)
{
	struct survey s;
	int status = admin_survey_of_url(r, &s);

	if (status)
		return status;
	c.survey = &s;
	if (!desk_typed(r, "sure")[0]) {
		page_error(r, "sure", WORD "ErrorSure");
		return show(r, &s, true, 422);
	}
	return change(r, c, done);
}

static int page_publish(struct request *r)
{
	return decide(r, (struct change){.what = PUBLISH, .action = "survey_publish"},
	              "survey_published");
}

static int page_close(struct request *r)
{
	return decide(r, (struct change){.what = CLOSE, .action = "survey_close"}, "survey_closed");
}

#define CLERK (GUARD_STAFF | GUARD_CLERK | GUARD_CSRF)
#define MANAGER (GUARD_STAFF | GUARD_MANAGER | GUARD_CSRF)
#define ONE "/admin/surveys/:id"

const struct route admin_surveys_routes[] = {
	{"/admin/surveys", METHOD_GET, GUARD_STAFF, page_list, "admin/surveys", desk_done, NULL, 0},
	{"/admin/surveys/new", METHOD_GET, GUARD_STAFF | GUARD_CLERK, page_new, "admin/survey_new",
	 none, NULL, 0},
	{"/admin/surveys/new", METHOD_POST, CLERK, page_create, "admin/survey_new", NULL,
	 admin_survey_form, 0},
	{ONE, METHOD_GET, GUARD_STAFF, page_one, "admin/survey", desk_done, NULL, 0},
	{ONE, METHOD_POST, CLERK, page_edit, "admin/survey", NULL, admin_survey_form, 0},
	{ONE "/copy", METHOD_POST, CLERK, page_copy, "admin/survey", NULL, none, 0},
	{ONE "/publish", METHOD_POST, MANAGER, page_publish, "admin/survey", NULL, sure_form, 0},
	{ONE "/close", METHOD_POST, MANAGER, page_close, "admin/survey", NULL, sure_form, 0},
	{ONE "/write", METHOD_GET, GUARD_STAFF | GUARD_CLERK, admin_survey_write, "admin/survey_write",
	 none, NULL, 0},
	{ONE "/write", METHOD_POST, CLERK, admin_survey_write_do, "admin/survey_write", NULL,
	 admin_survey_write_form, 0},
	{ONE "/poster", METHOD_GET, GUARD_STAFF, admin_survey_poster, "admin/survey_poster", none, NULL,
	 0},
	{ONE "/poster.png", METHOD_GET, GUARD_STAFF, admin_survey_poster_code, NULL, none, NULL, 0},
	{ONE "/answers", METHOD_GET, GUARD_STAFF, admin_survey_answers, "admin/survey_answers", none,
	 NULL, 0},
	{ONE "/answers.csv", METHOD_GET, GUARD_STAFF, admin_survey_csv, NULL, none, NULL, 0},
	{0},
};
