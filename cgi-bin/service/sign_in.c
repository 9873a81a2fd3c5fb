#include "service/sign_in.h"

#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "service/guess.h"
#include "service/limit.h"
#include "service/message.h"
#include "store/merge.h"

/* How LOGIN is counted: as cleaned as can be, so that other writings of the
 * same name are the same guess. */
static const char *counted_as(const struct service_env *env, const char *login)
{
	const char *clean = member_no_clean(env->mem, login);
	if (clean == NULL)
		clean = email_clean(env->mem, login);
	if (clean == NULL)
		clean = phone_clean(env->mem, login);
	return clean != NULL ? clean : text_clean(env->mem, login);
}

/* The longer of the two waits. */
static enum db wait_both(const struct service_env *env, const struct limit *a,
                         const struct limit *b, int64_t *wait_s)
{
	int64_t other = 0;
	enum db got = limit_wait(env, a, wait_s);
	if (got == DB_OK)
		got = limit_wait(env, b, &other);
	if (other > *wait_s)
		*wait_s = other;
	return got;
}

/* A password stored with weaker settings than today's is hashed again. */
static enum db refresh(const struct service_env *env, const struct person *person,
                       const char *password)
{
	char hash[PASSWORD_HASH_MAX];
	if (!password_stale(person->password_hash) || !password_hash(hash, password))
		return DB_OK;
	return person_set_password(env->db, person->id, hash);
}

/* Whether LOGIN names an account that was merged into another and PASSWORD is its
 * own: it opens the survivor, to which LOGIN leads. */
static bool of_merged(const struct service_env *env, const char *login, const char *password)
{
	const char *number = member_no_clean(env->mem, login), *name = NULL;
	char *hash = NULL;
	if (number == NULL)
		name = email_clean(env->mem, login);
	if (number == NULL && name == NULL)
		name = phone_clean(env->mem, login);
	return merged_password(env->db, env->mem, number, name, &hash) == DB_OK &&
	       password_check(hash, password) == 1;
}

enum sign_in sign_in_check(const struct service_env *env, const char *login,
                           const char *password, struct person_id *id, int64_t *wait_s)
{
	struct limit by_address, by_login;
	struct person person = {.password_hash = NULL};
	limit_make(&by_address, 's', env->client, NULL, 50, 10);
	limit_make(&by_login, 's', env->client, counted_as(env, login), 5, 30);
	if (wait_both(env, &by_address, &by_login, wait_s) != DB_OK)
		return SIGN_IN_FAILED;
	if (*wait_s > 0)
		return SIGN_IN_WAIT;
	enum db got = person_find(env->db, env->mem, login, id);
	if (got == DB_OK)
		got = person_get(env->db, env->mem, *id, &person);
	if (got != DB_OK && got != DB_NONE)
		return SIGN_IN_FAILED;
	bool active = got == DB_OK && strcmp(person.state, "active") == 0;
	if (password_check(active ? person.password_hash : NULL, password) == 1) {
		if (limit_forget(env, &by_login) != DB_OK || refresh(env, &person, password) != DB_OK)
			return SIGN_IN_FAILED;
		return SIGN_IN_DONE;
	}
	if (active && of_merged(env, login, password))
		return limit_forget(env, &by_login) == DB_OK ? SIGN_IN_DONE : SIGN_IN_FAILED;
	if (limit_count(env, &by_login) != DB_OK || limit_count(env, &by_address) != DB_OK ||
	    guess_note(env, GUESS_PASSWORD, got == DB_OK ? id->member_id : 0, "") != DB_OK)
		return SIGN_IN_FAILED;
	return SIGN_IN_WRONG;
}

void sign_in_hash(const char *token, uint8_t out[SESSION_HASH])
{
	secret_sha256(out, token, strlen(token));
}

struct open_work {
	const struct service_env *env;
	struct person_id id, old_id;
	const uint8_t *old;
	const char *device, *csrf;
	uint8_t hash[SESSION_HASH];
	bool told_before; /* the device has a living session already */
};

static enum db open_work(struct database *db, void *arg)
{
	const struct open_work *w = arg;
	struct person person;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK && w->old != NULL)
		got = session_end(db, w->old_id, w->old);
	if (got == DB_OK)
		got = session_add(db, w->hash, w->id, w->csrf, w->device, w->env->now);
	if (got == DB_OK)
		got = person_signed_in(db, w->id, w->env->now);
	if (got == DB_OK && !w->told_before && person.signed_in_at != INSTANT_NONE)
		got = message_tell(w->env, &person, "new_device");
	return got;
}

enum db sign_in_open(const struct service_env *env, struct person_id id, const char *device,
                     struct person_id old_id, const uint8_t *old, char token[SIGN_IN_TOKEN])
{
	uint8_t raw[32];
	char csrf[SIGN_IN_TOKEN];
	int64_t living = 0;
	secret_random(raw, sizeof raw);
	secret_base64url(token, SIGN_IN_TOKEN, raw, sizeof raw);
	secret_random(raw, sizeof raw);
	secret_base64url(csrf, sizeof csrf, raw, sizeof raw);
	enum db got = session_knows(env->db, env->mem, id, device, &living);
	if (got != DB_OK)
		return got;
	struct open_work w = {.env = env,
	                      .id = id,
	                      .old_id = old_id,
	                      .old = old,
	                      .device = device,
	                      .csrf = csrf,
	                      .told_before = living > 0};
	sign_in_hash(token, w.hash);
	return db_transact(env->db, open_work, &w);
}
