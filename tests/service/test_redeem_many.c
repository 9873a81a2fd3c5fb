/* Many hands at once on points, stock and codes: each is given once (vector 13,
 * the last item, the last codes, one form, one limit). */
#include "service/redeem_support.h"

#define FIFTY 50
#define BUYERS 64
#define CODES 1000

static int buy_one(struct database *own, const char *item, uint64_t member, const char *form)
{
	struct redeem_asked asked = asks(member, item, 1, form);
	struct redeem_answer answer;
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	enum redeem_result result = redeem_item(&env, plans, &asked, &answer);

	talloc_free(mem);
	return result == REDEEM_ANSWERED ? (int)answer.outcome : -(int)result;
}

static int spend_all(struct database *own, uint64_t member, int i)
{
	char form[16];

	snprintf(form, sizeof form, "fifty-%d", i);
	return buy_one(own, "coupon", member, form);
}

/* Vector 13: 100 points, 50 processes each redeem 100. */
static void fifty_redeem_the_same_points(void **state)
{
	uint64_t m = rich_member(100);

	(void)state;
	together(FIFTY, spend_all, m);
	assert_int_equal(count(FIFTY, REDEEM_OK), 1);
	assert_int_equal(count(FIFTY, REDEEM_SHORT), FIFTY - 1);
	assert_int_equal(account(m).available, 0);
	prove(m);
	prove_item("coupon");
}

static uint64_t buyers[BUYERS];

static void make_buyers(int64_t points)
{
	for (int i = 0; i < BUYERS; i++)
		buyers[i] = rich_member(points);
}

static int buy_last(struct database *own, uint64_t member, int i)
{
	(void)member;
	return buy_one(own, "last", buyers[i], "last");
}

static void the_last_one_has_64_buyers(void **state)
{
	(void)state;
	simple_item("last", ITEM_GOODS, 100, 1);
	make_buyers(100);
	together(BUYERS, buy_last, 0);
	assert_int_equal(count(BUYERS, REDEEM_OK), 1);
	assert_int_equal(count(BUYERS, REDEEM_SOLD_OUT), BUYERS - 1);
	assert_int_equal(item_now("last").left, 0);
	for (int i = 0; i < BUYERS; i++) {
		assert_int_equal(account(buyers[i]).available, told[i] == REDEEM_OK ? 0 : 100);
		prove(buyers[i]);
	}
	prove_item("last");
}

/* Buys one voucher after the other until there are none. */
static int buy_codes(struct database *own, uint64_t member, int i)
{
	int bought = 0;

	(void)member;
	for (;; bought++) {
		char form[24];
		int outcome;

		snprintf(form, sizeof form, "code-%d", bought);
		outcome = buy_one(own, "voucher", buyers[i], form);
		if (outcome != REDEEM_OK)
			return outcome == REDEEM_SOLD_OUT ? bought : -1000;
	}
}

static enum db add_codes(struct database *own, void *arg)
{
	int64_t left;
	enum db result = item_stock_lock(own, "voucher", &left);
	char code[16];

	(void)arg;
	for (int i = 0; result == DB_OK && i < CODES; i++) {
		snprintf(code, sizeof code, "CUP%05d", i * 7);
		result = item_code_add(own, "voucher", code, clock_now());
	}
	return result == DB_OK ? item_codes_stock(own, "voucher") : result;
}

static void a_thousand_codes_have_64_buyers(void **state)
{
	static const struct db_sql different = {
		"SELECT COUNT(DISTINCT code) FROM coupon WHERE item = 'voucher' AND member_id > ?",
		"i", "i"
	};
	int sum = 0;

	(void)state;
	simple_item("voucher", ITEM_VOUCHER, 10, 0);
	assert_int_equal(db_transact(db(), add_codes, NULL), DB_OK);
	assert_int_equal(item_now("voucher").left, CODES);
	make_buyers(100000);
	together(BUYERS, buy_codes, 0);
	for (int i = 0; i < BUYERS; i++) {
		assert_true(told[i] >= 0);
		sum += told[i];
	}
	assert_int_equal(sum, CODES);
	assert_int_equal(number(&different, 0), CODES);
	assert_int_equal(item_now("voucher").left, 0);
	for (int i = 0; i < BUYERS; i++)
		prove(buyers[i]);
	prove_item("voucher");
}

/* 1 = had the effect, 2 = was told of it; the reference is the same. */
static int post_same(struct database *own, uint64_t member, int i)
{
	struct redeem_asked asked = asks(member, "coupon", 2, "one-form-for-eight");
	struct redeem_answer answer;

	(void)i;
	if (redeem_over(own, &asked, &answer) != REDEEM_OK || answer.cost_points != 200)
		return 0;
	return answer.repeated ? 2 : 1;
}

static void one_form_posted_eight_times(void **state)
{
	uint64_t m = rich_member(5000);

	(void)state;
	together(8, post_same, m);
	assert_int_equal(count(8, 1), 1);
	assert_int_equal(count(8, 2), 7);
	assert_int_equal(account(m).available, 4800);
	prove(m);
}

static int buy_limited(struct database *own, uint64_t member, int i)
{
	char form[16];

	snprintf(form, sizeof form, "limit-%d", i);
	return buy_one(own, "limited", member, form);
}

static void a_limit_of_three_is_three(void **state)
{
	struct item item = plain_item("limited", ITEM_VIRTUAL, 10);
	uint64_t m = rich_member(5000);

	(void)state;
	item.per_member = 3;
	store_item(&item, -1);
	together(20, buy_limited, m);
	assert_int_equal(count(20, REDEEM_OK), 3);
	assert_int_equal(count(20, REDEEM_PER_MEMBER), 17);
	prove(m);
	prove_item("limited");
}

static char contested[REDEMPTION_NO];

/* Half cancel, half ship the same redemption. */
static int cancel_or_ship(struct database *own, uint64_t member, int i)
{
	struct step_asked asked = { .member_id = member, .redemption_no = contested,
		.step = i % 2 ? STEP_CANCEL : STEP_SHIP, .staff_id = i % 2 ? 0 : 7 };
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	enum step_outcome outcome = redemption_step(&env, plans, &asked, NULL);

	talloc_free(mem);
	return (int)outcome;
}

static void cancelled_or_shipped_but_not_both(void **state)
{
	uint64_t m = rich_member(500);
	struct redemption row;

	(void)state;
	simple_item("contested", ITEM_GOODS, 300, 5);
	strcpy(contested, redeemed(m, "contested", 1).redemption_no);
	together(20, cancel_or_ship, m);
	assert_int_equal(count(20, STEP_OK), 1);
	assert_int_equal(count(20, STEP_REPEATED), 9);
	assert_int_equal(count(20, STEP_TOO_LATE), 10);
	row = row_of(m, contested);
	assert_int_equal(account(m).available, row.state == REDEMPTION_SHIPPED ? 200 : 500);
	assert_int_equal(item_now("contested").left, row.state == REDEMPTION_SHIPPED ? 4 : 5);
	prove(m);
	prove_item("contested");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fifty_redeem_the_same_points),
		cmocka_unit_test(the_last_one_has_64_buyers),
		cmocka_unit_test(a_thousand_codes_have_64_buyers),
		cmocka_unit_test(one_form_posted_eight_times),
		cmocka_unit_test(a_limit_of_three_is_three),
		cmocka_unit_test(cancelled_or_shipped_but_not_both),
	};

	return cmocka_run_group_tests(tests, shop_setup, NULL);
}
