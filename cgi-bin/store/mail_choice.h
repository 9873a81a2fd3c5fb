/* A person's choices of mail, and the links that end one. */
#ifndef STORE_MAIL_CHOICE_H
#define STORE_MAIL_CHOICE_H

#include "store/person.h"

#define MAIL_TOPIC_WORD 12 /* characters at most */

struct mail_choice_row {
	const char *topic;
	bool wanted;
};

struct unsubscribe_row {
	uint8_t hash[32];
	struct person_id id;
	const char *topic;
};

/* What the person said about TOPIC. DB_NONE: nothing yet. Locks what it reads,
 * for sharing, so that it may stand in a transaction. */
enum db mail_choice_get(struct database *db, void *mem, struct person_id id, const char *topic,
                        bool *wanted) __attribute__((warn_unused_result));
/* All the person said: an array of *N on MEM. */
enum db mail_choice_list(struct database *db, void *mem, struct person_id id,
                         struct mail_choice_row **out, int *n) __attribute__((warn_unused_result));
/* Stores one choice in place of the earlier. */
enum db mail_choice_put(struct database *db, struct person_id id, const char *topic, bool wanted,
                        int64_t now) __attribute__((warn_unused_result));

/* Keeps a link; DB_OK also when it is kept already. */
enum db unsubscribe_put(struct database *db, const struct unsubscribe_row *row, int64_t now)
	__attribute__((warn_unused_result));
/* The link of ROW's hash; the rest of ROW is filled, on MEM. DB_NONE: none. */
enum db unsubscribe_get(struct database *db, void *mem, struct unsubscribe_row *row)
	__attribute__((warn_unused_result));

#endif
