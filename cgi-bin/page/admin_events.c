#include "page/admin_events.h"

#include <string.h>

#include "base/mem.h"
#include "page/desk_form.h"
#include "web/csv_out.h"

#define WORD "Lang.AdminEvents."
#define ROWS 200
#define PEOPLE 5000

static const struct field no_fields[] = {{0}};
static const struct field cancel_form[] = {{"reason", 400, false}, {0}};
static const struct field check_form[] = {{"code", 64, false}, {0}};

static void fill_state(struct request *r, struct view_node *row, const struct member_event *e)
{
	bool over = e->ends_at <= page_now(r), open = strcmp(e->state, "open") == 0;
	const char *state = open && over ? "over" : e->state;

	view_str(row, "State", view_words(row, talloc_asprintf(r->mem, WORD "State.%s", state)));
	view_str(row, "Look", strcmp(state, "open") == 0    ? "good"
	                      : strcmp(state, "draft") == 0 ? "wait"
	                                                    : "quiet");
}

static void fill_counts(struct view_node *row, const struct member_event *e)
{
	view_points(row, "Places", e->places);
	view_points(row, "Taken", e->taken);
	view_points(row, "Waiting", e->waiting);
}

static int page_list(struct request *r)
{
	struct view_node *root = desk_page(r, WORD "Title");
	const char *lang = view_lang(root) == LANG_EN ? "en" : "zh-CN";
	struct member_event *list;
	int n;

	if (event_list(portal_of(r)->db, r->mem, ROWS, &list, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Events", i);

		view_str(row, "Id", talloc_asprintf(r->mem, "%lld", (long long)list[i].event_no));
		view_str(row, "Name", event_name(&list[i], lang));
		view_instant(row, "Starts", list[i].starts_at);
		fill_counts(row, &list[i]);
		fill_state(r, row, &list[i]);
	}
	return 200;
}

static int of_url(struct request *r, struct member_event *e)
{
	int64_t event_no = 0;
	enum db got;

	if (!int_parse(r->param[0], &event_no) || event_no < 1)
		return page_problem(r, 404);
	got = event_read(portal_of(r)->db, r->mem, event_no, e);
	if (got == DB_NONE)
		return page_problem(r, 404);
	return got == DB_OK ? 0 : desk_unavailable(r);
}

static int show(struct request *r, const struct member_event *e, int status)
{
	struct view_node *root = page_root(r);
	bool open = strcmp(e->state, "open") == 0, over = e->ends_at <= page_now(r);

	view_str(root, "Page.Title", e->name);
	view_str(root, "Id", talloc_asprintf(r->mem, "%lld", (long long)e->event_no));
	fill_counts(root, e);
	fill_state(r, root, e);
	view_flag(root, "Draft", strcmp(e->state, "draft") == 0);
	view_flag(root, "Open", open);
	view_flag(root, "MayCancel", !over && strcmp(e->state, "cancelled") != 0);
	view_str(root, "Reason", e->reason);
	event_form_choices(r);
	if (!request_form(r, "version"))
		event_form_fill(r, e);
	else if (strcmp(e->state, "draft") != 0)
		event_form_fixed(r, e); /* shown, but no longer sent */
	return status;
}

/* After a change: its page again. */
static int done(struct request *r, const char *word)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/events/%s?done=%s", r->param[0],
	                                            word));
}

static int page_new(struct request *r)
{
	struct member_event e = {
		.state = "draft", .name = "", .name_en = "", .text = "", .text_en = "", .place = "",
		.place_en = "", .starts_at = INSTANT_NONE, .ends_at = INSTANT_NONE,
		.open_from = INSTANT_NONE, .open_until = INSTANT_NONE, .back_until = INSTANT_NONE,
		.tier = "", .kind = "", .per_member = 1, .reason = "", .version = 1};
	struct view_node *root = desk_page(r, WORD "New");
	struct service_env env = desk_env(r);
	int64_t event_no;

	view_flag(root, "New", true);
	view_flag(root, "Draft", true);
	event_form_choices(r);
	if (r->method == METHOD_GET) {
		event_form_fill(r, &e);
		return 200;
	}
	event_form_read(r, &e);
	e.created_at = page_now(r);
	if (page_has_errors(r))
		return 422;
	if (event_new(&env, desk_of(r)->staff_id, &e, &event_no) != EVENT_DONE)
		return desk_unavailable(r);
	return respond_see_other(r, talloc_asprintf(r->mem, "/admin/events/%lld?done=saved",
	                                            (long long)event_no));
}

