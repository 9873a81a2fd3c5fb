/* Every guard by a table: request in, status and headers out; and what an
 * answer looks like when a page says little. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "web/csrf.h"
#include "web/serve.h"

#define FORM "application/x-www-form-urlencoded"

static const uint8_t key[32] = "a key of thirty-two bytes length";
static bool database_down;
static int begun, ended;

static int
page_ok(struct request *r)
{
	buf_str(&r->out, r->param[0] != NULL ? r->param[0] : "fine");
	return 200;
}

static int
page_empty(struct request *r)
{
	(void)r;
	return 200;
}

static int
page_typed_wrong(struct request *r)
{
	(void)r;
	return 422;
}

static int
page_evil_header(struct request *r)
{
	respond_header(r, "X-Evil", "a\r\nSet-Cookie: b=c");
	respond_cookie(r, "lang", "en; Domain=evil", 10);
	buf_str(&r->out, "x");
	return respond_see_other(r, "//evil.example/");
}

static const struct field form_fields[] = { { "text", 5, false }, { 0 } };
static const struct field query_fields[] = { { "kind", 5, false }, { 0 } };

static const struct route routes[] = {
	{ "/open", METHOD_GET, GUARD_PUBLIC, page_ok, NULL, query_fields, NULL, 0 },
	{ "/mine", METHOD_GET, GUARD_MEMBER, page_ok, NULL, query_fields, NULL, 0 },
	{ "/mine/form", METHOD_GET | METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_ok, NULL, NULL,
	  form_fields, 64 },
	{ "/mine/act", METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_ok, NULL, NULL, NULL, 0 },
	{ "/house", METHOD_POST, GUARD_HOLDER | GUARD_CSRF, page_ok, NULL, NULL, NULL, 0 },
	{ "/enter", METHOD_GET | METHOD_POST, GUARD_CSRF, page_typed_wrong, "enter", NULL,
	  form_fields, 0 },
	{ "/things/list", METHOD_GET, 0, page_ok, NULL, NULL, NULL, 0 },
	{ "/things/:id", METHOD_GET, 0, page_ok, NULL, NULL, NULL, 0 },
	{ "/things/:id/proof.json", METHOD_GET, 0, page_ok, NULL, NULL, NULL, 0 },
	{ "/json", METHOD_POST, GUARD_JSON, page_ok, NULL, NULL, NULL, 0 },
	{ "/signed", METHOD_POST, GUARD_KEY | GUARD_JSON, page_ok, NULL, NULL, NULL, 0 },
	{ "/empty", METHOD_GET, 0, page_empty, NULL, NULL, NULL, 0 },
	{ "/evil", METHOD_GET, 0, page_evil_header, NULL, NULL, NULL, 0 },
};

static void
begin(struct request *r)
{
	(void)r;
	begun++;
}

static void
end(struct request *r)
{
	(void)r;
	ended++;
}

static bool
load_viewer(struct request *r)
{
	const char *cookie = request_cookie(r, "session");

	r->viewer = cookie != NULL ? talloc_strdup(r->mem, cookie) : NULL;
	return !database_down;
}

static const char *
csrf(const struct request *r)
{
	(void)r;
	return "right";
}

static bool
is_holder(const struct request *r)
{
	return strcmp(r->viewer, "holder") == 0;
}

static int
check_key(struct request *r)
{
	return request_header(r, "X-Key") != NULL ? 0 : 401;
}

static void
render(struct request *r, int status)
{
	buf_printf(&r->out, "template %s %d", r->route->template, status);
}

static void
problem(struct request *r, int status)
{
	buf_printf(&r->out, "problem %d", status);
}

static const struct web_app app = {
	.program = "test", .routes = routes, .n = sizeof(routes) / sizeof(routes[0]),
	.csrf_key = key, .csrf_key_len = sizeof(key), .begin = begin, .end = end,
	.load_viewer = load_viewer, .csrf = csrf, .is_holder = is_holder, .check_key = check_key,
	.render = render, .problem = problem,
};

struct row {
	const char *method, *target, *cookie, *type, *body;
	int status;
	const char *header, *value; /* expected in the answer */
	const char *sent, *sent_value; /* one more header of the request */
};

