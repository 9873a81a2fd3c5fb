/* The contact log of a member: what staff said with them outside the portal, and whom
 * to call back. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/case_parts.h"
#include "page/desk_form.h"
#include "service/contact.h"

#define WORD "Lang.Contacts."
#define ROWS 50

void members_fill_contact(struct request *r, struct view_node *row, const struct contact *c)
{
	bool waits = c->due_on != DAY_NONE && c->done_at == INSTANT_NONE;

	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, c->contact_id));
	view_str(row, "Channel",
	         view_words(row, talloc_asprintf(r->mem, WORD "Channel.%s", c->channel)));
	view_day(row, "Day", c->day);
	view_str(row, "Note", c->note);
	view_str(row, "Staff", c->staff);
	if (c->score > 0) {
		view_sentence(row, "Score", WORD "ScoreText", text_points(r->mem, c->score), NULL);
		view_str(row, "Redemption", c->redemption_no);
	}
	if (c->due_on != DAY_NONE)
		view_day(row, "Due", c->due_on);
	view_flag(row, "Waits", waits);
	view_flag(row, "Late", waits && c->due_on < day_of(page_now(r)));
	if (c->done_at != INSTANT_NONE) {
		view_day(row, "Done", day_of(c->done_at));
		view_str(row, "Settler", c->settler);
	}
}

static int show(struct request *r, const struct desk_member *m, int status)
{
	struct view_node *root = members_page(r, m, WORD "Title");
	struct contact *contacts;
	int n;

	if (contact_list(portal_of(r)->db, r->mem, m->member_id, ROWS + 1, &contacts, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n && i < ROWS; i++)
		members_fill_contact(r, view_row(root, "Contacts", i), &contacts[i]);
	view_flag(root, "Full", n > ROWS);
	for (int i = 0; contact_channels[i]; i++) {
		struct view_node *row = view_row(root, "Channels", i);

		view_str(row, "Value", contact_channels[i]);
		view_str(row, "Text", view_words(root, talloc_asprintf(r->mem, WORD "Channel.%s",
		                                                       contact_channels[i])));
	}
	case_form_id(r);
	return status;
}

int page_member_contacts(struct request *r)
{
	struct desk_member m;
	char day[INSTANT_TEXT];
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	view_str(page_root(r), "Form.day", day_iso(day, day_of(page_now(r))));
	return show(r, &m, 200);
}

/* On to the log with its notice, or the page again with what was wrong. */
static int answer(struct request *r, const struct desk_member *m, enum contact_outcome outcome,
                  const char *done)
{
	switch (outcome) {
	case CONTACT_OK:
		return respond_see_other(r, talloc_asprintf(r->mem, "/admin/members/%s/contacts?done=%s",
		                                            m->member_no, done));
	case CONTACT_GONE:
		page_error(r, NULL, WORD "ErrorGone");
		return show(r, m, 422);
	case CONTACT_DONE:
		page_error(r, NULL, WORD "ErrorDone");
		return show(r, m, 409);
	case CONTACT_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}

int page_member_contact(struct request *r)
{
	struct service_env env = desk_env(r);
	int32_t today = day_of(page_now(r));
	struct contact what = {.staff_id = desk_of(r)->staff_id, .made_at = page_now(r)};
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	page_keep(r, "channel");
	page_keep(r, "day");
	page_keep(r, "note");
	page_keep(r, "due_on");
	what.member_id = m.member_id;
	what.channel = desk_typed(r, "channel");
	what.day = desk_day(r, "day");
	what.note = desk_prose(r, "note", CONTACT_NOTE);
	what.due_on = desk_day(r, "due_on");
	if (!text_among(what.channel, contact_channels))
		page_error(r, "channel", WORD "ErrorChannel");
	if (!page_has_errors(r) && (what.day == DAY_NONE || what.day > today ||
	                            what.day < today - CONTACT_BACK_DAYS))
		page_error(r, "day", WORD "ErrorDay");
	if (!page_has_errors(r) && !what.note[0])
		page_error(r, "note", WORD "ErrorNote");
	if (!page_has_errors(r) && what.due_on != DAY_NONE &&
	    (what.due_on < today || what.due_on > today + CONTACT_AHEAD_DAYS))
		page_error(r, "due_on", WORD "ErrorDue");
	if (page_has_errors(r))
		return show(r, &m, 422);
	return answer(r, &m, contact_note(&env, &what, case_form_sent(r)), "contact_noted");
}

int page_member_called(struct request *r)
{
	struct service_env env = desk_env(r);
	struct desk_member m;
	int64_t id = 0;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	if (!int_parse(r->param[1], &id) || id <= 0)
		return page_problem(r, 404);
	return answer(r, &m,
	              contact_called(&env, desk_of(r)->staff_id, m.member_id, (uint64_t)id),
	              "contact_called");
}
