/* Failed guesses, counted by who tries and what is tried; counts fade. */
#ifndef STORE_SLOW_DOWN_H
#define STORE_SLOW_DOWN_H

#include "store/db.h"

#define SLOW_DOWN_FADE_S 900 /* a count halves in this time */

/* Failures of BUCKET as counted at *COUNTED_AT; DB_NONE: none. */
enum db slow_down_get(struct database *db, void *mem, struct blob bucket, int64_t *fails,
                      int64_t *counted_at) __attribute__((warn_unused_result));
/* Counts one more failure at NOW, on top of what has not faded. */
enum db slow_down_count(struct database *db, struct blob bucket, int64_t now)
	__attribute__((warn_unused_result));
/* Forgets BUCKET. */
enum db slow_down_forget(struct database *db, struct blob bucket)
	__attribute__((warn_unused_result));
/* Removes what has faded by BEFORE, at most LIMIT rows; for the job loop. */
enum db slow_down_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
