/* The pages for everybody, by made-up requests: no socket, no database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "page/help.h"
#include "page/landing.h"
#include "page/language.h"
#include "page/paper.h"
#include "page/plan_sample.h"
#include "page/portal.h"
#include "page/programme.h"
#include "web/serve.h"

#define NOW "2026-11-22T14:00:00+08:00"

static struct web_app app;
static struct portal portal;
static struct plan_book book;
static struct plan *plans[3];

static void render(struct request *r, int status)
{
	(void)status;
	if (!view_render(portal.view, r->route->template, page_root(r), &r->out))
		r->out.len = 0;
}

static void problem(struct request *r, int status)
{
	page_problem(r, status);
}

static int open_portal(void **state)
{
	static const struct route *const families[] = {landing_routes, help_routes, paper_routes,
	                                               programme_routes, language_routes};
	static struct route routes[32];
	const char *pages[32] = {"error"};
	int64_t now;
	int n = 0;

	(void)state;
	for (size_t f = 0; f < sizeof families / sizeof families[0]; f++)
		for (const struct route *row = families[f]; row->path; row++) {
			routes[n++] = *row;
			pages[n] = row->template;
		}
	assert_true(instant_parse(NOW, &now));
	clock_set_offset(now - clock_real());
	portal.config = config_parse("Static = tests/nowhere\n");
	portal.view = view_open("templates", pages, n + 1);
	if (!portal.view)
		return -1;
	plans[0] = sample_plan(NULL, 1, sample_day(2000, 1, 1));
	plans[1] = sample_plan(NULL, 2, sample_day(2026, 11, 1));
	plans[2] = sample_plan(NULL, 3, sample_day(2027, 1, 1));
	plans[1]->survey_points = 80;
	plans[2]->survey_points = 80;
	plans[2]->n_bonuses = 2;
	plans[2]->cap_day_points = 20000;
	book.plans = plans;
	portal.plans = &book;
	app = (struct web_app){.program = "member", .routes = routes, .n = n, .app = &portal,
	                       .render = render, .problem = problem, .csrf_key = portal.csrf_key,
	                       .csrf_key_len = sizeof portal.csrf_key};
	return 0;
}

static int close_portal(void **state)
{
	(void)state;
	view_close(portal.view);
	config_free((struct config *)(uintptr_t)portal.config);
	for (int i = 0; i < 3; i++)
		talloc_free(plans[i]);
	return 0;
}

/* Sends METHOD TARGET with COOKIES ("" = none) and BODY; on MEM. */
static struct request *ask(void *mem, const char *method, const char *target, const char *cookies,
                           const char *body)
{
	struct request *r = request_new(mem, method, target);

	if (*cookies)
		request_set_header(r, "Cookie", cookies);
	if (*body)
		request_set_body(r, "application/x-www-form-urlencoded", body, strlen(body));
	web_handle(&app, r);
	return r;
}

static int count(const struct request *r, const char *text)
{
	int n = 0;

	for (const char *at = r->out.data; (at = strstr(at, text)); at++)
		n++;
	return n;
}

static bool says(const struct request *r, const char *text)
{
	return strstr(r->out.data, text) != NULL;
}

static void test_programme(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r;

	(void)state;
	book.n = 1;
	r = ask(mem, "GET", "/programme", "", "");
	assert_int_equal(r->status, 200);
	assert_true(says(r, "实付 1 元得 1 分"));
	assert_true(says(r, "累计 5,000 定级分"));
	assert_true(says(r, "全部产品购买价 9.5 折"));
	assert_true(says(r, "含银卡会员的全部权益"));
	assert_true(says(r, "元旦（2027年1月1日至1月3日）：加 10%。"));
	assert_true(says(r, "会员日（每月 8 日至 10 日，限定制游，单笔实付满 ¥500）：加 5%。"));
	assert_true(says(r, "定制游的积分抵扣上限：不超过价格的 50%。"));
	assert_true(says(r, "银卡会员及以上：生日当天送 ¥50 优惠券。"));
	assert_true(says(r, "国庆（2026年10月1日至10月7日）：加 10%。 <span"));
	assert_true(says(r, "从开通之日起"));
	assert_false(says(r, "执行新规则"));
	r = ask(mem, "GET", "/programme", "lang=en", "");
	assert_true(says(r, "Points for each ¥1 you pay: 1."));
	assert_true(says(r, "5% off the price: everything"));
	assert_true(says(r, "New Year (1 January 2027 to 3 January 2027): 10% more."));
	assert_false(says(r, "Lang."));
	book.n = 3;
	r = ask(mem, "GET", "/programme", "", "");
	assert_true(says(r, "现行规则自 2026年11月1日 起执行"));
	assert_true(says(r, "从 2027年1月1日 起执行新规则"));
	assert_true(says(r, "问卷得 80 分"));
	talloc_free(mem);
}

