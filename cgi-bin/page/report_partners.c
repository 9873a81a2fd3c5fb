/* Partners: points earned at their orders, points and coupons redeemed there, and who
 * owes whom what, settled month by month; of one partner alone the days as well. */
#include <string.h>

#include "base/mem.h"
#include "page/partner_budget.h"
#include "page/report_reasons.h"
#include "page/report_words.h"
#include "page/rule_words.h"
#include "rule/settle.h"
#include "store/rollup.h"
#include "store/rollup_partners.h"

#define NAME "Partners"
#define PATH "/admin/reports/partners"

struct sums {
	struct partner_sum *rows;
	int n;
};

struct seen {
	struct request *r;
	struct report *out;
	/* of the period, of the one before; one partner's days; the year up to its end */
	struct sums months, before, days, year;
	struct reasons ratings, ratings_before;
	struct partner_name *names;
	int n_names;
};

/* ---- reading */

/* Adds ROW at DAY to the rows of SUMS, where its place is by day and partner. */
static void add_row(void *mem, struct sums *sums, int32_t day, const struct partner_sum *row)
{
	int i = 0;

	while (i < sums->n && (sums->rows[i].day != day ||
	                       strcmp(sums->rows[i].partner, row->partner) != 0))
		i++;
	if (i == sums->n) {
		for (i = 0; i < sums->n && (sums->rows[i].day < day ||
		                            (sums->rows[i].day == day &&
		                             strcmp(sums->rows[i].partner, row->partner) < 0));)
			i++;
		sums->rows = talloc_realloc(mem, sums->rows, struct partner_sum, (unsigned)sums->n + 1);
		memmove(sums->rows + i + 1, sums->rows + i, (size_t)(sums->n - i) * sizeof *sums->rows);
		sums->n++;
		sums->rows[i] = (struct partner_sum){.day = day, .partner = row->partner};
	}
	for (int k = 0; k < SETTLE__MAX; k++)
		sums->rows[i].v[k] += row->v[k];
}

/* What FROM … TO came to, added up or, behind the roll-up, from the ledger: by month
 * into MONTHS and, of one partner, by day into DAYS (or NULL). */
static enum db look_at(struct database *db, struct seen *s, int32_t from, int32_t to,
                       struct sums *months, struct sums *days)
{
	void *mem = s->r->mem;
	const char *only = s->out->only;
	struct sums live = {NULL, 0};
	int32_t through, rest;
	enum db got = rollup_through(db, "partners", &through);

	rest = through == DAY_NONE ? from : through + 1;
	if (got == DB_OK)
		got = partner_months(db, mem, from, to < rest ? to : rest - 1, &months->rows, &months->n);
	if (got == DB_OK && days)
		got = partner_days(db, mem, only, from, to < rest ? to : rest - 1, &days->rows, &days->n);
	rest = rest < from ? from : rest;
	if (got == DB_OK && rest <= to)
		got = partner_facts(db, mem, rest, to, &live.rows, &live.n);
	for (int i = 0; got == DB_OK && i < live.n; i++) {
		add_row(mem, months, budget_month(live.rows[i].day), &live.rows[i]);
		if (days && strcmp(live.rows[i].partner, only) == 0)
			add_row(mem, days, live.rows[i].day, &live.rows[i]);
	}
	return got;
}

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period, *b = &s->out->before;
	enum db got = partner_names(db, s->r->mem, &s->names, &s->n_names);

	if (got == DB_OK)
		got = look_at(db, s, p->from, p->to, &s->months, s->out->only ? &s->days : NULL);
	if (got == DB_OK)
		got = look_at(db, s, b->from, b->to, &s->before, NULL);
	if (got == DB_OK)
		got = look_at(db, s, budget_year(p->to), p->to, &s->year, NULL);
	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->ratings, ROLL_ITEMS, ROLL_BY_KEY, p->from, p->to);
	return got == DB_OK ? reasons_read(s->r, db, &s->ratings_before, ROLL_ITEMS, ROLL_BY_KEY,
	                                   b->from, b->to)
	                    : got;
}

