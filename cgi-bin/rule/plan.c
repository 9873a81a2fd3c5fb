#include "rule/plan.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "rule/plan_private.h"

static const struct {
	const char *name;
	bool (*read)(struct plan_reader *r, const struct config *node);
	bool optional;
} sections[] = {
	{"Name", plan_read_name, false},
	{"Earn", plan_read_earn, false},
	{"TierMeasure", plan_read_measure, false},
	{"Tiers", plan_read_tiers, false},
	{"Categories", plan_read_categories, false},
	{"Bonuses", plan_read_bonuses, false},
	{"Benefits", plan_read_benefits, false},
	{"Points", plan_read_points, false},
	{"Survey", plan_read_survey, false},
	{"Referral", plan_read_referral, false},
	{"Coupon", plan_read_coupon, false},
	{"Pay", plan_read_pay, false},
	{"Birthday", plan_read_birthday, false},
	{"Calendar", plan_read_calendar, true},
	{"Goodwill", plan_read_goodwill, true},
	{"Partners", plan_read_partners, true},
	{"Campaigns", plan_read_campaigns, true},
};

static bool section_known(const char *name)
{
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++)
		if (strcmp(sections[i].name, name) == 0)
			return true;
	return false;
}

static bool read_sections(struct plan_reader *r, const struct config *tree)
{
	for (const struct config *c = config_child(tree); c; c = config_next(c))
		if (!section_known(config_name(c)))
			return plan_wrong(r, config_name(c), NULL, "is not a section of a plan");
	for (size_t i = 0; i < sizeof(sections) / sizeof(sections[0]); i++) {
		const struct config *node = config_node(tree, sections[i].name);
		if (!node && sections[i].optional)
			continue;
		if (!node)
			return plan_wrong(r, sections[i].name, NULL, "is missing");
		r->section = sections[i].name;
		if (!sections[i].read(r, node))
			return false;
	}
	return plan_check(r);
}

struct plan *plan_parse(void *mem, const struct config *tree, char *error)
{
	struct plan *plan = talloc_zero(mem, struct plan);
	struct plan_reader reader = {.plan = plan, .error = error};
	error[0] = '\0';
	if (!tree || !config_child(tree)) {
		snprintf(error, PLAN_ERROR, "the plan is empty");
		talloc_free(plan);
		return NULL;
	}
	if (!read_sections(&reader, tree)) {
		talloc_free(plan);
		return NULL;
	}
	return plan;
}

int plan_tier_index(const struct plan *plan, const char *code)
{
	for (int i = 0; i < plan->n_tiers; i++)
		if (strcmp(plan->tiers[i].code, code) == 0)
			return i;
	return 0;
}

int plan_category_index(const struct plan *plan, const char *code)
{
	for (int i = 0; i < plan->n_categories; i++)
		if (strcmp(plan->categories[i].code, code) == 0)
			return i;
	return -1;
}

const struct plan *plan_on(const struct plan_book *book, int32_t day)
{
	int found = 0;
	for (int i = 1; i < book->n; i++)
		if (book->plans[i]->from_day <= day)
			found = i;
	return book->n > 0 ? book->plans[found] : NULL;
}

const struct plan *plan_version(const struct plan_book *book, int64_t version)
{
	for (int i = 0; i < book->n; i++)
		if (book->plans[i]->version == version)
			return book->plans[i];
	return NULL;
}
