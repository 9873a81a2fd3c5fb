/* The campaigns of a plan file: staff publish them, a version of the plan
 * carries them. */
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "rule/plan_fields.h"

static bool window(struct plan_reader *r, const char *row, const struct config *node,
                   struct plan_campaign *campaign)
{
	if (!day_parse(config_get(node, "From", ""), &campaign->from))
		return plan_wrong(r, row, "From", "must be a day, YYYY-MM-DD");
	if (!day_parse(config_get(node, "Until", ""), &campaign->until) ||
	    campaign->until < campaign->from)
		return plan_wrong(r, row, "Until", "must be a day, YYYY-MM-DD, not before From");
	return true;
}

bool plan_read_campaigns(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"Name", FIELD_WORDS, offsetof(struct plan_campaign, name), 0, 0, true},
		{"From", FIELD_DATE, 0, 0, 0, true},
		{"Until", FIELD_DATE, 0, 0, 0, true},
		{"Tier", FIELD_CODE, offsetof(struct plan_campaign, tier), 0, 0, false},
		{"Kind", FIELD_CODE, offsetof(struct plan_campaign, kind), 0, 0, false},
	};
	struct plan *plan = r->plan;
	char row[PLAN_ROW_NAME];

	plan->campaigns = talloc_zero_array(plan, struct plan_campaign, (unsigned)plan_rows(node) + 1);
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		struct plan_campaign *campaign = &plan->campaigns[plan->n_campaigns++];

		if (!plan_row_code(r, plan_row_name(row, r, c), c, campaign->code) ||
		    !plan_fields(r, row, fields, PLAN_COUNT(fields), c, campaign) ||
		    !window(r, row, c, campaign))
			return false;
	}
	return true;
}

const struct plan_campaign *plan_campaign(const struct plan *plan, const char *code)
{
	for (int i = 0; i < plan->n_campaigns; i++)
		if (strcmp(plan->campaigns[i].code, code) == 0)
			return &plan->campaigns[i];
	return NULL;
}

bool plan_tier_reaches(const struct plan *plan, const char *tier, const char *least)
{
	int needed;

	if (!least || !*least)
		return true;
	needed = plan_tier_index(plan, least);
	if (strcmp(plan->tiers[needed].code, least) != 0)
		needed = plan->n_tiers - 1;
	return plan_tier_index(plan, tier) >= needed;
}
