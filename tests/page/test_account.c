/* Journeys through the pages of accounts: from the form to the message to the
 * next form, on a real database, without a socket. */
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

static int open_portal(void **state)
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
static char *mailed(const char *suffix)
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
static void link_in(const char *mail, char out[256])
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

static void sign_in(struct browser *b, const char *login, const char *password)
{
	char form[256];
	assert_int_equal(browser_get(b, "/sign-in"), 200);
	snprintf(form, sizeof form, "login=%s&password=%s", login, password);
	assert_int_equal(browser_post(b, "/sign-in", form), 303);
	assert_string_equal(b->location, "/balance");
}

#define PASSWORD_FORM "three+green+trains"

static void from_joining_to_a_proven_mail(void **state)
{
	(void)state;
	struct browser b;
	char link[256];
	browser_open(&b, &app, "192.0.2.10");
	assert_int_equal(browser_get(&b, "/sign-up?invite=m0000001"), 200);
	assert_non_null(strstr(b.body, "value=\"M0000001\""));
	assert_int_equal(browser_post(&b, "/sign-up",
	                              "name=Jo+%3Cb%3E&email=Jo%40Example.com&phone=&password="
	                              PASSWORD_FORM "&birthday=1990-05-01&invite=M0000001"
	                              "&consent=terms&consent=privacy"), 303);
	assert_string_equal(b.location, "/sign-up/done?to=email");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_null(browser_cookie_value(&b, "session"));
	char *mail = mailed(".eml");
	assert_non_null(strstr(mail, "To: <jo@example.com>"));
	assert_non_null(strstr(mail, "Subject: =?UTF-8?B?"));
	link_in(mail, link);
	assert_memory_equal(link, "/verify/", 8);
	assert_int_equal(browser_get(&b, link), 200);
	assert_non_null(strstr(b.body, "jo@example.com"));
	assert_int_equal(browser_get(&b, link), 200); /* a scanner came first: nothing was used */
	assert_int_equal(browser_post(&b, link, ""), 303);
	assert_string_equal(b.location, "/verified");
	sign_in(&b, "jo%40example.com", PASSWORD_FORM);
	assert_int_equal(browser_get(&b, "/profile"), 200);
	assert_non_null(strstr(b.body, "Jo &lt;b&gt;"));
	assert_null(strstr(b.body, "Jo <b>"));
	assert_null(strstr(b.body, "href=\"/verify\""));
	talloc_free(mail);
	browser_close(&b);
}

static void errors_keep_what_was_typed(void **state)
{
	(void)state;
	struct browser b;
	browser_open(&b, &app, "192.0.2.11");
	assert_int_equal(browser_get(&b, "/sign-up"), 200);
	assert_int_equal(browser_post(&b, "/sign-up",
	                              "name=&email=half%40&phone=12&password=Password1&birthday=2200-01-"
	                              "01&invite=nine&consent=terms"), 422);
	static const char *const wanted[] = {
		"href=\"#name\"",     "href=\"#email\"",  "href=\"#phone\"",
		"href=\"#password\"", "href=\"#birthday\"", "href=\"#invite\"",
		"href=\"#consent-privacy\"", "value=\"half@\"", "aria-invalid=\"true\"", NULL};
	for (int i = 0; wanted[i] != NULL; i++)
		if (strstr(b.body, wanted[i]) == NULL)
			fail_msg("the page lacks %s", wanted[i]);
	assert_null(strstr(b.body, "Password1"));
	assert_null(strstr(b.body, "href=\"#consent\""));
	/* under 14: a guardian is asked for, then enough */
	const char *child = "name=Kid&phone=13912340001&email=&password=" PASSWORD_FORM
	                    "&birthday=2020-02-29&invite=&consent=terms&consent=privacy";
	assert_int_equal(browser_post(&b, "/sign-up", child), 422);
	assert_non_null(strstr(b.body, "id=\"guardian\""));
	char form[512];
	snprintf(form, sizeof form, "%s&guardian=Mum", child);
	assert_int_equal(browser_post(&b, "/sign-up", form), 303);
	/* unknown and repeated fields, and no csrf value */
	assert_int_equal(browser_post(&b, "/sign-in", "login=a&password=b&admin=1"), 400);
	assert_int_equal(browser_post(&b, "/sign-in", "login=a&login=b&password=c"), 400);
	assert_int_equal(browser_send(&b, "POST", "/sign-in", "login=a&password=b"), 403);
	browser_close(&b);
}

