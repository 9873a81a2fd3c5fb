/* Campaigns as rows of a plan and in figures; who may sign up for an event. */
#include "rule/world.h"

#include "base/config.h"
#include "rule/campaign.h"
#include "rule/event.h"

#define NOW "2026-11-22T12:00:00+08:00"

static char *source; /* of the travel plan */

static int setup(void **state)
{
	FILE *f = fopen("schema/plans/travel.hdf", "rb");

	(void)state;
	source = talloc_zero_size(NULL, 100000);
	assert_non_null(f);
	assert_true(fread(source, 1, 99999, f) > 1000);
	fclose(f);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	TALLOC_FREE(source);
	return 0;
}

static struct campaign_rules snow(void)
{
	int32_t from, until;

	assert_true(day_parse("2026-12-01", &from) && day_parse("2026-12-20", &until));
	return (struct campaign_rules){
		.code = "snow", .name = "雪季", .name_en = "Snow", .from = from, .until = until,
		.bonus_bp = 12000, .category = "domestic", .product = "ice", .partner = "p1",
		.branch = "b1", .tier = "silver", .kind = "", .min_paid_fen = 100000,
		.first_in_category = true};
}

/* The travel plan with TEXT behind it. */
static struct plan *with(const char *text)
{
	char error[200] = "", *whole = talloc_asprintf(source, "%s%s", source, text);
	struct config *tree = config_parse(whole);
	struct plan *plan = tree ? plan_parse(source, tree, error) : NULL;

	config_free(tree);
	if (!plan)
		fail_msg("%s", error);
	return plan;
}

static void its_rows_say_what_it_is(void **state)
{
	struct campaign_rules c = snow();
	const struct plan *plan = with(campaign_plan_rows(source, &c));
	const struct plan_campaign *row = plan_campaign(plan, "snow");
	const struct plan_bonus *bonus = &plan->bonuses[plan->n_bonuses - 1];

	(void)state;
	assert_non_null(row);
	assert_string_equal(row->name.zh, "雪季");
	assert_string_equal(row->tier, "silver");
	assert_int_equal(row->from, c.from);
	assert_string_equal(bonus->code, "snow");
	assert_int_equal(bonus->rate_bp, 12000);
	assert_string_equal(bonus->product, "ice");
	assert_string_equal(bonus->partner, "p1");
	assert_string_equal(bonus->branch, "b1");
	assert_string_equal(bonus->tier, "silver");
	assert_int_equal(bonus->min_paid_fen, 100000);
	assert_true(bonus->first_in_category);
	assert_null(plan_campaign(plan, "other"));
}

static void without_a_bonus_there_is_no_bonus_row(void **state)
{
	struct campaign_rules c = snow();
	int before = with("")->n_bonuses;

	(void)state;
	c.bonus_bp = 0;
	c.name_en = "";
	assert_int_equal(with(campaign_plan_rows(source, &c))->n_bonuses, before);
}

static void an_earlier_end_counts(void **state)
{
	struct campaign_rules c = snow();
	char *rows = campaign_plan_rows(source, &c);
	const struct plan *plan = with(talloc_asprintf(
		source, "%s%s", rows, campaign_plan_end(source, "snow", c.from, c.from + 3, true)));
	const struct plan_bonus *bonus = &plan->bonuses[plan->n_bonuses - 1];

	(void)state;
	assert_int_equal(plan_campaign(plan, "snow")->until, c.from + 3);
	assert_int_equal(bonus->until, c.from + 3);
	assert_int_equal(bonus->rate_bp, 12000);
	/* One that had not begun: its window closes before it opens. */
	plan = with(talloc_asprintf(source, "%s%s", rows,
	                            campaign_plan_end(source, "snow", c.from, c.from - 9, true)));
	assert_int_equal(plan_campaign(plan, "snow")->from, c.from - 9);
	assert_int_equal(plan_campaign(plan, "snow")->until, c.from - 9);
}

static void codes_are_plain(void **state)
{
	static const char *const good[] = {"ab", "snow_2026", "a2345678901234567890123", NULL};
	static const char *const bad[] = {"", "a", "new", "base", "tier", "2snow", "a-b", "A1", "ab c",
	                                  "a23456789012345678901234", "雪", NULL};

	(void)state;
	for (int i = 0; good[i]; i++)
		assert_true(campaign_code_ok(good[i]));
	for (int i = 0; bad[i]; i++)
		assert_false(campaign_code_ok(bad[i]));
}

