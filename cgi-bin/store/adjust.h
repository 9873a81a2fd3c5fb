/* SQL of what staff change about a member: adjustments of points, pinned tiers,
 * the adviser. */
#ifndef STORE_ADJUST_H
#define STORE_ADJUST_H

#include <stdint.h>

#include "store/db.h"

#define ADJUST_NO 16
#define ADJUST_REASON 200 /* characters */

/* One adjustment; texts never NULL. */
struct adjustment {
	uint64_t member_id, staff_id, signer_id; /* signer 0 = none (yet) */
	const char *adjust_no;
	const char *kind;  /* add, take or forgive */
	const char *state; /* asked, given or refused */
	const char *reason;
	int64_t points, asked_at, signed_at;
	const char *member_no, *staff, *signer; /* for lists; else "" */
};

/* Adds ROW. DB_DUP: the reference is taken. */
enum db adjustment_add(struct database *db, const struct adjustment *row)
	__attribute__((warn_unused_result));
/* The row, locked. In a transaction. DB_NONE: none. */
enum db adjustment_lock(struct database *db, void *mem, uint64_t member_id, const char *adjust_no,
                        struct adjustment *out) __attribute__((warn_unused_result));
/* Points given, taken and forgiven for the member on one signature since SINCE, added
 * up; locked. In a transaction. */
enum db adjustment_given_lock(struct database *db, uint64_t member_id, int64_t since,
                              int64_t *points) __attribute__((warn_unused_result));
/* How many wait for a second signature. */
enum db adjustment_count(struct database *db, int64_t *count) __attribute__((warn_unused_result));
/* Settles one that was asked for: STATE given or refused. */
enum db adjustment_settle(struct database *db, uint64_t member_id, const char *adjust_no,
                          const char *state, uint64_t signer_id, int64_t now)
	__attribute__((warn_unused_result));
/* Whose it is, by its reference, before a transaction. DB_NONE: none. */
enum db adjustment_owner(struct database *db, const char *adjust_no, uint64_t *member_id)
	__attribute__((warn_unused_result));
/* The member's latest, the newest first, and those of all members that wait for a
 * second signature, the oldest first: arrays of *N on MEM. */
enum db adjustment_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                        struct adjustment **out, int *n) __attribute__((warn_unused_result));
enum db adjustment_waiting(struct database *db, void *mem, int64_t limit,
                           struct adjustment **out, int *n) __attribute__((warn_unused_result));

/* A pin of the member's tier as staff made it. */
struct pin {
	int64_t n, made_at, lifted_at;
	int32_t until_day;
	const char *tier, *reason, *staff;
};
/* Adds a pin behind the member's last; those before it are ended. In a
 * transaction that holds the account. */
enum db pin_add(struct database *db, uint64_t member_id, const struct pin *pin,
                uint64_t staff_id) __attribute__((warn_unused_result));
/* Ends the pins that hold. */
enum db pin_lift(struct database *db, uint64_t member_id, uint64_t staff_id, int64_t now)
	__attribute__((warn_unused_result));
/* The member's pins, the newest first: an array of *N on MEM. */
enum db pin_list(struct database *db, void *mem, uint64_t member_id, struct pin **out, int *n)
	__attribute__((warn_unused_result));

/* Sets who looks after the account (0 = nobody). */
enum db adviser_set(struct database *db, uint64_t member_id, uint64_t staff_id)
	__attribute__((warn_unused_result));
/* The name and contact of the account's adviser, for the member's own pages; on
 * MEM. DB_NONE: nobody. */
enum db adviser_read(struct database *db, void *mem, uint64_t member_id, char **name,
                     char **contact) __attribute__((warn_unused_result));
/* How members reach the staff member STAFF_ID as their adviser. */
enum db adviser_put_contact(struct database *db, uint64_t staff_id, const char *contact)
	__attribute__((warn_unused_result));

#endif