static int page_one(struct request *r)
{
	struct service_env env = desk_env(r);
	struct member_event e;
	int64_t version;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &e);
	if (status || r->method == METHOD_GET)
		return status ? status : show(r, &e, 200);
	if (!int_parse(desk_typed(r, "version"), &version))
		return 400;
	e.version = version;
	event_form_read(r, &e);
	if (page_has_errors(r))
		return show(r, &e, 422);
	switch (event_save(&env, portal_of(r)->plans, desk_of(r)->staff_id, &e)) {
	case EVENT_DONE: return done(r, "saved");
	case EVENT_CHANGED: page_error(r, NULL, "Lang.AdminCampaigns.ErrorChanged"); break;
	case EVENT_FEW: page_error(r, "places", WORD "ErrorFew"); break;
	case EVENT_FROZEN: page_error(r, NULL, WORD "ErrorFrozen"); break;
	case EVENT_UNKNOWN: return page_problem(r, 404);
	default: return desk_unavailable(r);
	}
	return show(r, &e, 422);
}

static int page_open(struct request *r)
{
	struct service_env env = desk_env(r);
	struct member_event e;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &e);
	if (status)
		return status;
	switch (event_open(&env, desk_of(r)->staff_id, e.event_no)) {
	case EVENT_DONE: return done(r, "event_on");
	case EVENT_FROZEN: page_error(r, NULL, WORD "ErrorFrozen"); break;
	case EVENT_LATE: page_error(r, "open_until", WORD "ErrorLate"); break;
	default: return desk_unavailable(r);
	}
	return show(r, &e, 422);
}

static int page_cancel(struct request *r)
{
	struct service_env env = desk_env(r);
	struct member_event e;
	const char *reason;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &e);
	if (status)
		return status;
	page_keep(r, "reason");
	reason = desk_prose(r, "reason", 200);
	if (!desk_typed(r, "reason")[0])
		page_error(r, "reason", "Lang.AdminCampaigns.ErrorReason");
	if (page_has_errors(r))
		return show(r, &e, 422);
	switch (event_cancel(&env, portal_of(r)->plans, desk_of(r)->staff_id, e.event_no, reason)) {
	case EVENT_DONE:
	case EVENT_REPEATED: return done(r, "event_off");
	case EVENT_LATE: page_error(r, NULL, WORD "ErrorOver"); break;
	default: return desk_unavailable(r);
	}
	return show(r, &e, 422);
}

static void fill_person(struct view_node *row, const struct signup *s)
{
	view_str(row, "No", s->signup_no);
	view_str(row, "MemberNo", s->member_no);
	view_str(row, "Name", s->name);
	view_points(row, "Seats", s->seats);
	view_str(row, "State", view_words(row, strcmp(s->state, "waiting") == 0 ? "Lang.Events.Waiting"
	                                       : strcmp(s->state, "came") == 0  ? "Lang.Events.Came"
	                                                                        : "Lang.Events.Going"));
	view_str(row, "Look", strcmp(s->state, "waiting") == 0 ? "wait"
	                      : strcmp(s->state, "came") == 0  ? "good"
	                                                       : "quiet");
	if (s->came_at != INSTANT_NONE)
		view_instant(row, "Came", s->came_at);
}

