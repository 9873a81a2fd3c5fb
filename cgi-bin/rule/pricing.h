/* What an order earns (PROGRAMME §2.1–2.3). Pure. */
#ifndef RULE_PRICING_H
#define RULE_PRICING_H

#include <stdint.h>

#include "rule/plan.h"

#define PRICING_LINES 17

/* The frozen inputs of an order's price. */
struct pricing_input {
	int64_t paid_fen;     /* what remains paid */
	int64_t eligible_fen; /* of it, what earns (<= paid_fen) */
	int32_t paid_day;
	const char *tier;     /* code held just before the order */
	const char *category, *products /* comma-separated codes, "" = none */, *partner, *branch;
	bool first_in_category;
};

struct pricing_line {
	char rule[PLAN_CODE]; /* "base", "partner", "tier", or the bonus's code */
	int64_t points;
};

struct pricing {
	int64_t points;
	int64_t rate_bp; /* rounded down for show; the points come from the exact product */
	int n_lines;
	struct pricing_line lines[PRICING_LINES]; /* add up to points */
};

/* Prices an order under PLAN; a partner's own rate is part of what all others
 * multiply. Floors once, on the total; lines by running
 * totals. Points are 0 when nothing eligible remains. */
void pricing_order(const struct plan *plan, const struct pricing_input *in, struct pricing *out);
/* Whether the window of BONUS is open on DAY. */
bool pricing_bonus_runs(const struct plan_bonus *bonus, int32_t day);
/* Eligible money after refunds: eligible * (paid - refunded) / paid, floored. */
int64_t pricing_eligible_left(int64_t paid_fen, int64_t eligible_fen, int64_t refunded_fen);
/* A price with the tier's discount, rounded down to the fen. */
int64_t pricing_price(const struct plan *plan, const char *tier, const char *category,
                      int64_t amount_fen);

#endif
