/* Members' events: places under a rush, points out and back, the waiting list in
 * its order, what a cancelled event owes, and who may come in. */
#include "service/redeem_support.h"

#include "service/event.h"

#define STAFF 7

/* Signing up begins at OPENS; EARLY: who is let in sooner. */
static int64_t event_opening(int64_t places, int64_t cost, const char *tier, int64_t opens,
                             struct early_row early)
{
	struct service_env env = env_of(db(), test_mem());
	struct member_event e = {
		.state = "draft", .name = "品茶", .name_en = "Tea", .text = "来喝茶", .text_en = "",
		.place = "上海", .place_en = "", .starts_at = at("2026-12-05T14:00:00+08:00"),
		.ends_at = at("2026-12-05T16:00:00+08:00"), .open_from = opens, .early = early,
		.open_until = at("2026-12-04T14:00:00+08:00"),
		.back_until = at("2026-12-03T14:00:00+08:00"), .tier = tier, .kind = "",
		.places = places, .per_member = 2, .cost_points = cost, .reason = "",
		.created_at = env.now, .version = 1};
	int64_t no = 0;

	assert_int_equal(event_new(&env, STAFF, &e, &no), EVENT_DONE);
	assert_int_equal(event_open(&env, STAFF, no), EVENT_DONE);
	return no;
}

static int64_t event_made(int64_t places, int64_t cost, const char *tier)
{
	return event_opening(places, cost, tier, INSTANT_NONE, (struct early_row){"", 0});
}

static struct signup_answer joined(uint64_t member, int64_t event_no, int64_t seats)
{
	struct service_env env = env_of(db(), test_mem());
	struct signup_asked asked = {.member_id = member, .person_id = 1, .event_no = event_no,
	                             .seats = seats, .shown_cost = -1};
	struct signup_answer answer;

	event_sign_up(&env, plans, &asked, &answer);
	return answer;
}

static struct signup_answer left(uint64_t member, int64_t event_no)
{
	struct service_env env = env_of(db(), test_mem());
	struct signup_answer answer;

	event_leave(&env, plans, member, event_no, &answer);
	return answer;
}

static const char *state_of(uint64_t member, int64_t event_no)
{
	struct signup row;
	enum db got = signup_read(db(), test_mem(), member, event_no, &row);

	assert_true(got == DB_OK || got == DB_NONE);
	return got == DB_OK ? row.state : "none";
}

static void stock_is(int64_t event_no, int64_t taken, int64_t waiting)
{
	struct member_event e;

	assert_int_equal(event_read(db(), test_mem(), event_no, &e), DB_OK);
	assert_int_equal(e.taken, taken);
	assert_int_equal(e.waiting, waiting);
}

static int64_t noticed(uint64_t member, const char *kind)
{
	static const struct db_sql posted = {
		"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind = ?", "is", "i"};
	int64_t n = 0;

	assert_int_equal(db_one(db(), NULL, &posted, (int64_t)member, kind, &n), DB_OK);
	return n;
}

static void points_go_out_and_come_back(void **state)
{
	uint64_t m = rich_member(1000);
	int64_t no = event_made(5, 300, "");
	struct signup_answer a = joined(m, no, 2);

	(void)state;
	assert_int_equal(a.outcome, EVENT_DONE);
	assert_false(a.waiting);
	assert_int_equal(account(m).available, 400);
	stock_is(no, 2, 0);
	assert_int_equal(joined(m, no, 1).verdict, EVENT_ALREADY);
	assert_int_equal(left(m, no).outcome, EVENT_DONE);
	assert_int_equal(account(m).available, 1000);
	stock_is(no, 0, 0);
	assert_int_equal(left(m, no).outcome, EVENT_UNKNOWN);
	assert_int_equal(joined(m, no, 1).outcome, EVENT_DONE); /* changed their mind */
	assert_int_equal(account(m).available, 700);
	prove(m);
}

