/* Wrong passwords and codes, counted by day, network and what was guessed. */
#ifndef STORE_GUESS_H
#define STORE_GUESS_H

#include "store/db.h"

#define GUESS_NETWORK 32

/* Counts one more. KIND "password", "desk" or "code"; NETWORK a keyed hash (zeros:
 * not known); MEMBER_ID 0 = nobody's; SUBJECT a partner's key or "". */
enum db guess_add(struct database *db, int32_t day, const char *kind,
                  const uint8_t network[GUESS_NETWORK], uint64_t member_id, const char *subject,
                  int64_t now) __attribute__((warn_unused_result));
/* Removes those of days before BEFORE, at most LIMIT rows; for the nightly job. */
enum db guess_sweep(struct database *db, int32_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
