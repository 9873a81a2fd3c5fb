/* The demo's emergency stop: one that was lifted again, so that the list has a row. */
#ifndef JOB_DEMO_STOP_H
#define JOB_DEMO_STOP_H

#include "job/demo.h"

/* Stops the plan's coupon some weeks before NOW and lifts it half an hour later; where
 * there was a stop before, nothing. */
bool demo_stops(struct job *job, int64_t now);

#endif
