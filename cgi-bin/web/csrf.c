#include "web/csrf.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"

#define PRE_COOKIE "pre"
#define PRE_BYTES 32
#define PRE_LIFE_S (24 * 3600)

static const char *
value_for(void *mem, const void *key, size_t key_len, const char *cookie)
{
	uint8_t mac[SHA256_BYTES];
	char *text = talloc_asprintf(mem, "csrf-pre:%s", cookie);
	char *out = talloc_array(mem, char, CSRF_TEXT);

	if (text == NULL || out == NULL)
		return "";
	secret_hmac(mac, key, key_len, text, strlen(text));
	secret_base64url(out, CSRF_TEXT, mac, sizeof(mac));
	return out;
}

/* A cookie just set in this answer, when csrf_pre() was called before. */
static const char *
cookie_set_now(const struct request *r)
{
	for (int i = 0; i < r->n_headers; i++) {
		const char *value = r->headers[i].value;
		const char *start;

		if (strcmp(r->headers[i].name, "Set-Cookie") != 0)
			continue;
		start = text_starts(value, "__Host-") ? value + strlen("__Host-") : value;
		if (text_starts(start, PRE_COOKIE "="))
			return talloc_strndup(r->mem, start + strlen(PRE_COOKIE "="), CSRF_TEXT - 1);
	}
	return NULL;
}

static bool
is_pre_value(const char *value)
{
	return value != NULL && strlen(value) == CSRF_TEXT - 1;
}

const char *
csrf_pre(struct request *r, const void *key, size_t key_len)
{
	const char *cookie = request_cookie(r, PRE_COOKIE);
	uint8_t fresh[PRE_BYTES];
	char text[CSRF_TEXT];

	if (!is_pre_value(cookie))
		cookie = cookie_set_now(r);
	if (cookie == NULL) {
		secret_random(fresh, sizeof(fresh));
		secret_base64url(text, sizeof(text), fresh, sizeof(fresh));
		respond_cookie(r, PRE_COOKIE, text, PRE_LIFE_S);
		cookie = text;
	}
	return value_for(r->mem, key, key_len, cookie);
}

bool
csrf_pre_right(const struct request *r, const void *key, size_t key_len, const char *typed)
{
	const char *cookie = request_cookie(r, PRE_COOKIE);

	return is_pre_value(cookie) && csrf_right(value_for(r->mem, key, key_len, cookie), typed);
}

bool
csrf_right(const char *want, const char *typed)
{
	size_t len = want != NULL ? strlen(want) : 0;

	return len > 0 && typed != NULL && strlen(typed) == len && secret_equal(want, typed, len);
}
