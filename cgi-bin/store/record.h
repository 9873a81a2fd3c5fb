/* Records of members that want looking after: two that may be one person, addresses
 * that take no message any more, details that nobody has called right for long. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include <stdint.h>

#include "store/db.h"
#include "store/ending.h"
#include "store/person.h"

/* Two active accounts whose holders look alike; FIRST has the lower id. */
struct record_pair {
	const char *first_no, *other_no;
	const char *first_name, *other_name;
	int32_t first_joined, other_joined;
};
/* With the same name and birthday, or with the same phone; at most LIMIT: arrays of *N
 * on MEM. Their cost is one pass along an index. */
enum db record_same_person(struct database *db, void *mem, int64_t limit,
                           struct record_pair **out, int *n) __attribute__((warn_unused_result));
enum db record_same_phone(struct database *db, void *mem, int64_t limit,
                          struct record_pair **out, int *n) __attribute__((warn_unused_result));

/* An address that somebody of an active account still has, refused or tried too often
 * since a message last got there. */
struct record_bounced {
	const char *member_no, *name, *channel, *address, *error;
	int64_t failed_at; /* latest */
	int64_t times;
};
/* The latest first, at most LIMIT. */
enum db record_bounced(struct database *db, void *mem, int64_t limit,
                       struct record_bounced **out, int *n) __attribute__((warn_unused_result));

/* The person says on DAY that their details are right. */
enum db record_checked(struct database *db, struct person_id id, int32_t day)
	__attribute__((warn_unused_result));
/* Members above AFTER whose holder said so last (or whose row was made) on the day of DAY
 * one to ten years before, a leap day's on the day before it; as ending_points(), .count
 * = 0. */
enum db record_unchecked_on(struct database *db, void *mem, int32_t day, uint64_t after,
                            struct ending **out, int *n) __attribute__((warn_unused_result));
/* A holder who has not said so since. */
struct record_stale {
	const char *member_no, *name;
	int32_t checked_on; /* or the day the row was made */
};
/* Those before DAY, the longest first, at most LIMIT. */
enum db record_stale(struct database *db, void *mem, int32_t day, int64_t limit,
                     struct record_stale **out, int *n) __attribute__((warn_unused_result));

#endif
