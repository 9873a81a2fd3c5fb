/* Receipts and trips, by requests on real books. */
#include "page/statement_world.h"

/* Vector 2 of the programme: 8,989 = 4,280 + 4,281 + 428. */
static void test_earned(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct request *r;

	(void)state;
	book(id, "V-0", 100000, "2026-09-12T12:00:00+08:00", true); /* silver from here */
	book(id, "V-2", 428050, "2026-10-03T12:00:00+08:00", false);
	r = get(mem, id, "/history/2");
	expect(r, 200, "¥4,280.50 × 银卡 2 倍 + 国庆");
	assert_true(says(r, "= 8,989 分"));
	assert_true(says(r, "<data value=\"4280\">+4,280</data>"));
	assert_true(says(r, "<data value=\"4281\">+4,281</data>"));
	assert_true(says(r, "<data value=\"428\">+428</data>"));
	assert_string_equal(figure(mem, r, "entry-points"), "8989");
	assert_true(says(r, "8,989 分，和入账的一致"));
	assert_true(says(r, "href=\"/orders/V-2\""));
	assert_true(says(r, "行程结束之后"));
	lang = "en";
	expect(get(mem, id, "/history/2"), 200, "8,989 points, the same as booked");
	lang = "zh-CN";
	assert_int_equal(complete("V-2", "2026-10-09T12:00:00+08:00"), ORDER_DONE);
	r = get(mem, id, "/history/3");
	expect(r, 200, "8,989 分从待生效变为可用");
	assert_true(says(r, "看原来那笔"));
	talloc_free(mem);
}

