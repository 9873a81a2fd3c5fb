/* SQL of people, sessions, links, the outbox and counted failures. */
#include "service/accounts.h"

#include "store/one_time.h"
#include "store/session.h"
#include "store/slow_down.h"

static void people_are_found_in_any_writing(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "find@example.com", "13600000001", true), got;
	char *number, *kind;
	assert_int_equal(member_get(env.db, env.mem, id.member_id, &number, &kind), DB_OK);
	const char *const ways[] = {"find@example.com", " FIND@Example.COM", "136 0000 0001",
	                            "+86-136-0000-0001", number, NULL};
	for (int i = 0; ways[i] != NULL; i++) {
		assert_int_equal(person_find(env.db, env.mem, ways[i], &got), DB_OK);
		assert_int_equal(got.member_id, id.member_id);
		assert_int_equal(got.person_id, PERSON_HOLDER);
	}
	const char *const others[] = {"finder@example.com", "13600000002", "M0000000", "", "' OR 1=1",
	                              "fínd@example.com", NULL};
	for (int i = 0; others[i] != NULL; i++)
		assert_int_equal(person_find(env.db, env.mem, others[i], &got), DB_NONE);
}

static void a_number_is_given_once(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct member_new m = {.member_no = "M0000077",
	                       .name = "导入",
	                       .confirmed = true,
	                       .email = "import77@example.com",
	                       .birthday = DAY_NONE,
	                       .tier = "standard",
	                       .joined_on = 20000,
	                       .now = env.now};
	assert_int_equal(member_create(env.db, &m), DB_OK);
	assert_string_equal(m.number, "M0000077");
	assert_int_equal(member_create(env.db, &m), DB_DUP);
	/* the counter passes over a number that an import has given */
	static const struct db_sql next = {
		"SELECT next_value FROM member_counter WHERE name = 'member_no'", "", "i"};
	char taken[17];
	snprintf(taken, sizeof taken, "M%lld", (long long)accounts_count(&env, &next));
	m.member_no = taken;
	m.email = "import78@example.com";
	assert_int_equal(member_create(env.db, &m), DB_OK);
	m.member_no = NULL;
	m.email = "import79@example.com";
	assert_int_equal(member_create(env.db, &m), DB_OK);
	assert_string_not_equal(m.number, taken);
}

/* An imported address beats an unproven claim; a second import of the same
 * address is kept on the person, not claimed. */
static void imports_take_unproven_claims(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id squatter = accounts_member(&env, "import@example.com", NULL, false), got;
	struct person person;
	struct member_new m = {.name = "真主人",
	                       .email = "import@example.com",
	                       .confirmed = true,
	                       .birthday = DAY_NONE,
	                       .tier = "standard",
	                       .joined_on = 20000,
	                       .now = env.now};
	assert_int_equal(member_create(env.db, &m), DB_OK);
	assert_false(m.email_taken);
	uint64_t owner = m.member_id;
	assert_int_equal(person_find(env.db, env.mem, "import@example.com", &got), DB_OK);
	assert_int_equal(got.member_id, owner);
	assert_int_equal(person_get(env.db, env.mem, squatter, &person), DB_OK);
	assert_null(person.email);
	assert_int_equal(member_create(env.db, &m), DB_OK);
	assert_true(m.email_taken);
	struct person_id second = {m.member_id, PERSON_HOLDER};
	assert_int_equal(person_get(env.db, env.mem, second, &person), DB_OK);
	assert_string_equal(person.email, "import@example.com");
	assert_false(person.email_confirmed);
	assert_int_equal(person_find(env.db, env.mem, "import@example.com", &got), DB_OK);
	assert_int_equal(got.member_id, owner);
}

static void sessions_end_idle_and_absolutely(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "sessions@example.com", NULL, true);
	struct session_view view;
	struct session_row *rows;
	uint8_t one[32] = {1}, two[32] = {2};
	int n;
	int64_t t = env.now;
	assert_int_equal(session_add(env.db, one, id, "csrf", "Firefox", t), DB_OK);
	assert_int_equal(session_add(env.db, two, id, "csrf", "Chrome", t), DB_OK);
	assert_int_equal(session_get(env.db, env.mem, one, t + SESSION_IDLE_S - 1, &view), DB_OK);
	assert_string_equal(view.tier, "standard");
	assert_string_equal(view.role, "holder");
	assert_int_equal(view.joined_on, day_of(t));
	assert_int_equal(session_get(env.db, env.mem, one, t + SESSION_IDLE_S, &view), DB_NONE);
	assert_int_equal(session_seen(env.db, one, t + SESSION_IDLE_S - 1), DB_OK);
	assert_int_equal(session_get(env.db, env.mem, one, t + SESSION_IDLE_S, &view), DB_OK);
	assert_int_equal(session_seen(env.db, one, t + SESSION_ABSOLUTE_S - 1), DB_OK);
	assert_int_equal(session_get(env.db, env.mem, one, t + SESSION_ABSOLUTE_S, &view), DB_NONE);
	assert_int_equal(session_list(env.db, env.mem, id, t + 60, &rows, &n), DB_OK);
	assert_int_equal(n, 2);
	assert_int_equal(session_end_all(env.db, id, two), DB_OK);
	assert_int_equal(session_list(env.db, env.mem, id, t + 60, &rows, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].device, "Chrome");
	assert_int_equal(session_sweep(env.db, t + SESSION_IDLE_S, 100), DB_OK);
	assert_int_equal(session_get(env.db, env.mem, two, t, &view), DB_NONE);
}

