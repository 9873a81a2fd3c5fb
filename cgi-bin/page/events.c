#include "page/events.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "page/account.h"
#include "page/stops.h"
#include "rule/code.h"
#include "store/gallery.h"
#include "view/qr.h"

#define SHOWN 60
#define QR_SCALE 8 /* pixels a module */

static const struct field no_fields[] = {{0}};
static const struct field done_query[] = {{"done", 16, false}, {0}};
static const char *const notices[][2] = {{"left", "Lang.Events.DoneLeft"},
                                         {"back", "Lang.Events.DoneBack"},
                                         {NULL, NULL}};

static struct event_guest guest_of(const struct event_view *v)
{
	const struct viewer *viewer = &v->s.v;

	return (struct event_guest){.tier = viewer->tier, .kind = viewer->kind,
	                            .available = viewer->available,
	                            .debt = viewer->available > 0 ? 0 : viewer->debt,
	                            .may_spend = viewer->may_spend || viewer->holder,
	                            .stopped = stop_of(v->s.stops, v->s.n_stops, NULL, 0) != NULL,
	                            .signed_up = v->signed_up};
}

enum event_verdict event_view_judge(const struct event_view *v, int64_t seats, int64_t shown)
{
	struct event_guest guest = guest_of(v);

	return event_judge(v->s.plan, &v->terms, &guest, seats, shown, v->s.now);
}

const char *event_view_reason(const struct event_view *v, enum event_verdict verdict)
{
	const struct shop *s = &v->s;
	int64_t cost = v->event.cost_points;

	switch (verdict) {
	case EVENT_GONE:
		return *v->event.reason ? shop_words(s, "Lang.Events.WhyGoneReason", v->event.reason)
		                        : view_words(s->root, "Lang.Events.WhyGone");
	case EVENT_NOT_YET:
		return shop_words(s, "Lang.Events.WhyNotYet",
		                  shop_when(s, event_opens(s->plan, &v->terms, s->v.tier)));
	case EVENT_CLOSED: return view_words(s->root, "Lang.Events.WhyClosed");
	case EVENT_KIND: return view_words(s->root, "Lang.Events.WhyKind");
	case EVENT_TIER:
		return shop_words(s, "Lang.Events.WhyTier", shop_tier(s, v->event.tier));
	case EVENT_ALREADY: return view_words(s->root, "Lang.Events.WhyAlready");
	case EVENT_SEATS:
		return shop_words(s, "Lang.Events.WhySeats", text_points(s->mem, v->event.per_member));
	case EVENT_STOPPED: return stops_why(s->r, NULL, 0);
	case EVENT_NOT_SPEND: return view_words(s->root, "Lang.Events.WhyNotSpend");
	case EVENT_DEBT: return view_words(s->root, "Lang.Events.WhyDebt");
	case EVENT_SHORT:
		return shop_words(s, "Lang.Events.WhyShort", text_points(s->mem, cost),
		                  text_points(s->mem, s->v.available));
	case EVENT_COST: return shop_words(s, "Lang.Events.WhyCost", text_points(s->mem, cost));
	default: return "";
	}
}

/* The face of its ticket: the day's number over its month. */
static void fill_day(struct view_node *row, const struct shop *s, int64_t instant)
{
	int32_t day = day_of(instant);
	struct civil date = civil_of(day);
	char month[40];

	view_str(row, "DayNo", talloc_asprintf(s->mem, "%d", date.day));
	snprintf(month, sizeof month, "Lang.Events.Month.M%d", date.month);
	view_str(row, "Month", view_words(s->root, month));
	view_str(row, "When", shop_when(s, instant));
	view_day(row, "Day", day);
}

static void fill_mine(struct view_node *row, const struct signup *mine)
{
	bool waiting = strcmp(mine->state, "waiting") == 0, came = strcmp(mine->state, "came") == 0;

	view_str(row, "Look", waiting ? "wait" : "good");
	view_str(row, "State", view_words(row, waiting ? "Lang.Events.Waiting"
	                                       : came  ? "Lang.Events.Came"
	                                               : "Lang.Events.Going"));
}

/* When signing up begins for who looks. */
static const char *when_opens(const struct event_view *v)
{
	return shop_when(&v->s, event_opens(v->s.plan, &v->terms, v->s.v.tier));
}

