/* Balance, history and export, by requests on real books. */
#include "page/statement_world.h"

#include <stdlib.h>

static void test_new_member(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct request *r = get(mem, id, "/balance");

	(void)state;
	expect(r, 200, "第一次出行，积分就从这里开始");
	assert_string_equal(figure(mem, r, "points-available"), "0");
	assert_string_equal(figure(mem, r, "points-debt"), "0");
	assert_string_equal(figure(mem, r, "tier"), "standard");
	assert_true(says(r, "再得 1,000 分升银卡"));
	assert_true(says(r, "中午好，&lt;b&gt;陈明"));
	assert_false(says(r, "<b>陈明"));
	assert_string_equal(answer_header(r, "Cache-Control"), "no-store");
	expect(r, 200, "<img src=\"/balance/code.png?v=");
	r = get(mem, id, "/balance/code.png");
	assert_string_equal(r->content_type, "image/png");
	assert_memory_equal(r->out.data, "\x89PNG", 4);
	expect(get(mem, id, "/history"), 200, "还没有积分变动");
	expect(get(mem, id, "/orders"), 200, "下一段旅程，从这里记起");
	talloc_free(mem);
}

static void test_figures(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct order_facts trip = facts_of(id, "F-3", 30000, "2026-11-20T12:00:00+08:00");
	struct order_answer answer;
	struct request *r;

	(void)state;
	book(id, "F-1", 120000, "2024-12-01T12:00:00+08:00", true); /* 1,200, ends 2026-12-01 */
	book(id, "F-2", 50000, "2026-10-20T12:00:00+08:00", true);  /* silver: 1,000 */
	trip.travel_end = day("2026-12-24");
	trip.destination = "桂林";
	assert_int_equal(order_book(db(), plans, mem, &trip, NULL, &answer), ORDER_DONE);
	r = get(mem, id, "/balance");
	expect(r, 200, "points-available");
	assert_string_equal(figure(mem, r, "points-available"), "2200");
	assert_string_equal(figure(mem, r, "points-pending"), "600");
	assert_string_equal(figure(mem, r, "points-ending"), "1200");
	assert_string_equal(figure(mem, r, "points-lifetime"), "2200");
	assert_string_equal(figure(mem, r, "tier"), "silver");
	assert_string_equal(figure(mem, r, "entry-points"), "600");
	assert_string_equal(figure(mem, r, "entry-balance"), "2200");
	assert_true(says(r, "再得 2,800 分升金卡"));
	assert_true(says(r, "<progress max=\"5000\" value=\"2200\""));
	assert_true(says(r, "国内游 · 桂林"));
	assert_true(says(r, "12月24日起可用"));
	assert_true(says(r, "<time datetime=\"2026-12-01\">12月1日止"));
	assert_true(says(r, "约值 ¥220"));
	prove(id);
	talloc_free(mem);
}

/* More lots end this month than are read: the sum is right all the same. */
static void test_many_ending(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct request *r;

	(void)state;
	for (int i = 0; i < 75; i++)
		book(id, talloc_asprintf(mem, "E-%d", i), 1000,
		     i < 70 ? "2024-12-10T12:00:00+08:00" : "2024-12-24T12:00:00+08:00", true);
	r = get(mem, id, "/balance");
	assert_string_equal(figure(mem, r, "points-available"), "750");
	assert_string_equal(figure(mem, r, "points-ending"), "700");
	assert_true(says(r, "<th scope=\"row\">更晚</th><td class=\"num\">150</td>"));
	talloc_free(mem);
}

/* Two statements a view: the viewer's and this one; also with a long history. */
static void test_statements(void **state)
{
	static const char *const targets[] = {"/balance", "/history", "/history?kind=earn",
	                                      "/history?from=2020-01-01", "/orders"};
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();

	(void)state;
	book(id, "S-1", 120000, "2026-10-01T12:00:00+08:00", true);
	for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
		int64_t before = statements();

		assert_int_equal(get(mem, id, targets[i])->status, 200);
		/* the viewer's, the page's, and the counting one itself */
		assert_int_equal(statements() - before, 3);
	}
	talloc_free(mem);
}

/* The day after a lot's last day the page is right without the nightly job. */
static void test_ended_overnight(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct request *r;

	(void)state;
	book(id, "O-1", 10000, "2024-11-22T12:00:00+08:00", true); /* ends 2026-11-22 */
	book(id, "O-2", 5000, "2026-11-22T11:00:00+08:00", false);
	now_is("2026-11-22T23:59:59+08:00");
	r = get(mem, id, "/balance");
	assert_string_equal(figure(mem, r, "points-available"), "100");
	assert_string_equal(figure(mem, r, "points-ending"), "100");
	now_is("2026-11-23T00:00:00+08:00");
	r = get(mem, id, "/balance");
	assert_string_equal(figure(mem, r, "points-available"), "0");
	assert_string_equal(figure(mem, r, "points-pending"), "50");
	assert_string_equal(figure(mem, r, "points-ending"), "0");
	now_is(TODAY);
	talloc_free(mem);
}

