/* The operator's other commands: plans, partners, held points, nightly, demo. */
#include "job/job_support.h"

#include <errno.h>

#include "base/secret.h"
#include "job/claim.h"
#include "service/order.h"
#include "store/job_run.h"
#include "store/partner.h"

static const struct db_sql NEW_CLAIM = {
	"REPLACE INTO job_run (job, claimed_at, owner) VALUES (?, ?, ?)", "sts", "" };
static const struct db_sql LEFT = {
	"SELECT COUNT(*) FROM lot WHERE is_open = 1 AND expires_on < ?", "d", "i" };

/* The file schema/plans/NAME.hdf. */
static char *plan_file(const char *name)
{
	return talloc_asprintf(job.mem, "schema/plans/%s.hdf", name);
}

static void reload(void)
{
	assert_int_equal(DB_OK, plan_book_refresh(job.db, job.mem, &job.plans));
}

static void plans_are_dated_and_follow_each_other(void **state)
{
	char *broken = file_of("broken.hdf", "Name = x\n", 9);

	(void)state;
	assert_int_equal(JOB_USAGE, run_job(&job, job_plan_load, plan_file("rewards"), NULL));
	assert_int_equal(JOB_USAGE,
	                 run_job(&job, job_plan_load, plan_file("rewards"), "--from", "2026-11-22", NULL));
	assert_int_equal(JOB_USAGE,
	                 run_job(&job, job_plan_load, plan_file("rewards"), "--from", "soon", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_plan_load, broken, "--from", "2026-11-23", NULL));
	assert_int_equal(JOB_USAGE,
	                 run_job(&job, job_plan_load, "/nowhere.hdf", "--from", "2026-11-23", NULL));
	assert_int_equal(1, job.plans->n);
	assert_int_equal(JOB_DONE,
	                 run_job(&job, job_plan_load, "--from", "2026-11-23", plan_file("rewards"), NULL));
	reload();
	assert_int_equal(2, job.plans->n);
	assert_string_equal("travel", plan_on(job.plans, day_of(clock_now()))->name);
	assert_string_equal("rewards", plan_on(job.plans, day_of(clock_now()) + 1)->name);
	assert_int_equal(2, plan_on(job.plans, day_of(clock_now()) + 1)->version);
	/* Not before a version that is announced already. */
	assert_int_equal(JOB_USAGE,
	                 run_job(&job, job_plan_load, plan_file("retail"), "--from", "2026-11-23", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_plan_show, NULL));
	assert_non_null(strstr(printed(), "version 1: travel from 2000-01-01 (in force)"));
	assert_non_null(strstr(printed(), "version 2: rewards from 2026-11-23"));
}

static void later_days(const char *text)
{
	int64_t at = 0;

	assert_true(instant_parse(text, &at));
	clock_set_offset(at - clock_real());
}

static void held_points_are_released_or_refused(void **state)
{
	(void)state;
	later_days("2026-12-01T12:00:00+08:00");
	assert_int_equal(JOB_DONE, import_text(job_import_members, "m.csv", MEMBER_HEADER
	                 "M1000001,甲,,,,,\nM1000002,乙,,,,,\n"));
	/* Vector 14e: 20,000 purchase points a day, the rest is held. */
	assert_int_equal(JOB_DONE, import_text(job_import_orders, "o.csv", ORDER_HEADER
	                 "H1,M1000001,domestic,1500000,2026-11-25T02:00:00Z,,2026-11-26T02:00:00Z,,\n"
	                 "H2,M1000001,domestic,1000000,2026-11-25T03:00:00Z,,2026-11-26T03:00:00Z,,\n"
	                 "H3,M1000002,domestic,2500000,2026-11-25T03:00:00Z,,2026-11-26T03:00:00Z,,\n"));
	assert_non_null(strstr(books(), "M1000001 20000 0 0 5000 20000"));
	assert_int_equal(JOB_DONE, run_job(&job, job_held_list, NULL));
	assert_non_null(strstr(printed(), "import/H2 M1000001 5000 points"));
	assert_non_null(strstr(printed(), "2 orders with points under review"));
	assert_int_equal(JOB_USAGE, run_job(&job, job_held_release, "H2", NULL));
	assert_int_equal(JOB_FINDING, run_job(&job, job_held_release, "H1", "ok", NULL));
	assert_int_equal(JOB_FINDING, run_job(&job, job_held_release, "elsewhere/H2", "ok", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_held_release, "H2", "genuine", "group", "trip", NULL));
	assert_non_null(strstr(books(), "M1000001 25000 0 0 0 25000"));
	assert_int_equal(JOB_DONE, run_job(&job, job_held_refuse, "import/H3", "not a purchase", NULL));
	assert_non_null(strstr(books(), "M1000002 20000 0 0 0 20000"));
	assert_int_equal(JOB_FINDING, run_job(&job, job_held_refuse, "import/H3", "again", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_held_list, NULL));
	assert_non_null(strstr(printed(), "0 orders"));
}

