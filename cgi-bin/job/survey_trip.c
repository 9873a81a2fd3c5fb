#include "job/survey_trip.h"

#include "base/mem.h"
#include "service/survey.h"

#define SCALE(code_, driver_, zh, en) \
	{.code = code_, .kind = SURVEY_SCALE, .driver = driver_, .required = true, .text = zh, \
	 .text_en = en, .options = "", .options_en = ""}

static const struct survey_question questions[] = {
	{.code = "nps", .kind = SURVEY_NPS, .driver = -1, .required = true,
	 .text = "您有多大可能把我们推荐给亲友？",
	 .text_en = "How likely are you to recommend us to family and friends?", .options = "",
	 .options_en = ""},
	SCALE("product", 0, "行程安排满意吗？", "How satisfied were you with the itinerary?"),
	SCALE("service", 1, "导游和客服的服务满意吗？",
	      "How satisfied were you with the guide and our service?"),
	SCALE("environment", 2, "住宿、用车和餐饮的环境满意吗？",
	      "How satisfied were you with hotels, transport and meals?"),
	SCALE("expectation", 3, "和出发前的期待比，您满意吗？",
	      "Set against what you expected, how satisfied were you?"),
	SCALE("word_of_mouth", 4, "要是跟别人说起，您对这次旅行满意吗？",
	      "Telling others about this trip, how satisfied would you sound?"),
	{.code = "reason", .kind = SURVEY_CHOICE, .driver = -1, .required = false,
	 .text = "最主要的原因是什么？", .text_en = "What mattered most?",
	 .options = "行程\n导游\n住宿\n餐饮\n价格\n其他",
	 .options_en = "Itinerary\nGuide\nHotels\nMeals\nPrice\nSomething else"},
	{.code = "words", .kind = SURVEY_TEXT, .driver = -1, .required = false,
	 .text = "还有什么想告诉我们？", .text_en = "Anything else you would like to tell us?",
	 .options = "", .options_en = ""},
};

static enum db add(struct database *db, void *arg)
{
	struct survey survey = {
		.code = SURVEY_TRIP, .name = "旅行回访", .name_en = "About your trip",
		.intro = "八个小问题，一两分钟就好。您怎么评分，积分都一样。",
		.intro_en = "Eight short questions, a minute or two. The points are the same "
		            "whatever you answer."};
	int64_t now = clock_now();
	enum db got;

	(void)arg;
	got = survey_add(db, &survey, now);
	if (got == DB_OK)
		got = survey_put_questions(db, survey.survey_id, questions,
		                           (int)(sizeof questions / sizeof *questions));
	return got == DB_OK ? survey_publish(db, survey.survey_id, survey.code, now) : got;
}

enum db survey_trip_add(struct database *db)
{
	void *mem = talloc_new(NULL);
	struct survey *all;
	int n;
	enum db got = survey_list(db, mem, &all, &n);

	talloc_free(mem);
	return got == DB_OK && n == 0 ? db_transact(db, add, NULL) : got;
}
