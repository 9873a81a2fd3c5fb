/* Who holds which tier, then and now, from which to which they went, and why. */
#include <string.h>

#include "base/mem.h"
#include "page/movement.h"
#include "page/report_frame.h"
#include "rule/tier_matrix.h"
#include "store/rollup.h"
#include "store/rollup_tiers.h"

#define DAYS_LISTED 92 /* longer periods are listed by month */

/* One period. */
struct seen {
	struct request *r;
	struct report_period period;
	int32_t through;
	struct tier_stand *changes; /* by day up to the period's end, as added up */
	int n_changes;
	struct tier_flow *flows, *ways; /* of the period: alike by cause; from where to where */
	int n_flows, n_ways;
	struct tier_move *early, *late; /* behind the roll-up: before the period, within it */
	int n_early, n_late;
	int32_t late_from; /* first day of .late */
	struct tier_matrix matrix;
};

/* ---- reading */

static enum db look_rest(struct database *db, struct seen *s)
{
	const struct report_period *p = &s->period;
	int32_t rest = s->through == DAY_NONE ? day_from_civil((struct civil){ 1970, 1, 1 })
	                                      : s->through + 1;
	enum db got = DB_OK;

	if (rest < p->from)
		got = rollup_tier_moves(db, s->r->mem, rest, p->from - 1, rest, &s->early,
		                        &s->n_early);
	s->late_from = rest > p->from ? rest : p->from;
	if (got == DB_OK && s->late_from <= p->to)
		got = rollup_tier_moves(db, s->r->mem, s->late_from, p->to, p->from, &s->late,
		                        &s->n_late);
	return got;
}

static enum db look_at(struct database *db, struct seen *s)
{
	const struct report_period *p = &s->period;
	int32_t ever = day_from_civil((struct civil){ 1970, 1, 1 }), made;
	enum db got = rollup_through(db, "tiers", &s->through);

	if (got != DB_OK)
		return got;
	made = s->through == DAY_NONE ? ever : s->through < p->to ? s->through : p->to;
	got = rollup_tier_changes(db, s->r->mem, ever, made, &s->changes, &s->n_changes);
	if (got == DB_OK)
		got = rollup_tier_flows(db, s->r->mem, p->from, made, &s->flows, &s->n_flows);
	if (got == DB_OK)
		got = rollup_tier_matrix(db, s->r->mem, p->from, made, &s->ways, &s->n_ways);
	return got == DB_OK ? look_rest(db, s) : got;
}

/* Both periods of one moment. */
static enum db look(struct database *db, void *arg)
{
	struct seen *both = arg;
	enum db got = look_at(db, &both[0]);

	return got == DB_OK ? look_at(db, &both[1]) : got;
}

/* ---- sums */

/* Where everybody stood at the beginning of the period. */
static void begin_matrix(struct seen *s)
{
	const struct report_period *p = &s->period;
	struct tier_matrix *m = &s->matrix;

	for (int i = 0; i < s->n_changes; i++)
		if (s->changes[i].day < p->from)
			tier_matrix_stand(m, s->changes[i].tier, s->changes[i].change);
	for (int i = 0; i < s->n_early; i++) {
		if (s->early[i].from[0])
			tier_matrix_stand(m, s->early[i].from, -1);
		if (s->early[i].to[0])
			tier_matrix_stand(m, s->early[i].to, 1);
	}
}

static void fill_matrix(struct seen *s)
{
	struct tier_matrix *m = &s->matrix;

	begin_matrix(s);
	for (int i = 0; i < s->n_flows; i++)
		if (!s->flows[i].from[0])
			tier_matrix_join(m, s->flows[i].to, s->flows[i].members);
	for (int i = 0; i < s->n_ways; i++) {
		const struct tier_flow *w = &s->ways[i];

		tier_matrix_move(m, w->cause[0] ? "" : w->from, w->from, w->to, w->members);
	}
	for (int i = 0; i < s->n_late; i++) {
		const struct tier_move *v = &s->late[i];
		const char *origin = v->earlier[0] ? v->earlier : v->from;

		if (!v->from[0])
			tier_matrix_join(m, v->to, 1);
		else
			tier_matrix_move(m, v->first_day >= s->period.from ? "" : origin,
			                 v->from, v->to, 1);
	}
}

/* ---- the report */

static const char *tier_name(struct request *r, const char *code)
{
	const struct plan_book *book = portal_of(r)->plans;

	for (int i = book->n - 1; i >= 0; i--)
		for (int k = 0; k < book->plans[i]->n_tiers; k++)
			if (strcmp(book->plans[i]->tiers[k].code, code) == 0)
				return movement_tier(r->mem, page_root(r), &book->plans[i]->tiers[k]);
	return code;
}

