/* What a member should know of an item before redeeming it, as labels and
 * sentences: validity, delivery, returns, limits. */
#include <string.h>

#include "base/mem.h"
#include "page/movement.h"
#include "page/shop.h"

struct facts {
	const struct shop *s;
	struct view_node *list;
	int n;
};

static void add(struct facts *f, const char *label, const char *text)
{
	struct view_node *row;

	if (!text || !text[0])
		return;
	row = view_item(f->list, f->n++);
	view_str(row, "Label", view_words(f->s->root, label));
	view_str(row, "Text", text);
}

static const char *words(const struct shop *s, const char *key)
{
	return view_words(s->root, key);
}

static char *points(const struct shop *s, int64_t n)
{
	return text_points(s->mem, n);
}

static char *day_text(const struct shop *s, int32_t day)
{
	return movement_day(s->mem, view_lang(s->root), day, s->today);
}

static void add_use(struct facts *f, const struct item *item)
{
	const struct shop *s = f->s;
	char *text, *only = talloc_strdup(s->mem, ""), *list = talloc_strdup(s->mem,
	                                                                     item->coupon_categories);
	char *rest = list;

	if (item->category != ITEM_COUPON)
		return;
	text = item->coupon_percent_bp > 0
	           ? shop_words(s, "Lang.Catalogue.UsePercent",
	                        text_decimal(s->mem, item->coupon_percent_bp))
	           : shop_words(s, "Lang.Catalogue.UseAmount", text_money(s->mem, item->coupon_fen));
	if (item->coupon_ceiling_fen > 0)
		text = shop_join(s, "Lang.Catalogue.Also", text,
		                 shop_words(s, "Lang.Catalogue.UseCeiling",
		                            text_money(s->mem, item->coupon_ceiling_fen)));
	if (item->coupon_min_fen > 0)
		text = shop_join(s, "Lang.Catalogue.Also", text,
		                 shop_words(s, "Lang.Catalogue.UseMin",
		                            text_money(s->mem, item->coupon_min_fen)));
	for (char *code; (code = strsep(&rest, ",")) != NULL;)
		if (code[0])
			only = shop_join(s, "Lang.Catalogue.Join", only,
			                 movement_category(s->root, s->plan, code));
	text = shop_join(s, "Lang.Catalogue.Also", text,
	                 only[0] ? shop_words(s, "Lang.Catalogue.UseCategories", only)
	                         : words(s, "Lang.Catalogue.UseAll"));
	add(f, "Lang.Catalogue.FactUse", text);
}

/* How long what one gets is good for. */
static const char *validity(const struct shop *s, const struct item *item)
{
	char months[INT_TEXT];

	switch (item->category) {
	case ITEM_TRIP: return words(s, "Lang.Catalogue.ValidTrip");
	case ITEM_COUPON:
	case ITEM_VOUCHER:
		if (item->coupon_months <= 0)
			return words(s, "Lang.Catalogue.ValidNever");
		return shop_words(s, "Lang.Catalogue.ValidMonthsDay",
		                  int_text(months, item->coupon_months),
		                  day_text(s, day_add_months(s->today, (int)item->coupon_months)));
	case ITEM_VIRTUAL: return words(s, "Lang.Catalogue.ValidCode");
	default: return NULL;
	}
}

static char *delivery(const struct shop *s, const struct item *item)
{
	static const char *const keys[ITEM_CATEGORY__MAX] = {
		[ITEM_GOODS] = "Lang.Catalogue.DeliverGoods",
		[ITEM_VIRTUAL] = "Lang.Catalogue.DeliverVirtual",
		[ITEM_SERVICE] = "Lang.Catalogue.DeliverService",
		[ITEM_TRIP] = "Lang.Catalogue.DeliverTrip",
		[ITEM_COUPON] = "Lang.Catalogue.DeliverCoupon",
		[ITEM_VOUCHER] = "Lang.Catalogue.DeliverVoucher",
		[ITEM_MILES] = "Lang.Catalogue.DeliverMiles",
		[ITEM_DONATION] = "Lang.Catalogue.DeliverDonation",
	};
	struct redeem_item judged = item_judged(s->plan, item, s->today);

	return shop_words(s, keys[item->category],
	                  day_text(s, redeem_promised(&judged, item->promised_days, s->today)));
}

