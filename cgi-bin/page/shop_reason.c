/* Why an item cannot be redeemed, and what to do about it. */
#include <string.h>

#include "base/mem.h"
#include "page/movement.h"
#include "page/shop.h"
#include "page/stops.h"

static char *plain(const struct shop *s, const char *key)
{
	return talloc_strdup(s->mem, view_words(s->root, key));
}

static char *points(const struct shop *s, int64_t n)
{
	return text_points(s->mem, n);
}

static char *sold_out(const struct shop *s, const struct shop_refusal *why)
{
	if (why->left > 0)
		return shop_words(s, "Lang.Redeem.StockLeft", points(s, why->left));
	return plain(s, "Lang.Catalogue.ReasonSoldOut");
}

/* The limit a member has come to, as the facts say it. */
static char *limit_words(const struct shop *s, const struct item *item)
{
	if (item->period_days > 0)
		return shop_words(s, "Lang.Catalogue.LimitPeriod", points(s, item->per_member),
		                  points(s, item->period_days));
	return shop_words(s, "Lang.Catalogue.LimitMember", points(s, item->per_member));
}

char *shop_reason(const struct shop *s, const struct item *item, const struct shop_refusal *why)
{
	switch (why->outcome) {
	case REDEEM_GONE: return plain(s, "Lang.Catalogue.ReasonGone");
	case REDEEM_STOPPED: return talloc_strdup(s->mem, stops_why(s->r, item->item, 0));
	case REDEEM_NOT_YET:
		return shop_words(s, "Lang.Catalogue.ReasonNotYet", shop_when(s, why->opens));
	case REDEEM_OVER: return plain(s, "Lang.Catalogue.ReasonOver");
	case REDEEM_CAMPAIGN: return plain(s, "Lang.Catalogue.ReasonCampaign");
	case REDEEM_TIER:
		return shop_words(s, "Lang.Catalogue.ReasonTier", shop_tier(s, item->min_tier),
		                  shop_words(s, "Lang.Catalogue.ReasonTierUp", shop_tier(s, s->v.tier)));
	case REDEEM_SOLD_OUT: return sold_out(s, why);
	case REDEEM_PER_ORDER:
		return shop_words(s, "Lang.Catalogue.ReasonPerOrder", points(s, item->per_order));
	case REDEEM_PER_MEMBER:
		return shop_words(s, "Lang.Catalogue.ReasonPerMember", limit_words(s, item));
	case REDEEM_YEAR_VALUE:
		return shop_words(s, "Lang.Catalogue.ReasonYearValue",
		                  text_money(s->mem, item->year_value_fen));
	case REDEEM_MAY_NOT: return plain(s, "Lang.Catalogue.ReasonMayNot");
	case REDEEM_IN_DEBT:
		return shop_words(s, "Lang.Catalogue.ReasonDebt", points(s, s->v.debt));
	case REDEEM_SHORT:
		return shop_words(s, "Lang.Catalogue.ReasonShort", points(s, why->cost - s->v.available));
	case REDEEM_MIN_BALANCE:
		return shop_words(s, "Lang.Catalogue.ReasonMinBalance", points(s, item->min_balance),
		                  points(s, why->cost + item->min_balance - s->v.available));
	case REDEEM_QUANTITY: return plain(s, "Lang.Redeem.ErrorQuantity");
	case REDEEM_PRICE:
	case REDEEM_CODE:
	case REDEEM_OK: break;
	}
	return talloc_strdup(s->mem, "");
}

void shop_way(const struct shop *s, enum redeem_outcome outcome)
{
	const char *href = "/catalogue", *key = "Lang.Catalogue.SeeOthers";

	if (outcome == REDEEM_TIER) {
		href = "/programme";
		key = "Lang.Catalogue.HowToTier";
	} else if (outcome == REDEEM_SHORT || outcome == REDEEM_MIN_BALANCE ||
	           outcome == REDEEM_IN_DEBT) {
		href = "/programme";
		key = "Lang.Catalogue.HowToEarn";
	}
	view_str(s->root, "Way.Href", href);
	view_str(s->root, "Way.Text", view_words(s->root, key));
}
