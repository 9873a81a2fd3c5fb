/* The one pure engine of the books (RULINGS 24): a member's state, an event,
 * the new state and the rows to write. Services load, apply and write; the
 * importer, rehearsal, model tests and audit use the same engine.
 *
 * Figures: every number is a count of points >= 0 unless said otherwise.
 * Always: sum of entry points = available + pending - debt
 *                             = sum of lot.left - debt. */
#ifndef RULE_LEDGER_H
#define RULE_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "rule/plan.h"
#include "rule/pricing.h"

#define LEDGER_SOURCE 160 /* source id text, "order_no/refund_no" at longest */
#define LEDGER_INPUTS 512
#define LEDGER_PARTNER 32
#define LEDGER_ORDER_NO 65

enum entry_kind {
	ENTRY_EARN = 1,      /* + : a new lot (pending or at once available) */
	ENTRY_RELEASE = 2,   /* 0 : a pending lot becomes available (moved > 0) */
	ENTRY_REVERSE = 3,   /* - : a refund took points back */
	ENTRY_SPEND = 4,     /* - */
	ENTRY_GIVE_BACK = 5, /* + : a cancelled spend, into the same lots */
	ENTRY_EXPIRE = 6,    /* - : one lot past its last day */
	ENTRY_OPENING = 7,   /* + : brought in from an older programme */
	ENTRY_CREDIT = 8,    /* + : survey, referral, birthday, task, goodwill, prize */
	ENTRY_ADJUST = 9,    /* + or - : by staff, with a reason */
	ENTRY_FORGIVE = 10,  /* + : debt forgiven by staff */
	ENTRY__MAX
};

/* Where an entry comes from; source_id names it within its kind. */
enum source_kind {
	SOURCE_ORDER = 1, /* "partner:order_no" */
	SOURCE_REFUND,    /* "partner:order_no/refund_no" */
	SOURCE_HELD,      /* "partner:order_no" of a released hold */
	SOURCE_LOT,       /* seq of the lot that expired */
	SOURCE_SPEND,     /* the caller's reference of a spend */
	SOURCE_OPENING,   /* expiry day of the opening lot, or "never" */
	SOURCE_SURVEY, SOURCE_REFERRAL, SOURCE_BIRTHDAY, SOURCE_TASK, SOURCE_GOODWILL,
	SOURCE_DRAW, SOURCE_STAFF,
	SOURCE_MERGE,     /* "merge_no/n": the same in both accounts */
	SOURCE_CLOSE,     /* "close": the member had the account deleted */
	SOURCE__MAX
};

struct ledger_lot {
	int64_t seq;        /* of the crediting entry */
	int64_t parent_seq; /* lot this one continues (company-cancelled), or 0 */
	int64_t points, left;
	int32_t available_on; /* DAY_NONE while pending */
	int32_t expires_on;   /* last usable day; DAY_NEVER; DAY_NONE while pending */
	int64_t expired;    /* of its points, how many EXPIRE entries took (sum of their
	                     * allocations); needed for the lots of a refunded order */
	bool from_refunded_order; /* its order has a refund: pays debt first */
	bool is_new, is_changed;  /* to insert / to update */
};

/* What a debit still owes (RULINGS 11): mutable rows beside the ledger. */
struct ledger_debt {
	int64_t entry_seq, unpaid;
	bool is_new, is_changed;
};

struct ledger_entry {
	int64_t seq;
	enum entry_kind kind;
	int64_t points; /* signed */
	int64_t moved;  /* pending -> available (release), else 0 */
	int64_t available_after, pending_after, debt_after;
	enum source_kind source_kind;
	char source_id[LEDGER_SOURCE];
	int64_t effective_at, posted_at;
	int64_t rule_version;
	char inputs[LEDGER_INPUTS]; /* "name=value name=value", for the receipt */
};

struct ledger_allocation {
	int64_t entry_seq; /* the debit (or, negative points, the give-back) */
	int64_t lot_seq;
	int64_t at_seq;    /* the entry whose event made this row */
	int64_t points;    /* signed: taken > 0, given back < 0 */
};

enum order_state { ORDER_PAID = 1, ORDER_COMPLETED, ORDER_PART_REFUNDED, ORDER_REFUNDED };

