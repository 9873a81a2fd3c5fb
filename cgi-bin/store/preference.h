/* What a member said to like. It decides which items are suggested, never what
 * anything costs. */
#ifndef STORE_PREFERENCE_H
#define STORE_PREFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define PREFERENCE_CATEGORIES 8 /* as many as items have */

/* Texts are "" where nothing was said. */
struct preference {
	bool suggest;             /* suggestions are shown */
	const char *destinations; /* comma-separated, as typed */
	const char *interests;    /* item categories, comma-separated */
	const char *transport;    /* plane, train, car or "" */
	const char *lodging;      /* hotel, inn, apartment or "" */
};

/* The member's preferences; those of somebody who said nothing when there are
 * none. Texts on MEM. */
enum db preference_get(struct database *db, void *mem, uint64_t member_id,
                       struct preference *out) __attribute__((warn_unused_result));
/* Stores them in place of the earlier ones. */
enum db preference_save(struct database *db, uint64_t member_id, const struct preference *p)
	__attribute__((warn_unused_result));

/* Categories redeemed before, most often first: an array of *N (at most
 * PREFERENCE_CATEGORIES) words on MEM. */
enum db preference_habits(struct database *db, void *mem, uint64_t member_id,
                          const char ***out, int *n) __attribute__((warn_unused_result));

/* Whether the comma-separated LIST has WORD as a whole. */
bool preference_has(const char *list, const char *word);

#endif
