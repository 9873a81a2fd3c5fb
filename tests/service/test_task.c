/* Tasks: each participation pays once within its limits, a budget ends exactly,
 * signals of other services count once, and the most active of a month get theirs
 * once, missed nights or not. */
#include "service/ledger_support.h"

#include "base/secret.h"
#include "service/task.h"
#include "store/person.h"

static void *mem;

static const struct db_sql credited = {
	"SELECT CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM entry WHERE member_id = ?"
	" AND source_kind = 10", "i", "i"};
static const struct db_sql paid_of = {"SELECT paid FROM task WHERE task_id = ?", "i", "i"};

static struct service_env env(void)
{
	return (struct service_env){.db = db(), .mem = mem, .now = clock_now(), .client = "192.0.2.1"};
}

/* An open task of KIND from the first of November on. */
static struct task task_make(const char *kind, int64_t points, int64_t times, const char *span,
                             int64_t need)
{
	struct task t = {.kind = kind, .state = "open", .name = "任务", .name_en = "Task", .text = "",
	                 .text_en = "", .points = points, .times = times, .span = span, .need = need,
	                 .budget = INT64_MIN, .from_day = day("2026-11-01"), .until_day = DAY_NONE,
	                 .code = "", .link = ""};

	assert_int_equal(task_save(db(), &t, clock_now()), DB_OK);
	return t;
}

static void close_all(void)
{
	sql("UPDATE task SET state = 'closed'");
}

static enum task_outcome take(uint64_t member, const struct task *t, const char *text)
{
	struct service_env e = env();
	int64_t points;

	return task_take(&e, plans, member, t, text, &points);
}

static int64_t apply(void)
{
	struct service_env e = env();
	int64_t done = -1;

	assert_int_equal(task_signals(&e, plans, &done), DB_OK);
	return done;
}

static void a_word_pays_within_its_limits(void **state)
{
	uint64_t me = member_make();
	struct task t = task_make("checkin", 10, 2, "day", 1);

	(void)state;
	t.code = "Maple";
	assert_int_equal(task_save(db(), &t, clock_now()), DB_OK);
	assert_int_equal(take(me, &t, "oak"), TASK_WRONG);
	assert_int_equal(take(me, &t, ""), TASK_WRONG);
	assert_int_equal(take(me, &t, "maple"), TASK_OK);
	assert_int_equal(take(me, &t, "MAPLE"), TASK_OK);
	assert_int_equal(take(me, &t, "maple"), TASK_LIMIT);
	now_is("2026-11-23T00:00:01+08:00");
	assert_int_equal(take(me, &t, "maple"), TASK_OK); /* another day */
	now_is("2026-11-22T12:00:00+08:00");
	assert_int_equal(number(&credited, me), 30);
	assert_int_equal(account(me).lifetime, 30); /* counts for the tier */
	t.until_day = day("2026-11-21");
	assert_int_equal(task_save(db(), &t, clock_now()), DB_OK);
	assert_int_equal(take(member_make(), &t, "maple"), TASK_CLOSED);
	prove(me);
	close_all();
}

static void a_quiz_wants_right_answers(void **state)
{
	static const struct task_question q[] = {{1, "一", "", "甲\n乙", "", 2}, {2, "二", "", "甲\n乙", "", 1}};
	uint64_t me = member_make();
	struct task t = task_make("quiz", 20, 1, "ever", 2);

	(void)state;
	assert_int_equal(task_questions_set(db(), t.task_id, q, 2), DB_OK);
	assert_int_equal(take(me, &t, "2,2"), TASK_WRONG);
	assert_int_equal(take(me, &t, "1,2"), TASK_WRONG);
	assert_int_equal(take(me, &t, "2"), TASK_WRONG);
	assert_int_equal(take(me, &t, "2,1"), TASK_OK);
	assert_int_equal(take(me, &t, "2,1"), TASK_LIMIT);
	assert_int_equal(number(&credited, me), 20);
	close_all();
}

static struct task shared;

static int takes(struct database *own, uint64_t member, int i)
{
	struct service_env e = env();
	int64_t points;

	e.db = own;
	return (int)task_take(&e, plans, member + (uint64_t)i, &shared, "maple", &points);
}

static void a_budget_ends_exactly(void **state)
{
	uint64_t first = member_make();

	(void)state;
	for (int i = 1; i < 12; i++)
		member_make();
	shared = task_make("checkin", 10, 1, "ever", 1);
	shared.code = "maple";
	shared.budget = 50;
	assert_int_equal(task_save(db(), &shared, clock_now()), DB_OK);
	together(12, takes, first);
	assert_int_equal(count(12, TASK_OK), 5);
	assert_int_equal(count(12, TASK_SPENT), 7);
	assert_int_equal(number(&paid_of, shared.task_id), 50);
	close_all();
}

