#include "store/holder.h"

#include "base/mem.h"

static const struct db_sql HOLDER = {
	"SELECT p.person_id, m.member_no, m.kind, p.name, p.lang, a.tier, p.role, p.may_spend,"
	" m.joined_on, a.available, a.pending, a.debt, a.held, a.lifetime, a.tier_since, a.last_seq,"
	" a.good_through, a.pin_until, a.review_notice_on"
	" FROM member m JOIN person p ON p.member_id = m.member_id"
	" JOIN account a ON a.member_id = m.member_id"
	" WHERE m.member_id = ? AND p.person_id = ? AND m.state = 'active'",
	"ii", "issssssidiiiiitiddd"
};

enum db
holder_view(struct database *db, void *mem, const char *member_no, struct session_view *out)
{
	uint64_t member_id;
	int64_t person_id, may_spend;
	enum db got = member_by_no(db, mem, member_no, &member_id);

	if (got != DB_OK)
		return got;
	*out = (struct session_view){ .seen_at = INSTANT_NONE, .csrf = talloc_strdup(mem, "") };
	got = db_one(db, mem, &HOLDER, (int64_t)member_id, (int64_t)PERSON_HOLDER, &person_id,
	             &out->member_no, &out->kind, &out->name, &out->lang, &out->tier, &out->role,
	             &may_spend, &out->joined_on, &out->available, &out->pending, &out->debt,
	             &out->held, &out->lifetime, &out->tier_since, &out->last_seq,
	             &out->good_through, &out->pin_until, &out->review_notice_on);
	out->id = (struct person_id){ member_id, (uint64_t)person_id };
	out->may_spend = may_spend != 0;
	return got;
}
