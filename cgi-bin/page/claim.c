#include "page/claim.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "service/claim.h"

#define SHOWN 20

static const struct field query[] = {{"done", 16, false}, {"order_no", CLAIM_ORDER_NO, false}, {0}};
static const struct field form[] = {{"order_no", 200, false}, {"text", 4000, false}, {0}};

static const char *const notices[][2] = {{"sent", "Lang.Claim.Sent"}, {NULL, NULL}};

static void fill_claim(struct view_node *row, const struct claim *c)
{
	bool open = strcmp(c->state, "open") == 0, granted = strcmp(c->state, "granted") == 0;

	view_str(row, "No", c->claim_no);
	view_str(row, "OrderNo", c->order_no);
	view_str(row, "Text", c->text);
	view_str(row, "Answer", c->answer);
	view_str(row, "State", view_words(row, open      ? "Lang.Claim.StateOpen"
	                                       : granted ? "Lang.Claim.StateGranted"
	                                                 : "Lang.Claim.StateRefused"));
	view_str(row, "Look", open ? "wait" : granted ? "good" : "quiet");
	view_day(row, "Day", day_of(c->made_at));
	if (c->answered_at != INSTANT_NONE)
		view_day(row, "Answered", day_of(c->answered_at));
}

/* The page with what the member has claimed so far. */
static int show(struct request *r)
{
	struct view_node *root = page_root(r);
	struct claim *claims;
	int n;

	account_page(r, "Lang.Claim.Title", "orders");
	if (claim_list(portal_of(r)->db, r->mem, viewer_of(r)->member_id, SHOWN, &claims, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_claim(view_row(root, "Claims", i), &claims[i]);
	return 200;
}

static int page_claim(struct request *r)
{
	account_notice(r, notices);
	view_str(page_root(r), "Form.order_no", request_query(r, "order_no"));
	return show(r);
}

static int refused(struct request *r, enum claim_outcome outcome)
{
	switch (outcome) {
	case CLAIM_SAME:
		page_error(r, "order_no", "Lang.Claim.Same");
		return 422;
	case CLAIM_MANY:
		page_error(r, NULL, "Lang.Claim.Many");
		return 422;
	default:
		return account_unavailable(r);
	}
}

static int page_file(struct request *r)
{
	struct service_env env = account_env(r);
	const char *order_no = account_line(r, "order_no");
	const char *text = text_clean(r->mem, account_raw(r, "text"));
	enum claim_outcome outcome;
	int status = show(r);

	if (status != 200)
		return status;
	page_keep(r, "order_no");
	page_keep(r, "text");
	if (order_no[0] == '\0')
		page_error(r, "order_no", "Lang.Claim.OrderEmpty");
	else if (utf8_length(order_no) > CLAIM_ORDER_NO)
		page_error(r, "order_no", "Lang.Claim.OrderLong");
	if (text[0] == '\0')
		page_error(r, "text", "Lang.Claim.TextEmpty");
	else if (utf8_length(text) > CLAIM_TEXT)
		page_error(r, "text", "Lang.Claim.TextLong");
	if (page_has_errors(r))
		return 422;
	outcome = claim_file(&env, viewer_of(r)->member_id, order_no, text);
	return outcome == CLAIM_OK ? respond_see_other(r, "/orders/claim?done=sent")
	                           : refused(r, outcome);
}

const struct route claim_routes[] = {
	{"/orders/claim", METHOD_GET, GUARD_MEMBER, page_claim, "claim", query, NULL, 0},
	{"/orders/claim", METHOD_POST, GUARD_MEMBER | GUARD_CSRF, page_file, "claim", NULL, form, 0},
	{0},
};
