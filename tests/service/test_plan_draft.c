/* The plan desk's drafts: begun from the newest rules, kept good, caught up, published
 * once and never for a day that is over; rehearsals that were asked for. */
#include "service/redeem_support.h"

#include "rule/plan_text.h"
#include "service/plan_draft.h"
#include "service/rehearse.h"
#include "store/plan.h"

#define STAFF 7
#define TODAY "2026-11-22T12:00:00+08:00"

static const struct db_sql logged = {
	"SELECT COUNT(*) FROM staff_action WHERE staff_id = ?", "i", "i"};

static struct service_env here(void)
{
	return env_of(db(), test_mem());
}

static void read_plans(void)
{
	struct plan_book *book;

	assert_int_equal(plan_book_load(db(), NULL, &book), DB_OK);
	talloc_free(plans);
	plans = book;
}

/* The travel plan as the only version, and no draft. */
static int fresh(void **state)
{
	char *source = talloc_zero_size(test_mem(), 100000);
	FILE *f = fopen("schema/plans/travel.hdf", "rb");
	int64_t version;

	(void)state;
	assert_non_null(f);
	assert_true(fread(source, 1, 99999, f) > 1000);
	fclose(f);
	now_is(TODAY);
	sql("DELETE FROM plan_version");
	sql("DELETE FROM plan_draft");
	sql("DELETE FROM plan_rehearsal");
	assert_int_equal(plan_store(db(), "travel", PLAN_FIRST_DAY, source, clock_now(), &version),
	                 DB_OK);
	read_plans();
	return 0;
}

static struct plan_draft draft_now(int64_t id)
{
	struct plan_draft draft;

	assert_int_equal(plan_draft_read(db(), test_mem(), id, &draft), DB_OK);
	return draft;
}

static int64_t begun(void)
{
	struct service_env env = here();
	struct plan_draft_answer answer;

	plan_draft_begin(&env, STAFF, "2027", &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_OK);
	return answer.id;
}

/* Saves PATH = VALUE over the draft at its edit. */
static struct plan_draft_answer said(int64_t id, const char *path, const char *value)
{
	struct service_env env = here();
	struct plan_draft draft = draft_now(id);
	struct plan_draft_answer answer;

	plan_draft_write(&env, STAFF, id, draft.edit, NULL,
	                 plan_text_set(test_mem(), draft.source, path, value), &answer);
	return answer;
}

static struct plan_draft_answer published(int64_t id, const char *from)
{
	struct service_env env = here();
	struct plan_draft_answer answer;

	plan_draft_publish(&env, STAFF, id, draft_now(id).edit, day(from), &answer);
	return answer;
}

static void a_draft_is_always_a_good_plan(void **state)
{
	int64_t id = begun();
	struct plan_draft draft = draft_now(id);
	struct service_env env = here();
	struct plan_draft_answer answer;

	(void)state;
	assert_int_equal(draft.base_version, 1);
	assert_string_equal(draft.state, "draft");
	assert_int_equal(said(id, "Earn.PointsPerYuan", "2").outcome, PLAN_DRAFT_OK);
	assert_int_equal(draft_now(id).edit, 2);
	answer = said(id, "Earn.PointsPerYuan", "none");
	assert_int_equal(answer.outcome, PLAN_DRAFT_BAD);
	assert_true(answer.line > 0);
	assert_memory_equal(answer.why, "Earn.PointsPerYuan:", 19);
	assert_int_equal(draft_now(id).edit, 2); /* nothing was saved */
	plan_draft_write(&env, STAFF, id, 1, "late", draft.source, &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_CHANGED);
	plan_draft_write(&env, STAFF, id + 99, 1, "x", draft.source, &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_UNKNOWN);
}

