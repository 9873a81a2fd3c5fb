/* Links and 6-digit codes that work once. Only the hash of a link's token is
 * stored; codes are derived, never stored (service/token.h). */
#ifndef STORE_ONE_TIME_H
#define STORE_ONE_TIME_H

#include "store/person.h"

#define ONE_TIME_HASH 32

struct one_time {
	uint8_t hash[ONE_TIME_HASH];
	const char *kind;    /* verify, reset or invite */
	const char *channel; /* email or sms; web = handed on after a code */
	struct person_id id;
	int64_t issue;
	const char *address; /* the e-mail or phone it proves */
	int64_t created_at, ends_at;
	int64_t used_at; /* INSTANT_NONE = not yet */
	int64_t tries;
};

/* Stores one. DB_DUP: the same was issued already. */
enum db one_time_add(struct database *db, const struct one_time *row)
	__attribute__((warn_unused_result));
/* The row of a token's hash, used or ended ones too; strings on MEM. */
enum db one_time_get(struct database *db, void *mem, const uint8_t hash[ONE_TIME_HASH],
                     struct one_time *out) __attribute__((warn_unused_result));
/* The same, locking it. */
enum db one_time_lock(struct database *db, void *mem, const uint8_t hash[ONE_TIME_HASH],
                      struct one_time *out) __attribute__((warn_unused_result));
/* The newest of the person's KIND by CHANNEL that is unused and not ended at
 * NOW, locked: the one whose code is being typed. */
enum db one_time_latest(struct database *db, void *mem, struct person_id id, const char *kind,
                        const char *channel, int64_t now, struct one_time *out)
	__attribute__((warn_unused_result));
/* Marks it used. */
enum db one_time_use(struct database *db, const uint8_t hash[ONE_TIME_HASH], int64_t now)
	__attribute__((warn_unused_result));
/* Counts a wrong code. */
enum db one_time_tried(struct database *db, const uint8_t hash[ONE_TIME_HASH])
	__attribute__((warn_unused_result));
/* Ends all unused ones of the person's KIND at NOW. */
enum db one_time_end_all(struct database *db, struct person_id id, const char *kind, int64_t now)
	__attribute__((warn_unused_result));
/* The next issue for the person's KIND: rising, never given twice, also when
 * old rows have been swept. Locks; lock the person before. */
enum db one_time_next_issue(struct database *db, void *mem, struct person_id id, const char *kind,
                            int64_t now, int64_t *out) __attribute__((warn_unused_result));
/* Removes rows that ended before BEFORE, at most LIMIT; for the job loop. */
enum db one_time_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
