#include "page/catalogue.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/shop.h"
#include "store/item_index.h"
#include "web/parse.h"

#define PAGE_ITEMS 24
#define SUGGESTED 4
#define POINTS_MAX INT64_C(1000000000000)

static const struct field query_fields[] = {{.name = "category", .max = 16},
                                            {.name = "afford", .max = 8},
                                            {.name = "q", .max = 80},
                                            {.name = "min", .max = 24},
                                            {.name = "max", .max = 24},
                                            {.name = "sort", .max = 16},
                                            {.name = "after", .max = 80},
                                            {.name = "done", .max = 16},
                                            {0}};

static const char *const notices[][2] = {{"wished", "Lang.Catalogue.WishAdded"},
                                         {"waits", "Lang.Catalogue.WishAddedTell"},
                                         {"unwished", "Lang.Catalogue.WishRemoved"},
                                         {"full", "Lang.Catalogue.WishFull"},
                                         {NULL, NULL}};

/* What was asked for, as it stands in links and in the form. */
struct asked {
	const char *category, *q, *min, *max, *sort, *after;
	bool afford;
	struct item_filter filter;
};

static const char *asked_for(struct request *r, const char *name)
{
	const char *value = request_query(r, name);

	return value ? text_clean(r->mem, value) : "";
}

/* Points typed at NAME, with or without separators; 0 = none, or wrong (told). */
static int64_t read_points(struct request *r, const char *name, const char *text)
{
	char digits[INT_TEXT];
	size_t n = 0;
	int64_t points = 0;

	for (; *text && n + 1 < sizeof digits; text++)
		if (*text != ',' && *text != ' ')
			digits[n++] = *text;
	digits[n] = '\0';
	if (n == 0)
		return 0;
	if (*text || !int_parse(digits, &points) || points < 0 || points > POINTS_MAX) {
		page_error(r, name, "Lang.Catalogue.ErrorPoints");
		return 0;
	}
	return points;
}

static void read_asked(struct request *r, const struct shop *s, struct asked *a)
{
	const char *afford = asked_for(r, "afford");
	int sort = ITEM_BY_PLACE;

	*a = (struct asked){.category = asked_for(r, "category"), .q = asked_for(r, "q"),
	                    .min = asked_for(r, "min"), .max = asked_for(r, "max"),
	                    .sort = asked_for(r, "sort"), .after = asked_for(r, "after")};
	a->afford = afford[0] && strcmp(afford, "0") != 0;
	a->filter = (struct item_filter){.category = item_category_of(a->category), .q = a->q,
	                                 .after = a->after, .limit = PAGE_ITEMS, .tier = s->v.tier,
	                                 .now = s->now, .afford = a->afford,
	                                 .afford_points = s->v.available};
	if (a->category[0] && !a->filter.category)
		page_error(r, NULL, "Lang.Catalogue.ErrorCategory");
	if (a->sort[0] && (sort = item_sort_of(a->sort)) < 0)
		page_error(r, "sort", "Lang.Catalogue.ErrorSort");
	a->filter.sort = sort < 0 ? ITEM_BY_PLACE : (enum item_sort)sort;
	a->filter.min_points = read_points(r, "min", a->min);
	a->filter.max_points = read_points(r, "max", a->max);
	if (a->filter.max_points > 0 && a->filter.min_points > a->filter.max_points)
		page_error(r, "max", "Lang.Catalogue.ErrorOrder");
}

static void add_part(struct buf *href, const char *name, const char *value)
{
	if (!value[0])
		return;
	buf_printf(href, "%s%s=", strchr(href->data, '?') ? "&" : "?", name);
	parse_encode(href, value);
}

/* The list with A's other wishes kept, of CATEGORY, affordable or all. */
static char *link_to(const struct shop *s, const struct asked *a, const char *category,
                     bool afford, const char *after)
{
	struct buf href;

	buf_init(&href, s->mem);
	buf_str(&href, "/catalogue");
	add_part(&href, "category", category);
	add_part(&href, "afford", afford ? "1" : "");
	add_part(&href, "q", a->q);
	add_part(&href, "min", a->min);
	add_part(&href, "max", a->max);
	add_part(&href, "sort", strcmp(a->sort, "place") == 0 ? "" : a->sort);
	add_part(&href, "after", after);
	return href.data;
}

static void add_chip(const struct shop *s, int i, const char *text, const char *href, bool current)
{
	struct view_node *chip = view_row(s->root, "Chips", i);

	view_str(chip, "Text", text);
	view_str(chip, "Href", href);
	view_flag(chip, "Current", current);
}

static void add_category(const struct shop *s, const struct asked *a, int i,
                         enum item_category category)
{
	const char *word = item_category_word(category);
	const char *key = talloc_asprintf(s->mem, "Lang.Catalogue.Category.%s", word);

