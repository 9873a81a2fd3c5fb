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

/* What decides how much a coupon takes off a price. */
struct pay_coupon {
	int64_t fen;         /* of an amount; 0 when of a percentage */
	int64_t percent_bp;  /* of a percentage: basis points off the price */
	int64_t ceiling_fen; /* of a percentage: most it takes off; 0 = no ceiling */
};
/* The price of which BASE_FEN was paid in money and points and the rest by
 * COUPONS (RULINGS 1): the dearest price P with P - what they take off P =
 * BASE_FEN. -1: percentages of 100 % and more have no price. */
int64_t pay_price(int64_t base_fen, const struct pay_coupon *coupons, int n);

#endif
