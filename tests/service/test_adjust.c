/* Points adjusted by staff, with a second signature above the ceiling; tiers pinned
 * up to a day; advisers. The books are proved after each. */
#include "service/ledger_support.h"

#include "service/adjust.h"
#include "service/pin.h"
#include "service/staff.h"

#define FORM "abcdefghijklmnopqrstuvwxyz"

static const struct db_sql latest_kind = {
	"SELECT kind FROM entry WHERE member_id = ? ORDER BY seq DESC LIMIT 1", "i", "i"};
static const struct db_sql notices = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind LIKE 'adjust%'", "i", "i"};
static const struct db_sql logged = {
	"SELECT COUNT(*) FROM staff_action WHERE member_id = ?", "i", "i"};
static const struct db_sql waiting_of = {
	"SELECT COUNT(*) FROM adjustment WHERE member_id = ? AND state = 'asked'", "i", "i"};
static const struct db_sql pins_of = {
	"SELECT COUNT(*) FROM tier_pin WHERE member_id = ? AND lifted_at IS NULL", "i", "i"};
static const struct db_sql adviser_of = {
	"SELECT COALESCE(adviser_id, 0) FROM member WHERE member_id = ?", "i", "i"};
static const struct db_sql no_of = {
	"SELECT adjust_no FROM adjustment WHERE member_id = ? AND state = 'asked'", "i", "s"};

static struct service_env env_now(void *mem)
{
	return (struct service_env){.db = db(), .mem = mem, .now = clock_now()};
}

static enum adjust_outcome adjust(uint64_t member, const char *kind, int64_t points,
                                  const char *form)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	struct adjust_asked asked = {.member_id = member, .staff_id = 7, .kind = kind,
	                             .points = points, .reason = "a reason", .form_id = form};
	enum adjust_outcome outcome = adjust_ask(&env, plans, &asked);

	talloc_free(mem);
	return outcome;
}

static enum adjust_outcome sign(uint64_t member, uint64_t signer, bool grant)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	char *no = NULL;
	enum adjust_outcome outcome;

	assert_int_equal(db_one(db(), mem, &no_of, (int64_t)member, &no), DB_OK);
	outcome = adjust_sign(&env, plans, signer, no, grant);
	talloc_free(mem);
	return outcome;
}

static void added_and_taken(void **state)
{
	uint64_t m = member_make();

	(void)state;
	assert_int_equal(adjust(m, "add", 500, FORM), ADJUST_GIVEN);
	assert_int_equal(adjust(m, "add", 500, FORM), ADJUST_SETTLED);
	assert_int_equal(account(m).available, 500);
	assert_int_equal(account(m).lifetime, 0); /* a gift counts for no tier */
	assert_int_equal(adjust(m, "take", 501, NULL), ADJUST_SHORT);
	assert_int_equal(adjust(m, "take", 200, NULL), ADJUST_GIVEN);
	assert_int_equal(account(m).available, 300);
	assert_int_equal(number(&latest_kind, m), ENTRY_ADJUST);
	assert_int_equal(number(&notices, m), 2);
	assert_int_equal(number(&logged, m), 2);
	assert_int_equal(adjust(999999, "add", 5, NULL), ADJUST_UNKNOWN);
	prove(m);
}

