/* Signals of abuse: each is found in what really happened, once, with its evidence;
 * staff settle it; the redemptions of whom it names wait. */
#include "service/redeem_support.h"

#include <sys/stat.h>

#include "service/guess.h"
#include "service/sign_in.h"
#include "service/signal.h"

#define ALL 200

static const struct db_sql logged = {
	"SELECT COUNT(*) FROM staff_action WHERE staff_id = ? AND action LIKE 'signal_%'", "i", "i"};
static const struct db_sql counted = {
	"SELECT COALESCE(CAST(SUM(tries) AS SIGNED), 0) FROM guess WHERE member_id = ?", "i", "i"};

static struct service_env env(void)
{
	char text[256], key[96];
	static struct config *config;
	FILE *file;

	if (!config) {
		snprintf(key, sizeof key, "%s/token.key", harness.dir);
		file = fopen(key, "w");
		assert_non_null(file);
		fputs("0123456789abcdef0123456789abcdef\n", file);
		fclose(file);
		chmod(key, 0600);
		snprintf(text, sizeof text, "Var = %s\nKeys.Token = %s\n", harness.dir, key);
		config = config_parse(text);
		assert_non_null(config);
	}
	return (struct service_env){.db = db(), .config = config, .mem = test_mem(),
	                            .now = clock_now(), .client = "203.0.113.7"};
}

/* Each test begins with no signal, and a search that has come as far as now. */
static int anew(void **state)
{
	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	sql("DELETE FROM risk_signal_member");
	sql("DELETE FROM risk_signal");
	/* what the tests before made: their entries stay, so the refund's test comes last */
	sql("DELETE FROM redemption");
	sql("DELETE FROM referral");
	sql("DELETE FROM survey_invitation");
	sql("DELETE FROM guess");
	sql("DELETE FROM earned_band");
	assert_int_equal(signal_mark_put(db(), clock_now() - 3600), DB_OK);
	return 0;
}

/* Searches up to a minute from now; how many are new. */
static int search(void)
{
	struct service_env e = env();
	int fresh = -1;

	assert_int_equal(signal_search(&e, e.now + 60, &fresh), DB_OK);
	return fresh;
}

/* Searches the last hour again. */
static int search_again(void)
{
	assert_int_equal(signal_mark_put(db(), clock_now() - 3600), DB_OK);
	return search();
}

/* The only open signal, of KIND. */
static struct signal_row only(enum signal_kind kind)
{
	struct signal_row *rows;
	int n;

	assert_int_equal(signal_open(db(), test_mem(), ALL, &rows, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].kind, kind);
	return rows[0];
}

static void to_one_address(uint64_t member, const char *form, const char *address)
{
	struct redeem_asked asked = asks(member, "mug", 1, form);
	struct redeem_answer answer;

	asked.recipient = "Lin";
	asked.phone = "13800000001";
	asked.address = address;
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
}

static void many_accounts_and_one_address(void **state)
{
	uint64_t member[4];
	struct signal_row row;

	(void)state;
	simple_item("mug", ITEM_GOODS, 100, 50);
	for (int i = 0; i < 4; i++)
		member[i] = rich_member(1000);
	to_one_address(member[0], "a0", "1 Lake Road");
	to_one_address(member[1], "a1", "1 Lake Road");
	to_one_address(member[0], "a2", "2 Hill Road");
	assert_int_equal(search(), 0);
	to_one_address(member[2], "a3", "1 Lake Road");
	assert_int_equal(search_again(), 1);
	row = only(SIGNAL_ADDRESS);
	assert_int_equal(row.figure, 3);
	assert_int_equal(row.members, 3);
	assert_string_equal(row.evidence, "redemptions=3 points=300 days=30");
	assert_null(strstr(row.evidence, "Lake"));
	assert_int_equal(search_again(), 0); /* twice changes nothing */
	to_one_address(member[3], "a4", "1 Lake Road");
	assert_int_equal(search_again(), 0); /* an open one grows */
	assert_int_equal(only(SIGNAL_ADDRESS).figure, 4);
	assert_int_equal(only(SIGNAL_ADDRESS).members, 4);
}

static void friends_of(uint64_t host, int n, const char *network, const char *when)
{
	for (int i = 0; i < n; i++) {
		uint64_t friend = member_make();

		sql("INSERT INTO referral (friend_id, referrer_id, joined_on, made_at, network)"
		    " VALUES (%llu, %llu, '2026-11-22', '%s', UNHEX(SHA2('%s', 256)))",
		    (unsigned long long)friend, (unsigned long long)host, when, network);
	}
}

