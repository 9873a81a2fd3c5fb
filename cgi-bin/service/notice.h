/* Notices: messages within the portal (/notices), posted in the transaction of
 * their cause; the member's choices say which of them go out by mail as well. */
#ifndef SERVICE_NOTICE_H
#define SERVICE_NOTICE_H

#include "service/env.h"

/* What a notice's words are filled with: {0} {1} … in order. Stored as they
 * are and put into words when shown, in the reader's language. */
struct notice_arg {
	char kind;          /* 'p' points, 'd' day (int32_t), 'f' fen, 't' text; 0 ends a list */
	int64_t number;     /* of p, d, f */
	const char *text;   /* of t: no line breaks */
	const char *text_en; /* of t where English differs; NULL = the same */
};

/* How a notice goes out besides standing on /notices. */
enum notice_mail {
	NOTICE_BY_CHOICE, /* by mail to the holder, where they chose so (MAIL_NOTICE) */
	NOTICE_HERE_ONLY, /* never: it has a mail of its own, or is not worth one */
	NOTICE_BIRTHDAY   /* as the first, by the choice for birthday gifts */
};

struct notice {
	const char *kind; /* lower case with "_": words are Lang.Notice.KIND.Title and .Text */
	const char *once; /* unique within member and kind: "2026-12-01", "order:abc" */
	const char *link; /* path, "" = none */
	const struct notice_arg *args; /* ended by .kind 0; NULL = none; at most 4 */
	enum notice_mail mail;
};

/* Posts NOTICE to the member, once: a repeat is DB_OK and changes nothing.
 * Inside a transaction, behind the account's lock where there is one. */
enum db notice_post(const struct service_env *env, uint64_t member_id, const struct notice *notice)
	__attribute__((warn_unused_result));

#endif
