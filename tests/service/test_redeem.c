/* One redemption from its form to its end: what is taken, what comes back and
 * where to, what is refused and changes nothing. */
#include "service/redeem_support.h"

#include "service/contact.h"

/* The member's lots with something left, as "points@day points@day", by end. */
static char *lots_of(void *mem, uint64_t member)
{
	static const struct db_sql lots = {
		"SELECT CONCAT(`left`, '@', expires_on) FROM lot WHERE member_id = ? AND `left` > 0"
		" ORDER BY expires_on, seq", "i", "s"
	};
	char *out = talloc_strdup(mem, ""), *lot;

	assert_int_equal(db_query(db(), mem, &lots, (int64_t)member), DB_OK);
	while (db_next(db(), &lots, &lot) == DB_OK)
		out = talloc_asprintf_append(out, "%s%s", *out ? " " : "", lot);
	return out;
}

static void assert_lots(uint64_t member, const char *wanted)
{
	void *mem = talloc_new(NULL);

	assert_string_equal(lots_of(mem, member), wanted);
	talloc_free(mem);
}

/* A member with 300 points ending on 2026-12-31 and 400 on 2027-06-30. */
static uint64_t two_lots(void)
{
	uint64_t m = rich_member(0);
	struct points_answer answer;

	assert_int_equal(opening_book(db(), plans, m, 400, day("2027-06-30"), "", DAY_NONE,
	                              clock_now(), &answer), POINTS_DONE);
	assert_int_equal(opening_book(db(), plans, m, 300, day("2026-12-31"), "", DAY_NONE,
	                              clock_now(), &answer), POINTS_DONE);
	return m;
}

static int64_t outbox(const char *kind, uint64_t member)
{
	static const struct db_sql posted = {
		"SELECT COUNT(*) FROM outbox WHERE kind = ? AND member_id = ?", "si", "i"
	};
	int64_t n = 0;

	assert_int_equal(db_one(db(), NULL, &posted, kind, (int64_t)member, &n), DB_OK);
	return n;
}

/* Loyalty case 4: the same lots, the same dates, once. */
static void cancelled_points_go_where_they_came_from(void **state)
{
	uint64_t m = two_lots();
	struct redeem_answer a;

	(void)state;
	simple_item("lamp", ITEM_GOODS, 350, 10);
	a = redeemed(m, "lamp", 1);
	assert_int_equal(a.cost_points, 350);
	assert_int_equal(a.available, 350);
	assert_lots(m, "350@2027-06-30");
	assert_int_equal(outbox("redeemed", m), 1);
	assert_int_equal(row_of(m, a.redemption_no).state, REDEMPTION_PLACED);
	assert_int_equal(row_of(m, a.redemption_no).promised_on, day("2026-11-29"));
	assert_int_equal(item_now("lamp").left, 9);
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_OK);
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_REPEATED);
	assert_lots(m, "300@2026-12-31 400@2027-06-30");
	assert_int_equal(item_now("lamp").left, 10);
	assert_int_equal(item_now("lamp").points, 0);
	assert_string_equal(row_of(m, a.redemption_no).ended_by, "member");
	prove(m);
	prove_item("lamp");
}

static void rejected_points_too_and_the_member_is_told_why(void **state)
{
	uint64_t m = two_lots();
	struct redeem_answer a = redeemed(m, "lamp", 1);

	(void)state;
	assert_int_equal(stepped(m, a.redemption_no, STEP_REJECT, "", 7), STEP_NO_REASON);
	assert_int_equal(stepped(m, a.redemption_no, STEP_REJECT, "size", 0), STEP_TOO_LATE);
	assert_int_equal(stepped(m, a.redemption_no, STEP_APPROVE, NULL, 7), STEP_OK);
	assert_int_equal(stepped(m, a.redemption_no, STEP_REJECT, "out of this colour", 7), STEP_OK);
	assert_lots(m, "300@2026-12-31 400@2027-06-30");
	assert_string_equal(row_of(m, a.redemption_no).reason, "out of this colour");
	assert_string_equal(row_of(m, a.redemption_no).ended_by, "staff");
	assert_int_equal(outbox("redemption_state", m), 2);
	prove(m);
	prove_item("lamp");
}

