#include "service/pay_code.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/guess.h"
#include "service/limit.h"
#include "store/pay_code.h"
#include "store/stop.h"

#define TRIES 8        /* codes of one second, until one was never given out */
#define DIGITS 100000000
#define MAKE_FREE 10   /* codes asked for before the first wait */
#define MAKE_STEP_S 30
#define GUESS_FREE 10  /* wrong codes of a key before the first wait */
#define GUESS_STEP_S 1

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

bool pay_code_hash(const struct config *config, const char *code, uint8_t out[SHA256_BYTES])
{
	char text[32];

	snprintf(text, sizeof text, "pay/hash/%s", code);
	return mac(config, text, out);
}

/* The digits of the TRY-th code made for the person at MADE_AT, and their hash. */
static bool digits(const struct config *config, struct person_id id, int64_t made_at, int try,
                   char code[PAY_CODE_TEXT], uint8_t hash[SHA256_BYTES])
{
	uint8_t raw[SHA256_BYTES];
	uint64_t n = 0;
	char text[128];

	snprintf(text, sizeof text, "pay/code/%" PRIu64 "/%" PRIu64 "/%" PRId64 "/%d", id.member_id,
	         id.person_id, made_at, try);
	if (!mac(config, text, raw))
		return false;
	for (int i = 0; i < 8; i++)
		n = n << 8 | raw[i];
	snprintf(code, PAY_CODE_TEXT, "%08u", (unsigned)(n % DIGITS));
	return pay_code_hash(config, code, hash);
}

bool pay_code_clean(const char *typed, char out[PAY_CODE_TEXT])
{
	size_t n = 0;

	for (const char *p = typed; *p != '\0'; p++) {
		if (*p == ' ' || *p == '-')
			continue;
		if (*p < '0' || *p > '9' || n == PAY_CODE_TEXT - 1)
			return false;
		out[n++] = *p;
	}
	out[n] = '\0';
	return n == PAY_CODE_TEXT - 1;
}

struct making {
	const struct service_env *env;
	struct person_id id;
	bool stopped;
};

static enum db make_work(struct database *db, void *arg)
{
	struct making *m = arg;
	struct pay_code row = { .id = m->id, .made_at = m->env->now,
		.ends_at = m->env->now + PAY_CODE_LIFE };
	char code[PAY_CODE_TEXT];
	enum db result = stop_pass(db, NULL, 0, &m->stopped);

	if (result == DB_OK && m->stopped)
		return DB_NONE;
	if (result == DB_OK)
		result = pay_code_end(db, m->id.member_id, m->env->now);
	if (result != DB_OK)
		return result;
	result = DB_DUP;
	for (int i = 0; result == DB_DUP && i < TRIES; i++) {
		if (!digits(m->env->config, m->id, row.made_at, i, code, row.hash))
			return DB_FAIL;
		result = pay_code_add(db, &row);
	}
	secret_wipe(code, sizeof code);
	return result;
}

static void limit_of_member(struct limit *limit, uint64_t member_id)
{
	char what[32];

	snprintf(what, sizeof what, "%" PRIu64, member_id);
	limit_make(limit, 'y', NULL, what, MAKE_FREE, MAKE_STEP_S);
}

enum pay_code_outcome pay_code_make(const struct service_env *env, struct person_id id,
                                    int64_t *wait_s)
{
	struct making m = { env, id, false };
	struct limit limit;
	enum db result;

	limit_of_member(&limit, id.member_id);
	result = limit_wait(env, &limit, wait_s);
	if (result == DB_OK && *wait_s > 0)
		return PAY_CODE_LIMIT;
	if (result == DB_OK)
		result = limit_count(env, &limit);
	if (result == DB_OK)
		result = db_transact(env->db, make_work, &m);
	if (result == DB_OK)
		return PAY_CODE_OK;
	if (result == DB_NONE && m.stopped)
		return PAY_CODE_STOPPED;
	return result == DB_BUSY || db_is_down(env->db) ? PAY_CODE_TRY_AGAIN : PAY_CODE_FAILED;
}

enum db pay_code_latest(const struct service_env *env, struct person_id id,
                        struct pay_code_shown *out)
{
	struct pay_code row;
	uint8_t hash[SHA256_BYTES];
	enum db result = pay_code_last(env->db, env->mem, id, &row);

	*out = (struct pay_code_shown){ .used_at = INSTANT_NONE };
	if (result != DB_OK)
		return result;
	out->made_at = row.made_at;
	out->ends_at = row.ends_at;
	out->used_at = row.used_at;
	out->used_by = row.used_by;
	if (row.used_at != INSTANT_NONE || row.ends_at <= env->now)
		return DB_OK;
	for (int i = 0; i < TRIES; i++) {
		if (!digits(env->config, id, row.made_at, i, out->code, hash))
			return DB_FAIL;
		if (secret_equal(hash, row.hash, sizeof hash))
			return DB_OK;
	}
	/* made with another key: it works no more, as nobody can tell its digits */
	out->code[0] = '\0';
	return DB_OK;
}

static void limit_of_key(struct limit *limit, const char *key_name)
{
	limit_make(limit, 'x', NULL, key_name, GUESS_FREE, GUESS_STEP_S);
}

enum db pay_guess_wait(const struct service_env *env, const char *key_name, int64_t *wait_s)
{
	struct limit limit;

	limit_of_key(&limit, key_name);
	return limit_wait(env, &limit, wait_s);
}

enum db pay_guess_count(const struct service_env *env, const char *key_name)
{
	struct limit limit;

	log_event(LOG_WARN, "code_wrong", "key=%s", key_name);
	limit_of_key(&limit, key_name);
	if (guess_note(env, GUESS_CODE, 0, key_name) != DB_OK)
		return DB_FAIL;
	return limit_count(env, &limit);
}
