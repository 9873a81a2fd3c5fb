#include "job/demo_draw.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "service/draw.h"
#include "service/draw_job.h"
#include "store/staff.h"

#define DAY_S 86400
#define HOUR_S 3600
#define AUTHOR "manager@demo.test"
#define PREPARE 0 /* in an event's amount; above: so many tickets */
#define DRAW_IT (-1)
#define PRIZES 3

/* One draw; days count from today. A draft lacks its way of delivery. */
struct tale {
	const char *name, *name_en, *text, *text_en, *source, *source_en;
	enum draw_kind kind;
	int opens, closes; /* entries: days before (-) or after today */
	bool draft;
	int64_t points, per_member, per_day, tickets, reserves;
	struct draw_prize prizes[PRIZES];
	struct {
		int n, day;
		int64_t tickets;
	} entries[6];
};

#define SOUVENIR_TERMS "自到账之日起 6 个月内有效，报名任一线路满 300 元可用一张，不兑现金。"
#define SOUVENIR_TERMS_EN "Valid for 6 months; one for each booking of ¥300 or more; not paid out in cash."

static const struct tale tales[] = {
	{"秋日温泉抽奖", "Autumn hot spring draw",
	 "秋风起，泡个汤。六份温泉好礼，报名的都是老朋友。",
	 "A hot spring for the first cold days: six prizes among old friends.", "", "",
	 DRAW_CUTOFF, -20, -3, false, 20, 10, 0, 0, 3,
	 {{.kind = PRIZE_SERVICE, .name = "黄山温泉酒店双人一晚", .name_en = "A night for two at Huangshan springs",
	   .value_fen = 128800, .count = 1, .taxable = true},
	  {.kind = PRIZE_GOODS, .name = "二十寸登机箱", .name_en = "Cabin suitcase", .value_fen = 45900,
	   .count = 1, .taxable = true},
	  {.kind = PRIZE_GOODS, .name = "羊绒旅行毯", .name_en = "Cashmere travel blanket",
	   .value_fen = 29900, .count = 4, .taxable = true}},
	 {{7, -9, 3}, {3, -8, 2}, {10, -7, 5}, {4, -5, 1}, {0, 0, 0}}},
	{"冬日雪国之旅", "A winter journey to the snow",
	 "哈尔滨冰雪大世界与雪乡五日，一等奖两人同行。开奖结果人人可以核对。",
	 "Five days of ice and snow around Harbin; the first prize takes two. Anyone can check the result.",
	 "截止当日福彩 3D 开奖号码", "That day's Welfare Lottery 3D number",
	 DRAW_CUTOFF, -4, 10, false, 100, 10, 5, 0, 5,
	 {{.kind = PRIZE_SERVICE, .name = "哈尔滨雪乡五日双人游", .name_en = "Five days in the snow for two",
	   .value_fen = 696000, .count = 1, .taxable = true},
	  {.kind = PRIZE_GOODS, .name = "防寒冲锋衣", .name_en = "Winter shell jacket", .value_fen = 89900,
	   .count = 3, .taxable = true},
	  {.kind = PRIZE_COUPON, .name = "五十元旅行券", .name_en = "¥50 trip coupon", .value_fen = 5000,
	   .count = 20, .coupon_fen = 5000, .coupon_min_fen = 30000, .coupon_months = 6,
	   .terms = SOUVENIR_TERMS, .terms_en = SOUVENIR_TERMS_EN}},
	 {{10, -3, 5}, {3, -2, 2}, {4, -1, 1}, {0, 0, 0}}},
	{"行李牌刮刮乐", "Luggage tag lucky dip",
	 "五百张行李牌，翻开就知道。每张的结果在开始前已经写定，结束后公布种子。",
	 "Five hundred luggage tags: turn one over and see. Every outcome was fixed before the start.", "", "",
	 DRAW_INSTANT, -6, 24, false, 20, 20, 5, 500, 0,
	 {{.kind = PRIZE_GOODS, .name = "真皮旅行箱", .name_en = "Leather suitcase", .value_fen = 98800,
	   .count = 2, .taxable = true},
	  {.kind = PRIZE_COUPON, .name = "三十元旅行券", .name_en = "¥30 trip coupon", .value_fen = 3000,
	   .count = 20, .coupon_fen = 3000, .coupon_min_fen = 30000, .coupon_months = 6,
	   .terms = SOUVENIR_TERMS, .terms_en = SOUVENIR_TERMS_EN},
	  {.kind = PRIZE_POINTS, .name = "50 积分", .name_en = "50 points", .value_fen = 50, .count = 120,
	   .points = 50, .terms = "到账即可使用，有效期与其他积分相同。",
	   .terms_en = "Good at once, for as long as other points."}},
	 {{10, -2, 5}, {3, -1, 3}, {0, 0, 0}}},
	{"新年机票抽奖", "New year flight draw", "新年第一程，机票我们请。",
	 "The first journey of the year: the flight is on us.", "", "",
	 DRAW_CUTOFF, 5, 25, false, 50, 5, 0, 0, 2,
	 {{.kind = PRIZE_SERVICE, .name = "国内往返机票", .name_en = "Return flight within China",
	   .value_fen = 240000, .count = 2, .taxable = true},
	  {.name = NULL}},
	 {{0, 0, 0}}},
	{"春茶抽奖", "Spring tea draw", "采一杯春天。", "A cup of spring.", "", "",
	 DRAW_CUTOFF, 30, 45, true, 20, 5, 0, 0, 0,
	 {{.kind = PRIZE_GOODS, .name = "明前龙井礼盒", .name_en = "Longjing tea box", .value_fen = 36800,
	   .count = 10, .taxable = true},
	  {.name = NULL}},
	 {{0, 0, 0}}},
};