static void it_is_published_from_tomorrow_and_once(void **state)
{
	int64_t id = begun(), before = number(&logged, STAFF);
	struct plan_draft_answer answer;

	(void)state;
	assert_int_equal(published(id, "2026-12-01").outcome, PLAN_DRAFT_SAME);
	assert_int_equal(said(id, "Earn.PointsPerYuan", "2").outcome, PLAN_DRAFT_OK);
	answer = published(id, "2026-11-22");
	assert_int_equal(answer.outcome, PLAN_DRAFT_EARLY);
	assert_int_equal(answer.earliest, day("2026-11-23"));
	answer = published(id, "2026-11-23");
	assert_int_equal(answer.outcome, PLAN_DRAFT_OK);
	assert_int_equal(answer.version, 2);
	assert_string_equal(draft_now(id).state, "published");
	assert_int_equal(draft_now(id).version, 2);
	assert_int_equal(number(&logged, STAFF), before + 2);
	read_plans();
	assert_int_equal(plan_on(plans, day("2026-11-22"))->earn_points_per_yuan, 1);
	assert_int_equal(plan_on(plans, day("2026-11-23"))->earn_points_per_yuan, 2);
	assert_int_equal(published(id, "2026-12-01").outcome, PLAN_DRAFT_ENDED);
	assert_int_equal(said(id, "Earn.PointsPerYuan", "3").outcome, PLAN_DRAFT_ENDED);
	/* the next one lies behind it */
	id = begun();
	assert_int_equal(said(id, "Earn.PointsPerYuan", "3").outcome, PLAN_DRAFT_OK);
	assert_int_equal(published(id, "2026-11-23").outcome, PLAN_DRAFT_EARLY);
	assert_int_equal(published(id, "2026-11-24").outcome, PLAN_DRAFT_OK);
}

static void an_older_edit_is_not_published(void **state)
{
	struct service_env env = here();
	struct plan_draft_answer answer;
	int64_t id = begun();

	(void)state;
	assert_int_equal(said(id, "Earn.PointsPerYuan", "2").outcome, PLAN_DRAFT_OK);
	plan_draft_publish(&env, STAFF, id, 1, day("2026-12-01"), &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_CHANGED);
	assert_string_equal(draft_now(id).state, "draft");
}

/* A version as campaigns make them: rows behind the newest text. */
static void rows_come(const char *rows, const char *from)
{
	struct plan_stored p;
	int64_t version;

	assert_int_equal(plan_stored_read(db(), test_mem(), 0, &p), DB_OK);
	assert_int_equal(plan_store(db(), p.name, day(from),
	                            talloc_asprintf(test_mem(), "%s\n%s", p.source, rows),
	                            clock_now(), &version), DB_OK);
	read_plans();
}

static void what_came_meanwhile_is_taken_over(void **state)
{
	static const char rows[] =
		"Bonuses {\n  snow {\n    Name.zh = 雪\n    Name.en = Snow\n    Rate = 12000\n  }\n}\n";
	struct service_env env = here();
	struct plan_draft_answer answer;
	int64_t id = begun();

	(void)state;
	assert_int_equal(said(id, "Earn.PointsPerYuan", "2").outcome, PLAN_DRAFT_OK);
	plan_draft_catch_up(&env, STAFF, id, &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_SAME);
	rows_come(rows, "2026-11-23");
	assert_int_equal(published(id, "2026-12-01").outcome, PLAN_DRAFT_BEHIND);
	plan_draft_catch_up(&env, STAFF, id, &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_OK);
	assert_int_equal(draft_now(id).base_version, 2);
	assert_int_equal(published(id, "2026-12-01").outcome, PLAN_DRAFT_OK);
	read_plans();
	assert_int_equal(plans->plans[2]->earn_points_per_yuan, 2);
	assert_string_equal(plans->plans[2]->bonuses[plans->plans[2]->n_bonuses - 1].code, "snow");
}

static void other_rules_do_not_follow_on(void **state)
{
	struct service_env env = here();
	struct plan_draft_answer answer;
	int64_t one = begun(), two = begun();

	(void)state;
	assert_int_equal(said(one, "Earn.PointsPerYuan", "2").outcome, PLAN_DRAFT_OK);
	assert_int_equal(said(two, "Points.LifeMonths", "12").outcome, PLAN_DRAFT_OK);
	assert_int_equal(published(one, "2026-12-01").outcome, PLAN_DRAFT_OK);
	assert_int_equal(published(two, "2026-12-02").outcome, PLAN_DRAFT_BEHIND);
	plan_draft_catch_up(&env, STAFF, two, &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_APART);
	plan_draft_drop(&env, STAFF, two, &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_OK);
	assert_string_equal(draft_now(two).state, "dropped");
	plan_draft_ask(&env, STAFF, two, day("2026-01-01"), &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_ENDED);
}

