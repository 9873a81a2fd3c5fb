#include "service/digits.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define CODES 100000000 /* of eight digits */

/* The key, read once a process. */
static char key[256];

static bool mac(const struct config *config, const char *text, uint8_t out[SHA256_BYTES])
{
	if (key[0] == '\0' &&
	    !secret_file(config_get(config, "Keys.Token", ""), key, sizeof key)) {
		key[0] = '\0';
		return false;
	}
	secret_hmac(out, key, strlen(key), text, strlen(text));
	return true;
}

bool digits_hash(const struct config *config, const char *use, const char *code,
                 uint8_t hash[SHA256_BYTES])
{
	char text[48];

	snprintf(text, sizeof text, "%s/hash/%s", use, code);
	return mac(config, text, hash);
}

bool digits_make(const struct config *config, const char *use, struct person_id id,
                 int64_t made_at, int try, char code[DIGITS_TEXT], uint8_t hash[SHA256_BYTES])
{
	uint8_t raw[SHA256_BYTES];
	uint64_t n = 0;
	char text[128];

	snprintf(text, sizeof text, "%s/code/%" PRIu64 "/%" PRIu64 "/%" PRId64 "/%d", use,
	         id.member_id, id.person_id, made_at, try);
	if (!mac(config, text, raw))
		return false;
	for (int i = 0; i < 8; i++)
		n = n << 8 | raw[i];
	snprintf(code, DIGITS_TEXT, "%08u", (unsigned)(n % CODES));
	return digits_hash(config, use, code, hash);
}

bool digits_again(const struct config *config, const char *use, struct person_id id,
                  int64_t made_at, const uint8_t hash[SHA256_BYTES], char code[DIGITS_TEXT])
{
	uint8_t made[SHA256_BYTES];

	for (int i = 0; i < DIGITS_TRIES; i++) {
		if (!digits_make(config, use, id, made_at, i, code, made))
			return false;
		if (secret_equal(made, hash, sizeof made))
			return true;
	}
	code[0] = '\0';
	return true;
}

bool digits_clean(const char *typed, char out[DIGITS_TEXT])
{
	size_t n = 0;

	for (const char *p = typed; *p != '\0'; p++) {
		if (*p == ' ' || *p == '-')
			continue;
		if (*p < '0' || *p > '9' || n == DIGITS_TEXT - 1)
			return false;
		out[n++] = *p;
	}
	out[n] = '\0';
	return n == DIGITS_TEXT - 1;
}
