#include "page/report_points.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/desk.h"
#include "page/movement.h"
#include "page/report_words.h"
#include "view/chart.h"

#define PATH "/admin/reports/points"
#define DAYS_DRAWN 92 /* longer periods are drawn and listed by month */

char *report_line_key(void *mem, const char *leaf, const char *line)
{
	return talloc_asprintf(mem, "Lang.Reports.Points.%s.%s", leaf, line);
}

static const char *line_name(struct request *r, const char *line)
{
	return view_words(page_root(r), report_line_key(r->mem, "Figure", line));
}

static const struct plan *latest_plan(struct request *r)
{
	const struct plan_book *book = portal_of(r)->plans;

	return book->plans[book->n - 1];
}

static const char *tier_name(struct request *r, const char *code)
{
	const struct plan *plan = latest_plan(r);

	for (int i = 0; i < plan->n_tiers; i++)
		if (strcmp(plan->tiers[i].code, code) == 0)
			return movement_tier(r->mem, page_root(r), &plan->tiers[i]);
	return code[0] ? code : view_words(page_root(r), "Lang.Reports.Points.NoTier");
}

const char *report_part_name(struct request *r, const struct report_part *part,
                             enum report_by by)
{
	if (by == BY_TIER)
		return tier_name(r, part->tier);
	if (by == BY_CATEGORY)
		return movement_category(page_root(r), latest_plan(r), part->tier);
	return view_words(page_root(r),
	                  report_line_key(r->mem, "Source",
	                                  source_kind_word((enum source_kind)part->source)));
}

/* Place of a tier in the plan's order; one of an older plan stands behind. */
static int place_of(const struct plan *plan, const char *tier)
{
	int place = 0;

	while (place < plan->n_tiers && strcmp(plan->tiers[place].code, tier) != 0)
		place++;
	return place;
}

void report_sort_tiers(struct request *r, struct report_points *report)
{
	const struct plan *plan = latest_plan(r);

	for (int i = 1; i < report->n_tiers; i++)
		for (int k = i; k > 0 && place_of(plan, report->tiers[k].tier) <
		                                 place_of(plan, report->tiers[k - 1].tier);
		     k--) {
			struct report_part other = report->tiers[k];

			report->tiers[k] = report->tiers[k - 1];
			report->tiers[k - 1] = other;
		}
}

/* ---- the accounts */

/* One row: figure, the period before, the difference, what it means. Balances
 * have no sign, movements have. */
static void fill_line(struct request *r, int i, const char *word, int64_t value, int64_t before,
                      bool balance)
{
	struct view_node *row = view_row(page_root(r), "Lines", i);
	void (*figure)(struct view_node *, const char *, int64_t) = balance ? view_points : view_change;

	view_str(row, "Key", word);
	view_str(row, "Name", line_name(r, word));
	view_str(row, "What",
	         view_words(page_root(r), report_line_key(r->mem, "What", word)));
	figure(row, "Value", value);
	figure(row, "Before", before);
	view_change(row, "Change", value - before);
	view_flag(row, "Total", balance);
}

static void fill_lines(struct request *r, const struct report_points *p)
{
	const struct report_books *b = &p->books, *c = &p->compare;
	int i = 0;

	fill_line(r, i++, "opening", b->opening, c->opening, true);
	for (int line = 0; line < LINE__MAX; line++)
		fill_line(r, i++, report_line_word((enum report_line)line), b->line[line],
		          c->line[line], false);
	fill_line(r, i++, "closing", b->closing, c->closing, true);
	fill_line(r, i, "pending", b->pending_closing, c->pending_closing, true);
}