static void test_changes(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r;

	(void)state;
	book.n = 1;
	r = ask(mem, "GET", "/programme/changes", "", "");
	assert_int_equal(r->status, 200);
	assert_true(says(r, "规则还没有调整过"));
	book.n = 3;
	r = ask(mem, "GET", "/programme/changes", "", "");
	assert_false(says(r, "规则还没有调整过"));
	assert_true(says(r, "<del>行程结束后填一份问卷得 50 分，怎么回答都一样多。</del>"));
	assert_true(says(r, "<ins>行程结束后填一份问卷得 80 分，怎么回答都一样多。</ins>"));
	assert_true(says(r, "<ins>消费积分每天最多直接到账 20,000 分"));
	assert_true(says(r, "<del>会员日（"));
	assert_true(says(r, "<time datetime=\"2027-01-01\">"));
	/* Latest first, and nothing that stayed the same. */
	assert_true(strstr(r->out.data, "2027年1月1日 起执行") <
	            strstr(r->out.data, "2026年11月1日 起执行"));
	assert_false(says(r, "积分自可用之日起"));
	talloc_free(mem);
}

/* A public page is the same for a browser each time, with a tag that holds; its
 * forms carry a value of that browser. */
static void test_cached(void **state)
{
	static const char *const paths[] = {"/programme", "/programme/changes", "/help", "/terms",
	                                    "/privacy", "/"};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
		struct request *one = ask(mem, "GET", paths[i], "", ""), *two;
		const char *cookie = answer_header(one, "Set-Cookie"), *tag;

		assert_int_equal(one->status, 200);
		assert_non_null(cookie);
		assert_int_equal(count(one, " method=\"post\""),
		                 count(one, "name=\"csrf\" value=\""));
		cookie = talloc_strndup(mem, cookie, strcspn(cookie, ";"));
		one = ask(mem, "GET", paths[i], cookie, "");
		assert_null(answer_header(one, "Set-Cookie"));
		tag = answer_header(one, "ETag");
		assert_non_null(tag);
		two = request_new(mem, "GET", paths[i]);
		request_set_header(two, "Cookie", cookie);
		request_set_header(two, "If-None-Match", tag);
		web_handle(&app, two);
		assert_int_equal(two->status, 304);
	}
	talloc_free(mem);
}

static void test_signed_in(void **state)
{
	void *mem = talloc_new(NULL);
	struct viewer viewer = {.member_id = 1, .person_id = 1, .csrf = "the-session-value",
	                        .member_no = (char[]){"M0000001"}, .name = (char[]){"Li <b>"},
	                        .lang = (char[]){"en"}, .tier = (char[]){"gold"}, .holder = true};
	struct request *r = request_new(mem, "GET", "/");

	(void)state;
	r->viewer = &viewer;
	web_handle(&app, r);
	assert_int_equal(r->status, 303);
	assert_string_equal(r->location, "/balance");
	r = request_new(mem, "GET", "/programme");
	r->viewer = &viewer;
	web_handle(&app, r);
	assert_true(says(r, "<html lang=\"en\""));
	assert_true(says(r, "Your tier now"));
	assert_true(says(r, "value=\"the-session-value\""));
	assert_true(says(r, "href=\"/catalogue\"")); /* the tabs stand */
	/* A member's choice is stored: not without the session's value. */
	r = request_new(mem, "POST", "/language");
	r->viewer = &viewer;
	request_set_body(r, "application/x-www-form-urlencoded", "lang=en", 7);
	web_handle(&app, r);
	assert_int_equal(r->status, 403);
	assert_null(answer_header(r, "Set-Cookie"));
	talloc_free(mem);
}

