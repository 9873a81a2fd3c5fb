/* The plan's own coupon in the catalogue. */
#ifndef JOB_COUPON_ITEM_H
#define JOB_COUPON_ITEM_H

#include "store/db.h"

/* Puts it there when it is not: a portal always has it (RULINGS 38). What it
 * costs and is worth are the plan's, resolved when it is read. */
enum db coupon_item_add(struct database *db) __attribute__((warn_unused_result));

#endif
