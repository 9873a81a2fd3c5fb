/* What becomes of a message: it arrives once, or is reported; whatever the server
 * does, whoever dies in between, however many mailers there are. */
#include "job/mail_support.h"

#include "service/message.h"
#include "service/mail_choice.h"
#include "service/verify.h"

/* Where the server of a test breaks off or says no. */
static enum { RCPT_550, DATA_DROP, DOT_451, DOT_550 } manner;

static void talk(FILE *in, FILE *out, FILE *kept)
{
	char line[1024];
	bool data = false;
	say(out, "220 test\r\n");
	while (fgets(line, sizeof line, in) != NULL) {
		fputs(line, kept);
		fflush(kept);
		if (data && strcmp(line, ".\r\n") != 0)
			continue;
		if (data && manner == DATA_DROP)
			return;
		if (data)
			say(out, manner == DOT_451 ? "451 later\r\n" : manner == DOT_550 ? "550 no\r\n" : "250 ok\r\n");
		else if (strncmp(line, "DATA", 4) == 0)
			say(out, "354 go on\r\n");
		else if (strncmp(line, "RCPT", 4) == 0 && manner == RCPT_550)
			say(out, "550 nobody of that name\r\n");
		else
			say(out, "250 ok\r\n");
		data = !data && strncmp(line, "DATA", 4) == 0;
	}
}

/* Sends one message to a server of that MANNER. */
static struct mail_count sent_to(int how, const char *address)
{
	struct service_env env = accounts_env();
	struct mail_count count;
	int port, status;
	struct person_id id = accounts_member(&env, address, NULL, true);
	manner = how;
	assert_int_equal(message_post(&env, "email", "exists", id, address, "en", 0), DB_OK);
	pid_t server = serve(&port, talk);
	struct config *config = with("Smtp.Url", "smtp", port);
	assert_int_equal(mail_send(env.db, config, view, &count), DB_OK);
	kill(server, SIGTERM);
	waitpid(server, &status, 0);
	config_free(config);
	return count;
}

/* A run without a server: messages are files. */
static struct mail_count sent_as_files(void)
{
	struct service_env env = accounts_env();
	struct mail_count count;
	assert_int_equal(mail_send(env.db, env.config, view, &count), DB_OK);
	return count;
}

static void an_answer_that_never_came_is_reported(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct mail_count count = sent_to(DATA_DROP, "lost@example.com");
	struct row_state s = state_of(&env, "lost@example.com");
	assert_int_equal(count.sent, 0);
	assert_int_equal(count.reported, 1);
	assert_string_equal(s.fate, FATE_UNKNOWN);
	assert_int_equal(s.sent, INSTANT_NONE);
	assert_int_not_equal(s.failed, INSTANT_NONE);
	assert_non_null(strstr(heard(), "\r\n.\r\n"));
	clock_set_offset(TEST_NOW - clock_real() + 86400);
	assert_int_equal(sent_as_files().sent, 0); /* never again by itself */
	clock_set_offset(TEST_NOW - clock_real());
}

static void a_refused_address_is_given_up_at_once(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct mail_count count = sent_to(RCPT_550, "refused@example.com");
	struct row_state s = state_of(&env, "refused@example.com");
	assert_int_equal(count.reported, 1);
	assert_string_equal(s.fate, FATE_DEAD);
	assert_int_equal(s.tries, 1);
	assert_non_null(strstr(s.error, "RCPT"));
	assert_non_null(strstr(s.error, "550"));
	assert_null(strstr(s.error, "refused@")); /* reasons name nobody */
	count = sent_to(DOT_550, "spam@example.com");
	assert_int_equal(count.reported, 1);
	assert_string_equal(state_of(&env, "spam@example.com").fate, FATE_DEAD);
}

static void message_id(const char *mail, char out[128])
{
	const char *at = strstr(mail, "\r\nMessage-ID: ");
	assert_non_null(at);
	snprintf(out, 128, "%.*s", (int)strcspn(at + 2, "\r"), at + 2);
}

static const char *whole_file(const char *path)
{
	static char text[16384];
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	text[fread(text, 1, sizeof text - 1, f)] = '\0';
	fclose(f);
	return text;
}

static long long newest_id(void)
{
	static const struct db_sql sql = {"SELECT MAX(outbox_id) FROM outbox", "", "i"};
	struct service_env env = accounts_env();
	int64_t id = 0;
	assert_int_equal(db_one(env.db, env.mem, &sql, &id), DB_OK);
	return id;
}