static void test_language(void **state)
{
	static const struct {
		const char *body;
		int status;
		const char *location, *cookie;
	} rows[] = {
		{"lang=en", 303, "/", "lang=en;"},
		{"lang=zh-CN&back=%2Fprogramme%3Fa%3D1", 303, "/programme?a=1", "lang=zh-CN;"},
		{"theme=dark&back=%2Fhelp", 303, "/help", "theme=dark;"},
		{"size=large&back=%2F%2Fevil.test%2F", 303, "/", "size=large;"},
		{"size=large&back=https%3A%2F%2Fevil.test%2F", 303, "/", "size=large;"},
		{"lang=fr", 400, NULL, NULL},
		{"theme=pink", 400, NULL, NULL},
		{"lang=en&more=1", 400, NULL, NULL},
	};
	void *mem = talloc_new(NULL);
	struct request *r;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		r = ask(mem, "POST", "/language", "", rows[i].body);
		assert_int_equal(r->status, rows[i].status);
		if (rows[i].location)
			assert_string_equal(r->location, rows[i].location);
		if (rows[i].cookie)
			assert_non_null(strstr(answer_header(r, "Set-Cookie"), rows[i].cookie));
		else
			assert_int_equal(count(r, "name=\"csrf\" value=\""), 2);
	}
	r = ask(mem, "GET", "/help", "lang=en; theme=dark; size=large", "");
	assert_true(says(r, "<html lang=\"en\" data-theme=\"dark\" data-size=\"large\">"));
	r = ask(mem, "GET", "/help", "lang=xx; theme=\"><x>; size=9", "");
	assert_true(says(r, "<html lang=\"zh-CN\" data-theme=\"auto\" data-size=\"normal\">"));
	talloc_free(mem);
}

static void test_first_visit(void **state)
{
	static const struct {
		const char *accept, *lang;
	} rows[] = {
		{"en-US,en;q=0.9", "en"},        {"zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"},
		{"en;q=0.5,zh;q=0.7", "zh-CN"},  {"fr,en;q=0.3", "en"},
		{"fr", "zh-CN"},                 {"zh;q=0, en;q=0.1", "en"},
		{"", "zh-CN"},
	};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct request *r = request_new(mem, "GET", "/help");
		char html[64];

		request_set_header(r, "Accept-Language", rows[i].accept);
		web_handle(&app, r);
		snprintf(html, sizeof html, "<html lang=\"%s\"", rows[i].lang);
		assert_true(says(r, html));
	}
	talloc_free(mem);
}

static void test_problems(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = ask(mem, "GET", "/nowhere", "lang=en", "");
	int n = book.n;

	(void)state;
	assert_int_equal(r->status, 404);
	assert_true(says(r, "This page is not here"));
	assert_true(says(r, "400-820-0000"));
	assert_int_equal(count(r, "name=\"csrf\" value=\""), 2);
	r = ask(mem, "POST", "/help", "", "");
	assert_int_equal(r->status, 405);
	assert_true(says(r, "这个网址不能这样打开"));
	book.n = 0;
	r = request_new(mem, "GET", "/programme");
	r->id = "0123abcd";
	web_handle(&app, r);
	book.n = n;
	assert_int_equal(r->status, 503);
	assert_true(says(r, "系统正忙"));
	assert_true(says(r, "0123abcd"));
	assert_string_equal(answer_header(r, "Retry-After"), "5");
	talloc_free(mem);
}

static void test_errors(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, "POST", "/help");

	(void)state;
	r->app = &portal;
	r->path = "/sign-up";
	r->form[r->n_form++] = (struct pair){"name", "Li \"<b>"};
	assert_false(page_has_errors(r));
	page_error(r, "name", "Lang.Problem.S404.Title");
	page_error(r, NULL, "Lang.Problem.S429.Title");
	page_keep(r, "name");
	page_keep(r, "phone");
	assert_true(page_has_errors(r));
	assert_true(view_render(portal.view, "help", page_root(r), &r->out));
	assert_true(says(r, "<title>错误： "));
	assert_true(says(r, "<a href=\"#name\">没有找到这一页</a>"));
	assert_true(says(r, "<li>操作有点快</li>"));
	assert_true(says(r, "name=\"back\" value=\"/sign-up\""));
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_programme), cmocka_unit_test(test_changes),
		cmocka_unit_test(test_cached),    cmocka_unit_test(test_signed_in),
		cmocka_unit_test(test_language),  cmocka_unit_test(test_first_visit),
		cmocka_unit_test(test_problems),  cmocka_unit_test(test_errors),
	};

	log_open("test", LOG_ERROR + 1);
	return cmocka_run_group_tests(tests, open_portal, close_portal);
}