	add_chip(s, i, view_words(s->root, key), link_to(s, a, word, a->afford, ""),
	         category == a->filter.category);
}

/* Chips: what I can afford (on and off), everything, each category; the chosen
 * one first, as phones show the first few only. */
static void fill_chips(const struct shop *s, const struct asked *a)
{
	static const enum item_category shown[] = {ITEM_COUPON,  ITEM_GOODS,  ITEM_TRIP,
	                                           ITEM_SERVICE, ITEM_VOUCHER, ITEM_VIRTUAL,
	                                           ITEM_MILES,   ITEM_DONATION};
	int n = 0;

	add_chip(s, n++, view_words(s->root, "Lang.Catalogue.Afford"),
	         link_to(s, a, a->category, !a->afford, ""), a->afford);
	add_chip(s, n++, view_words(s->root, "Lang.Catalogue.All"),
	         link_to(s, a, "", a->afford, ""), !a->category[0]);
	if (a->filter.category)
		add_category(s, a, n++, a->filter.category);
	for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
		if (shown[i] != a->filter.category)
			add_category(s, a, n++, shown[i]);
}

static void fill_form(const struct shop *s, const struct asked *a)
{
	bool narrowed = a->min[0] || a->max[0] || (a->sort[0] && strcmp(a->sort, "place") != 0);

	view_str(s->root, "Form.q", a->q);
	view_str(s->root, "Form.min", a->min);
	view_str(s->root, "Form.max", a->max);
	view_str(s->root, "Form.sort", a->sort);
	if (a->filter.category)
		view_str(s->root, "Form.category", a->category);
	view_flag(s->root, "Form.afford", a->afford);
	view_flag(s->root, "IsOpen", narrowed);
	view_flag(s->root, "IsFiltered", narrowed || a->q[0] || a->filter.category || a->afford);
}

/* Suggestions stand above the whole list only, and only where there is more of
 * it than one sees at a glance. */
static bool fill_suggested(const struct shop *s, const struct asked *a,
                           const struct item_page *page)
{
	struct suggestion found[SUGGESTED];
	struct view_node *list = view_node(s->root, "Suggested");
	int n = SUGGESTED;

	if (a->category[0] || a->afford || a->q[0] || a->min[0] || a->max[0] || a->sort[0] ||
	    a->after[0] || page->n <= 2 * SUGGESTED)
		return true;
	if (!shop_suggest(s, found, &n))
		return false;
	for (int i = 0; i < n; i++)
		shop_tile(view_item(list, i), s, found[i].item, found[i].why);
	return true;
}

static void fill_items(const struct shop *s, const struct asked *a, const struct item_page *page)
{
	struct view_node *list = view_node(s->root, "Items");
	const char *category = talloc_asprintf(s->mem, "Lang.Catalogue.Category.%s", a->category);

	for (int i = 0; i < page->n; i++)
		shop_tile(view_item(list, i), s, &page->items[i], NULL);
	view_str(s->root, "ListTitle",
	         view_words(s->root, a->filter.category ? category : "Lang.Catalogue.All"));
	if (page->next[0])
		view_str(s->root, "Next", link_to(s, a, a->category, a->afford, page->next));
	if (a->after[0])
		view_str(s->root, "First", link_to(s, a, a->category, a->afford, ""));
}

static int page_catalogue(struct request *r)
{
	struct item_page page;
	struct asked asked;
	struct shop s;

	if (!shop_open(r, &s))
		return account_unavailable(r);
	view_str(s.root, "Page.Title", view_words(s.root, "Lang.Catalogue.Title"));
	account_notice(r, notices);
	read_asked(r, &s, &asked);
	fill_chips(&s, &asked);
	fill_form(&s, &asked);
	if (page_has_errors(r)) {
		view_flag(s.root, "IsOpen", true);
		return 422;
	}
	if (!shop_wishes(&s) ||
	    item_index_list(s.db, s.mem, s.plan, &asked.filter, &page) != DB_OK ||
	    !fill_suggested(&s, &asked, &page))
		return account_unavailable(r);
	fill_items(&s, &asked, &page);
	return 200;
}

const struct route catalogue_routes[] = {
	{.path = "/catalogue", .methods = METHOD_GET, .guards = GUARD_MEMBER, .page = page_catalogue,
	 .template = "catalogue", .query = query_fields},
	{.path = "/catalogue/:item", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_catalogue_item, .template = "catalogue_item", .query = query_fields},
	{.path = "/catalogue/:item/redeem", .methods = METHOD_GET | METHOD_POST,
	 .guards = GUARD_MEMBER | GUARD_CSRF, .page = page_catalogue_redeem,
	 .template = "catalogue_redeem", .query = catalogue_redeem_query,
	 .form = catalogue_redeem_form},
	{.path = "/catalogue/:item/picture", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_catalogue_picture},
	{0},
};