static void what_was_asked_for_is_rehearsed(void **state)
{
	struct service_env env = here();
	struct plan_draft_answer answer;
	struct rehearsal_figures f;
	struct rehearsal_member *top;
	struct rehearse_month *months;
	struct rehearsal row;
	uint64_t member = member_make();
	int64_t id = begun();
	int done, n;

	(void)state;
	book(member, "R-1", 100000, "2026-03-02T10:00:00+08:00", true); /* before the span */
	book(member, "R-2", 50000, "2026-05-10T10:00:00+08:00", true);
	assert_int_equal(said(id, "Tiers.silver.Rate", "10000").outcome, PLAN_DRAFT_OK);
	plan_draft_ask(&env, STAFF, id, day("2026-04-01"), &answer);
	assert_int_equal(answer.outcome, PLAN_DRAFT_OK);
	assert_int_equal(rehearse_due(&env, plans, &done), DB_OK);
	assert_int_equal(done, 1);
	assert_int_equal(rehearsal_read(db(), test_mem(), answer.id, &row, &f), DB_OK);
	assert_string_equal(row.state, "done");
	assert_int_equal(row.done, row.total);
	assert_int_equal(f.orders, 1);
	assert_int_equal(f.members, 1);
	assert_int_equal(f.old_points, 1000); /* silver by then: x2 */
	assert_int_equal(f.new_points, 500);
	assert_int_equal(f.old_fen, 10000);
	assert_int_equal(f.old_open, 2000);
	assert_int_equal(f.less, 1);
	assert_int_equal(rehearsal_members(db(), test_mem(), answer.id, &top, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(top[0].member_id, member);
	assert_int_equal(rehearsal_months(db(), test_mem(), answer.id, &months, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(months[0].month, day("2026-05-01"));
	assert_int_equal(rehearse_due(&env, plans, &done), DB_OK);
	assert_int_equal(done, 0);
}

/* A job that died leaves its rehearsal running: the next one does it again. */
static void one_left_running_is_done_again(void **state)
{
	struct service_env env = here();
	struct plan_draft_answer answer;
	struct rehearsal row;
	int64_t id = begun();
	int done;

	(void)state;
	plan_draft_ask(&env, STAFF, id, day("2026-04-01"), &answer);
	assert_int_equal(rehearsal_begun(db(), answer.id, 10, clock_now()), DB_OK);
	assert_int_equal(rehearse_due(&env, plans, &done), DB_OK);
	assert_int_equal(done, 1);
	/* one whose text is no plan any more ends too, and stops nobody */
	plan_draft_ask(&env, STAFF, id, day("2026-04-01"), &answer);
	sql("UPDATE plan_rehearsal SET source = 'Name = x' WHERE rehearsal_id = %lld",
	    (long long)answer.id);
	assert_int_equal(rehearse_due(&env, plans, &done), DB_OK);
	assert_int_equal(rehearsal_read(db(), test_mem(), answer.id, &row, NULL), DB_OK);
	assert_string_equal(row.state, "failed");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_draft_is_always_a_good_plan, fresh),
		cmocka_unit_test_setup(it_is_published_from_tomorrow_and_once, fresh),
		cmocka_unit_test_setup(an_older_edit_is_not_published, fresh),
		cmocka_unit_test_setup(what_came_meanwhile_is_taken_over, fresh),
		cmocka_unit_test_setup(other_rules_do_not_follow_on, fresh),
		cmocka_unit_test_setup(what_was_asked_for_is_rehearsed, fresh),
		cmocka_unit_test_setup(one_left_running_is_done_again, fresh),
	};
	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
