/* The rule versions as stored: plan files with the day from which they count. */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include <stdbool.h>

#include "rule/plan.h"
#include "store/db.h"

#define PLAN_FIRST_DAY 10957 /* 2000-01-01: the first version counts from here */

/* All versions, parsed, oldest first; on MEM, freed as one by talloc_free. The
 * book is empty (n = 0) while none is loaded. DB_FAIL also when a stored plan
 * no longer parses (logged). */
enum db plan_book_load(struct database *db, void *mem, struct plan_book **out)
	__attribute__((warn_unused_result));
/* Replaces *BOOK (may hold NULL) when a newer version is stored, else leaves it
 * as it is: one small statement. On a failure *BOOK stays usable. */
enum db plan_book_refresh(struct database *db, void *mem, struct plan_book **book)
	__attribute__((warn_unused_result));
/* Stores SOURCE (the file's text) as the next version, in force from FROM_DAY.
 * DB_DUP: a version from the same day or a later one is there already. */
enum db plan_store(struct database *db, const char *name, int32_t from_day, const char *source,
                   int64_t now, int64_t *version) __attribute__((warn_unused_result));
/* When the first version was stored: the portal is as old as that. DB_NONE: never. */
enum db plan_began(struct database *db, int64_t *at) __attribute__((warn_unused_result));

#endif