/* ---- sums */

static bool is_asked(const struct seen *s, const char *partner)
{
	return !s->out->only || strcmp(s->out->only, partner) == 0;
}

/* A month settled by the plan in force on its last day. */
static struct settle settled(const struct seen *s, const struct partner_sum *month)
{
	const struct plan *plan = plan_on(portal_of(s->r)->plans, day_add_months(month->day, 1) - 1);
	struct settle out = settle_month(plan, month->partner, month->v);

	if (settle_is_own(month->partner))
		out.cost_fen = out.due_fen = out.owed_fen = 0;
	return out;
}

/* MONTHS settled and added up: of PARTNER, or of all that are asked for (NULL). V, if
 * any, gets the plain sums. */
static struct settle total(const struct seen *s, const struct sums *months, const char *partner,
                           int64_t *v)
{
	struct settle sum = {0};

	for (int i = 0; i < months->n; i++) {
		const struct partner_sum *row = &months->rows[i];
		struct settle one = settled(s, row);

		if (partner ? strcmp(partner, row->partner) != 0 : !is_asked(s, row->partner))
			continue;
		settle_add(&sum, &one);
		for (int k = 0; v && k < SETTLE__MAX; k++)
			v[k] += row->v[k];
	}
	return sum;
}

/* The partner's name as registered; NULL: it is none of the registered. */
static const char *registered(const struct seen *s, const char *partner)
{
	for (int i = 0; i < s->n_names; i++)
		if (strcmp(s->names[i].partner, partner) == 0)
			return s->names[i].name;
	return NULL;
}

static const char *name_of(const struct seen *s, const char *partner)
{
	const char *name = registered(s, partner);

	if (!name && settle_is_own(partner))
		name = reasons_words(s->r, NAME, talloc_asprintf(s->r->mem, "Own.%s", partner)).text;
	return name ? name : partner;
}

/* What members thought of what PARTNER (NULL: any that is asked for) delivers: the
 * ratings of items whose supplier has its name. */
static struct report_value rating(const struct seen *s, const struct reasons *ratings,
                                  const char *partner)
{
	int64_t sum = 0, n = 0;

	for (int i = 0; i < ratings->n; i++)
		for (int k = 0; k < s->n_names; k++) {
			const struct partner_name *p = &s->names[k];

			if ((partner ? strcmp(partner, p->partner) != 0 : !is_asked(s, p->partner)) ||
			    strcmp(ratings->rows[i].key[2], p->name) != 0)
				continue;
			sum += ratings->rows[i].v[RI_SCORE];
			n += ratings->rows[i].v[RI_RATED];
		}
	return reasons_mean(sum, n);
}

/* ---- the report */

static void figures(struct report *out, const struct seen *s)
{
	struct settle now = total(s, &s->months, NULL, NULL), then = total(s, &s->before, NULL, NULL);

	reasons_figure(out, "earned", UNIT_CHANGE, now.earned, then.earned);
	reasons_figure(out, "cost", UNIT_FEN, now.cost_fen, then.cost_fen);
	reasons_figure(out, "spent", UNIT_POINTS, now.spent, then.spent);
	reasons_figure(out, "redeemed", UNIT_FEN, now.redeemed_fen, then.redeemed_fen);
	reasons_figure(out, "due", UNIT_FEN, now.due_fen, then.due_fen);
	reasons_figure(out, "owed", UNIT_FEN, now.owed_fen, then.owed_fen);
	report_figure(out, "rating", UNIT_SCORE, rating(s, &s->ratings, NULL),
	              rating(s, &s->ratings_before, NULL));
}

