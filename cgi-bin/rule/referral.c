#include "rule/referral.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define SERIES_LEAST 3 /* letters a series must have in common */

/* The local part of EMAIL as it counts, without its digits where BARE; the host
 * follows behind an "@". Returns the length of the local part. */
static size_t root(char out[REFERRAL_ROOT], const char *email, bool bare)
{
	const char *at = strrchr(email, '@');
	size_t n = 0;

	for (const char *c = email; at && c < at && *c != '+' && n + 1 < REFERRAL_ROOT; c++) {
		if (*c == '.' || (bare && (isdigit((unsigned char)*c) || *c == '_' || *c == '-')))
			continue;
		out[n++] = (char)tolower((unsigned char)*c);
	}
	snprintf(out + n, REFERRAL_ROOT - n, "%s", at ? at : "");
	for (char *c = out + n; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return n;
}

bool referral_same_mail(const char *a, const char *b)
{
	char x[REFERRAL_ROOT], y[REFERRAL_ROOT];

	return root(x, a, false) > 0 && root(y, b, false) > 0 && strcmp(x, y) == 0;
}

bool referral_mail_series(const char *a, const char *b)
{
	char x[REFERRAL_ROOT], y[REFERRAL_ROOT];

	return root(x, a, true) >= SERIES_LEAST && root(y, b, true) >= SERIES_LEAST &&
	       strcmp(x, y) == 0;
}

bool referral_phone_series(const char *a, const char *b)
{
	size_t len = strlen(a);

	return len >= 8 && strlen(b) == len && strncmp(a, b, len - 2) == 0;
}

int64_t referral_points(const struct plan *plan, const char *part, bool to_referrer)
{
	if (strcmp(part, "join") == 0)
		return to_referrer ? plan->referral.referrer_join : plan->referral.friend_join;
	if (strcmp(part, "order") == 0)
		return to_referrer ? plan->referral.referrer_order : plan->referral.friend_order;
	return 0;
}

int32_t referral_month(int32_t day)
{
	struct civil date = civil_of(day);

	date.day = 1;
	return day_from_civil(date);
}
