/* Campaigns: what a campaign adds to the plan's text when it is published, and
 * what it has brought, in figures. Pure: no I/O, no clock. */
#ifndef RULE_CAMPAIGN_H
#define RULE_CAMPAIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "rule/plan.h"

#define CAMPAIGN_NAME 31 /* characters of a name: 93 bytes at most */

/* What of a campaign becomes plan rows; texts are borrowed, "" where not set. */
struct campaign_rules {
	const char *code, *name, *name_en;
	int32_t from, until;  /* inclusive */
	int64_t bonus_bp;     /* the multiplier it means (11000 = +10 %); 0 = none */
	const char *category, *product, *partner, *branch, *tier, *kind;
	int64_t min_paid_fen;
	bool first_in_category;
};

/* The rows of the campaign as plan text, to stand behind a plan's source; on MEM. */
char *campaign_plan_rows(void *mem, const struct campaign_rules *rules);
/* The text that ends its rows after LAST, a day not after the campaign's last;
 * BONUS: it has a bonus row. Behind the source that holds them; on MEM. */
char *campaign_plan_end(void *mem, const char *code, int32_t from, int32_t last, bool bonus);
/* Whether TEXT can be a campaign's code: 2 to 23 of a-z, 0-9 and _, beginning
 * with a letter, and none of the words that receipts use. */
bool campaign_code_ok(const char *text);

/* What was counted (PROGRAMME §9, campaign). Points and fen, none below 0. */
struct campaign_counts {
	int64_t participants, orders, sales_fen, before_orders, before_fen;
	int64_t bonus_points, redemptions, redeemed_points, saved_points;
};

/* What follows from it. */
struct campaign_result {
	int64_t points;       /* bonus and what lower costs left to members */
	int64_t points_fen;   /* their worth, by the plan's coupon */
	int64_t cost_fen;     /* with the other cost that staff entered */
	int64_t more_fen;     /* sales beyond the equal span before; may be below 0 */
	int64_t net_fen;      /* margin of that less the cost; may be below 0 */
	bool has_roi;         /* there is a cost to divide by */
	int64_t roi_bp;       /* net effect / cost, basis points, rounded towards 0 */
	int64_t reached_bp;   /* of the target; 0 = no target */
};

/* Judges COUNTS. OTHER_FEN: cost besides points; MARGIN_BP: part of sales that is
 * margin; GOAL: "participants", "orders", "sales" or "redemptions" with TARGET. */
struct campaign_result campaign_judge(const struct plan *plan, const struct campaign_counts *counts,
                                      int64_t other_fen, int64_t margin_bp, const char *goal,
                                      int64_t target);
/* What the target counts so far. */
int64_t campaign_attained(const struct campaign_counts *counts, const char *goal);

#endif
