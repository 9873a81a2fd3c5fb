#include "store/flaw.h"

#include "base/mem.h"

/* Not ON DUPLICATE KEY: that wants the right to change every column. */
static const struct db_sql sql_seen = {
	"UPDATE flaw SET seen_at = ? WHERE is_open = 1 AND member_id = ? AND what = ? AND detail = ?",
	"tiss", ""};
static const struct db_sql sql_put = {
	"INSERT INTO flaw (member_id, seq, what, detail, whole, found_at, seen_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"iissitt", ""};
/* all-members: one flaw by its key */
static const struct db_sql sql_mend = {
	"UPDATE flaw SET mended_at = ? WHERE flaw_id = ? AND mended_at IS NULL", "ti", ""};
/* all-members: what disagrees anywhere */
static const struct db_sql sql_list = {
	"SELECT CAST(f.flaw_id AS SIGNED), CAST(f.member_id AS SIGNED), f.seq,"
	" COALESCE(m.member_no, ''), f.what, f.detail, f.whole, f.found_at, f.seen_at"
	" FROM flaw f LEFT JOIN member m ON m.member_id = f.member_id"
	" WHERE f.is_open = 1 ORDER BY f.found_at DESC, f.flaw_id LIMIT ?",
	"i", "iiisssitt"};
/* all-members: as above */
static const struct db_sql sql_count = {
	"SELECT COUNT(*), COUNT(DISTINCT NULLIF(member_id, 0)) FROM flaw WHERE is_open = 1", "", "ii"};

enum db flaw_put(struct database *db, const struct flaw *f, int64_t now)
{
	enum db got = db_run(db, &sql_seen, now, (int64_t)f->member_id, f->what, f->detail);

	if (got != DB_OK || db_affected(db) > 0)
		return got;
	got = db_run(db, &sql_put, (int64_t)f->member_id, f->seq, f->what, f->detail,
	             (int64_t)f->whole, now, now);
	return got == DB_DUP ? DB_OK : got; /* seen at this very second */
}

enum db flaw_mend(struct database *db, uint64_t flaw_id, int64_t now)
{
	enum db got = db_run(db, &sql_mend, now, (int64_t)flaw_id);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db flaw_list(struct database *db, void *mem, struct flaw **out, int *n)
{
	enum db got = db_query(db, mem, &sql_list, (int64_t)FLAW_ROWS);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		int64_t id, member, whole;
		struct flaw f;

		got = db_next(db, &sql_list, &id, &member, &f.seq, &f.member_no, &f.what, &f.detail, &whole,
		              &f.found_at, &f.seen_at);
		if (got != DB_OK)
			break;
		f.flaw_id = (uint64_t)id;
		f.member_id = (uint64_t)member;
		f.whole = whole != 0;
		*out = talloc_realloc(mem, *out, struct flaw, (unsigned)*n + 1);
		(*out)[(*n)++] = f;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db flaw_count(struct database *db, int64_t *flaws, int64_t *members)
{
	return db_one(db, NULL, &sql_count, flaws, members);
}
