/* What a kind of message is made of: a line in the table of job/mail_text.c, its
 * words in templates/lang/ (Lang.Mail.WORDS.{Subject,Text,Button,After,Sms}) and,
 * where ref leads to more, a function that fetches it.
 *
 * A new kind: its line in the table, its words in a language file of its own
 * family (mail_FAMILY.hdf), its function in a file of its own (mail_FAMILY.c),
 * declared below. */
#ifndef JOB_MAIL_KIND_H
#define JOB_MAIL_KIND_H

#include "job/mail.h"
#include "service/mail_choice.h"

#define MAIL_ARGS 4

/* What a message says beside its kind's words. All optional (NULL); texts on
 * env->mem, in the language of ROOT. */
struct mail_more {
	const char *who;             /* fills {0} of Subject and Text; {1} is the brand */
	const char *args[MAIL_ARGS]; /* fill {2} to {5} ({3} to {6} of Sms); ended by NULL */
	const char *subject, *text;  /* in place of the words'; TEXT may have several lines */
	const char *button, *after;  /* in place of the words' */
	const char *link;            /* in place of the kind's path: a path of ours, or whole */
};

/* Fetches what ROW (its ref, its person) leads to. DB_OK; DB_NONE: there is
 * nothing to say any more, and the message is dropped; else the failure. MORE
 * comes zeroed. Words: view_words(ROOT, key), text_sentence(), text_points() …
 * Called outside of any transaction, by the account jf_job. */
typedef enum db (*mail_fill)(const struct service_env *env, struct view_node *root,
                             const struct outbox_row *row, struct mail_more *more);

struct mail_kind {
	const char *kind;      /* as in the outbox */
	const char *words;     /* Lang.Mail.WORDS */
	const char *path;      /* where its button leads */
	bool token;            /* behind the path stands the row's one-time token */
	enum mail_topic topic; /* whose choice it obeys; not MAIL_NEEDED: it can be ended by a link */
	mail_fill fill;        /* NULL: the words are all */
};

/* The table's line I from 0; NULL behind the last. */
const struct mail_kind *mail_kind_at(int i);
/* The line of the table; NULL when there is none. */
const struct mail_kind *mail_kind_of(const char *kind);
/* What stands behind PREFIX in the row's ref ("notice:" of "notice:17"); NULL
 * when the ref is another. */
const char *mail_ref(const struct outbox_row *row, const char *prefix);
/* The same as a number; 0 when it is none. */
uint64_t mail_ref_number(const struct outbox_row *row, const char *prefix);
/* A text somebody else wrote, fit for a message: short, and nothing that a mail
 * reader would make a link of. On MEM. */
char *mail_harmless(void *mem, const char *text);

/* The functions of the kinds. */
enum db mail_fill_invite(const struct service_env *env, struct view_node *root,
                         const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_notice(const struct service_env *env, struct view_node *root,
                         const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_survey(const struct service_env *env, struct view_node *root,
                         const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_draw(const struct service_env *env, struct view_node *root,
                       const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_event(const struct service_env *env, struct view_node *root,
                        const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_redeemed(const struct service_env *env, struct view_node *root,
                           const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_moved(const struct service_env *env, struct view_node *root,
                        const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_case(const struct service_env *env, struct view_node *root,
                       const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_news(const struct service_env *env, struct view_node *root,
                       const struct outbox_row *row, struct mail_more *more);
enum db mail_fill_announcement(const struct service_env *env, struct view_node *root,
                               const struct outbox_row *row, struct mail_more *more);

#endif
