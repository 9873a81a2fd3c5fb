#include "store/rollup.h"

static const struct db_sql state = {
	"SELECT through_day, made_at, whole_at FROM rollup_done WHERE family = ?", "s", "dtt"
};
static const struct db_sql note = {
	"INSERT INTO rollup_done (family, through_day, made_at) VALUES (?, ?, ?)"
	" ON DUPLICATE KEY UPDATE through_day = GREATEST(through_day, VALUES(through_day)),"
	" made_at = VALUES(made_at)",
	"sdt", ""
};
static const struct db_sql note_whole = {
	"INSERT INTO rollup_done (family, through_day, made_at, whole_at) VALUES (?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE through_day = VALUES(through_day), made_at = VALUES(made_at),"
	" whole_at = VALUES(whole_at)",
	"sdtt", ""
};
/* all-members: the ends of the ledger, by index of posting */
static const struct db_sql ledger_days = {
	"SELECT MIN(posted_at), MAX(posted_at) FROM entry", "", "tt"
};

enum db rollup_state(struct database *db, const char *family, int32_t *day, int64_t *made_at,
                     int64_t *whole_at)
{
	enum db got = db_one(db, NULL, &state, family, day, made_at, whole_at);

	if (got == DB_NONE) {
		*day = DAY_NONE;
		*made_at = *whole_at = INSTANT_NONE;
		got = DB_OK;
	}
	return got;
}

enum db rollup_through(struct database *db, const char *family, int32_t *day)
{
	int64_t made_at, whole_at;

	return rollup_state(db, family, day, &made_at, &whole_at);
}

enum db rollup_note(struct database *db, const char *family, int32_t day, bool whole, int64_t now)
{
	return whole ? db_run(db, &note_whole, family, day, now, now)
	             : db_run(db, &note, family, day, now);
}

enum db rollup_ledger_days(struct database *db, int32_t *first, int32_t *last)
{
	int64_t from, to;
	enum db got = db_one(db, NULL, &ledger_days, &from, &to);

	if (got != DB_OK)
		return got;
	if (from == INSTANT_NONE)
		return DB_NONE;
	*first = day_of(from);
	*last = day_of(to);
	return DB_OK;
}
