/* Signing up for an event, and giving the places up. */
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "page/account.h"
#include "page/events.h"

#define FORM_BYTES 16

const struct field event_join_form[] = {{"seats", 8, false}, {"cost", 16, false},
                                        {"form_id", 64, false}, {0}};

static void fill_form(struct event_view *v)
{
	struct view_node *root = v->s.root;
	const struct member_event *e = &v->event;
	uint8_t bytes[FORM_BYTES];
	char id[45];
	bool full = e->waiting > 0 || e->taken >= e->places;

	event_view_fill(v);
	secret_random(bytes, sizeof bytes);
	secret_base64url(id, sizeof id, bytes, sizeof bytes);
	view_str(root, "FormId", talloc_strdup(v->s.mem, id));
	view_str(root, "ShownCost", talloc_asprintf(v->s.mem, "%lld", (long long)e->cost_points));
	view_sentence(root, "Page.Title", "Lang.Events.JoinTitle", event_name(e, v->s.lang), NULL);
	view_flag(root, "Page.Narrow", true);
	view_flag(root, "Full", full);
	view_str(root, "GoText", view_words(root, full ? "Lang.Events.GoWait" : "Lang.Events.Go"));
	if (!request_form(v->s.r, "seats"))
		view_str(root, "Form.seats", "1");
	if (e->per_member > 1)
		view_str(root, "SeatsHint", shop_words(&v->s, "Lang.Events.SeatsHint",
		                                       text_points(v->s.mem, e->per_member)));
}

int page_event_join(struct request *r)
{
	struct event_view v;
	enum event_verdict verdict;
	int status = event_view_open(r, &v);

	if (status)
		return status;
	verdict = event_view_judge(&v, 1, -1);
	if (verdict == EVENT_ALREADY)
		return respond_see_other(r, talloc_asprintf(r->mem, "/events/%s", r->param[0]));
	fill_form(&v);
	if (verdict != EVENT_MAY)
		view_str(v.s.root, "Why", event_view_reason(&v, verdict));
	return 200;
}

/* Where the form led: the event's page. */
static int back(struct request *r, const char *done)
{
	return respond_see_other(r, talloc_asprintf(r->mem, "/events/%s%s%s", r->param[0],
	                                            *done ? "?done=" : "", done));
}

static int refused(struct event_view *v, enum event_verdict verdict)
{
	struct request *r = v->s.r;

	fill_form(v);
	page_keep(r, "seats");
	if (verdict == EVENT_SEATS || verdict == EVENT_SHORT) {
		bool several = v->event.per_member > 1;
		const char *why = event_view_reason(v, verdict);

		page_error(r, several ? "seats" : NULL,
		           verdict == EVENT_SEATS ? "Lang.Events.ErrorSeats" : "Lang.Events.ErrorShort");
		view_str(v->s.root, "Note", why);
		return 422;
	}
	if (verdict == EVENT_COST) {
		page_error(r, NULL, "Lang.Events.ErrorCost");
		return 422;
	}
	view_str(v->s.root, "Why", event_view_reason(v, verdict));
	return 422;
}

int page_event_join_do(struct request *r)
{
	struct service_env env = account_env(r);
	struct signup_asked asked = {.shown_cost = -1, .form_id = account_raw(r, "form_id")};
	struct signup_answer answer;
	struct event_view v;
	int status = event_view_open(r, &v);

	if (status)
		return status;
	asked.member_id = v.s.v.member_id;
	asked.person_id = v.s.v.person_id;
	asked.event_no = v.event.event_no;
	if (!int_parse(account_line(r, "seats"), &asked.seats))
		asked.seats = v.event.per_member == 1 && !request_form(r, "seats") ? 1 : 0;
	if (!int_parse(account_line(r, "cost"), &asked.shown_cost))
		asked.shown_cost = -1;
	event_sign_up(&env, portal_of(r)->plans, &asked, &answer);
	switch (answer.outcome) {
	case EVENT_DONE:
	case EVENT_REPEATED: return back(r, ""); /* the ticket there says the rest */
	case EVENT_REFUSED:
		if (answer.verdict == EVENT_ALREADY)
			return back(r, "");
		v.s.v.available = answer.available;
		return refused(&v, answer.verdict);
	case EVENT_UNKNOWN: return page_problem(r, 404);
	default: return account_unavailable(r);
	}
}

/* What leaving means now. */
static int show_leave(struct event_view *v, int status)
{
	struct view_node *root = v->s.root;
	bool back_now = event_gives_back(&v->terms, v->s.now);
	int64_t points = v->mine.cost_points;

	event_view_fill(v);
	view_sentence(root, "Page.Title", "Lang.Events.LeaveTitle", event_name(&v->event, v->s.lang),
	              NULL);
	view_flag(root, "Page.Narrow", true);
	view_str(root, "Means",
	         strcmp(v->mine.state, "waiting") == 0 ? view_words(root, "Lang.Events.LeaveWaiting")
	         : points == 0 ? view_words(root, "Lang.Events.LeaveFree")
	         : back_now ? shop_words(&v->s, "Lang.Events.LeaveBack", text_points(v->s.mem, points))
	                    : shop_words(&v->s, "Lang.Events.LeaveLost", text_points(v->s.mem, points)));
	return status;
}

int page_event_leave(struct request *r)
{
	struct event_view v;
	int status = event_view_open(r, &v);

	if (status)
		return status;
	if (!v.signed_up || strcmp(v.mine.state, "came") == 0 ||
	    !event_may_cancel(&v.terms, v.s.now))
		return back(r, "");
	return show_leave(&v, 200);
}

int page_event_leave_do(struct request *r)
{
	struct service_env env = account_env(r);
	struct signup_answer answer;
	struct event_view v;
	int status = event_view_open(r, &v);

	if (status)
		return status;
	event_leave(&env, portal_of(r)->plans, v.s.v.member_id, v.event.event_no, &answer);
	switch (answer.outcome) {
	case EVENT_DONE: return back(r, answer.cost_points > 0 ? "back" : "left");
	case EVENT_UNKNOWN: return back(r, ""); /* it was given up before */
	case EVENT_LATE: return back(r, "");
	default: return account_unavailable(r);
	}
}
