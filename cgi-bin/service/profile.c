#include "service/profile.h"

#include <string.h>

#include "service/message.h"
#include "service/password.h"
#include "service/verify.h"

struct save_work {
	const struct service_env *env;
	struct person_id id;
	const char *name;
	int32_t birthday;
};

static enum db save_work(struct database *db, void *arg)
{
	const struct save_work *w = arg;
	struct person person;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK)
		got = person_set_name(db, w->id, w->name);
	if (got == DB_OK && w->birthday != DAY_NONE)
		got = person_set_birthday(db, w->id, w->birthday);
	return got;
}

enum db profile_save(const struct service_env *env, struct person_id id, const char *name,
                     int32_t birthday)
{
	struct save_work w = {env, id, name, birthday};
	return db_transact(env->db, save_work, &w);
}

enum db profile_lang(const struct service_env *env, struct person_id id, const char *lang)
{
	return person_set_lang(env->db, id, strcmp(lang, "en") == 0 ? "en" : "zh-CN");
}

struct address_work {
	const struct service_env *env;
	struct person_id id;
	const char *address;
};

/* Both proven addresses are told, so that a thief of one cannot take the other
 * unseen. */
static enum db tell_work(struct database *db, void *arg)
{
	const struct address_work *w = arg;
	struct person person;
	enum db got = person_lock(db, w->env->mem, w->id, &person);
	if (got == DB_OK && person.email != NULL && person.email_confirmed)
		got = message_post(w->env, CHANNEL_EMAIL, "address_changed", w->id, person.email,
		                   person.lang, 0);
	if (got == DB_OK && person.phone != NULL && person.phone_confirmed)
		got = message_post(w->env, CHANNEL_SMS, "address_changed", w->id, person.phone,
		                   person.lang, 0);
	return got;
}

enum profile_address profile_address(const struct service_env *env, struct person_id id,
                                     const char *address, const char *password, int64_t *wait_s)
{
	switch (password_confirm(env, id, password, wait_s)) {
	case CHANGE_DONE:
		break;
	case CHANGE_WRONG:
		return ADDRESS_WRONG;
	case CHANGE_WAIT:
		return ADDRESS_WAIT;
	case CHANGE_FAILED:
		return ADDRESS_FAILED;
	}
	struct address_work w = {env, id, address};
	if (db_transact(env->db, tell_work, &w) != DB_OK || verify_send(env, id, address) != DB_OK)
		return ADDRESS_FAILED;
	return ADDRESS_DONE;
}
