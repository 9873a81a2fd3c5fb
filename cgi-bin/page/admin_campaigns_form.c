/* The form of a campaign: texts on one side, the campaign on the other. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_campaigns.h"
#include "page/desk_form.h"

#define WORD "Lang.AdminCampaigns."
#define FEN_MOST INT64_C(100000000000) /* one thousand million yuan */
#define WHOLE_BP 10000
#define RATE_MOST 100000
#define DAYS_MOST 366

const struct field campaign_form_fields[] = {
	{"campaign", 64, false},   {"version", 20, false},    {"name", 200, false},
	{"name_en", 200, false},   {"text", 8000, false},     {"text_en", 8000, false},
	{"theme", 200, false},     {"place", 200, false},     {"place_en", 200, false},
	{"channels", 400, false},  {"goal", 16, false},       {"target", 20, false},
	{"from_day", 20, false},   {"until_day", 20, false},  {"bonus", 20, false},
	{"category", 32, false},   {"product", 40, false},    {"partner", 40, false},
	{"branch", 40, false},     {"min_paid", 20, false},   {"first_in_category", 4, false},
	{"tier", 32, false},       {"kind", 16, false},       {"budget", 20, false},
	{"cost", 20, false},       {"margin", 20, false},     {"survey", 40, false},
	{"closing", 2000, false},  {"closing_en", 2000, false}, {0},
};

static const char *const goals[] = {"participants", "orders", "sales", "redemptions", NULL};
static const char *const kinds[] = {"personal", "family", "corporate", NULL};

static void put(struct request *r, const char *name, const char *value)
{
	view_str(view_node(page_root(r), "Form"), name, value);
}

static void put_number(struct request *r, const char *name, int64_t value, bool none)
{
	put(r, name, none ? "" : talloc_asprintf(r->mem, "%" PRId64, value));
}

/* Hundredths: fen as yuan, basis points as percent. */
static void put_part(struct request *r, const char *name, int64_t value, bool none)
{
	put(r, name, none ? "" : text_decimal(r->mem, value));
}

static void put_day(struct request *r, const char *name, int32_t value)
{
	char text[INSTANT_TEXT];

	put(r, name, value == DAY_NONE ? "" : day_iso(text, value));
}

void campaign_form_rules(struct request *r, const struct campaign *c)
{
	put_day(r, "from_day", c->from_day);
	put_day(r, "until_day", c->until_day);
	put_part(r, "bonus", c->bonus_bp - WHOLE_BP, c->bonus_bp == 0);
	put(r, "category", c->category);
	put(r, "product", c->product);
	put(r, "partner", c->partner);
	put(r, "branch", c->branch);
	put_part(r, "min_paid", c->min_paid_fen, c->min_paid_fen == 0);
	put(r, "first_in_category", c->first_in_category ? "1" : "");
	put(r, "tier", c->tier);
	put(r, "kind", c->kind);
}

void campaign_form_fill(struct request *r, const struct campaign *c)
{
	const struct {
		const char *name, *value;
	} texts[] = {
		{"campaign", c->campaign}, {"name", c->name},         {"name_en", c->name_en},
		{"text", c->text},         {"text_en", c->text_en},   {"theme", c->theme},
		{"place", c->place},       {"place_en", c->place_en}, {"channels", c->channels},
		{"goal", c->goal},         {"survey", c->survey},     {"closing", c->closing},
		{"closing_en", c->closing_en},
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		put(r, texts[i].name, texts[i].value);
	put_number(r, "version", c->version, false);
	if (strcmp(c->goal, "sales") == 0)
		put_part(r, "target", c->target, c->target == 0);
	else
		put_number(r, "target", c->target, c->target == 0);
	campaign_form_rules(r, c);
	put_number(r, "budget", c->budget_points, c->budget_points < 0);
	put_part(r, "cost", c->cost_fen, c->cost_fen == 0);
	put_part(r, "margin", c->margin_bp, false);
}

static void choice(struct view_node *root, const char *list, int i, const char *value,
                   const char *text)
{
	struct view_node *row = view_row(root, list, i);

	view_str(row, "Value", value);
	view_str(row, "Text", text);
}

void campaign_form_choices(struct request *r)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	bool en = view_lang(root) == LANG_EN;
	const char *all = view_words(root, WORD "All");

	for (int i = 0; goals[i]; i++)
		choice(root, "Goals", i, goals[i],
		       view_words(root, talloc_asprintf(r->mem, WORD "Goal.%s", goals[i])));
	choice(root, "Kinds", 0, "", all);
	for (int i = 0; kinds[i]; i++)
		choice(root, "Kinds", i + 1, kinds[i],
		       view_words(root, talloc_asprintf(r->mem, WORD "Kind.%s", kinds[i])));
	choice(root, "Tiers", 0, "", all);
	for (int i = 1; i < plan->n_tiers; i++)
		choice(root, "Tiers", i, plan->tiers[i].code,
		       en ? plan->tiers[i].name.en : plan->tiers[i].name.zh);
	choice(root, "Categories", 0, "", all);
	for (int i = 0; i < plan->n_categories; i++)
		choice(root, "Categories", i + 1, plan->categories[i].code,
		       en ? plan->categories[i].name.en : plan->categories[i].name.zh);
}

