#include "page/admin_claims.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk_form.h"
#include "service/claim.h"
#include "service/order.h"
#include "service/order_file.h"

#define ROWS 100
#define WORD "Lang.AdminClaims."
#define PAID_MAX INT64_C(100000000) /* fen: an order above ¥1,000,000 comes by file */

static const struct field list_query[] = {{"show", 16, false}, {"done", 32, false}, {0}};
static const struct field one_query[] = {{"done", 32, false}, {0}};
static const struct field answer_form[] = {{"answer", 2000, false}, {"verdict", 16, false}, {0}};
static const struct field book_form[] = {{"order_no", 200, false}, {"category", 32, false},
                                         {"paid", 20, false},      {"paid_at", 32, false},
                                         {"completed_at", 32, false}, {0}};

static const char *const shows[] = {"open", "granted", "refused", NULL};

static void fill_claim(struct request *r, struct view_node *row, const struct claim *c)
{
	bool open = strcmp(c->state, "open") == 0;

	view_str(row, "No", c->claim_no);
	view_str(row, "MemberNo", c->member_no);
	view_str(row, "OrderNo", c->order_no);
	view_str(row, "Text", c->text);
	view_str(row, "Answer", c->answer);
	view_flag(row, "Open", open);
	view_str(row, "State",
	         view_words(row, talloc_asprintf(r->mem, WORD "Show.%s", c->state)));
	view_str(row, "Look", open ? "wait" : strcmp(c->state, "granted") == 0 ? "good" : "quiet");
	view_instant(row, "Made", c->made_at);
	if (c->answered_at != INSTANT_NONE)
		view_instant(row, "Answered", c->answered_at);
}

static int page_queue(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	const char *show = request_query(r, "show");
	struct claim *claims;
	int n;

	if (!show || !text_among(show, shows))
		show = "open";
	if (!desk_looked(r, "claim_queue", 0, show) ||
	    claim_queue(portal_of(r)->db, r->mem, show, ROWS, &claims, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; shows[i]; i++) {
		struct view_node *row = view_row(root, "Shows", i);

		view_str(row, "Value", shows[i]);
		view_str(row, "Text", view_words(root, talloc_asprintf(r->mem, WORD "Show.%s", shows[i])));
		view_flag(row, "Current", strcmp(shows[i], show) == 0);
	}
	for (int i = 0; i < n; i++)
		fill_claim(r, view_row(root, "Claims", i), &claims[i]);
	return 200;
}

static bool order_no_ok(const char *text)
{
	size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

	return len >= 1 && len <= 64 && text[len] == '\0';
}

/* The orders of that number, whoever sent them: booked, another's, or none. */
static enum db fill_orders(struct request *r, const struct claim *c)
{
	struct view_node *root = page_root(r);
	struct claim_order *orders;
	enum db got;
	int n;

	if (!order_no_ok(c->order_no))
		return DB_OK;
	got = claim_orders(portal_of(r)->db, r->mem, c->order_no, &orders, &n);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct view_node *row = view_row(root, "Orders", i);

		view_str(row, "Partner", orders[i].partner);
		view_str(row, "MemberNo", orders[i].member_no);
		view_flag(row, "Theirs", orders[i].member_id == c->member_id);
		view_money(row, "Paid", orders[i].paid_fen);
		view_points(row, "Points", orders[i].points);
		if (orders[i].paid_at != INSTANT_NONE)
			view_day(row, "PaidDay", day_of(orders[i].paid_at));
		view_flag(row, "Completed", orders[i].completed_at != INSTANT_NONE);
	}
	return got;
}

static void fill_categories(struct request *r)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	bool en = view_lang(root) == LANG_EN;

	for (int i = 0; i < plan->n_categories; i++) {
		struct view_node *row = view_row(root, "Categories", i);

		view_str(row, "Value", plan->categories[i].code);
		view_str(row, "Text", en ? plan->categories[i].name.en : plan->categories[i].name.zh);
	}
}

/* The claim that the URL names: 0, or a status. */
static int claim_of_url(struct request *r, struct claim *c)
{
	enum db got = claim_read(portal_of(r)->db, r->mem, r->param[0], c);

	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK || !desk_looked(r, "claim_view", c->member_id, c->claim_no))
		return desk_unavailable(r);
	return 0;
}

static int show_claim(struct request *r, const struct claim *c, int status)
{
	struct view_node *root = page_root(r);

	view_sentence(root, "Page.Title", WORD "OneTitle", c->claim_no, NULL);
	fill_claim(r, root, c);
	fill_categories(r);
	if (!request_form(r, "order_no"))
		view_str(root, "Form.order_no", c->order_no);
	return fill_orders(r, c) == DB_OK ? status : desk_unavailable(r);
}

static int page_one(struct request *r)
{
	struct claim c;
	int status;

	desk_page(r, WORD "Title");
	status = claim_of_url(r, &c);
	return status ? status : show_claim(r, &c, 200);
}

