/* How an entry came about: its stored inputs read back and the figure computed
 * again from them and the rule version (history's receipt page, the audit). */
#ifndef RULE_RECEIPT_H
#define RULE_RECEIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/ledger.h"
#include "rule/plan.h"
#include "rule/pricing.h"

/* The inputs of an EARN or REVERSE entry. Texts lie in the struct: copying it
 * moves them, so call receipt_price() on the struct that was parsed into. */
struct receipt {
	int64_t paid_fen, eligible_fen; /* of the order when it was booked */
	int32_t paid_day;
	char tier[PLAN_CODE], category[PLAN_CODE], products[128], partner[LEDGER_PARTNER];
	char branch[PLAN_CODE];
	bool first_in_category;
	int64_t held;            /* EARN: left out for review. REVERSE: taken from held points */
	int64_t released;        /* EARN of a released hold: its points; else 0 */
	int64_t refunded_before; /* REVERSE: money given back before this refund */
	int64_t amount_fen;      /* REVERSE: this refund */
	int64_t refused;         /* REVERSE: of the difference, points staff had refused anyway */
	int64_t expired;         /* REVERSE: of the difference, points of the order that had expired */
};

/* Writes the inputs of ORDER's EARN entry into OUT (LEDGER_INPUTS bytes). */
void receipt_write_earn(char *out, const struct ledger_order *order, int64_t held);
/* Writes the inputs of a REVERSE entry; R's REVERSE figures are used. */
void receipt_write_reverse(char *out, const struct ledger_order *order, const struct receipt *r);
/* Reads the inputs text of an EARN or REVERSE entry. False: not such a text. */
bool receipt_parse(const char *inputs, struct receipt *out);
/* Prices what remains of the receipt's order after REFUNDED_FEN, under PLAN. */
void receipt_price(const struct plan *plan, const struct receipt *r, int64_t refunded_fen,
                   struct pricing *out);
/* The points an EARN entry with these inputs must carry (>= 0); LINES, when not
 * NULL, gets the receipt's lines (their sum - held = the points). */
int64_t receipt_earn_points(const struct plan *plan, const struct receipt *r,
                            struct pricing *lines);
/* The points a REVERSE entry must have taken (>= 0, the entry carries their
 * negative); BEFORE and AFTER, when not NULL, get the two prices compared. */
int64_t receipt_reverse_points(const struct plan *plan, const struct receipt *r,
                               struct pricing *before, struct pricing *after);

#endif
