/* An account deleted: its points booked away, nobody signs in, the names free at once;
 * what need not be kept is wiped, what must be stands until its day. */
#include "service/redeem_support.h"

#include "service/erase.h"
#include "service/merge.h"
#include "service/sign_in.h"

#define COUNT(table, of) {"SELECT COUNT(*) FROM " table " WHERE " of, "i", "i"}

static const struct db_sql names_of = COUNT("sign_in_name", "member_id = ?");
static const struct db_sql coupons_live = COUNT("coupon", "member_id = ? AND state = 'issued'");
static const struct db_sql closings = COUNT("entry", "member_id = ? AND source_kind = 15");
static const struct db_sql people_left = COUNT("person", "member_id = ? AND state <> 'removed'");
static const struct db_sql people_known =
	COUNT("person", "member_id = ? AND (name <> '' OR email IS NOT NULL OR phone IS NOT NULL"
	                " OR birthday IS NOT NULL OR guardian IS NOT NULL OR password_hash IS NOT NULL)");
static const struct db_sql consents_of = COUNT("consent", "member_id = ?");
static const struct db_sql addresses_of = COUNT("address", "member_id = ?");
static const struct db_sql letters_of = COUNT("outbox", "member_id = ? AND kind = 'erased'");
static const struct db_sql readers = COUNT("newsletter_reader", "reader_id = ?");
static const struct db_sql reader_wants = COUNT("mail_choice", "member_id = 0 AND person_id = ?");
static const struct db_sql texts_of = COUNT("case_step", "member_id = ? AND text <> ''");
static const struct db_sql wins_known = COUNT("draw_winner", "member_id = ? AND name <> ''");
static const struct db_sql wins_sent = COUNT("draw_winner", "member_id = ? AND address <> ''");
static const struct db_sql erased =
	COUNT("member m JOIN erasure e ON e.member_id = m.member_id AND e.person_id = 0"
	      " AND e.asked_at IS NOT NULL", "m.member_id = ? AND m.state = 'erased'");
static const struct db_sql points_let_go = {
	"SELECT CAST(points AS SIGNED) FROM erasure WHERE member_id = ? AND person_id = 0", "i", "i"};
static const struct db_sql looks_again = COUNT("erasure", "member_id = ? AND rest_on IS NOT NULL");

static struct service_env env_now(void)
{
	struct service_env env = env_of(db(), test_mem());

	env.client = "10.0.0.1";
	return env;
}

static struct person person_of(uint64_t member, uint64_t who)
{
	struct person person;

	assert_int_equal(person_get(db(), test_mem(),
	                            (struct person_id){.member_id = member, .person_id = who}, &person),
	                 DB_OK);
	return person;
}

static enum erase_outcome erase(const struct person *person)
{
	struct service_env env = env_now();

	return erase_account(&env, plans, person);
}

/* The jobs' turn; how many were wiped. */
static int64_t wipe(void)
{
	struct service_env env = env_now();
	int64_t wiped = 0;

	assert_int_equal(erase_settle(&env, plans, &wiped), DB_OK);
	return wiped;
}

/* What a member leaves behind who used everything. */
static uint64_t known_member(int64_t points)
{
	uint64_t id = rich_member(points);
	unsigned long long m = id;

	sql("UPDATE person SET phone = '139%08llu', birthday = '1990-05-05', password_hash = 'x'"
	    " WHERE member_id = %llu", m, m);
	sql("INSERT INTO sign_in_name (name, member_id, person_id, confirmed) VALUES"
	    " ('m%llu@example.net', %llu, 1, 1), ('139%08llu', %llu, 1, 1)", m, m, m, m);
	sql("INSERT INTO consent (member_id, person_id, paper, version, given_at) VALUES"
	    " (%llu, 1, 'terms', '1', '2023-01-01')", m);
	sql("INSERT INTO address (member_id, address_no, recipient, phone, address, used_at) VALUES"
	    " (%llu, 1, 'Lin', '13900000000', 'Harbour Road 1', '2026-01-01')", m);
	return id;
}

