/* Staff: signing in with two factors, what is slowed down, first passwords, the
 * last manager, and the log of it all: on a real database. */
#include "service/accounts.h"

#include "base/otp.h"
#include "service/limit.h"
#include "service/staff.h"
#include "service/staff_private.h"

static const struct db_sql sql_actions = {
	"SELECT COUNT(*) FROM staff_action WHERE action = ? AND subject = ?", "ss", "i"};
static const struct db_sql sql_by_staff = {
	"SELECT COUNT(*) FROM staff_action WHERE action = ? AND staff_id = ?", "si", "i"};
static const struct db_sql sql_sessions = {
	"SELECT COUNT(*) FROM staff_session WHERE staff_id = ?", "i", "i"};
static const struct db_sql sql_forget = {"DELETE FROM slow_down", "", ""};

static struct service_env env_now(void)
{
	struct service_env env = accounts_env();

	assert_int_equal(db_run(env.db, &sql_forget), DB_OK);
	return env;
}

static int64_t logged(const struct service_env *env, const char *action, const char *subject)
{
	int64_t n = -1;

	assert_int_equal(db_one(env->db, env->mem, &sql_actions, action, subject, &n), DB_OK);
	return n;
}

static int64_t sessions_of(const struct service_env *env, uint64_t staff_id)
{
	int64_t n = -1;

	assert_int_equal(db_one(env->db, env->mem, &sql_sessions, (int64_t)staff_id, &n), DB_OK);
	return n;
}

/* A new staff member with a first password. */
static struct staff somebody(const struct service_env *env, const char *email, const char *role,
                             char password[24])
{
	struct staff s;

	assert_int_equal(staff_add(env, 0, email, "Li", role, password), STAFF_OK);
	assert_int_equal(staff_find(env->db, env->mem, email, &s), DB_OK);
	return s;
}

/* The session behind TOKEN at NOW. */
static enum db session_at(const struct service_env *env, const char *token, int64_t now,
                          struct staff_session *out)
{
	uint8_t hash[STAFF_HASH];

	secret_sha256(hash, token, strlen(token));
	return staff_session_get(env->db, env->mem, hash, now - STAFF_IDLE, now - STAFF_LIFE, out);
}

/* The digits of the offered secret, OFF steps from now. */
static void digits_of(const struct service_env *env, const struct staff_session *session,
                      int64_t off, char out[OTP_DIGITS + 1])
{
	uint8_t secret[OTP_SECRET];

	assert_true(staff_totp_offer(env, session, secret));
	assert_true(otp_at(secret, otp_step(clock_real()) + off, out));
}

static void a_wrong_password_and_nobody_are_told_alike(void **state)
{
	struct service_env env = env_now();
	char password[24], token[STAFF_TOKEN_TEXT] = "";

	(void)state;
	somebody(&env, "alike@example.com", "clerk", password);
	assert_int_equal(staff_sign_in(&env, "alike@example.com", "wrong", false, token), STAFF_WRONG);
	assert_int_equal(staff_sign_in(&env, "nobody@example.com", "wrong", false, token), STAFF_WRONG);
	assert_int_equal(staff_sign_in(&env, "no address", "wrong", false, token), STAFF_WRONG);
	assert_string_equal(token, "");
	assert_int_equal(staff_sign_in(&env, " Alike@Example.com", password, false, token), STAFF_OK);
	assert_int_equal(strlen(token), STAFF_TOKEN_TEXT - 1);
}

static void guesses_are_slowed_and_the_owner_elsewhere_is_not(void **state)
{
	struct service_env env = env_now(), elsewhere = env;
	char password[24], token[STAFF_TOKEN_TEXT];
	int tries = 0;

	(void)state;
	elsewhere.client = "198.51.100.7";
	somebody(&env, "slow@example.com", "clerk", password);
	while (staff_sign_in(&env, "slow@example.com", "guess", false, token) == STAFF_WRONG)
		assert_true(++tries < 20);
	assert_int_equal(tries, 5);
	assert_int_equal(staff_sign_in(&env, "slow@example.com", password, false, token), STAFF_LIMIT);
	assert_int_equal(staff_sign_in(&elsewhere, "slow@example.com", password, false, token),
	                 STAFF_OK);
	env.now += 3600;
	assert_int_equal(staff_sign_in(&env, "slow@example.com", password, false, token), STAFF_OK);
}

