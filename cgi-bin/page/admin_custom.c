#include "page/admin_custom.h"

#include <string.h>

#include "base/mem.h"
#include "page/case_parts.h"
#include "page/custom_parts.h"
#include "page/desk_form.h"

#define ROWS 100
#define WORD "Lang.AdminCustom."

static const struct field list_query[] = {{"show", 16, false}, {"done", 32, false}, {0}};
static const struct field step_form[] = {{"act", 16, false}, {"text", 8000, false}, {0}};
static const struct field order_form[] = {{"order_no", 200, false}, {0}};

/* The tabs: their word, and what of the queue they show. */
static const struct {
	const char *word, *waiting;
	bool overdue, own, desk;
} shows[] = {
	{"waiting", "staff", false, false, false}, {"overdue", "staff", true, false, false},
	{"mine", "staff", false, true, false},     {"desk", "staff", false, false, true},
	{"member", "member", false, false, false}, {"booked", "trip", false, false, false},
	{"over", "none", false, false, false},
};

#define N_SHOWS ((int)(sizeof shows / sizeof shows[0]))

/* The buttons: their word in the form, and the act. */
static const struct {
	const char *word;
	enum custom_act act;
} acts[] = {{"take", CUSTOM_TAKE},   {"message", CUSTOM_MESSAGE}, {"note", CUSTOM_NOTE},
            {"propose", CUSTOM_PROPOSE}, {"book", CUSTOM_BOOK},   {"close", CUSTOM_CLOSE},
            {"decline", CUSTOM_DECLINE}};

#define N_ACTS ((int)(sizeof acts / sizeof acts[0]))

static void fill_row(struct request *r, struct view_node *row, const struct custom_row *c)
{
	custom_fill(r, row, c);
	view_str(row, "MemberNo", c->member_no);
	view_str(row, "Owner", c->owner);
	view_flag(row, "Priority", c->priority);
	view_flag(row, "Late", strcmp(c->waiting, "staff") == 0 && c->due_at < page_now(r));
	view_instant(row, "Due", c->due_at);
}

static void fill_tabs(struct view_node *root, void *mem, int chosen)
{
	for (int i = 0; i < N_SHOWS; i++) {
		struct view_node *row = view_row(root, "Shows", i);

		view_str(row, "Value", shows[i].word);
		view_str(row, "Text", view_words(root, talloc_asprintf(mem, WORD "Show.%s",
		                                                       shows[i].word)));
		view_flag(row, "Current", i == chosen);
	}
}

static int page_queue(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	struct database *db = portal_of(r)->db;
	const char *show = request_query(r, "show");
	struct custom_queue queue = {.now = page_now(r), .limit = ROWS};
	struct custom_row *trips;
	int64_t staff, overdue;
	int n, chosen = 0;

	for (int i = 0; show && i < N_SHOWS; i++)
		if (strcmp(show, shows[i].word) == 0)
			chosen = i;
	queue.waiting = shows[chosen].waiting;
	queue.overdue = shows[chosen].overdue;
	queue.desk = shows[chosen].desk;
	queue.owner_id = shows[chosen].own ? desk_of(r)->staff_id : 0;
	if (!desk_looked(r, "custom_queue", 0, shows[chosen].word) ||
	    custom_queue(db, r->mem, &queue, &trips, &n) != DB_OK ||
	    custom_count(db, page_now(r), &staff, &overdue) != DB_OK)
		return desk_unavailable(r);
	fill_tabs(root, r->mem, chosen);
	for (int i = 0; i < n; i++)
		fill_row(r, view_row(root, "Trips", i), &trips[i]);
	view_flag(root, "Full", n == ROWS);
	if (overdue > 0)
		view_sentence(root, "Overdue", WORD "OverdueText", text_points(r->mem, overdue), NULL);
	return 200;
}

/* The trip that the path names: 0, or a status. */
static int trip_of_url(struct request *r, struct custom_row *c)
{
	enum db got;

	desk_page(r, WORD "Title");
	got = custom_find(portal_of(r)->db, r->mem, r->param[0], c);
	if (got == DB_NONE)
		return page_problem(r, 404);
	if (got != DB_OK || !desk_looked(r, "custom_view", c->member_id, c->trip_no))
		return desk_unavailable(r);
	return 0;
}

