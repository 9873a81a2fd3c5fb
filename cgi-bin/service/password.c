#include "service/password.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/secret.h"
#include "base/text.h"
#include "service/limit.h"
#include "service/message.h"
#include "store/merge.h"
#include "store/session.h"

enum password_verdict password_judge(const char *password, const char *const *names)
{
	size_t length = utf8_length(password);
	if (length < PASSWORD_MIN)
		return PASSWORD_SHORT;
	if (length > PASSWORD_MAX)
		return PASSWORD_LONG;
	for (; *names != NULL; names++) {
		size_t n = strcspn(*names, "@");
		if (n >= 3 && strncasecmp(password, *names, n) == 0 && strlen(password) <= n + 4)
			return PASSWORD_COMMON;
		if (strcasecmp(password, *names) == 0)
			return PASSWORD_COMMON;
	}
	return password_is_common(password) ? PASSWORD_COMMON : PASSWORD_FINE;
}

enum password_change password_confirm(const struct service_env *env, struct person_id id,
                                      const char *password, int64_t *wait_s)
{
	struct limit limit;
	struct person person;
	char who[48];
	snprintf(who, sizeof who, "%" PRIu64 ".%" PRIu64, id.member_id, id.person_id);
	limit_make(&limit, 'p', env->client, who, 5, 30);
	if (limit_wait(env, &limit, wait_s) != DB_OK ||
	    person_get(env->db, env->mem, id, &person) != DB_OK)
		return CHANGE_FAILED;
	if (*wait_s > 0)
		return CHANGE_WAIT;
	if (password_check(person.password_hash, password) == 1)
		return CHANGE_DONE;
	return limit_count(env, &limit) == DB_OK ? CHANGE_WRONG : CHANGE_FAILED;
}

enum db password_put(struct database *db, struct person_id id, const char *hash)
{
	enum db got = person_set_password(db, id, hash);
	if (got == DB_OK && id.person_id == PERSON_HOLDER)
		got = merged_password_end(db, id.member_id);
	return got;
}

struct change_work {
	const struct service_env *env;
	struct person_id id;
	const char *hash;
	const uint8_t *keep;
};

static enum db change_work(struct database *db, void *arg)
{
	const struct change_work *w = arg;
	struct person person;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK)
		got = password_put(db, w->id, w->hash);
	if (got == DB_OK)
		got = session_end_all(db, w->id, w->keep);
	if (got == DB_OK)
		got = one_time_end_all(db, w->id, "reset", w->env->now);
	if (got == DB_OK)
		got = message_tell(w->env, &person, "password_changed");
	return got;
}

enum password_change password_change(const struct service_env *env, struct person_id id,
                                     const char *current, const char *new_password,
                                     const uint8_t *keep, int64_t *wait_s)
{
	char hash[PASSWORD_HASH_MAX];
	enum password_change right = password_confirm(env, id, current, wait_s);
	if (right != CHANGE_DONE)
		return right;
	if (!password_hash(hash, new_password))
		return CHANGE_FAILED;
	struct change_work w = {env, id, hash, keep};
	return db_transact(env->db, change_work, &w) == DB_OK ? CHANGE_DONE : CHANGE_FAILED;
}
