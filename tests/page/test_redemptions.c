/* My redemptions, coupons, planner, addresses: by requests on real books; and
 * nothing of them for anybody else. */
#include "page/statement_world.h"
#include "service/redeem_support.h"

#include "page/addresses.h"
#include "page/coupons.h"
#include "page/donations.h"
#include "page/history.h"
#include "page/planner.h"
#include "page/redemptions.h"
#include "store/address.h"

static void *mem;

static const char *csrf_of(const struct request *r)
{
	(void)r;
	return "c5rf";
}

static int shop_open(void **state)
{
	static const struct route *const families[] = {coupons_routes, redemptions_routes,
	                                               planner_routes, addresses_routes,
	                                               donations_routes, receipt_routes,
	                                               history_routes};
	struct item hotel = plain_item("hotel-10", ITEM_COUPON, 330);
	const char *pages[18] = {"error"};
	int n = 0, n_pages = 1;

	ledger_setup(state);
	log_open("test", LOG_ERROR + 1);
	for (size_t f = 0; f < sizeof families / sizeof families[0]; f++)
		for (const struct route *row = families[f]; row->path; row++) {
			routes[n++] = *row;
			if (row->template)
				pages[n_pages++] = row->template;
		}
	sql("INSERT INTO partner VALUES ('desk', 'Harbour Desk', 'active', '2026-01-01')");
	portal.db = db();
	portal.config = config_parse("Static = tests/nowhere\nBase.Url = https://points.test\n");
	portal.view = view_open("templates", pages, n_pages);
	app = (struct web_app){.program = "member", .routes = routes, .n = n, .app = &portal,
	                       .render = render, .problem = problem, .csrf = csrf_of};
	hotel.coupon_percent_bp = 1000;
	hotel.coupon_min_fen = 30000;
	hotel.name = "酒店九折券";
	store_item(&hotel, -1);
	simple_item("coupon", ITEM_COUPON, 0, -1);
	simple_item("tea", ITEM_GOODS, 300, 50);
	simple_item("trees", ITEM_DONATION, 100, -1);
	return portal.view ? 0 : -1;
}

static int set_up(void **state)
{
	(void)state;
	mem = talloc_new(NULL);
	lang = "zh-CN";
	now_is(TODAY);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	TALLOC_FREE(mem);
	return 0;
}

static struct request *post(uint64_t member_id, const char *target, const char *form)
{
	struct request *r = request_new(mem, "POST", target);
	char *body = talloc_asprintf(mem, "csrf=c5rf%s%s", form[0] ? "&" : "", form);

	portal.plans = plans;
	request_set_body(r, "application/x-www-form-urlencoded", body, strlen(body));
	r->app = &portal;
	r->viewer = viewer_made(mem, member_id);
	web_handle(&app, r);
	return r;
}

static struct request *show(uint64_t member_id, const char *format, const char *key)
{
	return get(mem, member_id, talloc_asprintf(mem, "%.*s%s%s", (int)strcspn(format, "*"), format,
	                                           key, format + strcspn(format, "*") + 1));
}

static const char *code_of(uint64_t member_id, const char *redemption_no)
{
	struct coupon *list;
	int n;

	assert_int_equal(coupon_of_redemption(db(), mem, member_id, redemption_no, &list, &n), DB_OK);
	assert_int_equal(n, 1);
	return list[0].code;
}

/* A redemption of goods that go to an address. */
static const char *tea_sent(uint64_t member_id)
{
	static int n;
	struct redeem_asked asked = asks(member_id, "tea", 1, talloc_asprintf(mem, "tea-%d", n++));
	struct redeem_answer answer;

	asked.recipient = "<i>陈明";
	asked.phone = "13800000001";
	asked.address = "桂林路 5 号";
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_OK);
	return talloc_strdup(mem, answer.redemption_no);
}

static void test_nothing_yet(void **state)
{
	uint64_t m = rich_member(0);

	(void)state;
	expect(get(mem, m, "/coupons"), 200, "100 分就能换一张 ¥10 的券");
	expect(get(mem, m, "/redemptions"), 200, "还没有换过东西");
	expect(get(mem, m, "/redemptions?open=1"), 200, "没有正在办的兑换");
	expect(get(mem, m, "/planner"), 200, "现在没有会到期的积分");
	expect(get(mem, m, "/addresses"), 200, "还没有地址");
	lang = "en";
	expect(get(mem, m, "/coupons"), 200, "No coupons yet");
}

