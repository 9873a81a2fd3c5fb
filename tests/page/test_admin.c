/* The desk's own pages by requests on a real database: signing in with and
 * without a second factor, passwords, staff, the log, the morning page. */
#include "service/accounts.h"

#include "base/otp.h"
#include "page/browser.h"
#include "page/desk.h"
#include "page/routes_admin.h"
#include "service/staff_private.h"

#define HERE "192.0.2.9"

static struct portal portal = {.staff = true};
static struct config *demo, *real;
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

static int set_up(void **state)
{
	struct service_env env = accounts_env();
	const char *pages[128];
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

static int tear_down(void **state)
{
	(void)state;
	view_close(portal.view);
	config_free(demo);
	config_free(real);
	return 0;
}

/* A staff member whose password is their own. */
static struct staff somebody(const char *email, const char *role)
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

static int sign_in(struct browser *b, const char *email, const char *next)
{
	char form[512];

	assert_int_equal(browser_get(b, "/admin/sign-in"), 200);
	snprintf(form, sizeof form, "email=%s&password=three+green+trains&next=%s", email, next);
	return browser_post(b, "/admin/sign-in", form);
}

static void open_as(struct browser *b, const char *email)
{
	browser_open(b, &app, HERE);
	assert_int_equal(sign_in(b, email, ""), 303);
	assert_string_equal(b->location, "/admin/");
	assert_int_equal(browser_get(b, "/admin/"), 200);
}

#define assert_shows(b, text) assert_non_null(strstr((b)->body, text))
#define assert_hides(b, text) assert_null(strstr((b)->body, text))

static void strangers_sign_in_and_come_back(void **state)
{
	struct browser b;

	(void)state;
	somebody("back@example.com", "manager");
	browser_open(&b, &app, HERE);
	assert_int_equal(browser_get(&b, "/admin/audit?staff=1"), 303);
	assert_string_equal(b.location, "/admin/sign-in?next=/admin/audit%3Fstaff%3D1");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_shows(&b, "name=\"next\" value=\"/admin/audit?staff=1\"");
	assert_int_equal(sign_in(&b, "back@example.com", "/admin/audit?staff=1"), 303);
	assert_string_equal(b.location, "/admin/audit?staff=1");
	assert_non_null(strstr(desk_cookie, "SameSite=Strict"));
	assert_non_null(strstr(desk_cookie, "HttpOnly"));
	assert_non_null(strstr(desk_cookie, "Max-Age=43200"));
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_shows(&b, "Li Na");
	assert_int_equal(browser_post(&b, "/admin/sign-out", ""), 303);
	assert_int_equal(browser_get(&b, "/admin/"), 303);
	browser_close(&b);
}

static void the_way_back_leads_nowhere_else(void **state)
{
	static const char *const elsewhere[] = {"//evil.example", "/balance", "https://evil.example",
	                                        "/admin", ""};
	struct browser b;

	(void)state;
	somebody("nowhere@example.com", "clerk");
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
		browser_open(&b, &app, HERE);
		assert_int_equal(sign_in(&b, "nowhere@example.com", elsewhere[i]), 303);
		assert_string_equal(b.location, "/admin/");
		browser_close(&b);
	}
}

static void wrong_tries_show_the_form_again(void **state)
{
	struct browser b;

	(void)state;
	somebody("tries@example.com", "clerk");
	browser_open(&b, &app, "192.0.2.77");
	assert_int_equal(browser_get(&b, "/admin/sign-in"), 200);
	assert_int_equal(browser_post(&b, "/admin/sign-in", "email=&password="), 422);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(
			browser_post(&b, "/admin/sign-in", "email=tries%40example.com&password=wrong"), 422);
		assert_shows(&b, "value=\"tries@example.com\"");
		assert_hides(&b, "value=\"wrong\"");
	}
	assert_int_equal(sign_in(&b, "tries@example.com", ""), 429);
	browser_close(&b);
	open_as(&b, "tries@example.com"); /* from elsewhere */
	browser_close(&b);
}

