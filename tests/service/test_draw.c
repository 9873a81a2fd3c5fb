/* Draws from preparing to the last prize: what members pay and get, what is
 * refused, what staff may still do. */
#include "service/draw_support.h"

#include "service/coupon.h"

static int64_t count_of(const char *table, uint64_t id)
{
	static const struct db_sql entries = {
		"SELECT COUNT(*) FROM draw_entry WHERE draw_id = ?", "i", "i"
	};
	static const struct db_sql tickets = {
		"SELECT COUNT(*) FROM draw_ticket WHERE draw_id = ?", "i", "i"
	};

	return number(strcmp(table, "entry") == 0 ? &entries : &tickets, id);
}

static void entering_takes_points_and_gives_numbers(void **state)
{
	uint64_t m = rich_member(1000), other = rich_member(1000), id;
	struct draw_answer answer;
	struct draw_ticket *tickets;
	struct service_env env = here();
	struct draw draw;
	struct draw_mine mine;
	char ref[DRAW_REF];
	int n;

	(void)state;
	id = running_draw(DRAW_CUTOFF, 5000, 1);
	answer = entered(other, id, 1, "a");
	assert_int_equal(answer.first_ticket, 1);
	answer = entered(m, id, 3, "a");
	assert_int_equal(answer.outcome, DRAW_OK);
	assert_int_equal(answer.first_ticket, 2);
	assert_int_equal(answer.tickets, 3);
	assert_int_equal(answer.points, 300);
	assert_int_equal(answer.available, 700);
	assert_int_equal(account(m).available, 700);
	draw = draw_of(id);
	assert_int_equal(draw.tickets, 4);
	assert_int_equal(draw_my_ref(&env, &draw, m, ref), DB_OK);
	assert_int_equal(draw_tickets(db(), test_mem(), m, id, 0, 10, &tickets, &n), DB_OK);
	assert_int_equal(n, 3);
	for (int i = 0; i < n; i++) {
		assert_int_equal(tickets[i].ticket_no, 2 + i);
		assert_string_equal(tickets[i].member_ref, ref);
		assert_int_equal(tickets[i].prize_no, -1);
	}
	assert_int_equal(draw_mine(db(), m, id, day_of(clock_now()), &mine), DB_OK);
	assert_int_equal(mine.tickets, 3);
	assert_int_equal(mine.today, 3);
	assert_int_equal(mine.points, 300);
	prove(m);
}

static void one_form_has_one_effect(void **state)
{
	uint64_t m = rich_member(1000), id = running_draw(DRAW_CUTOFF, 5000, 1);
	struct draw_answer first = entered(m, id, 2, "f"), again = entered(m, id, 2, "f");

	(void)state;
	assert_false(first.repeated);
	assert_true(again.repeated);
	assert_int_equal(again.outcome, DRAW_OK);
	assert_int_equal(again.first_ticket, first.first_ticket);
	assert_int_equal(again.tickets, 2);
	assert_int_equal(again.points, 200);
	assert_int_equal(account(m).available, 800);
	assert_int_equal(count_of("entry", id), 1);
	/* A refusal does not use it. */
	assert_int_equal(entered(m, id, 50, "g").outcome, DRAW_SHORT);
	assert_int_equal(entered(m, id, 1, "g").outcome, DRAW_OK);
}

static void limits_hold_for_each_member(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	uint64_t m = rich_member(5000), other = rich_member(5000), id;

	(void)state;
	draft.per_member = 5;
	draft.per_day = 3;
	draft.max_tickets = 8;
	draft.closes_at += DAY;
	draft.draws_at += DAY;
	id = add_draw(&draft);
	add_prize(id, PRIZE_GOODS, 5000, 1);
	publish(id);
	assert_int_equal(entered(m, id, 4, NULL).outcome, DRAW_PER_DAY);
	assert_int_equal(entered(m, id, 3, NULL).outcome, DRAW_OK);
	assert_int_equal(entered(m, id, 1, NULL).outcome, DRAW_PER_DAY);
	later(DAY);
	assert_int_equal(entered(m, id, 3, NULL).outcome, DRAW_PER_MEMBER);
	assert_int_equal(entered(m, id, 3, NULL).left, 2);
	assert_int_equal(entered(m, id, 2, NULL).outcome, DRAW_OK);
	assert_int_equal(entered(other, id, 3, NULL).outcome, DRAW_OK);
	assert_int_equal(entered(rich_member(100), id, 1, NULL).outcome, DRAW_SOLD_OUT);
	assert_int_equal(count_of("ticket", id), 8);
	assert_int_equal(account(m).available, 4500);
	later(DAY);
	assert_int_equal(entered(rich_member(100), id, 1, NULL).outcome, DRAW_OVER);
	prove(m);
}