#define N_TALES ((int)(sizeof tales / sizeof *tales))

static int64_t hour_of(int32_t today, int day, int hour)
{
	return day_start(today + day) + hour * HOUR_S;
}

/* The event carries the day from which its draw is counted. */
static void add(struct demo_story *story, int32_t today, int tale, int n, int64_t tickets,
                int64_t when)
{
	demo_add(story, (struct demo_event){ .kind = DEMO_DRAW, .n = n, .at = when,
	                                     .name = tales[tale].name, .amount = tickets,
	                                     .travel_end = today });
}

void demo_draws(struct demo_story *story, int64_t now)
{
	int32_t today = day_of(now);

	for (int i = 0; i < N_TALES; i++) {
		const struct tale *t = &tales[i];

		/* Everything is published some days before entries open, and before today. */
		add(story, today, i, 1, PREPARE, hour_of(today, t->opens < 0 ? t->opens - 2 : -2, 10));
		for (int k = 0; t->entries[k].n > 0; k++)
			add(story, today, i, t->entries[k].n, t->entries[k].tickets,
			    demo_moment(today + t->entries[k].day, 13, 3 * i + k));
		if (t->closes < 0)
			add(story, today, i, 1, DRAW_IT, hour_of(today, t->closes, 21));
	}
}

#define WHO "所有会员凭积分参加，公司员工除外；每张票用掉的积分见上。"
#define WHO_EN "All members with points; our staff do not take part."
#define DECK "开始前公布结果清单和种子的校验值，各票结果由二者算出，结束后公布种子。"
#define DECK_EN "Hashes of the deck and of a sealed seed, published before, decide each ticket."
#define CUTOFF "截止后冻结并公布票号清单，由事先封存的种子算出中奖票号，人人可核对。"
#define CUTOFF_EN "The list is frozen and published at the cut-off; a seed sealed before decides."
#define CLAIM "中奖后 30 天内在抽奖页面填写收件信息；应税奖品须核对身份，税款由公司承担。"
#define CLAIM_EN "Within 30 days on its page; taxable prizes need an identity check, we bear the tax."
#define DELIVERY "实物包邮寄出，服务类由客服联系预约，积分和券自动到账。"
#define DELIVERY_EN "Goods are sent free, services arranged by phone; points and coupons just come."
#define FORFEIT "逾期未领或书面放弃的视为弃奖，由候补票号依次递补。"
#define FORFEIT_EN "What is not claimed in time or given up goes to the reserves in order."

static struct draw draw_of(const struct config *config, const struct tale *t, int32_t today)
{
	bool deck = t->kind == DRAW_INSTANT;

