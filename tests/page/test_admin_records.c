/* Records to check: who looks alike, and who does not; addresses that take no message,
 * and those that do again. */
#include "page/desk_world.h"

static const char *no_of(uint64_t m)
{
	static const struct db_sql number_of = {
		"SELECT member_no FROM member WHERE member_id = ?", "i", "s"};
	char *no;

	assert_int_equal(db_one(db(), test_mem(), &number_of, (int64_t)m, &no), DB_OK);
	return no;
}

static uint64_t called(const char *name, const char *birthday, const char *phone)
{
	uint64_t m = rich_member(0);

	sql("UPDATE person SET checked_on = CURDATE(), name = '%s', birthday = NULLIF('%s', ''),"
	    " phone = NULLIF('%s', '') WHERE member_id = %llu", name, birthday, phone,
	    (unsigned long long)m);
	return m;
}

static void who_looks_alike(void **state)
{
	struct browser b, boss;
	uint64_t clerk = desk_open(&b, "clerk");
	uint64_t one = called("Wang Lan", "1979-06-25", ""), two = called("Wang Lan", "1979-06-25", "");
	uint64_t other_day = called("Wang Lan", "1979-06-26", ""), none = called("Wang Lan", "", "");
	uint64_t third = called("Zhao", "", "13900000001"), fourth = called("Zhou", "", "13900000001");
	uint64_t merged = called("Hu", "1980-01-01", ""), kept = called("Hu", "1980-01-01", "");
	const char *merge = talloc_asprintf(test_mem(), "/admin/members/%s/merge", no_of(two));

	(void)state;
	desk_open(&boss, "manager");
	sql("UPDATE member SET state = 'merged' WHERE member_id = %llu", (unsigned long long)merged);
	assert_int_equal(browser_get(&b, "/admin/members/records"), 200);
	assert_int_equal(desk_logged(clerk, "member_records", 0), 1);
	assert_shows(&b, no_of(one));
	assert_shows(&b, no_of(two));
	assert_shows(&b, "Same name and birthday");
	assert_shows(&b, no_of(third));
	assert_shows(&b, no_of(fourth));
	assert_shows(&b, "Same phone");
	assert_hides(&b, no_of(other_day));
	assert_hides(&b, no_of(none));
	assert_hides(&b, no_of(kept));
	assert_hides(&b, "Wang Lan");
	assert_hides(&b, merge); /* a clerk merges nothing */
	assert_int_equal(browser_get(&boss, "/admin/members/records"), 200);
	assert_shows(&boss, merge);
	sql("UPDATE member SET state = 'merged' WHERE member_id IN (%llu, %llu)",
	    (unsigned long long)one, (unsigned long long)third);
	assert_int_equal(browser_get(&b, "/admin/members/records"), 200);
	assert_hides(&b, no_of(two));
	assert_hides(&b, no_of(fourth));
	browser_close(&b);
	browser_close(&boss);
}

static void message(uint64_t m, const char *address, const char *fate, int day)
{
	sql("INSERT INTO outbox (channel, kind, member_id, person_id, address, lang, created_at,"
	    " not_before, fate, %s, last_error) VALUES ('email', 'notice', %llu, 1, '%s', 'en',"
	    " '2026-11-%02d', '2026-11-01', '%s', '2026-11-%02d', '550 no such user')",
	    *fate ? "failed_at" : "sent_at", (unsigned long long)m, address, day, fate, day);
}

static void which_addresses_take_no_message(void **state)
{
	struct browser b;
	uint64_t dead = rich_member(0), again = rich_member(0), changed = rich_member(0);
	char mail[3][64];

	(void)state;
	desk_open(&b, "auditor");
	snprintf(mail[0], sizeof mail[0], "m%llu@example.net", (unsigned long long)dead);
	snprintf(mail[1], sizeof mail[1], "m%llu@example.net", (unsigned long long)again);
	message(dead, mail[0], "", 1);
	message(dead, mail[0], "dead", 2);
	message(dead, mail[0], "dead", 3);
	message(again, mail[1], "dead", 2);
	message(again, mail[1], "", 3);
	message(changed, "old@example.net", "dead", 2);
	sql("UPDATE person SET checked_on = CURDATE()"); /* nobody is listed for that */
	assert_int_equal(browser_get(&b, "/admin/members/records"), 200);
	assert_shows(&b, no_of(dead));
	assert_hides(&b, mail[0]);
	assert_non_null(strstr(b.body, ">2</td>"));
	assert_hides(&b, no_of(again));
	assert_hides(&b, no_of(changed));
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_looks_alike),
		cmocka_unit_test(which_addresses_take_no_message),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
