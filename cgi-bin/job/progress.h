/* Progress of long work, on a terminal only. */
#ifndef JOB_PROGRESS_H
#define JOB_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	const char *what;
	int64_t total; /* 0 = not known beforehand */
	int64_t began_us, shown_us;
	bool on;
};

/* Begins; nothing is ever shown when standard error is no terminal. */
void progress_begin(struct progress *progress, const char *what, int64_t total);
/* DONE of the total are done; shown at most ten times a second. */
void progress_step(struct progress *progress, int64_t done);
/* Wipes the line. */
void progress_end(struct progress *progress);

#endif
