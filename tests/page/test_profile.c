/* Journeys of who has an account: a forgotten password, addresses, the family,
 * sessions that end. */
#include "page/account_portal.h"

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
		cmocka_unit_test(forgotten_by_text_message),
		cmocka_unit_test(changing_the_mail_asks_the_password),
		cmocka_unit_test(own_pages),
		cmocka_unit_test(a_family_shares_an_account),
		cmocka_unit_test(sessions_end_by_themselves),
	};
	return cmocka_run_group_tests(tests, open_portal, NULL);
}
