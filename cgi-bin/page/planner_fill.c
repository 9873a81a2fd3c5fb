/* The planner in words: one leaf a month, each with what can be done now. */
#include <string.h>

#include "base/mem.h"
#include "page/movement.h"
#include "page/planner.h"
#include "rule/planner.h"

#define MONTHS 12 /* leaves; what ends later is told as one sum */
#define SOON_DAYS 30
#define MOST 99   /* of an item in one redemption */

/* One leaf: the points that end within a month. */
struct leaf {
	int32_t first, last; /* days */
	int64_t points;
};

/* The items split into offers: things, gifts, and the plan's own coupon. */
struct offers {
	struct planner_offer thing[ITEM_PAGE_MAX], gift[ITEM_PAGE_MAX], coupon;
	const struct item *things[ITEM_PAGE_MAX], *gifts[ITEM_PAGE_MAX], *ticket;
	int n_things, n_gifts;
};

static const char *name_of(struct view_node *node, const struct item *item)
{
	return item_name(item, view_lang(node) == LANG_EN ? "en" : "zh-CN");
}

/* What of ITEM may be had at once by this member, and for how much. */
static bool offer_of(const struct planner_view *v, const struct item *item,
                     struct planner_offer *offer)
{
	struct redeem_item judged = item_judged(v->plan, item, v->today);
	struct redeem_member member = {.tier = v->viewer->tier, .kind = v->viewer->kind,
	                               .available = v->viewer->available, .may_spend = true};

	judged.stopped = stop_of(v->stops, v->n_stops, item->item, 0) != NULL;
	*offer = (struct planner_offer){
		redeem_cost(v->plan, &judged, v->viewer->tier, v->today), item->value_fen, MOST};
	if (item->per_order > 0 && item->per_order < offer->most)
		offer->most = item->per_order;
	if (item->per_member > 0 && item->per_member < offer->most)
		offer->most = item->per_member;
	if (item->left >= 0 && item->left < offer->most)
		offer->most = item->left;
	return redeem_judge(v->plan, &judged, &member, 1, -1, v->now) == REDEEM_OK;
}

static void sort_out(const struct planner_view *v, struct offers *o)
{
	struct planner_offer offer;

	o->n_things = o->n_gifts = 0;
	o->ticket = NULL;
	for (int i = 0; i < v->n_items; i++) {
		const struct item *item = &v->items[i];

		if (!offer_of(v, item, &offer))
			continue;
		if (item->category == ITEM_DONATION && o->n_gifts < ITEM_PAGE_MAX) {
			o->gift[o->n_gifts] = offer;
			o->gifts[o->n_gifts++] = item;
		} else if (strcmp(item->item, ITEM_OF_PLAN) == 0) {
			o->coupon = offer;
			o->ticket = item;
		} else if (item->category != ITEM_DONATION && o->n_things < ITEM_PAGE_MAX) {
			o->thing[o->n_things] = offer;
			o->things[o->n_things++] = item;
		}
	}
}

static struct view_node *add_use(struct view_node *leaf, int *n, const char *icon, char *text,
                                 char *href, int64_t cost)
{
	struct view_node *row = view_row(leaf, "Uses", (*n)++);

	view_str(row, "Icon", icon);
	view_str(row, "Text", text);
	view_str(row, "Href", href);
	view_points(row, "Cost", cost);
	return row;
}

static const char *icon_of(const struct item *item)
{
	switch (item->category) {
	case ITEM_COUPON:
	case ITEM_VOUCHER: return "ticket-perforated";
	case ITEM_TRIP: return "suitcase";
	case ITEM_MILES: return "airplane";
	default: return "gift";
	}
}

/* One thing; of a coupon the smallest booking it serves. */
static void add_thing(struct view_node *leaf, void *mem, const struct item *item, int64_t cost,
                      int *n)
{
	struct view_node *row = add_use(leaf, n, icon_of(item),
	                                talloc_strdup(mem, name_of(leaf, item)),
	                                talloc_asprintf(mem, "/catalogue/%s", item->item), cost);
	int64_t least = item->coupon_min_fen;

	if (item->category != ITEM_COUPON)
		return;
	if (least < item->coupon_fen)
		least = item->coupon_fen;
	if (least > 0)
		view_sentence(row, "Note", "Lang.Planner.From", text_money(mem, least), NULL);
}

/* The thing that fits best; with the next best in the FIRST leaf. */
static void add_things(struct view_node *leaf, void *mem, const struct offers *o, int64_t ending,
                       int64_t available, bool first, int *n)
{
	int best = planner_best(o->thing, o->n_things, ending, available, -1), next;

	if (best < 0)
		return;
	add_thing(leaf, mem, o->things[best], o->thing[best].cost, n);
	next = first ? planner_best(o->thing, o->n_things, ending, available, best) : -1;
	if (next >= 0)
		add_thing(leaf, mem, o->things[next], o->thing[next].cost, n);
}

