/* The demo's campaigns and members' events: one campaign that is on, one still
 * planned; an open event, one for gold members that takes points, one that is full. */
#ifndef JOB_DEMO_CAMPAIGN_H
#define JOB_DEMO_CAMPAIGN_H

#include "job/demo.h"

/* Makes them, relative to NOW; what is there stays. False, with a message, when it
 * failed. */
bool demo_campaigns(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
