#include "base/otp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <liboath/oath.h>

#include "base/log.h"
#include "base/secret.h"

#define STEP_S 30

static bool ready(void)
{
	static bool open;
	int rc;

	if (open)
		return true;
	rc = oath_init();
	if (rc != OATH_OK) {
		log_event(LOG_ERROR, "otp_failed", "reason=%s", oath_strerror_name(rc));
		return false;
	}
	open = true;
	return true;
}

bool otp_text(const uint8_t secret[OTP_SECRET], char out[OTP_SECRET_TEXT])
{
	char *text = NULL;
	size_t len = 0;
	bool fits;

	if (!ready() ||
	    oath_base32_encode((const char *)secret, OTP_SECRET, &text, &len) != OATH_OK)
		return false;
	fits = len < OTP_SECRET_TEXT;
	if (fits)
		snprintf(out, OTP_SECRET_TEXT, "%.*s", (int)strcspn(text, "="), text);
	secret_wipe(text, len);
	free(text);
	return fits;
}

bool otp_at(const uint8_t secret[OTP_SECRET], int64_t step, char out[OTP_DIGITS + 1])
{
	return ready() && oath_totp_generate((const char *)secret, OTP_SECRET, step * STEP_S, STEP_S, 0,
	                                     OTP_DIGITS, out) == OATH_OK;
}

int64_t otp_step(int64_t now)
{
	return now / STEP_S;
}

bool otp_right(const uint8_t secret[OTP_SECRET], int64_t now, const char *digits, int64_t *step)
{
	char want[OTP_DIGITS + 1];
	bool right = false;

	if (strlen(digits) != OTP_DIGITS)
		return false;
	for (int64_t at = otp_step(now) - 1; at <= otp_step(now) + 1; at++) {
		if (!otp_at(secret, at, want))
			return false;
		if (secret_equal(want, digits, OTP_DIGITS)) {
			*step = at;
			right = true;
		}
	}
	secret_wipe(want, sizeof want);
	return right;
}
