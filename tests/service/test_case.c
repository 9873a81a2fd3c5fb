/* Complaints: the six steps with their clocks, whose turn it is, what is refused;
 * goodwill within budgets and signatures; opening one in another's transaction. */
#include "service/redeem_support.h"

#include "service/case.h"
#include "service/goodwill.h"

#define DAY_S 86400

static const struct db_sql notices_of = {
	"SELECT COUNT(*) FROM notice WHERE member_id = ? AND kind LIKE 'case%'", "i", "i"};
static const struct db_sql mails_of = {
	"SELECT COUNT(*) FROM outbox WHERE member_id = ? AND kind = 'case_answered'", "i", "i"};
static const struct db_sql available_of = {
	"SELECT CAST(available AS SIGNED) FROM account WHERE member_id = ?", "i", "i"};
static const struct db_sql cases_of = {
	"SELECT COUNT(*) FROM service_case WHERE member_id = ?", "i", "i"};
static const struct db_sql goodwill_of = {
	"SELECT COUNT(*) FROM goodwill WHERE member_id = ? AND state = 'asked'", "i", "i"};
static const struct db_sql logged_of = {
	"SELECT COUNT(*) FROM staff_action WHERE member_id = ?", "i", "i"};

static int64_t now; /* of the next step */

static struct service_env env_now(void)
{
	struct service_env env = env_of(db(), test_mem());

	env.now = now;
	return env;
}

static struct case_new filing(uint64_t member, const char *kind)
{
	return (struct case_new){ .member_id = member, .kind = kind, .class = "service",
		.source = "member", .source_ref = "", .partner = "", .order_no = "A-1",
		.category = "hotel", .branch = "", .text = "迟到了" };
}

static const char *filed(uint64_t member, const char *kind)
{
	struct service_env env = env_now();
	struct case_new what = filing(member, kind);
	char *no = talloc_zero_size(test_mem(), CASE_NO);

	assert_int_equal(case_file(&env, plans, &what, NULL, no), CASE_OK);
	assert_int_equal(strlen(no), 11);
	assert_int_equal(no[0], 'K');
	return no;
}

static enum case_outcome takes(uint64_t member, const char *no, enum case_act act,
                               const char *text, uint64_t staff)
{
	struct service_env env = env_now();
	const struct case_asked asked = { .member_id = member, .case_no = no, .act = act,
		.text = text, .staff_id = staff, .class = "product", .department = "guides",
		.cause = act == CASE_CLOSE ? "product" : "", .outcome = "" };

	return case_act(&env, plans, &asked);
}

static struct case_row case_now(uint64_t member, const char *no)
{
	struct case_row row;

	assert_int_equal(case_read(db(), test_mem(), member, no, &row), DB_OK);
	return row;
}

#define assert_stands(member, no, is, turn, due)                                            \
	do {                                                                                \
		struct case_row row_ = case_now(member, no);                                \
		assert_string_equal(row_.state, is);                                        \
		assert_string_equal(row_.waiting, turn);                                    \
		assert_int_equal(row_.due_at, due);                                         \
	} while (0)

