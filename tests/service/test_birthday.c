/* Birthday gifts: what each plan promises, for the tier it promises it to, once a
 * year, whatever day is written into the profile in between. */
#include "service/redeem_support.h"

#include "service/birthday.h"
#include "store/birthday.h"

static const struct db_sql gifts = {
	"SELECT COUNT(*) FROM birthday_gift WHERE member_id = ?", "i", "i"};
static const struct db_sql coupons = {
	"SELECT COUNT(*) FROM coupon WHERE member_id = ? AND source = 'birthday' AND state = 'issued'",
	"i", "i"};
static const struct db_sql coupon_fen = {
	"SELECT fen FROM coupon WHERE member_id = ? AND source = 'birthday' LIMIT 1", "i", "i"};
static const struct db_sql coupon_days = {
	"SELECT TO_DAYS(expires_on) - 719528 FROM coupon WHERE member_id = ? AND source = 'birthday'"
	" LIMIT 1", "i", "i"};
static const struct db_sql credited = {
	"SELECT CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM entry WHERE member_id = ?"
	" AND source_kind = 9", "i", "i"};
static const struct db_sql placed = {
	"SELECT COUNT(*) FROM redemption WHERE member_id = ? AND item = 'birthday'"
	" AND cost_points = 0 AND state = 'placed'", "i", "i"};
static const struct db_sql notices = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind LIKE 'birthday%'", "i", "i"};
static const struct db_sql mails = {
	"SELECT COUNT(*) FROM outbox WHERE member_id = ? AND kind = 'birthday'", "i", "i"};

static int give(uint64_t member, const char *birthday, bool month)
{
	struct service_env env = env_of(db(), test_mem());
	int given = -1, missing = 0;

	assert_int_equal(birthday_give(&env, plans, member, day(birthday), month, &given, &missing),
	                 DB_OK);
	assert_int_equal(missing, 0);
	return given;
}

static uint64_t silver(void)
{
	uint64_t member = rich_member(0);
	char order[32];

	snprintf(order, sizeof order, "silver-%llu", (unsigned long long)member);
	book(member, order, 150000, "2026-03-01T10:00:00+08:00", true);
	return member;
}

static void born(uint64_t member, const char *birthday)
{
	sql("UPDATE person SET birthday = '%s' WHERE member_id = %llu", birthday,
	    (unsigned long long)member);
}

static bool is_listed(uint64_t member, int64_t key)
{
	struct birthday *found;
	uint64_t after = 0;
	bool listed = false;
	int n = 1;

	while (n > 0) {
		assert_int_equal(birthday_list(db(), test_mem(), key, after, &found, &n), DB_OK);
		for (int i = 0; i < n; i++) {
			assert_true(found[i].member_id > after);
			after = found[i].member_id;
			listed = listed || after == member;
		}
	}
	return listed;
}

static void the_calendar_knows_leap_days(void **state)
{
	int64_t also;

	(void)state;
	assert_int_equal(birthday_key(day("2026-11-22"), &also), 1122);
	assert_int_equal(also, 0);
	assert_int_equal(birthday_key(day("2027-02-28"), &also), 228);
	assert_int_equal(also, 229);
	assert_int_equal(birthday_key(day("2028-02-28"), &also), 228);
	assert_int_equal(also, 0);
	assert_int_equal(birthday_key(day("2028-02-29"), &also), 229);
	assert_int_equal(birthday_in_year(229, day("2027-02-01")), day("2027-02-28"));
	assert_int_equal(birthday_in_year(229, day("2028-02-01")), day("2028-02-29"));
	assert_int_equal(birthday_in_year(1231, day("2026-12-01")), day("2026-12-31"));
}

static void who_has_one_is_found_by_the_day(void **state)
{
	uint64_t a = rich_member(0), b = rich_member(0), closed = rich_member(0);

	(void)state;
	born(a, "1990-11-22");
	born(b, "1992-02-29");
	born(closed, "1990-11-22");
	sql("UPDATE member SET state = 'closed' WHERE member_id = %llu", (unsigned long long)closed);
	assert_true(is_listed(a, 1122));
	assert_false(is_listed(a, 1123));
	assert_true(is_listed(b, 229));
	assert_false(is_listed(b, 228));
	assert_false(is_listed(closed, 1122));
}

