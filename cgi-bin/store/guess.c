#include "store/guess.h"

static const struct db_sql sql_add = {
	"INSERT INTO guess (day, kind, network, member_id, subject, tries, last_at)"
	" VALUES (?, ?, ?, ?, ?, 1, ?)"
	" ON DUPLICATE KEY UPDATE tries = tries + 1, last_at = VALUES(last_at)",
	"dsbist", ""};
/* all-members: what is long past */
static const struct db_sql sql_sweep = {"DELETE FROM guess WHERE day < ? LIMIT ?", "di", ""};

enum db guess_add(struct database *db, int32_t day, const char *kind,
                  const uint8_t network[GUESS_NETWORK], uint64_t member_id, const char *subject,
                  int64_t now)
{
	return db_run(db, &sql_add, day, kind, (struct blob){network, GUESS_NETWORK},
	              (int64_t)member_id, subject, now);
}

enum db guess_sweep(struct database *db, int32_t before, int64_t limit)
{
	return db_run(db, &sql_sweep, before, limit);
}