/* The company cancels: what would end within 30 days lives 30 more. */
static void the_companys_cancelling_gives_thirty_days(void **state)
{
	uint64_t m = two_lots();
	struct redeem_answer a;

	(void)state;
	now_is("2026-12-20T12:00:00+08:00");
	a = redeemed(m, "lamp", 1);
	assert_int_equal(stepped(m, a.redemption_no, STEP_COMPANY, "recalled", 7), STEP_OK);
	assert_int_equal(stepped(m, a.redemption_no, STEP_COMPANY, "recalled", 7), STEP_REPEATED);
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_TOO_LATE);
	assert_lots(m, "300@2027-01-19 400@2027-06-30");
	assert_int_equal(account(m).available, 700);
	assert_string_equal(row_of(m, a.redemption_no).ended_by, "company");
	prove(m);
	now_is("2026-11-22T12:00:00+08:00");
}

/* Cancelling must not be a way past an end date: what is over stays over. */
static void what_has_ended_meanwhile_ends_again(void **state)
{
	static const struct db_sql expired = {
		"SELECT COUNT(*) FROM entry WHERE member_id = ? AND kind = 6", "i", "i"
	};
	uint64_t m = two_lots(), c = two_lots();
	struct redeem_answer a = redeemed(m, "lamp", 1), b = redeemed(c, "lamp", 1);

	(void)state;
	now_is("2027-01-05T12:00:00+08:00");
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_OK);
	assert_lots(m, "400@2027-06-30");
	assert_int_equal(number(&expired, m), 1);
	assert_int_equal(account(m).available, 400);
	assert_int_equal(stepped(c, b.redemption_no, STEP_COMPANY, "closed", 7), STEP_OK);
	assert_lots(c, "300@2027-02-04 400@2027-06-30");
	prove(m);
	prove(c);
	now_is("2026-11-22T12:00:00+08:00");
}

/* Loyalty case 1 in one hand: a refusal changes nothing and burns no form. */
static void a_refusal_changes_nothing(void **state)
{
	uint64_t m = rich_member(250);
	struct redeem_asked asked = asks(m, "lamp", 1, "kept-form");
	struct redeem_answer answer;
	int64_t left = item_now("lamp").left;
	struct points_answer more;
	char *location;

	(void)state;
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_SHORT);
	assert_int_equal(answer.available, 250);
	assert_int_equal(answer.cost_now, 350);
	assert_int_equal(form_done_read(db(), test_mem(), m, "kept-form", &location), DB_NONE);
	assert_int_equal(item_now("lamp").left, left);
	assert_int_equal(account(m).last_seq, 1);
	assert_int_equal(outbox("redeemed", m), 0);
	assert_int_equal(credit_points(db(), plans, m, SOURCE_GOODWILL, "second", 100, false,
	                               clock_now(), &more), POINTS_DONE);
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
	assert_true(answer.repeated);
	assert_int_equal(account(m).available, 0);
	assert_int_equal(form_done_read(db(), test_mem(), m, "kept-form", &location), DB_OK);
	assert_string_equal(location + strlen("/redemptions/"), answer.redemption_no);
	prove(m);
	prove_item("lamp");
}

