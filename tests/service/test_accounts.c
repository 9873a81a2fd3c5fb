/* Joining, proving addresses, signing in, passwords: on a real database. */
#include "service/accounts.h"

#include "service/password.h"
#include "service/sign_in.h"
#include "service/sign_up.h"
#include "service/verify.h"
#include "store/consent.h"

static const struct db_sql sql_members = {"SELECT COUNT(*) FROM member", "", "i"};
static const struct db_sql sql_outbox = {"SELECT COUNT(*) FROM outbox", "", "i"};

static struct sign_up form(const char *email, const char *phone)
{
	return (struct sign_up){.name = "周远",
	                        .email = email,
	                        .phone = phone,
	                        .password = TEST_PASSWORD,
	                        .lang = "zh-CN",
	                        .tier = "standard",
	                        .birthday = DAY_NONE,
	                        .invited_by = "M0000001"};
}

static enum sign_up_result join(const struct service_env *env, const char *email,
                                const char *phone)
{
	struct sign_up f = form(email, phone);
	int64_t wait;
	return sign_up(env, &f, &wait);
}

static enum sign_in try_sign_in(const struct service_env *env, const char *login,
                                const char *password, struct person_id *id)
{
	int64_t wait;
	return sign_in_check(env, login, password, id, &wait);
}

static void joining_makes_a_member_and_a_message(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct outbox_row row;
	struct person person;
	struct person_id id;
	struct consent_row *consents;
	int n;
	assert_int_equal(join(&env, "zhou@example.com", "13900000001"), SIGN_UP_DONE);
	assert_int_equal(person_find(env.db, env.mem, "Zhou@Example.com ", &id), DB_OK);
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_string_equal(person.name, "周远");
	assert_false(person.email_confirmed);
	assert_true(accounts_last(&env, "zhou@example.com", &row));
	assert_string_equal(row.kind, "verify");
	assert_true(accounts_last(&env, "13900000001", &row));
	assert_string_equal(row.channel, "sms");
	assert_int_equal(consent_list(env.db, env.mem, id, &consents, &n), DB_OK);
	assert_int_equal(n, 2);
	struct person_id by_phone;
	assert_int_equal(try_sign_in(&env, "+86 139-0000-0001", TEST_PASSWORD, &by_phone),
	                 SIGN_IN_DONE);
	assert_int_equal(by_phone.member_id, id.member_id);
}

static void a_proven_address_gets_a_word_instead(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct outbox_row row;
	accounts_member(&env, "owner@example.com", NULL, true);
	int64_t before = accounts_count(&env, &sql_members);
	assert_int_equal(join(&env, "owner@example.com", NULL), SIGN_UP_DONE);
	assert_int_equal(accounts_count(&env, &sql_members), before);
	assert_true(accounts_last(&env, "owner@example.com", &row));
	assert_string_equal(row.kind, "exists");
}

/* Who sits on a stranger's address loses it to the stranger's proof. */
static void proof_beats_a_claim(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id squatter, owner, found;
	struct person person;
	assert_int_equal(join(&env, "mine@example.com", "13900000002"), SIGN_UP_DONE);
	assert_int_equal(person_find(env.db, env.mem, "mine@example.com", &squatter), DB_OK);
	assert_int_equal(join(&env, "mine@example.com", NULL), SIGN_UP_DONE);
	struct outbox_row row;
	assert_true(accounts_last(&env, "mine@example.com", &row));
	owner = row.id;
	assert_int_not_equal(owner.member_id, squatter.member_id);
	assert_int_equal(verify_link(&env, accounts_token(&env, "mine@example.com")), VERIFY_DONE);
	assert_int_equal(person_find(env.db, env.mem, "mine@example.com", &found), DB_OK);
	assert_int_equal(found.member_id, owner.member_id);
	assert_int_equal(person_get(env.db, env.mem, squatter, &person), DB_OK);
	assert_null(person.email);
	assert_string_equal(person.phone, "13900000002");
}

