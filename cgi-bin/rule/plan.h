/* A plan: every number of the programme as data, parsed from a plan file
 * (schema/plans/NAME.hdf). Pure: no I/O, no clock. */
#ifndef RULE_PLAN_H
#define RULE_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/config.h"

#define PLAN_TIERS 8
#define PLAN_CODE 24
#define PLAN_TEXT 96

enum stacking { STACK_ADD, STACK_HIGHEST, STACK_MULTIPLY };
/* What a tier is measured in. */
enum measure { MEASURE_POINTS_LIFETIME, MEASURE_POINTS_WINDOW, MEASURE_SPEND_OR_TRIPS };
/* What "50 %" means for paying with points (PROGRAMME §1). */
enum pay_cap { PAY_CAP_NONE, PAY_CAP_PRICE, PAY_CAP_POINTS, PAY_CAP_HALF_VALUE };

/* A text in both languages, UTF-8. */
struct words {
	char zh[PLAN_TEXT], en[PLAN_TEXT];
};

struct plan_tier {
	char code[PLAN_CODE]; /* "standard", "silver", "gold", "platinum", "diamond" */
	struct words name;
	int64_t points;              /* points needed (points measures), else 0 */
	int64_t spend_fen, trips;    /* needed (spend-or-trips measure), either suffices */
	int64_t rate_bp;             /* earn multiplier, basis points */
	int64_t price_discount_bp;   /* off the price */
	int64_t redeem_discount_bp;  /* off the cost of redemptions */
};

/* An earning bonus: a holiday window, a campaign, a marked product. */
struct plan_bonus {
	char code[PLAN_CODE];
	struct words name;
	int32_t from, until;      /* inclusive days; DAY_NONE = open */
	char recurs;              /* 0 once, 'm' days of month from..until, 'y' month*100+day */
	int64_t rate_bp;          /* the multiplier it means: +10 % under add = 11000, x2 = 20000 */
	char category[PLAN_CODE]; /* "" = any; likewise below */
	char product[PLAN_CODE];  /* a marked product code */
	char partner[PLAN_CODE], branch[PLAN_CODE];
	char tier[PLAN_CODE]; /* lowest tier it is for */
	int64_t min_paid_fen;
	bool first_in_category;   /* only a member's first order in its category */
};

struct plan_benefit {
	char tier[PLAN_CODE]; /* lowest tier that has it */
	char kind[PLAN_CODE]; /* member kind it is for; "" = all */
	char code[PLAN_CODE];
	struct words name;
};

/* A campaign as it was published: when and for whom the items that belong to it
 * are open. Its earning bonus, where it has one, is the plan_bonus of its code. */
struct plan_campaign {
	char code[PLAN_CODE];
	struct words name;
	int32_t from, until;  /* inclusive days */
	char tier[PLAN_CODE]; /* lowest tier it is for; "" = all */
	char kind[PLAN_CODE]; /* member kind it is for; "" = all */
};

/* A partner's own terms; one without a row earns and settles as everybody else. */
struct plan_partner {
	char code[PLAN_CODE]; /* the partner's */
	struct words name;
	int64_t rate_bp;      /* of the points its orders earn: 5000 = half, 20000 = twice */
	int64_t unit_fen;     /* what it pays for the coupon's UnitPoints; -1 = as the coupon */
	int64_t redeem_bp;    /* part of the value redeemed there that we pay it */
	int64_t month_points, year_points; /* points its orders may earn until staff are told;
	                                    * 0 = no budget */
	bool ends_at_budget;  /* then its further orders of that month or year earn nothing */
};

/* Days that are free although they are weekdays, or worked although not. */
struct plan_day {
	char code[PLAN_CODE];
	int32_t from, until; /* inclusive */
	bool work;
};

struct plan {
	int64_t version; /* rule version; 0 until loaded from the database */
	char name[PLAN_CODE];
	int32_t from_day; /* first day on which orders are priced by it */
	int64_t earn_points_per_yuan;
	enum stacking stacking;
	enum measure measure;
	int window_months; /* of the tier measure; 0 = lifetime */
	int n_tiers, n_bonuses, n_benefits, n_categories;
	struct plan_tier tiers[PLAN_TIERS]; /* rising; [0] = everybody */
	struct plan_bonus *bonuses;         /* talloc children of the plan */
	struct plan_benefit *benefits;
	struct {
		char code[PLAN_CODE];
		struct words name;
		int64_t pay_share_bp; /* points may pay at most this part; 0 = no cap */
		bool price_discount;  /* the tiers' price discounts hold in it */
	} *categories;
	int64_t life_months;       /* points live; 0 = for ever */
	int64_t release_days;      /* completed -> available */
	int64_t cap_day_points;    /* purchase points a day; 0 = no cap */
	int64_t survey_points;
	int64_t survey_weights[5]; /* of the drivers in the CSI, in rule/survey.h's order */
	struct {
		int64_t referrer_join, referrer_order, friend_join, friend_order, month_cap;
	} referral;
	struct {
		int64_t unit_points, unit_fen, life_months;
	} coupon;
	struct {
		int64_t min_points, step_points, step_fen, share_bp;
		enum pay_cap cap;
	} pay;
	int64_t review_grace_days; /* 30 */
	struct {
		char kind[PLAN_CODE]; /* "coupon", "points", "item" */
		char tier[PLAN_CODE]; /* lowest tier */
		int64_t points, fen;
	} birthday[2];
	int n_campaigns;
	struct plan_campaign *campaigns; /* NULL where there is none */
	int n_partners;
	struct plan_partner *partners; /* NULL where there is none */
	int n_days;
	struct plan_day *days; /* the working calendar; without rows: Monday to Friday */
	struct {
		int64_t month_points; /* a staff member's monthly budget */
		int64_t ceiling;      /* above it a second person signs */
	} goodwill;
};

/* Parses a plan tree onto talloc context MEM. NULL on a missing or wrong row;
 * then ERROR (at least 160 bytes) says which row and what it must be. */
struct plan *plan_parse(void *mem, const struct config *tree, char *error);
/* Index of the tier CODE in the plan; 0 (everybody) when it is unknown. */
int plan_tier_index(const struct plan *plan, const char *code);
/* Whether a member of TIER has LEAST ("" = everybody) or a higher one. A tier
 * that the plan does not have asks for the highest: rather too few than all. */
bool plan_tier_reaches(const struct plan *plan, const char *tier, const char *least);
/* The campaign CODE of the plan; NULL = it has none. */
const struct plan_campaign *plan_campaign(const struct plan *plan, const char *code);
/* The terms of the partner CODE (NULL: none is asked for); NULL = it has none. */
const struct plan_partner *plan_partner(const struct plan *plan, const char *code);
/* Index of the category CODE; -1 when the plan has none. */
int plan_category_index(const struct plan *plan, const char *code);

/* All rule versions in force at some time, oldest first. */
struct plan_book {
	int n;
	struct plan **plans; /* rising from_day */
};
/* The version in force on DAY (the oldest when DAY lies before all). */
const struct plan *plan_on(const struct plan_book *book, int32_t day);
/* The version numbered VERSION, or NULL. */
const struct plan *plan_version(const struct plan_book *book, int64_t version);

#endif
