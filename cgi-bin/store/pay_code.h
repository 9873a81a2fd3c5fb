/* SQL of pay_code: one-time codes for paying with points. Of a code only its
 * HMAC is stored. */
#ifndef STORE_PAY_CODE_H
#define STORE_PAY_CODE_H

#include <stdint.h>

#include "base/secret.h"
#include "store/db.h"
#include "store/person.h"

#define PAY_USED_BY 98 /* partner:order_no, with the NUL */

struct pay_code {
	uint8_t hash[SHA256_BYTES];
	struct person_id id;
	int64_t made_at, ends_at;
	int64_t used_at;     /* INSTANT_NONE = not used */
	const char *used_by; /* "partner:order_no"; "" = not used */
};

/* Adds a code. DB_DUP: those digits were given out before. */
enum db pay_code_add(struct database *db, const struct pay_code *code)
	__attribute__((warn_unused_result));
/* Ends the member's codes that are neither used nor over at NOW. */
enum db pay_code_end(struct database *db, uint64_t member_id, int64_t now)
	__attribute__((warn_unused_result));
/* The person's code that ends last; texts on MEM. DB_NONE: none. */
enum db pay_code_last(struct database *db, void *mem, struct person_id id, struct pay_code *out)
	__attribute__((warn_unused_result));
/* Whose the code with HASH is: looked up before the order's transaction.
 * DB_NONE: nobody's. */
enum db pay_code_owner(struct database *db, const uint8_t hash[SHA256_BYTES],
                       struct person_id *id) __attribute__((warn_unused_result));
/* Whether the code with HASH can still be taken at NOW: for what a counter is told
 * before its transaction. DB_NONE: it is used, over, or nobody's. */
enum db pay_code_live(struct database *db, const uint8_t hash[SHA256_BYTES], int64_t now)
	__attribute__((warn_unused_result));
/* In the order's transaction, behind the account: takes the member's code for
 * USED_BY ("partner:order_no"). DB_NONE: there is no such code of this member,
 * or it is used or over at NOW. */
enum db pay_code_take(struct database *db, uint64_t member_id, const uint8_t hash[SHA256_BYTES],
                      const char *used_by, int64_t now) __attribute__((warn_unused_result));
/* For the job loop: removes codes that ended before BEFORE, at most LIMIT. */
enum db pay_code_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
