/* Sections of a plan file that serve the cases: the working calendar, and what
 * staff may give to make good. */
#include <stddef.h>

#include "base/mem.h"
#include "rule/plan_fields.h"

bool plan_read_calendar(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"From", FIELD_DATE, 0, 0, 0, true},
		{"Until", FIELD_DATE, 0, 0, 0, true},
		{"Work", FIELD_FLAG, offsetof(struct plan_day, work), 0, 1, false},
	};
	struct plan *plan = r->plan;
	char row[PLAN_ROW_NAME];

	plan->days = talloc_zero_array(plan, struct plan_day, (unsigned)plan_rows(node) + 1);
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		struct plan_day *day = &plan->days[plan->n_days++];

		if (!plan_row_code(r, plan_row_name(row, r, c), c, day->code) ||
		    !plan_fields(r, row, fields, PLAN_COUNT(fields), c, day))
			return false;
		if (!day_parse(config_get(c, "From", ""), &day->from))
			return plan_wrong(r, row, "From", "must be a day, YYYY-MM-DD");
		if (!day_parse(config_get(c, "Until", ""), &day->until) || day->until < day->from)
			return plan_wrong(r, row, "Until", "must be a day, YYYY-MM-DD, not before From");
	}
	return true;
}

bool plan_read_goodwill(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"MonthPoints", FIELD_INT, offsetof(struct plan, goodwill.month_points), 0,
		 INT64_C(1000000000), true},
		{"Ceiling", FIELD_INT, offsetof(struct plan, goodwill.ceiling), 0, INT64_C(1000000000),
		 true},
	};
	return plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan);
}
