/* SQL of the ledger's tables: entry, lot, allocation, debt, qualifying and
 * tier_change. Everything here runs inside a transaction that holds the
 * account's lock, unless it says "read". */
#ifndef STORE_LEDGER_H
#define STORE_LEDGER_H

#include <stdint.h>

#include "base/secret.h"
#include "rule/ledger.h"
#include "store/bulk.h"
#include "store/db.h"

/* Loads what is open of the member into LEDGER's arrays: open lots, unpaid
 * debts, the tier history. */
enum db ledger_load_open(struct database *db, struct ledger *ledger)
	__attribute__((warn_unused_result));
/* Loads every lot, unpaid debts, the tier history and all deltas: the whole
 * state, for imports. LAST_N as below. */
enum db ledger_load_all(struct database *db, struct ledger *ledger, int64_t *last_n)
	__attribute__((warn_unused_result));
/* Adds the lot SEQ when it is not loaded yet, and what it continues and is
 * continued by. DB_OK also when SEQ is 0. */
enum db ledger_load_lot(struct database *db, struct ledger *ledger, int64_t seq)
	__attribute__((warn_unused_result));
/* Loads the deltas that take effect at FROM or later or whose base was earned
 * at BASE_FROM or later. *LAST_N = number of the member's latest delta. */
enum db ledger_load_qualifying(struct database *db, struct ledger *ledger, int64_t from,
                               int64_t base_from, int64_t *last_n)
	__attribute__((warn_unused_result));
/* What the spend ENTRY_SEQ named REFERENCE took and has not got back, net per
 * lot; zero rows stand for lots that got all back. Give-backs of it are the
 * entries whose source id begins with "REFERENCE/". *ROWS on MEM. */
enum db ledger_load_taken(struct database *db, void *mem, uint64_t member_id, int64_t entry_seq,
                          const char *reference, struct ledger_allocation **rows, int *n)
	__attribute__((warn_unused_result));

/* An entry found by its cause. */
struct entry_found {
	int64_t seq, points, available_after, pending_after, debt_after;
};
/* The entry of KIND caused by (SOURCE, SOURCE_ID), or DB_NONE. */
enum db entry_by_source(struct database *db, uint64_t member_id, enum source_kind source,
                        const char *source_id, enum entry_kind kind, struct entry_found *found)
	__attribute__((warn_unused_result));
/* Purchase points booked at once (not held) of orders paid on DAY, where the
 * plan has a cap; and adding to them. A row of its own, so that nobody waits
 * for other orders' rows while holding the account. */
enum db ledger_cap_used(struct database *db, uint64_t member_id, int32_t day, int64_t *points)
	__attribute__((warn_unused_result));
enum db ledger_cap_add(struct database *db, uint64_t member_id, int32_t day, int64_t points)
	__attribute__((warn_unused_result));

/* Rows collected from ledgers, to be written together. */
struct ledger_rows {
	struct bulk entries, lots, allocations, debts, qualifying, tier_changes;
};
/* An empty collection; grows on MEM. */
void ledger_rows_begin(struct ledger_rows *rows, void *mem);
/* Adds what the events made of LEDGER. HASHES holds the hash before the first
 * entry and the hash of each; new deltas are numbered from LAST_N + 1. All is
 * borrowed until written. */
void ledger_rows_add(struct ledger_rows *rows, struct ledger *ledger,
                     uint8_t (*hashes)[SHA256_BYTES], int64_t last_n);
/* Writes them all. */
enum db ledger_rows_write(struct database *db, struct ledger_rows *rows)
	__attribute__((warn_unused_result));

#endif