static void test_coupon(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer got = redeemed(m, "coupon", 3);
	const char *code = code_of(m, got.redemption_no);
	struct service_env env = {.db = db(), .mem = mem, .now = clock_now()};
	struct request *r = get(mem, m, "/coupons");
	int64_t fen;

	(void)state;
	expect(r, 200, talloc_asprintf(mem, "<a class=\"tick-in\" href=\"/coupons/%s\">", code));
	assert_true(says(r, "¥30"));
	r = show(m, "/coupons/*", code);
	expect(r, 200, talloc_asprintf(mem, "<span>%.4s</span> <span>%.4s</span> <span>", code,
	                               code + 4));
	assert_true(says(r, "<time datetime=\"2027-02-22\">"));
	assert_true(says(r, got.redemption_no));
	assert_string_equal(answer_header(r, "Cache-Control"), "no-store");
	r = show(m, "/coupons/*/qr.png", code);
	assert_string_equal(r->content_type, "image/png");
	assert_memory_equal(r->out.data, "\x89PNG", 4);
	assert_int_equal(coupon_use(&env, "desk", code, "H-1", 20000, &fen), COUPON_OK);
	r = show(m, "/coupons/*", code);
	expect(r, 200, "Harbour Desk");
	assert_true(says(r, "href=\"/orders/H-1\""));
	assert_false(says(r, "qr.png"));
	r = show(m, "/redemptions/*", got.redemption_no);
	expect(r, 200, "已使用");
	assert_false(says(r, "name=\"score\"")); /* not on the day it came */
	expect(get(mem, m, "/redemptions"), 200, "已使用");
	r = get(mem, m, "/history"); /* by name, and from there to the redemption */
	expect(r, 200, talloc_asprintf(mem, "<a href=\"/redemptions/%s\">", got.redemption_no));
	assert_true(says(r, "兑换：山茶"));
	now_is("2026-11-23T12:00:00+08:00");
	expect(show(m, "/redemptions/*", got.redemption_no), 200, "name=\"score\"");
	prove(m);
}

/* The page says it has ended on the day after, before any job. */
static void test_coupon_over(void **state)
{
	uint64_t m = rich_member(1000);
	const char *code = code_of(m, redeemed(m, "coupon", 1).redemption_no);

	(void)state;
	now_is("2027-02-22T23:00:00+08:00");
	expect(show(m, "/coupons/*", code), 200, "今天最后一天");
	now_is("2027-02-23T00:00:00+08:00");
	expect(show(m, "/coupons/*", code), 200, "这张券过期了");
	expect(get(mem, m, "/coupons"), 200, "用过的和过期的");
	expect(get(mem, m, "/redemptions"), 200, "已过期");
}

static void test_goods(void **state)
{
	uint64_t m = rich_member(1000);
	const char *no = tea_sent(m);
	struct request *r = show(m, "/redemptions/*", no);

	(void)state;
	expect(r, 200, "11月29日前寄出。寄出后这里会有快递单号。");
	assert_string_equal(figure(mem, r, "points-available"), "700");
	assert_true(says(r, "换好了，编号"));
	assert_true(says(r, "&lt;i&gt;陈明"));
	assert_false(says(r, "<i>陈明"));
	assert_true(says(r, "桂林路 5 号"));
	assert_true(says(r, "/cancel\""));
	assert_true(says(r, "href=\"/history/2\""));
	expect(get(mem, m, "/redemptions"), 200, no);
	expect(get(mem, m, "/history/2"), 200, talloc_asprintf(mem, "href=\"/redemptions/%s\"", no));
	expect(show(m, "/redemptions/*/cancel", no), 200, "300 分会退回原来的批次");
	assert_int_equal(stepped(m, no, STEP_SHIP, "", 1), STEP_OK);
	r = show(m, "/redemptions/*", no);
	expect(r, 200, "我收到了");
	assert_true(says(r, "SF"));
	assert_false(says(r, "/cancel\""));
	assert_int_equal(show(m, "/redemptions/*/cancel", no)->status, 303);
	expect(post(m, talloc_asprintf(mem, "/redemptions/%s/cancel", no), ""), 422, "现在取消不了");
	assert_int_equal(post(m, talloc_asprintf(mem, "/redemptions/%s/confirm", no), "")->status, 303);
	expect(show(m, "/redemptions/*?done=confirmed", no), 200, "记下了，谢谢您");
}

