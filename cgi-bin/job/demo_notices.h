/* The demo's messages. */
#ifndef JOB_DEMO_NOTICES_H
#define JOB_DEMO_NOTICES_H

#include "job/demo.h"

/* Marks the older notices of the demo's members read, has one of them want the
 * newsletter, and writes two letters. */
bool demo_notices(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
