/* Draws: tickets, the points they took, what was won, and how the pay-out compares
 * with the odds that were published. */
#include <string.h>

#include "base/mem.h"
#include "page/report_reasons.h"

#define NAME "Draws"

struct seen {
	struct request *r;
	struct report *out;
	struct reasons days, active, whole;
	struct roll_draw *draws;
	struct roll_prize *prizes;
	int n_draws, n_prizes;
};

static enum db look(struct database *db, void *arg)
{
	struct seen *s = arg;
	const struct report_period *p = &s->out->period;
	enum db got = reasons_read(s->r, db, &s->days, ROLL_DRAWS, ROLL_BY_DAY, s->out->before.from,
	                           p->to);

	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->active, ROLL_DRAWS, ROLL_BY_KEY, p->from, p->to);
	if (got == DB_OK)
		got = reasons_read(s->r, db, &s->whole, ROLL_DRAWS, ROLL_BY_KEY, 0, p->to);
	if (got == DB_OK)
		got = roll_draws(db, s->r->mem, &s->draws, &s->n_draws);
	return got == DB_OK ? roll_prizes(db, s->r->mem, &s->prizes, &s->n_prizes) : got;
}

/* Points that stay taken, in fen. */
static int64_t worth(struct request *r, const int64_t *v, int32_t day)
{
	return reasons_worth(r, v[RD_POINTS] - v[RD_POINTS_BACK], day);
}

/* What of prizes stays given, of what points stay taken; none where more came back. */
static struct report_value payout(const int64_t *v, int64_t taken)
{
	return reasons_share(v[RD_WON_FEN] - v[RD_FORFEITED_FEN], taken > 0 ? taken : 0);
}

static void figures(struct report *out, const struct seen *s)
{
	struct roll_row now = reasons_sum(&s->days, out->period.from, out->period.to);
	struct roll_row then = reasons_sum(&s->days, out->before.from, out->before.to);
	const int64_t *v = now.v, *b = then.v;
	int64_t taken = worth(s->r, v, out->period.to), taken_then = worth(s->r, b, out->before.to);

	reasons_figure(out, "tickets", UNIT_COUNT, v[RD_TICKETS], b[RD_TICKETS]);
	reasons_figure(out, "entrants", UNIT_COUNT, v[RD_ENTRANTS], b[RD_ENTRANTS]);
	reasons_figure(out, "points", UNIT_POINTS, v[RD_POINTS], b[RD_POINTS]);
	reasons_figure(out, "points_back", UNIT_POINTS, v[RD_POINTS_BACK], b[RD_POINTS_BACK]);
	reasons_figure(out, "worth", UNIT_FEN, taken, taken_then);
	reasons_figure(out, "wins", UNIT_COUNT, v[RD_WINS], b[RD_WINS]);
	reasons_figure(out, "won", UNIT_FEN, v[RD_WON_FEN], b[RD_WON_FEN]);
	reasons_figure(out, "forfeited", UNIT_FEN, v[RD_FORFEITED_FEN], b[RD_FORFEITED_FEN]);
	report_figure(out, "payout", UNIT_RATE, payout(v, taken), payout(b, taken_then));
	reasons_figure(out, "delivered", UNIT_COUNT, v[RD_DELIVERED], b[RD_DELIVERED]);
}

/* The sums of a draw, or of one of its prizes (PRIZE >= 0), up to the period's end. */
static struct roll_row sums(const struct reasons *rows, int64_t draw_id, int64_t prize)
{
	struct roll_row out = {.draw_id = draw_id};

	for (int i = 0; i < rows->n; i++)
		for (int k = 0; k < ROLL_VALUES && rows->rows[i].draw_id == draw_id &&
		                (prize < 0 || rows->rows[i].prize_no == prize);
		     k++)
			out.v[k] += rows->rows[i].v[k];
	return out;
}

static bool is_active(const struct seen *s, int64_t draw_id)
{
	for (int i = 0; i < s->active.n; i++)
		if (s->active.rows[i].draw_id == draw_id)
			return true;
	return false;
}

/* Tickets among which the prizes lie: an instant draw's deck, else those taken. */
static int64_t among(const struct roll_draw *draw, int64_t tickets)
{
	return strcmp(draw->kind, "instant") == 0 ? draw->max_tickets : tickets;
}

/* Of a draw with a cut-off the odds stand once no ticket comes any more. */
static bool has_odds(const struct roll_draw *draw)
{
	return strcmp(draw->kind, "instant") == 0 || strcmp(draw->state, "frozen") == 0 ||
	       strcmp(draw->state, "drawn") == 0;
}

static struct report_value draw_name(struct request *r, const struct roll_draw *draw)
{
	struct report_value value = report_text(reasons_name(r, draw->name, draw->name_en));

	value.href = talloc_asprintf(r->mem, "/admin/draws/%lld", (long long)draw->draw_id);
	return value;
}

static const char *said(struct request *r, const char *branch, const char *word)
{
	return reasons_words(r, NAME, talloc_asprintf(r->mem, "%s.%s", branch, word)).text;
}

