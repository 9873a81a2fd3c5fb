/* SQL of referral and referral_effect. */
#ifndef STORE_REFERRAL_H
#define STORE_REFERRAL_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define REFERRAL_HASH 32
#define EFFECT_EVIDENCE 400

struct referral {
	uint64_t friend_id, referrer_id;
	int32_t joined_on;
	int64_t made_at;
	bool has_network;
	int64_t confirmed_at, ordered_at, completed_at, reversed_at; /* INSTANT_NONE = not yet */
	char *partner, *order_no; /* of the first completed order; "" before */
};

struct referral_effect {
	uint64_t effect_id, member_id, friend_id;
	char *part, *state;
	int64_t points;
	char *reason, *evidence;
	int32_t counted_on; /* DAY_NONE = counts in no month */
	int64_t posted_at, settled_at;
	char *note;
};

/* A friend as the referrer's page and the review queue show one. */
struct referral_row {
	struct referral referral;
	char *name, *member_no;                    /* of the friend */
	char *join_state, *order_state, *reason;   /* the referrer's parts; "" = not posted */
	int64_t join_points, order_points, reversed;
};

/* Adds the friend's row. DB_DUP: there is one. NETWORK NULL = unknown. */
enum db referral_add(struct database *db, uint64_t friend_id, uint64_t referrer_id,
                     int32_t joined_on, int64_t now, const uint8_t *network)
	__attribute__((warn_unused_result));
/* The active member of that number (locking); DB_NONE. */
enum db referral_member(struct database *db, const char *member_no, uint64_t *member_id)
	__attribute__((warn_unused_result));
/* When the portal's first plan was loaded (locking). */
enum db referral_began(struct database *db, int64_t *at) __attribute__((warn_unused_result));
/* The friend's row, locked; DB_NONE: nobody invited. Texts on MEM, likewise below. */
enum db referral_lock(struct database *db, void *mem, uint64_t friend_id, struct referral *out)
	__attribute__((warn_unused_result));
enum db referral_read(struct database *db, void *mem, uint64_t friend_id, struct referral *out)
	__attribute__((warn_unused_result));
/* Steps of a locked row; each is set once. */
enum db referral_confirmed(struct database *db, uint64_t friend_id, int64_t now)
	__attribute__((warn_unused_result));
enum db referral_ordered(struct database *db, uint64_t friend_id, int64_t now)
	__attribute__((warn_unused_result));
enum db referral_completed(struct database *db, uint64_t friend_id, const char *partner,
                           const char *order_no, int64_t now) __attribute__((warn_unused_result));
enum db referral_reversed(struct database *db, uint64_t friend_id, int64_t now)
	__attribute__((warn_unused_result));

/* Posts PART of FRIEND's referral for the books of MEMBER; a repeat is DB_OK. */
enum db effect_post(struct database *db, uint64_t member_id, uint64_t friend_id, const char *part,
                    int64_t now) __attribute__((warn_unused_result));
/* Effects of STATE behind AFTER, at most 100. */
enum db effect_list(struct database *db, void *mem, const char *state, uint64_t after,
                    struct referral_effect **out, int *n) __attribute__((warn_unused_result));
/* One, locked behind the account of its member; by id, or by what it is. */
enum db effect_lock(struct database *db, void *mem, uint64_t member_id, uint64_t effect_id,
                    struct referral_effect *out) __attribute__((warn_unused_result));
enum db effect_lock_part(struct database *db, void *mem, uint64_t member_id, uint64_t friend_id,
                         const char *part, struct referral_effect *out)
	__attribute__((warn_unused_result));
/* One by its id, unlocked. */
enum db effect_read(struct database *db, void *mem, uint64_t effect_id,
                    struct referral_effect *out) __attribute__((warn_unused_result));
/* Writes state, points, reason, evidence, counted_on, settled_at, note, staff. */
enum db effect_save(struct database *db, const struct referral_effect *row, uint64_t staff_id)
	__attribute__((warn_unused_result));
/* Friends of MEMBER paid for in the month that begins on MONTH (locking), not
 * counting FRIEND_ID; *COUNTED: whether that one counts in some month already. */
enum db effect_month(struct database *db, uint64_t member_id, int32_t month, uint64_t friend_id,
                     int64_t *others, bool *counted) __attribute__((warn_unused_result));

/* The member's friends, newest first, at most LIMIT. */
enum db referral_list(struct database *db, void *mem, uint64_t referrer_id, int64_t limit,
                      struct referral_row **out, int *n) __attribute__((warn_unused_result));
/* How many joined, ordered, were paid out; points in all. */
struct referral_figures {
	int64_t joined, ordered, paid, points, held;
};
enum db referral_figures(struct database *db, uint64_t referrer_id, struct referral_figures *out)
	__attribute__((warn_unused_result));
/* For staff: held effects with names, oldest first, at most LIMIT. */
struct effect_held {
	struct referral_effect effect;
	char *member_no, *friend_no;
};
enum db effect_held_list(struct database *db, void *mem, int64_t limit, struct effect_held **out,
                         int *n) __attribute__((warn_unused_result));

/* What tells people apart, or does not; of both sides, holders and users. */
struct referral_person {
	uint64_t member_id;
	char *name, *email, *phone;
	int32_t birthday;
};
enum db referral_people(struct database *db, void *mem, uint64_t member_id,
                        struct referral_person **out, int *n) __attribute__((warn_unused_result));
/* Who paid the order, as the partner says. */
enum db referral_payer(struct database *db, void *mem, const char *partner, const char *order_no,
                       char **payer) __attribute__((warn_unused_result));
/* Whether some order of MEMBER was paid by PAYER. */
enum db referral_pays(struct database *db, uint64_t member_id, const char *payer)
	__attribute__((warn_unused_result));
/* Other friends of the referrer that share something with FRIEND: their member
 * numbers, at most 20. */
enum db referral_same_network(struct database *db, void *mem, uint64_t referrer_id,
                              uint64_t friend_id, int64_t since, char ***out, int *n)
	__attribute__((warn_unused_result));
enum db referral_same_payer(struct database *db, void *mem, uint64_t referrer_id,
                            uint64_t friend_id, const char *payer, char ***out, int *n)
	__attribute__((warn_unused_result));
enum db referral_same_street(struct database *db, void *mem, uint64_t referrer_id,
                             uint64_t friend_id, char ***out, int *n)
	__attribute__((warn_unused_result));
/* E-mails and phones of the other friends, with their member numbers. */
struct referral_name {
	char *member_no, *email, *phone;
};
enum db referral_names(struct database *db, void *mem, uint64_t referrer_id, uint64_t friend_id,
                       struct referral_name **out, int *n) __attribute__((warn_unused_result));

#endif