static void the_same_form_has_one_effect(void **state)
{
	uint64_t m = rich_member(1000);
	int64_t no = event_made(5, 100, "");
	struct service_env env = env_of(db(), test_mem());
	struct signup_asked asked = {.member_id = m, .person_id = 1, .event_no = no, .seats = 1,
	                             .shown_cost = 100, .form_id = "form-one"};
	struct signup_answer answer;

	(void)state;
	event_sign_up(&env, plans, &asked, &answer);
	assert_int_equal(answer.outcome, EVENT_DONE);
	assert_int_equal(left(m, no).outcome, EVENT_DONE);
	event_sign_up(&env, plans, &asked, &answer);
	assert_int_equal(answer.outcome, EVENT_REPEATED);
	assert_int_equal(account(m).available, 1000);
	assert_string_equal(state_of(m, no), "none");
}

static void what_may_not_be_changes_nothing(void **state)
{
	uint64_t poor = rich_member(50), rich = rich_member(1000);
	int64_t no = event_made(5, 100, ""), gold = event_made(5, 0, "gold");

	(void)state;
	assert_int_equal(joined(poor, no, 1).verdict, EVENT_SHORT);
	assert_int_equal(joined(rich, gold, 1).verdict, EVENT_TIER);
	assert_int_equal(joined(rich, no, 3).verdict, EVENT_SEATS);
	assert_int_equal(joined(rich, no, 0).verdict, EVENT_SEATS);
	assert_int_equal(joined(rich, 999999, 1).outcome, EVENT_UNKNOWN);
	now_is("2026-12-04T14:00:00+08:00");
	assert_int_equal(joined(rich, no, 1).verdict, EVENT_CLOSED);
	now_is("2026-11-22T12:00:00+08:00");
	stock_is(no, 0, 0);
	assert_int_equal(account(rich).available, 1000);
}

/* Sooner for a tier's members, by the days before it opens to all, and no sooner. */
static void a_tier_signs_up_sooner(void **state)
{
	uint64_t m = rich_member(0);
	int64_t opens = clock_now() + 3 * 86400;
	int64_t all = event_opening(5, 0, "", opens, (struct early_row){"standard", 3});
	int64_t later = event_opening(5, 0, "", opens + 1, (struct early_row){"standard", 3});
	int64_t gold = event_opening(5, 0, "", opens, (struct early_row){"gold", 3});
	struct member_event e;

	(void)state;
	assert_int_equal(event_read(db(), test_mem(), gold, &e), DB_OK);
	assert_string_equal(e.early.tier, "gold");
	assert_int_equal(e.early.days, 3);
	assert_int_equal(joined(m, gold, 1).verdict, EVENT_NOT_YET);
	assert_int_equal(joined(m, later, 1).verdict, EVENT_NOT_YET);
	assert_int_equal(joined(m, all, 1).outcome, EVENT_DONE);
	stock_is(gold, 0, 0);
	stock_is(all, 1, 0);
}

/* Who waits pays when it is their turn; who cannot gives the turn up. */
static void the_waiting_list_moves_up_in_order(void **state)
{
	uint64_t first = rich_member(1000), poor = rich_member(100), next = rich_member(1000);
	int64_t no = event_made(1, 100, "");
	struct points_answer spent;

	(void)state;
	assert_false(joined(first, no, 1).waiting);
	assert_true(joined(poor, no, 1).waiting);
	assert_true(joined(next, no, 1).waiting);
	assert_int_equal(account(next).available, 1000);
	stock_is(no, 1, 2);
	assert_int_equal(spend_points(db(), plans, poor, "elsewhere", 50, clock_now(), &spent),
	                 POINTS_DONE);
	assert_int_equal(left(first, no).outcome, EVENT_DONE);
	assert_string_equal(state_of(poor, no), "none");
	assert_int_equal(noticed(poor, "event_passed"), 1);
	assert_string_equal(state_of(next, no), "going");
	assert_int_equal(noticed(next, "event_moved_up"), 1);
	assert_int_equal(account(next).available, 900);
	stock_is(no, 1, 0);
	prove(next);
	prove(poor);
}

