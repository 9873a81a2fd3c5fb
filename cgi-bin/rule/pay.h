/* Paying a booking with points: how many a member may use (vectors 8a–8c). */
#ifndef RULE_PAY_H
#define RULE_PAY_H

#include <stdint.h>

#include "rule/plan.h"

struct pay_most {
	int64_t points; /* most points that may be used, a whole number of steps; 0 = none */
	int64_t fen;    /* what they pay of the price */
};

/* The most points a member with AVAILABLE points may use for a booking of
 * PRICE_FEN in CATEGORY: whole steps, not below the plan's least number, not
 * more than the price, and under the plan's cap where one holds. */
struct pay_most pay_most(const struct plan *plan, const char *category, int64_t price_fen,
                         int64_t available);
/* What POINTS (a whole number of steps) pay in CATEGORY, in fen. */
int64_t pay_value(const struct plan *plan, const char *category, int64_t points);

#endif
