/* Custom trips: who may ask, the steps with the promised time, what is refused,
 * orders, merges, one form twice. */
#include "service/redeem_support.h"

#include "service/custom.h"
#include "service/erase.h"
#include "service/merge.h"

#define DAY_S 86400

static const struct db_sql notices_of = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind LIKE 'custom%'", "i", "i"};
static const struct db_sql logged_of = {
	"SELECT COUNT(*) FROM staff_action WHERE member_id = ? AND action = 'custom_step'", "i", "i"};
static const struct db_sql trips_of = {
	"SELECT COUNT(*) FROM custom_trip WHERE member_id = ?", "i", "i"};
static const struct db_sql known_of = {
	"SELECT COUNT(*) FROM custom_trip c JOIN custom_step s ON s.trip_no = c.trip_no"
	" WHERE c.member_id = ? AND (c.destination <> '' OR c.period <> '' OR c.reason <> ''"
	" OR s.text <> '')", "i", "i"};

static int64_t now;

static const struct db_sql owner_of = {
	"SELECT COALESCE(owner_id, 0) FROM custom_trip WHERE member_id = ?", "i", "i"};

static struct service_env env_now(void)
{
	struct service_env env = env_of(db(), test_mem());

	env.now = now;
	env.client = "10.0.0.1";
	return env;
}

static uint64_t gold_member(void)
{
	uint64_t m = rich_member(0);

	sql("UPDATE account SET tier = 'gold' WHERE member_id = %llu", (unsigned long long)m);
	return m;
}

static enum custom_outcome wants(uint64_t m, const char *form, char no[CUSTOM_NO])
{
	struct service_env env = env_now();
	const struct custom_new what = {.member_id = m, .destination = "川西", .period = "5 月",
	                                .people = 2, .wishes = "慢一点"};

	return custom_ask(&env, plans, &what, form, no);
}

static enum custom_outcome takes(uint64_t m, const char *no, enum custom_act act, const char *text,
                                 uint64_t staff)
{
	struct service_env env = env_now();
	const struct custom_asked asked = {.member_id = m, .trip_no = no, .act = act, .text = text,
	                                   .staff_id = staff};

	return custom_act(&env, plans, &asked);
}

static struct custom_row trip(uint64_t m, const char *no)
{
	struct custom_row row;

	assert_int_equal(custom_read(db(), test_mem(), m, no, &row), DB_OK);
	return row;
}

#define assert_stands(m, no, is, turn, due)                                                 \
	do {                                                                                \
		struct custom_row row_ = trip(m, no);                                       \
		assert_string_equal(row_.state, is);                                        \
		assert_string_equal(row_.waiting, turn);                                    \
		assert_int_equal(row_.due_at, due);                                         \
	} while (0)

static void the_tier_decides(void **state)
{
	uint64_t plain = rich_member(0), gold = gold_member();
	char no[CUSTOM_NO], again[CUSTOM_NO];

	(void)state;
	now = at("2026-11-20T18:00:00+08:00"); /* a Friday */
	assert_int_equal(wants(plain, "", no), CUSTOM_TIER);
	assert_int_equal(number(&trips_of, plain), 0);
	assert_int_equal(wants(gold, "form-000000000000001", no), CUSTOM_OK);
	assert_int_equal(wants(gold, "form-000000000000001", again), CUSTOM_OK);
	assert_string_equal(no, again);
	assert_int_equal(number(&trips_of, gold), 1);
	assert_stands(gold, no, "asked", "staff", at("2026-11-24T18:00:00+08:00"));
	assert_true(trip(gold, no).priority);
	for (int i = 1; i < CUSTOM_OPEN_MAX; i++)
		assert_int_equal(wants(gold, "", again), CUSTOM_OK);
	assert_int_equal(wants(gold, "", again), CUSTOM_MANY);
	assert_int_equal(takes(gold, no, CUSTOM_WITHDRAW, "", 0), CUSTOM_OK);
	assert_int_equal(wants(gold, "", again), CUSTOM_OK);
}

