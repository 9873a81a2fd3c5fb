/* Signing in and out, and the own password. */
#include "service/staff.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "service/guess.h"
#include "service/staff_private.h"

#define DEMO_DOMAIN "@demo.test"

enum staff_outcome staff_outcome_of(enum db got)
{
	if (got == DB_OK)
		return STAFF_OK;
	return got == DB_BUSY ? STAFF_TRY_AGAIN : STAFF_FAILED;
}

enum db staff_log(struct database *db, uint64_t staff_id, const char *action, uint64_t member_id,
                  const char *subject, const char *detail)
{
	return staff_action_add(db, clock_now(), staff_id, action, member_id, subject, detail);
}

static bool is_demo(const struct service_env *env)
{
	return strcmp(config_get(env->config, "Demo", "0"), "1") == 0;
}

/* Accounts whose passwords stand in the README exist in the demo only. */
static bool is_closed_demo(const struct service_env *env, const char *email)
{
	size_t len = strlen(email), tail = strlen(DEMO_DOMAIN);

	return !is_demo(env) && len > tail && strcmp(email + len - tail, DEMO_DOMAIN) == 0;
}

/* The active staff member whose password this is: OUT is filled. */
static enum staff_outcome check(const struct service_env *env, const char *email,
                                const char *password, struct staff *out)
{
	const char *clean = email_clean(env->mem, email);
	enum db got = DB_NONE;
	bool active;

	if (clean && !is_closed_demo(env, clean))
		got = staff_find(env->db, env->mem, clean, out);
	if (got != DB_OK && got != DB_NONE)
		return STAFF_FAILED;
	active = got == DB_OK && strcmp(out->state, "active") == 0;
	return password_check(active ? out->password_hash : NULL, password) == 1 ? STAFF_OK
	                                                                         : STAFF_WRONG;
}

struct open_work {
	const struct service_env *env;
	uint64_t staff_id;
	const uint8_t *hash;
	const char *csrf;
	bool passed;
};

static enum db open_session(struct database *db, void *arg)
{
	const struct open_work *w = arg;
	struct staff s;
	enum db got = staff_lock(db, w->env->mem, w->staff_id, &s);

	if (got == DB_OK)
		got = staff_session_add(db, w->hash, w->staff_id, w->csrf, w->passed, w->env->now);
	if (got == DB_OK && w->passed)
		got = staff_signed_in(db, w->staff_id, w->env->now);
	if (got == DB_OK && w->passed)
		got = staff_log(db, w->staff_id, "sign_in", 0, "", "");
	return got;
}

/* A new session of S; TOKEN gets the cookie's value. */
static enum db begin_session(const struct service_env *env, const struct staff *s, bool passed,
                             char token[STAFF_TOKEN_TEXT])
{
	uint8_t raw[32], hash[STAFF_HASH];
	char csrf[STAFF_TOKEN_TEXT];
	struct open_work w = {
		.env = env, .staff_id = s->staff_id, .hash = hash, .csrf = csrf, .passed = passed};

	secret_random(raw, sizeof raw);
	secret_base64url(token, STAFF_TOKEN_TEXT, raw, sizeof raw);
	secret_random(raw, sizeof raw);
	secret_base64url(csrf, sizeof csrf, raw, sizeof raw);
	secret_wipe(raw, sizeof raw);
	secret_sha256(hash, token, strlen(token));
	return db_transact(env->db, open_session, &w);
}

enum staff_outcome staff_sign_in(const struct service_env *env, const char *email,
                                 const char *password, bool needs_code,
                                 char token[STAFF_TOKEN_TEXT])
{
	const char *counted = email_clean(env->mem, email);
	struct limit by_address, by_login;
	struct staff s = {.password_hash = NULL};
	int64_t wait_a = 0, wait_l = 0;
	enum staff_outcome judged;
	enum db got;

	limit_make(&by_address, 'd', env->client, NULL, 50, 10);
	limit_make(&by_login, 'd', env->client, counted ? counted : email, 5, 30);
	if (limit_wait(env, &by_address, &wait_a) != DB_OK ||
	    limit_wait(env, &by_login, &wait_l) != DB_OK)
		return STAFF_FAILED;
	if (wait_a > 0 || wait_l > 0)
		return STAFF_LIMIT;
	judged = check(env, email, password, &s);
	if (judged == STAFF_WRONG &&
	    (limit_count(env, &by_login) != DB_OK || limit_count(env, &by_address) != DB_OK ||
	     guess_note(env, GUESS_DESK, 0, "") != DB_OK))
		return STAFF_FAILED;
	if (judged != STAFF_OK)
		return judged;
	got = limit_forget(env, &by_login);
	if (got == DB_OK)
		got = begin_session(env, &s, !needs_code, token);
	if (got != DB_OK)
		return staff_outcome_of(got);
	if (!needs_code)
		return STAFF_OK;
	return s.totp.data ? STAFF_CODE : STAFF_ENROL;
}

enum staff_outcome staff_sign_out(const struct service_env *env,
                                  const struct staff_session *session)
{
	enum db got = staff_session_end(env->db, session->token_hash);

	if (got == DB_OK)
		got = staff_log(env->db, session->staff_id, "sign_out", 0, "", "");
	return staff_outcome_of(got);
}

struct password_work {
	const struct service_env *env;
	const struct staff_session *session;
	const char *hash;
};

static enum db put_password(struct database *db, void *arg)
{
	const struct password_work *w = arg;
	uint64_t id = w->session->staff_id;
	struct staff s;
	enum db got = staff_lock(db, w->env->mem, id, &s);

	if (got == DB_OK)
		got = staff_put_password(db, id, w->hash, false);
	if (got == DB_OK)
		got = staff_session_end_all(db, id, w->session->token_hash);
	return got == DB_OK ? staff_log(db, id, "password", 0, "", "") : got;
}

enum staff_outcome staff_password(const struct service_env *env,
                                  const struct staff_session *session, const char *old_one,
                                  const char *new_one)
{
	char hash[PASSWORD_HASH_MAX];
	struct password_work w = {.env = env, .session = session, .hash = hash};
	struct limit limit;
	struct staff s;
	int64_t wait = 0;

	limit_make(&limit, 'p', env->client, session->email, 5, 30);
	if (limit_wait(env, &limit, &wait) != DB_OK)
		return STAFF_FAILED;
	if (wait > 0)
		return STAFF_LIMIT;
	if (staff_read(env->db, env->mem, session->staff_id, &s) != DB_OK)
		return STAFF_FAILED;
	if (password_check(s.password_hash, old_one) != 1)
		return limit_count(env, &limit) == DB_OK ? STAFF_WRONG : STAFF_FAILED;
	if (!staff_password_fine(&s, new_one) || strcmp(old_one, new_one) == 0)
		return STAFF_WEAK;
	if (limit_forget(env, &limit) != DB_OK || !password_hash(hash, new_one))
		return STAFF_FAILED;
	return staff_outcome_of(db_transact(env->db, put_password, &w));
}
