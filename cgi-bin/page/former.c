#include "page/former.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/coupon_words.h"
#include "page/movement.h"
#include "page/redemption_row.h"
#include "store/coupon.h"
#include "store/merge.h"
#include "store/redemption.h"
#include "store/statement.h"

#define WORD "Lang.Former."
#define LATEST 20

static bool fill_entries(struct request *r, uint64_t member_id)
{
	struct statement_filter all = {.from = INSTANT_NONE, .until = INSTANT_NONE};
	struct statement_history history;

	if (statement_history(portal_of(r)->db, r->mem, member_id, &all, INT64_MAX, INT64_MAX - 1,
	                      &history) != DB_OK)
		return false;
	for (int i = 0; i < history.n; i++)
		movement_row(view_row(page_root(r), "Entries", i), r->mem, portal_of(r)->plans,
		             &history.rows[i], day_of(page_now(r)));
	return true;
}

static bool fill_trips(struct request *r, uint64_t member_id, const struct plan *plan)
{
	struct view_node *root = page_root(r);
	struct statement_place newest = {0};
	struct statement_trip *trips;
	int n;

	if (statement_trips(portal_of(r)->db, r->mem, member_id, &newest, &trips, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		const struct ledger_order *o = &trips[i].order;
		struct view_node *row = view_row(root, "Trips", i);

		view_str(row, "No", o->order_no);
		view_str(row, "What", trips[i].destination[0]
		                          ? trips[i].destination
		                          : movement_category(root, plan, o->category));
		view_points(row, "Points", o->points);
		view_day(row, "Date", day_of(o->paid_at));
	}
	return true;
}

static bool fill_rewards(struct request *r, uint64_t member_id, const struct plan *plan)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	int32_t today = day_of(page_now(r));
	struct redemption *redeemed;
	struct coupon *coupons;
	int n, n_coupons;

	if (redemption_list(db, r->mem, member_id, false, "", LATEST, &redeemed, &n) != DB_OK ||
	    coupon_list(db, r->mem, member_id, today, LATEST, &coupons, &n_coupons) != DB_OK)
		return false;
	for (int i = 0; i < n; i++)
		redemption_fill_row(view_row(root, "Redemptions", i), r->mem, &redeemed[i], today);
	for (int i = 0; i < n_coupons; i++)
		coupon_fill(view_row(root, "Coupons", i), r->mem, plan, &coupons[i], today);
	return true;
}

static int page_former(struct request *r)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	const char *number = member_no_clean(r->mem, r->param[0]);
	struct view_node *root = page_root(r);
	struct merged_account *merged, *found = NULL;
	int n;

	account_page(r, WORD "Title", "profile");
	if (merged_accounts(portal_of(r)->db, r->mem, viewer_of(r)->member_id, &merged, &n) != DB_OK)
		return account_unavailable(r);
	for (int i = 0; number && i < n; i++)
		if (strcmp(merged[i].member_no, number) == 0)
			found = &merged[i];
	if (!found)
		return page_problem(r, 404);
	view_str(root, "No", found->member_no);
	if (found->pending > 0)
		view_sentence(root, "Pending", WORD "Pending", text_points(r->mem, found->pending), NULL);
	if (!fill_entries(r, found->member_id) || !fill_trips(r, found->member_id, plan) ||
	    !fill_rewards(r, found->member_id, plan))
		return account_unavailable(r);
	return 200;
}

const struct route former_routes[] = {
	{.path = "/profile/former/:no", .methods = METHOD_GET, .guards = GUARD_MEMBER,
	 .page = page_former, .template = "former"},
	{0},
};
