/* The ledger by day, kind, source, tier and category: rows the points report
 * adds up. Days as in store/report.h. */
#ifndef STORE_ROLLUP_POINTS_H
#define STORE_ROLLUP_POINTS_H

#include "store/db.h"
#include "store/report.h"

/* Puts CELLS in the place of the rows of DAY; in a transaction. */
enum db rollup_points_write(struct database *db, int32_t day, const struct report_cell *cells,
                            int n) __attribute__((warn_unused_result));
/* Removes the rows of days before FIRST and after LAST: nothing was booked then. */
enum db rollup_points_trim(struct database *db, int32_t first, int32_t last)
	__attribute__((warn_unused_result));
/* The rows of FROM … TO, each as a cell; in their order. */
enum db rollup_points_read(struct database *db, void *mem, int32_t from, int32_t to,
                           struct report_cell **cells, int *n) __attribute__((warn_unused_result));

#endif
