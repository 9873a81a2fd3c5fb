/* Service: cases by class, cause, category, branch and owner, how long their steps take,
 * and redemptions against their promise. A case counts on the day it was filed, as it
 * stands now; a redemption on the day it was sent. */
#include "base/mem.h"
#include "page/movement.h"
#include "page/report_reasons.h"
#include "store/service_report.h"

#define NAME "Service"
#define HOUR_S 3600

struct seen {
	struct request *r;
	struct report *out;
	struct service_cell now, then, *by[SERVICE_DIM__MAX];
	int n[SERVICE_DIM__MAX];
	struct service_step *steps;
	struct service_sent *sent, *sent_before;
	int n_steps, n_sent, n_sent_before;
};

static enum db all(struct database *db, const struct seen *s, const struct report_period *p,
                   struct service_cell *out)
{
	struct service_cell *one;
	int n;
	enum db got = service_cells(db, s->r->mem, SERVICE_ALL, day_start(p->from),
	                            day_start(p->to + 1), s->out->as_of, &one, &n);

	if (got == DB_OK && n == 1)
		*out = one[0];
	return got;
}

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period, *b = &s->out->before;
	int64_t from = day_start(p->from), to = day_start(p->to + 1);
	enum db got = all(db, s, p, &s->now);

	if (got == DB_OK)
		got = all(db, s, b, &s->then);
	for (int dim = SERVICE_KIND; got == DB_OK && dim < SERVICE_DIM__MAX; dim++)
		got = service_cells(db, s->r->mem, (enum service_dim)dim, from, to, s->out->as_of,
		                    &s->by[dim], &s->n[dim]);
	if (got == DB_OK)
		got = service_steps(db, s->r->mem, from, to, &s->steps, &s->n_steps);
	if (got == DB_OK)
		got = service_sent(db, s->r->mem, from, to, &s->sent, &s->n_sent);
	if (got == DB_OK)
		got = service_sent(db, s->r->mem, day_start(b->from), day_start(b->to + 1), &s->sent_before,
		                   &s->n_sent_before);
	return got;
}

/* Hours of SECONDS over N things, in hundredths. */
static struct report_value hours(int64_t seconds, int64_t n)
{
	struct report_value value = reasons_mean(seconds, n * HOUR_S);

	value.of = n;
	return value;
}

static struct report_value kept(const struct service_sent *rows, int n)
{
	int64_t sent = 0, in_time = 0;

	for (int i = 0; i < n; i++) {
		sent += rows[i].n;
		in_time += rows[i].in_time;
	}
	return report_rate(in_time, sent);
}

static void figures(struct report *out, const struct seen *s)
{
	const struct service_cell *c = &s->now, *b = &s->then;

	reasons_figure(out, "cases", UNIT_COUNT, c->cases, b->cases);
	reasons_figure(out, "complaints", UNIT_COUNT, c->complaints, b->complaints);
	report_figure(out, "acked", UNIT_RATE, report_rate(c->acked_in_time, c->ack_judged),
	              report_rate(b->acked_in_time, b->ack_judged));
	report_figure(out, "answered", UNIT_RATE, report_rate(c->answered_in_time, c->answer_judged),
	              report_rate(b->answered_in_time, b->answer_judged));
	report_figure(out, "hours", UNIT_SCORE, hours(c->answer_s, c->answered),
	              hours(b->answer_s, b->answered));
	report_figure(out, "reopened", UNIT_RATE, report_rate(c->reopened, c->cases),
	              report_rate(b->reopened, b->cases));
	report_figure(out, "rating", UNIT_SCORE, reasons_mean(c->rating, c->rated),
	              reasons_mean(b->rating, b->rated));
	report_figure(out, "kept", UNIT_RATE, kept(s->sent, s->n_sent),
	              kept(s->sent_before, s->n_sent_before));
}

static void fill_cell(struct report_value *cell, const struct service_cell *c, int64_t all_cases)
{
	cell[1] = report_number(c->cases);
	cell[2] = reasons_share(c->cases, all_cases);
	cell[3] = report_rate(c->acked_in_time, c->ack_judged);
	cell[4] = report_rate(c->answered_in_time, c->answer_judged);
	cell[5] = hours(c->answer_s, c->answered);
	cell[6] = report_number(c->closed);
	cell[7] = report_number(c->reopened);
	cell[8] = reasons_mean(c->rating, c->rated);
}

