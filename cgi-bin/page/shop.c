#include "page/shop.h"

#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/item_art.h"
#include "page/movement.h"
#include "page/stops.h"
#include "store/redemption.h"
#include "store/statement.h"

#define PICTURE_TAG 8 /* bytes of its hash in a picture's address */

bool shop_open(struct request *r, struct shop *s)
{
	struct portal *portal = portal_of(r);

	*s = (struct shop){.r = r, .mem = r->mem, .root = page_root(r), .db = portal->db,
	                   .v = *viewer_of(r), .now = page_now(r)};
	s->today = day_of(s->now);
	s->plan = plan_on(portal->plans, s->today);
	s->lang = view_lang(s->root) == LANG_EN ? "en" : "zh-CN";
	view_str(s->root, "Page.Name", "catalogue");
	/* Before the nightly job has worked a day, points may have ended. */
	if (s->today > s->v.good_through &&
	    statement_figures(s->db, s->v.member_id, s->today, &s->v.available, &s->v.pending) !=
	        DB_OK)
		return false;
	view_points(s->root, "Available", s->v.available);
	return stops_look(r, &s->stops, &s->n_stops);
}

bool shop_wishes(struct shop *s)
{
	return wish_list(s->db, s->mem, s->v.member_id, &s->wishes, &s->n_wishes) == DB_OK;
}

bool shop_wished(const struct shop *s, const char *item)
{
	for (int i = 0; i < s->n_wishes; i++)
		if (strcmp(s->wishes[i].item, item) == 0)
			return true;
	return false;
}

struct redeem_member shop_member(const struct shop *s)
{
	return (struct redeem_member){.tier = s->v.tier, .kind = s->v.kind,
	                              .available = s->v.available, .debt = s->v.debt,
	                              .may_spend = s->v.may_spend};
}

int64_t shop_cost(const struct shop *s, const struct item *item)
{
	struct redeem_item judged = item_judged(s->plan, item, s->today);

	return redeem_cost(s->plan, &judged, s->v.tier, s->today);
}

enum redeem_outcome shop_judge(const struct shop *s, const struct item *item, int64_t quantity,
                               int64_t had, int64_t had_fen)
{
	struct redeem_item judged = item_judged(s->plan, item, s->today);
	struct redeem_member member = shop_member(s);

	judged.stopped = stop_of(s->stops, s->n_stops, item->item, 0) != NULL;
	member.had = had;
	member.had_value_fen = had_fen;
	return redeem_judge(s->plan, &judged, &member, quantity, -1, s->now);
}

bool shop_had(const struct shop *s, const struct item *item, int64_t *had, int64_t *had_fen)
{
	struct civil first = {civil_of(s->today).year, 1, 1};
	int64_t since = item->period_days > 0
	                    ? day_start(s->today - (int32_t)item->period_days + 1)
	                    : 0;
	int64_t unused;

	*had = *had_fen = 0;
	if (item->per_member >= 0 &&
	    redemption_had(s->db, s->v.member_id, item->item, since, had, &unused) != DB_OK)
		return false;
	return item->year_value_fen < 0 ||
	       redemption_had(s->db, s->v.member_id, item->item, day_start(day_from_civil(first)),
	                      &unused, had_fen) == DB_OK;
}

char *shop_tier(const struct shop *s, const char *code)
{
	return movement_tier(s->mem, s->root, &s->plan->tiers[plan_tier_index(s->plan, code)]);
}

char *shop_when(const struct shop *s, int64_t instant)
{
	int32_t day = day_of(instant);
	char *text = movement_day(s->mem, view_lang(s->root), day, s->today);
	int minute = (int)((instant - day_start(day)) / 60);

	return minute == 0 ? text
	                   : talloc_asprintf(s->mem, "%s %02d:%02d", text, minute / 60, minute % 60);
}

char *shop_join(const struct shop *s, const char *key, const char *a, const char *b)
{
	if (!a[0] || !b[0])
		return talloc_strdup(s->mem, a[0] ? a : b);
	return shop_words(s, key, a, b);
}

const char *shop_look(enum redeem_outcome outcome)
{
	switch (outcome) {
	case REDEEM_SOLD_OUT:
	case REDEEM_GONE:
	case REDEEM_OVER:
		return "out";
	case REDEEM_TIER:
	case REDEEM_NOT_YET:
	case REDEEM_CAMPAIGN:
	case REDEEM_STOPPED:
		return "locked";
	case REDEEM_SHORT:
	case REDEEM_IN_DEBT:
	case REDEEM_MAY_NOT:
	case REDEEM_MIN_BALANCE:
		return "short";
	default:
		return "";
	}
}

