/* Journeys of joining and signing in: from the form to the message to the next
 * form, on a real database, without a socket. */
#include "page/account_portal.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_joining_to_a_proven_mail),
		cmocka_unit_test(errors_keep_what_was_typed),
		cmocka_unit_test(signing_in_leads_back_and_rotates),
		cmocka_unit_test(wrong_and_unknown_look_alike),
		cmocka_unit_test(wrong_and_unknown_cost_alike),
	};
	return cmocka_run_group_tests(tests, open_portal, NULL);
}