/* "12 % more" is said only of what was there before. */
static char *compared(struct request *r, int64_t now, int64_t before)
{
	struct view_node *root = page_root(r);
	int64_t change = now - before, tenths;
	const char *key = change > 0 ? "Lang.Reports.More" : "Lang.Reports.Less";

	if (change == 0)
		return talloc_strdup(r->mem, view_words(root, "Lang.Reports.Same"));
	if (before <= 0)
		return talloc_strdup(r->mem, view_words(root, "Lang.Reports.NoneBefore"));
	if (before > INT64_MAX / 2000 || llabs(change) > INT64_MAX / 2000)
		return talloc_strdup(r->mem, "");
	tenths = (llabs(change) * 1000 + before / 2) / before;
	return text_sentence(r->mem, root, key, text_decimal(r->mem, tenths * 10), NULL);
}

static void fill_words(struct request *r, const struct report_points *p)
{
	struct view_node *root = page_root(r);
	const int64_t *now = p->books.line, *before = p->compare.line;
	char *issued = text_points(r->mem, now[LINE_ISSUED]);
	char *spent = text_points(r->mem, -now[LINE_SPENT]);

	view_sentence(root, "Words.Moved", "Lang.Reports.Points.Moved", issued,
	              compared(r, now[LINE_ISSUED], before[LINE_ISSUED]), spent,
	              compared(r, -now[LINE_SPENT], -before[LINE_SPENT]), NULL);
	view_sentence(root, "Words.Stood",
	              p->books.closing >= p->books.opening ? "Lang.Reports.Points.Rose"
	                                                   : "Lang.Reports.Points.Fell",
	              text_points(r->mem, p->books.opening), text_points(r->mem, p->books.closing),
	              text_points(r->mem, p->books.pending_closing), NULL);
}

static void fill_now(struct request *r, const struct report_points *p)
{
	struct view_node *now = view_node(page_root(r), "Now");

	view_points(now, "Available", p->now.available);
	view_points(now, "Pending", p->now.pending);
	view_points(now, "Held", p->now.held);
	view_points(now, "Debt", p->now.debt);
	view_points(now, "Members", p->now.members);
	view_instant(page_root(r), "AsOf", page_now(r));
}

/* ---- does it balance? */

static char *flaw_text(struct request *r, const struct report_flaw *f)
{
	static const char *const keys[FLAW__MAX] = {
		[FLAW_BEFORE] = "before",     [FLAW_DAY] = "day",     [FLAW_LEDGER] = "ledger",
		[FLAW_ROLLUP] = "rollup",     [FLAW_ENTRY] = "entry", [FLAW_SEAL] = "seal",
		[FLAW_ACCOUNTS] = "accounts", [FLAW_GAP] = "gap",     [FLAW_ACCOUNT] = "account",
		[FLAW_LONG] = "long",         [FLAW_PROOF] = "proof"};
	struct view_node *root = page_root(r);
	char *day = f->day == DAY_NONE ? talloc_strdup(r->mem, "")
	                               : text_day(r->mem, view_lang(root), f->day);

	return text_sentence(r->mem, root, report_line_key(r->mem, "Flaw", keys[f->kind]), day,
	                     text_points(r->mem, f->is), text_points(r->mem, f->must),
	                     f->member_no ? f->member_no : "",
	                     talloc_asprintf(r->mem, "%lld", (long long)f->seq), NULL);
}

/* Names what does not agree; a member named was looked up, and that is logged.
 * False: it could not be. */
static bool fill_flaws(struct request *r, const struct report_points *p)
{
	struct view_node *root = page_root(r);

	view_flag(root, "Balances", p->n_flaws == 0);
	for (int i = 0; i < p->n_flaws; i++) {
		const struct report_flaw *f = &p->flaws[i];

		if (f->member_id && !desk_looked(r, "report_flaw", f->member_id, "points"))
			return false;
		view_str(view_row(root, "Flaws", i), "Text", flaw_text(r, f));
	}
	return true;
}

/* ---- tables */