/* What the rows of a table are called: words of the cases' pages, the plan's names of
 * categories, or what stands in the case. */
static struct report_value name_of(const struct seen *s, enum service_dim dim, const char *name)
{
	static const char *const words[SERVICE_DIM__MAX] = {
		[SERVICE_KIND] = "Lang.Cases.Kind", [SERVICE_CLASS] = "Lang.Cases.Class",
		[SERVICE_CAUSE] = "Lang.AdminCases.Cause"};
	const struct plan *plan = plan_on(portal_of(s->r)->plans, s->out->period.to);
	struct view_node *root = page_root(s->r);

	if (!name[0])
		return reasons_words(s->r, NAME, dim == SERVICE_CAUSE ? "Open" : "None");
	if (words[dim])
		return report_text(view_words(root, talloc_asprintf(s->r->mem, "%s.%s", words[dim], name)));
	return report_text(dim == SERVICE_CATEGORY ? movement_category(root, plan, name) : name);
}

static void cases_by(struct report *out, const struct seen *s, enum service_dim dim,
                     const char *name)
{
	const struct reasons_column columns[] = {
		{name, UNIT_TEXT}, {"cases", UNIT_COUNT}, {"share", UNIT_RATE}, {"acked", UNIT_RATE},
		{"answered", UNIT_RATE}, {"hours", UNIT_SCORE}, {"closed", UNIT_COUNT},
		{"reopened", UNIT_COUNT}, {"rating", UNIT_SCORE}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, name, columns);
	int64_t all_cases = 0;

	table->drawing = dim == SERVICE_CLASS || dim == SERVICE_CAUSE ? DRAW_RANK : DRAW_NONE;
	table->up = 1;
	table->down = -1;
	for (int i = 0; i < s->n[dim]; i++)
		all_cases += s->by[dim][i].cases;
	for (int i = 0; i < s->n[dim]; i++) {
		struct report_value *cell = report_row(out, table);

		cell[0] = name_of(s, dim, s->by[dim][i].name);
		fill_cell(cell, &s->by[dim][i], all_cases);
	}
}

static void steps(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"step", UNIT_TEXT}, {"came", UNIT_COUNT}, {"hours", UNIT_SCORE}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "steps", columns);

	for (int i = 0; i < s->n_steps; i++) {
		struct report_value *cell = report_row(out, table);

		cell[0] = report_text(view_words(page_root(s->r), talloc_asprintf(
			s->r->mem, "Lang.Cases.State.%s", s->steps[i].step)));
		cell[1] = report_number(s->steps[i].n);
		cell[2] = hours(s->steps[i].seconds, s->steps[i].n);
	}
}

static void sent(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"sort", UNIT_TEXT}, {"sent", UNIT_COUNT}, {"kept", UNIT_RATE}, {"hours", UNIT_SCORE},
		{"late_days", UNIT_COUNT}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "sent", columns);

	for (int i = 0; i < s->n_sent; i++) {
		struct report_value *cell = report_row(out, table);

		cell[0] = report_text(view_words(page_root(s->r), talloc_asprintf(
			s->r->mem, "Lang.Catalogue.Category.%s", s->sent[i].category)));
		cell[1] = report_number(s->sent[i].n);
		cell[2] = report_rate(s->sent[i].in_time, s->sent[i].n);
		cell[3] = hours(s->sent[i].seconds, s->sent[i].n);
		cell[4] = report_number(s->sent[i].late_days);
	}
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = {.r = r, .out = out};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	figures(out, &s);
	cases_by(out, &s, SERVICE_CLASS, "class");
	cases_by(out, &s, SERVICE_CAUSE, "cause");
	steps(out, &s);
	cases_by(out, &s, SERVICE_KIND, "kind");
	cases_by(out, &s, SERVICE_CATEGORY, "category");
	cases_by(out, &s, SERVICE_OWNER, "owner");
	cases_by(out, &s, SERVICE_BRANCH, "branch");
	sent(out, &s);
	return DB_OK;
}

const struct report_kind report_service = {
	.code = "service", .name = NAME, .dated = true, .fill = fill};
