/* SQL of the questions and answers of /help. */
#ifndef STORE_FAQ_H
#define STORE_FAQ_H

#include <stdbool.h>

#include "store/db.h"

#define FAQ_ASK 200 /* characters */
#define FAQ_ANSWER 2000

struct faq {
	uint64_t faq_id;
	const char *topic;
	int64_t place; /* within its topic, from 1; gaps are nothing */
	const char *ask, *ask_en, *answer, *answer_en;
	bool shown;
	int64_t version;
	int64_t changed_at;
};

/* One, on MEM; outside transactions. DB_NONE. */
enum db faq_read(struct database *db, void *mem, uint64_t faq_id, struct faq *out)
	__attribute__((warn_unused_result));
/* The same, locked; in a transaction. */
enum db faq_lock(struct database *db, void *mem, uint64_t faq_id, struct faq *out)
	__attribute__((warn_unused_result));
/* All in reading order, or those members see: an array of *N on MEM. */
enum db faq_list(struct database *db, void *mem, bool only_shown, struct faq **out, int *n)
	__attribute__((warn_unused_result));
/* Those of TOPIC in their order, locked; in a transaction. */
enum db faq_topic_lock(struct database *db, void *mem, const char *topic, struct faq **out, int *n)
	__attribute__((warn_unused_result));
/* Adds one, hidden; its faq_id is set. */
enum db faq_add(struct database *db, struct faq *faq) __attribute__((warn_unused_result));
/* Writes topic, place and texts of a locked one, and counts its version up. */
enum db faq_edit(struct database *db, const struct faq *faq) __attribute__((warn_unused_result));
/* Writes the place of a locked one. */
enum db faq_put_place(struct database *db, uint64_t faq_id, int64_t place)
	__attribute__((warn_unused_result));
/* Shows or hides a locked one. */
enum db faq_put_shown(struct database *db, uint64_t faq_id, bool shown)
	__attribute__((warn_unused_result));

#endif
