/* SQL of merges: two accounts of one person made one, and what moved. */
#ifndef STORE_MERGE_H
#define STORE_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define MERGE_NO 16
#define MERGE_REASON 200 /* characters */

struct merge {
	uint64_t from_id, into_id, staff_id, undone_by; /* undone_by 0 = in force */
	const char *merge_no, *reason, *tier_before;
	int64_t made_at, undone_at; /* INSTANT_NONE = in force */
	int32_t pin_before;         /* DAY_NONE = the merged account had none */
	int64_t moved_seq, last_move;
	const char *from_no, *into_no, *staff; /* for lists; else "" */
};

/* One thing that moved; see table merge_move. */
struct merge_move {
	int64_t n;
	const char *kind; /* lot, debt or count */
	bool back;
	int64_t points, from_lot, from_seq, into_seq;
	int64_t base_at; /* INSTANT_NONE but for counts */
	int64_t net_fen, trips;
	int64_t moved_at;
};

/* Adds ROW (its names are not stored). DB_DUP: the reference is taken. */
enum db merge_add(struct database *db, const struct merge *row)
	__attribute__((warn_unused_result));
/* The merge, locked; texts on MEM. In a transaction. DB_NONE: none. */
enum db merge_lock(struct database *db, void *mem, uint64_t from_id, const char *merge_no,
                   struct merge *out) __attribute__((warn_unused_result));
/* Which two accounts the merge is of, before a transaction. DB_NONE: none. */
enum db merge_owner(struct database *db, const char *merge_no, uint64_t *from_id,
                    uint64_t *into_id) __attribute__((warn_unused_result));
/* Stores how far the merged account was followed. */
enum db merge_put(struct database *db, const struct merge *row)
	__attribute__((warn_unused_result));
/* Marks the merge as undone (its undone_at and undone_by). */
enum db merge_undone(struct database *db, const struct merge *row)
	__attribute__((warn_unused_result));
enum db merge_move_add(struct database *db, uint64_t from_id, const char *merge_no,
                       const struct merge_move *move) __attribute__((warn_unused_result));
/* What moved, in its order: an array of *N on MEM. In a transaction. */
enum db merge_moves_lock(struct database *db, void *mem, uint64_t from_id, const char *merge_no,
                         struct merge_move **out, int *n) __attribute__((warn_unused_result));
/* Merges the member had a part in, as either account, the newest first. */
enum db merge_list(struct database *db, void *mem, uint64_t member_id, struct merge **out, int *n)
	__attribute__((warn_unused_result));
/* Merges in force whose merged account was booked on since it was last followed:
 * their references, an array of *N on MEM. */
enum db merge_due(struct database *db, void *mem, int64_t limit, char ***out, int *n)
	__attribute__((warn_unused_result));
/* Accounts merged into MEMBER_ID and in force, counted; locked. */
enum db merge_into_count(struct database *db, uint64_t member_id, int64_t *count)
	__attribute__((warn_unused_result));

/* The state ("active", "merged" …) of the member, locked; on MEM. */
enum db member_state_lock(struct database *db, void *mem, uint64_t member_id, char **state)
	__attribute__((warn_unused_result));
/* Makes MEMBER_ID lead to INTO_ID; 0: it is active again. */
enum db member_set_merged(struct database *db, uint64_t member_id, uint64_t into_id)
	__attribute__((warn_unused_result));
/* The account that carries MEMBER_ID on, read with a lock in transactions; 0 =
 * it is not merged. */
enum db member_survivor(struct database *db, uint64_t member_id, uint64_t *into_id)
	__attribute__((warn_unused_result));
/* Accounts that carry others on: an array of *N on MEM. */
enum db merge_survivors(struct database *db, void *mem, uint64_t **out, int *n)
	__attribute__((warn_unused_result));
/* Where the partner's order is booked on an account merged into *MEMBER_ID, that
 * account; else *MEMBER_ID stays. */
enum db merge_order_owner(struct database *db, const char *partner, const char *order_no,
                          uint64_t *member_id) __attribute__((warn_unused_result));
/* Whose the coupon CODE is, where an account merged into INTO_ID has it. In a
 * transaction. DB_NONE: none of them. */
enum db merge_coupon_owner(struct database *db, const char *code, uint64_t into_id,
                           uint64_t *owner) __attribute__((warn_unused_result));
/* Numbers and ids of the accounts merged into MEMBER_ID: an array of *N on MEM. */
struct merged_account {
	uint64_t member_id;
	const char *member_no;
	int64_t pending; /* points of trips not yet taken: they follow */
};
enum db merged_accounts(struct database *db, void *mem, uint64_t member_id,
                        struct merged_account **out, int *n) __attribute__((warn_unused_result));
/* The password of the holder of a merged account by what was typed to sign in (a
 * number or a cleaned address): works for the survivor too. On MEM; DB_NONE. */
enum db merged_password(struct database *db, void *mem, const char *number, const char *name,
                        char **hash) __attribute__((warn_unused_result));
/* Ends those passwords: the survivor INTO_ID has a new one, and an old one that may
 * be known to others must not open the account by another number. */
enum db merged_password_end(struct database *db, uint64_t into_id)
	__attribute__((warn_unused_result));

#endif
