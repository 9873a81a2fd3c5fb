/* The form of an item: texts on one side, the item on the other. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_catalogue.h"
#include "page/desk_form.h"
#include "page/item_art.h"

#define FEN_MAX INT64_C(100000000) /* one million yuan */
#define COUNT_MAX INT64_C(1000000)
#define WORD "Lang.AdminCatalogue."

const struct field item_form_fields[] = {
	{"item", 64, false},          {"version", 20, false},      {"category", 16, false},
	{"state", 16, false},         {"name", 200, false},        {"name_en", 200, false},
	{"text", 8000, false},        {"text_en", 8000, false},    {"returns", 1000, false},
	{"returns_en", 1000, false},  {"cost_points", 20, false},  {"cut_points", 20, false},
	{"cut_from", 20, false},      {"cut_until", 20, false},    {"value", 20, false},
	{"per_order", 20, false},     {"per_member", 20, false},   {"period_days", 20, false},
	{"year_value", 20, false},    {"min_tier", 32, false},     {"min_balance", 20, false},
	{"open_from", 32, false},     {"open_until", 32, false},   {"early_hours", 20, false},
	{"early_tier", 32, false},    {"campaign", 40, false},     {"supplier", 200, false},
	{"promised_days", 20, false}, {"low_stock", 20, false},    {"coupon", 20, false},
	{"coupon_percent", 20, false}, {"coupon_ceiling", 20, false}, {"coupon_min", 20, false},
	{"coupon_categories", 200, false}, {"coupon_months", 20, false}, {"tags", 400, false},
	{"art", 32, false},           {"sort_no", 20, false},      {"left", 20, false},
	{0},
};

/* FEN as yuan: "50", "50.5", "" where it says nothing. */
static const char *yuan(void *mem, int64_t fen, bool none)
{
	return none ? "" : text_decimal(mem, fen);
}

static const char *number(void *mem, int64_t value, bool none)
{
	return none ? "" : talloc_asprintf(mem, "%" PRId64, value);
}

static const char *day(void *mem, int32_t value)
{
	char text[INSTANT_TEXT];

	return value == DAY_NONE ? "" : talloc_strdup(mem, day_iso(text, value));
}

/* "2026-12-01T10:00" in the programme's time zone: what the browser's field takes. */
static const char *moment(void *mem, int64_t value)
{
	char text[INSTANT_TEXT];

	return value == INSTANT_NONE ? "" : talloc_strndup(mem, instant_local(text, value), 16);
}

static void put(struct pair *pairs, int *n, const char *name, const char *value)
{
	pairs[(*n)++] = (struct pair){name, value ? value : ""};
}

static void put_texts(struct pair *p, int *n, const struct item *i)
{
	put(p, n, "item", i->item);
	put(p, n, "category", item_category_word(i->category));
	put(p, n, "state", item_state_word(i->state));
	put(p, n, "name", i->name);
	put(p, n, "name_en", i->name_en);
	put(p, n, "text", i->text);
	put(p, n, "text_en", i->text_en);
	put(p, n, "returns", i->returns);
	put(p, n, "returns_en", i->returns_en);
	put(p, n, "min_tier", i->min_tier);
	put(p, n, "early_tier", i->early_tier);
	put(p, n, "campaign", i->campaign);
	put(p, n, "supplier", i->supplier);
	put(p, n, "coupon_categories", i->coupon_categories);
	put(p, n, "tags", i->tags);
	put(p, n, "art", i->art);
}

struct pair *item_form_texts(void *mem, const struct item *i)
{
	struct pair *p = talloc_zero_array(mem, struct pair, ITEM_FIELDS);
	int n = 0;

	put_texts(p, &n, i);
	put(p, &n, "version", number(mem, i->version, false));
	put(p, &n, "cost_points", number(mem, i->cost_points, false));
	put(p, &n, "cut_points", number(mem, i->cut_points, i->cut_points < 0));
	put(p, &n, "cut_from", day(mem, i->cut_from));
	put(p, &n, "cut_until", day(mem, i->cut_until));
	put(p, &n, "value", yuan(mem, i->value_fen, i->value_fen == 0));
	put(p, &n, "per_order", number(mem, i->per_order, i->per_order < 0));
	put(p, &n, "per_member", number(mem, i->per_member, i->per_member < 0));
	put(p, &n, "period_days", number(mem, i->period_days, i->period_days == 0));
	put(p, &n, "year_value", yuan(mem, i->year_value_fen, i->year_value_fen < 0));
	put(p, &n, "min_balance", number(mem, i->min_balance, i->min_balance == 0));
	put(p, &n, "open_from", moment(mem, i->open_from));
	put(p, &n, "open_until", moment(mem, i->open_until));
	put(p, &n, "early_hours", number(mem, i->early_hours, i->early_hours == 0));
	put(p, &n, "promised_days", number(mem, i->promised_days, false));
	put(p, &n, "low_stock", number(mem, i->low_stock, false));
	put(p, &n, "coupon", yuan(mem, i->coupon_fen, i->coupon_fen == 0));
	put(p, &n, "coupon_percent", yuan(mem, i->coupon_percent_bp, i->coupon_percent_bp == 0));
	put(p, &n, "coupon_ceiling", yuan(mem, i->coupon_ceiling_fen, i->coupon_ceiling_fen == 0));
	put(p, &n, "coupon_min", yuan(mem, i->coupon_min_fen, i->coupon_min_fen == 0));
	put(p, &n, "coupon_months", number(mem, i->coupon_months, i->coupon_months == 0));
	put(p, &n, "sort_no", number(mem, i->sort_no, false));
	return p;
}

