/* SQL of fulfilment: how late what waits is, by kind; what is to be sent; and the
 * files of miles. */
#ifndef STORE_FULFIL_H
#define STORE_FULFIL_H

#include <stdint.h>

#include "store/redemption.h"

/* One kind on the clock. */
struct fulfil_kind {
	enum item_category category;
	int64_t waiting, overdue, due_today;
	int32_t oldest;         /* promised day of what waits longest; DAY_NONE = nothing waits */
	int64_t sent, in_time;  /* shipped or issued since SINCE; of them by the promised day */
};
#define FULFIL_KINDS 8
/* The kinds that staff carry out and that have anything to tell, the most overdue
 * first; *N of KINDS. Outside transactions, like all that reads here. */
enum db fulfil_clock(struct database *db, int32_t today, int64_t since,
                     struct fulfil_kind kinds[FULFIL_KINDS], int *n)
	__attribute__((warn_unused_result));
/* What waits and was promised before TODAY, the latest first; with member numbers. */
enum db fulfil_late(struct database *db, void *mem, int32_t today, int64_t limit,
                    struct redemption **out, int *n) __attribute__((warn_unused_result));
/* Goods to be sent: approved, or placed and not held; in the queue's order. */
enum db fulfil_parcels(struct database *db, void *mem, int64_t limit, struct redemption **out,
                       int *n) __attribute__((warn_unused_result));

/* A file of miles. */
struct miles_batch {
	int64_t batch_no, rows, made_at;
	char *staff; /* who made it */
};
/* The latest files, the last first. */
enum db miles_batches(struct database *db, void *mem, int64_t limit, struct miles_batch **out,
                      int *n) __attribute__((warn_unused_result));
/* How many approved redemptions of miles stand in no file yet. */
enum db miles_waiting(struct database *db, int64_t *n) __attribute__((warn_unused_result));
/* Adds an empty file. In a transaction, like the two below. */
enum db miles_batch_add(struct database *db, uint64_t staff_id, int64_t now, int64_t *batch_no)
	__attribute__((warn_unused_result));
/* Puts all that wait into it; *N = how many. */
enum db miles_batch_take(struct database *db, int64_t batch_no, int64_t *n)
	__attribute__((warn_unused_result));
enum db miles_batch_count(struct database *db, int64_t batch_no, int64_t n)
	__attribute__((warn_unused_result));
/* A line of a file. */
struct miles_row {
	char *redemption_no, *flyer_no, *name, *item, *state;
	int64_t quantity, points;
};
/* The lines of a file. DB_NONE: there is no such. */
enum db miles_rows(struct database *db, void *mem, int64_t batch_no, struct miles_row **out,
                   int *n) __attribute__((warn_unused_result));

#endif
