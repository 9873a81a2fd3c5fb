/* Parcels out, waybills in, miles out. */
#include "base/mem.h"
#include "page/admin_fulfil.h"
#include "rule/region.h"
#include "service/fulfil.h"
#include "store/fulfil.h"
#include "web/csv_out.h"

#define WORD "Lang.AdminFulfil."
#define PARCELS 5000
#define BAD_SHOWN 50

/* The names of columns are the same in both languages: the file comes back. */
static void heads(struct request *r, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		csv_text(r, names[i]);
	csv_row(r);
}

int page_fulfil_parcels(struct request *r)
{
	static const char *const names[] = {"redemption_no", "promised_on", "priority", "item",
	                                    "quantity",      "recipient",   "phone",    "province",
	                                    "city",          "district",    "address",  "carrier",
	                                    "waybill",       NULL};
	struct redemption *rows;
	char day[INSTANT_TEXT];
	int n;

	if (fulfil_parcels(portal_of(r)->db, r->mem, PARCELS, &rows, &n) != DB_OK ||
	    !desk_looked(r, "parcels_export", 0, talloc_asprintf(r->mem, "%d", n)))
		return desk_unavailable(r);
	csv_begin(r, "parcels.csv");
	heads(r, names);
	for (int i = 0; i < n; i++) {
		const struct redemption *red = &rows[i];
		struct region at;

		region_split(r->mem, red->address, &at);
		csv_text(r, red->redemption_no);
		csv_text(r, day_iso(day, red->promised_on));
		csv_int(r, red->priority);
		csv_text(r, red->name);
		csv_int(r, red->quantity);
		csv_text(r, red->recipient);
		csv_text(r, red->phone);
		csv_text(r, at.province);
		csv_text(r, at.city);
		csv_text(r, at.district);
		csv_text(r, at.street);
		csv_text(r, NULL);
		csv_text(r, NULL);
		csv_row(r);
	}
	return 200;
}

static const char *why(enum waybill what)
{
	switch (what) {
	case WAYBILL_BROKEN: return WORD "Bad.Broken";
	case WAYBILL_NO: return WORD "Bad.No";
	case WAYBILL_TWICE: return WORD "Bad.Twice";
	case WAYBILL_HALF: return WORD "Bad.Half";
	case WAYBILL_CARRIER: return WORD "Bad.Carrier";
	case WAYBILL_NUMBER: return WORD "Bad.Number";
	case WAYBILL_KIND: return WORD "Bad.Kind";
	case WAYBILL_HELD: return WORD "Bad.Held";
	case WAYBILL_ENDED: return WORD "Bad.Ended";
	case WAYBILL_OTHER: return WORD "Bad.Other";
	default: return WORD "Bad.Failed";
	}
}

/* "Line 4: …" of each bad one, the first of them where there are many. */
static void fill_bad(struct request *r, const struct waybill_report *report)
{
	struct view_node *root = page_root(r);
	int shown = 0;

	for (int i = 0; i < report->n && shown < BAD_SHOWN; i++)
		if (report->lines[i].what >= WAYBILL_BROKEN)
			view_sentence(view_row(root, "Bad", shown++), "Text", WORD "BadLine",
			              text_points(r->mem, report->lines[i].line),
			              view_words(root, why(report->lines[i].what)), NULL);
	if (report->bad > shown)
		view_sentence(root, "BadMore", WORD "BadMore", text_points(r->mem, report->bad - shown),
		              NULL);
}

int page_fulfil_waybills(struct request *r)
{
	struct service_env env = desk_env(r);
	struct waybill_report report;
	enum waybill_outcome outcome;
	char error[160] = "";

	desk_page(r, WORD "Title");
	if (!r->file.field || r->file.len == 0) {
		page_error(r, "file", "Lang.AdminCatalogue.ErrorFile");
		return page_fulfil_show(r, 422);
	}
	outcome = waybills_run(&env, portal_of(r)->plans, desk_of(r)->staff_id, r->file.data,
	                       r->file.len, &report, error);
	switch (outcome) {
	case WAYBILLS_DONE:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/fulfilment?sent=%d&same=%d",
		                                            report.sent, report.same));
	case WAYBILLS_BAD: page_error(r, "file", WORD "ErrorBad"); break;
	case WAYBILLS_SOME: page_error(r, "file", WORD "ErrorSome"); break;
	case WAYBILLS_TABLE: page_error(r, "file", WORD "ErrorTable"); break;
	case WAYBILLS_LONG: page_error(r, "file", WORD "ErrorLong"); break;
	default: return desk_unavailable(r);
	}
	view_str(page_root(r), "Why", error);
	fill_bad(r, &report);
	return page_fulfil_show(r, 422);
}

int page_fulfil_miles(struct request *r)
{
	struct service_env env = desk_env(r);
	int64_t batch_no;

	desk_page(r, WORD "Title");
	switch (miles_export(&env, desk_of(r)->staff_id, &batch_no)) {
	case DB_OK: return respond_see_other(r, "/admin/fulfilment?done=miles_export");
	case DB_NONE: return respond_see_other(r, "/admin/fulfilment?done=miles_none");
	default: return desk_unavailable(r);
	}
}

int page_fulfil_miles_csv(struct request *r)
{
	static const char *const names[] = {"redemption_no", "flyer_no", "name",  "item",
	                                    "quantity",      "points",   "state", NULL};
	struct miles_row *rows;
	int64_t batch_no;
	enum db got;
	int n;

	if (!int_parse(r->param[0], &batch_no) || batch_no < 1)
		return page_problem(r, 404);
	got = miles_rows(portal_of(r)->db, r->mem, batch_no, &rows, &n);
	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK || !desk_looked(r, "miles_file", 0, r->param[0]))
		return desk_unavailable(r);
	csv_begin(r, talloc_asprintf(r->mem, "miles-%lld.csv", (long long)batch_no));
	heads(r, names);
	for (int i = 0; i < n; i++) {
		csv_text(r, rows[i].redemption_no);
		csv_text(r, rows[i].flyer_no);
		csv_text(r, rows[i].name);
		csv_text(r, rows[i].item);
		csv_int(r, rows[i].quantity);
		csv_int(r, rows[i].points);
		csv_text(r, rows[i].state);
		csv_row(r);
	}
	return 200;
}
