/* Risk: signals of abuse found and settled, redemptions that waited for eyes, points
 * under review. A signal counts on the day on which it was found or settled; neither
 * changes later. */
#include "base/mem.h"
#include "page/report_reasons.h"
#include "store/risk.h"
#include "store/rollup.h"
#include "store/rollup_members.h"

#define NAME "Risk"
#define QUICK_S 259200 /* three days */

struct seen {
	struct request *r;
	struct report *out;
	struct risk_cell *cells;
	int n;
	int64_t named[SIGNAL__MAX], named_before, enrolled, enrolled_before; /* named[0]: in all */
	int64_t placed, held, placed_before, held_before, points;
};

/* Cells of FROM … TO added up, of KIND (0 = of all). */
static struct risk_cell sum(const struct seen *s, int32_t from, int32_t to, enum signal_kind kind)
{
	struct risk_cell all = {.day = from, .kind = kind};

	for (int i = 0; i < s->n; i++) {
		const struct risk_cell *c = &s->cells[i];

		if (c->day < from || c->day > to || (kind && c->kind != kind))
			continue;
		all.found += c->found;
		all.open += c->open;
		all.cleared += c->cleared;
		all.abuse += c->abuse;
		all.quick += c->quick;
	}
	return all;
}

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period, *b = &s->out->before;
	int32_t through;
	enum db got = risk_cells(db, s->r->mem, b->from, p->to, QUICK_S, &s->cells, &s->n);

	for (int kind = 0; got == DB_OK && kind < SIGNAL__MAX; kind++)
		got = risk_named(db, (enum signal_kind)kind, p->from, p->to, &s->named[kind]);
	if (got == DB_OK)
		got = risk_named(db, 0, b->from, b->to, &s->named_before);
	if (got == DB_OK)
		got = rollup_through(db, "members", &through);
	if (got == DB_OK)
		got = rollup_enrolled(db, p->to, through, &s->enrolled);
	if (got == DB_OK)
		got = rollup_enrolled(db, b->to, through, &s->enrolled_before);
	if (got == DB_OK)
		got = risk_redemptions(db, p->from, p->to, &s->placed, &s->held);
	if (got == DB_OK)
		got = risk_redemptions(db, b->from, b->to, &s->placed_before, &s->held_before);
	return got == DB_OK ? risk_held(db, &s->points) : got;
}

static void figures(struct report *out, const struct seen *s)
{
	struct risk_cell now = sum(s, out->period.from, out->period.to, 0);
	struct risk_cell then = sum(s, out->before.from, out->before.to, 0);
	int64_t settled = now.cleared + now.abuse, before = then.cleared + then.abuse;

	reasons_figure(out, "found", UNIT_COUNT, now.found, then.found);
	report_figure(out, "named", UNIT_RATE, report_rate(s->named[0], s->enrolled),
	              report_rate(s->named_before, s->enrolled_before));
	reasons_figure(out, "settled", UNIT_COUNT, settled, before);
	report_figure(out, "abuse", UNIT_RATE, report_rate(now.abuse, settled),
	              report_rate(then.abuse, before));
	report_figure(out, "quick", UNIT_RATE, report_rate(now.quick, settled),
	              report_rate(then.quick, before));
	report_figure(out, "open", UNIT_RATE, report_rate(now.open, now.found), report_none());
	report_figure(out, "held", UNIT_RATE, report_rate(s->held, s->placed),
	              report_rate(s->held_before, s->placed_before));
	report_figure(out, "points", UNIT_POINTS, report_number(s->points), report_none());
}

/* The kinds, those found most often first; SIGNAL__MAX is the sum behind them. */
static void in_turn(struct report *out, const struct seen *s, int kinds[SIGNAL__MAX])
{
	int n = 0;

	for (int kind = 1; kind < SIGNAL__MAX; kind++) {
		int64_t found = sum(s, out->period.from, out->period.to, (enum signal_kind)kind).found;
		int at = n++;

		for (; at > 0 && sum(s, out->period.from, out->period.to,
		                     (enum signal_kind)kinds[at - 1]).found < found; at--)
			kinds[at] = kinds[at - 1];
		kinds[at] = kind;
	}
	kinds[n] = SIGNAL__MAX;
}

static void kinds(struct report *out, const struct seen *s)
{
	int turn[SIGNAL__MAX];
	static const struct reasons_column columns[] = {
		{"kind", UNIT_TEXT},     {"found", UNIT_COUNT}, {"share", UNIT_RATE},  {"named", UNIT_COUNT},
		{"open", UNIT_COUNT},    {"cleared", UNIT_COUNT}, {"abuse", UNIT_COUNT}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "kinds", columns);
	int64_t all = sum(s, out->period.from, out->period.to, 0).found;

	table->drawing = DRAW_RANK;
	table->up = 1;
	table->down = -1;
	table->total = true;
	in_turn(out, s, turn);
	for (int i = 0; i < SIGNAL__MAX; i++) {
		enum signal_kind of = turn[i] < SIGNAL__MAX ? (enum signal_kind)turn[i] : 0;
		struct risk_cell c = sum(s, out->period.from, out->period.to, of);
		struct report_value *cell = report_row(out, table);

		cell[0] = reasons_words(s->r, NAME, talloc_asprintf(s->r->mem, "Kind.%s",
		                                                    of ? signal_word(of) : "all"));
		cell[1] = report_number(c.found);
		cell[2] = reasons_share(c.found, all);
		cell[3] = report_number(s->named[of]);
		cell[4] = report_number(c.open);
		cell[5] = report_number(c.cleared);
		cell[6] = report_number(c.abuse);
	}
}

static void days(struct report *out, const struct seen *s)
{
	const struct reasons none = {NULL, 0};
	bool months;
	struct reasons spans = reasons_spans(s->r->mem, &out->period, &none, &months);
	const struct reasons_column columns[] = {
		{months ? "month" : "day", months ? UNIT_MONTH : UNIT_DAY}, {"found", UNIT_COUNT},
		{"cleared", UNIT_COUNT}, {"abuse", UNIT_COUNT}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "days", columns);

	table->drawing = DRAW_BARS;
	table->up = 1;
	table->down = -1;
	for (int i = 0; i < spans.n; i++) {
		int32_t last = i + 1 < spans.n ? spans.rows[i + 1].day - 1 : out->period.to;
		struct risk_cell c = sum(s, spans.rows[i].day, last, 0);
		struct report_value *cell = report_row(out, table);

		cell[0] = report_number(spans.rows[i].day);
		cell[1] = report_number(c.found);
		cell[2] = report_number(c.cleared);
		cell[3] = report_number(c.abuse);
	}
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = {.r = r, .out = out};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	figures(out, &s);
	kinds(out, &s);
	days(out, &s);
	return DB_OK;
}

const struct report_kind report_risk = {
	.code = "risk", .name = NAME, .dated = true, .fill = fill};
