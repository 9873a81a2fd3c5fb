#include "service/sign_up.h"

#include "base/secret.h"
#include "service/limit.h"
#include "service/member_new.h"
#include "service/message.h"
#include "service/verify.h"

struct sign_up_work {
	const struct service_env *env;
	const struct sign_up *form;
	const char *hash;
	bool mail_email, mail_phone; /* another message may go there */
};

/* Whose ADDRESS is by proof. OWNER's member_id 0: nobody's yet. */
static enum db proven_owner(const struct service_env *env, const char *address,
                            struct person_id *owner)
{
	struct sign_in_name name;
	*owner = (struct person_id){0, 0};
	if (address == NULL)
		return DB_OK;
	enum db got = name_lock(env->db, env->mem, address, &name);
	if (got == DB_OK && name.confirmed)
		*owner = name.id;
	return got == DB_NONE ? DB_OK : got;
}

/* The word to one address: a verification, or that it is a member's already. */
static enum db post_word(const struct sign_up_work *w, const char *address, bool may,
                         struct person_id owner, struct person_id made)
{
	if (address == NULL || !may)
		return DB_OK;
	if (owner.member_id != 0)
		return message_post(w->env, message_channel(address), "exists", owner, address,
		                    w->form->lang, 0);
	return verify_post(w->env, made, address, w->form->lang);
}

static struct member_new member_of(const struct sign_up_work *w)
{
	const struct sign_up *f = w->form;
	return (struct member_new){.name = f->name,
	                           .email = f->email,
	                           .phone = f->phone,
	                           .birthday = f->birthday,
	                           .guardian = f->guardian,
	                           .lang = f->lang,
	                           .password_hash = w->hash,
	                           .invited_by = f->invited_by,
	                           .config = w->env->config,
	                           .client = w->env->client,
	                           .tier = f->tier,
	                           .joined_on = day_of(w->env->now),
	                           .now = w->env->now,
	                           .terms = true,
	                           .privacy = true,
	                           .marketing = f->marketing};
}

static enum db sign_up_work(struct database *db, void *arg)
{
	const struct sign_up_work *w = arg;
	const struct sign_up *f = w->form;
	struct person_id by_email, by_phone, made = {0, PERSON_HOLDER};
	enum db got = member_turn(db, w->env->mem);
	if (got == DB_OK)
		got = proven_owner(w->env, f->email, &by_email);
	if (got == DB_OK)
		got = proven_owner(w->env, f->phone, &by_phone);
	if (got != DB_OK)
		return got;
	bool free_email = f->email != NULL && by_email.member_id == 0;
	bool free_phone = f->phone != NULL && by_phone.member_id == 0;
	if (free_email || free_phone) {
		struct member_new member = member_of(w);
		got = member_create_in(db, &member);
		made.member_id = member.member_id;
	}
	if (got == DB_OK)
		got = post_word(w, f->email, w->mail_email, by_email, made);
	if (got == DB_OK)
		got = post_word(w, f->phone, w->mail_phone, by_phone, made);
	return got;
}

enum sign_up_result sign_up(const struct service_env *env, const struct sign_up *form,
                            int64_t *wait_s)
{
	struct limit limit;
	char hash[PASSWORD_HASH_MAX];
	limit_make(&limit, 'u', env->client, NULL, 200, 10);
	if (limit_wait(env, &limit, wait_s) != DB_OK)
		return SIGN_UP_FAILED;
	if (*wait_s > 0)
		return SIGN_UP_WAIT;
	if (limit_count(env, &limit) != DB_OK || !password_hash(hash, form->password))
		return SIGN_UP_FAILED;
	struct sign_up_work w = {
		.env = env,
		.form = form,
		.hash = hash,
		.mail_email = form->email != NULL && message_allowed(env, form->email),
		.mail_phone = form->phone != NULL && message_allowed(env, form->phone)};
	return db_transact(env->db, sign_up_work, &w) == DB_OK ? SIGN_UP_DONE : SIGN_UP_FAILED;
}
