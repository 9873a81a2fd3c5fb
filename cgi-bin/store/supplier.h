/* SQL of suppliers: a name that items bear, what staff keep about it, how it is late. */
#ifndef STORE_SUPPLIER_H
#define STORE_SUPPLIER_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define SUPPLIER_NAME 80
#define SUPPLIER_WORDS 500

/* Texts on the MEM it was read to, never NULL. */
struct supplier {
	const char *name, *contact, *phone, *email, *terms;
	int32_t review_on;       /* DAY_NONE: never judged */
	int64_t version;         /* of the contact; 0: nothing was written yet */
	int64_t reviews, score;  /* how many; the latest, 0: none */
	int64_t reviewed_at;     /* INSTANT_NONE: never */
	int64_t items;           /* live ones */
	int64_t waiting, late;   /* redemptions that wait for it; of them past their promise */
	bool due;                /* delivers and is to be judged by today */
};

/* All suppliers that items or staff name, as of TODAY: those due first (longest ago
 * first, never judged before all), then by name: an array of *N on MEM. */
enum db supplier_list(struct database *db, void *mem, int32_t today, struct supplier **out, int *n)
	__attribute__((warn_unused_result));
/* The one named NAME. DB_NONE: neither an item nor staff name it. */
enum db supplier_read(struct database *db, void *mem, const char *name, int32_t today,
                      struct supplier *out) __attribute__((warn_unused_result));
/* How many are due: for the morning page. */
enum db supplier_due(struct database *db, int32_t today, int64_t *n)
	__attribute__((warn_unused_result));

/* A redemption that waits past its promise, longest first. */
struct supplier_late {
	char *redemption_no, *name, *name_en;
	int32_t promised_on;
};
enum db supplier_late(struct database *db, void *mem, const char *name, int32_t today,
                      int64_t limit, struct supplier_late **out, int *n)
	__attribute__((warn_unused_result));
/* An item of the supplier, the live ones first. */
struct supplier_item {
	char *item, *name, *name_en, *state;
	int64_t promised_days;
};
enum db supplier_items(struct database *db, void *mem, const char *name,
                       struct supplier_item **out, int *n) __attribute__((warn_unused_result));
/* A judgement, the latest first. */
struct supplier_review {
	int64_t n, score;
	char *words, *staff;
	int64_t staff_id, reviewed_at;
	int32_t next_on;
};
enum db supplier_reviews(struct database *db, void *mem, const char *name,
                         struct supplier_review **out, int *n) __attribute__((warn_unused_result));

/* Writing, in transactions. The version of NAME's row, locked. DB_NONE: none yet. */
enum db supplier_lock(struct database *db, const char *name, int64_t *version)
	__attribute__((warn_unused_result));
/* Adds a row with the contact of S (version 1); DB_DUP: it is there. Or writes it over
 * the one there and counts its version up. */
enum db supplier_add(struct database *db, const struct supplier *s, int64_t now)
	__attribute__((warn_unused_result));
enum db supplier_set(struct database *db, const struct supplier *s, int64_t now)
	__attribute__((warn_unused_result));
/* Adds review number N; DB_DUP: there is one. */
enum db supplier_review_add(struct database *db, const char *name,
                            const struct supplier_review *review)
	__attribute__((warn_unused_result));
/* Review number N of NAME, locked; words on MEM. DB_NONE: there is none. */
enum db supplier_review_lock(struct database *db, void *mem, const char *name, int64_t n,
                             struct supplier_review *out) __attribute__((warn_unused_result));
/* Sets the day of the next one; makes the row where there is none. */
enum db supplier_next(struct database *db, const char *name, int32_t day, int64_t now)
	__attribute__((warn_unused_result));

#endif