static const char *said(struct request *r, const char *branch, const char *key)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Reports.Tiers.%s.%s", branch,
	                                                key));
}

/* Members who ended higher (or lower) than they began, by the plan's order. */
static int64_t moved(const struct tier_matrix *m, bool up)
{
	int64_t sum = 0;

	for (int from = 1; from < m->n; from++)
		for (int to = 1; to < m->n; to++)
			sum += (up ? to > from : to < from) ? m->members[from][to] : 0;
	return sum;
}

static int64_t total(const struct tier_matrix *m, bool after)
{
	int64_t sum = 0;

	for (int i = 1; i < m->n; i++)
		sum += after ? tier_matrix_after(m, i) : tier_matrix_before(m, i);
	return sum;
}

static int64_t came_and_went(const struct tier_matrix *m, bool came)
{
	int64_t sum = 0;

	for (int i = 1; i < m->n; i++)
		sum += came ? m->members[0][i] : m->members[i][0];
	return sum;
}

static void share(struct report *out, const char *key, const struct seen *both,
                  int64_t (*count)(const struct tier_matrix *))
{
	const struct tier_matrix *now = &both[0].matrix, *before = &both[1].matrix;

	report_figure(out, key, UNIT_RATE, report_rate(count(now), total(now, false)),
	              report_rate(count(before), total(before, false)));
}

static int64_t rose(const struct tier_matrix *m)
{
	return moved(m, true);
}

static int64_t fell(const struct tier_matrix *m)
{
	return moved(m, false);
}

static int64_t stayed(const struct tier_matrix *m)
{
	return total(m, false) - moved(m, true) - moved(m, false) - came_and_went(m, false);
}

static void figures(struct report *out, const struct seen *both)
{
	const struct tier_matrix *now = &both[0].matrix, *before = &both[1].matrix;

	report_figure(out, "members", UNIT_COUNT, report_number(total(now, true)),
	              report_number(total(before, true)));
	report_figure(out, "joined", UNIT_COUNT, report_number(came_and_went(now, true)),
	              report_number(came_and_went(before, true)));
	report_figure(out, "ended", UNIT_COUNT, report_number(came_and_went(now, false)),
	              report_number(came_and_went(before, false)));
	share(out, "up", both, rose);
	share(out, "down", both, fell);
	share(out, "stayed", both, stayed);
}

static void stand(struct report *out, const struct seen *s)
{
	const struct tier_matrix *m = &s->matrix;
	struct report_table *t = report_table(out, "stand");
	struct report_value *cell;

	report_column(out, t, "tier", UNIT_TEXT);
	report_column(out, t, "then", UNIT_COUNT);
	report_column(out, t, "now", UNIT_COUNT);
	report_column(out, t, "change", UNIT_CHANGE);
	report_column(out, t, "share", UNIT_RATE);
	for (int i = 1; i < m->n; i++) {
		int64_t before = tier_matrix_before(m, i), after = tier_matrix_after(m, i);

		cell = report_row(out, t);
		cell[0] = report_text(tier_name(s->r, m->codes[i]));
		cell[1] = report_number(before);
		cell[2] = report_number(after);
		cell[3] = report_number(after - before);
		cell[4] = report_rate(after, total(m, true));
	}
	cell = report_row(out, t);
	cell[0] = report_text(view_words(page_root(s->r), "Lang.Reports.Total"));
	cell[1] = report_number(total(m, false));
	cell[2] = report_number(total(m, true));
	cell[3] = report_number(total(m, true) - total(m, false));
	t->total = true;
	t->drawing = DRAW_BARS;
	t->up = 2;
}

/* Rows: where from; columns: where to. Outside stands first of the rows and last of
 * the columns. */
static void matrix(struct report *out, const struct seen *s)
{
	const struct tier_matrix *m = &s->matrix;
	struct report_table *t = report_table(out, "matrix");

	report_column(out, t, "from", UNIT_TEXT);
	report_column(out, t, "then", UNIT_COUNT);
	for (int i = 1; i <= m->n; i++) {
		struct report_column *column = report_column(out, t, "to", UNIT_COUNT);

		column->head = i < m->n ? talloc_asprintf(s->r->mem, "→ %s",
		                                          tier_name(s->r, m->codes[i]))
		                        : said(s->r, "Outside", "to");
		column->intensity = true;
	}
	for (int from = 1; from <= m->n; from++) {
		int row = from < m->n ? from : 0;
		struct report_value *cell = report_row(out, t);

		cell[0] = report_text(row ? tier_name(s->r, m->codes[row])
		                          : said(s->r, "Outside", "from"));
		if (row)
			cell[1] = report_number(tier_matrix_before(m, row));
		for (int to = 1; to <= m->n; to++)
			if (row || to < m->n)
				cell[1 + to] = report_number(m->members[row][to % m->n]);
	}
}

