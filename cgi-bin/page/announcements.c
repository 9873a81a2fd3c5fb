#include "page/announcements.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "service/announcement.h"

static const struct field no_fields[] = {{0}};

static const char *chosen(struct request *r, const char *zh, const char *en)
{
	return view_lang(page_root(r)) == LANG_EN ? en : zh;
}

static void fill_lines(struct request *r, const char *text)
{
	for (int n = 0; *text;) {
		size_t len = strcspn(text, "\r\n");

		if (len > 0)
			view_str(view_row(page_root(r), "Text", n++), "Line",
			         talloc_strndup(r->mem, text, len));
		text += len;
		text += strspn(text, "\r\n");
	}
}

/* The announcement that the URL names, if the viewer may read it: 0, or a status. */
static int of_url(struct request *r, struct announcement *a)
{
	int64_t id;
	enum db got;

	if (!int_parse(r->param[0], &id) || id < 1)
		return page_problem(r, 404);
	got = announcement_of(portal_of(r)->db, r->mem, (uint64_t)id, viewer_of(r)->member_id,
	                      page_now(r), a);
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : account_unavailable(r);
}

static int page_one(struct request *r)
{
	struct announcement a;
	int status = of_url(r, &a);

	if (status)
		return status;
	account_page(r, "Lang.Announcements.Title", "notices");
	view_str(page_root(r), "Page.Title", chosen(r, a.title, a.title_en));
	fill_lines(r, chosen(r, a.text, a.text_en));
	if (a.link[0] && path_is_ours(a.link))
		view_str(page_root(r), "Link", a.link);
	view_instant(page_root(r), "When", a.starts_at);
	return 200;
}

static int page_close(struct request *r)
{
	struct announcement a;
	int status = of_url(r, &a);

	if (status)
		return status;
	if (announcement_close(portal_of(r)->db, viewer_of(r)->member_id, a.announcement_id,
	                       page_now(r)) != DB_OK)
		return account_unavailable(r);
	return respond_see_other(r, "/balance");
}

const struct route announcements_routes[] = {
	{.path = "/announcements/:id", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_one, .template = "announcement"},
	{.path = "/announcements/:id/close", .methods = METHOD_POST,
	 .guards = GUARD_MEMBER | GUARD_CSRF, .page = page_close, .form = no_fields},
	{0},
};
