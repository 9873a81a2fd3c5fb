#include "job/demo_custom.h"

#include <stdio.h>

#include "service/custom.h"
#include "service/early.h"
#include "store/staff.h"

#define HOUR_S 3600
#define DAY_S 86400
#define CLERK "clerk@demo.test"
#define STEPS 3

/* A trip of demo member N, HOURS before now, and what became of it. */
static const struct tale {
	int n, hours;
	const char *destination, *period, *wishes;
	int64_t people, budget_fen;
	struct {
		enum custom_act act;
		int hours;
		bool member;
		const char *text;
	} steps[STEPS];
} tales[] = {
	{3, 150, "川西环线", "明年 5 月，八天左右", "父母同行，每天少走路，想看雪山。", 4, 3200000,
	 {{CUSTOM_PROPOSE, 100, false, "八天七晚，成都进出，每天车程不超过三小时，住低海拔。共 30,800 元。"}}},
	{3, 90, "冰岛", "2 月，看极光", "", 2, 0, {{(enum custom_act)0, 0, false, NULL}}},
	{3, 900, "云南腾冲", "11 月", "想看银杏和热海。", 2, 1200000,
	 {{CUSTOM_PROPOSE, 860, false, "五天四晚，住和顺古镇。共 9,600 元。"},
	  {CUSTOM_AGREE, 850, true, ""},
	  {CUSTOM_BOOK, 840, false, "都订好了，司机会提前一天联系您。"}}},
};

static bool tell(struct job *job, const struct tale *tale, int64_t now, uint64_t member_id,
                 uint64_t clerk, int i)
{
	const struct custom_new what = {.member_id = member_id, .destination = tale->destination,
	                                .period = tale->period, .wishes = tale->wishes,
	                                .people = tale->people, .budget_fen = tale->budget_fen};
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = now - tale->hours * HOUR_S};
	char form[24], no[CUSTOM_NO];
	enum custom_outcome outcome;

	snprintf(form, sizeof form, "demo-custom-%d", i + 1);
	outcome = custom_ask(&env, job->plans, &what, form, no);
	if (outcome == CUSTOM_TIER) /* this programme has it from a higher tier, or not at all */
		return true;
	for (int k = 0; outcome == CUSTOM_OK && k < STEPS && tale->steps[k].act; k++) {
		const struct custom_asked asked = {.member_id = member_id, .trip_no = no,
		                                   .act = tale->steps[k].act,
		                                   .text = tale->steps[k].text,
		                                   .staff_id = tale->steps[k].member ? 0 : clerk};

		env.now = now - tale->steps[k].hours * HOUR_S;
		outcome = custom_act(&env, job->plans, &asked);
		if (outcome == CUSTOM_TOO_LATE) /* an earlier, cut-off run took it */
			outcome = CUSTOM_OK;
	}
	return outcome == CUSTOM_OK;
}

/* One product that the upper tiers may book earlier. */
static bool mark(struct job *job, int64_t now, uint64_t clerk)
{
	const struct plan *plan = plan_on(job->plans, day_of(now));
	const struct early_product aurora = {.product = "aurora-2027", .name = "极光列车 · 新春班",
	                                     .name_en = "Aurora train, New Year departure",
	                                     .state = "live", .public_from = now + 10 * DAY_S};
	const struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                                .now = now};
	struct early_row rows[PLAN_TIERS];
	int n = 0;

	for (int i = 1; i < plan->n_tiers; i++)
		rows[n++] = (struct early_row){.tier = plan->tiers[i].code, .days = 2 * i};
	return early_set(&env, clerk, &aurora, rows, n) == DB_OK;
}

bool demo_custom(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct staff clerk;

	if (staff_find(job->db, job->mem, CLERK, &clerk) != DB_OK)
		return false;
	for (int i = 0; i < (int)(sizeof tales / sizeof tales[0]); i++)
		if (!tell(job, &tales[i], now, ids[tales[i].n], clerk.staff_id, i)) {
			job_say(JOB_FAILED, "demo custom trip %d could not be told", i + 1);
			return false;
		}
	return mark(job, now, clerk.staff_id);
}
