/* Staff: signing in with a second factor, sessions, and the log of what they do. */
#ifndef SERVICE_STAFF_H
#define SERVICE_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "service/env.h"
#include "store/staff.h"

enum staff_outcome {
	STAFF_OK,
	STAFF_CODE,    /* the password was right; the second factor is still asked */
	STAFF_ENROL,   /* right, but no second factor yet: it is set up first */
	STAFF_WRONG,   /* told alike whether the account exists */
	STAFF_LIMIT,   /* too many wrong tries: the next counts after a wait */
	STAFF_WEAK,    /* a new password that is too short or too common */
	STAFF_EXISTS,  /* that e-mail is taken */
	STAFF_UNKNOWN,
	STAFF_LAST,    /* the last manager cannot be blocked or lowered */
	STAFF_PARTNER, /* a merchant of no partner that works with us */
	STAFF_TRY_AGAIN,
	STAFF_FAILED
};

#define STAFF_TOKEN_TEXT 44
#define STAFF_IDLE (30 * 60)      /* seconds */
#define STAFF_LIFE (12 * 60 * 60) /* seconds */

/* Password sign-in. TOKEN gets the new session's token with STAFF_OK, _CODE and
 * _ENROL; only STAFF_OK's session opens pages. NEEDS_CODE: the setting
 * Staff.Totp (0 only in the demo). */
enum staff_outcome staff_sign_in(const struct service_env *env, const char *email,
                                 const char *password, bool needs_code,
                                 char token[STAFF_TOKEN_TEXT]);
/* The second factor of the session: six digits of RFC 6238 (SHA-1, 30 s, one
 * step of drift), each step once; real time, not the programme's. */
enum staff_outcome staff_code(const struct service_env *env, const struct staff_session *session,
                              const char *digits);
/* Enrolment: the secret as Base32 and otpauth:// URL for the QR, the same until
 * it is confirmed with digits by staff_enrol(). */
enum staff_outcome staff_enrolment(const struct service_env *env,
                                   const struct staff_session *session, char secret[64],
                                   char url[256]);
/* Confirms the enrolment with the first digits: the session is then passed. */
enum staff_outcome staff_enrol(const struct service_env *env, const struct staff_session *session,
                               const char *digits);
/* Ends the session. */
enum staff_outcome staff_sign_out(const struct service_env *env,
                                  const struct staff_session *session);
/* Changes the own password (the old one is asked); other sessions end. */
enum staff_outcome staff_password(const struct service_env *env,
                                  const struct staff_session *session, const char *old_one,
                                  const char *new_one);
/* Made by a manager or `pointsctl staff add`; PASSWORD gets a first one, to be
 * changed at sign-in. ROLE: clerk, manager or auditor. BY: 0 = the operator. */
enum staff_outcome staff_add(const struct service_env *env, uint64_t by, const char *email,
                             const char *name, const char *role, char password[24]);
/* The same for a merchant at PARTNER. */
enum staff_outcome staff_add_merchant(const struct service_env *env, uint64_t by,
                                      const char *email, const char *name, const char *partner,
                                      char password[24]);
/* A new first password, second factor forgotten, sessions ended. */
enum staff_outcome staff_reset(const struct service_env *env, uint64_t by, const char *email,
                               char password[24]);
/* Notes a mobile number: a member with it is staff and does not enter draws. By
 * the operator. STAFF_UNKNOWN: no such staff member, or no mobile number. */
enum staff_outcome staff_phone(const struct service_env *env, const char *email,
                               const char *phone);
/* Sets role (NULL = as it is; not merchant) and state ("active", "blocked" or NULL). */
enum staff_outcome staff_set(const struct service_env *env, uint64_t by, uint64_t staff_id,
                             const char *role, const char *state);
/* Makes them a merchant at PARTNER. */
enum staff_outcome staff_set_merchant(const struct service_env *env, uint64_t by,
                                      uint64_t staff_id, const char *partner);
/* Writes one line of the log: in the caller's transaction where there is one. */
enum db staff_log(struct database *db, uint64_t staff_id, const char *action, uint64_t member_id,
                  const char *subject, const char *detail) __attribute__((warn_unused_result));

#endif