static void test_feedback(void **state)
{
	uint64_t m = rich_member(1000);
	const char *no = tea_sent(m), *to = talloc_asprintf(mem, "/redemptions/%s/feedback", no);
	struct request *r;

	(void)state;
	assert_false(says(show(m, "/redemptions/*", no), "name=\"score\""));
	expect(post(m, to, "score=5&text="), 422, "现在评不了");
	expect(post(m, talloc_asprintf(mem, "/redemptions/%s/confirm", no), ""), 422, "还没到这一步");
	assert_int_equal(stepped(m, no, STEP_SHIP, "", 1), STEP_OK);
	expect(show(m, "/redemptions/*", no), 200, "name=\"score\"");
	r = post(m, to, "score=&text=%E5%A5%BD");
	expect(r, 422, "选一个分数，1 到 5");
	assert_true(says(r, "<a href=\"#score\">"));
	assert_true(says(r, "好</textarea>"));
	assert_int_equal(post(m, to, "score=6&text=")->status, 422);
	assert_int_equal(post(m, to, "score=4&text=%3Cb%3E%E9%A6%99")->status, 303);
	r = show(m, "/redemptions/*", no);
	expect(r, 200, "您打了 4 分");
	assert_true(says(r, "&lt;b&gt;香"));
	assert_int_equal(row_of(m, no).score, 4);
}

/* Points go back to their lots; those whose last day has passed are announced. */
static void test_cancel(void **state)
{
	uint64_t m = rich_member(0);
	const char *no, *to;

	(void)state;
	book(m, talloc_asprintf(mem, "C-%llu", (unsigned long long)m), 20000,
	     "2024-11-22T12:00:00+08:00", true); /* 200, last day 2026-11-22 */
	book(m, talloc_asprintf(mem, "D-%llu", (unsigned long long)m), 20000, TODAY, true);
	no = tea_sent(m);
	to = talloc_asprintf(mem, "/redemptions/%s/cancel", no);
	now_is("2026-11-23T00:10:00+08:00");
	expect(show(m, "/redemptions/*/cancel", no), 200, "其中 200 分的有效期已经过了");
	assert_int_equal(post(m, to, "")->status, 303);
	assert_int_equal(post(m, to, "")->status, 303); /* twice is once */
	expect(show(m, "/redemptions/*", no), 200, "积分退回了原来的批次");
	assert_int_equal(account(m).available, 200);
	prove(m);
	prove_item("tea");
}

/* Every address of the pages with another member's number. */
static void test_nobody_elses(void **state)
{
	static const char *const pages[] = {"/redemptions/*", "/redemptions/*/cancel",
	                                    "/redemptions/*/feedback"};
	static const char *const acts[] = {"cancel", "confirm", "feedback"};
	uint64_t m = rich_member(1000), thief = rich_member(1000);
	const char *tea = tea_sent(m), *code = code_of(m, redeemed(m, "coupon", 1).redemption_no);
	struct address latest;

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
		expect(show(thief, pages[i], tea), 404, "html");
	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
		assert_int_equal(post(thief, talloc_asprintf(mem, "/redemptions/%s/%s", tea, acts[i]),
		                      i == 2 ? "score=1&text=" : "")->status, 404);
	assert_int_equal(show(thief, "/coupons/*", code)->status, 404);
	assert_int_equal(show(thief, "/coupons/*/qr.png", code)->status, 404);
	assert_int_equal(get(mem, thief, "/coupons/%E4%B8%AD%E6%96%87")->status, 404);
	assert_int_equal(get(mem, thief, "/redemptions/%E4%B8%AD%E6%96%87")->status, 404);
	assert_int_equal(get(mem, thief, "/redemptions?before=%E4%B8%AD")->status, 200);
	assert_int_equal(post(thief, "/redemptions/%E4%B8%AD/cancel", "")->status, 404);
	assert_int_equal(address_keep(db(), m, "陈", "1", "桂林路", clock_now()), DB_OK);
	assert_int_equal(address_latest(db(), mem, m, &latest), DB_OK);
	assert_int_equal(post(thief, talloc_asprintf(mem, "/addresses/%d/forget",
	                                             (int)latest.address_no), "")->status, 404);
	assert_false(says(get(mem, thief, "/addresses"), "桂林路"));
	assert_int_equal(row_of(m, tea).state, REDEMPTION_PLACED);
	expect(get(mem, m, "/addresses"), 200, "桂林路");
	assert_int_equal(post(m, talloc_asprintf(mem, "/addresses/%d/forget",
	                                         (int)latest.address_no), "")->status, 303);
	assert_false(says(get(mem, m, "/addresses"), "桂林路"));
}

