#include "rule/redeem.h"

#include <string.h>

#define MOST 99      /* of one item in one redemption */
#define HOUR_S 3600
#define WHOLE_BP 10000

static const char *const category_words[ITEM_CATEGORY__MAX] = {
	[ITEM_GOODS] = "goods",     [ITEM_VIRTUAL] = "virtual", [ITEM_SERVICE] = "service",
	[ITEM_TRIP] = "trip",       [ITEM_COUPON] = "coupon",   [ITEM_VOUCHER] = "voucher",
	[ITEM_MILES] = "miles",     [ITEM_DONATION] = "donation",
};

const char *item_category_word(enum item_category category)
{
	bool known = category >= ITEM_GOODS && category < ITEM_CATEGORY__MAX;

	return known ? category_words[category] : "";
}

enum item_category item_category_of(const char *word)
{
	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++)
		if (word && strcmp(word, category_words[i]) == 0)
			return (enum item_category)i;
	return (enum item_category)0;
}

bool item_is_instant(enum item_category category)
{
	return category == ITEM_VIRTUAL || category == ITEM_COUPON || category == ITEM_VOUCHER ||
	       category == ITEM_DONATION;
}

int64_t redeem_cost(const struct plan *plan, const struct redeem_item *item, const char *tier,
                    int32_t today)
{
	const struct plan_tier *held = &plan->tiers[plan_tier_index(plan, tier)];
	bool cut = item->cut_points >= 0 &&
	           (item->cut_from == DAY_NONE || item->cut_from <= today) &&
	           (item->cut_until == DAY_NONE || today <= item->cut_until);
	__int128 cost = cut ? item->cut_points : item->cost_points;

	cost = (cost * (WHOLE_BP - held->redeem_discount_bp) + WHOLE_BP - 1) / WHOLE_BP;
	return (int64_t)cost;
}

int64_t redeem_opens(const struct plan *plan, const struct redeem_item *item, const char *tier)
{
	bool early = item->early_tier && *item->early_tier &&
	             plan_tier_reaches(plan, tier, item->early_tier);

	if (item->open_from == INSTANT_NONE || !early)
		return item->open_from;
	return item->open_from - item->early_hours * HOUR_S;
}

/* Whether the item is offered to this tier at NOW. */
static enum redeem_outcome judge_offer(const struct plan *plan, const struct redeem_item *item,
                                       const struct redeem_member *member, int64_t now)
{
	const char *tier = member->tier;
	int64_t opens = redeem_opens(plan, item, tier);

	if (!item->live)
		return REDEEM_GONE;
	if (item->stopped)
		return REDEEM_STOPPED;
	if (opens != INSTANT_NONE && now < opens)
		return REDEEM_NOT_YET;
	if (item->open_until != INSTANT_NONE && now >= item->open_until)
		return REDEEM_OVER;
	if (item->campaign && *item->campaign && !item->campaign_open)
		return REDEEM_CAMPAIGN;
	if (item->campaign_kind && *item->campaign_kind && member->kind &&
	    strcmp(item->campaign_kind, member->kind) != 0)
		return REDEEM_CAMPAIGN;
	return plan_tier_reaches(plan, tier, item->min_tier) &&
	                       plan_tier_reaches(plan, tier, item->campaign_tier) ?
	               REDEEM_OK : REDEEM_TIER;
}

/* Whether so many may be had. */
static enum redeem_outcome judge_limits(const struct redeem_item *item,
                                        const struct redeem_member *member, int64_t quantity)
{
	if (item->stock >= 0 && quantity > item->stock)
		return REDEEM_SOLD_OUT;
	if (item->per_order >= 0 && quantity > item->per_order)
		return REDEEM_PER_ORDER;
	if (item->per_member >= 0 && member->had + quantity > item->per_member)
		return REDEEM_PER_MEMBER;
	if (item->year_value_fen >= 0 &&
	    (__int128)member->had_value_fen + (__int128)quantity * item->value_fen >
	            item->year_value_fen)
		return REDEEM_YEAR_VALUE;
	return REDEEM_OK;
}

/* Whether the member can pay COST. */
static enum redeem_outcome judge_points(const struct redeem_item *item,
                                        const struct redeem_member *member, __int128 cost)
{
	if (!member->may_spend)
		return REDEEM_MAY_NOT;
	if (member->debt > 0)
		return REDEEM_IN_DEBT;
	if (cost > member->available)
		return REDEEM_SHORT;
	if (member->available - cost < item->min_balance)
		return REDEEM_MIN_BALANCE;
	return REDEEM_OK;
}

enum redeem_outcome redeem_judge(const struct plan *plan, const struct redeem_item *item,
                                 const struct redeem_member *member, int64_t quantity,
                                 int64_t shown, int64_t now)
{
	int64_t cost = redeem_cost(plan, item, member->tier, day_of(now));
	enum redeem_outcome outcome;

	if (quantity < 1 || quantity > MOST)
		return REDEEM_QUANTITY;
	outcome = judge_offer(plan, item, member, now);
	if (outcome == REDEEM_OK)
		outcome = judge_limits(item, member, quantity);
	if (outcome == REDEEM_OK)
		outcome = judge_points(item, member, (__int128)cost * quantity);
	if (outcome == REDEEM_OK && shown >= 0 && shown != cost)
		outcome = REDEEM_PRICE;
	return outcome;
}

int32_t redeem_promised(const struct redeem_item *item, int64_t promised_days, int32_t today)
{
	return item_is_instant(item->category) ? today : today + (int32_t)promised_days;
}
