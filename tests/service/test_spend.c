/* Spends, give-backs and many hands at once: one effect, clean refusals. */
#include "service/ledger_support.h"

#define MANY 50
#define SAME 20

static int spend_all(struct database *own, uint64_t member, int i)
{
	char reference[24];
	struct points_answer answer;

	snprintf(reference, sizeof reference, "fifty-%d", i);
	return (int)spend_points(own, plans, member, reference, 100, clock_now(), &answer);
}

/* Vector 13 by the spend service: 100 points, 50 processes each spend 100. */
static void fifty_spenders(void **state)
{
	uint64_t m = member_make();

	(void)state;
	book(m, "fifty", 10000, "2026-11-01T10:00:00+08:00", true);
	together(MANY, spend_all, m);
	assert_int_equal(count(MANY, POINTS_DONE), 1);
	assert_int_equal(count(MANY, POINTS_SHORT), MANY - 1);
	assert_int_equal(account(m).available, 0);
	prove(m);
}

static int spend_same(struct database *own, uint64_t member, int i)
{
	struct points_answer answer;

	(void)i;
	return (int)spend_points(own, plans, member, "one-form", 10, clock_now(), &answer);
}

static void one_form_many_times(void **state)
{
	uint64_t m = member_make();

	(void)state;
	book(m, "form", 10000, "2026-11-01T10:00:00+08:00", true);
	together(64, spend_same, m);
	assert_int_equal(count(64, POINTS_DONE), 1);
	assert_int_equal(count(64, POINTS_REPEATED), 63);
	assert_int_equal(account(m).available, 90);
	prove(m);
}

static char *render(void *mem, const struct order_answer *answer)
{
	return talloc_asprintf(mem, "%lld points, %lld pending, %d", (long long)answer->points,
	                       (long long)answer->pending, (int)getpid());
}

/* 1 = booked it, 2 = was told the first answer. */
static int post_same(struct database *own, uint64_t member, int i)
{
	struct order_facts facts = facts_of(member, "twenty", 10000, "2026-11-01T10:00:00+08:00");
	struct order_answer answer;
	void *mem = talloc_new(NULL);
	enum order_outcome outcome = order_book(own, plans, mem, &facts, render, &answer);
	int booked = outcome == ORDER_DONE ? 1 : outcome == ORDER_REPEATED ? 2 : 0;

	(void)i;
	/* the answer's sum, so that equal answers give equal numbers */
	for (const char *c = answer.stored ? answer.stored : ""; booked && *c; c++)
		booked += *c * 16;
	talloc_free(mem);
	return booked;
}

static void one_order_from_twenty(void **state)
{
	uint64_t m = member_make();
	int first = 0;

	(void)state;
	together(SAME, post_same, m);
	for (int i = 0; i < SAME; i++) {
		assert_int_not_equal(told[i], 0);
		first += told[i] % 16 == 1;
		assert_int_equal(told[i] / 16, told[0] / 16);
	}
	assert_int_equal(first, 1);
	assert_int_equal(account(m).pending, 100);
	prove(m);
}

static void gives_back_into_its_lots(void **state)
{
	uint64_t m = member_make();
	struct points_answer answer;

	(void)state;
	assert_int_equal(opening_book(db(), plans, m, 100, day("2026-11-23"), "", DAY_NONE,
	                              clock_now(), &answer), POINTS_DONE);
	book(m, "back", 50000, "2026-11-01T10:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, m, "gift", 300, clock_now(), &answer),
	                 POINTS_DONE);
	assert_int_equal(answer.available, 300);
	prove(m);
	assert_int_equal(spend_give_back(db(), plans, m, "gift", "1", 50, false, clock_now(),
	                                 &answer), POINTS_DONE);
	assert_int_equal(answer.available, 350);
	assert_int_equal(spend_give_back(db(), plans, m, "gift", "1", 50, false, clock_now(),
	                                 &answer), POINTS_REPEATED);
	assert_int_equal(spend_give_back(db(), plans, m, "gift", "2", 251, false, clock_now(),
	                                 &answer), POINTS_SHORT);
	prove(m);
	/* three days later the first lot is over: the company pays for longer */
	now_is("2026-11-25T12:00:00+08:00");
	assert_int_equal(spend_give_back(db(), plans, m, "gift", "3", 0, true, clock_now(),
	                                 &answer), POINTS_DONE);
	assert_int_equal(answer.available, 600);
	assert_int_equal(spend_give_back(db(), plans, m, "gift", "4", 0, true, clock_now(),
	                                 &answer), POINTS_SHORT);
	assert_int_equal(spend_give_back(db(), plans, m, "never", "1", 0, true, clock_now(),
	                                 &answer), POINTS_UNKNOWN);
	prove(m);
	now_is("2026-11-22T12:00:00+08:00");
}

/* A client that dies in the middle leaves nothing behind. */
static enum db die_in_the_middle(struct database *own, void *arg)
{
	struct ledger ledger = { 0 };
	struct account_rest rest;

	if (account_lock(own, NULL, *(uint64_t *)arg, &ledger, &rest) != DB_OK)
		_exit(1);
	ledger.available = 999999;
	if (account_save(own, &ledger, &rest) != DB_OK)
		_exit(1);
	kill(getpid(), SIGKILL);
	return DB_FAIL;
}

static void a_killed_client_leaves_nothing(void **state)
{
	uint64_t m = member_make();
	int status = 0;
	pid_t pid;

	(void)state;
	book(m, "killed", 10000, "2026-11-01T10:00:00+08:00", true);
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		_exit(db_transact(test_connect(), die_in_the_middle, &m) == DB_OK ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(account(m).available, 100);
	assert_int_equal(spend_all(db(), m, 99), POINTS_DONE);
	prove(m);
}

static void credits_and_openings(void **state)
{
	uint64_t m = member_make();
	struct points_answer answer;

	(void)state;
	assert_int_equal(credit_points(db(), plans, m, SOURCE_SURVEY, "s1", 50, true, clock_now(),
	                               &answer), POINTS_DONE);
	assert_int_equal(credit_points(db(), plans, m, SOURCE_SURVEY, "s1", 50, true, clock_now(),
	                               &answer), POINTS_REPEATED);
	assert_int_equal(credit_points(db(), plans, m, SOURCE_SURVEY, "s1", 51, true, clock_now(),
	                               &answer), POINTS_CONFLICT);
	assert_int_equal(account(m).lifetime, 50);
	assert_int_equal(opening_book(db(), plans, m, 700, DAY_NEVER, "gold", day("2027-12-31"),
	                              clock_now(), &answer), POINTS_DONE);
	assert_string_equal(account(m).tier, "gold");
	assert_int_equal(account(m).pin_until, day("2027-12-31"));
	assert_int_equal(account(m).available, 750);
	assert_int_equal(credit_points(db(), plans, 999999, SOURCE_SURVEY, "s1", 50, true,
	                               clock_now(), &answer), POINTS_UNKNOWN);
	prove(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fifty_spenders),
		cmocka_unit_test(one_form_many_times),
		cmocka_unit_test(one_order_from_twenty),
		cmocka_unit_test(gives_back_into_its_lots),
		cmocka_unit_test(a_killed_client_leaves_nothing),
		cmocka_unit_test(credits_and_openings),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
