/* Files of orders (RULINGS 5): each row is the state of an order; the events
 * they make are applied in order of time, member by member. A row that fails
 * changes nothing and does not stop the others; the same file again changes
 * nothing; a run that was killed is finished by running it again. */
#ifndef SERVICE_ORDER_FILE_H
#define SERVICE_ORDER_FILE_H

#include "rule/plan.h"
#include "service/file_rows.h"

#define ORDER_FILE_PARTNER "import" /* whose orders they are */

/* The columns of such a file, NULL-terminated; the first names a row. */
extern const char *const order_file_columns[];

/* How far it is: DONE of TOTAL rows are booked. */
typedef void (*order_file_step)(void *arg, int64_t done, int64_t total);

/* Books the rows that are not refused yet, and says of each what became of it:
 * "booked", "changed", "same", or refused and why. The table's header was
 * checked by csv_header(). DRY_RUN: the same outcomes, nothing is kept. STEP
 * may be NULL. False: out of memory (nothing was booked). */
bool order_file_run(struct file_rows *rows, const struct plan_book *plans, bool dry_run,
                    order_file_step step, void *arg) __attribute__((warn_unused_result));

#endif
