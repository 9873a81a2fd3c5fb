/* SQL of the proof that stock, codes, coupons and redemptions agree: plain
 * reads inside one snapshot. Each query returns only what disagrees. */
#ifndef STORE_AUDIT_ITEM_H
#define STORE_AUDIT_ITEM_H

#include <stdint.h>

#include "store/db.h"

/* Something that is not what it must be. */
struct audit_odd {
	uint64_t member_id; /* 0 = of an item */
	const char *what;   /* fixed word */
	char *subject;      /* item or reference */
	int64_t is, must;
};

/* The member's redemptions against the ledger and their coupons: what was
 * spent, what came back, coupons that are still good though it ended; and
 * spends named like redemptions that are none. An array of *N on MEM. */
enum db audit_redemptions(struct database *db, void *mem, uint64_t member_id,
                          struct audit_odd **out, int *n) __attribute__((warn_unused_result));
/* All items: taken, points and places against the redemptions, stock against
 * the free codes; references and codes that lead nowhere. An array of *N on MEM. */
enum db audit_stock(struct database *db, void *mem, struct audit_odd **out, int *n)
	__attribute__((warn_unused_result));
/* Adds what SQL finds (member, subject, is, must) to the N of *OUT, as WHAT. */
enum db audit_look(struct database *db, void *mem, const struct db_sql *sql, const char *what,
                   struct audit_odd **out, int *n) __attribute__((warn_unused_result));
/* How many items and redemptions there are. */
enum db audit_stock_size(struct database *db, int64_t *items, int64_t *redemptions)
	__attribute__((warn_unused_result));

#endif
