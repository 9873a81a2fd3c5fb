#include "store/notice.h"

static const struct db_sql sql_next = {
	"SELECT COALESCE(MAX(notice_no), 0) + 1 FROM notice WHERE member_id = ? FOR UPDATE", "i", "i"};
static const struct db_sql sql_has = {
	"SELECT notice_no FROM notice WHERE member_id = ? AND kind = ? AND once_key = ? FOR UPDATE",
	"iss", "i"};
static const struct db_sql sql_add = {
	"INSERT INTO notice (member_id, notice_no, kind, once_key, link, args, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"iissss" "t", ""};

enum db notice_add(struct database *db, uint64_t member_id, const char *kind, const char *once,
                   const char *link, const char *args, int64_t now)
{
	int64_t number;
	enum db got = db_one(db, NULL, &sql_has, (int64_t)member_id, kind, once, &number);

	if (got == DB_OK)
		return DB_DUP;
	if (got == DB_NONE)
		got = db_one(db, NULL, &sql_next, (int64_t)member_id, &number);
	if (got != DB_OK)
		return got;
	got = db_run(db, &sql_add, (int64_t)member_id, number, kind, once, link, args, now);
	return got == DB_DUP ? DB_BUSY : got; /* another took the number meanwhile */
}
