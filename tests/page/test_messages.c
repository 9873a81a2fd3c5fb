/* A member chooses what comes by mail; the link at the end of a mail asks, and
 * ends it by the page's button or by a mailer's one click. */
#include "page/account_portal.h"

#include "page/messages.h"
#include "page/unsubscribe.h"
#include "service/mail_choice.h"
#include "store/consent.h"

static int set_up(void **state)
{
	const char *pages[64] = {"error"};
	int n = 1;

	open_portal(state);
	for (const struct route *row = messages_routes; row->path; row++)
		routes[app.n++] = *row;
	for (const struct route *row = unsubscribe_routes; row->path; row++)
		routes[app.n++] = *row;
	for (int i = 0; i < app.n; i++)
		if (routes[i].template && n < 64)
			pages[n++] = routes[i].template;
	view_close(portal.view);
	portal.view = view_open("templates", pages, n);
	return portal.view ? 0 : -1;
}

static struct person_id member(const char *email)
{
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, email, NULL, true);

	assert_int_equal(person_set_lang(env.db, id, "en"), DB_OK);
	return id;
}

static bool wants(struct person_id id, enum mail_topic topic)
{
	struct service_env env = accounts_env();
	bool one = false, all[MAIL_TOPIC__MAX];

	assert_int_equal(mail_choice_wants(&env, id, topic, &one), DB_OK);
	assert_int_equal(mail_choice_all(&env, id, all), DB_OK);
	assert_int_equal(one, all[topic]); /* both ways of asking agree */
	return one;
}

static void what_nobody_chose_follows_the_rule(void **state)
{
	struct person_id id = member("rule@example.com");
	struct person_id reader = {0, 77};

	(void)state;
	assert_true(wants(id, MAIL_NEEDED) && wants(id, MAIL_SURVEY) && wants(id, MAIL_NOTICE));
	assert_true(wants(id, MAIL_WISH) && wants(id, MAIL_BIRTHDAY));
	assert_false(wants(id, MAIL_CAMPAIGN)); /* no consent to offers */
	assert_false(wants(id, MAIL_NEWS));
	assert_false(wants(reader, MAIL_NEWS));
	for (int i = MAIL_NEEDED + 1; i < MAIL_TOPIC__MAX; i++)
		assert_int_equal(mail_topic_of(mail_topic_word((enum mail_topic)i)), i);
	assert_int_equal(mail_topic_of("needed"), MAIL_NEEDED);
	assert_int_equal(mail_topic_of(""), MAIL_NEEDED);
}

static void a_member_chooses(void **state)
{
	struct service_env env = accounts_env();
	struct person_id id = member("chooses@example.com");
	struct browser b;
	bool offers = false;

	(void)state;
	browser_open(&b, &app, "192.0.2.41");
	assert_int_equal(browser_get(&b, "/profile/messages"), 303);
	sign_in(&b, "chooses%40example.com", PASSWORD_FORM);
	assert_int_equal(browser_get(&b, "/profile/messages"), 200);
	assert_non_null(strstr(b.body, "chooses@example.com"));
	assert_non_null(strstr(b.body, "value=\"survey\" aria-describedby=\"topic-survey-note\" checked"));
	assert_null(strstr(b.body, "value=\"news\" aria-describedby=\"topic-news-note\" checked"));
	assert_int_equal(browser_post(&b, "/profile/messages", "topic=news&topic=campaign&topic=wish"),
	                 303);
	assert_string_equal(b.location, "/profile/messages?done=saved");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_non_null(strstr(b.body, "Noted"));
	assert_true(wants(id, MAIL_NEWS) && wants(id, MAIL_CAMPAIGN) && wants(id, MAIL_WISH));
	assert_false(wants(id, MAIL_SURVEY) || wants(id, MAIL_NOTICE) || wants(id, MAIL_BIRTHDAY));
	assert_int_equal(consent_stands(env.db, env.mem, id, "marketing", &offers), DB_OK);
	assert_true(offers); /* offers chosen here are a consent, too */
	assert_int_equal(browser_post(&b, "/profile/messages", "topic=needed"), 400);
	assert_int_equal(browser_post(&b, "/profile/messages", ""), 303);
	assert_false(wants(id, MAIL_NEWS) || wants(id, MAIL_CAMPAIGN) || wants(id, MAIL_WISH));
	assert_int_equal(consent_stands(env.db, env.mem, id, "marketing", &offers), DB_OK);
	assert_false(offers);
	assert_true(wants(id, MAIL_NEEDED));
	browser_close(&b);
}

static void a_consent_taken_back_ends_campaigns(void **state)
{
	struct person_id id = member("offers@example.com");
	struct browser b;

	(void)state;
	browser_open(&b, &app, "192.0.2.42");
	sign_in(&b, "offers%40example.com", PASSWORD_FORM);
	assert_int_equal(browser_get(&b, "/profile/consents"), 200);
	assert_int_equal(browser_post(&b, "/profile/consents", "marketing=1"), 303);
	assert_true(wants(id, MAIL_CAMPAIGN));
	assert_int_equal(browser_post(&b, "/profile/consents", "marketing=0"), 303);
	assert_false(wants(id, MAIL_CAMPAIGN));
	browser_close(&b);
}

