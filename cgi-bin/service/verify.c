#include "service/verify.h"

#include <stdio.h>
#include <string.h>

#include "service/address.h"
#include "service/guess.h"
#include "service/limit.h"
#include "service/message.h"
#include "service/referral.h"
#include "service/token.h"

enum db verify_post(const struct service_env *env, struct person_id id, const char *address,
                    const char *lang)
{
	const char *channel = message_channel(address);
	bool by_mail = strcmp(channel, CHANNEL_EMAIL) == 0;
	int64_t issue = 0;
	enum db got = token_issue(env, "verify", channel, id, address,
	                          by_mail ? VERIFY_LINK_S : VERIFY_CODE_S, &issue);
	if (got == DB_OK)
		got = message_post(env, channel, "verify", id, address, lang, issue);
	return got;
}

struct verify_work {
	const struct service_env *env;
	struct person_id id;
	const char *address; /* to send to */
	const uint8_t *hash; /* of the link to use; NULL: the code typed */
	const char *typed;
	enum verify result;
};

static enum db send_work(struct database *db, void *arg)
{
	struct verify_work *w = arg;
	struct person person;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got != DB_OK)
		return got;
	/* An address proven by somebody else gets a word, not a link. */
	struct sign_in_name owner;
	got = name_lock(db, w->env->mem, w->address, &owner);
	if (got == DB_OK && owner.confirmed &&
	    (owner.id.member_id != w->id.member_id || owner.id.person_id != w->id.person_id))
		return message_post(w->env, message_channel(w->address), "exists", owner.id, w->address,
		                    person.lang, 0);
	if (got != DB_OK && got != DB_NONE)
		return got;
	return verify_post(w->env, w->id, w->address, person.lang);
}

enum db verify_send(const struct service_env *env, struct person_id id, const char *address)
{
	if (!message_allowed(env, address))
		return DB_OK;
	struct verify_work w = {.env = env, .id = id, .address = address};
	return db_transact(env->db, send_work, &w);
}

/* Whether ADDRESS stands on the person as proven. */
static bool stands(const struct person *person, const char *address)
{
	return (person->email != NULL && person->email_confirmed &&
	        strcmp(person->email, address) == 0) ||
	       (person->phone != NULL && person->phone_confirmed &&
	        strcmp(person->phone, address) == 0);
}

enum verify verify_look(const struct service_env *env, const char *token, const char **address)
{
	uint8_t hash[ONE_TIME_HASH];
	struct one_time row;
	struct person person;
	token_hash(token, hash);
	enum db got = one_time_get(env->db, env->mem, hash, &row);
	if (got == DB_OK)
		got = person_get(env->db, env->mem, row.id, &person);
	if (got == DB_NONE)
		return VERIFY_GONE;
	if (got != DB_OK)
		return VERIFY_FAILED;
	if (strcmp(row.kind, "verify") != 0 || strcmp(row.channel, CHANNEL_EMAIL) != 0)
		return VERIFY_GONE;
	*address = row.address;
	if (row.used_at != INSTANT_NONE)
		return stands(&person, row.address) ? VERIFY_DONE : VERIFY_GONE;
	return row.ends_at > env->now ? VERIFY_DONE : VERIFY_GONE;
}

/* Makes the proven address the person's; the row is locked and good. */
static enum db prove(struct verify_work *w, struct database *db, const struct person *person,
                     const struct one_time *row)
{
	bool taken;
	enum db got = address_claim(db, w->env->mem, w->id, row->address, true, &taken);
	if (got == DB_OK && taken) {
		w->result = VERIFY_TAKEN;
		return one_time_use(db, row->hash, w->env->now);
	}
	if (got == DB_OK)
		got = address_set(db, person, row->address, true);
	if (got == DB_OK)
		got = one_time_use(db, row->hash, w->env->now);
	if (got == DB_OK)
		got = referral_joined(db, w->id.member_id, w->env->now);
	w->result = VERIFY_DONE;
	return got;
}

static enum db by_link(struct verify_work *w, struct database *db, const struct person *person,
                       const struct one_time *row)
{
	if (row->used_at != INSTANT_NONE && stands(person, row->address))
		w->result = VERIFY_DONE;
	if (row->used_at != INSTANT_NONE || row->ends_at <= w->env->now)
		return DB_OK;
	return prove(w, db, person, row);
}

static enum db by_code(struct verify_work *w, struct database *db, const struct person *person,
                       const struct one_time *row)
{
	if (row->tries >= CODE_TRIES)
		return DB_OK;
	if (token_code_right(w->env, row, w->typed))
		return prove(w, db, person, row);
	w->result = VERIFY_WRONG;
	return one_time_tried(db, row->hash);
}

static enum db proof_work(struct database *db, void *arg)
{
	struct verify_work *w = arg;
	void *mem = w->env->mem;
	struct person person;
	struct one_time row;
	w->result = VERIFY_GONE;
	enum db got = person_lock(db, mem, w->id, &person);
	if (got == DB_OK && w->hash)
		got = one_time_lock(db, mem, w->hash, &row);
	else if (got == DB_OK)
		got = one_time_latest(db, mem, w->id, "verify", CHANNEL_SMS, w->env->now, &row);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	return w->hash ? by_link(w, db, &person, &row) : by_code(w, db, &person, &row);
}

enum verify verify_link(const struct service_env *env, const char *token)
{
	uint8_t hash[ONE_TIME_HASH];
	struct one_time row;
	token_hash(token, hash);
	enum db got = one_time_get(env->db, env->mem, hash, &row);
	if (got != DB_OK)
		return got == DB_NONE ? VERIFY_GONE : VERIFY_FAILED;
	if (strcmp(row.kind, "verify") != 0 || strcmp(row.channel, CHANNEL_EMAIL) != 0)
		return VERIFY_GONE;
	struct verify_work w = {.env = env, .id = row.id, .hash = hash};
	return db_transact(env->db, proof_work, &w) == DB_OK ? w.result : VERIFY_FAILED;
}

enum verify verify_code(const struct service_env *env, struct person_id id, const char *typed,
                        int64_t *wait_s)
{
	struct limit limit;
	char who[48];
	snprintf(who, sizeof who, "%llu.%llu", (unsigned long long)id.member_id,
	         (unsigned long long)id.person_id);
	limit_make(&limit, 'c', env->client, who, 10, 30);
	if (limit_wait(env, &limit, wait_s) != DB_OK)
		return VERIFY_FAILED;
	if (*wait_s > 0)
		return VERIFY_WAIT;
	struct verify_work w = {.env = env, .id = id, .typed = typed};
	if (db_transact(env->db, proof_work, &w) != DB_OK)
		return VERIFY_FAILED;
	if (w.result == VERIFY_WRONG && (limit_count(env, &limit) != DB_OK ||
	                                 guess_note(env, GUESS_CODE, id.member_id, "") != DB_OK))
		return VERIFY_FAILED;
	return w.result;
}
