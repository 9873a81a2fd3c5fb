#include "service/token.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"

/* The key, read once a process. */
static char key[256];

static bool mac(const struct config *config, const char *use, const char *kind,
                struct person_id id, int64_t issue, uint8_t out[SHA256_BYTES])
{
	if (key[0] == '\0' &&
	    !secret_file(config_get(config, "Keys.Token", ""), key, sizeof key)) {
		key[0] = '\0';
		return false;
	}
	char text[160];
	int len = snprintf(text, sizeof text, "%s/%s/%" PRIu64 "/%" PRIu64 "/%" PRId64, use, kind,
	                   id.member_id, id.person_id, issue);
	secret_hmac(out, key, strlen(key), text, (size_t)len);
	return true;
}

bool token_text(const struct config *config, const char *kind, struct person_id id, int64_t issue,
                char out[TOKEN_TEXT])
{
	uint8_t raw[SHA256_BYTES];
	if (!mac(config, "link", kind, id, issue, raw))
		return false;
	secret_base64url(out, TOKEN_TEXT, raw, sizeof raw);
	return true;
}

bool token_code(const struct config *config, const char *kind, struct person_id id, int64_t issue,
                char out[TOKEN_CODE])
{
	uint8_t raw[SHA256_BYTES];
	if (!mac(config, "code", kind, id, issue, raw))
		return false;
	uint64_t n = 0;
	for (int i = 0; i < 8; i++)
		n = n << 8 | raw[i];
	snprintf(out, TOKEN_CODE, "%06u", (unsigned)(n % 1000000));
	return true;
}

void token_hash(const char *text, uint8_t out[ONE_TIME_HASH])
{
	secret_sha256(out, text, strlen(text));
}

enum db token_issue(const struct service_env *env, const char *kind, const char *channel,
                    struct person_id id, const char *address, int64_t life_s, int64_t *issue)
{
	enum db got = one_time_next_issue(env->db, env->mem, id, kind, env->now, issue);
	if (got != DB_OK)
		return got;
	char text[TOKEN_TEXT];
	if (!token_text(env->config, kind, id, *issue, text))
		return DB_FAIL;
	struct one_time row = {.kind = kind,
	                       .channel = channel,
	                       .id = id,
	                       .issue = *issue,
	                       .address = address,
	                       .created_at = env->now,
	                       .ends_at = env->now + life_s,
	                       .used_at = INSTANT_NONE};
	token_hash(text, row.hash);
	return one_time_add(env->db, &row);
}

bool token_code_right(const struct service_env *env, const struct one_time *row, const char *typed)
{
	char want[TOKEN_CODE], digits[TOKEN_CODE] = "";
	if (!token_code(env->config, row->kind, row->id, row->issue, want))
		return false;
	size_t n = 0;
	for (const char *p = text_clean(env->mem, typed); *p != '\0'; p++) {
		if (*p == ' ' || *p == '-')
			continue;
		if (*p < '0' || *p > '9' || n == sizeof digits - 1)
			return false;
		digits[n++] = *p;
	}
	return secret_equal(want, digits, sizeof want);
}