static void six_steps_with_their_clocks(void **state)
{
	uint64_t m = rich_member(0);
	const char *no;
	int64_t filed_at = at("2026-11-20T18:00:00+08:00"); /* a Friday */

	(void)state;
	now = filed_at;
	no = filed(m, "complaint");
	assert_stands(m, no, "received", "staff", at("2026-11-23T18:00:00+08:00"));
	assert_int_equal(takes(m, no, CASE_PROPOSE, "x", 1), CASE_TOO_LATE);
	assert_int_equal(takes(m, no, CASE_ACCEPT, "", 0), CASE_TOO_LATE);
	now += 3600;
	assert_int_equal(takes(m, no, CASE_CLASSIFY, "", 1), CASE_OK);
	assert_stands(m, no, "classified", "staff", filed_at + 10 * DAY_S);
	assert_int_equal(case_now(m, no).acked_at, now);
	assert_string_equal(case_now(m, no).department, "guides");
	assert_int_equal(case_now(m, no).owner_id, 1);
	assert_int_equal(takes(m, no, CASE_INVESTIGATE, "", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_PROPOSE, "", 1), CASE_LACKS);
	now += DAY_S;
	assert_int_equal(takes(m, no, CASE_PROPOSE, "退款", 1), CASE_OK);
	assert_stands(m, no, "proposed", "member", now + 10 * DAY_S);
	assert_int_equal(case_now(m, no).answered_at, now);
	assert_int_equal(takes(m, no, CASE_EXECUTE, "done", 1), CASE_TOO_LATE); /* not accepted */
	assert_int_equal(takes(m, no, CASE_ACCEPT, "", 0), CASE_OK);
	assert_int_equal(takes(m, no, CASE_ACCEPT, "", 0), CASE_TOO_LATE);
	assert_int_equal(takes(m, no, CASE_EXECUTE, "done", 1), CASE_OK);
	assert_stands(m, no, "executed", "staff", now + 7 * DAY_S);
	assert_int_equal(takes(m, no, CASE_CLOSE, "", 1), CASE_OK);
	assert_stands(m, no, "closed", "none", now);
	assert_string_equal(case_now(m, no).cause, "product");
	assert_int_equal(case_now(m, no).last_step, 7);
	/* received and each of the staff's five steps; one mail, with the answer */
	assert_int_equal(number(&notices_of, m), 6);
	assert_int_equal(number(&mails_of, m), 1);
	assert_int_equal(number(&logged_of, m), 5);
}

static void a_closed_one_opens_for_thirty_days(void **state)
{
	uint64_t m = rich_member(0);
	const char *no;
	int64_t closed;

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	no = filed(m, "complaint");
	assert_int_equal(takes(m, no, CASE_CLASSIFY, "", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_PROPOSE, "一", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_REOPEN, "", 0), CASE_LACKS);
	assert_int_equal(takes(m, no, CASE_REOPEN, "不够", 0), CASE_OK);
	assert_stands(m, no, "investigating", "staff", now + 10 * DAY_S);
	assert_int_equal(takes(m, no, CASE_PROPOSE, "二", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_AGREED, "电话里同意", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_EXECUTE, "done", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_CLOSE, "", 1), CASE_OK);
	closed = now;
	now = closed + 30 * DAY_S;
	assert_int_equal(takes(m, no, CASE_REOPEN, "还有", 0), CASE_TOO_LATE);
	now--;
	assert_int_equal(takes(m, no, CASE_REOPEN, "还有", 0), CASE_OK);
	assert_int_equal(case_now(m, no).reopened, 2);
	assert_int_equal(number(&mails_of, m), 2);
}

/* Without a word for ten days the proposal is carried out. */
static void silence_is_not_waited_for_for_ever(void **state)
{
	uint64_t m = rich_member(0);
	const char *no;

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	no = filed(m, "complaint");
	assert_int_equal(takes(m, no, CASE_CLASSIFY, "", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_PROPOSE, "一", 1), CASE_OK);
	now += 10 * DAY_S;
	assert_int_equal(takes(m, no, CASE_EXECUTE, "done", 1), CASE_TOO_LATE);
	now++;
	assert_int_equal(takes(m, no, CASE_EXECUTE, "done", 1), CASE_OK);
}

static void questions_are_threads(void **state)
{
	uint64_t m = rich_member(0);
	const char *no;

	(void)state;
	now = at("2026-11-23T10:00:00+08:00");
	no = filed(m, "question");
	assert_int_equal(takes(m, no, CASE_INVESTIGATE, "", 1), CASE_TOO_LATE);
	assert_int_equal(takes(m, no, CASE_CLOSE, "", 1), CASE_TOO_LATE);
	assert_int_equal(takes(m, no, CASE_NOTE, "问导游", 1), CASE_OK);
	assert_int_equal(case_now(m, no).acked_at, INSTANT_NONE); /* a note is no answer */
	assert_int_equal(takes(m, no, CASE_REPLY, "七点", 1), CASE_OK);
	assert_stands(m, no, "answered", "member", now + 30 * DAY_S);
	assert_int_equal(takes(m, no, CASE_REPLY, "哪里？", 0), CASE_OK);
	assert_stands(m, no, "received", "staff", at("2026-11-24T10:00:00+08:00"));
	assert_int_equal(takes(m, no, CASE_REPLY, "广场", 1), CASE_OK);
	assert_int_equal(takes(m, no, CASE_CLOSE, "", 1), CASE_OK);
	assert_string_equal(case_now(m, no).cause, "");
	assert_int_equal(takes(m, no, CASE_REPLY, "谢谢", 0), CASE_TOO_LATE);
}