/* The link in the header of the newest mail, as a path. */
static void unsubscribe_in(const char *mail, char out[128])
{
	const char *at = strstr(mail, "List-Unsubscribe: <http://portal.test");

	assert_non_null(at);
	at = strstr(at, "/unsubscribe/");
	snprintf(out, 128, "%.*s", (int)strcspn(at, ">"), at);
	assert_non_null(strstr(mail, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"));
}

static char *wish_mail(struct person_id id)
{
	struct service_env env = accounts_env();
	struct person person;

	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_int_equal(mail_choice_tell(&env, &person, MAIL_WISH, "wish_back", ""), DB_OK);
	return mailed(".eml");
}

static void looking_changes_nothing_the_button_ends_it(void **state)
{
	struct person_id id = member("button@example.com");
	char link[128], altered[128], *mail = wish_mail(id);
	struct browser b;

	(void)state;
	unsubscribe_in(mail, link);
	browser_open(&b, &app, "192.0.2.43"); /* not signed in */
	for (int i = 0; i < 5; i++) {
		assert_int_equal(browser_get(&b, link), 200);
		assert_int_equal(browser_send(&b, "HEAD", link, NULL), 200);
	}
	assert_true(wants(id, MAIL_WISH));
	assert_int_equal(browser_get(&b, link), 200);
	assert_non_null(strstr(b.body, "Wishes come true"));
	assert_null(strstr(b.body, "button@")); /* nothing says whose it is */
	snprintf(altered, sizeof altered, "%s", link);
	altered[strlen(altered) - 2] ^= 1;
	assert_int_equal(browser_get(&b, altered), 404);
	assert_int_equal(browser_send(&b, "POST", altered, "ask=1"), 404);
	assert_int_equal(browser_get(&b, "/unsubscribe/short"), 404);
	assert_true(wants(id, MAIL_WISH));
	assert_int_equal(browser_send(&b, "POST", link, "ask=1"), 303);
	assert_string_equal(b.location, link);
	assert_false(wants(id, MAIL_WISH));
	assert_true(wants(id, MAIL_SURVEY)); /* that topic, no other */
	assert_int_equal(browser_get(&b, link), 200);
	assert_non_null(strstr(b.body, "no more of these"));
	assert_int_equal(browser_send(&b, "POST", link, "ask=1"), 303); /* again is the same */
	browser_close(&b);
	talloc_free(mail);
}

/* What a mailer's button sends (RFC 8058): no cookie, no csrf, not led on. */
static int one_click(const char *link, const char *type, const char *body)
{
	void *mem = talloc_new(NULL);
	struct request *r = request_new(mem, "POST", link);
	int status;

	request_set_body(r, type, body, strlen(body));
	r->client = "192.0.2.44";
	web_handle(&app, r);
	status = r->status;
	talloc_free(mem);
	return status;
}

static void one_click_ends_it(void **state)
{
	static const char parts[] =
		"--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
	static const char *const form = "application/x-www-form-urlencoded";
	struct service_env env = accounts_env();
	struct person_id id = member("click@example.com");
	char link[128], *mail = wish_mail(id);

	(void)state;
	unsubscribe_in(mail, link);
	assert_int_equal(one_click(link, "text/plain", "List-Unsubscribe=One-Click"), 415);
	assert_true(wants(id, MAIL_WISH));
	assert_int_equal(one_click(link, form, "List-Unsubscribe=One-Click"), 200);
	assert_false(wants(id, MAIL_WISH));
	assert_int_equal(mail_choice_set(&env, id, MAIL_WISH, true), DB_OK);
	assert_int_equal(one_click(link, "multipart/form-data; boundary=b", parts), 200);
	assert_false(wants(id, MAIL_WISH));
	talloc_free(mail);
}

static void what_is_needed_has_no_such_link(void **state)
{
	struct service_env env = accounts_env();
	struct person_id id = member("needed@example.com");
	struct person person;
	char *mail;

	(void)state;
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_int_equal(mail_choice_tell(&env, &person, MAIL_NEEDED, "new_device", ""), DB_OK);
	mail = mailed(".eml");
	assert_null(strstr(mail, "List-Unsubscribe"));
	talloc_free(mail);
}

/* The token is the same every time: links of old mails keep their meaning, and
 * those of two people or two topics differ. */
static void a_link_stays(void **state)
{
	struct service_env env = accounts_env();
	struct person_id one = member("one@example.com"), two = member("two@example.com");
	char a[TOKEN_TEXT], b[TOKEN_TEXT];
	struct unsubscribe what;

	(void)state;
	assert_int_equal(unsubscribe_token(&env, one, MAIL_WISH, a), DB_OK);
	assert_int_equal(unsubscribe_token(&env, one, MAIL_WISH, b), DB_OK);
	assert_string_equal(a, b);
	assert_int_equal(unsubscribe_look(&env, a, &what), DB_OK);
	assert_int_equal(what.id.member_id, one.member_id);
	assert_int_equal(what.topic, MAIL_WISH);
	assert_false(what.ended);
	assert_int_equal(unsubscribe_token(&env, two, MAIL_WISH, b), DB_OK);
	assert_string_not_equal(a, b);
	assert_int_equal(unsubscribe_token(&env, one, MAIL_SURVEY, b), DB_OK);
	assert_string_not_equal(a, b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_nobody_chose_follows_the_rule),
		cmocka_unit_test(a_member_chooses),
		cmocka_unit_test(a_consent_taken_back_ends_campaigns),
		cmocka_unit_test(looking_changes_nothing_the_button_ends_it),
		cmocka_unit_test(one_click_ends_it),
		cmocka_unit_test(what_is_needed_has_no_such_link),
		cmocka_unit_test(a_link_stays),
	};

	test_database();
	return cmocka_run_group_tests(tests, set_up, NULL);
}