static const struct row table[] = {
	{ "GET", "/open", NULL, NULL, NULL, 200, "Cache-Control", "private, max-age=60", 0, 0 },
	{ "HEAD", "/open", NULL, NULL, NULL, 200, NULL, NULL, 0, 0 },
	{ "GET", "/open?utm=1&gclid=%FF", NULL, NULL, NULL, 200, NULL, NULL, 0, 0 },
	{ "GET", "/open?kind=1&kind=2", NULL, NULL, NULL, 400, NULL, NULL, 0, 0 },
	{ "GET", "/open?kind=123456", NULL, NULL, NULL, 400, "Cache-Control", "no-store", 0, 0 },
	{ "GET", "/nowhere", NULL, NULL, NULL, 404, "Cache-Control", "no-store", 0, 0 },
	{ "GET", "/open/", NULL, NULL, NULL, 404, NULL, NULL, 0, 0 },
	{ "GET", "//open", NULL, NULL, NULL, 404, NULL, NULL, 0, 0 },
	{ "GET", "/open%2f", NULL, NULL, NULL, 400, NULL, NULL, 0, 0 },
	{ "POST", "/open", NULL, FORM, "a=1", 405, "Allow", "GET, HEAD", 0, 0 },
	{ "PUT", "/mine/form", NULL, NULL, NULL, 405, "Allow", "GET, HEAD, POST", 0, 0 },
	{ "DELETE", "/nowhere", NULL, NULL, NULL, 404, NULL, NULL, 0, 0 },
	{ "GET", "/mine/act", "session=m", NULL, NULL, 405, "Allow", "POST", 0, 0 },
	{ "GET", "/mine?kind=1", NULL, NULL, NULL, 303, "Location", "/sign-in?next=/mine%3Fkind%3D1",
	  0, 0 },
	{ "GET", "/mine", "session=m", NULL, NULL, 200, "Cache-Control", "no-store", 0, 0 },
	{ "POST", "/mine/form", NULL, FORM, "text=a", 303, "Location", "/sign-in?next=/mine/form",
	  0, 0 },
	{ "POST", "/mine/act", NULL, FORM, "", 303, "Location", "/sign-in", 0, 0 },
	{ "POST", "/mine/form", "session=m", FORM, "text=a", 403, NULL, NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=wrong", 403, NULL, NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=right", 200, NULL, NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", FORM ";charset=UTF-8", "text=a&csrf=right", 200, NULL,
	  NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=right", 403, NULL, NULL,
	  "Sec-Fetch-Site", "cross-site" },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=right", 403, NULL, NULL,
	  "Sec-Fetch-Site", "same-site" },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=right", 200, NULL, NULL,
	  "Sec-Fetch-Site", "same-origin" },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=right", 403, NULL, NULL, "Origin",
	  "https://evil.example" },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=right", 200, NULL, NULL, "Origin",
	  "https://points.example" },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&csrf=right&more=1", 400, NULL, NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", FORM, "text=a&text=b&csrf=right", 400, NULL, NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", FORM,
	  "text=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 413, NULL,
	  NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", "text/plain", "text=a", 415, NULL, NULL, 0, 0 },
	{ "POST", "/mine/form", "session=m", NULL, "text=a", 415, NULL, NULL, 0, 0 },
	{ "POST", "/house", "session=m", FORM, "csrf=right", 403, NULL, NULL, 0, 0 },
	{ "POST", "/house", "session=holder", FORM, "csrf=right", 200, NULL, NULL, 0, 0 },
	{ "POST", "/json", NULL, FORM, "{}", 415, NULL, NULL, 0, 0 },
	{ "POST", "/json", NULL, "application/json", "{}", 200, NULL, NULL, 0, 0 },
	{ "POST", "/signed", NULL, "application/json", "{}", 401, NULL, NULL, 0, 0 },
	{ "POST", "/signed", NULL, "application/json", "{}", 200, NULL, NULL, "X-Key", "k" },
	{ "GET", "/empty", NULL, NULL, NULL, 500, NULL, NULL, 0, 0 },
	{ "GET", "/evil", NULL, NULL, NULL, 303, "Location", "/", 0, 0 },
	{ "POST", "/enter", "session=m", FORM, "text=a&csrf=right", 422, NULL, NULL, 0, 0 },
	{ "POST", "/enter", NULL, FORM, "text=a&csrf=right", 403, NULL, NULL, 0, 0 },
};

static struct request *
send(void *mem, const struct row *row)
{
	struct request *r = request_new(mem, row->method, row->target);

	request_set_header(r, "Host", "points.example");
	if (row->cookie != NULL)
		request_set_header(r, "Cookie", row->cookie);
	if (row->sent != NULL)
		request_set_header(r, row->sent, row->sent_value);
	if (row->body != NULL)
		request_set_body(r, row->type != NULL ? row->type : "", row->body, strlen(row->body));
	web_handle(&app, r);
	return r;
}

static void
test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct row *row = &table[i];
		void *mem = talloc_new(NULL);
		struct request *r = send(mem, row);
		const char *value = row->header != NULL ? answer_header(r, row->header) : NULL;

		if (r->status != row->status)
			fail_msg("%s %s (row %zu): %d, not %d", row->method, row->target, i, r->status,
			         row->status);
		if (row->header != NULL && (value == NULL || strcmp(value, row->value) != 0))
			fail_msg("%s (row %zu): %s is %s", row->target, i, row->header, value);
		talloc_free(mem);
	}
	assert_int_equal(begun, ended);
	assert_true(begun > 0);
}