static void the_same_form_files_once_and_others_see_nothing(void **state)
{
	uint64_t m = rich_member(0), other = rich_member(0);
	struct service_env env;
	struct case_new what = filing(m, "complaint");
	char a[CASE_NO], b[CASE_NO];
	struct case_row row;

	(void)state;
	now = clock_now();
	env = env_now();
	assert_int_equal(case_file(&env, plans, &what, "form-of-sixteen-1", a), CASE_OK);
	assert_int_equal(case_file(&env, plans, &what, "form-of-sixteen-1", b), CASE_OK);
	assert_string_equal(a, b);
	assert_int_equal(number(&cases_of, m), 1);
	assert_int_equal(case_read(db(), test_mem(), other, a, &row), DB_NONE);
	assert_int_equal(takes(other, a, CASE_REPLY, "x", 0), CASE_UNKNOWN);
	assert_int_equal(case_rate(&env, m, a, 5, ""), CASE_TOO_LATE);
	for (int i = 1; i < CASE_OPEN_MAX; i++)
		filed(m, "question");
	assert_int_equal(case_file(&env, plans, &what, NULL, b), CASE_MANY);
	assert_int_equal(number(&cases_of, m), CASE_OPEN_MAX);
	what.member_id = 999999999;
	assert_int_equal(case_file(&env, plans, &what, NULL, b), CASE_UNKNOWN);
}

struct opening {
	uint64_t member;
	char no[CASE_NO];
	bool fail;
};

static enum db opens(struct database *own, void *arg)
{
	struct opening *o = arg;
	struct service_env env = env_of(own, test_mem());
	struct case_new what = filing(o->member, "");
	enum db got;

	what.source = "survey";
	what.source_ref = "7";
	got = case_open_complaint(&env, plans, &what, o->no);
	return got == DB_OK && o->fail ? DB_FAIL : got;
}

static void a_survey_opens_one_in_its_own_transaction(void **state)
{
	struct opening o = { .member = rich_member(0), .fail = true };
	struct case_public seen;

	(void)state;
	assert_int_equal(db_transact(db(), opens, &o), DB_FAIL);
	assert_int_equal(number(&cases_of, o.member), 0); /* gone with it */
	o.fail = false;
	assert_int_equal(db_transact(db(), opens, &o), DB_OK);
	assert_int_equal(number(&cases_of, o.member), 1);
	assert_string_equal(case_now(o.member, o.no).kind, "complaint");
	assert_int_equal(case_public_read(db(), test_mem(), o.member, o.no, &seen), DB_OK);
	assert_string_equal(seen.state, "received");
	assert_string_equal(seen.outcome, "");
}

static enum goodwill_outcome gives(uint64_t member, const char *no, uint64_t staff, int64_t points,
                                   const char *form)
{
	struct service_env env = env_now();
	const struct goodwill_asked asked = { .member_id = member, .staff_id = staff,
		.case_no = no, .reason = "晚点", .points = points, .form_id = form };

	return goodwill_give(&env, plans, &asked);
}

