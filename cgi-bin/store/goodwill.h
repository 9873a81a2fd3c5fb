/* SQL of goodwill: points given to make good, out of monthly budgets. */
#ifndef STORE_GOODWILL_H
#define STORE_GOODWILL_H

#include <stdint.h>

#include "store/db.h"

#define GOODWILL_NO 16
#define GOODWILL_REASON 200

struct goodwill {
	uint64_t member_id, staff_id, signer_id; /* signer 0 = none (yet) */
	const char *goodwill_no, *case_no, *reason;
	const char *state; /* asked, given or refused */
	int64_t points, month, asked_at, signed_at;
	const char *member_no, *staff, *signer; /* names, for lists */
};

/* Adds ROW. DB_DUP: the reference is taken. */
enum db goodwill_add(struct database *db, const struct goodwill *row)
	__attribute__((warn_unused_result));
/* The row, locked. In a transaction. DB_NONE: none. */
enum db goodwill_lock(struct database *db, void *mem, uint64_t member_id, const char *goodwill_no,
                      struct goodwill *out) __attribute__((warn_unused_result));
/* Settles one that was asked for. */
enum db goodwill_settle(struct database *db, uint64_t member_id, const char *goodwill_no,
                        const char *state, uint64_t signer_id, int64_t now)
	__attribute__((warn_unused_result));
/* Whose it is, by its reference, before a transaction. DB_NONE: none. */
enum db goodwill_owner(struct database *db, const char *goodwill_no, uint64_t *member_id)
	__attribute__((warn_unused_result));
/* Those of one case: an array of *N on MEM. */
enum db goodwill_of_case(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                         struct goodwill **out, int *n) __attribute__((warn_unused_result));
/* Those that wait for a second signature, the oldest first: an array of *N. */
enum db goodwill_waiting(struct database *db, void *mem, int64_t limit, struct goodwill **out,
                         int *n) __attribute__((warn_unused_result));
/* What of the month's budget is used; locked in a transaction by _lock, which
 * makes the row where it lacks. */
enum db goodwill_used(struct database *db, uint64_t staff_id, int64_t month, int64_t *used)
	__attribute__((warn_unused_result));
enum db goodwill_used_lock(struct database *db, uint64_t staff_id, int64_t month, int64_t *used)
	__attribute__((warn_unused_result));
/* Sets what is used, behind goodwill_used_lock(). */
enum db goodwill_use(struct database *db, uint64_t staff_id, int64_t month, int64_t used)
	__attribute__((warn_unused_result));

#endif
