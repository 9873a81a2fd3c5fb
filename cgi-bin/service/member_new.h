/* Makes a member: the account and its number, the holder, the names to sign in
 * by, the consents. Used by sign-up, `import members` and the demo data. */
#ifndef SERVICE_MEMBER_NEW_H
#define SERVICE_MEMBER_NEW_H

#include "base/config.h"
#include "store/person.h"

/* All strings borrowed and already clean (base/text.h); NULL where unknown. */
struct member_new {
	const char *member_no;     /* NULL = the next of the counter */
	const char *kind;          /* NULL = personal */
	const char *name;
	const char *email, *phone; /* NULL = none */
	bool confirmed;            /* addresses count as confirmed (imports, demo) */
	int32_t birthday;          /* DAY_NONE = unknown */
	const char *guardian;      /* who consented for a member under 14, or NULL */
	const char *lang;          /* NULL = zh-CN */
	const char *password_hash; /* NULL = set through /forgot */
	const char *invited_by;    /* member number of who invited, or NULL */
	const struct config *config; /* with CLIENT: what the referral keeps of where the */
	const char *client;        /* sign-up came from; both NULL where nothing is known */
	const char *tier;          /* code of the lowest tier: plan->tiers[0].code */
	int32_t joined_on;         /* day of joining */
	int64_t now;
	bool terms, privacy, marketing; /* consents given, in today's versions */

	/* set by member_create */
	uint64_t member_id;
	char number[17];
	bool email_taken, phone_taken; /* the name was somebody's already: kept
	                                * on the person, not claimed */
};

/* Makes the member in one transaction of its own, retried whole. DB_DUP: the
 * given member_no is taken, nothing was done. An e-mail or phone that is
 * somebody's already does not fail (see email_taken). */
enum db member_create(struct database *db, struct member_new *member)
	__attribute__((warn_unused_result));
/* The same inside a transaction that the caller runs (the importer's batches,
 * sign-up with its messages). */
enum db member_create_in(struct database *db, struct member_new *member)
	__attribute__((warn_unused_result));

#endif
