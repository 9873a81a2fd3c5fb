#include "page/admin_orders.h"

#include <string.h>

#include "base/csv.h"
#include "base/mem.h"
#include "service/order_upload.h"
#include "web/multipart.h"

#define WORD "Lang.AdminOrders."
#define FILES 20
#define SHOWN 50 /* refused orders shown on the page; the file has all */

static const struct field query[] = {{"done", 32, false}, {0}};
static const struct field upload_form[] = {{"file", UPLOAD_MAX, false}, {0}};
static const struct field none[] = {{0}};

static void fill_file(struct request *r, struct view_node *row, const struct upload_row *u)
{
	view_str(row, "No", u->upload_no);
	view_str(row, "File", u->file_name[0] ? u->file_name : u->upload_no);
	view_str(row, "By", u->staff_name);
	view_points(row, "Rows", u->rows);
	view_points(row, "Refused", u->refused);
	view_flag(row, "AnyRefused", u->refused > 0);
	view_instant(row, "Made", u->made_at);
	if (u->run_at != INSTANT_NONE)
		view_instant(row, "Run", u->run_at);
	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "State.%s", u->state)));
	view_str(row, "Look", strcmp(u->state, "done") == 0 ? "good" : "wait");
	view_flag(row, "Tried", strcmp(u->state, "tried") == 0);
	view_flag(row, "Done", strcmp(u->state, "done") == 0);
}

static int show_list(struct request *r, int status)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct upload_row *files;
	int n;

	if (upload_list(portal_of(r)->db, r->mem, FILES, &files, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_file(r, view_row(root, "Files", i), &files[i]);
	return status;
}

static int page_list(struct request *r)
{
	return show_list(r, 200);
}

static const char *refusal(enum order_upload outcome)
{
	switch (outcome) {
	case ORDER_UPLOAD_TABLE: return WORD "ErrorTable";
	case ORDER_UPLOAD_EMPTY: return WORD "ErrorEmpty";
	default: return WORD "ErrorLong";
	}
}

static int page_try(struct request *r)
{
	struct service_env env = desk_env(r);
	char no[UPLOAD_NO], error[160] = "";
	enum order_upload outcome;

	if (!r->file.field) {
		page_error(r, "file", "Lang.AdminCatalogue.ErrorFile");
		return show_list(r, 422);
	}
	outcome = order_upload_try(&env, portal_of(r)->plans, desk_of(r)->staff_id, r->file.name,
	                           r->file.data, r->file.len, no, error);
	if (outcome == ORDER_UPLOAD_OK)
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/orders/%s", no));
	if (outcome == ORDER_UPLOAD_TRY_AGAIN || outcome == ORDER_UPLOAD_FAILED)
		return desk_unavailable(r);
	page_error(r, "file", refusal(outcome));
	view_str(page_root(r), "Why", error);
	return show_list(r, 422);
}

/* The reasons that result files give, in words of the page: by how they begin. */
static const struct {
	const char *begins, *key;
} reasons[] = {
	{"other number of fields", WORD "Why.Fields"},
	{"bytes that are neither", WORD "Why.Bytes"},
	{"the database failed", WORD "Why.NotDone"},
	{"no such member", WORD "Why.Member"},
	{"the member has no account", WORD "Why.Member"},
	{"member, category,", WORD "Why.Other"},
	{"would change an earlier", WORD "Why.Earlier"},
	{"refunded_fen is more", WORD "Why.TooMuch"},
	{"order_no stands twice", WORD "Why.Twice"},
	{"paid_at lies in the future", WORD "Why.Future"},
	{"completed_at lies in the future", WORD "Why.Future"},
	{"refunded_at lies in the future", WORD "Why.Future"},
	{"the order is refunded whole", WORD "Why.Ended"},
	{"order_no must be", WORD "Why.OrderNo"},
	{"paid_fen must be", WORD "Why.Fen"},
	{"refunded_fen must be", WORD "Why.Fen"},
	{"paid_at must be", WORD "Why.Instant"},
	{"completed_at must be", WORD "Why.Instant"},
	{"refunded_at must be", WORD "Why.Instant"},
	{"travel_end must be", WORD "Why.Day"},
	{"the plan has no such category", WORD "Why.Category"},
	{"refunded_at is missing", WORD "Why.Refund"},
	{"refunded_fen is missing", WORD "Why.Refund"},
};

static void fill_reason(struct view_node *row, const char *message)
{
	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
		if (text_starts(message, reasons[i].begins)) {
			view_str(row, "Why", view_words(row, reasons[i].key));
			return;
		}
	view_str(row, "Why", message);
	view_flag(row, "English", true);
}

/* Counts the outcomes of the result and shows the first that were refused. */
static void fill_result(struct request *r, struct blob result)
{
	struct view_node *root = page_root(r);
	char error[160];
	const struct csv_table *t = csv_parse_text(r->mem, result.data, result.len, error);
	const char *words[16];
	int counts[16], n = 0, shown = 0, at;

	for (int i = 0; t && i < t->n_rows; i++) {
		const char *word = csv_field(&t->rows[i], 2);

		for (at = 0; at < n && strcmp(words[at], word) != 0; at++)
			;
		if (at == n && n < 16) {
			words[n] = word;
			counts[n++] = 0;
		}
		if (at < n)
			counts[at]++;
		if ((strcmp(word, "refused") == 0 || strcmp(word, "not_done") == 0) && shown < SHOWN) {
			struct view_node *row = view_row(root, "Refusals", shown++);

			view_str(row, "Line", csv_field(&t->rows[i], 0));
			view_str(row, "OrderNo", csv_field(&t->rows[i], 1));
			fill_reason(row, csv_field(&t->rows[i], 3));
		}
	}
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Counts", i);

		view_points(row, "Count", counts[i]);
		view_str(row, "Text",
		         view_words(root, talloc_asprintf(r->mem, WORD "Outcome.%.20s", words[i])));
	}
}

