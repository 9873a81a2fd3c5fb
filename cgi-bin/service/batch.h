/* Import at speed (RULINGS 24): members' states are loaded once, many rows are
 * applied to them in memory in order of time, and everything is written with
 * multi-row inserts, at most BATCH_ORDERS orders a transaction.
 *
 *   struct batch *b = batch_begin(db, plans, "import", dry_run);
 *   for each row, in any order:  i = batch_order_row(b, member_id, &row);
 *   batch_commit(b);             some transactions, members ascending
 *   for each row:                batch_outcome(b, i, &points);
 *   batch_end(b);
 *
 * All rows of one member in a file must come in one batch, so that their
 * events are applied in order of time; a batch may hold many members (some
 * 1,000 rows a batch is a good measure). */
#ifndef SERVICE_BATCH_H
#define SERVICE_BATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"

#define BATCH_ORDERS 100

/* One CSV row: the state of an order (RULINGS 5). Texts are borrowed until
 * batch_end(); the struct itself is copied. */
struct order_row {
	const char *order_no;
	const char *category;
	int64_t paid_fen, paid_at;
	int32_t travel_end;   /* DAY_NONE = empty */
	int64_t completed_at; /* INSTANT_NONE = empty */
	int64_t refunded_fen; /* 0 with refunded_at set: cancels a ¥0 order */
	int64_t refunded_at;  /* INSTANT_NONE = empty: no refund */
};

enum row_outcome {
	ROW_BOOKED,   /* a new order */
	ROW_CHANGED,  /* known; something new in it was booked */
	ROW_SAME,     /* known; nothing new */
	ROW_OTHER,    /* member, category, paid_fen or paid_at differ from what is booked */
	ROW_EARLIER,  /* an earlier completed_at or refund would be changed */
	ROW_TOO_MUCH, /* refund beyond what was paid */
	ROW_TWICE,    /* the order_no stood earlier in this batch */
	ROW_FUTURE,   /* paid_at more than 5 minutes ahead */
	ROW_ENDED,    /* refunded whole before: nothing can follow */
	ROW_NO_MEMBER, /* the member has no account */
	ROW_NOT_DONE, /* its transaction failed: run the file again */
	ROW__MAX
};

struct batch;

/* Starts a batch; orders are keyed (PARTNER, order_no). With DRY_RUN nothing
 * is kept, the outcomes are the same. */
struct batch *batch_begin(struct database *db, const struct plan_book *plans, const char *partner,
                          bool dry_run);
/* Adds a row of a member; returns its index from 0. */
int batch_order_row(struct batch *batch, uint64_t member_id, const struct order_row *row);
/* Applies all rows and writes them. DB_OK even when rows were refused;
 * otherwise the rows not written are ROW_NOT_DONE. */
enum db batch_commit(struct batch *batch) __attribute__((warn_unused_result));
/* What became of row INDEX; POINTS (may be NULL) gets its priced points. */
enum row_outcome batch_outcome(const struct batch *batch, int index, int64_t *points);
void batch_end(struct batch *batch);
/* "booked", "changed", "same", … for the result file. */
const char *row_outcome_word(enum row_outcome outcome);

#endif
