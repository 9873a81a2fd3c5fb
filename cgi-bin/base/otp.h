/* One-time passwords by time (RFC 6238: SHA-1, 30 s, six digits). The one door
 * to <liboath/oath.h>. */
#ifndef BASE_OTP_H
#define BASE_OTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OTP_SECRET 20      /* bytes of a secret */
#define OTP_SECRET_TEXT 64 /* room for it as Base32 */
#define OTP_DIGITS 6

/* SECRET as Base32 without padding, as authenticator apps take it. False: out
 * of memory. */
bool otp_text(const uint8_t secret[OTP_SECRET], char out[OTP_SECRET_TEXT]);
/* The digits of the time step STEP. */
bool otp_at(const uint8_t secret[OTP_SECRET], int64_t step, char out[OTP_DIGITS + 1]);
/* The time step at NOW (real Unix seconds). */
int64_t otp_step(int64_t now);
/* Whether DIGITS are those of NOW's step or one beside it; *STEP gets which. */
bool otp_right(const uint8_t secret[OTP_SECRET], int64_t now, const char *digits, int64_t *step);

#endif
