/* The desk's pages as a program without a socket, for page tests: a portal on a
 * real database, staff made by hand, and a browser that signs in. */
#ifndef TESTS_PAGE_DESK_PORTAL_H
#define TESTS_PAGE_DESK_PORTAL_H

#include "service/accounts.h"

#include "base/otp.h"
#include "page/browser.h"
#include "page/desk.h"
#include "page/routes_admin.h"

#define DESK __attribute__((unused)) static
#define HERE "192.0.2.9"

static struct portal portal = {.staff = true};
static struct config *demo, *real; /* see settings() */
static char desk_cookie[256]; /* the Set-Cookie header of the desk, if any came */

static void note_cookie(struct request *r)
{
	for (int i = 0; i < r->n_headers; i++)
		if (strcmp(r->headers[i].name, "Set-Cookie") == 0 &&
		    text_starts(r->headers[i].value, DESK_COOKIE "="))
			snprintf(desk_cookie, sizeof desk_cookie, "%s", r->headers[i].value);
}

static void render(struct request *r, int status)
{
	(void)status;
	assert_true(view_render(portal.view, r->route->template, page_root(r), &r->out));
}

static void problem(struct request *r, int status)
{
	page_problem(r, status);
}

static struct web_app app = {.program = "test",
                             .app = &portal,
                             .csrf_key = portal.csrf_key,
                             .csrf_key_len = sizeof portal.csrf_key,
                             .load_viewer = desk_load,
                             .csrf = desk_csrf,
                             .check_staff = desk_check,
                             .render = render,
                             .problem = problem,
                             .end = note_cookie};

/* Settings of a demo without second factor, and of a portal in earnest. */
static struct config *settings(const char *more)
{
	char text[1024];

	snprintf(text, sizeof text, "Var = %s\nKeys.Token = %s/token.key\n%s", harness.dir, harness.dir,
	         more);
	return config_parse(text);
}

DESK int desk_open(void **state)
{
	struct service_env env = accounts_env();
	const char *pages[400];
	int n_pages = 0;

	(void)state;
	demo = settings("Demo = 1\nStaff.Totp = 0\n");
	real = settings("Staff.Totp = 0\n");
	portal.db = env.db;
	portal.config = demo;
	app.routes = routes_admin(&app.n);
	for (int i = 0; i < app.n; i++)
		if (app.routes[i].template)
			pages[n_pages++] = app.routes[i].template;
	pages[n_pages++] = "admin/error";
	portal.view = view_open_frame("templates", "admin/", pages, n_pages);
	clock_set_offset(TEST_NOW - clock_real());
	return portal.view ? 0 : -1;
}

DESK int desk_close(void **state)
{
	(void)state;
	view_close(portal.view);
	config_free(demo);
	config_free(real);
	return 0;
}

/* A staff member whose password is their own. */
DESK struct staff somebody(const char *email, const char *role)
{
	struct service_env env = accounts_env();
	char password[24];
	struct staff s;

	assert_int_equal(staff_add(&env, 0, email, "Li Na", role, password), STAFF_OK);
	assert_int_equal(staff_find(env.db, env.mem, email, &s), DB_OK);
	assert_int_equal(staff_put_password(env.db, s.staff_id, accounts_hash(), false), DB_OK);
	assert_int_equal(staff_put_lang(env.db, s.staff_id, "en"), DB_OK);
	return s;
}

DESK int sign_in(struct browser *b, const char *email, const char *next)
{
	char form[512];

	assert_int_equal(browser_get(b, "/admin/sign-in"), 200);
	snprintf(form, sizeof form, "email=%s&password=three+green+trains&next=%s", email, next);
	return browser_post(b, "/admin/sign-in", form);
}

DESK void open_as(struct browser *b, const char *email)
{
	browser_open(b, &app, HERE);
	assert_int_equal(sign_in(b, email, ""), 303);
	assert_string_equal(b->location, "/admin/");
	assert_int_equal(browser_get(b, "/admin/"), 200);
}

DESK int as_in_a_demo(void **state)
{
	(void)state;
	portal.config = demo;
	return 0;
}

#define assert_shows(b, text) assert_non_null(strstr((b)->body, text))
#define assert_hides(b, text) assert_null(strstr((b)->body, text))

#endif