/* A percentage as basis points; EMPTY where nothing was typed. */
static int64_t read_percent(struct request *r, const char *name, int64_t max, int64_t empty)
{
	const char *text = desk_typed(r, name);
	size_t whole = strspn(text, "0123456789");

	if (text[0] && (whole == 0 || whole > 4 || text[whole + strspn(text + whole, ".0123456789")])) {
		page_error(r, name, WORD "ErrorPercent");
		return empty;
	}
	return desk_yuan(r, name, max, empty);
}

/* A code of the plan's own alphabet, or "". */
static const char *read_code(struct request *r, const char *name)
{
	const char *code = desk_typed(r, name);

	if (strspn(code, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(code) &&
	    strlen(code) < PLAN_CODE)
		return code;
	page_error(r, name, WORD "ErrorCodeOf");
	return "";
}

static void read_texts(struct request *r, struct campaign *c)
{
	c->name = desk_prose(r, "name", CAMPAIGN_NAME);
	c->name_en = desk_prose(r, "name_en", 80);
	c->text = desk_prose(r, "text", 4000);
	c->text_en = desk_prose(r, "text_en", 4000);
	c->theme = desk_prose(r, "theme", 80);
	c->place = desk_prose(r, "place", 80);
	c->place_en = desk_prose(r, "place_en", 80);
	c->channels = desk_prose(r, "channels", 120);
	c->closing = desk_prose(r, "closing", 1000);
	c->closing_en = desk_prose(r, "closing_en", 1000);
	c->survey = read_code(r, "survey");
	if (!desk_typed(r, "name")[0])
		page_error(r, "name", WORD "ErrorName");
}

static void read_goal(struct request *r, struct campaign *c)
{
	c->goal = desk_typed(r, "goal");
	if (!text_among(c->goal, goals)) {
		page_error(r, "goal", WORD "ErrorChoice");
		c->goal = goals[0];
	}
	if (strcmp(c->goal, "sales") == 0)
		c->target = desk_yuan(r, "target", FEN_MOST, 0);
	else
		c->target = desk_number(r, "target", 0, DESK_POINTS_MAX, 0);
	c->budget_points = desk_number(r, "budget", 1, DESK_POINTS_MAX, -1);
	c->cost_fen = desk_yuan(r, "cost", FEN_MOST, 0);
	c->margin_bp = read_percent(r, "margin", WHOLE_BP, WHOLE_BP);
}

static void read_window(struct request *r, struct campaign *c)
{
	c->from_day = desk_day(r, "from_day");
	c->until_day = desk_day(r, "until_day");
	if (!desk_typed(r, "from_day")[0])
		page_error(r, "from_day", WORD "ErrorDay");
	if (!desk_typed(r, "until_day")[0])
		page_error(r, "until_day", WORD "ErrorDay");
	if (c->from_day == DAY_NONE || c->until_day == DAY_NONE)
		return;
	if (c->until_day < c->from_day)
		page_error(r, "until_day", "Lang.AdminCatalogue.ErrorUntil");
	else if (c->until_day - c->from_day >= DAYS_MOST)
		page_error(r, "until_day", WORD "ErrorLong");
}

static void read_rules(struct request *r, struct campaign *c)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	int64_t bonus = read_percent(r, "bonus", RATE_MOST - WHOLE_BP, 0);

	c->bonus_bp = bonus > 0 ? WHOLE_BP + bonus : 0;
	c->category = desk_typed(r, "category");
	c->product = read_code(r, "product");
	c->partner = read_code(r, "partner");
	c->branch = read_code(r, "branch");
	c->min_paid_fen = desk_yuan(r, "min_paid", FEN_MOST, 0);
	c->first_in_category = desk_typed(r, "first_in_category")[0] != '\0';
	c->tier = desk_typed(r, "tier");
	c->kind = desk_typed(r, "kind");
	if (c->category[0] && plan_category_index(plan, c->category) < 0)
		page_error(r, "category", WORD "ErrorChoice");
	if (c->tier[0] && strcmp(plan->tiers[plan_tier_index(plan, c->tier)].code, c->tier) != 0)
		page_error(r, "tier", WORD "ErrorChoice");
	if (c->kind[0] && !text_among(c->kind, kinds))
		page_error(r, "kind", WORD "ErrorChoice");
}

void campaign_form_read(struct request *r, struct campaign *c, bool is_new)
{
	for (const struct field *f = campaign_form_fields; f->name; f++)
		page_keep(r, f->name);
	if (is_new) {
		c->campaign = desk_typed(r, "campaign");
		if (!campaign_code_ok(c->campaign))
			page_error(r, "campaign", WORD "ErrorCode");
	}
	read_texts(r, c);
	read_goal(r, c);
	if (strcmp(c->state, "draft") != 0)
		return; /* what the rules hold stays as it was published */
	read_window(r, c);
	read_rules(r, c);
}
