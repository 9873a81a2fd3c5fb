/* SQL of the newsletter: its readers, the letters, and who gets one. */
#ifndef STORE_NEWSLETTER_H
#define STORE_NEWSLETTER_H

#include "store/person.h"

#define NEWSLETTER_SUBJECT 120 /* characters */
#define NEWSLETTER_TEXT 4000
#define READER_HASH 32

/* Somebody who asked for it by their address. In mail_choice and in the outbox
 * their id is {0, reader_id}. */
struct reader {
	uint64_t reader_id;
	const char *email, *lang;
	const char *state; /* asked, confirmed, or member (a member's address) */
	int64_t issue;     /* of the latest link */
	uint8_t hash[READER_HASH]; /* of its token */
	const char *paper; /* version of the consent shown */
	int64_t asked_at, confirmed_at; /* INSTANT_NONE = never */
};

struct newsletter {
	uint64_t newsletter_id;
	const char *subject, *subject_en, *text, *text_en;
	const char *link;  /* page of the portal; "" = none */
	const char *tier;  /* lowest tier it goes to; "" = every reader */
	const char *state; /* draft, sending or sent */
	int64_t version;
	uint64_t staff_id;
	int64_t created_at, begun_at, ended_at; /* INSTANT_NONE = not yet */
	struct person_id after; /* the last recipient posted */
	int64_t posted;
};

/* What became of a letter's mails, and who has ended the newsletter since. */
struct newsletter_figures {
	int64_t waiting, sent, failed, ended;
};

/* One recipient; EMAIL "" = not to be reached any more. TIER "" = no member. */
struct recipient {
	struct person_id id;
	const char *email, *lang, *tier;
};

/* The reader at EMAIL, on MEM, locked; in a transaction. DB_NONE: none. */
enum db reader_lock(struct database *db, void *mem, const char *email, struct reader *out)
	__attribute__((warn_unused_result));
/* The reader of the link with HASH, on MEM; outside transactions. */
enum db reader_by_token(struct database *db, void *mem, const uint8_t hash[READER_HASH],
                        struct reader *out) __attribute__((warn_unused_result));
/* Adds READER; its reader_id is set. DB_DUP: the address is there. */
enum db reader_add(struct database *db, struct reader *reader) __attribute__((warn_unused_result));
/* Writes READER's language, state, link and times back. */
enum db reader_save(struct database *db, const struct reader *reader)
	__attribute__((warn_unused_result));
/* Removes those who asked before BEFORE and never proved it, at most LIMIT. */
enum db reader_sweep(struct database *db, int64_t before, int64_t limit)
	__attribute__((warn_unused_result));

/* One letter, on MEM; outside transactions. */
enum db newsletter_read(struct database *db, void *mem, uint64_t id, struct newsletter *out)
	__attribute__((warn_unused_result));
/* The same, locked; in a transaction. */
enum db newsletter_lock(struct database *db, void *mem, uint64_t id, struct newsletter *out)
	__attribute__((warn_unused_result));
/* The letters, latest first, at most LIMIT (without their texts): an array of *N
 * on MEM. */
enum db newsletter_list(struct database *db, void *mem, int64_t limit, struct newsletter **out,
                        int *n) __attribute__((warn_unused_result));
/* One that is being sent. DB_NONE: none is. */
enum db newsletter_sending(struct database *db, uint64_t *id) __attribute__((warn_unused_result));
/* Adds a draft; its newsletter_id is set. */
enum db newsletter_add(struct database *db, struct newsletter *letter)
	__attribute__((warn_unused_result));
/* Writes texts, link and tier of a locked draft, and counts its version up. */
enum db newsletter_edit(struct database *db, const struct newsletter *letter)
	__attribute__((warn_unused_result));
/* Writes state, times and how far it has come. */
enum db newsletter_save(struct database *db, const struct newsletter *letter)
	__attribute__((warn_unused_result));
/* The next LIMIT of those who want the newsletter behind AFTER (start: {0, 0}), on
 * MEM; outside transactions. */
enum db newsletter_audience(struct database *db, void *mem, struct person_id after, int64_t limit,
                            struct recipient **out, int *n) __attribute__((warn_unused_result));
/* How many want it in all. */
enum db newsletter_wanted(struct database *db, int64_t *count) __attribute__((warn_unused_result));
/* What became of LETTER's mails. */
enum db newsletter_figures(struct database *db, const struct newsletter *letter,
                           struct newsletter_figures *out) __attribute__((warn_unused_result));

#endif
