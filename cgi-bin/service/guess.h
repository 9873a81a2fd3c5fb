/* Wrong passwords and codes, kept for the review queue: who was guessed at, from
 * which network, how often a day. Slowing them down is service/limit.h's. */
#ifndef SERVICE_GUESS_H
#define SERVICE_GUESS_H

#include "service/env.h"

#define GUESS_PASSWORD "password" /* of a member */
#define GUESS_DESK "desk"         /* of staff */
#define GUESS_CODE "code"

/* Counts one more wrong try of KIND from ENV's client: at MEMBER_ID (0 = nobody's, or
 * not known), or sent by the partner's key SUBJECT ("" = none). */
enum db guess_note(const struct service_env *env, const char *kind, uint64_t member_id,
                   const char *subject) __attribute__((warn_unused_result));

#endif