struct cause {
	char code[PLAN_CODE];
	int64_t up, down, other;
};

static void add_cause(const struct seen *s, struct cause *causes, int *n, const char *from,
                      const char *to, const char *code, int64_t members)
{
	struct tier_matrix order = s->matrix;
	int a = tier_matrix_place(&order, from), b = tier_matrix_place(&order, to), i = 0;

	while (i < *n && strcmp(causes[i].code, code) != 0)
		i++;
	if (i == TIER_MATRIX_MAX)
		return;
	if (i == *n) {
		memset(&causes[i], 0, sizeof causes[i]);
		memcpy(causes[i].code, code, strnlen(code, PLAN_CODE - 1));
		(*n)++;
	}
	*(a == 0 || b == 0 ? &causes[i].other : b > a ? &causes[i].up : &causes[i].down) += members;
}

static void causes(struct report *out, const struct seen *s)
{
	struct report_table *t = report_table(out, "causes");
	struct cause all[TIER_MATRIX_MAX];
	int n = 0;

	for (int i = 0; i < s->n_flows; i++)
		add_cause(s, all, &n, s->flows[i].from, s->flows[i].to, s->flows[i].cause,
		          s->flows[i].members);
	for (int i = 0; i < s->n_late; i++)
		add_cause(s, all, &n, s->late[i].from, s->late[i].to, s->late[i].cause, 1);
	report_column(out, t, "cause", UNIT_TEXT);
	report_column(out, t, "up", UNIT_COUNT);
	report_column(out, t, "down", UNIT_COUNT);
	report_column(out, t, "other", UNIT_COUNT);
	for (int i = 0; i < n; i++) {
		struct report_value *cell = report_row(out, t);

		cell[0] = report_text(said(s->r, "Cause", all[i].code[0] ? all[i].code : "ended"));
		cell[1] = report_number(all[i].up);
		cell[2] = report_number(all[i].down);
		cell[3] = report_number(all[i].other);
	}
}

/* Members of each tier at the end of each month, or of each day on which one changed,
 * as far as the roll-up goes. */
static void days(struct report *out, const struct seen *s)
{
	const struct report_period *p = &out->period;
	bool months = p->to - p->from >= DAYS_LISTED;
	struct report_table *t = report_table(out, months ? "months" : "days");
	struct tier_matrix m = s->matrix;
	int64_t held[TIER_MATRIX_MAX] = { 0 };
	int32_t last = s->through == DAY_NONE || s->through > p->to ? p->to : s->through;
	int at = 0;

	report_column(out, t, months ? "month" : "day", months ? UNIT_MONTH : UNIT_DAY);
	for (int i = 1; i < m.n; i++)
		report_column(out, t, "tier", UNIT_COUNT)->head = tier_name(s->r, m.codes[i]);
	for (int32_t day = p->from, next; s->through != DAY_NONE && day <= last; day = next) {
		struct civil date = civil_of(day);
		struct report_value *cell;
		int were = at;

		date.day = 1;
		next = months ? day_add_months(day_from_civil(date), 1) : day + 1;
		for (; at < s->n_changes && s->changes[at].day < next; at++)
			held[tier_matrix_place(&m, s->changes[at].tier)] += s->changes[at].change;
		if (!months && at == were && day > p->from)
			continue;
		cell = report_row(out, t);
		cell[0] = report_number(day);
		for (int i = 1; i < s->matrix.n; i++)
			cell[i] = report_number(held[i]);
	}
}

static enum db fill(struct request *r, struct report *out)
{
	const struct plan_book *book = portal_of(r)->plans;
	struct seen both[2] = { { .r = r, .period = out->period },
		                { .r = r, .period = out->before } };
	enum db got = db_snapshot(portal_of(r)->db, look, both);

	if (got != DB_OK)
		return got;
	for (int i = 0; i < 2; i++) {
		tier_matrix_begin(&both[i].matrix, book->plans[book->n - 1]);
		fill_matrix(&both[i]);
	}
	figures(out, both);
	stand(out, &both[0]);
	matrix(out, &both[0]);
	causes(out, &both[0]);
	days(out, &both[0]);
	return DB_OK;
}

const struct report_kind report_tiers = {
	.code = "tiers", .name = "Tiers", .dated = true, .fill = fill };