/* The cells of a settled sum behind its name; OWN: nobody owes anything. */
static void cells(struct report_value *cell, const int64_t *v, const struct settle *sum, bool own)
{
	*cell++ = report_number(v[SETTLE_ORDERS]);
	*cell++ = report_number(v[SETTLE_PAID_FEN]);
	*cell++ = report_number(v[SETTLE_EARNED]);
	*cell++ = report_number(v[SETTLE_REVERSED]);
	*cell++ = own ? report_none() : report_number(sum->cost_fen);
	*cell++ = report_number(sum->spent);
	*cell++ = report_number(v[SETTLE_SPENT_FEN] - v[SETTLE_RETURNED_FEN]);
	*cell++ = report_number(v[SETTLE_COUPONS] - v[SETTLE_COUPONS_BACK]);
	*cell++ = report_number(v[SETTLE_COUPONS_FEN] - v[SETTLE_COUPONS_BACK_FEN]);
	*cell++ = own ? report_none() : report_number(sum->due_fen);
	*cell = own ? report_none() : report_number(sum->owed_fen);
}

#define CELLS                                                                            \
	{"orders", UNIT_COUNT}, {"paid", UNIT_FEN}, {"earned", UNIT_POINTS},                 \
	{"reversed", UNIT_POINTS}, {"cost", UNIT_FEN}, {"spent", UNIT_POINTS},               \
	{"spent_fen", UNIT_FEN}, {"coupons", UNIT_COUNT}, {"coupons_fen", UNIT_FEN},         \
	{"due", UNIT_FEN}, {"owed", UNIT_FEN}
#define N_CELLS 11

static void total_row(struct report *out, struct report_table *table, const struct seen *s, int at)
{
	struct report_value *cell;
	int64_t v[SETTLE__MAX] = {0};
	struct settle sum = total(s, &s->months, NULL, v);

	if (table->n_rows == 0)
		return;
	cell = report_row(out, table);
	cell[0] = report_text(view_words(page_root(s->r), "Lang.Reports.Total"));
	cells(cell + at, v, &sum, false);
	table->total = true;
}

static const char *link_to(const struct seen *s, const char *partner)
{
	return report_link(s->r->mem, talloc_asprintf(s->r->mem, PATH "?partner=%s", partner),
	                   &s->out->period);
}

/* Whether PARTNER stands in an earlier row than I. */
static bool was_before(const struct sums *months, int i)
{
	for (int k = 0; k < i; k++)
		if (strcmp(months->rows[k].partner, months->rows[i].partner) == 0)
			return true;
	return false;
}

static void partners(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"partner", UNIT_TEXT}, CELLS, {"rating", UNIT_SCORE}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "partners", columns);

	for (int i = 0; i < s->months.n; i++) {
		const char *partner = s->months.rows[i].partner;
		int64_t v[SETTLE__MAX] = {0};
		struct report_value *cell;
		struct settle sum;

		if (!is_asked(s, partner) || was_before(&s->months, i))
			continue;
		sum = total(s, &s->months, partner, v);
		cell = report_row(out, table);
		cell[0] = report_text(name_of(s, partner));
		cell[0].href = out->only ? NULL : link_to(s, partner);
		cells(cell + 1, v, &sum, settle_is_own(partner));
		cell[1 + N_CELLS] = rating(s, &s->ratings, partner);
	}
	total_row(out, table, s, 1);
}

static void months(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"month", UNIT_MONTH}, {"partner", UNIT_TEXT}, CELLS, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "months", columns);

	for (int i = 0; i < s->months.n; i++) {
		const struct partner_sum *row = &s->months.rows[i];
		struct settle sum = settled(s, row);
		struct report_value *cell;

		if (!is_asked(s, row->partner))
			continue;
		cell = report_row(out, table);
		cell[0] = report_number(row->day);
		cell[1] = report_text(name_of(s, row->partner));
		cells(cell + 2, row->v, &sum, settle_is_own(row->partner));
	}
	total_row(out, table, s, 2);
}

