#include "service/mail_choice.h"

#include <string.h>

#include "service/consent.h"
#include "service/wechat.h"
#include "store/consent.h"
#include "store/mail_choice.h"
#include "store/outbox.h"

#define OFFERS "marketing" /* the paper without which no advertising is sent */

/* What holds where nothing was said: the newsletter is asked for, not refused. */
static const struct topic {
	const char *word;
	bool wanted;
} topics[MAIL_TOPIC__MAX] = {
	[MAIL_NEEDED] = {"", true},
	[MAIL_SURVEY] = {"survey", true},
	[MAIL_NOTICE] = {"notice", true},
	[MAIL_WISH] = {"wish", true},
	[MAIL_BIRTHDAY] = {"birthday", true},
	[MAIL_CAMPAIGN] = {"campaign", true},
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
	enum db got = DB_NONE;

	if (topic != MAIL_NEEDED)
		got = mail_choice_get(env->db, env->mem, id, topics[topic].word, wants);
	if (got == DB_NONE) {
		*wants = topics[topic].wanted;
		got = DB_OK;
	}
	if (got == DB_OK && *wants && topic == MAIL_CAMPAIGN)
		got = consent_stands(env->db, env->mem, id, OFFERS, wants);
	return got;
}

enum db mail_choice_all(const struct service_env *env, struct person_id id,
                        bool wants[MAIL_TOPIC__MAX])
{
	struct mail_choice_row *rows;
	bool offers = false;
	int n;
	enum db got = mail_choice_list(env->db, env->mem, id, &rows, &n);

	for (int i = 0; i < MAIL_TOPIC__MAX; i++)
		wants[i] = topics[i].wanted;
	for (int i = 0; got == DB_OK && i < n; i++) {
		enum mail_topic topic = mail_topic_of(rows[i].topic);

		if (topic != MAIL_NEEDED)
			wants[topic] = rows[i].wanted;
	}
	if (got == DB_OK)
		got = consent_stands(env->db, env->mem, id, OFFERS, &offers);
	wants[MAIL_CAMPAIGN] = wants[MAIL_CAMPAIGN] && offers;
	return got;
}

enum db mail_choice_set(const struct service_env *env, struct person_id id,
                        enum mail_topic topic, bool wants)
{
	return mail_choice_put(env->db, id, topics[topic].word, wants, env->now);
}

enum db mail_choice_choose(const struct service_env *env, struct person_id id,
                           enum mail_topic topic, bool wants)
{
	enum db got = mail_choice_set(env, id, topic, wants);

	return got == DB_OK && topic == MAIL_CAMPAIGN ? consent_set_marketing(env, id, wants) : got;
}

enum db mail_choice_tell(const struct service_env *env, const struct person *person,
                         enum mail_topic topic, const char *kind, const char *ref)
{
	struct outbox_row row = {.channel = CHANNEL_EMAIL, .kind = kind, .id = person->id,
	                         .address = person->email, .lang = person->lang, .ref = ref,
	                         .bulk = topic != MAIL_NEEDED};
	bool wants = false;
	char *openid;
	enum db got;

	if (!person->email || !person->email_confirmed) { /* then by WeChat, or not at all */
		got = wechat_of(env, person->id, topic, &openid);
		if (got != DB_OK || !openid)
			return got;
		row.address = "";
	}
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
	bool wanted = true;
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
	got = mail_choice_get(env->db, env->mem, row.id, row.topic, &wanted);
	out->ended = got == DB_OK && !wanted;
	return got == DB_NONE ? DB_OK : got;
}

/* The choice alone: who comes by a link may read no consents. */
enum db unsubscribe_do(const struct service_env *env, const char *token)
{
	struct unsubscribe what;
	enum db got = unsubscribe_look(env, token, &what);

	if (got != DB_OK || what.ended)
		return got;
	return mail_choice_put(env->db, what.id, topics[what.topic].word, false, env->now);
}