/* By hand: 1,000 points are ¥100; ¥3,000 more at 10 % margin less ¥150. */
static void figures_follow(void **state)
{
	const struct plan *plan = with("");
	struct campaign_counts n = {.participants = 30, .orders = 40, .sales_fen = 800000,
	                            .before_orders = 20, .before_fen = 500000, .bonus_points = 900,
	                            .redemptions = 5, .redeemed_points = 2000, .saved_points = 100};
	struct campaign_result out = campaign_judge(plan, &n, 5000, 1000, "sales", 1600000);

	(void)state;
	assert_int_equal(out.points, 1000);
	assert_int_equal(out.points_fen, 10000);
	assert_int_equal(out.cost_fen, 15000);
	assert_int_equal(out.more_fen, 300000);
	assert_int_equal(out.net_fen, 15000);
	assert_true(out.has_roi);
	assert_int_equal(out.roi_bp, 10000);
	assert_int_equal(out.reached_bp, 5000);
	assert_int_equal(campaign_attained(&n, "orders"), 40);
	assert_int_equal(campaign_attained(&n, "redemptions"), 5);
	assert_int_equal(campaign_attained(&n, "participants"), 30);
	n = (struct campaign_counts){.before_fen = 100};
	out = campaign_judge(plan, &n, 0, 10000, "orders", 0);
	assert_int_equal(out.net_fen, -100);
	assert_false(out.has_roi);
}

static struct event_terms tea(void)
{
	return (struct event_terms){.open = true, .starts_at = at("2026-12-05T14:00:00+08:00"),
	                            .ends_at = at("2026-12-05T16:00:00+08:00"),
	                            .open_from = INSTANT_NONE,
	                            .open_until = at("2026-12-04T14:00:00+08:00"),
	                            .back_until = at("2026-12-03T14:00:00+08:00"), .tier = "",
	                            .kind = "", .per_member = 2, .cost_points = 100};
}

static void signing_up_is_judged_in_order(void **state)
{
	const struct plan *plan = with("");
	struct event_guest guest = {.tier = "standard", .kind = "personal", .available = 200,
	                            .may_spend = true};
	struct event_terms t = tea();
	int64_t now = at(NOW);

	(void)state;
	assert_int_equal(event_judge(plan, &t, &guest, 2, 100, now), EVENT_MAY);
	assert_int_equal(event_judge(plan, &t, &guest, 3, 100, now), EVENT_SEATS);
	assert_int_equal(event_judge(plan, &t, &guest, 1, 99, now), EVENT_COST);
	guest.available = 199;
	assert_int_equal(event_judge(plan, &t, &guest, 2, -1, now), EVENT_SHORT);
	guest.debt = 1;
	assert_int_equal(event_judge(plan, &t, &guest, 1, -1, now), EVENT_DEBT);
	guest.may_spend = false;
	assert_int_equal(event_judge(plan, &t, &guest, 1, -1, now), EVENT_NOT_SPEND);
	guest.signed_up = true;
	assert_int_equal(event_judge(plan, &t, &guest, 1, -1, now), EVENT_ALREADY);
	t.tier = "gold";
	assert_int_equal(event_judge(plan, &t, &guest, 1, -1, now), EVENT_TIER);
	t.kind = "family";
	assert_int_equal(event_judge(plan, &t, &guest, 1, -1, now), EVENT_KIND);
	assert_int_equal(event_judge(plan, &t, &guest, 1, -1, t.open_until), EVENT_CLOSED);
	t.open = false;
	assert_int_equal(event_judge(plan, &t, &guest, 1, -1, now), EVENT_GONE);
	guest = (struct event_guest){.tier = "standard", .kind = "personal"};
	t = tea();
	t.cost_points = 0; /* free: nobody needs points or leave to spend */
	assert_int_equal(event_judge(plan, &t, &guest, 1, 0, now), EVENT_MAY);
	t.open_from = now + 1;
	assert_int_equal(event_judge(plan, &t, &guest, 1, 0, now), EVENT_NOT_YET);
	assert_int_equal(event_judge(plan, &t, &guest, 1, 0, now + 1), EVENT_MAY);
}

static void cancelling_has_its_time(void **state)
{
	struct event_terms t = tea();

	(void)state;
	assert_true(event_gives_back(&t, t.back_until - 1));
	assert_false(event_gives_back(&t, t.back_until));
	assert_true(event_may_cancel(&t, t.starts_at - 1));
	assert_false(event_may_cancel(&t, t.starts_at));
	assert_true(event_moves_up(&t, t.back_until - 1));
	assert_false(event_moves_up(&t, t.back_until));
	t.cost_points = 0;
	assert_true(event_moves_up(&t, t.starts_at - 1));
	assert_false(event_moves_up(&t, t.starts_at));
}

static void a_tier_is_reached_or_not(void **state)
{
	const struct plan *plan = with("");

	(void)state;
	assert_true(plan_tier_reaches(plan, "standard", ""));
	assert_true(plan_tier_reaches(plan, "gold", "silver"));
	assert_false(plan_tier_reaches(plan, "silver", "gold"));
	assert_false(plan_tier_reaches(plan, "silver", "platinum")); /* another plan's */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(its_rows_say_what_it_is),
		cmocka_unit_test(without_a_bonus_there_is_no_bonus_row),
		cmocka_unit_test(an_earlier_end_counts),
		cmocka_unit_test(codes_are_plain),
		cmocka_unit_test(figures_follow),
		cmocka_unit_test(signing_up_is_judged_in_order),
		cmocka_unit_test(cancelling_has_its_time),
		cmocka_unit_test(a_tier_is_reached_or_not),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