static int show(struct request *r, const struct custom_row *c, int status)
{
	struct view_node *root = page_root(r);

	view_sentence(root, "Page.Title", WORD "OneTitle", c->trip_no, NULL);
	fill_row(r, view_node(root, "One"), c);
	for (int i = 0; i < N_ACTS; i++)
		view_flag(root, talloc_asprintf(r->mem, "May.%s", acts[i].word),
		          custom_may(c, acts[i].act, false));
	view_flag(root, "May.order", custom_may(c, CUSTOM_BOOK, false) ||
	                                     strcmp(c->state, "booked") == 0 ||
	                                     strcmp(c->state, "closed") == 0);
	view_flag(root, "Open", strcmp(c->waiting, "none") != 0);
	return custom_fill_said(r, c, true) == DB_OK ? status : desk_unavailable(r);
}

static int page_one(struct request *r)
{
	struct custom_row c;
	int status = trip_of_url(r, &c);

	return status ? status : show(r, &c, 200);
}

/* On to the trip with its notice, or the page again with what was wrong. */
static int answer(struct request *r, const struct custom_row *c, enum custom_outcome outcome,
                  const char *done)
{
	switch (outcome) {
	case CUSTOM_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/custom/%s?done=%s",
		                                            c->trip_no, done));
	case CUSTOM_LACKS:
		page_error(r, "text", WORD "ErrorText");
		return show(r, c, 422);
	case CUSTOM_NO_ORDER:
		page_error(r, "order_no", WORD "ErrorOrder");
		return show(r, c, 422);
	case CUSTOM_TOO_LATE:
		page_error(r, NULL, WORD "ErrorTooLate");
		return show(r, c, 409);
	case CUSTOM_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

static int page_step(struct request *r)
{
	struct service_env env = desk_env(r);
	struct custom_asked asked = {.staff_id = desk_of(r)->staff_id};
	const char *wanted = request_form(r, "act");
	struct custom_row c;
	int status;

	for (int i = 0; wanted && i < N_ACTS; i++)
		if (strcmp(wanted, acts[i].word) == 0)
			asked.act = acts[i].act;
	if (!asked.act)
		return 400;
	status = trip_of_url(r, &c);
	if (status)
		return status;
	asked.member_id = c.member_id;
	asked.trip_no = c.trip_no;
	asked.text = case_prose(r, "text");
	page_keep(r, "text");
	if (utf8_length(asked.text) > CUSTOM_TEXT)
		page_error(r, "text", "Lang.Cases.TextLong");
	else if (asked.act == CUSTOM_DECLINE && utf8_length(asked.text) > CUSTOM_REASON)
		page_error(r, "text", WORD "ErrorReason");
	if (page_has_errors(r))
		return show(r, &c, 422);
	return answer(r, &c, custom_act(&env, portal_of(r)->plans, &asked), "custom_step");
}

static int page_order(struct request *r)
{
	struct service_env env = desk_env(r);
	struct custom_row c;
	const char *order_no;
	int status = trip_of_url(r, &c);

	if (status)
		return status;
	page_keep(r, "order_no");
	order_no = desk_text(r, "order_no", CUSTOM_ORDER);
	if (!order_no[0] && !page_has_errors(r))
		page_error(r, "order_no", WORD "ErrorOrder");
	if (page_has_errors(r))
		return show(r, &c, 422);
	return answer(r, &c,
	              custom_order_note(&env, desk_of(r)->staff_id, c.member_id, c.trip_no, order_no),
	              "custom_order");
}

#define CLERK (GUARD_CLERK | GUARD_CSRF)
#define ALL "/admin/custom"
#define ONE ALL "/:no"

const struct route admin_custom_routes[] = {
	{ALL, METHOD_GET, GUARD_STAFF, page_queue, "admin/custom", list_query, NULL, 0},
	{ONE, METHOD_GET, GUARD_STAFF, page_one, "admin/custom_trip", desk_done, NULL, 0},
	{ONE, METHOD_POST, CLERK, page_step, "admin/custom_trip", NULL, step_form, 0},
	{ONE "/orders", METHOD_POST, CLERK, page_order, "admin/custom_trip", NULL, order_form, 0},
	{0},
};
