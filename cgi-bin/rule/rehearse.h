/* Rehearsal: what the orders of the past would have earned under other rules
 * (RULINGS 24, 50). The same engine is fed with the same facts, in the order in
 * which a file of them would be imported; redemptions are not replayed. From the
 * first order and empty books the outcome is that of a re-import. Pure. */
#ifndef RULE_REHEARSE_H
#define RULE_REHEARSE_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"

#define REHEARSE_TOP 50     /* the members most affected */
#define REHEARSE_MONTHS 600 /* more months than any rehearsal spans */

/* What happened to an order after it was paid. */
struct rehearse_event {
	int order;          /* index of the order; -1: a credit */
	bool refund;        /* else: completed */
	int64_t at;
	int64_t amount_fen; /* refund */
	const char *refund_no;
};

/* Points that came from elsewhere, as they were booked. */
struct rehearse_credit {
	int64_t at, posted_at, points;
	enum entry_kind kind;         /* ENTRY_OPENING or ENTRY_CREDIT */
	enum source_kind source_kind;
	const char *source_id;
	int32_t expires_on;           /* ENTRY_OPENING */
};

/* One member's facts. Of an order its partner, number, category, products, branch,
 * paid_fen, eligible_fen and paid_at are read; everything else is found anew. */
struct rehearse_facts {
	uint64_t member_id;
	int32_t joined_on;
	int n_orders, n_events, n_credits;
	const struct ledger_order *orders;
	const struct rehearse_event *events;
	const struct rehearse_credit *credits;
};

/* What a member would have: the books, and the orders as they would be booked
 * (as many, in the same order, as the facts have). */
struct rehearse_books {
	struct ledger *ledger;       /* expiries and tier reviews up to now are in it */
	struct ledger_order *orders;
	char tier[PLAN_CODE];        /* before those reviews: what a re-import books */
};

/* The rules in force up to the day before FROM, DRAFT from then on. On MEM, its
 * plans borrowed; DRAFT gets its version and day. */
struct plan_book *rehearse_book(void *mem, const struct plan_book *book, struct plan *draft,
                                int32_t from);
/* Replays FACTS under BOOK as if everything were booked at NOW. On MEM. */
struct rehearse_books rehearse_replay(void *mem, const struct plan_book *book,
                                      const struct rehearse_facts *facts, int64_t now);

/* What one side of a comparison comes to. */
struct rehearse_side {
	int64_t points; /* of the span's orders, less refunds; held ones included */
	int64_t held;   /* of them above a day's cap */
	int64_t open;   /* points open at the end, pending ones included */
};

struct rehearse_month {
	int32_t month; /* its first day */
	int64_t orders, old_points, new_points;
};

struct rehearse_member {
	uint64_t member_id;
	int64_t old_points, new_points;
	int old_tier, new_tier; /* indexes in each side's plan */
	int moved;              /* tiers up, or (below 0) down */
};

struct rehearse_result {
	int64_t members, orders, sales_fen;
	int64_t more, less, up, down;
	struct rehearse_side old, new;
	int64_t tiers[PLAN_TIERS][PLAN_TIERS]; /* members from old to new */
	int n_months, n_top;
	struct rehearse_month months[REHEARSE_MONTHS]; /* rising */
	struct rehearse_member top[REHEARSE_TOP];      /* most affected first */
};

/* Adds a member, replayed twice, to RESULT: the orders paid from FROM on. OLD_PLAN
 * and NEW_PLAN are each side's rules of TODAY. */
void rehearse_add(struct rehearse_result *result, const struct rehearse_facts *facts,
                  const struct rehearse_books *old, const struct rehearse_books *new,
                  const struct plan *old_plan, const struct plan *new_plan, int32_t from,
                  int32_t today);
/* The points that ORDERS paid from FROM on brought, less refunds; *HELD of them. */
int64_t rehearse_points(const struct ledger_order *orders, int n, int32_t from, int64_t *held);
/* The points of LEDGER that live on TODAY. */
int64_t rehearse_open(const struct ledger *ledger, int32_t today);
/* What POINTS are worth as coupons of PLAN, in fen, rounded down. */
int64_t rehearse_worth(const struct plan *plan, int64_t points);

#endif
