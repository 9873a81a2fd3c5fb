/* SQL of order_head and order_event. */
#ifndef STORE_ORDER_H
#define STORE_ORDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "rule/ledger.h"
#include "store/bulk.h"
#include "store/db.h"

#define EVENT_NAME 96 /* room for an event's name: paid, completed, moved/…, refund/… */

#define EVENT_COUPONS 256

/* An order_head row. Texts on the memory it was read to. */
struct order_head {
	uint64_t member_id; /* 0 while only parked events are known */
	struct ledger_order order;
	const char *destination, *guide, *payer, *held_reason;
	bool has_content;
	uint8_t content[SHA256_BYTES];
	const char *answer; /* NULL = none stored */
};

/* An order_event row. */
struct order_event {
	char name[EVENT_NAME];
	int64_t happened_at, amount_fen;
	int32_t travel_end;
	int64_t received_at;
	bool applied;
	int64_t points_taken, debt_after;
	uint8_t content[SHA256_BYTES];
	char note[80];
	int64_t points;             /* refund: points paid with that it names; once applied
	                             * those that came back */
	char coupons[EVENT_COUPONS]; /* refund: the coupon it names; once applied those that
	                             * came back, comma-separated */
};

/* Locks the order's row, making an empty one when there is none. */
enum db order_lock(struct database *db, void *mem, const char *partner, const char *order_no,
                   struct order_head *head) __attribute__((warn_unused_result));
/* Reads it without a lock; DB_NONE: not there. */
enum db order_read(struct database *db, void *mem, const char *partner, const char *order_no,
                   struct order_head *head) __attribute__((warn_unused_result));
/* Locks those of ORDER_NOS (N <= 16, NULL = none) that are there; *HEADS on MEM. */
enum db order_lock_some(struct database *db, void *mem, const char *partner,
                        const char *const order_nos[16], struct order_head **heads, int *n)
	__attribute__((warn_unused_result));
/* Writes the whole row of the order. */
enum db order_save(struct database *db, const struct order_head *head)
	__attribute__((warn_unused_result));
/* Collecting rows for a batch: heads are inserted or overwritten, events
 * inserted. What is added is borrowed until it is written. */
void order_bulk_begin(struct bulk *heads, void *mem);
void order_bulk_head(struct bulk *heads, const struct order_head *head);
void order_event_bulk_begin(struct bulk *events, void *mem);
void order_event_bulk(struct bulk *events, const char *partner, const char *order_no,
                      uint64_t member_id, const struct order_event *event);

/* The event NAME of a locked order; DB_NONE: not there. */
enum db order_event_get(struct database *db, void *mem, const char *partner, const char *order_no,
                        const char *name, struct order_event *event)
	__attribute__((warn_unused_result));
/* All events of a locked order, by time. *EVENTS on MEM. */
enum db order_event_list(struct database *db, void *mem, const char *partner, const char *order_no,
                         struct order_event **events, int *n) __attribute__((warn_unused_result));
/* The same without a lock, for showing. */
enum db order_event_read(struct database *db, void *mem, const char *partner, const char *order_no,
                         struct order_event **events, int *n) __attribute__((warn_unused_result));
/* Events of those of ORDER_NOS that are given, as *EVENTS with the order
 * number in *NOS. For batches. */
enum db order_event_some(struct database *db, void *mem, const char *partner,
                         const char *const order_nos[16], struct order_event **events, char ***nos,
                         int *n) __attribute__((warn_unused_result));
/* Adds an event. MEMBER_ID 0 = not known yet. */
enum db order_event_add(struct database *db, const char *partner, const char *order_no,
                        uint64_t member_id, const struct order_event *event)
	__attribute__((warn_unused_result));
/* Marks a parked event applied, with what it did. */
enum db order_event_applied(struct database *db, const char *partner, const char *order_no,
                            uint64_t member_id, const struct order_event *event)
	__attribute__((warn_unused_result));
/* Whether the member has an order of CATEGORY (locking). */
enum db order_category_known(struct database *db, uint64_t member_id, const char *category,
                             bool *known) __attribute__((warn_unused_result));

/* One order with points under review. */
struct order_held {
	char *partner, *order_no, *member_no, *reason;
	uint64_t member_id;
	int64_t points, paid_at;
};
/* All of them, oldest payment first. */
enum db order_held_list(struct database *db, void *mem, struct order_held **rows, int *n)
	__attribute__((warn_unused_result));

#endif
