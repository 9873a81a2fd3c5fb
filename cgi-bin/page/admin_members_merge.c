/* Two accounts made one: whom with, both side by side, then done; and undone. */
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "service/merge.h"
#include "store/erase.h"

#define WORD MEMBERS_WORD

static void fill_side(struct request *r, struct view_node *row, const struct desk_member *m,
                      const struct desk_person *holder)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));

	view_str(row, "No", m->member_no);
	view_str(row, "Kind", view_words(row, talloc_asprintf(r->mem, WORD "Kind.%s", m->kind)));
	view_str(row, "Name", holder ? members_mask_name(r, holder->name) : "");
	view_str(row, "Email", holder ? members_mask(r, holder->email) : "");
	view_str(row, "Phone", holder ? members_mask(r, holder->phone) : "");
	view_day(row, "Joined", m->joined_on);
	view_str(row, "Tier",
	         plan_words(row, &plan->tiers[plan_tier_index(plan, m->figures.tier)].name));
	view_points(row, "Available", m->figures.available);
	view_points(row, "Pending", m->figures.pending);
	view_points(row, "Debt", m->figures.debt);
}

static bool fill_one(struct request *r, const char *name, const struct desk_member *m)
{
	struct desk_person *people;
	int n;

	if (desk_people(portal_of(r)->db, r->mem, m->member_id, &people, &n) != DB_OK)
		return false;
	fill_side(r, view_node(page_root(r), name), m, n > 0 ? &people[0] : NULL);
	return true;
}

/* What the member could do in the merged account and cannot in the other: it is
 * brought to its end first, or the merge is made the other way round. */
static bool fill_behind(struct request *r, const struct desk_member *m)
{
	struct erase_lost open;
	int n = 0;

	if (erase_lost(portal_of(r)->db, m->member_id, page_now(r), &open) != DB_OK)
		return false;
	const struct { const char *key; int64_t count; } lines[] = {
		{WORD "BehindPrizes", open.prizes}, {WORD "BehindTickets", open.tickets},
		{WORD "BehindCases", open.cases}, {WORD "BehindSeats", open.seats}};

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		if (lines[i].count > 0)
			view_sentence(view_row(page_root(r), "Behind", n++), "Text", lines[i].key,
			              text_points(r->mem, lines[i].count), NULL);
	return true;
}

static int show(struct request *r, const struct desk_member *m, int status)
{
	members_page(r, m, WORD "MergeTitle");
	return fill_one(r, "From", m) && fill_behind(r, m) ? status : desk_unavailable(r);
}

int page_member_merge(struct request *r)
{
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	return status ? status : show(r, &m, 200);
}

/* The other account, by the number typed. 0, or a status; *FOUND tells. */
static int find_other(struct request *r, const struct desk_member *m, struct desk_member *other,
                      bool *found)
{
	const char *number = member_no_clean(r->mem, desk_typed(r, "other"));
	enum db got =
		number ? desk_member(portal_of(r)->db, r->mem, number, other) : DB_NONE;

	*found = false;
	page_keep(r, "other");
	if (got != DB_OK && got != DB_NONE)
		return desk_unavailable(r);
	if (got == DB_NONE)
		page_error(r, "other", WORD "ErrorOther");
	else if (other->member_id == m->member_id)
		page_error(r, "other", WORD "ErrorSelf");
	else if (strcmp(other->state, "active") != 0)
		page_error(r, "other", WORD "ErrorOtherGone");
	else if (!desk_looked(r, "member_view", other->member_id, ""))
		return desk_unavailable(r);
	else
		*found = true;
	return 0;
}

int page_member_merge_look(struct request *r)
{
	struct desk_member m, other;
	bool found;
	int status = members_find(r, "member_view", &m);

	if (!status)
		status = find_other(r, &m, &other, &found);
	if (status)
		return status;
	if (!found)
		return show(r, &m, 422);
	return fill_one(r, "Into", &other) ? show(r, &m, 200) : desk_unavailable(r);
}

static const char *error_of(enum merge_outcome outcome)
{
	switch (outcome) {
	case MERGE_SAME: return WORD "ErrorSelf";
	case MERGE_GONE: return WORD "ErrorGone";
	case MERGE_PEOPLE: return WORD "ErrorPeople";
	case MERGE_CHAIN: return WORD "ErrorChain";
	case MERGE_LATE: return WORD "ErrorLate";
	case MERGE_SETTLED: return WORD "ErrorUndone";
	default: return NULL;
	}
}

int page_member_merge_make(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *reason = "", *sure = request_form(r, "sure");
	struct desk_member m, other;
	enum merge_outcome outcome;
	char no[MERGE_NO];
	bool found;
	int status = members_find(r, "member_view", &m);

	if (!status)
		status = find_other(r, &m, &other, &found);
	if (status)
		return status;
	if (!found)
		return show(r, &m, 422);
	page_keep(r, "reason");
	reason = desk_prose(r, "reason", MERGE_REASON);
	if (!reason[0] && !page_has_errors(r))
		page_error(r, "reason", WORD "ErrorReason");
	if (!sure || sure[0] != '1')
		page_error(r, "sure", WORD "ErrorSure");
	if (!fill_one(r, "Into", &other))
		return desk_unavailable(r);
	if (page_has_errors(r))
		return show(r, &m, 422);
	outcome = merge_make(&env, portal_of(r)->plans, desk_of(r)->staff_id, m.member_id,
	                     other.member_id, reason, no);
	if (outcome == MERGE_DONE)
		return members_done(r, &other, "merged");
	if (!error_of(outcome))
		return desk_unavailable(r);
	page_error(r, NULL, error_of(outcome));
	return show(r, &m, 422);
}

int page_member_merge_undo(struct request *r)
{
	struct service_env env = desk_env(r);
	enum merge_outcome outcome =
		merge_undo(&env, portal_of(r)->plans, desk_of(r)->staff_id, r->param[0]);

	if (outcome == MERGE_DONE)
		return respond_see_other(r, "/admin/members?done=unmerged");
	if (outcome == MERGE_UNKNOWN)
		return page_problem(r, 404);
	if (!error_of(outcome))
		return desk_unavailable(r);
	desk_page(r, WORD "Title");
	page_error(r, NULL, error_of(outcome));
	return 409;
}
