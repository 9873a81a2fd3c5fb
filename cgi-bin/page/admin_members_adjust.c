/* Points added, taken or forgiven by staff; those that wait for a signature. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/case_parts.h"
#include "page/desk_form.h"
#include "service/adjust.h"

#define WORD MEMBERS_WORD
#define ROWS 100

static const char *const kinds[] = {"add", "take", "forgive", NULL};

static int show(struct request *r, const struct desk_member *m, int status)
{
	struct view_node *root = members_page(r, m, WORD "AdjustTitle");

	for (int i = 0; kinds[i]; i++) {
		struct view_node *row = view_row(root, "Kinds", i);

		view_str(row, "Value", kinds[i]);
		view_str(row, "Text",
		         view_words(root, talloc_asprintf(r->mem, WORD "Adjust.%s", kinds[i])));
	}
	view_points(root, "Available", m->figures.available);
	if (m->figures.debt > 0)
		view_points(root, "Debt", m->figures.debt);
	view_sentence(root, "Ceiling", WORD "CeilingText",
	              text_points(r->mem, adjust_ceiling(portal_of(r)->config)), NULL);
	case_form_id(r);
	return status;
}

int page_member_adjust(struct request *r)
{
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	view_str(page_root(r), "Form.kind", "add");
	return show(r, &m, 200);
}

int page_member_adjust_book(struct request *r)
{
	struct service_env env = desk_env(r);
	struct adjust_asked asked = {.staff_id = desk_of(r)->staff_id};
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	page_keep(r, "kind");
	page_keep(r, "points");
	page_keep(r, "reason");
	asked.member_id = m.member_id;
	asked.kind = desk_typed(r, "kind");
	asked.points = desk_number(r, "points", 1, DESK_POINTS_MAX, 0);
	asked.reason = desk_prose(r, "reason", ADJUST_REASON);
	asked.form_id = case_form_sent(r);
	if (!text_among(asked.kind, kinds))
		page_error(r, "kind", WORD "ErrorKind");
	if (asked.points == 0 && !page_has_errors(r))
		page_error(r, "points", WORD "ErrorPoints");
	if (!asked.reason[0] && !page_has_errors(r))
		page_error(r, "reason", WORD "ErrorReason");
	if (page_has_errors(r))
		return show(r, &m, 422);
	switch (adjust_ask(&env, portal_of(r)->plans, &asked)) {
	case ADJUST_GIVEN:
	case ADJUST_SETTLED: /* the same form again */
		return members_done(r, &m, "adjusted");
	case ADJUST_ASKED:
		return members_done(r, &m, "adjust_asked");
	case ADJUST_SHORT:
		page_error(r, "points", WORD "ErrorShort");
		return show(r, &m, 422);
	case ADJUST_NO_DEBT:
		page_error(r, "points", WORD "ErrorNoDebt");
		return show(r, &m, 422);
	case ADJUST_CLOSED:
		page_error(r, NULL, WORD "ErrorMerged");
		return show(r, &m, 422);
	default:
		return desk_unavailable(r);
	}
}

static int show_waiting(struct request *r, int status)
{
	struct view_node *root = desk_page(r, WORD "SignTitle");
	struct adjustment *rows;
	int n;

	if (!desk_looked(r, "adjust_queue", 0, "") ||
	    adjustment_waiting(portal_of(r)->db, r->mem, ROWS, &rows, &n) != DB_OK)
		return desk_unavailable(r);
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Adjustments", i);
		bool takes = strcmp(rows[i].kind, "take") == 0;

		view_str(row, "No", rows[i].adjust_no);
		view_str(row, "MemberNo", rows[i].member_no);
		view_change(row, "Points", takes ? -rows[i].points : rows[i].points);
		view_str(row, "What", view_words(row, talloc_asprintf(r->mem, WORD "Adjust.%s",
		                                                      rows[i].kind)));
		view_str(row, "Reason", rows[i].reason);
		view_str(row, "Staff", rows[i].staff);
		view_instant(row, "At", rows[i].asked_at);
		view_flag(row, "May", desk_may(r, false) && rows[i].staff_id != desk_of(r)->staff_id);
	}
	return status;
}

int page_adjustments(struct request *r)
{
	return show_waiting(r, 200);
}

int page_adjustment_sign(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *verdict = desk_typed(r, "verdict");
	bool grant = strcmp(verdict, "sign") == 0;

	if (!grant && strcmp(verdict, "refuse") != 0)
		return 400;
	switch (adjust_sign(&env, portal_of(r)->plans, desk_of(r)->staff_id, r->param[0], grant)) {
	case ADJUST_GIVEN:
		return respond_see_other(r, "/admin/members/adjustments?done=adjusted");
	case ADJUST_REFUSED:
		return respond_see_other(r, "/admin/members/adjustments?done=adjust_refused");
	case ADJUST_SAME:
		page_error(r, NULL, WORD "ErrorSame");
		return show_waiting(r, 422);
	case ADJUST_SHORT:
		page_error(r, NULL, WORD "ErrorShortNow");
		return show_waiting(r, 409);
	case ADJUST_NO_DEBT:
		page_error(r, NULL, WORD "ErrorNoDebt");
		return show_waiting(r, 409);
	case ADJUST_SETTLED:
		page_error(r, NULL, WORD "ErrorSettled");
		return show_waiting(r, 409);
	case ADJUST_CLOSED:
		page_error(r, NULL, WORD "ErrorSignClosed");
		return show_waiting(r, 409);
	case ADJUST_UNKNOWN:
		return page_problem(r, 404);
	default:
		return desk_unavailable(r);
	}
}
