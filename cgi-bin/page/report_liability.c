/* What the points that members hold will cost: by month of issue and of expiry,
 * with what became of the points of each month and the dated estimates. */
#include <string.h>

#include "base/mem.h"
#include "page/report_frame.h"
#include "service/liability.h"
#include "store/rollup.h"

static struct report_value word(struct request *r, const char *key)
{
	return report_text(view_words(page_root(r), key));
}

/* The last row of TABLE. */
static struct report_value *total_row(struct request *r, struct report *out,
                                      struct report_table *table)
{
	struct report_value *row = report_row(out, table);

	table->total = true;
	row[0] = word(r, "Lang.Reports.Total");
	return row;
}

static void fill_issue(struct request *r, struct report *out, const struct liability *l)
{
	struct report_table *table = report_table(out, "issue");
	int64_t breakage = l->estimate.breakage, points;
	struct report_value *row;

	report_column(out, table, "month", UNIT_MONTH);
	report_column(out, table, "lots", UNIT_COUNT);
	report_column(out, table, "points", UNIT_POINTS);
	report_column(out, table, "value", UNIT_FEN);
	report_column(out, table, "liability", UNIT_FEN);
	table->drawing = DRAW_BARS;
	table->up = 2;
	for (int i = 0; i < l->n_lots;) {
		int32_t month = l->lots[i].issued;
		int64_t lots = 0;

		for (points = 0; i < l->n_lots && l->lots[i].issued == month; i++) {
			points += l->lots[i].points;
			lots += l->lots[i].lots;
		}
		row = report_row(out, table);
		row[0] = report_number(month);
		row[1] = report_number(lots);
		row[2] = report_number(points);
		row[3] = report_number(liability_cost(l, points, 0));
		row[4] = report_number(liability_cost(l, points, breakage));
	}
	row = total_row(r, out, table);
	row[2] = report_number(l->open);
	row[3] = report_number(liability_cost(l, l->open, 0));
	row[4] = report_number(liability_cost(l, l->open, breakage));
}

static void expiry_row(struct report *out, struct report_table *table, const struct liability *l,
                       struct report_value name, int64_t points)
{
	struct report_value *row = report_row(out, table);

	row[0] = name;
	row[1] = report_number(points);
	row[2] = report_number(liability_cost(l, points, 0));
	row[3] = report_number(liability_cost(l, points, l->estimate.breakage));
}

/* Open points that end in month ENDS; the next later month to NEXT (DAY_NONE: none). */
static int64_t ending_in(const struct liability *l, int32_t ends, int32_t *next)
{
	int64_t points = 0;

	*next = DAY_NONE;
	for (int i = 0; i < l->n_lots; i++) {
		int32_t other = l->lots[i].ends;

		if (other == ends)
			points += l->lots[i].points;
		else if (other > ends && other != DAY_NONE && (*next == DAY_NONE || other < *next))
			*next = other;
	}
	return points;
}

static void fill_expiry(struct request *r, struct report *out, const struct liability *l)
{
	struct report_table *table = report_table(out, "expiry");
	int32_t month, next, after;

	report_column(out, table, "ends", UNIT_MONTH);
	report_column(out, table, "points", UNIT_POINTS);
	report_column(out, table, "value", UNIT_FEN);
	report_column(out, table, "liability", UNIT_FEN);
	table->drawing = DRAW_BARS;
	table->up = 1;
	for (ending_in(l, DAY_NONE, &month); month != DAY_NONE; month = next) {
		int64_t points = ending_in(l, month, &next);

		expiry_row(out, table, l, month == DAY_NEVER
		                                  ? word(r, "Lang.Reports.Liability.Never")
		                                  : report_number(month), points);
	}
	if (l->pending > 0)
		expiry_row(out, table, l, word(r, "Lang.Reports.Liability.NotTaken"),
		           ending_in(l, DAY_NONE, &after));
	table->total = true;
	expiry_row(out, table, l, word(r, "Lang.Reports.Total"), l->open);
}

static void cohort_row(struct request *r, struct report_value *row,
                       const struct liability_month *m, const struct liability *l)
{
	int64_t kept = m->issued - m->undone;

	row[1] = report_number(m->issued);
	row[2] = report_number(m->spent);
	row[3] = report_number(m->expired);
	row[4] = report_number(m->undone);
	row[5] = report_number(m->open);
	row[6] = report_rate(m->spent, m->issued);
	row[7] = report_rate(m->expired, kept);
	row[8] = word(r, "Lang.Reports.Liability.Known");
	if (m->ended)
		return;
	row[7] = report_number(l->estimate.breakage);
	row[7].of = l->estimate.ended_issued;
	row[8] = word(r, "Lang.Reports.Liability.Estimated");
}

