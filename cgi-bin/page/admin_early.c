#include "page/admin_early.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "service/early.h"

#define ROWS 100
#define WORD "Lang.AdminEarly."
#define CODE_SIGNS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

/* Days by tier: days_1 is the plan's second tier; the first is everybody. */
static const struct field early_form[] = {
	{"product", 100, false}, {"name", 400, false},  {"name_en", 400, false},
	{"public_from", 40, false}, {"state", 8, false}, {"days_1", 8, false},
	{"days_2", 8, false},    {"days_3", 8, false},  {"days_4", 8, false},
	{"days_5", 8, false},    {"days_6", 8, false},  {"days_7", 8, false},
	{0}};

static const struct plan *plan_today(struct request *r)
{
	return plan_on(portal_of(r)->plans, day_of(page_now(r)));
}

/* "金卡 3 天 · …" of the product; a tier that these rules have not keeps its code. */
static void fill_days(struct request *r, struct view_node *row, const struct early_product *p)
{
	const struct plan *plan = plan_today(r);

	for (int i = 0; i < p->n_rows; i++) {
		const struct early_row *days = &p->rows[i];
		const struct plan_tier *tier = &plan->tiers[plan_tier_index(plan, days->tier)];
		bool known = strcmp(tier->code, days->tier) == 0;

		view_sentence(view_row(row, "Days", i), "Text", "Lang.Early.Days",
		              known ? plan_words(page_root(r), &tier->name) : days->tier,
		              text_points(r->mem, days->days), NULL);
	}
}

static int show(struct request *r, int status)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_today(r);
	struct early_product *list;
	int n;

	if (early_list(portal_of(r)->db, r->mem, ROWS, &list, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Products", i);

		view_str(row, "Product", list[i].product);
		view_str(row, "Name", list[i].name);
		view_instant(row, "From", list[i].public_from);
		view_flag(row, "Live", strcmp(list[i].state, "live") == 0);
		fill_days(r, row, &list[i]);
	}
	for (int i = 1; i < plan->n_tiers; i++) {
		struct view_node *row = view_row(root, "Tiers", i - 1);

		view_str(row, "Field", talloc_asprintf(r->mem, "days_%d", i));
		view_str(row, "Text", plan_words(root, &plan->tiers[i].name));
	}
	for (int i = 0; i < 2; i++) {
		const char *state = i == 0 ? "live" : "retired";
		struct view_node *row = view_row(root, "States", i);

		view_str(row, "Value", state);
		view_str(row, "Text", view_words(root, talloc_asprintf(r->mem, WORD "State.%s", state)));
	}
	return status;
}

static int page_early(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");

	view_str(root, "Form.state", "live");
	return show(r, 200);
}

/* Reads the product; errors stand at the fields. */
static void read_product(struct request *r, struct early_product *p)
{
	static const char *const kept[] = {"product", "name", "name_en", "public_from", "state"};
	static const char *const states[] = {"live", "retired", NULL};

	for (int i = 0; i < 5; i++)
		page_keep(r, kept[i]);
	p->product = desk_typed(r, "product");
	p->name = desk_prose(r, "name", EARLY_NAME);
	p->name_en = desk_prose(r, "name_en", EARLY_NAME);
	p->state = desk_typed(r, "state");
	p->public_from = desk_moment(r, "public_from");
	if (!p->product[0] || strlen(p->product) >= PLAN_CODE ||
	    strspn(p->product, CODE_SIGNS) != strlen(p->product))
		page_error(r, "product", WORD "ErrorProduct");
	if (!p->name[0])
		page_error(r, "name", WORD "ErrorName");
	if (!text_among(p->state, states))
		page_error(r, "state", WORD "ErrorState");
	if (p->public_from == INSTANT_NONE)
		page_error(r, "public_from", WORD "ErrorFrom");
}

static int page_set(struct request *r)
{
	struct service_env env = desk_env(r);
	const struct plan *plan = plan_today(r);
	struct early_product p = {.rows = NULL};
	struct early_row rows[PLAN_TIERS];
	int n = 0;

	desk_page(r, WORD "Title");
	read_product(r, &p);
	for (int i = 1; i < plan->n_tiers; i++) {
		const char *field = talloc_asprintf(r->mem, "days_%d", i);
		int64_t days = desk_number(r, field, 0, EARLY_DAYS_MAX, 0);

		page_keep(r, field);
		if (days > 0)
			rows[n++] = (struct early_row){.tier = plan->tiers[i].code, .days = days};
	}
	if (page_has_errors(r))
		return show(r, 422);
	if (early_set(&env, desk_of(r)->staff_id, &p, rows, n) != DB_OK)
		return desk_unavailable(r);
	return respond_see_other(r, "/admin/early?done=early_set");
}

const struct route admin_early_routes[] = {
	{"/admin/early", METHOD_GET, GUARD_STAFF, page_early, "admin/early", desk_done, NULL, 0},
	{"/admin/early", METHOD_POST, GUARD_MANAGER | GUARD_CSRF, page_set, "admin/early", NULL,
	 early_form, 0},
	{0},
};
