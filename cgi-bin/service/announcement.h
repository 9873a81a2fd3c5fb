/* Announcements: written by clerks, released and stopped by managers, posted by the mailer
 * to those of the audience a batch at a time: a notice, a mail, an SMS to each; the banner
 * stands over /balance while it lasts. */
#ifndef SERVICE_ANNOUNCEMENT_H
#define SERVICE_ANNOUNCEMENT_H

#include "service/env.h"
#include "store/announcement.h"

enum announcement_outcome {
	ANNOUNCEMENT_OK,
	ANNOUNCEMENT_UNKNOWN, /* no such announcement */
	ANNOUNCEMENT_CHANGED, /* somebody else has changed it, released it or stopped it */
	ANNOUNCEMENT_OVER,    /* its end lies behind us */
	ANNOUNCEMENT_TRY_AGAIN,
	ANNOUNCEMENT_FAILED
};

/* Keeps a draft: a new one (announcement_id 0, then set) or A's content in place of that of
 * its version. Logged for its staff_id. */
enum announcement_outcome announcement_keep(const struct service_env *env,
                                            struct announcement *a);
/* Lets it go out from its time on; logged for STAFF_ID. VERSION: as read. */
enum announcement_outcome announcement_release(const struct service_env *env, uint64_t id,
                                               int64_t version, uint64_t staff_id);
/* Ends it: nobody else gets it, its banner goes, and mails that wait are dropped; what was
 * delivered stays. Again is the same. Of a draft: ANNOUNCEMENT_CHANGED. */
enum announcement_outcome announcement_stop(const struct service_env *env, uint64_t id,
                                            uint64_t staff_id);

/* Posts at most BATCHES batches of what is due; *MORE: something is left. Each batch is a
 * short transaction of its own that also writes how far it has come, so that nobody gets
 * one twice, however often it is killed. For the mailer. */
enum db announcement_post(const struct service_env *env, int batches, bool *more)
	__attribute__((warn_unused_result));

#endif
