/* SQL of how members behave (schema/0034): what everybody bought, for the weekly count, and
 * what it found. */
#ifndef STORE_ROLLUP_BEHAVIOUR_H
#define STORE_ROLLUP_BEHAVIOUR_H

#include <stdint.h>

#include "store/db.h"

/* ---- making (job/rollup_behaviour.c) */

/* What an open account bought of one category; of one that bought nothing a row with
 * orders 0. What a merged account bought stands with the one that carries it on. */
struct behaviour_row {
	uint64_t member_id;
	const char *tier, *category;
	int64_t orders, net_fen;
};
/* Of the accounts behind AFTER that joined by AS_OF, what was paid from SINCE to AS_OF and not
 * refunded whole, by account; *LAST gets the last of them. An array of *N on MEM. DB_NONE:
 * there are no more. */
enum db rollup_behaviour_rows(struct database *db, void *mem, uint64_t after, int32_t since,
                              int32_t as_of, uint64_t *last, struct behaviour_row **rows, int *n)
	__attribute__((warn_unused_result));

/* A figure; OTHER "" where the family has no second word. */
struct behaviour_figure {
	const char *family, *part, *other;
	int64_t members, orders, net_fen;
};
/* What members say they like, by tier held: interest (WORD, an item category) or transport or
 * lodging (WORD NULL: every one said). Arrays of *N on MEM; outside transactions. */
enum db rollup_behaviour_likes(struct database *db, void *mem, const char *family,
                               const char *word, struct behaviour_figure **out, int *n)
	__attribute__((warn_unused_result));
/* Removes what the last count found; in the transaction that writes the next. */
enum db rollup_behaviour_clear(struct database *db) __attribute__((warn_unused_result));
enum db rollup_behaviour_put(struct database *db, const struct behaviour_figure *figure,
                             int32_t as_of) __attribute__((warn_unused_result));

/* ---- reading */

/* Everything, by family, part and other; *AS_OF is DAY_NONE where nothing was counted yet. An
 * array of *N on MEM. */
enum db rollup_behaviour(struct database *db, void *mem, int32_t *as_of,
                         struct behaviour_figure **out, int *n)
	__attribute__((warn_unused_result));

#endif
