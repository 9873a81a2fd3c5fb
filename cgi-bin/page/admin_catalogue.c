#include "page/admin_catalogue.h"

#include "base/mem.h"

#define ROWS 50
#define WORD "Lang.AdminCatalogue."

static const struct field list_query[] = {
	{"category", 16, false}, {"q", 60, false}, {"after", 200, false}, {"done", 16, false}, {0}};
static const struct field item_query[] = {{"done", 16, false}, {0}};
static const struct field stock_form[] = {{"stock", 20, false}, {0}};
static const struct field departure_form[] = {{"departs_on", 20, false}, {"places", 20, false}, {0}};
static const struct field codes_form[] = {{"codes", 1048576, false}, {0}};
static const struct field make_form[] = {{"make", 20, false}, {0}};
static const struct field picture_form[] = {{"picture", 4194304, false}, {0}};
static const struct field none[] = {{0}};

static void fill_row(struct request *r, struct view_node *row, const struct item *i)
{
	const char *lang = view_lang(row) == LANG_EN ? "en" : "zh-CN";

	view_str(row, "Item", i->item);
	view_str(row, "Name", item_name(i, lang));
	view_str(row, "Category",
	         view_words(row, talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s",
	                                         item_category_word(i->category))));
	view_str(row, "State",
	         view_words(row, talloc_asprintf(r->mem, WORD "State.%s", item_state_word(i->state))));
	view_str(row, "Look", i->state == ITEM_LIVE ? "good" : i->state == ITEM_DRAFT ? "wait" : "quiet");
	view_points(row, "Cost", i->cost_points);
	view_points(row, "Taken", i->taken);
	if (i->left < 0) {
		view_str(row, "Left", view_words(row, WORD "Unlimited"));
	} else {
		view_points(row, "Left", i->left);
		view_flag(row, "Out", i->left == 0 && i->state == ITEM_LIVE);
	}
}

static void fill_next(struct request *r, const char *category, const char *q, const char *next)
{
	struct view_node *root = page_root(r);

	view_str(root, "Next.After", next[0] ? next : NULL);
	view_str(root, "Next.Category", category);
	view_str(root, "Next.Q", q);
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	const char *category = request_query(r, "category"), *q = request_query(r, "q");
	const struct item nothing = {0};
	struct item_filter filter = {.drafts = true, .limit = ROWS, .now = page_now(r), .q = q,
	                             .after = request_query(r, "after")};
	struct item_page page;

	filter.category = item_category_of(category ? category : "");
	if (item_list(portal_of(r)->db, r->mem, plan, &filter, &page) != DB_OK)
		return desk_unavailable(r);
	item_form_choices(r, &nothing);
	view_str(root, "Form.category", category);
	view_str(root, "Form.q", q);
	view_flag(root, "Filtered", filter.category || (q && q[0]));
	for (int i = 0; i < page.n; i++)
		fill_row(r, view_row(root, "Items", i), &page.items[i]);
	fill_next(r, category, q, page.next);
	return 200;
}

static int page_new(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "NewTitle");
	struct item blank = {.category = ITEM_GOODS, .state = ITEM_DRAFT, .cut_points = -1,
	                     .cut_from = DAY_NONE, .cut_until = DAY_NONE, .per_order = -1,
	                     .per_member = -1, .year_value_fen = -1, .open_from = INSTANT_NONE,
	                     .open_until = INSTANT_NONE, .promised_days = 7, .low_stock = 5,
	                     .created_at = page_now(r), .version = 1};
	struct service_env env = desk_env(r);
	enum catalogue_outcome outcome;
	int64_t left = -1;

	view_flag(root, "New", true);
	item_form_choices(r, &blank);
	item_form_fill(r, item_form_texts(r->mem, &blank));
	view_str(root, "Form.cost_points", "");
	if (r->method == METHOD_GET)
		return 200;
	item_form_read(r, &blank, &left);
	if (page_has_errors(r))
		return 422;
	outcome = catalogue_add(&env, desk_of(r)->staff_id, &blank, left);
	if (outcome == CATALOGUE_TAKEN) {
		page_error(r, "item", WORD "ErrorTaken");
		return 422;
	}
	if (outcome != CATALOGUE_OK)
		return desk_unavailable(r);
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/catalogue/%s?done=item_new",
	                                            blank.item));
}

#define ITEM "/admin/catalogue/:item"
#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define UPLOAD (MANAGER | GUARD_UPLOAD)

const struct route admin_catalogue_routes[] = {
	{"/admin/catalogue", METHOD_GET, GUARD_STAFF, page_list, "admin/catalogue", list_query, NULL, 0},
	{"/admin/catalogue/new", METHOD_GET, GUARD_MANAGER, page_new, "admin/item", NULL, NULL, 0},
	{"/admin/catalogue/new", METHOD_POST, MANAGER, page_new, "admin/item", NULL, item_form_fields,
     0},
	{ITEM, METHOD_GET, GUARD_STAFF, page_item, "admin/item", item_query, NULL, 0},
	{ITEM, METHOD_POST, MANAGER, page_item, "admin/item", NULL, item_form_fields, 0},
	{ITEM "/preview", METHOD_GET, GUARD_STAFF, page_item_preview, "admin/item_preview", NULL, NULL,
     0},
	{ITEM "/stock", METHOD_POST, MANAGER, page_item_stock, "admin/item", NULL, stock_form, 0},
	{ITEM "/departure", METHOD_POST, MANAGER, page_item_departure, "admin/item", NULL,
     departure_form, 0},
	{ITEM "/codes", METHOD_POST, UPLOAD, page_item_codes, "admin/item", NULL, codes_form,
     1048576 + 65536},
	{ITEM "/codes/make", METHOD_POST, MANAGER, page_item_codes_make, "admin/item", NULL, make_form,
     0},
	{ITEM "/picture", METHOD_GET, GUARD_STAFF, page_item_picture_show, NULL, NULL, NULL, 0},
	{ITEM "/picture", METHOD_POST, UPLOAD, page_item_picture, "admin/item", NULL, picture_form,
     4194304 + 65536},
	{ITEM "/picture/drop", METHOD_POST, MANAGER, page_item_picture_drop, "admin/item", NULL, none,
     0},
	{0},
};
