/* Consents: the papers' versions of today, giving and taking back. */
#ifndef SERVICE_CONSENT_H
#define SERVICE_CONSENT_H

#include "service/env.h"

/* Versions of the papers as shown today; raise one when its text changes. */
#define CONSENT_TERMS_VERSION "2026-11"
#define CONSENT_PRIVACY_VERSION "2026-11"
#define CONSENT_MARKETING_VERSION "2026-11"

/* Today's version of PAPER (terms, privacy, marketing, guardian). */
const char *consent_version(const char *paper);
/* Stores that the person agrees to PAPER in today's version; DB_OK also when
 * the same was stored this second. May run inside a transaction. */
enum db consent_give(struct database *db, struct person_id id, const char *paper, int64_t now)
	__attribute__((warn_unused_result));
/* Gives or takes back the consent to offers by mail; nothing happens when it
 * stands so already. */
enum db consent_set_marketing(const struct service_env *env, struct person_id id, bool wanted)
	__attribute__((warn_unused_result));

#endif