static void a_member_is_shown_in_figures(void **state)
{
	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_member_show, "m1000001", NULL));
	assert_non_null(strstr(printed(), "available  25000\n"));
	assert_null(strstr(printed(), "甲"));
	assert_int_equal(JOB_FINDING, run_job(&job, job_member_show, "M7777777", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_member_show, "x", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_member_show, NULL));
}

/* The last word of what was printed. */
static char *last_word(void)
{
	char *text = printed(), *end = text + strlen(text) - 1;

	assert_int_equal('\n', *end);
	*end = '\0';
	return strrchr(text, ' ') + 1;
}

/* Whether SECRET is among the live ones of the key "desk" at real time AT. */
static bool lives(const char *secret, int64_t at)
{
	struct partner_key key;
	char open[64];
	size_t len = 0;
	bool found = false;

	if (partner_key_find(job.db, job.mem, "desk", at, &key) != DB_OK)
		return false;
	for (int i = 0; i < key.n; i++)
		found = found || (secret_open_sealed("token key of the test", key.secrets[i].sealed.data,
		                                     key.secrets[i].sealed.len, open, sizeof open, &len) &&
		                  len == strlen(secret) && memcmp(open, secret, len) == 0);
	return found;
}

static void partners_get_a_secret_and_another(void **state)
{
	char *path = file_of("token.key", "token key of the test\n", 22), *first, *second;
	int64_t now = clock_real();

	(void)state;
	assert_int_equal(0, chmod(path, 0644));
	assert_int_equal(JOB_FAILED, run_job(&job, job_partner_add, "desk", NULL));
	assert_int_equal(0, chmod(path, 0600));
	assert_int_equal(JOB_USAGE, run_job(&job, job_partner_add, "Desk 1", NULL));
	assert_int_equal(JOB_FINDING, run_job(&job, job_partner_rotate, "desk", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_partner_add, "desk", NULL));
	first = talloc_strdup(job.mem, last_word());
	assert_true(strlen(first) >= 32);
	assert_true(lives(first, now));
	assert_int_equal(JOB_FINDING, run_job(&job, job_partner_add, "desk", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_partner_rotate, "desk", NULL));
	second = talloc_strdup(job.mem, last_word());
	assert_string_not_equal(first, second);
	assert_true(lives(first, now) && lives(second, now));
	assert_false(lives(first, now + 8 * 86400));
	assert_true(lives(second, now + 8 * 86400));
}

static int64_t overdue(const char *day_text)
{
	int64_t n = -1;
	int32_t day;

	assert_true(day_parse(day_text, &day));
	assert_int_equal(DB_OK, db_one(job.db, NULL, &LEFT, day, &n));
	return n;
}