/* The list is looked up in the log first: it shows who comes. */
static int show_people(struct request *r, const struct member_event *e, int status)
{
	struct view_node *root = page_root(r), *list = view_node(root, "People");
	struct signup *rows;
	int64_t came = 0;
	int n;

	if (!desk_looked(r, "event_people", 0, r->param[0]) ||
	    signup_list(portal_of(r)->db, r->mem, e->event_no, PEOPLE, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	view_str(root, "Page.Title", e->name);
	view_str(root, "Id", r->param[0]);
	view_instant(root, "Starts", e->starts_at);
	fill_counts(root, e);
	for (int i = 0; i < n; i++) {
		fill_person(view_item(list, i), &rows[i]);
		came += strcmp(rows[i].state, "came") == 0 ? rows[i].seats : 0;
	}
	view_points(root, "CameSeats", came);
	return status;
}

static int page_people(struct request *r)
{
	struct member_event e;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &e);
	return status ? status : show_people(r, &e, 200);
}

/* Whoever was just checked in stands above the list: no redirect, so that the next
 * code can be scanned at once and the name is seen. */
static int page_check_in(struct request *r)
{
	struct service_env env = desk_env(r);
	struct view_node *root = page_root(r);
	struct member_event e;
	struct signup who;
	enum event_outcome outcome;
	int status;

	desk_page(r, WORD "Title");
	status = of_url(r, &e);
	if (status)
		return status;
	outcome = event_check_in(&env, desk_of(r)->staff_id, e.event_no, desk_typed(r, "code"), &who);
	switch (outcome) {
	case EVENT_DONE:
		fill_person(view_node(root, "Who"), &who);
		return show_people(r, &e, 200);
	case EVENT_REPEATED: page_error(r, "code", WORD "ErrorTwice"); break;
	case EVENT_WAITS: page_error(r, "code", WORD "ErrorWaits"); break;
	case EVENT_OTHER: page_error(r, "code", WORD "ErrorOther"); break;
	case EVENT_LATE: page_error(r, "code", WORD "ErrorDay"); break;
	case EVENT_UNKNOWN: page_error(r, "code", WORD "ErrorCode"); break;
	default: return desk_unavailable(r);
	}
	page_keep(r, "code");
	return show_people(r, &e, 422);
}

static int page_csv(struct request *r)
{
	struct member_event e;
	struct signup *rows;
	int n, status = of_url(r, &e);

	if (status)
		return status;
	if (!desk_looked(r, "event_people", 0, r->param[0]) ||
	    signup_list(portal_of(r)->db, r->mem, e.event_no, PEOPLE, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	csv_begin(r, talloc_asprintf(r->mem, "event-%lld.csv", (long long)e.event_no));
	csv_text(r, "member");
	csv_text(r, "name");
	csv_text(r, "places");
	csv_text(r, "state");
	csv_text(r, "code");
	csv_row(r);
	for (int i = 0; i < n; i++) {
		csv_text(r, rows[i].member_no);
		csv_text(r, rows[i].name);
		csv_int(r, rows[i].seats);
		csv_text(r, rows[i].state);
		csv_text(r, rows[i].signup_no);
		csv_row(r);
	}
	return 200;
}

#define MANAGER (GUARD_MANAGER | GUARD_CSRF)
#define CLERK (GUARD_CLERK | GUARD_CSRF)
#define ONE "admin/event"

const struct route admin_events_routes[] = {
	{"/admin/events", METHOD_GET, GUARD_STAFF, page_list, "admin/events", desk_done, NULL, 0},
	{"/admin/events/new", METHOD_GET, GUARD_MANAGER, page_new, ONE, NULL, NULL, 0},
	{"/admin/events/new", METHOD_POST, MANAGER, page_new, ONE, NULL, event_form_fields, 0},
	{"/admin/events/:id", METHOD_GET, GUARD_STAFF, page_one, ONE, desk_done, NULL, 0},
	{"/admin/events/:id", METHOD_POST, MANAGER, page_one, ONE, NULL, event_form_fields, 0},
	{"/admin/events/:id/open", METHOD_POST, MANAGER, page_open, ONE, NULL, no_fields, 0},
	{"/admin/events/:id/cancel", METHOD_POST, MANAGER, page_cancel, ONE, NULL, cancel_form, 0},
	{"/admin/events/:id/people", METHOD_GET, GUARD_STAFF, page_people, "admin/event_people", NULL,
	 NULL, 0},
	{"/admin/events/:id/people", METHOD_POST, CLERK, page_check_in, "admin/event_people", NULL,
	 check_form, 0},
	{"/admin/events/:id/people.csv", METHOD_GET, GUARD_STAFF, page_csv, NULL, NULL, NULL, 0},
	{0},
};
