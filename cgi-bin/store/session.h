/* Who is signed in where: only the hash of a cookie's token is stored. */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "store/person.h"

#define SESSION_HASH 32
#define SESSION_IDLE_S (14 * 86400)
#define SESSION_ABSOLUTE_S (30 * 86400)
#define SESSION_SEEN_S 300 /* seen_at is written at most this often */

/* A session with its person, member and account: what struct viewer of
 * page/portal.h shows. Strings on the talloc context given. */
struct session_view {
	struct person_id id;
	char *csrf, *member_no, *kind, *name, *lang, *tier, *role;
	bool may_spend;
	int64_t seen_at;
	int32_t joined_on;
	int64_t available, pending, debt, held, lifetime, tier_since, last_seq;
	int32_t good_through, pin_until, review_notice_on;
	int64_t unread; /* notices */
	char *adviser, *adviser_contact; /* who looks after the account; NULL = nobody */
};

/* One line of the list of devices. */
struct session_row {
	struct blob token_hash;
	int64_t created_at, seen_at;
	char *device;
};

/* Stores a new session. */
enum db session_add(struct database *db, const uint8_t hash[SESSION_HASH], struct person_id id,
                    const char *csrf, const char *device, int64_t now)
	__attribute__((warn_unused_result));
/* The living session HASH: not idle nor absolutely ended at NOW, person and
 * member active. One statement. DB_NONE: not signed in. */
enum db session_get(struct database *db, void *mem, const uint8_t hash[SESSION_HASH], int64_t now,
                    struct session_view *out) __attribute__((warn_unused_result));
/* Notes the last use. */
enum db session_seen(struct database *db, const uint8_t hash[SESSION_HASH], int64_t now)
	__attribute__((warn_unused_result));
/* Ends one session of ID. */
enum db session_end(struct database *db, struct person_id id, const uint8_t hash[SESSION_HASH])
	__attribute__((warn_unused_result));
/* Ends all sessions of ID but KEEP (NULL: all). */
enum db session_end_all(struct database *db, struct person_id id, const uint8_t *keep)
	__attribute__((warn_unused_result));
/* The living sessions of ID, latest use first: an array of *N on MEM. */
enum db session_list(struct database *db, void *mem, struct person_id id, int64_t now,
                     struct session_row **out, int *n) __attribute__((warn_unused_result));
/* Whether ID has ever been seen on DEVICE (a living session of it). */
enum db session_knows(struct database *db, void *mem, struct person_id id, const char *device,
                      int64_t *count) __attribute__((warn_unused_result));
/* Removes sessions that ended before NOW, at most LIMIT; for the job loop. */
enum db session_sweep(struct database *db, int64_t now, int64_t limit)
	__attribute__((warn_unused_result));

#endif
