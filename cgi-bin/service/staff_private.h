/* Shared by the files of service/staff*.c. */
#ifndef SERVICE_STAFF_PRIVATE_H
#define SERVICE_STAFF_PRIVATE_H

#include "service/limit.h"
#include "service/staff.h"

/* What a transaction's answer means to the caller. */
enum staff_outcome staff_outcome_of(enum db got);
/* Judges a new password of S by the rules of all passwords. */
bool staff_password_fine(const struct staff *s, const char *password);
/* A first password, easy to type: four groups of four letters and digits. */
void staff_first_password(char out[24]);
/* The sealed second factor of S opened into SECRET. */
bool staff_totp_open(const struct service_env *env, const struct staff *s, uint8_t *secret);
/* SECRET sealed with the portal's token key. */
bool staff_totp_seal(const struct service_env *env, const uint8_t *secret, uint8_t *out,
                     size_t out_size, size_t *out_len);
/* The secret offered at enrolment: the same throughout a session. */
bool staff_totp_offer(const struct service_env *env, const struct staff_session *session,
                      uint8_t *secret);
/* DIGITS as typed, with blanks left out, into OUT; "" when they are no code. */
void staff_digits(const char *typed, char out[7]);

#endif
