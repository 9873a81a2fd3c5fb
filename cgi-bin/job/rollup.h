/* The roll-up: what reports read, added up from the ledger by the nightly job and
 * by `pointsctl rollup day DAY | full`. Made anew from the ledger it is the same. */
#ifndef JOB_ROLLUP_H
#define JOB_ROLLUP_H

#include <stdbool.h>
#include <stdint.h>

#include "job/job.h"
#include "rule/rfm.h"

struct rollup {
	struct job *job;
	int32_t today; /* rows of this day and later are not rolled up: pages read them live */
};

/* One family of roll-up tables. Both make rows anew (delete, insert) in short
 * transactions, so that running twice changes nothing and a killed run is
 * mended by the next. How far a family is made is noted by job/rollup.c and read
 * with rollup_through() of store/rollup.h: later days a page reads from the ledger.
 * False: the database did not answer; logged. */
struct rollup_step {
	const char *name; /* "points": in the progress line and the log */
	/* The rows of DAY (a past one), reading through an index only what DAY booked. NULL:
	 * made by full alone (weekly: RFM, cohorts; RULINGS 25). */
	bool (*day)(struct rollup *rollup, int32_t day);
	/* Everything up to yesterday, from the ledger alone. */
	bool (*full)(struct rollup *rollup);
};

/* The families in their order, ended by {0}; job/rollup.c lists them, each in its
 * file job/rollup_NAME.c. */
extern const struct rollup_step rollup_steps[];

/* Runs DAY for every past day since the first on which anything was booked, which
 * goes to FIRST (today when the ledger is empty); shows progress as WHAT. */
bool rollup_each_day(struct rollup *rollup, const char *what,
                     bool (*day)(struct rollup *rollup, int32_t day), int32_t *first);

/* The steps of the families; rollup.c names them in its list. */
bool rollup_points_day(struct rollup *rollup, int32_t day);
bool rollup_points_full(struct rollup *rollup);
bool rollup_lots_day(struct rollup *rollup, int32_t day);
bool rollup_lots_full(struct rollup *rollup);
bool rollup_reasons_day(struct rollup *rollup, int32_t day);
bool rollup_reasons_full(struct rollup *rollup);
bool rollup_members_day(struct rollup *rollup, int32_t day);
bool rollup_members_full(struct rollup *rollup);
/* Counts the active members of today so far, for pages of the next hour; nothing when
 * yesterday is not made yet. False: the database did not answer. */
bool rollup_members_now(struct rollup *rollup);
bool rollup_tiers_day(struct rollup *rollup, int32_t day);
bool rollup_tiers_full(struct rollup *rollup);
bool rollup_cohorts_full(struct rollup *rollup);
bool rollup_behaviour_full(struct rollup *rollup);
bool rollup_audience_day(struct rollup *rollup, int32_t day);
bool rollup_audience_full(struct rollup *rollup);
/* Writes the RFM segments of N MEMBERS (scored; left in some other order) to the audience,
 * and takes it from everybody else. False: the database did not answer. */
bool rollup_audience_segments(struct rollup *rollup, struct rfm_member *members, int n);
bool rollup_partners_day(struct rollup *rollup, int32_t day);
bool rollup_partners_full(struct rollup *rollup);

/* `pointsctl rollup day DAY | full`. Exit status. */
int job_rollup(struct job *job, int argc, char **argv);

#endif
