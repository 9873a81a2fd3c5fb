/* POST /quotes: what a booking would cost, earn, and take in points. Books
 * nothing. */
#include "page/api_quote.h"

#include <stdio.h>

#include "base/mem.h"
#include "page/api.h"
#include "rule/pay.h"
#include "rule/pricing.h"
#include "service/balance.h"
#include "service/early.h"
#include "store/partner.h"
#include "store/stop.h"

#define PRODUCTS_MAX 16

struct quote {
	const char *category;
	int64_t bookable_from; /* INSTANT_NONE = at once, or nothing marked is named */
	int64_t amount_fen, price_fen;
	struct pay_most most;
	struct pricing earns;
	bool stopped; /* all spending is, for now */
};

static void
price(struct quote *q, struct request *r, const struct balance *b, bool category_known)
{
	int32_t today = day_of(page_now(r));
	const struct plan *plan = plan_on(portal_of(r)->plans, today);
	struct pricing_input in = { .paid_day = today, .tier = b->tier, .category = q->category,
		                        .products = "", .partner = api_caller(r)->partner, .branch = "",
		                        .first_in_category = !category_known };

	q->price_fen = pricing_price(plan, b->tier, q->category, q->amount_fen);
	q->most = pay_most(plan, q->category, q->price_fen,
	                   b->debt > 0 || q->stopped ? 0 : b->available);
	in.paid_fen = in.eligible_fen = q->price_fen;
	pricing_order(plan, &in, &q->earns);
}

static int
say_quote(struct request *r, const struct quote *q)
{
	struct json_out w;

	api_begin(r, &w);
	json_add_int(&w, "price_fen", q->price_fen);
	json_add_int(&w, "discount_fen", q->amount_fen - q->price_fen);
	json_add_int(&w, "most_points", q->most.points);
	json_add_int(&w, "most_points_fen", q->most.fen);
	json_add_int(&w, "would_earn", q->earns.points);
	if (q->bookable_from != INSTANT_NONE) {
		char text[INSTANT_TEXT];

		json_add_text(&w, "bookable_from", instant_utc(text, q->bookable_from));
	}
	if (q->stopped)
		json_add_bool(&w, "spending_stopped", true);
	json_end(&w);
	return 200;
}

/* When the member may book the marked products among those named: the latest
 * start of them. False: the answer stands in *STATUS. */
static bool
read_products(struct quote *q, struct request *r, const struct json *body, const char *tier,
              int *status)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	const struct service_env env = { .db = portal_of(r)->db, .config = portal_of(r)->config,
		                         .mem = r->mem, .now = page_now(r) };
	const char *codes[PRODUCTS_MAX];
	int n = 0;

	if (json_texts(body, "products", PLAN_CODE - 1, codes, PRODUCTS_MAX, &n) == JSON_WRONG) {
		*status = api_refuse(r, "products", "Give a list of product codes.");
		return false;
	}
	for (int i = 0; i < n; i++) {
		int64_t from = INSTANT_NONE;
		enum db got = early_product_from(&env, plan, tier, codes[i], &from);

		if (got != DB_OK && got != DB_NONE) {
			*status = api_db_failed(r);
			return false;
		}
		if (got == DB_OK && (q->bookable_from == INSTANT_NONE || from > q->bookable_from))
			q->bookable_from = from;
	}
	return true;
}

static int
page_quote(struct request *r)
{
	static const char *const fields[] = { "member", "category", "amount_fen", "products", NULL };
	struct portal *portal = portal_of(r);
	int32_t today = day_of(page_now(r));
	struct quote q = { .bookable_from = INSTANT_NONE };
	struct balance b;
	const char *id;
	bool known = false, over;
	struct stop *stops;
	int status, n = 0;
	uint64_t member_id;
	const struct json *body = api_body(r, fields, &status);

	if (body == NULL)
		return status;
	if (json_text(body, "member", 254, &id) != JSON_OK)
		return api_refuse(r, "member", "Give a member number, e-mail or phone.");
	if (json_text(body, "category", PLAN_CODE - 1, &q.category) != JSON_OK
	    || plan_category_index(plan_on(portal->plans, today), q.category) < 0)
		return api_refuse(r, "category", "The programme has no such category.");
	if (!api_fen(r, body, "amount_fen", &q.amount_fen))
		return 422;
	member_id = api_member(r, id, 422, "member", &status);
	if (member_id == 0)
		return status;
	if (balance_figures(portal->db, r->mem, member_id, today, &b) != DB_OK
	    || partner_category_known(portal->db, r->mem, member_id, q.category, &known) != DB_OK
	    || stop_standing(portal->db, r->mem, &stops, &n) != DB_OK)
		return api_db_failed(r);
	if (!read_products(&q, r, body, b.tier, &status))
		return status;
	q.stopped = stop_of(stops, n, NULL, 0) != NULL;
	if (order_budget_over(portal->db, plan_on(portal->plans, today), api_caller(r)->partner,
	                      today, &over) != DB_OK)
		return api_db_failed(r);
	price(&q, r, &b, known);
	if (over)
		q.earns = (struct pricing){ 0 };
	return say_quote(r, &q);
}

const struct route api_quote_routes[] = {
	{ API_ROOT "/quotes", METHOD_POST, GUARD_KEY | GUARD_JSON, page_quote, NULL, NULL, NULL, 0 },
	{ 0 }
};
