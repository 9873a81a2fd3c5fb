#include "job/demo_referral.h"

#include <string.h>

#include "base/mem.h"
#include "rule/referral.h"
#include "service/task.h"
#include "store/account.h"
#include "store/referral.h"

#define DAY_S 86400

struct work {
	struct job *job;
	int64_t now;
	const uint64_t *ids;
};

/* So many days ago friend F joined by R's link. */
static enum db befriend(const struct work *w, int r, int f, int days_ago)
{
	int64_t at = w->now - days_ago * DAY_S;
	enum db got = referral_add(w->job->db, w->ids[f], w->ids[r], day_of(at), at, NULL);

	if (got == DB_OK)
		got = account_referred(w->job->db, w->ids[f]);
	return got == DB_OK ? referral_confirmed(w->job->db, w->ids[f], at) : got;
}

/* A payout that staff look at first. */
static enum db hold(const struct work *w, int r, int f)
{
	static char held[] = "held", payer[] = "payer", evidence[] = "count=1 members=M9000008", none[] = "";
	const struct plan *plan = plan_on(w->job->plans, day_of(w->now));
	struct referral_effect e;
	enum db got = effect_post(w->job->db, w->ids[r], w->ids[f], "order", w->now - DAY_S);

	if (got == DB_OK)
		got = effect_lock_part(w->job->db, w->job->mem, w->ids[r], w->ids[f], "order", &e);
	if (got != DB_OK)
		return got;
	e.state = held;
	e.reason = payer;
	e.evidence = evidence;
	e.note = none;
	e.settled_at = w->now - DAY_S;
	e.points = referral_points(plan, "order", true);
	return effect_save(w->job->db, &e, 0);
}

static enum db friends_work(struct database *db, void *arg)
{
	const struct work *w = arg;
	struct referral known;
	enum db got = referral_lock(db, w->job->mem, w->ids[1], &known);

	if (got != DB_NONE)
		return got;
	got = befriend(w, 7, 1, 3);
	if (got == DB_OK)
		got = befriend(w, 7, 5, 40);
	if (got == DB_OK)
		got = referral_ordered(db, w->ids[5], w->now - 10 * DAY_S);
	if (got == DB_OK)
		got = befriend(w, 3, 4, 60);
	if (got == DB_OK)
		got = referral_ordered(db, w->ids[4], w->now - 30 * DAY_S);
	if (got == DB_OK)
		got = referral_completed(db, w->ids[4], DEMO_PARTNER, "reviewed", w->now - DAY_S);
	return got == DB_OK ? hold(w, 3, 4) : got;
}

static const struct task_question quiz[] = {
	{1, "去雪乡，哪样最该先备好？", "What comes first for the snow country?",
	 "防滑的鞋\n凉鞋\n雨伞", "Shoes that grip\nSandals\nAn umbrella", 1},
	{2, "行程完成后，积分什么时候能用？", "When can the points of a trip be used?",
	 "付款当天\n行程完成后\n一年后", "On the day of payment\nWhen the trip is completed\nA year later", 2},
};

static const struct task tasks[] = {
	{0, "profile", "open", "完善资料", "Complete your profile", "填好生日，我们好在那天送上礼物。",
	 "With your birthday we can send a gift on the day.", 30, 1, "ever", 1, INT64_MIN, 0, 0,
	 DAY_NONE, "", ""},
	{0, "quiz", "open", "出发前的两道题", "Two questions before you go", "", "", 20, 1, "ever", 2,
	 INT64_MIN, 0, 0, DAY_NONE, "", ""},
	{0, "share", "open", "把冬季行程分享给朋友", "Share the winter trips", "", "", 20, 5, "month", 3,
	 20000, 0, 0, DAY_NONE, "", "/catalogue"},
	{0, "review", "open", "写一篇游记", "Write about a trip", "写写路上的人和风景，也写写不顺心的地方。",
	 "The people and places on the way, and what could have gone better.", 100, 1, "month", 1,
	 INT64_MIN, 0, 0, DAY_NONE, "", ""},
	{0, "bonus", "open", "每五个任务有奖", "A reward for every five", "", "", 50, 20, "ever", 5,
	 INT64_MIN, 0, 0, DAY_NONE, "", ""},
	{0, "active", "open", "每月活跃奖", "Most active of the month", "", "", 200, 1, "month", 3,
	 INT64_MIN, 0, 0, DAY_NONE, "", ""},
};

static enum db tasks_work(struct database *db, void *arg)
{
	static char waiting[] = "waiting",
		report[] = "黄山的清晨，云海就在脚边。导游小李一路照顾老人，第二天的午饭凉了，其他都好。";
	const struct work *w = arg;
	enum db got = DB_OK;

	for (size_t i = 0; got == DB_OK && i < sizeof tasks / sizeof *tasks; i++) {
		struct task task = tasks[i];

		task.from_day = day_of(w->now) - 30;
		got = task_save(db, &task, w->now);
		if (got == DB_OK && strcmp(task.kind, "quiz") == 0)
			got = task_questions_set(db, task.task_id, quiz, 2);
		if (got == DB_OK && strcmp(task.kind, "review") == 0)
			got = task_done_add(db, &(struct task_done){.member_id = w->ids[8],
				.task_id = task.task_id, .n = 1, .state = waiting, .text = report,
				.made_at = w->now - DAY_S, .paid_at = INSTANT_NONE});
	}
	return got;
}

bool demo_referral(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct work w = {job, now, ids};
	struct task *known;
	int n;

	if (task_of_kind(job->db, job->mem, "quiz", &known, &n) == DB_OK &&
	    db_transact(job->db, friends_work, &w) == DB_OK &&
	    (n > 0 || db_transact(job->db, tasks_work, &w) == DB_OK))
		return true;
	return job_say(JOB_FAILED, "the demo's referrals and tasks could not be made"), false;
}
