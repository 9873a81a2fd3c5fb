/* SQL of the advisers' contact log: what was said with a member outside the portal,
 * and when to call back. */
#ifndef STORE_CONTACT_H
#define STORE_CONTACT_H

#include <stdint.h>

#include "store/db.h"

/* One contact. Texts are never NULL when read. */
struct contact {
	uint64_t member_id, contact_id, staff_id; /* staff 0 = the portal */
	const char *channel, *note, *redemption_no; /* redemption "" or NULL = none */
	const char *staff, *settler; /* names; "" = none. Not written */
	int64_t score;               /* of a rating; 0 = none */
	int32_t day, due_on;         /* DAY_NONE = no call-back */
	int64_t made_at, done_at;    /* done INSTANT_NONE = not yet */
};

/* Adds ROW; its id is db_last_id(). DB_DUP: the redemption's rating is noted. */
enum db contact_add(struct database *db, const struct contact *row)
	__attribute__((warn_unused_result));
/* The member's contact CONTACT_ID, locked; on MEM. DB_NONE: there is none. */
enum db contact_lock(struct database *db, void *mem, uint64_t member_id, uint64_t contact_id,
                     struct contact *out) __attribute__((warn_unused_result));
/* Notes that STAFF_ID called the member back at NOW. */
enum db contact_settle(struct database *db, uint64_t member_id, uint64_t contact_id,
                       uint64_t staff_id, int64_t now) __attribute__((warn_unused_result));
/* The member's contacts: call-backs that are open first, then the newest; at most
 * LIMIT, an array of *N on MEM. */
enum db contact_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                     struct contact **out, int *n) __attribute__((warn_unused_result));
/* In a merge: the contacts of FROM_ID become INTO_ID's; and back. */
enum db contact_merge(struct database *db, uint64_t from_id, uint64_t into_id)
	__attribute__((warn_unused_result));
enum db contact_unmerge(struct database *db, uint64_t from_id, uint64_t into_id)
	__attribute__((warn_unused_result));

#endif
