/* One transaction of a batch. Only service/batch*.c include it. */
#ifndef SERVICE_BATCH_WORK_H
#define SERVICE_BATCH_WORK_H

#include "service/batch.h"
#include "service/books.h"
#include "store/order.h"

struct batch_item {
	uint64_t member_id;
	struct order_row row;
	enum row_outcome outcome;
	int64_t points;
	/* within one transaction */
	bool known;              /* the order was booked before */
	bool changed;            /* something of it was booked in this transaction */
	struct order_head *head; /* of the transaction's memory */
	const struct order_event *refund; /* its booked "refund/csv", or NULL */
};

enum { STEP_PAID, STEP_MOVED, STEP_COMPLETED, STEP_REFUNDED };

/* One thing that a row may say, in its place in time. */
struct batch_step {
	int item, what;
	int64_t at; /* its place: never before its payment */
};

/* Rows and steps of one transaction: steps FROM … UNTIL-1. */
struct batch_work {
	struct database *db;
	const struct plan_book *plans;
	const char *partner;
	bool dry_run;
	struct batch_item *items;
	const struct batch_step *steps;
	int from, until;
	int64_t now;
	void *mem;       /* of the try */
	int refused;     /* item the engine refused: the transaction runs again without it; -1 */
	int *touched, n_touched; /* items of the steps, by order number */
	struct books *books;     /* one a member, ascending */
	int n_books;
	struct ledger_rows rows;
	struct bulk heads, events;
	struct order_event *event_rows; /* raw facts, and whose each is */
	const struct batch_item **event_items;
	int n_event_rows;
};

/* Whether a row is out of the running. */
bool batch_item_out(const struct batch_item *item);
/* The transaction: a db_work on struct batch_work. */
enum db batch_work(struct database *db, void *arg);
/* Locks the rows' orders and judges each row against what is booked. */
enum db batch_judge(struct batch_work *w) __attribute__((warn_unused_result));

#endif