/* A person of the account who may not spend neither cancels nor sees where it
 * went. */
static void test_who_may(void **state)
{
	uint64_t m = rich_member(1000);
	const char *no = tea_sent(m), *to = talloc_asprintf(mem, "/redemptions/%s/cancel", no);
	struct request *r = request_new(mem, "GET", talloc_asprintf(mem, "/redemptions/%s", no));
	struct viewer *v = viewer_made(mem, m);

	(void)state;
	v->person_id = 2;
	v->holder = v->may_spend = false;
	r->app = &portal;
	r->viewer = v;
	web_handle(&app, r);
	expect(r, 200, "收件信息只给下单的人看");
	assert_false(says(r, "桂林路"));
	assert_false(says(r, "/cancel\""));
	r = request_new(mem, "POST", to);
	request_set_body(r, "application/x-www-form-urlencoded", "csrf=c5rf", 9);
	r->app = &portal;
	r->viewer = v;
	web_handle(&app, r);
	assert_int_equal(r->status, 403);
	assert_int_equal(row_of(m, no).state, REDEMPTION_PLACED);
}

static void test_planner(void **state)
{
	uint64_t m = rich_member(0);
	struct request *r;

	(void)state;
	book(m, talloc_asprintf(mem, "P-%llu", (unsigned long long)m), 32000,
	     "2024-12-10T12:00:00+08:00", true); /* 320, last day 2026-12-10 */
	book(m, talloc_asprintf(mem, "Q-%llu", (unsigned long long)m), 40000,
	     "2025-03-10T12:00:00+08:00", true);
	r = get(mem, m, "/planner");
	expect(r, 200, "datetime=\"2026-12-10\">12月10日到期");
	assert_true(says(r, "<data value=\"320\">320</data>"));
	assert_true(says(r, "<a href=\"/catalogue/tea\">山茶</a>"));
	assert_true(says(r, "酒店九折券</a><br><span class=\"use-note\">订满 ¥300 就能用<"));
	assert_true(says(r, "¥30 优惠券"));
	assert_true(says(r, "/catalogue/coupon/redeem?quantity=3"));
	assert_true(says(r, "订满 ¥30 就能全用上"));
	assert_true(says(r, "订行程直接抵 ¥50"));
	assert_true(says(r, "/catalogue/trees/redeem?quantity=3"));
	assert_true(says(r, "datetime=\"2027-03-10\">2027年3月10日到期"));
}

/* Each line ends with CR LF and has at most 75 bytes, folded between characters. */
static void test_calendar(void **state)
{
	uint64_t m = rich_member(0);
	struct request *r;

	(void)state;
	book(m, talloc_asprintf(mem, "I-%llu", (unsigned long long)m), 32000,
	     "2024-12-10T12:00:00+08:00", true);
	r = get(mem, m, "/planner.ics");
	assert_int_equal(r->status, 200);
	assert_string_equal(r->content_type, "text/calendar; charset=utf-8");
	assert_true(says(r, "DTSTART;VALUE=DATE:20261210\r\nDTEND;VALUE=DATE:20261211\r\n"));
	assert_true(says(r, "SUMMARY:320 积分今天到期\r\n"));
	assert_true(says(r, "TRIGGER:-P14D\r\n"));
	assert_true(says(r, "URL:https://points.test/planner\r\n"));
	assert_true(text_starts(r->out.data, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
	for (const char *line = r->out.data; *line; line = strstr(line, "\r\n") + 2) {
		size_t len = strcspn(line, "\n");

		assert_true(len <= 76 && line[len - 1] == '\r');
		assert_true(utf8_valid(line, len));
	}
	assert_false(says(get(mem, rich_member(500), "/planner.ics"), "P14D\r\nX"));
}

static void test_donations(void **state)
{
	uint64_t m = rich_member(1000);

	(void)state;
	expect(show(m, "/redemptions/*", redeemed(m, "trees", 2).redemption_no), 200,
	       "谢谢您。200 分已经捐出去了。");
	expect(get(mem, m, "/donations"), 200, "<data class=\"donated\" value=\"200\">200</data>");
	prove_item("trees");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_nothing_yet), CASE(test_coupon),   CASE(test_coupon_over), CASE(test_goods),
		CASE(test_feedback),    CASE(test_cancel),   CASE(test_nobody_elses), CASE(test_who_may),
		CASE(test_planner),     CASE(test_calendar), CASE(test_donations),
	};

	return cmocka_run_group_tests(tests, shop_open, world_close);
}
