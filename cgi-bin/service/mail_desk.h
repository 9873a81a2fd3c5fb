/* What staff do about messages that could not be delivered. */
#ifndef SERVICE_MAIL_DESK_H
#define SERVICE_MAIL_DESK_H

#include "service/env.h"

/* Tries message OUTBOX_ID again (AGAIN), or lets it go; in the staff's log.
 * DB_NONE: it is not dead or unknown any more. */
enum db mail_desk_settle(const struct service_env *env, uint64_t staff_id, uint64_t outbox_id,
                         bool again) __attribute__((warn_unused_result));
/* What the mailer's ERROR (NULL allowed) comes down to, as a word: "address" (refused
 * for good), "answer" (handed over, nothing heard), "server" (nobody answers),
 * "refused" (by the server), "other". */
const char *mail_desk_why(const char *error);
/* An address of which enough is left to be told apart, no more: "l***@example.com",
 * "138****0001". On MEM. */
char *mail_desk_masked(void *mem, const char *address);

#endif
