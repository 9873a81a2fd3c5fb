/* The mailer against a mail server and an SMS gateway made for the test, and
 * against none at all. */
#include "job/mail_support.h"

#include "job/mail_kind.h"
#include "service/message.h"
#include "service/verify.h"

static void talk_smtp(FILE *in, FILE *out, FILE *heard)
{
	char line[1024];
	bool data = false;
	say(out, "220 test\r\n");
	while (fgets(line, sizeof line, in) != NULL) {
		fputs(line, heard);
		if (data && strcmp(line, ".\r\n") != 0)
			continue;
		if (data) {
			data = false;
			say(out, "250 taken\r\n");
		} else if (strncmp(line, "DATA", 4) == 0) {
			data = true;
			say(out, "354 go on\r\n");
		} else if (strncmp(line, "QUIT", 4) == 0) {
			say(out, "221 bye\r\n");
			return;
		} else {
			say(out, "250 ok\r\n");
		}
		fflush(heard);
	}
}

static void talk_http(FILE *in, FILE *out, FILE *heard)
{
	char line[1024];
	long length = 0;
	while (fgets(line, sizeof line, in) != NULL && strcmp(line, "\r\n") != 0) {
		fputs(line, heard);
		if (strncasecmp(line, "Content-Length:", 15) == 0)
			length = atol(line + 15);
	}
	for (int c; length > 0 && (c = fgetc(in)) != EOF; length--)
		fputc(c, heard);
	say(out, "HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
}

static void by_smtp(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct mail_count count;
	int port, status;
	struct person_id id = accounts_member(&env, "smtp@example.com", NULL, true);
	assert_int_equal(message_post(&env, "email", "password_changed", id, "smtp@example.com",
	                              "en", 0), DB_OK);
	pid_t server = serve(&port, talk_smtp);
	struct config *config = with("Smtp.Url", "smtp", port);
	assert_int_equal(mail_send(env.db, config, view, &count), DB_OK);
	kill(server, SIGTERM); /* curl keeps the connection for the next message */
	waitpid(server, &status, 0);
	assert_int_equal(count.sent, 1);
	assert_non_null(strstr(heard(), "MAIL FROM:<points@portal.test>"));
	assert_non_null(strstr(heard(), "RCPT TO:<smtp@example.com>"));
	assert_non_null(strstr(heard(), "To: <smtp@example.com>"));
	assert_int_not_equal(state_of(&env, "smtp@example.com").sent, INSTANT_NONE);
	config_free(config);
}

static void by_gateway(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct mail_count count;
	int port, status;
	char code[TOKEN_CODE];
	struct person_id id = accounts_member(&env, NULL, "13500000001", false);
	assert_int_equal(verify_send(&env, id, "13500000001"), DB_OK);
	snprintf(code, sizeof code, "%.6s", accounts_token(&env, "13500000001"));
	pid_t server = serve(&port, talk_http);
	struct config *config = with("Sms.Url", "http", port);
	assert_int_equal(mail_send(env.db, config, view, &count), DB_OK);
	waitpid(server, &status, 0);
	assert_int_equal(count.sent, 1);
	assert_non_null(strstr(heard(), "POST /send"));
	assert_non_null(strstr(heard(), "13500000001"));
	assert_non_null(strstr(heard(), code));
	config_free(config);
}

static void a_dead_server_is_tried_again_and_given_up(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct mail_count count;
	struct person_id id = accounts_member(&env, "dead@example.com", NULL, true);
	assert_int_equal(message_post(&env, "email", "exists", id, "dead@example.com", "zh-CN", 0),
	                 DB_OK);
	struct config *config = with("Smtp.Url", "smtp", 1);
	assert_int_equal(mail_send(env.db, config, view, &count), DB_OK);
	assert_int_equal(count.failed, 1);
	struct row_state s = state_of(&env, "dead@example.com");
	assert_int_equal(s.sent, INSTANT_NONE);
	assert_int_equal(s.failed, INSTANT_NONE);
	assert_int_equal(s.tries, 1);
	assert_true(s.next > clock_now() && s.next <= clock_now() + 60);
	assert_non_null(s.error);
	assert_int_equal(mail_send(env.db, config, view, &count), DB_OK);
	assert_int_equal(count.failed, 0); /* not before its time */
	for (int i = 0; i < 12; i++) {
		clock_set_offset(TEST_NOW - clock_real() + (i + 1) * 9 * 3600);
		assert_int_equal(mail_send(env.db, config, view, &count), DB_OK);
	}
	s = state_of(&env, "dead@example.com");
	assert_int_not_equal(s.failed, INSTANT_NONE);
	assert_int_equal(s.tries, 9);
	clock_set_offset(TEST_NOW - clock_real());
	config_free(config);
}

static void every_kind_has_its_words(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	static const char *const channels[] = {"email", "sms", NULL};
	static const char *const langs[] = {"zh-CN", "en", NULL};
	struct person_id id = accounts_member(&env, "words@example.com", NULL, true);
	struct mail_text text;
	const struct mail_kind *kind;
	for (int k = 0; (kind = mail_kind_at(k)) != NULL; k++)
		for (int c = 0; channels[c] != NULL; c++)
			for (int l = 0; langs[l] != NULL; l++) {
				struct outbox_row row = {.channel = channels[c],
				                         .kind = kind->kind,
				                         .id = id,
				                         .address = "words@example.com",
				                         .lang = langs[l],
				                         .issue = 5};
				if (kind->fill != NULL && kind->fill != mail_fill_invite)
					continue; /* its words come from what its ref leads to */
				assert_int_equal(mail_text(&env, view, &row, &text), DB_OK);
				assert_null(strstr(text.text, "Lang."));
				assert_null(strstr(text.text, "{0}"));
				assert_null(strstr(text.text, "{1}"));
				assert_true(text.html == NULL ||
				            (text.unsubscribe != NULL) == (kind->topic != MAIL_NEEDED));
				if (text.subject != NULL)
					assert_null(strchr(text.subject, '{'));
			}
	struct outbox_row nobody = {.channel = "none", .kind = "reset", .address = "x", .lang = "en"};
	assert_int_equal(mail_text(&env, view, &nobody, &text), DB_NONE);
}

/* A stranger's inbox gets no link out of a name somebody chose. */
static void a_name_carries_no_link(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "name@example.com", NULL, true);
	struct mail_text text;
	assert_int_equal(person_set_name(env.db, id, "http://evil.test/<b>&win"), DB_OK);
	struct outbox_row row = {.channel = "email",
	                         .kind = "invite",
	                         .id = {id.member_id, 2},
	                         .address = "stranger@example.com",
	                         .lang = "en",
	                         .issue = 5};
	assert_int_equal(mail_text(&env, view, &row, &text), DB_OK);
	assert_null(strstr(text.text, "evil.test"));
	assert_null(strstr(text.html, "<b>&win"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_smtp),
		cmocka_unit_test(by_gateway),
		cmocka_unit_test(a_dead_server_is_tried_again_and_given_up),
		cmocka_unit_test(every_kind_has_its_words),
		cmocka_unit_test(a_name_carries_no_link),
	};
	test_database();
	return cmocka_run_group_tests(tests, open_view, NULL);
}
