/* The larger sections of a plan file. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/plan_fields.h"

bool plan_read_name(struct plan_reader *r, const struct config *node)
{
	const char *name = config_value(node) ? config_value(node) : "";
	if (!plan_code_ok(name, false))
		return plan_wrong(r, r->section, NULL, "must be a code of a-z, 0-9, _ and -");
	snprintf(r->plan->name, sizeof(r->plan->name), "%s", name);
	return true;
}

#define IN_PLAN(member) offsetof(struct plan, member)

bool plan_read_earn(struct plan_reader *r, const struct config *node)
{
	static const char *const stackings[] = {"add", "highest", "multiply", NULL};
	static const struct plan_field fields[] = {
		{"PointsPerYuan", FIELD_INT, IN_PLAN(earn_points_per_yuan), 1, 1000, true},
		{"Stacking", FIELD_WORD, 0, 0, 0, true},
		{"DayCap", FIELD_INT, IN_PLAN(cap_day_points), 0, INT64_C(1000000000), true},
		{"ReleaseDays", FIELD_INT, IN_PLAN(release_days), 0, 365, true},
	};
	if (!plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan))
		return false;
	int i = plan_word(r, r->section, "Stacking", config_get(node, "Stacking", ""), stackings);
	r->plan->stacking = (enum stacking)i;
	return i >= 0;
}

bool plan_read_measure(struct plan_reader *r, const struct config *node)
{
	static const char *const measures[] = {"points_lifetime", "points_window", "spend_or_trips",
	                                       NULL};
	static const struct plan_field fields[] = {
		{"In", FIELD_WORD, 0, 0, 0, true},
		{"WindowMonths", FIELD_WORD, 0, 0, 0, true},
		{"ReviewGraceDays", FIELD_INT, IN_PLAN(review_grace_days), 1, 365, true},
	};
	static const struct plan_field window = {"WindowMonths", FIELD_INT, 0, 0, 600, true};
	int64_t months = 0;
	if (!plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan) ||
	    !plan_number(r, r->section, &window, config_get(node, "WindowMonths", ""), &months))
		return false;
	int i = plan_word(r, r->section, "In", config_get(node, "In", ""), measures);
	if (i < 0)
		return false;
	r->plan->measure = (enum measure)i;
	r->plan->window_months = (int)months;
	if ((months > 0) != (r->plan->measure != MEASURE_POINTS_LIFETIME))
		return plan_wrong(r, r->section, "WindowMonths",
		                  "must be 0 for points_lifetime and more than 0 for the others");
	return true;
}

bool plan_read_tiers(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"Name", FIELD_WORDS, offsetof(struct plan_tier, name), 0, 0, true},
		{"Points", FIELD_INT, offsetof(struct plan_tier, points), 0, PLAN_FEN_MOST, false},
		{"SpendFen", FIELD_INT, offsetof(struct plan_tier, spend_fen), 0, PLAN_FEN_MOST, false},
		{"Trips", FIELD_INT, offsetof(struct plan_tier, trips), 0, 100000, false},
		{"Rate", FIELD_INT, offsetof(struct plan_tier, rate_bp), 10000, PLAN_RATE_MOST, true},
		{"PriceDiscount", FIELD_INT, offsetof(struct plan_tier, price_discount_bp), 0, 9000, true},
		{"RedeemDiscount", FIELD_INT, offsetof(struct plan_tier, redeem_discount_bp), 0, 9000,
	     true},
	};
	char row[PLAN_ROW_NAME];
	if (plan_rows(node) < 1 || plan_rows(node) > PLAN_TIERS)
		return plan_wrong(r, r->section, NULL, "must hold 1 to 8 tiers");
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		struct plan_tier *tier = &r->plan->tiers[r->plan->n_tiers++];
		if (!plan_row_code(r, plan_row_name(row, r, c), c, tier->code) ||
		    !plan_fields(r, row, fields, PLAN_COUNT(fields), c, tier))
			return false;
	}
	return true;
}

/* The type of a category is nameless in the plan: its fields by way of it. */
#define IN_CATEGORY(member)                                                                        \
	((size_t)((const char *)&r->plan->categories->member - (const char *)r->plan->categories))

bool plan_read_categories(struct plan_reader *r, const struct config *node)
{
	struct plan *plan = r->plan;
	char row[PLAN_ROW_NAME];
	int n = plan_rows(node);
	if (n < 1)
		return plan_wrong(r, r->section, NULL, "must hold at least one category");
	plan->categories = talloc_zero_size(plan, sizeof(*plan->categories) * (size_t)n);
	const struct plan_field fields[] = {
		{"Name", FIELD_WORDS, IN_CATEGORY(name), 0, 0, true},
		{"PayShare", FIELD_INT, IN_CATEGORY(pay_share_bp), 0, 10000, false},
		{"PriceDiscount", FIELD_FLAG, IN_CATEGORY(price_discount), 0, 1, true},
	};
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		int i = plan->n_categories++;
		if (!plan_row_code(r, plan_row_name(row, r, c), c, plan->categories[i].code) ||
		    !plan_fields(r, row, fields, PLAN_COUNT(fields), c, &plan->categories[i]))
			return false;
	}
	return true;
}