static int as_in_a_demo(void **state)
{
	(void)state;
	portal.config = demo;
	return 0;
}

/* The digits of the desk's offered secret, OFF steps from now. */
static void digits(const struct browser *b, int64_t off, char out[OTP_DIGITS + 1])
{
	struct service_env env = accounts_env();
	struct staff_session session;
	const char *token = browser_cookie_value(b, DESK_COOKIE);
	uint8_t hash[STAFF_HASH], secret[OTP_SECRET];

	secret_sha256(hash, token, strlen(token));
	assert_int_equal(staff_session_get(env.db, env.mem, hash, 0, 0, &session), DB_OK);
	assert_true(staff_totp_offer(&env, &session, secret));
	assert_true(otp_at(secret, otp_step(clock_real()) + off, out));
}

static void the_second_factor_stands_before_every_page(void **state)
{
	struct browser b;
	char code[OTP_DIGITS + 1], later[OTP_DIGITS + 1], form[64];

	(void)state;
	portal.config = real; /* Staff.Totp = 0 is not heard outside a demo */
	somebody("factor@example.com", "manager");
	browser_open(&b, &app, HERE);
	assert_int_equal(sign_in(&b, "factor@example.com", "/admin/staff"), 303);
	assert_string_equal(b.location, "/admin/sign-in/enrol?next=/admin/staff");
	assert_int_equal(browser_get(&b, "/admin/staff"), 303);
	assert_int_equal(browser_get(&b, "/admin/sign-in/code"), 303);
	assert_int_equal(browser_get(&b, "/admin/sign-in/enrol?next=/admin/staff"), 200);
	assert_shows(&b, "<path d=\"");
	assert_hides(&b, "desk-nav");
	assert_int_equal(browser_post(&b, "/admin/sign-in/enrol", "code=12&next=/admin/staff"), 422);
	digits(&b, 0, code);
	digits(&b, 1, later);
	snprintf(form, sizeof form, "code=%s&next=/admin/staff", code);
	assert_int_equal(browser_post(&b, "/admin/sign-in/enrol", form), 303);
	assert_string_equal(b.location, "/admin/staff");
	assert_int_equal(browser_get(&b, "/admin/staff"), 200);
	assert_int_equal(browser_get(&b, "/admin/sign-in/enrol"), 303);
	assert_int_equal(browser_post(&b, "/admin/sign-out", ""), 303);

	assert_int_equal(sign_in(&b, "factor@example.com", ""), 303);
	assert_string_equal(b.location, "/admin/sign-in/code");
	assert_int_equal(browser_get(&b, "/admin/staff"), 303);
	assert_int_equal(browser_get(&b, "/admin/sign-in/code"), 200);
	assert_int_equal(browser_post(&b, "/admin/sign-in/code", form), 422); /* the same digits again */
	snprintf(form, sizeof form, "code=%s", later);
	assert_int_equal(browser_post(&b, "/admin/sign-in/code", form), 303);
	assert_int_equal(browser_get(&b, "/admin/staff"), 200);
	browser_close(&b);
}

