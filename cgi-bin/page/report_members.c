/* Who joined and how, who left, who is active and who orders again. */
#include <string.h>

#include "base/mem.h"
#include "page/report_frame.h"
#include "store/rollup.h"
#include "store/rollup_cohort.h"
#include "store/rollup_members.h"

#define DAYS_LISTED 92 /* longer periods are listed by month */

enum { CAME_SIGNUP, CAME_INVITED, CAME_IMPORT, WENT, WAYS };
static const char *const ways[WAYS] = { "signup", "invited", "import", "ended" };

/* Accounts opened by how they came, and ended. */
struct joins {
	int64_t way[WAYS];
};

struct seen {
	struct request *r;
	struct report *out;
	int32_t today, through;
	struct rollup_joined *joined, *joined_before;
	int n_joined, n_joined_before;
	int64_t enrolled, enrolled_before; /* at the end of each period */
	int64_t opening;                   /* at the beginning of the period */
	struct rollup_active_day *active;  /* by day, up to the period's end */
	int n_active;
	struct rollup_active_day before; /* .day DAY_NONE: not known */
	struct rollup_now *now;
	int n_now;
	int32_t counted_on; /* of .now */
};

/* ---- reading */

/* The active members of today, behind those of the days that are made: as counted within
 * this hour (rollup_members_now), else from what was booked. */
static enum db look_today(struct database *db, struct seen *s)
{
	struct rollup_active_day *last, *yesterday;
	enum db got;
	int n;

	/* What was counted of a day that ended since is not its last word. */
	n = s->n_active;
	if (n > 0 && s->active[n - 1].day > s->through &&
	    (s->active[n - 1].day != s->today || s->through != s->today - 1))
		s->n_active--;
	if (s->through != s->today - 1 || s->out->period.to != s->today)
		return DB_OK;
	if (s->n_active > 0 && s->active[s->n_active - 1].day == s->today)
		return DB_OK;
	got = rollup_active_days(db, s->r->mem, s->through, s->through, &yesterday, &n);
	if (got != DB_OK || n == 0)
		return got;
	s->active = talloc_realloc(s->r->mem, s->active, struct rollup_active_day,
	                           (unsigned)s->n_active + 1);
	last = &s->active[s->n_active++];
	return rollup_active_today(db, s->today, yesterday, last);
}

static enum db look_active(struct database *db, struct seen *s)
{
	const struct report_period *p = &s->out->period, *b = &s->out->before;
	struct rollup_active_day *before;
	int n = 0;
	enum db got = rollup_active_days(db, s->r->mem, b->to, b->to, &before, &n);

	s->before.day = DAY_NONE;
	if (n > 0)
		s->before = before[0];
	if (got == DB_OK)
		got = rollup_active_days(db, s->r->mem, p->from, p->to, &s->active, &s->n_active);
	return got == DB_OK ? look_today(db, s) : got;
}

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period, *b = &s->out->before;
	enum db got = rollup_through(db, "members", &s->through);

	if (got == DB_OK)
		got = rollup_joined(db, s->r->mem, p->from, p->to, s->through, &s->joined,
		                    &s->n_joined);
	if (got == DB_OK)
		got = rollup_joined(db, s->r->mem, b->from, b->to, s->through, &s->joined_before,
		                    &s->n_joined_before);
	if (got == DB_OK)
		got = rollup_enrolled(db, p->from - 1, s->through, &s->opening);
	if (got == DB_OK)
		got = rollup_enrolled(db, p->to, s->through, &s->enrolled);
	if (got == DB_OK)
		got = rollup_enrolled(db, b->to, s->through, &s->enrolled_before);
	if (got == DB_OK)
		got = look_active(db, s);
	return got == DB_OK ? rollup_now(db, s->r->mem, &s->counted_on, &s->now, &s->n_now) : got;
}

/* ---- sums */

static void add_join(struct joins *to, const struct rollup_joined *row)
{
	for (int i = 0; i < WENT; i++)
		if (strcmp(row->source, ways[i]) == 0)
			to->way[i] += row->members;
	if (strcmp(row->source, "unmerged") == 0)
		to->way[WENT] -= row->members;
	else if (strcmp(row->source, "merged") == 0 || strcmp(row->source, "erased") == 0)
		to->way[WENT] += row->members;
}

/* Those of the days FROM … TO. */
static struct joins joins_of(const struct rollup_joined *rows, int n, int32_t from, int32_t to)
{
	struct joins sum = { { 0 } };

	for (int i = 0; i < n; i++)
		if (rows[i].day >= from && rows[i].day <= to)
			add_join(&sum, &rows[i]);
	return sum;
}

static int64_t opened(const struct joins *j)
{
	return j->way[CAME_SIGNUP] + j->way[CAME_INVITED] + j->way[CAME_IMPORT];
}

static const struct rollup_active_day *active_on(const struct seen *s, int32_t day)
{
	for (int i = 0; i < s->n_active; i++)
		if (s->active[i].day == day)
			return &s->active[i];
	return NULL;
}

static int64_t now_of(const struct seen *s, const char *family, const char *part)
{
	for (int i = 0; i < s->n_now; i++)
		if (strcmp(s->now[i].family, family) == 0 && strcmp(s->now[i].part, part) == 0)
			return s->now[i].members;
	return 0;
}

/* ---- the report */

