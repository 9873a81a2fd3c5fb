/* Publishing a draft: everything once more, then the day and a second look. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_plan.h"
#include "page/desk_form.h"

/* What is about to be published, and from when it can count. */
static int show(struct request *r, const struct plan_draft *draft, int status)
{
	struct service_env env = desk_env(r);
	struct view_node *root = page_root(r);
	char day[INSTANT_TEXT];
	int32_t earliest = DAY_NONE;
	bool fresh;

	if (plan_draft_earliest(&env, &earliest) != DB_OK || plan_fill_diff(r, draft) != DB_OK ||
	    plan_fill_rehearsals(r, draft, &fresh) != DB_OK)
		return desk_unavailable(r);
	plan_fill_lacks(r);
	view_day(root, "Earliest", earliest);
	if (!request_form(r, "from"))
		view_str(root, "Form.from", day_iso(day, earliest));
	return status;
}

/* The day that was chosen and, once it is a good one, the second look. */
static int second_look(struct request *r, const struct plan_draft *draft, int32_t from)
{
	struct service_env env = desk_env(r);
	struct view_node *root = page_root(r);
	int32_t earliest = DAY_NONE;

	if (plan_draft_earliest(&env, &earliest) != DB_OK)
		return desk_unavailable(r);
	if (from < earliest) {
		page_error(r, "from", PLAN_WORD "ErrorEarly");
		return show(r, draft, 422);
	}
	view_flag(root, "Look", true);
	view_day(root, "From", from);
	return show(r, draft, 200);
}

int page_plan_publish(struct request *r)
{
	struct service_env env = desk_env(r);
	struct plan_draft_answer answer;
	struct plan_draft draft;
	int64_t edit;
	int32_t from;
	int status;

	desk_page(r, PLAN_WORD "Title");
	status = plan_draft_of_url(r, &draft);
	if (status || r->method == METHOD_GET)
		return status ? status : show(r, &draft, 200);
	if (!int_parse(desk_typed(r, "edit"), &edit))
		return 400;
	page_keep(r, "from");
	from = desk_day(r, "from");
	if (from == DAY_NONE && !page_has_errors(r))
		page_error(r, "from", PLAN_WORD "ErrorEarly");
	if (page_has_errors(r))
		return show(r, &draft, 422);
	if (strcmp(desk_typed(r, "sure"), "1") != 0)
		return second_look(r, &draft, from);
	plan_draft_publish(&env, desk_of(r)->staff_id, draft.draft_id, edit, from, &answer);
	if (answer.outcome == PLAN_DRAFT_OK)
		return plan_draft_done(r, draft.draft_id, "", "plan_published");
	status = plan_draft_refused(r, &answer, NULL);
	return page_has_errors(r) ? show(r, &draft, status) : status;
}
