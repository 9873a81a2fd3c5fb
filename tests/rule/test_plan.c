/* The four plan files hold PROGRAMME §1 to the letter; wrong rows are refused
 * by name. */
#include "base/text.h"
#include "rule/world.h"

static void test_travel(void **state)
{
	struct plan *p = plan_of_file(NULL, "travel");
	(void)state;
	assert_string_equal(p->name, "travel");
	assert_int_equal(p->earn_points_per_yuan, 1);
	assert_int_equal(p->stacking, STACK_ADD);
	assert_int_equal(p->measure, MEASURE_POINTS_LIFETIME);
	assert_int_equal(p->n_tiers, 3);
	assert_int_equal(p->tiers[1].points, 1000);
	assert_int_equal(p->tiers[2].points, 5000);
	assert_int_equal(p->tiers[1].rate_bp, 20000);
	assert_int_equal(p->tiers[2].rate_bp, 20000);
	assert_string_equal(p->tiers[2].name.zh, "金卡会员");
	assert_int_equal(p->n_bonuses, 7);
	assert_int_equal(p->n_categories, 6);
	assert_int_equal(p->categories[plan_category_index(p, "custom")].pay_share_bp, 5000);
	assert_int_equal(p->life_months, 24);
	assert_int_equal(p->survey_points, 50);
	assert_int_equal(p->referral.referrer_order, 200);
	assert_int_equal(p->referral.month_cap, 10);
	assert_int_equal(p->coupon.unit_points, 100);
	assert_int_equal(p->coupon.unit_fen, 1000);
	assert_int_equal(p->coupon.life_months, 3);
	assert_int_equal(p->pay.min_points, 500);
	assert_int_equal(p->pay.step_fen, 5000);
	assert_int_equal(p->pay.cap, PAY_CAP_PRICE);
	assert_string_equal(p->birthday[0].kind, "coupon");
	assert_string_equal(p->birthday[0].tier, "silver");
	assert_int_equal(p->birthday[0].fen, 5000);
	assert_int_equal(p->n_benefits, 4);
	talloc_free(p);
}

/* The days of 2026 on which the travel plan pays more: 35 in all. */
static void test_holidays(void **state)
{
	struct plan *p = plan_of_file(NULL, "travel");
	int days = 0;
	(void)state;
	for (int32_t day = day_at("2025-01-01"); day <= day_at("2027-12-31"); day++) {
		struct pricing_input in = {.paid_fen = 100000, .eligible_fen = 100000, .paid_day = day,
		                           .tier = "standard", .category = "hotel", .products = ""};
		struct pricing out;
		pricing_order(p, &in, &out);
		assert_true(out.points == 1000 || out.points == 1100);
		days += out.points == 1100;
	}
	assert_int_equal(days, 3 + 9 + 3 + 5 + 3 + 3 + 7);
	talloc_free(p);
}

static void test_others(void **state)
{
	struct plan *crm = plan_of_file(NULL, "crm"), *retail = plan_of_file(NULL, "retail");
	struct plan *rewards = plan_of_file(NULL, "rewards");
	static const int64_t spend_fen[] = {0, 500000, 2000000, 6000000}, trips[] = {0, 2, 5, 12};
	static const int64_t off[] = {0, 200, 500, 800}, rates[] = {10000, 12000, 15000, 20000};
	static const int64_t points[] = {0, 1000, 5000, 20000}, less[] = {0, 0, 500, 1000};
	(void)state;
	assert_int_equal(crm->measure, MEASURE_SPEND_OR_TRIPS);
	assert_int_equal(crm->window_months, 24);
	assert_int_equal(crm->n_tiers, 4);
	assert_int_equal(rewards->n_tiers, 4);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(crm->tiers[i].spend_fen, spend_fen[i]);
		assert_int_equal(crm->tiers[i].trips, trips[i]);
		assert_int_equal(crm->tiers[i].price_discount_bp, off[i]);
		assert_int_equal(crm->tiers[i].rate_bp, 10000);
		assert_int_equal(rewards->tiers[i].rate_bp, rates[i]);
		assert_int_equal(rewards->tiers[i].points, points[i]);
		assert_int_equal(rewards->tiers[i].redeem_discount_bp, less[i]);
	}
	assert_int_equal(crm->n_bonuses, 0);
	assert_int_equal(retail->stacking, STACK_HIGHEST);
	assert_int_equal(retail->window_months, 12);
	assert_int_equal(retail->tiers[2].price_discount_bp, 1000);
	assert_int_equal(retail->referral.friend_join, 100);
	assert_int_equal(retail->referral.referrer_order, 100);
	assert_string_equal(retail->birthday[1].kind, "coupon");
	assert_int_equal(rewards->stacking, STACK_MULTIPLY);
	assert_int_equal(rewards->life_months, 12);
	assert_int_equal(rewards->cap_day_points, 20000);
	assert_int_equal(rewards->pay.share_bp, 5000);
	assert_int_equal(rewards->referral.referrer_join, 50);
	assert_int_equal(rewards->referral.referrer_order, 150);
	assert_int_equal(rewards->birthday[0].points, 100);
	talloc_free(crm);
	talloc_free(retail);
	talloc_free(rewards);
}

