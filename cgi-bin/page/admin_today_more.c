/* The morning page's lines that have a page of their own: flaws of the books, rows
 * that imports refused, and the nightly run when a night went without it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_today.h"
#include "page/desk.h"
#include "page/desk_form.h"
#include "service/flaw.h"
#include "store/import_run.h"
#include "store/job_run.h"

#define DAY_S 86400
#define WORD "Lang.AdminToday."

static void fill_flaw(struct request *r, struct view_node *row, const struct flaw *f)
{
	view_str(row, "Id", talloc_asprintf(r->mem, "%llu", (unsigned long long)f->flaw_id));
	view_str(row, "MemberNo", f->member_no);
	if (*f->member_no && desk_has(r, "/admin/members"))
		view_str(row, "Url", talloc_asprintf(r->mem, "/admin/members/%s", f->member_no));
	if (f->seq > 0)
		view_points(row, "Seq", f->seq);
	view_str(row, "What", f->what);
	view_str(row, "Detail", f->detail);
	view_instant(row, "Found", f->found_at);
	view_instant(row, "Seen", f->seen_at);
	view_flag(row, "Prove", f->member_id && !f->whole);
}

static int show_books(struct request *r, int status)
{
	struct view_node *root = desk_page(r, "Lang.Desk.Today.Books.Text");
	struct flaw *flaws;
	int n;

	if (!desk_looked(r, "flaw_list", 0, "") ||
	    flaw_list(portal_of(r)->db, r->mem, &flaws, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_flaw(r, view_row(root, "Rows", i), &flaws[i]);
	view_flag(root, "Full", n == FLAW_ROWS);
	return status;
}

int page_today_books(struct request *r)
{
	return show_books(r, 200);
}

int page_today_prove(struct request *r)
{
	struct service_env env = desk_env(r);
	int64_t id;

	if (!int_parse(desk_typed(r, "flaw"), &id) || id < 1)
		return 400;
	switch (flaw_prove(&env, desk_of(r)->staff_id, (uint64_t)id)) {
	case FLAW_MENDED:
	case FLAW_NONE: /* somebody was faster: what counts is what the list shows */
		return respond_see_other(r, "/admin/today/books?done=books_mended");
	case FLAW_STANDS:
		page_error(r, NULL, WORD "StillWrong");
		return show_books(r, 422);
	default: return desk_unavailable(r);
	}
}

static void fill_import(struct request *r, struct view_node *row, const struct import_run *run)
{
	view_str(row, "Id", talloc_asprintf(r->mem, "%llu", (unsigned long long)run->run_id));
	view_str(row, "File", run->file_name);
	view_str(row, "Kind", view_words(row, talloc_asprintf(r->mem, WORD "Import.%s", run->kind)));
	if (*run->upload_no && desk_has(r, "/admin/orders"))
		view_str(row, "Url", talloc_asprintf(r->mem, "/admin/orders/%s", run->upload_no));
	view_instant(row, "At", run->run_at);
	view_points(row, "Rows", run->rows);
	view_points(row, "Refused", run->refused);
	view_points(row, "NotDone", run->not_done);
}

int page_today_imports(struct request *r)
{
	struct view_node *root = desk_page(r, "Lang.Desk.Today.Imports.Text");
	struct import_run *runs;
	int n;

	if (import_run_list(portal_of(r)->db, r->mem, page_now(r) - (int64_t)IMPORT_RUN_DAYS * DAY_S,
	                    &runs, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_import(r, view_row(root, "Rows", i), &runs[i]);
	return 200;
}

int page_today_import_seen(struct request *r)
{
	struct database *db = portal_of(r)->db;
	const struct desk *desk = desk_of(r);
	const char *typed = desk_typed(r, "run");
	int64_t id;
	enum db got;

	if (!int_parse(typed, &id) || id < 1)
		return 400;
	if (staff_log(db, desk->staff_id, "import_seen", 0, typed, "") != DB_OK)
		return desk_unavailable(r);
	got = import_run_seen(db, (uint64_t)id, desk->staff_id, page_now(r));
	if (got != DB_OK && got != DB_NONE)
		return desk_unavailable(r);
	/* somebody was faster: what counts is what the list shows */
	return respond_see_other(r, "/admin/today/imports?done=import_seen");
}

int page_today_nightly(struct request *r)
{
	struct database *db = portal_of(r)->db;

	if (staff_log(db, desk_of(r)->staff_id, "nightly_ask", 0, "", "") != DB_OK ||
	    job_run_ask(db, "nightly", page_now(r)) != DB_OK)
		return desk_unavailable(r);
	return respond_see_other(r, "/admin/?done=nightly_asked");
}
