/* Partners, their API keys and the nonces they have used. */
#ifndef STORE_PARTNER_H
#define STORE_PARTNER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define PARTNER_SLOTS 2         /* live secrets of one key while rotating */
#define PARTNER_NONCE_LIFE_S 900
#define PARTNER_USED_STEP_S 300 /* how often a key's use is written down */

/* A key with its live secrets (sealed), newest first. Texts on the MEM it was
 * read to. */
struct partner_key {
	char *partner, *state; /* state: active or blocked */
	struct {
		int64_t slot;
		struct blob sealed;
		int64_t used_at; /* up to PARTNER_USED_STEP_S behind; INSTANT_NONE = not yet */
	} secrets[PARTNER_SLOTS];
	int n;
};

/* The key named KEY_NAME with the secrets that live at REAL_NOW (the machine's
 * time). DB_NONE: no such key, or none lives. */
enum db partner_key_find(struct database *db, void *mem, const char *key_name, int64_t real_now,
                         struct partner_key *out) __attribute__((warn_unused_result));
/* Notes that the secret in SLOT signed a request. */
enum db partner_key_used(struct database *db, const char *key_name, int64_t slot,
                         int64_t real_now) __attribute__((warn_unused_result));
/* Notes that KEY_NAME used NONCE. DB_DUP: it did before. */
enum db partner_nonce_use(struct database *db, const char *key_name, const char *nonce,
                          int64_t real_now) __attribute__((warn_unused_result));
/* Removes nonces used before BEFORE, at most LIMIT. */
enum db partner_nonce_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

/* Adds the partner. DB_DUP: there already. */
enum db partner_add(struct database *db, const char *partner, const char *name, int64_t now)
	__attribute__((warn_unused_result));
/* Sets the state: active or blocked. DB_NONE: there is no such partner. In a
 * transaction. */
enum db partner_put_state(struct database *db, const char *partner, const char *state)
	__attribute__((warn_unused_result));
/* A partner as staff see it, with its newest secret and the one before. */
struct partner_row {
	char *partner, *name, *state;
	int64_t created_at;
	int64_t made_at, used_at;         /* newest secret; INSTANT_NONE = none, never used */
	int64_t old_ends_at, old_used_at; /* the one before while it lives; else INSTANT_NONE */
};
/* All partners with a key, by code: an array of *N on MEM. */
enum db partner_list(struct database *db, void *mem, int64_t real_now, struct partner_row **out,
                     int *n) __attribute__((warn_unused_result));
/* Orders of PARTNER paid since SINCE: how many, their points, and the money that
 * was not refunded. */
enum db partner_sent(struct database *db, const char *partner, int64_t since, int64_t *orders,
                     int64_t *points, int64_t *fen) __attribute__((warn_unused_result));
/* Within a transaction: the slot of KEY_NAME's newest secret (0: none yet),
 * locked, and when it was made. */
enum db partner_key_newest(struct database *db, const char *key_name, int64_t *slot,
                           int64_t *made_at)
	__attribute__((warn_unused_result));
/* Puts a sealed secret into SLOT (1 or 2), over what was there. */
enum db partner_key_put(struct database *db, const char *key_name, int64_t slot,
                        const char *partner, struct blob sealed, int64_t now)
	__attribute__((warn_unused_result));
/* The secret in SLOT ends at ENDS_AT. */
enum db partner_key_end(struct database *db, const char *key_name, int64_t slot, int64_t ends_at)
	__attribute__((warn_unused_result));

/* One line of the list for reconciliation. */
struct partner_order {
	char *order_no;
	uint64_t member_id;
	int64_t paid_fen, refunded_fen, points, held, taken, paid_at, completed_at;
	bool cancelled;
};
/* Orders of PARTNER by (paid_at, order_no), from SINCE on; those behind
 * (SINCE, AFTER) where AFTER is not NULL. At most LIMIT; *ROWS on MEM. */
enum db partner_orders(struct database *db, void *mem, const char *partner, int64_t since,
                       const char *after, int64_t limit, struct partner_order **rows, int *n)
	__attribute__((warn_unused_result));
/* Whether the member has an order of CATEGORY yet; locks nothing (a price
 * question, not a booking). */
enum db partner_category_known(struct database *db, void *mem, uint64_t member_id,
                               const char *category, bool *known)
	__attribute__((warn_unused_result));
/* The latest applied schema version, for /health. */
enum db partner_schema_version(struct database *db, int64_t *version)
	__attribute__((warn_unused_result));

#endif
