/* What must stand before a draw may be published (规范促销行为暂行规定 arts
 * 13-18; PROGRAMME §6). */
#include "rule/draw.h"

#define DAYS_MOST 3650
#define MONTHS_MOST 120
#define POINTS_MOST 1000000000 /* of a ticket or a prize */

struct lacks {
	struct draw_lack *rows;
	int n;
};

static void lack(struct lacks *lacks, bool missing, const char *word, int64_t prize_no)
{
	if (missing && lacks->n < DRAW_LACKS_MAX)
		lacks->rows[lacks->n++] = (struct draw_lack){ word, prize_no };
}

static bool empty(const char *text)
{
	return !text || !*text;
}

static void lack_texts(struct lacks *l, const struct draw *draw)
{
	lack(l, empty(draw->name), "name", 0);
	lack(l, empty(draw->text), "text", 0);
	lack(l, empty(draw->who), "who", 0);
	lack(l, empty(draw->method), "method", 0);
	lack(l, empty(draw->claim_how), "claim_how", 0);
	lack(l, empty(draw->delivery), "delivery", 0);
	lack(l, empty(draw->forfeit), "forfeit", 0);
	lack(l, empty(draw->organiser), "organiser", 0);
	lack(l, empty(draw->contact), "contact", 0);
}

static void lack_times(struct lacks *l, const struct draw *draw, int64_t now)
{
	bool opens = draw->opens_at != INSTANT_NONE, closes = draw->closes_at != INSTANT_NONE;

	lack(l, !opens, "opens_at", 0);
	lack(l, !closes || (opens && draw->closes_at <= draw->opens_at), "closes_at", 0);
	lack(l, closes && draw->closes_at <= now, "past", 0);
	lack(l, draw->kind == DRAW_CUTOFF && (draw->draws_at == INSTANT_NONE ||
	                                      (closes && draw->draws_at < draw->closes_at)),
	     "draws_at", 0);
	lack(l, draw->claim_days < 1 || draw->claim_days > DAYS_MOST, "claim_days", 0);
	lack(l, draw->ticket_points < 0 || draw->ticket_points > POINTS_MOST, "ticket_points", 0);
}

static void lack_prize(struct lacks *l, const struct draw_prize *prize)
{
	int64_t no = prize->prize_no;
	bool worded = prize->kind == PRIZE_POINTS || prize->kind == PRIZE_COUPON;

	lack(l, empty(prize->name), "prize_name", no);
	lack(l, prize->value_fen <= 0, "prize_value", no);
	lack(l, prize->count <= 0 || prize->count > DRAW_COUNT_MAX, "prize_count", no);
	lack(l, prize->kind == PRIZE_POINTS && (prize->points <= 0 || prize->points > POINTS_MOST),
	     "prize_points", no);
	lack(l, prize->kind == PRIZE_COUPON && (prize->coupon_fen <= 0 ||
	                                        prize->coupon_months <= 0 ||
	                                        prize->coupon_months > MONTHS_MOST),
	     "prize_coupon", no);
	lack(l, worded && empty(prize->terms), "prize_terms", no);
}

static void lack_deck(struct lacks *l, const struct draw *draw, const struct draw_prize *prizes,
                      int n)
{
	bool deck = draw->max_tickets > 0;

	lack(l, !deck, "max_tickets", 0);
	lack(l, draw->per_member <= 0, "per_member", 0);
	lack(l, deck && draw->max_tickets < draw_prize_count(prizes, n), "tickets_few", 0);
	lack(l, draw->max_tickets > DRAW_DECK_MAX, "deck_large", 0);
}

int64_t draw_top_fen(const struct draw *draw, const struct draw_prize *prizes, int n)
{
	int64_t most = draw->kind == DRAW_INSTANT ?
	               (draw->per_member > 0 ? draw->per_member : INT64_MAX) : 1;
	__int128 sum = 0;

	/* Dearest first, whatever their order: the next dearer value each time. */
	for (int64_t below = INT64_MAX; most > 0 && below > 0;) {
		int64_t value = 0;
		__int128 count = 0;

		for (int i = 0; i < n; i++)
			if (prizes[i].value_fen < below && prizes[i].value_fen > value)
				value = prizes[i].value_fen;
		for (int i = 0; i < n; i++)
			if (prizes[i].value_fen == value && prizes[i].count > 0)
				count += prizes[i].count;
		if (count > most)
			count = most;
		sum += count * value;
		most -= (int64_t)count;
		below = value;
	}
	return sum > INT64_MAX ? INT64_MAX : (int64_t)sum;
}

int draw_lacks(const struct draw *draw, const struct draw_prize *prizes, int n, int64_t now,
               struct draw_lack lacks[DRAW_LACKS_MAX])
{
	struct lacks l = { lacks, 0 };
	bool ordered = true;

	lack_texts(&l, draw);
	lack_times(&l, draw, now);
	lack(&l, n == 0, "prizes", 0);
	if (draw->kind == DRAW_INSTANT)
		lack_deck(&l, draw, prizes, n);
	for (int i = 0; i < n; i++) {
		lack_prize(&l, &prizes[i]);
		ordered = ordered && (i == 0 || prizes[i].value_fen <= prizes[i - 1].value_fen);
	}
	lack(&l, !ordered, "order", 0);
	lack(&l, draw_top_fen(draw, prizes, n) > DRAW_TOP_FEN, "too_dear", 0);
	return l.n;
}
