/* What the member's page on the desk lists. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/case_parts.h"
#include "page/coupon_words.h"
#include "page/movement.h"
#include "page/redemption_row.h"
#include "service/merge.h"
#include "store/adjust.h"
#include "store/case.h"
#include "store/coupon.h"
#include "store/redemption.h"
#include "store/staff.h"

#define WORD MEMBERS_WORD
#define LOTS 20
#define LATEST 8
#define COUPONS 8
#define CASES 5
#define LOOKS 12
#define CONTACTS 5
#define DAY_S 86400

static bool fill_lots(struct request *r, const struct desk_member *m)
{
	struct view_node *root = page_root(r);
	int32_t today = day_of(page_now(r));
	struct ledger_lot *lots;
	int n;

	if (desk_lots(portal_of(r)->db, r->mem, m->member_id, LOTS, &lots, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Lots", i);

		view_points(row, "Left", lots[i].left);
		view_points(row, "Points", lots[i].points);
		view_str(row, "Seq", talloc_asprintf(r->mem, "%lld", (long long)lots[i].seq));
		view_flag(row, "Waits", lots[i].available_on == DAY_NONE ||
		                            lots[i].available_on > today);
		view_day(row, "From", lots[i].available_on);
		view_day(row, "Ends", lots[i].expires_on);
	}
	return true;
}

static bool fill_entries(struct request *r, const struct desk_member *m)
{
	struct view_node *root = page_root(r);
	struct statement_filter all = {.from = INSTANT_NONE, .until = INSTANT_NONE};
	struct statement_history history;

	if (statement_history(portal_of(r)->db, r->mem, m->member_id, &all,
	                      m->figures.last_seq + 1, m->figures.last_seq, &history) != DB_OK)
		return false;
	for (int i = 0; i < history.n && i < LATEST; i++)
		movement_row(view_row(root, "Entries", i), r->mem, portal_of(r)->plans,
		             &history.rows[i], day_of(page_now(r)));
	return true;
}

static bool fill_orders(struct request *r, const struct desk_member *m)
{
	struct view_node *root = page_root(r);
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));
	struct statement_place newest = {0};
	struct statement_trip *trips;
	int n;

	if (statement_trips(portal_of(r)->db, r->mem, m->member_id, &newest, &trips, &n) != DB_OK)
		return false;
	for (int i = 0; i < n && i < LATEST; i++) {
		const struct ledger_order *o = &trips[i].order;
		struct view_node *row = view_row(root, "Orders", i);

		view_str(row, "No", o->order_no);
		view_str(row, "Partner", trips[i].partner_name ? trips[i].partner_name
		                                               : view_words(row, WORD "ByFile"));
		view_str(row, "What", trips[i].destination[0]
		                          ? trips[i].destination
		                          : movement_category(root, plan, o->category));
		view_money(row, "Paid", o->paid_fen);
		view_points(row, "Points", o->points);
		view_day(row, "Date", day_of(o->paid_at));
		view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "Order.%s",
		                                                       order_state_word(o))));
	}
	return true;
}

static bool fill_rewards(struct request *r, const struct desk_member *m)
{
	struct view_node *root = page_root(r);
	struct database *db = portal_of(r)->db;
	int32_t today = day_of(page_now(r));
	const struct plan *plan = plan_on(portal_of(r)->plans, today);
	struct redemption *redeemed;
	struct coupon *coupons;
	int n_redeemed, n_coupons;

	if (redemption_list(db, r->mem, m->member_id, false, "", LATEST, &redeemed, &n_redeemed) !=
	        DB_OK ||
	    coupon_list(db, r->mem, m->member_id, today, COUPONS, &coupons, &n_coupons) != DB_OK)
		return false;
	for (int i = 0; i < n_redeemed && i < LATEST; i++)
		redemption_fill_row(view_row(root, "Redemptions", i), r->mem, &redeemed[i], today);
	for (int i = 0; i < n_coupons; i++) {
		struct view_node *row = view_row(root, "Coupons", i);

		coupon_fill(row, r->mem, plan, &coupons[i], today);
		/* whoever reads a code can use it */
		view_str(row, "Code", talloc_asprintf(r->mem, "%.4s…", coupons[i].code));
	}
	return true;
}

