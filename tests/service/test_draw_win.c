/* What comes of a win: claimed in time or passed on, points and coupons by
 * themselves, instant draws ticket by ticket, and the file of winners. */
#include "service/draw_support.h"

static enum draw_claim_outcome claims(uint64_t member, uint64_t id, int64_t ticket)
{
	struct service_env env = here();

	return draw_claim(&env, member, id, ticket, "Lin", "13800000000", "Shanghai");
}

static enum draw_staff_outcome steps(uint64_t id, int64_t ticket, enum draw_win_step step,
                                     const char *text)
{
	struct service_env env = here();

	return draw_win_step(&env, STAFF_ID, id, ticket, step, text);
}

/* A drawn draw of one prize, entered by N. */
static uint64_t drawn(int n, uint64_t *members)
{
	uint64_t id = running_draw(DRAW_CUTOFF, 10001, 1);

	crowd(id, n, 1000, members);
	later(DAY + HOUR);
	assert_int_equal(run_draw(id), DRAW_RUN_OK);
	return id;
}

static void a_winner_claims_and_gets_it(void **state)
{
	uint64_t members[4], id = drawn(4, members);
	struct draw_winner *w;
	int64_t ticket;

	(void)state;
	assert_int_equal(winners_of(id, &w), 1);
	ticket = w[0].ticket_no;
	assert_string_equal(w[0].name, "Lin");
	assert_int_equal(w[0].value_fen, 10001);
	assert_int_equal(w[0].tax_fen, 2001);
	assert_true(w[0].taxable);
	assert_int_equal(w[0].claim_until, day_of(clock_now()) + 10);
	assert_int_equal(run_all().told, 4);
	for (int i = 0; i < 4; i++) {
		bool won = members[i] == w[0].member_id;

		assert_int_equal(notices(members[i], "draw_won"), won);
		assert_int_equal(notices(members[i], "draw_result"), !won);
		assert_int_equal(claims(members[i], id, ticket),
		                 won ? DRAW_CLAIM_OK : DRAW_CLAIM_NONE);
	}
	assert_int_equal(claims(w[0].member_id, id, ticket), DRAW_CLAIM_REPEATED);
	assert_int_equal(steps(id, ticket, WIN_DELIVER, "SF 123"), DRAW_STAFF_TOO_LATE);
	assert_int_equal(steps(id, ticket, WIN_IDENTITY, ""), DRAW_STAFF_OK);
	assert_int_equal(steps(id, ticket, WIN_IDENTITY, ""), DRAW_STAFF_TOO_LATE);
	assert_int_equal(steps(id, ticket, WIN_DELIVER, " "), DRAW_STAFF_NO_REASON);
	assert_int_equal(steps(id, ticket, WIN_DELIVER, "SF 123"), DRAW_STAFF_OK);
	assert_int_equal(steps(id, ticket, WIN_FORFEIT, "no"), DRAW_STAFF_TOO_LATE);
	winners_of(id, &w);
	assert_int_equal(w[0].state, WIN_DELIVERED);
	assert_string_equal(w[0].delivery, "SF 123");
	assert_true(w[0].identity_at != INSTANT_NONE);
	/* The file stands whatever becomes of the member. */
	sql("DELETE FROM person WHERE member_id = %llu", (unsigned long long)w[0].member_id);
	assert_int_equal(winners_of(id, &w), 1);
	assert_string_equal(w[0].name, "Lin");
}

static void reserves_move_up_in_order(void **state)
{
	uint64_t members[6], id = drawn(6, members);
	struct draw_reserve *reserves;
	struct draw_winner *w;
	int n;

	(void)state;
	run_all();
	assert_int_equal(draw_reserves(db(), test_mem(), id, &reserves, &n), DB_OK);
	assert_int_equal(n, 2);
	winners_of(id, &w);
	/* The last day passes. */
	later(10 * DAY);
	assert_int_equal(run_all().over, 0);
	later(DAY);
	assert_int_equal(claims(w[0].member_id, id, w[0].ticket_no), DRAW_CLAIM_OVER);
	assert_int_equal(run_all().over, 1);
	assert_int_equal(winners_of(id, &w), 2);
	assert_int_equal(w[0].state, WIN_FORFEITED);
	assert_int_equal(w[1].ticket_no, reserves[0].ticket_no);
	assert_int_equal(w[1].for_ticket, w[0].ticket_no);
	assert_int_equal(w[1].claim_until, day_of(clock_now()) + 10);
	assert_int_equal(notices(w[0].member_id, "draw_won"), 1);
	assert_int_equal(notices(w[1].member_id, "draw_moved_up"), 1);
	assert_int_equal(run_all().over, 0);
	/* Given up in words: the second reserve; then nobody is left. */
	assert_int_equal(steps(id, w[1].ticket_no, WIN_FORFEIT, ""), DRAW_STAFF_NO_REASON);
	assert_int_equal(steps(id, w[1].ticket_no, WIN_FORFEIT, "does not want it"), DRAW_STAFF_OK);
	assert_int_equal(winners_of(id, &w), 3);
	assert_int_equal(w[2].ticket_no, reserves[1].ticket_no);
	assert_int_equal(claims(w[2].member_id, id, w[2].ticket_no), DRAW_CLAIM_OK);
	assert_int_equal(steps(id, w[2].ticket_no, WIN_FORFEIT, "moved away"), DRAW_STAFF_OK);
	assert_int_equal(winners_of(id, &w), 3);
	run_all();
	assert_true(draw_of(id).settled);
	assert_int_equal(verified(id), 0); /* winners stand as drawn, whoever gave up */
}

