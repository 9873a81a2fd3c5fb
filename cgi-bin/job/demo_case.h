/* The demo's complaints and questions. */
#ifndef JOB_DEMO_CASE_H
#define JOB_DEMO_CASE_H

#include "job/demo.h"

/* Files and answers them; what an earlier, cut-off run did stays. */
bool demo_cases(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
