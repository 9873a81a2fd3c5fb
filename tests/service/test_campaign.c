/* Campaigns from the draft to the closing: what publishing refuses, what the rules
 * then earn, what is counted, and what a used-up budget ends. */
#include "service/redeem_support.h"

#include "service/campaign.h"
#include "store/plan.h"

#define STAFF 7
#define TODAY "2026-11-22T12:00:00+08:00"

static struct campaign plain(const char *code)
{
	return (struct campaign){
		.campaign = code, .state = "draft", .name = "雪季", .name_en = "Snow", .text = "看雪去",
		.text_en = "", .theme = "", .place = "", .place_en = "", .channels = "",
		.goal = "orders", .target = 4, .from_day = day("2026-11-24"),
		.until_day = day("2026-11-25"), .bonus_bp = 15000, .category = "domestic",
		.product = "", .partner = "", .branch = "", .tier = "", .kind = "", .budget_points = -1,
		.cost_fen = 10000, .margin_bp = 2000, .survey = "", .surveyed_on = DAY_NONE,
		.closing = "", .closing_en = "", .published_at = INSTANT_NONE, .stopped_on = DAY_NONE,
		.stop_reason = "", .created_at = clock_now(), .version = 1};
}

static struct service_env here(void)
{
	return env_of(db(), test_mem());
}

static void drafted(const struct campaign *c)
{
	struct service_env env = here();

	assert_int_equal(campaign_new(&env, STAFF, c), CAMPAIGN_OK);
}

static struct campaign_answer published(const char *code)
{
	struct service_env env = here();
	struct campaign_answer answer;

	campaign_publish(&env, STAFF, code, &answer);
	return answer;
}

static struct campaign now_is_it(const char *code)
{
	struct campaign c;

	assert_int_equal(campaign_read(db(), test_mem(), code, &c), DB_OK);
	return c;
}

/* The stored versions, as programs read them. */
static void read_plans(void)
{
	struct plan_book *book;

	assert_int_equal(plan_book_load(db(), NULL, &book), DB_OK);
	talloc_free(plans);
	plans = book;
}

static void fresh_plan(void)
{
	FILE *f = fopen("schema/plans/travel.hdf", "rb");
	char *source = talloc_zero_size(test_mem(), 100000);
	int64_t version;

	assert_non_null(f);
	assert_true(fread(source, 1, 99999, f) > 1000);
	fclose(f);
	sql("DELETE FROM plan_version");
	assert_int_equal(plan_store(db(), "travel", PLAN_FIRST_DAY, source, clock_now(), &version), DB_OK);
	read_plans();
}

static int setup(void **state)
{
	int failed = shop_setup(state);

	sql("INSERT INTO partner (partner, name, created_at) VALUES ('test', 'Test', '2023-01-01')");
	simple_item("kite", ITEM_GOODS, 400, 100);
	fresh_plan();
	return failed;
}

static int each(void **state)
{
	(void)state;
	now_is(TODAY);
	fresh_plan();
	return 0;
}

static void what_lacks_is_named(void **state)
{
	struct campaign c = plain("empty");
	struct campaign_answer a;

	(void)state;
	c.name_en = c.text = "";
	c.target = c.bonus_bp = 0;
	drafted(&c);
	a = published("empty");
	assert_int_equal(a.outcome, CAMPAIGN_LACKS);
	assert_int_equal(a.lacks, LACK_ENGLISH | LACK_TEXT | LACK_TARGET | LACK_OFFER);
	assert_string_equal(now_is_it("empty").state, "draft");
	c = plain("forfamilies");
	c.kind = "family";
	drafted(&c);
	assert_int_equal(published("forfamilies").lacks, LACK_KIND);
	assert_int_equal(published("nowhere").outcome, CAMPAIGN_UNKNOWN);
}

static void rules_change_from_tomorrow_at_the_earliest(void **state)
{
	struct campaign c = plain("tooearly"), next = plain("second");
	struct campaign_answer a;

	(void)state;
	c.from_day = day("2026-11-22");
	drafted(&c);
	a = published("tooearly");
	assert_int_equal(a.outcome, CAMPAIGN_EARLY);
	assert_int_equal(a.earliest, day("2026-11-23"));
	c = plain("first");
	drafted(&c);
	drafted(&next);
	assert_int_equal(published("first").outcome, CAMPAIGN_OK);
	assert_int_equal(published("first").outcome, CAMPAIGN_FROZEN);
	/* The first took tomorrow; the second's rules begin the day behind. */
	assert_int_equal(published("second").outcome, CAMPAIGN_OK);
	read_plans();
	assert_int_equal(plans->n, 3);
	assert_int_equal(plans->plans[2]->from_day, day("2026-11-24"));
	assert_non_null(plan_campaign(plans->plans[2], "first"));
	assert_non_null(plan_campaign(plans->plans[2], "second"));
	assert_null(plan_campaign(plans->plans[1], "second"));
}