static void a_first_password_is_changed_first(void **state)
{
	struct browser manager, fresh;
	char form[256], password[24], *at;

	(void)state;
	somebody("boss@example.com", "manager");
	open_as(&manager, "boss@example.com");
	assert_int_equal(browser_get(&manager, "/admin/staff"), 200);
	assert_int_equal(browser_post(&manager, "/admin/staff", "email=x&name=&role=owner"), 422);
	assert_int_equal(browser_post(&manager, "/admin/staff",
	                              "email=New%40Example.com&name=Wang+Wei&role=clerk"),
	                 200);
	at = strstr(manager.body, "id=\"first-password\">");
	assert_non_null(at);
	snprintf(password, sizeof password, "%.19s", at + strlen("id=\"first-password\">"));
	assert_int_equal(browser_get(&manager, "/admin/staff"), 200);
	assert_hides(&manager, password);
	assert_int_equal(browser_post(&manager, "/admin/staff",
	                              "email=new%40example.com&name=Wang+Wei&role=clerk"),
	                 422);

	browser_open(&fresh, &app, HERE);
	assert_int_equal(browser_get(&fresh, "/admin/sign-in"), 200);
	snprintf(form, sizeof form, "email=new%%40example.com&password=%s", password);
	assert_int_equal(browser_post(&fresh, "/admin/sign-in", form), 303);
	assert_int_equal(browser_get(&fresh, "/admin/"), 303);
	assert_string_equal(fresh.location, "/admin/password");
	assert_int_equal(browser_get(&fresh, "/admin/password"), 200);
	assert_int_equal(browser_post(&fresh, "/admin/password", "current=no&password=five+red+kites"),
	                 422);
	snprintf(form, sizeof form, "current=%s&password=12345678", password);
	assert_int_equal(browser_post(&fresh, "/admin/password", form), 422);
	snprintf(form, sizeof form, "current=%s&password=five+red+kites", password);
	assert_int_equal(browser_post(&fresh, "/admin/password", form), 303);
	assert_string_equal(fresh.location, "/admin/?done=password");
	assert_int_equal(browser_get(&fresh, fresh.location), 200);
	assert_shows(&fresh, "status-good");
	browser_close(&manager);
	browser_close(&fresh);
}

static void managers_change_staff_and_auditors_only_look(void **state)
{
	struct browser manager, auditor, clerk;
	char path[64], reset[64];
	struct staff one = somebody("changed@example.com", "clerk");
	struct staff self = somebody("manages@example.com", "manager");

	(void)state;
	somebody("audits@example.com", "auditor");
	open_as(&manager, "manages@example.com");
	open_as(&auditor, "audits@example.com");
	open_as(&clerk, "changed@example.com");
	assert_int_equal(browser_get(&clerk, "/admin/staff"), 403);
	assert_hides(&clerk, "href=\"/admin/audit\"");
	assert_int_equal(browser_get(&auditor, "/admin/staff"), 200);
	assert_shows(&auditor, "changed@example.com");
	assert_hides(&auditor, "action=\"/admin/staff");
	snprintf(path, sizeof path, "/admin/staff/%d", (int)one.staff_id);
	assert_int_equal(browser_post(&auditor, path, "state=blocked"), 403);
	assert_int_equal(browser_post(&manager, path, "role=auditor"), 303);
	assert_int_equal(browser_post(&manager, path, "role=king"), 404);
	assert_int_equal(browser_post(&manager, path, ""), 400);
	assert_int_equal(browser_post(&manager, "/admin/staff/x", "role=clerk"), 404);
	assert_int_equal(browser_post(&manager, path, "state=blocked"), 303);
	assert_int_equal(browser_get(&clerk, "/admin/"), 303); /* signed out at once */
	snprintf(reset, sizeof reset, "/admin/staff/%d/reset", (int)one.staff_id);
	assert_int_equal(browser_post(&manager, reset, ""), 200);
	assert_shows(&manager, "first-password");
	snprintf(reset, sizeof reset, "/admin/staff/%d/reset", (int)self.staff_id);
	assert_int_equal(browser_post(&manager, reset, ""), 422);
	browser_close(&manager);
	browser_close(&auditor);
	browser_close(&clerk);
}