static void debt_is_forgiven(void **state)
{
	uint64_t m = member_make();
	struct points_answer answer;

	(void)state;
	book(m, "fg", 20000, "2026-10-01T10:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, m, "gone", 200, clock_now(), &answer),
	                 POINTS_DONE);
	assert_int_equal(refund("fg", "r", 20000, "2026-11-21T10:00:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(account(m).debt, 200);
	assert_int_equal(adjust(m, "forgive", 201, NULL), ADJUST_NO_DEBT);
	assert_int_equal(adjust(m, "take", 1, NULL), ADJUST_SHORT);
	assert_int_equal(adjust(m, "forgive", 150, NULL), ADJUST_GIVEN);
	assert_int_equal(account(m).debt, 50);
	assert_int_equal(number(&latest_kind, m), ENTRY_FORGIVE);
	/* points added pay what is owed first */
	assert_int_equal(adjust(m, "add", 80, NULL), ADJUST_GIVEN);
	assert_int_equal(account(m).debt, 0);
	assert_int_equal(account(m).available, 30);
	prove(m);
}

static void two_sign_above_the_ceiling(void **state)
{
	uint64_t m = member_make();

	(void)state;
	assert_int_equal(adjust(m, "add", ADJUST_CEILING + 1, NULL), ADJUST_ASKED);
	assert_int_equal(account(m).available, 0);
	assert_int_equal(sign(m, 7, true), ADJUST_SAME);
	assert_int_equal(sign(m, 8, true), ADJUST_GIVEN);
	assert_int_equal(account(m).available, ADJUST_CEILING + 1);
	assert_int_equal(number(&waiting_of, m), 0);
	assert_int_equal(adjust(m, "take", ADJUST_CEILING + 1, NULL), ADJUST_ASKED);
	assert_int_equal(sign(m, 8, false), ADJUST_REFUSED);
	assert_int_equal(account(m).available, ADJUST_CEILING + 1);
	prove(m);
}

/* What one person gives a member in a day adds up: the part above the ceiling waits. */
static void small_parts_are_a_large_sum(void **state)
{
	uint64_t m = member_make(), other = member_make();

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	assert_int_equal(adjust(m, "add", ADJUST_CEILING - 10, NULL), ADJUST_GIVEN);
	assert_int_equal(adjust(m, "add", 11, NULL), ADJUST_ASKED);
	assert_int_equal(adjust(m, "add", 10, NULL), ADJUST_GIVEN);
	assert_int_equal(adjust(other, "add", 11, NULL), ADJUST_GIVEN);
	/* what two have signed does not count, nor yesterday */
	assert_int_equal(sign(m, 8, true), ADJUST_GIVEN);
	now_is("2026-11-23T00:00:01+08:00");
	assert_int_equal(adjust(m, "add", ADJUST_CEILING, NULL), ADJUST_GIVEN);
	now_is("2026-11-22T12:00:00+08:00");
	prove(m);
}

/* An account that was merged or deleted meanwhile: nothing is booked, but the queue
 * can be cleared. */
static void closed_accounts_leave_the_queue(void **state)
{
	uint64_t m = member_make();

	(void)state;
	assert_int_equal(adjust(m, "add", ADJUST_CEILING + 1, NULL), ADJUST_ASKED);
	sql("UPDATE member SET state = 'merged' WHERE member_id = %llu", (unsigned long long)m);
	assert_int_equal(adjust(m, "add", 5, NULL), ADJUST_CLOSED);
	assert_int_equal(sign(m, 8, true), ADJUST_CLOSED);
	assert_int_equal(number(&waiting_of, m), 1);
	assert_int_equal(sign(m, 8, false), ADJUST_REFUSED);
	assert_int_equal(number(&waiting_of, m), 0);
	assert_int_equal(account(m).available, 0);
}

static const struct db_sql reasons = {
	"SELECT COUNT(*) FROM staff_action WHERE member_id = ? AND detail LIKE '%reason%'", "i", "i"};

/* Reasons may name people: they stand where they can be wiped, never in the log. */
static void the_log_has_no_reasons(void **state)
{
	uint64_t m = member_make();

	(void)state;
	assert_int_equal(adjust(m, "add", 5, NULL), ADJUST_GIVEN);
	assert_int_equal(number(&logged, m), 1);
	assert_int_equal(number(&reasons, m), 0);
}

static enum pin_outcome pin(uint64_t member, const char *tier, const char *until)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	enum pin_outcome outcome = pin_set(&env, plans, 7, member, tier, day(until), "a reason");

	talloc_free(mem);
	return outcome;
}

static void pinned_and_let_go(void **state)
{
	uint64_t m = member_make();
	const struct plan *plan = plans->plans[0];
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);

	(void)state;
	assert_int_equal(pin(m, "no_such_tier", "2027-06-30"), PIN_UNKNOWN);
	assert_int_equal(pin(m, plan->tiers[2].code, "2027-06-30"), PIN_DONE);
	assert_string_equal(account(m).tier, plan->tiers[2].code);
	assert_int_equal(account(m).pin_until, day("2027-06-30"));
	/* another pin takes its place */
	assert_int_equal(pin(m, plan->tiers[1].code, "2027-03-31"), PIN_DONE);
	assert_string_equal(account(m).tier, plan->tiers[1].code);
	assert_int_equal(number(&pins_of, m), 1);
	assert_int_equal(pin_end(&env, plans, 7, m), PIN_DONE);
	assert_int_equal(account(m).pin_until, day("2026-11-22"));
	assert_int_equal(number(&pins_of, m), 0);
	prove(m);
	talloc_free(mem);
}

/* Whoever has earned a tier is not pinned below it. */
static void never_below_what_was_earned(void **state)
{
	uint64_t m = member_make();
	const struct plan *plan = plans->plans[0];

	(void)state;
	book(m, "high", 9000000, "2026-11-01T10:00:00+08:00", true);
	assert_true(plan_tier_index(plan, account(m).tier) > 1);
	assert_int_equal(pin(m, plan->tiers[1].code, "2027-03-31"), PIN_BELOW);
	prove(m);
}

static void advisers_are_active_staff(void **state)
{
	uint64_t m = member_make(), id;
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	char password[24], *name, *contact;
	struct staff staff;

	(void)state;
	assert_int_equal(staff_add(&env, 0, "adviser@x.test", "Li", "clerk", password), STAFF_OK);
	assert_int_equal(staff_find(db(), mem, "adviser@x.test", &staff), DB_OK);
	id = staff.staff_id;
	assert_int_equal(pin_adviser(&env, 7, m, id, "WeChat li"), PIN_DONE);
	assert_int_equal(number(&adviser_of, m), (int64_t)id);
	assert_int_equal(adviser_read(db(), mem, m, &name, &contact), DB_OK);
	assert_string_equal(name, "Li");
	assert_string_equal(contact, "WeChat li");
	assert_int_equal(pin_adviser(&env, 7, m, 424242, "x"), PIN_UNKNOWN);
	assert_int_equal(pin_adviser(&env, 7, m, 0, NULL), PIN_DONE);
	assert_int_equal(adviser_read(db(), mem, m, &name, &contact), DB_NONE);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(added_and_taken),
		cmocka_unit_test(debt_is_forgiven),
		cmocka_unit_test(two_sign_above_the_ceiling),
		cmocka_unit_test(small_parts_are_a_large_sum),
		cmocka_unit_test(closed_accounts_leave_the_queue),
		cmocka_unit_test(the_log_has_no_reasons),
		cmocka_unit_test(pinned_and_let_go),
		cmocka_unit_test(never_below_what_was_earned),
		cmocka_unit_test(advisers_are_active_staff),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
