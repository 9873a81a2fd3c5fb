#include "page/admin_stops.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "service/stop.h"

#define WORD "Lang.AdminStops."
#define LIFTED_SHOWN 20
#define STANDING_SHOWN 200

static const struct field new_query[] = {{"item", 64, false}, {"draw", 20, false}, {0}};
static const struct field new_form[] = {
	{"kind", 8, false},       {"item", 64, false},    {"draw", 20, false}, {"text", 2000, false},
	{"text_en", 2000, false}, {"reason", 2000, false}, {"sure", 2, false}, {"change", 2, false},
	{0}};
static const struct field lift_form[] = {{"reason", 2000, false}, {"sure", 2, false}, {0}};

/* What is stopped, in words. */
static const char *subject(struct view_node *row, void *mem, const struct stop *s)
{
	const char *name = view_lang(row) == LANG_EN && s->name_en[0] ? s->name_en : s->name;

	switch (s->kind) {
	case STOP_ITEM: return text_sentence(mem, row, WORD "Item", name, s->item, NULL);
	case STOP_DRAW:
		return text_sentence(mem, row, WORD "Draw", name,
		                     talloc_asprintf(mem, "%" PRIu64, s->draw_id), NULL);
	default: return view_words(row, WORD "All");
	}
}

static void fill_row(struct view_node *row, void *mem, const struct stop *s)
{
	view_str(row, "Id", talloc_asprintf(mem, "%" PRId64, s->stop_id));
	view_str(row, "What", subject(row, mem, s));
	view_str(row, "TextZh", s->text);
	view_str(row, "TextEn", s->text_en);
	view_str(row, "Reason", s->reason);
	view_str(row, "By", s->set_by);
	view_instant(row, "Since", s->set_at);
	view_flag(row, "Stands", s->lifted_at == INSTANT_NONE);
	if (s->lifted_at == INSTANT_NONE)
		return;
	view_instant(row, "Lifted", s->lifted_at);
	view_str(row, "Lifter", s->lifted_by);
	view_str(row, "Why", s->lift_reason);
}

static int page_stops(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct database *db = portal_of(r)->db;
	struct stop *stands, *lifted;
	int n_stands, n_lifted;

	if (stop_list(db, r->mem, true, STANDING_SHOWN, &stands, &n_stands) != DB_OK ||
	    stop_list(db, r->mem, false, LIFTED_SHOWN, &lifted, &n_lifted) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n_stands; i++)
		fill_row(view_row(root, "Stands", i), r->mem, &stands[i]);
	for (int i = 0; i < n_lifted; i++)
		fill_row(view_row(root, "Lifted", i), r->mem, &lifted[i]);
	return 200;
}

static void add_kind(struct view_node *root, int i, enum stop_kind kind)
{
	struct view_node *row = view_row(root, "Kinds", i);
	const char *word = stop_kind_word(kind);
	char key[40];

	snprintf(key, sizeof key, WORD "Kind.%s", word);
	view_str(row, "Value", word);
	view_str(row, "Text", view_words(root, key));
}

static int show_form(struct request *r, int status)
{
	struct view_node *root = page_root(r);

	view_str(root, "Page.Title", view_words(root, WORD "New"));
	for (int i = 0; i < 3; i++)
		add_kind(root, i, (enum stop_kind)(STOP_ALL + i));
	return status;
}

/* The form as it opens: what a link names is chosen, and the usual words stand there
 * in both languages, as seconds count. */
static int page_new(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "New");
	const char *item = request_query(r, "item"), *draw = request_query(r, "draw");

	view_str(root, "Form.kind", item ? "item" : draw ? "draw" : "all");
	view_str(root, "Form.item", item);
	view_str(root, "Form.draw", draw);
	view_str(root, "Form.text", view_words(root, WORD "UsualZh"));
	view_str(root, "Form.text_en", view_words(root, WORD "UsualEn"));
	return show_form(r, 200);
}

static const char *asked_text(struct request *r, const char *name, size_t max, const char *error)
{
	const char *text = desk_prose(r, name, max);

	page_keep(r, name);
	if (!text[0] && !page_has_errors(r))
		page_error(r, name, error);
	return text;
}

/* What the form asks for; its errors are told at the fields. */
static void read_form(struct request *r, struct stop *s)
{
	const char *draw;
	int64_t draw_id = 0;

	*s = (struct stop){.kind = stop_kind_of(request_form(r, "kind")), .item = ""};
	page_keep(r, "kind");
	page_keep(r, "item");
	page_keep(r, "draw");
	if (!s->kind)
		page_error(r, "kind", WORD "ErrorKind");
	if (s->kind == STOP_ITEM) {
		s->item = desk_typed(r, "item");
		if (!s->item[0] || strlen(s->item) > STOP_ITEM_MAX)
			page_error(r, "item", WORD "ErrorItem");
	}
	if (s->kind == STOP_DRAW) {
		draw = desk_typed(r, "draw");
		if (!int_parse(draw, &draw_id) || draw_id < 1)
			page_error(r, "draw", WORD "ErrorDraw");
		s->draw_id = (uint64_t)draw_id;
	}
	s->text = asked_text(r, "text", STOP_TEXT, WORD "ErrorText");
	s->text_en = asked_text(r, "text_en", STOP_TEXT_EN, WORD "ErrorTextEn");
	s->reason = asked_text(r, "reason", STOP_TEXT, WORD "ErrorReason");
}

