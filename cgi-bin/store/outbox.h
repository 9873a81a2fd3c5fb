/* Messages committed with their cause and delivered after: rows hold ids, the
 * mailer makes the texts and derives the links. */
#ifndef STORE_OUTBOX_H
#define STORE_OUTBOX_H

#include "store/person.h"

struct outbox_row {
	uint64_t outbox_id;
	const char *channel; /* email or sms */
	const char *kind;    /* which text: the table of job/mail_text.c */
	struct person_id id;
	const char *address, *lang; /* address "": the person's proven e-mail when it is sent */
	int64_t issue; /* of the one-time token it carries; 0 = none */
	const char *ref; /* what it is about, ids only; NULL or "" = nothing more */
	bool bulk; /* may wait behind what somebody waits for */
	int64_t created_at, tries;
	bool begun; /* an earlier try got to the end of the text, and nothing more is known */
};

/* Why a message ended undelivered. */
#define FATE_DEAD "dead"         /* refused, or tried too often */
#define FATE_UNKNOWN "unknown"   /* handed over, but no answer came: it may have arrived */
#define FATE_UNWANTED "unwanted" /* the person has ended its kind meanwhile */
#define FATE_DROPPED "dropped"   /* nobody to send to, nothing to say, or staff let it go */

/* Posts a message (inside the transaction of its cause). outbox_id, created_at,
 * tries and begun of ROW are not read. */
enum db outbox_add(struct database *db, const struct outbox_row *row, int64_t now)
	__attribute__((warn_unused_result));
/* Takes up to LIMIT messages due at NOW, those that somebody waits for first,
 * passing over what another mailer holds; inside a transaction, which must push
 * each by outbox_push(). An array of *N on MEM. */
enum db outbox_due(struct database *db, void *mem, int64_t now, int64_t limit,
                   struct outbox_row **out, int *n) __attribute__((warn_unused_result));
/* Claims one: counts the try and hides it until NOT_BEFORE. The caller counts it
 * in the row's tries, too: by them the functions below know that nobody else has
 * claimed it since. */
enum db outbox_push(struct database *db, uint64_t outbox_id, int64_t not_before)
	__attribute__((warn_unused_result));
/* Notes that the end of the text is about to be handed over. DB_NONE: it is
 * another's by now, and must not be. */
enum db outbox_begin(struct database *db, const struct outbox_row *row, int64_t now)
	__attribute__((warn_unused_result));
/* Marks one delivered, whatever else was thought of it. */
enum db outbox_sent(struct database *db, uint64_t outbox_id, int64_t now)
	__attribute__((warn_unused_result));
/* It did not arrive, ERROR says why: the next try is at NOT_BEFORE. */
enum db outbox_later(struct database *db, const struct outbox_row *row, const char *error,
                     int64_t not_before) __attribute__((warn_unused_result));
/* Gives back one that was claimed and not tried. */
enum db outbox_release(struct database *db, const struct outbox_row *row, int64_t not_before)
	__attribute__((warn_unused_result));
/* Ends one undelivered: FATE and ERROR say why. */
enum db outbox_end(struct database *db, const struct outbox_row *row, const char *fate,
                   const char *error, int64_t now) __attribute__((warn_unused_result));
/* Removes rows delivered or given up before BEFORE, at most LIMIT of each. */
enum db outbox_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

/* One message as staff see it. Strings on MEM. */
struct outbox_ended {
	uint64_t outbox_id;
	char *channel, *kind, *address, *fate, *error, *member_no; /* member_no NULL: no member */
	uint64_t member_id;
	int64_t created_at, ended_at, tries;
};

/* How much waits. */
struct outbox_waiting {
	int64_t n, tried; /* of them tried before */
	int64_t oldest;   /* when posted; INSTANT_NONE */
};

/* The messages that ended with FATE, newest first, those before the id BEFORE
 * only (0 = all), at most LIMIT: an array of *N on MEM. */
enum db outbox_ended_list(struct database *db, void *mem, const char *fate, uint64_t before,
                          int64_t limit, struct outbox_ended **out, int *n)
	__attribute__((warn_unused_result));
/* One of them, locked; inside a transaction. DB_NONE: no such, or it is not
 * dead or unknown (any more). */
enum db outbox_ended_lock(struct database *db, void *mem, uint64_t outbox_id,
                          struct outbox_ended *out) __attribute__((warn_unused_result));
/* Has it tried again from now on, as if it were new. */
enum db outbox_again(struct database *db, uint64_t outbox_id, int64_t now)
	__attribute__((warn_unused_result));
/* Lets it go for good. */
enum db outbox_drop(struct database *db, uint64_t outbox_id) __attribute__((warn_unused_result));
/* How many ended with FATE. */
enum db outbox_ended_count(struct database *db, void *mem, const char *fate, int64_t *n)
	__attribute__((warn_unused_result));
enum db outbox_waiting(struct database *db, void *mem, struct outbox_waiting *out)
	__attribute__((warn_unused_result));

#endif
