/* What falls due by the calendar: expiry, availability, tier reviews. */
#ifndef SERVICE_EXPIRY_H
#define SERVICE_EXPIRY_H

#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"

#define DUE_BATCH 500

/* What is looked for. */
enum due { DUE_EXPIRE, DUE_AVAILABLE, DUE_REVIEW };

/* Up to DUE_BATCH members above AFTER with something due on TODAY, ascending;
 * *N = 0 at the end. By index: its cost does not grow with members. */
enum db due_members(struct database *db, void *mem, enum due due, int32_t today, uint64_t after,
                    uint64_t **members, int *n) __attribute__((warn_unused_result));
/* Books all that is due for one member on TODAY, in one transaction; a skipped
 * week is caught up. *BOOKED = entries or tier rows made (0 = nothing due). */
enum db due_book(struct database *db, const struct plan_book *plans, uint64_t member_id,
                 enum due due, int32_t today, int *booked) __attribute__((warn_unused_result));

#endif
