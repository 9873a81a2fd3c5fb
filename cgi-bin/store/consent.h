/* What a person agreed to, in which version, and when it was taken back. */
#ifndef STORE_CONSENT_H
#define STORE_CONSENT_H

#include "store/person.h"

struct consent_row {
	char *paper, *version; /* paper: terms, privacy, marketing or guardian */
	int64_t given_at, withdrawn_at; /* INSTANT_NONE = in force */
};

/* Stores a consent. DB_DUP: the same one was stored this second. */
enum db consent_add(struct database *db, struct person_id id, const char *paper,
                    const char *version, int64_t now) __attribute__((warn_unused_result));
/* Takes back all consents to PAPER in force. */
enum db consent_withdraw(struct database *db, struct person_id id, const char *paper, int64_t now)
	__attribute__((warn_unused_result));
/* Whether a consent to PAPER is in force. Locks what it reads, for sharing, so
 * that it may stand in a transaction. */
enum db consent_stands(struct database *db, void *mem, struct person_id id, const char *paper,
                       bool *stands) __attribute__((warn_unused_result));
/* The person's consents, newest first: an array of *N on MEM. */
enum db consent_list(struct database *db, void *mem, struct person_id id,
                     struct consent_row **out, int *n) __attribute__((warn_unused_result));

#endif
