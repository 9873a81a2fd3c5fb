/* Redeeming by requests, without a script: the form, the answers to check, one
 * effect; price and stock that changed meanwhile. */
#include "page/shop_world.h"

#include "store/address.h"

static const char sent[] = "recipient=%E9%99%88%E6%98%8E&phone=138+0000+0001"
                           "&address=%E5%B9%B3%E6%B1%9F%E8%B7%AF+61+%E5%8F%B7";

static char *filled(const char *more, const char *cost, const char *form_id)
{
	return talloc_asprintf(mem, "%s&cost=%s&form_id=%s%s", sent, cost, form_id, more);
}

static void test_redeem(void **state)
{
	uint64_t m = rich_member(1000);
	struct request *r = get(mem, m, "/catalogue/case/redeem");
	const char *form_id = hidden(r, "form_id"), *cost = hidden(r, "cost");
	struct address book;
	char where[64];

	(void)state;
	assert_string_equal(cost, "300");
	r = post(m, "/catalogue/case/redeem", filled("&quantity=2", cost, form_id));
	expect(r, 200, "确认，用 600 分");
	assert_true(says(r, "value=\"400\">400</data>") && says(r, "平江路 61 号"));
	assert_string_equal(hidden(r, "form_id"), form_id);
	assert_int_equal(available(m), 1000);
	expect(post(m, "/catalogue/case/redeem", filled("&quantity=2&change=address", cost, form_id)),
	       200, "下一步：核对");
	r = post(m, "/catalogue/case/redeem", filled("&quantity=2&confirm=1", cost, form_id));
	assert_int_equal(r->status, 303);
	assert_memory_equal(r->location, "/redemptions/R", 14);
	snprintf(where, sizeof where, "%s", r->location);
	assert_int_equal(available(m), 400);
	/* The same form again, also with other answers: the same 303, nothing more. */
	r = post(m, "/catalogue/case/redeem", filled("&quantity=1&confirm=1", cost, form_id));
	assert_int_equal(r->status, 303);
	assert_string_equal(r->location, where);
	assert_int_equal(available(m), 400);
	/* The address is filled in next time. */
	assert_int_equal(address_latest(db(), mem, m, &book), DB_OK);
	assert_string_equal(book.phone, "13800000001");
	expect(get(mem, m, "/catalogue/case/redeem"), 200, "value=\"13800000001\"");
	prove_item("case");
}

static void test_redeem_wrong(void **state)
{
	uint64_t m = rich_member(500);
	struct request *r = get(mem, m, "/catalogue/case/redeem");
	const char *form_id = hidden(r, "form_id");

	(void)state;
	r = post(m, "/catalogue/case/redeem", "quantity=x&phone=12&address=%3Cb%3E&confirm=1&form_id="
	         "aaaabbbbccccddddeeee");
	expect(r, 422, "份数填 1 到 99 的整数");
	assert_true(says(r, "填收件人姓名") && says(r, "填 11 位手机号码") && says(r, "&lt;b&gt;"));
	r = post(m, "/catalogue/case/redeem", filled("&quantity=2", "300", form_id));
	expect(r, 422, "还差 100 分");
	assert_string_not_equal(hidden(r, "form_id"), form_id);
	/* A price that is not the one shown is told; confirmed again, it is taken. */
	r = post(m, "/catalogue/case/redeem", filled("&confirm=1", "280", form_id));
	expect(r, 422, "现在每份 300 分（刚才是 280 分）");
	assert_int_equal(available(m), 500);
	form_id = hidden(r, "form_id");
	assert_int_equal(post(m, "/catalogue/case/redeem",
	                      filled("&confirm=1", hidden(r, "cost"), form_id))->status, 303);
	assert_int_equal(available(m), 200);
	/* Without the form's id it is asked once more. */
	expect(post(m, "/catalogue/few/redeem", "confirm=1&cost=200"), 422, "核对后再确认一次");
	assert_int_equal(available(m), 200);
	assert_int_equal(post(m, "/catalogue/draft/redeem", "confirm=1")->status, 404);
	assert_int_equal(post(m, "/catalogue/case/redeem", "colour=red")->status, 400);
	r = request_new(mem, "POST", "/catalogue/case/redeem");
	request_set_body(r, "application/x-www-form-urlencoded", "quantity=1", 10);
	r->viewer = viewer_made(mem, m);
	web_handle(&app, r);
	assert_int_equal(r->status, 403);
}

