/* Staff members, their sessions, and the log of what they do (append-only). */
#ifndef STORE_STAFF_H
#define STORE_STAFF_H

#include "store/db.h"

#define STAFF_HASH 32
#define STAFF_TOTP_MAX 128

/* A staff member. Strings on the talloc context given. */
struct staff {
	uint64_t staff_id;
	char *email, *name, *role, *lang, *password_hash, *state;
	char *partner; /* where a merchant serves; "" = nobody's (NULL when written: "") */
	bool must_change;
	struct blob totp;  /* sealed; data NULL = not enrolled */
	int64_t totp_step; /* last time step used */
	int64_t signed_in_at, created_at;
};

/* A living session with its staff member. */
struct staff_session {
	uint8_t token_hash[STAFF_HASH];
	uint64_t staff_id;
	char *email, *name, *role, *lang, *csrf;
	bool passed;      /* password and second factor */
	bool must_change; /* the password was set by somebody else */
	bool enrolled;    /* has a second factor */
	int64_t seen_at;
};

/* One line of the log, with who did it ("" = the operator's command) and the
 * number of the member it is about ("" = none). */
struct staff_line {
	int64_t action_no, at;
	uint64_t staff_id;
	char *name, *action, *member_no, *subject, *detail;
};

/* The staff member by e-mail (lower case) or by id. */
enum db staff_find(struct database *db, void *mem, const char *email, struct staff *out)
	__attribute__((warn_unused_result));
enum db staff_read(struct database *db, void *mem, uint64_t staff_id, struct staff *out)
	__attribute__((warn_unused_result));
/* The same, locked: in a transaction. */
enum db staff_lock(struct database *db, void *mem, uint64_t staff_id, struct staff *out)
	__attribute__((warn_unused_result));
/* All staff, by name: an array of *N on MEM. */
enum db staff_list(struct database *db, void *mem, struct staff **out, int *n)
	__attribute__((warn_unused_result));
/* Active managers, locked: in a transaction. */
enum db staff_managers(struct database *db, void *mem, int64_t *count)
	__attribute__((warn_unused_result));
/* Adds S (its email, name, role, partner, password_hash, must_change, created_at).
 * DB_DUP: the e-mail is taken. *STAFF_ID gets the new id. */
enum db staff_insert(struct database *db, const struct staff *s, uint64_t *staff_id)
	__attribute__((warn_unused_result));
/* PARTNER: where a merchant serves, "" for the other roles. */
enum db staff_put_role(struct database *db, uint64_t staff_id, const char *role,
                       const char *state, const char *partner)
	__attribute__((warn_unused_result));
enum db staff_put_lang(struct database *db, uint64_t staff_id, const char *lang)
	__attribute__((warn_unused_result));
/* Stores the mobile number (11 digits): members with it are staff. */
enum db staff_put_phone(struct database *db, uint64_t staff_id, const char *phone)
	__attribute__((warn_unused_result));
/* Stores a new password hash; MUST_CHANGE as the column says. */
enum db staff_put_password(struct database *db, uint64_t staff_id, const char *hash,
                           bool must_change) __attribute__((warn_unused_result));
/* Stores the sealed second factor (data NULL forgets it) and its last step. */
enum db staff_put_totp(struct database *db, uint64_t staff_id, struct blob sealed, int64_t step)
	__attribute__((warn_unused_result));
/* Notes STEP as used, when it is later than the last. DB_NONE: it is not, so
 * the code was used before. */
enum db staff_take_step(struct database *db, uint64_t staff_id, int64_t step)
	__attribute__((warn_unused_result));
enum db staff_signed_in(struct database *db, uint64_t staff_id, int64_t now)
	__attribute__((warn_unused_result));

/* Sessions. IDLE_AFTER and MADE_AFTER: the oldest instants that still live. */
enum db staff_session_add(struct database *db, const uint8_t hash[STAFF_HASH], uint64_t staff_id,
                          const char *csrf, bool passed, int64_t now)
	__attribute__((warn_unused_result));
/* The session of HASH and its active staff member by one statement. */
enum db staff_session_get(struct database *db, void *mem, const uint8_t hash[STAFF_HASH],
                          int64_t idle_after, int64_t made_after, struct staff_session *out)
	__attribute__((warn_unused_result));
enum db staff_session_seen(struct database *db, const uint8_t hash[STAFF_HASH], int64_t now)
	__attribute__((warn_unused_result));
/* The second factor was right: the session opens pages from now on. */
enum db staff_session_pass(struct database *db, const uint8_t hash[STAFF_HASH])
	__attribute__((warn_unused_result));
enum db staff_session_end(struct database *db, const uint8_t hash[STAFF_HASH])
	__attribute__((warn_unused_result));
/* Ends all sessions of STAFF_ID but KEEP (NULL: all). */
enum db staff_session_end_all(struct database *db, uint64_t staff_id, const uint8_t *keep)
	__attribute__((warn_unused_result));
/* Removes ended sessions, at most LIMIT; for the nightly sweep. */
enum db staff_session_sweep(struct database *db, int64_t idle_after, int64_t made_after,
                            int64_t limit) __attribute__((warn_unused_result));

/* The log: the only statement that writes it. MEMBER_ID 0 = about no member. */
enum db staff_action_add(struct database *db, int64_t at, uint64_t staff_id, const char *action,
                         uint64_t member_id, const char *subject, const char *detail)
	__attribute__((warn_unused_result));
/* Up to LIMIT lines older than BEFORE (0 = the newest), newest first; of one
 * staff member (0 = of all), about one member's number (NULL = any). */
enum db staff_action_list(struct database *db, void *mem, uint64_t staff_id,
                          const char *member_no, int64_t before, int limit,
                          struct staff_line **out, int *n) __attribute__((warn_unused_result));

#endif