static void a_circle_of_friends(void **state)
{
	uint64_t host = member_make(), other = member_make();
	struct signal_row row;

	(void)state;
	friends_of(host, 2, "home", "2026-11-01 03:50:00"); /* of this month, seen now */
	friends_of(other, 2, "cafe", "2026-11-22 03:50:00");
	friends_of(other, 1, "elsewhere", "2026-11-22 03:50:00");
	assert_int_equal(search(), 0);
	friends_of(host, 1, "home", "2026-11-22 03:55:00");
	assert_int_equal(search_again(), 1);
	row = only(SIGNAL_CLUSTER);
	assert_int_equal(row.figure, 3);
	assert_int_equal(row.members, 4); /* the host, too */
	assert_string_equal(row.evidence, "sign=network days=30");
	assert_int_equal(row.happened_at, at("2026-11-22T03:55:00Z"));
}

static void friends_with_one_payer(void **state)
{
	uint64_t host = member_make();
	char no[24];

	(void)state;
	for (int i = 0; i < 3; i++) {
		uint64_t friend = member_make();
		struct order_facts f = facts_of(friend, no, 10000, "2026-11-22T10:00:00+08:00");
		struct order_answer answer;

		snprintf(no, sizeof no, "PAYER-%d", i);
		f.payer = "Wang";
		assert_int_equal(order_book(db(), plans, test_mem(), &f, NULL, &answer), ORDER_DONE);
		sql("INSERT INTO referral (friend_id, referrer_id, joined_on, made_at)"
		    " VALUES (%llu, %llu, '2026-11-22', '2026-11-22 03:50:00')",
		    (unsigned long long)friend, (unsigned long long)host);
	}
	assert_int_equal(search(), 1);
	assert_string_equal(only(SIGNAL_CLUSTER).evidence, "sign=payer days=30");
}

static void invitation(uint64_t member, int id, const char *first, const char *done, int answers)
{
	sql("INSERT INTO survey_invitation (invitation_id, survey_id, member_id, partner, order_no, lang,"
	    " points, invited_at, ends_at, submitted_at, paid_points) VALUES (%d, 1, %llu, 'test',"
	    " 'S-%d', 'en', 50, '2026-11-20', '2026-12-20', '%s', 50)",
	    id, (unsigned long long)member, id, done);
	for (int i = 0; i < answers; i++)
		sql("INSERT INTO survey_answer (invitation_id, code, score, saved_at)"
		    " VALUES (%d, 'q%d', 5, '%s')",
		    id, i, i == 0 ? first : done);
}

static void a_survey_in_seconds(void **state)
{
	struct signal_row row;
	uint64_t member = member_make();

	(void)state;
	sql("INSERT INTO survey (survey_id, code, version, state, name, name_en, created_at)"
	    " VALUES (1, 'trip', 1, 'live', 'a', 'a', '2026-11-01')");
	invitation(member, 1, "2026-11-22 03:50:00", "2026-11-22 03:50:10", 7); /* ten seconds */
	invitation(member, 2, "2026-11-22 03:50:00", "2026-11-22 03:50:00", 2); /* two questions */
	invitation(member, 3, "2026-11-21 03:50:00", "2026-11-21 03:50:00", 7); /* seen before */
	assert_int_equal(search(), 0);
	invitation(member, 4, "2026-11-22 03:50:00", "2026-11-22 03:50:09", 7);
	assert_int_equal(search_again(), 1);
	row = only(SIGNAL_SURVEY);
	assert_int_equal(row.figure, 9);
	assert_string_equal(row.evidence, "answers=7");
}