static void signing_in_leads_back_and_rotates(void **state)
{
	(void)state;
	struct browser b;
	char first[64];
	struct service_env env = accounts_env();
	accounts_member(&env, "back@example.com", NULL, true);
	browser_open(&b, &app, "192.0.2.12");
	assert_int_equal(browser_get(&b, "/profile/devices"), 303);
	assert_string_equal(b.location, "/sign-in?next=/profile/devices");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_int_equal(browser_post(&b, "/sign-in", "login=back%40example.com&password="
	                              PASSWORD_FORM "&next=%2Fprofile%2Fdevices"), 303);
	assert_string_equal(b.location, "/profile/devices");
	snprintf(first, sizeof first, "%s", browser_cookie_value(&b, "session"));
	assert_int_equal(browser_get(&b, "/sign-in?next=//evil.test/"), 200);
	assert_null(strstr(b.body, "name=\"next\""));
	assert_int_equal(browser_post(&b, "/sign-in", "login=back%40example.com&password="
	                              PASSWORD_FORM "&next=https%3A%2F%2Fevil.test%2F"), 303);
	assert_string_equal(b.location, "/balance");
	assert_string_not_equal(first, browser_cookie_value(&b, "session"));
	/* the old one is dead */
	struct browser thief;
	browser_open(&thief, &app, "192.0.2.13");
	char cookie[80];
	snprintf(cookie, sizeof cookie, "session=%s;", first);
	browser_cookie(&thief, cookie);
	assert_int_equal(browser_get(&thief, "/balance"), 303);
	assert_int_equal(browser_get(&b, "/balance"), 200);
	assert_int_equal(browser_get(&b, "/profile"), 200);
	assert_int_equal(browser_post(&b, "/sign-out", ""), 303);
	assert_int_equal(browser_get(&b, "/balance"), 303);
	browser_close(&thief);
	browser_close(&b);
}