static int reminded(void)
{
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(db(), mem);
	int waiting = -1;

	assert_true(draw_remind(&env, &waiting));
	talloc_free(mem);
	return waiting;
}

static void who_has_not_claimed_is_reminded_once(void **state)
{
	uint64_t members[3], id = drawn(3, members), claimed = drawn(3, members);
	struct draw_winner *w, *c;

	(void)state;
	run_all();
	winners_of(id, &w);
	winners_of(claimed, &c);
	assert_int_equal(claims(c[0].member_id, claimed, c[0].ticket_no), DRAW_CLAIM_OK);
	assert_int_equal(notices(w[0].member_id, "draw_claim_soon"), 0);
	later(5 * DAY);
	reminded();
	assert_int_equal(notices(w[0].member_id, "draw_claim_soon"), 0);
	later(DAY);
	assert_true(reminded() >= 1);
	assert_int_equal(notices(w[0].member_id, "draw_claim_soon"), 1);
	later(DAY);
	reminded();
	assert_int_equal(notices(w[0].member_id, "draw_claim_soon"), 1);
	assert_int_equal(notices(c[0].member_id, "draw_claim_soon"), 0);
	later(5 * DAY);
	reminded();
	assert_int_equal(notices(w[0].member_id, "draw_claim_soon"), 1);
}

static void a_notice_of_giving_up_is_told(void **state)
{
	uint64_t members[3], id = drawn(3, members);
	struct draw_winner *w;

	(void)state;
	run_all();
	winners_of(id, &w);
	assert_int_equal(steps(id, w[0].ticket_no, WIN_FORFEIT, "wrong age"), DRAW_STAFF_OK);
	assert_false(draw_of(id).settled);
	run_all();
	assert_int_equal(notices(w[0].member_id, "draw_forfeited"), 1);
	winners_of(id, &w);
	assert_int_equal(notices(w[1].member_id, "draw_moved_up"), 1);
}

static void points_and_coupons_come_by_themselves(void **state)
{
	static const struct db_sql coupons = {
		"SELECT COUNT(*) FROM coupon WHERE member_id = ? AND source = 'draw' AND fen = 3000",
		"i", "i"
	};
	struct draw draft = draft_of(DRAW_CUTOFF);
	uint64_t members[2], id = add_draw(&draft);
	struct draw_winner *w;

	(void)state;
	add_prize(id, PRIZE_POINTS, 5000, 1);
	add_prize(id, PRIZE_COUPON, 3000, 1);
	publish(id);
	crowd(id, 2, 1000, members);
	later(DAY + HOUR);
	assert_int_equal(run_all().given, 2);
	assert_int_equal(run_all().given, 0);
	assert_int_equal(winners_of(id, &w), 2);
	for (int i = 0; i < 2; i++) {
		uint64_t m = w[i].member_id;
		int64_t spent = m == members[0] ? 100 : 200;

		assert_int_equal(w[i].state, WIN_DELIVERED);
		assert_int_equal(account(m).available, 1000 - spent + (i == 0 ? 5000 : 0));
		assert_int_equal(number(&coupons, m), i);
		assert_int_equal(notices(m, "draw_won_gift"), 1);
		assert_int_equal(account(m).lifetime, 0); /* a prize is not earned */
		assert_int_equal(claims(m, id, w[i].ticket_no), DRAW_CLAIM_NONE);
		prove(m);
	}
	assert_true(draw_of(id).settled);
}