static int page_answer(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *verdict = request_form(r, "verdict"), *answer;
	bool granted = verdict && strcmp(verdict, "granted") == 0;
	struct claim c;
	int status;

	desk_page(r, WORD "Title");
	if (!granted && (!verdict || strcmp(verdict, "refused") != 0))
		return 400;
	status = claim_of_url(r, &c);
	if (status)
		return status;
	page_keep(r, "answer");
	answer = desk_text(r, "answer", CLAIM_ANSWER);
	if (!desk_typed(r, "answer")[0])
		page_error(r, "answer", WORD "ErrorAnswer");
	if (page_has_errors(r))
		return show_claim(r, &c, 422);
	switch (claim_answer(&env, desk_of(r)->staff_id, c.claim_no, granted, answer)) {
	case CLAIM_OK:
		return respond_see_other(r, "/admin/claims?done=claim_answered");
	case CLAIM_ANSWERED:
		page_error(r, NULL, WORD "ErrorAnswered");
		return show_claim(r, &c, 409);
	case CLAIM_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

static void read_order(struct request *r, struct order_facts *f)
{
	const struct plan_book *plans = portal_of(r)->plans;

	f->order_no = desk_typed(r, "order_no");
	f->category = desk_typed(r, "category");
	f->paid_fen = f->eligible_fen = desk_yuan(r, "paid", PAID_MAX, 0);
	f->paid_at = desk_moment(r, "paid_at");
	f->completed_at = desk_moment(r, "completed_at");
	f->completed = f->completed_at != INSTANT_NONE;
	if (!order_no_ok(f->order_no))
		page_error(r, "order_no", WORD "ErrorOrderNo");
	if (plan_category_index(plan_on(plans, day_of(page_now(r))), f->category) < 0)
		page_error(r, "category", "Lang.AdminCatalogue.ErrorChoice");
	if (!desk_typed(r, "paid")[0])
		page_error(r, "paid", "Lang.AdminCatalogue.ErrorMoney");
	if (!desk_typed(r, "paid_at")[0])
		page_error(r, "paid_at", "Lang.AdminCatalogue.ErrorMoment");
}

static const char *booking_error(enum order_outcome outcome)
{
	switch (outcome) {
	case ORDER_CONFLICT: return WORD "ErrorConflict";
	case ORDER_FUTURE: return WORD "ErrorFuture";
	case ORDER_BEFORE: return WORD "ErrorBefore";
	default: return WORD "ErrorBooking";
	}
}

/* The order is booked as one of a file would be, so that the file finds it. Its
 * line in the log stands first: nothing is booked unseen. */
static int page_book(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct order_facts facts = {.partner = ORDER_FILE_PARTNER, .products = "", .branch = "",
	                            .destination = "", .guide = "", .payer = "",
	                            .travel_end = DAY_NONE};
	struct order_answer answer = {0};
	enum order_outcome outcome;
	struct claim c;
	int status;

	desk_page(r, WORD "Title");
	status = claim_of_url(r, &c);
	if (status)
		return status;
	for (const struct field *f = book_form; f->name; f++)
		page_keep(r, f->name);
	facts.member_id = c.member_id;
	read_order(r, &facts);
	if (strcmp(c.state, "open") != 0)
		page_error(r, NULL, WORD "ErrorAnswered");
	if (page_has_errors(r))
		return show_claim(r, &c, 422);
	if (staff_log(portal->db, desk_of(r)->staff_id, "claim_book", c.member_id, c.claim_no,
	              talloc_asprintf(r->mem, "%s, %lld fen", facts.order_no,
	                              (long long)facts.paid_fen)) != DB_OK)
		return desk_unavailable(r);
	outcome = order_book(portal->db, portal->plans, r->mem, &facts, NULL, &answer);
	if (outcome == ORDER_DONE || outcome == ORDER_REPEATED)
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/claims/%s?done=claim_booked",
		                                            c.claim_no));
	if (outcome == ORDER_TRY_AGAIN || outcome == ORDER_FAILED)
		return desk_unavailable(r);
	page_error(r, outcome == ORDER_BEFORE ? "completed_at" : "order_no", booking_error(outcome));
	return show_claim(r, &c, 422);
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)

const struct route admin_claims_routes[] = {
	{"/admin/claims", METHOD_GET, GUARD_STAFF, page_queue, "admin/claims", list_query, NULL, 0},
	{"/admin/claims/:no", METHOD_GET, GUARD_STAFF, page_one, "admin/claim", one_query, NULL, 0},
	{"/admin/claims/:no", METHOD_POST, CLERK, page_answer, "admin/claim", NULL, answer_form, 0},
	{"/admin/claims/:no/book", METHOD_POST, CLERK, page_book, "admin/claim", NULL, book_form, 0},
	{0},
};
