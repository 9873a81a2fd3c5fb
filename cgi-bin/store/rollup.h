/* How far each family of roll-up tables is made (job/rollup.h). Days up to and
 * with the one named here are read from the roll-up, later ones from the ledger. */
#ifndef STORE_ROLLUP_H
#define STORE_ROLLUP_H

#include <stdint.h>

#include "store/db.h"

/* The last day whose rows of FAMILY ("points") are made; DAY_NONE: none yet. */
enum db rollup_through(struct database *db, const char *family, int32_t *day)
	__attribute__((warn_unused_result));
/* The same with what a page says of it: when it was worked on and when it was last
 * made from the whole ledger (INSTANT_NONE: never). */
enum db rollup_state(struct database *db, const char *family, int32_t *day, int64_t *made_at,
                     int64_t *whole_at) __attribute__((warn_unused_result));
/* Notes that FAMILY is made up to DAY; WHOLE: anew from the whole ledger. NOW UTC.
 * An earlier day than the one noted leaves that one unless WHOLE. */
enum db rollup_note(struct database *db, const char *family, int32_t day, bool whole, int64_t now)
	__attribute__((warn_unused_result));
/* The days on which the first and the last entry were booked; DB_NONE: no entry. */
enum db rollup_ledger_days(struct database *db, int32_t *first, int32_t *last)
	__attribute__((warn_unused_result));

#endif
