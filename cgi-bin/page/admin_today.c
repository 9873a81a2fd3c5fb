#include "page/admin_today.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/desk.h"
#include "service/held.h"
#include "store/today.h"

#define TRIP_LATE_DAYS 14
#define REASON_MAX 200

static const struct field held_form[] = {
	{"partner", 32, false}, {"order_no", 64, false}, {"decision", 8, false}, {"reason", 400, false},
	{0}};

/* The lists: their word in the path, what the log says, what reads them. */
typedef enum db (*reading)(struct database *, void *, struct today_row **, int *);
static const struct {
	const char *word, *name, *action;
	reading read;
} lists[] = {
	{"trips", "Trips", "trips_list", NULL},
	{"parked", "Parked", "parked_list", today_parked},
	{"held", "Held", "held_list", today_held},
	{"debts", "Debts", "debt_list", today_debts},
	{"stock", "Stock", NULL, today_items},
};

#define N_LISTS ((int)(sizeof lists / sizeof lists[0]))

static int list_of(const char *word)
{
	for (int i = 0; i < N_LISTS; i++)
		if (strcmp(lists[i].word, word) == 0)
			return i;
	return -1;
}

static void fill_row(struct request *r, struct view_node *row, int list,
                     const struct today_row *found)
{
	view_str(row, "Partner", found->partner);
	view_str(row, "OrderNo", found->order_no);
	view_str(row, "MemberNo", found->member_no);
	view_str(row, "What", found->what);
	view_str(row, "Name", found->name);
	view_str(row, "Item", found->item);
	if (lists[list].read == today_parked)
		view_money(row, "Figure", found->figure);
	else
		view_points(row, "Figure", found->figure);
	if (found->at != INSTANT_NONE)
		view_instant(row, "At", found->at);
	view_day(row, "Day", found->day);
	if (*found->item && desk_has(r, "/admin/catalogue"))
		view_str(row, "Url", talloc_asprintf(r->mem, "/admin/catalogue/%s", found->item));
}

static int show_list(struct request *r, int list)
{
	struct view_node *root;
	struct database *db = portal_of(r)->db;
	struct today_row *rows = NULL;
	int n = 0;
	enum db got;

	/* Who owes, travelled or is under review: a look-up of members. */
	if (lists[list].action && !desk_looked(r, lists[list].action, 0, ""))
		return desk_unavailable(r);
	got = lists[list].read ? lists[list].read(db, r->mem, &rows, &n)
	                       : today_trips(db, r->mem, day_of(page_now(r)) - TRIP_LATE_DAYS, &rows, &n);
	if (got != DB_OK)
		return desk_unavailable(r);
	root = desk_page(r, talloc_asprintf(r->mem, "Lang.Desk.Today.%s.Text", lists[list].name));
	view_flag(root, talloc_asprintf(r->mem, "Is.%s", lists[list].name), true);
	view_str(root, "Lead",
	         view_words(root, talloc_asprintf(r->mem, "Lang.Desk.Today.%s.How", lists[list].name)));
	view_flag(root, "Any", n > 0);
	view_flag(root, "Full", n == TODAY_LIST);
	if (desk_has(r, "/admin/orders"))
		view_str(root, "OrdersUrl", "/admin/orders");
	for (int i = 0; i < n; i++)
		fill_row(r, view_row(root, "Rows", i), list, &rows[i]);
	return 200;
}

static int page_list(struct request *r)
{
	int list = list_of(r->param[0]);

	return list < 0 ? 404 : show_list(r, list);
}

/* The decision on one order's held points, in the log before it is booked. */
static enum order_outcome decide(struct request *r, bool release, const char *partner,
                                 const char *order_no, const char *reason)
{
	const struct portal *portal = portal_of(r);
	struct order_answer answer = {0};
	const char *subject = talloc_asprintf(r->mem, "%.31s/%.31s", partner, order_no);

	if (staff_log(portal->db, desk_of(r)->staff_id, release ? "held_release" : "held_refuse", 0,
	              subject, reason) != DB_OK)
		return ORDER_TRY_AGAIN;
	return (release ? held_release : held_refuse)(portal->db, portal->plans, r->mem, partner,
	                                              order_no, reason, &answer);
}

static int page_held_post(struct request *r)
{
	const char *partner = account_line(r, "partner"), *order_no = account_line(r, "order_no");
	const char *reason = account_line(r, "reason"), *decision = account_line(r, "decision");
	bool release = strcmp(decision, "release") == 0;
	int list = list_of("held");

	if (!release && strcmp(decision, "refuse") != 0)
		return 400;
	if (!*reason || utf8_length(reason) > REASON_MAX) {
		page_error(r, NULL, *reason ? "Lang.Desk.Today.ReasonLong" : "Lang.Desk.Today.ReasonEmpty");
		view_str(page_root(r), "Chosen", order_no);
		int status = show_list(r, list);

		return status == 200 ? 422 : status;
	}
	switch (decide(r, release, partner, order_no, reason)) {
	case ORDER_DONE:
	case ORDER_ENDED: /* somebody was faster: what counts is what the list shows */
		return respond_see_other(r, release ? "/admin/today/held?done=released"
		                                    : "/admin/today/held?done=refused");
	case ORDER_UNKNOWN:
		return 404;
	default:
		return desk_unavailable(r);
	}
}

const struct route admin_today_routes[] = {
	{.path = "/admin/today/:list",
     .methods = METHOD_GET,
     .guards = GUARD_STAFF,
     .page = page_list,
     .template = "admin/today",
     .query = desk_done},
	{.path = "/admin/today/held",
     .methods = METHOD_POST,
     .guards = GUARD_MANAGER | GUARD_CSRF,
     .page = page_held_post,
     .template = "admin/today",
     .form = held_form},
	{0},
};