static void a_coupon_for_silver_and_up(void **state)
{
	uint64_t low = rich_member(0), m = silver();

	(void)state;
	assert_int_equal(give(low, "2026-11-22", false), 0);
	assert_int_equal(number(&gifts, low), 0);
	assert_int_equal(give(m, "2026-11-22", false), 1);
	assert_int_equal(give(m, "2026-11-22", false), 0);
	assert_int_equal(number(&coupons, m), 1);
	assert_int_equal(number(&coupon_fen, m), 5000);
	assert_int_equal(number(&coupon_days, m), day("2027-02-22"));
	assert_int_equal(number(&notices, m), 1);
	assert_int_equal(number(&mails, m), 1);
	prove(m);
}

/* The gift is the year's: another day in the profile brings no other one, also
 * across the turn of the year; the next birthday does. */
static void once_a_year(void **state)
{
	uint64_t m = silver();

	(void)state;
	assert_int_equal(give(m, "2026-11-22", false), 1);
	assert_int_equal(give(m, "2026-12-01", false), 0);
	assert_int_equal(give(m, "2027-01-02", false), 0);
	assert_int_equal(give(m, "2027-11-22", false), 1);
	assert_int_equal(number(&coupons, m), 2);
	assert_int_equal(number(&gifts, m), 2);
}

static void points_for_all(void **state)
{
	uint64_t m;

	(void)state;
	use_plan("rewards");
	m = rich_member(0);
	assert_int_equal(give(m, "2026-11-22", false), 1);
	assert_int_equal(give(m, "2026-11-22", false), 0);
	assert_int_equal(number(&credited, m), 100);
	assert_int_equal(account(m).available, 100);
	assert_int_equal(account(m).lifetime, 0); /* gifts never touch the tier */
	assert_int_equal(number(&notices, m), 1);
	prove(m);
	use_plan("travel");
}

static void a_present_and_a_coupon(void **state)
{
	struct service_env env = env_of(db(), test_mem());
	uint64_t m, late;
	int given = -1, missing = 0;

	(void)state;
	use_plan("retail");
	m = rich_member(0);
	assert_int_equal(birthday_give(&env, plans, m, day("2026-11-22"), true, &given, &missing),
	                 DB_OK);
	assert_int_equal(missing, 1); /* there is no present yet: nothing is written */
	assert_int_equal(given, 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(birthday_item_add(&env), DB_OK);
	assert_int_equal(give(m, "2026-11-22", true), 1);
	assert_int_equal(number(&placed, m), 1);
	assert_int_equal(number(&coupons, m), 0);
	assert_int_equal(give(m, "2026-11-22", false), 1); /* on the day: the coupon */
	assert_int_equal(give(m, "2026-11-22", false), 0);
	assert_int_equal(number(&placed, m), 1);
	assert_int_equal(number(&coupon_fen, m), 2000);
	late = rich_member(0); /* told their birthday within the month */
	assert_int_equal(give(late, "2026-11-25", false), 2);
	assert_int_equal(number(&placed, late), 1);
	assert_int_equal(item_stock_set(db(), ITEM_OF_BIRTHDAY, 0), DB_OK);
	late = rich_member(0);
	missing = 0;
	assert_int_equal(birthday_give(&env, plans, late, day("2026-11-25"), false, &given, &missing),
	                 DB_OK);
	assert_int_equal(given, 1); /* the coupon; no present is left */
	assert_int_equal(missing, 1);
	assert_int_equal(number(&placed, late), 0);
	prove_item(ITEM_OF_BIRTHDAY);
	use_plan("travel");
}

static int at_once(struct database *own, uint64_t member, int i)
{
	struct service_env env = env_of(own, talloc_new(NULL));
	int given = 0, missing = 0;

	(void)i;
	if (birthday_give(&env, plans, member, day("2026-11-22"), false, &given, &missing) != DB_OK)
		return -1;
	return given;
}

static void two_runs_give_it_once(void **state)
{
	uint64_t m = silver();

	(void)state;
	together(8, at_once, m);
	assert_int_equal(count(8, 1), 1);
	assert_int_equal(count(8, 0), 7);
	assert_int_equal(number(&coupons, m), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_calendar_knows_leap_days),
		cmocka_unit_test(who_has_one_is_found_by_the_day),
		cmocka_unit_test(a_coupon_for_silver_and_up),
		cmocka_unit_test(once_a_year),
		cmocka_unit_test(points_for_all),
		cmocka_unit_test(a_present_and_a_coupon),
		cmocka_unit_test(two_runs_give_it_once),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