static void fill_cohorts(struct request *r, struct report *out, const struct liability *l)
{
	static const char *const columns[] = {"issued", "spent", "expired", "undone", "open"};
	struct report_table *table = report_table(out, "cohorts");
	struct report_value *row;

	report_column(out, table, "month", UNIT_MONTH);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		report_column(out, table, columns[i], UNIT_POINTS);
	report_column(out, table, "redeemed", UNIT_RATE)->intensity = true;
	report_column(out, table, "breakage", UNIT_RATE);
	report_column(out, table, "known", UNIT_TEXT);
	table->drawing = DRAW_LINE;
	table->up = 6;
	for (int i = 0; i < l->n_months; i++) {
		row = report_row(out, table);
		row[0] = report_number(l->months[i].month);
		cohort_row(r, row, &l->months[i], l);
	}
	row = total_row(r, out, table);
	cohort_row(r, row, &l->sum, l);
	row[8] = report_none();
}

/* The estimates, each with what it added to the one before it. */
static void fill_estimates(struct report *out, const struct liability_estimate *all, int n)
{
	struct report_table *table = report_table(out, "estimates");

	report_column(out, table, "made", UNIT_DAY);
	report_column(out, table, "breakage", UNIT_RATE);
	report_column(out, table, "months", UNIT_COUNT);
	report_column(out, table, "sales", UNIT_FEN);
	report_column(out, table, "allocated", UNIT_FEN);
	report_column(out, table, "recognised", UNIT_FEN);
	report_column(out, table, "added", UNIT_FEN);
	report_column(out, table, "contract", UNIT_FEN);
	for (int i = 0; i < n; i++) {
		struct report_value *row = report_row(out, table);

		row[0] = report_number(all[i].made_on);
		row[1] = report_number(all[i].breakage);
		row[1].of = all[i].ended_issued;
		row[2] = report_number(all[i].months);
		row[3] = report_number(all[i].sales_fen);
		row[4] = report_number(all[i].allocated_fen);
		row[5] = report_number(all[i].recognised_fen);
		row[6] = report_number(all[i].recognised_fen -
		                       (i + 1 < n ? all[i + 1].recognised_fen : 0));
		row[7] = report_number(all[i].allocated_fen - all[i].recognised_fen);
	}
}

static void fill_figures(struct report *out, const struct liability *l)
{
	const struct liability_estimate *e = &l->estimate;
	struct report_value breakage = report_number(e->breakage), none = report_none();

	breakage.of = e->ended_issued;
	breakage.none = e->ended_issued == 0;
	report_figure(out, "open", UNIT_POINTS, report_number(l->open), none);
	report_figure(out, "pending", UNIT_POINTS, report_number(l->pending), none);
	report_figure(out, "value", UNIT_FEN, report_number(liability_cost(l, l->open, 0)), none);
	report_figure(out, "breakage", UNIT_RATE, breakage, none);
	report_figure(out, "liability", UNIT_FEN,
	              report_number(liability_cost(l, l->open, e->breakage)), none);
	report_figure(out, "redeemed", UNIT_RATE, report_rate(l->sum.spent, l->sum.issued), none);
	report_figure(out, "sales", UNIT_FEN, report_number(e->sales_fen), none);
	report_figure(out, "allocated", UNIT_FEN, report_number(e->allocated_fen), none);
	report_figure(out, "recognised", UNIT_FEN, report_number(e->recognised_fen), none);
	report_figure(out, "contract", UNIT_FEN,
	              report_number(e->allocated_fen - e->recognised_fen), none);
}

struct seen {
	void *mem;
	const struct plan *plan;
	int32_t today;
	int64_t made_at; /* INSTANT_NONE: never */
	struct liability now;
	struct liability_estimate *estimates;
	int n_estimates;
};

/* All of one moment: the night may be making the roll-up anew. */
static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	int64_t whole_at;
	int32_t through;
	enum db got = rollup_state(db, "lots", &through, &s->made_at, &whole_at);

	if (got == DB_OK)
		got = liability_make(db, s->mem, s->plan, s->today, &s->now);
	return got == DB_OK ? liability_estimates(db, s->mem, &s->estimates, &s->n_estimates)
	                    : got;
}

static enum db fill(struct request *r, struct report *out)
{
	int32_t today = day_of(page_now(r));
	struct seen s = {.mem = out->mem, .plan = plan_on(portal_of(r)->plans, today),
	                 .today = today};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	if (s.made_at == INSTANT_NONE)
		out->warning = view_words(page_root(r), "Lang.Reports.Liability.NotMade");
	else
		out->as_of = s.made_at;
	fill_figures(out, &s.now);
	fill_issue(r, out, &s.now);
	fill_expiry(r, out, &s.now);
	fill_cohorts(r, out, &s.now);
	fill_estimates(out, s.estimates, s.n_estimates);
	return DB_OK;
}

const struct report_kind report_liability = {
	.code = "liability",
	.name = "Liability",
	.dated = false,
	.fill = fill,
};