static void nightly_books_what_is_due_once(void **state)
{
	char *after;

	(void)state;
	assert_int_equal(JOB_USAGE, run_job(&job, job_nightly, "--on", "2026-12-02", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_nightly, "party", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_nightly, "--on", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "--on", "2026-11-30", NULL));
	assert_int_equal(0, overdue("2026-12-01"));
	/* Thirteen months later the points of a year's life have ended. */
	later_days("2028-01-05T12:00:00+08:00");
	assert_true(overdue("2028-01-05") > 0);
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "expire", NULL));
	assert_int_equal(0, overdue("2028-01-05"));
	assert_non_null(strstr(books(), "M1000001 0 0 0 0 25000"));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	after = books();
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	assert_string_equal(after, books());
	assert_non_null(strstr(printed(), "expire: 0 members, 0 rows"));
	assert_int_equal(JOB_DONE, run_job(&job, job_audit, NULL));
	assert_non_null(strstr(printed(), " 0 findings"));
}

static void the_second_waits_for_the_first(void **state)
{
	int64_t began;
	int status, told[2];
	char byte;
	pid_t child;

	(void)state;
	assert_int_equal(0, pipe(told));
	child = fork();
	if (child == 0) {
		struct database *mine = test_connect();

		if (claim_take(mine, "nightly") != DB_OK || write(told[1], "!", 1) != 1)
			_exit(1);
		harness_nap(3000);
		_exit(claim_leave(mine, "nightly", DAY_NONE) != DB_OK);
	}
	close(told[1]);
	assert_int_equal(1, read(told[0], &byte, 1));
	close(told[0]);
	began = clock_ticks_us();
	assert_int_equal(DB_OK, claim_take(job.db, "nightly"));
	assert_true(clock_ticks_us() - began > 500000);
	assert_int_equal(DB_OK, claim_leave(job.db, "nightly", DAY_NONE));
	assert_int_equal(child, waitpid(child, &status, 0));
	assert_int_equal(0, status);
}

static void a_killed_ones_claim_is_taken_over(void **state)
{
	int64_t began;
	int status;
	pid_t child = fork();

	(void)state;
	if (child == 0) {
		struct database *mine = test_connect();

		_exit(claim_take(mine, "nightly") != DB_OK); /* and never leaves it */
	}
	assert_int_equal(child, waitpid(child, &status, 0));
	assert_int_equal(0, status);
	began = clock_ticks_us();
	assert_int_equal(DB_OK, claim_take(job.db, "nightly"));
	assert_true(clock_ticks_us() - began < 10000000); /* it would wait for hours */
	assert_int_equal(DB_OK, claim_leave(job.db, "nightly", DAY_NONE));
	/* Of another host nothing is known: only a very old claim is taken over. */
	assert_int_equal(DB_OK, db_run(job.db, &NEW_CLAIM, "nightly", clock_real() - 13 * 3600,
	                               "elsewhere 1 1"));
	assert_int_equal(DB_OK, claim_take(job.db, "nightly"));
	assert_int_equal(DB_OK, claim_leave(job.db, "nightly", DAY_NONE));
}

static void the_demo_shows_its_states(void **state)
{
	char *path = talloc_asprintf(job.mem, "%s/demo-booking.secret", harness.dir), *after;
	struct stat info;

	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_demo_load, NULL));
	assert_int_equal(0, stat(path, &info));
	assert_int_equal(0600, info.st_mode & 0777);
	after = books();
	assert_non_null(strstr(after, "M9000001 0 0 0 0 0 standard"));
	assert_true(count("M9000010") > 1000);
	assert_int_equal(JOB_DONE, run_job(&job, job_demo_load, NULL));
	assert_string_equal(after, books());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_are_dated_and_follow_each_other),
		cmocka_unit_test(held_points_are_released_or_refused),
		cmocka_unit_test(a_member_is_shown_in_figures),
		cmocka_unit_test(partners_get_a_secret_and_another),
		cmocka_unit_test(nightly_books_what_is_due_once),
		cmocka_unit_test(the_second_waits_for_the_first),
		cmocka_unit_test(a_killed_ones_claim_is_taken_over),
		cmocka_unit_test(the_demo_shows_its_states),
	};

	return cmocka_run_group_tests(tests, job_setup, NULL);
}
