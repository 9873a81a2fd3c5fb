/* One member's page on the desk. */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "page/admin_members.h"
#include "page/rule_words.h"

#define WORD MEMBERS_WORD

static void fill_figures(struct request *r, struct view_node *root, const struct desk_member *m)
{
	const struct ledger *a = &m->figures;
	const struct plan *plan = plan_on(portal_of(r)->plans, day_of(page_now(r)));

	view_points(root, "Available", a->available);
	view_points(root, "Pending", a->pending);
	view_points(root, "Lifetime", a->lifetime);
	if (a->debt > 0)
		view_points(root, "Debt", a->debt);
	if (a->held > 0)
		view_points(root, "Held", a->held);
	view_str(root, "Tier", plan_words(root, &plan->tiers[plan_tier_index(plan, a->tier)].name));
	view_day(root, "TierSince", day_of(a->tier_since));
	if (a->pin_until != DAY_NONE && a->pin_until >= day_of(page_now(r)) && m->merged_into == 0)
		view_day(root, "PinUntil", a->pin_until);
	if (a->review_notice_on != DAY_NONE)
		view_day(root, "NoticeOn", a->review_notice_on);
	/* until the nightly job has run, the figures are those of an earlier day */
	if (a->good_through < day_of(page_now(r)))
		view_day(root, "GoodThrough", a->good_through);
}

static void fill_person(struct request *r, struct view_node *row, const struct desk_person *p,
                        bool open)
{
	view_str(row, "Id", talloc_asprintf(r->mem, "%" PRIu64, p->person_id));
	view_flag(row, "Holder", strcmp(p->role, "holder") == 0);
	view_flag(row, "Invited", strcmp(p->state, "invited") == 0);
	view_flag(row, "MaySpend", p->may_spend);
	view_str(row, "Name", open ? p->name : members_mask_name(r, p->name));
	view_str(row, "Email", open ? p->email : members_mask(r, p->email));
	view_str(row, "Phone", open ? p->phone : members_mask(r, p->phone));
	view_flag(row, "EmailProven", p->email_confirmed);
	view_flag(row, "PhoneProven", p->phone_confirmed);
	view_str(row, "Lang", p->lang);
	if (open)
		view_day(row, "Birthday", p->birthday);
	if (p->signed_in_at != INSTANT_NONE)
		view_instant(row, "SignedIn", p->signed_in_at);
}

/* The page; OPEN: with names and addresses in full. */
static int show(struct request *r, const struct desk_member *m, bool open)
{
	struct view_node *root = members_page(r, m, WORD "OneTitle");
	struct desk_person *people;
	int n;

	view_sentence(root, "Page.Title", WORD "OneTitle", m->member_no, NULL);
	view_flag(root, "Open", open);
	view_day(root, "Joined", m->joined_on);
	if (m->invited_by[0])
		view_str(root, "InvitedBy", m->invited_by);
	if (m->survivor_no[0])
		view_str(root, "Survivor", m->survivor_no);
	if (m->adviser[0])
		view_str(root, "Adviser", m->adviser);
	fill_figures(r, root, m);
	if (desk_people(portal_of(r)->db, r->mem, m->member_id, &people, &n) != DB_OK ||
	    !members_facts(r, m))
		return desk_unavailable(r);
	for (int i = 0; i < n; i++)
		fill_person(r, view_row(root, "People", i), &people[i], open);
	return 200;
}

int page_member(struct request *r)
{
	struct desk_member m;
	int status = members_find(r, "member_view", &m);

	return status ? status : show(r, &m, false);
}

int page_member_unmask(struct request *r)
{
	struct desk_member m;
	int status = members_find(r, "member_unmask", &m);

	return status ? status : show(r, &m, true);
}
