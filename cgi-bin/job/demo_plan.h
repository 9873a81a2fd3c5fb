/* The demo's draft of other rules, and its rehearsal. */
#ifndef JOB_DEMO_PLAN_H
#define JOB_DEMO_PLAN_H

#include "job/demo.h"

/* Begins the draft and asks for the rehearsal; the job does it soon. What an earlier,
 * cut-off run did stays. */
bool demo_plan(struct job *job, int64_t now);

#endif
