/* One item: its form, saved by version, and how members will see it. */
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/admin_catalogue.h"
#include "page/item_art.h"

#define WORD "Lang.AdminCatalogue."
#define DEPARTURES_BACK 30 /* days of departures that are over shown still */

int item_of_url(struct request *r, struct item *item)
{
	enum db got = item_read(portal_of(r)->db, r->mem, NULL, r->param[0], item);

	if (got == DB_OK)
		return 0;
	return got == DB_NONE ? page_problem(r, 404) : desk_unavailable(r);
}

static void fill_picture(struct request *r, const struct item *item)
{
	struct view_node *root = page_root(r);
	char hex[SHA256_HEX];

	view_str(root, "Art", item_art(item->category, item->art));
	if (!item->picture_hash.data)
		return;
	secret_hex(hex, item->picture_hash.data, 8);
	view_str(root, "Picture", hex);
}

static enum db fill_stock(struct request *r, const struct item *item)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	struct item_departure *days = NULL;
	int64_t all = 0, unused = 0;
	int32_t today = day_of(page_now(r));
	enum db got = item_codes_count(db, item->item, &all, &unused);
	int n = 0;

	view_points(root, "Stock.Taken", item->taken);
	view_points(root, "Stock.Points", item->points);
	if (item->left >= 0)
		view_points(root, "Stock.Left", item->left);
	view_flag(root, "Stock.ByDeparture", item->category == ITEM_TRIP);
	view_flag(root, "Stock.MayHaveCodes",
	          item->category == ITEM_VOUCHER || item->category == ITEM_VIRTUAL);
	view_flag(root, "Stock.ByCodes", all > 0);
	if (all > 0) {
		view_points(root, "Stock.Codes", all);
		view_points(root, "Stock.Unused", unused);
	}
	if (got == DB_OK && item->category == ITEM_TRIP)
		got = item_departures(db, r->mem, item->item, today - DEPARTURES_BACK, &days, &n);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Departures", i);

		view_day(row, "Day", days[i].departs_on);
		view_points(row, "Places", days[i].places);
		view_points(row, "Left", days[i].left);
		view_flag(row, "Over", days[i].departs_on < today);
	}
	return got;
}

int item_show(struct request *r, const struct item *item, int status)
{
	struct view_node *root = page_root(r);
	const char *lang = view_lang(root) == LANG_EN ? "en" : "zh-CN";

	view_str(root, "Page.Title", item_name(item, lang));
	view_str(root, "Item", item->item);
	view_str(root, "Supplier", item->supplier[0] ? item->supplier : NULL);
	view_flag(root, "PlansOwn", strcmp(item->item, ITEM_OF_PLAN) == 0);
	view_str(root, "State", view_words(root, talloc_asprintf(r->mem, WORD "State.%s",
	                                                          item_state_word(item->state))));
	item_form_choices(r, item);
	item_form_fill(r, item_form_texts(r->mem, item));
	if (!request_form(r, "stock") && item->left >= 0)
		view_str(root, "Form.stock", talloc_asprintf(r->mem, "%lld", (long long)item->left));
	fill_picture(r, item);
	return fill_stock(r, item) == DB_OK ? status : desk_unavailable(r);
}

int item_answer(struct request *r, const struct item *item, enum catalogue_outcome outcome,
                const char *done, const char *field)
{
	switch (outcome) {
	case CATALOGUE_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/catalogue/%s?done=%s",
		                                            item->item, done));
	case CATALOGUE_FEW:
		page_error(r, field, field && strcmp(field, "stock") == 0 ? WORD "ErrorByCodes" : WORD "ErrorFew");
		return item_show(r, item, 422);
	case CATALOGUE_CHANGED:
		page_error(r, field, WORD "ErrorMeanwhile");
		return item_show(r, item, 409);
	case CATALOGUE_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

/* Somebody saved the item meanwhile: what was typed stays, and beside each field
 * that now differs stands what is stored. Saving again then overwrites it. */