static void test_debt(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct points_answer spent;
	struct request *r;

	(void)state;
	book(id, "D-1", 50000, "2026-10-20T12:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, id, "ref-1", 500, clock_now(), &spent), POINTS_DONE);
	assert_int_equal(refund("D-1", "R1", 50000, TODAY, NULL), ORDER_DONE);
	r = get(mem, id, "/balance");
	expect(r, 200, "11月22日订单 D-1 退款，还欠 500 分");
	assert_string_equal(figure(mem, r, "points-debt"), "500");
	assert_string_equal(figure(mem, r, "points-available"), "0");
	assert_string_equal(figure(mem, r, "entry-balance"), "-500");
	assert_true(says(r, "href=\"/history/3\""));
	r = get(mem, id, "/history");
	expect(r, 200, "href=\"/history/1\">原来那笔</a>");
	prove(id);
	talloc_free(mem);
}

/* Pages forth and back meet every entry once; the changes add up. */
static void test_paging(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	char *next = talloc_strdup(mem, "/history"), *last = NULL;
	struct request *r = NULL;
	int rows = 0, pages = 0;

	(void)state;
	for (int i = 0; i < 45; i++)
		book(id, talloc_asprintf(mem, "P-%d", i), 1000, "2026-10-20T12:00:00+08:00", true);
	for (; next; next = follow(mem, r, "pager-next")) {
		r = get(mem, id, next);
		assert_int_equal(r->status, 200);
		for (const char *at = r->out.data; (at = strstr(at, "class=\"entry-points")); at++)
			rows++;
		last = next;
		pages++;
	}
	assert_int_equal(rows, 45);
	assert_int_equal(pages, 3);
	r = get(mem, id, last);
	assert_string_equal(follow(mem, r, "pager-prev"), "/history?before=26");
	r = get(mem, id, follow(mem, r, "pager-prev"));
	assert_string_equal(follow(mem, r, "pager-prev"), "/history");
	r = get(mem, id, "/history?kind=earn&before=6");
	assert_string_equal(follow(mem, r, "pager-prev"), "/history?kind=earn&before=26");
	r = get(mem, id, follow(mem, r, "pager-prev"));
	assert_string_equal(follow(mem, r, "pager-prev"), "/history?kind=earn");
	talloc_free(mem);
}

static void test_filters(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct request *r;

	(void)state;
	book(id, "Q-1", 10000, "2026-08-31T23:59:59+08:00", true);
	book(id, "Q-2", 20000, "2026-09-01T00:00:00+08:00", true);
	book(id, "Q-3", 30000, "2026-09-30T23:59:59+08:00", true);
	book(id, "Q-4", 40000, "2026-10-01T00:00:00+08:00", true);
	r = get(mem, id, "/history?from=2026-09-01&to=2026-09-30");
	expect(r, 200, "/history/3\"");
	assert_true(says(r, "/history/2\"") && !says(r, "/history/1\"") && !says(r, "/history/4\""));
	expect(get(mem, id, "/history?kind=spend"), 200, "这个范围里没有变动");
	/* The template's list of kinds is written out: it has them all, the chosen one chosen. */
	for (int kind = 1; kind < ENTRY__MAX; kind++) {
		const char *word = entry_kind_word((enum entry_kind)kind);

		r = get(mem, id, talloc_asprintf(mem, "/history?kind=%s", word));
		expect(r, 200, talloc_asprintf(mem, "<option value=\"%s\" selected>", word));
	}
	expect(get(mem, id, "/history?utm_source=wechat&kind="), 200, "/history/4\"");
	expect(get(mem, id, "/history?from=2026-02-30"), 422, "日期写成");
	expect(get(mem, id, "/history?from=0001-01-01"), 422, "日期写成");
	expect(get(mem, id, "/history?from=2026-10-01&to=2026-09-01"), 422, "结束日期");
	expect(get(mem, id, "/history?kind=%3Cscript%3E"), 422, "从列表里选一个类型");
	assert_int_equal(get(mem, id, "/history?before=0")->status, 400);
	assert_int_equal(get(mem, id, "/history?before=-5")->status, 400);
	assert_int_equal(get(mem, id, "/history?before=1e9")->status, 400);
	assert_int_equal(get(mem, id, "/history?before=99999999999999999999")->status, 400);
	expect(get(mem, id, "/history?before=9223372036854775807"), 200, "/history/4\"");
	expect(get(mem, id, "/history?before=1"), 200, "没有变动");
	talloc_free(mem);
}

/* A very long history: dates are searched in stretches, kinds by their index. */
static void test_long_history(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct request *r;
	int pages = 1;

	(void)state;
	sql("INSERT INTO entry WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c"
	    " WHERE n < 120), s (n) AS (SELECT a.n + 120 * (b.n - 1) FROM c a JOIN c b ON b.n <= 100)"
	    " SELECT %llu, s.n, IF(s.n = 3, 9, 8), 1, 0, s.n, 0, 0, 10, CONCAT('t', s.n),"
	    " '2020-01-01' + INTERVAL s.n HOUR, '2026-01-01', 1, '', REPEAT('0', 32),"
	    " REPEAT('0', 32) FROM s", (unsigned long long)id);
	sql("UPDATE account SET last_seq = 12000 WHERE member_id = %llu", (unsigned long long)id);
	r = get(mem, id, "/history?to=2020-01-01");
	expect(r, 200, "更早的还有");
	while (!says(r, "entry-points") && pages++ < 9)
		r = get(mem, id, follow(mem, r, "pager-next"));
	assert_int_equal(pages, 3);
	assert_true(says(r, "/history/15\"") && !says(r, "/history/17\""));
	r = get(mem, id, "/history?kind=adjust");
	expect(r, 200, "/history/3\"");
	r = get(mem, id, "/history.csv?to=2020-01-01");
	expect(r, 200, "\n15,");
	assert_false(says(r, "\n17,"));
	r = get(mem, id, "/history.csv");
	assert_true(says(r, "\n12000,") && says(r, "\n7001,") && says(r, "\n1,"));
	talloc_free(mem);
}

static void test_export(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t id = member_make();
	struct order_facts trip = facts_of(id, "X-1", 30000, "2026-11-20T12:00:00+08:00");
	struct order_answer answer;
	struct request *r;

	(void)state;
	trip.category = "hotel";
	trip.destination = "=1+1\"";
	assert_int_equal(order_book(db(), plans, mem, &trip, NULL, &answer), ORDER_DONE);
	r = get(mem, id, "/history.csv?kind=earn");
	expect(r, 200, "\xef\xbb\xbf\"序号\",\"时间\"");
	assert_string_equal(r->content_type, "text/csv; charset=utf-8");
	assert_true(says(r, "1,\"2026-11-20T12:00:00+08:00\",\"出行得分\",\"酒店 · =1+1\"\"\",\"X-1\","
	                    "300,0,300,0,0\r\n"));
	lang = "en";
	expect(get(mem, id, "/history.csv"), 200, "\xef\xbb\xbf\"No.\",\"Time\"");
	expect(get(mem, id, "/balance"), 200, "pending until the trip is over");
	expect(get(mem, id, "/history"), 200, "<option value=\"earn\">Earned on a trip");
	lang = "zh-CN";
	assert_int_equal(get(mem, id, "/history.csv?kind=x")->status, 400);
	talloc_free(mem);
}

/* The other measures of a tier: what is missing, in their own words. */
static void test_measures(void **state)
{
	void *mem = talloc_new(NULL);
	uint64_t crm, retail;
	struct request *r;

	(void)state;
	use_plan("crm");
	crm = member_make();
	book(crm, "M-0", 900000, "2024-10-01T12:00:00+08:00", true); /* out of the window */
	book(crm, "M-1", 1900000, "2026-10-20T12:00:00+08:00", true);
	r = get(mem, crm, "/balance");
	expect(r, 200, "再消费 ¥1,000，或再出行 4 次，升金卡");
	assert_true(says(r, "<progress max=\"2000000\" value=\"1900000\""));
	use_plan("retail");
	retail = member_make();
	book(retail, "N-0", 90000, "2025-10-10T12:00:00+08:00", true); /* out of 12 months */
	book(retail, "N-1", 40000, "2026-10-20T12:00:00+08:00", true);
	r = get(mem, retail, "/balance");
	expect(r, 200, "再得 600 分升银卡");
	assert_string_equal(figure(mem, r, "points-lifetime"), "1300");
	use_plan("travel");
	talloc_free(mem);
}

static void test_window(void **state)
{
	struct plan plan = {.measure = MEASURE_POINTS_WINDOW, .window_months = 12};

	(void)state;
	assert_int_equal(balance_window_from(&plan, day("2026-11-22")), at("2025-11-23T00:00:00+08:00"));
	assert_int_equal(balance_window_from(&plan, day("2025-02-28")), at("2024-03-01T00:00:00+08:00"));
	plan.window_months = 0;
	assert_int_equal(balance_window_from(&plan, day("2026-11-22")), 0);
	plan.measure = MEASURE_POINTS_LIFETIME;
	assert_int_equal(balance_window_from(&plan, day("2026-11-22")), INSTANT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_member),      cmocka_unit_test(test_figures),
		cmocka_unit_test(test_statements),      cmocka_unit_test(test_ended_overnight),
		cmocka_unit_test(test_many_ending),
		cmocka_unit_test(test_debt),            cmocka_unit_test(test_paging),
		cmocka_unit_test(test_filters),         cmocka_unit_test(test_long_history),
		cmocka_unit_test(test_export),          cmocka_unit_test(test_measures),
		cmocka_unit_test(test_window),
	};

	return cmocka_run_group_tests(tests, world_open, world_close);
}