static void a_link_shows_without_acting_and_works_once(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id;
	struct person person;
	const char *address;
	assert_int_equal(join(&env, "link@example.com", NULL), SIGN_UP_DONE);
	assert_int_equal(person_find(env.db, env.mem, "link@example.com", &id), DB_OK);
	char token[TOKEN_TEXT];
	strcpy(token, accounts_token(&env, "link@example.com"));
	assert_int_equal(verify_look(&env, token, &address), VERIFY_DONE);
	assert_string_equal(address, "link@example.com");
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_false(person.email_confirmed);
	struct service_env later = env;
	later.now += VERIFY_LINK_S;
	assert_int_equal(verify_link(&later, token), VERIFY_GONE);
	assert_int_equal(verify_link(&env, token), VERIFY_DONE);
	assert_int_equal(verify_link(&env, token), VERIFY_DONE); /* told again, nothing done */
	assert_int_equal(verify_link(&env, "not-a-token"), VERIFY_GONE);
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_true(person.email_confirmed);
	/* a link of one kind opens nothing of another */
	struct person reset;
	assert_int_equal(reset_look(&env, token, &reset), RESET_GONE);
}

static void five_wrong_codes_end_a_code(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id;
	struct person person;
	int64_t wait;
	assert_int_equal(join(&env, NULL, "13900000003"), SIGN_UP_DONE);
	assert_int_equal(person_find(env.db, env.mem, "13900000003", &id), DB_OK);
	char code[TOKEN_CODE], wrong[TOKEN_CODE];
	snprintf(code, sizeof code, "%.6s", accounts_token(&env, "13900000003"));
	snprintf(wrong, sizeof wrong, "%.5s%c", code, code[5] == '0' ? '1' : '0');
	for (int i = 0; i < CODE_TRIES; i++)
		assert_int_equal(verify_code(&env, id, wrong, &wait), VERIFY_WRONG);
	assert_int_equal(verify_code(&env, id, code, &wait), VERIFY_GONE);
	env.now += 60;
	assert_int_equal(verify_send(&env, id, "13900000003"), DB_OK);
	char spaced[16];
	snprintf(code, sizeof code, "%.6s", accounts_token(&env, "13900000003"));
	snprintf(spaced, sizeof spaced, " %.3s %.3s ", code, code + 3);
	assert_int_equal(verify_code(&env, id, spaced, &wait), VERIFY_DONE);
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_true(person.phone_confirmed);
}

static void sign_in_by_all_three_names(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "three@example.com", "13900000004", true), got;
	char *number, *kind;
	assert_int_equal(member_get(env.db, env.mem, id.member_id, &number, &kind), DB_OK);
	number[0] = 'm';
	const char *const names[] = {"THREE@example.com", "１３９ ００００ ０００４", number};
	for (int i = 0; i < 3; i++) {
		assert_int_equal(try_sign_in(&env, names[i], TEST_PASSWORD, &got), SIGN_IN_DONE);
		assert_int_equal(got.member_id, id.member_id);
	}
	assert_int_equal(try_sign_in(&env, names[0], "three green planes", &got), SIGN_IN_WRONG);
	assert_int_equal(try_sign_in(&env, "nobody@example.com", TEST_PASSWORD, &got),
	                 SIGN_IN_WRONG);
	assert_int_equal(try_sign_in(&env, "M0000404", TEST_PASSWORD, &got), SIGN_IN_WRONG);
}

static void guessing_is_slowed_for_the_guesser_only(void **state)
{
	(void)state;
	struct service_env env = accounts_env(), owner;
	struct person_id got;
	accounts_member(&env, "slow@example.com", NULL, true);
	env.client = "198.51.100.7";
	owner = env;
	owner.client = "203.0.113.9";
	int heard = 0;
	for (int second = 0; second < 900; second += 10) {
		env.now = TEST_NOW + second;
		if (try_sign_in(&env, "slow@example.com", "wrong wrong wrong", &got) == SIGN_IN_WRONG)
			heard++;
	}
	assert_in_range(heard, 5, 10);
	assert_int_equal(try_sign_in(&env, "slow@example.com", TEST_PASSWORD, &got), SIGN_IN_WAIT);
	owner.now = env.now;
	assert_int_equal(try_sign_in(&owner, "slow@example.com", TEST_PASSWORD, &got), SIGN_IN_DONE);
	env.now += 2 * 3600;
	assert_int_equal(try_sign_in(&env, "slow@example.com", TEST_PASSWORD, &got), SIGN_IN_DONE);
}

static bool lives(const struct service_env *env, const char *token)
{
	uint8_t hash[SESSION_HASH];
	struct session_view view;
	sign_in_hash(token, hash);
	return session_get(env->db, env->mem, hash, env->now, &view) == DB_OK;
}

