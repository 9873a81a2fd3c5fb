#include "service/newsletter.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "service/consent.h"
#include "service/limit.h"
#include "service/mail_choice.h"
#include "service/message.h"
#include "service/task.h"
#include "service/token.h"

#define CONFIRM "news_confirm" /* kind of the message, and of the token */
#define ASKED_FREE 20          /* addresses one visitor may name before waiting */
#define DAY_S 86400

static enum newsletter_outcome outcome_of(const struct service_env *env, enum db got)
{
	switch (got) {
	case DB_OK: return NEWSLETTER_OK;
	case DB_NONE: return NEWSLETTER_UNKNOWN;
	default:
		return got == DB_BUSY || db_is_down(env->db) ? NEWSLETTER_TRY_AGAIN : NEWSLETTER_FAILED;
	}
}

struct ask_work {
	const struct service_env *env;
	const char *email, *lang;
};

static struct person_id id_of(const struct reader *reader)
{
	return (struct person_id){0, reader->reader_id};
}

/* The reader's row, made where it is not there; locked either way. */
static enum db row_of(struct database *db, const struct ask_work *w, struct reader *out)
{
	enum db got = reader_lock(db, w->env->mem, w->email, out);

	if (got != DB_NONE)
		return got;
	*out = (struct reader){.email = w->email, .lang = w->lang, .state = "asked",
	                       .paper = CONSENT_MARKETING_VERSION, .asked_at = w->env->now,
	                       .confirmed_at = INSTANT_NONE};
	secret_random(out->hash, sizeof out->hash); /* its link is made behind its number */
	got = reader_add(db, out);
	return got == DB_DUP ? DB_BUSY : got;
}

static enum db ask_work(struct database *db, void *arg)
{
	struct ask_work *w = arg;
	const struct service_env *env = w->env;
	char token[TOKEN_TEXT];
	struct reader reader;
	enum db got = row_of(db, w, &reader);

	if (got != DB_OK)
		return got;
	reader.issue++;
	reader.lang = w->lang;
	reader.paper = CONSENT_MARKETING_VERSION;
	reader.asked_at = env->now;
	if (!token_text(env->config, CONFIRM, id_of(&reader), reader.issue, token))
		return DB_FAIL;
	token_hash(token, reader.hash);
	got = reader_save(db, &reader);
	if (got != DB_OK)
		return got;
	return message_post(env, CHANNEL_EMAIL, CONFIRM, id_of(&reader), w->email, w->lang,
	                    reader.issue);
}

enum newsletter_outcome newsletter_ask(const struct service_env *env, const char *email,
                                       const char *lang)
{
	struct ask_work w = {.env = env, .email = email, .lang = lang};
	struct limit limit;
	int64_t wait = 0;
	enum db got;

	limit_make(&limit, 'n', env->client, NULL, ASKED_FREE, 60);
	got = limit_wait(env, &limit, &wait);
	if (got == DB_OK && wait > 0)
		return NEWSLETTER_OK; /* said to everybody; nothing is sent */
	if (got == DB_OK)
		got = limit_count(env, &limit);
	if (got == DB_OK && !message_allowed(env, email))
		return db_is_down(env->db) ? NEWSLETTER_TRY_AGAIN : NEWSLETTER_OK;
	return outcome_of(env, got == DB_OK ? db_transact(env->db, ask_work, &w) : got);
}

enum newsletter_outcome newsletter_look(const struct service_env *env, const char *token,
                                        struct reader *out)
{
	uint8_t hash[READER_HASH];
	enum db got;

	if (strlen(token) != TOKEN_TEXT - 1)
		return NEWSLETTER_UNKNOWN;
	token_hash(token, hash);
	got = reader_by_token(env->db, env->mem, hash, out);
	if (got == DB_OK && env->now > out->asked_at + NEWSLETTER_LINK_DAYS * DAY_S)
		return NEWSLETTER_UNKNOWN;
	return outcome_of(env, got);
}

struct confirm_work {
	const struct service_env *env;
	const char *email;
	uint8_t hash[READER_HASH];
	struct person_id member; /* whose confirmed address it is; 0 = nobody's */
};

static enum db confirm_work(struct database *db, void *arg)
{
	struct confirm_work *w = arg;
	struct reader reader;
	enum db got = reader_lock(db, w->env->mem, w->email, &reader);

	if (got != DB_OK)
		return got;
	if (memcmp(reader.hash, w->hash, sizeof w->hash) != 0)
		return DB_NONE; /* asked for anew meanwhile: the newer link counts */
	reader.state = w->member.member_id ? "member" : "confirmed";
	reader.confirmed_at = w->env->now;
	got = reader_save(db, &reader);
	if (got == DB_OK)
		got = mail_choice_set(w->env, w->member.member_id ? w->member : id_of(&reader), MAIL_NEWS,
		                      true);
	if (got == DB_OK && w->member.member_id)
		got = task_signal(db, w->member.member_id, "newsletter", "confirmed", w->env->now);
	return got;
}

/* The member whose proven e-mail this is, for the confirmation. */
static enum db find_member(struct confirm_work *w)
{
	const struct service_env *env = w->env;
	struct person_id id;
	struct person person;
	enum db got = person_find(env->db, env->mem, w->email, &id);

	if (got == DB_OK)
		got = person_get(env->db, env->mem, id, &person);
	if (got == DB_OK && person.email && person.email_confirmed &&
	    strcmp(person.email, w->email) == 0)
		w->member = id;
	return got == DB_NONE ? DB_OK : got;
}

enum newsletter_outcome newsletter_confirm(const struct service_env *env, const char *token)
{
	struct confirm_work w = {.env = env};
	struct reader reader;
	enum newsletter_outcome looked = newsletter_look(env, token, &reader);
	enum db got;

	if (looked != NEWSLETTER_OK)
		return looked;
	w.email = reader.email;
	memcpy(w.hash, reader.hash, sizeof w.hash);
	got = find_member(&w);
	return outcome_of(env, got == DB_OK ? db_transact(env->db, confirm_work, &w) : got);
}
