/* SQL that finds whose points or coupons end on a day: by index, in batches, so
 * that the cost does not grow with the number of members. */
#ifndef STORE_ENDING_H
#define STORE_ENDING_H

#include "store/db.h"

#define ENDING_BATCH 500

struct ending {
	uint64_t member_id;
	int64_t count; /* points, or coupons */
};

/* Members above AFTER whose points can be used on DAY for the last time, and how
 * many: up to ENDING_BATCH, ascending; *N = 0 at the end. An array on MEM. */
enum db ending_points(struct database *db, void *mem, int32_t day, uint64_t after,
                      struct ending **out, int *n) __attribute__((warn_unused_result));
/* The same for coupons and vouchers that were not used. */
enum db ending_coupons(struct database *db, void *mem, int32_t day, uint64_t after,
                       struct ending **out, int *n) __attribute__((warn_unused_result));

#endif
