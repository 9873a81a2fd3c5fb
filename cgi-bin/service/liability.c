#include "service/liability.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"
#include "rule/ledger.h"
#include "rule/liability.h"

int64_t liability_cost(const struct liability *l, int64_t points, int64_t breakage)
{
	return liability_value(liability_expected(points, breakage), l->unit_points, l->unit_fen);
}

/* The month of issue MONTH; they come in their order. */
static struct liability_month *month_of(void *mem, struct liability *out, int32_t month)
{
	struct liability_month *last = out->n_months ? &out->months[out->n_months - 1] : NULL;

	if (last && last->month == month)
		return last;
	out->months = talloc_realloc(mem, out->months, struct liability_month,
	                             (unsigned)out->n_months + 1);
	assert(out->months != NULL);
	last = &out->months[out->n_months++];
	*last = (struct liability_month){.month = month};
	return last;
}

static void add(struct liability_month *m, const struct liability_use *use)
{
	if (use->kind == 0) {
		m->issued += use->points;
		m->open += use->points;
		return;
	}
	m->open -= use->points;
	if (use->kind == ENTRY_SPEND || use->kind == ENTRY_GIVE_BACK)
		m->spent += use->points;
	else if (use->kind == ENTRY_EXPIRE)
		m->expired += use->points;
	else
		m->undone += use->points;
}

/* Whether nothing issued in MONTH can still be used or lapse. */
static bool has_ended(const struct liability_month *m, const struct plan *plan, int32_t today)
{
	int32_t end = day_add_months(m->month, 1 + (int)plan->life_months);

	return m->open == 0 && (plan->life_months == 0 || end <= today) &&
	       day_add_months(m->month, 1) <= today;
}

/* The estimate that the figures give now. */
static void estimate(struct liability *out, int32_t today)
{
	struct liability_estimate *e = &out->estimate;
	int64_t expected;

	memset(e, 0, sizeof *e);
	e->made_on = today;
	for (int i = 0; i < out->n_months; i++) {
		const struct liability_month *m = &out->months[i];

		if (!m->ended)
			continue;
		e->months++;
		e->ended_issued += m->issued - m->undone;
		e->ended_expired += m->expired;
	}
	e->breakage = liability_breakage(e->ended_issued, e->ended_expired);
	e->issued = out->sum.issued - out->sum.undone;
	e->used = out->sum.spent;
	e->sales_fen = out->sales.paid_fen;
	expected = liability_expected(e->issued, e->breakage);
	e->allocated_fen = liability_allocate(
		e->sales_fen, liability_value(expected, out->unit_points, out->unit_fen));
	e->recognised_fen = liability_recognised(e->allocated_fen, e->used, expected);
}

static void sum_up(struct liability *out, const struct plan *plan, int32_t today)
{
	for (int i = 0; i < out->n_months; i++) {
		struct liability_month *m = &out->months[i];

		m->ended = has_ended(m, plan, today);
		out->sum.issued += m->issued;
		out->sum.spent += m->spent;
		out->sum.expired += m->expired;
		out->sum.undone += m->undone;
		out->sum.open += m->open;
	}
	for (int i = 0; i < out->n_lots; i++) {
		out->open += out->lots[i].points;
		if (out->lots[i].ends == DAY_NONE)
			out->pending += out->lots[i].points;
	}
}

enum db liability_make(struct database *db, void *mem, const struct plan *plan, int32_t today,
                       struct liability *out)
{
	struct liability_use *uses;
	int n;
	enum db got = liability_uses(db, mem, &uses, &n);

	memset(out, 0, sizeof *out);
	out->unit_points = plan->coupon.unit_points;
	out->unit_fen = plan->coupon.unit_fen;
	if (got == DB_OK)
		got = liability_lots(db, mem, &out->lots, &out->n_lots);
	if (got == DB_OK)
		got = liability_sales(db, &out->sales);
	if (got != DB_OK)
		return got;
	for (int i = 0; i < n; i++)
		add(month_of(mem, out, uses[i].issued), &uses[i]);
	sum_up(out, plan, today);
	estimate(out, today);
	return DB_OK;
}
