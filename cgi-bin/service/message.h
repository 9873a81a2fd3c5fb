/* Posting messages to a person: rows of the outbox, in the commit of their
 * cause. */
#ifndef SERVICE_MESSAGE_H
#define SERVICE_MESSAGE_H

#include "service/env.h"

/* Posts KIND to one address. ISSUE: of the one-time token it carries, or 0. */
enum db message_post(const struct service_env *env, const char *channel, const char *kind,
                     struct person_id id, const char *address, const char *lang, int64_t issue)
	__attribute__((warn_unused_result));
/* Tells the person KIND at a proven address: the e-mail, else the phone; with
 * neither nothing is sent. For warnings: an unproven address may be a
 * stranger's. */
enum db message_tell(const struct service_env *env, const struct person *person,
                     const char *kind) __attribute__((warn_unused_result));
/* The same about something: REF is what the mailer needs to make the text, ids
 * only ("order:abc", "notice:17"). */
enum db message_about(const struct service_env *env, const struct person *person, const char *kind,
                      const char *ref) __attribute__((warn_unused_result));
/* "email" for an address with an @, else "sms". */
const char *message_channel(const char *address);
/* Whether another message may be asked for at ADDRESS now; counts it when so.
 * Keeps a stranger from having somebody's phone ring all night. */
bool message_allowed(const struct service_env *env, const char *address);

#endif
