/* SQL of wechat: who gets messages by WeChat, and the codes that tie one. */
#ifndef STORE_WECHAT_H
#define STORE_WECHAT_H

#include "base/secret.h"
#include "store/person.h"

#define WECHAT_OPENID_MAX 64 /* bytes */

struct wechat {
	char *openid;             /* NULL: not tied */
	int64_t tied_at;          /* INSTANT_NONE: not tied */
	struct blob code_hash;    /* data NULL: there is no code */
	int64_t made_at, ends_at; /* of the code */
};

/* The person's row, on MEM. DB_NONE: nothing was ever asked for. Locks what it reads,
 * for sharing, so that it may stand in a transaction. */
enum db wechat_get(struct database *db, void *mem, struct person_id id, struct wechat *out)
	__attribute__((warn_unused_result));
/* Keeps the person's code in place of an earlier. DB_DUP: somebody has those digits. */
enum db wechat_ask(struct database *db, struct person_id id, const uint8_t hash[SHA256_BYTES],
                   int64_t made_at, int64_t ends_at) __attribute__((warn_unused_result));
/* Whose the code with HASH is, locked; inside a transaction. DB_NONE: nobody's, or
 * it is over at NOW. */
enum db wechat_of_code(struct database *db, const uint8_t hash[SHA256_BYTES], int64_t now,
                       struct person_id *out) __attribute__((warn_unused_result));
/* Unties OPENID from whomever it is tied to; db_affected() tells. */
enum db wechat_free(struct database *db, const char *openid) __attribute__((warn_unused_result));
/* Ties OPENID to the person; the code is used up. DB_DUP: it is another's. */
enum db wechat_tie(struct database *db, struct person_id id, const char *openid, int64_t now)
	__attribute__((warn_unused_result));
/* Forgets the person's, code and all. */
enum db wechat_end(struct database *db, struct person_id id) __attribute__((warn_unused_result));

#endif
