/* Orders paid with points and coupons, below the API: many at once, what a
 * refund leaves, prices that coupons of a percentage leave. */
#include "service/ledger_support.h"

#include "rule/pay.h"
#include "service/coupon.h"
#include "store/pay_code.h"

static const struct db_sql payments_of = {
	"SELECT COUNT(*) FROM order_payment WHERE member_id = ?", "i", "i"};
static const struct db_sql used_of = {
	"SELECT COUNT(*) FROM coupon WHERE member_id = ? AND state = 'used'", "i", "i"};

static uint8_t code[SHA256_BYTES];
static const char *coupon_code;

/* A code that works now. */
static void new_code(uint64_t member)
{
	static uint8_t last = 0;
	struct pay_code row = {.id = {member, 1}, .made_at = clock_now(),
	                       .ends_at = clock_now() + 300};

	memset(code, ++last, sizeof code);
	memcpy(row.hash, code, sizeof code);
	assert_int_equal(pay_code_add(db(), &row), DB_OK);
}

static const char *new_coupon(uint64_t member, int64_t fen)
{
	struct coupon c = {.member_id = member, .source = "staff", .kind = COUPON_KIND_AMOUNT,
	                   .name = "券", .fen = fen, .issued_at = clock_now(),
	                   .expires_on = DAY_NEVER};

	assert_int_equal(coupon_issue(db(), plans, &c), DB_OK);
	return c.code;
}

static void give(uint64_t member, int64_t points)
{
	static int last = 0;
	struct points_answer answer;
	char id[16];

	snprintf(id, sizeof id, "%d", ++last);
	assert_int_equal(credit_points(db(), plans, member, SOURCE_TASK, id, points, false,
	                               clock_now(), &answer), POINTS_DONE);
}

static enum order_outcome pay(struct database *own, uint64_t member, const char *order_no,
                              int64_t paid_fen, int64_t points, const char *coupon)
{
	struct order_facts facts = facts_of(member, order_no, paid_fen, "2026-11-22T12:00:00+08:00");
	struct order_answer answer;
	void *mem = talloc_new(NULL);
	enum order_outcome outcome;

	facts.pay_points = points;
	memcpy(facts.pay_code, code, sizeof code);
	facts.coupons[0] = coupon;
	facts.n_coupons = coupon ? 1 : 0;
	outcome = order_book(own, plans, mem, &facts, NULL, &answer);
	talloc_free(mem);
	return outcome;
}

static int pay_once(struct database *own, uint64_t member, int i)
{
	enum order_outcome outcome = ORDER_TRY_AGAIN;
	char no[16];

	snprintf(no, sizeof no, "once-%d", i);
	/* A desk that is told to try again does. */
	for (int tries = 0; tries < 5 && outcome == ORDER_TRY_AGAIN; tries++)
		outcome = pay(own, member, no, 95000, 500, NULL);
	return (int)outcome;
}

static void test_one_code_pays_one_order(void **state)
{
	uint64_t member = member_make();

	(void)state;
	give(member, 5000);
	new_code(member);
	together(32, pay_once, member);
	assert_int_equal(count(32, ORDER_DONE), 1);
	assert_int_equal(count(32, ORDER_PAY_CODE), 31);
	assert_int_equal(account(member).available, 4500);
	assert_int_equal(number(&payments_of, member), 1);
	prove(member);
}

static int use_once(struct database *own, uint64_t member, int i)
{
	struct service_env env = {.db = own, .mem = plans, .now = clock_now()};
	char no[16];
	int64_t fen;

	snprintf(no, sizeof no, "coupon-%d", i);
	if (i % 2)
		return pay(own, member, no, 5000, 0, coupon_code) == ORDER_DONE;
	return coupon_use(&env, "test", coupon_code, no, 10000, &fen) == COUPON_OK;
}

static void test_one_coupon_pays_once(void **state)
{
	uint64_t member = member_make();

	(void)state;
	coupon_code = new_coupon(member, 5000);
	together(32, use_once, member);
	assert_int_equal(count(32, 1), 1);
	assert_int_equal(number(&used_of, member), 1);
	prove(member);
}

/* The same order sent 32 times at once is one order, and takes its points once. */
static int pay_same(struct database *own, uint64_t member, int i)
{
	(void)i;
	return (int)pay(own, member, "same", 95000, 500, NULL);
}

static void test_one_order_pays_once(void **state)
{
	uint64_t member = member_make();

	(void)state;
	give(member, 5000);
	new_code(member);
	together(32, pay_same, member);
	assert_int_equal(count(32, ORDER_DONE), 1);
	assert_int_equal(count(32, ORDER_REPEATED), 31);
	assert_int_equal(account(member).available, 4500);
	prove(member);
}

/* Points that an order earned were spent on another; refunding both in either
 * order leaves nothing owed and nothing gained. */
