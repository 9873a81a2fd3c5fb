/* Flaws of the books: a row changed in the database is named with its member until a
 * proof no longer finds it. */
#include "service/redeem_support.h"

#include "service/flaw.h"

static const struct db_sql proofs = {
	"SELECT COUNT(*) FROM staff_action WHERE member_id = ? AND action = 'books_prove'", "i", "i"};

static struct service_env env(void)
{
	return env_of(db(), test_mem());
}

static int anew(void **state)
{
	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	sql("DELETE FROM flaw");
	return 0;
}

static struct flaw *stands(int *n)
{
	struct flaw *flaws;

	assert_int_equal(flaw_list(db(), test_mem(), &flaws, n), DB_OK);
	return flaws;
}

/* What the night does: proves whom it must, keeps what it finds. */
static void night(void)
{
	struct audit *audit = audit_begin(test_mem());
	struct service_env e = env();

	assert_int_equal(audit_touched(audit, db()), DB_OK);
	assert_int_equal(flaw_keep(&e, audit, false), DB_OK);
}

static void whole(void)
{
	struct audit *audit = audit_begin(test_mem());
	struct service_env e = env();

	assert_int_equal(audit_all(audit, db(), NULL), DB_OK);
	assert_int_equal(flaw_keep(&e, audit, true), DB_OK);
}

/* Whether one of the N is WHAT of MEMBER at entry SEQ. */
static bool is_named(const struct flaw *flaws, int n, uint64_t member, const char *what, int64_t seq)
{
	for (int i = 0; i < n; i++)
		if (flaws[i].member_id == member && strcmp(flaws[i].what, what) == 0 && flaws[i].seq == seq)
			return true;
	return false;
}

static void a_changed_row_is_named_until_it_is_right(void **state)
{
	uint64_t member = rich_member(900);
	struct service_env e = env();
	struct flaw *flaws;
	char no[20];
	int n, before;
	int64_t found_at, count, members;

	(void)state;
	book(member, "F-1", 10000, "2026-11-22T10:00:00+08:00", true);
	night();
	stands(&n);
	assert_int_equal(n, 0);
	sql("UPDATE entry SET points = points + 7 WHERE member_id = %llu AND seq = 2",
	    (unsigned long long)member);
	night();
	stands(&n);
	assert_int_equal(n, 0); /* nobody touched the member: only a whole proof looks */
	whole();
	flaws = stands(&n);
	assert_true(n > 0);
	assert_true(is_named(flaws, n, member, "chain_hash", 2));
	assert_true(is_named(flaws, n, member, "entry_sum", 2));
	snprintf(no, sizeof no, "M%07llu", (unsigned long long)member);
	assert_string_equal(flaws[0].member_no, no);
	assert_false(flaws[0].whole);
	assert_int_equal(flaw_count(db(), &count, &members), DB_OK);
	assert_int_equal(count, n);
	assert_int_equal(members, 1);
	before = n;
	found_at = flaws[0].found_at;
	now_is("2026-11-23T12:00:00+08:00");
	night(); /* looks again at what stands, though nothing was booked */
	flaws = stands(&n);
	assert_int_equal(n, before);
	assert_int_equal(flaws[0].found_at, found_at);
	assert_int_equal(flaw_prove(&e, 5, flaws[0].flaw_id), FLAW_STANDS);
	assert_int_equal(number(&proofs, member), 1);
	sql("UPDATE entry SET points = points - 7 WHERE member_id = %llu AND seq = 2",
	    (unsigned long long)member);
	assert_int_equal(flaw_prove(&e, 5, flaws[0].flaw_id), FLAW_MENDED);
	assert_int_equal(flaw_prove(&e, 5, flaws[0].flaw_id), FLAW_NONE);
	stands(&n);
	assert_int_equal(n, 0);
}

static void the_night_finds_and_mends_by_itself(void **state)
{
	uint64_t member = rich_member(900);
	struct flaw *flaws;
	int n;

	(void)state;
	sql("UPDATE account SET available = available + 1 WHERE member_id = %llu",
	    (unsigned long long)member);
	night();
	flaws = stands(&n);
	assert_true(is_named(flaws, n, member, "balance", 1));
	sql("UPDATE account SET available = available - 1 WHERE member_id = %llu",
	    (unsigned long long)member);
	night();
	stands(&n);
	assert_int_equal(n, 0);
}

/* Stock agrees or not with everything: a member proved alone says nothing of it. */
static void stock_is_mended_by_a_whole_proof_alone(void **state)
{
	struct service_env e = env();
	struct flaw *flaws;
	int n;

	(void)state;
	simple_item("vase", ITEM_GOODS, 100, 5);
	redeemed(rich_member(500), "vase", 1);
	sql("UPDATE item_stock SET taken = 9 WHERE item = 'vase'");
	whole();
	flaws = stands(&n);
	assert_int_equal(n, 1);
	assert_true(flaws[0].whole);
	sql("UPDATE item_stock SET taken = 1 WHERE item = 'vase'");
	night();
	assert_int_equal(flaw_prove(&e, 5, flaws[0].flaw_id), FLAW_NONE);
	stands(&n);
	assert_int_equal(n, 1);
	whole();
	stands(&n);
	assert_int_equal(n, 0);
}

static void a_day_that_does_not_add_up(void **state)
{
	struct audit *audit = audit_begin(test_mem());
	struct service_env e = env();
	struct flaw *flaws;
	int n;

	(void)state;
	night();
	sql("INSERT INTO day_total (day, kind, points, entries) VALUES ('2020-01-01', 1, 50, 1)");
	assert_int_equal(audit_day(audit, db(), day("2020-01-01")), DB_OK);
	assert_int_equal(flaw_keep(&e, audit, false), DB_OK);
	flaws = stands(&n);
	assert_true(is_named(flaws, n, 0, "day_totals", 0));
	assert_false(flaws[0].whole);
	sql("DELETE FROM day_total WHERE day = '2020-01-01'");
	night();
	stands(&n);
	assert_int_equal(n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_changed_row_is_named_until_it_is_right, anew),
		cmocka_unit_test_setup(the_night_finds_and_mends_by_itself, anew),
		cmocka_unit_test_setup(stock_is_mended_by_a_whole_proof_alone, anew),
		cmocka_unit_test_setup(a_day_that_does_not_add_up, anew),
	};

	return cmocka_run_group_tests_name("flaw", tests, ledger_setup, NULL);
}
