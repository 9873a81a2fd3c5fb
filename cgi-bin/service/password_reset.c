/* The forgotten password: asking, the code, the link. */
#include <string.h>

#include "base/secret.h"
#include "base/text.h"
#include "service/address.h"
#include "service/guess.h"
#include "service/limit.h"
#include "service/message.h"
#include "service/password.h"
#include "service/verify.h"
#include "store/session.h"

/* Posted for a login that is nobody's: the same writes as for somebody's, and
 * the mailer drops it. */
#define CHANNEL_NONE "none"

struct reset_work {
	const struct service_env *env;
	struct person_id id; /* {0, 0}: nobody */
	const char *login, *lang, *typed, *hash;
	const uint8_t *link;
	int64_t issue;
	enum forgot forgot;
	enum reset reset;
};

/* Whether a reset may go to LOGIN: proven, or the person has nothing proven
 * (then whoever opens the mail is the owner, and gets the account alone). */
static bool may_reset(const struct person *person, bool confirmed)
{
	return strcmp(person->state, "active") == 0 &&
	       (confirmed || (!person->email_confirmed && !person->phone_confirmed));
}

static enum db ask_work(struct database *db, void *arg)
{
	struct reset_work *w = arg;
	struct person person;
	const char *channel = message_channel(w->login);
	bool by_mail = strcmp(channel, CHANNEL_EMAIL) == 0;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK)
		w->lang = person.lang;
	if (got == DB_OK || got == DB_NONE)
		got = token_issue(w->env, "reset", channel, w->id, w->login,
		                  by_mail ? RESET_LINK_S : RESET_CODE_S, &w->issue);
	if (got == DB_OK)
		got = message_post(w->env, w->id.member_id != 0 ? channel : CHANNEL_NONE, "reset", w->id,
		                   w->login, w->lang, w->issue);
	return got;
}

/* Who LOGIN may reset; {0, 0} when nobody. A proven address of a merged account
 * resets the survivor's password, to which it signs in. */
static enum db reset_person(const struct service_env *env, const char *login,
                            struct person_id *id)
{
	struct sign_in_name owner = {.confirmed = false};
	struct person_id leads_to = {0, 0};
	struct person person = {0};
	*id = (struct person_id){0, 0};
	enum db got = name_get(env->db, env->mem, login, &owner);
	bool named = got == DB_OK;
	if (got == DB_OK || got == DB_NONE)
		got = person_find(env->db, env->mem, login, &leads_to);
	if (got == DB_NONE)
		leads_to = *id;
	if (got == DB_OK || got == DB_NONE)
		got = person_get(env->db, env->mem, leads_to, &person);
	bool is_own = owner.id.member_id == leads_to.member_id;
	if (got == DB_OK && named && (is_own || owner.confirmed) && may_reset(&person, owner.confirmed))
		*id = leads_to;
	return got == DB_NONE ? DB_OK : got;
}

enum forgot forgot_ask(const struct service_env *env, const char *login, const char *lang,
                       int64_t *wait_s)
{
	struct limit limit;
	limit_make(&limit, 'f', env->client, NULL, 30, 10);
	if (limit_wait(env, &limit, wait_s) != DB_OK)
		return FORGOT_FAILED;
	if (*wait_s > 0)
		return FORGOT_WAIT;
	if (limit_count(env, &limit) != DB_OK)
		return FORGOT_FAILED;
	struct reset_work w = {.env = env, .login = login, .lang = lang};
	if (!message_allowed(env, login))
		return FORGOT_DONE; /* enough were sent; the same answer */
	if (reset_person(env, login, &w.id) != DB_OK)
		return FORGOT_FAILED;
	return db_transact(env->db, ask_work, &w) == DB_OK ? FORGOT_DONE : FORGOT_FAILED;
}

static enum db code_work(struct database *db, void *arg)
{
	struct reset_work *w = arg;
	struct person person;
	struct one_time row;
	w->forgot = FORGOT_WRONG;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK)
		got = one_time_latest(db, w->env->mem, w->id, "reset", CHANNEL_SMS, w->env->now, &row);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	if (row.tries >= CODE_TRIES || strcmp(row.address, w->login) != 0)
		return DB_OK;
	if (!token_code_right(w->env, &row, w->typed))
		return one_time_tried(db, row.hash);
	got = one_time_use(db, row.hash, w->env->now);
	if (got == DB_OK)
		got = token_issue(w->env, "reset", CHANNEL_WEB, w->id, w->login, RESET_LINK_S, &w->issue);
	w->forgot = FORGOT_DONE;
	return got;
}

