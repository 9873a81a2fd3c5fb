/* Proof of the books (QUALITY "Books", RULINGS 20, 25). */
#ifndef SERVICE_AUDIT_H
#define SERVICE_AUDIT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"
#include "store/db.h"

/* One thing that disagrees. */
struct finding {
	uint64_t member_id; /* 0 = of a day's totals or of an anchor file */
	char what[40];      /* fixed word: "balance", "chain", "lot_left", … */
	char detail[160];   /* figures, no personal data */
};

struct audit {
	int64_t members, entries; /* proved */
	int64_t items, redemptions; /* whose stock was proved */
	int64_t last_seq;         /* of the member proved last */
	int64_t proved_seq;       /* of the same, behind the proof before */
	int n_findings;
	struct finding *findings; /* on the audit's own talloc context */
	void (*progress)(void *arg, int64_t members); /* may be NULL */
	void *progress_arg;
};

/* An empty audit on MEM. */
struct audit *audit_begin(void *mem);
/* Proves one member from one consistent snapshot. Findings are answers; DB_FAIL
 * means it could not be looked at. */
enum db audit_member(struct audit *audit, struct database *db, uint64_t member_id)
	__attribute__((warn_unused_result));
/* Proves from one snapshot that stock, places, codes and references agree with
 * the redemptions (a member's own redemptions are part of audit_member()), tickets,
 * entries and winners of draws with each other and the ledger, and merges with the
 * entries of both accounts (a member's own pairs are part of audit_member()). */
enum db audit_items(struct audit *audit, struct database *db) __attribute__((warn_unused_result));
/* Proves all members, the catalogue's stock, then the anchors under VAR_DIR
 * (NULL = none). */
enum db audit_all(struct audit *audit, struct database *db, const char *var_dir)
	__attribute__((warn_unused_result));
/* Proves members touched since they were last proved and remembers it. */
enum db audit_touched(struct audit *audit, struct database *db) __attribute__((warn_unused_result));
/* The totals of DAY (by posted_at): opening + sum of all kinds = closing. */
enum db audit_day(struct audit *audit, struct database *db, int32_t day)
	__attribute__((warn_unused_result));
/* Writes VAR_DIR/anchors/DAY: last seq and hash of every member touched since
 * the last anchor, sealed with a digest. Once per day; a second call rewrites. */
enum db anchor_write(struct database *db, const char *var_dir, int32_t day)
	__attribute__((warn_unused_result));

#endif