static void the_second_factor_is_set_up_then_asked(void **state)
{
	struct service_env env = env_now();
	struct staff_session session;
	char password[24], token[STAFF_TOKEN_TEXT], secret[64], again[64], url[256];
	char digits[OTP_DIGITS + 1];

	(void)state;
	somebody(&env, "two@example.com", "manager", password);
	assert_int_equal(staff_sign_in(&env, "two@example.com", password, true, token), STAFF_ENROL);
	assert_int_equal(session_at(&env, token, env.now, &session), DB_OK);
	assert_false(session.passed);
	assert_int_equal(staff_enrolment(&env, &session, secret, url), STAFF_OK);
	assert_int_equal(staff_enrolment(&env, &session, again, url), STAFF_OK);
	assert_string_equal(secret, again);
	assert_non_null(strstr(url, secret));
	assert_int_equal(staff_enrol(&env, &session, "000"), STAFF_WRONG);
	digits_of(&env, &session, 5, digits);
	assert_int_equal(staff_enrol(&env, &session, digits), STAFF_WRONG);
	digits_of(&env, &session, 0, digits);
	assert_int_equal(staff_enrol(&env, &session, digits), STAFF_OK);
	assert_int_equal(session_at(&env, token, env.now, &session), DB_OK);
	assert_true(session.passed && session.enrolled);
	assert_int_equal(staff_enrolment(&env, &session, secret, url), STAFF_EXISTS);
	assert_int_equal(staff_sign_in(&env, "two@example.com", password, true, token), STAFF_CODE);
}

static void a_code_works_once(void **state)
{
	struct service_env env = env_now();
	struct staff_session first, second;
	char password[24], token[STAFF_TOKEN_TEXT], used[OTP_DIGITS + 1], next[OTP_DIGITS + 1];
	char typed[16];

	(void)state;
	somebody(&env, "once@example.com", "clerk", password);
	assert_int_equal(staff_sign_in(&env, "once@example.com", password, true, token), STAFF_ENROL);
	assert_int_equal(session_at(&env, token, env.now, &first), DB_OK);
	digits_of(&env, &first, 0, used);
	digits_of(&env, &first, 1, next);
	assert_int_equal(staff_enrol(&env, &first, used), STAFF_OK);
	assert_int_equal(staff_sign_in(&env, "once@example.com", password, true, token), STAFF_CODE);
	assert_int_equal(session_at(&env, token, env.now, &second), DB_OK);
	assert_int_equal(staff_code(&env, &second, used), STAFF_WRONG);
	assert_int_equal(session_at(&env, token, env.now, &second), DB_OK);
	assert_false(second.passed);
	/* As apps show them, in two groups. */
	snprintf(typed, sizeof typed, "%.3s %s", next, next + 3);
	assert_int_equal(staff_code(&env, &second, typed), STAFF_OK);
	assert_int_equal(session_at(&env, token, env.now, &second), DB_OK);
	assert_true(second.passed);
}

static void codes_guessed_are_slowed_from_any_address(void **state)
{
	struct service_env env = env_now();
	struct staff_session session;
	char password[24], token[STAFF_TOKEN_TEXT];
	int tries = 0;

	(void)state;
	somebody(&env, "digits@example.com", "clerk", password);
	assert_int_equal(staff_sign_in(&env, "digits@example.com", password, true, token), STAFF_ENROL);
	assert_int_equal(session_at(&env, token, env.now, &session), DB_OK);
	for (;; tries++) {
		env.client = tries % 2 ? "203.0.113.1" : "203.0.113.2";
		if (staff_enrol(&env, &session, "not a code") != STAFF_WRONG)
			break;
		assert_true(tries < 20);
	}
	assert_int_equal(tries, 5);
	assert_int_equal(staff_enrol(&env, &session, "not a code"), STAFF_LIMIT);
}

static void a_session_ends_idle_and_at_its_age(void **state)
{
	struct service_env env = env_now();
	struct staff_session session;
	char password[24], token[STAFF_TOKEN_TEXT];
	uint8_t hash[STAFF_HASH];

	(void)state;
	somebody(&env, "ends@example.com", "clerk", password);
	assert_int_equal(staff_sign_in(&env, "ends@example.com", password, false, token), STAFF_OK);
	secret_sha256(hash, token, strlen(token));
	assert_int_equal(session_at(&env, token, env.now + STAFF_IDLE - 1, &session), DB_OK);
	assert_int_equal(session_at(&env, token, env.now + STAFF_IDLE, &session), DB_NONE);
	for (int64_t at = 0; at < STAFF_LIFE; at += STAFF_IDLE - 1)
		assert_int_equal(staff_session_seen(env.db, hash, env.now + at), DB_OK);
	assert_int_equal(session_at(&env, token, env.now + STAFF_LIFE - 1, &session), DB_OK);
	assert_int_equal(session_at(&env, token, env.now + STAFF_LIFE, &session), DB_NONE);
	assert_int_equal(staff_session_sweep(env.db, env.now, env.now, 1000), DB_OK);
	assert_int_equal(session_at(&env, token, env.now, &session), DB_NONE);
}