static void points_go_and_nobody_signs_in(void **state)
{
	uint64_t m = known_member(700);
	struct person person = person_of(m, 1);
	struct person_id id;
	int64_t wait;
	struct service_env env = env_now();

	(void)state;
	simple_item("erase-coupon", ITEM_COUPON, 100, 10);
	redeemed(m, "erase-coupon", 1);
	assert_int_equal(number(&coupons_live, m), 1);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(account(m).available, 0);
	assert_int_equal(number(&closings, m), 1);
	assert_int_equal(number(&points_let_go, m), 600);
	assert_int_equal(number(&erased, m), 1);
	assert_int_equal(number(&coupons_live, m), 0);
	assert_int_equal(number(&names_of, m), 0);
	assert_int_equal(number(&people_left, m), 0);
	assert_int_equal(number(&letters_of, m), 1);
	assert_int_equal(person_find(db(), test_mem(), person.email, &id), DB_NONE);
	assert_int_equal(sign_in_check(&env, person.email, "any old stone", &id, &wait),
	                 SIGN_IN_WRONG);
	/* the same address joins anew, before the jobs had their turn */
	sql("INSERT INTO sign_in_name (name, member_id, person_id, confirmed) VALUES"
	    " ('%s', %llu, 1, 1)", person.email, (unsigned long long)rich_member(0));
	assert_int_equal(erase(&person), ERASE_GONE);
	assert_int_equal(number(&closings, m), 1);
	assert_int_equal(wipe(), 1);
	assert_int_equal(number(&people_known, m), 0);
	assert_int_equal(number(&addresses_of, m), 0);
	assert_int_equal(number(&consents_of, m), 1);
	assert_int_equal(person_find(db(), test_mem(), person.email, &id), DB_OK);
	prove(m);
}

/* An account without points is closed without a booking; what it earned and what
 * waits for the end of a trip goes on in the books. */
static void trips_under_way_end_in_the_books(void **state)
{
	uint64_t m = known_member(0);
	struct person person = person_of(m, 1);

	(void)state;
	book(m, "erase-trip", 50000, "2026-11-01T10:00:00+08:00", false);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(number(&closings, m), 0);
	assert_int_equal(wipe(), 1);
	assert_int_equal(complete("erase-trip", "2026-11-20T10:00:00+08:00"), ORDER_DONE);
	assert_int_equal(refund("erase-trip", "r1", 50000, "2026-11-21T10:00:00+08:00", NULL),
	                 ORDER_DONE);
	prove(m);
}

static void one_person_leaves_a_family(void **state)
{
	uint64_t m = known_member(300);
	struct person second;

	(void)state;
	sql("INSERT INTO person (member_id, person_id, role, name, email, lang, state, created_at)"
	    " VALUES (%llu, 2, 'user', 'Bo', 'bo%llu@example.net', 'en', 'active', '2023-01-01')",
	    (unsigned long long)m, (unsigned long long)m);
	sql("INSERT INTO sign_in_name (name, member_id, person_id, confirmed) VALUES"
	    " ('bo%llu@example.net', %llu, 2, 1)", (unsigned long long)m, (unsigned long long)m);
	second = person_of(m, 2);
	assert_int_equal(erase(&second), ERASE_DONE);
	assert_int_equal(wipe(), 1);
	assert_int_equal(account(m).available, 300);
	assert_int_equal(number(&people_left, m), 1);
	assert_int_equal(number(&people_known, m), 1);
	assert_int_equal(number(&names_of, m), 2);
	assert_int_equal(number(&addresses_of, m), 1);
	assert_int_equal(number(&looks_again, m), 0);
	assert_string_equal(person_of(m, 1).name, "Lin");
	assert_int_equal(erase(&second), ERASE_GONE);
	/* and the holder may follow */
	second = person_of(m, 1);
	assert_int_equal(erase(&second), ERASE_DONE);
	assert_int_equal(account(m).available, 0);
	prove(m);
}

static void a_merged_account_goes_too(void **state)
{
	uint64_t from = known_member(100), into = known_member(200);
	struct person person = person_of(into, 1), gone = person_of(from, 1);
	struct service_env env = env_now();
	struct person_id id;
	char no[MERGE_NO];

	(void)state;
	assert_int_equal(merge_make(&env, plans, 1, from, into, "two cards", no), MERGE_DONE);
	assert_int_equal(erase(&gone), ERASE_GONE);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(number(&points_let_go, into), 300);
	/* the other card's names are free as well, at once */
	assert_int_equal(number(&names_of, from), 0);
	assert_int_equal(person_find(db(), test_mem(), gone.email, &id), DB_NONE);
	assert_int_not_equal(merge_undo(&env, plans, 2, no), MERGE_DONE);
	wipe();
	assert_int_equal(number(&people_known, from), 0);
	assert_int_equal(number(&people_known, into), 0);
	assert_int_equal(number(&addresses_of, from), 0);
	prove(from);
	prove(into);
}

