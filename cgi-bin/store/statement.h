/* What the statement pages (balance, history, receipt, trips) read: plain
 * reads without locks, every one bounded whatever a member's history. */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/secret.h"
#include "rule/ledger.h"
#include "rule/tier.h"
#include "store/db.h"

#define STATEMENT_LATEST 5   /* entries on the balance page */
#define STATEMENT_LOTS 60    /* open lots read there, those that end first */
#define STATEMENT_PENDING 12 /* trips not yet taken shown there */
#define STATEMENT_DEBTS 4    /* causes of debt shown there */
#define STATEMENT_PAGE 20    /* history rows a page */
#define STATEMENT_SCAN 5000  /* entries looked at for one page of dates */
#define STATEMENT_BATCH 1000 /* rows a batch of the export */
#define STATEMENT_TRIPS 10   /* trips a page */

/* One ledger entry with what names it. Texts on the memory it was read to. */
struct statement_entry {
	int64_t seq;
	enum entry_kind kind;
	int64_t points, moved, available_after, pending_after, debt_after;
	enum source_kind source_kind;
	const char *source_id, *inputs;
	int64_t effective_at, rule_version;
	bool is_pending;         /* it made a lot whose trip is not taken yet */
	const char *category, *destination; /* of the order behind it; "" = none said */
	const char *item, *item_en; /* of the redemption behind it: names then; "" = none */
	int32_t travel_end;      /* of that order; DAY_NONE */
	int64_t earned_seq;      /* entry that earned that order's points; 0 */
};

/* Points of a trip not yet taken, or not yet released. */
struct statement_pending {
	int64_t seq, points;
	const char *source_id, *category, *destination;
	int32_t travel_end;   /* DAY_NONE when the partner did not say */
	int32_t available_on; /* DAY_NONE while the trip is not completed */
};

/* Points that end together. */
struct statement_day {
	int32_t expires_on; /* DAY_NEVER */
	int64_t points;
};

/* What is owed, by cause. */
struct statement_debt {
	int64_t seq, unpaid;
	enum source_kind source_kind;
	const char *source_id;
	int64_t effective_at;
};

struct statement_balance {
	struct statement_entry latest[STATEMENT_LATEST];
	struct statement_pending pending[STATEMENT_PENDING];
	struct statement_day days[STATEMENT_LOTS]; /* rising */
	struct statement_debt debts[STATEMENT_DEBTS];
	int n_latest, n_pending, n_days, n_debts;
	int n_lots; /* STATEMENT_LOTS: there may be more behind the last day */
	struct tier_sum window;   /* what counts now under a window; zeros otherwise */
};

/* Whose balance is asked for, and which parts of it there can be. */
struct statement_asked {
	uint64_t member_id;
	int32_t today;         /* lots count on this day */
	int64_t window_from;   /* first instant that counts for the tier, or INSTANT_NONE
	                        * where the account's lifetime points decide */
	bool has_pending, has_debt; /* as the account says */
};
/* What the balance page shows beside the viewer's figures, by one statement. */
enum db statement_balance(struct database *db, void *mem, const struct statement_asked *asked,
                          struct statement_balance *out) __attribute__((warn_unused_result));
/* Available and pending as they are on TODAY, from the open lots: for the day
 * after good_through, before the nightly job has run. */
enum db statement_figures(struct database *db, uint64_t member_id, int32_t today,
                          int64_t *available, int64_t *pending)
	__attribute__((warn_unused_result));

/* Points that end from TODAY up to and with UNTIL, where STATEMENT_LOTS lots do
 * not reach that far. */
enum db statement_ending(struct database *db, uint64_t member_id, int32_t today, int32_t until,
                         int64_t *points) __attribute__((warn_unused_result));

/* Which entries: of KIND (0 = all) that happened within [FROM, UNTIL)
 * (INSTANT_NONE = open). */
struct statement_filter {
	int kind;
	int64_t from, until;
};
struct statement_history {
	struct statement_entry *rows; /* newest first */
	int n;
	int64_t older; /* entries before this seq come next; 0 = none */
	int64_t newer; /* the newer page's `before`; 0 = it is the first page or there is none */
};
/* One page of entries with seq < BEFORE, by one statement. LAST_SEQ is the
 * viewer's. With dates at most STATEMENT_SCAN entries are looked at: a page may
 * then have few rows and still an older one. */
enum db statement_history(struct database *db, void *mem, uint64_t member_id,
                          const struct statement_filter *filter, int64_t before,
                          int64_t last_seq, struct statement_history *out)
	__attribute__((warn_unused_result));
/* Up to STATEMENT_BATCH entries with seq < BEFORE for the export; out->older
 * leads on, newer is not set. */
enum db statement_batch(struct database *db, void *mem, uint64_t member_id,
                        const struct statement_filter *filter, int64_t before,
                        struct statement_history *out) __attribute__((warn_unused_result));

/* An entry with everything its receipt says. */
struct statement_receipt {
	struct statement_entry entry;
	int64_t posted_at, unpaid;
	uint8_t hash[SHA256_BYTES];
	struct ledger_lot lot; /* the lot it credited; seq 0 = none */
	int64_t caused_by;     /* entry it takes back or gives back; 0 */
	int n_parts;
	struct statement_part {
		int64_t lot_seq, points; /* taken > 0, given back < 0 */
		int32_t expires_on;
	} *parts; /* lots it took from or gave back to */
};
/* Entry SEQ of the member. DB_NONE: there is none. */
enum db statement_receipt(struct database *db, void *mem, uint64_t member_id, int64_t seq,
                          struct statement_receipt *out) __attribute__((warn_unused_result));

/* A trip with the lots it earned. */
struct statement_trip {
	struct ledger_order order;
	const char *destination, *partner_name; /* name NULL = brought in by file */
	struct ledger_lot lot, held_lot; /* seq 0 = none */
	bool budget_over; /* earned nothing: its partner's budget was used up */
};
/* Where a page of trips begins: behind this one (NULL order_no = the newest). */
struct statement_place {
	int64_t paid_at;
	const char *partner, *order_no;
};
/* Up to STATEMENT_TRIPS + 1 trips behind PLACE, newest first. */
enum db statement_trips(struct database *db, void *mem, uint64_t member_id,
                        const struct statement_place *place, struct statement_trip **rows, int *n)
	__attribute__((warn_unused_result));
/* The member's orders numbered ORDER_NO: one a partner. */
enum db statement_trip(struct database *db, void *mem, uint64_t member_id, const char *order_no,
                       struct statement_trip **rows, int *n) __attribute__((warn_unused_result));

#endif
