/* SQL of redemptions of catalogue items. Per-member rows; a reference leads to
 * its member through the look-up table redemption_no, claimed first. */
#ifndef STORE_REDEMPTION_H
#define STORE_REDEMPTION_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/redeem.h"
#include "store/db.h"

#define REDEMPTION_NO 16 /* room for a reference: "R" and 10 characters */

enum redemption_state {
	REDEMPTION_PLACED = 1, /* waits for staff */
	REDEMPTION_APPROVED,   /* being got ready */
	REDEMPTION_SHIPPED,
	REDEMPTION_ISSUED,     /* given out, or carried out */
	REDEMPTION_DONE,       /* received, or used up */
	REDEMPTION_REJECTED,   /* by staff: points are back */
	REDEMPTION_CANCELLED   /* by the member or the company: points are back */
};
/* "placed", "approved", … as stored, and back (0 when unknown). */
const char *redemption_state_word(enum redemption_state state);
enum redemption_state redemption_state_of(const char *word);

/* One redemption as stored. Texts are never NULL when read. */
struct redemption {
	uint64_t member_id;
	const char *redemption_no;
	uint64_t person_id;
	const char *item;
	enum item_category category;
	const char *name, *name_en, *supplier; /* of the item then */
	int64_t quantity, cost_points, value_fen;
	const char *tier;
	bool priority;           /* priority service */
	enum redemption_state state;
	const char *held_reason; /* why staff must look first: "address" (many members
	                          * send there), "sign_in" (a password set anew), "signal"
	                          * (a sign of abuse names the member); "" = nothing */
	int64_t placed_at;
	int32_t promised_on;
	int64_t approved_at, shipped_at, done_at, ended_at; /* INSTANT_NONE = not yet */
	const char *ended_by;    /* member, staff or company; "" = not ended */
	const char *reason, *carrier, *tracking_no;
	const char *recipient, *phone, *address;
	int32_t departs_on;      /* DAY_NONE = no trip */
	const char *travellers, *flyer_no;
	int64_t score;           /* -1 = not rated */
	const char *feedback;
	int64_t feedback_at;
	bool desk;               /* staff redeemed it, who were given the one-time code */
	uint64_t clerk_id;       /* which of them; 0 = nobody */
	const char *clerk;       /* their name then; "" (or NULL when written) = nobody */
	int64_t miles_batch;     /* miles: file it went to the airline with; 0 = not yet */
	const char *member_no;   /* in lists for staff; else "" */
};

/* Whose REDEMPTION_NO is. No lock: before a transaction only. DB_NONE: nobody's. */
enum db redemption_owner(struct database *db, const char *redemption_no, uint64_t *member_id)
	__attribute__((warn_unused_result));
/* Claims a reference. DB_DUP: taken. In a transaction. */
enum db redemption_claim(struct database *db, const char *redemption_no, uint64_t member_id)
	__attribute__((warn_unused_result));
/* Inserts ROW, whose reference was claimed. In a transaction. */
enum db redemption_add(struct database *db, const struct redemption *row)
	__attribute__((warn_unused_result));
/* The member's redemption, on MEM. DB_NONE: not this member's. Outside
 * transactions. */
enum db redemption_read(struct database *db, void *mem, uint64_t member_id,
                        const char *redemption_no, struct redemption *out)
	__attribute__((warn_unused_result));
/* The same, locking the row: in a transaction behind the account. */
enum db redemption_lock(struct database *db, void *mem, uint64_t member_id,
                        const char *redemption_no, struct redemption *out)
	__attribute__((warn_unused_result));
/* The member's redemptions, latest first, behind BEFORE (a reference of theirs;
 * "" = from the latest); OPEN: only those not done or ended. At most LIMIT: an
 * array of *N on MEM. */
enum db redemption_list(struct database *db, void *mem, uint64_t member_id, bool open,
                        const char *before, int64_t limit, struct redemption **out, int *n)
	__attribute__((warn_unused_result));
/* How many of ITEM the member redeemed since SINCE that are not ended, and
 * their value. In a transaction that holds the account. */
enum db redemption_had(struct database *db, uint64_t member_id, const char *item, int64_t since,
                       int64_t *quantity, int64_t *value_fen)
	__attribute__((warn_unused_result));
/* Signs of a stranger's hand, for holding a redemption: OTHERS = other members
 * who sent something to ADDRESS ("" = none) since SINCE; RESETS = passwords of
 * the member set anew by a link since RESET_SINCE. Outside transactions. */
enum db redemption_signs(struct database *db, uint64_t member_id, const char *address,
                         int64_t since, int64_t reset_since, int64_t *others, int64_t *resets)
	__attribute__((warn_unused_result));
/* Locks the coupons the redemption issued: how many in all, used, and over on
 * TODAY though not used. */
enum db redemption_coupons(struct database *db, uint64_t member_id, const char *redemption_no,
                           int32_t today, int64_t *all, int64_t *used, int64_t *over)
	__attribute__((warn_unused_result));
/* Ends those that were not used: cancelled. */
enum db redemption_coupons_cancel(struct database *db, uint64_t member_id,
                                  const char *redemption_no) __attribute__((warn_unused_result));
/* Writes back what steps change of a locked row: state, times, who ended it and
 * why, carrier and number, the hold, the rating. */
enum db redemption_save(struct database *db, const struct redemption *row)
	__attribute__((warn_unused_result));
/* Keeps that a locked ROW is rated SCORE now, beside what it was rated before; its
 * own columns are redemption_save()'s. */
enum db redemption_rating_add(struct database *db, const struct redemption *row, int64_t score,
                              int64_t now) __attribute__((warn_unused_result));

/* What of the staff queue is shown; zeroed = everything that waits. */
struct redemption_queue {
	enum redemption_state state; /* 0 = placed and approved: what staff must do */
	enum item_category category; /* 0 = all */
	bool held;                   /* only held ones */
	bool overdue;                /* only those promised before TODAY */
	int32_t today;
	const char *after;           /* reference of the last row shown; "" = from the start */
	int64_t limit;               /* rows, up to 200; 0 = 50 */
};
/* Priority service first, then by the promised day (overdue first), with member
 * numbers: an array of *N on MEM. Outside transactions. */
enum db redemption_queue(struct database *db, void *mem, const struct redemption_queue *queue,
                         struct redemption **out, int *n) __attribute__((warn_unused_result));
/* Figures for the morning page: what waits, of it held and overdue; and what
 * is on its way. */
struct redemption_counts {
	int64_t placed, approved, held, overdue, shipped;
};
enum db redemption_count(struct database *db, int32_t today, struct redemption_counts *out)
	__attribute__((warn_unused_result));

#endif
