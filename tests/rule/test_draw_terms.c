/* What the law and the programme demand before a draw is published, and who may
 * enter it, at every border. */
#include "rule/world.h"

#include "rule/draw.h"

#define NOW "2026-11-22T12:00:00+08:00"

static struct plan *travel;

static struct draw whole_draw(void)
{
	return (struct draw){ .kind = DRAW_CUTOFF, .state = DRAW_DRAFT, .name = "a", .text = "b",
		.who = "c", .method = "d", .claim_how = "e", .delivery = "f", .forfeit = "g",
		.organiser = "h", .contact = "i", .ticket_points = 100, .min_tier = "",
		.opens_at = at("2026-11-23T00:00:00+08:00"),
		.closes_at = at("2026-12-01T00:00:00+08:00"),
		.draws_at = at("2026-12-01T20:00:00+08:00"), .claim_days = 30, .public_source = "" };
}

static struct draw_prize whole_prize(int64_t no, int64_t fen)
{
	return (struct draw_prize){ .prize_no = no, .kind = PRIZE_GOODS, .name = "p", .terms = "",
		.value_fen = fen, .count = 1 };
}

/* Exactly WORD is missing ("" = nothing is). */
static void lacks_only(const struct draw *draw, const struct draw_prize *prizes, int n,
                       const char *word, int64_t prize_no)
{
	struct draw_lack lacks[DRAW_LACKS_MAX];
	int found = draw_lacks(draw, prizes, n, at(NOW), lacks);

	if (!*word) {
		assert_int_equal(found, 0);
		return;
	}
	if (found != 1)
		fail_msg("%s: %d lacks, first %s", word, found, found ? lacks[0].word : "");
	assert_string_equal(lacks[0].word, word);
	assert_int_equal(lacks[0].prize_no, prize_no);
}

static void each_missing_text_is_named(void **state)
{
	static const size_t at_text[] = { offsetof(struct draw, name), offsetof(struct draw, text),
		offsetof(struct draw, who), offsetof(struct draw, method),
		offsetof(struct draw, claim_how), offsetof(struct draw, delivery),
		offsetof(struct draw, forfeit), offsetof(struct draw, organiser),
		offsetof(struct draw, contact) };
	static const char *const words[] = { "name", "text", "who", "method", "claim_how",
		"delivery", "forfeit", "organiser", "contact" };
	const struct draw_prize prize = whole_prize(1, 1000);

	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct draw draw = whole_draw();
		const char **text = (const char **)((char *)&draw + at_text[i]);

		lacks_only(&draw, &prize, 1, "", 0);
		*text = "";
		lacks_only(&draw, &prize, 1, words[i], 0);
		*text = NULL;
		lacks_only(&draw, &prize, 1, words[i], 0);
	}
}

static void each_missing_time_and_figure_is_named(void **state)
{
	const struct draw_prize prize = whole_prize(1, 1000);
	struct draw draw = whole_draw();

	(void)state;
	draw.opens_at = INSTANT_NONE;
	lacks_only(&draw, &prize, 1, "opens_at", 0);
	draw = whole_draw();
	draw.closes_at = INSTANT_NONE;
	lacks_only(&draw, &prize, 1, "closes_at", 0);
	draw = whole_draw();
	draw.closes_at = draw.opens_at;
	lacks_only(&draw, &prize, 1, "closes_at", 0);
	draw = whole_draw();
	draw.draws_at = INSTANT_NONE;
	lacks_only(&draw, &prize, 1, "draws_at", 0);
	draw.draws_at = draw.closes_at - 1;
	lacks_only(&draw, &prize, 1, "draws_at", 0);
	draw.draws_at = draw.closes_at;
	lacks_only(&draw, &prize, 1, "", 0);
	draw.claim_days = 0;
	lacks_only(&draw, &prize, 1, "claim_days", 0);
	draw.claim_days = 100000;
	lacks_only(&draw, &prize, 1, "claim_days", 0);
	draw = whole_draw();
	draw.ticket_points = -1;
	lacks_only(&draw, &prize, 1, "ticket_points", 0);
	draw = whole_draw();
	draw.opens_at = at(NOW) - 60;
	draw.closes_at = at(NOW);
	lacks_only(&draw, &prize, 1, "past", 0);
	draw = whole_draw();
	lacks_only(&draw, NULL, 0, "prizes", 0);
}