static void a_server_that_says_later_is_believed(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct mail_count count = sent_to(DOT_451, "later@example.com");
	char said[128], again[128], path[128];
	struct row_state s = state_of(&env, "later@example.com");
	assert_int_equal(count.failed, 1);
	assert_int_equal(count.reported, 0);
	assert_string_equal(s.fate, "");
	assert_int_equal(s.begun, INSTANT_NONE);
	assert_true(s.next > clock_now());
	message_id(heard(), said);
	clock_set_offset(TEST_NOW - clock_real() + 61);
	assert_int_equal(sent_as_files().sent, 1);
	assert_int_not_equal(state_of(&env, "later@example.com").sent, INSTANT_NONE);
	snprintf(path, sizeof path, "%s/mail/%08lld.eml", harness.dir, newest_id());
	message_id(whole_file(path), again);
	assert_string_equal(said, again); /* so that a second copy can be told */
	clock_set_offset(TEST_NOW - clock_real());
}

/* Claims all that is due as a mailer does, notes the end of a text where BEGUN,
 * and dies. */
struct dying {
	const struct service_env *env;
	bool begun;
	int n;
};

static enum db dying_work(struct database *db, void *arg)
{
	struct dying *w = arg;
	struct outbox_row *rows;
	enum db got = outbox_due(db, w->env->mem, w->env->now, 20, &rows, &w->n);
	for (int i = 0; got == DB_OK && i < w->n; i++) {
		got = outbox_push(db, rows[i].outbox_id, w->env->now + 300);
		rows[i].tries++;
		if (got == DB_OK && w->begun)
			got = outbox_begin(db, &rows[i], w->env->now);
		if (got == DB_OK && w->begun) /* nobody begins it twice */
			assert_int_equal(outbox_begin(db, &rows[i], w->env->now), DB_NONE);
	}
	return got;
}

static void a_mailer_that_dies_loses_nothing(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "died@example.com", NULL, true);
	struct dying before = {&env, false, 0}, after = {&env, true, 0};
	assert_int_equal(message_post(&env, "email", "exists", id, "before@example.com", "en", 0),
	                 DB_OK);
	assert_int_equal(db_transact(env.db, dying_work, &before), DB_OK);
	assert_int_equal(before.n, 1);
	assert_int_equal(message_post(&env, "email", "exists", id, "after@example.com", "en", 0),
	                 DB_OK);
	assert_int_equal(db_transact(env.db, dying_work, &after), DB_OK);
	assert_int_equal(after.n, 1);
	assert_int_equal(sent_as_files().sent, 0); /* both are still another's */
	clock_set_offset(TEST_NOW - clock_real() + 301);
	struct mail_count count = sent_as_files();
	assert_int_equal(count.sent, 1);
	assert_int_equal(count.reported, 1);
	assert_int_not_equal(state_of(&env, "before@example.com").sent, INSTANT_NONE);
	assert_string_equal(state_of(&env, "after@example.com").fate, FATE_UNKNOWN);
	clock_set_offset(TEST_NOW - clock_real());
}

#define BULK 60

static void two_mailers_share_the_work(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	static const struct db_sql sql_odd = {
		"SELECT COUNT(*) FROM outbox WHERE address LIKE 'both%' AND (sent_at IS NULL OR tries <> 1)",
		"", "i"};
	struct person_id id = accounts_member(&env, "both@example.com", NULL, true);
	int status, total = 0;
	int64_t odd = -1;
	char address[40];
	for (int i = 0; i < BULK; i++) {
		snprintf(address, sizeof address, "both%d@example.com", i);
		assert_int_equal(message_post(&env, "email", "exists", id, address, "en", 0), DB_OK);
	}
	fflush(NULL);
	pid_t child[2];
	for (int i = 0; i < 2; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			struct mail_count count;
			struct database *db = test_connect();
			enum db got = mail_send(db, env.config, view, &count);
			_exit(got == DB_OK ? count.sent : 255);
		}
	}
	for (int i = 0; i < 2; i++) {
		waitpid(child[i], &status, 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) <= BULK);
		total += WEXITSTATUS(status);
	}
	assert_int_equal(total, BULK);
	assert_int_equal(db_one(env.db, env.mem, &sql_odd, &odd), DB_OK);
	assert_int_equal(odd, 0);
}

