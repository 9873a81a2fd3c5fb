/* The catalogue by requests: lists in every order, searches, pages, one item with
 * all that is said before the button. */
#include "page/shop_world.h"

/* The codes of a list, in order: "case few …"; MORE gets its next page's link. */
static char *codes(const struct request *r, const char **more)
{
	char *out = talloc_strdup(mem, "");
	const char *p = strstr(r->out.data, "id=\"items\""), *next = strstr(r->out.data, "rel=\"next\"");

	for (; p && (p = strstr(p, "id=\"i-")) != NULL; p += 6)
		out = talloc_asprintf_append(out, "%.*s ", (int)strcspn(p + 6, "\""), p + 6);
	if (more)
		*more = next ? talloc_strndup(mem, strstr(next, "href=\"") + 6,
		                              strcspn(strstr(next, "href=\"") + 6, "\""))
		             : NULL;
	return out;
}

static void lists(uint64_t m, const char *target, const char *want)
{
	struct request *r = get(mem, m, target);

	assert_int_equal(r->status, 200);
	assert_string_equal(codes(r, NULL), want);
}

static void test_list(void **state)
{
	uint64_t m = rich_member(320);
	struct request *r = get(mem, m, "/catalogue");

	(void)state;
	expect(r, 200, "<data class=\"points-available\" value=\"320\">");
	/* Sold out comes last and says so; markup in names is text. */
	lists(m, "/catalogue?sort=cost",
	      "coupon trees vip soon one few cut case trip dear gone ");
	assert_true(says(r, "&lt;i&gt;相机背带") && says(r, "已换完"));
	assert_true(says(r, "剩 4 件"));
	assert_true(says(r, "还差 89,680 分"));
	assert_true(says(r, "金卡起专享"));
	assert_true(says(r, "12月1日 10:30开放"));
	assert_true(says(r, "<data class=\"item-cost\" value=\"250\">250</data>"));
	assert_true(says(r, "优惠到12月4日"));
	assert_false(says(r, "i-draft"));
	lists(m, "/catalogue?sort=cost-down", "dear trip case cut few one soon vip coupon trees gone ");
	assert_true(says(get(mem, m, "/catalogue?category=trip"), "i-trip"));
	lists(m, "/catalogue?category=donation", "trees ");
	lists(m, "/catalogue?afford=1&sort=cost", "coupon trees vip soon one few cut case gone ");
	lists(m, "/catalogue?min=200&max=300&sort=cost", "few cut case ");
}

static void test_search(void **state)
{
	uint64_t m = rich_member(320);

	(void)state;
	lists(m, "/catalogue?q=%E7%99%BB%E6%9C%BA%E7%AE%B1", "case ");
	lists(m, "/catalogue?q=SUITCASE", "case ");
	lists(m, "/catalogue?q=20+%E7%AE%B1", "case ");
	lists(m, "/catalogue?q=100%25", "few ");
	lists(m, "/catalogue?q=%E7%AE%B1+coffee", "");
	lists(m, "/catalogue?q=_", "");
	expect(get(mem, m, "/catalogue?q=zzz"), 200, "没有合适的");
	expect(get(mem, m, "/catalogue?q=%22%3E%3Cb%3E&afford=1"), 200, "value=\"&quot;&gt;&lt;b&gt;\"");
	expect(get(mem, m, "/catalogue?min=abc"), 422, "积分填整数");
	expect(get(mem, m, "/catalogue?min=9&max=5"), 422, "最多积分要不小于最少积分");
	expect(get(mem, m, "/catalogue?sort=up"), 422, "从列表里选一种排序");
	expect(get(mem, m, "/catalogue?category=cars"), 422, "从列表里选一个类别");
	expect(get(mem, m, "/catalogue?after=x.y"), 200, "i-case");
}

/* Every item stands on one page of a long list, once, in each order. */
static void test_pages(void **state)
{
	static const char *const sorts[] = {"place", "cost", "cost-down", "newest", "popular"};
	uint64_t m = rich_member(0);

	(void)state;
	for (int i = 0; i < 60; i++)
		item_named(talloc_asprintf(mem, "p%02d", i), ITEM_VIRTUAL, 10 + i % 7, i % 5 ? -1 : 0,
		           "翻页", "");
	for (size_t s = 0; s < sizeof sorts / sizeof sorts[0]; s++) {
		const char *next = talloc_asprintf(mem, "/catalogue?category=virtual&sort=%s", sorts[s]);
		char *all = talloc_strdup(mem, " ");
		int pages = 0;

		for (; next; pages++) {
			struct request *r = get(mem, m, next);

			assert_int_equal(r->status, 200);
			all = talloc_asprintf_append(all, "%s", codes(r, &next));
			next = next ? talloc_strdup(mem, next) : NULL;
			for (char *amp; next && (amp = strstr(next, "&amp;")) != NULL;)
				memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
		}
		assert_int_equal(pages, 3);
		assert_int_equal(strlen(all), 1 + 60 * 4);
		for (int i = 0; i < 60; i++)
			assert_non_null(strstr(all, talloc_asprintf(mem, " p%02d ", i)));
	}
	sql("UPDATE item SET state = 'ended' WHERE name = '翻页'");
	sql("UPDATE catalogue_change SET n = n + 1");
}

