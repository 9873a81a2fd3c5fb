/* The points report as tables of the frame that all reports share. */
#include "base/mem.h"
#include "page/report_points.h"

static const char *line_head(struct request *r, const char *line)
{
	return view_words(page_root(r), report_line_key(r->mem, "Figure", line));
}

static void add_column(struct request *r, struct report *out, struct report_table *table,
                       const char *line, enum report_unit unit)
{
	report_column(out, table, line, unit)->head = line_head(r, line);
}

static void named_column(struct request *r, struct report *out, struct report_table *table,
                         const char *key, enum report_unit unit)
{
	report_column(out, table, key, unit)->head = view_words(page_root(r), key);
}

static void line_columns(struct request *r, struct report *out, struct report_table *table)
{
	for (int i = 0; i < LINE__MAX; i++)
		add_column(r, out, table, report_line_word((enum report_line)i), UNIT_CHANGE);
}

static void fill_figures(struct report *out, const struct report_points *p)
{
	const struct report_books *now = &p->books, *before = &p->compare;

	report_figure(out, "opening", UNIT_POINTS, report_number(now->opening),
	              report_number(before->opening));
	for (int i = 0; i < LINE__MAX; i++)
		report_figure(out, report_line_word((enum report_line)i), UNIT_CHANGE,
		              report_number(now->line[i]), report_number(before->line[i]));
	report_figure(out, "closing", UNIT_POINTS, report_number(now->closing),
	              report_number(before->closing));
	report_figure(out, "pending", UNIT_POINTS, report_number(now->pending_closing),
	              report_number(before->pending_closing));
}

static void fill_days(struct request *r, struct report *out, const struct report_points *p)
{
	struct report_table *table = report_table(out, "days");

	named_column(r, out, table, "Lang.Reports.Day", UNIT_DAY);
	add_column(r, out, table, "opening", UNIT_POINTS);
	line_columns(r, out, table);
	add_column(r, out, table, "closing", UNIT_POINTS);
	add_column(r, out, table, "pending", UNIT_POINTS);
	named_column(r, out, table, "Lang.Reports.Entries", UNIT_COUNT);
	named_column(r, out, table, "Lang.Reports.Agrees", UNIT_TEXT);
	for (int i = 0; i < p->n_days; i++) {
		const struct report_day *d = &p->days[i];
		struct report_value *row = report_row(out, table);

		*row++ = report_number(d->day);
		*row++ = report_number(d->books.opening);
		for (int k = 0; k < LINE__MAX; k++)
			*row++ = report_number(d->books.line[k]);
		*row++ = report_number(d->books.closing);
		*row++ = report_number(d->books.pending_closing);
		*row++ = report_number(d->books.entries);
		*row = report_text(view_words(page_root(r),
		                              d->flawed ? "Lang.Reports.No" : "Lang.Reports.Yes"));
	}
}

static void fill_parts(struct request *r, struct report *out, const struct report_part *parts,
                       int n, enum report_by by)
{
	static const char *const names[] = {"sources", "tiers", "categories"};
	static const char *const heads[] = {"Lang.Reports.Source", "Lang.Reports.Tier",
	                                    "Lang.Reports.Category"};
	struct report_table *table = report_table(out, names[by]);

	named_column(r, out, table, heads[by], UNIT_TEXT);
	line_columns(r, out, table);
	add_column(r, out, table, "net", UNIT_CHANGE);
	named_column(r, out, table, "Lang.Reports.Entries", UNIT_COUNT);
	for (int i = 0; i < n; i++) {
		struct report_value *row = report_row(out, table);
		int64_t net = 0;

		*row++ = report_text(report_part_name(r, &parts[i], by));
		for (int k = 0; k < LINE__MAX; k++) {
			net += parts[i].line[k];
			*row++ = report_number(parts[i].line[k]);
		}
		*row++ = report_number(net);
		*row = report_number(parts[i].entries);
	}
}

static enum db fill(struct request *r, struct report *out)
{
	struct report_points *p;
	enum db got = report_points(portal_of(r)->db, out->mem, &out->period,
	                            report_points_whole(r), &p);

	if (got != DB_OK)
		return got;
	report_sort_tiers(r, p);
	if (p->n_flaws > 0)
		out->warning = view_words(page_root(r), "Lang.Reports.Points.DoesNot");
	fill_figures(out, p);
	fill_days(r, out, p);
	fill_parts(r, out, p->sources, p->n_sources, BY_SOURCE);
	fill_parts(r, out, p->tiers, p->n_tiers, BY_TIER);
	fill_parts(r, out, p->categories, p->n_categories, BY_CATEGORY);
	return DB_OK;
}

const struct report_kind report_points_kind = {
	.code = "points",
	.name = "Points",
	.dated = true,
	.fill = fill,
};