static void
test_params_and_order_of_rows(void **state)
{
	static const struct {
		const char *target, *body;
	} rows[] = {
		{ "/things/list", "fine" }, { "/things/7", "7" }, { "/things/%E9%99%88", "陈" },
		{ "/things/8/proof.json", "8" }, { "/things/", "problem 404" },
		{ "/things/8/other", "problem 404" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *mem = talloc_new(NULL);
		struct row row = { "GET", rows[i].target, NULL, NULL, NULL, 0, NULL, NULL, 0, 0 };

		assert_string_equal(send(mem, &row)->out.data, rows[i].body);
		talloc_free(mem);
	}
}

static void
test_database_down_is_503(void **state)
{
	void *mem = talloc_new(NULL);
	struct row row = { "GET", "/mine", "session=m", NULL, NULL, 0, NULL, NULL, 0, 0 };
	struct request *r;

	(void)state;
	database_down = true;
	r = send(mem, &row);
	database_down = false;
	assert_int_equal(r->status, 503);
	assert_string_equal(answer_header(r, "Retry-After"), "5");
	assert_string_equal(r->out.data, "problem 503");
	talloc_free(mem);
}

static void
test_a_public_page_is_not_sent_twice(void **state)
{
	void *mem = talloc_new(NULL);
	struct row row = { "GET", "/open", NULL, NULL, NULL, 0, NULL, NULL, 0, 0 };
	const char *tag = answer_header(send(mem, &row), "ETag");
	struct request *r;
	struct buf out;

	(void)state;
	assert_non_null(tag);
	row.sent = "If-None-Match";
	row.sent_value = talloc_asprintf(mem, "W/%s", tag);
	r = send(mem, &row);
	assert_int_equal(r->status, 304);
	buf_init(&out, mem);
	web_answer(r, &out);
	assert_null(strstr(out.data, "fine"));
	assert_null(strstr(out.data, "Content-Length"));
	talloc_free(mem);
}

static void
test_answers_as_text(void **state)
{
	void *mem = talloc_new(NULL);
	struct row row = { "HEAD", "/things/list", NULL, NULL, NULL, 0, NULL, NULL, 0, 0 };
	struct buf out;

	(void)state;
	buf_init(&out, mem);
	web_answer(send(mem, &row), &out);
	assert_string_equal(out.data, "Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
	                              "Content-Length: 4\r\nCache-Control: no-store\r\n\r\n");
	row = (struct row){ "GET", "/evil", NULL, NULL, NULL, 0, NULL, NULL, 0, 0 };
	buf_init(&out, mem);
	web_answer(send(mem, &row), &out);
	assert_string_equal(out.data,
	                    "Status: 303 See Other\r\nContent-Length: 0\r\n"
	                    "Cache-Control: no-store\r\nLocation: /\r\n\r\n");
	talloc_free(mem);
}

static void
test_forms_before_sign_in(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, "GET", "/enter");
	const char *value = csrf_pre(r, key, sizeof(key));
	const char *cookie = answer_header(r, "Set-Cookie");

	(void)state;
	assert_int_equal(strlen(value), CSRF_TEXT - 1);
	assert_non_null(strstr(cookie, "; Path=/; Max-Age=86400; HttpOnly; SameSite=Lax"));
	assert_null(strstr(cookie, "Expires"));
	assert_string_equal(csrf_pre(r, key, sizeof(key)), value);
	assert_int_equal(r->n_headers, 1);

	struct row row = { "POST", "/enter", talloc_strndup(mem, cookie, strcspn(cookie, ";")), FORM,
		               talloc_asprintf(mem, "text=a&csrf=%s", value), 0, NULL, NULL, 0, 0 };
	r = send(mem, &row);
	assert_int_equal(r->status, 422);
	assert_string_equal(r->out.data, "template enter 422");
	row.cookie = "pre=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
	assert_int_equal(send(mem, &row)->status, 403);
	row.cookie = "pre=";
	assert_int_equal(send(mem, &row)->status, 403);
	talloc_free(mem);
}

static void
test_cookies_over_tls_have_the_prefix(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, "GET", "/");

	(void)state;
	r->secure = true;
	r->cookie[0] = (struct pair){ "session", "planted" };
	r->cookie[1] = (struct pair){ "__Host-session", "ours" };
	r->n_cookie = 2;
	assert_string_equal(request_cookie(r, "session"), "ours");
	r->n_cookie = 1;
	assert_null(request_cookie(r, "session"));
	r->secure = false;
	assert_string_equal(request_cookie(r, "session"), "planted");
	r->secure = true;
	respond_cookie(r, "session", "", 0);
	assert_string_equal(answer_header(r, "Set-Cookie"),
	                    "__Host-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
	talloc_free(mem);
}

static void
test_paths_of_ours(void **state)
{
	static const char *const ours[] = { "/", "/a", "/history?x=//y" };
	static const char *const others[] = { "", "a", "//x", "/\\x", "http://x/", "/a\r\nX: y", "/a\\b" };

	(void)state;
	for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		assert_true(path_is_ours(ours[i]));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(path_is_ours(others[i]));
	assert_false(path_is_ours(NULL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_params_and_order_of_rows),
		cmocka_unit_test(test_database_down_is_503),
		cmocka_unit_test(test_a_public_page_is_not_sent_twice),
		cmocka_unit_test(test_answers_as_text),
		cmocka_unit_test(test_forms_before_sign_in),
		cmocka_unit_test(test_cookies_over_tls_have_the_prefix),
		cmocka_unit_test(test_paths_of_ours),
	};

	log_open("test", LOG_ERROR);
	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
