#include <stdio.h>

#include "base/mem.h"
#include "job/nightly.h"
#include "service/task.h"

/* Last month's most active, and those of months whose night was missed. */
void nightly_tasks(struct night *night)
{
	struct job *job = night->job;
	void *mem = talloc_new(job->mem);
	struct service_env env = {.db = job->db, .config = job->config, .mem = mem,
	                          .now = clock_now()};
	int64_t paid = 0;

	if (task_active(&env, job->plans, night->done_on, night->on, &paid) != DB_OK)
		night->failed = true;
	printf("tasks: %lld most active members\n", (long long)paid);
	talloc_free(mem);
}