/* One partner's days: owed by the day would not add up to what is settled by the month. */
static void days(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"day", UNIT_DAY}, {"orders", UNIT_COUNT}, {"paid", UNIT_FEN}, {"earned", UNIT_POINTS},
		{"reversed", UNIT_POINTS}, {"spent", UNIT_POINTS}, {"spent_fen", UNIT_FEN},
		{"coupons", UNIT_COUNT}, {"coupons_fen", UNIT_FEN}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "days", columns);

	table->drawing = DRAW_BARS;
	table->up = 3;
	table->down = 4;
	for (int i = 0; i < s->days.n; i++) {
		const int64_t *v = s->days.rows[i].v;
		struct report_value *cell = report_row(out, table);

		*cell++ = report_number(s->days.rows[i].day);
		*cell++ = report_number(v[SETTLE_ORDERS]);
		*cell++ = report_number(v[SETTLE_PAID_FEN]);
		*cell++ = report_number(v[SETTLE_EARNED]);
		*cell++ = report_number(v[SETTLE_REVERSED]);
		*cell++ = report_number(v[SETTLE_SPENT] - v[SETTLE_RETURNED]);
		*cell++ = report_number(v[SETTLE_SPENT_FEN] - v[SETTLE_RETURNED_FEN]);
		*cell++ = report_number(v[SETTLE_COUPONS] - v[SETTLE_COUPONS_BACK]);
		*cell = report_number(v[SETTLE_COUPONS_FEN] - v[SETTLE_COUPONS_BACK_FEN]);
	}
}

/* EARNED of BUDGET in two cells and their share; none where there is no budget. */
static void used(struct report_value *cell, int64_t budget, int64_t earned)
{
	cell[0] = budget > 0 ? report_number(budget) : report_none();
	cell[1] = report_number(earned);
	cell[2] = budget > 0 ? reasons_share(earned, budget) : report_none();
}

/* Budgets of the plan in force at the period's end, used up to then. */
static void budgets(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"partner", UNIT_TEXT}, {"month_budget", UNIT_POINTS}, {"month_earned", UNIT_POINTS},
		{"month_used", UNIT_RATE}, {"year_budget", UNIT_POINTS}, {"year_earned", UNIT_POINTS},
		{"year_used", UNIT_RATE}, {NULL, UNIT_TEXT}};
	const struct plan *plan = plan_on(portal_of(s->r)->plans, out->period.to);
	struct report_table *table = NULL;
	const char *over = NULL;
	int n;
	struct partner_budget *all = partner_budgets(s->r->mem, plan, out->period.to, s->year.rows,
	                                             s->year.n, &n);

	for (int i = 0; i < n; i++) {
		const struct plan_partner *terms = all[i].terms;
		const char *name = plan_words(page_root(s->r), &terms->name);
		struct report_value *cell;

		if (!is_asked(s, terms->code))
			continue;
		if (!table)
			table = reasons_table(out, "budgets", columns);
		cell = report_row(out, table);
		cell[0] = report_text(name);
		used(cell + 1, terms->month_points, all[i].month);
		used(cell + 4, terms->year_points, all[i].year);
		if (all[i].over)
			over = over ? talloc_asprintf(s->r->mem, "%s · %s", over, name) : name;
	}
	if (over)
		out->warning = text_sentence(s->r->mem, page_root(s->r), "Lang.Reports.Partners.Over", over,
		                             NULL);
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = {.r = r, .out = out};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got == DB_NONE ? DB_FAIL : got;
	if (out->only && !registered(&s, out->only) && !settle_is_own(out->only))
		return DB_NONE;
	if (out->only)
		out->only_name = name_of(&s, out->only);
	figures(out, &s);
	if (!out->only)
		partners(out, &s);
	months(out, &s);
	budgets(out, &s);
	if (out->only)
		days(out, &s);
	return DB_OK;
}

const struct report_kind report_partners = {
	.code = "partners", .name = NAME, .dated = true, .fill = fill, .partners = true};