/* One order as booked. Frozen inputs, then what the events made of it. */
struct ledger_order {
	char partner[LEDGER_PARTNER], order_no[LEDGER_ORDER_NO];
	char category[PLAN_CODE], products[128], branch[PLAN_CODE], tier[PLAN_CODE];
	int64_t paid_fen, eligible_fen, paid_at;
	bool first_in_category;
	int64_t rule_version;
	int64_t points;       /* its priced total */
	int64_t held;         /* of it still under review */
	int64_t refused;      /* of it refused by staff */
	int64_t lot_seq;      /* 0 when nothing was booked */
	int64_t held_lot_seq; /* lot of a released hold, or 0 */
	int64_t refunded_fen;
	int64_t taken;        /* points reversed so far (from held, lots, or owed) */
	int32_t travel_end;   /* DAY_NONE when unknown */
	int64_t completed_at; /* INSTANT_NONE while not completed */
	bool cancelled;       /* refunded whole (also a free order) */
	bool is_new, is_changed;
};

/* What counts for the tier, stamped in time (see rule/tier.h). A refund also
 * leaves a memo: a row whose .at lies in the years from 9000 on (never in
 * effect, so it counts nowhere), .of = the refund's time, .net_fen = -amount;
 * rule/qualify.h says what for. Load every row of the member, memos too. */
struct ledger_qualifying {
	int64_t n;            /* row number within the member, from 1 */
	int64_t at;           /* when the delta takes effect */
	int64_t of;           /* when its base was earned (window membership) */
	int64_t points, net_fen, trips; /* signed */
	bool is_new;
};

struct ledger_tier_change {
	int64_t n; /* from 1 */
	int64_t effective_at, posted_at;
	char tier[PLAN_CODE];
	int64_t sum; /* the qualifying figure that caused it */
	char cause[PLAN_CODE]; /* "join", "rise", "review", "pin", "opening", "correction",
	                        * "merge", "unmerge" */
	bool is_new;
};

/* A member's whole state as far as events need it. Arrays are talloc children
 * of the ledger; the loader may leave out closed lots (left = 0) that no
 * loaded order owns. */
struct ledger {
	uint64_t member_id;
	int64_t available, pending, debt, held;
	int64_t lifetime; /* RULINGS 18: sum of all qualifying points */
	int64_t last_seq;
	int32_t good_through;
	char tier[PLAN_CODE];
	int64_t tier_since;                  /* last tier change, effective */
	int32_t review_notice_on;            /* day the notice of a fall was given; DAY_NONE */
	int32_t pin_until;                   /* DAY_NONE = not pinned */
	int64_t loaded_from; /* deltas are loaded for sums at this instant or later; 0 = all:
	                      * no review looks at an earlier day */
	int n_lots, n_debts, n_qualifying, n_tier_changes;
	struct ledger_lot *lots;             /* any order; the engine sorts */
	struct ledger_debt *debts;
	struct ledger_qualifying *qualifying; /* all of the member's deltas that can matter */
	struct ledger_tier_change *tier_changes; /* the history, oldest effective first */
	/* made by the events since ledger_begin(), to be written by the caller */
	int n_entries, n_allocations;
	struct ledger_entry *entries;
	struct ledger_allocation *allocations;
};

enum ledger_event_kind {
	EVENT_ORDER_PAID, EVENT_ORDER_COMPLETED, EVENT_ORDER_MOVED, EVENT_ORDER_REFUNDED,
	EVENT_HELD_RELEASED, EVENT_HELD_REFUSED,
	EVENT_OPENING,   /* points with a given expiry day, SOURCE_OPENING */
	EVENT_CREDIT,    /* points available today, life of the plan, given source */
	EVENT_SPEND, EVENT_GIVE_BACK,
	EVENT_EXPIRE,    /* books every lot whose last day lies before `today` */
	EVENT_AVAILABLE, /* books lots whose available_on has come (release_days > 0) */
	EVENT_REVIEW,    /* yearly tier review, notices and falls due on `today` */
	EVENT_CREDIT_REVERSED, /* an earlier credit's cause fell away: own lot first, then others, then debt */
	EVENT_ADJUST,    /* by staff: rule/adjust.h, also for the moves of a merge */
	EVENT_MOVE_OUT, EVENT_MOVE_IN, EVENT_MOVE_COUNT
};

