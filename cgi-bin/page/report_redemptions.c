/* What points were redeemed for: by item, category and supplier, how fast it came
 * and how it was liked. Each thing counts on the day on which it happened. */
#include <string.h>

#include "base/mem.h"
#include "page/report_reasons.h"

#define NAME "Redemptions"
#define RANKED 12 /* items in the chart */

struct seen {
	struct request *r;
	struct report *out;
	struct reasons days, keys, begun;
	struct roll_name *names;
	int n_names;
	int64_t waiting, late;
};

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period;
	int32_t today = day_of(page_now(s->r));
	enum db got = reasons_read(s->r, db, &s->days, ROLL_ITEMS, ROLL_BY_DAY, s->out->before.from,
	                           p->to);

	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->keys, ROLL_ITEMS, ROLL_BY_KEY, p->from, p->to);
	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->begun, ROLL_REDEMPTIONS, ROLL_BY_BEGUN, p->from, p->to);
	if (got == DB_OK)
		got = roll_item_names(db, s->r->mem, &s->names, &s->n_names);
	return got == DB_OK ? roll_waiting(db, today, &s->waiting, &s->late) : got;
}

static void figures(struct report *out, const struct seen *s)
{
	struct roll_row now = reasons_sum(&s->days, out->period.from, out->period.to);
	struct roll_row then = reasons_sum(&s->days, out->before.from, out->before.to);
	const int64_t *v = now.v, *b = then.v;

	reasons_figure(out, "placed", UNIT_COUNT, v[RI_PLACED], b[RI_PLACED]);
	reasons_figure(out, "points", UNIT_POINTS, v[RI_POINTS], b[RI_POINTS]);
	reasons_figure(out, "points_back", UNIT_POINTS, v[RI_POINTS_BACK], b[RI_POINTS_BACK]);
	reasons_figure(out, "value", UNIT_FEN, v[RI_VALUE_FEN], b[RI_VALUE_FEN]);
	reasons_figure(out, "sent", UNIT_COUNT, v[RI_SENT], b[RI_SENT]);
	report_figure(out, "on_time", UNIT_RATE, report_rate(v[RI_ON_TIME], v[RI_SENT]),
	              report_rate(b[RI_ON_TIME], b[RI_SENT]));
	report_figure(out, "wait", UNIT_SCORE, reasons_mean(v[RI_WAIT_DAYS], v[RI_SENT]),
	              reasons_mean(b[RI_WAIT_DAYS], b[RI_SENT]));
	report_figure(out, "rating", UNIT_SCORE, reasons_mean(v[RI_SCORE], v[RI_RATED]),
	              reasons_mean(b[RI_SCORE], b[RI_RATED]));
	report_figure(out, "waiting", UNIT_COUNT, report_number(s->waiting), report_none());
	report_figure(out, "late", UNIT_RATE, report_rate(s->late, s->waiting), report_none());
}

/* The figures that every grouping shows, behind its name. */
static void cells(struct report_value *cell, const int64_t *v)
{
	*cell++ = report_number(v[RI_PLACED]);
	*cell++ = report_number(v[RI_QUANTITY]);
	*cell++ = report_number(v[RI_POINTS]);
	*cell++ = report_number(v[RI_POINTS_BACK]);
	*cell++ = report_number(v[RI_VALUE_FEN]);
	*cell++ = report_number(v[RI_SENT]);
	*cell++ = report_rate(v[RI_ON_TIME], v[RI_SENT]);
	*cell++ = reasons_mean(v[RI_WAIT_DAYS], v[RI_SENT]);
	*cell = reasons_mean(v[RI_SCORE], v[RI_RATED]);
}

#define CELLS                                                                            \
	{"placed", UNIT_COUNT}, {"quantity", UNIT_COUNT}, {"points", UNIT_POINTS},           \
	{"points_back", UNIT_POINTS}, {"value", UNIT_FEN}, {"sent", UNIT_COUNT},             \
	{"on_time", UNIT_RATE}, {"wait", UNIT_SCORE}, {"rating", UNIT_SCORE}

static const char *item_name(const struct seen *s, const char *code)
{
	for (int i = 0; i < s->n_names; i++)
		if (strcmp(s->names[i].code, code) == 0)
			return reasons_name(s->r, s->names[i].name, s->names[i].name_en);
	return code;
}

static struct report_value category_name(struct request *r, const char *code)
{
	return report_text(view_words(page_root(r),
	                              talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s", code)));
}

static void items(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"item", UNIT_TEXT}, {"category", UNIT_TEXT}, CELLS, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "items", columns);
	struct reasons rows = reasons_by(s->r->mem, &s->keys, 0, RI_POINTS);