static void what_the_page_showed_is_what_it_costs(void **state)
{
	uint64_t m = rich_member(1000);
	struct item item = plain_item("cheap", ITEM_VIRTUAL, 100);
	struct redeem_asked asked = asks(m, "cheap", 1, "shown");
	struct redeem_answer answer;

	(void)state;
	item.cut_points = 80;
	item.cut_until = day("2026-11-22");
	store_item(&item, -1);
	asked.shown_cost = 80;
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
	assert_int_equal(answer.cost_points, 80);
	now_is("2026-11-23T00:00:00+08:00");
	asked.form_id = "shown-2";
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_PRICE);
	assert_int_equal(answer.cost_now, 100);
	asked.shown_cost = answer.cost_now;
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
	assert_int_equal(account(m).available, 820);
	now_is("2026-11-22T12:00:00+08:00");
	prove(m);
}

/* A shipped parcel takes another number, once told; no number takes none away. */
static void a_number_is_put_right(uint64_t m, const char *no)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(db(), mem);
	struct step_asked asked = { .member_id = m, .redemption_no = no, .step = STEP_NUMBER,
		.carrier = "EMS", .tracking_no = "E-2", .staff_id = 7 };
	int64_t posted = outbox("redemption_state", m);

	assert_int_equal(redemption_step(&env, plans, &asked, NULL), STEP_OK);
	assert_int_equal(redemption_step(&env, plans, &asked, NULL), STEP_REPEATED);
	assert_int_equal(outbox("redemption_state", m), posted + 1);
	asked.carrier = asked.tracking_no = "";
	assert_int_equal(redemption_step(&env, plans, &asked, NULL), STEP_REPEATED);
	assert_string_equal(row_of(m, no).tracking_no, "E-2");
	assert_string_equal(row_of(m, no).carrier, "EMS");
	assert_int_equal(row_of(m, no).state, REDEMPTION_SHIPPED);
	talloc_free(mem);
}

/* A rating of 2 or 1 opens a call-back for the next day, once a redemption. */
static void low_ratings_are_called_about(uint64_t m, const char *no)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(db(), mem);
	struct contact *list;
	int n;

	assert_int_equal(redemption_rate(&env, m, no, 3, "还行"), STEP_OK);
	assert_int_equal(contact_list(db(), mem, m, 9, &list, &n), DB_OK);
	assert_int_equal(n, 0);
	for (int score = 2; score > 0; score--)
		assert_int_equal(redemption_rate(&env, m, no, score, "灯罩碎了"), STEP_OK);
	assert_int_equal(contact_list(db(), mem, m, 9, &list, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].channel, "rating");
	assert_string_equal(list[0].redemption_no, no);
	assert_int_equal(list[0].score, 2);
	assert_int_equal(list[0].due_on, day_of(env.now) + 1);
	talloc_free(mem);
}

/* placed -> approved -> shipped -> done, each once, never backwards. */
static void goods_go_their_way(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer a = redeemed(m, "lamp", 1);
	const char *no = a.redemption_no;
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(db(), mem);

	(void)state;
	assert_int_equal(stepped(m, no, STEP_DONE, NULL, 0), STEP_TOO_LATE);
	assert_int_equal(redemption_rate(&env, m, no, 5, "early"), STEP_TOO_LATE);
	assert_int_equal(stepped(m, no, STEP_SHIP, NULL, 0), STEP_TOO_LATE);
	assert_int_equal(stepped(m, no, STEP_APPROVE, NULL, 7), STEP_OK);
	assert_int_equal(stepped(m, no, STEP_APPROVE, NULL, 7), STEP_REPEATED);
	assert_int_equal(stepped(m, no, STEP_SHIP, NULL, 7), STEP_OK);
	assert_string_equal(row_of(m, no).carrier, "SF");
	assert_int_equal(stepped(m, no, STEP_SHIP, NULL, 7), STEP_REPEATED);
	a_number_is_put_right(m, no);
	assert_int_equal(stepped(m, no, STEP_CANCEL, NULL, 0), STEP_TOO_LATE);
	assert_int_equal(stepped(m, no, STEP_DONE, NULL, 0), STEP_OK);
	assert_int_equal(stepped(m, no, STEP_DONE, NULL, 0), STEP_REPEATED);
	assert_int_equal(stepped(m, no, STEP_COMPANY, "x", 7), STEP_TOO_LATE);
	assert_int_equal(redemption_rate(&env, m, no, 4, "很好"), STEP_OK);
	assert_int_equal(row_of(m, no).score, 4);
	assert_string_equal(row_of(m, no).feedback, "很好");
	low_ratings_are_called_about(m, no);
	env.now += 91 * 86400;
	assert_int_equal(redemption_rate(&env, m, no, 5, "late"), STEP_TOO_LATE);
	assert_int_equal(redemption_rate(&env, m + 1, no, 5, "not mine"), STEP_UNKNOWN);
	assert_int_equal(stepped(m + 1, no, STEP_CANCEL, NULL, 0), STEP_UNKNOWN);
	talloc_free(mem);
	prove(m);
}