/* The number of one or two digits at *TEXT, which moves behind it; -1: none. */
static int short_number(const char **text)
{
	int value = -1;
	for (int i = 0; i < 2 && **text >= '0' && **text <= '9'; i++)
		value = (value < 0 ? 0 : value * 10) + *(*text)++ - '0';
	return value;
}

/* "01" … "31" for monthly windows, "MM-DD" for yearly ones, else a date. */
static bool bonus_day(struct plan_reader *r, const char *row, const char *field,
                      const struct config *node, char recurs, int32_t *out)
{
	const char *text = config_get(node, field, "");
	int month = 0, day;
	*out = DAY_NONE;
	if (!text[0])
		return recurs == 0 || plan_wrong(r, row, field, "is missing");
	if (recurs == 0)
		return day_parse(text, out) || plan_wrong(r, row, field, "must be a day, YYYY-MM-DD");
	if (recurs == 'y') {
		month = short_number(&text);
		if (month < 1 || month > 12 || *text++ != '-')
			return plan_wrong(r, row, field, "must be a day of the year, MM-DD");
	}
	day = short_number(&text);
	if (day < 1 || day > 31 || *text)
		return plan_wrong(r, row, field,
		                  recurs == 'y' ? "must be a day of the year, MM-DD"
		                                : "must be a day of the month, 1 to 31");
	*out = month * 100 + day;
	return true;
}

static bool bonus_window(struct plan_reader *r, const char *row, const struct config *node,
                         struct plan_bonus *bonus)
{
	static const char *const words[] = {"once", "monthly", "yearly", NULL};
	static const char recurs[] = {0, 'm', 'y'};
	int i = plan_word(r, row, "Recurs", config_get(node, "Recurs", "once"), words);
	if (i < 0)
		return false;
	bonus->recurs = recurs[i];
	if (!bonus_day(r, row, "From", node, bonus->recurs, &bonus->from) ||
	    !bonus_day(r, row, "Until", node, bonus->recurs, &bonus->until))
		return false;
	if (bonus->recurs == 0 && bonus->from != DAY_NONE && bonus->until != DAY_NONE &&
	    bonus->until < bonus->from)
		return plan_wrong(r, row, "Until", "lies before From");
	return true;
}

#define IN_BONUS(member) offsetof(struct plan_bonus, member)

bool plan_read_bonuses(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"Name", FIELD_WORDS, IN_BONUS(name), 0, 0, true},
		{"Recurs", FIELD_WORD, 0, 0, 0, false},
		{"From", FIELD_DATE, 0, 0, 0, false},
		{"Until", FIELD_DATE, 0, 0, 0, false},
		{"Rate", FIELD_INT, IN_BONUS(rate_bp), 10001, PLAN_RATE_MOST, true},
		{"Category", FIELD_CODE, IN_BONUS(category), 0, 0, false},
		{"Product", FIELD_CODE, IN_BONUS(product), 0, 0, false},
		{"Partner", FIELD_CODE, IN_BONUS(partner), 0, 0, false},
		{"Branch", FIELD_CODE, IN_BONUS(branch), 0, 0, false},
		{"Tier", FIELD_CODE, IN_BONUS(tier), 0, 0, false},
		{"MinPaidFen", FIELD_INT, IN_BONUS(min_paid_fen), 0, PLAN_FEN_MOST, false},
		{"FirstInCategory", FIELD_FLAG, IN_BONUS(first_in_category), 0, 1, false},
	};
	struct plan *plan = r->plan;
	char row[PLAN_ROW_NAME];
	plan->bonuses = talloc_zero_array(plan, struct plan_bonus, (unsigned)plan_rows(node) + 1);
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		struct plan_bonus *bonus = &plan->bonuses[plan->n_bonuses++];
		if (!plan_row_code(r, plan_row_name(row, r, c), c, bonus->code) ||
		    !plan_fields(r, row, fields, PLAN_COUNT(fields), c, bonus) ||
		    !bonus_window(r, row, c, bonus))
			return false;
		if (strcmp(bonus->code, "base") == 0 || strcmp(bonus->code, "tier") == 0 ||
		    strcmp(bonus->code, "partner") == 0)
			return plan_wrong(r, row, NULL, "base, tier and partner are lines of receipts already");
	}
	return true;
}