static void the_own_password_is_changed_and_other_sessions_end(void **state)
{
	struct service_env env = env_now();
	struct staff_session session, other;
	char password[24], here[STAFF_TOKEN_TEXT], there[STAFF_TOKEN_TEXT];
	struct staff s = somebody(&env, "own@example.com", "clerk", password);

	(void)state;
	assert_true(s.must_change);
	assert_int_equal(staff_sign_in(&env, s.email, password, false, here), STAFF_OK);
	assert_int_equal(staff_sign_in(&env, s.email, password, false, there), STAFF_OK);
	assert_int_equal(session_at(&env, here, env.now, &session), DB_OK);
	assert_true(session.must_change);
	assert_int_equal(staff_password(&env, &session, "wrong", "six slow boats"), STAFF_WRONG);
	assert_int_equal(staff_password(&env, &session, password, "short"), STAFF_WEAK);
	assert_int_equal(staff_password(&env, &session, password, "password"), STAFF_WEAK);
	assert_int_equal(staff_password(&env, &session, password, password), STAFF_WEAK);
	assert_int_equal(staff_password(&env, &session, password, "six slow boats"), STAFF_OK);
	assert_int_equal(session_at(&env, there, env.now, &other), DB_NONE);
	assert_int_equal(session_at(&env, here, env.now, &session), DB_OK);
	assert_false(session.must_change);
	assert_int_equal(staff_sign_in(&env, s.email, password, false, there), STAFF_WRONG);
	assert_int_equal(staff_sign_in(&env, s.email, "six slow boats", false, there), STAFF_OK);
	assert_int_equal(staff_sign_out(&env, &session), STAFF_OK);
	assert_int_equal(session_at(&env, here, env.now, &session), DB_NONE);
}

static void a_reset_forgets_password_factor_and_sessions(void **state)
{
	struct service_env env = env_now();
	struct staff_session session;
	char old[24], fresh[24], token[STAFF_TOKEN_TEXT], digits[OTP_DIGITS + 1];
	struct staff s = somebody(&env, "reset@example.com", "clerk", old);

	(void)state;
	assert_int_equal(staff_sign_in(&env, s.email, old, true, token), STAFF_ENROL);
	assert_int_equal(session_at(&env, token, env.now, &session), DB_OK);
	digits_of(&env, &session, 0, digits);
	assert_int_equal(staff_enrol(&env, &session, digits), STAFF_OK);
	assert_int_equal(staff_reset(&env, 0, "gone@example.com", fresh), STAFF_UNKNOWN);
	assert_int_equal(staff_reset(&env, 0, s.email, fresh), STAFF_OK);
	assert_string_not_equal(old, fresh);
	assert_int_equal(sessions_of(&env, s.staff_id), 0);
	assert_int_equal(staff_sign_in(&env, s.email, old, true, token), STAFF_WRONG);
	assert_int_equal(staff_sign_in(&env, s.email, fresh, true, token), STAFF_ENROL);
	assert_int_equal(logged(&env, "staff_reset", s.email), 1);
}

static void the_last_manager_stays(void **state)
{
	static const struct db_sql lower = {
		"UPDATE staff SET role = 'clerk' WHERE role = 'manager'", "", ""};
	struct service_env env = env_now();
	char password[24];

	(void)state;
	assert_int_equal(db_run(env.db, &lower), DB_OK);
	struct staff one = somebody(&env, "one@example.com", "manager", password);
	assert_int_equal(staff_set(&env, 0, one.staff_id, "clerk", NULL), STAFF_LAST);
	assert_int_equal(staff_set(&env, 0, one.staff_id, NULL, "blocked"), STAFF_LAST);
	assert_int_equal(staff_set(&env, 0, one.staff_id, "owner", NULL), STAFF_UNKNOWN);
	assert_int_equal(staff_set(&env, 0, 99999999, "clerk", NULL), STAFF_UNKNOWN);
	struct staff two = somebody(&env, "second@example.com", "manager", password);
	assert_int_equal(staff_set(&env, two.staff_id, one.staff_id, "clerk", NULL), STAFF_OK);
	assert_int_equal(staff_set(&env, 0, two.staff_id, NULL, "blocked"), STAFF_LAST);
	assert_int_equal(logged(&env, "staff_set", one.email), 1);
	assert_int_equal(logged(&env, "staff_set", two.email), 0);
}