void item_form_fill(struct request *r, const struct pair *pairs)
{
	struct view_node *form = view_node(page_root(r), "Form");

	for (; pairs->name; pairs++)
		view_str(form, pairs->name, pairs->value);
}

static void choice(struct view_node *root, const char *list, int i, const char *value,
                   const char *text)
{
	struct view_node *row = view_row(root, list, i);

	view_str(row, "Value", value);
	view_str(row, "Text", text);
}

void item_form_choices(struct request *r, const struct item *item)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	bool en = view_lang(root) == LANG_EN, known = !item->campaign || !item->campaign[0];
	int n = 0;

	for (int i = ITEM_GOODS; i < ITEM_CATEGORY__MAX; i++) {
		const char *word = item_category_word((enum item_category)i);

		choice(root, "Categories", n++, word,
		       view_words(root, talloc_asprintf(r->mem, "Lang.Catalogue.Category.%s", word)));
	}
	for (int i = ITEM_DRAFT; i <= ITEM_ENDED; i++) {
		const char *word = item_state_word((enum item_state)i);

		choice(root, "States", i - 1, word,
		       view_words(root, talloc_asprintf(r->mem, WORD "State.%s", word)));
	}
	choice(root, "Tiers", 0, "", view_words(root, WORD "AllTiers"));
	for (int i = 1; i < plan->n_tiers; i++)
		choice(root, "Tiers", i, plan->tiers[i].code,
		       en ? plan->tiers[i].name.en : plan->tiers[i].name.zh);
	choice(root, "Campaigns", 0, "", view_words(root, WORD "NoCampaign"));
	for (n = 1; n <= plan->n_bonuses; n++) {
		const struct plan_bonus *b = &plan->bonuses[n - 1];

		choice(root, "Campaigns", n, b->code, en ? b->name.en : b->name.zh);
		known = known || strcmp(b->code, item->campaign) == 0;
	}
	if (!known)
		choice(root, "Campaigns", n, item->campaign, item->campaign);
	choice(root, "Arts", 0, "", view_words(root, WORD "ArtOfCategory"));
	for (n = 0; item_arts[n]; n++)
		choice(root, "Arts", n + 1, item_arts[n], item_arts[n]);
}

/* The code of a tier of the plan, or "". */
static const char *read_tier(struct request *r, const char *name)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	const char *code = desk_typed(r, name);

	if (code[0] && strcmp(plan->tiers[plan_tier_index(plan, code)].code, code) != 0) {
		page_error(r, name, WORD "ErrorChoice");
		return "";
	}
	return code;
}

/* Product categories of the plan, comma-separated. */
static const char *read_products(struct request *r, const char *name)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	const char *list = desk_text(r, name, 127);
	char *out = talloc_strdup(r->mem, ""), *rest = talloc_strdup(r->mem, list), *word;

	while ((word = strsep(&rest, ", ")) != NULL) {
		if (!word[0])
			continue;
		if (plan_category_index(plan, word) < 0) {
			page_error(r, name, WORD "ErrorProducts");
			return "";
		}
		out = talloc_asprintf_append(out, "%s%s", out[0] ? "," : "", word);
	}
	return out;
}

