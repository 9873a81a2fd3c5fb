/* WeChat: codes that tie, one WeChat for one person, who is told there. */
#include "service/accounts.h"

#include "service/mail_choice.h"
#include "service/wechat.h"
#include "store/db_text.h"

#define LIFE WECHAT_CODE_LIFE

static const struct db_sql posted = {
	"SELECT COUNT(*) FROM outbox WHERE member_id = ? AND kind = 'wish_back' AND address = ?", "is",
	"i"};

static struct service_env env_at(int64_t seconds)
{
	static struct config *config;
	struct service_env env = accounts_env();

	if (config == NULL) {
		char text[256];

		snprintf(text, sizeof text,
		         "Keys.Token = %s/token.key\nWechat.Account = Trips\nWechat.Partner = gateway\n",
		         harness.dir);
		config = config_parse(text);
	}
	env.config = config;
	env.now += seconds;
	return env;
}

static const char *code_at(struct person_id id, int64_t seconds)
{
	static struct wechat_shown shown;
	struct service_env env = env_at(seconds);
	int64_t wait_s = 0;

	assert_int_equal(wechat_code(&env, id, &wait_s), WECHAT_OK);
	assert_int_equal(wechat_look(&env, id, &shown), DB_OK);
	assert_int_equal(strlen(shown.code), 8);
	assert_int_equal(shown.ends_at, env.now + LIFE);
	return shown.code;
}

static enum wechat_outcome tie(const char *code, const char *openid, int64_t seconds)
{
	struct service_env env = env_at(seconds);
	int64_t wait_s = 0;

	return wechat_tie_by(&env, code, openid, &wait_s);
}

static const char *openid_of(struct person_id id, enum mail_topic topic)
{
	struct service_env env = env_at(0);
	char *openid = NULL;

	assert_int_equal(wechat_of(&env, id, topic, &openid), DB_OK);
	return openid ? openid : "";
}

static struct person_id member(const char *email)
{
	struct service_env env = env_at(0);

	return accounts_member(&env, email, NULL, true);
}

static void a_code_ties_once_while_it_lasts(void **state)
{
	struct person_id id = member("once@example.com");
	char first[9], second[9];

	(void)state;
	assert_string_equal(openid_of(id, MAIL_NOTICE), "");
	strcpy(first, code_at(id, 0));
	assert_string_equal(openid_of(id, MAIL_NOTICE), ""); /* asking ties nothing */
	assert_int_equal(tie(first, "o-late", LIFE), WECHAT_WRONG);
	strcpy(second, code_at(id, 1));
	assert_string_not_equal(first, second);
	assert_int_equal(tie(first, "o-once", 2), WECHAT_WRONG); /* replaced */
	assert_int_equal(tie(second, "o-once", LIFE), WECHAT_OK);
	assert_string_equal(openid_of(id, MAIL_NOTICE), "o-once");
	assert_int_equal(tie(second, "o-once", LIFE), WECHAT_WRONG);
	assert_string_equal(openid_of(id, MAIL_NOTICE), "o-once");
}

static void only_what_is_a_choice_goes_there(void **state)
{
	struct person_id id = member("choice@example.com");
	struct service_env without = accounts_env();
	char *openid = NULL;

	(void)state;
	assert_int_equal(tie(code_at(id, 0), "o-choice", 1), WECHAT_OK);
	for (int topic = MAIL_NEEDED; topic < MAIL_TOPIC__MAX; topic++)
		assert_string_equal(openid_of(id, (enum mail_topic)topic),
		                    topic == MAIL_NEEDED || topic == MAIL_NEWS ? "" : "o-choice");
	assert_int_equal(wechat_of(&without, id, MAIL_NOTICE, &openid), DB_OK);
	assert_null(openid); /* the company has no account any more */
}

static void one_wechat_is_one_persons(void **state)
{
	struct person_id a = member("a@example.com"), b = member("b@example.com");
	struct service_env env = env_at(5);

	(void)state;
	assert_int_equal(tie(code_at(a, 0), "o-both", 1), WECHAT_OK);
	assert_int_equal(tie(code_at(b, 2), "o-both", 3), WECHAT_OK);
	assert_string_equal(openid_of(a, MAIL_NOTICE), "");
	assert_string_equal(openid_of(b, MAIL_NOTICE), "o-both");
	assert_int_equal(tie(code_at(b, 4), "o-new", 5), WECHAT_OK);
	assert_string_equal(openid_of(b, MAIL_NOTICE), "o-new");
	assert_int_equal(wechat_left(&env, "o-both"), DB_OK); /* nobody's by now */
	assert_string_equal(openid_of(b, MAIL_NOTICE), "o-new");
	assert_int_equal(wechat_left(&env, "o-new"), DB_OK);
	assert_string_equal(openid_of(b, MAIL_NOTICE), "");
	assert_int_equal(tie(code_at(b, 6), "o-new", 7), WECHAT_OK);
	assert_int_equal(wechat_untie(&env, b), DB_OK);
	assert_int_equal(wechat_untie(&env, b), DB_OK);
	assert_string_equal(openid_of(b, MAIL_NOTICE), "");
}

static void who_guesses_waits_alone(void **state)
{
	struct person_id id = member("guessed@example.com");
	const char *code = code_at(id, 0);
	int n = 0;

	(void)state;
	while (tie("00000000", "o-guess", 1) == WECHAT_WRONG && n < 20)
		n++;
	assert_int_equal(n, 5); /* the next has to wait */
	assert_int_equal(tie(code, "o-guess", 1), WECHAT_LIMIT);
	assert_int_equal(tie(code, "o-other", 1), WECHAT_OK);
}

static int64_t told(struct person_id id, const char *address)
{
	int64_t n = -1;

	assert_int_equal(db_one(test_database(), NULL, &posted, (int64_t)id.member_id, address, &n),
	                 DB_OK);
	return n;
}

/* Who has no e-mail is told by WeChat, or not at all. */
static void without_an_email(void **state)
{
	struct service_env env = env_at(0);
	struct person_id id = accounts_member(&env, NULL, "13912345678", true);
	struct person person;

	(void)state;
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_int_equal(mail_choice_tell(&env, &person, MAIL_WISH, "wish_back", NULL), DB_OK);
	assert_int_equal(told(id, ""), 0);
	assert_int_equal(tie(code_at(id, 0), "o-phone", 1), WECHAT_OK);
	assert_int_equal(mail_choice_tell(&env, &person, MAIL_WISH, "wish_back", NULL), DB_OK);
	assert_int_equal(told(id, ""), 1);
	assert_int_equal(mail_choice_set(&env, id, MAIL_WISH, false), DB_OK);
	assert_int_equal(mail_choice_tell(&env, &person, MAIL_WISH, "wish_back", NULL), DB_OK);
	assert_int_equal(told(id, ""), 1);
}

static void who_is_the_gateway(void **state)
{
	struct service_env with = env_at(0), without = accounts_env();

	(void)state;
	assert_true(wechat_is_gateway(with.config, "gateway"));
	assert_false(wechat_is_gateway(with.config, "booking"));
	assert_false(wechat_is_gateway(with.config, ""));
	assert_false(wechat_is_gateway(without.config, "gateway"));
	assert_false(wechat_is_gateway(without.config, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_ties_once_while_it_lasts),
		cmocka_unit_test(only_what_is_a_choice_goes_there),
		cmocka_unit_test(one_wechat_is_one_persons),
		cmocka_unit_test(who_guesses_waits_alone),
		cmocka_unit_test(without_an_email),
		cmocka_unit_test(who_is_the_gateway),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
