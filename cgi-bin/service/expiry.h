/* What falls due by the calendar: expiry, availability, tier reviews. Who is
 * due, due_members() of store/due.h tells in batches. */
#ifndef SERVICE_EXPIRY_H
#define SERVICE_EXPIRY_H

#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"
#include "store/due.h"

/* Books all that is due for one member on TODAY, in one transaction; a skipped
 * week is caught up, a second run changes nothing. *BOOKED = entries, tier
 * rows and notices made (0 = nothing was due). DB_NONE: no such account. */
enum db due_book(struct database *db, const struct plan_book *plans, uint64_t member_id,
                 enum due due, int32_t today, int *booked) __attribute__((warn_unused_result));

#endif