static void goodwill_has_a_budget_and_a_ceiling(void **state)
{
	uint64_t m = rich_member(0);
	struct service_env env;
	struct goodwill *list;
	const char *no;
	int64_t left;
	int n;

	(void)state;
	now = clock_now();
	env = env_now();
	no = filed(m, "complaint");
	assert_int_equal(gives(m, no, 11, 1000, "goodwill-form-0001"), GOODWILL_GIVEN);
	assert_int_equal(gives(m, no, 11, 1000, "goodwill-form-0001"), GOODWILL_SETTLED);
	assert_int_equal(number(&available_of, m), 1000);
	assert_int_equal(gives(m, no, 11, 1001, NULL), GOODWILL_ASKED);
	assert_int_equal(number(&available_of, m), 1000);
	assert_int_equal(goodwill_left(&env, plans, 11, &left), DB_OK);
	assert_int_equal(left, 2999);
	assert_int_equal(gives(m, no, 11, 3000, NULL), GOODWILL_BUDGET);
	assert_int_equal(number(&goodwill_of, m), 1);
	assert_int_equal(goodwill_of_case(db(), test_mem(), m, no, &list, &n), DB_OK);
	assert_int_equal(n, 2);
	no = strcmp(list[0].state, "asked") == 0 ? list[0].goodwill_no : list[1].goodwill_no;
	assert_int_equal(goodwill_sign(&env, plans, 11, no, true), GOODWILL_SAME);
	assert_int_equal(goodwill_sign(&env, plans, 12, no, false), GOODWILL_REFUSED);
	assert_int_equal(goodwill_sign(&env, plans, 12, no, true), GOODWILL_SETTLED);
	assert_int_equal(goodwill_sign(&env, plans, 12, "GNONE", true), GOODWILL_UNKNOWN);
	assert_int_equal(goodwill_left(&env, plans, 11, &left), DB_OK);
	assert_int_equal(left, 4000); /* the refused ones are back */
	assert_int_equal(number(&available_of, m), 1000);
	prove(m);
}

static const char *shared_case; /* of the member that all give to */

/* One of many who give at once out of one budget. */
static int give_one(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	char form[24];
	const struct goodwill_asked asked = { .member_id = member, .staff_id = 21,
		.case_no = shared_case, .reason = "晚点", .points = 900, .form_id = form };
	enum goodwill_outcome outcome;

	snprintf(form, sizeof form, "together-form-%04d", i);
	outcome = goodwill_give(&env, plans, &asked);
	talloc_free(mem);
	return (int)outcome;
}

static void many_at_once_stay_within_the_budget(void **state)
{
	uint64_t m = rich_member(0);

	(void)state;
	now = clock_now();
	shared_case = filed(m, "complaint");
	together(12, give_one, m);
	assert_int_equal(count(12, GOODWILL_GIVEN), 5); /* 5 × 900 of 5,000 */
	assert_int_equal(count(12, GOODWILL_BUDGET), 7);
	assert_int_equal(number(&available_of, m), 4500);
	prove(m);
}

/* One of many tabs that accept and send back the same proposal at once. */
static int decide_one(struct database *own, uint64_t member, int i)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(own, mem);
	const struct case_asked asked = { .member_id = member, .case_no = shared_case,
		.act = i % 2 ? CASE_ACCEPT : CASE_REOPEN, .text = "又想了想" };
	enum case_outcome outcome = case_act(&env, plans, &asked);

	talloc_free(mem);
	return (int)outcome;
}

static void a_proposal_is_decided_once(void **state)
{
	uint64_t m = rich_member(0);

	(void)state;
	now = clock_now();
	shared_case = filed(m, "complaint");
	assert_int_equal(takes(m, shared_case, CASE_CLASSIFY, "", 1), CASE_OK);
	assert_int_equal(takes(m, shared_case, CASE_PROPOSE, "一", 1), CASE_OK);
	together(8, decide_one, m);
	assert_int_equal(count(8, CASE_OK), 1);
	assert_int_equal(count(8, CASE_TOO_LATE), 7);
	assert_int_equal(case_now(m, shared_case).last_step, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(six_steps_with_their_clocks),
		cmocka_unit_test(a_closed_one_opens_for_thirty_days),
		cmocka_unit_test(silence_is_not_waited_for_for_ever),
		cmocka_unit_test(questions_are_threads),
		cmocka_unit_test(the_same_form_files_once_and_others_see_nothing),
		cmocka_unit_test(a_survey_opens_one_in_its_own_transaction),
		cmocka_unit_test(goodwill_has_a_budget_and_a_ceiling),
		cmocka_unit_test(many_at_once_stay_within_the_budget),
		cmocka_unit_test(a_proposal_is_decided_once),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
