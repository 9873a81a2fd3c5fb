/* What the calls of service/order.h share: one transaction's work on one
 * order. Only service/order*.c and held.c include it. */
#ifndef SERVICE_ORDER_WORK_H
#define SERVICE_ORDER_WORK_H

#include "service/books.h"
#include "service/order.h"
#include "service/taken.h"
#include "store/order.h"

#define ORDER_HELD_CAP "cap"       /* held_reason: above the day's cap */
#define ORDER_HELD_BUDGET "budget" /* nothing earned: its partner's budget was used up */

/* One part of the price that was not paid in money. */
struct order_part {
	struct payment row;
	bool is_new, is_changed;
};

struct order_work {
	const struct plan_book *plans;
	void *mem, *try_mem; /* the caller's; one child of it per try */
	int64_t now;
	const char *partner, *order_no;
	const struct order_facts *facts; /* order_book */
	bool stopped;             /* order_book with points: all spending is, for now */
	order_render render;
	struct order_event event; /* complete, move, refund: what came */
	const char *reason;       /* held */
	bool release;
	struct order_head head;
	struct books books;
	struct order_part *parts; /* order_pay.c: booked with the order, or loaded */
	int n_parts;
	struct taken taken;       /* of the spent points: what can still come back */
	struct ledger_result priced;
	struct order_answer *answer;
	enum order_outcome outcome;
};

/* A work with its common fields set. */
struct order_work order_work_init(const struct plan_book *plans, void *mem, const char *partner,
                                  const char *order_no, struct order_answer *answer);
/* Runs WORK as one transaction and says what came of it. */
enum order_outcome order_transact(struct database *db, db_work work, struct order_work *w);
/* Begins a try: fresh memory, outcome "failed", the order's row locked. */
enum db order_begin(struct database *db, struct order_work *w);
/* Ends the transaction without effect, with OUTCOME. */
enum db order_refuse(struct order_work *w, enum order_outcome outcome);
/* Locks the member's account and loads what events from FROM on need, and the
 * order's own lots. */
enum db order_load(struct database *db, struct order_work *w, uint64_t member_id, int64_t from);
/* What the plan of the day of payment asks about the member's other orders, and
 * those of its partner: sets ORDER's first_in_category, *CAP_USED; a partner's
 * budget that is used up and ends earning leaves nothing of ORDER eligible. */
enum db order_history(struct books *books, struct ledger_order *order, uint64_t member_id,
                      int64_t *cap_used);
/* Counts what ORDER booked towards the day's cap, and what it was priced at towards
 * its partner's budget. */
enum db order_cap_use(struct books *books, const struct ledger_order *order, uint64_t member_id);
/* Applies EVENT (completed, moved/…, refund/…) to the order: fills its
 * points_taken and debt_after. */
enum ledger_outcome order_apply(struct order_work *w, struct order_event *event);
/* order_pay.c: takes what the facts say is not paid in money: coupons, points,
 * the code. Behind order_load(). DB_NONE: refused, the outcome is set. */
enum db order_pay(struct database *db, struct order_work *w);
/* Loads what of a booked order was not paid in money. Behind order_load(). */
enum db order_pay_load(struct database *db, struct order_work *w);
/* Whether the refund EVENT names no more than there is; else the outcome. */
enum order_outcome order_pay_judge(const struct order_work *w, const struct order_event *event);
/* Gives back, in memory, what the refund EVENT names, or all that is left when
 * it is the LAST; sets the event's points and coupons to what came back. */
enum ledger_outcome order_pay_back(struct order_work *w, struct order_event *event, bool last);
/* Writes parts and coupons. */
enum db order_pay_store(struct database *db, struct order_work *w);
/* Puts the parts into the answer. */
void order_pay_answer(struct order_work *w);

/* Writes books and order. */
enum db order_store(struct database *db, struct order_work *w);
/* Fills the answer from the order and the books as they stand. */
void order_answer_fill(struct order_work *w);
/* What the answer to a refused effect is. */
enum order_outcome order_outcome_of(enum ledger_outcome outcome);
/* Prices HEAD's order again from its frozen inputs, for its lines. */
void order_lines(const struct plan_book *plans, const struct ledger_order *order,
                 struct pricing *out);
/* The content hash of an order's facts, and of an event. */
void order_facts_hash(uint8_t hash[SHA256_BYTES], const struct order_facts *facts);
void order_event_hash(uint8_t hash[SHA256_BYTES], const struct order_event *event);
/* Fills an event's name, times and hash. */
struct order_event order_event_of(const char *name, int64_t happened_at, int64_t amount_fen,
                                  int32_t travel_end, int64_t received_at);

#endif