/* A refund that found part of its points spent: lots, debt, both prices. */
static void test_taken_back(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct points_answer spent;
	struct request *r;

	(void)state;
	book(id, "B-1", 80000, "2026-09-12T12:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, id, "gift", 700, clock_now(), &spent), POINTS_DONE);
	assert_int_equal(refund("B-1", "R-1", 30000, TODAY, NULL), ORDER_DONE);
	r = get(mem, id, "/history/2");
	expect(r, 200, "用了 700 分，先用最早到期的");
	assert_true(says(r, "2028年9月12日到期的积分") && says(r, "和入账的一致"));
	r = get(mem, id, "/history/3");
	expect(r, 200, "退款 ¥300：这一单的积分从 800 分变成 500 分，收回 300 分");
	assert_true(says(r, "还有 200 分没有补上"));
	assert_true(says(r, "和入账的一致"));
	assert_true(says(r, "href=\"/history/1\">看原来那笔"));
	assert_int_equal(spend_give_back(db(), plans, id, "gift", "back", 100, false, clock_now(),
	                                 &spent), POINTS_DONE);
	r = get(mem, id, "/history/4");
	expect(r, 200, "100 分退回到原来的批次");
	assert_true(says(r, "href=\"/history/2\">看原来那笔") && says(r, "和入账的一致"));
	prove(id);
	talloc_free(mem);
}

/* What does not follow from what is stored is said, not hidden. */
static void test_tampered(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct request *r;

	(void)state;
	book(id, "T-1", 80000, "2026-09-12T12:00:00+08:00", true);
	sql("UPDATE entry SET points = 900 WHERE member_id = %llu", (unsigned long long)id);
	r = get(mem, id, "/history/1");
	expect(r, 200, "重新算得 800 分，入账的是 900 分，不一致");
	assert_true(says(r, "联系客服核对"));
	talloc_free(mem);
}

static void test_not_mine(void **state)
{
	static const char *const absurd[] = {"/history/0", "/history/-1", "/history/1x",
	                                     "/history/99999999999999999999", "/history/2",
	                                     "/orders/nothing", "/orders/%27%20OR%201=1"};
	void *mem = talloc_new(NULL);
	uint64_t mine = member_make(), other = member_make();

	(void)state;
	book(mine, "MINE-1", 80000, "2026-09-12T12:00:00+08:00", true);
	assert_int_equal(get(mem, mine, "/history/1")->status, 200);
	assert_int_equal(get(mem, mine, "/orders/MINE-1")->status, 200);
	assert_int_equal(get(mem, other, "/history/1")->status, 404);
	assert_int_equal(get(mem, other, "/orders/MINE-1")->status, 404);
	for (size_t i = 0; i < sizeof absurd / sizeof absurd[0]; i++)
		assert_int_equal(get(mem, mine, absurd[i])->status, 404);
	talloc_free(mem);
}

static const struct trips_view *view_now(void *mem, uint64_t member_id)
{
	struct trips_view *view = talloc_zero(mem, struct trips_view);

	*view = (struct trips_view){viewer_made(mem, member_id), plans, clock_now(),
	                            day_of(clock_now())};
	return view;
}

static struct trip_cost cost_of(void *mem, uint64_t member_id, const char *order_no)
{
	struct statement_trip *trips;
	int n;

	assert_int_equal(statement_trip(db(), mem, member_id, order_no, &trips, &n), DB_OK);
	assert_int_equal(n, 1);
	return trip_cost_now(mem, view_now(mem, member_id), &trips[0]);
}

/* What cancelling costs is what it then costs. */
static void test_cost(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct points_answer spent;
	struct order_answer answer;
	struct trip_cost cost;

	(void)state;
	book(id, "C-1", 50000, "2026-09-01T12:00:00+08:00", true);
	book(id, "C-2", 20000, "2026-09-02T12:00:00+08:00", true);
	book(id, "C-3", 10000, "2026-09-03T12:00:00+08:00", false);
	cost = cost_of(mem, id, "C-3");
	assert_true(cost.possible && cost.taken == 100 && cost.other == 0 && cost.debt == 0);
	assert_int_equal(spend_points(db(), plans, id, "g1", 400, clock_now(), &spent), POINTS_DONE);
	cost = cost_of(mem, id, "C-1"); /* 100 left of its own, 200 of the other */
	assert_int_equal(cost.taken, 500);
	assert_int_equal(cost.other, 200);
	assert_int_equal(cost.debt, 200);
	expect(get(mem, id, "/orders/C-1"), 200, "现在整单退款，会收回 500 分。 其中 200 分会从其他积分里扣。");
	expect(get(mem, id, "/orders/C-1"), 200, "有 200 分已经用掉，会先记为欠分");
	assert_int_equal(refund("C-1", "R", 50000, TODAY, &answer), ORDER_DONE);
	assert_int_equal(answer.points_taken, 500);
	assert_int_equal(answer.debt, 200);
	assert_false(cost_of(mem, id, "C-1").possible);
	expect(get(mem, id, "/orders/C-1"), 200, "已取消");
	expect(get(mem, id, "/orders/C-1"), 200, "11月22日退款 ¥500，收回 500 分");
	cost = cost_of(mem, id, "C-2"); /* all of it is gone: all would be owed */
	assert_true(cost.taken == 200 && cost.debt == 200 && cost.other == 0);
	prove(id);
	talloc_free(mem);
}

/* A held part is taken first; the trip says what is held. */
static void test_held(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id;
	struct request *r;

	(void)state;
	use_plan("rewards");
	id = member_make();
	book(id, "H-1", 1500000, "2026-11-20T10:00:00+08:00", true);
	book(id, "H-2", 1000000, "2026-11-20T11:00:00+08:00", true);
	r = get(mem, id, "/orders");
	expect(r, 200, "核对中");
	assert_true(cost_of(mem, id, "H-2").debt == 0);
	r = get(mem, id, "/balance");
	assert_true(account(id).held > 0);
	expect(r, 200, "分正在核对");
	r = get(mem, id, "/history/2");
	expect(r, 200, "先核对再到账");
	assert_true(says(r, "和入账的一致"));
	use_plan("travel");
	talloc_free(mem);
}

/* Newest first, every trip once, two channels with one number both shown. */
static void test_trips(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	char *next = talloc_strdup(mem, "/orders");
	struct order_facts twin = facts_of(id, "N-7", 10000, "2026-09-01T12:00:00+08:00");
	struct order_answer answer;
	struct request *r = NULL;
	int rows = 0, pages = 0;

	(void)state;
	for (int i = 0; i < 24; i++) /* all paid at one instant: keys decide */
		book(id, talloc_asprintf(mem, "N-%d", i), 1000, "2026-09-01T12:00:00+08:00", i % 2);
	twin.partner = "import";
	assert_int_equal(order_book(db(), plans, mem, &twin, NULL, &answer), ORDER_DONE);
	for (; next; next = follow(mem, r, "pager-next")) {
		r = get(mem, id, next);
		assert_int_equal(r->status, 200);
		for (const char *at = r->out.data; (at = strstr(at, "class=\"card trip")); at++)
			rows++;
		pages++;
	}
	assert_int_equal(rows, 25);
	assert_int_equal(pages, 3);
	r = get(mem, id, "/orders/N-7");
	expect(r, 200, "Test Travel");
	assert_true(says(r, "旅行社登记"));
	assert_int_equal(get(mem, id, "/orders?before=1")->status, 400);
	assert_int_equal(get(mem, id, "/orders?before=x&at=a:b")->status, 400);
	assert_int_equal(get(mem, id, "/orders?before=1&at=a")->status, 400);
	assert_int_equal(get(mem, id, "/orders?before=1&at=a:b")->status, 200);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_earned),   cmocka_unit_test(test_taken_back),
		cmocka_unit_test(test_tampered), cmocka_unit_test(test_not_mine),
		cmocka_unit_test(test_cost),     cmocka_unit_test(test_held),
		cmocka_unit_test(test_trips),
	};

	return cmocka_run_group_tests(tests, world_open, world_close);
}
