#include "store/guess.h"

/* Not ON DUPLICATE KEY: that wants the right to change every column. */
static const struct db_sql sql_more = {
	"UPDATE guess SET tries = tries + 1, last_at = ? WHERE day = ? AND kind = ? AND network = ?"
	" AND member_id = ? AND subject = ?",
	"tdsbis", ""};
static const struct db_sql sql_add = {
	"INSERT INTO guess (day, kind, network, member_id, subject, tries, last_at)"
	" VALUES (?, ?, ?, ?, ?, 1, ?)",
	"dsbist", ""};
/* all-members: what is long past */
static const struct db_sql sql_sweep = {"DELETE FROM guess WHERE day < ? LIMIT ?", "di", ""};

enum db guess_add(struct database *db, int32_t day, const char *kind,
                  const uint8_t network[GUESS_NETWORK], uint64_t member_id, const char *subject,
                  int64_t now)
{
	struct blob from = {network, GUESS_NETWORK};
	enum db got = db_run(db, &sql_more, now, day, kind, from, (int64_t)member_id, subject);

	if (got != DB_OK || db_affected(db) > 0)
		return got;
	got = db_run(db, &sql_add, day, kind, from, (int64_t)member_id, subject, now);
	if (got == DB_DUP) /* somebody was faster with the first */
		got = db_run(db, &sql_more, now, day, kind, from, (int64_t)member_id, subject);
	return got;
}

enum db guess_sweep(struct database *db, int32_t before, int64_t limit)
{
	return db_run(db, &sql_sweep, before, limit);
}
