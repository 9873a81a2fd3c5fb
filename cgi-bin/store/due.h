/* SQL that finds who has something due: by index, in batches. */
#ifndef STORE_DUE_H
#define STORE_DUE_H

#include <stdint.h>

#include "store/db.h"

#define DUE_BATCH 500

/* What is looked for. */
enum due {
	DUE_EXPIRE,    /* lots past their last day */
	DUE_AVAILABLE, /* figures that hold no longer (points whose day has come) */
	DUE_REVIEW     /* tiers to be looked at */
};

/* Up to DUE_BATCH members above AFTER with something due on TODAY, ascending;
 * *N = 0 at the end. Its cost does not grow with the number of members. */
enum db due_members(struct database *db, void *mem, enum due due, int32_t today, uint64_t after,
                    uint64_t **members, int *n) __attribute__((warn_unused_result));

#endif
