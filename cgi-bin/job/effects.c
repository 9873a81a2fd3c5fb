/* effects: what was posted for other members' books is applied (RULINGS 23); and the
 * nightly run, when staff have asked for it. */
#include <stdio.h>

#include "base/mem.h"
#include "job/job.h"
#include "service/merge.h"
#include "service/referral.h"
#include "service/task.h"
#include "store/job_run.h"

int job_effects(struct job *job, int argc, char **argv)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = clock_now()};
	int64_t referrals = 0, tasks = 0, merges = 0;
	bool failed, asked;

	(void)argv;
	if (argc > 0)
		return job_say(JOB_USAGE, "usage: pointsctl effects");
	failed = referral_settle(&env, job->plans, &referrals) != DB_OK;
	if (task_signals(&env, job->plans, &tasks) != DB_OK)
		failed = true;
	if (merge_follow(&env, job->plans, &merges) != DB_OK)
		failed = true;
	if (referrals + tasks > 0)
		printf("effects: %lld of referrals, %lld of tasks\n", (long long)referrals,
		       (long long)tasks);
	if (merges > 0)
		printf("effects: %lld merged accounts followed\n", (long long)merges);
	/* Nothing else runs every few seconds: staff's wish for a missed night waits here. */
	if (job_run_asked(job->db, "nightly", &asked) == DB_OK && asked)
		failed = job_nightly(job, 0, NULL) == JOB_FAILED || failed;
	return failed ? job_say(JOB_FAILED, "some effects wait; the next run tries again") : JOB_DONE;
}
