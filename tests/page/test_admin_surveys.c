/* The desk's surveys: questions as data, previewed in both languages, published
 * as versions; what was answered in figures, without names. */
#include "page/desk_world.h"

#include "service/survey.h"

#define NAMES \
	"name=%E5%9B%9E%E8%AE%BF&name_en=About+it&intro=%E4%BD%A0%E5%A5%BD%EF%BC%81&intro_en=Hello"
#define NPS "nps+nps%0A%E6%8E%A8%E8%8D%90%EF%BC%9F%0AWould+you+recommend+us%3F%0A"
#define GUIDE "guide+scale+service%0A%E5%AF%BC%E6%B8%B8%0A%3Cb%3EGuide%0A"
#define AGAIN \
	"again+choice+optional%0A%E5%86%8D%E6%9D%A5%0AAgain%0A%E6%83%B3+%7C%7C+Yes%0A" \
	"%E4%B8%8D+%7C%7C+No%0A"
#define FREE "free+text+optional%0A%E8%AF%9D%0AWords%0A"
#define QUESTIONS "&questions=" NPS "%0A" GUIDE "%0A%0A" AGAIN "%0A" FREE

static struct survey newest(void)
{
	struct survey *all;
	int n;

	assert_int_equal(survey_list(db(), test_mem(), &all, &n), DB_OK);
	assert_true(n > 0);
	return all[0];
}

static const char *url_of(const struct survey *s, const char *more)
{
	return talloc_asprintf(test_mem(), "/admin/surveys/%llu%s", (unsigned long long)s->survey_id,
	                       more);
}

static void written_and_published(void **state)
{
	struct browser b;
	struct survey s;
	struct survey_question *q;
	uint64_t who;
	int n;

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/surveys"), 200);
	assert_int_equal(browser_get(&b, "/admin/surveys/new"), 200);
	assert_int_equal(browser_post(&b, "/admin/surveys/new", "code=stay&" NAMES QUESTIONS), 303);
	s = newest();
	assert_string_equal(b.location, url_of(&s, "?done=survey_kept"));
	assert_string_equal(s.code, "stay");
	assert_string_equal(s.state, "draft");
	assert_string_equal(s.intro, "你好！");
	assert_int_equal(survey_questions(db(), test_mem(), s.survey_id, &q, &n), DB_OK);
	assert_int_equal(n, 4);
	assert_int_equal(q[0].kind, SURVEY_NPS);
	assert_int_equal(q[1].driver, survey_driver_of("service"));
	assert_true(q[1].required);
	assert_false(q[2].required);
	assert_string_equal(q[2].options, "想\n不");
	assert_string_equal(q[2].options_en, "Yes\nNo");
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_shows(&b, "The draft is saved.");
	assert_shows(&b, "推荐？");
	assert_shows(&b, "&lt;b&gt;Guide");
	assert_shows(&b, "想 || Yes\n不 || No"); /* as it is typed */
	assert_hides(&b, "name=\"sure\"");        /* a manager publishes */
	assert_int_equal(browser_post(&b, url_of(&s, "/publish"), "sure=1"), 403);
	assert_int_equal(browser_post(&b, url_of(&s, ""), NAMES "&questions=" NPS), 303);
	assert_int_equal(survey_questions(db(), test_mem(), s.survey_id, &q, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_int_equal(desk_logged(who, "survey_make", 0), 1);
	assert_int_equal(desk_logged(who, "survey_edit", 0), 1);
	browser_close(&b);
	who = desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, url_of(&s, "")), 200);
	assert_int_equal(browser_post(&b, url_of(&s, "/publish"), ""), 422);
	assert_shows(&b, "sure-error");
	assert_int_equal(browser_post(&b, url_of(&s, "/publish"), "sure=1"), 303);
	assert_string_equal(newest().state, "live");
	assert_int_equal(desk_logged(who, "survey_publish", 0), 1);
	browser_close(&b);
}

