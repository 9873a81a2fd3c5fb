/* The smaller sections of a plan file, and what no section can see alone. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/plan_fields.h"

#define IN_PLAN(member) offsetof(struct plan, member)
#define MANY INT64_C(1000000000)

bool plan_read_benefits(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"Name", FIELD_WORDS, offsetof(struct plan_benefit, name), 0, 0, true},
		{"Tier", FIELD_CODE, offsetof(struct plan_benefit, tier), 0, 0, true},
		{"Kind", FIELD_CODE, offsetof(struct plan_benefit, kind), 0, 0, false},
	};
	struct plan *plan = r->plan;
	char row[PLAN_ROW_NAME];
	int n = plan_rows(node);
	plan->benefits = talloc_zero_array(plan, struct plan_benefit, (unsigned)n + 1);
	for (const struct config *c = config_child(node); c; c = config_next(c)) {
		struct plan_benefit *benefit = &plan->benefits[plan->n_benefits++];
		if (!plan_row_code(r, plan_row_name(row, r, c), c, benefit->code) ||
		    !plan_fields(r, row, fields, PLAN_COUNT(fields), c, benefit))
			return false;
	}
	return true;
}

bool plan_read_points(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"LifeMonths", FIELD_INT, IN_PLAN(life_months), 0, 600, true},
	};
	return plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan);
}

bool plan_read_survey(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"Points", FIELD_INT, IN_PLAN(survey_points), 0, MANY, true},
		{"WeightProduct", FIELD_INT, IN_PLAN(survey_weights[0]), 0, 1000, false},
		{"WeightService", FIELD_INT, IN_PLAN(survey_weights[1]), 0, 1000, false},
		{"WeightEnvironment", FIELD_INT, IN_PLAN(survey_weights[2]), 0, 1000, false},
		{"WeightExpectation", FIELD_INT, IN_PLAN(survey_weights[3]), 0, 1000, false},
		{"WeightWordOfMouth", FIELD_INT, IN_PLAN(survey_weights[4]), 0, 1000, false},
	};
	for (int i = 0; i < 5; i++)
		r->plan->survey_weights[i] = 1; /* where the plan says nothing */
	return plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan);
}

bool plan_read_referral(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"ReferrerOnJoining", FIELD_INT, IN_PLAN(referral.referrer_join), 0, MANY, true},
		{"ReferrerOnFirstOrder", FIELD_INT, IN_PLAN(referral.referrer_order), 0, MANY, true},
		{"FriendOnJoining", FIELD_INT, IN_PLAN(referral.friend_join), 0, MANY, true},
		{"FriendOnFirstOrder", FIELD_INT, IN_PLAN(referral.friend_order), 0, MANY, true},
		{"MonthCap", FIELD_INT, IN_PLAN(referral.month_cap), 0, 100000, true},
	};
	return plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan);
}

bool plan_read_coupon(struct plan_reader *r, const struct config *node)
{
	static const struct plan_field fields[] = {
		{"UnitPoints", FIELD_INT, IN_PLAN(coupon.unit_points), 1, MANY, true},
		{"UnitFen", FIELD_INT, IN_PLAN(coupon.unit_fen), 1, MANY, true},
		{"LifeMonths", FIELD_INT, IN_PLAN(coupon.life_months), 1, 600, true},
	};
	return plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan);
}

bool plan_read_pay(struct plan_reader *r, const struct config *node)
{
	static const char *const caps[] = {"none", "share_of_price", "share_of_points", "half_value",
	                                   NULL};
	static const struct plan_field fields[] = {
		{"MinPoints", FIELD_INT, IN_PLAN(pay.min_points), 1, MANY, true},
		{"StepPoints", FIELD_INT, IN_PLAN(pay.step_points), 1, MANY, true},
		{"StepFen", FIELD_INT, IN_PLAN(pay.step_fen), 1, MANY, true},
		{"Share", FIELD_INT, IN_PLAN(pay.share_bp), 0, 10000, true},
		{"Cap", FIELD_WORD, 0, 0, 0, true},
	};
	if (!plan_fields(r, r->section, fields, PLAN_COUNT(fields), node, r->plan))
		return false;
	int i = plan_word(r, r->section, "Cap", config_get(node, "Cap", ""), caps);
	r->plan->pay.cap = (enum pay_cap)i;
	return i >= 0;
}

bool plan_read_birthday(struct plan_reader *r, const struct config *node)
{
	static const char *const kinds[] = {"coupon", "points", "item", NULL};
	struct plan *plan = r->plan;
	size_t zero = offsetof(struct plan, birthday);
	const struct plan_field fields[] = {
		{"Kind", FIELD_CODE, offsetof(struct plan, birthday[0].kind) - zero, 0, 0, true},
		{"Tier", FIELD_CODE, offsetof(struct plan, birthday[0].tier) - zero, 0, 0, true},
		{"Points", FIELD_INT, offsetof(struct plan, birthday[0].points) - zero, 0, MANY, false},
		{"Fen", FIELD_INT, offsetof(struct plan, birthday[0].fen) - zero, 0, MANY, false},
	};
	char row[PLAN_ROW_NAME];
	int n = 0;
	if (plan_rows(node) > 2)
		return plan_wrong(r, r->section, NULL, "holds at most 2 gifts");
	for (const struct config *c = config_child(node); c; c = config_next(c), n++)
		if (!plan_fields(r, plan_row_name(row, r, c), fields, PLAN_COUNT(fields), c,
		                 &plan->birthday[n]) ||
		    plan_word(r, row, "Kind", plan->birthday[n].kind, kinds) < 0)
			return false;
	return true;
}