static void draw_row(struct report *out, struct report_table *table, const struct seen *s,
                     const struct roll_draw *draw)
{
	struct roll_row sum = sums(&s->whole, draw->draw_id, -1);
	struct report_value *cell = report_row(out, table);
	int64_t taken = worth(s->r, sum.v, out->period.to), prizes = 0, value = 0;

	for (int i = 0; i < s->n_prizes; i++)
		if (s->prizes[i].draw_id == draw->draw_id) {
			prizes += s->prizes[i].count;
			value += s->prizes[i].count * s->prizes[i].value_fen;
		}
	*cell++ = draw_name(s->r, draw);
	*cell++ = report_text(talloc_asprintf(s->r->mem, "%s · %s", said(s->r, "Kind", draw->kind),
	                                      said(s->r, "State", draw->state)));
	*cell++ = report_number(sum.v[RD_TICKETS]);
	*cell++ = report_number(sum.v[RD_ENTRANTS]);
	*cell++ = report_number(sum.v[RD_POINTS]);
	*cell++ = report_number(prizes);
	*cell++ = report_number(value);
	*cell++ = has_odds(draw) ? reasons_share(prizes, among(draw, sum.v[RD_TICKETS]))
	                         : report_none();
	*cell++ = report_number(sum.v[RD_WINS]);
	*cell++ = reasons_share(sum.v[RD_WINS], sum.v[RD_TICKETS]);
	*cell++ = report_number(sum.v[RD_WON_FEN]);
	*cell++ = report_number(sum.v[RD_FORFEITED_FEN]);
	*cell = payout(sum.v, taken);
}

static void draws(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"draw", UNIT_TEXT}, {"state", UNIT_TEXT}, {"tickets", UNIT_COUNT},
		{"members", UNIT_COUNT}, {"points", UNIT_POINTS}, {"prizes", UNIT_COUNT},
		{"value", UNIT_FEN}, {"odds", UNIT_RATE}, {"wins", UNIT_COUNT}, {"hits", UNIT_RATE},
		{"won", UNIT_FEN}, {"forfeited", UNIT_FEN}, {"payout", UNIT_RATE},
		{NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "draws", columns);

	for (int i = 0; i < s->n_draws; i++)
		if (is_active(s, s->draws[i].draw_id))
			draw_row(out, table, s, &s->draws[i]);
}

static void prize_row(struct report *out, struct report_table *table, const struct seen *s,
                      const struct roll_draw *draw, const struct roll_prize *prize)
{
	struct roll_row sum = sums(&s->whole, draw->draw_id, prize->prize_no);
	int64_t tickets = sums(&s->whole, draw->draw_id, 0).v[RD_TICKETS];
	struct report_value *cell = report_row(out, table);

	*cell++ = draw_name(s->r, draw);
	*cell++ = report_text(reasons_name(s->r, prize->name, prize->name_en));
	*cell++ = report_number(prize->value_fen);
	*cell++ = report_number(prize->count);
	/* Of a deck, as many as its part taken so far should hold. */
	*cell = strcmp(draw->kind, "instant") == 0
	                ? reasons_mean(prize->count * tickets, draw->max_tickets)
	                : report_none();
	cell++->of = 0;
	*cell++ = report_number(sum.v[RD_WINS]);
	*cell++ = report_number(sum.v[RD_DELIVERED]);
	*cell++ = report_number(sum.v[RD_FORFEITED]);
	*cell = report_number(sum.v[RD_WINS] - sum.v[RD_DELIVERED] - sum.v[RD_FORFEITED]);
}

static void prizes(struct report *out, const struct seen *s)
{
	static const struct reasons_column columns[] = {
		{"draw", UNIT_TEXT}, {"prize", UNIT_TEXT}, {"each", UNIT_FEN}, {"count", UNIT_COUNT},
		{"expected", UNIT_SCORE}, {"wins", UNIT_COUNT}, {"delivered", UNIT_COUNT},
		{"given_up", UNIT_COUNT}, {"open", UNIT_COUNT}, {NULL, UNIT_TEXT}};
	struct report_table *table = reasons_table(out, "prizes", columns);

	for (int i = 0; i < s->n_draws; i++)
		for (int k = 0; k < s->n_prizes && is_active(s, s->draws[i].draw_id); k++)
			if (s->prizes[k].draw_id == s->draws[i].draw_id)
				prize_row(out, table, s, &s->draws[i], &s->prizes[k]);
}

static void days(struct report *out, const struct seen *s)
{
	bool months;
	struct reasons spans = reasons_spans(s->r->mem, &out->period, &s->days, &months);
	const struct reasons_column columns[] = {
		{months ? "month" : "day", months ? UNIT_MONTH : UNIT_DAY}, {"tickets", UNIT_COUNT},
		{"entrants", UNIT_COUNT}, {"points", UNIT_POINTS}, {"points_back", UNIT_POINTS},
		{"wins", UNIT_COUNT}, {"won", UNIT_FEN}, {"delivered", UNIT_COUNT},
		{"given_up", UNIT_COUNT}, {NULL, UNIT_TEXT}};
	static const int places[] = {RD_TICKETS, RD_ENTRANTS, RD_POINTS, RD_POINTS_BACK, RD_WINS,
	                             RD_WON_FEN, RD_DELIVERED, RD_FORFEITED};
	struct report_table *table = reasons_table(out, "days", columns);

	table->drawing = DRAW_BARS;
	table->up = 3;
	table->down = 4;
	reasons_rows(out, table, &spans, places, (int)(sizeof places / sizeof *places));
}

static enum db fill(struct request *r, struct report *out)
{
	struct seen s = {.r = r, .out = out};
	enum db got = db_snapshot(portal_of(r)->db, look, &s);

	if (got != DB_OK)
		return got;
	figures(out, &s);
	draws(out, &s);
	prizes(out, &s);
	days(out, &s);
	return DB_OK;
}

const struct report_kind report_draws = {
	.code = "draws", .name = NAME, .dated = true, .fill = fill};