static void parcels_arrive_first(void **state)
{
	uint64_t m = known_member(500);
	struct person person = person_of(m, 1);
	struct redeem_answer answer;
	struct redeem_asked asked;

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	simple_item("erase-gift", ITEM_GOODS, 100, 10);
	asked = asks(m, "erase-gift", 1, "erase-gift-form");
	asked.recipient = "Lin";
	asked.phone = "13900000000";
	asked.address = "Harbour Road 1";
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(wipe(), 1);
	assert_string_equal(row_of(m, answer.redemption_no).address, "Harbour Road 1");
	assert_int_equal(stepped(m, answer.redemption_no, STEP_APPROVE, "", 1), STEP_OK);
	assert_int_equal(stepped(m, answer.redemption_no, STEP_SHIP, "", 1), STEP_OK);
	assert_int_equal(stepped(m, answer.redemption_no, STEP_DONE, "", 1), STEP_OK);
	assert_int_equal(wipe(), 0); /* today it was looked at */
	now_is("2026-11-23T12:00:00+08:00");
	assert_int_equal(number(&looks_again, m), 1);
	assert_true(wipe() >= 1);
	assert_string_equal(row_of(m, answer.redemption_no).address, "");
	assert_string_equal(row_of(m, answer.redemption_no).recipient, "");
	prove(m);
	prove_item("erase-gift");
	now_is("2026-11-22T12:00:00+08:00");
}

/* A complaint that is not closed keeps its words until it is. */
static void open_cases_are_answered_first(void **state)
{
	uint64_t m = known_member(0);
	struct person person = person_of(m, 1);
	unsigned long long id = m;

	(void)state;
	sql("INSERT INTO service_case (member_id, case_no, kind, class, source, state, waiting,"
	    " opened_at, due_at, ack_due, answer_due) VALUES (%llu, 'K%010llu', 'complaint', 'other',"
	    " 'member', 'received', 'staff', '2026-11-20', '2026-11-30', '2026-11-23',"
	    " '2026-11-30')", id, id);
	sql("INSERT INTO case_step (case_no, step_no, member_id, step, author, at, text) VALUES"
	    " ('K%010llu', 1, %llu, 'received', 'member', '2026-11-20', 'too loud')", id, id);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(wipe(), 1);
	assert_int_equal(number(&texts_of, m), 1);
	assert_int_equal(number(&looks_again, m), 1);
	sql("UPDATE service_case SET state = 'closed', waiting = 'none', closed_at = '2026-11-22'"
	    " WHERE member_id = %llu", id);
	now_is("2026-11-23T12:00:00+08:00");
	assert_true(wipe() >= 1);
	assert_int_equal(number(&texts_of, m), 0);
	now_is("2026-11-22T12:00:00+08:00");
}

static const struct db_sql queues = {
	"SELECT (SELECT COUNT(*) FROM claim c WHERE c.member_id = m.member_id AND c.state = 'open')"
	" + (SELECT COUNT(*) FROM task_done t WHERE t.member_id = m.member_id AND t.state = 'waiting')"
	" + (SELECT COUNT(*) FROM adjustment a WHERE a.member_id = m.member_id AND a.state = 'asked')"
	" + (SELECT COUNT(*) FROM referral_effect r WHERE r.member_id = m.member_id AND"
	" r.state = 'held') FROM member m WHERE m.member_id = ?", "i", "i"};
static const struct db_sql links_of = COUNT("survey_invitation",
                                            "member_id = ? AND token_hash IS NOT NULL");
static const struct db_sql guides_of = COUNT("order_head", "member_id = ? AND guide = 'Wang'"
                                             " AND destination = '' AND payer = ''");

/* What waited for staff is refused, with points under review; a survey's link leads
 * nowhere. The guide stays: reports by guide are the same for ever. */
static void nothing_waits_for_staff(void **state)
{
	uint64_t m = known_member(0);
	struct person person = person_of(m, 1);
	unsigned long long id = m;

	(void)state;
	sql("INSERT INTO claim (claim_no, member_id, order_no, text, state, made_at) VALUES"
	    " ('C%010llu', %llu, 'LOST', 'my words', 'open', '2026-11-20')", id, id);
	sql("INSERT INTO task_done (member_id, task_id, n, state, text, made_at) VALUES"
	    " (%llu, 1, 1, 'waiting', 'my photo', '2026-11-20')", id);
	sql("INSERT INTO adjustment (member_id, adjust_no, kind, points, reason, state, staff_id,"
	    " asked_at) VALUES (%llu, 'A%010llu', 'add', 9000, 'Lin called', 'asked', 7, '2026-11-20')",
	    id, id);
	sql("INSERT INTO referral_effect (member_id, friend_id, part, state, posted_at) VALUES"
	    " (%llu, 77, 'join', 'held', '2026-11-20')", id);
	sql("INSERT INTO survey_invitation (token_hash, survey_id, member_id, partner, order_no, lang,"
	    " points, invited_at, ends_at) VALUES (UNHEX(SHA2('%llu', 256)), 1, %llu, 'test', 's%llu',"
	    " 'en', 50, '2026-11-20', '2026-12-20')", id, id, id);
	book(m, "erase-held", 50000, "2026-11-20T10:00:00+08:00", true);
	sql("UPDATE order_head SET guide = 'Wang', destination = 'Lin''s tour', payer = 'Lin', held = 40,"
	    " points = points + 40, held_reason = 'cap' WHERE order_no = 'erase-held'");
	sql("UPDATE account SET held = 40 WHERE member_id = %llu", id);
	assert_int_equal(number(&queues, m), 4);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(wipe(), 1);
	assert_int_equal(number(&queues, m), 0);
	assert_int_equal(number(&links_of, m), 0);
	assert_int_equal(account(m).held, 0);
	assert_int_equal(number(&guides_of, m), 1);
	prove(m);
}