char *shop_returns(const struct shop *s, const struct item *item)
{
	static const char *const keys[ITEM_CATEGORY__MAX] = {
		[ITEM_GOODS] = "Lang.Catalogue.ReturnGoods",
		[ITEM_VIRTUAL] = "Lang.Catalogue.ReturnVirtual",
		[ITEM_SERVICE] = "Lang.Catalogue.ReturnService",
		[ITEM_TRIP] = "Lang.Catalogue.ReturnTrip",
		[ITEM_COUPON] = "Lang.Catalogue.ReturnCoupon",
		[ITEM_VOUCHER] = "Lang.Catalogue.ReturnVoucher",
		[ITEM_MILES] = "Lang.Catalogue.ReturnMiles",
		[ITEM_DONATION] = "Lang.Catalogue.ReturnDonation",
	};
	const char *own = item_returns(item, s->lang), *usual = words(s, keys[item->category]);

	if (!own[0])
		return talloc_strdup(s->mem, usual);
	return talloc_asprintf(s->mem, strcmp(s->lang, "en") == 0 ? "%s %s" : "%s%s", usual, own);
}

static char *limits(const struct shop *s, const struct item *item)
{
	char *text = talloc_strdup(s->mem, "");

	if (item->per_order > 0)
		text = shop_words(s, "Lang.Catalogue.LimitOrder", points(s, item->per_order));
	if (item->per_member > 0)
		text = shop_join(s, "Lang.Catalogue.Also", text,
		                 item->period_days > 0
		                     ? shop_words(s, "Lang.Catalogue.LimitPeriod",
		                                  points(s, item->per_member),
		                                  points(s, item->period_days))
		                     : shop_words(s, "Lang.Catalogue.LimitMember",
		                                  points(s, item->per_member)));
	if (item->year_value_fen > 0)
		text = shop_join(s, "Lang.Catalogue.Also", text,
		                 shop_words(s, "Lang.Catalogue.LimitYear",
		                            text_money(s->mem, item->year_value_fen)));
	return text;
}

static char *times(const struct shop *s, const struct item *item)
{
	bool from = item->open_from != INSTANT_NONE, until = item->open_until != INSTANT_NONE;
	char *text = talloc_strdup(s->mem, "");
	char hours[INT_TEXT];

	if (from && until)
		text = shop_words(s, "Lang.Catalogue.TimeBoth", shop_when(s, item->open_from),
		                  shop_when(s, item->open_until));
	else if (from)
		text = shop_words(s, "Lang.Catalogue.TimeFrom", shop_when(s, item->open_from));
	else if (until)
		text = shop_words(s, "Lang.Catalogue.TimeUntil", shop_when(s, item->open_until));
	if (from && item->early_tier[0] && item->early_hours > 0)
		text = shop_join(s, "Lang.Catalogue.Also", text,
		                 shop_words(s, "Lang.Catalogue.TimeEarly", shop_tier(s, item->early_tier),
		                            int_text(hours, item->early_hours)));
	return text;
}

char *shop_why_less(const struct shop *s, const struct item *item)
{
	const struct plan_tier *tier = &s->plan->tiers[plan_tier_index(s->plan, s->v.tier)];
	char *why = talloc_strdup(s->mem, "");

	if (item->cut_points >= 0 && (item->cut_from == DAY_NONE || item->cut_from <= s->today) &&
	    (item->cut_until == DAY_NONE || item->cut_until >= s->today))
		why = item->cut_until == DAY_NONE
		          ? talloc_strdup(s->mem, words(s, "Lang.Catalogue.WhyCut"))
		          : shop_words(s, "Lang.Catalogue.CutUntil", day_text(s, item->cut_until));
	if (tier->redeem_discount_bp > 0)
		why = shop_join(s, "Lang.Catalogue.Also", why,
		                shop_words(s, "Lang.Catalogue.WhyTier", shop_tier(s, s->v.tier),
		                           text_decimal(s->mem, tier->redeem_discount_bp)));
	return why;
}

void shop_facts(const struct shop *s, const struct item *item)
{
	struct facts f = {s, view_node(s->root, "Facts"), 0};

	add_use(&f, item);
	add(&f, "Lang.Catalogue.FactValidity", validity(s, item));
	add(&f, "Lang.Catalogue.FactDelivery", delivery(s, item));
	add(&f, "Lang.Catalogue.FactReturns", shop_returns(s, item));
	add(&f, "Lang.Catalogue.FactLimit", limits(s, item));
	if (item->min_tier[0])
		add(&f, "Lang.Catalogue.FactTier",
		    shop_words(s, "Lang.Catalogue.MinTier", shop_tier(s, item->min_tier)));
	if (item->min_balance > 0)
		add(&f, "Lang.Catalogue.FactKeep",
		    shop_words(s, "Lang.Catalogue.KeepPoints", points(s, item->min_balance)));
	add(&f, "Lang.Catalogue.FactTime", times(s, item));
	if (item->value_fen > 0 && item->category != ITEM_COUPON)
		add(&f, "Lang.Catalogue.FactValue", text_money(s->mem, item->value_fen));
	add(&f, "Lang.Catalogue.FactSupplier", item->supplier);
	if (item->category == ITEM_DONATION && item->points > 0)
		add(&f, "Lang.Catalogue.FactTotal",
		    shop_words(s, "Lang.Catalogue.TotalPoints", points(s, item->points)));
}