static void many_members_with_one_address_are_looked_at(void **state)
{
	struct redeem_answer answer;

	(void)state;
	for (int i = 0; i < 3; i++) {
		uint64_t m = rich_member(1000);
		struct redeem_asked asked = asks(m, "lamp", 1, "address");

		asked.address = "湖滨路 1 号";
		assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
		assert_string_equal(row_of(m, answer.redemption_no).held_reason,
		                    i == 2 ? "address" : "");
		assert_int_equal(account(m).available, 650); /* held points are taken */
	}
}

static void what_is_not_there_is_unknown(void **state)
{
	uint64_t m = rich_member(100);
	struct redeem_asked asked = asks(m, "nothing", 1, "n");
	struct item draft = plain_item("draft", ITEM_GOODS, 10);
	struct redeem_answer answer;
	struct service_env env = env_of(db(), test_mem());

	(void)state;
	draft.state = ITEM_DRAFT;
	store_item(&draft, 5);
	assert_int_equal(redeem_item(&env, plans, &asked, &answer), REDEEM_UNKNOWN);
	asked.item = "draft";
	assert_int_equal(redeem_item(&env, plans, &asked, &answer), REDEEM_UNKNOWN);
	asked.person_id = 9;
	assert_int_equal(redeem_item(&env, plans, &asked, &answer), REDEEM_UNKNOWN);
}

/* The audit is no ornament: what is made to disagree is found. */
static void the_audit_finds_what_disagrees(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer a = redeemed(m, "lamp", 1);
	struct audit *audit = audit_begin(NULL);

	(void)state;
	sql("UPDATE item_stock SET taken = taken + 1, points = points + 5 WHERE item = 'lamp'");
	sql("INSERT INTO item_departure (item, departs_on, places, `left`)"
	    " VALUES ('lamp', '2026-12-01', 9, 8)");
	assert_int_equal(audit_items(audit, db()), DB_OK);
	assert_int_equal(audit->n_findings, 3);
	sql("UPDATE redemption SET cost_points = 349 WHERE redemption_no = '%s'", a.redemption_no);
	assert_int_equal(audit_member(audit, db(), m), DB_OK);
	assert_int_equal(audit->n_findings, 4);
	assert_string_equal(audit->findings[3].what, "redemption_spent");
	talloc_free(audit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cancelled_points_go_where_they_came_from),
		cmocka_unit_test(rejected_points_too_and_the_member_is_told_why),
		cmocka_unit_test(the_companys_cancelling_gives_thirty_days),
		cmocka_unit_test(what_has_ended_meanwhile_ends_again),
		cmocka_unit_test(a_refusal_changes_nothing),
		cmocka_unit_test(what_the_page_showed_is_what_it_costs),
		cmocka_unit_test(goods_go_their_way),
		cmocka_unit_test(many_members_with_one_address_are_looked_at),
		cmocka_unit_test(what_is_not_there_is_unknown),
		cmocka_unit_test(the_audit_finds_what_disagrees),
	};

	return cmocka_run_group_tests(tests, shop_setup, NULL);
}
