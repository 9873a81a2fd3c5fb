/* The mailer: what waits in the outbox goes out. Rows are claimed in small
 * transactions, delivered outside of any, then marked. Just before the end of a
 * text is handed over, that is noted: a mailer that dies before leaves a row that
 * is due again some minutes later; one that dies after, or a connection that ends
 * without an answer, leaves a row whose fate is reported to staff and never
 * guessed. So each message arrives once, or is reported. */
#ifndef JOB_MAIL_H
#define JOB_MAIL_H

#include <stddef.h>

#include "base/config.h"
#include "service/env.h"
#include "store/outbox.h"
#include "view/view.h"

struct mail_count {
	int sent;
	int failed;   /* tried in vain: later again, or given up */
	int reported; /* of them those that staff have to look at */
};

/* Delivers all that is due at NOW through the configured channels, texts from
 * VIEW (opened with mail_pages). Returns DB_OK or what stopped it. */
enum db mail_send(struct database *db, const struct config *config, struct view *view,
                  struct mail_count *count) __attribute__((warn_unused_result));
/* The templates the mailer needs, for view_open(). */
#define MAIL_PAGES 3
extern const char *const mail_pages[MAIL_PAGES];

/* A finished message: texts on the talloc context it was made on. */
struct mail_text {
	const char *to, *subject, *text, *html; /* html NULL: a text message, by SMS or WeChat */
	const char *lang;
	const char *channel, *kind; /* as in the outbox, but wechat where it goes there */
	const char *link;        /* where it leads */
	const char *unsubscribe; /* the link by which one click ends its kind; NULL = needed */
	uint64_t outbox_id;
	int64_t created_at;
};

/* Makes the texts of ROW (job/mail_text.c). DB_NONE: it has nobody to go to any
 * more, or nothing to say. */
enum db mail_text(const struct service_env *env, struct view *view, const struct outbox_row *row,
                  struct mail_text *out) __attribute__((warn_unused_result));
/* The whole e-mail, headers and both parts, CRLF (job/mail_mime.c). NULL: an
 * address that would break out of its header. */
char *mail_mime(void *mem, const struct mail_text *mail, const char *from, const char *brand,
                int64_t now);
/* One delivery. BEGIN (with ARG) is asked just before the end of the text is
 * handed over; false stops it there. */
struct mail_try {
	bool (*begin)(void *arg);
	void *arg;
	bool begun;      /* BEGIN said yes */
	bool stopped;    /* BEGIN said no */
	char error[200]; /* what went wrong */
};

enum mail_fate {
	MAIL_SENT,
	MAIL_LATER,   /* not delivered; worth another try */
	MAIL_DOWN,    /* nobody answers where it should go: no use in sending more now */
	MAIL_REFUSED, /* not delivered, and never will be */
	MAIL_UNKNOWN  /* handed over, and no answer came */
};

/* A gateway of text messages: its settings, and what the request's form says. */
struct mail_gateway {
	const char *name;           /* for messages: sms, wechat */
	const char *url, *key_file; /* the names of its settings */
};
#define MAIL_FORM 4
struct mail_form {
	const char *name, *value; /* name NULL: the end */
};

/* Delivers one (job/mail_channel.c): by SMTP or HTTP where configured, else as
 * a file in VAR/mail. What went wrong stands in TRY->error. */
enum mail_fate mail_deliver(const struct service_env *env, const struct mail_text *mail,
                            const char *brand, struct mail_try *try)
	__attribute__((warn_unused_result));
/* The only door to curl (job/mail_curl.c). */
enum mail_fate mail_smtp(const struct config *config, const char *from, const char *to,
                         const char *data, size_t len, struct mail_try *try)
	__attribute__((warn_unused_result));
enum mail_fate mail_http(const struct config *config, const struct mail_gateway *gateway,
                         const struct mail_form form[MAIL_FORM], struct mail_try *try)
	__attribute__((warn_unused_result));

#endif