static const struct db_sql seats_taken = COUNT("event_signup", "member_id = ? AND state = 'going'");
static const struct db_sql event_taken = {
	"SELECT CAST(taken AS SIGNED) FROM event_stock WHERE event_no = ?", "i", "i"};

/* A place at an event is given up, for others. */
static void places_come_free(void **state)
{
	uint64_t m = known_member(0);
	struct person person = person_of(m, 1);
	unsigned long long id = m;

	(void)state;
	sql("INSERT INTO member_event (event_no, state, name, text, text_en, place, starts_at, ends_at,"
	    " open_until, back_until, places, created_at) VALUES (%llu, 'open', 'Tea', '', '', 'Here',"
	    " '2026-12-20', '2026-12-21', '2026-12-10', '2026-12-10', 5, '2026-11-01')", id);
	sql("INSERT INTO event_stock (event_no, places, taken) VALUES (%llu, 5, 1)", id);
	sql("INSERT INTO event_signup (member_id, signup_no, event_no, person_id, seats, state,"
	    " signed_at) VALUES (%llu, 'E%010llu', %llu, 1, 1, 'going', '2026-11-20')", id, id, id);
	assert_int_equal(number(&seats_taken, m), 1);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(number(&seats_taken, m), 0);
	assert_int_equal(number(&event_taken, m), 0);
	assert_int_equal(wipe(), 1);
}

static void winners_are_kept_two_years(void **state)
{
	uint64_t m = known_member(0);
	struct person person = person_of(m, 1);

	(void)state;
	sql("INSERT INTO draw_winner (draw_id, ticket_no, win_no, prize_no, member_id, member_no, name,"
	    " state, value_fen, taxable, tax_fen, won_at, claim_until, recipient, phone, address)"
	    " VALUES (%llu, 1, 1, 1, %llu, 'M%07llu', 'Lin', 'delivered', 9900, 0, 0, '2026-11-01',"
	    " '2026-11-20', 'Lin', '13900000000', 'Harbour Road 1')", (unsigned long long)m,
	    (unsigned long long)m, (unsigned long long)m);
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(wipe(), 1);
	assert_int_equal(number(&wins_known, m), 1);
	now_is("2028-10-31T12:00:00+08:00");
	wipe();
	assert_int_equal(number(&wins_known, m), 1);
	now_is("2028-11-02T12:00:00+08:00");
	wipe();
	assert_int_equal(number(&wins_known, m), 0);
	assert_int_equal(number(&wins_sent, m), 0);
	assert_int_equal(number(&looks_again, m), 1); /* the farewell is not sent here */
	now_is("2026-11-22T12:00:00+08:00");
}

/* The newsletter that went to the proven address of theirs goes as well. */
static void the_newsletter_ends(void **state)
{
	uint64_t m = known_member(0), other = known_member(0);
	struct person person = person_of(m, 1);

	(void)state;
	for (int i = 0; i < 2; i++) {
		unsigned long long id = i ? other : m;

		sql("INSERT INTO newsletter_reader (reader_id, email, lang, state, issue, token_hash, paper,"
		    " asked_at) VALUES (%llu, 'm%llu@example.net', 'en', 'confirmed', 0,"
		    " UNHEX(SHA2('%llu', 256)), '1', '2026-01-01')", id, id, id);
		sql("INSERT INTO mail_choice (member_id, person_id, topic, wanted, changed_at) VALUES"
		    " (0, %llu, 'news', 1, '2026-01-01')", id);
	}
	assert_int_equal(erase(&person), ERASE_DONE);
	assert_int_equal(wipe(), 1);
	assert_int_equal(number(&readers, m), 0);
	assert_int_equal(number(&reader_wants, m), 0);
	assert_int_equal(number(&readers, other), 1);
	assert_int_equal(number(&reader_wants, other), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_go_and_nobody_signs_in),
		cmocka_unit_test(trips_under_way_end_in_the_books),
		cmocka_unit_test(one_person_leaves_a_family),
		cmocka_unit_test(a_merged_account_goes_too),
		cmocka_unit_test(parcels_arrive_first),
		cmocka_unit_test(open_cases_are_answered_first),
		cmocka_unit_test(nothing_waits_for_staff),
		cmocka_unit_test(places_come_free),
		cmocka_unit_test(winners_are_kept_two_years),
		cmocka_unit_test(the_newsletter_ends),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
