/* Passwords: judging new ones, changing one's own, resetting a forgotten one. */
#ifndef SERVICE_PASSWORD_H
#define SERVICE_PASSWORD_H

#include "service/env.h"
#include "service/token.h"

#define PASSWORD_MIN 8
#define PASSWORD_MAX 256 /* characters; keeps a request small */
#define RESET_LINK_S 900
#define RESET_CODE_S 600

enum password_verdict { PASSWORD_FINE, PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_COMMON };

/* Judges a new password: its length, the list of common passwords, and the
 * person's own NAMES (NULL-terminated list of e-mail, phone, name; entries may
 * be ""). */
enum password_verdict password_judge(const char *password, const char *const *names);
/* Whether PASSWORD is on the common list or a simple pattern (service/
 * password_common.c). */
bool password_is_common(const char *password);

enum password_change { CHANGE_DONE, CHANGE_WRONG, CHANGE_WAIT, CHANGE_FAILED };

/* Whether PASSWORD is the person's own, asked again before a change; wrong
 * ones are slowed down. */
enum password_change password_confirm(const struct service_env *env, struct person_id id,
                                      const char *password, int64_t *wait_s);
/* Stores a new password, ends all other sessions (KEEP: the hash of the one
 * that goes on), tells the person. CURRENT is asked again. */
enum password_change password_change(const struct service_env *env, struct person_id id,
                                     const char *current, const char *new_password,
                                     const uint8_t *keep, int64_t *wait_s);

/* Within a transaction that holds the person: stores HASH as the password. Of a holder
 * the passwords of accounts merged into this one end with the old. */
enum db password_put(struct database *db, struct person_id id, const char *hash)
	__attribute__((warn_unused_result));

enum forgot { FORGOT_DONE, FORGOT_WAIT, FORGOT_WRONG, FORGOT_FAILED };

/* Asks for a reset of LOGIN (cleaned e-mail or phone): the same work and
 * answer whether it is somebody's or not. */
enum forgot forgot_ask(const struct service_env *env, const char *login, const char *lang,
                       int64_t *wait_s);
/* Judges the code sent to the phone LOGIN; FORGOT_DONE: TOKEN opens
 * /reset/TOKEN. */
enum forgot forgot_code(const struct service_env *env, const char *login, const char *typed,
                        char token[TOKEN_TEXT], int64_t *wait_s);

enum reset { RESET_DONE, RESET_GONE, RESET_FAILED };

/* Whether a reset link may be used, without using it; the person it is for. */
enum reset reset_look(const struct service_env *env, const char *token, struct person *person);
/* Uses it: stores the password, ends all sessions and other reset links, proves
 * the address it came by, tells the person. */
enum reset reset_set(const struct service_env *env, const char *token, const char *new_password);

#endif
