/* Tiers and earning bonuses in words. */
#include <string.h>

#include "base/mem.h"
#include "page/rule_words_private.h"

static char *say(const struct telling *t, const char *key, const char *one, const char *two)
{
	return text_sentence(t->mem, t->root, key, one ? one : "", two ? two : "", NULL);
}

/* The categories in which the tiers' price discounts hold. */
static char *discounted(const struct telling *t)
{
	const char *gap = view_lang(t->root) == LANG_EN ? " " : ""; /* a setting keeps no blank */
	char *out = talloc_strdup(t->mem, "");
	int n = 0;

	for (int i = 0; i < t->plan->n_categories; i++)
		if (t->plan->categories[i].price_discount) {
			if (n++ > 0)
				out = talloc_asprintf_append(out, "%s%s", view_words(t->root, "Lang.Rules.And"),
				                             gap);
			out = talloc_strdup_append(out, plan_words(t->root, &t->plan->categories[i].name));
		}
	if (n == 0 || n == t->plan->n_categories)
		return talloc_strdup(t->mem, view_words(t->root, "Lang.Rules.AllCategories"));
	return out;
}

/* 500 is "9.5 折" there and "5% off" here. */
static char *price_off(const struct telling *t, int64_t bp)
{
	int64_t shown = view_lang(t->root) == LANG_EN ? bp : (10000 - bp) / 10;

	return say(t, "Lang.Rules.PriceOff", text_decimal(t->mem, shown), discounted(t));
}

static void add(struct telling *t, const char *tier, const char *what, char *text)
{
	rule_add(t, "tier", talloc_asprintf(t->mem, "tier.%s.%s", tier, what), text)->tier = tier;
}

static char *need(const struct telling *t, const struct plan_tier *tier)
{
	const struct plan *plan = t->plan;
	char *months = text_points(t->mem, plan->window_months);

	switch (plan->measure) {
	case MEASURE_POINTS_LIFETIME:
		return say(t, "Lang.Rules.NeedLifetime", text_points(t->mem, tier->points), NULL);
	case MEASURE_POINTS_WINDOW:
		return say(t, "Lang.Rules.NeedWindow", text_points(t->mem, tier->points), months);
	default:
		return text_sentence(t->mem, t->root, "Lang.Rules.NeedSpend",
		                     text_money(t->mem, tier->spend_fen),
		                     text_points(t->mem, tier->trips), months, NULL);
	}
}

static void tell_tier(struct telling *t, int i)
{
	const struct plan_tier *tier = &t->plan->tiers[i];

	add(t, tier->code, "need",
	    i ? need(t, tier) : talloc_strdup(t->mem, view_words(t->root, "Lang.Rules.NeedNothing")));
	if (tier->rate_bp != 10000)
		add(t, tier->code, "rate",
		    say(t, "Lang.Rules.Times", text_decimal(t->mem, tier->rate_bp / 100), NULL));
	if (tier->price_discount_bp)
		add(t, tier->code, "price", price_off(t, tier->price_discount_bp));
	if (tier->redeem_discount_bp)
		add(t, tier->code, "redeem",
		    say(t, "Lang.Rules.RedeemOff", text_decimal(t->mem, tier->redeem_discount_bp), NULL));
	for (int b = 0; b < t->plan->n_benefits; b++) {
		const struct plan_benefit *benefit = &t->plan->benefits[b];
		const char *name = plan_words(t->root, &benefit->name);

		if (strcmp(benefit->tier, tier->code) != 0)
			continue;
		add(t, tier->code, talloc_asprintf(t->mem, "%s.%s", benefit->code, benefit->kind),
		    benefit->kind[0] ? say(t, "Lang.Rules.ForKind", name,
		                           view_words(t->root, talloc_asprintf(t->mem, "Lang.Rules.Kind.%s",
		                                                               benefit->kind)))
		                     : talloc_strdup(t->mem, name));
	}
}

void rule_tell_tiers(struct telling *t)
{
	static const char *const counts[] = {
		[MEASURE_POINTS_LIFETIME] = "Lang.Rules.CountsPoints",
		[MEASURE_POINTS_WINDOW] = "Lang.Rules.CountsPoints",
		[MEASURE_SPEND_OR_TRIPS] = "Lang.Rules.CountsSpend",
	};

	for (int i = 0; i < t->plan->n_tiers; i++)
		tell_tier(t, i);
	rule_add(t, "review", talloc_strdup(t->mem, "review.counts"),
	         say(t, counts[t->plan->measure], NULL, NULL));
	rule_add(t, "review", talloc_strdup(t->mem, "review.up"), say(t, "Lang.Rules.Up", NULL, NULL));
	rule_add(t, "review", talloc_strdup(t->mem, "review.down"),
	         say(t, "Lang.Rules.Down", text_points(t->mem, t->plan->review_grace_days), NULL));
}