static void test_refunds_in_either_order(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		uint64_t member = member_make();
		struct order_answer first, second;
		char earned[16], paid[16];

		snprintf(earned, sizeof earned, "earn-%d", i);
		snprintf(paid, sizeof paid, "paid-%d", i);
		book(member, earned, 100000, "2026-11-01T12:00:00+08:00", true);
		new_code(member);
		assert_int_equal(pay(db(), member, paid, 10000, 1000, NULL), ORDER_DONE);
		assert_int_equal(account(member).available, 0);
		assert_int_equal(refund(i ? paid : earned, "1", i ? 10000 : 100000,
		                        "2026-11-22T12:00:00+08:00", &first), ORDER_DONE);
		assert_int_equal(refund(i ? earned : paid, "1", i ? 100000 : 10000,
		                        "2026-11-22T12:00:00+08:00", &second), ORDER_DONE);
		assert_int_equal(first.back_points + second.back_points, 1000);
		assert_int_equal(second.debt, 0);
		assert_int_equal(account(member).available, 0);
		assert_int_equal(account(member).pending, 0);
		prove(member);
	}
}

/* A long refund number and order number still make give-backs of their own. */
static void test_long_numbers(void **state)
{
	uint64_t member = member_make();
	char no[65], refunds[2][65];
	struct order_answer answer;
	void *mem = talloc_new(NULL);

	(void)state;
	memset(no, 'n', 64);
	no[64] = '\0';
	give(member, 1000);
	new_code(member);
	assert_int_equal(pay(db(), member, no, 10000, 1000, NULL), ORDER_DONE);
	for (int i = 0; i < 2; i++) {
		struct order_refund r = {.refund_no = refunds[i], .amount_fen = 100,
		                         .refunded_at = at("2026-11-22T12:00:00+08:00"), .points = 300};

		memset(refunds[i], 'r', 64);
		refunds[i][63] = (char)('0' + i);
		refunds[i][64] = '\0';
		assert_int_equal(order_refund_naming(db(), plans, mem, "test", no, &r, &answer),
		                 ORDER_DONE);
		assert_int_equal(answer.back_points, 300);
	}
	assert_int_equal(account(member).available, 600);
	prove(member);
	talloc_free(mem);
}

/* The audit sees when payments and ledger part. */
static void test_audit(void **state)
{
	static const char *const harms[] = {
		"UPDATE order_payment SET points = points + 1 WHERE part = 'points'",
		"UPDATE order_payment SET points = points - 1 WHERE part = 'points'",
		"UPDATE order_payment SET returned_points = returned_points + 1 WHERE part = 'points'",
		"UPDATE order_payment SET returned_points = returned_points - 1 WHERE part = 'points'",
		"UPDATE coupon SET state = 'issued' WHERE used_order = 'audited'",
		"UPDATE coupon SET state = 'used' WHERE used_order = 'audited'",
		"UPDATE order_payment SET order_no = 'other' WHERE order_no = 'audited'",
		"UPDATE order_payment SET order_no = 'audited' WHERE order_no = 'other'",
	};
	uint64_t member = member_make();
	int found[sizeof harms / sizeof harms[0]];

	(void)state;
	give(member, 1000);
	new_code(member);
	assert_int_equal(pay(db(), member, "audited", 10000, 1000, new_coupon(member, 5000)),
	                 ORDER_DONE);
	for (size_t i = 0; i < sizeof harms / sizeof harms[0]; i++) {
		struct audit *audit = audit_begin(NULL);

		sql("%s", harms[i]);
		assert_int_equal(audit_items(audit, db()), DB_OK);
		found[i] = audit->n_findings;
		talloc_free(audit);
	}
	for (size_t i = 0; i < sizeof harms / sizeof harms[0]; i += 2) {
		assert_true(found[i] > found[i + 1]);
		assert_int_equal(found[i + 1], 0);
	}
}

static void test_prices_that_coupons_leave(void **state)
{
	static const struct {
		int64_t base, price;
		int n;
		struct pay_coupon coupons[2];
	} rows[] = {
		{75000, 75000, 0, {{0}}},
		{75000, 95000, 1, {{.fen = 20000}}},
		{0, 20000, 1, {{.fen = 20000}}},
		{90000, 100000, 1, {{.percent_bp = 1000}}},
		{97000, 100000, 1, {{.percent_bp = 1000, .ceiling_fen = 3000}}},
		{0, 3000, 1, {{.percent_bp = 10000, .ceiling_fen = 3000}}},
		{85000, 100000, 2, {{.percent_bp = 1000}, {.fen = 5000}}},
		{1, 1, 1, {{.percent_bp = 1}}},
		{100, -1, 1, {{.percent_bp = 10000}}},
		{100, -1, 2, {{.percent_bp = 6000}, {.percent_bp = 4000}}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(pay_price(rows[i].base, rows[i].coupons, rows[i].n), rows[i].price);
	/* Whatever the price, what is left of it leads back to it, to the fen. */
	for (int64_t price = 0; price < 30000; price += 7) {
		struct pay_coupon c = {.percent_bp = 1500};
		int64_t left = price - price * 1500 / 10000, again = pay_price(left, &c, 1);

		assert_int_equal(again - again * 1500 / 10000, left);
		assert_in_range(again, price, price + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_code_pays_one_order),
		cmocka_unit_test(test_one_coupon_pays_once),
		cmocka_unit_test(test_one_order_pays_once),
		cmocka_unit_test(test_refunds_in_either_order),
		cmocka_unit_test(test_long_numbers),
		cmocka_unit_test(test_audit),
		cmocka_unit_test(test_prices_that_coupons_leave),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
