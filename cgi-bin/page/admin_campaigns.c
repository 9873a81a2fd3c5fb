#include "page/admin_campaigns.h"

#include <string.h>

#include "base/mem.h"
#include "page/campaign_words.h"
#include "page/desk_form.h"

#define WORD "Lang.AdminCampaigns."
#define ROWS 200
#define FRESH_S 60 /* figures on a page are at most so old */

static const struct field no_fields[] = {{0}};
static const struct field cut_form[] = {{"item", 64, false}, {"cut", 20, false}, {0}};
static const struct field stop_form[] = {{"reason", 400, false}, {0}};

static const char *state_of(const struct campaign *c, int32_t today)
{
	if (strcmp(c->state, "published") != 0)
		return c->state;
	return c->from_day > today ? "coming" : c->until_day < today ? "over" : "on";
}

static void fill_state(struct request *r, struct view_node *row, const struct campaign *c)
{
	const char *state = state_of(c, day_of(page_now(r)));

	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "State.%s", state)));
	view_str(row, "Look", strcmp(state, "on") == 0 ? "good"
	                      : strcmp(state, "draft") == 0 || strcmp(state, "coming") == 0 ? "wait"
	                                                                                    : "quiet");
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct campaign *list;
	bool en = view_lang(root) == LANG_EN;
	int n;

	if (campaign_list(portal_of(r)->db, r->mem, ROWS, &list, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Campaigns", i);

		view_str(row, "Id", list[i].campaign);
		view_str(row, "Name", en && list[i].name_en[0] ? list[i].name_en : list[i].name);
		view_str(row, "Theme", list[i].theme);
		view_str(row, "Window", campaign_window_words(r->mem, root, &list[i]));
		fill_state(r, row, &list[i]);
	}
	return 200;
}

static void percent(struct view_node *node, void *mem, const char *name, int64_t bp)
{
	bool below = bp < 0;

	view_str(node, name, talloc_asprintf(mem, "%s%s%%", below ? "−" : "",
	                                     text_decimal(mem, below ? -bp : bp)));
}

/* "−¥1,200.00": sums of effects may be below nothing. */
static void money(struct view_node *node, void *mem, const char *name, int64_t fen)
{
	view_figure(node, name,
	            talloc_asprintf(mem, "%s%s", fen < 0 ? "−" : "",
	                            text_money(mem, fen < 0 ? -fen : fen)), fen);
}

static void fill_result(struct request *r, struct view_node *node, const struct campaign *c,
                        const struct campaign_counts *n)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	struct campaign_result out = campaign_judge(plan, n, c->cost_fen, c->margin_bp, c->goal,
	                                            c->target);
	bool sales = strcmp(c->goal, "sales") == 0;

	view_points(node, "Points", out.points);
	money(node, r->mem, "PointsFen", out.points_fen);
	money(node, r->mem, "CostFen", out.cost_fen);
	money(node, r->mem, "MoreFen", out.more_fen);
	money(node, r->mem, "NetFen", out.net_fen);
	percent(node, r->mem, "Margin", c->margin_bp);
	if (out.has_roi)
		percent(node, r->mem, "Roi", out.roi_bp);
	if (c->target > 0) {
		percent(node, r->mem, "Reached", out.reached_bp);
		view_str(node, "Target", sales ? text_money(r->mem, c->target)
		                               : text_points(r->mem, c->target));
		view_str(node, "Attained",
		         sales ? text_money(r->mem, campaign_attained(n, c->goal))
		               : text_points(r->mem, campaign_attained(n, c->goal)));
		view_str(node, "Goal",
		         view_words(node, talloc_asprintf(r->mem, WORD "Goal.%s", c->goal)));
	}
	if (c->budget_points >= 0)
		view_points(node, "Budget", c->budget_points);
}

static enum db fill_figures(struct request *r, const struct campaign *c)
{
	struct service_env env = desk_env(r);
	struct view_node *node = view_node(page_root(r), "Figures");
	struct campaign_counts n;
	int64_t at;
	enum db got;

	if (strcmp(c->state, "draft") == 0)
		return DB_OK;
	got = campaign_figures(&env, portal_of(r)->plans, c, FRESH_S, &n, &at);
	if (got != DB_OK)
		return got == DB_NONE ? DB_OK : got;
	view_instant(node, "At", at);
	view_points(node, "Participants", n.participants);
	view_points(node, "Orders", n.orders);
	money(node, r->mem, "Sales", n.sales_fen);
	view_points(node, "BeforeOrders", n.before_orders);
	money(node, r->mem, "Before", n.before_fen);
	view_points(node, "Bonus", n.bonus_points);
	view_points(node, "Redemptions", n.redemptions);
	view_points(node, "Redeemed", n.redeemed_points);
	view_points(node, "Saved", n.saved_points);
	fill_result(r, node, c, &n);
	return DB_OK;
}

