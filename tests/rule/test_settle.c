/* Settlement: what a month's sums come to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "rule/settle.h"

static const struct {
	int64_t earned, reversed, spent_fen, returned_fen, coupons_fen, back_fen;
	int64_t cost, redeemed, owed;
	const char *partner; /* NULL: one without terms */
} cases[] = {
	/* 100 points are ¥10 */
	{0, 0, 0, 0, 0, 0, 0, 0, 0, NULL},
	{1000, 0, 0, 0, 0, 0, 10000, 0, -10000, NULL},
	{1000, 400, 0, 0, 0, 0, 6000, 0, -6000, NULL},
	{0, 400, 0, 0, 0, 0, -4000, 0, 4000, NULL}, /* refunds of earlier months */
	{0, 0, 5000, 1230, 2800, 0, 0, 6570, 6570, NULL},
	{123, 0, 5000, 0, 2800, 2800, 1230, 5000, 3770, NULL},
	/* by its own terms: ¥6 for 100 points, 90 % of what was redeemed */
	{1000, 400, 5000, 0, 2800, 0, 3600, 7800, 3420, "shop"},
	{0, 0, 0, 0, 5, 0, 0, 5, 4, "shop"},
	/* points for nothing, nothing paid */
	{1000, 0, 5000, 0, 0, 0, 0, 5000, 0, "friend"},
	{1000, 0, 5000, 0, 0, 0, 10000, 5000, -5000, "stranger"},
};

static void a_month_is_settled(void **state)
{
	struct plan_partner terms[] = {{.code = "shop", .unit_fen = 600, .redeem_bp = 9000},
	                               {.code = "friend", .unit_fen = 0, .redeem_bp = 0}};
	struct plan plan = {.coupon = {.unit_points = 100, .unit_fen = 1000}, .partners = terms,
	                    .n_partners = 2};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const int64_t v[SETTLE__MAX] = {
			[SETTLE_EARNED] = cases[i].earned, [SETTLE_REVERSED] = cases[i].reversed,
			[SETTLE_SPENT_FEN] = cases[i].spent_fen,
			[SETTLE_RETURNED_FEN] = cases[i].returned_fen,
			[SETTLE_COUPONS_FEN] = cases[i].coupons_fen,
			[SETTLE_COUPONS_BACK_FEN] = cases[i].back_fen};
		struct settle got = settle_month(&plan, cases[i].partner, v);

		assert_int_equal(got.earned, cases[i].earned - cases[i].reversed);
		assert_int_equal(got.cost_fen, cases[i].cost);
		assert_int_equal(got.redeemed_fen, cases[i].redeemed);
		assert_int_equal(got.owed_fen, cases[i].owed);
	}
}

/* A part of a fen is cut towards nought, for and against. */
static void parts_of_a_fen_are_cut(void **state)
{
	struct plan plan = {.coupon = {.unit_points = 3, .unit_fen = 100}};
	const int64_t more[SETTLE__MAX] = {[SETTLE_EARNED] = 2};
	const int64_t less[SETTLE__MAX] = {[SETTLE_REVERSED] = 2};

	(void)state;
	assert_int_equal(settle_month(&plan, "p", more).cost_fen, 66);
	assert_int_equal(settle_month(&plan, "p", less).cost_fen, -66);
}

static void months_add_up(void **state)
{
	struct settle sum = {1, 2, 3, 4, 5, 6}, more = {10, 20, 30, 40, 50, 60};

	(void)state;
	settle_add(&sum, &more);
	assert_int_equal(sum.earned, 11);
	assert_int_equal(sum.cost_fen, 22);
	assert_int_equal(sum.spent, 33);
	assert_int_equal(sum.redeemed_fen, 44);
	assert_int_equal(sum.due_fen, 55);
	assert_int_equal(sum.owed_fen, 66);
}

static void our_own_settle_nothing(void **state)
{
	(void)state;
	assert_true(settle_is_own("import"));
	assert_true(settle_is_own("desk"));
	assert_false(settle_is_own("demo-booking"));
}

static void a_budget_is_used_up_or_not(void **state)
{
	(void)state;
	assert_false(settle_is_over(1000, 0));
	assert_false(settle_is_over(999, 1000));
	assert_true(settle_is_over(1000, 1000));
	assert_false(settle_is_over(-5, 1000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_month_is_settled),
		cmocka_unit_test(parts_of_a_fen_are_cut),
		cmocka_unit_test(months_add_up),
		cmocka_unit_test(our_own_settle_nothing),
		cmocka_unit_test(a_budget_is_used_up_or_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
