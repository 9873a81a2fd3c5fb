/* The night's birthdays and notices of what ends: missed nights are caught up in
 * order, and a second run changes nothing. */
#include "job/job_support.h"


static const struct db_sql gifts_of = {
	"SELECT COUNT(*) FROM birthday_gift g JOIN member m ON m.member_id = g.member_id"
	" WHERE m.member_no = ?", "s", "i"};
static const struct db_sql notices_of = {
	"SELECT COUNT(*) FROM notice n JOIN member m ON m.member_id = n.member_id"
	" WHERE m.member_no = ? AND n.kind = ?", "ss", "i"};
static const struct db_sql all = {"SELECT COUNT(*) FROM notice", "", "i"};
static const struct db_sql first_days = {
	"SELECT GROUP_CONCAT(n.once_key ORDER BY n.once_key) FROM notice n"
	" JOIN member m ON m.member_id = n.member_id WHERE m.member_no = ?"
	" AND n.kind = 'points_ending'", "s", "s"};

static int64_t one(const struct db_sql *sql, const char *no)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(job.db, NULL, sql, no, &n));
	return n;
}

static int64_t told(const char *no, const char *kind)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(job.db, NULL, &notices_of, no, kind, &n));
	return n;
}

static int64_t notices(void)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(job.db, NULL, &all, &n));
	return n;
}

static const char *ends(const char *no)
{
	char *text = NULL;

	assert_int_equal(DB_OK, db_one(job.db, job.mem, &first_days, no, &text));
	return text ? text : "";
}

static void clock_at(const char *text)
{
	int64_t instant;

	assert_true(instant_parse(text, &instant));
	clock_set_offset(instant - clock_real());
}

static int set_up(void **state)
{
	if (job_setup(state) != 0)
		return -1;
	assert_int_equal(JOB_DONE, import_text(job_import_members, "members.csv",
	                 MEMBER_HEADER
	                 "M0000201,甲,13900000201,a201@example.test,1990-11-23,2023-01-01,\n"
	                 "M0000202,乙,13900000202,a202@example.test,1991-11-25,2023-01-01,\n"
	                 "M0000203,丙,13900000203,a203@example.test,1992-11-24,2023-01-01,\n"
	                 "M0000204,丁,13900000204,a204@example.test,1992-02-29,2023-01-01,\n"
	                 "M0000205,戊,13900000205,a205@example.test,1993-11-22,2023-01-01,\n"
	                 "M0000206,己,13900000206,a206@example.test,1993-10-22,2023-01-01,\n"));
	return import_text(job_import_balances, "balances.csv",
	                   BALANCE_HEADER
	                   "M0000201,100,2026-12-05,silver,\n" /* its 7 days begin in the missed week */
	                   "M0000202,200,2026-12-24,gold,\n"   /* its 30 days do */
	                   "M0000203,300,2026-12-30,,\n"       /* not yet */
	                   "M0000204,400,2026-12-01,silver,\n" /* within 30 days from the start */
	                   "M0000205,500,2026-11-22,silver,\n" /* its last day is today */
	                   "M0000206,600,,silver,\n") == JOB_DONE ? 0 : -1;
}

static void the_first_night_tells_what_ends_meanwhile(void **state)
{
	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	assert_string_equal(ends("M0000201"), "2026-12-05/30");
	assert_string_equal(ends("M0000204"), "2026-12-01/30");
	assert_string_equal(ends("M0000202"), "");
	assert_string_equal(ends("M0000205"), "");
	assert_string_equal(ends("M0000206"), "");
	assert_int_equal(one(&gifts_of, "M0000205"), 1); /* born today */
	assert_int_equal(one(&gifts_of, "M0000206"), 0); /* last month: no gift of long ago */
	assert_int_equal(told("M0000205", "birthday_coupon"), 1);
}

static void a_missed_week_is_caught_up(void **state)
{
	int64_t before;

	(void)state;
	clock_at("2026-11-29T02:00:00+08:00");
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	assert_int_equal(one(&gifts_of, "M0000201"), 1);
	assert_int_equal(one(&gifts_of, "M0000202"), 1);
	assert_int_equal(one(&gifts_of, "M0000203"), 0); /* standard: the plan gives from silver on */
	assert_int_equal(one(&gifts_of, "M0000204"), 0);
	assert_int_equal(one(&gifts_of, "M0000205"), 1);
	assert_string_equal(ends("M0000201"), "2026-12-05/30,2026-12-05/7");
	assert_string_equal(ends("M0000204"), "2026-12-01/30,2026-12-01/7");
	assert_string_equal(ends("M0000202"), "2026-12-24/30");
	assert_string_equal(ends("M0000203"), "");
	before = notices();
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "birthdays", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "notices", NULL));
	assert_int_equal(notices(), before);
}

static void coupons_and_leap_days(void **state)
{
	(void)state;
	clock_at("2027-02-15T02:00:00+08:00"); /* the gift of 22 November ends on 22 February */
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	assert_int_equal(told("M0000205", "coupon_ending"), 1);
	assert_int_equal(told("M0000202", "coupon_ending"), 0); /* its week begins on the 22nd */
	clock_at("2027-03-01T02:00:00+08:00");
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	assert_int_equal(one(&gifts_of, "M0000204"), 1); /* 29 February, kept on the 28th */
	assert_int_equal(one(&gifts_of, "M0000205"), 1); /* its year is not over */
}

static void old_notices_go(void **state)
{
	(void)state;
	clock_at("2028-06-01T02:00:00+08:00");
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "notices", NULL));
	assert_int_equal(told("M0000205", "birthday_coupon"), 0);
	assert_int_equal(one(&gifts_of, "M0000205"), 1); /* the gift stays known */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_night_tells_what_ends_meanwhile),
		cmocka_unit_test(a_missed_week_is_caught_up),
		cmocka_unit_test(coupons_and_leap_days),
		cmocka_unit_test(old_notices_go),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
