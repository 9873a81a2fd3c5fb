/* Notices within the portal, by member. */
#ifndef STORE_NOTICE_H
#define STORE_NOTICE_H

#include <stdint.h>

#include "store/db.h"

/* One notice. Texts as the schema says; on the talloc context given when read. */
struct notice_row {
	uint64_t member_id;
	int64_t notice_no; /* rises with time; set by notice_add() */
	const char *kind, *once, *link, *args;
	int64_t created_at, read_at; /* read_at: INSTANT_NONE = unread */
};

/* Adds ROW (all but notice_no and read_at given) with a number of its time.
 * DB_DUP: (kind, once) is there already. The account's count of unread ones rises.
 * Inside a transaction. */
enum db notice_add(struct database *db, struct notice_row *row)
	__attribute__((warn_unused_result));
/* The member's notices numbered below BEFORE (INT64_MAX: from the latest), latest
 * first, at most LIMIT: an array of *N on MEM. Outside transactions. */
enum db notice_list(struct database *db, void *mem, uint64_t member_id, int64_t before,
                    int64_t limit, struct notice_row **out, int *n)
	__attribute__((warn_unused_result));
/* Marks those numbered from OLDEST to LATEST read at NOW; *MARKED (may be NULL): how
 * many were not. The account's count falls by as many. Outside transactions. */
enum db notice_mark_read(struct database *db, uint64_t member_id, int64_t oldest, int64_t latest,
                         int64_t now, int64_t *marked) __attribute__((warn_unused_result));
/* One notice, on MEM; for the mailer, outside transactions. DB_NONE: gone. */
enum db notice_get(struct database *db, void *mem, uint64_t member_id, int64_t notice_no,
                   struct notice_row *out) __attribute__((warn_unused_result));
/* Removes notices posted before BEFORE, read or not, at most LIMIT. Outside
 * transactions. */
enum db notice_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
