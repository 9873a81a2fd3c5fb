/* Orders through the service on a real database: vectors 4, 11, 12, 14e,
 * repeats, conflicts, parking. */
#include "service/ledger_support.h"

#include "service/held.h"
#include "store/order.h"

static char *render(void *mem, const struct order_answer *answer)
{
	return talloc_asprintf(mem, "{\"points\":%lld}", (long long)answer->points);
}

/* Thin path: paid, booked, balance. */
static void paid_is_pending_then_available(void **state)
{
	uint64_t m = member_make();
	struct order_answer answer = book(m, "thin-1", 428050, "2026-11-01T10:00:00+08:00", false);
	struct ledger a = account(m);

	(void)state;
	assert_int_equal(answer.points, 4280);
	assert_int_equal(answer.pending, 4280);
	assert_int_equal(a.pending, 4280);
	assert_int_equal(a.available, 0);
	assert_int_equal(complete("thin-1", "2026-11-05T10:00:00+08:00"), ORDER_DONE);
	a = account(m);
	assert_int_equal(a.pending, 0);
	assert_int_equal(a.available, 4280);
	assert_int_equal(a.lifetime, 4280);
	assert_string_equal(a.tier, "silver");
	assert_int_equal(a.good_through, day("2028-11-05"));
	prove(m);
}

/* Vector 4: silver, ¥1,000, back ¥300 then ¥700: 2,000; 600, 1,400. */
static void vector_4(void **state)
{
	uint64_t m = member_make();
	struct order_answer answer;

	(void)state;
	book(m, "v4-a", 100000, "2026-09-01T10:00:00+08:00", true);
	answer = book(m, "v4-b", 100000, "2026-09-20T10:00:00+08:00", false);
	assert_int_equal(answer.points, 2000);
	assert_int_equal(refund("v4-b", "r1", 30000, "2026-09-21T10:00:00+08:00", &answer),
	                 ORDER_DONE);
	assert_int_equal(answer.points_taken, 600);
	assert_int_equal(refund("v4-b", "r2", 70001, "2026-09-22T10:00:00+08:00", &answer),
	                 ORDER_TOO_MUCH);
	assert_int_equal(refund("v4-b", "r2", 70000, "2026-09-22T10:00:00+08:00", &answer),
	                 ORDER_DONE);
	assert_int_equal(answer.points_taken, 1400);
	assert_true(answer.order.cancelled);
	assert_int_equal(refund("v4-b", "r3", 1, "2026-09-23T10:00:00+08:00", NULL),
	                 ORDER_TOO_MUCH);
	assert_int_equal(account(m).pending, 0);
	prove(m);
}

/* Vector 11: earn 500, spend 500, refunded: debt 500; 300 earned: debt 200. */
static void vector_11(void **state)
{
	uint64_t m = member_make();
	struct order_answer answer;
	struct points_answer points;

	(void)state;
	book(m, "v11-a", 50000, "2026-11-01T10:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, m, "v11", 500, clock_now(), &points),
	                 POINTS_DONE);
	assert_int_equal(refund("v11-a", "r", 50000, "2026-11-02T10:00:00+08:00", &answer),
	                 ORDER_DONE);
	assert_int_equal(answer.points_taken, 500);
	assert_int_equal(answer.debt, 500);
	assert_int_equal(account(m).available, 0);
	assert_int_equal(spend_points(db(), plans, m, "v11-2", 1, clock_now(), &points),
	                 POINTS_IN_DEBT);
	book(m, "v11-b", 30000, "2026-11-03T10:00:00+08:00", true);
	assert_int_equal(account(m).available, 0);
	assert_int_equal(account(m).debt, 200);
	prove(m);
}

