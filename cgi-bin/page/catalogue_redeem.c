/* /catalogue/ID/redeem: the form, the answers to check, and the redemption. */
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/catalogue.h"
#include "page/movement.h"
#include "page/redeeming.h"
#include "page/region_form.h"
#include "service/redeem.h"
#include "store/address.h"

const struct field catalogue_redeem_query[] = {{.name = "address", .max = 20},
                                               {.name = "quantity", .max = 20},
                                               {0}};
const struct field catalogue_redeem_form[] = {
	{.name = "quantity", .max = 20},     {.name = "recipient", .max = 400},
	{.name = "phone", .max = 64},        {.name = "address", .max = 2000},
	REGION_FIELDS,
	{.name = "departs_on", .max = 32},   {.name = "travellers", .max = 2000},
	{.name = "flyer_no", .max = 64},     {.name = "cost", .max = 24},
	{.name = "form_id", .max = 64},      {.name = "confirm", .max = 8},
	{.name = "change", .max = 32},       {0}};

static bool by_courier(const struct redeeming *g)
{
	return g->item.category == ITEM_GOODS;
}

/* What every view of the page has. */
static void fill_item(struct redeeming *g)
{
	struct view_node *root = g->s.root, *item = view_node(root, "Item");
	const char *name = item_name(&g->item, g->s.lang);
	char shown[INT_TEXT];

	view_sentence(root, "Page.Title", "Lang.Redeem.Title", name, NULL);
	view_flag(root, "Page.Narrow", true);
	view_str(item, "Id", g->item.item);
	view_str(item, "Name", name);
	shop_picture(item, &g->item);
	view_points(root, "Cost", g->cost);
	view_str(root, "FormId", g->form_id);
	view_str(root, "ShownCost", int_text(shown, g->cost));
}

static void fill_departures(struct redeeming *g)
{
	struct view_node *list = view_node(g->s.root, "Departures");
	int n = 0;

	for (int i = 0; i < g->n_days; i++) {
		const struct item_departure *day = &g->days[i];
		char iso[INSTANT_TEXT];
		struct view_node *row;

		if (day->left == 0)
			continue;
		row = view_item(list, n++);
		view_str(row, "Value", day_iso(iso, day->departs_on));
		view_str(row, "Text",
		         shop_words(&g->s, "Lang.Redeem.DepartureItem",
		                    movement_day(g->s.mem, view_lang(g->s.root), day->departs_on,
		                                 g->s.today),
		                    text_points(g->s.mem, day->left)));
	}
}

/* The form, empty or as typed. */
static int show_form(struct redeeming *g, int status)
{
	enum item_category kind = g->item.category;
	int64_t most = g->item.per_order > 0 ? g->item.per_order : 99;

	if (g->item.left >= 0 && g->item.left < most)
		most = g->item.left;
	if (g->item.per_member > 0 && g->item.per_member < most)
		most = g->item.per_member;
	fill_item(g);
	fill_departures(g);
	view_flag(g->s.root, "One", most == 1);
	if (most > 1 && most < 99)
		view_sentence(g->s.root, "QuantityHint",
		              kind == ITEM_TRIP ? "Lang.Redeem.QuantityHintTrip"
		                                : "Lang.Redeem.QuantityHint",
		              text_points(g->s.mem, most), NULL);
	view_flag(g->s.root, "Needs.Address", by_courier(g));
	if (by_courier(g))
		region_choices(g->s.r);
	view_flag(g->s.root, "Needs.Phone", kind == ITEM_SERVICE || kind == ITEM_TRIP);
	view_flag(g->s.root, "Needs.Trip", kind == ITEM_TRIP);
	view_flag(g->s.root, "Needs.Flyer", kind == ITEM_MILES);
	return status;
}

static void add_row(struct redeeming *g, int *n, const char *label, const char *text,
                    const char *field)
{
	struct view_node *row;

	if (!text[0])
		return;
	row = view_item(view_node(g->s.root, "Rows"), (*n)++);
	view_str(row, "Label", view_words(g->s.root, label));
	view_str(row, "Text", text);
	view_str(row, "Change", field);
}