static void fill_card(struct view_node *row, const struct event_view *v)
{
	const struct shop *s = &v->s;
	const struct member_event *e = &v->event;
	enum event_verdict verdict = event_view_judge(v, 1, -1);
	int64_t left = e->places > e->taken ? e->places - e->taken : 0;

	view_str(row, "Id", talloc_asprintf(s->mem, "%lld", (long long)e->event_no));
	view_str(row, "Name", event_name(e, s->lang));
	view_str(row, "Place", event_place(e, s->lang));
	fill_day(row, s, e->starts_at);
	if (e->cost_points > 0)
		view_points(row, "Cost", e->cost_points);
	if (v->signed_up) {
		fill_mine(row, &v->mine);
		return;
	}
	if (verdict == EVENT_MAY || verdict == EVENT_SHORT || verdict == EVENT_DEBT ||
	    verdict == EVENT_STOPPED) {
		bool full = left == 0 || e->waiting > 0;

		view_str(row, "Look", full ? "quiet" : "note");
		view_str(row, "State", full ? view_words(s->root, "Lang.Events.Full")
		                            : shop_words(s, "Lang.Events.Left", text_points(s->mem, left)));
		return;
	}
	view_str(row, "Look", "quiet");
	view_str(row, "State", verdict == EVENT_TIER
	                               ? shop_words(s, "Lang.Events.ForTier", shop_tier(s, e->tier))
	                               : verdict == EVENT_NOT_YET
	                               ? shop_words(s, "Lang.Events.Opens", when_opens(v))
	                               : view_words(s->root, "Lang.Events.Closed"));
}

static const struct signup *mine_of(const struct signup *list, int n, int64_t event_no)
{
	for (int i = 0; i < n; i++)
		if (list[i].event_no == event_no)
			return &list[i];
	return NULL;
}

static int page_events(struct request *r)
{
	struct view_node *root = page_root(r);
	struct event_view v = {0};
	struct member_event *events;
	struct signup *mine;
	int n, n_mine, shown = 0;

	view_str(root, "Page.Title", view_words(root, "Lang.Events.Title"));
	if (!shop_open(r, &v.s) ||
	    event_coming(v.s.db, r->mem, v.s.now, SHOWN, &events, &n) != DB_OK ||
	    signup_mine(v.s.db, r->mem, v.s.v.member_id, &mine, &n_mine) != DB_OK)
		return account_unavailable(r);
	view_str(root, "Page.Name", "profile");
	account_notice(r, notices);
	for (int i = 0; i < n; i++) {
		const struct signup *row = mine_of(mine, n_mine, events[i].event_no);

		if (!row && events[i].kind[0] && strcmp(events[i].kind, v.s.v.kind) != 0)
			continue;
		v.event = events[i];
		v.terms = event_terms_of(&events[i]);
		v.signed_up = row != NULL;
		if (row)
			v.mine = *row;
		fill_card(view_row(root, "Events", shown++), &v);
	}
	return 200;
}

int event_view_open(struct request *r, struct event_view *v)
{
	struct view_node *root = page_root(r);
	int64_t event_no = 0;
	enum db got;

	*v = (struct event_view){0};
	if (!int_parse(r->param[0], &event_no) || event_no < 1)
		return page_problem(r, 404);
	if (!shop_open(r, &v->s))
		return account_unavailable(r);
	view_str(root, "Page.Name", "profile");
	got = event_read(v->s.db, r->mem, event_no, &v->event);
	if (got == DB_NONE || (got == DB_OK && strcmp(v->event.state, "draft") == 0))
		return page_problem(r, 404);
	if (got != DB_OK)
		return account_unavailable(r);
	v->terms = event_terms_of(&v->event);
	got = signup_read(v->s.db, r->mem, v->s.v.member_id, event_no, &v->mine);
	v->signed_up = got == DB_OK;
	if (got == DB_NONE)
		got = signup_latest(v->s.db, r->mem, v->s.v.member_id, event_no, &v->mine);
	return got == DB_OK || got == DB_NONE ? 0 : account_unavailable(r);
}

/* The description: each block between blank lines is a paragraph. */
static void fill_text(struct view_node *node, void *mem, const char *text)
{
	for (int n = 0; *text;) {
		const char *end = strstr(text, "\n\n");
		size_t len = end ? (size_t)(end - text) : strlen(text);

		if (len > 0)
			view_str(view_row(node, "Lines", n++), "Text", talloc_strndup(mem, text, len));
		text += len + strspn(text + len, "\n");
	}
}

void event_view_fill(struct event_view *v)
{
	const struct shop *s = &v->s;
	const struct member_event *e = &v->event;
	struct view_node *node = view_node(s->root, "Event");
	int64_t left = e->places > e->taken ? e->places - e->taken : 0;

	view_str(s->root, "Page.Title", event_name(e, s->lang));
	view_str(node, "Id", talloc_asprintf(s->mem, "%lld", (long long)e->event_no));
	view_str(node, "Name", event_name(e, s->lang));
	view_str(node, "Place", event_place(e, s->lang));
	fill_text(node, s->mem, event_text(e, s->lang));
	fill_day(node, s, e->starts_at);
	view_str(node, "Ends", shop_when(s, e->ends_at));
	view_points(node, "Places", e->places);
	view_points(node, "Left", e->waiting > 0 ? 0 : left);
	view_points(node, "Waiting", e->waiting);
	view_str(node, "Until", shop_when(s, e->open_until));
	if (e->cost_points > 0) {
		view_points(node, "Cost", e->cost_points);
		view_str(node, "Back", shop_when(s, e->back_until));
	}
	if (e->per_member > 1)
		view_points(node, "PerMember", e->per_member);
	if (e->open_from != INSTANT_NONE && e->early.tier[0]) {
		view_str(node, "Opens", shop_when(s, e->open_from));
		view_str(node, "Early", shop_words(s, "Lang.Events.EarlyDays", shop_tier(s, e->early.tier),
		                                   text_points(s->mem, e->early.days)));
	}
	if (e->tier[0])
		view_str(node, "For", shop_words(s, "Lang.Events.ForTier", shop_tier(s, e->tier)));
}

