/* Messages by WeChat. The company's WeChat account is served by a gateway of its
 * own (settings Wechat.*): it gets the texts, and tells the portal by the partner
 * API who sent which code and who left. A person who has tied theirs gets what is
 * their choice (service/mail_choice.h) there instead of by e-mail; proofs, codes and
 * warnings stay with e-mail and SMS. */
#ifndef SERVICE_WECHAT_H
#define SERVICE_WECHAT_H

#include "service/digits.h"
#include "service/env.h"
#include "service/mail_choice.h"

#define WECHAT_CODE_LIFE 600 /* seconds */

enum wechat_outcome {
	WECHAT_OK,
	WECHAT_WRONG, /* no such code, or it is over */
	WECHAT_LIMIT, /* too often: *WAIT_S says how long */
	WECHAT_TRY_AGAIN,
	WECHAT_FAILED
};

/* How a person stands, for their page. */
struct wechat_shown {
	int64_t tied_at; /* INSTANT_NONE: not tied */
	char code[DIGITS_TEXT]; /* "" unless one works */
	int64_t ends_at; /* of the code */
};

/* The company's WeChat account as people find it; "" = there is none, and nothing
 * of this is offered. */
const char *wechat_account(const struct config *config);
/* Whether PARTNER is the account's gateway (Wechat.Partner). */
bool wechat_is_gateway(const struct config *config, const char *partner);

/* Makes a code for the person, in place of an earlier. WECHAT_LIMIT, TRY_AGAIN,
 * FAILED as above. */
enum wechat_outcome wechat_code(const struct service_env *env, struct person_id id,
                                int64_t *wait_s);
/* How the person stands. */
enum db wechat_look(const struct service_env *env, struct person_id id, struct wechat_shown *out)
	__attribute__((warn_unused_result));
/* Forgets the person's WeChat; e-mail takes over again. */
enum db wechat_untie(const struct service_env *env, struct person_id id)
	__attribute__((warn_unused_result));

/* The gateway heard CODE from OPENID: ties it to whose the code is; from whomever it
 * was tied to before it is untied. Repeated is WECHAT_WRONG: a code works once. Wrong
 * codes are counted by OPENID: after a few each next has to wait longer. */
enum wechat_outcome wechat_tie_by(const struct service_env *env, const char *code,
                                  const char *openid, int64_t *wait_s);
/* OPENID has left the account: nothing more goes there. Repeated is the same. */
enum db wechat_left(const struct service_env *env, const char *openid)
	__attribute__((warn_unused_result));

/* Where messages of TOPIC go by WeChat: the openid on env->mem. NULL: not there. For
 * inside of a transaction as well as outside. */
enum db wechat_of(const struct service_env *env, struct person_id id, enum mail_topic topic,
                  char **openid) __attribute__((warn_unused_result));

#endif
