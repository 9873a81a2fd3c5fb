#include "page/view_as.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/holder.h"

bool
view_as(struct request *r, const char *member_no)
{
	const char *clean = member_no_clean(r->mem, member_no);
	struct session_view s;
	struct viewer *v = talloc_zero(r->mem, struct viewer);

	if (clean == NULL || v == NULL
	    || holder_view(portal_of(r)->db, r->mem, clean, &s) != DB_OK)
		return false;
	v->member_id = s.id.member_id;
	v->person_id = s.id.person_id;
	v->member_no = s.member_no;
	v->kind = s.kind;
	v->name = s.name;
	v->lang = s.lang;
	v->tier = s.tier;
	v->holder = strcmp(s.role, "holder") == 0;
	v->may_spend = s.may_spend;
	v->joined_on = s.joined_on;
	v->available = s.available;
	v->pending = s.pending;
	v->debt = s.debt;
	v->held = s.held;
	v->lifetime = s.lifetime;
	v->tier_since = s.tier_since;
	v->last_seq = s.last_seq;
	v->good_through = s.good_through;
	v->pin_until = s.pin_until;
	v->review_notice_on = s.review_notice_on;
	r->viewer = v;
	return true;
}
