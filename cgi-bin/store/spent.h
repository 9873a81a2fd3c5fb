/* What the pages of redemptions and the planner read of the books: plain reads
 * without locks. */
#ifndef STORE_SPENT_H
#define STORE_SPENT_H

#include <stdint.h>

#include "store/db.h"

#define SPENT_DAYS 1000 /* days with ending points that are read */

/* The ledger entries of a redemption; 0 = none. */
struct spent_entries {
	int64_t spent;    /* seq of the spend */
	int64_t returned; /* seq of the give-back */
	int64_t points;   /* that came back */
};
enum db spent_entries(struct database *db, uint64_t member_id, const char *redemption_no,
                      struct spent_entries *out) __attribute__((warn_unused_result));
/* How many of the points that entry SEQ took are from lots whose last day lies
 * before TODAY: given back they end at once. */
enum db spent_ended(struct database *db, uint64_t member_id, int64_t seq, int32_t today,
                    int64_t *points) __attribute__((warn_unused_result));

/* Usable points that end together. */
struct spent_day {
	int32_t expires_on; /* DAY_NEVER */
	int64_t points;
};
/* The member's points that can be used on TODAY by their last day, rising: an
 * array of *N (at most SPENT_DAYS) on MEM. */
enum db spent_days(struct database *db, void *mem, uint64_t member_id, int32_t today,
                   struct spent_day **out, int *n) __attribute__((warn_unused_result));

#endif
