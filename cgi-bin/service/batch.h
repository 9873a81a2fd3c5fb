/* Import at speed (RULINGS 24): one member's state is loaded once, many rows
 * are applied to it in memory in order of time, and everything is written with
 * multi-row inserts, at most BATCH_ORDERS orders a transaction.
 *
 *   struct batch *b = batch_begin(db, plans, "import", member_id);
 *   for each row of the member, any order: batch_order_row(b, &row);
 *   batch_commit(b);            one or more transactions
 *   batch_outcome(b, i, …);     per row, in the order they were given
 *   batch_end(b);
 */
#ifndef SERVICE_BATCH_H
#define SERVICE_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"

#define BATCH_ORDERS 100

/* One CSV row: the state of an order (RULINGS 5). Borrowed until batch_end(). */
struct order_row {
	const char *order_no;
	const char *category;
	int64_t paid_fen, paid_at;
	int32_t travel_end;    /* DAY_NONE = empty */
	int64_t completed_at;  /* INSTANT_NONE = empty */
	int64_t refunded_fen;  /* 0 with refunded_at set: cancels a ¥0 order */
	int64_t refunded_at;   /* INSTANT_NONE = empty: no refund */
};

enum row_outcome {
	ROW_BOOKED,    /* a new order */
	ROW_CHANGED,   /* known; something new in it was booked */
	ROW_SAME,      /* known; nothing new */
	ROW_OTHER,     /* member, category, paid_fen or paid_at differ from what is booked */
	ROW_EARLIER,   /* an earlier completed_at or refund would be changed */
	ROW_TOO_MUCH,  /* refund beyond what was paid */
	ROW_TWICE,     /* the same order_no stands twice in this batch with other content */
	ROW_FUTURE,    /* paid_at more than 5 minutes ahead */
	ROW_ENDED,     /* refunded whole before: nothing can follow */
	ROW_NOT_DONE   /* its transaction failed: run the file again */
};

struct batch;

/* Starts a batch for one member; orders are keyed (PARTNER, order_no). With
 * DRY_RUN nothing is written, the outcomes are the same. */
struct batch *batch_begin(struct database *db, const struct plan_book *plans, const char *partner,
                          uint64_t member_id, bool dry_run);
/* Adds a row; returns its index from 0. */
int batch_order_row(struct batch *batch, const struct order_row *row);
/* Applies all rows in time order and writes them. DB_OK even when rows were
 * refused; otherwise the rows not written are ROW_NOT_DONE. */
enum db batch_commit(struct batch *batch) __attribute__((warn_unused_result));
/* What became of row INDEX; POINTS (may be NULL) gets its priced points. */
enum row_outcome batch_outcome(const struct batch *batch, int index, int64_t *points);
void batch_end(struct batch *batch);
/* "booked", "changed", "same", "other_content", … for the result file. */
const char *row_outcome_word(enum row_outcome outcome);

#endif
