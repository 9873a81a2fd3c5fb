/* SQL of custom trips: what members ask for, the steps, the orders they led to. */
#ifndef STORE_CUSTOM_H
#define STORE_CUSTOM_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define CUSTOM_NO 16          /* room for a reference: "T" and 10 characters */
#define CUSTOM_TEXT 2000      /* characters of a step */
#define CUSTOM_DESTINATION 120
#define CUSTOM_PERIOD 80
#define CUSTOM_REASON 200
#define CUSTOM_ORDER 64

/* One custom trip; texts on the memory it was read to, never NULL. */
struct custom_row {
	uint64_t member_id, owner_id; /* owner 0 = the desk */
	const char *trip_no, *destination, *period;
	int64_t people, budget_fen; /* budget 0 = open */
	bool priority;
	const char *state, *waiting, *reason;
	int64_t due_at, opened_at, closed_at;
	int64_t last_step;
	const char *member_no, *owner; /* for staff; else "". owner: "" too when theirs is blocked */
};

/* One step of a custom trip. */
struct custom_step {
	int64_t step_no;
	const char *step, *author, *text;
	uint64_t staff_id;
	const char *staff; /* the name; "" = none */
	bool shown;
	int64_t at;
};

/* An order that a custom trip led to. */
struct custom_order {
	const char *partner, *order_no;
	int64_t at;
};

/* Kind of the member and the active adviser of the account (0 = none). Outside a
 * transaction. DB_NONE: no such member. */
enum db custom_asker(struct database *db, void *mem, uint64_t member_id, char **kind,
                     uint64_t *adviser) __attribute__((warn_unused_result));
/* How many of the member's are not over, locked. In a transaction. */
enum db custom_open_count_lock(struct database *db, uint64_t member_id, int64_t *open)
	__attribute__((warn_unused_result));
/* Adds ROW. DB_DUP: the reference is taken. */
enum db custom_add(struct database *db, const struct custom_row *row)
	__attribute__((warn_unused_result));
/* Adds a step with its number. */
enum db custom_step_add(struct database *db, const char *trip_no, const struct custom_step *step)
	__attribute__((warn_unused_result));
/* The member's trip, locked. In a transaction. DB_NONE: none. */
enum db custom_lock(struct database *db, void *mem, uint64_t member_id, const char *trip_no,
                    struct custom_row *out) __attribute__((warn_unused_result));
/* Stores what a member's step changes: state, waiting, due_at, closed_at, last_step. */
enum db custom_put(struct database *db, const struct custom_row *row)
	__attribute__((warn_unused_result));
/* Stores the above, owner and reason. */
enum db custom_put_staff(struct database *db, const struct custom_row *row)
	__attribute__((warn_unused_result));
/* Notes that the trip led to the order. DB_DUP: it is noted already. */
enum db custom_order_add(struct database *db, const char *trip_no, uint64_t staff_id,
                         const struct custom_order *order) __attribute__((warn_unused_result));
/* Whose system the order is of, where it is the member's own or of an account that
 * was merged into it. Outside a transaction. DB_NONE: it is none. */
enum db custom_order_of(struct database *db, void *mem, uint64_t member_id, const char *order_no,
                        char **partner) __attribute__((warn_unused_result));
/* Gives INTO what FROM asked for, in the transaction of their merge. */
enum db custom_merge(struct database *db, uint64_t from_id, uint64_t into_id)
	__attribute__((warn_unused_result));
/* Gives FROM back what it had asked for, in the transaction that undoes the merge. */
enum db custom_unmerge(struct database *db, uint64_t from_id, uint64_t into_id)
	__attribute__((warn_unused_result));

/* The member's trip as it stands. DB_NONE: none. */
enum db custom_read(struct database *db, void *mem, uint64_t member_id, const char *trip_no,
                    struct custom_row *out) __attribute__((warn_unused_result));
/* A trip by its reference, for staff. DB_NONE: none. */
enum db custom_find(struct database *db, void *mem, const char *trip_no, struct custom_row *out)
	__attribute__((warn_unused_result));
/* The member's trips, latest first, at most LIMIT: an array of *N on MEM. */
enum db custom_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                    struct custom_row **out, int *n) __attribute__((warn_unused_result));
/* Steps in order; ALL: notes among staff too. An array of *N on MEM. */
enum db custom_steps(struct database *db, void *mem, const char *trip_no, bool all,
                     struct custom_step **out, int *n) __attribute__((warn_unused_result));
/* The orders it led to: an array of *N on MEM. */
enum db custom_orders(struct database *db, void *mem, const char *trip_no,
                      struct custom_order **out, int *n) __attribute__((warn_unused_result));

/* The staff's queue. */
struct custom_queue {
	const char *waiting; /* staff, member, trip or none */
	bool overdue;        /* only those past their time */
	uint64_t owner_id;   /* 0 = of anybody */
	bool desk;           /* only those that are nobody's, or of somebody who may not act any more */
	int64_t now, limit;
};
/* The overdue first, then priority service, then the clock (what is over: latest
 * first): an array of *N on MEM. */
enum db custom_queue(struct database *db, void *mem, const struct custom_queue *queue,
                     struct custom_row **out, int *n) __attribute__((warn_unused_result));
/* How many wait for staff, and of them past their time. */
enum db custom_count(struct database *db, int64_t now, int64_t *staff, int64_t *overdue)
	__attribute__((warn_unused_result));

#endif
