/* One order by hand: booked as one of a file would be, so that a file that brings it
 * later finds it there. */
#include "page/admin_order_new.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk_form.h"
#include "service/order.h"
#include "service/order_file.h"

#define WORD "Lang.OrderNew."
#define CLAIM "Lang.AdminClaims."
#define PAID_MAX INT64_C(100000000) /* fen: an order above ¥1,000,000 comes by file */

static const struct field query[] = {{"done", 32, false}, {0}};
static const struct field form[] = {
	{"member", 200, false},     {"order_no", 200, false},  {"category", 32, false},
	{"paid", 20, false},        {"paid_at", 32, false},    {"travel_end", 20, false},
	{"completed_at", 32, false}, {"destination", 200, false}, {"branch", 60, false}, {0}};

static bool is_made_of(const char *text, const char *letters, size_t max)
{
	size_t len = strspn(text, letters);

	return len <= max && text[len] == '\0';
}

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static int show(struct request *r, int status)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	bool english = view_lang(root) == LANG_EN;

	for (int i = 0; i < plan->n_categories; i++) {
		struct view_node *row = view_row(root, "Categories", i);

		view_str(row, "Value", plan->categories[i].code);
		view_str(row, "Text", english ? plan->categories[i].name.en : plan->categories[i].name.zh);
	}
	return status;
}

static int page_form(struct request *r)
{
	desk_page(r, WORD "Title");
	return show(r, 200);
}

/* Whose it is: 0, or 503. */
static int read_member(struct request *r, struct order_facts *f)
{
	const char *typed = desk_typed(r, "member");
	struct person_id id;
	enum db got = typed[0] ? person_find(portal_of(r)->db, r->mem, typed, &id) : DB_NONE;

	if (got == DB_NONE)
		page_error(r, "member", WORD "ErrorMember");
	else if (got != DB_OK)
		return desk_unavailable(r);
	else
		f->member_id = id.member_id;
	return 0;
}

static void read_order(struct request *r, struct order_facts *f)
{
	f->order_no = desk_typed(r, "order_no");
	f->category = desk_typed(r, "category");
	f->paid_fen = f->eligible_fen = desk_yuan(r, "paid", PAID_MAX, 0);
	f->paid_at = desk_moment(r, "paid_at");
	f->completed_at = desk_moment(r, "completed_at");
	f->completed = f->completed_at != INSTANT_NONE;
	f->travel_end = desk_day(r, "travel_end");
	f->destination = desk_text(r, "destination", 40);
	f->branch = desk_typed(r, "branch");
	if (!f->order_no[0] || !is_made_of(f->order_no, LETTERS "._-", 64))
		page_error(r, "order_no", CLAIM "ErrorOrderNo");
	if (plan_category_index(plan_on(portal_of(r)->plans, day_of(page_now(r))), f->category) < 0)
		page_error(r, "category", "Lang.AdminCatalogue.ErrorChoice");
	if (!desk_typed(r, "paid")[0])
		page_error(r, "paid", "Lang.AdminCatalogue.ErrorMoney");
	if (!desk_typed(r, "paid_at")[0])
		page_error(r, "paid_at", "Lang.AdminCatalogue.ErrorMoment");
	if (!is_made_of(f->branch, LETTERS "_-", PLAN_CODE - 1))
		page_error(r, "branch", WORD "ErrorBranch");
}

static int refused(struct request *r, enum order_outcome outcome)
{
	switch (outcome) {
	case ORDER_CONFLICT: page_error(r, "order_no", CLAIM "ErrorConflict"); break;
	case ORDER_FUTURE: page_error(r, "paid_at", CLAIM "ErrorFuture"); break;
	case ORDER_BEFORE: page_error(r, "completed_at", CLAIM "ErrorBefore"); break;
	case ORDER_TRY_AGAIN:
	case ORDER_FAILED: return desk_unavailable(r);
	default: page_error(r, "order_no", CLAIM "ErrorBooking"); break;
	}
	return show(r, 422);
}

/* The line in the log stands first: nothing is booked unseen. */
static int page_book(struct request *r)
{
	struct portal *portal = portal_of(r);
	struct order_facts facts = {.partner = ORDER_FILE_PARTNER, .products = "", .guide = "",
	                            .payer = ""};
	struct order_answer answer = {0};
	enum order_outcome outcome;
	int status;

	desk_page(r, WORD "Title");
	for (const struct field *f = form; f->name; f++)
		page_keep(r, f->name);
	status = read_member(r, &facts);
	if (status)
		return status;
	read_order(r, &facts);
	if (page_has_errors(r))
		return show(r, 422);
	if (staff_log(portal->db, desk_of(r)->staff_id, "order_book", facts.member_id, facts.order_no,
	              talloc_asprintf(r->mem, "%s, %lld fen", facts.category,
	                              (long long)facts.paid_fen)) != DB_OK)
		return desk_unavailable(r);
	outcome = order_book(portal->db, portal->plans, r->mem, &facts, NULL, &answer);
	if (outcome != ORDER_DONE && outcome != ORDER_REPEATED)
		return refused(r, outcome);
	return respond_see_other(r, outcome == ORDER_DONE ? "/admin/orders/new?done=order_booked"
	                                                  : "/admin/orders/new?done=order_there");
}

const struct route admin_order_new_routes[] = {
	{"/admin/orders/new", METHOD_GET, GUARD_CLERK, page_form, "admin/order_new", query, NULL, 0},
	{"/admin/orders/new", METHOD_POST, GUARD_CLERK | GUARD_CSRF, page_book, "admin/order_new", NULL,
     form, 0},
	{0},
};
