/* Members by how recently, how often and for how much they ordered. Nobody is named,
 * and no price or offer follows from it (PROGRAMME §4). */
#include "base/mem.h"
#include "page/report_frame.h"
#include "store/rollup_cohort.h"

struct sum {
	int64_t members, orders, net_fen;
};

static void add(struct sum *sum, const struct rfm_cell *cell)
{
	sum->members += cell->members;
	sum->orders += cell->orders;
	sum->net_fen += cell->net_fen;
}

static const char *said(struct request *r, const char *branch, const char *key)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Reports.Rfm.%s.%s", branch,
	                                                key));
}

static void segments(struct request *r, struct report *out, const struct rfm_cell *cells, int n,
                     const struct sum *all)
{
	struct report_table *t = report_table(out, "segments");

	report_column(out, t, "segment", UNIT_TEXT);
	report_column(out, t, "members", UNIT_COUNT);
	report_column(out, t, "share", UNIT_RATE);
	report_column(out, t, "orders", UNIT_COUNT);
	report_column(out, t, "net", UNIT_FEN);
	report_column(out, t, "net_share", UNIT_RATE);
	report_column(out, t, "means", UNIT_TEXT);
	for (int segment = 0; segment < RFM_SEGMENTS; segment++) {
		const char *word = rfm_segment_word((enum rfm_segment)segment);
		struct report_value *cell = report_row(out, t);
		struct sum sum = { 0 };

		for (int i = 0; i < n; i++)
			if ((int)rfm_segment_of(cells[i].recency, cells[i].frequency,
			                        cells[i].money) == segment)
				add(&sum, &cells[i]);
		cell[0] = report_text(said(r, "Segment", word));
		cell[1] = report_number(sum.members);
		cell[2] = report_rate(sum.members, all->members);
		cell[3] = report_number(sum.orders);
		cell[4] = report_number(sum.net_fen);
		cell[5] = report_rate(sum.net_fen, all->net_fen);
		cell[5].of = 0; /* money, and stated above */
		cell[6] = report_text(said(r, "Means", word));
	}
	t->drawing = DRAW_RANK;
	t->up = 1;
}

/* Recency by frequency. */
static void grid(struct request *r, struct report *out, const struct rfm_cell *cells, int n)
{
	struct report_table *t = report_table(out, "grid");

	report_column(out, t, "recency", UNIT_TEXT);
	for (int f = 1; f <= RFM_SCORES; f++) {
		struct report_column *column = report_column(out, t, "frequency", UNIT_COUNT);

		column->head = talloc_asprintf(r->mem, "F %d", f);
		column->intensity = true;
	}
	for (int score = RFM_SCORES; score >= 1; score--) {
		struct report_value *cell = report_row(out, t);

		cell[0] = report_text(talloc_asprintf(r->mem, "R %d", score));
		for (int f = 1; f <= RFM_SCORES; f++)
			cell[f] = report_number(0);
		for (int i = 0; i < n; i++)
			if (cells[i].recency == score)
				cell[cells[i].frequency].number += cells[i].members;
	}
}

/* Every combination that somebody has. */
static void combinations(struct request *r, struct report *out, const struct rfm_cell *cells, int n)
{
	struct report_table *t = report_table(out, "scores");

	report_column(out, t, "scores", UNIT_TEXT);
	report_column(out, t, "segment", UNIT_TEXT);
	report_column(out, t, "members", UNIT_COUNT);
	report_column(out, t, "orders", UNIT_COUNT);
	report_column(out, t, "net", UNIT_FEN);
	report_column(out, t, "last", UNIT_DAY);
	for (int i = 0; i < n; i++) {
		const struct rfm_cell *c = &cells[i];
		struct report_value *cell = report_row(out, t);

		cell[0] = report_text(talloc_asprintf(r->mem, "%d-%d-%d", c->recency, c->frequency,
		                                      c->money));
		cell[1] = report_text(said(r, "Segment",
		                           rfm_segment_word(rfm_segment_of(
		                                   c->recency, c->frequency, c->money))));
		cell[2] = report_number(c->members);
		cell[3] = report_number(c->orders);
		cell[4] = report_number(c->net_fen);
		cell[5] = report_number(c->first_last);
	}
}

static enum db fill(struct request *r, struct report *out)
{
	struct rfm_cell *cells;
	struct sum all = { 0 };
	int32_t as_of;
	int n;
	enum db got = rollup_rfm(portal_of(r)->db, r->mem, &as_of, &cells, &n);

	if (got != DB_OK)
		return got;
	if (as_of != DAY_NONE)
		out->as_of = day_start(as_of + 1) - 1;
	for (int i = 0; i < n; i++)
		add(&all, &cells[i]);
	report_figure(out, "members", UNIT_COUNT, report_number(all.members), report_none());
	report_figure(out, "orders", UNIT_COUNT, report_number(all.orders), report_none());
	report_figure(out, "net", UNIT_FEN, report_number(all.net_fen), report_none());
	segments(r, out, cells, n, &all);
	grid(r, out, cells, n);
	combinations(r, out, cells, n);
	return DB_OK;
}

const struct report_kind report_rfm = {
	.code = "rfm", .name = "Rfm", .dated = false, .fill = fill };