static void the_log_shows_who_did_what(void **state)
{
	struct service_env env = accounts_env();
	struct browser b;
	struct person_id member = accounts_member(&env, "looked@example.com", NULL, true);
	struct staff s = somebody("logs@example.com", "manager");
	static const struct db_sql sql = {"SELECT member_no FROM member WHERE member_id = ?", "i", "s"};
	char *number, path[96];

	(void)state;
	assert_int_equal(db_one(env.db, env.mem, &sql, (int64_t)member.member_id, &number), DB_OK);
	assert_int_equal(
		staff_log(env.db, s.staff_id, "member_view", member.member_id, "<b>", "a & b"), DB_OK);
	open_as(&b, "logs@example.com");
	assert_int_equal(browser_get(&b, "/admin/audit"), 200);
	assert_shows(&b, "member_view"); /* an action without words of its own shows as it is */
	assert_shows(&b, "Signed in");
	assert_shows(&b, "&lt;b&gt;");
	snprintf(path, sizeof path, "/admin/audit?member=%s&staff=%d", number, (int)s.staff_id);
	assert_int_equal(browser_get(&b, path), 200);
	assert_shows(&b, number);
	assert_hides(&b, "Signed in");
	assert_int_equal(browser_get(&b, "/admin/audit?member=nonsense"), 422);
	assert_int_equal(browser_get(&b, "/admin/audit?staff=x&before=-1"), 200);
	assert_shows(&b, "Looked up a member in the log"); /* the look into the log, too */
	browser_close(&b);
}

static void the_morning_page_leads_to_what_is_wrong(void **state)
{
	static const struct db_sql order = {
		"INSERT INTO order_head (partner, order_no, member_id, travel_end, paid_at, held, held_reason)"
		" VALUES (?, ?, ?, ?, ?, ?, 'large order')",
		"ssiIti", ""};
	static const struct db_sql late = {
		"UPDATE order_head SET travel_end = '2026-09-01' WHERE order_no = 'LATE-1'", "", ""};
	static const struct db_sql parked = {
		"INSERT INTO order_event (partner, order_no, event, happened_at, received_at, content_hash)"
		" VALUES ('demo', 'LOST-1', 'refund/R1', NOW(), NOW(), '')",
		"", ""};
	static const struct db_sql head = {
		"INSERT INTO order_head (partner, order_no) VALUES ('demo', 'LOST-1')", "", ""};
	struct service_env env = accounts_env();
	struct browser b;
	int64_t id = (int64_t)accounts_member(&env, "late@example.com", NULL, true).member_id;

	(void)state;
	somebody("morning@example.com", "manager");
	open_as(&b, "morning@example.com");
	assert_shows(&b, "Every refund has found its order");
	assert_hides(&b, "/admin/today/trips");
	assert_int_equal(db_run(env.db, &order, "demo", "LATE-1", id, INT64_MIN, env.now, (int64_t)0),
	                 DB_OK);
	assert_int_equal(db_run(env.db, &late), DB_OK);
	assert_int_equal(db_run(env.db, &order, "demo", "HELD-1", id, INT64_MIN, env.now, (int64_t)900),
	                 DB_OK);
	assert_int_equal(db_run(env.db, &head), DB_OK);
	assert_int_equal(db_run(env.db, &parked), DB_OK);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "href=\"/admin/today/trips\"");
	assert_shows(&b, "href=\"/admin/today/held\"");
	assert_shows(&b, "900 points in all");
	assert_int_equal(browser_get(&b, "/admin/today/trips"), 200);
	assert_shows(&b, "LATE-1");
	assert_hides(&b, "HELD-1");
	assert_int_equal(browser_get(&b, "/admin/today/parked"), 200);
	assert_shows(&b, "refund/R1");
	assert_int_equal(browser_get(&b, "/admin/today/debts"), 200);
	assert_int_equal(browser_get(&b, "/admin/today/stock"), 200);
	assert_int_equal(browser_get(&b, "/admin/today/nothing"), 404);
	assert_int_equal(browser_get(&b, "/admin/audit"), 200);
	assert_shows(&b, "Looked at trips over");
	browser_close(&b);
}

