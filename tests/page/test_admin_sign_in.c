/* Signing in to the desk by requests: both factors, first passwords, wrong
 * tries, the way back, languages, idle sessions. */
#include "page/desk_portal.h"

#include "service/staff_private.h"

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
		cmocka_unit_test_setup(the_desk_speaks_both_languages, as_in_a_demo),
		cmocka_unit_test_setup(idle_sessions_end, as_in_a_demo),
	};

	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, desk_open, desk_close);
}