/* Two places are wanted where one is free: nobody jumps the queue. */
static void nobody_jumps_the_queue(void **state)
{
	uint64_t a = rich_member(0), b = rich_member(0), c = rich_member(0);
	int64_t no = event_made(2, 0, "");

	(void)state;
	assert_false(joined(a, no, 1).waiting);
	assert_true(joined(b, no, 2).waiting);
	assert_true(joined(c, no, 1).waiting);
	stock_is(no, 1, 2);
	assert_int_equal(left(a, no).outcome, EVENT_DONE);
	assert_string_equal(state_of(b, no), "going");
	assert_string_equal(state_of(c, no), "waiting");
}

static void late_leaving_gives_nothing_back(void **state)
{
	uint64_t m = rich_member(500), other = rich_member(500);
	int64_t no = event_made(1, 100, "");

	(void)state;
	joined(m, no, 1);
	joined(other, no, 1);
	now_is("2026-12-03T14:00:00+08:00");
	assert_int_equal(left(m, no).outcome, EVENT_DONE);
	assert_int_equal(account(m).available, 400);
	/* Who would move up now could not cancel without loss: nobody does. */
	assert_string_equal(state_of(other, no), "waiting");
	now_is("2026-12-05T14:00:00+08:00");
	assert_int_equal(left(other, no).outcome, EVENT_LATE);
	now_is("2026-11-22T12:00:00+08:00");
}

static void a_cancelled_event_gives_all_back(void **state)
{
	uint64_t m = rich_member(500), other = rich_member(500);
	int64_t no = event_made(1, 200, "");
	struct service_env env = env_of(db(), test_mem());
	int moved, ended;

	(void)state;
	joined(m, no, 1);
	joined(other, no, 1);
	assert_int_equal(event_cancel(&env, plans, STAFF, no, "大风"), EVENT_DONE);
	assert_int_equal(account(m).available, 500);
	assert_int_equal(noticed(m, "event_cancelled"), 1);
	assert_int_equal(noticed(other, "event_cancelled"), 1);
	stock_is(no, 0, 0);
	assert_int_equal(event_sweep(&env, plans, &moved, &ended), DB_OK);
	assert_int_equal(ended, 0);
	assert_int_equal(joined(m, no, 1).verdict, EVENT_GONE);
	prove(m);
}

/* What a killed process left is ended by the job. */
static void the_job_ends_what_was_cut_off(void **state)
{
	uint64_t a = rich_member(500), b = rich_member(500);
	int64_t no = event_made(1, 100, ""), gone = event_made(3, 100, "");
	struct service_env env = env_of(db(), test_mem());
	int moved, ended;

	(void)state;
	joined(a, no, 1);
	joined(b, no, 1);
	joined(a, gone, 1);
	sql("UPDATE member_event SET places = 2 WHERE event_no = %lld", (long long)no);
	sql("UPDATE event_stock SET places = 2 WHERE event_no = %lld", (long long)no);
	sql("UPDATE member_event SET state = 'cancelled' WHERE event_no = %lld", (long long)gone);
	assert_int_equal(event_sweep(&env, plans, &moved, &ended), DB_OK);
	assert_int_equal(moved, 1);
	assert_int_equal(ended, 1);
	assert_string_equal(state_of(b, no), "going");
	assert_int_equal(account(a).available, 400);
	assert_int_equal(event_sweep(&env, plans, &moved, &ended), DB_OK);
	assert_int_equal(moved + ended, 0);
}

static void the_code_lets_in_once_on_its_day(void **state)
{
	uint64_t m = rich_member(0), waits = rich_member(0);
	int64_t no = event_made(1, 0, ""), other = event_made(1, 0, "");
	struct service_env env = env_of(db(), test_mem());
	struct signup row, queued, who;

	(void)state;
	joined(m, no, 1);
	joined(waits, no, 1);
	assert_int_equal(signup_read(db(), test_mem(), m, no, &row), DB_OK);
	assert_int_equal(signup_read(db(), test_mem(), waits, no, &queued), DB_OK);
	assert_int_equal(event_check_in(&env, STAFF, no, row.signup_no, &who), EVENT_LATE);
	now_is("2026-12-05T13:30:00+08:00");
	env.now = clock_now();
	assert_int_equal(event_check_in(&env, STAFF, other, row.signup_no, &who), EVENT_OTHER);
	assert_int_equal(event_check_in(&env, STAFF, no, queued.signup_no, &who), EVENT_WAITS);
	assert_int_equal(event_check_in(&env, STAFF, no, "EAAAAAAAAAA", &who), EVENT_UNKNOWN);
	assert_int_equal(event_check_in(&env, STAFF, no, row.signup_no, &who), EVENT_DONE);
	assert_string_equal(who.name, "Lin");
	assert_string_equal(state_of(m, no), "came");
	assert_int_equal(event_check_in(&env, STAFF, no, row.signup_no, &who), EVENT_REPEATED);
	assert_int_equal(left(m, no).outcome, EVENT_LATE);
	now_is("2026-11-22T12:00:00+08:00");
}