static void steps_with_the_promised_time(void **state)
{
	uint64_t m = gold_member();
	char no[CUSTOM_NO];

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	assert_int_equal(wants(m, "", no), CUSTOM_OK);
	assert_int_equal(takes(m, no, CUSTOM_BOOK, "", 1), CUSTOM_TOO_LATE);
	assert_int_equal(takes(m, no, CUSTOM_AGREE, "", 0), CUSTOM_TOO_LATE);
	assert_int_equal(takes(m, no, CUSTOM_PROPOSE, "", 1), CUSTOM_LACKS);
	assert_int_equal(takes(m, no, CUSTOM_NOTE, "among us", 1), CUSTOM_OK);
	assert_int_equal(trip(m, no).owner_id, 0);
	assert_int_equal(takes(m, no, CUSTOM_PROPOSE, "八天", 1), CUSTOM_OK);
	assert_int_equal(trip(m, no).owner_id, 1);
	assert_stands(m, no, "proposed", "member", now + 14 * DAY_S);
	assert_int_equal(takes(m, no, CUSTOM_AGREE, "", 0), CUSTOM_OK);
	assert_stands(m, no, "proposed", "staff", now + 2 * DAY_S);
	assert_int_equal(takes(m, no, CUSTOM_AGREE, "", 0), CUSTOM_TOO_LATE);
	now += 3600;
	assert_int_equal(takes(m, no, CUSTOM_MESSAGE, "还有", 0), CUSTOM_OK);
	assert_stands(m, no, "proposed", "staff", now - 3600 + 2 * DAY_S); /* the first promise */
	assert_int_equal(takes(m, no, CUSTOM_BOOK, "", 1), CUSTOM_OK);
	assert_stands(m, no, "booked", "trip", now);
	assert_int_equal(takes(m, no, CUSTOM_WITHDRAW, "", 0), CUSTOM_TOO_LATE);
	assert_int_equal(takes(m, no, CUSTOM_MESSAGE, "接机？", 0), CUSTOM_OK);
	assert_stands(m, no, "booked", "staff", now + 2 * DAY_S);
	assert_int_equal(takes(m, no, CUSTOM_MESSAGE, "会的", 1), CUSTOM_OK);
	assert_stands(m, no, "booked", "trip", now);
	assert_int_equal(takes(m, no, CUSTOM_CLOSE, "", 1), CUSTOM_OK);
	assert_stands(m, no, "closed", "none", now);
	assert_int_equal(takes(m, no, CUSTOM_MESSAGE, "x", 0), CUSTOM_TOO_LATE);
	assert_int_equal(number(&notices_of, m), 5); /* asked, proposed, booked, message, closed */
	assert_int_equal(number(&logged_of, m), 5);
	assert_int_equal(takes(gold_member(), no, CUSTOM_MESSAGE, "x", 0), CUSTOM_UNKNOWN);
}

static void declined_with_a_reason(void **state)
{
	uint64_t m = gold_member();
	char no[CUSTOM_NO];

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	assert_int_equal(wants(m, "", no), CUSTOM_OK);
	assert_int_equal(takes(m, no, CUSTOM_DECLINE, "", 1), CUSTOM_LACKS);
	assert_int_equal(takes(m, no, CUSTOM_DECLINE, "封山", 1), CUSTOM_OK);
	assert_string_equal(trip(m, no).reason, "封山");
	assert_stands(m, no, "declined", "none", now);
	assert_int_equal(takes(m, no, CUSTOM_PROPOSE, "x", 1), CUSTOM_TOO_LATE);
}

