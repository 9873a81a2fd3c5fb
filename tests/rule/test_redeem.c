/* Whether a member may redeem an item, and for how much, at every border. */
#include "rule/world.h"

#include "rule/redeem.h"

#define NOW "2026-11-22T12:00:00+08:00"

static struct plan *travel, *rewards;

static struct redeem_item open_item(void)
{
	return (struct redeem_item){ .category = ITEM_GOODS, .live = true, .cost_points = 100,
		.cut_points = -1, .cut_from = DAY_NONE, .cut_until = DAY_NONE, .value_fen = 1000,
		.stock = -1, .per_order = -1, .per_member = -1, .year_value_fen = -1,
		.min_tier = "", .open_from = INSTANT_NONE, .open_until = INSTANT_NONE,
		.early_tier = "", .campaign = "" };
}

static struct redeem_member able(void)
{
	return (struct redeem_member){ .tier = "standard", .available = 1000, .may_spend = true };
}

static void is(enum redeem_outcome wanted, const struct redeem_item *item,
               const struct redeem_member *member, int64_t quantity)
{
	assert_int_equal(redeem_judge(travel, item, member, quantity, -1, at(NOW)), wanted);
}

static void every_category_has_a_word(void **state)
{
	(void)state;
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++)
		assert_int_equal(item_category_of(item_category_word((enum item_category)i)), i);
	assert_int_equal(item_category_of("cash"), 0);
	assert_int_equal(item_category_of(NULL), 0);
	assert_true(item_is_instant(ITEM_COUPON));
	assert_true(item_is_instant(ITEM_DONATION));
	assert_false(item_is_instant(ITEM_GOODS));
	assert_false(item_is_instant(ITEM_TRIP));
}

/* 003: gold pays 5 % less, diamond 10 %; rounded up (RULINGS 9). */
static void the_tiers_cost(void **state)
{
	struct redeem_item item = open_item();
	int32_t today = day_of(at(NOW));

	(void)state;
	assert_int_equal(redeem_cost(rewards, &item, "standard", today), 100);
	assert_int_equal(redeem_cost(rewards, &item, "gold", today), 95);
	assert_int_equal(redeem_cost(rewards, &item, "diamond", today), 90);
	item.cost_points = 101;
	assert_int_equal(redeem_cost(rewards, &item, "gold", today), 96); /* 95.95 */
	assert_int_equal(redeem_cost(rewards, &item, "diamond", today), 91); /* 90.9 */
	assert_int_equal(redeem_cost(travel, &item, "gold", today), 101);
	item.cut_points = 61;
	item.cut_from = today;
	item.cut_until = today;
	assert_int_equal(redeem_cost(rewards, &item, "gold", today), 58); /* 57.95 */
	assert_int_equal(redeem_cost(rewards, &item, "gold", today - 1), 96);
	assert_int_equal(redeem_cost(rewards, &item, "gold", today + 1), 96);
	item.cut_from = item.cut_until = DAY_NONE;
	assert_int_equal(redeem_cost(travel, &item, "gold", today + 99), 61);
}

static void windows_open_and_close(void **state)
{
	struct redeem_item item = open_item();
	struct redeem_member member = able();

	(void)state;
	item.open_from = at(NOW);
	is(REDEEM_OK, &item, &member, 1);
	item.open_from = at(NOW) + 1;
	is(REDEEM_NOT_YET, &item, &member, 1);
	item.early_tier = "gold";
	item.early_hours = 1;
	is(REDEEM_NOT_YET, &item, &member, 1);
	member.tier = "gold";
	is(REDEEM_OK, &item, &member, 1);
	item.open_from = at(NOW) + 3601;
	is(REDEEM_NOT_YET, &item, &member, 1);
	assert_true(redeem_opens(travel, &item, "gold") == at(NOW) + 1);
	assert_true(redeem_opens(travel, &item, "silver") == at(NOW) + 3601);
	item.open_from = INSTANT_NONE;
	assert_true(redeem_opens(travel, &item, "gold") == INSTANT_NONE);
	item.open_until = at(NOW) + 1;
	is(REDEEM_OK, &item, &member, 1);
	item.open_until = at(NOW);
	is(REDEEM_OVER, &item, &member, 1);
	item.live = false;
	is(REDEEM_GONE, &item, &member, 1);
}

