/* erase: what members had deleted is wiped, and looked at again once it need not
 * be kept any more. */
#include <stdio.h>

#include "job/job.h"
#include "service/erase.h"

int job_erase(struct job *job, int argc, char **argv)
{
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = clock_now()};
	int64_t wiped = 0;
	enum db got;

	(void)argv;
	if (argc > 0)
		return job_say(JOB_USAGE, "usage: pointsctl erase");
	got = erase_settle(&env, job->plans, &wiped);
	if (wiped > 0)
		printf("erase: %lld accounts or people\n", (long long)wiped);
	return got == DB_OK ? JOB_DONE
	                    : job_say(JOB_FAILED, "some deletions wait; the next run tries again");
}