static void fill_head(struct request *r, const char *last)
{
	struct view_node *root = page_root(r);
	int i;

	for (i = 0; i < LINE__MAX; i++)
		view_str(view_row(root, "Columns", i), "Name",
		         line_name(r, report_line_word((enum report_line)i)));
	view_str(view_row(root, "Columns", i), "Name", line_name(r, last));
}

/* The cells of one row: each line, then LAST. */
static void fill_cells(struct request *r, struct view_node *row, const int64_t line[LINE__MAX],
                       const char *last, int64_t value, bool balance)
{
	struct view_node *cell;

	for (int i = 0; i < LINE__MAX; i++) {
		cell = view_row(row, "Cells", i);
		view_str(cell, "Label", line_name(r, report_line_word((enum report_line)i)));
		view_change(cell, "Text", line[i]);
		view_flag(cell, "None", line[i] == 0);
	}
	cell = view_row(row, "Cells", LINE__MAX);
	view_str(cell, "Label", line_name(r, last));
	(balance ? view_points : view_change)(cell, "Text", value);
	view_flag(cell, "Sum", true);
}

static void fill_parts(struct request *r, const char *list, const struct report_part *parts, int n,
                       enum report_by by)
{
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(page_root(r), list, i);
		int64_t net = 0;

		for (int k = 0; k < LINE__MAX; k++)
			net += parts[i].line[k];
		view_str(row, "Name", report_part_name(r, &parts[i], by));
		fill_cells(r, row, parts[i].line, "net", net, false);
	}
}

/* A day, or a month of a long period. */
struct bucket {
	int32_t from;
	struct report_books books;
	bool flawed;
};

static struct bucket *buckets_of(void *mem, const struct report_points *p, bool months, int *n)
{
	struct bucket *all = talloc_zero_array(mem, struct bucket, (unsigned)p->n_days);

	*n = 0;
	for (int i = 0; i < p->n_days; i++) {
		const struct report_day *d = &p->days[i];
		bool first = i == 0 || !months || civil_of(d->day).day == 1;
		struct bucket *b = first ? &all[(*n)++] : &all[*n - 1];

		if (first)
			*b = (struct bucket){.from = d->day, .books.opening = d->books.opening};
		for (int k = 0; k < LINE__MAX; k++)
			b->books.line[k] += d->books.line[k];
		b->books.entries += d->books.entries;
		b->books.closing = d->books.closing;
		b->flawed = b->flawed || d->flawed;
	}
	return all;
}

/* A month that the period cuts is called by its first day. */
static char *bucket_name(struct request *r, const struct bucket *b, bool months)
{
	struct report_period month = {.span = SPAN_MONTH, .from = b->from};

	month.to = day_add_months(b->from, 1) - 1;
	return months && civil_of(b->from).day == 1
	               ? report_name(r->mem, page_root(r), &month)
	               : text_day(r->mem, view_lang(page_root(r)), b->from);
}

static void fill_days(struct request *r, const struct bucket *all, int n, bool months)
{
	int rows = 0;

	view_flag(page_root(r), "ByMonth", months);
	for (int i = 0; i < n; i++) {
		struct view_node *row;

		if (all[i].books.entries == 0 && !all[i].flawed)
			continue;
		row = view_row(page_root(r), "Days", rows++);
		view_day_text(row, "Name", bucket_name(r, &all[i], months), all[i].from);
		view_flag(row, "Flawed", all[i].flawed);
		fill_cells(r, row, all[i].books.line, "closing", all[i].books.closing, true);
	}
}

