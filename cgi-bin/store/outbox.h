/* Messages committed with their cause and delivered after: rows hold ids, the
 * mailer makes the texts and derives the links. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/person.h"

struct outbox_row {
	uint64_t outbox_id;
	const char *channel; /* email or sms */
	const char *kind;    /* which text: templates/mail/KIND.cs */
	struct person_id id;
	const char *address, *lang;
	int64_t issue; /* of the one-time token it carries; 0 = none */
	const char *ref; /* what it is about, ids only; NULL or "" = nothing more */
	int64_t created_at, tries;
};

/* Posts a message (inside the transaction of its cause). outbox_id, created_at
 * and tries of ROW are not read. */
enum db outbox_add(struct database *db, const struct outbox_row *row, int64_t now)
	__attribute__((warn_unused_result));
/* Takes up to LIMIT messages due at NOW, passing over those another mailer
 * holds; inside a transaction, which must push each by outbox_push(). An array
 * of *N on MEM. */
enum db outbox_due(struct database *db, void *mem, int64_t now, int64_t limit,
                   struct outbox_row **out, int *n) __attribute__((warn_unused_result));
/* Claims one: counts the try and hides it until NOT_BEFORE. */
enum db outbox_push(struct database *db, uint64_t outbox_id, int64_t not_before)
	__attribute__((warn_unused_result));
/* Marks one delivered. */
enum db outbox_sent(struct database *db, uint64_t outbox_id, int64_t now)
	__attribute__((warn_unused_result));
/* Keeps what the last try said; the next one at NOT_BEFORE, or never when
 * FAILED_AT is an instant. */
enum db outbox_failed(struct database *db, uint64_t outbox_id, const char *error,
                      int64_t not_before, int64_t failed_at) __attribute__((warn_unused_result));
/* Removes rows delivered or given up before BEFORE, at most LIMIT. */
enum db outbox_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

#endif