/* What stands in the way, in three or four words; "" when nothing does. */
static char *obstacle(const struct shop *s, const struct item *item, enum redeem_outcome outcome)
{
	struct redeem_item judged = item_judged(s->plan, item, s->today);

	switch (outcome) {
	case REDEEM_GONE:
	case REDEEM_OVER:
		return talloc_strdup(s->mem, view_words(s->root, "Lang.Wishes.Gone"));
	case REDEEM_SOLD_OUT:
		return talloc_strdup(s->mem, view_words(s->root, "Lang.Catalogue.SoldOut"));
	case REDEEM_STOPPED:
		return talloc_strdup(s->mem, view_words(s->root, "Lang.Stops.Note"));
	case REDEEM_NOT_YET:
		return shop_words(s, "Lang.Catalogue.NotYet",
		                  shop_when(s, redeem_opens(s->plan, &judged, s->v.tier)));
	case REDEEM_CAMPAIGN:
		return talloc_strdup(s->mem, view_words(s->root, "Lang.Catalogue.CampaignOnly"));
	case REDEEM_TIER:
		return shop_words(s, "Lang.Catalogue.TierOnly", shop_tier(s, item->min_tier));
	default:
		return talloc_strdup(s->mem, "");
	}
}

/* "6 left" where so few are left that it matters. */
static char *low_stock(const struct shop *s, const struct item *item)
{
	if (item->left <= 0 || item->left > item->low_stock)
		return talloc_strdup(s->mem, "");
	return shop_words(s, item->category == ITEM_TRIP ? "Lang.Catalogue.LowPlaces"
	                                                 : "Lang.Catalogue.LowStock",
	                  text_points(s->mem, item->left));
}

/* One good thing to say: early access, a window of lower cost, the tier's price. */
static char *good_news(const struct shop *s, const struct item *item, int64_t cost)
{
	const struct plan_tier *tier = &s->plan->tiers[plan_tier_index(s->plan, s->v.tier)];

	if (item->open_from != INSTANT_NONE && s->now < item->open_from)
		return talloc_strdup(s->mem, view_words(s->root, "Lang.Catalogue.Early"));
	if (cost >= item->cost_points)
		return talloc_strdup(s->mem, "");
	if (item->cut_points >= 0 && item->cut_until != DAY_NONE && item->cut_until >= s->today &&
	    (item->cut_from == DAY_NONE || item->cut_from <= s->today))
		return shop_words(s, "Lang.Catalogue.CutUntil",
		                  movement_day(s->mem, view_lang(s->root), item->cut_until, s->today));
	if (tier->redeem_discount_bp > 0)
		return shop_words(s, "Lang.Catalogue.TierPrice", shop_tier(s, s->v.tier));
	return talloc_strdup(s->mem, "");
}

static char *tile_note(const struct shop *s, const struct item *item, enum redeem_outcome outcome,
                       int64_t cost)
{
	char *note = obstacle(s, item, outcome);
	bool out = strcmp(shop_look(outcome), "out") == 0;

	if (!out && cost > s->v.available)
		note = shop_join(s, "Lang.Catalogue.Dot", note,
		                 shop_words(s, "Lang.Catalogue.Short",
		                            text_points(s->mem, cost - s->v.available)));
	if (note[0])
		return note;
	return shop_join(s, "Lang.Catalogue.Dot", low_stock(s, item), good_news(s, item, cost));
}

void shop_picture(struct view_node *node, const struct item *item)
{
	char tag[2 * PICTURE_TAG + 1];

	if (!item->picture_hash.data || item->picture_hash.len < PICTURE_TAG) {
		view_str(node, "Art", item_art(item->category, item->art));
		return;
	}
	secret_hex(tag, item->picture_hash.data, PICTURE_TAG);
	view_str(node, "Picture", tag);
}

void shop_tile(struct view_node *row, const struct shop *s, const struct item *item,
               const char *why)
{
	int64_t cost = shop_cost(s, item);
	enum redeem_outcome outcome = shop_judge(s, item, 1, 0, 0);
	const char *look = shop_look(outcome), *name = item_name(item, s->lang);
	bool wished = shop_wished(s, item->item);

	if (!look[0] && cost > s->v.available)
		look = "short";
	view_str(row, "Id", item->item);
	view_str(row, "Name", name);
	view_points(row, "Cost", cost);
	if (cost < item->cost_points)
		view_points(row, "Was", item->cost_points);
	view_str(row, "Note", why ? why : tile_note(s, item, outcome, cost));
	if (look[0])
		view_str(row, "Look", look);
	shop_picture(row, item);
	view_sentence(row, "Wish", wished ? "Lang.Catalogue.WishOnOne" : "Lang.Catalogue.WishAddOne",
	              name, NULL);
	view_flag(row, "Wished", wished);
}