/* A published version stays as it is; the next one replaces it. */
static void versions(void **state)
{
	struct browser b;
	struct survey first = newest(), second;

	(void)state;
	desk_open(&b, "manager");
	assert_string_equal(first.state, "live");
	assert_int_equal(browser_post(&b, url_of(&first, ""), NAMES QUESTIONS), 409);
	assert_shows(&b, "Please look again.");
	assert_int_equal(browser_post(&b, url_of(&first, "/publish"), "sure=1"), 409);
	assert_string_equal(newest().state, "live"); /* and is not closed by it */
	assert_int_equal(browser_post(&b, url_of(&first, "/copy"), ""), 303);
	second = newest();
	assert_int_not_equal(second.survey_id, first.survey_id);
	assert_string_equal(second.code, "stay");
	assert_int_equal(second.version, first.version + 1);
	assert_int_equal(browser_get(&b, b.location), 200);
	assert_int_equal(browser_post(&b, url_of(&second, "/publish"), "sure=1"), 303);
	assert_int_equal(survey_read(db(), test_mem(), first.survey_id, &first), DB_OK);
	assert_string_equal(first.state, "closed");
	assert_string_equal(newest().state, "live");
	assert_int_equal(browser_post(&b, url_of(&second, "/close"), "sure=1"), 303);
	assert_int_equal(browser_post(&b, url_of(&second, "/close"), "sure=1"), 409);
	assert_string_equal(newest().state, "closed");
	browser_close(&b);
}

/* What is wrong is told with the question's number; what was typed stays. */
static void wrong_questions(void **state)
{
	static const struct {
		const char *questions, *says;
	} wrong[] = {
		{"", "Please write at least one question"},
		{NPS "%0A" NPS, "Question 2: That short name"},
		{"a+stars%0Az%0Ae", "Question 1: Please begin"},
		{"A+nps%0Az%0Ae", "Question 1: Please begin"},
		{"a+nps+service%0Az%0Ae", "Question 1: Please begin"},
		{"a+nps%0Az", "Question 1: Please write it in Chinese"},
		{NPS "%0Aa+choice%0Az%0Ae%0Ax+%7C%7C+y", "Question 2: Please give a choice"},
		{"a+choice%0Az%0Ae%0Ax%0Ay", "Question 1: Please give a choice"},
		{"a+scale%0Az%0Ae%0Ax+%7C%7C+y", "Question 1: Please give a choice"},
	};
	uint64_t before = newest().survey_id;
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_int_equal(browser_post(&b, "/admin/surveys/new",
		                              talloc_asprintf(test_mem(), "%s%s",
		                                              "code=x&" NAMES "&questions=",
		                                              wrong[i].questions)), 422);
		assert_shows(&b, wrong[i].says);
		assert_shows(&b, "value=\"About it\"");
	}
	assert_int_equal(browser_post(&b, "/admin/surveys/new", "code=X+y&name=&name_en=a&intro="
	                              "&intro_en=" QUESTIONS), 422);
	assert_shows(&b, "code-error");
	assert_shows(&b, "name-error");
	assert_int_equal(newest().survey_id, before);
	browser_close(&b);
}

static struct survey with_answers;

static void answer(uint64_t invitation_id, const char *code, int64_t score, const char *text)
{
	const struct survey_answer a = {.code = code, .score = score, .text = text};

	assert_int_equal(survey_answer_put(db(), invitation_id, &a, clock_now()), DB_OK);
}

/* Invitations of MEMBER_ID, the last of them not handed in. */
static void hand_in_some(uint64_t member_id)
{
	static const int64_t nps[] = {10, 9, 3, 7, 1}, guide[] = {5, 4, 1, INT64_MIN, 1};

	for (int i = 0; i < 5; i++) {
		struct survey_invitation v = {.survey_id = with_answers.survey_id, .member_id = member_id,
		                              .partner = "p", .lang = "en", .points = 50,
		                              .order_no = talloc_asprintf(test_mem(), "S-%d", i),
		                              .invited_at = clock_now() - 100, .ends_at = clock_now() + 100};

		assert_int_equal(survey_invite(db(), &v), DB_OK);
		answer(v.invitation_id, "nps", nps[i], "");
		answer(v.invitation_id, "guide", guide[i], "");
		answer(v.invitation_id, "again", i % 2 + 1, "");
		answer(v.invitation_id, "free", INT64_MIN, i == 0 ? "=1+1 <b>ok" : "");
		if (i < 4)
			assert_int_equal(survey_hand_in(db(), member_id, v.invitation_id, 50, "", clock_now() + i),
			                 DB_OK);
	}
}

/* NPS of 10, 9, 3, 7 is 25; of guide 5, 4, 1 are two of three 66.7 % and the mean
 * 10 / 3 gives 58.3. What was not handed in does not count. */