/* What is lacking, a line each, and its items. */
static enum db fill_items(struct request *r, const struct campaign *c)
{
	static const char *const words[] = {"English", "Text", "Target", "Offer", "Kind", "Cut"};
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	struct campaign_item *items;
	bool en = view_lang(root) == LANG_EN;
	unsigned lacks;
	int n = 0, shown = 0;
	enum db got = campaign_items(db, r->mem, c->campaign, &items, &n), owns;

	if (got != DB_OK)
		return got;
	owns = campaign_owns(db, c->campaign);
	if (owns != DB_OK && owns != DB_NONE)
		return owns;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Items", i);

		view_str(row, "Id", items[i].item);
		view_str(row, "Name", en && items[i].name_en[0] ? items[i].name_en : items[i].name);
		view_points(row, "Cut", items[i].cut_points);
		view_points(row, "Cost", items[i].list_points ? items[i].list_points
		                                              : items[i].cost_points);
	}
	lacks = strcmp(c->state, "draft") == 0 ? campaign_lacks(c, items, n, owns == DB_OK) : 0;
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if (lacks & 1u << i)
			view_str(view_row(root, "Lacks", shown++), "Text",
			         view_words(root, talloc_asprintf(r->mem, WORD "Lack.%s", words[i])));
	return DB_OK;
}

static int of_url(struct request *r, struct campaign *c)
{
	enum db got = campaign_read(portal_of(r)->db, r->mem, r->param[0], c);

	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : desk_unavailable(r);
}

static int show(struct request *r, const struct campaign *c, int status)
{
	struct view_node *root = page_root(r);
	const char *state = state_of(c, day_of(page_now(r)));

	view_str(root, "Page.Title", c->name[0] ? c->name : view_words(root, WORD "New"));
	view_str(root, "Id", c->campaign);
	view_str(root, "Window", campaign_window_words(r->mem, root, c));
	fill_state(r, root, c);
	view_flag(root, "Draft", strcmp(c->state, "draft") == 0);
	view_flag(root, "MayStop", strcmp(state, "on") == 0 || strcmp(state, "coming") == 0);
	if (c->stop_reason[0])
		view_str(root, "StopReason", strcmp(c->stop_reason, "budget") == 0
		                                     ? view_words(root, WORD "StopBudget")
		                                     : c->stop_reason);
	if (c->stopped_on != DAY_NONE)
		view_day(root, "StoppedOn", c->stopped_on);
	campaign_form_choices(r);
	if (!request_form(r, "version"))
		campaign_form_fill(r, c);
	else if (strcmp(c->state, "draft") != 0)
		campaign_form_rules(r, c); /* shown, but no longer sent */
	if (fill_items(r, c) != DB_OK || fill_figures(r, c) != DB_OK)
		return desk_unavailable(r);
	return status;
}

static int page_new(struct request *r)
{
	static const struct campaign blank = {
		.campaign = "", .state = "draft", .name = "", .name_en = "", .text = "", .text_en = "",
		.theme = "", .place = "", .place_en = "", .channels = "", .goal = "participants",
		.from_day = DAY_NONE, .until_day = DAY_NONE, .category = "", .product = "", .partner = "",
		.branch = "", .tier = "", .kind = "", .budget_points = -1, .margin_bp = 10000,
		.survey = "", .surveyed_on = DAY_NONE, .closing = "", .closing_en = "",
		.published_at = INSTANT_NONE, .stopped_on = DAY_NONE, .stop_reason = "", .version = 1};
	struct view_node *root = desk_page(r, WORD "New");
	struct service_env env = desk_env(r);
	struct campaign c = blank;

	view_flag(root, "New", true);
	view_flag(root, "Draft", true);
	campaign_form_choices(r);
	if (r->method == METHOD_GET) {
		campaign_form_fill(r, &c);
		return 200;
	}
	campaign_form_read(r, &c, true);
	c.created_at = page_now(r);
	if (page_has_errors(r))
		return 422;
	switch (campaign_new(&env, desk_of(r)->staff_id, &c)) {
	case CAMPAIGN_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/campaigns/%s?done=saved",
		                                            c.campaign));
	case CAMPAIGN_TAKEN:
		page_error(r, "campaign", WORD "ErrorTaken");
		return 422;
	default: return desk_unavailable(r);
	}
}

/* After a change: its page again. */
static int done(struct request *r, const char *word)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/campaigns/%s?done=%s", r->param[0],
	                                            word));
}

static int page_one(struct request *r)
{
	struct service_env env = desk_env(r);
	struct campaign c;
	int64_t version;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &c);
	if (status || r->method == METHOD_GET)
		return status ? status : show(r, &c, 200);
	if (!int_parse(desk_typed(r, "version"), &version))
		return 400;
	c.version = version;
	campaign_form_read(r, &c, false);
	if (page_has_errors(r))
		return show(r, &c, 422);
	switch (campaign_save(&env, desk_of(r)->staff_id, &c)) {
	case CAMPAIGN_OK: return done(r, "saved");
	case CAMPAIGN_CHANGED:
		page_error(r, NULL, WORD "ErrorChanged");
		return show(r, &c, 409);
	case CAMPAIGN_UNKNOWN: return page_problem(r, 404);
	default: return desk_unavailable(r);
	}
}

