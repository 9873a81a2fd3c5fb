/* Signing in and out. */
#ifndef SERVICE_SIGN_IN_H
#define SERVICE_SIGN_IN_H

#include "service/env.h"
#include "store/session.h"

#define SIGN_IN_TOKEN 44 /* 32 bytes as base64url, with the NUL */

enum sign_in { SIGN_IN_DONE, SIGN_IN_WRONG, SIGN_IN_WAIT, SIGN_IN_FAILED };

/* Who LOGIN (member number, e-mail or phone, any writing) and PASSWORD are.
 * Nobody's login takes as long as a wrong password. SIGN_IN_WAIT: *WAIT_S
 * seconds until the next try is heard from this address. */
enum sign_in sign_in_check(const struct service_env *env, const char *login,
                           const char *password, struct person_id *id, int64_t *wait_s);
/* Opens a session for the person on DEVICE and ends the one with the hash OLD
 * (NULL: none) of OLD_ID. TOKEN gets the cookie's value. A device not seen
 * before is told to the person. */
enum db sign_in_open(const struct service_env *env, struct person_id id, const char *device,
                     struct person_id old_id, const uint8_t *old, char token[SIGN_IN_TOKEN])
	__attribute__((warn_unused_result));
/* The hash under which a session's token is stored. */
void sign_in_hash(const char *token, uint8_t out[SESSION_HASH]);

#endif
