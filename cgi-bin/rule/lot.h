/* Lots inside the engine: entries, takings, debts, releases and expiry.
 * Used by ledger.c and order.c only. */
#ifndef RULE_LOT_H
#define RULE_LOT_H

#include "rule/ledger.h"

/* One event being posted. */
struct posting {
	struct ledger *ledger;
	const struct plan_book *book;
	const struct ledger_event *event;
	int32_t day;        /* of effective_at: lots must be alive then */
	int32_t waits_from; /* lots available on this day or later are pending in the books */
};

/* Starts posting EVENT. Changes nothing. */
void posting_begin(struct posting *p, struct ledger *ledger, const struct plan_book *book,
                   const struct ledger_event *event);

/* The plan ORDER was priced by. */
const struct plan *post_plan(const struct posting *p, const struct ledger_order *order);
/* Prices what remains of ORDER after REFUNDED_FEN, by its frozen inputs. */
void post_price(const struct posting *p, const struct ledger_order *order, int64_t refunded_fen,
                struct pricing *out);

/* What an entry is about. */
struct entry_draft {
	enum entry_kind kind;
	int64_t points, moved;
	enum source_kind source_kind;
	const char *source_id;
	int64_t effective_at;
	int64_t rule_version;
	const char *inputs; /* NULL = none */
};
/* Adds an entry and returns its seq; its figures follow by entry_close(). */
int64_t entry_add(struct posting *p, const struct entry_draft *draft);
/* Stamps the latest entry with the figures as they are now. */
void entry_close(struct posting *p);

/* Whether the lot's points stand in `pending`. */
bool lot_pending(const struct posting *p, const struct ledger_lot *lot);
/* Whether its points can be taken on P's day. */
bool lot_alive(const struct posting *p, const struct ledger_lot *lot);
/* The lot SEQ, or NULL. Valid until the next lot_add(). */
struct ledger_lot *lot_find(const struct ledger *ledger, int64_t seq);
/* Adds LOT (points in .left too) and counts it as pending or available: it is
 * pending without a date or when its date lies after the event's today. */
void lot_add(struct posting *p, const struct ledger_lot *lot);
/* Takes POINTS out of LOT for the debit ENTRY_SEQ within the event of AT_SEQ. */
void lot_take(struct posting *p, struct ledger_lot *lot, int64_t entry_seq, int64_t at_seq,
              int64_t points);
/* Takes up to NEED from all alive lots, earliest expiry first, never-expiring
 * last, then oldest. Returns what is missing. */
int64_t lots_take(struct posting *p, int64_t entry_seq, int64_t need);
/* Takes up to *NEED from the lots that are ROOT or continue it. What of them
 * had expired before is neither taken nor owed: its sum is added to EXPIRED. */
void lots_take_own(struct posting *p, int64_t root, int64_t entry_seq, int64_t *need,
                   int64_t *expired);
/* Writes down that the debit ENTRY_SEQ owes POINTS (> 0). */
void debt_add(struct posting *p, int64_t entry_seq, int64_t points);
/* Alive points pay open debts, oldest first; from lots of refunded orders
 * first, then earliest expiry (RULINGS 14). */
void debts_pay(struct posting *p, int64_t at_seq);
/* Adds an allocation row. */
void allocation_add(struct posting *p, int64_t entry_seq, int64_t lot_seq, int64_t at_seq,
                    int64_t points);

/* Books lots whose day of availability has come by DAY, and pays debts.
 * Returns their number. */
int lots_release(struct posting *p, int32_t day);
/* Books every lot whose last day lies before DAY. Returns their number. */
int lots_expire(struct posting *p, int32_t day);
/* What could be spent on P's day if all that is due were booked; negative when
 * debt would remain. */
int64_t lots_spendable(const struct posting *p);

#endif
