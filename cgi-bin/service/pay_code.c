#include "service/pay_code.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/digits.h"
#include "service/guess.h"
#include "service/limit.h"
#include "store/pay_code.h"
#include "store/stop.h"

#define USE "pay"      /* parts its digits from those of other use */
#define MAKE_FREE 10   /* codes asked for before the first wait */
#define MAKE_STEP_S 30
#define GUESS_FREE 10  /* wrong codes of a key before the first wait */
#define GUESS_STEP_S 1

bool pay_code_hash(const struct config *config, const char *code, uint8_t out[SHA256_BYTES])
{
	return digits_hash(config, USE, code, out);
}

bool pay_code_clean(const char *typed, char out[PAY_CODE_TEXT])
{
	return digits_clean(typed, out);
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
	for (int i = 0; result == DB_DUP && i < DIGITS_TRIES; i++) {
		if (!digits_make(m->env->config, USE, m->id, row.made_at, i, code, row.hash))
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
	return digits_again(env->config, USE, id, row.made_at, row.hash, out->code) ? DB_OK : DB_FAIL;
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
