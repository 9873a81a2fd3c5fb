/* What an adviser's desk lists about the members they look after, or about those whom
 * no working adviser looks after. */
#ifndef STORE_ADVISER_H
#define STORE_ADVISER_H

#include <stdint.h>

#include "store/db.h"

/* One line of a list; what is not of that list is 0, DAY_NONE or "". */
struct adviser_row {
	const char *member_no, *name, *tier;
	int32_t day;       /* latest movement; call back by; day of the answers */
	int64_t key;       /* birthday: month and day (1231) */
	int64_t points;    /* sleepers: to spend */
	int64_t score;     /* low answers: lowest of 0-10; call-backs: the rating. 0 of the
	                    * latter = none; -1 of the former = none */
	int64_t driver;    /* low answers: lowest driver of 1-5; 0 = none */
	const char *ref;   /* number of the case or the redemption */
	const char *word;  /* call-backs: channel; cases: kind */
	const char *text;  /* call-backs: the note's beginning; cases: whose turn */
	int64_t at;        /* cases: when the turn should be taken; else INSTANT_NONE */
};

/* Whose: the members of STAFF_ID; 0 = members with no adviser, or one who is blocked or
 * does not serve any more. The lists hold active accounts, at most LIMIT lines. */
struct adviser_asked {
	uint64_t staff_id;
	int64_t limit;
};

/* Birthdays of account holders from day FROM to day UNTIL, both in it, less than a
 * year apart; the next one first. Arrays of *N on MEM, in all five. */
enum db adviser_birthdays(struct database *db, void *mem, const struct adviser_asked *asked,
                          int32_t from, int32_t until, struct adviser_row **out, int *n)
	__attribute__((warn_unused_result));
/* Who joined and last earned or redeemed before day SINCE: an
 * adviser's the longest asleep first, nobody's the oldest account first. */
enum db adviser_sleepers(struct database *db, void *mem, const struct adviser_asked *asked,
                         int32_t since, struct adviser_row **out, int *n)
	__attribute__((warn_unused_result));
/* Open call-backs due on day UNTIL or before, the most urgent first. */
enum db adviser_calls(struct database *db, void *mem, const struct adviser_asked *asked,
                      int32_t until, struct adviser_row **out, int *n)
	__attribute__((warn_unused_result));
/* Cases that are not closed, the most urgent first. */
enum db adviser_cases(struct database *db, void *mem, const struct adviser_asked *asked,
                      struct adviser_row **out, int *n) __attribute__((warn_unused_result));
/* Surveys answered low (they opened a case) at SINCE or later, the newest first. */
enum db adviser_low(struct database *db, void *mem, const struct adviser_asked *asked,
                    int64_t since, struct adviser_row **out, int *n)
	__attribute__((warn_unused_result));
/* How many open call-backs are due on day UNTIL or before: of STAFF_ID's members, and
 * of those without a working adviser. */
enum db adviser_calls_count(struct database *db, uint64_t staff_id, int32_t until, int64_t *own,
                            int64_t *nobodys) __attribute__((warn_unused_result));

#endif
