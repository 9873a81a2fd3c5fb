#include "job/demo_campaign.h"

#include <stdio.h>

#include "base/mem.h"
#include "service/campaign.h"
#include "service/event.h"
#include "store/staff.h"

#define AUTHOR "manager@demo.test"
#define DAY_S 86400
#define HOUR_S 3600
#define ON "winter_snow"
#define CUT_ITEM "visa-help"
#define CUT_POINTS 1280

static struct service_env at(const struct job *job, int64_t now)
{
	return (struct service_env){.db = job->db, .config = job->config, .mem = job->mem, .now = now};
}

/* The winter's: published three weeks ago, so that its rules are in force. It is
 * for marked products alone: the demo's other orders earn what they always did. */
static struct campaign winter(int32_t today)
{
	return (struct campaign){
		.campaign = ON, .name = "冬日雪国", .name_en = "Winter snow",
		.text = "去看雪，多拿两成积分。\n\n报名东北、新疆冰雪线路，订单里带「冰雪」标记的都算。兑换也更省。",
		.text_en = "Go and see the snow, with a fifth more points.\n\n"
		           "It holds for the marked snow trips to the north-east and Xinjiang.",
		.theme = "冰雪季", .place = "东北、新疆", .place_en = "North-east and Xinjiang",
		.channels = "公众号、门店海报", .goal = "participants", .target = 200,
		.from_day = today - 14, .until_day = today + 40, .bonus_bp = 12000, .category = "",
		.product = "snow", .partner = "", .branch = "", .tier = "", .kind = "",
		.budget_points = 200000, .cost_fen = 300000, .margin_bp = 1200, .survey = "",
		.surveyed_on = DAY_NONE, .closing = "", .closing_en = "", .stopped_on = DAY_NONE,
		.published_at = INSTANT_NONE, .stop_reason = "",
	};
}

/* The spring's: a draft that still lacks its English text and target. */
static struct campaign spring(int32_t today)
{
	return (struct campaign){
		.campaign = "spring_flowers", .name = "春日赏花", .name_en = "", .text = "", .text_en = "",
		.theme = "赏花季", .place = "", .place_en = "", .channels = "", .goal = "orders",
		.from_day = today + 100, .until_day = today + 130, .bonus_bp = 11000,
		.category = "", .product = "", .partner = "", .branch = "", .tier = "",
		.kind = "", .budget_points = -1, .margin_bp = 1200, .survey = "",
		.surveyed_on = DAY_NONE, .closing = "", .closing_en = "", .stopped_on = DAY_NONE,
		.published_at = INSTANT_NONE, .stop_reason = "",
	};
}

static bool make_campaigns(struct job *job, int64_t now, uint64_t staff_id)
{
	struct service_env env = at(job, now - 20 * (int64_t)DAY_S);
	struct campaign c = winter(day_of(now)), draft = spring(day_of(now));
	struct campaign_answer answer;
	enum campaign_outcome made;

	c.created_at = draft.created_at = env.now;
	made = campaign_new(&env, staff_id, &c);
	if (made == CAMPAIGN_OK)
		made = campaign_cut(&env, staff_id, ON, CUT_ITEM, CUT_POINTS);
	/* Another plan may have other costs: then nothing costs less. */
	if (made != CAMPAIGN_OK && made != CAMPAIGN_TAKEN && made != CAMPAIGN_CLASH &&
	    made != CAMPAIGN_UNKNOWN)
		return false;
	campaign_publish(&env, staff_id, ON, &answer);
	if (answer.outcome != CAMPAIGN_OK && answer.outcome != CAMPAIGN_FROZEN) {
		printf("demo: the campaign %s is not published under this plan\n", ON);
		return answer.outcome != CAMPAIGN_TRY_AGAIN && answer.outcome != CAMPAIGN_FAILED;
	}
	made = campaign_new(&env, staff_id, &draft);
	return made == CAMPAIGN_OK || made == CAMPAIGN_TAKEN;
}

/* One event: begins HOUR o'clock in DAYS days, lasts HOURS; three members come. */
struct tale {
	const char *name, *name_en, *text, *text_en, *place, *place_en;
	int days, hour, hours;
	int64_t places, per_member, cost;
	bool gold;
	int guests[4];
};

