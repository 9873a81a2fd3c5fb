/* The tier, pinned up to a day; and who of the staff looks after the account. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/desk_form.h"
#include "page/rule_words.h"
#include "service/pin.h"

#define WORD MEMBERS_WORD
#define CONTACT 80 /* characters */

static void fill_tiers(struct request *r, struct view_node *root, const struct plan *plan)
{
	(void)r;
	for (int i = 1; i < plan->n_tiers; i++) {
		struct view_node *row = view_row(root, "Tiers", i - 1);

		view_str(row, "Value", plan->tiers[i].code);
		view_str(row, "Text", plan_words(root, &plan->tiers[i].name));
	}
}

static bool fill_advisers(struct request *r, struct view_node *root, const struct desk_member *m)
{
	struct staff *staff;
	int n, kept = 1;

	if (staff_list(portal_of(r)->db, r->mem, &staff, &n) != DB_OK)
		return false;
	view_str(view_row(root, "Advisers", 0), "Value", "");
	view_str(view_row(root, "Advisers", 0), "Text", view_words(root, WORD "NoAdviser"));
	for (int i = 0; i < n; i++) {
		struct view_node *row;

		if (strcmp(staff[i].state, "active") != 0 || strcmp(staff[i].role, "auditor") == 0)
			continue;
		row = view_row(root, "Advisers", kept++);
		view_str(row, "Value", talloc_asprintf(r->mem, "%" PRIu64, staff[i].staff_id));
		view_str(row, "Text", staff[i].name);
		if (staff[i].staff_id == m->adviser_id)
			view_str(root, "Form.adviser",
			         talloc_asprintf(r->mem, "%" PRIu64, staff[i].staff_id));
	}
	return true;
}

static bool fill_pins(struct request *r, struct view_node *root, const struct desk_member *m,
                      const struct plan *plan)
{
	struct pin *pins;
	int n;

	if (pin_list(portal_of(r)->db, r->mem, m->member_id, &pins, &n) != DB_OK)
		return false;
	for (int i = 0; i < n; i++) {
		struct view_node *row = view_row(root, "Pins", i);

		view_str(row, "Tier",
		         plan_words(root, &plan->tiers[plan_tier_index(plan, pins[i].tier)].name));
		view_day(row, "Until", pins[i].until_day);
		view_str(row, "Reason", pins[i].reason);
		view_str(row, "Staff", pins[i].staff);
		view_day(row, "Made", day_of(pins[i].made_at));
		if (pins[i].lifted_at != INSTANT_NONE)
			view_day(row, "Lifted", day_of(pins[i].lifted_at));
	}
	return true;
}

static int show(struct request *r, const struct desk_member *m, int status)
{
	int32_t today = day_of(page_now(r)), pin = m->figures.pin_until;
	const struct plan *plan = plan_on(portal_of(r)->plans, today);
	struct view_node *root = members_page(r, m, WORD "TierTitle");

	view_str(root, "Tier",
	         plan_words(root, &plan->tiers[plan_tier_index(plan, m->figures.tier)].name));
	view_day(root, "TierSince", day_of(m->figures.tier_since));
	view_flag(root, "Pinned", pin != DAY_NONE && pin >= today && m->merged_into == 0);
	if (pin != DAY_NONE && pin >= today)
		view_day(root, "PinUntil", pin);
	if (m->review_on != DAY_NONE)
		view_day(root, "ReviewOn", m->review_on);
	fill_tiers(r, root, plan);
	if (!fill_pins(r, root, m, plan) || !fill_advisers(r, root, m))
		return desk_unavailable(r);
	return status;
}

int page_member_tier(struct request *r)
{
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	view_str(page_root(r), "Form.tier", m.figures.tier);
	return show(r, &m, 200);
}

/* What became of a change. */
static int answer(struct request *r, const struct desk_member *m, enum pin_outcome outcome,
                  const char *done)
{
	switch (outcome) {
	case PIN_DONE:
		return respond_see_other(
			r, talloc_asprintf(r->mem, "/admin/members/%s/tier?done=%s", m->member_no, done));
	case PIN_BELOW:
		page_error(r, "tier", WORD "ErrorBelow");
		return show(r, m, 422);
	case PIN_UNKNOWN:
		page_error(r, NULL, WORD "ErrorPin");
		return show(r, m, 422);
	default:
		return desk_unavailable(r);
	}
}

int page_member_pin(struct request *r)
{
	struct service_env env = desk_env(r);
	int32_t today = day_of(page_now(r)), until;
	const struct plan *plan = plan_on(portal_of(r)->plans, today);
	const char *tier, *reason;
	struct desk_member m;
	bool known = false;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	page_keep(r, "tier");
	page_keep(r, "until");
	page_keep(r, "reason");
	tier = desk_typed(r, "tier");
	until = desk_day(r, "until");
	reason = desk_prose(r, "reason", ADJUST_REASON);
	for (int i = 1; i < plan->n_tiers; i++)
		known = known || strcmp(plan->tiers[i].code, tier) == 0;
	if (!known)
		page_error(r, "tier", WORD "ErrorTier");
	if (!page_has_errors(r) &&
	    (until == DAY_NONE || until < today || until > day_add_months(today, 12 * PIN_YEARS)))
		page_error(r, "until", WORD "ErrorUntil");
	if (!page_has_errors(r) && !reason[0])
		page_error(r, "reason", WORD "ErrorReason");
	if (page_has_errors(r))
		return show(r, &m, 422);
	return answer(r, &m,
	              pin_set(&env, portal_of(r)->plans, desk_of(r)->staff_id, m.member_id, tier, until,
	                      reason),
	              "pinned");
}

int page_member_unpin(struct request *r)
{
	struct service_env env = desk_env(r);
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	return answer(r, &m,
	              pin_end(&env, portal_of(r)->plans, desk_of(r)->staff_id, m.member_id),
	              "unpinned");
}

int page_member_adviser(struct request *r)
{
	struct service_env env = desk_env(r);
	const char *typed, *contact;
	int64_t adviser = 0;
	enum pin_outcome outcome;
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	if (status)
		return status;
	page_keep(r, "contact");
	typed = desk_typed(r, "adviser");
	contact = desk_text(r, "contact", CONTACT);
	if (typed[0] && (!int_parse(typed, &adviser) || adviser <= 0))
		page_error(r, "adviser", WORD "ErrorAdviser");
	if (page_has_errors(r))
		return show(r, &m, 422);
	outcome = pin_adviser(&env, desk_of(r)->staff_id, m.member_id, (uint64_t)adviser, contact);
	if (outcome == PIN_UNKNOWN) {
		page_error(r, "adviser", WORD "ErrorAdviser");
		return show(r, &m, 422);
	}
	return answer(r, &m, outcome, "adviser_set");
}