	table->drawing = DRAW_RANK;
	table->up = 4;
	table->down = -1;
	table->n_drawn = rows.n < RANKED ? rows.n : RANKED;
	for (int i = 0; i < rows.n; i++) {
		struct report_value *cell = report_row(out, table);
		const char *code = rows.rows[i].key[0];

		cell[0] = report_text(item_name(s, code));
		cell[0].href = talloc_asprintf(s->r->mem, "/admin/catalogue/%s", code);
		for (int k = 0; k < s->keys.n; k++)
			if (strcmp(s->keys.rows[k].key[0], code) == 0)
				cell[1] = category_name(s->r, s->keys.rows[k].key[1]);
		cells(cell + 2, rows.rows[i].v);
	}
}

static void groups(struct report *out, const struct seen *s, const char *name, int key)
{
	static const struct reasons_column category[] = {{"category", UNIT_TEXT}, CELLS,
	                                                 {NULL, UNIT_TEXT}};
	static const struct reasons_column supplier[] = {{"supplier", UNIT_TEXT}, CELLS,
	                                                 {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, name, key == 1 ? category : supplier);
	struct reasons rows = reasons_by(s->r->mem, &s->keys, key, RI_POINTS);

	for (int i = 0; i < rows.n; i++) {
		struct report_value *cell = report_row(out, table);
		const char *code = rows.rows[i].key[key];

		cell[0] = key == 1  ? category_name(s->r, code)
		          : code[0] ? report_text(code)
		                    : reasons_words(s->r, NAME, "Own");
		cells(cell + 1, rows.rows[i].v);
	}
}

/* How far what was placed in the period has come by now. */
static void states(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"state", UNIT_TEXT}, {"placed", UNIT_COUNT}, {"share", UNIT_RATE},
		{"points", UNIT_POINTS}, {NULL, UNIT_TEXT}};
	static const char *const steps[] = {"waiting", "sent", "rejected", "cancelled"};
	struct report_table *table = reasons_table(out, "states", columns);
	int64_t n[4], placed = reasons_step(&s->begun, "redemption", "placed", RF_N);

	n[2] = reasons_step(&s->begun, "redemption", "rejected", RF_N);
	n[3] = reasons_step(&s->begun, "redemption", "cancelled", RF_N);
	n[1] = reasons_step(&s->begun, "redemption", "sent", RF_N) -
	       reasons_step(&s->begun, "redemption", "returned", RF_N);
	n[0] = placed - n[1] - n[2] - n[3];
	for (int i = 0; i < 4; i++) {
		struct report_value *cell = report_row(out, table);

		cell[0] = reasons_words(s->r, NAME, talloc_asprintf(s->r->mem, "State.%s", steps[i]));
		cell[1] = report_number(n[i]);
		cell[2] = reasons_share(n[i], placed);
		if (i >= 2)
			cell[3] = report_number(reasons_step(&s->begun, "redemption", steps[i], RF_POINTS));
	}
}

static void days(struct report *out, const struct seen *s)
{
	bool months;
	struct reasons spans = reasons_spans(s->r->mem, &out->period, &s->days, &months);
	const struct reasons_column columns[] = {
		{months ? "month" : "day", months ? UNIT_MONTH : UNIT_DAY}, {"placed", UNIT_COUNT},
		{"points", UNIT_POINTS}, {"points_back", UNIT_POINTS}, {"sent", UNIT_COUNT},
		{"received", UNIT_COUNT}, {"rejected", UNIT_COUNT}, {"cancelled", UNIT_COUNT},
		{"rated", UNIT_COUNT}, {NULL, UNIT_TEXT}};
	static const int places[] = {RI_PLACED, RI_POINTS, RI_POINTS_BACK, RI_SENT, RI_RECEIVED,
	                             RI_REJECTED, RI_CANCELLED, RI_RATED};
	struct report_table *table = reasons_table(out, "days", columns);

	table->drawing = DRAW_BARS;
	table->up = 2;
	table->down = 3;
	reasons_rows(out, table, &spans, places, (int)(sizeof places / sizeof *places));
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = {.r = r, .out = out};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	figures(out, &s);
	items(out, &s);
	groups(out, &s, "categories", 1);
	groups(out, &s, "suppliers", 2);
	states(out, &s);
	days(out, &s);
	return DB_OK;
}

const struct report_kind report_redemptions = {
	.code = "redemptions", .name = NAME, .dated = true, .fill = fill};