/* Taken by somebody else between the page and the button. */
static void test_sold_meanwhile(void **state)
{
	uint64_t m = rich_member(1000), other = rich_member(1000);
	struct request *r;

	(void)state;
	simple_item("last", ITEM_VIRTUAL, 100, 2);
	r = get(mem, m, "/catalogue/last/redeem");
	redeemed(other, "last", 1);
	r = post(m, "/catalogue/last/redeem",
	         talloc_asprintf(mem, "quantity=2&cost=100&confirm=1&form_id=%s",
	                         hidden(r, "form_id")));
	expect(r, 422, "现在只剩 1 份");
	redeemed(other, "last", 1);
	r = post(m, "/catalogue/last/redeem",
	         talloc_asprintf(mem, "quantity=1&cost=100&confirm=1&form_id=%s",
	                         hidden(r, "form_id")));
	expect(r, 422, "刚刚被换完了，积分没有动");
	assert_int_equal(available(m), 1000);
	prove_item("last");
}

/* A limit is told before anything is asked. */
static void test_limit(void **state)
{
	uint64_t m = rich_member(1000);
	struct request *r;

	(void)state;
	redeemed(m, "cut", 1);
	expect(post(m, "/catalogue/cut/redeem", filled("&quantity=2", "250", "aaaabbbbccccddddeeee")),
	       422, "您已经换到上限：每 30 天每人最多 2 份");
	redeemed(m, "cut", 1);
	expect(get(mem, m, "/catalogue/cut"), 200, "您已经换到上限");
	r = get(mem, m, "/catalogue/cut/redeem");
	assert_int_equal(r->status, 303);
	assert_string_equal(r->location, "/catalogue/cut");
}

static void test_other_kinds(void **state)
{
	uint64_t m = rich_member(200000);
	struct request *r = get(mem, m, "/catalogue/trip/redeem");
	const char *form_id = hidden(r, "form_id");

	(void)state;
	assert_true(says(r, "12月5日，剩 9 位"));
	expect(post(m, "/catalogue/trip/redeem", "quantity=2&travellers=A&phone=13800000001"), 422,
	       "选一个出发日");
	r = post(m, "/catalogue/trip/redeem", "quantity=2&travellers=A&phone=13800000001&departs_on="
	         "2026-12-19");
	expect(r, 422, "这一天剩 1 位");
	assert_true(says(r, "填 2 位出行人的姓名"));
	r = post(m, "/catalogue/trip/redeem",
	         talloc_asprintf(mem, "quantity=2&travellers=A%%0D%%0A%%0D%%0AB&phone=13800000001"
	                         "&departs_on=2026-12-05&cost=700&confirm=1&form_id=%s", form_id));
	assert_int_equal(r->status, 303);
	assert_string_equal(row_of(m, r->location + 13).travellers, "A\nB");
	expect(post(m, "/catalogue/dear/redeem", "flyer_no=1"), 422, "填常旅客号码");
	expect(post(m, "/catalogue/dear/redeem", "flyer_no=CA+1234567"), 200, "CA 1234567");
	expect(post(m, "/catalogue/trees/redeem", "quantity=3"), 200, "确认捐出 300 分");
	assert_true(says(get(mem, m, "/catalogue/one/redeem"),
	                 "type=\"hidden\" name=\"quantity\" value=\"1\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_redeem),
		CASE(test_redeem_wrong),
		CASE(test_sold_meanwhile),
		CASE(test_limit),
		CASE(test_other_kinds),
	};

	return cmocka_run_group_tests(tests, shop_open, world_close);
}