static void wrong_and_unknown_look_alike(void **state)
{
	(void)state;
	struct browser b;
	struct service_env env = accounts_env();
	accounts_member(&env, "alike@example.com", NULL, true);
	browser_open(&b, &app, "192.0.2.14");
	assert_int_equal(browser_get(&b, "/sign-in"), 200);
	assert_int_equal(browser_post(&b, "/sign-in", "login=alike%40example.com&password=x"), 422);
	char *known = talloc_strdup(b.mem, b.body);
	assert_int_equal(browser_post(&b, "/sign-in", "login=alice%40example.com&password=x"), 422);
	char *at = strstr(b.body, "alice@");
	assert_non_null(at);
	memcpy(at, "alike@", 6);
	assert_string_equal(known, b.body);
	for (int i = 0; i < 4; i++)
		browser_post(&b, "/sign-in", "login=alike%40example.com&password=x");
	assert_int_equal(browser_post(&b, "/sign-in", "login=alike%40example.com&password="
	                              PASSWORD_FORM), 429);
	browser_close(&b);
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* Processor time of one wrong sign-in, in microseconds: on a busy machine the
 * wall clock says nothing. */
static int64_t cost_of(struct browser *b, const char *form)
{
	struct timespec from, to;
	assert_int_equal(browser_get(b, "/sign-in"), 200);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	assert_int_equal(browser_post(b, "/sign-in", form), 422);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	return (to.tv_sec - from.tv_sec) * 1000000 + (to.tv_nsec - from.tv_nsec) / 1000;
}

#define SAMPLES 21

static void wrong_and_unknown_cost_alike(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	int64_t known[SAMPLES], unknown[SAMPLES];
	struct browser b;
	char client[32];
	accounts_member(&env, "cost@example.com", NULL, true);
	browser_open(&b, &app, client);
	snprintf(client, sizeof client, "198.51.100.250");
	cost_of(&b, "login=first%40example.com&password=x");
	for (int i = 0; i < SAMPLES; i++) {
		snprintf(client, sizeof client, "198.51.100.%d", i);
		known[i] = cost_of(&b, "login=cost%40example.com&password=x");
		unknown[i] = cost_of(&b, "login=none%40example.com&password=x");
	}
	qsort(known, SAMPLES, sizeof known[0], by_size);
	qsort(unknown, SAMPLES, sizeof unknown[0], by_size);
	int64_t apart = known[SAMPLES / 2] - unknown[SAMPLES / 2];
	if (apart > 10000 || apart < -10000)
		fail_msg("known %d us, unknown %d us", (int)known[SAMPLES / 2], (int)unknown[SAMPLES / 2]);
	browser_close(&b);
}

static void forgotten_by_text_message(void **state)
{
	(void)state;
	struct browser b;
	struct service_env env = accounts_env();
	char form[128], code[8];
	accounts_member(&env, NULL, "13812340002", true);
	browser_open(&b, &app, "192.0.2.15");
	assert_int_equal(browser_get(&b, "/forgot"), 200);
	assert_int_equal(browser_post(&b, "/forgot", "login=138+1234+0002"), 303);
	assert_string_equal(b.location, "/forgot?sent=sms");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_non_null(strstr(b.body, "value=\"13812340002\""));
	assert_non_null(strstr(b.body, "autocomplete=\"one-time-code\""));
	char *sms = mailed(".sms");
	assert_memory_equal(sms, "To: 13812340002\n\n", 17);
	snprintf(code, sizeof code, "%.6s", sms + 17);
	assert_non_null(strstr(sms, "\n@portal.test #"));
	snprintf(form, sizeof form, "login=13812340002&code=%s", code);
	assert_int_equal(browser_post(&b, "/forgot", form), 303);
	assert_memory_equal(b.location, "/reset/", 7);
	char link[128];
	snprintf(link, sizeof link, "%.100s", b.location);
	assert_int_equal(browser_get(&b, link), 200);
	assert_int_equal(browser_post(&b, link, "password=short"), 422);
	assert_int_equal(browser_post(&b, link, "password=seven+blue+bicycles"), 303);
	assert_string_equal(b.location, "/sign-in?done=reset");
	assert_int_equal(browser_get(&b, link), 404);
	sign_in(&b, "13812340002", "seven+blue+bicycles");
	talloc_free(sms);
	browser_close(&b);
}

static void changing_the_mail_asks_the_password(void **state)
{
	(void)state;
	struct browser b;
	struct service_env env = accounts_env();
	struct outbox_row row;
	struct person_id id = accounts_member(&env, "old@example.com", NULL, true);
	struct person person;
	char link[256];
	browser_open(&b, &app, "192.0.2.16");
	sign_in(&b, "old%40example.com", PASSWORD_FORM);
	assert_int_equal(browser_get(&b, "/profile/email"), 200);
	assert_int_equal(browser_post(&b, "/profile/email", "email=new%40example.com&password=no"),
	                 422);
	assert_int_equal(browser_post(&b, "/profile/email", "email=new%40example.com&password="
	                              PASSWORD_FORM), 303);
	assert_true(accounts_last(&env, "old@example.com", &row));
	assert_string_equal(row.kind, "address_changed");
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_string_equal(person.email, "old@example.com");
	char *mail = mailed(".eml");
	link_in(mail, link);
	assert_int_equal(browser_get(&b, link), 200);
	assert_int_equal(browser_post(&b, link, ""), 303);
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_string_equal(person.email, "new@example.com");
	assert_true(person.email_confirmed);
	struct person_id got;
	assert_int_equal(person_find(env.db, env.mem, "old@example.com", &got), DB_NONE);
	talloc_free(mail);
	browser_close(&b);
}

static void own_pages(void **state)
{
	(void)state;
	struct browser b;
	struct service_env env = accounts_env();
	static const char *const pages[] = {"/profile",          "/profile/details", "/profile/email",
	                                    "/profile/phone",    "/profile/devices", "/verify",
	                                    "/profile/password", "/profile/consents", "/people", NULL};
	accounts_member(&env, "own@example.com", NULL, true);
	browser_open(&b, &app, "192.0.2.17");
	sign_in(&b, "own%40example.com", PASSWORD_FORM);
	for (int i = 0; pages[i] != NULL; i++) {
		assert_int_equal(browser_get(&b, pages[i]), 200);
		assert_non_null(strstr(b.body, "<h1>"));
	}
	assert_int_equal(browser_post(&b, "/profile/details",
	                              "name=Lin&birthday=1991-02-03&lang=en"), 303);
	assert_int_equal(browser_post(&b, "/profile/details",
	                              "name=Lin&birthday=1999-09-09&lang=en"), 303);
	struct person_id id;
	struct person person;
	assert_int_equal(person_find(env.db, env.mem, "own@example.com", &id), DB_OK);
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_int_equal(civil_of(person.birthday).year, 1991);
	assert_string_equal(person.lang, "en");
	assert_int_equal(browser_post(&b, "/profile/consents", "marketing=1"), 303);
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_non_null(strstr(b.body, "value=\"0\""));
	assert_int_equal(browser_post(&b, "/profile/password",
	                              "current=" PASSWORD_FORM "&password=seven+blue+bicycles"), 303);
	assert_int_equal(browser_get(&b, "/balance"), 200);
	assert_int_equal(browser_get(&b, "/profile/devices"), 200);
	assert_int_equal(browser_post(&b, "/sign-out", "everywhere=1"), 303);
	browser_close(&b);
}

static void a_family_shares_an_account(void **state)
{
	(void)state;
	struct browser holder, guest;
	struct service_env env = accounts_env();
	char link[256];
	accounts_member(&env, "head@example.com", NULL, true);
	browser_open(&holder, &app, "192.0.2.18");
	browser_open(&guest, &app, "192.0.2.19");
	sign_in(&holder, "head%40example.com", PASSWORD_FORM);
	assert_int_equal(browser_get(&holder, "/people"), 200);
	assert_int_equal(browser_post(&holder, "/people/family", ""), 303);
	assert_int_equal(browser_get(&holder, "/people"), 200);
	assert_int_equal(browser_post(&holder, "/people/invite", "name=&login="), 422);
	assert_int_equal(browser_post(&holder, "/people/invite",
	                              "name=Guest&login=guest%40example.com"), 303);
	char *mail = mailed(".eml");
	link_in(mail, link);
	assert_memory_equal(link, "/people/invite/", 15);
	assert_int_equal(browser_get(&guest, link), 200);
	assert_int_equal(browser_post(&guest, link, "name=Guest&password=" PASSWORD_FORM), 422);
	assert_int_equal(browser_post(&guest, link, "name=Guest&password=" PASSWORD_FORM
	                              "&consent=terms&consent=privacy"), 303);
	assert_int_equal(browser_get(&guest, link), 404);
	sign_in(&guest, "guest%40example.com", PASSWORD_FORM);
	assert_int_equal(browser_get(&guest, "/people"), 200);
	assert_null(strstr(guest.body, "head@example.com"));
	assert_null(strstr(guest.body, "/remove"));
	assert_int_equal(browser_post(&guest, "/people/1/remove", ""), 403);
	assert_int_equal(browser_post(&guest, "/people/invite", "name=x&login=x%40example.com"), 403);
	assert_int_equal(browser_get(&holder, "/people"), 200);
	assert_non_null(strstr(holder.body, "guest@example.com"));
	assert_int_equal(browser_post(&holder, "/people/2/spend", "may=0"), 303);
	assert_int_equal(browser_post(&holder, "/people/1/remove", ""), 404);
	assert_int_equal(browser_post(&holder, "/people/99/remove", ""), 404);
	assert_int_equal(browser_post(&holder, "/people/2/remove", ""), 303);
	assert_int_equal(browser_get(&guest, "/balance"), 303);
	talloc_free(mail);
	browser_close(&guest);
	browser_close(&holder);
}

static void sessions_end_by_themselves(void **state)
{
	(void)state;
	struct browser b;
	struct service_env env = accounts_env();
	accounts_member(&env, "ends@example.com", NULL, true);
	browser_open(&b, &app, "192.0.2.20");
	sign_in(&b, "ends%40example.com", PASSWORD_FORM);
	for (int day = 13; day < 30; day += 13) { /* used every 13 days, it lives on */
		clock_set_offset(TEST_NOW - clock_real() + day * 86400);
		assert_int_equal(browser_get(&b, "/balance"), 200);
	}
	clock_set_offset(TEST_NOW - clock_real() + 30 * 86400 + 3600);
	assert_int_equal(browser_get(&b, "/balance"), 303); /* but not beyond 30 */
	clock_set_offset(TEST_NOW - clock_real());
	sign_in(&b, "ends%40example.com", PASSWORD_FORM);
	clock_set_offset(TEST_NOW - clock_real() + 14 * 86400 + 3600);
	assert_int_equal(browser_get(&b, "/balance"), 303); /* idle for 14 */
	clock_set_offset(TEST_NOW - clock_real());
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_joining_to_a_proven_mail),
		cmocka_unit_test(errors_keep_what_was_typed),
		cmocka_unit_test(signing_in_leads_back_and_rotates),
		cmocka_unit_test(wrong_and_unknown_look_alike),
		cmocka_unit_test(wrong_and_unknown_cost_alike),
		cmocka_unit_test(forgotten_by_text_message),
		cmocka_unit_test(changing_the_mail_asks_the_password),
		cmocka_unit_test(own_pages),
		cmocka_unit_test(a_family_shares_an_account),
		cmocka_unit_test(sessions_end_by_themselves),
	};
	return cmocka_run_group_tests(tests, open_portal, NULL);
}
