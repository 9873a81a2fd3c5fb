/* Wishes and who is told that something is back; preferences and what they
 * suggest. */
#include "page/shop_world.h"

#include "store/wish.h"

static void test_wishes(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0);
	struct request *r;
	struct wish *list;
	int n;

	(void)state;
	expect(get(mem, m, "/wishes"), 200, "把喜欢的先放这里");
	r = post(m, "/wishes", "add=gone&back=%2Fcatalogue%3Fq%3Dx%26done%3Dwished");
	assert_int_equal(r->status, 303);
	assert_string_equal(r->location, "/catalogue?q=x&done=waits#i-gone");
	r = post(m, "/wishes", "add=case&back=%2F%2Fevil.example");
	assert_string_equal(r->location, "/wishes?done=wished#i-case");
	assert_int_equal(post(m, "/wishes", "add=case&back=%2Fcatalogue%2Fcase")->status, 303);
	assert_int_equal(wish_list(db(), mem, m, &list, &n), DB_OK);
	assert_int_equal(n, 2);
	r = get(mem, m, "/wishes");
	assert_true(says(r, "i-gone") && says(r, "i-case"));
	expect(get(mem, m, "/catalogue/case"), 200, "name=\"remove\" value=\"case\"");
	expect(get(mem, other, "/wishes"), 200, "把喜欢的先放这里");
	assert_int_equal(post(other, "/wishes", "remove=case")->status, 303);
	assert_int_equal(post(m, "/wishes", "remove=gone")->status, 303);
	assert_false(says(get(mem, m, "/wishes"), "i-gone"));
	assert_true(says(get(mem, m, "/wishes"), "i-case"));
	assert_int_equal(post(m, "/wishes", "add=nothing")->status, 404);
	assert_int_equal(post(m, "/wishes", "add=case&remove=case")->status, 400);
}

/* Only who waits for something that is back is told, once. */
static void test_back_in_stock(void **state)
{
	uint64_t m = rich_member(0);
	struct wish_due *due;
	int64_t armed;
	int n;

	(void)state;
	sql("DELETE FROM wish");
	simple_item("back", ITEM_GOODS, 10, 3);
	assert_int_equal(post(m, "/wishes", "add=back")->status, 303);
	assert_int_equal(wish_due(db(), mem, &due, &n), DB_OK);
	assert_int_equal(n, 0);
	sql("UPDATE item_stock SET `left` = 0 WHERE item = 'back'");
	assert_int_equal(wish_arm(db(), &armed), DB_OK);
	assert_int_equal(armed, 1);
	assert_int_equal(wish_due(db(), mem, &due, &n), DB_OK);
	assert_int_equal(n, 0);
	sql("UPDATE item_stock SET `left` = 5 WHERE item = 'back'");
	assert_int_equal(wish_due(db(), mem, &due, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(due[0].member_id, m);
	assert_int_equal(wish_told(db(), m, "back", clock_now()), DB_OK);
	assert_int_equal(wish_told(db(), m, "back", clock_now()), DB_NONE);
	assert_int_equal(wish_due(db(), mem, &due, &n), DB_OK);
	assert_int_equal(n, 0);
}

static void test_preferences(void **state)
{
	uint64_t m = rich_member(5000);
	struct request *r;

	(void)state;
	expect(get(mem, m, "/profile/preferences"), 200,
	       "id=\"suggest\" name=\"suggest\" value=\"1\" checked");
	r = post(m, "/profile/preferences", "suggest=1&interest=donation&interest=cars&destinations="
	         "%E8%8E%AB%E5%B9%B2%E5%B1%B1%EF%BC%8C+Guilin%E3%80%81&transport=&lodging=inn");
	assert_int_equal(r->status, 303);
	r = get(mem, m, "/profile/preferences?done=saved");
	expect(r, 200, "value=\"莫干山,Guilin\"");
	assert_true(says(r, "value=\"donation\" checked") && says(r, "value=\"inn\" checked"));
	r = get(mem, m, "/catalogue");
	assert_true(says(r, "您喜欢莫干山") && says(r, "您关注公益"));
	assert_int_equal(post(m, "/profile/preferences", "destinations=&transport=&lodging=")->status,
	                 303);
	assert_false(says(get(mem, m, "/catalogue"), "也许您会喜欢"));
	expect(post(m, "/profile/preferences", "transport=rocket&lodging="), 422, "从列表里选");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_wishes),
		CASE(test_back_in_stock),
		CASE(test_preferences),
	};

	return cmocka_run_group_tests(tests, shop_open, world_close);
}
