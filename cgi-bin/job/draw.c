/* Draws by the timer and by hand. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "job/claim.h"
#include "job/nightly.h"
#include "service/draw_job.h"
#include "store/draw_work.h"

#define NAME "draw"
#define FILE_MONTHS 24 /* the law asks for two years */

static void say_done(const struct draw_done *done)
{
	if (done->drawn + done->waiting + done->given + done->told + done->over + done->back == 0)
		return;
	printf("draws: %d drawn, %d wait for their public value, %d prizes given out, %d given up,"
	       " %d members told, %d got their points back\n",
	       done->drawn, done->waiting, done->given, done->over, done->told, done->back);
}

/* Everything that is due, one runner at a time: a second one would only wait for
 * the first one's locks. */
static bool run_due(struct job *job)
{
	struct service_env env = { job->db, job->config, talloc_new(job->mem), clock_now(), NULL };
	struct draw_done done = { .failed = true };

	if (claim_take(job->db, NAME) == DB_OK) {
		draw_run_all(&env, job->plans, &done);
		if (claim_leave(job->db, NAME, DAY_NONE) != DB_OK)
			done.failed = true;
	}
	say_done(&done);
	talloc_free(env.mem);
	return !done.failed;
}

static bool remind(struct job *job)
{
	struct service_env env = { job->db, job->config, talloc_new(job->mem), clock_now(), NULL };
	int waiting;
	bool ok = draw_remind(&env, &waiting);

	printf("draws: %d prizes must be claimed soon\n", waiting);
	talloc_free(env.mem);
	return ok;
}

void nightly_draws(struct night *night)
{
	int64_t before = instant_add_months(clock_now(), -FILE_MONTHS);
	enum db got;

	if (!run_due(night->job) || !remind(night->job))
		night->failed = true;
	/* The file stays; where a prize was sent is needed no longer. */
	do
		got = draw_winner_sweep(night->job->db, before, SWEEP_ROWS);
	while (got == DB_OK && db_affected(night->job->db) == SWEEP_ROWS);
	night->failed = night->failed || got != DB_OK;
}

static int say_run(const char *id, enum draw_run outcome)
{
	switch (outcome) {
	case DRAW_RUN_OK: printf("draw %s: drawn\n", id); return JOB_DONE;
	case DRAW_RUN_REPEATED: printf("draw %s: was drawn before\n", id); return JOB_DONE;
	case DRAW_RUN_NOT_YET: return job_say(JOB_FINDING, "draw %s: its time has not come", id);
	case DRAW_RUN_NO_VALUE:
		return job_say(JOB_FINDING, "draw %s: its public value is not set yet", id);
	case DRAW_RUN_NEVER:
		return job_say(JOB_FINDING, "draw %s: is not published, or was cancelled", id);
	case DRAW_RUN_UNKNOWN: return job_say(JOB_USAGE, "there is no draw %s", id);
	default: return job_say(JOB_FAILED, "draw %s: could not be done; run it again", id);
	}
}

int job_draw_run(struct job *job, int argc, char **argv)
{
	struct service_env env = { job->db, job->config, job->mem, clock_now(), NULL };
	int64_t id = 0;
	int code = job_words(argc, argv, 1, "draw run ID");

	if (code != JOB_DONE)
		return code;
	if (!int_parse(argv[0], &id) || id < 1)
		return job_say(JOB_USAGE, "%s is no draw's number", argv[0]);
	return say_run(argv[0], draw_run(&env, (uint64_t)id));
}

int job_draw_due(struct job *job, int argc, char **argv)
{
	int code = job_words(argc, argv, 0, "draw due");

	if (code != JOB_DONE)
		return code;
	return run_due(job) ? JOB_DONE :
	                      job_say(JOB_FAILED, "not everything could be done; run it again");
}
