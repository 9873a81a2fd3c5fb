/* SQL of the reports: plain reads inside one snapshot (db_snapshot). Past days
 * come from day_total; what was booked since a member was last proved is found
 * through the accounts that were touched; so nothing here reads the whole
 * ledger, and no entry is read twice. */
#ifndef STORE_REPORT_H
#define STORE_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/audit.h"
#include "store/db.h"

#define REPORT_TIER 24         /* as account.tier */
#define REPORT_CATEGORY_LEN 24 /* as order_head.category */

/* Entries of one day, kind, source and tier, added up. */
struct report_cell {
	int32_t day;
	int64_t kind, source; /* enum entry_kind, enum source_kind; source 0 in day totals */
	char tier[REPORT_TIER + 1]; /* held once the entry was booked; "" in day totals */
	char category[REPORT_CATEGORY_LEN + 1]; /* of its order; "" = none, in day totals too */
	int64_t points, entries;
	int64_t stated;  /* change of available + pending - debt as the entries state it */
	int64_t pending; /* change of pending likewise */
};

/* Rows of day_total by day and kind. Days before FROM are added up as FROM - 1,
 * those after TO as TO + 1. Kinds as DAY_TOTAL_… in store/audit.h. */
enum db report_totals(struct database *db, void *mem, int32_t from, int32_t to,
                      struct report_cell **cells, int *n) __attribute__((warn_unused_result));
/* Every entry that no proof has seen yet, whatever its day, as report_booked has them;
 * like ones may come twice. */
enum db report_unproved(struct database *db, void *mem, struct report_cell **cells, int *n)
	__attribute__((warn_unused_result));
/* Every entry booked on FROM … TO with its source, tier and category, from the
 * ledger itself. For few days: others have a roll-up (store/rollup_points.h). */
enum db report_booked(struct database *db, void *mem, int32_t from, int32_t to,
                      struct report_cell **cells, int *n) __attribute__((warn_unused_result));
/* The entries of one member above seq AFTER up to seq UNTIL, likewise. */
enum db report_proving(struct database *db, void *mem, uint64_t member_id, int64_t after,
                       int64_t until, struct report_cell **cells, int *n)
	__attribute__((warn_unused_result));
/* Like report_booked for a page, in half the time: .stated and .pending stay 0, and a member
 * whose tier did not change since FROM has that of the account. */
enum db report_live(struct database *db, void *mem, int32_t from, int32_t to,
                    struct report_cell **cells, int *n) __attribute__((warn_unused_result));
/* Every entry booked on FROM … TO, proved or not, by day and kind alone, from the
 * ledger itself; .stated and .pending stay 0. */
enum db report_kinds(struct database *db, void *mem, int32_t from, int32_t to,
                     struct report_cell **cells, int *n) __attribute__((warn_unused_result));

/* All accounts as they are now. */
struct report_accounts {
	int64_t members, available, pending, held, debt;
};
enum db report_accounts(struct database *db, struct report_accounts *out)
	__attribute__((warn_unused_result));

/* An entry of a day that does not agree, with what stands before it. */
struct report_entry {
	uint64_t member_id;
	char *member_no;
	struct audit_entry row;
	bool has_before;             /* the entry before it exists */
	int64_t outstanding_before;  /* behind that one */
	uint8_t hash_before[SHA256_BYTES];
};
/* Up to 1,000 entries booked on DAY after (MEMBER, SEQ), in that order; 0, 0 =
 * from the first. */
enum db report_entries(struct database *db, void *mem, int32_t day, uint64_t member, int64_t seq,
                       struct report_entry **rows, int *n) __attribute__((warn_unused_result));

/* An entry without the one before it. */
struct report_gap {
	uint64_t member_id;
	char *member_no;
	int64_t seq, posted_at;
};
/* The first 20 booked on DAY or in the 92 days after. */
enum db report_gaps(struct database *db, void *mem, int32_t day, struct report_gap **rows, int *n)
	__attribute__((warn_unused_result));

/* An account whose figures are not those behind its last entry. */
struct report_astray {
	uint64_t member_id;
	char *member_no;
	int64_t last_seq, outstanding, stated;
};
/* The first 20 of them. Looks at every account: only once the sums disagree. */
enum db report_astray(struct database *db, void *mem, struct report_astray **rows, int *n)
	__attribute__((warn_unused_result));

#endif