static void issues_only_rise(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct person_id id = accounts_member(&env, "issues@example.com", NULL, true);
	struct one_time row = {.kind = "verify",
	                       .channel = "email",
	                       .id = id,
	                       .address = "issues@example.com",
	                       .created_at = env.now,
	                       .ends_at = env.now + 60,
	                       .used_at = INSTANT_NONE,
	                       .hash = {9}};
	int64_t first, second, third;
	assert_int_equal(one_time_next_issue(env.db, env.mem, id, "verify", env.now, &first), DB_OK);
	row.issue = first;
	assert_int_equal(one_time_add(env.db, &row), DB_OK);
	assert_int_equal(one_time_add(env.db, &row), DB_DUP);
	assert_int_equal(one_time_next_issue(env.db, env.mem, id, "verify", env.now, &second), DB_OK);
	assert_true(second > first);
	assert_int_equal(one_time_sweep(env.db, env.now + 3600, 1000), DB_OK);
	struct one_time gone;
	assert_int_equal(one_time_get(env.db, env.mem, row.hash, &gone), DB_NONE);
	assert_int_equal(one_time_next_issue(env.db, env.mem, id, "verify", env.now + 3600, &third),
	                 DB_OK);
	assert_true(third > second); /* never again the one whose row was swept */
}

static void failures_fade(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	struct blob bucket = {"test-bucket", 11};
	int64_t fails, at, t = env.now;
	assert_int_equal(slow_down_get(env.db, env.mem, bucket, &fails, &at), DB_NONE);
	for (int i = 0; i < 8; i++)
		assert_int_equal(slow_down_count(env.db, bucket, t), DB_OK);
	assert_int_equal(slow_down_get(env.db, env.mem, bucket, &fails, &at), DB_OK);
	assert_int_equal(fails, 8);
	assert_int_equal(at, t);
	assert_int_equal(slow_down_count(env.db, bucket, t + 2 * SLOW_DOWN_FADE_S), DB_OK);
	assert_int_equal(slow_down_get(env.db, env.mem, bucket, &fails, &at), DB_OK);
	assert_int_equal(fails, 3); /* 8 halved twice, and the new one */
	assert_int_equal(slow_down_count(env.db, bucket, t - 86400), DB_OK);
	assert_int_equal(slow_down_get(env.db, env.mem, bucket, &fails, &at), DB_OK);
	assert_int_equal(fails, 4);
	assert_int_equal(slow_down_forget(env.db, bucket), DB_OK);
	assert_int_equal(slow_down_get(env.db, env.mem, bucket, &fails, &at), DB_NONE);
}

struct claim {
	struct service_env *env;
	struct database *other;
	int here, there;
};

/* Inside this mailer's transaction a second one passes over what it holds. */
static enum db claim_work(struct database *db, void *arg)
{
	struct claim *c = arg;
	struct outbox_row *rows;
	static const struct db_sql second = {
		"SELECT outbox_id FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
		" AND not_before <= ? ORDER BY not_before, outbox_id LIMIT 50 FOR UPDATE SKIP LOCKED",
		"t", "i"};
	int64_t id;
	c->there = 0;
	enum db got = outbox_due(db, c->env->mem, c->env->now, 3, &rows, &c->here);
	if (got == DB_OK)
		got = db_query(c->other, c->env->mem, &second, c->env->now);
	while (got == DB_OK && (got = db_next(c->other, &second, &id)) == DB_OK)
		c->there++;
	if (got == DB_NONE)
		got = DB_OK;
	for (int i = 0; got == DB_OK && i < c->here; i++)
		got = outbox_push(db, rows[i].outbox_id, c->env->now + 300);
	return got;
}

static void two_mailers_take_different_rows(void **state)
{
	(void)state;
	struct service_env env = accounts_env();
	static const struct db_sql clear = {"DELETE FROM outbox", "", ""};
	struct outbox_row row = {.channel = "email",
	                         .kind = "exists",
	                         .id = {1, 1},
	                         .address = "a@example.com",
	                         .lang = "en"};
	assert_int_equal(db_run(env.db, &clear), DB_OK);
	for (int i = 0; i < 5; i++)
		assert_int_equal(outbox_add(env.db, &row, env.now), DB_OK);
	struct claim c = {&env, test_connect(), 0, 0};
	assert_int_equal(db_transact(env.db, claim_work, &c), DB_OK);
	assert_int_equal(c.here, 3);
	assert_int_equal(c.there, 2);
	db_close(c.other);
	struct outbox_row *rows;
	int n;
	assert_int_equal(outbox_due(env.db, env.mem, env.now, 50, &rows, &n), DB_OK);
	assert_int_equal(n, 2); /* claimed ones are hidden until they are due again */
	assert_int_equal(outbox_due(env.db, env.mem, env.now + 300, 50, &rows, &n), DB_OK);
	assert_int_equal(n, 5);
	assert_int_equal(outbox_sent(env.db, rows[0].outbox_id, env.now), DB_OK);
	assert_int_equal(outbox_end(env.db, &rows[1], FATE_DEAD, "no", env.now), DB_OK);
	assert_int_equal(outbox_due(env.db, env.mem, env.now + 300, 50, &rows, &n), DB_OK);
	assert_int_equal(n, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(people_are_found_in_any_writing),
		cmocka_unit_test(a_number_is_given_once),
		cmocka_unit_test(imports_take_unproven_claims),
		cmocka_unit_test(sessions_end_idle_and_absolutely),
		cmocka_unit_test(issues_only_rise),
		cmocka_unit_test(failures_fade),
		cmocka_unit_test(two_mailers_take_different_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
