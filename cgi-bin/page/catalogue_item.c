/* /catalogue/ID: everything said before the button; and its picture. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "page/catalogue.h"
#include "page/movement.h"
#include "page/shop.h"
#include "store/picture.h"

static const char *const notices[][2] = {{"wished", "Lang.Catalogue.WishAdded"},
                                         {"waits", "Lang.Catalogue.WishAddedTell"},
                                         {"unwished", "Lang.Catalogue.WishRemoved"},
                                         {"full", "Lang.Catalogue.WishFull"},
                                         {NULL, NULL}};

/* The description: each block between blank lines is a paragraph. */
static void fill_lines(const struct shop *s, const char *text)
{
	struct view_node *list = view_node(s->root, "Lines");
	int n = 0;

	while (*text) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		if (len > 0)
			view_str(view_item(list, n++), "Text", talloc_strndup(s->mem, text, len));
		text += len;
		text += strspn(text, "\n");
	}
}

static bool fill_departures(const struct shop *s, const struct item *item)
{
	struct view_node *list = view_node(s->root, "Departures");
	struct item_departure *days;
	int n;

	view_flag(s->root, "IsTrip", item->category == ITEM_TRIP);
	if (item->category != ITEM_TRIP)
		return true;
	if (item_departures(s->db, s->mem, item->item, s->today + 1, &days, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_item(list, i);

		movement_set_day(row, s->mem, "Date", days[i].departs_on, s->today);
		view_flag(row, "Full", days[i].left == 0);
		view_str(row, "Note", days[i].left == 0
		                          ? view_words(s->root, "Lang.Catalogue.PlacesOut")
		                          : shop_words(s, "Lang.Catalogue.PlacesLeft",
		                                       text_points(s->mem, days[i].left)));
	}
	return true;
}

/* "Only 6 left", "Sold out"; nothing where there is plenty. */
static void fill_stock(const struct shop *s, const struct item *item)
{
	const char *few = item->category == ITEM_TRIP ? "Lang.Catalogue.StockLowPlaces"
	                                              : "Lang.Catalogue.StockLow";

	if (item->left == 0)
		view_str(s->root, "Item.Stock", view_words(s->root, "Lang.Catalogue.StockSoldOut"));
	else if (item->left > 0 && item->left <= item->low_stock)
		view_str(s->root, "Item.Stock", shop_words(s, few, text_points(s->mem, item->left)));
}

static bool fill_verdict(const struct shop *s, const struct item *item)
{
	struct redeem_item judged = item_judged(s->plan, item, s->today);
	int64_t cost = shop_cost(s, item), had, had_fen;
	struct shop_refusal why;
	enum redeem_outcome outcome;

	if (!shop_had(s, item, &had, &had_fen))
		return false;
	outcome = shop_judge(s, item, 1, had, had_fen);
	why = (struct shop_refusal){.outcome = outcome, .quantity = 1, .cost = cost, .left = item->left,
	                            .opens = redeem_opens(s->plan, &judged, s->v.tier)};
	view_points(s->root, "Cost", cost);
	if (cost < item->cost_points) {
		view_points(s->root, "Was", item->cost_points);
		view_str(s->root, "Why", shop_why_less(s, item));
	}
	view_str(s->root, "Item.Look", shop_look(outcome));
	view_flag(s->root, "Open", outcome == REDEEM_OK);
	if (outcome == REDEEM_OK) {
		view_points(s->root, "After", s->v.available - cost);
		return true;
	}
	view_str(s->root, "Reason", shop_reason(s, item, &why));
	shop_way(s, outcome);
	return true;
}

static void fill_wish(const struct shop *s, const struct item *item)
{
	bool on = shop_wished(s, item->item);
	const char *add = item->left == 0 ? "Lang.Catalogue.WishTellMe" : "Lang.Catalogue.WishAdd";

	view_flag(s->root, "Wished", on);
	view_str(s->root, "Wish", view_words(s->root, on ? "Lang.Catalogue.WishOn" : add));
}

int page_catalogue_item(struct request *r)
{
	struct item item;
	struct shop s;
	enum db got;

	if (!shop_open(r, &s) || !shop_wishes(&s))
		return account_unavailable(r);
	got = item_read(s.db, s.mem, s.plan, r->param[0], &item);
	if (got == DB_NONE || (got == DB_OK && item.state == ITEM_DRAFT))
		return 404;
	if (got != DB_OK)
		return account_unavailable(r);
	account_notice(r, notices);
	view_str(s.root, "Page.Title", item_name(&item, s.lang));
	view_str(s.root, "Item.Id", item.item);
	view_str(s.root, "Item.Category",
	         view_words(s.root, talloc_asprintf(s.mem, "Lang.Catalogue.Category.%s",
	                                            item_category_word(item.category))));
	shop_picture(view_node(s.root, "Item"), &item);
	view_flag(s.root, "Donation", item.category == ITEM_DONATION);
	fill_lines(&s, item_text(&item, s.lang));
	fill_stock(&s, &item);
	shop_facts(&s, &item);
	fill_wish(&s, &item);
	return fill_departures(&s, &item) && fill_verdict(&s, &item) ? 200 : account_unavailable(r);
}

/* The picture's address names its bytes, so it may be kept for good. */
int page_catalogue_picture(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct picture_row picture;
	struct item item;
	enum db got = item_read(portal->db, r->mem, plan_on(portal->plans, day_of(page_now(r))),
	                        r->param[0], &item);

	if (got == DB_NONE || (got == DB_OK && (item.state == ITEM_DRAFT || !item.picture_hash.data)))
		return 404;
	if (got == DB_OK)
		got = picture_read(portal->db, r->mem, item.picture_hash, &picture);
	if (got != DB_OK)
		return got == DB_NONE ? 404 : account_unavailable(r);
	r->content_type = picture.type;
	respond_header(r, "Cache-Control", "private, max-age=31536000, immutable");
	respond_header(r, "X-Content-Type-Options", "nosniff");
	buf_add(&r->out, picture.bytes.data, picture.bytes.len);
	return 200;
}
