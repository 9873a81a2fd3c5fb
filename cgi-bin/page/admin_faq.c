#include "page/admin_faq.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "page/faq_words.h"
#include "service/faq.h"

#define WORD "Lang.AdminFaq."
#define ALL "/admin/faq"
#define ONE ALL "/:id"
#define MANAGER (GUARD_STAFF | GUARD_MANAGER | GUARD_CSRF)

static const struct field form[] = {{"topic", 16, false},       {"ask", 400, false},
                                    {"ask_en", 400, false},     {"answer", 4000, false},
                                    {"answer_en", 4000, false}, {"version", 20, false},
                                    {"act", 8, false},          {0}};
static const struct field step_form[] = {{"step", 8, false}, {0}};
static const char *const steps[] = {[FAQ_UP] = "up", [FAQ_DOWN] = "down", [FAQ_SHOW] = "show",
                                    [FAQ_HIDE] = "hide", NULL};

static const struct plan *plan_of(struct request *r)
{
	return plan_on(portal_of(r)->plans, day_of(page_now(r)));
}

static const char *topic_name(struct request *r, const char *topic)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Help.Topic.%s", topic));
}

static void fill_row(struct request *r, struct view_node *row, const struct faq *f)
{
	struct view_node *root = page_root(r);

	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, f->faq_id));
	view_str(row, "Ask",
	         faq_fill(r->mem, root, plan_of(r), view_lang(root) == LANG_EN ? f->ask_en : f->ask));
	view_flag(row, "Shown", f->shown);
	view_instant(row, "Changed", f->changed_at);
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct faq *rows;
	int n;

	if (faq_list(portal_of(r)->db, r->mem, false, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	for (int t = 0; faq_topics[t]; t++) {
		struct view_node *topic = view_row(root, "Topics", t);
		int here = 0;

		view_str(topic, "Code", faq_topics[t]);
		view_str(topic, "Title", topic_name(r, faq_topics[t]));
		for (int i = 0; i < n; i++)
			if (strcmp(rows[i].topic, faq_topics[t]) == 0)
				fill_row(r, view_row(topic, "Q", here++), &rows[i]);
	}
	return 200;
}

/* What the form offers: the topics, and the figures with their value today. */
static void fill_choices(struct request *r)
{
	struct view_node *root = page_root(r);
	struct faq_figure figures[FAQ_FIGURES];

	for (int t = 0; faq_topics[t]; t++) {
		struct view_node *row = view_row(root, "TopicChoices", t);

		view_str(row, "Value", faq_topics[t]);
		view_str(row, "Text", topic_name(r, faq_topics[t]));
	}
	faq_figures(plan_of(r), figures);
	for (int i = 0; i < FAQ_FIGURES; i++) {
		struct view_node *row = view_row(root, "Figures", i);

		view_str(row, "Name", talloc_asprintf(r->mem, "{%s}", figures[i].name));
		view_str(row, "Means",
		         view_words(root, talloc_asprintf(r->mem, WORD "Means.%s", figures[i].name)));
		view_str(row, "Now", faq_figure_text(r->mem, root, &figures[i]));
	}
}

/* ASK and ANSWER of F at NODE as a member reads them in LANG. */
static void fill_preview(struct request *r, struct view_node *node, enum lang lang,
                         const struct faq *f)
{
	struct view *view = portal_of(r)->view;
	struct view_node *words = view_begin(view, lang);
	const char *ask = lang == LANG_EN ? f->ask_en : f->ask;
	const char *answer = lang == LANG_EN ? f->answer_en : f->answer;

	view_str(node, "Ask", faq_fill(r->mem, words, plan_of(r), ask));
	faq_lines(r->mem, node, "Answer", faq_fill(r->mem, words, plan_of(r), answer));
	view_end(view, words);
}

static void fill_previews(struct request *r, const struct faq *f)
{
	struct view_node *root = page_root(r);

	fill_preview(r, view_node(root, "Preview.zh"), LANG_ZH, f);
	fill_preview(r, view_node(root, "Preview.en"), LANG_EN, f);
	view_flag(root, "Previewed", true);
}

static void fill_form(struct request *r, const struct faq *f)
{
	struct view_node *root = page_root(r);

	view_str(root, "Form.topic", f->topic);
	view_str(root, "Form.ask", f->ask);
	view_str(root, "Form.ask_en", f->ask_en);
	view_str(root, "Form.answer", f->answer);
	view_str(root, "Form.answer_en", f->answer_en);
}

static void fill_version(struct request *r, int64_t version)
{
	view_str(page_root(r), "Version", talloc_asprintf(r->mem, "%" PRId64, version));
}

/* A text of the form: there, not too long, and all of its figures known. */
static const char *prose(struct request *r, const char *name, size_t max, const char *missing)
{
	const char *text = desk_prose(r, name, max);
	char figure[FAQ_NAME];

	if (!text[0] && desk_typed(r, name)[0] == '\0')
		page_error(r, name, missing);
	if (!faq_is_known(text, figure)) {
		page_error(r, name, WORD "ErrorFigure");
		view_sentence(page_root(r), talloc_asprintf(r->mem, "Error.%s", name),
		              WORD "ErrorFigureOf", figure, NULL);
	}
	return text;
}

/* The question as typed, judged; page_has_errors() tells. */
static struct faq read_form(struct request *r)
{
	struct faq f = {0};
	int64_t version;

	for (const struct field *field = form; field->name; field++)
		page_keep(r, field->name);
	f.topic = desk_typed(r, "topic");
	if (!text_among(f.topic, faq_topics))
		page_error(r, "topic", WORD "ErrorTopic");
	f.ask = prose(r, "ask", FAQ_ASK, WORD "ErrorAsk");
	f.ask_en = prose(r, "ask_en", FAQ_ASK, WORD "ErrorAsk");
	f.answer = prose(r, "answer", FAQ_ANSWER, WORD "ErrorAnswer");
	f.answer_en = prose(r, "answer_en", FAQ_ANSWER, WORD "ErrorAnswer");
	f.version = int_parse(desk_typed(r, "version"), &version) ? version : 0;
	return f;
}

static bool wants_preview(struct request *r)
{
	return strcmp(desk_typed(r, "act"), "preview") == 0;
}

static int page_new(struct request *r)
{
	desk_page(r, WORD "New");
	fill_choices(r);
	return 200;
}

static int page_create(struct request *r)
{
	struct service_env env = desk_env(r);
	struct faq f;

	page_new(r);
	f = read_form(r);
	if (page_has_errors(r))
		return 422;
	if (wants_preview(r)) {
		fill_previews(r, &f);
		return 200;
	}
	if (faq_keep(&env, &f, desk_of(r)->staff_id) != FAQ_OK)
		return desk_unavailable(r);
	return respond_see_other(r, talloc_asprintf(r->mem, ALL "/%" PRIu64 "?done=faq_kept",
	                                            f.faq_id));
}

/* The question that the URL names: 0, or a status. */
static int faq_of_url(struct request *r, struct faq *f)
{
	int64_t id;
	enum db got;

	desk_page(r, WORD "One");
	if (!int_parse(r->param[0], &id) || id < 1 || id > UINT32_MAX)
		return page_problem(r, 404);
	got = faq_read(portal_of(r)->db, r->mem, (uint64_t)id, f);
	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK)
		return desk_unavailable(r);
	fill_row(r, page_root(r), f);
	fill_version(r, f->version);
	fill_choices(r);
	return 0;
}

