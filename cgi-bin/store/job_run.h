/* Who runs which job: one row a job, claimed by the one that runs it. */
#ifndef STORE_JOB_RUN_H
#define STORE_JOB_RUN_H

#include <stdbool.h>

#include "store/db.h"

/* Whether the process named OWNER, which claimed at CLAIMED_AT (real time), is
 * gone for good. */
typedef bool (*job_owner_gone)(const char *owner, int64_t claimed_at);

/* Claims JOB for OWNER at real time NOW when nobody has it, or whoever has is
 * GONE. *TAKEN tells. */
enum db job_run_take(struct database *db, const char *job, const char *owner, int64_t now,
                     job_owner_gone gone, bool *taken) __attribute__((warn_unused_result));
/* Lets go of it; DONE_ON (DAY_NONE = leave) is remembered when it is later. */
enum db job_run_leave(struct database *db, const char *job, const char *owner, int32_t done_on)
	__attribute__((warn_unused_result));
/* The last day JOB has finished; DAY_NONE before the first. */
enum db job_run_done_on(struct database *db, const char *job, int32_t *done_on)
	__attribute__((warn_unused_result));
/* Staff ask for JOB to run at once (NOW: the programme's). And whether they did, which
 * is forgotten by asking: *ASKED. */
enum db job_run_ask(struct database *db, const char *job, int64_t now)
	__attribute__((warn_unused_result));
enum db job_run_asked(struct database *db, const char *job, bool *asked)
	__attribute__((warn_unused_result));
/* When they last asked and nothing came of it yet; INSTANT_NONE: they did not. */
enum db job_run_waits(struct database *db, const char *job, int64_t *asked_at)
	__attribute__((warn_unused_result));

#endif
