/* A plan made by hand, with one of everything the rules page puts into words. */
#ifndef TESTS_PAGE_PLAN_SAMPLE_H
#define TESTS_PAGE_PLAN_SAMPLE_H

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "rule/plan.h"

static inline void sample_words(struct words *w, const char *zh, const char *en)
{
	snprintf(w->zh, sizeof w->zh, "%s", zh);
	snprintf(w->en, sizeof w->en, "%s", en);
}

static inline void sample_tier(struct plan_tier *t, const char *code, const char *zh,
                               const char *en, int64_t points, int64_t rate_bp)
{
	snprintf(t->code, sizeof t->code, "%s", code);
	sample_words(&t->name, zh, en);
	t->points = points;
	t->rate_bp = rate_bp;
}

static inline void sample_benefit(struct plan_benefit *b, const char *tier, const char *code,
                                  const char *zh, const char *en)
{
	snprintf(b->tier, sizeof b->tier, "%s", tier);
	snprintf(b->code, sizeof b->code, "%s", code);
	sample_words(&b->name, zh, en);
}

static inline int32_t sample_day(int year, int month, int day)
{
	return day_from_civil((struct civil){year, month, day});
}

static inline void sample_lists(struct plan *plan)
{
	plan->n_bonuses = 3;
	plan->bonuses = talloc_zero_array(plan, struct plan_bonus, 3);
	snprintf(plan->bonuses[0].code, PLAN_CODE, "national-2026");
	sample_words(&plan->bonuses[0].name, "国庆", "National Day");
	plan->bonuses[0].from = sample_day(2026, 10, 1);
	plan->bonuses[0].until = sample_day(2026, 10, 7);
	plan->bonuses[0].rate_bp = 11000;
	snprintf(plan->bonuses[1].code, PLAN_CODE, "new-year-2027");
	sample_words(&plan->bonuses[1].name, "元旦", "New Year");
	plan->bonuses[1].from = sample_day(2027, 1, 1);
	plan->bonuses[1].until = sample_day(2027, 1, 3);
	plan->bonuses[1].rate_bp = 11000;
	snprintf(plan->bonuses[2].code, PLAN_CODE, "member-day");
	sample_words(&plan->bonuses[2].name, "会员日", "Member day");
	plan->bonuses[2].recurs = 'm';
	plan->bonuses[2].from = 8;
	plan->bonuses[2].until = 10;
	plan->bonuses[2].rate_bp = 10500;
	plan->bonuses[2].min_paid_fen = 50000;
	snprintf(plan->bonuses[2].category, PLAN_CODE, "custom");
	plan->n_categories = 1;
	plan->categories = talloc_zero_size(plan, sizeof *plan->categories);
	snprintf(plan->categories[0].code, PLAN_CODE, "custom");
	sample_words(&plan->categories[0].name, "定制游", "Custom tours");
	plan->categories[0].pay_share_bp = 5000;
	plan->n_benefits = 4;
	plan->benefits = talloc_zero_array(plan, struct plan_benefit, 4);
	sample_benefit(&plan->benefits[0], "silver", "priority", "优先服务", "Priority service");
	sample_benefit(&plan->benefits[1], "silver", "birthday", "生日礼", "Birthday gift");
	sample_benefit(&plan->benefits[2], "gold", "adviser", "专属顾问", "A personal adviser");
	sample_benefit(&plan->benefits[3], "gold", "custom", "定制行程", "Custom trips");
}

/* Version VERSION from FROM_DAY; a talloc child of MEM. */
static inline struct plan *sample_plan(void *mem, int64_t version, int32_t from_day)
{
	struct plan *plan = talloc_zero(mem, struct plan);

	plan->version = version;
	plan->from_day = from_day;
	snprintf(plan->name, PLAN_CODE, "sample");
	plan->earn_points_per_yuan = 1;
	plan->stacking = STACK_ADD;
	plan->measure = MEASURE_POINTS_LIFETIME;
	plan->n_tiers = 3;
	sample_tier(&plan->tiers[0], "standard", "普通会员", "Standard", 0, 10000);
	sample_tier(&plan->tiers[1], "silver", "银卡会员", "Silver", 1000, 20000);
	sample_tier(&plan->tiers[2], "gold", "金卡会员", "Gold", 5000, 20000);
	plan->tiers[2].price_discount_bp = 500;
	plan->life_months = 24;
	plan->survey_points = 50;
	plan->referral.referrer_order = 200;
	plan->referral.month_cap = 10;
	plan->coupon.unit_points = 100;
	plan->coupon.unit_fen = 1000;
	plan->coupon.life_months = 3;
	plan->pay.min_points = plan->pay.step_points = 500;
	plan->pay.step_fen = 5000;
	plan->pay.cap = PAY_CAP_PRICE;
	plan->review_grace_days = 30;
	snprintf(plan->birthday[0].kind, PLAN_CODE, "coupon");
	snprintf(plan->birthday[0].tier, PLAN_CODE, "silver");
	plan->birthday[0].fen = 5000;
	sample_lists(plan);
	return plan;
}

#endif
