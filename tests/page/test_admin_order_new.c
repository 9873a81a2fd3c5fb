/* One order by hand: booked once, by the plan, logged; refused in words. */
#include "page/desk_world.h"

static const struct db_sql branch_of = {
	"SELECT branch FROM order_head WHERE member_id = ? AND order_no = 'HAND-1'", "i", "s"};
static const struct db_sql orders = {"SELECT COUNT(*) FROM order_head WHERE member_id = ?", "i", "i"};

static int64_t booked(uint64_t member)
{
	int64_t n;

	assert_int_equal(db_one(db(), NULL, &orders, (int64_t)member, &n), DB_OK);
	return n;
}

static const char *order(uint64_t member, const char *rest)
{
	static char body[500];

	snprintf(body, sizeof body, "member=M%07llu&order_no=HAND-1&category=%s%s",
	         (unsigned long long)member, plans->plans[0]->categories[0].code, rest);
	return body;
}

#define PAID "&paid=1234.50&paid_at=2026-11-20T10:30"

static void one_order_by_hand(void **state)
{
	uint64_t member = rich_member(0), who;
	struct browser b;
	char *branch;

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/orders"), 200);
	assert_shows(&b, "href=\"/admin/orders/new\"");
	assert_int_equal(browser_get(&b, "/admin/orders/new"), 200);
	assert_int_equal(browser_post(&b, "/admin/orders/new",
	                              order(member, PAID "&completed_at=2026-11-21T09:00&branch=hz-west")),
	                 303);
	assert_string_equal(b.location, "/admin/orders/new?done=order_booked");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_shows(&b, "The order is booked");
	assert_int_equal(booked(member), 1);
	assert_true(account(member).available > 0);
	assert_int_equal(db_one(db(), test_mem(), &branch_of, (int64_t)member, &branch), DB_OK);
	assert_string_equal(branch, "hz-west");
	assert_int_equal(desk_logged(who, "order_book", member), 1);
	/* the same again changes nothing, other figures are refused */
	assert_int_equal(browser_post(&b, "/admin/orders/new",
	                              order(member, PAID "&completed_at=2026-11-21T09:00&branch=hz-west")),
	                 303);
	assert_string_equal(b.location, "/admin/orders/new?done=order_there");
	assert_int_equal(browser_post(&b, "/admin/orders/new",
	                              order(member, "&paid=9&paid_at=2026-11-20T10:30")), 422);
	assert_shows(&b, "booked with other figures");
	assert_int_equal(booked(member), 1);
	prove(member);
	browser_close(&b);
}

static void what_is_wrong_is_told(void **state)
{
	uint64_t member = rich_member(0);
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	assert_int_equal(browser_post(&b, "/admin/orders/new", "member=M0999999&order_no=a b&category=x"
	                              "&paid=lots&paid_at="), 422);
	assert_shows(&b, "member-error");
	assert_shows(&b, "order_no-error");
	assert_shows(&b, "category-error");
	assert_shows(&b, "paid-error");
	assert_shows(&b, "paid_at-error");
	assert_shows(&b, "value=\"M0999999\"");
	assert_int_equal(browser_post(&b, "/admin/orders/new",
	                              order(member, "&paid=5&paid_at=2027-11-20T10:30")), 422);
	assert_shows(&b, "has not come yet");
	assert_int_equal(browser_post(&b, "/admin/orders/new",
	                              order(member, PAID "&completed_at=2026-11-01T10:30")), 422);
	assert_shows(&b, "before it was paid");
	assert_int_equal(browser_post(&b, "/admin/orders/new", order(member, PAID "&branch=a b")), 422);
	assert_shows(&b, "branch-error");
	assert_int_equal(booked(member), 0);
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_post(&b, "/admin/orders/new", order(member, PAID)), 403);
	browser_close(&b);
}

static int before(void **state)
{
	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	return 0;
}

#define CASE(test) cmocka_unit_test_setup(test, before)

int main(void)
{
	const struct CMUnitTest tests[] = {CASE(one_order_by_hand), CASE(what_is_wrong_is_told)};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
