/* Open lots by their months, what became of the points of each month of issue, and
 * the dated estimates of breakage. Rows of the roll-up: store/rollup.h says of when. */
#ifndef STORE_LIABILITY_H
#define STORE_LIABILITY_H

#include <stdint.h>

#include "store/db.h"

/* Open lots of one month of issue and one of expiry. */
struct liability_lot {
	int32_t issued;  /* first day of the month of issue */
	int32_t ends;    /* first day of the month of the last usable day; DAY_NEVER = never;
	                  * DAY_NONE = the trip is not taken yet */
	int64_t lots, points;
};
enum db liability_lots(struct database *db, void *mem, struct liability_lot **rows, int *n)
	__attribute__((warn_unused_result));

#endif
