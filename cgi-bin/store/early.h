/* SQL of marked products that higher tiers may book earlier. Kept by staff. */
#ifndef STORE_EARLY_H
#define STORE_EARLY_H

#include <stdint.h>

#include "rule/early.h"
#include "store/db.h"

#define EARLY_NAME 80

/* A marked product. Texts on the memory it was read to, never NULL; so its days by
 * tier, the fewest first. Who writes one leaves them out. */
struct early_product {
	const char *product, *name, *name_en, *state;
	int64_t public_from;
	struct early_row *rows;
	int n_rows;
};

/* The live product of code PRODUCT. DB_NONE: it is not marked. */
enum db early_read(struct database *db, void *mem, const char *product,
                   struct early_product *out) __attribute__((warn_unused_result));
/* Live products that are not public yet at NOW, the next first: an array of *N on
 * MEM, in one statement with their days. */
enum db early_coming(struct database *db, void *mem, int64_t now, int64_t limit,
                     struct early_product **out, int *n) __attribute__((warn_unused_result));
/* All of them, the latest start first: an array of *N. */
enum db early_list(struct database *db, void *mem, int64_t limit, struct early_product **out,
                   int *n) __attribute__((warn_unused_result));
/* Sets the product with its name, start and state; adds it where it is new. In a
 * transaction. */
enum db early_put(struct database *db, const struct early_product *p, uint64_t staff_id,
                  int64_t now) __attribute__((warn_unused_result));
/* Removes all rows of PRODUCT, and adds one. In a transaction. */
enum db early_rows_clear(struct database *db, const char *product)
	__attribute__((warn_unused_result));
enum db early_row_add(struct database *db, const char *product, const struct early_row *row)
	__attribute__((warn_unused_result));

#endif
