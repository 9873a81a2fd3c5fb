#include "page/admin_today.h"

#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/desk.h"
#include "service/held.h"
#include "store/today.h"

#define TRIP_LATE_DAYS 14
#define ENDS_DAYS 7
#define ANSWER_DAYS 2
#define DAY_S 86400
#define REASON_MAX 200

static const struct field held_form[] = {
	{"partner", 32, false}, {"order_no", 64, false}, {"decision", 8, false}, {"reason", 400, false},
	{0}};

/* What stands in a column. */
enum what {
	ORDER = 1, PARTNER, MEMBER, WHAT, NAME, ITEM, POINTS, MONEY, COUNT, AT, DAY, CASE
};
#define COLUMNS_MAX 5

struct column {
	const char *words; /* Lang.Desk.Today.WORDS */
	enum what what;
};

/* The lists: their word in the path, what the log says (NULL: nobody is named). */
static const struct list {
	const char *word, *name, *action;
	struct column columns[COLUMNS_MAX]; /* the first names the row */
	bool run; /* the nightly run settles it */
} lists[] = {
	{"trips", "Trips", "trips_list",
	 {{"Order", ORDER}, {"Partner", PARTNER}, {"Member", MEMBER}, {"Ended", DAY}, {"Points", POINTS}},
	 false},
	{"parked", "Parked", "parked_list",
	 {{"Order", ORDER}, {"Partner", PARTNER}, {"Event", WHAT}, {"Came", AT}, {"Money", MONEY}}, false},
	{"held", "Held", "held_list",
	 {{"Order", ORDER}, {"Partner", PARTNER}, {"Member", MEMBER}, {"Why", WHAT}, {"Points", POINTS}},
	 false},
	{"debts", "Debts", "debt_list", {{"Member", MEMBER}, {"Since", AT}, {"Points", POINTS}}, false},
	{"stock", "Stock", NULL, {{"Item", NAME}, {"Code", ITEM}, {"Left", COUNT}}, false},
	{"unbooked", "Unbooked", "unbooked_list",
	 {{"Member", MEMBER}, {"Expired", DAY}, {"Points", POINTS}}, true},
	{"ending", "Ending", NULL, {{"Item", NAME}, {"Code", ITEM}, {"Ends", AT}, {"Left", COUNT}}, false},
	{"coupons", "Coupons", NULL,
	 {{"Coupon", NAME}, {"Item", ITEM}, {"LastDay", DAY}, {"Many", COUNT}}, false},
	{"complaints", "Complaints", "case_queue",
	 {{"Case", CASE}, {"Member", MEMBER}, {"Owner", NAME}, {"DueBy", AT}}, false},
};

#define N_LISTS ((int)(sizeof lists / sizeof lists[0]))

static int list_of(const char *word)
{
	for (int i = 0; i < N_LISTS; i++)
		if (strcmp(lists[i].word, word) == 0)
			return i;
	return -1;
}

static enum db read_list(struct request *r, int list, struct today_row **rows, int *n)
{
	struct database *db = portal_of(r)->db;
	int64_t now = page_now(r);
	int32_t today = day_of(now);

	switch (list) {
	case 0: return today_trips(db, r->mem, today - TRIP_LATE_DAYS, rows, n);
	case 1: return today_parked(db, r->mem, rows, n);
	case 2: return today_held(db, r->mem, rows, n);
	case 3: return today_debts(db, r->mem, rows, n);
	case 4: return today_items(db, r->mem, rows, n);
	case 5: return today_unbooked(db, r->mem, today, rows, n);
	case 6: return today_ending(db, r->mem, now, day_start(today + ENDS_DAYS), rows, n);
	case 7: return today_coupons(db, r->mem, today, today + ENDS_DAYS, rows, n);
	default: return today_complaints(db, r->mem, now + (int64_t)ANSWER_DAYS * DAY_S, rows, n);
	}
}

static bool is_number(enum what what)
{
	return what == POINTS || what == MONEY || what == COUNT;
}

/* Where a cell leads, or NULL. */
static const char *leads(struct request *r, enum what what, const struct today_row *found)
{
	if (what == CASE)
		return talloc_asprintf(r->mem, "/admin/cases/%s", found->order_no);
	if (what == MEMBER && desk_has(r, "/admin/members"))
		return talloc_asprintf(r->mem, "/admin/members/%s", found->member_no);
	if (what == NAME && *found->item && desk_has(r, "/admin/catalogue"))
		return talloc_asprintf(r->mem, "/admin/catalogue/%s", found->item);
	return NULL;
}

static void fill_cell(struct request *r, struct view_node *cell, enum what what,
                      const struct today_row *found)
{
	switch (what) {
	case ORDER:
	case CASE: view_str(cell, "Text", found->order_no); break;
	case PARTNER: view_str(cell, "Text", found->partner); break;
	case MEMBER: view_str(cell, "Text", found->member_no); break;
	case WHAT: view_str(cell, "Text", found->what); break;
	case NAME: view_str(cell, "Text", found->name); break;
	case ITEM: view_str(cell, "Text", found->item); break;
	case POINTS:
	case COUNT: view_points(cell, "Text", found->figure); break;
	case MONEY: view_money(cell, "Text", found->figure); break;
	case AT:
		if (found->at != INSTANT_NONE)
			view_instant(cell, "Text", found->at);
		break;
	case DAY: view_day(cell, "Text", found->day); break;
	}
	view_flag(cell, "Num", is_number(what));
	view_str(cell, "Url", leads(r, what, found));
}

