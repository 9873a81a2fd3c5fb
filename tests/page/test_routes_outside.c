/* Every row of the tables in which nobody signs in, made from the tables: the
 * API's asks for a signature, the links' asks for nobody. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "page/nginx_map.h"
#include "page/routes_partner.h"
#include "page/routes_survey.h"
#include "web/route.h"
#include "web/serve.h"

#define ROWS_MAX 64
#define JSON "application/json"

/* What needs no signature. */
static const char *const open_rows[] = {"/api/v1/health", NULL};

static struct route table[ROWS_MAX];
static int ran;
static bool key_is_right;

static int note_that_it_ran(struct request *r)
{
	ran++;
	buf_str(&r->out, "ran");
	return 200;
}

static int check_key(struct request *r)
{
	if (!key_is_right)
		buf_str(&r->out, "{}");
	return key_is_right ? 0 : 401;
}

static struct web_app app = {.program = "test", .routes = table, .json = true,
                             .check_key = check_key};

static void take(const struct route *rows, int n)
{
	assert_true(n > 0 && n <= ROWS_MAX);
	for (app.n = 0; app.n < n; app.n++) {
		table[app.n] = rows[app.n];
		table[app.n].page = note_that_it_ran;
	}
}

static char *example(void *mem, const char *path)
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

static int send_to(const struct route *row, const char *method, const char *type)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, method, example(mem, row->path));
	int status;

	if (strcmp(method, "POST") == 0)
		request_set_body(r, type, "{}", 2);
	ran = 0;
	web_handle(&app, r);
	status = r->status;
	talloc_free(mem);
	return status;
}

/* One that watches the program, or is said to be open to all. */
static bool is_open(const struct route *row)
{
	return (row->guards & GUARD_WATCH) || text_among(row->path, open_rows);
}

static void each_call_is_signed(void **state)
{
	const struct route *rows;
	int n, signed_rows = 0;

	(void)state;
	rows = routes_partner(&n);
	take(rows, n);
	for (int i = 0; i < app.n; i++) {
		const struct route *row = &table[i];
		const char *method = (row->methods & METHOD_POST) ? "POST" : "GET";

		if (is_open(row))
			continue;
		signed_rows++;
		key_is_right = false;
		if (send_to(row, method, JSON) != 401 || ran)
			fail_msg("%s %s without a signature", method, row->path);
		key_is_right = true;
		if (send_to(row, method, JSON) != 200 || !ran)
			fail_msg("%s %s is refused although signed", method, row->path);
		if ((row->methods & METHOD_POST) && (send_to(row, "POST", "text/plain") != 415 || ran))
			fail_msg("POST %s takes what is no JSON", row->path);
		if (send_to(row, "DELETE", NULL) != 405 || ran)
			fail_msg("DELETE %s", row->path);
	}
	assert_true(signed_rows > 5);
}

/* There is no session in these programs that a guard could ask for. */
static void nobody_signs_in(void **state)
{
	const struct route *(*const tables[])(int *) = {routes_partner, routes_survey};
	const unsigned people = GUARD_MEMBER | GUARD_HOLDER | GUARD_STAFF | GUARD_CLERK | GUARD_MANAGER;

	(void)state;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		int n;
		const struct route *rows = tables[t](&n);

		assert_true(n > 0);
		for (int i = 0; i < n; i++) {
			if (rows[i].guards & people)
				fail_msg("%s asks for somebody who is signed in", rows[i].path);
			if (rows[i].guards & GUARD_PUBLIC)
				fail_msg("%s may be kept by others", rows[i].path);
			if (t == 1 && (rows[i].guards & GUARD_KEY))
				fail_msg("%s asks for a key", rows[i].path);
		}
	}
}

static void no_row_hides_another(void **state)
{
	const struct route *(*const tables[])(int *) = {routes_partner, routes_survey};
	void *mem = talloc_new(NULL);
	const char *param[WEB_PARAMS];

	(void)state;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		int n;
		const struct route *rows = tables[t](&n);

		for (int i = 0; i < n; i++)
			for (unsigned method = METHOD_GET; method <= METHOD_POST; method <<= 1)
				if ((rows[i].methods & method) &&
				    route_match(mem, rows, n, example(mem, rows[i].path), method, param) != &rows[i])
					fail_msg("%s is hidden by a row before it", rows[i].path);
	}
	talloc_free(mem);
}

static void the_log_names_each_page(void **state)
{
	const struct route *(*const tables[])(int *) = {routes_partner, routes_survey};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		int n;
		const struct route *rows = tables[t](&n);

		for (int i = 0; i < n; i++)
			if (!nginx_names(example(mem, rows[i].path)))
				fail_msg("deploy/nginx/shared.conf has no line for %s", rows[i].path);
	}
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_call_is_signed),
		cmocka_unit_test(nobody_signs_in),
		cmocka_unit_test(no_row_hides_another),
		cmocka_unit_test(the_log_names_each_page),
	};

	log_open("test", LOG_ERROR + 1);
	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
