#include "service/message.h"

#include <string.h>

#include "service/limit.h"
#include "store/outbox.h"

enum db message_post(const struct service_env *env, const char *channel, const char *kind,
                     struct person_id id, const char *address, const char *lang, int64_t issue)
{
	struct outbox_row row = {.channel = channel,
	                         .kind = kind,
	                         .id = id,
	                         .address = address,
	                         .lang = lang,
	                         .issue = issue};
	return outbox_add(env->db, &row, env->now);
}

enum db message_tell(const struct service_env *env, const struct person *person, const char *kind)
{
	return message_about(env, person, kind, "");
}

enum db message_about(const struct service_env *env, const struct person *person, const char *kind,
                      const char *ref)
{
	/* nobody waits for what a job has to tell */
	struct outbox_row row = {.kind = kind, .id = person->id, .lang = person->lang, .ref = ref,
	                         .bulk = env->client == NULL};

	if (person->email != NULL && person->email_confirmed) {
		row.channel = CHANNEL_EMAIL;
		row.address = person->email;
	} else if (person->phone != NULL && person->phone_confirmed) {
		row.channel = CHANNEL_SMS;
		row.address = person->phone;
	} else {
		return DB_OK;
	}
	return outbox_add(env->db, &row, env->now);
}

const char *message_channel(const char *address)
{
	return strchr(address, '@') != NULL ? CHANNEL_EMAIL : CHANNEL_SMS;
}

bool message_allowed(const struct service_env *env, const char *address)
{
	struct limit limit;
	int64_t wait = 0;
	limit_make(&limit, 'm', NULL, address, 5, 60);
	return limit_wait(env, &limit, &wait) == DB_OK && wait == 0 &&
	       limit_count(env, &limit) == DB_OK;
}