static void orders_are_the_members_own(void **state)
{
	uint64_t m = gold_member(), other = gold_member();
	struct service_env env;
	struct custom_order *orders;
	char no[CUSTOM_NO];
	int n;

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	env = env_now();
	sql("INSERT INTO order_head (partner, order_no, member_id, category, paid_fen, paid_at)"
	    " VALUES ('demo', 'CUS-1', %llu, 'custom', 100, '2026-11-22'),"
	    " ('demo', 'CUS-2', %llu, 'custom', 100, '2026-11-22')", (unsigned long long)m,
	    (unsigned long long)other);
	assert_int_equal(wants(m, "", no), CUSTOM_OK);
	assert_int_equal(custom_order_note(&env, 1, m, no, "CUS-1"), CUSTOM_TOO_LATE);
	assert_int_equal(takes(m, no, CUSTOM_PROPOSE, "x", 1), CUSTOM_OK);
	assert_int_equal(custom_order_note(&env, 1, m, no, "CUS-2"), CUSTOM_NO_ORDER);
	assert_int_equal(custom_order_note(&env, 1, m, no, "CUS-1"), CUSTOM_OK);
	assert_int_equal(custom_order_note(&env, 1, m, no, "CUS-1"), CUSTOM_OK);
	assert_int_equal(custom_orders(db(), test_mem(), no, &orders, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_string_equal(orders[0].partner, "demo");
}

static void a_member_of_staff(unsigned id, const char *role, const char *state)
{
	sql("INSERT INTO staff (staff_id, email, name, role, password_hash, state, created_at) VALUES"
	    " (%u, 's%u@custom.test', 'S%u', '%s', 'x', '%s', '2026-01-01')", id, id, id, role, state);
}

/* What the desk's tab "nobody's yet" holds. */
static bool for_anybody(const char *no)
{
	const struct custom_queue queue = {.waiting = "staff", .desk = true, .now = now, .limit = 100};
	struct custom_row *list;
	int n;

	assert_int_equal(custom_queue(db(), test_mem(), &queue, &list, &n), DB_OK);
	for (int i = 0; i < n; i++)
		if (strcmp(list[i].trip_no, no) == 0)
			return true;
	return false;
}

static void a_blocked_adviser_gets_none_and_keeps_none(void **state)
{
	uint64_t m = gold_member(), late = gold_member();
	char no[CUSTOM_NO], kept[CUSTOM_NO];

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	a_member_of_staff(901, "clerk", "active");
	a_member_of_staff(902, "clerk", "active");
	sql("UPDATE member SET adviser_id = 901 WHERE member_id IN (%llu, %llu)",
	    (unsigned long long)m, (unsigned long long)late);
	assert_int_equal(wants(m, "", kept), CUSTOM_OK);
	assert_int_equal(number(&owner_of, m), 901);
	assert_false(for_anybody(kept));
	assert_int_equal(takes(m, kept, CUSTOM_MESSAGE, "先看看", 902), CUSTOM_OK);
	assert_int_equal(number(&owner_of, m), 901); /* a colleague's word takes nothing over */
	assert_int_equal(takes(m, kept, CUSTOM_MESSAGE, "好", 0), CUSTOM_OK);
	sql("UPDATE staff SET state = 'blocked' WHERE staff_id = 901");
	assert_int_equal(wants(late, "", no), CUSTOM_OK);
	assert_int_equal(number(&owner_of, late), 0);
	assert_true(for_anybody(no));
	assert_true(for_anybody(kept));
	assert_int_equal(takes(m, kept, CUSTOM_NOTE, "among us", 902), CUSTOM_OK);
	assert_int_equal(number(&owner_of, m), 901);
	assert_int_equal(takes(m, kept, CUSTOM_PROPOSE, "八天", 902), CUSTOM_OK);
	assert_int_equal(number(&owner_of, m), 902);
	sql("UPDATE staff SET role = 'auditor' WHERE staff_id = 902");
	assert_int_equal(takes(m, kept, CUSTOM_AGREE, "", 0), CUSTOM_OK);
	assert_true(for_anybody(kept));
}

static void a_merge_takes_them_along_and_back(void **state)
{
	uint64_t from = gold_member(), into = gold_member();
	struct service_env env;
	char no[CUSTOM_NO], own[CUSTOM_NO], merge_no[MERGE_NO];

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	env = env_now();
	assert_int_equal(wants(from, "", no), CUSTOM_OK);
	assert_int_equal(wants(into, "", own), CUSTOM_OK);
	assert_int_equal(merge_make(&env, plans, 1, from, into, "twice", merge_no), MERGE_DONE);
	assert_int_equal(number(&trips_of, from), 0);
	assert_int_equal(number(&trips_of, into), 2);
	assert_int_equal(takes(into, no, CUSTOM_MESSAGE, "x", 0), CUSTOM_OK);
	assert_int_equal(merge_undo(&env, plans, 1, merge_no), MERGE_DONE);
	assert_int_equal(number(&trips_of, from), 1);
	assert_int_equal(number(&trips_of, into), 1);
}

static void erased_but_for_what_is_booked(void **state)
{
	uint64_t m = gold_member();
	struct person person;
	struct service_env env;
	char no[CUSTOM_NO], booked[CUSTOM_NO];
	int64_t wiped = 0;

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	env = env_now();
	assert_int_equal(wants(m, "", no), CUSTOM_OK);
	assert_int_equal(wants(m, "", booked), CUSTOM_OK);
	assert_int_equal(takes(m, booked, CUSTOM_PROPOSE, "八天", 1), CUSTOM_OK);
	assert_int_equal(takes(m, booked, CUSTOM_BOOK, "", 1), CUSTOM_OK);
	assert_int_equal(person_get(db(), test_mem(), (struct person_id){m, PERSON_HOLDER}, &person),
	                 DB_OK);
	assert_int_equal(erase_account(&env, plans, &person), ERASE_DONE);
	assert_string_equal(trip(m, no).state, "withdrawn");
	assert_int_equal(erase_settle(&env, plans, &wiped), DB_OK);
	assert_string_equal(trip(m, no).destination, "");
	assert_string_equal(trip(m, booked).destination, "川西");
	assert_int_equal(takes(m, booked, CUSTOM_CLOSE, "", 1), CUSTOM_OK);
	now += 400 * (int64_t)DAY_S;
	env = env_now();
	assert_int_equal(erase_settle(&env, plans, &wiped), DB_OK);
	assert_int_equal(number(&known_of, m), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_tier_decides),
		cmocka_unit_test(steps_with_the_promised_time),
		cmocka_unit_test(declined_with_a_reason),
		cmocka_unit_test(orders_are_the_members_own),
		cmocka_unit_test(a_blocked_adviser_gets_none_and_keeps_none),
		cmocka_unit_test(a_merge_takes_them_along_and_back),
		cmocka_unit_test(erased_but_for_what_is_booked),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