static const char *column_words(struct request *r, const struct column *column)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Desk.Today.%s", column->words));
}

static void fill_row(struct request *r, struct view_node *row, int list,
                     const struct today_row *found)
{
	const struct column *columns = lists[list].columns;

	for (int i = 0; i < COLUMNS_MAX && columns[i].what; i++) {
		struct view_node *cell = view_row(row, "Cells", i);

		fill_cell(r, cell, columns[i].what, found);
		view_str(cell, "Label", column_words(r, &columns[i]));
	}
	view_str(row, "Partner", found->partner);
	view_str(row, "OrderNo", found->order_no);
	if (!page_has_errors(r) || strcmp(account_line(r, "order_no"), found->order_no) != 0 ||
	    strcmp(account_line(r, "partner"), found->partner) != 0)
		return;
	view_flag(row, "Wrong", true);
	view_str(row, "Reason", account_line(r, "reason"));
}

static void fill_head(struct request *r, struct view_node *root, int list)
{
	const struct column *columns = lists[list].columns;

	for (int i = 0; i < COLUMNS_MAX && columns[i].what; i++) {
		struct view_node *head = view_row(root, "Columns", i);

		view_str(head, "Text", column_words(r, &columns[i]));
		view_flag(head, "Num", is_number(columns[i].what));
	}
}

static int show_list(struct request *r, int list)
{
	struct view_node *root;
	struct today_row *rows = NULL;
	int n = 0;

	/* Who owes, travelled or is under review: a look-up of members. */
	if (lists[list].action && !desk_looked(r, lists[list].action, 0, ""))
		return desk_unavailable(r);
	if (read_list(r, list, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	root = desk_page(r, talloc_asprintf(r->mem, "Lang.Desk.Today.%s.Text", lists[list].name));
	view_flag(root, talloc_asprintf(r->mem, "Is.%s", lists[list].name), true);
	view_str(root, "Lead",
	         view_words(root, talloc_asprintf(r->mem, "Lang.Desk.Today.%s.How", lists[list].name)));
	view_flag(root, "Any", n > 0);
	view_flag(root, "Full", n == TODAY_LIST);
	view_flag(root, "Run", lists[list].run && n > 0 && desk_may(r, false));
	if (desk_has(r, "/admin/orders"))
		view_str(root, "OrdersUrl", "/admin/orders");
	fill_head(r, root, list);
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
	              subject, "") != DB_OK)
		return ORDER_TRY_AGAIN;
	return (release ? held_release : held_refuse)(portal->db, portal->plans, r->mem, partner,
	                                              order_no, reason, &answer);
}

/* The list once more, with what is wrong; the reason stays where it was typed. */
static int held_again(struct request *r, const char *words, int status)
{
	int got;

	page_error(r, NULL, words);
	got = show_list(r, list_of("held"));
	return got == 200 ? status : got;
}

static int page_held_post(struct request *r)
{
	const char *partner = account_line(r, "partner"), *order_no = account_line(r, "order_no");
	const char *reason = account_line(r, "reason"), *decision = account_line(r, "decision");
	bool release = strcmp(decision, "release") == 0;

	if (!release && strcmp(decision, "refuse") != 0)
		return 400;
	if (!*reason || utf8_length(reason) > REASON_MAX)
		return held_again(r, *reason ? "Lang.Desk.Today.ReasonLong" : "Lang.Desk.Today.ReasonEmpty",
		                  422);
	switch (decide(r, release, partner, order_no, reason)) {
	case ORDER_DONE:
		return respond_see_other(r, release ? "/admin/today/held?done=released"
		                                    : "/admin/today/held?done=refused");
	case ORDER_ENDED: /* somebody was faster */
		return held_again(r, "Lang.AdminReview.ErrorGone", 409);
	case ORDER_UNKNOWN:
		return 404;
	default:
		return desk_unavailable(r);
	}
}

static const struct field prove_form[] = {{"flaw", 24, false}, {0}};
static const struct field seen_form[] = {{"run", 24, false}, {0}};
static const struct field no_form[] = {{0}};

const struct route admin_today_routes[] = {
	{"/admin/today/books", METHOD_GET, GUARD_STAFF, page_today_books, "admin/today_books", desk_done,
	 NULL, 0},
	{"/admin/today/books", METHOD_POST, GUARD_CLERK | GUARD_CSRF, page_today_prove,
	 "admin/today_books", NULL, prove_form, 0},
	{"/admin/today/imports", METHOD_GET, GUARD_STAFF, page_today_imports, "admin/today_imports",
	 desk_done, NULL, 0},
	{"/admin/today/imports", METHOD_POST, GUARD_CLERK | GUARD_CSRF, page_today_import_seen,
	 "admin/today_imports", NULL, seen_form, 0},
	{"/admin/today/nightly", METHOD_POST, GUARD_MANAGER | GUARD_CSRF, page_today_nightly, NULL, NULL,
	 no_form, 0},
	{.path = "/admin/today/:list",
     .methods = METHOD_GET,
     .guards = GUARD_STAFF,
     .page = page_list,
     .template = "admin/today",
     .query = desk_done},
	{.path = "/admin/today/held",
     .methods = METHOD_POST,
     .guards = GUARD_CLERK | GUARD_CSRF, /* as in the review queue */
     .page = page_held_post,
     .template = "admin/today",
     .form = held_form},
	{0},
};