static void a_new_password_ends_other_sessions(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "change@example.com", NULL, true), got;
	struct outbox_row row;
	char here[SIGN_IN_TOKEN], there[SIGN_IN_TOKEN];
	uint8_t keep[SESSION_HASH];
	int64_t wait;
	assert_int_equal(sign_in_open(&env, id, "Firefox", id, NULL, here), DB_OK);
	assert_int_equal(sign_in_open(&env, id, "Chrome", id, NULL, there), DB_OK);
	assert_true(accounts_last(&env, "change@example.com", &row));
	assert_string_equal(row.kind, "new_device");
	sign_in_hash(here, keep);
	assert_int_equal(password_change(&env, id, "not mine", "seven blue bicycles", keep, &wait),
	                 CHANGE_WRONG);
	assert_int_equal(
		password_change(&env, id, TEST_PASSWORD, "seven blue bicycles", keep, &wait),
		CHANGE_DONE);
	assert_true(lives(&env, here));
	assert_false(lives(&env, there));
	assert_true(accounts_last(&env, "change@example.com", &row));
	assert_string_equal(row.kind, "password_changed");
	assert_int_equal(try_sign_in(&env, "change@example.com", TEST_PASSWORD, &got), SIGN_IN_WRONG);
	assert_int_equal(try_sign_in(&env, "change@example.com", "seven blue bicycles", &got),
	                 SIGN_IN_DONE);
}

static void a_forgotten_password_by_mail(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "forgot@example.com", NULL, true), got;
	struct person person;
	char session[SIGN_IN_TOKEN], token[TOKEN_TEXT];
	int64_t wait;
	assert_int_equal(sign_in_open(&env, id, "Firefox", id, NULL, session), DB_OK);
	assert_int_equal(forgot_ask(&env, "forgot@example.com", "en", &wait), FORGOT_DONE);
	strcpy(token, accounts_token(&env, "forgot@example.com"));
	struct service_env later = env;
	later.now += RESET_LINK_S;
	assert_int_equal(reset_look(&later, token, &person), RESET_GONE);
	assert_int_equal(reset_look(&env, token, &person), RESET_DONE);
	assert_int_equal(reset_set(&env, token, "seven blue bicycles"), RESET_DONE);
	assert_int_equal(reset_set(&env, token, "eight red balloons"), RESET_GONE);
	assert_false(lives(&env, session));
	assert_int_equal(try_sign_in(&env, "forgot@example.com", "seven blue bicycles", &got),
	                 SIGN_IN_DONE);
}

static void a_forgotten_password_by_sms(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	accounts_member(&env, NULL, "13900000005", true);
	char token[TOKEN_TEXT], code[TOKEN_CODE];
	int64_t wait;
	assert_int_equal(forgot_ask(&env, "13900000005", "en", &wait), FORGOT_DONE);
	snprintf(code, sizeof code, "%.6s", accounts_token(&env, "13900000005"));
	assert_int_equal(forgot_code(&env, "13900000005", "12", token, &wait), FORGOT_WRONG);
	assert_int_equal(forgot_code(&env, "13900000005", code, token, &wait), FORGOT_DONE);
	assert_int_equal(reset_set(&env, token, "seven blue bicycles"), RESET_DONE);
	assert_int_equal(forgot_code(&env, "13900000005", code, token, &wait), FORGOT_WRONG);
}

/* A merged account's address and old password open the survivor; its address resets
 * the survivor's password, and then the old one opens nothing. */
static void a_merged_address_resets_the_survivor(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id old = accounts_member(&env, "old.card@example.com", "13900000015", true);
	struct person_id stays = accounts_member(&env, "stays@example.com", NULL, true), got;
	struct person person;
	char text[160];
	int64_t wait;
	snprintf(text, sizeof text, "UPDATE member SET state = 'merged', merged_into = %llu WHERE"
	         " member_id = %llu", (unsigned long long)stays.member_id,
	         (unsigned long long)old.member_id);
	assert_int_equal(db_text(env.db, text, NULL), DB_OK);
	assert_int_equal(try_sign_in(&env, "13900000015", TEST_PASSWORD, &got), SIGN_IN_DONE);
	assert_int_equal(got.member_id, stays.member_id);
	env.now += 60;
	assert_int_equal(forgot_ask(&env, "old.card@example.com", "en", &wait), FORGOT_DONE);
	assert_int_equal(reset_set(&env, accounts_token(&env, "old.card@example.com"),
	                           "seven blue bicycles"), RESET_DONE);
	assert_int_equal(try_sign_in(&env, "stays@example.com", "seven blue bicycles", &got),
	                 SIGN_IN_DONE);
	assert_int_equal(try_sign_in(&env, "old.card@example.com", "seven blue bicycles", &got),
	                 SIGN_IN_DONE);
	assert_int_equal(got.member_id, stays.member_id);
	assert_int_equal(try_sign_in(&env, "13900000015", TEST_PASSWORD, &got), SIGN_IN_WRONG);
	/* each keeps its addresses: the merge may be undone */
	assert_int_equal(person_get(env.db, env.mem, stays, &person), DB_OK);
	assert_string_equal(person.email, "stays@example.com");
	/* an address that was never proven leads to no reset of somebody else's */
	assert_int_equal(db_text(env.db, "UPDATE sign_in_name SET confirmed = 0 WHERE name ="
	                         " '13900000015'", NULL), DB_OK);
	struct outbox_row row;
	assert_int_equal(forgot_ask(&env, "13900000015", "en", &wait), FORGOT_DONE);
	assert_true(accounts_last(&env, "13900000015", &row));
	assert_string_equal(row.channel, "none");
}

