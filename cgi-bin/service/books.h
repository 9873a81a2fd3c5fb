/* One member's books inside a transaction: locked, loaded, changed by the
 * engine, written back with the hash chain. What order, spend, held, expiry
 * and review have in common. */
#ifndef SERVICE_BOOKS_H
#define SERVICE_BOOKS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "rule/ledger.h"
#include "store/account.h"
#include "store/db.h"
#include "store/ledger.h"

struct books {
	struct database *db;
	const struct plan_book *plans;
	void *mem;
	struct ledger *ledger;
	struct account_rest rest; /* as stored, brought up to date by books_seal() */
	int64_t tier_since;       /* as stored */
	bool reviewed;            /* the tier was looked at in this transaction */
	int64_t last_n;                  /* of the latest qualifying delta as stored */
	int64_t now;                     /* posted_at of everything in this transaction */
	int32_t today;
	uint8_t (*hashes)[SHA256_BYTES]; /* made by books_seal() */
};

/* Locks the member's account. DB_NONE: there is none. NOW is the time of
 * posting; everything hangs on MEM. */
enum db books_lock(struct books *books, struct database *db, const struct plan_book *plans,
                   void *mem, uint64_t member_id, int64_t now) __attribute__((warn_unused_result));
/* Loads what events that take effect at FROM or later can need. */
enum db books_load(struct books *books, int64_t from) __attribute__((warn_unused_result));
/* Loads the whole state, for many events at once. */
enum db books_load_all(struct books *books) __attribute__((warn_unused_result));
/* An event at EFFECTIVE_AT with the times filled in. */
struct ledger_event books_event(const struct books *books, enum ledger_event_kind kind,
                                int64_t effective_at);
/* Applies EVENT; RESULT may be NULL. */
enum ledger_outcome books_apply(struct books *books, const struct ledger_event *event,
                                struct ledger_result *result);
/* Hashes the new entries and settles good_through: before writing. */
void books_seal(struct books *books);
/* Adds the member's new rows to ROWS (after books_seal). */
void books_collect(struct books *books, struct ledger_rows *rows);
/* Writes everything: seal, collect, write, account, and the notices of it. */
enum db books_save(struct books *books) __attribute__((warn_unused_result));

#endif
