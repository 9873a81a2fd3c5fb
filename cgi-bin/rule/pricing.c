#include "rule/pricing.h"

#include <stdio.h>
#include <string.h>

/* points = money * earn / 100 * partner * numerator / denominator, floored once. The
 * product stays below 2^127: plan_check() and the 10^12 fen bound see to it. */
struct rate {
	unsigned __int128 numerator, denominator;
	uint64_t partner_bp; /* the partner's own rate; 10000 = as everybody's */
};

static int64_t points_at(const struct plan *plan, int64_t eligible_fen, const struct rate *rate)
{
	unsigned __int128 product = (unsigned __int128)(uint64_t)eligible_fen *
	                            (uint64_t)plan->earn_points_per_yuan * rate->numerator;
	if (rate->partner_bp == 10000)
		return (int64_t)(product / (rate->denominator * 100));
	return (int64_t)(product * rate->partner_bp / (rate->denominator * 100 * 10000));
}

/* Whether CODE is one of the comma-separated LIST. */
static bool list_has(const char *list, const char *code)
{
	size_t len = strlen(code);
	for (const char *p = list; p && *p;) {
		size_t part = strcspn(p, ",");
		if (part == len && memcmp(p, code, len) == 0)
			return true;
		p += part + (p[part] == ',');
	}
	return false;
}

bool pricing_bonus_runs(const struct plan_bonus *bonus, int32_t day)
{
	int32_t at = day;
	if (bonus->recurs) {
		struct civil date = civil_of(day);
		at = bonus->recurs == 'y' ? date.month * 100 + date.day : date.day;
		if (bonus->from > bonus->until) /* over the turn of the year or month */
			return at >= bonus->from || at <= bonus->until;
	}
	return (bonus->from == DAY_NONE || at >= bonus->from) &&
	       (bonus->until == DAY_NONE || at <= bonus->until);
}

static bool same_or_any(const char *wanted, const char *given)
{
	return !wanted[0] || (given && strcmp(wanted, given) == 0);
}

static bool bonus_holds(const struct plan *plan, const struct plan_bonus *bonus,
                        const struct pricing_input *in)
{
	return pricing_bonus_runs(bonus, in->paid_day) && same_or_any(bonus->category, in->category) &&
	       plan_tier_reaches(plan, in->tier, bonus->tier) &&
	       same_or_any(bonus->partner, in->partner) && same_or_any(bonus->branch, in->branch) &&
	       (!bonus->product[0] || list_has(in->products, bonus->product)) &&
	       in->paid_fen >= bonus->min_paid_fen &&
	       (!bonus->first_in_category || in->first_in_category);
}

/* Adds a line that brings the running total to TOTAL. */
static void line_to(struct pricing *out, const char *rule, int64_t total)
{
	struct pricing_line *line = &out->lines[out->n_lines++];
	memccpy(line->rule, rule, '\0', sizeof(line->rule) - 1);
	line->points = total - out->points;
	out->points = total;
}

/* `add`: the rates' parts above x1 add up. `multiply`: the rates multiply. */
static void price_each(const struct plan *plan, const struct pricing_input *in, struct rate *rate,
                       struct pricing *out)
{
	for (int i = 0; i < plan->n_bonuses && out->n_lines < PRICING_LINES; i++) {
		const struct plan_bonus *bonus = &plan->bonuses[i];
		if (!bonus_holds(plan, bonus, in))
			continue;
		if (plan->stacking == STACK_ADD) {
			rate->numerator += (uint64_t)(bonus->rate_bp - 10000);
		} else {
			rate->numerator *= (uint64_t)bonus->rate_bp;
			rate->denominator *= 10000;
		}
		line_to(out, bonus->code, points_at(plan, in->eligible_fen, rate));
	}
}

/* `highest`: the best single multiplier counts, the tier's among them. */
static void price_best(const struct plan *plan, const struct pricing_input *in, int64_t tier_bp,
                       struct rate *rate, struct pricing *out)
{
	const struct plan_bonus *best = NULL;
	int64_t best_bp = tier_bp;
	for (int i = 0; i < plan->n_bonuses; i++)
		if (plan->bonuses[i].rate_bp > best_bp && bonus_holds(plan, &plan->bonuses[i], in)) {
			best = &plan->bonuses[i];
			best_bp = best->rate_bp;
		}
	rate->numerator = (uint64_t)best_bp;
	if (best)
		line_to(out, best->code, points_at(plan, in->eligible_fen, rate));
	else if (tier_bp != 10000)
		line_to(out, "tier", points_at(plan, in->eligible_fen, rate));
}

void pricing_order(const struct plan *plan, const struct pricing_input *in, struct pricing *out)
{
	int64_t tier_bp = plan->tiers[plan_tier_index(plan, in->tier)].rate_bp;
	struct rate rate = {.numerator = 10000, .denominator = 10000, .partner_bp = 10000};
	const struct plan_partner *partner = plan_partner(plan, in->partner);
	memset(out, 0, sizeof(*out));
	if (in->eligible_fen <= 0)
		return;
	line_to(out, "base", points_at(plan, in->eligible_fen, &rate));
	if (partner && partner->rate_bp != 10000) {
		rate.partner_bp = (uint64_t)partner->rate_bp;
		line_to(out, "partner", points_at(plan, in->eligible_fen, &rate));
	}
	if (plan->stacking == STACK_HIGHEST) {
		price_best(plan, in, tier_bp, &rate, out);
	} else {
		rate.numerator = (uint64_t)tier_bp;
		if (tier_bp != 10000)
			line_to(out, "tier", points_at(plan, in->eligible_fen, &rate));
		price_each(plan, in, &rate, out);
	}
	out->rate_bp = (int64_t)(rate.numerator * rate.partner_bp / rate.denominator);
}

int64_t pricing_eligible_left(int64_t paid_fen, int64_t eligible_fen, int64_t refunded_fen)
{
	if (paid_fen <= 0 || refunded_fen >= paid_fen)
		return 0;
	return (int64_t)((__int128)eligible_fen * (paid_fen - refunded_fen) / paid_fen);
}

int64_t pricing_price(const struct plan *plan, const char *tier, const char *category,
                      int64_t amount_fen)
{
	int i = plan_category_index(plan, category);
	int64_t off = plan->tiers[plan_tier_index(plan, tier)].price_discount_bp;
	if (i < 0 || !plan->categories[i].price_discount)
		return amount_fen;
	return (int64_t)((__int128)amount_fen * (10000 - off) / 10000);
}
