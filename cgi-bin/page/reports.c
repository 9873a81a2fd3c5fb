#include "page/reports.h"

#include "page/desk.h"

/* One line a report: where it is, its name and what it answers. */
static const struct {
	const char *href, *title, *text;
} reports[] = {
	{"/admin/reports/points", "Lang.Reports.Points.Title", "Lang.Reports.Points.About"},
};

static int page_reports(struct request *r)
{
	struct view_node *root = desk_page(r, "Lang.Reports.Title");

	for (size_t i = 0; i < sizeof reports / sizeof reports[0]; i++) {
		struct view_node *row = view_row(root, "Reports", (int)i);

		view_str(row, "Href", reports[i].href);
		view_str(row, "Title", view_words(root, reports[i].title));
		view_str(row, "Text", view_words(root, reports[i].text));
	}
	return 200;
}

const struct route reports_routes[] = {
	{.path = "/admin/reports", .methods = METHOD_GET, .guards = GUARD_STAFF,
	 .page = page_reports, .template = "admin/reports"},
	{0},
};