/* Vector 11's member: earned, spent, refunded. */
static void a_refund_after_spending(void **state)
{
	uint64_t member = rich_member(0), honest = rich_member(0);
	struct signal_row row;
	struct service_env e = env();
	int64_t named;

	(void)state;
	book(member, "RS-1", 50000, "2026-11-22T10:00:00+08:00", true);
	book(honest, "RS-2", 50000, "2026-11-22T10:00:00+08:00", true);
	simple_item("bag", ITEM_GOODS, 500, 9);
	redeemed(member, "bag", 1);
	assert_int_equal(refund("RS-2", "r", 50000, "2026-11-22T11:30:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(search(), 0);
	assert_int_equal(refund("RS-1", "r", 50000, "2026-11-22T11:30:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(search_again(), 1);
	row = only(SIGNAL_REFUND);
	assert_int_equal(row.figure, 500);
	assert_string_equal(row.evidence, "refund=test:RS-1/r took=500");
	assert_int_equal(signal_waits(&e, member, &named), DB_OK);
	assert_int_equal(named, 1);
	assert_int_equal(signal_waits(&e, honest, &named), DB_OK);
	assert_int_equal(named, 0);
}

static void a_redemption_waits_while_a_signal_is_open(void **state)
{
	uint64_t member = rich_member(3000);
	struct service_env e = env();
	struct signal_found found = {.kind = SIGNAL_SURVEY, .once_key = "77", .evidence = "answers=7",
	                             .happened_at = e.now, .figure = 1, .members = &member,
	                             .n_members = 1};
	struct redeem_answer answer;
	struct signal_row row;
	bool fresh;

	(void)state;
	simple_item("pen", ITEM_GOODS, 100, 50);
	answer = redeemed(member, "pen", 1);
	assert_string_equal(row_of(member, answer.redemption_no).held_reason, "");
	assert_int_equal(signal_put(db(), &found, e.now, &fresh), DB_OK);
	assert_true(fresh);
	answer = redeemed(member, "pen", 1); /* held, not refused: the points are set aside */
	assert_string_equal(row_of(member, answer.redemption_no).held_reason, "signal");
	assert_int_equal(account(member).available, 2800);
	row = only(SIGNAL_SURVEY);
	assert_int_equal(signal_settle(&e, 5, row.signal_id, false, "reads fast"), SIGNAL_SETTLED);
	assert_int_equal(signal_settle(&e, 5, row.signal_id, true, "again"), SIGNAL_GONE);
	assert_int_equal(number(&logged, 5), 1);
	answer = redeemed(member, "pen", 1);
	assert_string_equal(row_of(member, answer.redemption_no).held_reason, "");
	/* abuse keeps the next ones waiting, for 90 days */
	found.once_key = "78";
	assert_int_equal(signal_put(db(), &found, e.now, &fresh), DB_OK);
	assert_int_equal(signal_settle(&e, 5, only(SIGNAL_SURVEY).signal_id, true, "a script"),
	                 SIGNAL_SETTLED);
	answer = redeemed(member, "pen", 1);
	assert_string_equal(row_of(member, answer.redemption_no).held_reason, "signal");
	now_is("2027-02-21T12:00:00+08:00");
	answer = redeemed(member, "pen", 1);
	assert_string_equal(row_of(member, answer.redemption_no).held_reason, "");
	prove(member);
}

static void what_was_settled_comes_back_doubled(void **state)
{
	uint64_t members[2] = {member_make(), member_make()};
	struct service_env e = env();
	struct signal_found found = {.kind = SIGNAL_ADDRESS, .once_key = "k/2026-11", .evidence = "",
	                             .happened_at = e.now, .figure = 3, .members = members,
	                             .n_members = 1};
	bool fresh;

	(void)state;
	assert_int_equal(signal_put(db(), &found, e.now, &fresh), DB_OK);
	assert_int_equal(signal_settle(&e, 5, only(SIGNAL_ADDRESS).signal_id, false, "a family"),
	                 SIGNAL_SETTLED);
	found.figure = 5;
	assert_int_equal(signal_put(db(), &found, e.now, &fresh), DB_OK);
	assert_false(fresh);
	found.figure = 6;
	found.n_members = 2;
	assert_int_equal(signal_put(db(), &found, e.now, &fresh), DB_OK);
	assert_true(fresh);
	assert_int_equal(only(SIGNAL_ADDRESS).round, 2);
	assert_int_equal(only(SIGNAL_ADDRESS).members, 2);
}

static void wrong_passwords_are_counted_and_found(void **state)
{
	uint64_t member = rich_member(0);
	struct service_env e = env();
	struct person_id id = {0, 0};
	char login[40];
	int64_t wait;
	struct signal_row row;

	(void)state;
	snprintf(login, sizeof login, "m%llu@example.net", (unsigned long long)member);
	sql("INSERT INTO sign_in_name (name, member_id, person_id, confirmed) VALUES ('%s', %llu, 1, 1)",
	    login, (unsigned long long)member);
	for (int i = 0; i < 3; i++)
		assert_int_equal(sign_in_check(&e, login, "wrong-password", &id, &wait), SIGN_IN_WRONG);
	assert_int_equal(sign_in_check(&e, "nobody@example.net", "wrong-password", &id, &wait),
	                 SIGN_IN_WRONG);
	assert_int_equal(number(&counted, member), 3);
	assert_int_equal(number(&counted, 0), 1); /* whose it was is not known */
	for (int i = 0; i < 11; i++)
		assert_int_equal(guess_note(&e, GUESS_PASSWORD, member, ""), DB_OK);
	assert_int_equal(search(), 0); /* fourteen */
	e.client = "198.51.100.9";
	assert_int_equal(guess_note(&e, GUESS_PASSWORD, member, ""), DB_OK);
	assert_int_equal(search_again(), 1);
	row = only(SIGNAL_PASSWORDS);
	assert_int_equal(row.figure, 15);
	assert_string_equal(row.evidence, "of=member day=2026-11-22 networks=2 members=0 key=");
	assert_int_equal(guess_note(&e, GUESS_PASSWORD, member, ""), DB_OK);
	assert_int_equal(search_again(), 0);
	assert_int_equal(only(SIGNAL_PASSWORDS).figure, 16);
}

static void one_network_tries_many(void **state)
{
	struct service_env e = env();

	(void)state;
	for (int i = 0; i < 5; i++) {
		uint64_t member = member_make();

		for (int k = 0; k < 10; k++)
			assert_int_equal(guess_note(&e, GUESS_PASSWORD, member, ""), DB_OK);
	}
	assert_int_equal(search(), 1);
	assert_int_equal(only(SIGNAL_PASSWORDS).figure, 50);
	assert_int_equal(only(SIGNAL_PASSWORDS).members, 5);
	assert_string_equal(only(SIGNAL_PASSWORDS).evidence,
	                    "of=network day=2026-11-22 networks=0 members=5 key=");
}

static void codes_sent_by_a_key(void **state)
{
	struct service_env e = env();

	(void)state;
	for (int k = 0; k < 20; k++)
		assert_int_equal(guess_note(&e, GUESS_CODE, 0, "demo-booking"), DB_OK);
	assert_int_equal(search(), 1);
	assert_int_equal(only(SIGNAL_CODES).figure, 20);
	assert_non_null(strstr(only(SIGNAL_CODES).evidence, "key=demo-booking"));
	assert_string_equal(only(SIGNAL_CODES).numbers, "");
}

/* A thousand members' days of 100 points, then one of 101 and one of 5,000. */
static void earnings_above_the_percentile(void **state)
{
	uint64_t usual = member_make(), rich = member_make(), imported = member_make();
	struct signal_row row;

	(void)state;
	sql("INSERT INTO earned_band (day, band, members) VALUES ('2026-11-20', 100, 1000)");
	now_is("2026-11-21T12:00:00+08:00");
	book(usual, "E-1", 10000, "2026-11-21T10:00:00+08:00", true);
	book(rich, "E-2", 500000, "2026-11-21T10:00:00+08:00", true);
	book(imported, "E-3", 900000, "2026-01-21T10:00:00+08:00", true); /* history is no news */
	now_is("2026-11-22T12:00:00+08:00");
	assert_int_equal(signal_mark_put(db(), at("2026-11-21T01:00:00+08:00")), DB_OK);
	assert_int_equal(search(), 1);
	row = only(SIGNAL_EARNINGS);
	assert_int_equal(row.figure, 5000);
	assert_string_equal(row.evidence, "day=2026-11-21 high=100 of=1000");
	assert_int_equal(search(), 0);
	assert_int_equal(signal_mark_put(db(), at("2026-11-21T01:00:00+08:00")), DB_OK);
	assert_int_equal(search(), 0); /* the day's own bands do not count for it */
	assert_int_equal(only(SIGNAL_EARNINGS).figure, 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(many_accounts_and_one_address, anew),
		cmocka_unit_test_setup(a_circle_of_friends, anew),
		cmocka_unit_test_setup(friends_with_one_payer, anew),
		cmocka_unit_test_setup(a_survey_in_seconds, anew),
		cmocka_unit_test_setup(a_redemption_waits_while_a_signal_is_open, anew),
		cmocka_unit_test_setup(what_was_settled_comes_back_doubled, anew),
		cmocka_unit_test_setup(wrong_passwords_are_counted_and_found, anew),
		cmocka_unit_test_setup(one_network_tries_many, anew),
		cmocka_unit_test_setup(codes_sent_by_a_key, anew),
		cmocka_unit_test_setup(earnings_above_the_percentile, anew),
		cmocka_unit_test_setup(a_refund_after_spending, anew),
	};

	return cmocka_run_group_tests_name("signal", tests, ledger_setup, NULL);
}