static void test_item(void **state)
{
	uint64_t m = rich_member(300);
	struct request *r = get(mem, m, "/catalogue/cut");

	(void)state;
	expect(r, 200, "<data class=\"item-cost\" value=\"250\">");
	assert_true(says(r, "<data class=\"points-after\" value=\"50\">"));
	assert_true(says(r, "第一段。</p>") && says(r, "第二段 &lt;b&gt;"));
	assert_true(says(r, "积分回到原来的有效期。七天内可退。"));
	assert_true(says(r, "每 30 天每人最多 2 份") && says(r, "11月29日前发出"));
	assert_true(says(r, "href=\"/catalogue/cut/redeem\""));
	expect(get(mem, m, "/catalogue/gone"), 200, "到货告诉我");
	expect(get(mem, m, "/catalogue/vip"), 200, "从金卡起可换");
	expect(get(mem, m, "/catalogue/soon"), 200, "12月1日 10:30开放，到时再来换");
	expect(get(mem, m, "/catalogue/dear"), 200, "还差 89,700 分");
	r = get(mem, m, "/catalogue/trip");
	expect(r, 200, "剩 9 位");
	assert_false(says(r, "2026-11-01"));
	assert_int_equal(get(mem, m, "/catalogue/draft")->status, 404);
	assert_int_equal(get(mem, m, "/catalogue/nothing")->status, 404);
	assert_int_equal(get(mem, m, "/catalogue/case/picture")->status, 404);
	sql("INSERT INTO item_picture VALUES (REPEAT('a', 32), 'image/png', 1, 1, 'bytes')");
	sql("UPDATE item SET picture_hash = REPEAT('a', 32) WHERE item = 'few'");
	expect(get(mem, m, "/catalogue/few"), 200, "src=\"/catalogue/few/picture?v=6161616161616161\"");
	r = get(mem, m, "/catalogue/few/picture?v=6161616161616161");
	expect(r, 200, "bytes");
	assert_string_equal(r->content_type, "image/png");
	assert_non_null(strstr(answer_header(r, "Cache-Control"), "private"));
	lang = "en";
	expect(get(mem, m, "/catalogue/case"), 200, "<h1>Cabin suitcase</h1>");
	/* Who cannot have it is told on its own page. */
	r = get(mem, m, "/catalogue/dear/redeem");
	assert_int_equal(r->status, 303);
	assert_string_equal(r->location, "/catalogue/dear");
}

#define STOPPED(kind, item) \
	sql("INSERT INTO stop (kind, item, text, text_en, reason, set_at, set_by)" \
	    " VALUES ('" kind "', '" item "', '歇一会儿 <b>', 'Taking a breath', 'r'," \
	    " '2026-11-22 03:05:00', 7)"); \
	sql("UPDATE stop_gate SET standing = 1")

static void test_stopped(void **state)
{
	uint64_t m = rich_member(320);
	struct request *r;

	(void)state;
	STOPPED("item", "case");
	r = get(mem, m, "/catalogue/case");
	expect(r, 200, "歇一会儿 &lt;b&gt;（11月22日 11:05起）");
	assert_false(says(r, "/catalogue/case/redeem"));
	expect(get(mem, m, "/catalogue?sort=cost"), 200, "暂停兑换");
	assert_int_equal(get(mem, m, "/catalogue/case/redeem")->status, 303);
	expect(get(mem, m, "/catalogue/few"), 200, "/catalogue/few/redeem");
	expect(post(m, "/catalogue/few/redeem", "quantity=1&cost=200"), 200, "confirm");
	STOPPED("all", "");
	lang = "en";
	expect(post(m, "/catalogue/few/redeem", "quantity=1&cost=200"), 422, "Taking a breath (since");
	expect(post(m, "/catalogue/few/redeem", "quantity=1&cost=200&confirm=1"
	            "&form_id=0123456789abcdefghijkl"), 422, "Taking a breath (since");
	expect(get(mem, m, "/catalogue"), 200, "Spending points is paused");
	assert_int_equal(available(m), 320);
	sql("DELETE FROM stop");
	sql("UPDATE stop_gate SET standing = 0");
	assert_int_equal(get(mem, m, "/catalogue/few/redeem")->status, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_list),
		CASE(test_search),
		CASE(test_pages),
		CASE(test_item),
		CASE(test_stopped),
	};

	return cmocka_run_group_tests(tests, shop_open, world_close);
}