struct adjust_count;

struct ledger_event {
	enum ledger_event_kind kind;
	int64_t effective_at, posted_at;
	int32_t today; /* programme day of posted_at */
	struct ledger_order *order; /* order events: loaded or, for PAID, to be filled by the engine */
	bool completed_too;         /* PAID: came completed at the same instant: one entry */
	int64_t cap_used;           /* PAID: purchase points already booked for that day */
	int32_t travel_end;         /* MOVED */
	int64_t amount_fen;         /* REFUNDED */
	const char *refund_no;
	int64_t points;             /* OPENING, CREDIT, SPEND, GIVE_BACK, moves; ADJUST: signed */
	int32_t expires_on;         /* OPENING, MOVE_IN */
	enum source_kind source_kind; /* OPENING, CREDIT, SPEND, GIVE_BACK */
	const char *source_id;
	bool qualifies;             /* CREDIT: counts for the tier; CREDIT_REVERSED: it did */
	int64_t lot_seq;            /* CREDIT_REVERSED: the credit's lot, loaded; MOVE_OUT: or 0 */
	int64_t credited_at;        /* CREDIT_REVERSED: when the credit took effect */
	/* GIVE_BACK: the spend's allocations as booked (taken - given back),
	 * in the order they were taken; its lots must be loaded. */
	const struct ledger_allocation *taken;
	int n_taken;
	bool by_company;            /* GIVE_BACK: lots live at least 30 more days */
	bool forgives;              /* ADJUST: the points let go of debt */
	int32_t available_on;       /* MOVE_IN: with expires_on the dates the lot had */
	bool refunded;              /* MOVE_IN: its order has a refund */
	const struct adjust_count *counts; /* MOVE_COUNT: signed */
	int n_counts;
};

enum ledger_outcome {
	LEDGER_OK,
	LEDGER_SHORT,    /* fewer points available than to be spent */
	LEDGER_IN_DEBT,  /* spending while something is owed */
	LEDGER_TOO_MUCH, /* refund beyond what remains paid */
	LEDGER_ENDED,    /* the order is refunded whole, or completed already */
	LEDGER_NOTHING   /* nothing to do (no lot due, nothing held) */
};

struct ledger_result {
	int64_t points_taken; /* REFUNDED, CREDIT_REVERSED: reversed, including what became debt */
	struct pricing pricing; /* PAID: the receipt's lines */
};

/* Forgets entries, allocations and marks of earlier events; the state stays. */
void ledger_begin(struct ledger *ledger);
/* Applies EVENT under the plans of BOOK. On any outcome but LEDGER_OK the state
 * is exactly as before. RESULT may be NULL. Pure; grows arrays on LEDGER's
 * talloc context. Unbooked expiry (by the day of effective_at) is booked first
 * whenever the event takes points (RULINGS 14). */
enum ledger_outcome ledger_apply(struct ledger *ledger, const struct plan_book *book,
                                 const struct ledger_event *event, struct ledger_result *result);
/* Prices ORDER under PLAN from its frozen inputs, as if REFUNDED_FEN of it had
 * never been paid. */
void ledger_price(const struct plan *plan, const struct ledger_order *order, int64_t refunded_fen,
                  struct pricing *out);
/* The last day on which the cached figures hold (RULINGS 15): min of the next
 * expires_on, the next available_on - 1, end of pin or grace, next day a
 * qualifying delta leaves the window - 1. DAY_NEVER when nothing is due. */
int32_t ledger_good_through(const struct ledger *ledger, const struct plan_book *book,
                            int32_t today);
/* Figures as they are on DAY from the loaded lots, whether or not jobs ran. */
void ledger_figures(const struct ledger *ledger, int32_t day, int64_t *available, int64_t *pending,
                    int64_t *ending_30_days);
/* "earn", "release", … and "order", "refund", …: the words used in URLs,
 * templates and exports. Never NULL. */
const char *entry_kind_word(enum entry_kind kind);
const char *source_kind_word(enum source_kind kind);
const char *order_state_word(const struct ledger_order *order);

#endif