static void fill_answers(struct redeeming *g)
{
	char count[INT_TEXT];
	int n = 0;

	add_row(g, &n,
	        g->item.category == ITEM_TRIP ? "Lang.Redeem.QuantityTrip" : "Lang.Redeem.Quantity",
	        int_text(count, g->quantity), "quantity");
	switch (g->item.category) {
	case ITEM_GOODS:
		add_row(g, &n, "Lang.Redeem.Recipient", g->recipient, "recipient");
		add_row(g, &n, "Lang.Redeem.Phone", g->phone, "phone");
		add_row(g, &n, "Lang.Redeem.Address", g->address, "address");
		break;
	case ITEM_TRIP:
		add_row(g, &n, "Lang.Redeem.Departure",
		        movement_day(g->s.mem, view_lang(g->s.root), g->departs_on, g->s.today),
		        "departs_on");
		add_row(g, &n, "Lang.Redeem.Travellers", g->travellers, "travellers");
		add_row(g, &n, "Lang.Redeem.Contact", g->phone, "phone");
		break;
	case ITEM_SERVICE:
		add_row(g, &n, "Lang.Redeem.Contact", g->phone, "phone");
		break;
	case ITEM_MILES:
		add_row(g, &n, "Lang.Redeem.Flyer", g->flyer_no, "flyer_no");
		break;
	default:
		break;
	}
}

/* The answers, to be looked at before anything is spent. */
static int show_check(struct redeeming *g, int status)
{
	struct view_node *root = g->s.root;
	int64_t total = g->cost * g->quantity;
	bool donation = g->item.category == ITEM_DONATION;

	fill_item(g);
	view_str(root, "Page.Title", view_words(root, "Lang.Redeem.CheckTitle"));
	view_flag(root, "Check", true);
	view_sentence(root, "QuantityText", "Lang.Redeem.EachTimes", text_points(g->s.mem, g->cost),
	              text_points(g->s.mem, g->quantity), NULL);
	fill_answers(g);
	view_points(root, "Total", total);
	view_points(root, "After", g->s.v.available > total ? g->s.v.available - total : 0);
	view_str(root, "Returns", shop_returns(&g->s, &g->item));
	view_sentence(root, "ConfirmText",
	              donation ? "Lang.Redeem.ConfirmDonation" : "Lang.Redeem.Confirm",
	              text_points(g->s.mem, total), NULL);
	return status;
}

/* Nothing that the form could change would help: why, and a way on. */
static int show_closed(struct redeeming *g, enum redeem_outcome outcome, const char *reason)
{
	fill_item(g);
	view_str(g->s.root, "Closed", reason);
	shop_way(&g->s, outcome);
	return 422;
}

/* Told why not, and asked again where another answer may do. WHY->left and the
 * like are as they were found. */
static int refuse(struct redeeming *g, const struct shop_refusal *why)
{
	struct request *r = g->s.r;
	bool fewer = g->quantity > 1;
	const char *reason = shop_reason(&g->s, &g->item, why);

	redeeming_fresh(g);
	switch (why->outcome) {
	case REDEEM_QUANTITY:
		fewer = true;
		break;
	case REDEEM_PER_ORDER:
	case REDEEM_PER_MEMBER:
	case REDEEM_YEAR_VALUE:
	case REDEEM_SHORT:
	case REDEEM_MIN_BALANCE:
		break;
	case REDEEM_SOLD_OUT:
		fewer = why->left > 0;
		if (!fewer)
			reason = view_words(g->s.root, "Lang.Redeem.StockGone");
		break;
	default:
		fewer = false;
		break;
	}
	/* A finished sentence is its own key: page_error() shows it as it stands. */
	page_error(r, fewer ? "quantity" : NULL, reason);
	return fewer ? show_form(g, 422) : show_closed(g, why->outcome, reason);
}

static int price_changed(struct redeeming *g, int64_t cost_now)
{
	g->cost = cost_now;
	redeeming_fresh(g);
	page_error(g->s.r, NULL,
	           shop_words(&g->s, "Lang.Redeem.Price", text_points(g->s.mem, cost_now),
	                      text_points(g->s.mem, g->shown)));
	return show_check(g, 422);
}

/* Judged by what the pages know: the service judges again under its locks. */
static int check(struct redeeming *g)
{
	struct redeem_item judged = item_judged(g->s.plan, &g->item, g->s.today);
	struct shop_refusal why = {.quantity = g->quantity, .cost = g->cost * g->quantity,
	                           .left = g->item.left,
	                           .opens = redeem_opens(g->s.plan, &judged, g->s.v.tier)};

	redeeming_judge(g);
	if (page_has_errors(g->s.r)) {
		redeeming_fresh(g);
		return show_form(g, 422);
	}
	why.outcome = shop_judge(&g->s, &g->item, g->quantity, g->had, g->had_fen);
	if (why.outcome == REDEEM_OK && g->shown >= 0 && g->shown != g->cost)
		return price_changed(g, g->cost);
	return why.outcome == REDEEM_OK ? show_check(g, 200) : refuse(g, &why);
}

