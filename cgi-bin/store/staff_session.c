/* Sessions of staff, and the log of what they do. */
#include <string.h>

#include "base/mem.h"
#include "store/staff.h"

static const struct db_sql sql_add = {
	"INSERT INTO staff_session (token_hash, staff_id, csrf, passed, created_at, seen_at)"
	" VALUES (?, ?, ?, ?, ?, ?)",
	"bisitt", ""};
static const struct db_sql sql_get = {
	"SELECT s.staff_id, s.csrf, s.passed, s.seen_at, w.email, w.name, w.role, w.lang,"
	" w.must_change, w.totp IS NOT NULL"
	" FROM staff_session s JOIN staff w ON w.staff_id = s.staff_id AND w.state = 'active'"
	" WHERE s.token_hash = ? AND s.seen_at > ? AND s.created_at > ?",
	"btt", "isitssssii"};
static const struct db_sql sql_seen = {
	"UPDATE staff_session SET seen_at = ? WHERE token_hash = ?", "tb", ""};
static const struct db_sql sql_pass = {
	"UPDATE staff_session SET passed = 1 WHERE token_hash = ?", "b", ""};
static const struct db_sql sql_end = {"DELETE FROM staff_session WHERE token_hash = ?", "b", ""};
static const struct db_sql sql_end_all = {
	"DELETE FROM staff_session WHERE staff_id = ? AND token_hash <> ?", "ib", ""};
static const struct db_sql sql_sweep = {
	"DELETE FROM staff_session WHERE seen_at <= ? OR created_at <= ? LIMIT ?", "tti", ""};
static const struct db_sql sql_note = {
	"INSERT INTO staff_action (at, staff_id, action, member_id, subject, detail)"
	" VALUES (?, ?, ?, ?, ?, ?)",
	"tisIss", ""};
/* all-members: the log is read across members by those who answer for it */
static const struct db_sql sql_log = {
	"SELECT a.action_no, a.at, a.staff_id, COALESCE(w.name, ''), a.action,"
	" COALESCE(m.member_no, ''), a.subject, a.detail"
	" FROM staff_action a LEFT JOIN staff w ON w.staff_id = a.staff_id"
	" LEFT JOIN member m ON m.member_id = a.member_id"
	" WHERE (? = 0 OR a.staff_id = ?) AND (? = 0 OR a.action_no < ?)"
	" AND (? IS NULL OR m.member_no = ?)"
	" ORDER BY a.action_no DESC LIMIT ?",
	"iiiissi", "itisssss"};

enum db staff_session_add(struct database *db, const uint8_t hash[STAFF_HASH], uint64_t staff_id,
                          const char *csrf, bool passed, int64_t now)
{
	return db_run(db, &sql_add, (struct blob){hash, STAFF_HASH}, (int64_t)staff_id, csrf,
	              (int64_t)passed, now, now);
}

enum db staff_session_get(struct database *db, void *mem, const uint8_t hash[STAFF_HASH],
                          int64_t idle_after, int64_t made_after, struct staff_session *out)
{
	int64_t id = 0, passed = 0, must = 0, enrolled = 0;
	enum db got;

	memset(out, 0, sizeof *out);
	got = db_one(db, mem, &sql_get, (struct blob){hash, STAFF_HASH}, idle_after, made_after, &id,
	             &out->csrf, &passed, &out->seen_at, &out->email, &out->name, &out->role,
	             &out->lang, &must, &enrolled);
	memcpy(out->token_hash, hash, STAFF_HASH);
	out->staff_id = (uint64_t)id;
	out->passed = passed != 0;
	out->must_change = must != 0;
	out->enrolled = enrolled != 0;
	return got;
}

enum db staff_session_seen(struct database *db, const uint8_t hash[STAFF_HASH], int64_t now)
{
	return db_run(db, &sql_seen, now, (struct blob){hash, STAFF_HASH});
}

enum db staff_session_pass(struct database *db, const uint8_t hash[STAFF_HASH])
{
	return db_run(db, &sql_pass, (struct blob){hash, STAFF_HASH});
}

enum db staff_session_end(struct database *db, const uint8_t hash[STAFF_HASH])
{
	return db_run(db, &sql_end, (struct blob){hash, STAFF_HASH});
}

enum db staff_session_end_all(struct database *db, uint64_t staff_id, const uint8_t *keep)
{
	static const uint8_t none[STAFF_HASH];

	return db_run(db, &sql_end_all, (int64_t)staff_id,
	              (struct blob){keep ? keep : none, STAFF_HASH});
}

enum db staff_session_sweep(struct database *db, int64_t idle_after, int64_t made_after,
                            int64_t limit)
{
	return db_run(db, &sql_sweep, idle_after, made_after, limit);
}

enum db staff_action_add(struct database *db, int64_t at, uint64_t staff_id, const char *action,
                         uint64_t member_id, const char *subject, const char *detail)
{
	return db_run(db, &sql_note, at, (int64_t)staff_id, action,
	              member_id ? (int64_t)member_id : INT64_MIN, subject ? subject : "",
	              detail ? detail : "");
}

enum db staff_action_list(struct database *db, void *mem, uint64_t staff_id,
                          const char *member_no, int64_t before, int limit,
                          struct staff_line **out, int *n)
{
	enum db got = db_query(db, mem, &sql_log, (int64_t)staff_id, (int64_t)staff_id, before, before,
	                       member_no, member_no, (int64_t)limit);

	*out = talloc_array(mem, struct staff_line, (unsigned)(limit > 0 ? limit : 1));
	*n = 0;
	while (got == DB_OK && *n < limit) {
		struct staff_line row = {0};
		int64_t id = 0;

		got = db_next(db, &sql_log, &row.action_no, &row.at, &id, &row.name, &row.action,
		              &row.member_no, &row.subject, &row.detail);
		if (got != DB_OK)
			break;
		row.staff_id = (uint64_t)id;
		(*out)[(*n)++] = row;
	}
	if (got == DB_OK)
		db_end(db, &sql_log);
	return got == DB_NONE ? DB_OK : got;
}
