#include "page/admin_fulfil.h"

#include "base/mem.h"
#include "service/fulfil.h"
#include "store/fulfil.h"
#include "web/multipart.h"

#define WORD "Lang.AdminFulfil."
#define LATE_ROWS 50
#define BATCHES 10
#define KEPT_DAYS 30

static const struct field query[] = {
	{"done", 32, false}, {"sent", 8, false}, {"same", 8, false}, {0}};
static const struct field month_query[] = {{"month", 8, false}, {0}};
static const struct field upload_form[] = {{"file", UPLOAD_MAX, false}, {0}};
static const struct field none[] = {{0}};

static bool fill_clock(struct request *r)
{
	struct view_node *root = page_root(r);
	struct fulfil_kind kinds[FULFIL_KINDS];
	int32_t today = day_of(page_now(r));
	int n;

	if (fulfil_clock(portal_of(r)->db, today, day_start(today - KEPT_DAYS), kinds, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		const struct fulfil_kind *k = &kinds[i];
		struct view_node *row = view_row(root, "Clock", i);
		const char *word = item_category_word(k->category);

		view_str(row, "Kind", view_words(root, talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s",
		                                                       word)));
		view_str(row, "Href", talloc_asprintf(r->mem, "/admin/redemptions?show=%s&category=%s",
		                                      k->overdue > 0 ? "overdue" : "", word));
		view_points(row, "Waiting", k->waiting);
		view_points(row, "Overdue", k->overdue);
		view_flag(row, "Late", k->overdue > 0);
		view_points(row, "Today", k->due_today);
		if (k->oldest != DAY_NONE)
			view_day(row, "Oldest", k->oldest);
		if (k->sent > 0)
			view_sentence(row, "Kept", WORD "KeptOf", text_points(r->mem, k->in_time),
			              text_points(r->mem, k->sent), NULL);
	}
	return true;
}

static void fill_one(struct request *r, struct view_node *row, const struct redemption *red)
{
	bool en = view_lang(row) == LANG_EN && red->name_en[0];

	view_str(row, "No", red->redemption_no);
	view_str(row, "Name", en ? red->name_en : red->name);
	view_points(row, "Quantity", red->quantity);
	view_str(row, "MemberNo", red->member_no);
	view_str(row, "Category",
	         view_words(row, talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s",
	                                         item_category_word(red->category))));
	view_str(row, "State",
	         view_words(row, talloc_asprintf(r->mem, "Lang.AdminRedemptions.Show.%s",
	                                         redemption_state_word(red->state))));
	view_flag(row, "Priority", red->priority);
	view_day(row, "Promised", red->promised_on);
}

static bool fill_late(struct request *r)
{
	int32_t today = day_of(page_now(r));
	struct redemption *rows;
	int n;

	if (fulfil_late(portal_of(r)->db, r->mem, today, LATE_ROWS + 1, &rows, &n) != DB_OK)
		return false;
	view_flag(page_root(r), "LateMore", n > LATE_ROWS);
	for (int i = 0; i < n && i < LATE_ROWS; i++) {
		struct view_node *row = view_row(page_root(r), "Late", i);

		fill_one(r, row, &rows[i]);
		view_sentence(row, "By", WORD "DaysLate", text_points(r->mem, today - rows[i].promised_on),
		              NULL);
	}
	return true;
}

static bool fill_miles(struct request *r)
{
	struct miles_batch *batches;
	int64_t waiting;
	int n;

	if (miles_waiting(portal_of(r)->db, &waiting) != DB_OK ||
	    miles_batches(portal_of(r)->db, r->mem, BATCHES, &batches, &n) != DB_OK)
		return false;
	view_points(page_root(r), "Miles", waiting);
	view_flag(page_root(r), "AnyMiles", waiting > 0);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(page_root(r), "Batches", i);

		view_str(row, "No", talloc_asprintf(r->mem, "%lld", (long long)batches[i].batch_no));
		view_points(row, "Rows", batches[i].rows);
		view_instant(row, "Made", batches[i].made_at);
		view_str(row, "By", batches[i].staff);
	}
	return true;
}

int page_fulfil_show(struct request *r, int status)
{
	return fill_clock(r) && fill_late(r) && fill_miles(r) ? status : desk_unavailable(r);
}

static int page_fulfil(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	const char *sent = request_query(r, "sent"), *same = request_query(r, "same");
	int64_t n_sent, n_same;

	if (sent && same && int_parse(sent, &n_sent) && int_parse(same, &n_same) && n_sent >= 0 &&
	    n_same >= 0)
		view_sentence(root, "Sent", WORD "SentSame", text_points(r->mem, n_sent),
		              text_points(r->mem, n_same), NULL);
	if (!desk_looked(r, "fulfilment", 0, ""))
		return desk_unavailable(r);
	return page_fulfil_show(r, 200);
}

#define AT "/admin/fulfilment"
#define CLERK (GUARD_CLERK | GUARD_CSRF)

const struct route admin_fulfil_routes[] = {
	{AT, METHOD_GET, GUARD_STAFF, page_fulfil, "admin/fulfil", query, NULL, 0},
	{AT "/parcels.csv", METHOD_GET, GUARD_CLERK, page_fulfil_parcels, NULL, NULL, NULL, 0},
	{AT "/waybills", METHOD_POST, CLERK | GUARD_UPLOAD, page_fulfil_waybills, "admin/fulfil", NULL,
	 upload_form, UPLOAD_BODY},
	{AT "/miles", METHOD_POST, CLERK, page_fulfil_miles, "admin/fulfil", NULL, none, 0},
	{AT "/miles/:id/file.csv", METHOD_GET, GUARD_CLERK, page_fulfil_miles_csv, NULL, NULL, NULL, 0},
	{AT "/tax", METHOD_GET, GUARD_STAFF, page_fulfil_tax, "admin/fulfil_tax", month_query, NULL, 0},
	{AT "/tax.csv", METHOD_GET, GUARD_STAFF, page_fulfil_tax_csv, NULL, month_query, NULL, 0},
	{0},
};
