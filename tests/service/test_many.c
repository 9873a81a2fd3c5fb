/* Many orders of one member at once, and an import that is killed. */
#include "service/ledger_support.h"

#include "service/batch.h"

#define TWENTY 20

static int book_own(struct database *own, uint64_t member, int i)
{
	char order_no[24];
	struct order_facts facts;
	struct order_answer answer;
	void *mem = talloc_new(NULL);
	enum order_outcome outcome;

	snprintf(order_no, sizeof order_no, "many-%llu-%d", (unsigned long long)member, i);
	facts = facts_of(member, order_no, 200000, "2026-11-20T10:00:00+08:00");
	facts.paid_at += i;
	do {
		outcome = order_book(own, plans, mem, &facts, NULL, &answer);
	} while (outcome == ORDER_TRY_AGAIN);
	if (outcome == ORDER_DONE)
		outcome = order_refund(own, plans, mem, "test", order_no, "r", 50000,
		                       facts.paid_at + 3600, &answer);
	talloc_free(mem);
	return (int)outcome;
}

static void twenty_orders_of_one_member(void **state)
{
	uint64_t m = member_make();

	(void)state;
	together(TWENTY, book_own, m);
	assert_int_equal(count(TWENTY, ORDER_DONE), TWENTY);
	assert_int_equal(account(m).pending, TWENTY * 1500);
	prove(m);
}

/* The cap of a day holds whoever comes first: 20 × 2,000 earn 20,000. */
static void the_cap_under_many_hands(void **state)
{
	static const struct db_sql booked = {
		"SELECT CAST(SUM(points) AS SIGNED) FROM lot WHERE member_id = ?", "i", "i"
	};
	uint64_t m;

	(void)state;
	use_plan("rewards");
	m = member_make();
	together(TWENTY, book_own, m);
	assert_int_equal(count(TWENTY, ORDER_DONE), TWENTY);
	assert_int_equal(number(&booked, m), 20000);
	prove(m);
	use_plan("travel");
}

/* 400 orders of 40 members from the first of FIRST on. */
static int import_400(struct database *own, uint64_t first)
{
	struct batch *batch = batch_begin(own, plans, "import", false);
	char numbers[400][24];
	int booked = 0;

	for (int i = 0; i < 400; i++) {
		struct order_row r = { .order_no = numbers[i], .category = "domestic",
			.paid_fen = 10000 + i, .paid_at = at("2026-01-01T10:00:00Z") + i * 3600,
			.travel_end = DAY_NONE, .completed_at = INSTANT_NONE,
			.refunded_at = INSTANT_NONE };

		snprintf(numbers[i], sizeof numbers[i], "kill-%llu-%d", (unsigned long long)first,
		         i);
		if (i % 2)
			r.completed_at = r.paid_at + 1800;
		batch_order_row(batch, first + (uint64_t)(i % 40), &r);
	}
	if (batch_commit(batch) == DB_OK)
		for (int i = 0; i < 400; i++)
			booked += batch_outcome(batch, i, NULL) == ROW_BOOKED ||
			          batch_outcome(batch, i, NULL) == ROW_SAME;
	batch_end(batch);
	return booked;
}

static void a_killed_import_is_finished_by_the_next(void **state)
{
	uint64_t plain = 0, killed = 0;
	int status;

	(void)state;
	for (int i = 0; i < 40; i++)
		plain = i == 0 ? member_make() : (member_make(), plain);
	for (int i = 0; i < 40; i++)
		killed = i == 0 ? member_make() : (member_make(), killed);
	assert_int_equal(import_400(db(), plain), 400);
	for (int delay = 5; delay < 60; delay += 18) {
		pid_t pid;

		fflush(NULL);
		pid = fork();
		if (pid == 0)
			_exit(import_400(test_connect(), killed) == 400 ? 0 : 1);
		harness_nap(delay);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
	}
	assert_int_equal(import_400(db(), killed), 400);
	for (uint64_t i = 0; i < 40; i++) {
		struct ledger a = account(plain + i), b = account(killed + i);

		assert_int_equal(a.available, b.available);
		assert_int_equal(a.pending, b.pending);
		assert_int_equal(a.lifetime, b.lifetime);
		assert_int_equal(a.last_seq, b.last_seq);
		assert_string_equal(a.tier, b.tier);
		prove(killed + i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twenty_orders_of_one_member),
		cmocka_unit_test(the_cap_under_many_hands),
		cmocka_unit_test(a_killed_import_is_finished_by_the_next),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