/* Vector 12: the refund takes its own lot, not the one that ends tomorrow. */
static void vector_12(void **state)
{
	static const struct db_sql old_lot = {
		"SELECT `left` FROM lot WHERE member_id = ? AND expires_on = '2026-11-23'", "i", "i"
	};
	uint64_t m = member_make();
	struct points_answer points;

	(void)state;
	assert_int_equal(opening_book(db(), plans, m, 300, day("2026-11-23"), "", DAY_NONE,
	                              clock_now(), &points), POINTS_DONE);
	book(m, "v12", 30000, "2026-11-20T10:00:00+08:00", true);
	assert_int_equal(account(m).available, 600);
	assert_int_equal(refund("v12", "r", 30000, "2026-11-21T10:00:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(account(m).available, 300);
	assert_int_equal(number(&old_lot, m), 300);
	assert_int_equal(opening_book(db(), plans, m, 300, day("2026-11-23"), "", DAY_NONE,
	                              clock_now(), &points), POINTS_REPEATED);
	assert_int_equal(opening_book(db(), plans, m, 301, day("2026-11-23"), "", DAY_NONE,
	                              clock_now(), &points), POINTS_CONFLICT);
	prove(m);
}

/* Vector 14e: the cap of a day; what is above waits for review. */
static void vector_14e(void **state)
{
	uint64_t m;
	struct order_answer answer;
	void *mem = talloc_new(NULL);

	(void)state;
	use_plan("rewards");
	m = member_make();
	answer = book(m, "v14e-1", 1500000, "2026-11-20T10:00:00+08:00", false);
	assert_int_equal(answer.points, 15000);
	assert_int_equal(answer.held, 0);
	answer = book(m, "v14e-2", 1000000, "2026-11-20T11:00:00+08:00", false);
	assert_int_equal(answer.points, 10000);
	assert_int_equal(answer.held, 5000);
	answer = book(m, "v14e-3", 10000, "2026-11-21T11:00:00+08:00", true);
	assert_int_equal(answer.held, 0);
	assert_int_equal(account(m).held, 5000);
	prove(m);
	assert_int_equal(held_release(db(), plans, mem, "test", "v14e-2", "checked", &answer),
	                 ORDER_DONE);
	assert_int_equal(held_release(db(), plans, mem, "test", "v14e-2", "checked", &answer),
	                 ORDER_ENDED);
	assert_int_equal(account(m).held, 0);
	assert_int_equal(complete("v14e-2", "2026-11-21T12:00:00+08:00"), ORDER_DONE);
	prove(m);
	assert_int_equal(refund("v14e-2", "r", 1000000, "2026-11-22T10:00:00+08:00", &answer),
	                 ORDER_DONE);
	assert_int_equal(answer.points_taken, 10000);
	prove(m);
	use_plan("travel");
	talloc_free(mem);
}

static void same_again_and_conflict(void **state)
{
	uint64_t m = member_make();
	struct order_facts facts = facts_of(m, "again-1", 10000, "2026-11-01T10:00:00+08:00");
	struct order_answer answer;
	void *mem = talloc_new(NULL);

	(void)state;
	assert_int_equal(order_book(db(), plans, mem, &facts, render, &answer), ORDER_DONE);
	assert_string_equal(answer.stored, "{\"points\":100}");
	assert_int_equal(complete("again-1", "2026-11-05T10:00:00+08:00"), ORDER_DONE);
	assert_int_equal(order_book(db(), plans, mem, &facts, render, &answer), ORDER_REPEATED);
	assert_string_equal(answer.stored, "{\"points\":100}");
	assert_int_equal(complete("again-1", "2026-11-05T10:00:00+08:00"), ORDER_REPEATED);
	assert_int_equal(complete("again-1", "2026-11-06T10:00:00+08:00"), ORDER_CONFLICT);
	facts.paid_fen = 10001;
	assert_int_equal(order_book(db(), plans, mem, &facts, render, &answer), ORDER_CONFLICT);
	facts.paid_at = clock_now() + 400;
	facts.order_no = "again-2";
	assert_int_equal(order_book(db(), plans, mem, &facts, render, &answer), ORDER_FUTURE);
	facts.paid_at = clock_now();
	facts.dry_run = true;
	assert_int_equal(order_book(db(), plans, mem, &facts, render, &answer), ORDER_DONE);
	assert_int_equal(answer.points, 100);
	assert_int_equal(order_find(db(), plans, mem, "test", "again-2", &answer), ORDER_UNKNOWN);
	assert_int_equal(order_find(db(), plans, mem, "other", "again-1", &answer), ORDER_UNKNOWN);
	assert_int_equal(account(m).available, 100);
	prove(m);
	talloc_free(mem);
}

static void parked_until_the_order_comes(void **state)
{
	uint64_t m = member_make();
	struct order_answer answer;
	void *mem = talloc_new(NULL);

	(void)state;
	assert_int_equal(refund("park-1", "r1", 4000, "2026-11-06T10:00:00+08:00", NULL),
	                 ORDER_PARKED);
	assert_int_equal(refund("park-1", "r1", 4000, "2026-11-06T10:00:00+08:00", NULL),
	                 ORDER_PARKED);
	assert_int_equal(refund("park-1", "r1", 4001, "2026-11-06T10:00:00+08:00", NULL),
	                 ORDER_CONFLICT);
	assert_int_equal(refund("park-1", "r2", 9000, "2026-11-07T10:00:00+08:00", NULL),
	                 ORDER_PARKED);
	assert_int_equal(complete("park-1", "2026-11-05T10:00:00+08:00"), ORDER_PARKED);
	assert_int_equal(order_find(db(), plans, mem, "test", "park-1", &answer), ORDER_UNKNOWN);
	answer = book(m, "park-1", 10000, "2026-11-01T10:00:00+08:00", false);
	assert_int_equal(answer.points, 100);
	assert_true(answer.order.cancelled);
	assert_int_equal(account(m).available, 0);
	assert_int_equal(account(m).debt, 0);
	assert_int_equal(order_find(db(), plans, mem, "test", "park-1", &answer), ORDER_DONE);
	assert_int_equal(answer.n_refunds, 2);
	assert_int_equal(answer.refunds[0].points_taken, 40);
	assert_string_equal(answer.refunds[1].note, "cut:6000");
	assert_int_equal(answer.refunds[1].points_taken, 60);
	assert_int_equal(refund("park-1", "r1", 4000, "2026-11-06T10:00:00+08:00", &answer),
	                 ORDER_REPEATED);
	assert_int_equal(answer.points_taken, 40);
	prove(m);
	talloc_free(mem);
}

static void free_orders_and_moves(void **state)
{
	uint64_t m = member_make();
	struct order_answer answer;
	void *mem = talloc_new(NULL);

	(void)state;
	answer = book(m, "free-1", 0, "2026-11-01T10:00:00+08:00", false);
	assert_int_equal(answer.points, 0);
	assert_int_equal(refund("free-1", "r", 0, "2026-11-02T10:00:00+08:00", &answer), ORDER_DONE);
	assert_true(answer.order.cancelled);
	assert_int_equal(refund("free-1", "r2", 0, "2026-11-02T10:00:00+08:00", &answer),
	                 ORDER_ENDED);
	assert_int_equal(refund("free-1", "r3", 1, "2026-11-02T10:00:00+08:00", &answer),
	                 ORDER_TOO_MUCH);
	book(m, "free-2", 100, "2026-11-01T10:00:00+08:00", false);
	assert_int_equal(refund("free-2", "r", 0, "2026-11-02T10:00:00+08:00", &answer),
	                 ORDER_NOTHING);
	assert_int_equal(order_move(db(), plans, mem, "test", "free-2", day("2026-12-01"), &answer),
	                 ORDER_DONE);
	assert_int_equal(answer.order.travel_end, day("2026-12-01"));
	assert_int_equal(order_move(db(), plans, mem, "test", "free-2", day("2026-12-05"), &answer),
	                 ORDER_DONE);
	assert_int_equal(order_move(db(), plans, mem, "test", "free-2", day("2026-12-05"), &answer),
	                 ORDER_REPEATED);
	assert_int_equal(order_move(db(), plans, mem, "test", "free-2", day("2026-12-01"), &answer),
	                 ORDER_DONE);
	assert_int_equal(answer.order.travel_end, day("2026-12-01"));
	prove(m);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paid_is_pending_then_available),
		cmocka_unit_test(vector_4),
		cmocka_unit_test(vector_11),
		cmocka_unit_test(vector_12),
		cmocka_unit_test(vector_14e),
		cmocka_unit_test(same_again_and_conflict),
		cmocka_unit_test(parked_until_the_order_comes),
		cmocka_unit_test(free_orders_and_moves),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
