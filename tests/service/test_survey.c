/* Answers to surveys: points once and the same for any score, one paid in 30
 * days, late ones kept, a low one a complaint; and what the audit finds. */
#include "service/redeem_support.h"

#include "service/audit.h"
#include "service/survey.h"

#define DAY_S 86400
#define NONE INT64_MIN

static const struct db_sql available_of = {
	"SELECT CAST(available AS SIGNED) FROM account WHERE member_id = ?", "i", "i"};
static const struct db_sql complaints_of = {
	"SELECT COUNT(*) FROM service_case WHERE member_id = ? AND source = 'survey'", "i", "i"};
static const struct db_sql answers_of = {
	"SELECT COUNT(*) FROM survey_invitation i JOIN survey_answer a ON a.invitation_id ="
	" i.invitation_id WHERE i.member_id = ?", "i", "i"};

static const struct survey_question questions[] = {
	{.code = "nps", .kind = SURVEY_NPS, .driver = -1, .required = true, .text = "推荐吗",
	 .text_en = "Recommend?", .options = "", .options_en = ""},
	{.code = "service", .kind = SURVEY_SCALE, .driver = 1, .required = true, .text = "服务",
	 .text_en = "Service", .options = "", .options_en = ""},
	{.code = "words", .kind = SURVEY_TEXT, .driver = -1, .required = false, .text = "别的",
	 .text_en = "Else", .options = "", .options_en = ""},
};

static uint64_t survey_id;

static enum db make_survey(struct database *own, void *arg)
{
	struct survey survey = {.code = "trip", .name = "回访", .name_en = "Trip", .intro = "",
	                        .intro_en = ""};
	enum db got = survey_add(own, &survey, clock_now());

	(void)arg;
	survey_id = survey.survey_id;
	if (got == DB_OK)
		got = survey_put_questions(own, survey_id, questions, 3);
	return got == DB_OK ? survey_publish(own, survey_id, "trip", clock_now()) : got;
}

static int set_up(void **state)
{
	return ledger_setup(state) || db_transact(db(), make_survey, NULL) != DB_OK;
}

/* An invitation of M as its link would find it, asked AGO seconds ago. */
static struct survey_state invited(uint64_t m, int64_t ago)
{
	static int orders;
	struct survey_state s = {.n = 0};
	struct survey_answer *had;
	int n;

	s.invitation = (struct survey_invitation){
		.survey_id = survey_id, .member_id = m, .partner = "import",
		.order_no = talloc_asprintf(test_mem(), "T%d", ++orders), .lang = "zh-CN", .points = 50,
		.invited_at = clock_now() - ago, .ends_at = clock_now() - ago + SURVEY_LIFE_S,
		.submitted_at = INSTANT_NONE, .case_no = ""};
	assert_int_equal(survey_invite(db(), &s.invitation), DB_OK);
	assert_int_equal(survey_read(db(), test_mem(), survey_id, &s.survey), DB_OK);
	assert_int_equal(survey_questions(db(), test_mem(), survey_id, &s.questions, &s.n), DB_OK);
	assert_int_equal(survey_answers(db(), test_mem(), s.invitation.invitation_id, &had, &n), DB_OK);
	s.answers = talloc_zero_array(test_mem(), struct survey_answer, 4);
	return s;
}

static enum survey_outcome hand_in(struct database *own, const struct survey_state *s, int64_t nps,
                                   int64_t service, int64_t *paid)
{
	const struct survey_answer answers[] = {{"nps", nps, ""}, {"service", service, ""}};
	struct service_env env = env_of(own, test_mem());

	return survey_save(&env, plans, s, answers, 2, true, paid);
}

