/* Wish lists, and who waits for an item to come back. A wish with `tell` waits
 * while its told_at is NULL: wish_arm() sets it waiting once its item is sold
 * out, wish_told() ends the wait. */
#ifndef STORE_WISH_H
#define STORE_WISH_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define WISH_MAX 100  /* wishes a member may keep */
#define WISH_BATCH 500 /* members told in one round */

struct wish {
	char *item;
	int64_t wished_at;
	bool tell; /* wants to be told when it is back */
};

/* Puts ITEM on the member's list. WAITS: it is sold out now, so the member is
 * told once it is back. The same wish again changes nothing. DB_NONE: the list
 * holds WISH_MAX already. */
enum db wish_add(struct database *db, uint64_t member_id, const char *item, bool waits,
                 int64_t now) __attribute__((warn_unused_result));
/* Takes ITEM off the list; DB_OK also when it was not on it. */
enum db wish_remove(struct database *db, uint64_t member_id, const char *item)
	__attribute__((warn_unused_result));
/* Whether the member wants to be told about ITEM. */
enum db wish_tell(struct database *db, uint64_t member_id, const char *item, bool tell)
	__attribute__((warn_unused_result));
/* The member's wishes, latest first: an array of *N on MEM. */
enum db wish_list(struct database *db, void *mem, uint64_t member_id, struct wish **out, int *n)
	__attribute__((warn_unused_result));

/* Sets waiting all wishes whose live item is sold out now. *N gets how many. */
enum db wish_arm(struct database *db, int64_t *n) __attribute__((warn_unused_result));
/* Waiting wishes whose item is live and in stock again. */
struct wish_due {
	uint64_t member_id;
	char *item, *name, *name_en;
};
/* Up to WISH_BATCH of them, by member: an array of *N on MEM. */
enum db wish_due(struct database *db, void *mem, struct wish_due **out, int *n)
	__attribute__((warn_unused_result));
/* Notes that the member was told. DB_NONE: somebody did it before. */
enum db wish_told(struct database *db, uint64_t member_id, const char *item, int64_t now)
	__attribute__((warn_unused_result));

#endif