/* A tier's members enter a day before the others, an instant draw too. */
static void a_tier_enters_sooner(void **state)
{
	struct draw draft = draft_of(DRAW_INSTANT);
	uint64_t m = rich_member(1000), sooner, not_yet;

	(void)state;
	draft.opens_at += HOUR;
	draft.early = (struct early_row){"standard", 1};
	sooner = add_draw(&draft);
	draft.early.tier = "gold";
	not_yet = add_draw(&draft);
	add_prize(sooner, PRIZE_POINTS, 5000, 10);
	add_prize(not_yet, PRIZE_POINTS, 5000, 10);
	publish(sooner);
	publish(not_yet);
	assert_string_equal(draw_of(not_yet).early.tier, "gold");
	assert_int_equal(entered(m, not_yet, 1, NULL).outcome, DRAW_NOT_YET);
	assert_int_equal(entered(m, sooner, 2, NULL).outcome, DRAW_OK);
	assert_int_equal(count_of("ticket", sooner), 2);
	assert_int_equal(count_of("ticket", not_yet), 0);
	later(HOUR);
	assert_int_equal(entered(m, not_yet, 1, NULL).outcome, DRAW_OK);
	prove(m);
}

static void staff_do_not_take_part(void **state)
{
	uint64_t m = rich_member(1000), n = rich_member(1000), id = running_draw(DRAW_CUTOFF, 5000, 1);

	(void)state;
	sql("INSERT INTO staff (email, name, role, password_hash, created_at) VALUES"
	    " ('m%llu@example.net', 'S', 'clerk', 'x', '2026-01-01')", (unsigned long long)m);
	assert_int_equal(entered(m, id, 1, NULL).outcome, DRAW_STAFF);
	sql("UPDATE staff SET state = 'blocked'");
	assert_int_equal(entered(m, id, 1, NULL).outcome, DRAW_OK);
	sql("UPDATE person SET phone = '13800001111' WHERE member_id = %llu", (unsigned long long)n);
	sql("UPDATE staff SET state = 'active', email = 'other@example.net', phone = '13800001111'");
	assert_int_equal(entered(n, id, 1, NULL).outcome, DRAW_STAFF);
	assert_int_equal(account(n).available, 1000);
	sql("DELETE FROM staff");
}

static uint64_t shared_draw;

static int last_ticket(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = draw_env(own, mem);
	struct draw_asked asked = wants(member, shared_draw, 1, NULL);
	struct draw_answer answer;
	char form[16];
	enum draw_result result;

	snprintf(form, sizeof form, "many-%d", i);
	asked.form_id = form;
	result = draw_enter(&env, plans, &asked, &answer);
	talloc_free(mem);
	return result == DRAW_ANSWERED ? (int)answer.outcome : 100 + (int)result;
}

static void many_hands_at_once(void **state)
{
	uint64_t m = rich_member(500), id = running_draw(DRAW_CUTOFF, 5000, 1);

	(void)state;
	shared_draw = id;
	together(20, last_ticket, m);
	assert_int_equal(count(20, DRAW_OK), 5);
	assert_int_equal(count(20, DRAW_SHORT), 15);
	assert_int_equal(count_of("ticket", id), 5);
	assert_int_equal(draw_of(id).tickets, 5);
	prove(m);
}

