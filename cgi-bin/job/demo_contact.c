#include "job/demo_contact.h"

#include <stdio.h>

#include "service/contact.h"
#include "service/pin.h"
#include "store/staff.h"

#define CLERK "clerk@demo.test"
#define REACHED "400-800-1234 转 8021"

static const int cared_for[] = {3, 8, 10};

/* A contact with demo member N, DAYS ago; call back DUE days from now, NEVER = need not. */
#define NEVER 999
static const struct talk {
	int n, days, due;
	const char *channel, *note;
} talks[] = {
	{3, 40, NEVER, "visit", "送新年礼盒，聊到明年想带父母去川西，怕高原反应。"},
	{3, 6, 3, "phone", "川西方案已说明，等她和家人商量；想知道能否加一天休整。"},
	{8, 3, -1, "wechat", "为导游迟到致歉，答应查明后回电。"},
	{10, 20, NEVER, "counter", "来门店取年会用的礼品，满意。"},
};

#define N(list) ((int)(sizeof list / sizeof list[0]))

bool demo_contacts(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1])
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem, .now = now};
	struct staff clerk;

	if (staff_find(job->db, job->mem, CLERK, &clerk) != DB_OK)
		return false;
	for (int i = 0; i < N(cared_for); i++)
		if (pin_adviser(&env, clerk.staff_id, ids[cared_for[i]], clerk.staff_id, REACHED) !=
		    PIN_DONE) {
			job_say(JOB_FAILED, "demo adviser %d could not be named", i + 1);
			return false;
		}
	for (int i = 0; i < N(talks); i++) {
		const struct talk *t = &talks[i];
		const struct contact what = {
			.member_id = ids[t->n], .staff_id = clerk.staff_id, .channel = t->channel,
			.note = t->note, .day = day_of(now) - t->days, .made_at = now - t->days * 86400,
			.due_on = t->due == NEVER ? DAY_NONE : day_of(now) + t->due};
		char form[24];

		snprintf(form, sizeof form, "demo-contact-%d", i + 1);
		if (contact_note(&env, &what, form) != CONTACT_OK) {
			job_say(JOB_FAILED, "demo contact %d could not be noted", i + 1);
			return false;
		}
	}
	return true;
}
