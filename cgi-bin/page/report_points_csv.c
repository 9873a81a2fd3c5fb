/* The points report for spreadsheets: a row a day, a source or a tier. */
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/report_points.h"
#include "page/report_words.h"
#include "web/csv_out.h"

static void head(struct request *r, const char *line)
{
	csv_text(r, view_words(page_root(r), report_line_key(r->mem, "Figure", line)));
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

static void write_parts(struct request *r, const struct report_part *parts, int n,
                        enum report_by by)
{
	static const char *const heads[] = {"Lang.Reports.Source", "Lang.Reports.Tier",
	                                    "Lang.Reports.Category"};

	csv_text(r, view_words(page_root(r), heads[by]));
	head_lines(r);
	head(r, "net");
	csv_text(r, view_words(page_root(r), "Lang.Reports.Entries"));
	csv_row(r);
	for (int i = 0; i < n; i++) {
		int64_t net = 0;

		for (int k = 0; k < LINE__MAX; k++)
			net += parts[i].line[k];
		csv_text(r, report_part_name(r, &parts[i], by));
		cells(r, parts[i].line);
		csv_int(r, net);
		csv_int(r, parts[i].entries);
		csv_row(r);
	}
}

static const char *const lists[] = {"day", "source", "tier", "category"};

/* The place in lists[] that WORD asks for; −1: none. */
static int list_of(const char *word)
{
	if (!word || !word[0])
		return 0;
	for (int i = 0; i < (int)(sizeof lists / sizeof *lists); i++)
		if (strcmp(word, lists[i]) == 0)
			return i;
	return -1;
}

int page_report_points_csv(struct request *r)
{
	int list = list_of(request_query(r, "by"));
	struct report_period period;
	struct report_points *p;
	char from[INSTANT_TEXT], to[INSTANT_TEXT];

	if (!report_asked(r, &period) || list < 0)
		return 400;
	if (report_points(portal_of(r)->db, r->mem, &period, report_points_whole(r), &p) != DB_OK)
		return desk_unavailable(r);
	csv_begin(r, talloc_asprintf(r->mem, "points-%s-%s-%s.csv", lists[list],
	                             day_iso(from, period.from), day_iso(to, period.to)));
	report_sort_tiers(r, p);
	if (list == 0)
		write_days(r, p);
	else if (list == 1)
		write_parts(r, p->sources, p->n_sources, BY_SOURCE);
	else if (list == 2)
		write_parts(r, p->tiers, p->n_tiers, BY_TIER);
	else
		write_parts(r, p->categories, p->n_categories, BY_CATEGORY);
	return 200;
}
