/* Suppliers: who is one, who is due, two editors, a form sent twice, late deliveries. */
#include "service/redeem_support.h"

#include "service/supplier.h"

#define CLERK 7
#define OTHER 8

static struct service_env here(void)
{
	return env_of(db(), test_mem());
}

static int32_t today(void)
{
	return day_of(clock_now());
}

/* A service: it waits for staff and needs no address. */
static void item_of(const char *code, const char *supplier)
{
	struct item item = plain_item(code, ITEM_SERVICE, 100);

	item.supplier = talloc_strdup(test_mem(), supplier);
	store_item(&item, 10);
}

static struct supplier look(const char *name, int32_t day)
{
	struct supplier s;

	assert_int_equal(supplier_read(db(), test_mem(), name, day, &s), DB_OK);
	return s;
}

static enum supplier_outcome saves(const char *name, const char *contact, int64_t version)
{
	struct service_env env = here();
	struct supplier s = {.name = name, .contact = contact, .phone = "", .email = "", .terms = "",
	                     .version = version};

	return supplier_save(&env, CLERK, &s);
}

static enum supplier_outcome judges(uint64_t staff, const char *name, int64_t n, int64_t score,
                                    int32_t next_on)
{
	struct service_env env = here();
	struct supplier_review v = {.n = n, .score = score, .next_on = next_on,
	                            .words = talloc_strdup(test_mem(), "punctual")};

	return supplier_judge(&env, staff, name, &v);
}

static int64_t logged(const char *action, const char *subject)
{
	static const struct db_sql count = {
		"SELECT COUNT(*) FROM staff_action WHERE action = ? AND subject = ?", "ss", "i"};
	int64_t n = 0;

	assert_int_equal(db_one(db(), NULL, &count, action, subject, &n), DB_OK);
	return n;
}

static void an_item_makes_its_supplier(void **state)
{
	struct supplier s;

	(void)state;
	assert_int_equal(supplier_read(db(), test_mem(), "甲", today(), &s), DB_NONE);
	assert_int_equal(supplier_read(db(), test_mem(), "", today(), &s), DB_NONE);
	item_of("jia-1", "甲");
	item_of("jia-2", "甲");
	s = look("甲", today());
	assert_int_equal(s.items, 2);
	assert_int_equal(s.reviews, 0);
	assert_int_equal(s.version, 0);
	assert_int_equal(s.review_on, DAY_NONE);
	assert_true(s.due);
}

static void two_editors_do_not_overwrite_each_other(void **state)
{
	(void)state;
	item_of("yi-1", "乙");
	assert_int_equal(saves("乙", "Li", 0), SUPPLIER_OK);
	assert_int_equal(saves("乙", "Wang", 0), SUPPLIER_CHANGED);
	assert_string_equal(look("乙", today()).contact, "Li");
	assert_int_equal(saves("乙", "Wang", 1), SUPPLIER_OK);
	assert_string_equal(look("乙", today()).contact, "Wang");
	assert_int_equal(look("乙", today()).version, 2);
	assert_int_equal(logged("supplier_set", "乙"), 2);
}

static void a_review_is_one_however_often_sent(void **state)
{
	struct supplier_review *rows;
	int64_t due, then;
	int n;

	(void)state;
	item_of("bing-1", "丙");
	assert_int_equal(supplier_due(db(), today(), &due), DB_OK);
	assert_int_equal(judges(CLERK, "丙", 2, 4, today() + 30), SUPPLIER_CHANGED);
	assert_int_equal(judges(CLERK, "丙", 1, 4, today() + 30), SUPPLIER_OK);
	assert_int_equal(judges(CLERK, "丙", 1, 4, today() + 30), SUPPLIER_OK);
	assert_int_equal(judges(CLERK, "丙", 1, 5, today() + 30), SUPPLIER_CHANGED);
	assert_int_equal(judges(OTHER, "丙", 1, 4, today() + 30), SUPPLIER_CHANGED);
	assert_int_equal(logged("supplier_judge", "丙"), 1);
	assert_int_equal(supplier_due(db(), today(), &then), DB_OK);
	assert_int_equal(then, due - 1);
	assert_false(look("丙", today() + 29).due);
	assert_true(look("丙", today() + 30).due);
	assert_int_equal(saves("丙", "Zhao", 0), SUPPLIER_OK); /* its row is there, without a contact */
	assert_int_equal(judges(OTHER, "丙", 2, 2, today() + 60), SUPPLIER_OK);
	assert_int_equal(supplier_reviews(db(), test_mem(), "丙", &rows, &n), DB_OK);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].score, 2);
	assert_int_equal(rows[1].score, 4);
	assert_int_equal(look("丙", today()).score, 2);
}

static void a_long_name_is_cut_in_the_log(void **state)
{
	char *name = talloc_strdup(test_mem(), ""), *cut = talloc_strdup(test_mem(), "");

	(void)state;
	for (int i = 0; i < 80; i++)
		name = talloc_strdup_append(name, "长");
	for (int i = 0; i < 60; i++)
		cut = talloc_strdup_append(cut, "长");
	item_of("long-1", name);
	assert_int_equal(saves(name, "Li", 0), SUPPLIER_OK);
	assert_int_equal(logged("supplier_set", cut), 1);
}

static void what_is_late_is_counted(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer answer;
	struct supplier_late *late;
	struct supplier s;
	int n;

	(void)state;
	item_of("ding-1", "丁");
	answer = redeemed(m, "ding-1", 1);
	s = look("丁", today());
	assert_int_equal(s.waiting, 1);
	assert_int_equal(s.late, 0);
	s = look("丁", today() + 60);
	assert_int_equal(s.late, 1);
	assert_int_equal(supplier_late(db(), test_mem(), "丁", today(), 10, &late, &n), DB_OK);
	assert_int_equal(n, 0);
	assert_int_equal(supplier_late(db(), test_mem(), "丁", today() + 60, 10, &late, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_string_equal(late[0].redemption_no, answer.redemption_no);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_item_makes_its_supplier),
		cmocka_unit_test(two_editors_do_not_overwrite_each_other),
		cmocka_unit_test(a_review_is_one_however_often_sent),
		cmocka_unit_test(a_long_name_is_cut_in_the_log),
		cmocka_unit_test(what_is_late_is_counted),
	};

	return cmocka_run_group_tests(tests, shop_setup, NULL);
}
