#include "job/demo_announcement.h"

#include "base/mem.h"
#include "job/rollup.h"
#include "service/announcement.h"
#include "store/staff.h"

#define DAYS_S(n) ((int64_t)(n) * 86400)
#define AUTHOR "manager@demo.test"
#define BATCHES 100 /* more than the demo has members for */

static const struct announcement drafts[] = {
	{.title = "家庭账户可以一起攒了", .title_en = "Family accounts add up faster",
	 .text = "从这个月起，家庭账户最多可以加五位家人，每个人的行程都攒到一起。\n在“我的”里点“家人”就能邀请。",
	 .text_en = "From this month a family account takes up to five relatives, and everybody's trips"
	            " add up.\nInvite them under Me, People.",
	 .link = "/people", .by_banner = true, .by_notice = true,
	 .audience = {"family", "", "", "", 0, "", ""}},
	{.title = "好久不见，有三条新线路", .title_en = "Three new trips since you were away",
	 .text = "西双版纳、腾冲、三亚，冬天都暖和。\n出发满五天的线路，这个月积分双倍。",
	 .text_en = "Xishuangbanna, Tengchong and Sanya are warm in winter.\nTrips of five days or more"
	            " earn twice as much this month.",
	 .link = "/catalogue", .by_notice = true, .by_mail = true,
	 .audience = {"", "gold", "", "before", 60, "", ""}},
};

bool demo_announcements(struct job *job, int64_t now)
{
	struct service_env env = {job->db, job->config, job->mem, now, NULL};
	struct announcement out = drafts[0], draft = drafts[1];
	struct staff author = {.staff_id = 0};
	struct rollup rollup = {.job = job, .today = day_of(now)};
	bool more = true;
	bool ok = staff_find(job->db, job->mem, AUTHOR, &author) == DB_OK &&
	          rollup_audience_full(&rollup);

	out.staff_id = draft.staff_id = author.staff_id;
	out.starts_at = now;
	out.ends_at = now + DAYS_S(30);
	draft.starts_at = now + DAYS_S(1);
	draft.ends_at = now + DAYS_S(8);
	ok = ok && announcement_keep(&env, &out) == ANNOUNCEMENT_OK &&
	     announcement_release(&env, out.announcement_id, 1, author.staff_id) == ANNOUNCEMENT_OK &&
	     announcement_post(&env, BATCHES, &more) == DB_OK && !more &&
	     announcement_keep(&env, &draft) == ANNOUNCEMENT_OK;
	if (!ok)
		job_say(JOB_FAILED, "the demo's announcements could not be written");
	return ok;
}