/* A coupon of as many units as the points make, and which booking it serves. */
static void add_coupon(struct view_node *leaf, void *mem, const struct offers *o, int64_t ending,
                       int64_t available, int *n)
{
	int64_t many = o->ticket ? planner_many(&o->coupon, ending, available) : 0, fen;
	struct view_node *row;

	if (many == 0)
		return;
	fen = many * o->ticket->coupon_fen;
	row = add_use(leaf, n, "ticket-perforated",
	              text_sentence(mem, leaf, "Lang.Planner.Coupon", text_money(mem, fen), NULL),
	              talloc_asprintf(mem, "/catalogue/%s/redeem?quantity=%lld", ITEM_OF_PLAN,
	                              (long long)many),
	              many * o->coupon.cost);
	if (fen < o->ticket->coupon_min_fen)
		fen = o->ticket->coupon_min_fen;
	view_sentence(row, "Note", "Lang.Planner.Booking", text_money(mem, fen), NULL);
}

static void add_pay(struct view_node *leaf, void *mem, const struct planner_view *v,
                    int64_t ending, int *n)
{
	const char *category = v->plan->n_categories > 0 ? v->plan->categories[0].code : "";
	struct planner_pay pay = planner_pay(v->plan, category, ending, v->viewer->available);
	struct view_node *row;

	if (pay.points == 0 || stop_of(v->stops, v->n_stops, NULL, 0))
		return;
	row = add_use(leaf, n, "airplane",
	              text_sentence(mem, leaf, "Lang.Planner.Pay", text_money(mem, pay.fen), NULL),
	              talloc_strdup(mem, "/pay"), pay.points);
	view_sentence(row, "Note", "Lang.Planner.Booking", text_money(mem, pay.price), NULL);
}

/* The charity whose unit leaves the fewest points over. */
static void add_gift(struct view_node *leaf, void *mem, const struct offers *o, int64_t ending,
                     int64_t available, int *n)
{
	int64_t least = INT64_MAX, many = 0;
	const char *name;
	int best = -1;

	for (int i = 0; i < o->n_gifts; i++) {
		int64_t times = planner_many(&o->gift[i], ending, available);
		int64_t over = times * o->gift[i].cost - ending;

		if (times > 0 && (over < 0 ? -2 * over : over) < least) {
			least = over < 0 ? -2 * over : over;
			many = times;
			best = i;
		}
	}
	if (best < 0)
		return;
	name = name_of(leaf, o->gifts[best]);
	add_use(leaf, n, "people",
	        many > 1 ? text_sentence(mem, leaf, "Lang.Planner.GiveMany", name,
	                                 text_points(mem, many), NULL)
	                 : text_sentence(mem, leaf, "Lang.Planner.Give", name, NULL),
	        talloc_asprintf(mem, "/catalogue/%s/redeem?quantity=%lld", o->gifts[best]->item,
	                        (long long)many),
	        many * o->gift[best].cost);
}

static bool same_month(int32_t a, int32_t b)
{
	struct civil x = civil_of(a), y = civil_of(b);

	return x.year == y.year && x.month == y.month;
}

static void fill_leaf(struct view_node *row, void *mem, const struct planner_view *v,
                      const struct leaf *leaf, const struct offers *o, bool first)
{
	int64_t available = v->viewer->available;
	char from[INT_TEXT], to[INT_TEXT];
	int n = 0;

	movement_set_day(row, mem, "First", leaf->first, v->today);
	int_text(from, civil_of(leaf->first).day);
	int_text(to, civil_of(leaf->last).day);
	if (leaf->last != leaf->first)
		view_sentence(row, "When", "Lang.Planner.Between",
		              movement_day(mem, view_lang(row), leaf->first, v->today),
		              movement_day(mem, view_lang(row), leaf->last, v->today), from, to, NULL);
	else
		view_sentence(row, "When", "Lang.Planner.On",
		              movement_day(mem, view_lang(row), leaf->first, v->today), NULL);
	view_points(row, "Points", leaf->points);
	view_flag(row, "Soon", leaf->first - v->today <= SOON_DAYS);
	add_things(row, mem, o, leaf->points, available, first, &n);
	add_coupon(row, mem, o, leaf->points, available, &n);
	add_pay(row, mem, v, leaf->points, &n);
	add_gift(row, mem, o, leaf->points, available, &n);
}

void planner_fill(struct view_node *root, void *mem, const struct planner_view *v)
{
	struct offers *o = talloc_zero(mem, struct offers);
	int64_t rest = v->viewer->available;
	int leaves = 0, used;

	view_str(root, "Page.Title", view_words(root, "Lang.Planner.Title"));
	view_str(root, "Page.Name", "catalogue");
	view_points(root, "Available", v->viewer->available);
	view_flag(root, "InDebt", v->viewer->debt > 0);
	sort_out(v, o);
	for (int i = 0; i < v->n_days && leaves < MONTHS; i += used) {
		struct leaf leaf = {v->days[i].expires_on, v->days[i].expires_on, v->days[i].points};

		used = 1;
		if (leaf.first == DAY_NEVER) {
			rest -= leaf.points;
			view_points(root, "Never", leaf.points);
			continue;
		}
		for (; i + used < v->n_days && same_month(leaf.first, v->days[i + used].expires_on); used++) {
			leaf.last = v->days[i + used].expires_on;
			leaf.points += v->days[i + used].points;
		}
		rest -= leaf.points;
		fill_leaf(view_row(root, "Leaves", leaves), mem, v, &leaf, o, leaves == 0);
		leaves++;
	}
	if (rest > 0)
		view_points(root, "Later", rest);
}
