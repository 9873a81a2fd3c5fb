#include "store/session.h"

#include <string.h>

#include "base/mem.h"

/* A session lives while it was used within SESSION_IDLE_S and began within
 * SESSION_ABSOLUTE_S: the callers pass the two oldest instants allowed. */
#define LIVING "s.seen_at > ? AND s.created_at > ?"

static const struct db_sql sql_add = {
	"INSERT INTO session (token_hash, member_id, person_id, csrf, created_at, seen_at, device)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"biistts", ""};
/* all-members: the cookie's hash leads to its member */
static const struct db_sql sql_get = {
	"SELECT s.member_id, s.person_id, s.csrf, s.seen_at, m.member_no, m.kind, m.joined_on, p.name,"
	" p.lang, p.role, p.may_spend, a.tier, a.available, a.pending, a.debt, a.held, a.lifetime,"
	" a.tier_since, a.last_seq, a.good_through, a.pin_until,"
	" a.review_notice_on, a.unread, z.name AS adviser, z.contact AS adviser_contact FROM session s"
	" JOIN member m ON m.member_id = s.member_id AND m.state = 'active'"
	" JOIN person p ON p.member_id = s.member_id AND p.person_id = s.person_id"
	" AND p.state = 'active'"
	" JOIN account a ON a.member_id = s.member_id"
	" LEFT JOIN staff z ON z.staff_id = m.adviser_id AND z.state = 'active'"
	" WHERE s.token_hash = ? AND " LIVING,
	"btt", "iistssdsssisiiiiitidddiss"};
/* all-members: one session by its hash */
static const struct db_sql sql_seen = {
	"UPDATE session SET seen_at = ? WHERE token_hash = ?", "tb", ""};
static const struct db_sql sql_end = {
	"DELETE FROM session WHERE member_id = ? AND person_id = ? AND token_hash = ?", "iib", ""};
static const struct db_sql sql_end_all = {
	"DELETE FROM session WHERE member_id = ? AND person_id = ? AND token_hash <> ?", "iib", ""};
static const struct db_sql sql_list = {
	"SELECT s.token_hash, s.created_at, s.seen_at, s.device FROM session s"
	" WHERE s.member_id = ? AND s.person_id = ? AND " LIVING " ORDER BY s.seen_at DESC LIMIT 50",
	"iitt", "btts"};
static const struct db_sql sql_knows = {
	"SELECT COUNT(*) FROM session WHERE member_id = ? AND person_id = ? AND device = ?", "iis",
	"i"};
/* all-members: housekeeping of ended sessions */
static const struct db_sql sql_sweep = {
	"DELETE FROM session WHERE seen_at <= ? OR created_at <= ? LIMIT ?", "tti", ""};

enum db session_add(struct database *db, const uint8_t hash[SESSION_HASH], struct person_id id,
                    const char *csrf, const char *device, int64_t now)
{
	return db_run(db, &sql_add, (struct blob){hash, SESSION_HASH}, (int64_t)id.member_id,
	              (int64_t)id.person_id, csrf, now, now, device);
}

enum db session_get(struct database *db, void *mem, const uint8_t hash[SESSION_HASH], int64_t now,
                    struct session_view *out)
{
	int64_t member = 0, person = 0, may_spend = 0;
	memset(out, 0, sizeof *out);
	enum db got = db_one(db, mem, &sql_get, (struct blob){hash, SESSION_HASH},
	                     now - SESSION_IDLE_S, now - SESSION_ABSOLUTE_S, &member, &person,
	                     &out->csrf, &out->seen_at, &out->member_no, &out->kind, &out->joined_on,
	                     &out->name, &out->lang, &out->role, &may_spend, &out->tier,
	                     &out->available, &out->pending, &out->debt, &out->held, &out->lifetime,
	                     &out->tier_since, &out->last_seq, &out->good_through, &out->pin_until,
	                     &out->review_notice_on, &out->unread, &out->adviser,
	                     &out->adviser_contact);
	out->id.member_id = (uint64_t)member;
	out->id.person_id = (uint64_t)person;
	out->may_spend = may_spend != 0;
	return got;
}

enum db session_seen(struct database *db, const uint8_t hash[SESSION_HASH], int64_t now)
{
	return db_run(db, &sql_seen, now, (struct blob){hash, SESSION_HASH});
}

enum db session_end(struct database *db, struct person_id id, const uint8_t hash[SESSION_HASH])
{
	return db_run(db, &sql_end, (int64_t)id.member_id, (int64_t)id.person_id,
	              (struct blob){hash, SESSION_HASH});
}

enum db session_end_all(struct database *db, struct person_id id, const uint8_t *keep)
{
	static const uint8_t none[SESSION_HASH];
	return db_run(db, &sql_end_all, (int64_t)id.member_id, (int64_t)id.person_id,
	              (struct blob){keep != NULL ? keep : none, SESSION_HASH});
}

enum db session_list(struct database *db, void *mem, struct person_id id, int64_t now,
                     struct session_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	enum db got = db_query(db, mem, &sql_list, (int64_t)id.member_id, (int64_t)id.person_id,
	                       now - SESSION_IDLE_S, now - SESSION_ABSOLUTE_S);
	while (got == DB_OK) {
		struct session_row row = {0};
		got = db_next(db, &sql_list, &row.token_hash, &row.created_at, &row.seen_at, &row.device);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct session_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db session_knows(struct database *db, void *mem, struct person_id id, const char *device,
                      int64_t *count)
{
	return db_one(db, mem, &sql_knows, (int64_t)id.member_id, (int64_t)id.person_id, device,
	              count);
}

enum db session_sweep(struct database *db, int64_t now, int64_t limit)
{
	return db_run(db, &sql_sweep, now - SESSION_IDLE_S, now - SESSION_ABSOLUTE_S, limit);
}