static void a_code_of_the_rules_is_taken(void **state)
{
	struct campaign c = plain("holiday_spring");
	struct service_env env = here();

	(void)state;
	drafted(&c);
	assert_int_equal(published("holiday_spring").outcome, CAMPAIGN_TAKEN);
	assert_int_equal(campaign_new(&env, STAFF, &c), CAMPAIGN_TAKEN);
}

/* A name cannot add rows of its own to the rules. */
static void a_name_is_only_a_name(void **state)
{
	struct campaign c = plain("sly");

	(void)state;
	c.name = "好\n}\nsly2 {\nRate = 9";
	drafted(&c);
	assert_int_equal(published("sly").outcome, CAMPAIGN_OK);
	read_plans();
	assert_int_equal(plans->plans[1]->n_bonuses, plans->plans[0]->n_bonuses + 1);
}

/* By hand: orders of ¥1,000, 300 and 200 in the window earn half as much again
 * (the second at silver); it is refunded, and ¥600 of the day before are compared. */
static void what_it_brings_is_counted(void **state)
{
	uint64_t m = rich_member(5000), other = rich_member(0);
	struct campaign c = plain("counted");
	struct campaign_counts n;
	struct campaign_result out;
	struct service_env env;
	int64_t counted_at;

	(void)state;
	drafted(&c);
	env = here();
	assert_int_equal(campaign_cut(&env, STAFF, "counted", "kite", 300), CAMPAIGN_OK);
	assert_int_equal(campaign_cut(&env, STAFF, "counted", "nothing", 300), CAMPAIGN_UNKNOWN);
	assert_int_equal(campaign_cut(&env, STAFF, "counted", "coupon", 50), CAMPAIGN_UNKNOWN);
	assert_int_equal(campaign_cut(&env, STAFF, "counted", "kite", 400), CAMPAIGN_CLASH);
	assert_int_equal(published("counted").outcome, CAMPAIGN_OK);
	assert_int_equal(campaign_cut(&env, STAFF, "counted", "kite", 200), CAMPAIGN_FROZEN);
	read_plans();
	now_is("2026-11-25T20:00:00+08:00");
	book(other, "C-before", 60000, "2026-11-23T09:00:00+08:00", true);
	assert_int_equal(book(m, "C-1", 100000, "2026-11-24T00:00:00+08:00", true).points, 1500);
	assert_int_equal(book(m, "C-2", 30000, "2026-11-24T09:00:00+08:00", false).points, 750);
	assert_int_equal(book(other, "C-3", 20000, "2026-11-25T18:00:00+08:00", true).points, 300);
	assert_int_equal(refund("C-2", "1", 30000, "2026-11-25T19:00:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(redeemed(m, "kite", 2).cost_points, 600);
	env = here();
	c = now_is_it("counted");
	assert_int_equal(campaign_figures(&env, plans, &c, 0, &n, &counted_at), DB_OK);
	assert_int_equal(n.orders, 2);
	assert_int_equal(n.participants, 2);
	assert_int_equal(n.sales_fen, 120000);
	assert_int_equal(n.before_orders, 1);
	assert_int_equal(n.before_fen, 60000);
	assert_int_equal(n.bonus_points, 600); /* 500 + 100 */
	assert_int_equal(n.redemptions, 1);
	assert_int_equal(n.redeemed_points, 600);
	assert_int_equal(n.saved_points, 200); /* 2 x (400 - 300) */
	out = campaign_judge(plans->plans[0], &n, c.cost_fen, c.margin_bp, c.goal, c.target);
	assert_int_equal(out.points_fen, 8000); /* 800 points at ¥10 a hundred */
	assert_int_equal(out.cost_fen, 18000);
	assert_int_equal(out.net_fen, 12000 - 18000); /* a fifth of ¥600 less the cost */
	assert_int_equal(out.roi_bp, -3333);
	assert_int_equal(out.reached_bp, 5000);
	prove(m);
}

static void a_used_up_budget_ends_it(void **state)
{
	uint64_t m = rich_member(5000);
	struct campaign c = plain("capped");
	struct service_env env = here();
	int counted, stopped;

	(void)state;
	c.from_day = day("2026-12-01");
	c.until_day = day("2026-12-20");
	c.budget_points = 400;
	simple_item("drum", ITEM_GOODS, 400, 100);
	drafted(&c);
	assert_int_equal(campaign_cut(&env, STAFF, "capped", "drum", 350), CAMPAIGN_OK);
	assert_int_equal(published("capped").outcome, CAMPAIGN_OK);
	read_plans();
	now_is("2026-12-03T12:00:00+08:00");
	book(m, "B-1", 70000, "2026-12-01T09:00:00+08:00", true);
	env = here();
	assert_int_equal(campaign_sweep(&env, plans, 0, &counted, &stopped), DB_OK);
	assert_int_equal(stopped, 0); /* 350 of 400 */
	assert_int_equal(redeemed(m, "drum", 1).cost_points, 350);
	assert_int_equal(campaign_sweep(&env, plans, 0, &counted, &stopped), DB_OK);
	assert_int_equal(stopped, 1); /* 350 + 50 */
	assert_int_equal(redeemed(m, "drum", 1).cost_points, 400); /* the lower cost is over */
	c = now_is_it("capped");
	assert_string_equal(c.state, "stopped");
	assert_string_equal(c.stop_reason, "budget");
	assert_int_equal(c.stopped_on, day("2026-12-03"));
	read_plans();
	now_is("2026-12-05T12:00:00+08:00");
	assert_int_equal(book(m, "B-2", 10000, "2026-12-03T20:00:00+08:00", true).points, 250);
	assert_int_equal(book(m, "B-3", 10000, "2026-12-04T09:00:00+08:00", true).points, 200);
	env = here();
	assert_int_equal(campaign_sweep(&env, plans, 0, &counted, &stopped), DB_OK);
	assert_int_equal(stopped, 0);
}

/* Only the tier it is for earns it; its own items open with it, for that tier. */
static void it_is_for_whom_it_says(void **state)
{
	uint64_t m = rich_member(3000), silver = rich_member(3000);
	struct campaign c = plain("silveronly");
	struct item item = plain_item("own", ITEM_GOODS, 100);
	struct redeem_asked asked = {.member_id = m, .person_id = 1, .item = "own", .quantity = 1,
	                             .shown_cost = -1};
	struct redeem_answer answer;
	struct service_env env;

	(void)state;
	item.campaign = "silveronly";
	store_item(&item, 10);
	c.tier = "silver";
	drafted(&c);
	env = here();
	assert_int_equal(published("silveronly").outcome, CAMPAIGN_OK);
	read_plans();
	assert_int_equal(redeem_item(&env, plans, &asked, &answer), REDEEM_ANSWERED);
	assert_int_equal(answer.outcome, REDEEM_CAMPAIGN);
	now_is("2026-11-24T12:00:00+08:00");
	book(silver, "T-0", 200000, "2026-11-23T09:00:00+08:00", true);
	assert_int_equal(book(m, "T-1", 10000, "2026-11-24T09:00:00+08:00", true).points, 100);
	assert_int_equal(book(silver, "T-2", 10000, "2026-11-24T09:00:00+08:00", true).points, 250);
	env = here();
	assert_int_equal(redeem_item(&env, plans, &asked, &answer), REDEEM_ANSWERED);
	assert_int_equal(answer.outcome, REDEEM_TIER);
	asked.member_id = silver;
	assert_int_equal(redeem_item(&env, plans, &asked, &answer), REDEEM_ANSWERED);
	assert_int_equal(answer.outcome, REDEEM_OK);
}

/* The participants of one that is over are asked by its survey, once each. */
static void who_took_part_is_asked(void **state)
{
	uint64_t m = rich_member(0);
	struct campaign c = plain("asking");
	struct service_env env;
	int asked;

	(void)state;
	c.from_day = day("2027-01-04");
	c.until_day = day("2027-01-05");
	c.survey = "afterwards";
	drafted(&c);
	assert_int_equal(published("asking").outcome, CAMPAIGN_OK);
	read_plans();
	now_is("2027-01-06T12:00:00+08:00");
	book(m, "Q-1", 10000, "2027-01-04T09:00:00+08:00", true);
	book(m, "Q-2", 10000, "2027-01-05T09:00:00+08:00", true);
	env = here();
	assert_int_equal(campaign_ask(&env, plans, &asked), DB_OK);
	assert_int_equal(asked, 0); /* no such survey is live: asked when it is */
	assert_int_equal(now_is_it("asking").surveyed_on, DAY_NONE);
}

/* What was published stays; notes and costs may still be written. */
static void published_rules_stay(void **state)
{
	struct campaign c = plain("fixed");
	struct service_env env = here();

	(void)state;
	drafted(&c);
	assert_int_equal(published("fixed").outcome, CAMPAIGN_OK);
	c = now_is_it("fixed");
	c.bonus_bp = 90000;
	c.until_day = day("2027-11-25");
	c.closing = "来了很多人";
	assert_int_equal(campaign_save(&env, STAFF, &c), CAMPAIGN_OK);
	assert_int_equal(campaign_save(&env, STAFF, &c), CAMPAIGN_CHANGED);
	c = now_is_it("fixed");
	assert_int_equal(c.bonus_bp, 15000);
	assert_int_equal(c.until_day, day("2026-11-25"));
	assert_string_equal(c.closing, "来了很多人");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_lacks_is_named, each),
		cmocka_unit_test_setup(rules_change_from_tomorrow_at_the_earliest, each),
		cmocka_unit_test_setup(a_code_of_the_rules_is_taken, each),
		cmocka_unit_test_setup(a_name_is_only_a_name, each),
		cmocka_unit_test_setup(what_it_brings_is_counted, each),
		cmocka_unit_test_setup(a_used_up_budget_ends_it, each),
		cmocka_unit_test_setup(it_is_for_whom_it_says, each),
		cmocka_unit_test_setup(who_took_part_is_asked, each),
		cmocka_unit_test_setup(published_rules_stay, each),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