/* The member's ticket: the code to check in with, or the place in the queue. */
static int fill_ticket(struct event_view *v)
{
	const struct shop *s = &v->s;
	struct view_node *mine = view_node(s->root, "Mine");
	char groups[2 * CODE_TEXT];
	int64_t before = 0;

	fill_mine(mine, &v->mine);
	view_str(mine, "No", v->mine.signup_no);
	view_points(mine, "Seats", v->mine.seats);
	view_flag(mine, "MayLeave", strcmp(v->mine.state, "came") != 0 &&
	                                    event_may_cancel(&v->terms, s->now));
	if (v->mine.cost_points > 0)
		view_points(mine, "Cost", v->mine.cost_points);
	if (strcmp(v->mine.state, "waiting") == 0) {
		view_flag(mine, "IsWaiting", true);
		if (signup_before(s->db, v->event.event_no, v->mine.queue_no, &before) != DB_OK)
			return account_unavailable(s->r);
		view_str(mine, "Before",
		         before == 0 ? view_words(s->root, "Lang.Events.BeforeNone")
		                     : shop_words(s, "Lang.Events.Before", text_points(s->mem, before)));
		return 200;
	}
	code_groups(v->mine.signup_no, groups);
	view_str(mine, "Code", talloc_strdup(s->mem, groups));
	return 200;
}

/* What became of a sign-up that ended without the member's own hand. */
static void fill_ended(struct event_view *v)
{
	const char *by = v->mine.ended_by;

	if (!by || v->signed_up || strcmp(by, "points") != 0)
		return;
	view_str(v->s.root, "Ended", view_words(v->s.root, "Lang.Events.EndedPoints"));
}

/* Whether the event takes entries of members. */
static bool fill_gallery(const struct event_view *v)
{
	struct gallery gallery;
	enum db got = gallery_read(v->s.db, v->s.mem, v->event.event_no, &gallery);

	view_flag(v->s.root, "Gallery", got == DB_OK && v->terms.open);
	return got == DB_OK || got == DB_NONE;
}

static int page_event(struct request *r)
{
	struct event_view v;
	enum event_verdict verdict;
	int status = event_view_open(r, &v);

	if (status)
		return status;
	event_view_fill(&v);
	if (!fill_gallery(&v))
		return account_unavailable(r);
	account_notice(r, notices);
	verdict = event_view_judge(&v, 1, -1);
	fill_ended(&v);
	view_flag(v.s.root, "Cancelled", !v.terms.open);
	if (v.signed_up && v.terms.open)
		return fill_ticket(&v);
	view_flag(v.s.root, "MayJoin", verdict == EVENT_MAY);
	if (verdict != EVENT_MAY)
		view_str(v.s.root, "Why", event_view_reason(&v, verdict));
	return 200;
}

/* The code as a picture, for the desk's scanner. */
static int page_event_code(struct request *r)
{
	struct event_view v;
	int status = event_view_open(r, &v);

	if (status)
		return status;
	if (!v.signed_up || strcmp(v.mine.state, "waiting") == 0)
		return page_problem(r, 404);
	if (!qr_png(v.mine.signup_no, QR_SCALE, &r->out))
		return 500;
	r->content_type = "image/png";
	return 200;
}

#define ACT (GUARD_MEMBER | GUARD_CSRF)

const struct route events_routes[] = {
	{"/events", METHOD_GET, GUARD_MEMBER, page_events, "events", done_query, NULL, 0},
	{"/events/:id", METHOD_GET, GUARD_MEMBER, page_event, "event", done_query, NULL, 0},
	{"/events/:id/code.png", METHOD_GET, GUARD_MEMBER, page_event_code, NULL, NULL, NULL, 0},
	{"/events/:id/join", METHOD_GET, GUARD_MEMBER, page_event_join, "event_join", NULL, NULL, 0},
	{"/events/:id/join", METHOD_POST, ACT, page_event_join_do, "event_join", NULL,
	 event_join_form, 0},
	{"/events/:id/leave", METHOD_GET, GUARD_MEMBER, page_event_leave, "event_leave", NULL, NULL, 0},
	{"/events/:id/leave", METHOD_POST, ACT, page_event_leave_do, "event_leave", NULL,
	 no_fields, 0},
	{0},
};
