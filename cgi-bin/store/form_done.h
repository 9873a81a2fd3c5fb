/* SQL of forms that had their effect: a repeated submit answers the same. */
#ifndef STORE_FORM_DONE_H
#define STORE_FORM_DONE_H

#include <stdint.h>

#include "store/db.h"

#define FORM_ID 45 /* room for a form's hidden id */

/* Notes in the transaction of the effect that the member's form FORM_ID led to
 * LOCATION. DB_DUP: it had its effect before: form_done_lock() says where. */
enum db form_done_add(struct database *db, uint64_t member_id, const char *form_id,
                      const char *location, int64_t now) __attribute__((warn_unused_result));
/* Where the form led, for a transaction; on MEM. DB_NONE: not done. */
enum db form_done_lock(struct database *db, void *mem, uint64_t member_id, const char *form_id,
                       char **location) __attribute__((warn_unused_result));
/* The same outside transactions: a page may ask before it judges a form. */
enum db form_done_read(struct database *db, void *mem, uint64_t member_id, const char *form_id,
                       char **location) __attribute__((warn_unused_result));
/* Removes those done before BEFORE, at most LIMIT; db_affected() tells. */
enum db form_done_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