static void each_missing_fact_of_a_prize_is_named(void **state)
{
	struct draw draw = whole_draw();
	struct draw_prize prizes[2] = { whole_prize(1, 2000), whole_prize(2, 1000) };

	(void)state;
	lacks_only(&draw, prizes, 2, "", 0);
	prizes[1].name = "";
	lacks_only(&draw, prizes, 2, "prize_name", 2);
	prizes[1] = whole_prize(2, 0);
	lacks_only(&draw, prizes, 2, "prize_value", 2);
	prizes[1] = whole_prize(2, 1000);
	prizes[1].count = 0;
	lacks_only(&draw, prizes, 2, "prize_count", 2);
	prizes[1] = whole_prize(2, 1000);
	prizes[1].kind = PRIZE_POINTS;
	prizes[1].terms = "t";
	lacks_only(&draw, prizes, 2, "prize_points", 2);
	prizes[1].points = 500;
	lacks_only(&draw, prizes, 2, "", 0);
	prizes[1].terms = "";
	lacks_only(&draw, prizes, 2, "prize_terms", 2);
	prizes[1].kind = PRIZE_COUPON;
	prizes[1].terms = "t";
	prizes[1].coupon_fen = 1000;
	lacks_only(&draw, prizes, 2, "prize_coupon", 2);
	prizes[1].coupon_months = 6;
	lacks_only(&draw, prizes, 2, "", 0);
	prizes[0].value_fen = 999;
	lacks_only(&draw, prizes, 2, "order", 0);
}

static void no_winner_gets_more_than_the_law_allows(void **state)
{
	struct draw draw = whole_draw();
	struct draw_prize prizes[2] = { whole_prize(1, DRAW_TOP_FEN), whole_prize(2, DRAW_TOP_FEN) };

	(void)state;
	lacks_only(&draw, prizes, 2, "", 0); /* a member wins one of them */
	prizes[0].value_fen++;
	lacks_only(&draw, prizes, 2, "too_dear", 0);
	/* Tickets of an instant draw win one by one: their sum counts. */
	draw.kind = DRAW_INSTANT;
	draw.max_tickets = 100;
	draw.per_member = 3;
	prizes[0] = whole_prize(1, 2000000);
	prizes[0].count = 2;
	prizes[1] = whole_prize(2, 1000000);
	assert_int_equal(draw_top_fen(&draw, prizes, 2), 5000000);
	lacks_only(&draw, prizes, 2, "", 0);
	prizes[1].value_fen++;
	lacks_only(&draw, prizes, 2, "too_dear", 0);
	draw.per_member = 2;
	lacks_only(&draw, prizes, 2, "", 0);
	draw.per_member = 0;
	assert_int_equal(draw_top_fen(&draw, prizes, 2), 5000001);
}

static void an_instant_deck_holds_its_prizes(void **state)
{
	struct draw draw = whole_draw();
	struct draw_prize prize = whole_prize(1, 1000);

	(void)state;
	draw.kind = DRAW_INSTANT;
	draw.per_member = 5;
	draw.draws_at = INSTANT_NONE;
	lacks_only(&draw, &prize, 1, "max_tickets", 0);
	draw.max_tickets = 10;
	lacks_only(&draw, &prize, 1, "", 0);
	prize.count = 11;
	lacks_only(&draw, &prize, 1, "tickets_few", 0);
	draw.max_tickets = DRAW_DECK_MAX + 1;
	lacks_only(&draw, &prize, 1, "deck_large", 0);
}

static void the_tax_is_a_fifth(void **state)
{
	(void)state;
	assert_int_equal(draw_tax(100000, true), 20000);
	assert_int_equal(draw_tax(101, true), 21);
	assert_int_equal(draw_tax(100000, false), 0);
}