static int page_cut(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *item = desk_typed(r, "item");
	struct campaign c;
	int64_t cut;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &c);
	if (status)
		return status;
	page_keep(r, "item");
	page_keep(r, "cut");
	cut = desk_number(r, "cut", 1, DESK_POINTS_MAX, -1);
	if (!item[0])
		page_error(r, "item", WORD "ErrorItem");
	if (page_has_errors(r))
		return show(r, &c, 422);
	switch (campaign_cut(&env, desk_of(r)->staff_id, c.campaign, item, cut)) {
	case CAMPAIGN_OK: return done(r, "saved");
	case CAMPAIGN_UNKNOWN: page_error(r, "item", WORD "ErrorItem"); break;
	case CAMPAIGN_CLASH: page_error(r, "cut", WORD "ErrorCut"); break;
	case CAMPAIGN_LACKS: page_error(r, "item", WORD "ErrorItems"); break;
	case CAMPAIGN_FROZEN: page_error(r, NULL, WORD "ErrorFrozen"); break;
	default: return desk_unavailable(r);
	}
	return show(r, &c, 422);
}

/* Why it was not published: at its field, or above. */
static int refused(struct request *r, const struct campaign *c, const struct campaign_answer *a)
{
	struct view_node *root = page_root(r);

	switch (a->outcome) {
	case CAMPAIGN_TAKEN: page_error(r, NULL, WORD "ErrorRuleTaken"); break;
	case CAMPAIGN_LACKS: page_error(r, NULL, WORD "ErrorLacks"); break;
	case CAMPAIGN_EARLY:
		page_error(r, "from_day", WORD "ErrorEarly");
		view_sentence(root, "Why", WORD "WhyEarly",
		              text_day(r->mem, view_lang(root), a->earliest), NULL);
		break;
	case CAMPAIGN_CLASH:
		page_error(r, "item", WORD "ErrorClash");
		view_sentence(root, "Why", WORD "WhyClash", a->item, NULL);
		break;
	case CAMPAIGN_RULES:
		page_error(r, NULL, WORD "ErrorRules");
		view_str(root, "Why", a->why);
		break;
	case CAMPAIGN_FROZEN: page_error(r, NULL, WORD "ErrorFrozen"); break;
	case CAMPAIGN_UNKNOWN: return page_problem(r, 404);
	default: return desk_unavailable(r);
	}
	return show(r, c, 422);
}

static int page_publish(struct request *r)
{
	struct service_env env = desk_env(r);
	struct campaign_answer answer;
	struct campaign c;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &c);
	if (status)
		return status;
	campaign_publish(&env, desk_of(r)->staff_id, c.campaign, &answer);
	return answer.outcome == CAMPAIGN_OK ? done(r, "campaign_on") : refused(r, &c, &answer);
}

static int page_stop(struct request *r)
{
	struct service_env env = desk_env(r);
	struct campaign_answer answer;
	const char *reason;
	struct campaign c;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &c);
	if (status)
		return status;
	page_keep(r, "reason");
	reason = desk_prose(r, "reason", 200);
	if (!desk_typed(r, "reason")[0])
		page_error(r, "reason", WORD "ErrorReason");
	if (page_has_errors(r))
		return show(r, &c, 422);
	campaign_stop(&env, desk_of(r)->staff_id, c.campaign, reason, &answer);
	return answer.outcome == CAMPAIGN_OK ? done(r, "campaign_off") : refused(r, &c, &answer);
}

#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define ONE "admin/campaign"

const struct route admin_campaigns_routes[] = {
	{"/admin/campaigns", METHOD_GET, GUARD_STAFF, page_list, "admin/campaigns", desk_done, NULL, 0},
	{"/admin/campaigns/new", METHOD_GET, GUARD_MANAGER, page_new, ONE, NULL, NULL, 0},
	{"/admin/campaigns/new", METHOD_POST, MANAGER, page_new, ONE, NULL, campaign_form_fields, 0},
	{"/admin/campaigns/:code", METHOD_GET, GUARD_STAFF, page_one, ONE, desk_done, NULL, 0},
	{"/admin/campaigns/:code", METHOD_POST, MANAGER, page_one, ONE, NULL, campaign_form_fields, 0},
	{"/admin/campaigns/:code/item", METHOD_POST, MANAGER, page_cut, ONE, NULL, cut_form, 0},
	{"/admin/campaigns/:code/publish", METHOD_POST, MANAGER, page_publish, ONE, NULL, no_fields, 0},
	{"/admin/campaigns/:code/stop", METHOD_POST, MANAGER, page_stop, ONE, NULL, stop_form, 0},
	{0},
};
