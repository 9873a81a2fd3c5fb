/* Between plan.c (the whole) and plan_read.c, plan_rest.c (its sections). */
#ifndef RULE_PLAN_PRIVATE_H
#define RULE_PLAN_PRIVATE_H

#include "rule/plan.h"

#define PLAN_ERROR 160

/* The bounds within which every product of pricing stays below 2^127. */
#define PLAN_FEN_MOST INT64_C(1000000000000)
#define PLAN_RATE_MOST 100000 /* x10 */
#define PLAN_MEET_MOST 14     /* bonuses that may hold on one day (a receipt's lines) */

struct plan_reader {
	struct plan *plan;
	const char *section; /* being read, for messages */
	char *error;
};

/* Notes what is wrong with SECTION.ROW (ROW may be NULL); false. */
bool plan_wrong(struct plan_reader *r, const char *section, const char *row, const char *what);

/* One reader a section; false after plan_wrong(). */
bool plan_read_name(struct plan_reader *r, const struct config *node);
bool plan_read_earn(struct plan_reader *r, const struct config *node);
bool plan_read_measure(struct plan_reader *r, const struct config *node);
bool plan_read_tiers(struct plan_reader *r, const struct config *node);
bool plan_read_categories(struct plan_reader *r, const struct config *node);
bool plan_read_bonuses(struct plan_reader *r, const struct config *node);
bool plan_read_benefits(struct plan_reader *r, const struct config *node);
bool plan_read_points(struct plan_reader *r, const struct config *node);
bool plan_read_survey(struct plan_reader *r, const struct config *node);
bool plan_read_referral(struct plan_reader *r, const struct config *node);
bool plan_read_coupon(struct plan_reader *r, const struct config *node);
bool plan_read_pay(struct plan_reader *r, const struct config *node);
bool plan_read_birthday(struct plan_reader *r, const struct config *node);
bool plan_read_calendar(struct plan_reader *r, const struct config *node);
bool plan_read_goodwill(struct plan_reader *r, const struct config *node);
bool plan_read_partners(struct plan_reader *r, const struct config *node);
bool plan_read_campaigns(struct plan_reader *r, const struct config *node);
/* What no section can see alone: rising tiers, names that must exist. */
bool plan_check(struct plan_reader *r);

#endif