static const struct tale tales[] = {
	{"云南旅行分享会", "An evening of Yunnan stories",
	 "三位领队讲讲大理、沙溪和雨崩，现场有普洱喝。\n\n带上您的照片，想讲也可以上台讲。",
	 "Three guides tell of Dali, Shaxi and Yubeng, with Pu'er tea.\n\nBring your photographs.",
	 "上海市静安区南京西路门店二楼", "Our branch in Nanjing West Road, Shanghai", 9, 14, 2, 40, 4, 0,
	 false, {3, 10, 0}},
	{"金卡会员品鉴晚宴", "Dinner for gold members", "六道菜走完一条丝路，主厨从敦煌来。",
	 "Six courses along the Silk Road; the chef comes from Dunhuang.", "外滩源 3 号",
	 "No. 3, Waitanyuan", 16, 18, 3, 20, 2, 300, true, {0}},
	{"清晨西湖骑行", "A morning ride around West Lake", "天亮出发，骑完吃片儿川。头盔和车我们备好。",
	 "We set out at dawn and have noodles afterwards; bicycles and helmets are ready.",
	 "杭州断桥东侧", "East of Broken Bridge, Hangzhou", 5, 6, 3, 2, 1, 0, false, {4, 3, 10, 0}},
};

static struct member_event event_of(const struct job *job, const struct tale *t, int64_t now)
{
	int64_t starts = day_start(day_of(now) + t->days) + t->hour * HOUR_S;
	const struct plan *plan = plan_on(job->plans, day_of(now));
	int gold = plan_tier_index(plan, "gold");

	return (struct member_event){
		.state = "draft", .name = t->name, .name_en = t->name_en, .text = t->text,
		.text_en = t->text_en, .place = t->place, .place_en = t->place_en, .starts_at = starts,
		.ends_at = starts + t->hours * HOUR_S, .open_from = INSTANT_NONE,
		.open_until = starts - DAY_S, .back_until = starts - 2 * DAY_S,
		.tier = t->gold && gold > 0 ? "gold" : "", .kind = "", .places = t->places,
		.per_member = t->per_member, .cost_points = t->cost, .reason = "",
		.created_at = now - 3 * DAY_S, .version = 1,
	};
}

static bool sign_up(struct job *job, const struct tale *t, int64_t event_no, int64_t now,
                    const uint64_t ids[DEMO_MEMBERS + 1])
{
	for (int i = 0; t->guests[i] > 0; i++) {
		struct service_env env = at(job, now - (2 * DAY_S - i * HOUR_S));
		struct signup_asked asked = {.member_id = ids[t->guests[i]], .person_id = PERSON_HOLDER,
		                             .event_no = event_no, .seats = 1, .shown_cost = -1};
		struct signup_answer answer;

		event_sign_up(&env, job->plans, &asked, &answer);
		if (answer.outcome != EVENT_DONE && answer.outcome != EVENT_REFUSED)
			return false;
	}
	return true;
}

static bool make_events(struct job *job, int64_t now, uint64_t staff_id,
                        const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct service_env env = at(job, now - 3 * DAY_S);
	struct member_event *there;
	int n = 0;

	if (event_list(job->db, job->mem, 1, &there, &n) != DB_OK)
		return false;
	for (size_t i = 0; n == 0 && i < sizeof tales / sizeof *tales; i++) {
		struct member_event event = event_of(job, &tales[i], now);
		int64_t event_no;

		if (event_new(&env, staff_id, &event, &event_no) != EVENT_DONE ||
		    event_open(&env, staff_id, event_no) != EVENT_DONE ||
		    !sign_up(job, &tales[i], event_no, now, ids))
			return false;
	}
	return true;
}

bool demo_campaigns(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct staff author = {.staff_id = 0};
	enum db found = staff_find(job->db, job->mem, AUTHOR, &author);

	if ((found != DB_OK && found != DB_NONE) || !make_campaigns(job, now, author.staff_id) ||
	    !make_events(job, now, author.staff_id, ids))
		return job_say(JOB_FAILED, "the demo's campaigns and events could not be made"), false;
	return true;
}
