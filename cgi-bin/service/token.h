/* One-time tokens and codes, derived from the portal's token key (Keys.Token)
 * and never stored: base64url(HMAC(key, kind / member / person / issue)). */
#ifndef SERVICE_TOKEN_H
#define SERVICE_TOKEN_H

#include "service/env.h"
#include "store/one_time.h"

#define TOKEN_TEXT 44 /* 32 bytes as base64url, with the NUL */
#define TOKEN_CODE 7  /* six digits, with the NUL */

/* The token of a link. False (logged): the key file cannot be read. */
bool token_text(const struct config *config, const char *kind, struct person_id id, int64_t issue,
                char out[TOKEN_TEXT]);
/* The six digits of a code sent by SMS. False as above. */
bool token_code(const struct config *config, const char *kind, struct person_id id, int64_t issue,
                char out[TOKEN_CODE]);
/* What is stored of a token: SHA-256 of its text. */
void token_hash(const char *text, uint8_t out[ONE_TIME_HASH]);
/* Issues a one-time token of KIND for the person: takes the next issue, stores
 * its row. Inside a transaction that has locked the person. ISSUE gets the
 * issue, for the outbox row. */
enum db token_issue(const struct service_env *env, const char *kind, const char *channel,
                    struct person_id id, const char *address, int64_t life_s, int64_t *issue)
	__attribute__((warn_unused_result));
/* Whether TYPED (blanks and full-width digits allowed) is the code of ROW.
 * Constant time. */
bool token_code_right(const struct service_env *env, const struct one_time *row,
                      const char *typed);

#endif
