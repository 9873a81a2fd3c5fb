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

/* Days that are not rolled up yet: their proved entries, kept by the proof itself
 * (table rollup_today). .stated and .pending are not kept and stay 0. */

/* Adds CELL, whose entries are being proved; in the transaction that moves the
 * account's proved_seq over them. */
enum db rollup_today_add(struct database *db, const struct report_cell *cell)
	__attribute__((warn_unused_result));
/* Makes the rows of FROM and later anew from the ledger; in a transaction. */
enum db rollup_today_make(struct database *db, int32_t from) __attribute__((warn_unused_result));
/* Removes the rows of days before DAY. */
enum db rollup_today_trim(struct database *db, int32_t day) __attribute__((warn_unused_result));
/* Adds the rows of FROM … TO to the *N CELLS on MEM. */
enum db rollup_today_read(struct database *db, void *mem, int32_t from, int32_t to,
                          struct report_cell **cells, int *n) __attribute__((warn_unused_result));

#endif