static void figures_by_hand(void **state)
{
	struct browser b;
	uint64_t who;

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_post(&b, "/admin/surveys/new", "code=stay&" NAMES QUESTIONS), 303);
	with_answers = newest();
	hand_in_some(rich_member(1000));
	assert_int_equal(browser_get(&b, url_of(&with_answers, "/answers")), 200);
	assert_shows(&b, "<data value=\"250\">+25</data> <span class=\"small soft\">n = 4<");
	assert_shows(&b, "<data value=\"667\">66.7</data> % <span class=\"small soft\">n = 3<");
	assert_shows(&b, "<data value=\"583\">58.3</data> <span class=\"small soft\">n = 3<");
	assert_shows(&b, "=1+1 &lt;b&gt;ok");
	assert_shows(&b, "<data value=\"5\">5</data> · Answered <data value=\"4\">4</data>");
	assert_int_equal(desk_logged(who, "survey_answers", 0), 1);
	assert_int_equal(browser_get(&b, url_of(&with_answers, "/answers.csv")), 200);
	assert_shows(&b, "\"No.\",\"Handed in\",\"Would you recommend us?\",\"<b>Guide\","
	                 "\"Again\",\"Words\"\r\n1,\"");
	assert_shows(&b, ",10,5,\"Yes\",\"'=1+1 <b>ok\"\r\n");
	assert_shows(&b, ",7,\"does not apply\",\"No\",\"\"\r\n");
	assert_hides(&b, "\r\n5,");
	assert_hides(&b, "S-0");
	assert_int_equal(desk_logged(who, "survey_csv", 0), 1);
	browser_close(&b);
}

static void nobody_answered(void **state)
{
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	assert_int_equal(browser_post(&b, "/admin/surveys/new", "code=empty&" NAMES QUESTIONS), 303);
	with_answers = newest();
	assert_int_equal(browser_get(&b, url_of(&with_answers, "/answers")), 200);
	assert_shows(&b, "n = 0");
	assert_hides(&b, "+0");
	assert_int_equal(browser_get(&b, url_of(&with_answers, "/answers.csv")), 200);
	assert_hides(&b, "\r\n1,");
	browser_close(&b);
}

/* A figure that is 0 is a figure: one promoter, one detractor, nobody content. */
static void nothing_and_nought_differ(void **state)
{
	static const int64_t nps[] = {10, 6};
	uint64_t member_id = rich_member(1000);
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	for (int i = 0; i < 2; i++) {
		struct survey_invitation v = {.survey_id = with_answers.survey_id, .member_id = member_id,
		                              .partner = "p", .lang = "en", .points = 50,
		                              .order_no = talloc_asprintf(test_mem(), "Z-%d", i),
		                              .invited_at = clock_now() - 100,
		                              .ends_at = clock_now() + 100};

		assert_int_equal(survey_invite(db(), &v), DB_OK);
		answer(v.invitation_id, "nps", nps[i], "");
		answer(v.invitation_id, "guide", 1, "");
		assert_int_equal(survey_hand_in(db(), member_id, v.invitation_id, 50, "", clock_now()),
		                 DB_OK);
	}
	assert_int_equal(browser_get(&b, url_of(&with_answers, "/answers")), 200);
	assert_shows(&b, "<data value=\"0\">0</data> <span class=\"small soft\">n = 2<");
	assert_shows(&b, "<data value=\"0\">0</data> % <span class=\"small soft\">n = 2<");
	browser_close(&b);
}

static void who_may_look(void **state)
{
	struct browser b;
	struct survey s = newest();

	(void)state;
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/surveys"), 200);
	assert_int_equal(browser_get(&b, url_of(&s, "")), 200);
	assert_hides(&b, "name=\"questions\"");
	assert_int_equal(browser_get(&b, url_of(&s, "/answers")), 200);
	assert_int_equal(browser_post(&b, "/admin/surveys/new", "code=x&" NAMES QUESTIONS), 403);
	assert_int_equal(browser_post(&b, url_of(&s, "/copy"), ""), 403);
	assert_int_equal(browser_get(&b, "/admin/surveys/999999"), 404);
	assert_int_equal(browser_get(&b, "/admin/surveys/x/answers"), 404);
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_and_published), cmocka_unit_test(versions),
		cmocka_unit_test(wrong_questions),       cmocka_unit_test(figures_by_hand),
		cmocka_unit_test(nobody_answered),       cmocka_unit_test(nothing_and_nought_differ),
		cmocka_unit_test(who_may_look),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