static void a_change_is_told_and_makes_room(void **state)
{
	uint64_t m = rich_member(0), waits = rich_member(0);
	int64_t no = event_made(1, 0, "");
	struct service_env env = env_of(db(), test_mem());
	struct member_event e;
	int n = 0;

	(void)state;
	joined(m, no, 1);
	joined(waits, no, 1);
	assert_int_equal(event_read(db(), test_mem(), no, &e), DB_OK);
	e.place = "苏州";
	e.places = 2;
	e.cost_points = 999; /* stays as members know it */
	assert_int_equal(event_save(&env, plans, STAFF, &e), EVENT_DONE);
	assert_int_equal(event_save(&env, plans, STAFF, &e), EVENT_CHANGED);
	assert_int_equal(noticed(m, "event_changed"), 1);
	assert_string_equal(state_of(waits, no), "going");
	assert_int_equal(event_read(db(), test_mem(), no, &e), DB_OK);
	assert_int_equal(e.cost_points, 0);
	e.places = 1;
	assert_int_equal(event_save(&env, plans, STAFF, &e), EVENT_FEW);
	assert_int_equal(event_remind(&env, day("2026-12-04"), &n), DB_OK);
	assert_int_equal(noticed(m, "event_tomorrow"), 1);
	assert_int_equal(event_remind(&env, day("2026-12-04"), &n), DB_OK);
	assert_int_equal(noticed(m, "event_tomorrow"), 1);
}

static int64_t rush_event;

static int rush(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	struct signup_asked asked = {.member_id = member + (uint64_t)i, .person_id = 1,
	                             .event_no = rush_event, .seats = 1, .shown_cost = -1};
	struct signup_answer answer;
	int outcome;

	event_sign_up(&env, plans, &asked, &answer);
	outcome = answer.outcome == EVENT_DONE ? 1 + answer.waiting : 0;
	talloc_free(mem);
	return outcome;
}

/* Sixteen at once want three places: three come, the others wait, in one line. */
static void a_rush_fills_the_places_once(void **state)
{
	uint64_t first = rich_member(200);
	int going = 0, waiting = 0;

	(void)state;
	for (int i = 1; i < 16; i++)
		assert_int_equal(rich_member(200), first + (uint64_t)i);
	rush_event = event_made(3, 100, "");
	together(16, rush, first);
	for (int i = 0; i < 16; i++) {
		going += told[i] == 1;
		waiting += told[i] == 2;
	}
	assert_int_equal(going, 3);
	assert_int_equal(waiting, 13);
	stock_is(rush_event, 3, 13);
	for (int i = 0; i < 16; i++)
		prove(first + (uint64_t)i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_go_out_and_come_back),
		cmocka_unit_test(the_same_form_has_one_effect),
		cmocka_unit_test(what_may_not_be_changes_nothing),
		cmocka_unit_test(a_tier_signs_up_sooner),
		cmocka_unit_test(the_waiting_list_moves_up_in_order),
		cmocka_unit_test(nobody_jumps_the_queue),
		cmocka_unit_test(late_leaving_gives_nothing_back),
		cmocka_unit_test(a_cancelled_event_gives_all_back),
		cmocka_unit_test(the_job_ends_what_was_cut_off),
		cmocka_unit_test(the_code_lets_in_once_on_its_day),
		cmocka_unit_test(a_change_is_told_and_makes_room),
		cmocka_unit_test(a_rush_fills_the_places_once),
	};

	return cmocka_run_group_tests(tests, shop_setup, NULL);
}