static char *window(const struct telling *t, const struct plan_bonus *bonus)
{
	enum lang lang = view_lang(t->root);
	struct civil a, b;
	char *until;

	if (bonus->recurs == 'm' && bonus->from == bonus->until)
		return say(t, "Lang.Rules.OneOfMonth", text_points(t->mem, bonus->from), NULL);
	if (bonus->recurs == 'm')
		return say(t, "Lang.Rules.EveryMonth", text_points(t->mem, bonus->from),
		           text_points(t->mem, bonus->until));
	if (bonus->recurs == 'y' && bonus->from == bonus->until)
		return say(t, "Lang.Rules.OneOfYear",
		           text_month_day(t->mem, lang, bonus->from / 100, bonus->from % 100), NULL);
	if (bonus->recurs == 'y')
		return say(t, "Lang.Rules.EveryYear",
		           text_month_day(t->mem, lang, bonus->from / 100, bonus->from % 100),
		           text_month_day(t->mem, lang, bonus->until / 100, bonus->until % 100));
	if (bonus->from == DAY_NONE && bonus->until == DAY_NONE)
		return say(t, "Lang.Rules.AnyDay", NULL, NULL);
	if (bonus->from == bonus->until)
		return text_day(t->mem, lang, bonus->from);
	if (bonus->until == DAY_NONE)
		return say(t, "Lang.Rules.FromDay", text_day(t->mem, lang, bonus->from), NULL);
	until = text_day(t->mem, lang, bonus->until);
	if (bonus->from == DAY_NONE)
		return say(t, "Lang.Rules.UntilDay", until, NULL);
	a = civil_of(bonus->from);
	b = civil_of(bonus->until);
	if (a.year == b.year && lang == LANG_ZH)
		until = text_month_day(t->mem, lang, b.month, b.day);
	return say(t, "Lang.Rules.Window", text_day(t->mem, lang, bonus->from), until);
}

/* The conditions of a bonus, each a clause that begins with its own comma. */
static char *conditions(const struct telling *t, const struct plan_bonus *bonus)
{
	int category = plan_category_index(t->plan, bonus->category);
	char *out = talloc_strdup(t->mem, "");

	if (category >= 0)
		out = talloc_strdup_append(out, say(t, "Lang.Rules.IfCategory",
		                                    plan_words(t->root, &t->plan->categories[category].name),
		                                    NULL));
	if (bonus->tier[0])
		out = talloc_strdup_append(
			out, say(t, "Lang.Rules.IfTier",
			         plan_words(t->root, &t->plan->tiers[plan_tier_index(t->plan, bonus->tier)].name),
			         NULL));
	if (bonus->first_in_category)
		out = talloc_strdup_append(out, view_words(t->root, "Lang.Rules.IfFirst"));
	if (bonus->product[0])
		out = talloc_strdup_append(out, view_words(t->root, "Lang.Rules.IfProduct"));
	if (bonus->partner[0])
		out = talloc_strdup_append(out, say(t, "Lang.Rules.IfPartner", bonus->partner, NULL));
	if (bonus->branch[0])
		out = talloc_strdup_append(out, say(t, "Lang.Rules.IfBranch", bonus->branch, NULL));
	if (bonus->min_paid_fen)
		out = talloc_strdup_append(
			out, say(t, "Lang.Rules.IfPaid", text_money(t->mem, bonus->min_paid_fen), NULL));
	return out;
}

void rule_tell_bonuses(struct telling *t)
{
	for (int i = 0; i < t->plan->n_bonuses; i++) {
		const struct plan_bonus *bonus = &t->plan->bonuses[i];
		char *rate = t->plan->stacking == STACK_ADD
			? say(t, "Lang.Rules.Plus", text_decimal(t->mem, bonus->rate_bp - 10000), NULL)
			: say(t, "Lang.Rules.Times", text_decimal(t->mem, bonus->rate_bp / 100), NULL);
		struct rule_line *line;

		line = rule_add(t, "bonus", talloc_asprintf(t->mem, "bonus.%s", bonus->code),
		                text_sentence(t->mem, t->root, "Lang.Rules.Bonus",
		                              plan_words(t->root, &bonus->name), window(t, bonus),
		                              conditions(t, bonus), rate, NULL));
		if (!bonus->recurs)
			line->until = bonus->until;
	}
}
