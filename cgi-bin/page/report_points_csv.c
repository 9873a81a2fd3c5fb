/* The points report for spreadsheets: a row a day, a source or a tier. */
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/report_points.h"
#include "page/report_words.h"
#include "web/csv_out.h"

static void head(struct request *r, const char *line)
{
	csv_text(r, view_words(page_root(r), report_line_key(r->mem, "Name", line)));
}

static void head_lines(struct request *r)
{
	for (int i = 0; i < LINE__MAX; i++)
		head(r, report_line_word((enum report_line)i));
}

static void cells(struct request *r, const int64_t line[LINE__MAX])
{
	for (int i = 0; i < LINE__MAX; i++)
		csv_int(r, line[i]);
}

/* Every day of the period, those without bookings too. */
static void write_days(struct request *r, const struct report_points *p)
{
	struct view_node *root = page_root(r);
	char iso[INSTANT_TEXT];

	csv_text(r, view_words(root, "Lang.Reports.Day"));
	head(r, "opening");
	head_lines(r);
	head(r, "closing");
	head(r, "pending");
	csv_text(r, view_words(root, "Lang.Reports.Entries"));
	csv_text(r, view_words(root, "Lang.Reports.Agrees"));
	csv_row(r);
	for (int i = 0; i < p->n_days; i++) {
		const struct report_day *d = &p->days[i];

		csv_text(r, day_iso(iso, d->day));
		csv_int(r, d->books.opening);
		cells(r, d->books.line);
		csv_int(r, d->books.closing);
		csv_int(r, d->books.pending_closing);
		csv_int(r, d->books.entries);
		csv_text(r, view_words(root, d->flawed ? "Lang.Reports.No" : "Lang.Reports.Yes"));
		csv_row(r);
	}
}

static void write_parts(struct request *r, const struct report_part *parts, int n, bool tier)
{
	csv_text(r, view_words(page_root(r), tier ? "Lang.Reports.Tier" : "Lang.Reports.Source"));
	head_lines(r);
	head(r, "net");
	csv_text(r, view_words(page_root(r), "Lang.Reports.Entries"));
	csv_row(r);
	for (int i = 0; i < n; i++) {
		int64_t net = 0;

		for (int k = 0; k < LINE__MAX; k++)
			net += parts[i].line[k];
		csv_text(r, report_part_name(r, &parts[i], tier));
		cells(r, parts[i].line);
		csv_int(r, net);
		csv_int(r, parts[i].entries);
		csv_row(r);
	}
}

int page_report_points_csv(struct request *r)
{
	const char *by = request_query(r, "by");
	struct report_period period;
	struct report_points *p;
	char from[INSTANT_TEXT], to[INSTANT_TEXT];
	bool source = by && strcmp(by, "source") == 0, tier = by && strcmp(by, "tier") == 0;

	if (!report_asked(r, &period) || (by && by[0] && !source && !tier && strcmp(by, "day") != 0))
		return 400;
	if (report_points(portal_of(r)->db, r->mem, &period, &p) != DB_OK)
		return desk_unavailable(r);
	csv_begin(r, talloc_asprintf(r->mem, "points-%s-%s-%s.csv",
	                             source ? "source" : tier ? "tier" : "day",
	                             day_iso(from, period.from), day_iso(to, period.to)));
	report_sort_tiers(r, p);
	if (source)
		write_parts(r, p->sources, p->n_sources, false);
	else if (tier)
		write_parts(r, p->tiers, p->n_tiers, true);
	else
		write_days(r, p);
	return 200;
}