static void fill_chart(struct request *r, const struct bucket *all, int n, bool months,
                       const struct report_period *period)
{
	struct view_node *root = page_root(r);
	struct chart_bar *bars = talloc_zero_array(r->mem, struct chart_bar, (unsigned)n);
	struct chart chart = {.bars = bars, .n = n};
	char iso[INSTANT_TEXT];

	for (int i = 0; i < n; i++) {
		const int64_t *line = all[i].books.line;

		bars[i].up = line[LINE_ISSUED];
		bars[i].down = -line[LINE_SPENT];
		day_iso(iso, all[i].from);
		bars[i].mark = talloc_strndup(r->mem, iso + (months ? 0 : 5), months ? 7 : 5);
		bars[i].tip = text_sentence(r->mem, root, "Lang.Reports.Points.Tip",
		                            bucket_name(r, &all[i], months),
		                            text_points(r->mem, bars[i].up),
		                            text_points(r->mem, bars[i].down), NULL);
	}
	chart.title = text_sentence(r->mem, root, "Lang.Reports.Points.ChartTitle",
	                            report_name(r->mem, root, period), NULL);
	chart.desc = view_words(root, "Lang.Reports.Points.ChartDesc");
	chart.up_name = line_name(r, "issued");
	chart.down_name = line_name(r, "spent");
	view_flag(root, "HasChart", chart_fill(view_node(root, "Chart"), r->mem, &chart));
}

static void fill_csv(struct request *r, const struct report_period *period)
{
	struct view_node *root = page_root(r);
	char *csv = report_link(r->mem, PATH ".csv", period);

	view_str(root, "Csv.Day", csv);
	view_str(root, "Csv.Source", talloc_asprintf(r->mem, "%s&by=source", csv));
	view_str(root, "Csv.Tier", talloc_asprintf(r->mem, "%s&by=tier", csv));
	view_str(root, "Csv.Category", talloc_asprintf(r->mem, "%s&by=category", csv));
	view_str(root, "Xlsx", report_link(r->mem, PATH ".xlsx", period));
}

/* What was compared, and the way to have the rest read too. */
static void fill_compared(struct request *r, const struct report_points *p)
{
	struct view_node *root = page_root(r);

	if (p->compared_from <= p->period.from)
		return;
	view_str(root, "Compare", talloc_asprintf(r->mem, "%s&check=1",
	                                          report_link(r->mem, PATH, &p->period)));
}

bool report_points_whole(const struct request *r)
{
	const char *check = request_query(r, "check");

	return check && strcmp(check, "1") == 0;
}

static int page_report_points(struct request *r)
{
	struct view_node *root = desk_page(r, "Lang.Reports.Points.Title");
	struct report_period period;
	struct report_points *p;
	struct bucket *all;
	bool good = report_asked(r, &period), months = period.to - period.from >= DAYS_DRAWN;
	int n;

	view_str(root, "Form.from", request_query(r, "from"));
	view_str(root, "Form.to", request_query(r, "to"));
	report_fill_period(r, root, PATH, &period);
	if (!good)
		return 422;
	if (report_points(portal_of(r)->db, r->mem, &period, report_points_whole(r), &p) != DB_OK)
		return desk_unavailable(r);
	view_flag(root, "HasReport", true);
	report_sort_tiers(r, p);
	fill_lines(r, p);
	fill_words(r, p);
	fill_now(r, p);
	fill_head(r, "closing");
	view_str(root, "NetName", line_name(r, "net"));
	fill_parts(r, "Sources", p->sources, p->n_sources, BY_SOURCE);
	fill_parts(r, "Tiers", p->tiers, p->n_tiers, BY_TIER);
	fill_parts(r, "Categories", p->categories, p->n_categories, BY_CATEGORY);
	all = buckets_of(r->mem, p, months, &n);
	fill_days(r, all, n, months);
	fill_chart(r, all, n, months, &period);
	fill_csv(r, &period);
	fill_compared(r, p);
	return fill_flaws(r, p) ? 200 : desk_unavailable(r);
}

const struct route report_points_routes[] = {
	{.path = PATH, .methods = METHOD_GET, .guards = GUARD_STAFF, .page = page_report_points,
	 .template = "admin/report_points", .query = report_fields},
	{.path = PATH ".csv", .methods = METHOD_GET, .guards = GUARD_STAFF,
	 .page = page_report_points_csv, .query = report_fields},
	{0},
};