static bool fill_cases(struct request *r, const struct desk_member *m)
{
	struct case_row *cases;
	int n;

	if (case_list(portal_of(r)->db, r->mem, m->member_id, "", CASES, &cases, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++)
		case_fill_row(r, view_row(page_root(r), "Cases", i), &cases[i]);
	return true;
}

static bool fill_adjustments(struct request *r, const struct desk_member *m)
{
	struct adjustment *rows;
	int n;

	if (adjustment_list(portal_of(r)->db, r->mem, m->member_id, LATEST, &rows, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(page_root(r), "Adjustments", i);
		bool takes = strcmp(rows[i].kind, "take") == 0;

		view_change(row, "Points", takes ? -rows[i].points : rows[i].points);
		view_str(row, "What", view_words(row, talloc_asprintf(r->mem, WORD "Adjust.%s",
		                                                      rows[i].kind)));
		view_str(row, "Reason", rows[i].reason);
		view_str(row, "Staff", rows[i].staff);
		if (rows[i].signer[0])
			view_str(row, "Signer", rows[i].signer);
		view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "Adjusted.%s",
		                                                       rows[i].state)));
		view_instant(row, "At", rows[i].asked_at);
	}
	return true;
}

static bool fill_merges(struct request *r, const struct desk_member *m)
{
	struct merge *merges;
	int n;

	if (merge_list(portal_of(r)->db, r->mem, m->member_id, &merges, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		const struct merge *g = &merges[i];
		struct view_node *row = view_row(page_root(r), "Merges", i);
		bool undone = g->undone_at != INSTANT_NONE;

		view_str(row, "No", g->merge_no);
		view_str(row, "From", g->from_no);
		view_str(row, "Into", g->into_no);
		view_str(row, "Reason", g->reason);
		view_str(row, "Staff", g->staff);
		view_instant(row, "At", g->made_at);
		if (undone)
			view_instant(row, "Undone", g->undone_at);
		view_flag(row, "MayUndo", !undone && desk_may(r, false) &&
		                              page_now(r) - g->made_at <= MERGE_UNDO_DAYS * DAY_S);
		if (!undone)
			view_day(row, "UndoUntil", day_of(g->made_at + MERGE_UNDO_DAYS * DAY_S));
	}
	return true;
}

/* Who of the staff looked and did what, the newest first. */
static bool fill_looks(struct request *r, const struct desk_member *m)
{
	struct staff_line *lines;
	int n;

	if (staff_action_list(portal_of(r)->db, r->mem, 0, m->member_no, 0, LOOKS, &lines, &n) !=
	    DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(page_root(r), "Looks", i);
		const char *key = talloc_asprintf(r->mem, "Lang.Desk.Action.%s", lines[i].action);
		const char *words = view_words(row, key);

		view_instant(row, "At", lines[i].at);
		view_str(row, "Who", lines[i].name[0] ? lines[i].name
		                                      : view_words(row, "Lang.Desk.Audit.Operator"));
		view_str(row, "What", strcmp(words, key) == 0 ? lines[i].action : words);
	}
	return true;
}

/* Call-backs that are open first, then the latest contacts. */
static bool fill_contacts(struct request *r, const struct desk_member *m)
{
	struct contact *contacts;
	int n;

	if (contact_list(portal_of(r)->db, r->mem, m->member_id, CONTACTS, &contacts, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++)
		members_fill_contact(r, view_row(page_root(r), "Contacts", i), &contacts[i]);
	return true;
}

bool members_facts(struct request *r, const struct desk_member *m)
{
	return fill_lots(r, m) && fill_entries(r, m) && fill_orders(r, m) && fill_rewards(r, m) &&
	       fill_cases(r, m) && fill_adjustments(r, m) && fill_contacts(r, m) && fill_merges(r, m) &&
	       fill_looks(r, m);
}