/* The file of a plan as text, on MEM. */
static char *plan_text(void *mem, const char *name)
{
	char path[128];
	snprintf(path, sizeof(path), "schema/plans/%s.hdf", name);
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	char *text = talloc_zero_size(mem, 65536);
	assert_true(fread(text, 1, 65535, file) > 0);
	fclose(file);
	return text;
}

/* TEXT with the first FROM replaced by TO, on MEM. */
static char *edited(void *mem, const char *text, const char *from, const char *to)
{
	const char *found = strstr(text, from);
	if (!found)
		fail_msg("the plan holds no \"%s\"", from);
	return talloc_asprintf(mem, "%.*s%s%s", (int)(found - text), text, to, found + strlen(from));
}

/* A row of Partners with ROWS below its name. */
#define PARTNER(rows)                                                                      \
	"Partners {\n}", "Partners {\n  p1 {\n    Partner = p-1\n    Name.zh = 店\n"                 \
	                 "    Name.en = Shop\n" rows "\n  }\n}"

static const struct {
	const char *from, *to, *says; /* what the message must name */
} wrong[] = {
	{"Stacking = add", "Stacking = adds", "Earn.Stacking"},
	{"Stacking = add", "", "Earn.Stacking"},
	{"Stacking = add", "Stacking = add\n  Stack = 1", "Earn.Stack"},
	{"PointsPerYuan = 1", "PointsPerYuan = 1.5", "Earn.PointsPerYuan"},
	{"PointsPerYuan = 1", "PointsPerYuan = -1", "Earn.PointsPerYuan"},
	{"PointsPerYuan = 1", "PointsPerYuan = 99999999999999999999", "Earn.PointsPerYuan"},
	{"Name = travel", "Name = Travel Plan", "Name"},
	{"Name = travel", "", "Name"},
	{"Name = travel", "Name = travel\nColour = red", "Colour"},
	{"In = points_lifetime", "In = miles", "TierMeasure.In"},
	{"WindowMonths = 0", "WindowMonths = 12", "TierMeasure.WindowMonths"},
	{"Points = 5000", "Points = 1000", "Tiers.gold"},
	{"Points = 5000", "Points = five", "Tiers.gold.Points"},
	{"Points = 5000", "SpendFen = 5000", "Tiers.gold"},
	{"Points = 0", "Points = 1", "Tiers.standard"},
	{"Rate = 20000", "Rate = 9999", "Tiers.silver.Rate"},
	{"Name.zh = 金卡会员", "", "Tiers.gold.Name"},
	{"  gold {", "  Gold {", "Tiers.Gold"},
	{"From = 2026-10-01", "From = 2026-10-32", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "From = 2026-10-08", "Bonuses.holiday_national.Until"},
	{"From = 2026-10-01", "Recurs = weekly", "Bonuses.holiday_national.Recurs"},
	{"From = 2026-10-01", "Recurs = yearly\n    From = 10-01",
     "Bonuses.holiday_national.Until"},
	{"From = 2026-10-01", "Recurs = yearly\n    From = 13-01", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "Recurs = yearly\n    From = 10-32", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "Recurs = yearly\n    From = 1001", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "Recurs = yearly\n    From = 10-011", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "Recurs = monthly\n    From = 0", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "Recurs = monthly\n    From = +1", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "Recurs = monthly\n    From = 32", "Bonuses.holiday_national.From"},
	{"From = 2026-10-01", "Category = hotels", "Bonuses.holiday_national"},
	{"holiday_national {", "tier {", "Bonuses.tier"},
	{"PayShare = 5000", "PayShare = 10001", "Categories.custom.PayShare"},
	{"Tier = gold", "Tier = golden", "Benefits.adviser"},
	{"LifeMonths = 24", "LifeMonths = x", "Points.LifeMonths"},
	{"MonthCap = 10", "", "Referral.MonthCap"},
	{"UnitFen = 1000", "UnitFen = 0", "Coupon.UnitFen"},
	{"MinPoints = 500", "MinPoints = 750", "Pay.MinPoints"},
	{"Cap = share_of_price", "Cap = half", "Pay.Cap"},
	{"Kind = coupon", "Kind = cake", "Birthday.gift.Kind"},
	{PARTNER("    Rate = 100001"), "Partners.p1.Rate"},
	{PARTNER("    Rate = half"), "Partners.p1.Rate"},
	{PARTNER("    RedeemShare = 10001"), "Partners.p1.RedeemShare"},
	{PARTNER("    MonthPoints = 100\n    YearPoints = 99"), "Partners.p1.YearPoints"},
	{PARTNER("    EndsAtBudget = 1"), "Partners.p1.EndsAtBudget"},
	{PARTNER("    MonthPoints = 1\n    EndsAtBudget = 2"), "Partners.p1.EndsAtBudget"},
	{PARTNER("    Colour = red"), "Partners.p1.Colour"},
	{"Partners {\n}", "Partners {\n  p1 {\n    Partner = p-1\n  }\n}", "Partners.p1.Name"},
	{"Partners {\n}", "Partners {\n  p1 {\n    Rate = 5000\n  }\n}", "Partners.p1.Partner"},
	{PARTNER("    Rate = 1\n  }\n  p2 {\n    Partner = p-1\n    Name.zh = 店\n    Name.en = Shop"),
     "Partners.p2.Partner"},
	{"holiday_national {", "partner {", "Bonuses.partner"},
	{"Kind = coupon\n    Tier = silver", "Kind = coupon\n    Tier = brass", "Birthday"},
};

