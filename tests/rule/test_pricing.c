/* Orders priced: PROGRAMME §11 vectors 1, 2, 6, 7, 8a-c, 14, 14b; stackings. */
#include "rule/pay.h"
#include "rule/world.h"

struct row {
	const char *vector, *plan, *tier, *products, *day;
	int64_t paid_fen, points, rate_bp;
	struct pricing_line lines[4];
};

static const struct row rows[] = {
	{"1", "travel", "standard", "", "2026-11-22", 99999, 999, 10000, {{"base", 999}}},
	{"2", "travel", "silver", "", "2026-10-03", 428050, 8989, 21000,
	 {{"base", 4280}, {"tier", 4281}, {"holiday_national", 428}}},
	{"3", "travel", "standard", "", "2026-11-22", 500000, 5000, 10000, {{"base", 5000}}},
	{"4", "travel", "silver", "", "2026-11-22", 100000, 2000, 20000,
	 {{"base", 1000}, {"tier", 1000}}},
	{"5", "rewards", "silver", "", "2026-11-22", 99999, 1199, 12000,
	 {{"base", 999}, {"tier", 200}}},
	{"6", "rewards", "gold", "", "2026-09-25", 99999, 2999, 30000,
	 {{"base", 999}, {"tier", 500}, {"mid_autumn", 1500}}},
	{"7", "retail", "gold", "marked", "2026-11-11", 10000, 200, 20000,
	 {{"base", 100}, {"marked", 100}}},
	{"14", "travel", "standard", "", "2026-11-22", 75000, 750, 10000, {{"base", 750}}},
	{"window and product", "rewards", "gold", "x,new", "2026-02-23", 10000, 900, 90000,
	 {{"base", 100}, {"tier", 50}, {"spring_festival", 300}, {"new_product", 450}}},
	{"day after the window", "rewards", "gold", "", "2026-02-24", 10000, 150, 15000,
	 {{"base", 100}, {"tier", 50}}},
	{"first day of holidays", "travel", "gold", "", "2026-02-15", 10000, 210, 21000,
	 {{"base", 100}, {"tier", 100}, {"holiday_spring", 10}}},
	{"product code is no prefix", "retail", "gold", "marked2,xmarked", "2026-10-11", 10000, 100,
	 10000, {{"base", 100}}},
	{"yearly window in another year", "retail", "standard", "", "2031-11-11", 10099, 201, 20000,
	 {{"base", 100}, {"double11", 101}}},
	{"under one yuan", "crm", "gold", "", "2026-11-22", 99, 0, 10000, {{"base", 0}}},
	{"nothing", "crm", "gold", "", "2026-11-22", 0, 0, 0, {{"", 0}}},
	{"the most", "rewards", "diamond", "new", "2026-02-17", INT64_C(1000000000000),
	 INT64_C(120000000000), 120000,
	 {{"base", INT64_C(10000000000)}, {"tier", INT64_C(10000000000)},
	  {"spring_festival", INT64_C(40000000000)}, {"new_product", INT64_C(60000000000)}}},
};

static void test_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		void *mem = talloc_new(NULL);
		struct plan *plan = plan_of_file(mem, r->plan);
		struct pricing_input in = {.paid_fen = r->paid_fen, .eligible_fen = r->paid_fen,
		                           .paid_day = day_at(r->day), .tier = r->tier,
		                           .category = "domestic", .products = r->products,
		                           .partner = "p", .branch = ""};
		struct pricing out;
		pricing_order(plan, &in, &out);
		if (out.points != r->points || out.rate_bp != r->rate_bp)
			fail_msg("%s: %lld points at %lld", r->vector, (long long)out.points,
			         (long long)out.rate_bp);
		for (int k = 0; k < out.n_lines; k++) {
			assert_string_equal(out.lines[k].rule, r->lines[k].rule);
			assert_int_equal(out.lines[k].points, r->lines[k].points);
		}
		assert_true(out.n_lines == 4 || r->lines[out.n_lines].rule[0] == '\0');
		talloc_free(mem);
	}
}

/* A partner's own rate is part of what the others multiply; its line says what it takes
 * or adds, and the lines still add up. */
