#include "page/donations.h"

#include "base/mem.h"
#include "page/account.h"
#include "page/stops.h"
#include "store/item.h"

static void fill_charity(struct view_node *row, void *mem, const struct item *item,
                         const char *lang)
{
	view_str(row, "Id", item->item);
	view_str(row, "Name", item_name(item, lang));
	view_str(row, "By", item->supplier[0] ? item->supplier : NULL);
	view_points(row, "Points", item->points);
	if (item->value_fen > 0)
		view_sentence(row, "Unit", "Lang.Donations.Unit", text_points(mem, item->cost_points),
		              text_money(mem, item->value_fen), NULL);
	if (item->taken > 0 && item->value_fen > 0)
		view_sentence(row, "Worth", "Lang.Donations.Worth",
		              text_money(mem, item->taken * item->value_fen), NULL);
}

static int page_donations(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct view_node *root = page_root(r);
	struct item_filter filter = {.category = ITEM_DONATION, .sort = ITEM_BY_POPULAR,
	                             .limit = ITEM_PAGE_MAX, .now = page_now(r)};
	const struct plan *plan = plan_on(portal->plans, day_of(page_now(r)));
	struct item_page charities;
	struct stop *stops;
	int n_stops;
	int64_t total = 0;

	if (!stops_look(r, &stops, &n_stops) ||
	    item_list(portal->db, r->mem, plan, &filter, &charities) != DB_OK)
		return account_unavailable(r);
	view_str(root, "Page.Title", view_words(root, "Lang.Donations.Title"));
	view_str(root, "Page.Name", "catalogue");
	for (int i = 0; i < charities.n; i++) {
		fill_charity(view_row(root, "Charities", i), r->mem, &charities.items[i],
		             account_lang(r));
		view_flag(view_row(root, "Charities", i), "Paused",
		          stop_of(stops, n_stops, charities.items[i].item, 0) != NULL);
		total += charities.items[i].points;
	}
	view_points(root, "Total", total);
	return 200;
}

const struct route donations_routes[] = {
	{.path = "/donations", .methods = METHOD_GET, .guards = GUARD_PUBLIC, .page = page_donations,
	 .template = "donations"},
	{0},
};
