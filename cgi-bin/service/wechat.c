#include "service/wechat.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "service/limit.h"
#include "store/wechat.h"

#define USE "wechat"   /* parts its digits from those of other use */
#define MAKE_FREE 10   /* codes asked for before the first wait */
#define MAKE_STEP_S 30
#define GUESS_FREE 5   /* wrong codes of an openid before the first wait */
#define GUESS_STEP_S 30

const char *wechat_account(const struct config *config)
{
	return config_get(config, "Wechat.Account", "");
}

bool wechat_is_gateway(const struct config *config, const char *partner)
{
	const char *gateway = config_get(config, "Wechat.Partner", "");

	return wechat_account(config)[0] != '\0' && gateway[0] != '\0' && strcmp(gateway, partner) == 0;
}

static enum wechat_outcome outcome_of(const struct service_env *env, enum db got)
{
	if (got == DB_OK)
		return WECHAT_OK;
	if (got == DB_NONE)
		return WECHAT_WRONG;
	return got == DB_BUSY || got == DB_DUP || db_is_down(env->db) ? WECHAT_TRY_AGAIN : WECHAT_FAILED;
}

/* ---- the person's page */

struct asking {
	const struct service_env *env;
	struct person_id id;
};

static enum db ask_work(struct database *db, void *arg)
{
	struct asking *a = arg;
	uint8_t hash[SHA256_BYTES];
	char code[DIGITS_TEXT];
	int64_t now = a->env->now;
	enum db got = DB_DUP;

	for (int i = 0; got == DB_DUP && i < DIGITS_TRIES; i++) {
		if (!digits_make(a->env->config, USE, a->id, now, i, code, hash))
			return DB_FAIL;
		got = wechat_ask(db, a->id, hash, now, now + WECHAT_CODE_LIFE);
	}
	secret_wipe(code, sizeof code);
	return got;
}

enum wechat_outcome wechat_code(const struct service_env *env, struct person_id id,
                                int64_t *wait_s)
{
	struct asking a = {env, id};
	struct limit limit;
	char who[48];
	enum db got;

	snprintf(who, sizeof who, "%" PRIu64 "/%" PRIu64, id.member_id, id.person_id);
	limit_make(&limit, 'w', NULL, who, MAKE_FREE, MAKE_STEP_S);
	got = limit_wait(env, &limit, wait_s);
	if (got == DB_OK && *wait_s > 0)
		return WECHAT_LIMIT;
	if (got == DB_OK)
		got = limit_count(env, &limit);
	if (got == DB_OK)
		got = db_transact(env->db, ask_work, &a);
	return outcome_of(env, got);
}

enum db wechat_look(const struct service_env *env, struct person_id id, struct wechat_shown *out)
{
	struct wechat row;
	enum db got = wechat_get(env->db, env->mem, id, &row);

	*out = (struct wechat_shown){.tied_at = INSTANT_NONE, .ends_at = INSTANT_NONE};
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	out->tied_at = row.openid ? row.tied_at : INSTANT_NONE;
	out->ends_at = row.ends_at;
	if (row.code_hash.len != SHA256_BYTES || row.ends_at <= env->now)
		return DB_OK;
	return digits_again(env->config, USE, id, row.made_at, row.code_hash.data, out->code) ? DB_OK
	                                                                                      : DB_FAIL;
}

enum db wechat_untie(const struct service_env *env, struct person_id id)
{
	return wechat_end(env->db, id);
}

/* ---- the gateway */

struct tying {
	int64_t now;
	uint8_t hash[SHA256_BYTES];
	const char *openid;
};

static enum db tie_work(struct database *db, void *arg)
{
	struct tying *t = arg;
	struct person_id id;
	enum db got = wechat_of_code(db, t->hash, t->now, &id);

	if (got == DB_OK)
		got = wechat_free(db, t->openid);
	return got == DB_OK ? wechat_tie(db, id, t->openid, t->now) : got;
}

enum wechat_outcome wechat_tie_by(const struct service_env *env, const char *code,
                                  const char *openid, int64_t *wait_s)
{
	struct tying t = {.now = env->now, .openid = openid};
	struct limit limit;
	enum db got;

	limit_make(&limit, 'o', NULL, openid, GUESS_FREE, GUESS_STEP_S);
	got = limit_wait(env, &limit, wait_s);
	if (got == DB_OK && *wait_s > 0)
		return WECHAT_LIMIT;
	if (got == DB_OK && !digits_hash(env->config, USE, code, t.hash))
		return WECHAT_FAILED;
	if (got == DB_OK)
		got = db_transact(env->db, tie_work, &t);
	if (got == DB_NONE && limit_count(env, &limit) != DB_OK)
		return WECHAT_TRY_AGAIN;
	log_event(LOG_INFO, "wechat_tie", "done=%d", got == DB_OK);
	return outcome_of(env, got);
}

enum db wechat_left(const struct service_env *env, const char *openid)
{
	return wechat_free(env->db, openid);
}

/* ---- the mailer */

enum db wechat_of(const struct service_env *env, struct person_id id, enum mail_topic topic,
                  char **openid)
{
	struct wechat row;
	enum db got;

	*openid = NULL;
	/* the newsletter is a long read, and what an account needs goes where it is proven */
	if (wechat_account(env->config)[0] == '\0' || topic == MAIL_NEEDED || topic == MAIL_NEWS)
		return DB_OK;
	got = wechat_get(env->db, env->mem, id, &row);
	if (got == DB_OK)
		*openid = row.openid;
	return got == DB_NONE ? DB_OK : got;
}
