/* SQL of claims: members say which trip's points they miss, staff answer. */
#ifndef STORE_CLAIM_H
#define STORE_CLAIM_H

#include <stdint.h>

#include "store/db.h"

#define CLAIM_NO 16        /* room for a reference: "C" and 10 characters */
#define CLAIM_TEXT 1000    /* characters a member may write */
#define CLAIM_ANSWER 500   /* characters of an answer */
#define CLAIM_ORDER_NO 64  /* characters of an order number as typed */

/* One claim; texts on the memory it was read to, never NULL. */
struct claim {
	uint64_t member_id;
	char *claim_no, *order_no, *text;
	char *state; /* open, granted or refused */
	int64_t made_at;
	char *answer;
	int64_t answered_at; /* INSTANT_NONE = not yet */
	char *member_no;     /* for staff; else "" */
};

/* Locks the member's open claims: how many there are, and whether one is about
 * ORDER_NO. In a transaction. */
enum db claim_open_lock(struct database *db, uint64_t member_id, const char *order_no,
                        int64_t *open, int64_t *same) __attribute__((warn_unused_result));
/* Adds an open claim. DB_DUP: the reference is taken. */
enum db claim_add(struct database *db, uint64_t member_id, const char *claim_no,
                  const char *order_no, const char *text, int64_t now)
	__attribute__((warn_unused_result));
/* The member's claims, latest first, at most LIMIT: an array of *N on MEM. */
enum db claim_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                   struct claim **out, int *n) __attribute__((warn_unused_result));
/* The queue: claims in STATE, the longest waiting first (answered ones: latest
 * first), at most LIMIT: an array of *N on MEM. */
enum db claim_queue(struct database *db, void *mem, const char *state, int64_t limit,
                    struct claim **out, int *n) __attribute__((warn_unused_result));
/* A claim by its reference, for staff. DB_NONE: there is none. */
enum db claim_read(struct database *db, void *mem, const char *claim_no, struct claim *out)
	__attribute__((warn_unused_result));
/* Answers an open claim of the member. DB_NONE: it is not open (any more). */
enum db claim_answer_put(struct database *db, uint64_t member_id, const char *claim_no,
                         const char *state, const char *answer, uint64_t staff_id, int64_t now)
	__attribute__((warn_unused_result));
/* How many wait, and since when the longest (INSTANT_NONE = none does). */
enum db claim_count(struct database *db, int64_t *open, int64_t *oldest)
	__attribute__((warn_unused_result));

/* An order as staff look it up by its number. */
struct claim_order {
	char *partner, *category, *member_no; /* member_no "" = only parked events are known */
	uint64_t member_id;
	int64_t paid_fen, paid_at, points, completed_at;
};
/* Orders with that number, of any partner: an array of *N on MEM. */
enum db claim_orders(struct database *db, void *mem, const char *order_no,
                     struct claim_order **out, int *n) __attribute__((warn_unused_result));

#endif
