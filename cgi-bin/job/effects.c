/* effects: what was posted for other members' books is applied (RULINGS 23). */
#include <stdio.h>

#include "base/mem.h"
#include "job/job.h"
#include "service/referral.h"
#include "service/task.h"

int job_effects(struct job *job, int argc, char **argv)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = clock_now()};
	int64_t referrals = 0, tasks = 0;
	bool failed;

	(void)argv;
	if (argc > 0)
		return job_say(JOB_USAGE, "usage: pointsctl effects");
	failed = referral_settle(&env, job->plans, &referrals) != DB_OK;
	if (task_signals(&env, job->plans, &tasks) != DB_OK)
		failed = true;
	if (referrals + tasks > 0)
		printf("effects: %lld of referrals, %lld of tasks\n", (long long)referrals,
		       (long long)tasks);
	return failed ? job_say(JOB_FAILED, "some effects wait; the next run tries again") : JOB_DONE;
}
