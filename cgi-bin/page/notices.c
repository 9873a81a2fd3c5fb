#include "page/notices.h"

#include <inttypes.h>

#include "base/mem.h"
#include "page/account.h"
#include "store/notice.h"
#include "view/notice.h"

#define SHOWN 20

static const struct field query[] = {{"before", 24, false}, {0}};

static void fill_notice(struct request *r, struct view_node *row, const struct notice_row *notice)
{
	struct notice_words words = notice_words(r->mem, page_root(r), notice->kind, notice->args);

	view_str(row, "Title", words.title);
	view_str(row, "Text", words.text);
	if (path_is_ours(notice->link))
		view_str(row, "Link", notice->link);
	view_flag(row, "New", notice->read_at == INSTANT_NONE);
	view_instant(row, "When", notice->created_at);
}

/* What is shown has been read: the bell of this very page counts the rest. What
 * a preview asks for (HEAD) is not shown to anybody. */
static enum db mark_read(struct request *r, const struct notice_row *rows, int n)
{
	struct viewer *viewer = viewer_of(r);
	int unread = 0;

	for (int i = 0; i < n; i++)
		unread += rows[i].read_at == INSTANT_NONE;
	if (unread == 0 || r->head)
		return DB_OK;
	viewer->unread -= unread;
	return notice_mark_read(portal_of(r)->db, viewer->member_id, rows[n - 1].notice_no,
	                        rows[0].notice_no, page_now(r), NULL);
}

static int page_notices(struct request *r)
{
	const char *typed = request_query(r, "before");
	int64_t before = INT64_MAX;
	struct notice_row *rows;
	int n, shown;

	if (typed && (!int_parse(typed, &before) || before < 1))
		return page_problem(r, 404);
	if (notice_list(portal_of(r)->db, r->mem, viewer_of(r)->member_id, before, SHOWN + 1, &rows,
	                &n) != DB_OK)
		return account_unavailable(r);
	shown = n < SHOWN ? n : SHOWN;
	if (mark_read(r, rows, shown) != DB_OK)
		return account_unavailable(r);
	account_page(r, "Lang.Notices.Title", "notices");
	for (int i = 0; i < shown; i++)
		fill_notice(r, view_row(page_root(r), "Notices", i), &rows[i]);
	if (typed)
		view_str(page_root(r), "Newer", "/notices");
	if (n > shown)
		view_str(page_root(r), "Older",
		         talloc_asprintf(r->mem, "/notices?before=%" PRId64, rows[shown - 1].notice_no));
	return 200;
}

const struct route notices_routes[] = {
	{.path = "/notices", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_notices,
	 .template = "notices", .query = query},
	{0},
};