	return (struct draw){
		.kind = t->kind, .name = t->name, .name_en = t->name_en, .text = t->text,
		.text_en = t->text_en, .public_source = t->source, .public_source_en = t->source_en,
		.who = WHO, .who_en = WHO_EN, .method = deck ? DECK : CUTOFF,
		.method_en = deck ? DECK_EN : CUTOFF_EN, .claim_how = CLAIM, .claim_how_en = CLAIM_EN,
		.delivery = t->draft ? "" : DELIVERY, .delivery_en = t->draft ? "" : DELIVERY_EN,
		.forfeit = FORFEIT, .forfeit_en = FORFEIT_EN,
		.organiser = config_get(config, "Company.Name", "本公司"),
		.contact = config_get(config, "Contact.Phone", "400-000-0000"),
		.ticket_points = t->points, .per_member = t->per_member, .per_day = t->per_day,
		.max_tickets = t->tickets, .min_tier = "", .opens_at = hour_of(today, t->opens, 10),
		.closes_at = hour_of(today, t->closes, 20), .draws_at = hour_of(today, t->closes, 21),
		.claim_days = 30, .reserve_count = t->reserves };
}

/* Number of the draw NAME; 0: there is none yet. */
static uint64_t find(const struct service_env *env, const char *name, bool *ok)
{
	struct draw *draws;
	int n = 0;

	*ok = draw_list_all(env->db, env->mem, 0, 100, &draws, &n) == DB_OK;
	for (int i = 0; *ok && i < n; i++)
		if (strcmp(draws[i].name, name) == 0)
			return draws[i].draw_id;
	return 0;
}

static bool prepare(const struct service_env *env, const struct tale *t, int32_t today)
{
	struct draw draw = draw_of(env->config, t, today);
	struct draw_lack lacks[DRAW_LACKS_MAX];
	struct staff author;
	uint64_t id = 0;
	int n = 0;
	bool ok = staff_find(env->db, env->mem, AUTHOR, &author) == DB_OK &&
	          draw_add(env, author.staff_id, &draw, &id) == DRAW_STAFF_OK;

	for (int i = 0; ok && i < PRIZES && t->prizes[i].name; i++) {
		struct draw_prize prize = t->prizes[i];

		prize.draw_id = id;
		ok = draw_prize_save(env, author.staff_id, &prize) == DRAW_STAFF_OK;
	}
	if (ok && !t->draft)
		ok = draw_publish(env, author.staff_id, id, lacks, &n) == DRAW_STAFF_OK;
	if (n > 0)
		job_say(JOB_FAILED, "demo draw lacks %s", lacks[0].word);
	return ok;
}

static bool enter(const struct service_env *env, struct job *job, const struct demo_event *event,
                  uint64_t draw_id, uint64_t member_id)
{
	char form[40];
	struct draw_asked asked = { .member_id = member_id, .person_id = PERSON_HOLDER,
		.draw_id = draw_id, .tickets = event->amount, .shown_points = -1, .form_id = form };
	struct draw_answer answer;

	snprintf(form, sizeof form, "demo-draw-%llu-%d", (unsigned long long)draw_id, event->n);
	if (draw_enter(env, job->plans, &asked, &answer) != DRAW_ANSWERED)
		return false;
	if (answer.outcome != DRAW_OK)
		printf("demo: member %d does not enter draw %llu under this plan\n", event->n,
		       (unsigned long long)draw_id);
	return true;
}

bool demo_draw(struct job *job, const struct demo_event *event, uint64_t member_id, void *mem)
{
	struct service_env env = { job->db, job->config, mem, event->at, NULL };
	const struct tale *t = tales;
	struct draw_done done;
	bool ok;
	uint64_t id = find(&env, event->name, &ok);

	while (strcmp(t->name, event->name) != 0)
		t++;
	if (!ok || (id == 0 && event->amount != PREPARE))
		return false;
	/* Told anew after a run that was cut off, a draw is there already. */
	if (event->amount == PREPARE)
		return id != 0 || prepare(&env, t, event->travel_end);
	if (event->amount > 0)
		return enter(&env, job, event, id, member_id);
	draw_run_all(&env, job->plans, &done);
	return !done.failed;
}