static void instant_tickets_win_at_once(void **state)
{
	struct draw draft = draft_of(DRAW_INSTANT);
	uint64_t m[2] = { rich_member(5000), rich_member(5000) }, id = add_draw(&draft);
	struct draw_winner *w;
	struct draw_ticket *tickets;
	int64_t wins = 0, points = 0;
	int n;

	(void)state;
	add_prize(id, PRIZE_GOODS, 90000, 2);
	add_prize(id, PRIZE_POINTS, 100, 8);
	publish(id);
	assert_true(draw_of(id).has_deck);
	for (int i = 0; i < 4; i++) {
		struct draw_answer answer = entered(m[i % 2], id, 10, NULL);

		assert_int_equal(answer.outcome, DRAW_OK);
		assert_int_equal(answer.first_ticket, 1 + 10 * i);
		wins += answer.wins;
	}
	assert_int_equal(wins, 10); /* the whole deck is out */
	assert_int_equal(winners_of(id, &w), 10);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(draw_tickets(db(), test_mem(), m[i], id, 0, 100, &tickets, &n), DB_OK);
		assert_int_equal(n, 20);
		for (int k = 0; k < n; k++)
			points += tickets[k].prize_no == 2;
	}
	assert_int_equal(points, 8);
	assert_int_equal(entered(rich_member(500), id, 1, NULL).outcome, DRAW_SOLD_OUT);
	assert_int_equal(draw_recent_wins(db(), test_mem(), DRAW_SHOWN_FEN, 10, &w, &n), DB_OK);
	assert_int_equal(n, 2);
	/* Sold out: its end has come, and what it was drawn from can be seen. */
	assert_int_equal(run_all().given, 8);
	assert_true(draw_of(id).has_seed);
	assert_int_equal(verified(id), 0);
	assert_int_equal(account(m[0]).available + account(m[1]).available, 10000 - 4000 + 800);
	prove(m[0]);
	prove(m[1]);
}

static void an_instant_draw_ends_with_its_time(void **state)
{
	struct service_env env = here();
	uint64_t m = rich_member(5000), id, other;
	struct draw_answer answer;

	(void)state;
	id = running_draw(DRAW_INSTANT, 20000, 5);
	other = running_draw(DRAW_INSTANT, 20000, 5);
	answer = entered(m, id, 7, NULL);
	assert_int_equal(answer.outcome, DRAW_OK);
	assert_int_equal(notices(m, "draw_won"), answer.wins);
	env.now = clock_now();
	assert_int_equal(draw_cancel(&env, STAFF_ID, id, "why"), DRAW_STAFF_TOO_LATE);
	assert_int_equal(draw_cancel(&env, STAFF_ID, other, "why"), DRAW_STAFF_OK);
	later(DAY);
	assert_int_equal(entered(m, id, 1, NULL).outcome, DRAW_OVER);
	run_all();
	assert_int_equal(draw_of(id).state, DRAW_DRAWN);
	assert_int_equal(verified(id), 0);
	assert_int_equal(notices(m, "draw_won"), answer.wins);
	assert_int_equal(notices(m, "draw_result"), 0);
	prove(m);
}

static void lists_show_what_they_should(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF), *draws;
	uint64_t hidden = add_draw(&draft), shown = running_draw(DRAW_CUTOFF, 5000, 1);
	struct draw_counts counts;
	bool seen = false;
	int n;

	(void)state;
	assert_int_equal(draw_list(db(), test_mem(), 20, &draws, &n), DB_OK);
	for (int i = 0; i < n; i++) {
		assert_true(draws[i].draw_id != hidden);
		seen = seen || draws[i].draw_id == shown;
	}
	assert_true(seen);
	assert_int_equal(draw_list_all(db(), test_mem(), 0, 1, &draws, &n), DB_OK);
	assert_int_equal(draws[0].draw_id, shown);
	assert_int_equal(draw_list_all(db(), test_mem(), shown, 1, &draws, &n), DB_OK);
	assert_int_equal(draws[0].draw_id, hidden);
	later(DAY + 2 * HOUR);
	assert_int_equal(draw_count(db(), clock_now(), &counts), DB_OK);
	assert_int_equal(counts.late, 1);
	run_all();
	assert_int_equal(draw_count(db(), clock_now(), &counts), DB_OK);
	assert_int_equal(counts.late, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_winner_claims_and_gets_it),
		cmocka_unit_test(reserves_move_up_in_order),
		cmocka_unit_test(who_has_not_claimed_is_reminded_once),
		cmocka_unit_test(a_notice_of_giving_up_is_told),
		cmocka_unit_test(points_and_coupons_come_by_themselves),
		cmocka_unit_test(instant_tickets_win_at_once),
		cmocka_unit_test(an_instant_draw_ends_with_its_time),
		cmocka_unit_test(lists_show_what_they_should),
	};

	return cmocka_run_group_tests(tests, draw_setup, NULL);
}
