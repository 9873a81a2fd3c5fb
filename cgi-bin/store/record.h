/* Records of members that want looking after: two that may be one person, addresses
 * that take no message any more. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include <stdint.h>

#include "store/db.h"

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

#endif
