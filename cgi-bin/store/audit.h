/* SQL of the proofs: plain reads inside one snapshot (db_snapshot). */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include <stdint.h>

#include "base/secret.h"
#include "rule/ledger.h"
#include "store/db.h"

/* One lot with what its allocations add up to. */
struct audit_lot {
	int64_t seq, points, left, taken;
};
/* One order with what it should agree with. */
struct audit_order {
	char *partner, *order_no;
	int64_t points, held, refused, taken, refunded_fen, paid_fen;
	int64_t lot_seq, held_lot_seq;
	int64_t booked;   /* points of the two lots */
	int64_t refunds;  /* fen of its applied refunds */
	int64_t earned;   /* EARN entries that name it */
};
/* A number per entry. */
struct audit_pair {
	int64_t seq, points;
};
/* An entry as stored, with its hashes. */
struct audit_entry {
	struct ledger_entry entry;
	uint8_t prev[SHA256_BYTES], hash[SHA256_BYTES];
};

/* Opens the query of the member's entries above seq AFTER, oldest first; then
 * audit_entry_next() until DB_NONE. Texts on MEM. */
enum db audit_entries(struct database *db, void *mem, uint64_t member_id, int64_t after)
	__attribute__((warn_unused_result));
enum db audit_entry_next(struct database *db, struct audit_entry *out)
	__attribute__((warn_unused_result));
/* All lots of the member, by seq. */
enum db audit_lots(struct database *db, void *mem, uint64_t member_id, struct audit_lot **rows,
                   int *n) __attribute__((warn_unused_result));
/* Sum of allocations per entry, by seq; and what debits still owe. */
enum db audit_allocated(struct database *db, void *mem, uint64_t member_id,
                        struct audit_pair **rows, int *n) __attribute__((warn_unused_result));
enum db audit_owed(struct database *db, void *mem, uint64_t member_id, struct audit_pair **rows,
                   int *n) __attribute__((warn_unused_result));
/* The member's orders. */
enum db audit_orders(struct database *db, void *mem, uint64_t member_id, struct audit_order **rows,
                     int *n) __attribute__((warn_unused_result));

/* Sums that stand beside each other. */
struct audit_sums {
	int64_t qualifying;      /* of qualifying points */
	int64_t twice;           /* effects beyond one per source and kind */
	int64_t reversed;        /* points that refunds' REVERSE entries took, positive */
	char *tier;              /* of the latest change */
	int64_t proved_seq;
};
enum db audit_sums_of(struct database *db, void *mem, uint64_t member_id, struct audit_sums *out)
	__attribute__((warn_unused_result));
/* Up to 500 members above AFTER that have an account, ascending; TOUCHED: only
 * those booked since they were last proved. */
enum db audit_members(struct database *db, void *mem, bool touched, uint64_t after,
                      uint64_t **members, int *n) __attribute__((warn_unused_result));

/* What of an entry goes into the totals: read under the account's lock. */
struct audit_unproved {
	int64_t kind, points, outstanding, pending, posted_at; /* the middle two behind it */
};
/* The member's entries from the last proved one (when there is one) up to
 * UNTIL, oldest first; *PROVED = seq of the last proved. Locks the account. */
enum db audit_unproved(struct database *db, void *mem, uint64_t member_id, int64_t until,
                       int64_t *proved, struct audit_unproved **rows, int *n)
	__attribute__((warn_unused_result));

/* The last entry of a member as an anchor holds it. */
struct audit_anchor {
	uint64_t member_id;
	int64_t seq;
	uint8_t hash[SHA256_BYTES];
};
/* Up to 500 members above AFTER whose last entry is in no anchor file yet. */
enum db audit_adrift(struct database *db, void *mem, uint64_t after, struct audit_anchor **rows,
                     int *n) __attribute__((warn_unused_result));
/* The stored hash of entry SEQ; DB_NONE: there is no such entry. */
enum db audit_hash(struct database *db, void *mem, uint64_t member_id, int64_t seq,
                   uint8_t hash[SHA256_BYTES]) __attribute__((warn_unused_result));

/* Kinds of day_total that are no enum entry_kind. */
#define DAY_TOTAL_STATED INT64_C(0)   /* change of available + pending - debt as stated */
#define DAY_TOTAL_PENDING INT64_C(-1) /* change of pending as stated; counts in no sum */

/* Adds to the totals of DAY and KIND. */
enum db day_total_add(struct database *db, int32_t day, int64_t kind, int64_t points,
                      int64_t entries) __attribute__((warn_unused_result));
/* Sums of the totals up to and with DAY, and of DAY alone: of kinds, and as the
 * figures state it. */
struct day_sums {
	int64_t kinds_before, stated_before, kinds, stated;
};
enum db day_total_sums(struct database *db, int32_t day, struct day_sums *out)
	__attribute__((warn_unused_result));

#endif
