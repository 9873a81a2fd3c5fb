/* Staff see what was not delivered, without the addresses, and send it again or
 * let it go. */
#include "page/desk_portal.h"

#include "service/mail_desk.h"
#include "service/message.h"

static const struct db_sql sql_state = {
	"SELECT fate, tries, begun_at, failed_at FROM outbox WHERE outbox_id = ?", "i", "sitt"};
static const struct db_sql sql_logged = {
	"SELECT COUNT(*) FROM staff_action WHERE action = ?", "s", "i"};
static const struct db_sql sql_clear = {"DELETE FROM outbox", "", ""};

/* A message that ended with FATE; its id. */
static int64_t ended(const char *address, const char *fate, const char *error)
{
	struct service_env env = accounts_env();
	struct outbox_row *rows;
	struct person_id id = accounts_member(&env, address, NULL, true);
	int n;

	assert_int_equal(message_post(&env, "email", "exists", id, address, "en", 0), DB_OK);
	assert_int_equal(outbox_due(env.db, env.mem, env.now, 20, &rows, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(outbox_begin(env.db, &rows[0], env.now), DB_OK);
	assert_int_equal(outbox_end(env.db, &rows[0], fate, error, env.now), DB_OK);
	return (int64_t)rows[0].outbox_id;
}

static char *fate_of(int64_t id)
{
	struct service_env env = accounts_env();
	int64_t tries, begun, failed;
	char *fate;

	assert_int_equal(db_one(env.db, env.mem, &sql_state, id, &fate, &tries, &begun, &failed), DB_OK);
	assert_true((fate[0] == '\0') == (failed == INSTANT_NONE));
	assert_true(fate[0] != '\0' || begun == INSTANT_NONE);
	return fate;
}

static int64_t logged(const char *action)
{
	struct service_env env = accounts_env();
	int64_t n = -1;

	assert_int_equal(db_one(env.db, env.mem, &sql_logged, action, &n), DB_OK);
	return n;
}

static void addresses_are_masked(void **state)
{
	void *mem = talloc_new(NULL);

	(void)state;
	assert_string_equal(mail_desk_masked(mem, "lin@example.com"), "l***@example.com");
	assert_string_equal(mail_desk_masked(mem, "林@example.com"), "林***@example.com");
	assert_string_equal(mail_desk_masked(mem, "13800000001"), "138****0001");
	assert_string_equal(mail_desk_masked(mem, "1380"), "***");
	talloc_free(mem);
}

static void reasons_are_words(void **state)
{
	(void)state;
	assert_string_equal(mail_desk_why("smtp RCPT: Failed sending, answer 550"), "address");
	assert_string_equal(mail_desk_why("smtp DATA: Weird server reply, answer 554"), "refused");
	assert_string_equal(mail_desk_why("smtp DATA: Failure when receiving, answer 354"), "answer");
	assert_string_equal(mail_desk_why("the mailer ended before it heard an answer"), "answer");
	assert_string_equal(mail_desk_why("smtp connection: Couldn't connect, answer 0"), "server");
	assert_string_equal(mail_desk_why("smtp RCPT: Failed sending, answer 450"), "server");
	assert_string_equal(mail_desk_why("nobody to send to"), "other");
	assert_string_equal(mail_desk_why(NULL), "other");
}

static void a_clerk_sends_again_or_lets_go(void **state)
{
	struct service_env env = accounts_env();
	struct browser b;
	char form[80];
	int64_t dead, lost;

	(void)state;
	assert_int_equal(db_run(env.db, &sql_clear), DB_OK);
	dead = ended("gone@example.com", FATE_DEAD, "smtp RCPT: 550 <script>");
	lost = ended("lost@example.com", FATE_UNKNOWN, "smtp DATA: 354");
	somebody("clerk@example.com", "clerk");
	open_as(&b, "clerk@example.com");
	assert_non_null(strstr(b.body, "/admin/messages")); /* the morning page leads there */
	assert_int_equal(browser_get(&b, "/admin/messages"), 200);
	assert_non_null(strstr(b.body, "g***@example.com"));
	assert_null(strstr(b.body, "gone@example.com"));
	assert_null(strstr(b.body, "l***@example.com"));
	assert_non_null(strstr(b.body, "550 &lt;script&gt;"));
	assert_int_equal(logged("mail_queue"), 1);
	assert_int_equal(browser_post(&b, "/admin/messages", "step=again&show=dead"), 422);
	assert_non_null(strstr(b.body, "Choose at least one"));
	assert_int_equal(browser_post(&b, "/admin/messages", "id=1&step=burn"), 400);
	assert_int_equal(browser_post(&b, "/admin/messages", "id=x&step=again"), 400);
	snprintf(form, sizeof form, "id=%lld&step=again&show=dead", (long long)dead);
	assert_int_equal(browser_post(&b, "/admin/messages", form), 303);
	assert_string_equal(b.location, "/admin/messages?show=dead&done=mail_again");
	assert_string_equal(fate_of(dead), "");
	assert_int_equal(browser_post(&b, "/admin/messages", form), 303); /* it waits already */
	assert_int_equal(logged("mail_again"), 1);
	assert_int_equal(browser_get(&b, "/admin/messages?show=unknown"), 200);
	assert_non_null(strstr(b.body, "l***@example.com"));
	snprintf(form, sizeof form, "id=%lld&step=drop&show=unknown", (long long)lost);
	assert_int_equal(browser_post(&b, "/admin/messages", form), 303);
	assert_string_equal(fate_of(lost), FATE_DROPPED);
	assert_int_equal(logged("mail_drop"), 1);
	assert_int_equal(browser_get(&b, "/admin/messages?show=dropped"), 200);
	assert_non_null(strstr(b.body, "l***@example.com"));
	assert_null(strstr(b.body, "name=\"step\"")); /* nothing to be done there */
	browser_close(&b);
}

static void an_auditor_only_looks(void **state)
{
	struct service_env env = accounts_env();
	struct browser b;
	char form[80];
	int64_t dead;

	(void)state;
	assert_int_equal(db_run(env.db, &sql_clear), DB_OK);
	dead = ended("seen@example.com", FATE_DEAD, "smtp RCPT: 550");
	somebody("auditor@example.com", "auditor");
	open_as(&b, "auditor@example.com");
	assert_int_equal(browser_get(&b, "/admin/messages"), 200);
	assert_non_null(strstr(b.body, "s***@example.com"));
	assert_null(strstr(b.body, "name=\"step\""));
	snprintf(form, sizeof form, "id=%lld&step=drop", (long long)dead);
	assert_int_equal(browser_post(&b, "/admin/messages", form), 403);
	assert_string_equal(fate_of(dead), FATE_DEAD);
	browser_close(&b);
}

/* Pages of fifty, by the id of the last. */
static void long_lists_go_on(void **state)
{
	struct service_env env = accounts_env();
	struct outbox_row *rows;
	struct browser b;
	char url[80];
	const char *next;
	int n;

	(void)state;
	assert_int_equal(db_run(env.db, &sql_clear), DB_OK);
	for (int i = 0; i < 60; i++)
		assert_int_equal(message_post(&env, "email", "exists", (struct person_id){9999, 1},
		                              "x@example.com", "en", 0), DB_OK);
	assert_int_equal(outbox_due(env.db, env.mem, env.now, 60, &rows, &n), DB_OK);
	for (int i = 0; i < n; i++)
		assert_int_equal(outbox_end(env.db, &rows[i], FATE_DEAD, i == 0 ? "the first" : "no", env.now),
		                 DB_OK);
	somebody("pages@example.com", "manager");
	open_as(&b, "pages@example.com");
	assert_int_equal(browser_get(&b, "/admin/messages"), 200);
	assert_null(strstr(b.body, "the first"));
	next = strstr(b.body, "name=\"after\" value=\"");
	assert_non_null(next);
	snprintf(url, sizeof url, "/admin/messages?show=dead&after=%lld", atoll(next + 20));
	assert_int_equal(browser_get(&b, url), 200);
	assert_non_null(strstr(b.body, "the first"));
	assert_null(strstr(b.body, "name=\"after\""));
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_masked),
		cmocka_unit_test(reasons_are_words),
		cmocka_unit_test(a_clerk_sends_again_or_lets_go),
		cmocka_unit_test(an_auditor_only_looks),
		cmocka_unit_test(long_lists_go_on),
	};

	test_database();
	return cmocka_run_group_tests(tests, desk_open, desk_close);
}
