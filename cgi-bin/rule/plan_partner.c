/* The partners of a plan file: each one's own earn rate, what its points cost it, what
 * we pay for what is redeemed there, and its budgets. */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "rule/plan_fields.h"

#define IN_PARTNER(member) offsetof(struct plan_partner, member)
#define MANY INT64_C(1000000000)

bool plan_read_partners(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"Partner", FIELD_CODE, IN_PARTNER(code), 0, 0, true},
		{"Name", FIELD_WORDS, IN_PARTNER(name), 0, 0, true},
		{"Rate", FIELD_INT, IN_PARTNER(rate_bp), 0, PLAN_RATE_MOST, false},
		{"UnitFen", FIELD_INT, IN_PARTNER(unit_fen), 0, MANY, false},
		{"RedeemShare", FIELD_INT, IN_PARTNER(redeem_bp), 0, 10000, false},
		{"MonthPoints", FIELD_INT, IN_PARTNER(month_points), 0, PLAN_FEN_MOST, false},
		{"YearPoints", FIELD_INT, IN_PARTNER(year_points), 0, PLAN_FEN_MOST, false},
		{"EndsAtBudget", FIELD_FLAG, IN_PARTNER(ends_at_budget), 0, 1, false},
	};
	struct plan *plan = r->plan;
	char row[PLAN_ROW_NAME], name[PLAN_CODE];

	plan->partners = talloc_zero_array(plan, struct plan_partner, (unsigned)plan_rows(node) + 1);
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		struct plan_partner *partner = &plan->partners[plan->n_partners++];

		partner->rate_bp = partner->redeem_bp = 10000;
		partner->unit_fen = -1;
		if (!plan_row_code(r, plan_row_name(row, r, c), c, name) ||
		    !plan_fields(r, row, fields, PLAN_COUNT(fields), c, partner))
			return false;
		if (plan_partner(plan, partner->code) != partner)
			return plan_wrong(r, row, "Partner", "has a row already");
		if (partner->month_points > 0 && partner->year_points > 0 &&
		    partner->year_points < partner->month_points)
			return plan_wrong(r, row, "YearPoints", "must not be less than MonthPoints");
		if (partner->ends_at_budget && partner->month_points + partner->year_points == 0)
			return plan_wrong(r, row, "EndsAtBudget", "needs MonthPoints or YearPoints");
	}
	return true;
}

const struct plan_partner *plan_partner(const struct plan *plan, const char *code)
{
	for (int i = 0; code && i < plan->n_partners; i++)
		if (strcmp(plan->partners[i].code, code) == 0)
			return &plan->partners[i];
	return NULL;
}
