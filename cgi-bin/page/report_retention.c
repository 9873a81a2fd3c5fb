/* Who orders again: within 24 months, from year to year, and by quarter of joining. */
#include <string.h>

#include "base/mem.h"
#include "page/report_frame.h"
#include "store/rollup_cohort.h"

#define COHORTS 16 /* quarters of joining listed */
#define AGES 16    /* quarters after joining shown */

struct seen {
	struct rollup_now *now;
	struct rollup_year *years;
	struct rollup_quarter *quarters;
	int n_now, n_years, n_quarters;
	int32_t as_of;
	int32_t since; /* first quarter of joining that is listed */
	void *mem;
};

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	int32_t as_of;
	enum db got = rollup_now(db, s->mem, &s->as_of, &s->now, &s->n_now);

	if (got == DB_OK)
		got = rollup_years(db, s->mem, &as_of, &s->years, &s->n_years);
	return got == DB_OK ? rollup_quarters(db, s->mem, s->since, &as_of, &s->quarters,
	                                      &s->n_quarters)
	                    : got;
}

static int64_t now_of(const struct seen *s, const char *family, const char *part)
{
	for (int i = 0; i < s->n_now; i++)
		if (strcmp(s->now[i].family, family) == 0 && strcmp(s->now[i].part, part) == 0)
			return s->now[i].members;
	return 0;
}

static void figures(struct report *out, const struct seen *s)
{
	int64_t buyers = now_of(s, "buyers", "months24"), year = now_of(s, "buyers", "year");

	report_figure(out, "repurchase", UNIT_RATE,
	              report_rate(now_of(s, "again", "months24"), buyers), report_none());
	report_figure(out, "retention", UNIT_RATE, report_rate(now_of(s, "again", "year"), year),
	              report_none());
}

static void years(struct request *r, struct report *out, const struct seen *s)
{
	struct report_table *t = report_table(out, "years");

	report_column(out, t, "year", UNIT_TEXT);
	report_column(out, t, "buyers", UNIT_COUNT);
	report_column(out, t, "again", UNIT_COUNT);
	report_column(out, t, "retention", UNIT_RATE);
	/* Oldest first; of the running year nobody can tell yet. */
	for (int i = s->n_years - 1; i >= 0; i--) {
		const struct rollup_year *y = &s->years[i];
		struct report_value *cell = report_row(out, t);

		cell[0] = report_text(talloc_asprintf(r->mem, "%lld", (long long)y->year));
		cell[1] = report_number(y->buyers);
		if (y->year >= civil_of(s->as_of).year)
			continue;
		cell[2] = report_number(y->again);
		cell[3] = report_rate(y->again, y->buyers);
	}
	t->drawing = DRAW_BARS;
	t->up = 1;
}

/* Short, for a narrow column: "2026 Q4" in either language. */
static char *quarter_name(void *mem, int32_t from)
{
	struct civil date = civil_of(from);

	return talloc_asprintf(mem, "%d Q%d", date.year, (date.month + 2) / 3);
}

/* The triangle: a row a quarter of joining, a column a quarter since. */
static void triangle(struct request *r, struct report *out, const struct seen *s, bool rates)
{
	struct report_table *t = report_table(out, rates ? "cohorts" : "numbers");
	struct report_value *cell = NULL;
	int64_t size = 0;

	report_column(out, t, "quarter", UNIT_TEXT);
	report_column(out, t, "joined", UNIT_COUNT);
	for (int age = 0; age < AGES; age++) {
		struct report_column *column = report_column(out, t, "age",
		                                             rates ? UNIT_RATE : UNIT_COUNT);

		column->head = text_sentence(r->mem, page_root(r), "Lang.Reports.Retention.Age",
		                             talloc_asprintf(r->mem, "%d", age), NULL);
		column->intensity = true;
	}
	for (int i = 0; i < s->n_quarters; i++) {
		const struct rollup_quarter *q = &s->quarters[i];

		if (q->age < 0) {
			cell = report_row(out, t);
			cell[0] = report_text(quarter_name(r->mem, q->quarter));
			cell[1] = report_number(q->members);
			size = q->members;
		} else if (cell && q->age < AGES) {
			cell[2 + q->age] = rates ? report_rate(q->members, size)
			                         : report_number(q->members);
			/* It stands in the second column of each row. */
			cell[2 + q->age].of = 0;
		}
	}
}

static enum db fill(struct request *r, struct report *out)
{
	int32_t today = day_of(page_now(r));
	struct report_period quarter = report_period(SPAN_QUARTER, today, today);
	struct seen s = { .mem = r->mem };
	enum db got;

	s.since = day_add_months(quarter.from, -3 * (COHORTS - 1));
	got = db_snapshot(portal_of(r)->db, look, &s);
	if (got != DB_OK)
		return got;
	if (s.as_of != DAY_NONE)
		out->as_of = day_start(s.as_of + 1) - 1;
	figures(out, &s);
	years(r, out, &s);
	triangle(r, out, &s, true);
	triangle(r, out, &s, false);
	return DB_OK;
}

const struct report_kind report_retention = {
	.code = "retention", .name = "Retention", .dated = false, .fill = fill };
