/* What imports look up in bulk and remember. */
#ifndef STORE_IMPORT_H
#define STORE_IMPORT_H

#include <stdint.h>

#include "store/db.h"

#define IMPORT_LOOKUP 64 /* numbers asked for at once */

/* A member as the members' import knows it; strings on the caller's MEM, NULL
 * where nothing is stored. */
struct import_member {
	char *member_no, *invited_by, *name, *email, *phone;
	uint64_t member_id;
	int32_t joined_on, birthday;
};

/* The members among N (<= IMPORT_LOOKUP) numbers, whatever their state: *OUT
 * is an array of *FOUND on MEM, in no order. */
enum db import_members_by_no(struct database *db, void *mem, const char *const *numbers, int n,
                             struct import_member **out, int *found)
	__attribute__((warn_unused_result));
/* Ids of the active members among N (<= IMPORT_LOOKUP) numbers: IDS[i] is that
 * of NUMBERS[i], 0 when there is none. */
enum db import_ids_by_no(struct database *db, const char *const *numbers, int n, uint64_t *ids)
	__attribute__((warn_unused_result));
/* What an import of KIND has booked under ITEM for a member. DB_NONE: nothing. */
enum db import_row_get(struct database *db, uint64_t member_id, const char *kind, const char *item,
                       int64_t *points) __attribute__((warn_unused_result));
/* Remembers it. DB_DUP: it is remembered already. */
enum db import_row_add(struct database *db, uint64_t member_id, const char *kind, const char *item,
                       int64_t points) __attribute__((warn_unused_result));

#endif
