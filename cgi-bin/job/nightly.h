/* What the steps of the nightly run share. */
#ifndef JOB_NIGHTLY_H
#define JOB_NIGHTLY_H

#include "job/job.h"

#define DAY_S 86400
#define SWEEP_ROWS 1000 /* removed at a time, so that no lock lasts long */

struct night {
	struct job *job;
	int32_t on;      /* the programme day that is worked for */
	int32_t done_on; /* the last one finished before; DAY_NONE */
	bool failed;     /* something could not be done: the next run tries again */
	bool found;      /* the books disagree somewhere */
};

/* The first day that was not worked for yet, at most a month back: the night's
 * own where none was missed, none was ever done, or it is run again. */
int32_t nightly_from(const struct night *night);
/* Birthday gifts, once a year each. */
void nightly_birthdays(struct night *night);
/* Tells members which points and coupons end soon; removes notices of long ago. */
void nightly_notices(struct night *night);
/* Marks the coupons whose last day lies before the night's as expired. */
void nightly_coupons(struct night *night);
/* Tells members whose wishes are back in stock, once each time they were gone. */
void nightly_wishes(struct night *night);
/* Freezes, draws and settles the draws whose time has come. */
void nightly_draws(struct night *night);
/* Rewards the members most active in tasks, once each month that has ended. */
void nightly_tasks(struct night *night);
/* Counts campaigns and ends those whose budget is used up. */
void nightly_campaigns(struct night *night);
/* Moves waiting lists up, ends what cancelled events left, reminds of tomorrow's. */
void nightly_events(struct night *night);
/* Asks the members whose trips were completed lately. */
void nightly_surveys(struct night *night);
/* Adds up for the reports what was booked up to yesterday. */
void nightly_rollup(struct night *night);
/* Looks for signals of abuse in what came in since the last search. */
void nightly_signals(struct night *night);
/* Removes forms, one-time codes and staff sessions that have ended. */
void nightly_shop_sweep(struct night *night);

#endif
