/* The pages of accounts as a program without a socket, for page tests: a
 * portal on a real database, the mailer, and reading what it sent. */
#ifndef TESTS_PAGE_ACCOUNT_PORTAL_H
#define TESTS_PAGE_ACCOUNT_PORTAL_H

#include "service/accounts.h"

#include "job/mail.h"
#include "page/browser.h"
#include "page/consents.h"
#include "page/forgot.h"
#include "page/password.h"
#include "page/people.h"
#include "page/profile.h"
#include "page/sign_in.h"
#include "page/sign_up.h"
#include "page/verify.h"

static struct route routes[64];
static struct portal portal;
static struct web_app app;
static struct view *mail_view;

static const char *csrf_of(const struct request *r)
{
	return viewer_of(r)->csrf;
}

static bool is_holder(const struct request *r)
{
	return viewer_of(r)->holder;
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

static int page_balance(struct request *r)
{
	buf_str(&r->out, viewer_of(r)->member_no);
	return 200;
}

static void open_view(const char **pages, int n)
{
	portal.view = view_open("templates", pages, n);
	assert_non_null(portal.view);
	mail_view = view_open("templates", mail_pages, MAIL_PAGES);
	assert_non_null(mail_view);
}

BROWSER int open_portal(void **state)
{
	(void)state;
	static const struct route *const families[] = {
		sign_in_routes,  sign_up_routes,  forgot_routes, verify_routes, profile_routes,
		password_routes, consents_routes, people_routes, NULL};
	static struct plan plan = {.n_tiers = 1, .from_day = 0};
	static struct plan *plans[] = {&plan};
	static struct plan_book book = {1, plans};
	const char *pages[64] = {"error"};
	struct service_env env = accounts_env();
	int n = 0, n_pages = 1;
	strcpy(plan.tiers[0].code, "standard");
	for (int i = 0; families[i] != NULL; i++)
		for (const struct route *row = families[i]; row->path != NULL; row++) {
			routes[n++] = *row;
			if (row->template != NULL)
				pages[n_pages++] = row->template;
		}
	routes[n++] = (struct route){
		.path = "/balance", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_balance};
	portal = (struct portal){.config = env.config, .db = env.db, .plans = &book};
	open_view(pages, n_pages);
	app = (struct web_app){.program = "test",
	                       .routes = routes,
	                       .n = n,
	                       .app = &portal,
	                       .csrf_key = portal.csrf_key,
	                       .csrf_key_len = sizeof portal.csrf_key,
	                       .load_viewer = viewer_load,
	                       .csrf = csrf_of,
	                       .is_holder = is_holder,
	                       .render = render,
	                       .problem = problem};
	clock_set_offset(TEST_NOW - clock_real());
	return 0;
}

/* Sends what waits, and the whole text of the newest message of SUFFIX. */
BROWSER char *mailed(const char *suffix)
{
	struct mail_count count;
	char newest[300] = "", dir[128];
	assert_int_equal(mail_send(portal.db, portal.config, mail_view, &count), DB_OK);
	assert_int_equal(count.failed, 0);
	snprintf(dir, sizeof dir, "%s/mail", harness.dir);
	DIR *d = opendir(dir);
	assert_non_null(d);
	for (struct dirent *e = readdir(d); e != NULL; e = readdir(d))
		if (strstr(e->d_name, suffix) != NULL && strcmp(e->d_name, newest) > 0)
			snprintf(newest, sizeof newest, "%s", e->d_name);
	closedir(d);
	char path[512], *text = talloc_zero_array(NULL, char, 65536);
	snprintf(path, sizeof path, "%s/%s", dir, newest);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	size_t len = fread(text, 1, 65535, f);
	fclose(f);
	assert_true(len > 0);
	return text;
}

static int digit(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;
	return at != NULL ? (int)(at - digits) : -1;
}

/* The path of the first link in an e-mail's plain part ("/verify/…"). */
BROWSER void link_in(const char *mail, char out[256])
{
	char text[8192] = "";
	size_t n = 0;
	unsigned bits = 0, have = 0;
	const char *p = strstr(mail, "text/plain");
	assert_non_null(p);
	p = strstr(p, "\r\n\r\n") + 4;
	for (; *p != '\0' && *p != '-' && n < sizeof text - 1; p++)
		if (digit(*p) >= 0) {
			bits = bits << 6 | (unsigned)digit(*p);
			have += 6;
			if (have >= 8) {
				have -= 8;
				text[n++] = (char)(bits >> have);
			}
		}
	const char *link = strstr(text, "http://portal.test/");
	assert_non_null(link);
	link += strlen("http://portal.test");
	snprintf(out, 256, "%.*s", (int)strcspn(link, "\n"), link);
}

BROWSER void sign_in(struct browser *b, const char *login, const char *password)
{
	char form[256];
	assert_int_equal(browser_get(b, "/sign-in"), 200);
	snprintf(form, sizeof form, "login=%s&password=%s", login, password);
	assert_int_equal(browser_post(b, "/sign-in", form), 303);
	assert_string_equal(b->location, "/balance");
}

#define PASSWORD_FORM "three+green+trains"

#endif