static void the_blocked_are_out_at_once(void **state)
{
	struct service_env env = env_now();
	struct staff_session session;
	char password[24], token[STAFF_TOKEN_TEXT];
	struct staff s = somebody(&env, "blocked@example.com", "clerk", password);

	(void)state;
	assert_int_equal(staff_sign_in(&env, s.email, password, false, token), STAFF_OK);
	assert_int_equal(staff_set(&env, 0, s.staff_id, NULL, "blocked"), STAFF_OK);
	assert_int_equal(session_at(&env, token, env.now, &session), DB_NONE);
	assert_int_equal(staff_sign_in(&env, s.email, password, false, token), STAFF_WRONG);
	assert_int_equal(staff_set(&env, 0, s.staff_id, NULL, "active"), STAFF_OK);
	assert_int_equal(staff_sign_in(&env, s.email, password, false, token), STAFF_OK);
}

static void staff_are_added_once_and_well(void **state)
{
	struct service_env env = env_now();
	char password[24] = "";

	(void)state;
	assert_int_equal(staff_add(&env, 0, "new@example.com", "Wang", "auditor", password), STAFF_OK);
	assert_int_equal(strlen(password), 19);
	assert_int_equal(staff_add(&env, 0, "NEW@example.com", "Wang", "clerk", password), STAFF_EXISTS);
	assert_int_equal(staff_add(&env, 0, "new2@example.com", "Wang", "owner", password),
	                 STAFF_UNKNOWN);
	assert_int_equal(staff_add(&env, 0, "nothing", "Wang", "clerk", password), STAFF_UNKNOWN);
	assert_int_equal(staff_add(&env, 0, "new2@example.com", "  ", "clerk", password), STAFF_UNKNOWN);
	assert_int_equal(logged(&env, "staff_add", "new@example.com"), 1);
}

static void the_demos_accounts_open_nothing_elsewhere(void **state)
{
	struct service_env env = env_now(), demo = env;
	char password[24], token[STAFF_TOKEN_TEXT];

	(void)state;
	demo.config = config_parse("Demo = 1\n");
	somebody(&env, "manager@demo.test", "auditor", password);
	assert_int_equal(staff_sign_in(&env, "manager@demo.test", password, false, token), STAFF_WRONG);
	assert_int_equal(staff_sign_in(&demo, "manager@demo.test", password, false, token), STAFF_OK);
	config_free((struct config *)(uintptr_t)demo.config);
}

static void signing_in_stands_in_the_log(void **state)
{
	struct service_env env = env_now();
	struct staff_line *lines;
	char password[24], token[STAFF_TOKEN_TEXT];
	struct staff s = somebody(&env, "log@example.com", "clerk", password);
	int64_t n = 0;
	int count = 0;

	(void)state;
	assert_int_equal(staff_sign_in(&env, s.email, "wrong", false, token), STAFF_WRONG);
	assert_int_equal(staff_sign_in(&env, s.email, password, false, token), STAFF_OK);
	assert_int_equal(
		db_one(env.db, env.mem, &sql_by_staff, "sign_in", (int64_t)s.staff_id, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(staff_action_list(env.db, env.mem, s.staff_id, NULL, 0, 10, &lines, &count),
	                 DB_OK);
	assert_int_equal(count, 1);
	assert_string_equal(lines[0].action, "sign_in");
	assert_string_equal(lines[0].name, "Li");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_password_and_nobody_are_told_alike),
		cmocka_unit_test(guesses_are_slowed_and_the_owner_elsewhere_is_not),
		cmocka_unit_test(the_second_factor_is_set_up_then_asked),
		cmocka_unit_test(a_code_works_once),
		cmocka_unit_test(codes_guessed_are_slowed_from_any_address),
		cmocka_unit_test(a_session_ends_idle_and_at_its_age),
		cmocka_unit_test(the_own_password_is_changed_and_other_sessions_end),
		cmocka_unit_test(a_reset_forgets_password_factor_and_sessions),
		cmocka_unit_test(the_last_manager_stays),
		cmocka_unit_test(the_blocked_are_out_at_once),
		cmocka_unit_test(staff_are_added_once_and_well),
		cmocka_unit_test(the_demos_accounts_open_nothing_elsewhere),
		cmocka_unit_test(signing_in_stands_in_the_log),
	};

	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
