#include "service/mail_choice.h"

#include <string.h>

#include "store/mail_choice.h"
#include "store/outbox.h"

/* What holds where nothing was said: advertising is asked for, not refused. */
static const struct topic {
	const char *word;
	bool wanted;
} topics[MAIL_TOPIC__MAX] = {
	[MAIL_NEEDED] = {"", true},
	[MAIL_SURVEY] = {"survey", true},
	[MAIL_NOTICE] = {"notice", true},
	[MAIL_WISH] = {"wish", true},
	[MAIL_BIRTHDAY] = {"birthday", true},
	[MAIL_CAMPAIGN] = {"campaign", false},
	[MAIL_NEWS] = {"news", false},
};

const char *mail_topic_word(enum mail_topic topic)
{
	return topics[topic].word;
}

enum mail_topic mail_topic_of(const char *word)
{
	for (int i = MAIL_NEEDED + 1; i < MAIL_TOPIC__MAX; i++)
		if (strcmp(topics[i].word, word) == 0)
			return (enum mail_topic)i;
	return MAIL_NEEDED;
}

enum db mail_choice_wants(const struct service_env *env, struct person_id id,
                          enum mail_topic topic, bool *wants)
{
	enum db got;

	*wants = topics[topic].wanted;
	if (topic == MAIL_NEEDED)
		return DB_OK;
	got = mail_choice_get(env->db, env->mem, id, topics[topic].word, wants);
	if (got == DB_NONE) {
		*wants = topics[topic].wanted;
		return DB_OK;
	}
	return got;
}

enum db mail_choice_all(const struct service_env *env, struct person_id id,
                        bool wants[MAIL_TOPIC__MAX])
{
	struct mail_choice_row *rows;
	int n;
	enum db got = mail_choice_list(env->db, env->mem, id, &rows, &n);

	for (int i = 0; i < MAIL_TOPIC__MAX; i++)
		wants[i] = topics[i].wanted;
	for (int i = 0; got == DB_OK && i < n; i++) {
		enum mail_topic topic = mail_topic_of(rows[i].topic);

		if (topic != MAIL_NEEDED)
			wants[topic] = rows[i].wanted;
	}
	return got;
}

enum db mail_choice_set(const struct service_env *env, struct person_id id,
                        enum mail_topic topic, bool wants)
{
	return mail_choice_put(env->db, id, topics[topic].word, wants, env->now);
}

enum db mail_choice_tell(const struct service_env *env, const struct person *person,
                         enum mail_topic topic, const char *kind, const char *ref)
{
	struct outbox_row row = {.channel = CHANNEL_EMAIL, .kind = kind, .id = person->id,
	                         .address = person->email, .lang = person->lang, .ref = ref,
	                         .bulk = topic != MAIL_NEEDED};
	bool wants = false;
	enum db got;

	if (!person->email || !person->email_confirmed)
		return DB_OK;
	got = mail_choice_wants(env, person->id, topic, &wants);
	return got == DB_OK && wants ? outbox_add(env->db, &row, env->now) : got;
}

enum db unsubscribe_token(const struct service_env *env, struct person_id id,
                          enum mail_topic topic, char token[TOKEN_TEXT])
{
	struct unsubscribe_row row = {.id = id, .topic = topics[topic].word};

	if (!token_text(env->config, "unsubscribe", id, topic, token))
		return DB_FAIL;
	token_hash(token, row.hash);
	return unsubscribe_put(env->db, &row, env->now);
}

enum db unsubscribe_look(const struct service_env *env, const char *token,
                         struct unsubscribe *out)
{
	struct unsubscribe_row row;
	bool wants = false;
	enum db got;

	if (strlen(token) != TOKEN_TEXT - 1)
		return DB_NONE;
	token_hash(token, row.hash);
	got = unsubscribe_get(env->db, env->mem, &row);
	if (got != DB_OK)
		return got;
	*out = (struct unsubscribe){.id = row.id, .topic = mail_topic_of(row.topic)};
	if (out->topic == MAIL_NEEDED)
		return DB_NONE;
	got = mail_choice_wants(env, row.id, out->topic, &wants);
	out->ended = !wants;
	return got;
}

enum db unsubscribe_do(const struct service_env *env, const char *token)
{
	struct unsubscribe what;
	enum db got = unsubscribe_look(env, token, &what);

	return got == DB_OK ? mail_choice_set(env, what.id, what.topic, false) : got;
}
