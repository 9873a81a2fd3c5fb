/* Open lots by their months, what became of the points of each month of issue, sales
 * with which points were promised, and the dated estimates of breakage. The first
 * three are rows of the roll-up: store/rollup.h says of when. */
#ifndef STORE_LIABILITY_H
#define STORE_LIABILITY_H

#include <stdint.h>

#include "store/db.h"

/* Open lots of one month of issue and one of expiry. */
struct liability_lot {
	int32_t issued; /* first day of the month of issue */
	int32_t ends;   /* first day of the month of the last usable day; DAY_NEVER = never;
	                 * DAY_NONE = the trip is not taken yet */
	int64_t lots, points;
};
/* As the roll-up has them, by month of issue, then of expiry. */
enum db liability_lots(struct database *db, void *mem, struct liability_lot **rows, int *n)
	__attribute__((warn_unused_result));
/* As they are at this moment, from all open lots: for the night. */
enum db liability_lots_now(struct database *db, void *mem, struct liability_lot **rows, int *n)
	__attribute__((warn_unused_result));
/* Puts ROWS in the place of all rows of the roll-up; in a transaction. */
enum db liability_lots_write(struct database *db, const struct liability_lot *rows, int n)
	__attribute__((warn_unused_result));

/* What happened to the points of one month of issue. */
struct liability_use {
	int32_t issued; /* first day of the month of issue */
	int64_t kind;   /* enum entry_kind of what took (> 0) or gave back (< 0); 0 = credited */
	int64_t points;
};
/* What DAY booked, from the ledger by index of posting. */
enum db liability_uses_of(struct database *db, void *mem, int32_t day,
                          struct liability_use **rows, int *n) __attribute__((warn_unused_result));
/* Puts ROWS in the place of the rows of DAY; in a transaction. */
enum db liability_uses_write(struct database *db, int32_t day, const struct liability_use *rows,
                             int n) __attribute__((warn_unused_result));
/* The sums of all days of the roll-up, by month and kind. */
enum db liability_uses(struct database *db, void *mem, struct liability_use **rows, int *n)
	__attribute__((warn_unused_result));

/* Sales with which points were promised, less what was refunded of them. */
struct liability_sale {
	int64_t orders, paid_fen;
};
/* Of DAY, from the ledger by index of posting. */
enum db liability_sale_of(struct database *db, int32_t day, struct liability_sale *sale)
	__attribute__((warn_unused_result));
/* Puts SALE in the place of the row of DAY; in a transaction. */
enum db liability_sale_write(struct database *db, int32_t day, const struct liability_sale *sale)
	__attribute__((warn_unused_result));
/* The sum of all days of the roll-up. */
enum db liability_sales(struct database *db, struct liability_sale *sale)
	__attribute__((warn_unused_result));
/* Removes rows of days before FIRST and after LAST: nothing was booked then. */
enum db liability_trim(struct database *db, int32_t first, int32_t last)
	__attribute__((warn_unused_result));

/* An estimate and what follows from it: see table breakage_estimate. */
struct liability_estimate {
	int32_t made_on;
	int64_t breakage, months, ended_issued, ended_expired, issued, used;
	int64_t sales_fen, allocated_fen, recognised_fen;
};
/* Adds an estimate unless its day has one: an estimate stays. */
enum db liability_estimate_add(struct database *db, const struct liability_estimate *row)
	__attribute__((warn_unused_result));
/* The latest of each month, newest first, up to 36. */
enum db liability_estimates(struct database *db, void *mem, struct liability_estimate **rows,
                            int *n) __attribute__((warn_unused_result));

#endif