static bool tier_exists(const struct plan *plan, const char *code)
{
	return strcmp(plan->tiers[plan_tier_index(plan, code)].code, code) == 0;
}

static bool check_tiers(struct plan_reader *r)
{
	const struct plan *plan = r->plan;
	bool money = plan->measure == MEASURE_SPEND_OR_TRIPS;
	const struct plan_tier *t = plan->tiers;
	if (t[0].points != 0 || t[0].spend_fen != 0 || t[0].trips != 0)
		return plan_wrong(r, "Tiers", t[0].code, "is everybody's tier: it needs nothing");
	for (int i = 1; i < plan->n_tiers; i++) {
		if (money ? t[i].points != 0 : t[i].spend_fen != 0 || t[i].trips != 0)
			return plan_wrong(r, "Tiers", t[i].code, "needs what TierMeasure.In does not count");
		if (money ? t[i].spend_fen <= t[i - 1].spend_fen || t[i].trips <= t[i - 1].trips
		          : t[i].points <= t[i - 1].points)
			return plan_wrong(r, "Tiers", t[i].code, "must need more than the tier before it");
		if (t[i].rate_bp < t[i - 1].rate_bp)
			return plan_wrong(r, "Tiers", t[i].code, "must not earn less than the tier before it");
	}
	return true;
}

static bool check_names(struct plan_reader *r)
{
	const struct plan *plan = r->plan;
	for (int i = 0; i < plan->n_benefits; i++)
		if (!tier_exists(plan, plan->benefits[i].tier))
			return plan_wrong(r, "Benefits", plan->benefits[i].code, "names no tier of this plan");
	for (int i = 0; i < 2; i++)
		if (plan->birthday[i].kind[0] && !tier_exists(plan, plan->birthday[i].tier))
			return plan_wrong(r, "Birthday", plan->birthday[i].kind, "names no tier of this plan");
	for (int i = 0; i < plan->n_bonuses; i++)
		if (plan->bonuses[i].tier[0] && !tier_exists(plan, plan->bonuses[i].tier))
			return plan_wrong(r, "Bonuses", plan->bonuses[i].code, "names no tier of this plan");
	for (int i = 0; i < plan->n_bonuses; i++)
		if (plan->bonuses[i].category[0] &&
		    plan_category_index(plan, plan->bonuses[i].category) < 0)
			return plan_wrong(r, "Bonuses", plan->bonuses[i].code,
			                  "names no category of this plan");
	return true;
}

/* Whether A and B can hold on one day; windows that recur count as always. */
static bool bonuses_meet(const struct plan_bonus *a, const struct plan_bonus *b)
{
	if (a->recurs || b->recurs)
		return true;
	return (a->until == DAY_NONE || b->from == DAY_NONE || b->from <= a->until) &&
	       (b->until == DAY_NONE || a->from == DAY_NONE || a->from <= b->until);
}

/* The highest rate at which a partner's orders earn. */
static uint64_t partners_most(const struct plan *plan)
{
	int64_t most = 0;

	for (int i = 0; i < plan->n_partners; i++)
		most = plan->partners[i].rate_bp > most ? plan->partners[i].rate_bp : most;
	return (uint64_t)most;
}

/* More bonuses at once than a receipt has lines, or a product that could
 * outgrow 127 bits, is a plan nobody can want: refuse it here, so that pricing
 * needs no such outcome. */
static bool check_meeting(struct plan_reader *r)
{
	const struct plan *plan = r->plan;
	for (int i = 0; i < plan->n_bonuses; i++) {
		int meet = 0;
		unsigned __int128 most = (unsigned __int128)PLAN_FEN_MOST *
		                         (uint64_t)plan->earn_points_per_yuan *
		                         (uint64_t)plan->tiers[plan->n_tiers - 1].rate_bp;
		if (plan->n_partners > 0)
			most *= partners_most(plan) + 1;
		for (int k = 0; k < plan->n_bonuses; k++) {
			if (!bonuses_meet(&plan->bonuses[i], &plan->bonuses[k]))
				continue;
			meet++;
			if (__builtin_mul_overflow(most, (uint64_t)plan->bonuses[k].rate_bp, &most) &&
			    plan->stacking == STACK_MULTIPLY)
				meet = PLAN_MEET_MOST + 1;
		}
		if (meet > PLAN_MEET_MOST)
			return plan_wrong(r, "Bonuses", plan->bonuses[i].code,
			                  "can meet with too many other bonuses on one day");
	}
	return true;
}

bool plan_check(struct plan_reader *r)
{
	if (r->plan->pay.min_points % r->plan->pay.step_points != 0)
		return plan_wrong(r, "Pay", "MinPoints", "must be a whole number of StepPoints");
	return check_tiers(r) && check_names(r) && check_meeting(r);
}