static void what_somebody_waits_for_goes_first(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "first@example.com", NULL, true);
	struct person person;
	struct outbox_row *rows;
	int n;
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	for (int i = 0; i < 5; i++)
		assert_int_equal(mail_choice_tell(&env, &person, MAIL_WISH, "wish_back", ""), DB_OK);
	env.now += 10;
	assert_int_equal(message_tell(&env, &person, "new_device"), DB_OK);
	assert_int_equal(outbox_due(env.db, env.mem, env.now, 3, &rows, &n), DB_OK);
	assert_int_equal(n, 3);
	assert_string_equal(rows[0].kind, "new_device");
	assert_string_equal(rows[1].kind, "wish_back");
	assert_true(rows[1].bulk && !rows[0].bulk);
	clock_set_offset(TEST_NOW - clock_real() + 10);
	assert_int_equal(sent_as_files().sent, 6);
	clock_set_offset(TEST_NOW - clock_real());
}

static void what_is_unwanted_by_now_is_not_sent(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "unwanted@example.com", NULL, true);
	struct person person;
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_int_equal(mail_choice_tell(&env, &person, MAIL_WISH, "wish_back", ""), DB_OK);
	assert_int_equal(mail_choice_set(&env, id, MAIL_WISH, false), DB_OK);
	struct mail_count count = sent_as_files();
	assert_int_equal(count.sent + count.failed + count.reported, 0);
	assert_string_equal(state_of(&env, "unwanted@example.com").fate, FATE_UNWANTED);
	assert_int_equal(mail_choice_tell(&env, &person, MAIL_WISH, "wish_back", ""), DB_OK);
	assert_int_equal(sent_as_files().sent, 0); /* not even posted */
	assert_int_equal(message_tell(&env, &person, "password_changed"), DB_OK);
	assert_int_equal(sent_as_files().sent, 1); /* warnings always come */
}

static void a_code_that_has_ended_is_not_sent(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "ended@example.com", NULL, false);
	assert_int_equal(verify_send(&env, id, "ended@example.com"), DB_OK);
	clock_set_offset(TEST_NOW - clock_real() + 3 * 86400);
	assert_int_equal(sent_as_files().sent, 0);
	assert_string_equal(state_of(&env, "ended@example.com").fate, FATE_DROPPED);
	clock_set_offset(TEST_NOW - clock_real());
	assert_int_equal(verify_send(&env, id, "ended@example.com"), DB_OK);
	assert_int_equal(sent_as_files().sent, 1);
}

/* The rest waits while nobody answers, and its tries are not counted. */
static void a_server_that_is_down_is_left_alone(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	static const struct db_sql sql_tries = {
		"SELECT SUM(tries), COUNT(*) FROM outbox WHERE address LIKE 'down%' AND sent_at IS NULL", "",
		"ii"};
	struct person_id id = accounts_member(&env, "down@example.com", NULL, true);
	struct config *config = with("Smtp.Url", "smtp", 1);
	struct mail_count count;
	int64_t tries, n;
	char address[40];
	for (int i = 0; i < 30; i++) {
		snprintf(address, sizeof address, "down%d@example.com", i);
		assert_int_equal(message_post(&env, "email", "exists", id, address, "en", 0), DB_OK);
	}
	assert_int_equal(mail_send(env.db, config, view, &count), DB_OK);
	assert_int_equal(count.failed, 3);
	assert_int_equal(db_one(env.db, env.mem, &sql_tries, &tries, &n), DB_OK);
	assert_int_equal(tries, 3);
	assert_int_equal(n, 30);
	clock_set_offset(TEST_NOW - clock_real() + 61);
	assert_int_equal(sent_as_files().sent, 30);
	clock_set_offset(TEST_NOW - clock_real());
	config_free(config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_that_never_came_is_reported),
		cmocka_unit_test(a_refused_address_is_given_up_at_once),
		cmocka_unit_test(a_server_that_says_later_is_believed),
		cmocka_unit_test(a_mailer_that_dies_loses_nothing),
		cmocka_unit_test(two_mailers_share_the_work),
		cmocka_unit_test(what_somebody_waits_for_goes_first),
		cmocka_unit_test(what_is_unwanted_by_now_is_not_sent),
		cmocka_unit_test(a_code_that_has_ended_is_not_sent),
		cmocka_unit_test(a_server_that_is_down_is_left_alone),
	};
	test_database();
	return cmocka_run_group_tests(tests, open_view, NULL);
}
