/* The people of an account, consents, and doing things at the same time. */
#include "service/accounts.h"

#include <sys/wait.h>

#include "service/consent.h"
#include "service/people.h"
#include "service/sign_in.h"
#include "service/sign_up.h"
#include "service/verify.h"
#include "store/consent.h"

static struct person_id family(const struct service_env *env, const char *email)
{
	struct person_id holder = accounts_member(env, email, NULL, true);
	assert_int_equal(people_family(env, holder.member_id), PEOPLE_DONE);
	return holder;
}

static void a_personal_account_has_one_person(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "alone@example.com", NULL, true);
	assert_int_equal(people_invite(&env, id.member_id, "小明", "x@example.com", true, "en"),
	                 PEOPLE_PERSONAL);
}

static void an_invitation_is_accepted_once(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id holder = family(&env, "holder1@example.com"), got;
	struct person invited, owner;
	char token[TOKEN_TEXT];
	int64_t wait;
	assert_int_equal(
		people_invite(&env, holder.member_id, "小明", "ming@example.com", false, "zh-CN"),
		PEOPLE_DONE);
	strcpy(token, accounts_token(&env, "ming@example.com"));
	assert_int_equal(people_look(&env, token, &invited, &owner), PEOPLE_DONE);
	assert_string_equal(owner.name, "林小禾");
	assert_int_equal(sign_in_check(&env, "ming@example.com", TEST_PASSWORD, &got, &wait),
	                 SIGN_IN_WRONG);
	assert_int_equal(people_accept(&env, token, "陈明", TEST_PASSWORD), PEOPLE_DONE);
	assert_int_equal(people_accept(&env, token, "陈明", TEST_PASSWORD), PEOPLE_GONE);
	assert_int_equal(sign_in_check(&env, "ming@example.com", TEST_PASSWORD, &got, &wait),
	                 SIGN_IN_DONE);
	assert_int_equal(got.member_id, holder.member_id);
	assert_int_equal(got.person_id, 2);
	assert_int_equal(person_get(env.db, env.mem, got, &invited), DB_OK);
	assert_false(invited.may_spend);
	assert_string_equal(invited.name, "陈明");
	assert_int_equal(people_may_spend(&env, holder.member_id, 2, true), PEOPLE_DONE);
	assert_int_equal(person_get(env.db, env.mem, got, &invited), DB_OK);
	assert_true(invited.may_spend);
}

static void an_invitation_ends_and_is_renewed(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id holder = family(&env, "holder2@example.com");
	struct person invited, owner;
	struct person *people;
	char first[TOKEN_TEXT];
	int n;
	assert_int_equal(people_invite(&env, holder.member_id, "红", "hong@example.com", true, "en"),
	                 PEOPLE_DONE);
	strcpy(first, accounts_token(&env, "hong@example.com"));
	struct service_env later = env;
	later.now += PEOPLE_INVITE_S;
	assert_int_equal(people_look(&later, first, &invited, &owner), PEOPLE_GONE);
	env.now += 3600;
	assert_int_equal(people_invite(&env, holder.member_id, "红", "hong@example.com", true, "en"),
	                 PEOPLE_DONE);
	assert_int_equal(people_look(&env, first, &invited, &owner), PEOPLE_GONE);
	assert_int_equal(people_look(&env, accounts_token(&env, "hong@example.com"), &invited, &owner),
	                 PEOPLE_DONE);
	assert_int_equal(person_list(env.db, env.mem, holder.member_id, &people, &n), DB_OK);
	assert_int_equal(n, 2);
}

static void who_is_removed_is_out(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id holder = family(&env, "holder3@example.com"), got;
	struct session_view view;
	char token[SIGN_IN_TOKEN];
	uint8_t hash[SESSION_HASH];
	int64_t wait;
	assert_int_equal(people_invite(&env, holder.member_id, "兰", "lan@example.com", true, "en"),
	                 PEOPLE_DONE);
	assert_int_equal(people_accept(&env, accounts_token(&env, "lan@example.com"), "兰",
	                               TEST_PASSWORD), PEOPLE_DONE);
	struct person_id lan = {holder.member_id, 2};
	assert_int_equal(sign_in_open(&env, lan, "", lan, NULL, token), DB_OK);
	sign_in_hash(token, hash);
	assert_int_equal(session_get(env.db, env.mem, hash, env.now, &view), DB_OK);
	assert_int_equal(people_remove(&env, holder.member_id, PERSON_HOLDER), PEOPLE_GONE);
	assert_int_equal(people_remove(&env, holder.member_id, 2), PEOPLE_DONE);
	assert_int_equal(people_remove(&env, holder.member_id, 2), PEOPLE_GONE);
	assert_int_equal(session_get(env.db, env.mem, hash, env.now, &view), DB_NONE);
	assert_int_equal(sign_in_check(&env, "lan@example.com", TEST_PASSWORD, &got, &wait),
	                 SIGN_IN_WRONG);
	/* the next one gets an id of their own, not the one that was left */
	assert_int_equal(people_invite(&env, holder.member_id, "梅", "mei@example.com", true, "en"),
	                 PEOPLE_DONE);
	struct outbox_row row;
	assert_true(accounts_last(&env, "mei@example.com", &row));
	assert_int_equal(row.id.person_id, 3);
}

