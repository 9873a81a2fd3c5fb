/* The demo's answered surveys, and one to answer. */
#ifndef JOB_DEMO_SURVEY_H
#define JOB_DEMO_SURVEY_H

#include "job/demo.h"

/* Asks and answers about trips that the demo has booked; what an earlier, cut-off
 * run did stays. */
bool demo_surveys(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