static void publication_is_refused_until_all_is_there(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	struct service_env env = here();
	struct draw_lack lacks[DRAW_LACKS_MAX];
	struct draw_asked asked;
	struct draw_answer answer;
	struct draw stored;
	uint64_t id;
	int n = 0;

	(void)state;
	draft.contact = "";
	id = add_draw(&draft);
	assert_int_equal(draw_publish(&env, STAFF_ID, id, lacks, &n), DRAW_STAFF_LACKS);
	assert_int_equal(n, 2);
	assert_string_equal(lacks[0].word, "contact");
	assert_string_equal(lacks[1].word, "prizes");
	asked = wants(rich_member(100), id, 1, NULL);
	assert_int_equal(draw_enter(&env, plans, &asked, &answer), DRAW_UNKNOWN);
	stored = draw_of(id);
	stored.contact = "021-5000 0000";
	assert_int_equal(draw_save(&env, STAFF_ID, &stored), DRAW_STAFF_OK);
	assert_int_equal(draw_save(&env, STAFF_ID, &stored), DRAW_STAFF_CHANGED);
	add_prize(id, PRIZE_GOODS, 5000001, 1);
	assert_int_equal(draw_publish(&env, STAFF_ID, id, lacks, &n), DRAW_STAFF_LACKS);
	assert_string_equal(lacks[0].word, "too_dear");
	assert_int_equal(draw_prize_remove(&env, STAFF_ID, id, 1), DRAW_STAFF_OK);
	add_prize(id, PRIZE_GOODS, 100, 1);
	publish(id);
	assert_int_equal(draw_publish(&env, STAFF_ID, id, lacks, &n), DRAW_STAFF_TOO_LATE);
}

static void prizes_stand_dearest_first(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	struct service_env env = here();
	struct draw_prize *prizes, changed;
	uint64_t id = add_draw(&draft);
	int n;

	(void)state;
	add_prize(id, PRIZE_GOODS, 100, 1);
	add_prize(id, PRIZE_GOODS, 900, 1);
	add_prize(id, PRIZE_COUPON, 500, 1);
	assert_int_equal(draw_prizes(db(), test_mem(), id, &prizes, &n), DB_OK);
	assert_int_equal(n, 3);
	assert_int_equal(prizes[0].value_fen, 900);
	assert_int_equal(prizes[1].value_fen, 500);
	assert_int_equal(prizes[2].value_fen, 100);
	changed = prizes[2];
	changed.value_fen = 1000;
	assert_int_equal(draw_prize_save(&env, STAFF_ID, &changed), DRAW_STAFF_OK);
	assert_int_equal(draw_prize_remove(&env, STAFF_ID, id, 2), DRAW_STAFF_OK);
	assert_int_equal(draw_prizes(db(), test_mem(), id, &prizes, &n), DB_OK);
	assert_int_equal(n, 2);
	assert_int_equal(prizes[0].value_fen, 1000);
	assert_int_equal(prizes[1].value_fen, 500);
	assert_int_equal(prizes[1].prize_no, 2);
	changed.prize_no = 9;
	assert_int_equal(draw_prize_save(&env, STAFF_ID, &changed), DRAW_STAFF_UNKNOWN);
}

static void published_is_frozen_but_in_members_favour(void **state)
{
	uint64_t id = running_draw(DRAW_CUTOFF, 5000, 2);
	struct service_env env = here();
	struct draw draw = draw_of(id);
	struct draw_prize *prizes;
	int n;

	(void)state;
	assert_int_equal(draw_save(&env, STAFF_ID, &draw), DRAW_STAFF_TOO_LATE);
	assert_int_equal(draw_prizes(db(), test_mem(), id, &prizes, &n), DB_OK);
	prizes[0].count = 1;
	assert_int_equal(draw_prize_save(&env, STAFF_ID, &prizes[0]), DRAW_STAFF_TOO_LATE);
	assert_int_equal(draw_prize_remove(&env, STAFF_ID, id, 1), DRAW_STAFF_TOO_LATE);
	assert_int_equal(draw_better(&env, STAFF_ID, id, 1, 1), DRAW_STAFF_WORSE);
	assert_int_equal(draw_better(&env, STAFF_ID, id, 1, 3), DRAW_STAFF_OK);
	assert_int_equal(draw_better(&env, STAFF_ID, id, 0, 10), DRAW_STAFF_WORSE);
	assert_int_equal(draw_better(&env, STAFF_ID, id, 0, 20), DRAW_STAFF_OK);
	assert_int_equal(draw_prizes(db(), test_mem(), id, &prizes, &n), DB_OK);
	assert_int_equal(prizes[0].count, 3);
	assert_int_equal(draw_of(id).claim_days, 20);
	later(DAY);
	env.now = clock_now();
	assert_int_equal(draw_better(&env, STAFF_ID, id, 1, 4), DRAW_STAFF_TOO_LATE);
	assert_int_equal(draw_cancel(&env, STAFF_ID, id, "why"), DRAW_STAFF_TOO_LATE);
}

