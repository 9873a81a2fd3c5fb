/* What proofs of the books found: who and which row. It stands until a later proof
 * no longer finds it. */
#ifndef STORE_FLAW_H
#define STORE_FLAW_H

#include "store/db.h"

#define FLAW_ROWS 200

struct flaw {
	uint64_t flaw_id, member_id; /* member 0: a day's totals, an anchor, the catalogue */
	int64_t seq;                 /* entry it was found at; 0 = none alone */
	char *member_no;             /* "" where there is none */
	char *what, *detail;
	bool whole;                  /* only a proof of everything finds it */
	int64_t found_at, seen_at;
};

/* Keeps F (its member_id, seq, what, detail, whole) as found at NOW; one that stands
 * already is only seen again. */
enum db flaw_put(struct database *db, const struct flaw *f, int64_t now)
	__attribute__((warn_unused_result));
/* Marks F as mended at NOW. DB_NONE: it was. */
enum db flaw_mend(struct database *db, uint64_t flaw_id, int64_t now)
	__attribute__((warn_unused_result));
/* Those that stand, latest found first, of one proof as it found them; at most FLAW_ROWS:
 * an array of *N on MEM. */
enum db flaw_list(struct database *db, void *mem, struct flaw **out, int *n)
	__attribute__((warn_unused_result));
/* How many stand, and of how many members. */
enum db flaw_count(struct database *db, int64_t *flaws, int64_t *members)
	__attribute__((warn_unused_result));

#endif