static void a_members_address_stays_theirs(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id holder = family(&env, "holder4@example.com"), got;
	struct person_id other = accounts_member(&env, "other@example.com", NULL, true);
	assert_int_equal(people_invite(&env, holder.member_id, "别人", "other@example.com", true, "en"),
	                 PEOPLE_DONE);
	assert_int_equal(people_accept(&env, accounts_token(&env, "other@example.com"), "别人",
	                               TEST_PASSWORD), PEOPLE_TAKEN);
	assert_int_equal(person_find(env.db, env.mem, "other@example.com", &got), DB_OK);
	assert_int_equal(got.member_id, other.member_id);
}

static void offers_are_taken_back(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "offers@example.com", NULL, true);
	struct consent_row *rows;
	int n;
	assert_int_equal(consent_set_marketing(&env, id, true), DB_OK);
	env.now += 60;
	assert_int_equal(consent_set_marketing(&env, id, true), DB_OK);
	assert_int_equal(consent_set_marketing(&env, id, false), DB_OK);
	assert_int_equal(consent_list(env.db, env.mem, id, &rows, &n), DB_OK);
	assert_int_equal(n, 3);
	int marketing = 0;
	for (int i = 0; i < n; i++)
		if (strcmp(rows[i].paper, "marketing") == 0) {
			marketing++;
			assert_int_equal(rows[i].withdrawn_at, env.now);
			assert_string_equal(rows[i].version, CONSENT_MARKETING_VERSION);
		}
	assert_int_equal(marketing, 1);
}

/* Runs WORK in N processes at once, each on its own connection; how many said
 * yes. */
static int at_once(int n, bool (*work)(const struct service_env *env, int i))
{
	struct service_env env = accounts_env();
	pid_t children[64];
	int yes = 0, status;
	fflush(NULL);
	for (int i = 0; i < n; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct service_env mine = env;
			mine.db = test_connect();
			mine.mem = talloc_new(NULL);
			_exit(work(&mine, i) ? 0 : 1);
		}
	}
	for (int i = 0; i < n; i++)
		if (waitpid(children[i], &status, 0) == children[i] && WIFEXITED(status) &&
		    WEXITSTATUS(status) == 0)
			yes++;
	return yes;
}

static char shared_token[TOKEN_TEXT];

static bool accept_it(const struct service_env *env, int i)
{
	(void)i;
	return people_accept(env, shared_token, "同一人", TEST_PASSWORD) == PEOPLE_DONE;
}

static bool join_it(const struct service_env *env, int i)
{
	struct sign_up f = {.name = "众人",
	                    .email = "crowd@example.com",
	                    .phone = talloc_asprintf(env->mem, "1371000%04d", i),
	                    .password = TEST_PASSWORD,
	                    .lang = "en",
	                    .tier = "standard",
	                    .birthday = DAY_NONE};
	int64_t wait_s;
	return sign_up(env, &f, &wait_s) == SIGN_UP_DONE;
}

static void many_at_once(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id holder = family(&env, "holder5@example.com"), id;
	assert_int_equal(people_invite(&env, holder.member_id, "一", "one@example.com", true, "en"),
	                 PEOPLE_DONE);
	strcpy(shared_token, accounts_token(&env, "one@example.com"));
	int accepted = at_once(8, accept_it);
	int joined = at_once(24, join_it);
	assert_int_equal(accepted, 1);
	assert_int_equal(joined, 24);
	static const struct db_sql claims = {
		"SELECT COUNT(*) FROM sign_in_name WHERE name = 'crowd@example.com'", "", "i"};
	static const struct db_sql members = {
		"SELECT COUNT(*) FROM person p JOIN account a ON a.member_id = p.member_id"
		" WHERE p.email = 'crowd@example.com'", "", "i"};
	assert_int_equal(accounts_count(&env, &claims), 1);
	assert_int_equal(accounts_count(&env, &members), 24);
	assert_int_equal(person_find(env.db, env.mem, "13710000023", &id), DB_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_personal_account_has_one_person),
		cmocka_unit_test(an_invitation_is_accepted_once),
		cmocka_unit_test(an_invitation_ends_and_is_renewed),
		cmocka_unit_test(who_is_removed_is_out),
		cmocka_unit_test(a_members_address_stays_theirs),
		cmocka_unit_test(offers_are_taken_back),
		cmocka_unit_test(many_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
