/* Every row of the member program's table against every stranger: no page runs
 * that its guards should have kept from running. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "page/nginx_map.h"
#include "page/routes_member.h"
#include "web/route.h"
#include "web/serve.h"

#define ROWS_MAX 400
#define FORM "application/x-www-form-urlencoded"
#define PARTS "multipart/form-data; boundary=edge"

static struct route table[ROWS_MAX];
static int ran;
static bool signed_in, holder;
static const uint8_t key[32] = "a key of thirty-two bytes length";

static int
note_that_it_ran(struct request *r)
{
	ran++;
	buf_str(&r->out, "ran");
	return 200;
}

static bool
load_viewer(struct request *r)
{
	r->viewer = signed_in ? talloc_strdup(r->mem, "viewer") : NULL;
	return true;
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
	(void)r;
	return holder;
}

static struct web_app app = { .program = "test", .routes = table, .csrf_key = key,
	                          .csrf_key_len = sizeof(key), .load_viewer = load_viewer,
	                          .csrf = csrf, .is_holder = is_holder };

/* The row's path with something in place of its parameters. */
static char *
example(void *mem, const char *path)
{
	struct buf out;

	buf_init(&out, mem);
	for (const char *p = path; *p != '\0'; p++) {
		buf_add(&out, *p == ':' ? "7" : p, 1);
		if (*p == ':')
			p += strcspn(p, "/") - 1;
	}
	return out.data;
}

/* FIELDS ("a=1&b=2") as the body the row wants: a form, or the parts of one. */
static void
set_body(struct request *r, const struct route *row, const char *fields)
{
	char *copy = talloc_strdup(r->mem, fields), *body = talloc_strdup(r->mem, ""), *rest = NULL;

	if (!(row->guards & GUARD_UPLOAD)) {
		request_set_body(r, FORM, fields, strlen(fields));
		return;
	}
	for (char *one = strtok_r(copy, "&", &rest); one; one = strtok_r(NULL, "&", &rest)) {
		char *value = strchr(one, '=');

		*value++ = '\0';
		body = talloc_asprintf_append(
			body, "--edge\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", one,
			value);
	}
	body = talloc_strdup_append(body, "--edge--\r\n");
	request_set_body(r, PARTS, body, strlen(body));
}

/* Sends METHOD to the row and returns the status; the page's run is in RAN. */
static int
send_to(const struct route *row, const char *method, const char *body, const char *site)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, method, example(mem, row->path));
	int status;

	if (body != NULL)
		set_body(r, row, body);
	if (site != NULL)
		request_set_header(r, "Sec-Fetch-Site", site);
	ran = 0;
	web_handle(&app, r);
	status = r->status;
	if (status == 303 && !text_starts(r->location, "/sign-in"))
		fail_msg("%s leads to %s", row->path, r->location);
	talloc_free(mem);
	return status;
}

static int
set_up(void **state)
{
	int n;
	const struct route *rows = routes_member(&n);

	(void)state;
	if (n < 1 || n > ROWS_MAX)
		return -1;
	for (app.n = 0; app.n < n; app.n++) {
		table[app.n] = rows[app.n];
		table[app.n].page = note_that_it_ran;
	}
	return 0;
}

static void
test_each_row_is_whole(void **state)
{
	void *mem = talloc_new(NULL);
	const char *param[WEB_PARAMS];

	(void)state;
	for (int i = 0; i < app.n; i++) {
		const struct route *row = &table[i];

		if (row->path[0] != '/' || row->methods == 0)
			fail_msg("row %d has no path or method", i);
		if ((row->guards & GUARD_PUBLIC)
		    && (row->methods != METHOD_GET || (row->guards & ~(unsigned)GUARD_PUBLIC)))
			fail_msg("%s is public and more", row->path);
		if ((row->guards & GUARD_HOLDER) && !(row->guards & GUARD_MEMBER))
			fail_msg("%s is for holders but not for members", row->path);
		if ((row->methods & METHOD_POST) && row->form == NULL)
			fail_msg("%s takes a form without a table of its fields", row->path);
		for (unsigned method = METHOD_GET; method <= METHOD_POST; method <<= 1)
			if ((row->methods & method)
			    && route_match(mem, table, app.n, example(mem, row->path), method, param) != row)
				fail_msg("%s is hidden by a row before it", row->path);
	}
	talloc_free(mem);
}