static void test_wrong_rows(void **state)
{
	void *mem = talloc_new(NULL);
	char *text = plan_text(mem, "travel"), error[160];
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct config *tree = config_parse(edited(mem, text, wrong[i].from, wrong[i].to));
		assert_non_null(tree);
		if (plan_parse(mem, tree, error))
			fail_msg("\"%s\" passed", wrong[i].to);
		if (!text_starts(error, wrong[i].says))
			fail_msg("\"%s\" says \"%s\"", wrong[i].to, error);
		config_free(tree);
	}
	talloc_free(mem);
}

/* A plan in which one day's bonuses outgrow a receipt or 127 bits. */
static void test_too_many_at_once(void **state)
{
	void *mem = talloc_new(NULL);
	char *text = plan_text(mem, "rewards"), error[160], *more = talloc_strdup(mem, "Bonuses {");
	(void)state;
	for (int i = 0; i < 8; i++)
		more = talloc_asprintf_append(more, "\n  b%d {\n    Name.zh = 一\n    Name.en = One\n"
		                                    "    Rate = 100000\n  }", i);
	struct config *tree = config_parse(edited(mem, text, "Bonuses {", more));
	assert_null(plan_parse(mem, tree, error));
	assert_true(text_starts(error, "Bonuses."));
	config_free(tree);
	assert_null(plan_parse(mem, NULL, error));
	assert_true(strlen(error) > 0);
	talloc_free(mem);
}

static void test_versions(void **state)
{
	struct plan *a = plan_of_file(NULL, "travel"), *b = plan_of_file(a, "crm");
	struct plan *plans[] = {a, b};
	struct plan_book book = {2, plans};
	(void)state;
	b->version = 2;
	b->from_day = day_at("2026-12-01");
	assert_ptr_equal(plan_on(&book, day_at("1999-01-01")), a);
	assert_ptr_equal(plan_on(&book, day_at("2026-11-30")), a);
	assert_ptr_equal(plan_on(&book, day_at("2026-12-01")), b);
	assert_ptr_equal(plan_version(&book, 2), b);
	assert_null(plan_version(&book, 3));
	assert_int_equal(plan_tier_index(a, "nothing"), 0);
	assert_int_equal(plan_category_index(a, "nothing"), -1);
	talloc_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_travel),     cmocka_unit_test(test_holidays),
		cmocka_unit_test(test_others),     cmocka_unit_test(test_wrong_rows),
		cmocka_unit_test(test_too_many_at_once), cmocka_unit_test(test_versions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