/* Nobody's address: the same answer, the same number of rows written, and the
 * mailer drops the message. */
static void asking_for_nobody_looks_the_same(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct outbox_row row;
	int64_t wait, before = accounts_count(&env, &sql_outbox);
	assert_int_equal(forgot_ask(&env, "nobody.at.all@example.com", "en", &wait), FORGOT_DONE);
	assert_int_equal(accounts_count(&env, &sql_outbox), before + 1);
	assert_true(accounts_last(&env, "nobody.at.all@example.com", &row));
	assert_string_equal(row.channel, "none");
	assert_int_equal(row.id.member_id, 0);
}

/* Resetting an account that had nothing proven leaves only the proven address:
 * who sat on it keeps no way back in. */
static void a_reset_evicts_who_sat_there(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id;
	struct person person;
	int64_t wait;
	assert_int_equal(join(&env, "victim@example.com", "13900000006"), SIGN_UP_DONE);
	assert_int_equal(person_find(env.db, env.mem, "victim@example.com", &id), DB_OK);
	env.now += 60;
	assert_int_equal(forgot_ask(&env, "victim@example.com", "en", &wait), FORGOT_DONE);
	assert_int_equal(reset_set(&env, accounts_token(&env, "victim@example.com"),
	                           "seven blue bicycles"), RESET_DONE);
	assert_int_equal(person_get(env.db, env.mem, id, &person), DB_OK);
	assert_true(person.email_confirmed);
	assert_null(person.phone);
	assert_int_equal(person_find(env.db, env.mem, "13900000006", &id), DB_NONE);
	/* and an unproven address of an account with a proven one resets nothing */
	struct person_id owner = accounts_member(&env, "real@example.com", NULL, true);
	assert_int_equal(person_set_phone(env.db, owner, "13900000007", false), DB_OK);
	assert_int_equal(name_claim(env.db, "13900000007", owner, false), DB_OK);
	struct outbox_row row;
	assert_int_equal(forgot_ask(&env, "13900000007", "en", &wait), FORGOT_DONE);
	assert_true(accounts_last(&env, "13900000007", &row));
	assert_string_equal(row.channel, "none");
}

static void messages_to_one_address_are_limited(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	int64_t wait;
	accounts_member(&env, NULL, "13900000008", true);
	int64_t before = accounts_count(&env, &sql_outbox);
	for (int i = 0; i < 20; i++)
		assert_int_equal(forgot_ask(&env, "13900000008", "en", &wait), FORGOT_DONE);
	assert_in_range(accounts_count(&env, &sql_outbox) - before, 3, 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joining_makes_a_member_and_a_message),
		cmocka_unit_test(a_proven_address_gets_a_word_instead),
		cmocka_unit_test(proof_beats_a_claim),
		cmocka_unit_test(a_link_shows_without_acting_and_works_once),
		cmocka_unit_test(five_wrong_codes_end_a_code),
		cmocka_unit_test(sign_in_by_all_three_names),
		cmocka_unit_test(guessing_is_slowed_for_the_guesser_only),
		cmocka_unit_test(a_new_password_ends_other_sessions),
		cmocka_unit_test(a_forgotten_password_by_mail),
		cmocka_unit_test(a_forgotten_password_by_sms),
		cmocka_unit_test(a_merged_address_resets_the_survivor),
		cmocka_unit_test(asking_for_nobody_looks_the_same),
		cmocka_unit_test(a_reset_evicts_who_sat_there),
		cmocka_unit_test(messages_to_one_address_are_limited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