static void a_report_waits_for_staff(void **state)
{
	uint64_t me = member_make();
	struct task t = task_make("review", 100, 1, "month", 1);
	struct service_env e = env();
	struct task_done *rows;
	int n;

	(void)state;
	assert_int_equal(take(me, &t, "三天两晚"), TASK_WAITS);
	assert_int_equal(take(me, &t, "again"), TASK_LIMIT);
	assert_int_equal(number(&credited, me), 0);
	assert_int_equal(task_waiting(db(), mem, 10, &rows, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].text, "三天两晚");
	assert_int_equal(task_judge(&e, plans, 1, me, t.task_id, 1, false, "太短"), TASK_OK);
	assert_int_equal(take(me, &t, "三天两晚，海风很大"), TASK_WAITS); /* refused does not count */
	assert_int_equal(task_judge(&e, plans, 1, me, t.task_id, 2, true, "好"), TASK_OK);
	assert_int_equal(task_judge(&e, plans, 1, me, t.task_id, 2, true, "好"), TASK_UNKNOWN);
	assert_int_equal(number(&credited, me), 100);
	prove(me);
	close_all();
}

static void signals_count_once(void **state)
{
	uint64_t me = member_make();

	(void)state;
	task_make("newsletter", 15, 5, "ever", 1);
	assert_int_equal(task_signal(db(), me, "newsletter", "confirmed", clock_now()), DB_OK);
	assert_int_equal(task_signal(db(), me, "newsletter", "confirmed", clock_now()), DB_OK);
	assert_int_equal(task_signal(db(), me, "profile", "x", clock_now()), DB_OK); /* no such task */
	assert_int_equal(apply(), 2);
	assert_int_equal(apply(), 0);
	assert_int_equal(task_signal(db(), me, "newsletter", "confirmed", clock_now()), DB_OK);
	assert_int_equal(apply(), 0);
	assert_int_equal(number(&credited, me), 15);
	prove(me);
	close_all();
}

static void every_third_brings_more(void **state)
{
	uint64_t me = member_make();
	struct task t = task_make("checkin", 1, 100, "ever", 1);

	(void)state;
	t.code = "maple";
	assert_int_equal(task_save(db(), &t, clock_now()), DB_OK);
	task_make("bonus", 50, 2, "ever", 3);
	for (int i = 0; i < 10; i++)
		assert_int_equal(take(me, &t, "maple"), TASK_OK);
	assert_int_equal(number(&credited, me), 10 + 2 * 50); /* the third time is beyond its times */
	prove(me);
	close_all();
}

static int64_t reward(const char *done_on, const char *on)
{
	struct service_env e = env();
	int64_t paid = -1;

	assert_int_equal(task_active(&e, plans, done_on ? day(done_on) : DAY_NONE, day(on), &paid),
	                 DB_OK);
	return paid;
}

static void the_most_active_are_paid_once(void **state)
{
	uint64_t busy = member_make(), calm = member_make(), third = member_make();
	struct task t = task_make("checkin", 1, 100, "ever", 1);

	(void)state;
	sql("DELETE FROM task_done");
	t.code = "maple";
	assert_int_equal(task_save(db(), &t, clock_now()), DB_OK);
	task_make("active", 200, 1, "month", 2);
	for (int i = 0; i < 3; i++)
		assert_int_equal(take(busy, &t, "maple"), TASK_OK);
	assert_int_equal(take(calm, &t, "maple"), TASK_OK);
	now_is("2026-11-22T13:00:00+08:00");
	assert_int_equal(take(third, &t, "maple"), TASK_OK); /* as many as calm, but later */
	assert_int_equal(reward("2026-11-21", "2026-11-22"), 0); /* the month is not over */
	now_is("2026-12-05T01:00:00+08:00");
	assert_int_equal(reward("2026-11-28", "2026-12-05"), 2); /* nights were missed */
	assert_int_equal(reward("2026-11-28", "2026-12-05"), 0);
	assert_int_equal(reward("2026-12-05", "2026-12-06"), 0);
	assert_int_equal(number(&credited, busy), 203);
	assert_int_equal(number(&credited, calm), 201);
	assert_int_equal(number(&credited, third), 1);
	now_is("2026-11-22T12:00:00+08:00");
	prove(busy);
	close_all();
}

static int set_up(void **state)
{
	mem = talloc_new(NULL);
	return ledger_setup(state);
}

static int tear_down(void **state)
{
	(void)state;
	talloc_free(mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_pays_within_its_limits),
		cmocka_unit_test(a_quiz_wants_right_answers),
		cmocka_unit_test(a_budget_ends_exactly),
		cmocka_unit_test(a_report_waits_for_staff),
		cmocka_unit_test(signals_count_once),
		cmocka_unit_test(every_third_brings_more),
		cmocka_unit_test(the_most_active_are_paid_once),
	};

	secret_open();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
