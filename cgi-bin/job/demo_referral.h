/* The demo's referrals and tasks: a friend who has joined, one who has booked,
 * one under review; six tasks and a report that waits to be read. */
#ifndef JOB_DEMO_REFERRAL_H
#define JOB_DEMO_REFERRAL_H

#include "job/demo.h"

/* Makes them once; false (said on standard error) when they could not be. */
bool demo_referral(struct job *job, int64_t now, const uint64_t ids[DEMO_MEMBERS + 1]);

#endif
