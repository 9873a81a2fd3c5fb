/* SQL of order_payment: what of an order was not paid in money. Its rows are
 * read and written under the lock of their order's row. */
#ifndef STORE_PAYMENT_H
#define STORE_PAYMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define PAYMENT_PART 73      /* room for a part's name, with the NUL */
#define PAYMENT_POINTS "points"
#define PAYMENT_COUPON "coupon/" /* then the code */

struct payment {
	char part[PAYMENT_PART];
	uint64_t member_id;
	int64_t points;          /* spent (part points) */
	int64_t fen;             /* what it paid of the price */
	int64_t returned_points; /* given back by refunds */
	int64_t returned_at;     /* coupon: given back; points: when the last came back;
	                          * INSTANT_NONE = not */
};

/* The code within a coupon's part; NULL for points. */
const char *payment_coupon(const struct payment *payment);
/* Adds a part of a locked order. */
enum db payment_add(struct database *db, const char *partner, const char *order_no,
                    const struct payment *payment) __attribute__((warn_unused_result));
/* Writes what came back of it. */
enum db payment_save(struct database *db, const char *partner, const char *order_no,
                     const struct payment *payment) __attribute__((warn_unused_result));
/* The order's parts, locked; coupons by code, then points. *ROWS on MEM. */
enum db payment_lock(struct database *db, void *mem, const char *partner, const char *order_no,
                     struct payment **rows, int *n) __attribute__((warn_unused_result));
/* The same without a lock, for showing. */
enum db payment_read(struct database *db, void *mem, const char *partner, const char *order_no,
                     struct payment **rows, int *n) __attribute__((warn_unused_result));

#endif
