/* The operator's commands of draws, and the nightly step: told what happened, run
 * twice without another effect. */
#include "job/job_support.h"

#include "store/draw_work.h"

#define KEY "0123456789abcdef0123456789abcdef"

static const struct db_sql TICKETS = { "SELECT COUNT(*) FROM draw_ticket", "", "i" };
static const struct db_sql OF_STATE = {
	"SELECT COUNT(*) FROM draw WHERE state = ?", "s", "i"
};
static const struct db_sql WITH_PHONE = {
	"SELECT COUNT(*) FROM staff WHERE phone = '13811112222'", "", "i"
};
static const struct db_sql NOTICES = {
	"SELECT COUNT(*) FROM notice WHERE kind LIKE 'draw%'", "", "i"
};

static int64_t number(const struct db_sql *sql, const char *word)
{
	int64_t n = -1;

	if (word)
		assert_int_equal(DB_OK, db_one(job.db, NULL, sql, word, &n));
	else
		assert_int_equal(DB_OK, db_one(job.db, NULL, sql, &n));
	return n;
}

/* The number of the demo's first draw in STATE as text. */
static char *draw_in(enum draw_state state)
{
	struct draw *draws;
	int n = 0;

	assert_int_equal(DB_OK, draw_list_all(job.db, job.mem, 0, 100, &draws, &n));
	for (int i = n - 1; i >= 0; i--)
		if (draws[i].state == state && (state != DRAW_PUBLISHED || draws[i].tickets > 0) &&
		    draws[i].kind == DRAW_CUTOFF)
			return talloc_asprintf(job.mem, "%llu", (unsigned long long)draws[i].draw_id);
	fail_msg("no draw in state %s", draw_state_word(state));
	return NULL;
}

static void the_demo_has_draws_in_every_state(void **state)
{
	(void)state;
	assert_int_equal(0, chmod(file_of("token.key", KEY "\n", sizeof KEY), 0600));
	assert_int_equal(JOB_DONE, run_job(&job, job_demo_load, NULL));
	assert_null(strstr(printed(), "does not enter"));
	assert_int_equal(1, number(&OF_STATE, "drawn"));
	assert_int_equal(1, number(&OF_STATE, "draft"));
	assert_int_equal(3, number(&OF_STATE, "published"));
	assert_true(number(&TICKETS, NULL) > 20);
}

static void drawing_by_hand_says_what_it_did(void **state)
{
	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_draw_run, draw_in(DRAW_DRAWN), NULL));
	assert_non_null(strstr(printed(), "drawn before"));
	assert_int_equal(JOB_FINDING, run_job(&job, job_draw_run, draw_in(DRAW_PUBLISHED), NULL));
	assert_int_equal(JOB_FINDING, run_job(&job, job_draw_run, draw_in(DRAW_DRAFT), NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_draw_run, "4711", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_draw_run, "x", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_draw_run, NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_draw_due, "now", NULL));
}

static void the_timer_waits_for_the_public_value(void **state)
{
	char *id = draw_in(DRAW_PUBLISHED);

	(void)state;
	clock_set_offset(clock_now() + 11 * 86400 - clock_real());
	assert_int_equal(JOB_DONE, run_job(&job, job_draw_due, NULL));
	assert_non_null(strstr(printed(), "1 wait for their public value"));
	assert_int_equal(1, number(&OF_STATE, "frozen"));
	assert_int_equal(JOB_FINDING, run_job(&job, job_draw_run, id, NULL));
	assert_int_equal(DB_OK, db_text(job.db, "UPDATE draw SET public_value = '847'"
	                                        " WHERE state = 'frozen'", NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "draws", NULL));
	assert_non_null(strstr(printed(), "1 drawn"));
	assert_int_equal(0, number(&OF_STATE, "frozen"));
}

static void a_second_night_changes_nothing(void **state)
{
	int64_t told;

	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, NULL));
	told = number(&NOTICES, NULL);
	assert_true(told > 0);
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "draws", NULL));
	assert_int_equal(told, number(&NOTICES, NULL));
	assert_int_equal(JOB_DONE, run_job(&job, job_audit, NULL));
}

/* After two years nothing tells where a prize was sent; who won what still stands. */
static void old_files_keep_winners_and_forget_addresses(void **state)
{
	static const struct db_sql young = {
		"SELECT COUNT(*) FROM draw_winner WHERE address = 'Shanghai'", "", "i"
	};
	static const struct db_sql named = {
		"SELECT COUNT(*) FROM draw_winner WHERE name <> '' AND value_fen > 0", "", "i"
	};
	int64_t now = clock_now(), all = number(&named, NULL);

	(void)state;
	assert_true(all > 3);
	assert_int_equal(DB_OK, db_text(job.db, "UPDATE draw_winner SET recipient = 'Lin', phone = '1',"
	                                        " address = 'Shanghai'", NULL));
	clock_set_offset(instant_add_months(now, 23) - clock_real());
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "draws", NULL));
	assert_true(number(&young, NULL) >= all);
	clock_set_offset(instant_add_months(now, 26) - clock_real());
	assert_int_equal(JOB_DONE, run_job(&job, job_nightly, "draws", NULL));
	assert_int_equal(0, number(&young, NULL));
	assert_true(number(&named, NULL) >= all);
	clock_set_offset(now - clock_real());
}

static void a_staff_phone_is_noted(void **state)
{
	(void)state;
	assert_int_equal(JOB_DONE, run_job(&job, job_staff_phone, "clerk@demo.test",
	                                   "138-1111-2222", NULL));
	assert_int_equal(1, number(&WITH_PHONE, NULL));
	assert_int_equal(JOB_FINDING, run_job(&job, job_staff_phone, "clerk@demo.test", "12", NULL));
	assert_int_equal(JOB_FINDING, run_job(&job, job_staff_phone, "nobody@demo.test",
	                                      "13811112222", NULL));
	assert_int_equal(JOB_USAGE, run_job(&job, job_staff_phone, "clerk@demo.test", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_demo_has_draws_in_every_state),
		cmocka_unit_test(drawing_by_hand_says_what_it_did),
		cmocka_unit_test(the_timer_waits_for_the_public_value),
		cmocka_unit_test(a_second_night_changes_nothing),
		cmocka_unit_test(old_files_keep_winners_and_forget_addresses),
		cmocka_unit_test(a_staff_phone_is_noted),
	};

	return cmocka_run_group_tests(tests, job_setup, NULL);
}
