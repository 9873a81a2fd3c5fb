/* The published rules of a draw, its prizes, and why somebody cannot enter. */
#include "base/mem.h"
#include "page/draw_page.h"
#include "page/stops.h"

#define WORD "Lang.Draws."

struct facts {
	const struct draw_page *d;
	int n;
};

static void add(struct facts *f, const char *label, const char *text)
{
	struct view_node *row;

	if (!text || !text[0])
		return;
	row = view_row(f->d->root, "Facts", f->n++);
	view_str(row, "Label", view_words(row, label));
	view_str(row, "Text", text);
}

static const char *limits(const struct draw_page *d)
{
	const char *all = text_points(d->mem, d->draw.per_member);
	const char *day = text_points(d->mem, d->draw.per_day);

	if (d->draw.per_member > 0 && d->draw.per_day > 0)
		return draw_words(d, WORD "FactLimitBoth", all, day);
	if (d->draw.per_member > 0)
		return draw_words(d, WORD "FactLimitAll", all);
	return d->draw.per_day > 0 ? draw_words(d, WORD "FactLimitDay", day) : "";
}

static void add_times(struct facts *f)
{
	const struct draw_page *d = f->d;

	add(f, WORD "FactTime",
	    draw_words(d, WORD "FactWindow", draw_moment(d, d->draw.opens_at),
	               draw_moment(d, d->draw.closes_at)));
	if (d->draw.early.tier && d->draw.early.tier[0])
		add(f, WORD "FactEarly",
		    draw_words(d, WORD "FactEarlyDays", draw_tier(d, d->draw.early.tier),
		               text_points(d->mem, d->draw.early.days)));
	add(f, WORD "FactLimit", limits(d));
	if (d->draw.min_tier[0])
		add(f, WORD "FactTier",
		    draw_words(d, WORD "FactTierFrom", draw_tier(d, d->draw.min_tier)));
	if (d->instant)
		add(f, WORD "FactDrawAt", view_words(d->root, WORD "FactDrawInstant"));
	else
		add(f, WORD "FactDrawAt", draw_moment(d, d->draw.draws_at));
}

void draw_facts(const struct draw_page *d)
{
	const struct draw *draw = &d->draw;
	struct facts f = {d, 0};

	add(&f, WORD "FactWho", draw_say(d, draw->who, draw->who_en));
	add_times(&f);
	add(&f, WORD "FactDraw", draw_say(d, draw->method, draw->method_en));
	if (draw->public_source[0])
		add(&f, WORD "PublicSource", draw_say(d, draw->public_source, draw->public_source_en));
	if (draw->reserve_count > 0)
		add(&f, WORD "FactReserves",
		    draw_words(d, WORD "FactReservesN", text_points(d->mem, draw->reserve_count)));
	add(&f, WORD "FactClaimHow", draw_say(d, draw->claim_how, draw->claim_how_en));
	add(&f, WORD "FactClaimUntil",
	    draw_words(d, d->instant ? WORD "FactClaimDaysInstant" : WORD "FactClaimDays",
	               text_points(d->mem, draw->claim_days)));
	add(&f, WORD "FactDelivery", draw_say(d, draw->delivery, draw->delivery_en));
	add(&f, WORD "FactForfeit", draw_say(d, draw->forfeit, draw->forfeit_en));
	add(&f, WORD "FactOrganiser", draw_say(d, draw->organiser, draw->organiser_en));
	add(&f, WORD "FactContact", draw->contact);
}