static void read_words(struct request *r, struct item *item)
{
	item->category = item_category_of(desk_typed(r, "category"));
	item->state = item_state_of(desk_typed(r, "state"));
	item->name = desk_text(r, "name", 80);
	item->name_en = desk_text(r, "name_en", 80);
	item->text = desk_text(r, "text", 4000);
	item->text_en = desk_text(r, "text_en", 4000);
	item->returns = desk_text(r, "returns", 400);
	item->returns_en = desk_text(r, "returns_en", 400);
	item->supplier = desk_text(r, "supplier", 80);
	item->campaign = desk_text(r, "campaign", 32);
	item->tags = desk_text(r, "tags", 200);
	item->art = desk_text(r, "art", 24);
	if (!item->category)
		page_error(r, "category", WORD "ErrorChoice");
	if (!item->state)
		page_error(r, "state", WORD "ErrorChoice");
	if (!item->name[0] && utf8_length(desk_typed(r, "name")) == 0)
		page_error(r, "name", WORD "ErrorName");
	if (item->art[0] && !text_among(item->art, item_arts))
		page_error(r, "art", WORD "ErrorChoice");
}

static void read_limits(struct request *r, struct item *item)
{
	item->per_order = desk_number(r, "per_order", 1, 99, -1);
	item->per_member = desk_number(r, "per_member", 1, COUNT_MAX, -1);
	item->period_days = desk_number(r, "period_days", 0, 3660, 0);
	item->year_value_fen = desk_yuan(r, "year_value", FEN_MAX, -1);
	item->min_tier = read_tier(r, "min_tier");
	item->min_balance = desk_number(r, "min_balance", 0, DESK_POINTS_MAX, 0);
	item->open_from = desk_moment(r, "open_from");
	item->open_until = desk_moment(r, "open_until");
	item->early_hours = desk_number(r, "early_hours", 0, 8760, 0);
	item->early_tier = read_tier(r, "early_tier");
	item->promised_days = desk_number(r, "promised_days", 0, 365, 7);
	item->low_stock = desk_number(r, "low_stock", 0, COUNT_MAX, 5);
	item->sort_no = desk_number(r, "sort_no", -COUNT_MAX, COUNT_MAX, 0);
	if (item->open_from != INSTANT_NONE && item->open_until != INSTANT_NONE &&
	    item->open_from >= item->open_until)
		page_error(r, "open_until", WORD "ErrorUntil");
}

static void read_costs(struct request *r, struct item *item)
{
	bool plans_own = strcmp(item->item, ITEM_OF_PLAN) == 0;

	item->cost_points = desk_number(r, "cost_points", plans_own ? 0 : 1, DESK_POINTS_MAX, 0);
	item->cut_points = desk_number(r, "cut_points", 1, DESK_POINTS_MAX, -1);
	item->cut_from = desk_day(r, "cut_from");
	item->cut_until = desk_day(r, "cut_until");
	item->value_fen = desk_yuan(r, "value", FEN_MAX, 0);
	if (!plans_own && !desk_typed(r, "cost_points")[0])
		page_error(r, "cost_points", WORD "ErrorCost");
	if (item->cut_points > 0 && item->cost_points > 0 && item->cut_points >= item->cost_points)
		page_error(r, "cut_points", WORD "ErrorCut");
	if (item->cut_from != DAY_NONE && item->cut_until != DAY_NONE &&
	    item->cut_from > item->cut_until)
		page_error(r, "cut_until", WORD "ErrorUntil");
}

static void read_coupon(struct request *r, struct item *item)
{
	bool plans_own = strcmp(item->item, ITEM_OF_PLAN) == 0;

	item->coupon_fen = desk_yuan(r, "coupon", FEN_MAX, 0);
	item->coupon_percent_bp = desk_yuan(r, "coupon_percent", 10000, 0);
	item->coupon_ceiling_fen = desk_yuan(r, "coupon_ceiling", FEN_MAX, 0);
	item->coupon_min_fen = desk_yuan(r, "coupon_min", FEN_MAX, 0);
	item->coupon_categories = read_products(r, "coupon_categories");
	item->coupon_months = desk_number(r, "coupon_months", 0, 120, 0);
	if (item->category == ITEM_COUPON && !plans_own &&
	    (item->coupon_fen > 0) == (item->coupon_percent_bp > 0))
		page_error(r, "coupon", WORD "ErrorCoupon");
}

/* A new item's code: it stands in URLs for ever. */
static void read_code(struct request *r, struct item *item)
{
	const char *code = desk_typed(r, "item");
	size_t len = strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789-");

	item->item = code;
	if (len < 2 || len > 32 || code[len] != '\0' || code[0] == '-' || strcmp(code, "new") == 0)
		page_error(r, "item", WORD "ErrorCode");
}

void item_form_read(struct request *r, struct item *item, int64_t *left)
{
	for (const struct field *f = item_form_fields; f->name; f++)
		page_keep(r, f->name);
	if (left) {
		read_code(r, item);
		*left = desk_number(r, "left", 0, COUNT_MAX, -1);
	}
	read_words(r, item);
	read_costs(r, item);
	read_limits(r, item);
	read_coupon(r, item);
}