enum forgot forgot_code(const struct service_env *env, const char *login, const char *typed,
                        char token[TOKEN_TEXT], int64_t *wait_s)
{
	struct limit limit;
	limit_make(&limit, 'c', env->client, login, 10, 30);
	if (limit_wait(env, &limit, wait_s) != DB_OK)
		return FORGOT_FAILED;
	if (*wait_s > 0)
		return FORGOT_WAIT;
	struct reset_work w = {.env = env, .login = login, .typed = typed};
	if (reset_person(env, login, &w.id) != DB_OK ||
	    db_transact(env->db, code_work, &w) != DB_OK)
		return FORGOT_FAILED;
	if (w.forgot == FORGOT_WRONG)
		return limit_count(env, &limit) == DB_OK &&
		               guess_note(env, GUESS_CODE, w.id.member_id, "") == DB_OK
		           ? FORGOT_WRONG
		           : FORGOT_FAILED;
	return token_text(env->config, "reset", w.id, w.issue, token) ? FORGOT_DONE : FORGOT_FAILED;
}

/* Whether ROW opens a reset page at NOW: a link from a mail, or handed on after
 * a code; never the row of a code itself. */
static bool opens(const struct one_time *row, int64_t now)
{
	return strcmp(row->kind, "reset") == 0 && strcmp(row->channel, CHANNEL_SMS) != 0 &&
	       row->used_at == INSTANT_NONE && row->ends_at > now;
}

enum reset reset_look(const struct service_env *env, const char *token, struct person *person)
{
	uint8_t hash[ONE_TIME_HASH];
	struct one_time row;
	token_hash(token, hash);
	enum db got = one_time_get(env->db, env->mem, hash, &row);
	if (got == DB_OK)
		got = person_get(env->db, env->mem, row.id, person);
	if (got != DB_OK)
		return got == DB_NONE ? RESET_GONE : RESET_FAILED;
	return opens(&row, env->now) ? RESET_DONE : RESET_GONE;
}

/* Proves the address the link came by; an account that had nothing proven
 * loses its other, unproven address: it may be the one of who sat on this. */
static enum db prove(struct database *db, const struct reset_work *w, const struct person *person,
                     const char *address)
{
	bool taken;
	bool none_proven = !person->email_confirmed && !person->phone_confirmed;
	enum db got = address_claim(db, w->env->mem, w->id, address, true, &taken);
	if (got != DB_OK || taken)
		return got;
	got = address_set(db, person, address, true);
	bool by_mail = strchr(address, '@') != NULL;
	const char *other = by_mail ? person->phone : person->email;
	if (got != DB_OK || !none_proven || other == NULL)
		return got;
	got = name_release(db, other, w->id);
	if (got == DB_OK)
		got = by_mail ? person_set_phone(db, w->id, NULL, false)
		              : person_set_email(db, w->id, NULL, false);
	return got;
}

static enum db set_work(struct database *db, void *arg)
{
	struct reset_work *w = arg;
	struct person person;
	struct one_time row;
	w->reset = RESET_GONE;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK)
		got = one_time_lock(db, w->env->mem, w->link, &row);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	if (!opens(&row, w->env->now))
		return DB_OK;
	got = one_time_use(db, row.hash, w->env->now);
	if (got == DB_OK)
		got = one_time_end_all(db, w->id, "reset", w->env->now);
	if (got == DB_OK)
		got = password_put(db, w->id, w->hash);
	if (got == DB_OK)
		got = session_end_all(db, w->id, NULL);
	if (got == DB_OK)
		got = prove(db, w, &person, row.address);
	if (got == DB_OK)
		got = message_tell(w->env, &person, "password_changed");
	w->reset = RESET_DONE;
	return got;
}

enum reset reset_set(const struct service_env *env, const char *token, const char *new_password)
{
	uint8_t link[ONE_TIME_HASH];
	char hash[PASSWORD_HASH_MAX];
	struct person person;
	struct one_time row;
	enum reset look = reset_look(env, token, &person);
	if (look != RESET_DONE)
		return look;
	token_hash(token, link);
	if (one_time_get(env->db, env->mem, link, &row) != DB_OK || !password_hash(hash, new_password))
		return RESET_FAILED;
	struct reset_work w = {.env = env, .id = row.id, .hash = hash, .link = link};
	return db_transact(env->db, set_work, &w) == DB_OK ? w.reset : RESET_FAILED;
}
