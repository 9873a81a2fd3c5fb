/* The night's search for signals of abuse; and what proofs of the books found is
 * kept for the morning page. */
#include <stdio.h>

#include "job/nightly.h"
#include "service/signal.h"
#include "store/guess.h"

#define SETTLED_S 300  /* what is stamped later may still be on its way into the books */
#define GUESS_DAYS 90

void nightly_signals(struct night *night)
{
	struct job *job = night->job;
	struct service_env env = {.db = job->db, .config = job->config, .mem = job->mem,
	                          .now = clock_now()};
	int64_t until = env.now - SETTLED_S, end = day_start(night->on + 1);
	int fresh = 0;
	enum db got;

	if (signal_search(&env, until < end ? until : end, &fresh) != DB_OK)
		night->failed = true;
	do
		got = guess_sweep(job->db, night->on - GUESS_DAYS, SWEEP_ROWS);
	while (got == DB_OK && db_affected(job->db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
	printf("signals: %d new\n", fresh);
}