static void points_under_review_want_a_reason(void **state)
{
	struct browser b, clerk;

	(void)state;
	somebody("decides@example.com", "manager");
	somebody("works@example.com", "clerk");
	open_as(&b, "decides@example.com");
	open_as(&clerk, "works@example.com");
	assert_int_equal(browser_get(&clerk, "/admin/today/held"), 200);
	assert_shows(&clerk, "HELD-1");
	assert_hides(&clerk, "value=\"release\"");
	assert_int_equal(browser_post(&clerk, "/admin/today/held",
	                              "partner=demo&order_no=HELD-1&decision=release&reason=x"),
	                 403);
	assert_int_equal(browser_get(&b, "/admin/today/held"), 200);
	assert_shows(&b, "value=\"release\"");
	assert_int_equal(browser_post(&b, "/admin/today/held",
	                              "partner=demo&order_no=HELD-1&decision=release&reason="),
	                 422);
	assert_shows(&b, "Write the reason for your decision");
	assert_int_equal(browser_post(&b, "/admin/today/held",
	                              "partner=demo&order_no=HELD-1&decision=keep&reason=x"),
	                 400);
	browser_close(&b);
	browser_close(&clerk);
}

static void the_desk_speaks_both_languages(void **state)
{
	struct service_env env = accounts_env();
	struct browser b;
	struct staff s;

	(void)state;
	somebody("speaks@example.com", "clerk");
	open_as(&b, "speaks@example.com");
	assert_shows(&b, "<html lang=\"en\"");
	assert_int_equal(browser_post(&b, "/admin/language", "lang=zh-CN&back=/admin/"), 303);
	assert_string_equal(b.location, "/admin/");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "<html lang=\"zh-CN\"");
	assert_int_equal(staff_find(env.db, env.mem, "speaks@example.com", &s), DB_OK);
	assert_string_equal(s.lang, "zh-CN");
	assert_int_equal(browser_post(&b, "/admin/language", "lang=fr"), 400);
	assert_int_equal(browser_post(&b, "/admin/language", "theme=dark&back=/balance"), 303);
	assert_string_equal(b.location, "/admin/");
	assert_int_equal(browser_get(&b, "/admin/nothing-here"), 404);
	assert_shows(&b, "href=\"/admin/\"");
	browser_close(&b);
}

static void idle_sessions_end(void **state)
{
	struct browser b;

	(void)state;
	somebody("idle@example.com", "clerk");
	open_as(&b, "idle@example.com");
	for (int minutes = 0; minutes < 90; minutes += 29) {
		clock_set_offset(TEST_NOW + minutes * 60 - clock_real());
		assert_int_equal(browser_get(&b, "/admin/"), 200); /* each use renews it */
	}
	clock_set_offset(TEST_NOW + (87 + 31) * 60 - clock_real());
	assert_int_equal(browser_get(&b, "/admin/"), 303);
	clock_set_offset(TEST_NOW - clock_real());
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(strangers_sign_in_and_come_back, as_in_a_demo),
		cmocka_unit_test_setup(the_way_back_leads_nowhere_else, as_in_a_demo),
		cmocka_unit_test_setup(wrong_tries_show_the_form_again, as_in_a_demo),
		cmocka_unit_test_setup(the_second_factor_stands_before_every_page, as_in_a_demo),
		cmocka_unit_test_setup(a_first_password_is_changed_first, as_in_a_demo),
		cmocka_unit_test_setup(managers_change_staff_and_auditors_only_look, as_in_a_demo),
		cmocka_unit_test_setup(the_log_shows_who_did_what, as_in_a_demo),
		cmocka_unit_test_setup(the_morning_page_leads_to_what_is_wrong, as_in_a_demo),
		cmocka_unit_test_setup(points_under_review_want_a_reason, as_in_a_demo),
		cmocka_unit_test_setup(the_desk_speaks_both_languages, as_in_a_demo),
		cmocka_unit_test_setup(idle_sessions_end, as_in_a_demo),
	};

	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
