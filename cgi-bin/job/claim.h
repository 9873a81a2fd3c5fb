/* One at a time: a second `nightly` or `mail send` waits for the first. */
#ifndef JOB_CLAIM_H
#define JOB_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

/* Waits until JOB is ours. A claim of a killed process is taken over. DB_OK or
 * the failure that ended the waiting. */
enum db claim_take(struct database *db, const char *job) __attribute__((warn_unused_result));
/* Lets go; DONE_ON as in store/job_run.h. */
enum db claim_leave(struct database *db, const char *job, int32_t done_on)
	__attribute__((warn_unused_result));

#endif
