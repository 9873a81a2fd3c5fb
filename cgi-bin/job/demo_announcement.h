/* The demo's announcements. */
#ifndef JOB_DEMO_ANNOUNCEMENT_H
#define JOB_DEMO_ANNOUNCEMENT_H

#include "job/demo.h"

/* One that is out by banner and notice to family accounts, and one being written. */
bool demo_announcements(struct job *job, int64_t now);

#endif