/* Finds the name of what is to be stopped. 0, or a status. */
static int find_name(struct request *r, struct stop *s)
{
	char *name, *name_en;
	enum db got;

	if (page_has_errors(r))
		return 0;
	got = stop_name(portal_of(r)->db, r->mem, s, &name, &name_en);
	if (got == DB_NONE)
		page_error(r, stop_kind_word(s->kind),
		           s->kind == STOP_ITEM ? WORD "ErrorItem" : WORD "ErrorDraw");
	s->name = name;
	s->name_en = name_en;
	return got == DB_OK || got == DB_NONE ? 0 : desk_unavailable(r);
}

/* The second step: what it means, with what members will read. */
static int show_check(struct request *r, const struct stop *s, int status)
{
	struct view_node *root = page_root(r);

	view_str(root, "Page.Title", view_words(root, WORD "Check"));
	view_flag(root, "Check", true);
	view_str(root, "What", subject(root, r->mem, s));
	view_str(root, "Means", view_words(root, s->kind == STOP_ALL    ? WORD "MeansAll"
	                                         : s->kind == STOP_ITEM ? WORD "MeansItem"
	                                                                : WORD "MeansDraw"));
	return status;
}

static int set(struct request *r, const struct stop *s)
{
	struct service_env env = desk_env(r);
	int64_t stop_id;

	switch (stop_set(&env, desk_of(r)->staff_id, s, &stop_id)) {
	case STOP_OK: return respond_see_other(r, "/admin/stops?done=stop_set");
	case STOP_STANDS:
		page_error(r, NULL, WORD "ErrorStands");
		return show_form(r, 409);
	case STOP_UNKNOWN:
		page_error(r, NULL, WORD "ErrorGone");
		return show_form(r, 409);
	default: return desk_unavailable(r);
	}
}

static int page_set(struct request *r)
{
	const char *sure = request_form(r, "sure");
	struct stop s;
	int status;

	desk_page(r, WORD "New");
	read_form(r, &s);
	status = find_name(r, &s);
	if (status)
		return status;
	if (page_has_errors(r))
		return show_form(r, 422);
	if (request_form(r, "change"))
		return show_form(r, 200);
	return sure && strcmp(sure, "1") == 0 ? set(r, &s) : show_check(r, &s, 200);
}

/* The stop that the path names, shown. 0, or a status. */
static int open_one(struct request *r, struct stop *s)
{
	struct view_node *root = desk_page(r, WORD "One");
	int64_t stop_id;
	enum db got;

	if (!int_parse(r->param[0], &stop_id) || stop_id < 1)
		return page_problem(r, 404);
	got = stop_read(portal_of(r)->db, r->mem, stop_id, s);
	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	fill_row(view_node(root, "One"), r->mem, s);
	return 0;
}

static int page_one(struct request *r)
{
	struct stop s;
	int status = open_one(r, &s);

	return status ? status : 200;
}

static int page_lift(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *sure = request_form(r, "sure"), *reason;
	struct stop s;
	int status = open_one(r, &s);

	if (status)
		return status;
	reason = asked_text(r, "reason", STOP_TEXT, WORD "ErrorLift");
	if (!sure || strcmp(sure, "1") != 0)
		page_error(r, "sure", WORD "ErrorSure");
	if (page_has_errors(r))
		return 422;
	switch (stop_end(&env, desk_of(r)->staff_id, s.stop_id, reason)) {
	case STOP_OK: return respond_see_other(r, "/admin/stops?done=stop_lifted");
	case STOP_LIFTED:
		page_error(r, NULL, WORD "ErrorLifted");
		return 409;
	case STOP_UNKNOWN: return page_problem(r, 404);
	default: return desk_unavailable(r);
	}
}

#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define ALL "/admin/stops"

const struct route admin_stops_routes[] = {
	{ALL, METHOD_GET, GUARD_STAFF, page_stops, "admin/stops", desk_done, NULL, 0},
	{ALL "/new", METHOD_GET, GUARD_MANAGER, page_new, "admin/stop_new", new_query, NULL, 0},
	{ALL "/new", METHOD_POST, MANAGER, page_set, "admin/stop_new", NULL, new_form, 0},
	{ALL "/:id", METHOD_GET, GUARD_STAFF, page_one, "admin/stop", desk_done, NULL, 0},
	{ALL "/:id/lift", METHOD_POST, MANAGER, page_lift, "admin/stop", NULL, lift_form, 0},
	{0},
};
