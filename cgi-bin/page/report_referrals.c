/* Referrals: invited, joined, first order, paid out. Each step counts on the day on
 * which it was booked; how far a group came is counted by the day of signing up. */
#include "base/mem.h"
#include "page/report_reasons.h"

#define NAME "Referrals"
#define FLOW "referral"

struct seen {
	struct request *r;
	struct report *out;
	struct reasons days, begun;
	int64_t hosts, hosts_before, held;
};

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period, *b = &s->out->before;
	enum db got = reasons_read(s->r, db, &s->days, ROLL_REFERRALS, ROLL_BY_DAY, b->from, p->to);

	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->begun, ROLL_REFERRALS, ROLL_BY_BEGUN, p->from, p->to);
	if (got == DB_OK)
		got = roll_hosts(db, p->from, p->to, &s->hosts);
	if (got == DB_OK)
		got = roll_hosts(db, b->from, b->to, &s->hosts_before);
	return got == DB_OK ? roll_held(db, &s->held) : got;
}

static const char *const paid_parts[] = {"join_host", "join_friend", "order_host",
                                         "order_friend"};
#define PARTS ((int)(sizeof paid_parts / sizeof *paid_parts))

static int64_t step(const struct seen *s, const struct report_period *p, const char *name,
                    int place)
{
	return reasons_step_in(&s->days, FLOW, name, place, p->from, p->to);
}

/* Points paid out of PERIOD, less those taken back. */
static int64_t paid(const struct seen *s, const struct report_period *p)
{
	int64_t points = -step(s, p, "taken", RF_POINTS);

	for (int i = 0; i < PARTS; i++)
		points += step(s, p, paid_parts[i], RF_POINTS);
	return points;
}

static void figures(struct report *out, const struct seen *s)
{
	static const char *const steps[] = {"joined", "confirmed", "ordered", "completed"};
	const struct report_period *p = &out->period, *b = &out->before;
	int64_t points = paid(s, p), before = paid(s, b);

	reasons_figure(out, "hosts", UNIT_COUNT, s->hosts, s->hosts_before);
	for (int i = 0; i < 4; i++)
		reasons_figure(out, steps[i], UNIT_COUNT, step(s, p, steps[i], RF_N),
		               step(s, b, steps[i], RF_N));
	reasons_figure(out, "paid", UNIT_COUNT, step(s, p, "order_host", RF_N),
	               step(s, b, "order_host", RF_N));
	reasons_figure(out, "points", UNIT_CHANGE, points, before);
	reasons_figure(out, "worth", UNIT_FEN, reasons_worth(s->r, points, p->to),
	               reasons_worth(s->r, before, b->to));
	report_figure(out, "held", UNIT_COUNT, report_number(s->held), report_none());
}

/* Of those who signed up in the period, how many came how far by now. */
static void funnel(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"step", UNIT_TEXT}, {"friends", UNIT_COUNT}, {"share", UNIT_RATE}, {NULL, UNIT_TEXT}};
	static const char *const steps[] = {"joined", "confirmed", "ordered", "completed",
	                                    "order_host"};
	struct report_table *table = reasons_table(out, "funnel", columns);
	int64_t all = reasons_step(&s->begun, FLOW, "joined", RF_N);

	table->drawing = DRAW_RANK;
	table->up = 1;
	table->down = -1;
	for (int i = 0; i < 5; i++) {
		struct report_value *cell = report_row(out, table);
		int64_t n = reasons_step(&s->begun, FLOW, steps[i], RF_N);

		cell[0] = reasons_words(s->r, NAME, talloc_asprintf(s->r->mem, "Step.%s", steps[i]));
		cell[1] = report_number(n);
		cell[2] = reasons_share(n, all);
	}
}

static void parts(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"part", UNIT_TEXT}, {"times", UNIT_COUNT}, {"points", UNIT_CHANGE}, {"worth", UNIT_FEN},
		{NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "parts", columns);
	int64_t times = 0, points = 0;

	for (int i = 0; i <= PARTS + 1; i++) {
		struct report_value *cell = report_row(out, table);
		const char *name = i < PARTS ? paid_parts[i] : i == PARTS ? "taken" : "sum";
		int64_t n = step(s, &out->period, name, RF_N), p = step(s, &out->period, name, RF_POINTS);

		if (i == PARTS)
			p = -p;
		if (i == PARTS + 1) {
			n = times;
			p = points;
		}
		times += n;
		points += p;
		cell[0] = reasons_words(s->r, NAME, talloc_asprintf(s->r->mem, "Part.%s", name));
		cell[1] = report_number(n);
		cell[2] = report_number(p);
		cell[3] = report_number(reasons_worth(s->r, p, out->period.to));
	}
	table->total = true;
}

static void days(struct report *out, const struct seen *s)
{
	bool months;
	struct reasons spans = reasons_spans(s->r->mem, &out->period, &s->days, &months);
	const struct reasons_column columns[] = {
		{months ? "month" : "day", months ? UNIT_MONTH : UNIT_DAY}, {"joined", UNIT_COUNT},
		{"confirmed", UNIT_COUNT}, {"ordered", UNIT_COUNT}, {"completed", UNIT_COUNT},
		{"paid", UNIT_COUNT}, {"points", UNIT_CHANGE}, {NULL, UNIT_TEXT}};
	static const char *const steps[] = {"joined", "confirmed", "ordered", "completed",
	                                    "order_host"};
	struct report_table *table = reasons_table(out, "days", columns);

	table->drawing = DRAW_BARS;
	table->up = 1;
	table->down = 4;
	for (int i = 0; i < spans.n; i++) {
		int32_t last = i + 1 < spans.n ? spans.rows[i + 1].day - 1 : out->period.to;
		struct report_period span = {.from = spans.rows[i].day, .to = last};
		struct report_value *cell = report_row(out, table);

		cell[0] = report_number(span.from);
		for (int k = 0; k < 5; k++)
			cell[1 + k] = report_number(step(s, &span, steps[k], RF_N));
		cell[6] = report_number(paid(s, &span));
	}
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = {.r = r, .out = out};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	figures(out, &s);
	funnel(out, &s);
	parts(out, &s);
	days(out, &s);
	return DB_OK;
}

const struct report_kind report_referrals = {
	.code = "referrals", .name = NAME, .dated = true, .fill = fill};
