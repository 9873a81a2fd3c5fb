#include "job/demo_case.h"

#include <stdio.h>

#include "service/case.h"
#include "service/goodwill.h"
#include "store/staff.h"

#define HOUR_S 3600
#define CLERK "clerk@demo.test"
#define STEPS 6

/* A step of a case, HOURS before now. */
struct told {
	enum case_act act;
	int hours;
	bool member;
	const char *text;
};

/* A case of demo member N and what became of it. */
struct tale {
	int n, hours;
	const char *kind, *class, *department, *text, *outcome;
	struct told steps[STEPS];
	int64_t rating, goodwill;
};

static const struct tale tales[] = {
	{8, 76, "complaint", "service", "guides",
	 "第三天的导游迟到四十分钟，景点只停了二十分钟。希望你们核实，并给个说法。", "",
	 {{CASE_CLASSIFY, 70, false, ""},
	  {CASE_INVESTIGATE, 52, false, "已请地接社和当天的司机说明情况。"}},
	 0, 2000},
	{3, 170, "complaint", "price", "sales",
	 "同一天出发，我的价格比同事贵 180 元，没有人告诉我有早订优惠。", "已补上早订优惠",
	 {{CASE_CLASSIFY, 160, false, ""},
	  {CASE_INVESTIGATE, 120, false, ""},
	  {CASE_PROPOSE, 26, false,
	   "您说得对，报名时没有提醒您早订优惠。我们补上 180 元差价，三个工作日内退到原支付账户。"}},
	 0, 0},
	{2, 300, "complaint", "product", "product",
	 "酒店和行程单上写的不是同一家，离海边远了很多。", "", {{CASE_CLASSIFY, 290, false, ""}}, 0, 0},
	{10, 900, "complaint", "service", "care", "客服电话等了二十分钟才接通。", "已增加周末客服",
	 {{CASE_CLASSIFY, 890, false, ""},
	  {CASE_PROPOSE, 820, false, "很抱歉让您久等。周末的客服已经增加一倍，以后五分钟内接通。"},
	  {CASE_ACCEPT, 800, true, ""},
	  {CASE_EXECUTE, 700, false, "周末班次已经调整。"},
	  {CASE_CLOSE, 650, false, ""}},
	 4, 0},
	{4, 30, "question", "other", "care", "积分可以转给家人用吗？", "",
	 {{CASE_REPLY, 20, false, "积分不能转给别人，不过您可以兑换好礼品，填家人的收货地址。"}}, 0, 0},
	{5, 8, "suggestion", "product", "product", "希望多一些适合老人的慢节奏线路。", "",
	 {{(enum case_act)0, 0, false, NULL}}, 0, 0},
};

#define N_TALES ((int)(sizeof tales / sizeof tales[0]))

static bool take_steps(struct job *job, struct service_env *env, const struct tale *tale,
                       int64_t now, uint64_t member_id, uint64_t clerk, const char *no)
{
	for (int i = 0; i < STEPS && tale->steps[i].act; i++) {
		const struct told *step = &tale->steps[i];
		struct case_asked asked = {.member_id = member_id, .case_no = no, .act = step->act,
		                           .text = step->text, .class = tale->class,
		                           .department = tale->department, .outcome = tale->outcome,
		                           .cause = "slow_response",
		                           .staff_id = step->member ? 0 : clerk};
		enum case_outcome outcome;

		env->now = now - step->hours * HOUR_S;
		outcome = case_act(env, job->plans, &asked);
		if (outcome != CASE_OK && outcome != CASE_TOO_LATE)
			return false;
	}
	return true;
}

/* Asks for goodwill above the ceiling: it waits for the second signature. */
static bool ask_goodwill(struct job *job, const struct service_env *env, const struct tale *tale,
                         uint64_t member_id, uint64_t clerk, const char *no)
{
	const struct goodwill_asked asked = {.member_id = member_id, .staff_id = clerk,
	                                     .case_no = no, .points = tale->goodwill,
	                                     .reason = "少玩了一个景点", .form_id = "demo-goodwill-1"};
	enum goodwill_outcome outcome;

	if (!tale->goodwill)
		return true;
	outcome = goodwill_give(env, job->plans, &asked);
	return outcome != GOODWILL_TRY_AGAIN && outcome != GOODWILL_FAILED;
}

static bool tell(struct job *job, const struct tale *tale, int i, int64_t now, uint64_t member_id,
                 uint64_t clerk)
{
	const struct case_new what = {.member_id = member_id, .kind = tale->kind,
	                              .class = tale->class, .source = "member", .source_ref = "",
	                              .partner = "", .order_no = "", .category = "", .branch = "",
	                              .text = tale->text};
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = now - tale->hours * HOUR_S};
	char form[24], no[CASE_NO];

	snprintf(form, sizeof form, "demo-case-%d", i + 1);
	if (case_file(&env, job->plans, &what, form, no) != CASE_OK ||
	    !take_steps(job, &env, tale, now, member_id, clerk, no) ||
	    !ask_goodwill(job, &env, tale, member_id, clerk, no))
		return false;
	return tale->rating == 0 ||
	       case_rate(&env, member_id, no, tale->rating, "后来处理得还算快。") == CASE_OK;
}

bool demo_cases(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct staff clerk;

	if (staff_find(job->db, job->mem, CLERK, &clerk) != DB_OK)
		return false;
	for (int i = 0; i < N_TALES; i++)
		if (!tell(job, &tales[i], i, now, ids[tales[i].n], clerk.staff_id)) {
			job_say(JOB_FAILED, "demo case %d could not be told", i + 1);
			return false;
		}
	return true;
}
