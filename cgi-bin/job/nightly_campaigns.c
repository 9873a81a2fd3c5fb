/* Campaigns and members' events: what the night does, and what the job loop does
 * every few seconds. */
#include <stdio.h>

#include "base/mem.h"
#include "job/nightly.h"
#include "service/campaign.h"
#include "service/event.h"

#define RECOUNT_S 600 /* figures are at most so old, for their budgets */

static struct service_env env_of(const struct job *job)
{
	return (struct service_env){.db = job->db, .config = job->config, .mem = job->mem,
	                            .now = clock_now()};
}

void nightly_campaigns(struct night *night)
{
	struct service_env env = env_of(night->job);
	int counted = 0, stopped = 0, asked = 0;

	/* Counted whole: refunds change days that are long past. */
	if (campaign_sweep(&env, night->job->plans, 0, &counted, &stopped) != DB_OK)
		night->failed = true;
	if (campaign_ask(&env, night->job->plans, &asked) != DB_OK)
		night->failed = true;
	printf("campaigns: %d counted, %d ended with their budget, %d asked\n", counted, stopped, asked);
}

void nightly_events(struct night *night)
{
	struct service_env env = env_of(night->job);
	int moved = 0, ended = 0, told = 0;

	if (event_sweep(&env, night->job->plans, &moved, &ended) != DB_OK)
		night->failed = true;
	/* Of days that are over nobody needs to be reminded. */
	if (event_remind(&env, night->on, &told) != DB_OK)
		night->failed = true;
	printf("events: %d moved up, %d ended, %d reminded\n", moved, ended, told);
}

int job_campaign_due(struct job *job, int argc, char **argv)
{
	struct service_env env = env_of(job);
	int counted = 0, stopped = 0, moved = 0, ended = 0;
	bool failed;

	(void)argv;
	if (argc > 0)
		return job_say(JOB_USAGE, "usage: pointsctl campaign due");
	failed = campaign_sweep(&env, job->plans, RECOUNT_S, &counted, &stopped) != DB_OK;
	if (event_sweep(&env, job->plans, &moved, &ended) != DB_OK)
		failed = true;
	if (stopped + moved + ended > 0)
		printf("campaigns: %d ended with their budget; events: %d moved up, %d ended\n", stopped,
		       moved, ended);
	return failed ? job_say(JOB_FAILED, "some of it waits; the next run tries again") : JOB_DONE;
}