static void any_score_earns_the_same_once(void **state)
{
	static const int64_t scores[][2] = {{10, 5}, {0, 1}, {7, 3}, {9, NONE}};
	int64_t paid;

	(void)state;
	for (size_t i = 0; i < sizeof scores / sizeof *scores; i++) {
		uint64_t m = rich_member(0);
		struct survey_state s = invited(m, 0);

		assert_int_equal(hand_in(db(), &s, scores[i][0], scores[i][1], &paid), SURVEY_HANDED_IN);
		assert_int_equal(paid, 50);
		assert_int_equal(hand_in(db(), &s, 5, 5, &paid), SURVEY_ENDED);
		assert_int_equal(paid, 50);
		assert_int_equal(number(&available_of, m), 50);
		assert_int_equal(number(&complaints_of, m), scores[i][0] <= 6 || scores[i][1] == 1);
		prove(m);
	}
}

static void step_by_step(void **state)
{
	uint64_t m = rich_member(0);
	struct survey_state s = invited(m, 0);
	struct service_env env = env_of(db(), test_mem());
	const struct survey_answer nps = {"nps", 8, ""}, words = {"words", NONE, "谢谢"},
	                           service = {"service", 4, ""};
	int64_t paid;

	(void)state;
	assert_int_equal(survey_save(&env, plans, &s, &nps, 1, false, &paid), SURVEY_SAVED);
	assert_int_equal(survey_save(&env, plans, &s, &words, 1, true, &paid), SURVEY_LACKS);
	assert_int_equal(paid, 0);
	assert_int_equal(number(&answers_of, m), 2);
	assert_int_equal(survey_save(&env, plans, &s, &service, 1, true, &paid), SURVEY_HANDED_IN);
	assert_int_equal(paid, 50);
	assert_int_equal(number(&complaints_of, m), 0);
}

static void late_and_soon_again_earn_nothing(void **state)
{
	uint64_t late = rich_member(0), often = rich_member(0);
	struct survey_state old = invited(late, SURVEY_LIFE_S), first = invited(often, 29 * DAY_S),
	                    second = invited(often, 0);
	int64_t paid;

	(void)state;
	assert_int_equal(hand_in(db(), &old, 9, 5, &paid), SURVEY_HANDED_IN);
	assert_int_equal(paid, 0);
	assert_int_equal(number(&answers_of, late), 2);
	assert_int_equal(hand_in(db(), &first, 9, 5, &paid), SURVEY_HANDED_IN);
	assert_int_equal(paid, 50);
	assert_int_equal(hand_in(db(), &second, 9, 5, &paid), SURVEY_HANDED_IN);
	assert_int_equal(paid, 0);
	assert_int_equal(number(&available_of, often), 50);
}

static struct survey_state shared;

static int one_tab(struct database *own, uint64_t member, int i)
{
	int64_t paid;

	(void)member;
	(void)i;
	return (int)hand_in(own, &shared, 1, 1, &paid);
}

static void eight_tabs(void **state)
{
	uint64_t m = rich_member(0);

	(void)state;
	shared = invited(m, 0);
	together(8, one_tab, m);
	assert_int_equal(count(8, SURVEY_HANDED_IN), 1);
	assert_int_equal(count(8, SURVEY_ENDED), 7);
	assert_int_equal(number(&available_of, m), 50);
	assert_int_equal(number(&complaints_of, m), 1);
}

static int findings(void)
{
	struct audit *audit = audit_begin(NULL);
	int n;

	assert_int_equal(audit_items(audit, db()), DB_OK);
	n = audit->n_findings;
	talloc_free(audit);
	return n;
}

static void the_audit_sees_rewards_nobody_answered_for(void **state)
{
	uint64_t m = rich_member(0);
	struct points_answer answer;

	(void)state;
	assert_int_equal(findings(), 0);
	assert_int_equal(credit_points(db(), plans, m, SOURCE_SURVEY, "999999", 50, true, clock_now(),
	                               &answer), POINTS_DONE);
	assert_int_equal(findings(), 1);
	sql("UPDATE survey_invitation SET paid_points = 60 WHERE paid_points = 50 LIMIT 1");
	assert_int_equal(findings(), 3); /* paid otherwise than booked, seen from both sides */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_score_earns_the_same_once),
		cmocka_unit_test(step_by_step),
		cmocka_unit_test(late_and_soon_again_earn_nothing),
		cmocka_unit_test(eight_tabs),
		cmocka_unit_test(the_audit_sees_rewards_nobody_answered_for),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
