/* SQL of what the reports say about members: accounts opened and ended by day, and
 * who was active (schema/0011). A day is the programme's day of booking. */
#ifndef STORE_ROLLUP_MEMBERS_H
#define STORE_ROLLUP_MEMBERS_H

#include <stdint.h>

#include "store/db.h"

#define ACTIVE_SHORT 90
#define ACTIVE_LONG 365

struct rollup_active_day {
	int32_t day;
	int64_t active90, active365;
};

/* ---- making (job/rollup_members.c) */

/* Makes the accounts opened and ended on DAY anew; outside transactions. */
enum db rollup_member_day_make(struct database *db, int32_t day)
	__attribute__((warn_unused_result));
/* Makes anew who earned or redeemed, by what was booked on DAY; likewise. */
enum db rollup_active_make(struct database *db, int32_t day) __attribute__((warn_unused_result));
/* Members active at the end of DAY within WITHIN days, by definition: accounts that had
 * ended by then are not among them. */
enum db rollup_active_at(struct database *db, int32_t day, int within, int64_t *members)
	__attribute__((warn_unused_result));
/* Both figures of DAY, whose deeds are made, from those of the day BEFORE: what came and
 * what left is looked at alone. The same as rollup_active_at(). */
enum db rollup_active_next(struct database *db, int32_t day,
                           const struct rollup_active_day *before, struct rollup_active_day *out)
	__attribute__((warn_unused_result));
/* Accounts that had ended by the end of DAY and would be active else. */
enum db rollup_active_ended(struct database *db, int32_t day, int within, int64_t *members)
	__attribute__((warn_unused_result));
/* Writes the active members of DAY, over what was there; in a transaction. */
enum db rollup_active_put(struct database *db, int32_t day, int64_t active90, int64_t active365)
	__attribute__((warn_unused_result));
/* Removes the rows of DAY and later from all three tables: a whole making leaves
 * nothing of a clock that stood later. */
enum db rollup_members_forget(struct database *db, int32_t day)
	__attribute__((warn_unused_result));
/* The first day on which an account was opened; DB_NONE: none was. */
enum db rollup_members_first(struct database *db, int32_t *first)
	__attribute__((warn_unused_result));

struct rollup_deed {
	uint64_t member_id;
	int32_t known_on, day;
};
/* The next 5,000 deeds behind AFTER, by member and known_on; an array of *N on MEM. */
enum db rollup_deeds(struct database *db, void *mem, const struct rollup_deed *after,
                     struct rollup_deed **rows, int *n) __attribute__((warn_unused_result));

/* ---- reading (page/report_members.c) */

struct rollup_joined {
	int32_t day;
	char *source;
	int64_t members;
};
/* Accounts opened and ended from FROM to TO, by day and source: from the roll-up up
 * to THROUGH (DAY_NONE: none), later ones from the accounts. An array of *N on MEM,
 * in order of day. */
enum db rollup_joined(struct database *db, void *mem, int32_t from, int32_t to, int32_t through,
                      struct rollup_joined **rows, int *n) __attribute__((warn_unused_result));
/* Accounts at the end of DAY: opened less ended. */
enum db rollup_enrolled(struct database *db, int32_t day, int32_t through, int64_t *members)
	__attribute__((warn_unused_result));

/* Active members at the end of the days FROM … TO that are made. On MEM. */
enum db rollup_active_days(struct database *db, void *mem, int32_t from, int32_t to,
                           struct rollup_active_day **rows, int *n)
	__attribute__((warn_unused_result));
/* Those of TODAY so far, from yesterday's and what was booked today. */
enum db rollup_active_today(struct database *db, int32_t today,
                            const struct rollup_active_day *yesterday,
                            struct rollup_active_day *out) __attribute__((warn_unused_result));

#endif