static int page_one(struct request *r)
{
	struct faq f;
	int status = faq_of_url(r, &f);

	if (status)
		return status;
	fill_form(r, &f);
	fill_previews(r, &f);
	return 200;
}

/* Somebody else was faster: what was typed stays in the form, what is kept now
 * stands beside it, and sending the form again takes its place knowingly. */
static int conflict(struct request *r, uint64_t faq_id)
{
	struct faq now;
	enum db got = faq_read(portal_of(r)->db, r->mem, faq_id, &now);

	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	page_error(r, NULL, WORD "ErrorChanged");
	fill_version(r, now.version);
	fill_previews(r, &now);
	view_flag(page_root(r), "Conflict", true);
	return 409;
}

static int page_edit(struct request *r)
{
	struct service_env env = desk_env(r);
	struct faq stored, typed;
	int status = faq_of_url(r, &stored);

	if (status)
		return status;
	typed = read_form(r);
	typed.faq_id = stored.faq_id;
	fill_version(r, typed.version); /* as the form was read, or two would be one */
	if (page_has_errors(r))
		return 422;
	if (wants_preview(r)) {
		fill_previews(r, &typed);
		return 200;
	}
	switch (faq_keep(&env, &typed, desk_of(r)->staff_id)) {
	case FAQ_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, ALL "/%" PRIu64 "?done=faq_kept",
		                                            stored.faq_id));
	case FAQ_CHANGED:
		return conflict(r, stored.faq_id);
	case FAQ_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

static int page_step(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *typed = desk_typed(r, "step");
	struct faq f;
	int step = 0, status = faq_of_url(r, &f);
	enum faq_outcome outcome;

	if (status)
		return status;
	while (steps[step] && strcmp(steps[step], typed) != 0)
		step++;
	if (!steps[step])
		return page_problem(r, 400);
	outcome = faq_take_step(&env, f.faq_id, (enum faq_step)step, desk_of(r)->staff_id);
	if (outcome == FAQ_UNKNOWN)
		return page_problem(r, 404);
	if (outcome != FAQ_OK)
		return desk_unavailable(r);
	return respond_see_other(r, talloc_asprintf(r->mem, ALL "?done=faq_%s",
	                                            step <= FAQ_DOWN ? "moved" : typed));
}

const struct route admin_faq_routes[] = {
	{ALL, METHOD_GET, GUARD_STAFF, page_list, "admin/faqs", desk_done, NULL, 0},
	{ALL "/new", METHOD_GET, GUARD_STAFF | GUARD_MANAGER, page_new, "admin/faq", NULL, NULL, 0},
	{ALL "/new", METHOD_POST, MANAGER, page_create, "admin/faq", NULL, form, 0},
	{ONE, METHOD_GET, GUARD_STAFF, page_one, "admin/faq", desk_done, NULL, 0},
	{ONE, METHOD_POST, MANAGER, page_edit, "admin/faq", NULL, form, 0},
	{ONE "/step", METHOD_POST, MANAGER, page_step, "admin/faqs", NULL, step_form, 0},
	{0},
};
