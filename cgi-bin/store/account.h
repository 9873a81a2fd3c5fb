/* SQL of table account: the row that is locked first, always. */
#ifndef STORE_ACCOUNT_H
#define STORE_ACCOUNT_H

#include <stdint.h>

#include "base/secret.h"
#include "rule/ledger.h"
#include "store/db.h"

/* What the account holds beside the engine's figures. */
struct account_rest {
	uint8_t last_hash[SHA256_BYTES]; /* of the latest entry */
	int32_t review_on; /* next day the tier is looked at; DAY_NONE */
	int64_t referred;  /* 1 = came by an invitation: service/referral.h looks at orders */
};

/* Opens the account of a new member at tier TIER from instant AT, with its
 * "join" row of tier history. Part of the caller's transaction. DB_DUP: there
 * is one already. */
enum db account_create(struct database *db, uint64_t member_id, const char *tier, int64_t at)
	__attribute__((warn_unused_result));
/* Locks the account and fills the figures of LEDGER (not its arrays) and
 * REST. DB_NONE: no such account. */
enum db account_lock(struct database *db, void *mem, uint64_t member_id, struct ledger *ledger,
                     struct account_rest *rest) __attribute__((warn_unused_result));
/* The figures and the last hash without a lock, for pages. */
enum db account_read(struct database *db, void *mem, uint64_t member_id, struct ledger *ledger,
                     uint8_t last_hash[SHA256_BYTES]) __attribute__((warn_unused_result));
/* Writes the figures of LEDGER and REST back. */
enum db account_save(struct database *db, const struct ledger *ledger,
                     const struct account_rest *rest) __attribute__((warn_unused_result));
/* Remembers that the books were proved up to entry SEQ. */
enum db account_proved(struct database *db, uint64_t member_id, int64_t seq)
	__attribute__((warn_unused_result));
/* Remembers that the hash of entry SEQ stands in an anchor file. */
enum db account_anchored(struct database *db, uint64_t member_id, int64_t seq)
	__attribute__((warn_unused_result));
/* Remembers that the member came by an invitation. */
enum db account_referred(struct database *db, uint64_t member_id)
	__attribute__((warn_unused_result));

#endif