static int show_one(struct request *r, int status)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct upload_row u;
	enum db got = upload_read(portal_of(r)->db, r->mem, r->param[0], &u);

	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	if (!desk_looked(r, "orders_view", 0, u.upload_no))
		return desk_unavailable(r);
	view_str(root, "Page.Title", u.file_name[0] ? u.file_name : u.upload_no);
	fill_file(r, root, &u);
	fill_result(r, u.result);
	return status;
}

static int page_one(struct request *r)
{
	return show_one(r, 200);
}

static int page_run(struct request *r)
{
	struct service_env env = desk_env(r);

	switch (order_upload_run(&env, portal_of(r)->plans, desk_of(r)->staff_id, r->param[0])) {
	case ORDER_UPLOAD_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/orders/%s?done=orders_run",
		                                            r->param[0]));
	case ORDER_UPLOAD_UNKNOWN:
		return page_problem(r, 404);
	case ORDER_UPLOAD_BUSY:
		page_error(r, NULL, WORD "ErrorBusy");
		return show_one(r, 409);
	default:
		return desk_unavailable(r);
	}
}

static int page_result(struct request *r)
{
	struct upload_row u;
	enum db got = upload_read(portal_of(r)->db, r->mem, r->param[0], &u);

	if (got != DB_OK)
		return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
	if (!desk_looked(r, "orders_result", 0, u.upload_no))
		return desk_unavailable(r);
	r->content_type = "text/csv; charset=utf-8";
	respond_header(r, "Content-Disposition",
	               talloc_asprintf(r->mem, "attachment; filename=\"%s.result.csv\"", u.upload_no));
	buf_str(&r->out, "\xEF\xBB\xBF");
	buf_add(&r->out, u.result.data, u.result.len);
	return 200;
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)

const struct route admin_orders_routes[] = {
	{"/admin/orders", METHOD_GET, GUARD_STAFF, page_list, "admin/orders", query, NULL, 0},
	{"/admin/orders", METHOD_POST, CLERK | GUARD_UPLOAD, page_try, "admin/orders", NULL, upload_form,
     UPLOAD_BODY},
	{"/admin/orders/:no", METHOD_GET, GUARD_STAFF, page_one, "admin/order_file", query, NULL, 0},
	{"/admin/orders/:no", METHOD_POST, CLERK, page_run, "admin/order_file", NULL, none, 0},
	{"/admin/orders/:no/result.csv", METHOD_GET, GUARD_STAFF, page_result, NULL, NULL, NULL, 0},
	{0},
};
