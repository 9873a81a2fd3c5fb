/* Satisfaction: NPS, CSAT and CSI by month, category and guide, each with n; and
 * how many of those asked began and answered. An answer counts on the day on which
 * it was handed in. */
#include "base/mem.h"
#include "page/movement.h"
#include "page/report_reasons.h"

#define NAME "Satisfaction"
#define FLOW "survey"
#define MONTHS 12 /* of the course */

struct seen {
	struct request *r;
	struct report *out;
	const struct plan *plan; /* in force at the period's end: its weights */
	struct reasons days, keys, steps, before, begun;
	int32_t course;          /* first day of the course's months */
};

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period, *b = &s->out->before;
	int32_t from = s->course < b->from ? s->course : b->from;
	enum db got = reasons_read(s->r, db, &s->days, ROLL_ANSWERS, ROLL_BY_DAY, from, p->to);

	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->keys, ROLL_ANSWERS, ROLL_BY_KEY, p->from, p->to);
	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->steps, ROLL_SURVEYS, ROLL_BY_KEY, p->from, p->to);
	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->before, ROLL_SURVEYS, ROLL_BY_KEY, b->from, b->to);
	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->begun, ROLL_SURVEYS, ROLL_BY_BEGUN, p->from, p->to);
	return got;
}

/* %(9-10) - %(0-6) in hundredths of a point. */
static struct report_value nps(const int64_t *v)
{
	return report_rate(v[RS_NPS_HIGH] - v[RS_NPS_LOW], v[RS_NPS]);
}

static struct report_value csat(const int64_t *v)
{
	return report_rate(v[RS_SCALES_HIGH], v[RS_SCALES]);
}

/* N scores that come to SUM: for means it does not matter which. */
static struct survey_count scores(int64_t n, int64_t sum)
{
	struct survey_count count = {.of = {0}};

	if (n > 0) {
		count.of[sum / n] = n - sum % n;
		count.of[sum / n + 1] += sum % n;
	}
	return count;
}

static struct report_value csi(const struct seen *s, const int64_t *v)
{
	struct survey_count counts[SURVEY_DRIVERS];
	struct report_value value;
	int64_t tenths, n;

	for (int i = 0; i < SURVEY_DRIVERS; i++)
		counts[i] = scores(v[RS_DRIVER + 2 * i], v[RS_DRIVER + 2 * i + 1]);
	if (!survey_csi(counts, s->plan->survey_weights, &tenths, &n))
		return report_none();
	value = report_number(10 * tenths);
	value.of = n;
	return value;
}

static int64_t step(const struct reasons *steps, const char *name)
{
	return reasons_step(steps, FLOW, name, RF_N);
}

static void figures(struct report *out, const struct seen *s)
{
	struct roll_row now = reasons_sum(&s->days, out->period.from, out->period.to);
	struct roll_row then = reasons_sum(&s->days, out->before.from, out->before.to);

	report_figure(out, "nps", UNIT_SCORE, nps(now.v), nps(then.v));
	report_figure(out, "csat", UNIT_RATE, csat(now.v), csat(then.v));
	report_figure(out, "csi", UNIT_SCORE, csi(s, now.v), csi(s, then.v));
	reasons_figure(out, "answered", UNIT_COUNT, now.v[RS_ANSWERED], then.v[RS_ANSWERED]);
	reasons_figure(out, "invited", UNIT_COUNT, step(&s->steps, "invited"),
	               step(&s->before, "invited"));
	report_figure(out, "response", UNIT_RATE,
	              report_rate(step(&s->begun, "answered"), step(&s->begun, "invited")),
	              report_none());
	reasons_figure(out, "points", UNIT_POINTS, reasons_step(&s->steps, FLOW, "rewarded", RF_POINTS),
	               reasons_step(&s->before, FLOW, "rewarded", RF_POINTS));
}

#define CELLS                                                                            \
	{"answered", UNIT_COUNT}, {"nps", UNIT_SCORE}, {"csat", UNIT_RATE}, {"csi", UNIT_SCORE}

static void cells(const struct seen *s, struct report_value *cell, const int64_t *v)
{
	*cell++ = report_number(v[RS_ANSWERED]);
	*cell++ = nps(v);
	*cell++ = csat(v);
	*cell = csi(s, v);
}