static void
test_strangers(void **state)
{
	(void)state;
	signed_in = holder = false;
	for (int i = 0; i < app.n; i++) {
		const struct route *row = &table[i];

		if (!(row->guards & GUARD_MEMBER))
			continue;
		if ((row->methods & METHOD_GET) && (send_to(row, "GET", NULL, NULL) != 303 || ran))
			fail_msg("GET %s lets strangers in", row->path);
		if ((row->methods & METHOD_POST) && (send_to(row, "POST", "", NULL) != 303 || ran))
			fail_msg("POST %s lets strangers in", row->path);
	}
}

/* The one form that judges its csrf itself: for a stranger it only sets a
 * cookie of the stranger's own browser (page/language.c). */
static bool
judges_itself(const struct route *row)
{
	return strcmp(row->path, "/language") == 0;
}

static void
test_forged_forms(void **state)
{
	(void)state;
	for (int member = 0; member < 2; member++)
		for (int i = 0; i < app.n; i++) {
			const struct route *row = &table[i];

			signed_in = holder = member != 0;
			if (!(row->methods & METHOD_POST) || judges_itself(row))
				continue;
			if (!member && (row->guards & GUARD_MEMBER))
				continue;
			if (send_to(row, "POST", "", NULL) != 403 || ran)
				fail_msg("POST %s without csrf", row->path);
			if (send_to(row, "POST", "csrf=wrong", NULL) != 403 || ran)
				fail_msg("POST %s with a wrong csrf", row->path);
			if (send_to(row, "POST", "csrf=right", "cross-site") != 403 || ran)
				fail_msg("POST %s from another site", row->path);
			if (member && (send_to(row, "POST", "csrf=right", "same-origin") != 200 || !ran))
				fail_msg("POST %s refused although right", row->path);
		}
}

static void
test_people_of_an_account_are_not_its_holder(void **state)
{
	int rows = 0;

	(void)state;
	signed_in = true;
	holder = false;
	for (int i = 0; i < app.n; i++) {
		const struct route *row = &table[i];

		if (!(row->guards & GUARD_HOLDER))
			continue;
		rows++;
		if ((row->methods & METHOD_GET) && (send_to(row, "GET", NULL, NULL) != 403 || ran))
			fail_msg("GET %s is for the holder", row->path);
		if ((row->methods & METHOD_POST) && (send_to(row, "POST", "csrf=right", NULL) != 403 || ran))
			fail_msg("POST %s is for the holder", row->path);
	}
	assert_true(rows > 0);
}

static void
test_other_methods_and_fields(void **state)
{
	(void)state;
	signed_in = holder = true;
	for (int i = 0; i < app.n; i++) {
		const struct route *row = &table[i];

		if (send_to(row, "DELETE", NULL, NULL) != 405 || ran)
			fail_msg("DELETE %s", row->path);
		if ((row->methods & METHOD_POST)
		    && (send_to(row, "POST", "csrf=right&nobody_knows_this=1", NULL) != 400 || ran))
			fail_msg("POST %s takes unknown fields", row->path);
		if ((row->methods & METHOD_GET) && send_to(row, "HEAD", NULL, NULL) != 200)
			fail_msg("HEAD %s", row->path);
	}
}

/* The web server's log names each page; "other" is what nobody knows. */
static void
test_the_log_names_each_page(void **state)
{
	void *mem = talloc_new(NULL);

	(void)state;
	assert_false(nginx_names("/balances")); /* the control */
	for (int i = 0; i < app.n; i++)
		if (!nginx_names(example(mem, table[i].path)))
			fail_msg("deploy/nginx/shared.conf has no line for %s", table[i].path);
	talloc_free(mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_log_names_each_page),
		cmocka_unit_test(test_each_row_is_whole),
		cmocka_unit_test(test_strangers),
		cmocka_unit_test(test_forged_forms),
		cmocka_unit_test(test_people_of_an_account_are_not_its_holder),
		cmocka_unit_test(test_other_methods_and_fields),
	};

	log_open("test", LOG_ERROR + 1);
	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, set_up, NULL);
}
