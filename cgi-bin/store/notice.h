/* Notices within the portal, by member. */
#ifndef STORE_NOTICE_H
#define STORE_NOTICE_H

#include "store/db.h"

/* Adds a notice with the member's next number. DB_DUP: (kind, once) is there
 * already. ARGS as the schema says. Inside a transaction. */
enum db notice_add(struct database *db, uint64_t member_id, const char *kind, const char *once,
                   const char *link, const char *args, int64_t now)
	__attribute__((warn_unused_result));

#endif
