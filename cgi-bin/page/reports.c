#include "page/reports.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/report_frame_private.h"
#include "page/report_words.h"
#include "service/partner.h"

#define BASE "/admin/reports/"

/* One line a report, in the order of their list. The points report has a page and a
 * .csv of its own (page/report_points.c); from here it has its .xlsx. */
static const struct report_kind *const kinds[] = {
	&report_points_kind,
	&report_liability,
	&report_members,
	&report_tiers,
	&report_rfm,
	&report_retention,
	&report_behaviour,
	&report_redemptions,
	&report_campaigns,
	&report_draws,
	&report_satisfaction,
	&report_referrals,
	&report_service,
	&report_partners,
	&report_risk,
};

#define N_KINDS ((int)(sizeof kinds / sizeof *kinds))

/* Row I of the list of reports. */
static void list_row(struct view_node *root, void *mem, int i, const char *code, const char *name)
{
	struct view_node *row = view_row(root, "Reports", i);

	view_str(row, "Href", talloc_asprintf(mem, BASE "%s", code));
	view_str(row, "Title", view_words(root, talloc_asprintf(mem, "Lang.Reports.%s.Title", name)));
	view_str(row, "Text", view_words(root, talloc_asprintf(mem, "Lang.Reports.%s.About", name)));
}

static int page_reports(struct request *r)
{
	struct view_node *root = desk_page(r, "Lang.Reports.Title");

	for (int i = 0; i < N_KINDS; i++)
		list_row(root, r->mem, i, kinds[i]->code, kinds[i]->name);
	return 200;
}

/* The report named in the path, and by its ending the form that is asked for:
 * "" the page, "csv", "xlsx". NULL: there is none. */
static const struct report_kind *asked(struct request *r, const char **ending)
{
	const char *text = r->param[0];
	size_t len = strcspn(text, ".");

	*ending = text[len] ? text + len + 1 : "";
	if (text[len] && strcmp(*ending, "csv") != 0 && strcmp(*ending, "xlsx") != 0)
		return NULL;
	for (int i = 0; i < N_KINDS; i++)
		if (strlen(kinds[i]->code) == len && strncmp(kinds[i]->code, text, len) == 0)
			return kinds[i];
	return NULL;
}

/* The partner that the address asks for alone; false: nobody can be called so. */
static bool choose_partner(struct request *r, struct report *report)
{
	const char *partner = report->kind->partners ? request_query(r, "partner") : NULL;

	if (!partner || !partner[0])
		return true;
	report->only = partner;
	return partner_name_ok(partner);
}

/* The choice of a period; false: what was asked is none, answer 422. */
static bool choose(struct request *r, const struct report_kind *kind, struct report *report,
                   bool page)
{
	bool good = !kind->dated || report_asked(r, &report->period);

	if (!kind->dated) {
		report->period = report_period(SPAN_DAY, day_of(page_now(r)), day_of(page_now(r)));
	} else if (page) {
		view_str(page_root(r), "Form.from", request_query(r, "from"));
		view_str(page_root(r), "Form.to", request_query(r, "to"));
		view_flag(page_root(r), "Dated", true);
		report_fill_period(r, page_root(r), report_path(r->mem, report, ""),
		                   &report->period);
	}
	if (good)
		report->before = report_period_before(&report->period);
	return good;
}

static int page_report(struct request *r)
{
	const char *ending;
	const struct report_kind *kind = asked(r, &ending);
	struct report *report = talloc_zero(r->mem, struct report);
	bool page = ending[0] == '\0';
	enum db got;

	assert(report != NULL);
	if (!kind)
		return 404;
	report->kind = kind;
	report->mem = r->mem;
	report->as_of = page_now(r);
	if (!choose_partner(r, report))
		return 404;
	if (page)
		desk_page(r, talloc_asprintf(r->mem, "Lang.Reports.%s.Title", kind->name));
	if (!choose(r, kind, report, page))
		return page ? 422 : 400;
	got = kind->fill(r, report);
	if (got != DB_OK)
		return got == DB_NONE && report->only ? 404 : desk_unavailable(r);
	if (page)
		report_show(r, report);
	return page ? 200 : strcmp(ending, "csv") == 0 ? report_csv(r, report)
	                                               : report_xlsx(r, report);
}

const struct route reports_routes[] = {
	{.path = "/admin/reports", .methods = METHOD_GET, .guards = GUARD_STAFF,
	 .page = page_reports, .template = "admin/reports"},
	{.path = BASE ":code", .methods = METHOD_GET, .guards = GUARD_STAFF, .page = page_report,
	 .template = "admin/report", .query = report_fields},
	{0},
};
