#include "page/admin_announcements.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "service/announcement.h"

#define ROWS 100
#define WORD "Lang.AdminAnnouncements."
#define AT "/admin/announcements"

static const struct field release_form[] = {{"version", 20, false}, {"sure", 8, false}, {0}};
static const struct field stop_form[] = {{"sure", 8, false}, {0}};

static bool is(const struct announcement *a, const char *state)
{
	return strcmp(a->state, state) == 0;
}

static const char *look(const struct announcement *a)
{
	if (is(a, ANNOUNCEMENT_SENT))
		return "good";
	return is(a, ANNOUNCEMENT_DRAFT) || is(a, ANNOUNCEMENT_STOPPED) ? "quiet" : "wait";
}

static void fill_row(struct request *r, struct view_node *row, const struct announcement *a)
{
	bool english = view_lang(page_root(r)) == LANG_EN;

	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, a->announcement_id));
	view_str(row, "Title", english ? a->title_en : a->title);
	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "Look.%s", a->state)));
	view_str(row, "Look", look(a));
	view_str(row, "Audience", announcement_audience(r, &a->audience));
	view_str(row, "By", announcement_ways(r, a));
	view_instant(row, "Starts", a->starts_at);
	if (a->by_banner)
		view_instant(row, "Ends", a->ends_at);
	view_points(row, "Members", a->members);
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct announcement *list;
	int n;

	if (announcement_list(portal_of(r)->db, r->mem, ROWS, &list, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_row(r, view_row(root, "Rows", i), &list[i]);
	return 200;
}

static int page_new(struct request *r)
{
	desk_page(r, WORD "NewTitle");
	announcement_choices(r, &(struct announcement){.by_notice = true});
	return 200;
}

/* TEXT's lines as paragraphs of a preview. */
static void fill_lines(struct request *r, const char *name, const char *text)
{
	for (int n = 0; *text;) {
		size_t len = strcspn(text, "\r\n");

		if (len > 0)
			view_str(view_row(page_root(r), name, n++), "Line",
			         talloc_strndup(r->mem, text, len));
		text += len;
		text += strspn(text, "\r\n");
	}
}

static enum db fill_count(struct request *r, const struct announcement *a)
{
	struct view_node *root = page_root(r);
	struct announcement_count count;
	int64_t now = page_now(r);
	enum db got = announcement_count(portal_of(r)->db, a->announcement_id,
	                                 day_of(a->starts_at > now ? a->starts_at : now), &count);

	if (got != DB_OK)
		return got;
	view_points(root, "Count.Members", count.members);
	view_points(root, "Count.Mail", count.by_mail);
	view_points(root, "Count.Sms", count.by_sms);
	return DB_OK;
}

static void fill_figures(struct request *r, const struct announcement *a)
{
	struct view_node *root = page_root(r);

	view_points(root, "Figures.Members", a->members);
	view_points(root, "Figures.Mails", a->mails);
	view_points(root, "Figures.Messages", a->messages);
	if (a->begun_at != INSTANT_NONE)
		view_instant(root, "Figures.Begun", a->begun_at);
	if (a->ended_at != INSTANT_NONE)
		view_instant(root, "Figures.Ended", a->ended_at);
}

/* The page of A as stored: preview, count or figures, and what can be done with it. */
static int show(struct request *r, const struct announcement *a, int status)
{
	struct view_node *root = page_root(r);
	bool draft = is(a, ANNOUNCEMENT_DRAFT);

	view_sentence(root, "Page.Title", WORD "OneTitle",
	              talloc_asprintf(r->mem, "%" PRIu64, a->announcement_id), NULL);
	fill_row(r, view_node(root, "It"), a);
	view_flag(root, "Draft", draft);
	view_flag(root, "ByMail", a->by_mail);
	view_flag(root, "BySms", a->by_sms);
	view_flag(root, "MayStop", !draft && !is(a, ANNOUNCEMENT_STOPPED) &&
	                                   (!is(a, ANNOUNCEMENT_SENT) || a->by_banner));
	view_str(root, "Version", talloc_asprintf(r->mem, "%" PRId64, a->version));
	view_str(root, "TitleZh", a->title);
	view_str(root, "TitleEn", a->title_en);
	fill_lines(r, "TextZh", a->text);
	fill_lines(r, "TextEn", a->text_en);
	if (!draft)
		fill_figures(r, a);
	else if (fill_count(r, a) != DB_OK)
		return desk_unavailable(r);
	return status;
}

/* The announcement that the URL names: 0, or a status. */
static int of_url(struct request *r, struct announcement *a)
{
	int64_t id;
	enum db got;

	desk_page(r, WORD "Title");
	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	got = announcement_read(portal_of(r)->db, r->mem, (uint64_t)id, a);
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : desk_unavailable(r);
}

/* The page with the form as stored. */
static int show_stored(struct request *r, const struct announcement *a, int status)
{
	announcement_form(r, a);
	announcement_choices(r, a);
	return show(r, a, status);
}

static int page_one(struct request *r)
{
	struct announcement a;
	int status = of_url(r, &a);

	return status ? status : show_stored(r, &a, 200);
}

static int back(struct request *r, uint64_t id, const char *done)
{
	return respond_see_other(r, talloc_asprintf(r->mem, AT "/%" PRIu64 "?done=%s", id, done));
}

static int page_create(struct request *r)
{
	struct service_env env = desk_env(r);
	struct announcement a = {0};

	desk_page(r, WORD "NewTitle");
	announcement_typed(r, &a);
	announcement_choices(r, &a);
	if (page_has_errors(r))
		return 422;
	if (announcement_keep(&env, &a) != ANNOUNCEMENT_OK)
		return desk_unavailable(r);
	return back(r, a.announcement_id, "announcement_kept");
}

static int64_t version_typed(struct request *r)
{
	int64_t version;

	return int_parse(desk_typed(r, "version"), &version) ? version : 0;
}

static int page_edit(struct request *r)
{
	struct service_env env = desk_env(r);
	struct announcement a, typed = {0};
	int status = of_url(r, &a);

	if (status)
		return status;
	typed.announcement_id = a.announcement_id;
	typed.version = version_typed(r);
	announcement_typed(r, &typed);
	announcement_choices(r, &typed);
	if (page_has_errors(r))
		return show(r, &a, 422);
	switch (announcement_keep(&env, &typed)) {
	case ANNOUNCEMENT_OK:
		return back(r, a.announcement_id, "announcement_kept");
	case ANNOUNCEMENT_CHANGED:
		page_error(r, NULL, WORD "ErrorChanged");
		return show(r, &a, 409);
	case ANNOUNCEMENT_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

/* What releasing or stopping led to. */
static int after(struct request *r, const struct announcement *a,
                 enum announcement_outcome outcome, const char *done)
{
	switch (outcome) {
	case ANNOUNCEMENT_OK:
		return back(r, a->announcement_id, done);
	case ANNOUNCEMENT_UNKNOWN:
		return page_problem(r, 404);
	case ANNOUNCEMENT_CHANGED:
		page_error(r, NULL, WORD "ErrorChanged");
		return show_stored(r, a, 409);
	case ANNOUNCEMENT_OVER:
		page_error(r, "ends_at", WORD "ErrorOver");
		return show_stored(r, a, 422);
	default:
		return desk_unavailable(r);
	}
}

static int page_release(struct request *r)
{
	struct service_env env = desk_env(r);
	struct announcement a;
	int status = of_url(r, &a);

	if (status)
		return status;
	if (desk_typed(r, "sure")[0] == '\0') {
		page_error(r, "sure", WORD "ErrorSure");
		return show_stored(r, &a, 422);
	}
	return after(r, &a,
	             announcement_release(&env, a.announcement_id, version_typed(r),
	                                  desk_of(r)->staff_id),
	             "announcement_released");
}

static int page_stop(struct request *r)
{
	struct service_env env = desk_env(r);
	struct announcement a;
	int status = of_url(r, &a);

	if (status)
		return status;
	if (desk_typed(r, "sure")[0] == '\0') {
		page_error(r, "sure", WORD "ErrorSure");
		return show_stored(r, &a, 422);
	}
	return after(r, &a, announcement_stop(&env, a.announcement_id, desk_of(r)->staff_id),
	             "announcement_stopped");
}

#define CLERK (GUARD_STAFF | GUARD_CLERK)
#define MANAGER (GUARD_STAFF | GUARD_MANAGER | GUARD_CSRF)

const struct route admin_announcements_routes[] = {
	{AT, METHOD_GET, GUARD_STAFF, page_list, "admin/announcements", desk_done, NULL, 0},
	{AT "/new", METHOD_GET, CLERK, page_new, "admin/announcement_new", NULL, NULL, 0},
	{AT "/new", METHOD_POST, CLERK | GUARD_CSRF, page_create, "admin/announcement_new", NULL,
	 announcement_fields, 0},
	{AT "/:id", METHOD_GET, GUARD_STAFF, page_one, "admin/announcement", desk_done, NULL, 0},
	{AT "/:id", METHOD_POST, CLERK | GUARD_CSRF, page_edit, "admin/announcement", NULL,
	 announcement_fields, 0},
	{AT "/:id/release", METHOD_POST, MANAGER, page_release, "admin/announcement", NULL,
	 release_form, 0},
	{AT "/:id/stop", METHOD_POST, MANAGER, page_stop, "admin/announcement", NULL, stop_form, 0},
	{0},
};
