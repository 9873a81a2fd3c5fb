/* The newsletter: asked for by an address, proved by its link (double opt-in);
 * written and tried by staff, then posted to the outbox in batches. */
#ifndef SERVICE_NEWSLETTER_H
#define SERVICE_NEWSLETTER_H

#include "rule/plan.h"
#include "service/env.h"
#include "store/newsletter.h"

#define NEWSLETTER_LINK_DAYS 7 /* so long the link that proves an address works */

enum newsletter_outcome {
	NEWSLETTER_OK,
	NEWSLETTER_UNKNOWN,  /* no such link or letter; the link's time is over */
	NEWSLETTER_CHANGED,  /* somebody else has changed the letter, or it has begun */
	NEWSLETTER_TRY_AGAIN,
	NEWSLETTER_FAILED
};

/* Sends the link to EMAIL (cleaned), whoever's it is: the answer is the same for
 * all. An address that is asked about too often is left in peace. */
enum newsletter_outcome newsletter_ask(const struct service_env *env, const char *email,
                                       const char *lang);
/* The address TOKEN proves; changes nothing. */
enum newsletter_outcome newsletter_look(const struct service_env *env, const char *token,
                                        struct reader *out);
/* Its owner says yes: kept with the time and the version of what was read. A
 * member's own address turns on the member's choice. Again is the same. */
enum newsletter_outcome newsletter_confirm(const struct service_env *env, const char *token);

/* Keeps a draft: a new one (newsletter_id 0, then set) or LETTER's texts in place
 * of those of its version. */
enum newsletter_outcome newsletter_keep(const struct service_env *env, struct newsletter *letter);
/* Sends LETTER to the staff member EMAIL alone, in LANG. */
enum newsletter_outcome newsletter_try(const struct service_env *env, uint64_t newsletter_id,
                                       const char *email, const char *lang);
/* Lets it go to everybody it is for; logged for STAFF_ID. VERSION: as read. */
enum newsletter_outcome newsletter_begin(const struct service_env *env, uint64_t newsletter_id,
                                         int64_t version, uint64_t staff_id);
/* Whether a letter for members of tier LOWEST and above ("" = every reader) is for
 * somebody of TIER ("" = no member). */
bool newsletter_is_for(const struct plan *plan, const char *lowest, const char *tier);
/* Posts at most BATCHES batches of the letters that have begun; *MORE: something is left.
 * Each batch is one transaction, so that nobody gets one twice. For the mailer. */
enum db newsletter_post(const struct service_env *env, const struct plan_book *plans, int batches,
                        bool *more)
	__attribute__((warn_unused_result));

#endif