static const struct {
	const char *plan, *tier, *partner;
	int64_t rate, paid_fen, points, rate_bp;
	struct pricing_line lines[4];
} partner_rows[] = {
	{"travel", "standard", "shop", 5000, 99999, 499, 5000, {{"base", 999}, {"partner", -500}}},
	{"travel", "silver", "shop", 20000, 100000, 4000, 40000,
	 {{"base", 1000}, {"partner", 1000}, {"tier", 2000}}},
	{"travel", "silver", "shop", 5000, 428050, 4494, 10500,
	 {{"base", 4280}, {"partner", -2140}, {"tier", 2140}, {"holiday_national", 214}}},
	{"travel", "silver", "other", 5000, 100000, 2100, 21000,
	 {{"base", 1000}, {"tier", 1000}, {"holiday_national", 100}}},
	{"travel", "silver", "shop", 10000, 100000, 2100, 21000,
	 {{"base", 1000}, {"tier", 1000}, {"holiday_national", 100}}},
	{"travel", "gold", "shop", 0, 100000, 0, 0,
	 {{"base", 1000}, {"partner", -1000}, {"tier", 0}, {"holiday_national", 0}}},
	{"retail", "gold", "shop", 15000, 10000, 150, 15000, {{"base", 100}, {"partner", 50}}},
	{"rewards", "diamond", "shop", 15000, 10000, 300, 30000,
	 {{"base", 100}, {"partner", 50}, {"tier", 150}}},
};

static void test_partners_rate(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(partner_rows) / sizeof(partner_rows[0]); i++) {
		void *mem = talloc_new(NULL);
		struct plan *plan = plan_of_file(mem, partner_rows[i].plan);
		struct plan_partner terms = {.code = "shop", .rate_bp = partner_rows[i].rate};
		bool holiday = strcmp(partner_rows[i].plan, "travel") == 0 && i > 1;
		struct pricing_input in = {.paid_fen = partner_rows[i].paid_fen,
		                           .eligible_fen = partner_rows[i].paid_fen,
		                           .paid_day = day_at(holiday ? "2026-10-03" : "2026-11-22"),
		                           .tier = partner_rows[i].tier, .category = "domestic",
		                           .products = "", .partner = partner_rows[i].partner,
		                           .branch = ""};
		struct pricing out;

		plan->partners = &terms;
		plan->n_partners = 1;
		pricing_order(plan, &in, &out);
		if (out.points != partner_rows[i].points || out.rate_bp != partner_rows[i].rate_bp)
			fail_msg("row %zu: %lld points at %lld", i, (long long)out.points,
			         (long long)out.rate_bp);
		for (int k = 0; k < out.n_lines; k++) {
			assert_string_equal(out.lines[k].rule, partner_rows[i].lines[k].rule);
			assert_int_equal(out.lines[k].points, partner_rows[i].lines[k].points);
		}
		assert_true(out.n_lines == 4 || partner_rows[i].lines[out.n_lines].rule[0] == '\0');
		talloc_free(mem);
	}
}

/* The sum of the lines is the total and the total is floored once, whatever
 * the amounts and rates. */
static void test_lines_add_up(void **state)
{
	static const enum stacking stackings[] = {STACK_ADD, STACK_HIGHEST, STACK_MULTIPLY};
	struct plan *plan = plan_of_file(NULL, "rewards");
	uint64_t seed = 20261122;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
		int64_t fen = (int64_t)(seed >> 40), rate;
		plan->stacking = stackings[i % 3];
		plan->bonuses[0].rate_bp = 10001 + (int64_t)(seed >> 20 & 0x7fff);
		plan->bonuses[2].rate_bp = 10001 + (int64_t)(seed >> 10 & 0x7fff);
		int64_t tier = plan->tiers[i % 4].rate_bp, a = plan->bonuses[0].rate_bp,
		        b = plan->bonuses[2].rate_bp, sum = 0;
		struct pricing_input in = {.paid_fen = fen, .eligible_fen = fen,
		                           .paid_day = day_at("2026-02-17"),
		                           .tier = plan->tiers[i % 4].code, .category = "hotel",
		                           .products = "new", .partner = "p", .branch = "b"};
		struct pricing out;
		pricing_order(plan, &in, &out);
		for (int k = 0; k < out.n_lines; k++)
			sum += out.lines[k].points;
		assert_int_equal(sum, out.points);
		rate = a > b ? a : b;
		if (plan->stacking == STACK_HIGHEST)
			assert_int_equal(out.points, fen * (rate > tier ? rate : tier) / 1000000);
		else if (plan->stacking == STACK_ADD)
			assert_int_equal(out.points, fen * (tier + a - 10000 + b - 10000) / 1000000);
		else
			assert_int_equal(out.points, (int64_t)((__int128)fen * tier * a * b / 1000000 /
			                                       100000000));
	}
	talloc_free(plan);
}