void draw_put_prizes(const struct draw_page *d)
{
	int64_t total = draw_prize_count(d->prizes, d->n_prizes);
	bool taxable = false;

	for (int i = 0; i < d->n_prizes; i++) {
		const struct draw_prize *p = &d->prizes[i];
		struct view_node *row = view_row(d->root, "Prizes", i);

		draw_put_art(row, p);
		view_str(row, "Name", draw_say(d, p->name, p->name_en));
		view_str(row, "Kind", view_words(row, talloc_asprintf(d->mem, WORD "KindLabel.%s",
		                                                       draw_prize_word(p->kind))));
		view_sentence(row, "Worth", WORD "PrizeWorth", text_money(d->mem, p->value_fen), NULL);
		view_figure(row, "Count",
		            draw_words(d, WORD "PrizeCount", text_points(d->mem, p->count)), p->count);
		if (d->instant)
			view_sentence(row, "Odds", WORD "Odds", text_points(d->mem, d->draw.max_tickets),
			              text_points(d->mem, p->count), NULL);
		view_str(row, "Terms", p->terms[0] ? draw_say(d, p->terms, p->terms_en) : NULL);
		taxable = taxable || p->taxable;
	}
	view_sentence(d->root, "PrizeTotal", WORD "PrizeTotal", text_points(d->mem, total), NULL);
	if (d->instant)
		view_sentence(d->root, "OddsText", WORD "OddsAny",
		              text_points(d->mem, d->draw.max_tickets), text_points(d->mem, total), NULL);
	if (taxable)
		view_str(d->root, "Tax", view_words(d->root, d->draw.tax_by_winner ? WORD "TaxWinner"
		                                                                  : WORD "TaxCompany"));
}

/* Entries are over, or it never came to them. */
static const char *over(const struct draw_page *d)
{
	switch (d->phase) {
	case PHASE_CANCELLED: return view_words(d->root, WORD "Reason.cancelled");
	case PHASE_DRAWN:
		return view_words(d->root, d->instant ? WORD "Reason.ended" : WORD "Reason.drawn");
	case PHASE_CLOSED:
		if (!d->instant)
			return draw_words(d, WORD "Reason.closed", draw_moment(d, d->draw.draws_at));
		break;
	default: break;
	}
	return view_words(d->root, WORD "Reason.ended");
}

/* Some are left: so many. None are: KEY says it, with LIMIT. */
static const char *limited(const struct draw_page *d, int64_t left, const char *key, int64_t limit)
{
	if (left > 0)
		return draw_words(d, WORD "Reason.many", text_points(d->mem, left));
	return draw_words(d, key, text_points(d->mem, limit));
}

const char *draw_reason(const struct draw_page *d, enum draw_outcome outcome, int64_t tickets,
                        int64_t available, int64_t left)
{
	int64_t cost = d->draw.ticket_points * tickets;

	switch (outcome) {
	case DRAW_QUANTITY: return view_words(d->root, WORD "ErrorTickets");
	case DRAW_NOT_YET:
		return draw_words(d, WORD "Reason.coming", draw_moment(d, draw_seen_opens(d, &d->draw)));
	case DRAW_OVER: return over(d);
	case DRAW_STOPPED: return stops_why(d->r, NULL, d->draw.draw_id);
	case DRAW_TIER: return draw_words(d, WORD "Reason.tier", draw_tier(d, d->draw.min_tier));
	case DRAW_STAFF: return view_words(d->root, WORD "Reason.staff");
	case DRAW_MAY_NOT: return view_words(d->root, WORD "Reason.spend");
	case DRAW_PER_MEMBER: return limited(d, left, WORD "Reason.limit", d->draw.per_member);
	case DRAW_PER_DAY: return limited(d, left, WORD "Reason.day", d->draw.per_day);
	case DRAW_SOLD_OUT: return limited(d, left, WORD "Reason.soldout", 0);
	case DRAW_IN_DEBT: return view_words(d->root, WORD "Reason.debt");
	case DRAW_SHORT:
		return draw_words(d, WORD "Reason.short", text_points(d->mem, cost - available));
	case DRAW_PRICE:
		return draw_words(d, WORD "Price", text_points(d->mem, d->draw.ticket_points));
	case DRAW_OK: break;
	}
	return view_words(d->root, WORD "Reason.other");
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t draw_most(const struct draw_page *d, int64_t available, const struct draw_mine *mine)
{
	const struct draw *draw = &d->draw;
	int64_t most = DRAW_TICKETS_MAX;

	if (draw->per_member > 0)
		most = least(most, draw->per_member - mine->tickets);
	if (draw->per_day > 0)
		most = least(most, draw->per_day - mine->today);
	if (draw->max_tickets > 0)
		most = least(most, draw->max_tickets - draw->tickets);
	if (draw->ticket_points > 0)
		most = least(most, available / draw->ticket_points);
	return most > 0 ? most : 0;
}
