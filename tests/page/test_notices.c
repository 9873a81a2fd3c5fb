/* A member's notices: the bell counts, the page shows and so reads them, and
 * nobody sees another's. The mail of one says what the page says. */
#include "page/account_portal.h"

#include "page/notices.h"
#include "service/mail_choice.h"
#include "service/notice.h"
#include "store/notice.h"

static int set_up(void **state)
{
	const char *pages[40] = {"error"};
	int n = 1;

	open_portal(state);
	for (const struct route *row = notices_routes; row->path; row++)
		routes[app.n++] = *row;
	for (int i = 0; i < app.n; i++)
		if (routes[i].template && n < 40)
			pages[n++] = routes[i].template;
	view_close(portal.view);
	portal.view = view_open("templates", pages, n);
	return portal.view ? 0 : -1;
}

static struct person_id signed_in(struct browser *b, const char *email, const char *client)
{
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, email, NULL, true);
	char login[64];

	assert_int_equal(person_set_lang(env.db, id, "en"), DB_OK);
	snprintf(login, sizeof login, "%.*s%%40example.com", (int)strcspn(email, "@"), email);
	browser_open(b, &app, client);
	sign_in(b, login, PASSWORD_FORM);
	return id;
}

struct post {
	uint64_t member;
	const struct notice *notice;
	int64_t at;
};

static enum db post_work(struct database *db, void *arg)
{
	struct post *p = arg;
	struct service_env env = accounts_env();

	(void)db;
	env.now = p->at;
	return notice_post(&env, p->member, p->notice);
}

static void post(uint64_t member, const char *once, enum notice_mail mail, int64_t at)
{
	struct notice_arg args[] = {{.kind = 't', .text = "金卡", .text_en = "Gold <b>"}, {0}};
	struct notice notice = {
		.kind = "tier_rise", .once = once, .link = "/balance", .args = args, .mail = mail};
	struct post p = {member, &notice, at};

	assert_int_equal(db_transact(portal.db, post_work, &p), DB_OK);
}

static void shown_is_read(void **state)
{
	struct browser b, other;
	struct person_id id = signed_in(&b, "lin@example.com", "192.0.2.41");

	(void)state;
	assert_int_equal(browser_get(&b, "/notices"), 200);
	assert_non_null(strstr(b.body, "Nothing new"));
	assert_null(strstr(b.body, "bell-count"));
	for (int i = 0; i < 25; i++) {
		char once[16];

		snprintf(once, sizeof once, "n-%02d", i);
		post(id.member_id, once, NOTICE_HERE_ONLY, TEST_NOW - 1000 + i);
	}
	assert_int_equal(browser_get(&b, "/profile"), 200);
	assert_non_null(strstr(b.body, "<span class=\"bell-count\">25</span>"));
	assert_int_equal(browser_get(&b, "/profile"), 200); /* no page but its own reads them */
	assert_non_null(strstr(b.body, "<span class=\"bell-count\">25</span>"));
	assert_int_equal(browser_get(&b, "/notices"), 200);
	assert_non_null(strstr(b.body, "You are Gold &lt;b&gt; now"));
	assert_non_null(strstr(b.body, "is-new"));
	assert_non_null(strstr(b.body, "<span class=\"bell-count\">5</span>")); /* an older page */
	char older[64] = "";
	const char *at = strstr(b.body, "/notices?before=");
	assert_non_null(at);
	snprintf(older, sizeof older, "%.*s", (int)strcspn(at, "\""), at);
	assert_int_equal(browser_get(&b, older), 200);
	assert_null(strstr(b.body, "bell-count"));
	assert_int_equal(browser_get(&b, "/notices"), 200);
	assert_null(strstr(b.body, "is-new"));
	assert_int_equal(browser_get(&b, "/notices?before=x"), 404);
	assert_int_equal(browser_get(&b, "/notices?before=-1"), 404);
	signed_in(&other, "mei@example.com", "192.0.2.42");
	assert_int_equal(browser_get(&other, "/notices"), 200);
	assert_null(strstr(other.body, "Gold"));
	browser_close(&other);
	browser_close(&b);
}

static const struct db_sql fate = {
	"SELECT fate FROM outbox WHERE member_id = ? AND kind = 'notice' ORDER BY outbox_id DESC LIMIT 1",
	"i", "s"};

static const char *fate_of(struct person_id id)
{
	struct service_env env = accounts_env();
	char *text = NULL;

	assert_int_equal(db_one(env.db, env.mem, &fate, (int64_t)id.member_id, &text), DB_OK);
	return text;
}

/* Sends what waits; how much went out. */
static int sent(void)
{
	struct mail_count count;

	assert_int_equal(mail_send(portal.db, portal.config, mail_view, &count), DB_OK);
	assert_int_equal(count.failed, 0);
	return count.sent;
}

static void the_mail_says_the_same(void **state)
{
	static const struct db_sql unproved = {
		"UPDATE person SET email_confirmed = 0 WHERE member_id = ?", "i", ""};
	struct service_env env = accounts_env();
	struct browser b;
	struct person_id id = signed_in(&b, "wu@example.com", "192.0.2.43");
	char *mail, link[256];

	(void)state;
	sent();
	post(id.member_id, "by-mail", NOTICE_BY_CHOICE, TEST_NOW);
	mail = mailed(".eml");
	link_in(mail, link);
	assert_string_equal(link, "/balance");
	assert_non_null(strstr(mail, "wu@example.com"));
	assert_non_null(strstr(mail, "List-Unsubscribe"));
	talloc_free(mail);
	assert_int_equal(mail_choice_set(&env, id, MAIL_NOTICE, false), DB_OK);
	post(id.member_id, "unwanted", NOTICE_BY_CHOICE, TEST_NOW);
	assert_int_equal(sent(), 0);
	assert_string_equal(fate_of(id), FATE_UNWANTED);
	assert_int_equal(mail_choice_set(&env, id, MAIL_NOTICE, true), DB_OK);
	assert_int_equal(db_run(env.db, &unproved, (int64_t)id.member_id), DB_OK);
	post(id.member_id, "unproved", NOTICE_BY_CHOICE, TEST_NOW);
	assert_int_equal(sent(), 0);
	assert_string_equal(fate_of(id), FATE_DROPPED);
	post(id.member_id, "here", NOTICE_HERE_ONLY, TEST_NOW);
	assert_int_equal(sent(), 0);
	browser_close(&b);
}

static void strangers_sign_in_first(void **state)
{
	struct browser b;

	(void)state;
	browser_open(&b, &app, "192.0.2.44");
	assert_int_equal(browser_get(&b, "/notices"), 303);
	assert_string_equal(b.location, "/sign-in?next=/notices");
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shown_is_read),
		cmocka_unit_test(the_mail_says_the_same),
		cmocka_unit_test(strangers_sign_in_first),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