static void entering_is_judged_at_every_border(void **state)
{
	struct draw draw = whole_draw();
	struct draw_member member = { .tier = "standard", .available = 1000, .may_spend = true };
	int64_t opens = draw.opens_at, closes = draw.closes_at;

	(void)state;
	draw.state = DRAW_PUBLISHED;
#define JUDGED(n, shown, when) draw_judge(travel, &draw, &member, n, shown, when)
	assert_int_equal(JUDGED(1, 100, opens), DRAW_OK);
	assert_int_equal(JUDGED(10, -1, closes - 1), DRAW_OK);
	assert_int_equal(JUDGED(0, -1, opens), DRAW_QUANTITY);
	assert_int_equal(JUDGED(DRAW_TICKETS_MAX + 1, -1, opens), DRAW_QUANTITY);
	assert_int_equal(JUDGED(1, -1, opens - 1), DRAW_NOT_YET);
	assert_int_equal(JUDGED(1, -1, closes), DRAW_OVER);
	draw.early = (struct early_row){"standard", 2};
	assert_int_equal(JUDGED(1, -1, opens - 2 * 86400), DRAW_OK);
	assert_int_equal(JUDGED(1, -1, opens - 2 * 86400 - 1), DRAW_NOT_YET);
	assert_int_equal(JUDGED(1, -1, closes), DRAW_OVER);
	draw.early.tier = "gold";
	assert_int_equal(JUDGED(1, -1, opens - 1), DRAW_NOT_YET);
	draw.early.tier = "";
	assert_int_equal(JUDGED(11, -1, opens), DRAW_SHORT);
	assert_int_equal(JUDGED(1, 99, opens), DRAW_PRICE);
	member.debt = 1;
	assert_int_equal(JUDGED(1, -1, opens), DRAW_IN_DEBT);
	member.debt = 0;
	draw.min_tier = "gold";
	assert_int_equal(JUDGED(1, -1, opens), DRAW_TIER);
	member.tier = "gold";
	assert_int_equal(JUDGED(1, -1, opens), DRAW_OK);
	draw.min_tier = "no-such-tier";
	member.tier = "standard";
	assert_int_equal(JUDGED(1, -1, opens), DRAW_TIER);
	draw.min_tier = "";
	member.staff = true;
	assert_int_equal(JUDGED(1, -1, opens), DRAW_STAFF);
	member.staff = false;
	member.may_spend = false;
	assert_int_equal(JUDGED(1, -1, opens), DRAW_MAY_NOT);
	member.may_spend = true;
	draw.per_member = 5;
	member.had = 3;
	assert_int_equal(JUDGED(2, -1, opens), DRAW_OK);
	assert_int_equal(JUDGED(3, -1, opens), DRAW_PER_MEMBER);
	draw.per_day = 2;
	member.had_today = 1;
	assert_int_equal(JUDGED(2, -1, opens), DRAW_PER_DAY);
	member.had_today = 0;
	draw.max_tickets = 10;
	draw.tickets = 8;
	assert_int_equal(JUDGED(2, -1, opens), DRAW_OK);
	draw.tickets = 9;
	assert_int_equal(JUDGED(2, -1, opens), DRAW_SOLD_OUT);
	draw.state = DRAW_FROZEN;
	assert_int_equal(JUDGED(1, -1, opens), DRAW_OVER);
	draw.state = DRAW_CANCELLED;
	assert_int_equal(JUDGED(1, -1, opens), DRAW_OVER);
#undef JUDGED
}

static int setup(void **state)
{
	(void)state;
	travel = plan_of_file(NULL, "travel");
	return travel ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	talloc_free(travel);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_missing_text_is_named),
		cmocka_unit_test(each_missing_time_and_figure_is_named),
		cmocka_unit_test(each_missing_fact_of_a_prize_is_named),
		cmocka_unit_test(no_winner_gets_more_than_the_law_allows),
		cmocka_unit_test(an_instant_deck_holds_its_prizes),
		cmocka_unit_test(the_tax_is_a_fifth),
		cmocka_unit_test(entering_is_judged_at_every_border),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
