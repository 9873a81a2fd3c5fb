/* Campaigns that counted in a period, each as a whole: who took part, what was sold
 * against the same length before, what it cost and what is left. Figures are those
 * last counted (every ten minutes while it runs), so that a page counts nothing. */
#include <string.h>

#include "base/mem.h"
#include "page/report_reasons.h"
#include "rule/campaign.h"
#include "store/campaign.h"

struct counted {
	struct campaign campaign;
	struct campaign_counts n;
	struct campaign_result result;
	bool known; /* it has been counted */
	int64_t at;
};

struct listed {
	struct counted *rows;
	int n;
	struct campaign_counts sum;
	struct campaign_result all;
};

struct seen {
	struct request *r;
	struct report *out;
	struct listed now, before;
};

/* Sums over campaigns: somebody who took part in two counts twice. */
static void add(struct listed *list, const struct counted *row)
{
	list->sum.participants += row->n.participants;
	list->sum.orders += row->n.orders;
	list->sum.sales_fen += row->n.sales_fen;
	list->sum.before_orders += row->n.before_orders;
	list->sum.before_fen += row->n.before_fen;
	list->sum.redemptions += row->n.redemptions;
	list->all.points += row->result.points;
	list->all.cost_fen += row->result.cost_fen;
	list->all.more_fen += row->result.more_fen;
	list->all.net_fen += row->result.net_fen;
}

static enum db one(struct request *r, struct database *db, struct counted *row)
{
	const struct campaign *c = &row->campaign;
	const struct plan *plan = plan_on(portal_of(r)->plans, campaign_last_day(c));
	enum db got = campaign_figure(db, c->campaign, &row->n, &row->at);

	if (got != DB_OK)
		return got;
	row->known = true;
	row->result = campaign_judge(plan, &row->n, c->cost_fen, c->margin_bp, c->goal, c->target);
	return DB_OK;
}

static enum db list(struct request *r, struct database *db, const struct report_period *p,
                    struct listed *out)
{
	struct campaign *all;
	enum db got = campaign_between(db, r->mem, p->from, p->to, &all, &out->n);

	if (got != DB_OK && got != DB_NONE)
		return got;
	out->rows = talloc_zero_array(r->mem, struct counted, (unsigned)out->n + 1);
	for (int i = 0; i < out->n; i++) {
		out->rows[i].campaign = all[i];
		got = one(r, db, &out->rows[i]);
		if (got != DB_OK && got != DB_NONE)
			return got;
		if (out->rows[i].known)
			add(out, &out->rows[i]);
	}
	return DB_OK;
}

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	enum db got = list(s->r, db, &s->out->period, &s->now);

	return got == DB_OK ? list(s->r, db, &s->out->before, &s->before) : got;
}

static void figures(struct report *out, const struct seen *s)
{
	const struct listed *now = &s->now, *then = &s->before;

	reasons_figure(out, "campaigns", UNIT_COUNT, now->n, then->n);
	reasons_figure(out, "participants", UNIT_COUNT, now->sum.participants,
	               then->sum.participants);
	reasons_figure(out, "orders", UNIT_COUNT, now->sum.orders, then->sum.orders);
	reasons_figure(out, "redemptions", UNIT_COUNT, now->sum.redemptions, then->sum.redemptions);
	reasons_figure(out, "sales", UNIT_FEN, now->sum.sales_fen, then->sum.sales_fen);
	reasons_figure(out, "before", UNIT_FEN, now->sum.before_fen, then->sum.before_fen);
	reasons_figure(out, "points", UNIT_POINTS, now->all.points, then->all.points);
	reasons_figure(out, "cost", UNIT_FEN, now->all.cost_fen, then->all.cost_fen);
	reasons_figure(out, "net", UNIT_FEN, now->all.net_fen, then->all.net_fen);
	report_figure(out, "roi", UNIT_RATE, reasons_share(now->all.net_fen, now->all.cost_fen),
	              reasons_share(then->all.net_fen, then->all.cost_fen));
}

static struct report_value campaign_name(struct request *r, const struct campaign *c)
{
	struct report_value value = report_text(reasons_name(r, c->name, c->name_en));

	value.href = talloc_asprintf(r->mem, "/admin/campaigns/%s", c->campaign);
	return value;
}

/* What it brought. */
static void effect(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"campaign", UNIT_TEXT}, {"from", UNIT_DAY}, {"to", UNIT_DAY},
		{"participants", UNIT_COUNT}, {"orders", UNIT_COUNT}, {"orders_before", UNIT_COUNT},
		{"sales", UNIT_FEN}, {"before", UNIT_FEN}, {"more", UNIT_FEN},
		{"redemptions", UNIT_COUNT}, {"reached", UNIT_RATE}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "effect", columns);

	table->drawing = DRAW_BARS;
	table->up = 6;
	table->down = 7;
	for (int i = 0; i < s->now.n; i++) {
		const struct counted *row = &s->now.rows[i];
		struct report_value *cell = report_row(out, table);

		cell[0] = campaign_name(s->r, &row->campaign);
		cell[1] = report_number(row->campaign.from_day);
		cell[2] = report_number(campaign_last_day(&row->campaign));
		if (!row->known)
			continue;
		cell[3] = report_number(row->n.participants);
		cell[4] = report_number(row->n.orders);
		cell[5] = report_number(row->n.before_orders);
		cell[6] = report_number(row->n.sales_fen);
		cell[7] = report_number(row->n.before_fen);
		cell[8] = report_number(row->result.more_fen);
		cell[9] = report_number(row->n.redemptions);
		if (row->campaign.target > 0)
			cell[10] = report_number(row->result.reached_bp);
	}
}

/* What it cost, and what is left of what it brought. */
static void cost(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"campaign", UNIT_TEXT}, {"bonus", UNIT_POINTS}, {"saved", UNIT_POINTS},
		{"worth", UNIT_FEN}, {"other", UNIT_FEN}, {"cost", UNIT_FEN}, {"margin", UNIT_RATE},
		{"net", UNIT_FEN}, {"roi", UNIT_RATE}, {"counted", UNIT_INSTANT}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "cost", columns);

	for (int i = 0; i < s->now.n; i++) {
		const struct counted *row = &s->now.rows[i];
		struct report_value *cell = report_row(out, table);

		cell[0] = campaign_name(s->r, &row->campaign);
		if (!row->known)
			continue;
		cell[1] = report_number(row->n.bonus_points);
		cell[2] = report_number(row->n.saved_points);
		cell[3] = report_number(row->result.points_fen);
		cell[4] = report_number(row->campaign.cost_fen);
		cell[5] = report_number(row->result.cost_fen);
		cell[6] = report_number(row->campaign.margin_bp);
		cell[7] = report_number(row->result.net_fen);
		if (row->result.has_roi)
			cell[8] = report_number(row->result.roi_bp);
		cell[9] = report_number(row->at);
	}
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = {.r = r, .out = out};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	figures(out, &s);
	effect(out, &s);
	cost(out, &s);
	return DB_OK;
}

const struct report_kind report_campaigns = {
	.code = "campaigns", .name = "Campaigns", .dated = true, .fill = fill};
