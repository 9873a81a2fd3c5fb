/* Referrals: who is paid what and when, and what goes back. */
#include "service/referral_support.h"

#include "service/batch.h"

static void pays_on_the_first_completed_trip_once(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	const char *order;
	struct order_facts f = trip(friend_id, "");
	struct order_answer answer;

	(void)state;
	settle();
	assert_int_equal(number(&credited, me), 0); /* travel pays nothing for joining */
	assert_int_equal(order_book(db(), plans, mem, &f, NULL, &answer), ORDER_DONE);
	assert_int_equal(settle(), 0);              /* paid is not completed */
	assert_int_equal(complete(f.order_no, "2026-11-22T11:30:00+08:00"), ORDER_DONE);
	assert_int_equal(number(&credited, me), 0); /* not in the friend's commit */
	assert_int_equal(settle(), 2);
	assert_int_equal(number(&credited, me), 200);
	assert_int_equal(account(me).available, 200);
	assert_int_equal(account(me).lifetime, 200); /* counts for the tier */
	assert_int_equal(number(&notices, me), 1);
	order = travels(friend_id, "");
	assert_non_null(order);
	assert_int_equal(settle(), 0);
	assert_int_equal(number(&credited, me), 200);
	prove(me);
	prove(friend_id);
}

static void a_whole_refund_takes_the_points_back(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	const char *order = travels(friend_id, "");
	struct points_answer spent;

	(void)state;
	settle();
	assert_int_equal(account(me).available, 200);
	assert_int_equal(refund(order, "a", 40000, "2026-11-22T11:40:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 200); /* in part: they stay */
	assert_int_equal(spend_points(db(), plans, me, talloc_asprintf(mem, "S%d", ++serial), 150,
	                              clock_now(), &spent), POINTS_DONE);
	assert_int_equal(refund(order, "b", 60000, "2026-11-22T11:50:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 0);
	assert_int_equal(account(me).debt, 150); /* spent already: owed */
	assert_int_equal(account(me).lifetime, 0);
	assert_int_equal(settle(), 0);
	travels(friend_id, ""); /* once per friend, also after that */
	settle();
	assert_int_equal(account(me).debt, 150);
	prove(me);
}

static void a_refund_before_the_payout_leaves_nothing(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	const char *order = travels(friend_id, "");

	(void)state;
	assert_int_equal(refund(order, "a", 100000, "2026-11-22T11:40:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 0);
	assert_int_equal(account(me).debt, 0);
	prove(me);
}

static void both_sides_of_a_plan_are_paid(void **state)
{
	uint64_t me, friend_id;
	const char *order;

	(void)state;
	use_plan("retail"); /* vector 14c */
	me = anybody(NULL, NULL);
	friend_id = anybody(number_of(me), NULL);
	settle();
	assert_int_equal(account(friend_id).available, 100);
	assert_int_equal(account(me).available, 0);
	order = travels(friend_id, "");
	settle();
	assert_int_equal(account(friend_id).available, 100 + 1000);
	assert_int_equal(account(me).available, 100);
	assert_int_equal(refund(order, "all", 100000, "2026-11-22T11:50:00+08:00", NULL), ORDER_DONE);
	settle();
	assert_int_equal(account(me).available, 0); /* the order's part */
	assert_int_equal(account(friend_id).available, 100); /* joining stays */
	prove(me);
	prove(friend_id);
	use_plan("rewards");
	me = anybody(NULL, NULL);
	anybody(number_of(me), NULL);
	settle();
	assert_int_equal(account(me).available, 50);
	use_plan("crm");
	me = anybody(NULL, NULL);
	travels(anybody(number_of(me), NULL), "");
	settle();
	assert_int_equal(account(me).available, 0);
	use_plan("travel");
}

static void who_joined_before_the_portal_is_no_referral(void **state)
{
	uint64_t me = anybody(NULL, NULL);
	struct service_env e = env();
	struct member_new m = {.name = "林小禾", .confirmed = true, .email = "old@example.com",
	                       .birthday = DAY_NONE, .invited_by = number_of(me), .tier = "standard",
	                       .joined_on = day("2026-10-01"), .now = e.now};

	(void)state;
	sql("INSERT INTO plan_version (version, name, from_day, source, loaded_at)"
	    " VALUES (1, 'travel', '2000-01-01', '', '2026-11-01')");
	assert_int_equal(member_create(db(), &m), DB_OK);
	assert_int_equal(number(&referrals, me), 0);
	m.email = "new@example.com";
	m.joined_on = day("2026-11-05");
	assert_int_equal(member_create(db(), &m), DB_OK);
	assert_int_equal(number(&referrals, me), 1);
	m.email = "none@example.com";
	m.invited_by = "M0000000";
	assert_int_equal(member_create(db(), &m), DB_OK); /* nobody's number: a member all the same */
	travels(m.member_id, "");
}

static void a_file_of_orders_pays_too(void **state)
{
	uint64_t me = anybody(NULL, NULL), friend_id = anybody(number_of(me), NULL);
	struct batch *batch = batch_begin(db(), plans, "import", false);
	struct order_row row = {.order_no = "CSV-1", .category = "domestic", .paid_fen = 50000,
	                        .paid_at = at("2026-11-20T10:00:00+08:00"),
	                        .completed_at = at("2026-11-21T10:00:00+08:00"),
	                        .travel_end = DAY_NONE, .refunded_at = INSTANT_NONE};

	(void)state;
	assert_non_null(batch);
	settle();
	batch_order_row(batch, friend_id, &row);
	assert_int_equal(batch_commit(batch), DB_OK);
	batch_end(batch);
	assert_int_equal(settle(), 2);
	assert_int_equal(number(&credited, me), 200);
	prove(me);
	prove(friend_id);
}


static int settles(struct database *own, uint64_t member, int i)
{
	struct service_env e = env();
	int64_t done = 0;

	(void)member;
	(void)i;
	e.db = own;
	return referral_settle(&e, plans, &done) == DB_OK ? (int)done : -1;
}

static void eight_runners_pay_once(void **state)
{
	uint64_t me = anybody(NULL, NULL);

	(void)state;
	for (int i = 0; i < 6; i++)
		travels(anybody(number_of(me), NULL), "");
	together(8, settles, me);
	assert_int_equal(number(&credited, me), 1200);
	prove(me);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pays_on_the_first_completed_trip_once),
		cmocka_unit_test(a_whole_refund_takes_the_points_back),
		cmocka_unit_test(a_refund_before_the_payout_leaves_nothing),
		cmocka_unit_test(both_sides_of_a_plan_are_paid),
		cmocka_unit_test(who_joined_before_the_portal_is_no_referral),
		cmocka_unit_test(a_file_of_orders_pays_too),
		cmocka_unit_test(eight_runners_pay_once),
	};

	secret_open();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