static int answered(struct redeeming *g, const struct redeem_answer *answer)
{
	struct shop_refusal why = {.outcome = answer->outcome, .quantity = g->quantity,
	                           .cost = g->cost * g->quantity, .left = answer->left,
	                           .opens = answer->opens};

	if (answer->outcome == REDEEM_PRICE)
		return price_changed(g, answer->cost_now);
	if (answer->outcome != REDEEM_OK)
		return refuse(g, &why);
	/* The book is a comfort: that it could not be written undoes nothing. */
	if (by_courier(g) && !answer->repeated)
		(void)!address_keep(g->s.db, g->s.v.member_id, g->recipient, g->phone, g->address,
		                    g->s.now);
	return respond_see_other(g->s.r, talloc_asprintf(g->s.mem, "/redemptions/%s",
	                                                 answer->redemption_no));
}

static int confirm(struct redeeming *g)
{
	struct service_env env = account_env(g->s.r);
	struct redeem_asked asked = {.member_id = g->s.v.member_id, .person_id = g->s.v.person_id,
	                             .item = g->item.item, .quantity = g->quantity,
	                             .shown_cost = g->shown, .form_id = g->form_id,
	                             .recipient = g->recipient, .phone = g->phone,
	                             .address = g->address, .departs_on = g->departs_on,
	                             .travellers = g->travellers, .flyer_no = g->flyer_no};
	struct redeem_answer answer = {0};
	char *done;
	enum db got;

	if (!g->form_known) {
		page_error(g->s.r, NULL, "Lang.Redeem.Again");
		redeeming_judge(g);
		return show_check(g, 422);
	}
	/* A form that had its effect answers as it did, whatever holds by now. */
	got = form_done_read(g->s.db, g->s.mem, g->s.v.member_id, g->form_id, &done);
	if (got == DB_OK)
		return respond_see_other(g->s.r, done);
	if (got != DB_NONE)
		return account_unavailable(g->s.r);
	redeeming_judge(g);
	if (page_has_errors(g->s.r)) {
		redeeming_fresh(g);
		return show_form(g, 422);
	}
	asked.phone = g->phone;
	switch (redeem_item(&env, portal_of(g->s.r)->plans, &asked, &answer)) {
	case REDEEM_ANSWERED: return answered(g, &answer);
	case REDEEM_UNKNOWN: return 404;
	case REDEEM_TRY_AGAIN: return account_unavailable(g->s.r);
	case REDEEM_FAILED: break;
	}
	return 500;
}

static int post(struct redeeming *g)
{
	redeeming_read(g);
	if (account_raw(g->s.r, "change")[0])
		return show_form(g, 200);
	return strcmp(account_raw(g->s.r, "confirm"), "1") == 0 ? confirm(g) : check(g);
}

int page_catalogue_redeem(struct request *r)
{
	struct redeeming g = {0};
	enum db got;

	if (!shop_open(r, &g.s))
		return account_unavailable(r);
	got = item_read(g.s.db, g.s.mem, g.s.plan, r->param[0], &g.item);
	if (got == DB_NONE || (got == DB_OK && g.item.state == ITEM_DRAFT))
		return 404;
	if (got != DB_OK)
		return account_unavailable(r);
	g.cost = shop_cost(&g.s, &g.item);
	if (!shop_had(&g.s, &g.item, &g.had, &g.had_fen))
		return account_unavailable(r);
	if (g.item.category == ITEM_TRIP &&
	    item_departures(g.s.db, g.s.mem, g.item.item, g.s.today + 1, &g.days, &g.n_days) != DB_OK)
		return account_unavailable(r);
	if (r->method == METHOD_POST)
		return post(&g);
	/* Who cannot have it is told so on its own page. */
	if (shop_judge(&g.s, &g.item, 1, g.had, g.had_fen) != REDEEM_OK)
		return respond_see_other(r, talloc_asprintf(g.s.mem, "/catalogue/%s", g.item.item));
	return redeeming_prefill(&g) ? show_form(&g, 200) : account_unavailable(r);
}
