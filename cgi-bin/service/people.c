#include "service/people.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "service/address.h"
#include "service/consent.h"
#include "service/message.h"
#include "service/token.h"
#include "store/session.h"

struct people_work {
	const struct service_env *env;
	struct person_id id;
	const char *name, *address, *lang, *hash;
	const uint8_t *link;
	bool may_spend;
	enum db (*change)(struct database *db, struct people_work *w); /* to a locked person */
	enum people result;
};

static enum people outcome(enum db got, const struct people_work *w)
{
	return got == DB_OK ? w->result : PEOPLE_FAILED;
}

static bool same_text(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

/* The open invitation to ADDRESS among the account's people, or NULL. */
static const struct person *open_invitation(const struct person *people, int n,
                                            const char *address)
{
	for (int i = 0; i < n; i++)
		if (strcmp(people[i].state, "invited") == 0 &&
		    (same_text(people[i].email, address) || same_text(people[i].phone, address)))
			return &people[i];
	return NULL;
}

static enum db add_invited(struct database *db, struct people_work *w)
{
	void *mem = w->env->mem;
	bool by_mail = strchr(w->address, '@') != NULL;
	char role[] = "user", state[] = "invited";
	struct person person = {.id = {w->id.member_id, 0},
	                        .role = role,
	                        .state = state,
	                        .name = talloc_strdup(mem, w->name),
	                        .email = by_mail ? talloc_strdup(mem, w->address) : NULL,
	                        .phone = by_mail ? NULL : talloc_strdup(mem, w->address),
	                        .lang = talloc_strdup(mem, w->lang),
	                        .may_spend = w->may_spend,
	                        .birthday = DAY_NONE};
	enum db got = person_next_id(db, mem, w->id.member_id, &person.id.person_id);
	if (got == DB_OK)
		got = person_add(db, &person, w->env->now);
	w->id = person.id;
	return got;
}

static enum db invite_work(struct database *db, void *arg)
{
	struct people_work *w = arg;
	struct person holder;
	int64_t issue = 0;
	w->id.person_id = PERSON_HOLDER;
	enum db got = person_lock(db, w->env->mem, w->id, &holder);
	if (got != DB_OK)
		return got;
	struct person *people;
	int n;
	got = person_list_lock(db, w->env->mem, w->id.member_id, &people, &n);
	if (got != DB_OK)
		return got;
	const struct person *open = open_invitation(people, n, w->address);
	w->result = open == NULL && n >= PEOPLE_MAX ? PEOPLE_FULL : PEOPLE_DONE;
	if (w->result != PEOPLE_DONE)
		return DB_OK;
	if (open != NULL)
		w->id = open->id;
	else
		got = add_invited(db, w);
	if (got == DB_OK)
		got = one_time_end_all(db, w->id, "invite", w->env->now);
	if (got == DB_OK)
		got = token_issue(w->env, "invite", message_channel(w->address), w->id, w->address,
		                  PEOPLE_INVITE_S, &issue);
	if (got == DB_OK)
		got = message_post(w->env, message_channel(w->address), "invite", w->id, w->address,
		                   w->lang, issue);
	return got;
}

enum people people_invite(const struct service_env *env, uint64_t member_id, const char *name,
                          const char *address, bool may_spend, const char *lang)
{
	char *number, *kind;
	if (member_get(env->db, env->mem, member_id, &number, &kind) != DB_OK)
		return PEOPLE_FAILED;
	if (strcmp(kind, "personal") == 0)
		return PEOPLE_PERSONAL;
	if (!message_allowed(env, address))
		return PEOPLE_DONE; /* enough were sent there */
	struct people_work w = {.env = env,
	                        .id = {member_id, PERSON_HOLDER},
	                        .name = name,
	                        .address = address,
	                        .lang = lang,
	                        .may_spend = may_spend};
	return outcome(db_transact(env->db, invite_work, &w), &w);
}

static bool opens(const struct one_time *row, int64_t now)
{
	return strcmp(row->kind, "invite") == 0 && row->used_at == INSTANT_NONE && row->ends_at > now;
}

enum people people_look(const struct service_env *env, const char *token, struct person *invited,
                        struct person *holder)
{
	uint8_t hash[ONE_TIME_HASH];
	struct one_time row;
	token_hash(token, hash);
	enum db got = one_time_get(env->db, env->mem, hash, &row);
	if (got == DB_OK && !opens(&row, env->now))
		return PEOPLE_GONE;
	if (got == DB_OK)
		got = person_get(env->db, env->mem, row.id, invited);
	if (got == DB_OK && strcmp(invited->state, "invited") != 0)
		return PEOPLE_GONE;
	if (got == DB_OK)
		got = person_get(env->db, env->mem, (struct person_id){row.id.member_id, PERSON_HOLDER},
		                 holder);
	if (got == DB_NONE)
		return PEOPLE_GONE;
	return got == DB_OK ? PEOPLE_DONE : PEOPLE_FAILED;
}

/* Makes the invited person an active one; row and person are locked and good. */
static enum db join(struct database *db, struct people_work *w, const struct person *person,
                    const struct one_time *row)
{
	bool taken;
	enum db got = address_claim(db, w->env->mem, w->id, row->address, true, &taken);
	if (got == DB_OK && taken) {
		w->result = PEOPLE_TAKEN;
		return DB_OK;
	}
	if (got == DB_OK)
		got = address_set(db, person, row->address, true);
	if (got == DB_OK)
		got = person_set_name(db, w->id, w->name);
	if (got == DB_OK)
		got = person_set_password(db, w->id, w->hash);
	if (got == DB_OK)
		got = person_set_state(db, w->id, "active");
	if (got == DB_OK)
		got = consent_give(db, w->id, "terms", w->env->now);
	if (got == DB_OK)
		got = consent_give(db, w->id, "privacy", w->env->now);
	if (got == DB_OK)
		got = one_time_use(db, row->hash, w->env->now);
	w->result = PEOPLE_DONE;
	return got;
}

static enum db accept_work(struct database *db, void *arg)
{
	struct people_work *w = arg;
	struct person person;
	struct one_time row;
	w->result = PEOPLE_GONE;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK)
		got = one_time_lock(db, w->env->mem, w->link, &row);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	if (!opens(&row, w->env->now) || strcmp(person.state, "invited") != 0)
		return DB_OK;
	return join(db, w, &person, &row);
}