static void only_for_some(void **state)
{
	struct redeem_item item = open_item();
	struct redeem_member member = able();

	(void)state;
	item.min_tier = "silver";
	is(REDEEM_TIER, &item, &member, 1);
	member.tier = "silver";
	is(REDEEM_OK, &item, &member, 1);
	item.min_tier = "platinum"; /* this plan has none: the highest is asked for */
	is(REDEEM_TIER, &item, &member, 1);
	member.tier = "gold";
	is(REDEEM_OK, &item, &member, 1);
	item.campaign = "spring";
	is(REDEEM_CAMPAIGN, &item, &member, 1);
	item.campaign_open = true;
	is(REDEEM_OK, &item, &member, 1);
}

static void limits_are_limits(void **state)
{
	struct redeem_item item = open_item();
	struct redeem_member member = able();

	(void)state;
	is(REDEEM_QUANTITY, &item, &member, 0);
	is(REDEEM_QUANTITY, &item, &member, -1);
	is(REDEEM_QUANTITY, &item, &member, 100);
	item.stock = 0;
	is(REDEEM_SOLD_OUT, &item, &member, 1);
	item.stock = 2;
	is(REDEEM_OK, &item, &member, 2);
	is(REDEEM_SOLD_OUT, &item, &member, 3);
	item.stock = -1;
	item.per_order = 2;
	is(REDEEM_OK, &item, &member, 2);
	is(REDEEM_PER_ORDER, &item, &member, 3);
	item.per_order = -1;
	item.per_member = 3;
	member.had = 2;
	is(REDEEM_OK, &item, &member, 1);
	is(REDEEM_PER_MEMBER, &item, &member, 2);
	item.per_member = 0;
	is(REDEEM_PER_MEMBER, &item, &member, 1);
	item.per_member = -1;
	item.year_value_fen = 3000;
	member.had_value_fen = 1000;
	is(REDEEM_OK, &item, &member, 2);
	is(REDEEM_YEAR_VALUE, &item, &member, 3);
}

static void points_must_suffice(void **state)
{
	struct redeem_item item = open_item();
	struct redeem_member member = able();

	(void)state;
	is(REDEEM_OK, &item, &member, 10);
	is(REDEEM_SHORT, &item, &member, 11);
	item.min_balance = 1;
	is(REDEEM_MIN_BALANCE, &item, &member, 10);
	is(REDEEM_OK, &item, &member, 9);
	member.debt = 1;
	is(REDEEM_IN_DEBT, &item, &member, 1);
	member.may_spend = false;
	is(REDEEM_MAY_NOT, &item, &member, 1);
	member = able();
	/* a cost no account can hold does not wrap round */
	item.cost_points = INT64_MAX / 2;
	is(REDEEM_SHORT, &item, &member, 99);
}

static void another_price_is_told_last(void **state)
{
	struct redeem_item item = open_item();
	struct redeem_member member = able();

	(void)state;
	assert_int_equal(redeem_judge(travel, &item, &member, 1, 100, at(NOW)), REDEEM_OK);
	assert_int_equal(redeem_judge(travel, &item, &member, 1, 99, at(NOW)), REDEEM_PRICE);
	assert_int_equal(redeem_judge(travel, &item, &member, 1, 0, at(NOW)), REDEEM_PRICE);
	assert_int_equal(redeem_judge(travel, &item, &member, 11, 99, at(NOW)), REDEEM_SHORT);
}

static void a_day_is_promised(void **state)
{
	struct redeem_item item = open_item();

	(void)state;
	assert_int_equal(redeem_promised(&item, 7, 100), 107);
	item.category = ITEM_VOUCHER;
	assert_int_equal(redeem_promised(&item, 7, 100), 100);
}

static int setup(void **state)
{
	(void)state;
	travel = plan_of_file(NULL, "travel");
	rewards = plan_of_file(NULL, "rewards");
	return 0;
}

static int end(void **state)
{
	(void)state;
	talloc_free(travel);
	talloc_free(rewards);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_category_has_a_word),
		cmocka_unit_test(the_tiers_cost),
		cmocka_unit_test(windows_open_and_close),
		cmocka_unit_test(only_for_some),
		cmocka_unit_test(limits_are_limits),
		cmocka_unit_test(points_must_suffice),
		cmocka_unit_test(another_price_is_told_last),
		cmocka_unit_test(a_day_is_promised),
	};

	return cmocka_run_group_tests(tests, setup, end);
}
