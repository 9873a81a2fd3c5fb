/* The demo of the shop: every state is there, the books agree with it, another
 * plan refuses what it must, a second load adds nothing. */
#include "job/job_support.h"

#include "store/item.h"

#define KEY "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct db_sql STATES = {
	"SELECT COUNT(*) FROM redemption WHERE state = ?", "s", "i" };
static const struct db_sql COUPONS = { "SELECT COUNT(*) FROM coupon WHERE state = ?", "s", "i" };
static const struct db_sql BY_COMPANY = {
	"SELECT COUNT(*) FROM redemption WHERE ended_by = ?", "s", "i" };
static const struct db_sql KINDS = {
	"SELECT COUNT(DISTINCT category) FROM item WHERE state = 'live'", "", "i" };
static const struct db_sql ITEMS = { "SELECT COUNT(*) FROM item", "", "i" };
static const struct db_sql TWICE = {
	"SELECT COUNT(*) - COUNT(DISTINCT redemption_no) FROM item_code WHERE redemption_no IS NOT NULL",
	"", "i" };
static const struct db_sql STOCK = {
	"SELECT COUNT(*) FROM item_stock s WHERE s.points <> (SELECT COALESCE(SUM(r.cost_points), 0)"
	" FROM redemption r WHERE r.item = s.item AND r.state NOT IN ('rejected', 'cancelled'))",
	"", "i" };
static const struct db_sql SENT = {
	"SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND created_at < ?", "t", "i" };
static const struct db_sql WAITING = { "SELECT COUNT(*) FROM claim WHERE state = 'open'", "", "i" };

static int64_t number(const struct db_sql *sql, const char *word)
{
	int64_t n = -1;

	if (*sql->in)
		assert_int_equal(DB_OK, db_one(job.db, NULL, sql, word, &n));
	else
		assert_int_equal(DB_OK, db_one(job.db, NULL, sql, &n));
	return n;
}

static void every_state_can_be_seen(void **state)
{
	static const char *const states[] = { "placed", "approved", "shipped", "issued", "done",
		"rejected", "cancelled" };
	int64_t waiting = -1;

	(void)state;
	assert_int_equal(0, chmod(file_of("token.key", KEY "\n", sizeof KEY), 0600));
	assert_int_equal(JOB_DONE, run_job(&job, job_demo_load, NULL));
	assert_null(strstr(printed(), "is not redeemed"));
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		assert_true(number(&STATES, states[i]) >= 1);
	assert_int_equal(1, number(&BY_COMPANY, "company"));
	assert_int_equal(1, number(&BY_COMPANY, "staff"));
	assert_int_equal(1, number(&BY_COMPANY, "member"));
	assert_true(number(&COUPONS, "issued") >= 4);
	assert_int_equal(2, number(&COUPONS, "used"));
	assert_int_equal(8, number(&KINDS, NULL));
	assert_true(number(&ITEMS, NULL) >= 24);
	assert_int_equal(1, number(&WAITING, NULL));
	/* Nobody gets a message about last month. */
	assert_int_equal(DB_OK, db_one(job.db, NULL, &SENT, clock_now() - 86400, &waiting));
	assert_int_equal(0, waiting);
}

static void the_books_agree_with_the_shop(void **state)
{
	(void)state;
	assert_int_equal(0, number(&STOCK, NULL));
	assert_int_equal(0, number(&TWICE, NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	assert_true(number(&COUPONS, "expired") >= 1);
	assert_int_equal(JOB_DONE, run_job(&job, job_audit, NULL));
}

static void a_second_load_adds_nothing(void **state)
{
	char *before = books();
	int64_t placed = number(&STATES, "placed");

	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_demo_load, NULL));
	assert_string_equal(before, books());
	assert_int_equal(placed, number(&STATES, "placed"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_state_can_be_seen),
		cmocka_unit_test(the_books_agree_with_the_shop),
		cmocka_unit_test(a_second_load_adds_nothing),
	};

	return cmocka_run_group_tests(tests, job_setup, NULL);
}