static void figures(struct report *out, const struct seen *s, const struct joins *now,
                    const struct joins *before)
{
	const struct rollup_active_day *a = active_on(s, out->period.to), *b = &s->before;
	bool had = b->day != DAY_NONE;

	report_figure(out, "enrolled", UNIT_COUNT, report_number(s->enrolled),
	              report_number(s->enrolled_before));
	report_figure(out, "opened", UNIT_COUNT, report_number(opened(now)),
	              report_number(opened(before)));
	report_figure(out, "ended", UNIT_COUNT, report_number(now->way[WENT]),
	              report_number(before->way[WENT]));
	report_figure(out, "active90", UNIT_RATE,
	              a ? report_rate(a->active90, s->enrolled) : report_none(),
	              had ? report_rate(b->active90, s->enrolled_before) : report_none());
	report_figure(out, "active365", UNIT_RATE,
	              a ? report_rate(a->active365, s->enrolled) : report_none(),
	              had ? report_rate(b->active365, s->enrolled_before) : report_none());
	report_figure(out, "repurchase", UNIT_RATE,
	              report_rate(now_of(s, "again", "months24"), now_of(s, "buyers", "months24")),
	              report_none());
	report_figure(out, "counted", UNIT_DAY,
	              s->counted_on == DAY_NONE ? report_none() : report_number(s->counted_on),
	              report_none());
}

static const char *said(struct request *r, const char *branch, const char *key)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Reports.Members.%s.%s",
	                                                branch, key));
}

static void sources(struct report *out, const struct seen *s, const struct joins *now,
                    const struct joins *before)
{
	struct report_table *t = report_table(out, "sources");

	report_column(out, t, "source", UNIT_TEXT);
	report_column(out, t, "opened", UNIT_COUNT);
	report_column(out, t, "share", UNIT_RATE);
	report_column(out, t, "before", UNIT_COUNT);
	for (int i = 0; i < WENT; i++) {
		struct report_value *cell = report_row(out, t);

		cell[0] = report_text(said(s->r, "Source", ways[i]));
		cell[1] = report_number(now->way[i]);
		cell[2] = report_rate(now->way[i], opened(now));
		cell[3] = report_number(before->way[i]);
	}
	t->drawing = DRAW_RANK;
	t->up = 1;
}

/* A row of days FROM … TO; ENROLLED is carried on from row to row. */
static void days_row(struct report *out, const struct seen *s, struct report_table *t,
                     int32_t from, int32_t to, int64_t *enrolled)
{
	struct joins j = joins_of(s->joined, s->n_joined, from, to);
	const struct rollup_active_day *a = active_on(s, to);
	struct report_value *cell = report_row(out, t);

	*enrolled += opened(&j) - j.way[WENT];
	cell[0] = report_number(from);
	cell[1] = report_number(opened(&j));
	for (int i = 0; i < WAYS; i++)
		cell[2 + i] = report_number(j.way[i]);
	cell[2 + WAYS] = report_number(*enrolled);
	if (!a)
		return;
	cell[3 + WAYS] = report_number(a->active90);
	cell[4 + WAYS] = report_number(a->active365);
}

static void days(struct report *out, const struct seen *s)
{
	const struct report_period *p = &out->period;
	bool months = p->to - p->from >= DAYS_LISTED;
	struct report_table *t = report_table(out, months ? "months" : "days");
	int64_t enrolled = s->opening;

	report_column(out, t, months ? "month" : "day", months ? UNIT_MONTH : UNIT_DAY);
	report_column(out, t, "opened", UNIT_COUNT);
	for (int i = 0; i < WAYS; i++)
		report_column(out, t, ways[i], UNIT_COUNT);
	report_column(out, t, "enrolled", UNIT_COUNT);
	report_column(out, t, "active90", UNIT_COUNT);
	report_column(out, t, "active365", UNIT_COUNT);
	for (int32_t day = p->from, next; day <= p->to; day = next) {
		struct civil date = civil_of(day);

		date.day = 1;
		next = months ? day_add_months(day_from_civil(date), 1) : day + 1;
		days_row(out, s, t, day, next - 1 < p->to ? next - 1 : p->to, &enrolled);
	}
	t->drawing = DRAW_BARS;
	t->up = 1;
}

/* Members by one of the weekly counts: FAMILY names the table too. */
static void parts(struct report *out, const struct seen *s, const char *family, const char *branch)
{
	struct report_table *t = report_table(out, family);
	int64_t sum = 0;

	report_column(out, t, family, UNIT_TEXT);
	report_column(out, t, "members", UNIT_COUNT);
	report_column(out, t, "share", UNIT_RATE);
	for (int i = 0; i < s->n_now; i++)
		sum += strcmp(s->now[i].family, family) == 0 ? s->now[i].members : 0;
	for (int i = 0; i < s->n_now; i++) {
		const struct rollup_now *row = &s->now[i];
		struct report_value *cell;

		if (strcmp(row->family, family) != 0)
			continue;
		cell = report_row(out, t);
		/* "zh-CN" is no name of a language key. */
		cell[0] = report_text(said(s->r, branch,
		                           talloc_strndup(s->r->mem, row->part,
		                                          strcspn(row->part, "-"))));
		cell[1] = report_number(row->members);
		cell[2] = report_rate(row->members, sum);
	}
	t->drawing = DRAW_RANK;
	t->up = 1;
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = { .r = r, .out = out, .today = day_of(page_now(r)) };
	const struct report_period *p = &out->period, *b = &out->before;
	struct joins now, before;
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	now = joins_of(s.joined, s.n_joined, p->from, p->to);
	before = joins_of(s.joined_before, s.n_joined_before, b->from, b->to);
	figures(out, &s, &now, &before);
	days(out, &s);
	sources(out, &s, &now, &before);
	parts(out, &s, "kind", "Kind");
	parts(out, &s, "lang", "Lang");
	return DB_OK;
}

const struct report_kind report_members = {
	.code = "members", .name = "Members", .dated = true, .fill = fill };
