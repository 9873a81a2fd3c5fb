/* SQL of birthdays: who has one, and what was given for it. */
#ifndef STORE_BIRTHDAY_H
#define STORE_BIRTHDAY_H

#include "store/db.h"

#define BIRTHDAY_BATCH 500

struct birthday {
	uint64_t member_id;
	const char *tier; /* held when it was read */
};

/* One gift as it was given. */
struct birthday_gift {
	uint64_t member_id;
	const char *kind;  /* coupon, points or item */
	int32_t birthday;  /* the one it is for */
	const char *what;  /* code, points or reference */
};

/* Account holders above AFTER who were born on month and day KEY (1231): up to
 * BIRTHDAY_BATCH, ascending; *N = 0 at the end. An array on MEM. Its cost does
 * not grow with the number of other members. */
enum db birthday_list(struct database *db, void *mem, int64_t key, uint64_t after,
                      struct birthday **out, int *n) __attribute__((warn_unused_result));
/* The latest birthday the member was given KIND for. DB_NONE: none yet. In a
 * transaction that holds the account. */
enum db birthday_given(struct database *db, uint64_t member_id, const char *kind,
                       int32_t *birthday) __attribute__((warn_unused_result));
/* Keeps that GIFT was given at NOW. DB_DUP: one of its kind and year is there. */
enum db birthday_keep(struct database *db, const struct birthday_gift *gift, int64_t now)
	__attribute__((warn_unused_result));

#endif
