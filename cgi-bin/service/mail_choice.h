/* What a person wants by mail: a choice for each topic, made on
 * /profile/messages or by the link at the end of a mail. What an account needs
 * (proofs, warnings, receipts) is not asked about: MAIL_NEEDED. */
#ifndef SERVICE_MAIL_CHOICE_H
#define SERVICE_MAIL_CHOICE_H

#include "service/env.h"
#include "service/token.h"

/* Words of a topic: Lang.MailTopic.WORD.{Name,Note}. A new topic gets its line
 * in the table of mail_choice.c, too. */
enum mail_topic {
	MAIL_NEEDED,   /* transactional: always sent, nothing to choose */
	MAIL_SURVEY,   /* invitations to surveys */
	MAIL_NOTICE,   /* notices of the portal by mail as well */
	MAIL_WISH,     /* a wished-for item is back */
	MAIL_BIRTHDAY, /* birthday gifts */
	MAIL_CAMPAIGN, /* campaigns and events: only with the consent to offers, too */
	MAIL_NEWS,     /* the newsletter; off until asked for */
	MAIL_TOPIC__MAX
};

/* A reader of the newsletter who is no member has the id {0, reader}. */

/* The topic's word, as stored: "survey". "" for MAIL_NEEDED. */
const char *mail_topic_word(enum mail_topic topic);
/* The topic of WORD; MAIL_NEEDED when there is none. */
enum mail_topic mail_topic_of(const char *word);

/* Whether the person wants TOPIC by mail (always, for MAIL_NEEDED). For inside
 * of a transaction as well as outside. */
enum db mail_choice_wants(const struct service_env *env, struct person_id id,
                          enum mail_topic topic, bool *wants) __attribute__((warn_unused_result));
/* All choices of the person. */
enum db mail_choice_all(const struct service_env *env, struct person_id id,
                        bool wants[MAIL_TOPIC__MAX]) __attribute__((warn_unused_result));
/* Stores one choice; may stand in a transaction. */
enum db mail_choice_set(const struct service_env *env, struct person_id id,
                        enum mail_topic topic, bool wants) __attribute__((warn_unused_result));

/* The same as the person's own word: the choice of MAIL_CAMPAIGN gives or takes
 * back the consent to offers, too. Outside of transactions. */
enum db mail_choice_choose(const struct service_env *env, struct person_id id,
                           enum mail_topic topic, bool wants) __attribute__((warn_unused_result));

/* Posts KIND about REF (as message_about) to the person's confirmed e-mail or WeChat,
 * if there is one and TOPIC is wanted; never by SMS. For messages that somebody can
 * do without; inside the transaction of their cause. */
enum db mail_choice_tell(const struct service_env *env, const struct person *person,
                         enum mail_topic topic, const char *kind, const char *ref)
	__attribute__((warn_unused_result));

/* What a link at the end of a mail ends. */
struct unsubscribe {
	struct person_id id;
	enum mail_topic topic;
	bool ended; /* already */
};

/* The token of the link that ends TOPIC for the person; the same every time. Its
 * hash is stored on first use (the mailer's account may). DB_FAIL: no key. */
enum db unsubscribe_token(const struct service_env *env, struct person_id id,
                          enum mail_topic topic, char token[TOKEN_TEXT])
	__attribute__((warn_unused_result));
/* Where TOKEN leads; changes nothing. DB_NONE: nowhere. */
enum db unsubscribe_look(const struct service_env *env, const char *token,
                         struct unsubscribe *out) __attribute__((warn_unused_result));
/* Ends it; again is the same. DB_NONE: the token leads nowhere. */
enum db unsubscribe_do(const struct service_env *env, const char *token)
	__attribute__((warn_unused_result));

#endif