static void months(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {{"month", UNIT_MONTH}, CELLS,
	                                                {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "months", columns);

	table->drawing = DRAW_LINE;
	table->up = 2;
	table->down = -1;
	for (int i = 0; i < MONTHS; i++) {
		int32_t from = day_add_months(s->course, i), last = day_add_months(s->course, i + 1) - 1;
		int32_t to = last < out->period.to ? last : out->period.to;
		struct roll_row sum = reasons_sum(&s->days, from, to);
		struct report_value *cell = report_row(out, table);

		cell[0] = report_number(from);
		cells(s, cell + 1, sum.v);
	}
}

/* What the orders asked about were. */
static void categories(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {{"category", UNIT_TEXT}, CELLS,
	                                                {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "categories", columns);
	struct reasons rows = reasons_by(s->r->mem, &s->keys, 1, RS_ANSWERED);

	for (int i = 0; i < rows.n; i++) {
		struct report_value *cell = report_row(out, table);
		const char *code = rows.rows[i].key[1];

		cell[0] = code[0] ? report_text(movement_category(page_root(s->r), s->plan, code))
		                  : reasons_words(s->r, NAME, "NoOrder");
		cells(s, cell + 1, rows.rows[i].v);
	}
}

/* By guide or by survey: whoever and whatever was named. */
static void named(struct report *out, const struct seen *s, const char *name, int key)
{
	static const struct reasons_column guide[] = {{"guide", UNIT_TEXT}, CELLS, {NULL, UNIT_TEXT}};
	static const struct reasons_column survey[] = {{"survey", UNIT_TEXT}, CELLS,
	                                               {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, name, key == 2 ? guide : survey);
	struct reasons rows = reasons_by(s->r->mem, &s->keys, key, RS_ANSWERED);

	for (int i = 0; i < rows.n; i++) {
		struct report_value *cell = report_row(out, table);
		const char *text = rows.rows[i].key[key];

		cell[0] = text[0] ? report_text(text) : reasons_words(s->r, NAME, "NoGuide");
		cells(s, cell + 1, rows.rows[i].v);
	}
}

static void drivers(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"driver", UNIT_TEXT}, {"weight", UNIT_COUNT}, {"scores", UNIT_COUNT},
		{"mean", UNIT_SCORE}, {"index", UNIT_SCORE}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "drivers", columns);
	struct roll_row sum = reasons_sum(&s->days, out->period.from, out->period.to);

	for (int i = 0; i < SURVEY_DRIVERS; i++) {
		const int64_t *v = sum.v + RS_DRIVER + 2 * i;
		struct report_value *cell = report_row(out, table);

		cell[0] = report_text(view_words(
			page_root(s->r), talloc_asprintf(s->r->mem, "Lang.AdminSurveys.Driver.%s",
		                                     survey_driver_word(i))));
		cell[1] = report_number(s->plan->survey_weights[i]);
		cell[2] = report_number(v[0]);
		cell[3] = reasons_mean(v[1], v[0]);
		/* 100 x (mean - 1) / 4: the mean's hundredths over its widest span. */
		cell[4] = reasons_mean(25 * (v[1] - v[0]), v[0]);
		cell[3].of = cell[4].of = 0; /* stands beside them */
	}
}

/* Of those invited in the period, how many began and answered by now. */
static void funnel(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"step", UNIT_TEXT}, {"surveys", UNIT_COUNT}, {"share", UNIT_RATE}, {NULL, UNIT_TEXT}};
	static const char *const steps[] = {"invited", "started", "answered", "rewarded"};
	struct report_table *table = reasons_table(out, "funnel", columns);

	table->drawing = DRAW_RANK;
	table->up = 1;
	table->down = -1;
	for (int i = 0; i < 4; i++) {
		struct report_value *cell = report_row(out, table);

		cell[0] = reasons_words(s->r, NAME, talloc_asprintf(s->r->mem, "Step.%s", steps[i]));
		cell[1] = report_number(step(&s->begun, steps[i]));
		cell[2] = reasons_share(step(&s->begun, steps[i]), step(&s->begun, "invited"));
	}
}

static enum db fill(struct request *r, struct report *out)
{
	struct civil month = civil_of(out->period.to);
	struct seen s = {.r = r, .out = out, .plan = plan_on(portal_of(r)->plans, out->period.to)};
	enum db got;

	month.day = 1;
	s.course = day_add_months(day_from_civil(month), 1 - MONTHS);
	got = db_snapshot(portal_of(r)->db, look, &s);
	if (got != DB_OK)
		return got;
	figures(out, &s);
	months(out, &s);
	categories(out, &s);
	named(out, &s, "guides", 2);
	drivers(out, &s);
	funnel(out, &s);
	named(out, &s, "surveys", 0);
	return DB_OK;
}

const struct report_kind report_satisfaction = {
	.code = "satisfaction", .name = NAME, .dated = true, .fill = fill};