static int tell_conflict(struct request *r, const struct item *now)
{
	struct view_node *root = page_root(r);
	const struct pair *stored = item_form_texts(r->mem, now);
	int n = 0;

	page_error(r, NULL, WORD "ErrorChanged");
	for (; stored->name; stored++) {
		const char *mine = request_form(r, stored->name);
		struct view_node *row;

		if (strcmp(stored->name, "version") == 0)
			view_str(root, "Form.version", stored->value);
		if (!mine || strcmp(mine, stored->value) == 0 || strcmp(stored->name, "version") == 0 ||
		    strcmp(stored->name, "item") == 0)
			continue;
		row = view_row(root, "Differs", n++);
		view_str(row, "Field", stored->name);
		view_str(row, "Label",
		         view_words(root, talloc_asprintf(r->mem, WORD "F.%s", stored->name)));
		view_str(row, "Mine", mine);
		view_str(row, "Stored", stored->value);
	}
	return 409;
}

static int save(struct request *r, const struct item *before)
{
	struct service_env env = desk_env(r);
	struct item item = *before, now;
	const char *version = request_form(r, "version");
	enum catalogue_outcome outcome;
	int status = item_show(r, before, 422);

	if (status != 422)
		return status;
	item_form_read(r, &item, NULL);
	if (page_has_errors(r))
		return 422;
	if (!version || !int_parse(version, &item.version) || item.version != before->version)
		return tell_conflict(r, before);
	outcome = catalogue_save(&env, desk_of(r)->staff_id, &item, before);
	if (outcome == CATALOGUE_CHANGED) {
		status = item_of_url(r, &now);
		return status ? status : tell_conflict(r, &now);
	}
	return item_answer(r, before, outcome, "item_saved", NULL);
}

int page_item(struct request *r)
{
	struct item item;
	int status;

	desk_page(r, WORD "Title");
	status = item_of_url(r, &item);
	if (status)
		return status;
	return r->method == METHOD_POST ? save(r, &item) : item_show(r, &item, 200);
}

/* What one costs each tier today, and from when each may have it. */
static void fill_tiers(struct request *r, const struct plan *plan, const struct item *item)
{
	struct view_node *root = page_root(r);
	int32_t today = day_of(page_now(r));
	struct redeem_item judged = item_judged(plan, item, today);
	bool en = view_lang(root) == LANG_EN;
	int lowest = plan_tier_index(plan, item->min_tier);

	for (int i = 0; i < plan->n_tiers; i++) {
		struct view_node *row = view_row(root, "Tiers", i);
		int64_t opens = redeem_opens(plan, &judged, plan->tiers[i].code);

		view_str(row, "Name", en ? plan->tiers[i].name.en : plan->tiers[i].name.zh);
		view_points(row, "Cost", redeem_cost(plan, &judged, plan->tiers[i].code, today));
		view_flag(row, "Locked", i < lowest);
		if (opens != INSTANT_NONE)
			view_instant(row, "Opens", opens);
	}
}

static void fill_language(struct request *r, const char *name, const struct item *item,
                          const char *lang)
{
	struct view_node *node = view_node(page_root(r), name);

	view_str(node, "Name", item_name(item, lang));
	view_str(node, "Text", item_text(item, lang));
	view_str(node, "Returns", item_returns(item, lang));
}

int page_item_preview(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "PreviewTitle");
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	struct item item;
	int status = item_of_url(r, &item);

	if (status)
		return status;
	item_resolve(plan, &item);
	view_str(root, "Item", item.item);
	view_flag(root, "Live", item.state == ITEM_LIVE);
	view_str(root, "State", view_words(root, talloc_asprintf(r->mem, WORD "State.%s",
	                                                          item_state_word(item.state))));
	view_str(root, "Category",
	         view_words(root, talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s",
	                                          item_category_word(item.category))));
	fill_language(r, "Zh", &item, "zh-CN");
	fill_language(r, "En", &item, "en");
	fill_tiers(r, plan, &item);
	fill_picture(r, &item);
	return 200;
}