/* Every condition of a bonus row must hold. */
static void test_conditions(void **state)
{
	struct plan *plan = plan_of_file(NULL, "retail");
	struct plan_bonus *bonus = &plan->bonuses[1];
	struct pricing out;
	(void)state;
	*bonus = (struct plan_bonus){.code = "row", .from = 28, .until = 3, .recurs = 'm',
	                             .rate_bp = 30000, .category = "hotel", .partner = "mall",
	                             .branch = "b1", .min_paid_fen = 10000,
	                             .first_in_category = true};
	const struct pricing_input good = {.paid_fen = 10000, .eligible_fen = 10000,
	                                   .paid_day = day_at("2026-06-30"), .tier = "gold",
	                                   .category = "hotel", .products = "", .partner = "mall",
	                                   .branch = "b1", .first_in_category = true};
	struct pricing_input in[8];
	for (int i = 0; i < 8; i++)
		in[i] = good;
	in[1].paid_day = day_at("2026-07-03");
	in[2].paid_day = day_at("2026-07-04");
	in[3].category = "ticket";
	in[4].partner = "other";
	in[5].branch = "";
	in[6].paid_fen = 9999;
	in[7].first_in_category = false;
	for (int i = 0; i < 8; i++) {
		pricing_order(plan, &in[i], &out);
		assert_int_equal(out.points, i < 2 ? 300 : 100);
	}
	talloc_free(plan);
}

static void test_eligible(void **state)
{
	(void)state;
	assert_int_equal(pricing_eligible_left(100000, 80000, 0), 80000);
	assert_int_equal(pricing_eligible_left(100000, 80000, 30001), 55999);
	assert_int_equal(pricing_eligible_left(100000, 80000, 100000), 0);
	assert_int_equal(pricing_eligible_left(0, 0, 0), 0);
	assert_int_equal(pricing_eligible_left(INT64_C(1000000000000), INT64_C(999999999999), 1),
	                 INT64_C(999999999998));
}

/* Vector 14b, and the plan whose discounts hold in some categories only. */
static void test_price(void **state)
{
	struct plan *retail = plan_of_file(NULL, "retail"), *crm = plan_of_file(NULL, "crm");
	(void)state;
	assert_int_equal(pricing_price(retail, "gold", "domestic", 100000), 90000);
	assert_int_equal(pricing_price(retail, "silver", "domestic", 99999), 94999);
	assert_int_equal(pricing_price(retail, "standard", "domestic", 99999), 99999);
	assert_int_equal(pricing_price(retail, "gold", "unknown", 100000), 100000);
	assert_int_equal(pricing_price(crm, "platinum", "hotel", 100000), 92000);
	assert_int_equal(pricing_price(crm, "platinum", "domestic", 100000), 100000);
	talloc_free(retail);
	talloc_free(crm);
}

/* Vectors 8a-8c and the bounds of paying with points. */
static void test_pay(void **state)
{
	struct plan *plan = plan_of_file(NULL, "travel");
	static const struct {
		enum pay_cap cap;
		const char *category;
		int64_t price_fen, available, points, fen;
	} cases[] = {
		{PAY_CAP_PRICE, "custom", 999900, 60000, 49500, 495000},
		{PAY_CAP_POINTS, "custom", 999900, 60000, 30000, 300000},
		{PAY_CAP_HALF_VALUE, "custom", 999900, 60000, 60000, 300000},
		{PAY_CAP_PRICE, "domestic", 999900, 60000, 60000, 600000},
		{PAY_CAP_PRICE, "domestic", 999900, 600000, 99500, 995000},
		{PAY_CAP_PRICE, "domestic", 999900, 499, 0, 0},
		{PAY_CAP_PRICE, "domestic", 999900, 1499, 1000, 10000},
		{PAY_CAP_PRICE, "domestic", 4999, 60000, 0, 0},
		{PAY_CAP_PRICE, "custom", 9999, 60000, 0, 0},
		{PAY_CAP_PRICE, "custom", 0, 60000, 0, 0},
		{PAY_CAP_NONE, "custom", 999900, 60000, 60000, 600000},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		plan->pay.cap = cases[i].cap;
		struct pay_most most =
			pay_most(plan, cases[i].category, cases[i].price_fen, cases[i].available);
		assert_int_equal(most.points, cases[i].points);
		assert_int_equal(most.fen, cases[i].fen);
		assert_int_equal(pay_value(plan, cases[i].category, most.points), most.fen);
	}
	talloc_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_partners_rate),  cmocka_unit_test(test_lines_add_up),
		cmocka_unit_test(test_conditions), cmocka_unit_test(test_eligible),
		cmocka_unit_test(test_price),    cmocka_unit_test(test_pay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