enum people people_accept(const struct service_env *env, const char *token, const char *name,
                          const char *password)
{
	struct person invited, holder;
	uint8_t link[ONE_TIME_HASH];
	char hash[PASSWORD_HASH_MAX];
	enum people look = people_look(env, token, &invited, &holder);
	if (look != PEOPLE_DONE)
		return look;
	if (!password_hash(hash, password))
		return PEOPLE_FAILED;
	token_hash(token, link);
	struct people_work w = {
		.env = env, .id = invited.id, .name = name, .hash = hash, .link = link};
	return outcome(db_transact(env->db, accept_work, &w), &w);
}

static enum db change_work(struct database *db, void *arg)
{
	struct people_work *w = arg;
	struct person person;
	w->result = PEOPLE_GONE;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	w->result = PEOPLE_DONE;
	return w->change(db, w);
}

/* Does w->change to one of the account's people, who is locked; the holder is
 * not among them. */
static enum people change(struct people_work *w)
{
	if (w->id.person_id == PERSON_HOLDER)
		return PEOPLE_GONE;
	return outcome(db_transact(w->env->db, change_work, w), w);
}

static enum db take_out(struct database *db, struct people_work *w)
{
	enum db got = session_end_all(db, w->id, NULL);
	if (got == DB_OK)
		got = name_release_all(db, w->id);
	if (got == DB_OK)
		got = one_time_end_all(db, w->id, "invite", w->env->now);
	if (got == DB_OK)
		got = one_time_end_all(db, w->id, "reset", w->env->now);
	if (got == DB_OK)
		got = person_set_state(db, w->id, "removed");
	return got;
}

enum people people_remove(const struct service_env *env, uint64_t member_id, uint64_t person_id)
{
	struct people_work w = {.env = env, .id = {member_id, person_id}, .change = take_out};
	return change(&w);
}

static enum db let_spend(struct database *db, struct people_work *w)
{
	return person_set_may_spend(db, w->id, w->may_spend);
}

enum people people_may_spend(const struct service_env *env, uint64_t member_id,
                             uint64_t person_id, bool may)
{
	struct people_work w = {
		.env = env, .id = {member_id, person_id}, .may_spend = may, .change = let_spend};
	return change(&w);
}

enum people people_family(const struct service_env *env, uint64_t member_id)
{
	char *number, *kind;
	enum db got = member_get(env->db, env->mem, member_id, &number, &kind);
	if (got == DB_OK && strcmp(kind, "personal") == 0)
		got = member_set_kind(env->db, member_id, "family");
	return got == DB_OK ? PEOPLE_DONE : PEOPLE_FAILED;
}