static void cancelling_gives_every_ticket_back(void **state)
{
	uint64_t members[5], id = running_draw(DRAW_CUTOFF, 5000, 2);
	struct service_env env = here();

	(void)state;
	crowd(id, 5, 1000, members);
	assert_int_equal(entered(members[0], id, 2, NULL).outcome, DRAW_OK);
	assert_int_equal(draw_cancel(&env, STAFF_ID, id, ""), DRAW_STAFF_NO_REASON);
	assert_int_equal(draw_cancel(&env, STAFF_ID, id, "The partner closed"), DRAW_STAFF_OK);
	assert_int_equal(entered(members[1], id, 1, NULL).outcome, DRAW_OVER);
	assert_int_equal(run_all().back, 5);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(account(members[i]).available, 1000);
		assert_int_equal(notices(members[i], "draw_cancelled"), 1);
		prove(members[i]);
	}
	assert_int_equal(run_all().back, 0);
	assert_true(draw_of(id).settled);
	assert_int_equal(run_draw(id), DRAW_RUN_NEVER);
}

static int findings(void)
{
	struct audit *audit = audit_begin(NULL);
	int n;

	assert_int_equal(audit_items(audit, db()), DB_OK);
	n = audit->n_findings;
	for (int i = 0; i < n; i++)
		print_message("%s %s\n", audit->findings[i].what, audit->findings[i].detail);
	talloc_free(audit);
	return n;
}

static void the_audit_sees_what_does_not_agree(void **state)
{
	struct draw draft = draft_of(DRAW_CUTOFF);
	uint64_t m = rich_member(1000), id = add_draw(&draft);

	(void)state;
	add_prize(id, PRIZE_POINTS, 300, 1);
	publish(id);
	assert_int_equal(entered(m, id, 2, NULL).outcome, DRAW_OK);
	later(DAY + HOUR);
	run_all();
	assert_int_equal(findings(), 0);
	sql("UPDATE draw_prize SET points = 301 WHERE draw_id = %llu", (unsigned long long)id);
	assert_int_equal(findings(), 1);
	sql("UPDATE draw_prize SET points = 300 WHERE draw_id = %llu", (unsigned long long)id);
	sql("UPDATE draw SET tickets = 3 WHERE draw_id = %llu", (unsigned long long)id);
	assert_int_equal(findings(), 1);
	sql("UPDATE draw SET tickets = 2 WHERE draw_id = %llu", (unsigned long long)id);
	sql("UPDATE draw_entry SET points = 100 WHERE draw_id = %llu", (unsigned long long)id);
	assert_int_equal(findings(), 1);
	sql("UPDATE draw_entry SET points = 200 WHERE draw_id = %llu", (unsigned long long)id);
	sql("UPDATE draw_winner SET ticket_no = 9 WHERE draw_id = %llu", (unsigned long long)id);
	assert_int_equal(findings(), 3); /* a winner without a ticket, points by another */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entering_takes_points_and_gives_numbers),
		cmocka_unit_test(one_form_has_one_effect),
		cmocka_unit_test(limits_hold_for_each_member),
		cmocka_unit_test(a_tier_enters_sooner),
		cmocka_unit_test(staff_do_not_take_part),
		cmocka_unit_test(many_hands_at_once),
		cmocka_unit_test(publication_is_refused_until_all_is_there),
		cmocka_unit_test(prizes_stand_dearest_first),
		cmocka_unit_test(published_is_frozen_but_in_members_favour),
		cmocka_unit_test(cancelling_gives_every_ticket_back),
		cmocka_unit_test(the_audit_sees_what_does_not_agree),
	};

	return cmocka_run_group_tests(tests, draw_setup, NULL);
}
