/* How proofs are shown on the operator's terminal. */
#ifndef JOB_AUDIT_H
#define JOB_AUDIT_H

#include "job/job.h"
#include "job/progress.h"
#include "service/audit.h"

/* Begins PROGRESS and lets AUDIT step it. */
void audit_show_progress(struct audit *audit, struct progress *progress, const char *what);
/* Prints the findings, a line each with the member's number, and the sum. */
void audit_print(struct job *job, const struct audit *audit, const char *what);
/* Keeps what AUDIT found for the morning page (service/flaw.h; WHOLE: it proved
 * everything). False: it could not be kept; logged. */
bool audit_kept(struct job *job, const struct audit *audit, bool whole);

#endif
