#include "store/rollup_members.h"

#include "base/mem.h"
#include "store/deed_sql.h"

/* ---- accounts */

static const struct db_sql day_clear = {
	"DELETE FROM rollup_member_day WHERE day = ?", "d", ""
};
static const struct db_sql day_make = {
	"INSERT INTO rollup_member_day (day, source, members) SELECT ?, source, COUNT(*)"
	" FROM member WHERE created_at >= ? AND created_at < ? GROUP BY source"
	" UNION ALL SELECT ?, 'merged', COUNT(*) FROM account_merge"
	" WHERE made_at >= ? AND made_at < ? HAVING COUNT(*) > 0"
	" UNION ALL SELECT ?, 'unmerged', COUNT(*) FROM account_merge"
	" WHERE undone_at >= ? AND undone_at < ? HAVING COUNT(*) > 0"
	" UNION ALL SELECT ?, 'erased', COUNT(*) FROM erasure"
	" WHERE asked_at >= ? AND asked_at < ? AND person_id = 0 HAVING COUNT(*) > 0",
	"dttdttdttdtt", ""
};
/* all-members: accounts opened and ended on some days, by index of their time */
static const struct db_sql joined = {
	"SELECT day, source, members FROM rollup_member_day WHERE day >= ? AND day <= ?"
	" UNION ALL SELECT DATE(created_at + INTERVAL 8 HOUR) AS a_day, source, COUNT(*)"
	" FROM member WHERE created_at >= ? AND created_at < ? GROUP BY a_day, source"
	" UNION ALL SELECT DATE(made_at + INTERVAL 8 HOUR) AS a_day, 'merged', COUNT(*)"
	" FROM account_merge WHERE made_at >= ? AND made_at < ? GROUP BY a_day"
	" UNION ALL SELECT DATE(undone_at + INTERVAL 8 HOUR) AS a_day, 'unmerged', COUNT(*)"
	" FROM account_merge WHERE undone_at >= ? AND undone_at < ? GROUP BY a_day"
	" UNION ALL SELECT DATE(asked_at + INTERVAL 8 HOUR) AS a_day, 'erased', COUNT(*)"
	" FROM erasure WHERE asked_at >= ? AND asked_at < ? AND person_id = 0 GROUP BY a_day"
	" ORDER BY day, source",
	"ddtttttttt", "dsi"
};
/* all-members: the sum over everybody, of added-up days and the few behind them */
static const struct db_sql enrolled = {
	"SELECT CAST((SELECT COALESCE(SUM(IF(source IN ('merged', 'erased'), -members, members)), 0)"
	" FROM rollup_member_day WHERE day <= ?)"
	" + (SELECT COUNT(*) FROM member WHERE created_at >= ? AND created_at < ?)"
	" - (SELECT COUNT(*) FROM account_merge WHERE made_at >= ? AND made_at < ?)"
	" + (SELECT COUNT(*) FROM account_merge WHERE undone_at >= ? AND undone_at < ?)"
	" - (SELECT COUNT(*) FROM erasure WHERE asked_at >= ? AND asked_at < ?"
	" AND person_id = 0) AS SIGNED)",
	"dtttttttt", "i"
};
/* all-members: when the first account was opened, by index */
static const struct db_sql first_opened = {
	"SELECT MIN(created_at) FROM member", "", "t"
};

/* ---- activity */

static const struct db_sql active_clear = {
	"DELETE FROM rollup_active WHERE known_on = ?" /* all-members: one day's */, "d", ""
};
static const struct db_sql active_make = {
	"INSERT INTO rollup_active (member_id, known_on, last_day)"
	" SELECT e.member_id, ?, MAX(" DEED_DAY ") FROM entry e FORCE INDEX (by_posting)"
	" WHERE e.posted_at >= ? AND e.posted_at < ? AND " DEED " GROUP BY e.member_id",
	"dtt", ""
};
/* all-members: how many of everybody is the question */
static const struct db_sql active_at = {
	"SELECT COUNT(DISTINCT member_id) FROM rollup_active FORCE INDEX (by_day)"
	" WHERE last_day > ? AND last_day <= ? AND known_on <= ?",
	"ddd", "i"
};
static const struct db_sql active_put_clear = {
	"DELETE FROM rollup_active_day WHERE day = ?", "d", ""
};
static const struct db_sql active_put = {
	"INSERT INTO rollup_active_day (day, active90, active365) VALUES (?, ?, ?)", "dii", ""
};
static const struct db_sql active_days = {
	"SELECT day, active90, active365 FROM rollup_active_day WHERE day >= ? AND day <= ?"
	" ORDER BY day",
	"dd", "dii"
};
/* all-members: everybody in turn is counted by rule/spell.c */
static const struct db_sql deeds = {
	"SELECT member_id, known_on, last_day FROM rollup_active WHERE member_id > ?"
	" OR member_id = ? AND known_on > ? ORDER BY member_id, known_on LIMIT 5000",
	"iid", "idd"
};
/* all-members: accounts that had ended by then, few among all, with deeds that would
 * keep them active */
static const struct db_sql active_ended = {
	"SELECT COUNT(*) FROM (SELECT from_id AS member_id FROM account_merge"
	" WHERE made_at < ? AND (undone_at IS NULL OR undone_at >= ?)"
	" UNION SELECT member_id FROM erasure WHERE asked_at < ? AND person_id = 0) x"
	" WHERE (SELECT 1 FROM rollup_active a FORCE INDEX (PRIMARY)"
	" WHERE a.member_id = x.member_id AND a.known_on > ? AND a.known_on <= ?"
	" AND a.last_day > ? LIMIT 1) IS NOT NULL",
	"tttddd", "i"
};
/* all-members: whose latest deed leaves the span today, by index of the day. No deed is
 * known before its day. */
static const struct db_sql leaving = {
	"SELECT COUNT(DISTINCT a.member_id) FROM rollup_active a FORCE INDEX (by_day)"
	" WHERE a.last_day = ? AND a.known_on < ? AND (SELECT 1 FROM rollup_active b"
	" FORCE INDEX (PRIMARY) WHERE b.member_id = a.member_id AND b.known_on > a.last_day"
	" AND b.known_on < ? AND b.last_day > a.last_day LIMIT 1) IS NULL",
	"ddd", "i"
};
/* With LIMIT 1: an EXISTS would be made into a list of everybody first. */
#define NOT_BEFORE                                                                          \
	"n.last_day > ? AND (SELECT 1 FROM rollup_active a FORCE INDEX (PRIMARY)"             \
	" WHERE a.member_id = n.member_id AND a.known_on > ? AND a.known_on < ?"              \
	" AND a.last_day > ? LIMIT 1) IS NULL"
/* all-members: who became active, within either span, by what was booked today; by
 * index of posting */
static const struct db_sql entering = {
	"SELECT CAST(COALESCE(SUM(" NOT_BEFORE "), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(" NOT_BEFORE "), 0) AS SIGNED)"
	" FROM (SELECT e.member_id, MAX(" DEED_DAY ") AS last_day"
	" FROM entry e FORCE INDEX (by_posting) WHERE e.posted_at >= ? AND e.posted_at < ?"
	" AND " DEED " GROUP BY e.member_id) n WHERE NOT EXISTS (SELECT 1 FROM account_merge g"
	" WHERE g.from_id = n.member_id AND g.undone_at IS NULL) AND NOT EXISTS"
	" (SELECT 1 FROM erasure d WHERE d.member_id = n.member_id AND d.person_id = 0)",
	"ddddddddtt", "ii"
};
/* all-members: the same of a day whose deeds are made, by index of booking; who ended is
 * among them */
static const struct db_sql entering_made = {
	"SELECT CAST(COALESCE(SUM(" NOT_BEFORE "), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(" NOT_BEFORE "), 0) AS SIGNED)"
	" FROM rollup_active n FORCE INDEX (by_booking) WHERE n.known_on = ?",
	"ddddddddd", "ii"
};
static const struct db_sql forget[] = {
	{ "DELETE FROM rollup_member_day WHERE day >= ?", "d", "" },
	{ "DELETE FROM rollup_active WHERE known_on >= ?" /* all-members: some days' */, "d", "" },
	{ "DELETE FROM rollup_active_day WHERE day >= ?", "d", "" },
};

enum db rollup_member_day_make(struct database *db, int32_t day)
{
	int64_t from = day_start(day), to = day_start(day + 1);
	enum db got = db_run(db, &day_clear, day);

	return got != DB_OK ? got
	                    : db_run(db, &day_make, day, from, to, day, from, to, day, from, to,
	                             day, from, to);
}

enum db rollup_active_make(struct database *db, int32_t day)
{
	enum db got = db_run(db, &active_clear, day);

	return got != DB_OK ? got
	                    : db_run(db, &active_make, day, day_start(day), day_start(day + 1));
}

enum db rollup_active_at(struct database *db, int32_t day, int within, int64_t *members)
{
	int64_t ended = 0;
	enum db got = db_one(db, NULL, &active_at, day - within, day, day, members);

	if (got == DB_OK)
		got = rollup_active_ended(db, day, within, &ended);
	*members -= ended;
	return got;
}

enum db rollup_active_ended(struct database *db, int32_t day, int within, int64_t *members)
{
	int64_t end = day_start(day + 1);

	return db_one(db, NULL, &active_ended, end, end, end, day - within, day, day - within,
	              members);
}

enum db rollup_active_put(struct database *db, int32_t day, int64_t active90, int64_t active365)
{
	enum db got = db_run(db, &active_put_clear, day);

	return got != DB_OK ? got : db_run(db, &active_put, day, active90, active365);
}

enum db rollup_members_forget(struct database *db, int32_t day)
{
	enum db got = DB_OK;

	for (size_t i = 0; got == DB_OK && i < sizeof forget / sizeof *forget; i++)
		got = db_run(db, &forget[i], day);
	return got;
}

enum db rollup_members_first(struct database *db, int32_t *first)
{
	int64_t at;
	enum db got = db_one(db, NULL, &first_opened, &at);

	if (got == DB_OK && at == INSTANT_NONE)
		got = DB_NONE;
	if (got == DB_OK)
		*first = day_of(at);
	return got;
}

enum db rollup_deeds(struct database *db, void *mem, const struct rollup_deed *after,
                     struct rollup_deed **rows, int *n)
{
	int64_t member = (int64_t)after->member_id;
	struct rollup_deed row;
	enum db got = db_query(db, mem, &deeds, member, member, after->known_on);

	*rows = talloc_array(mem, struct rollup_deed, 5000);
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &deeds, &member, &row.known_on, &row.day)) == DB_OK) {
		row.member_id = (uint64_t)member;
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* The first instant that the roll-up up to THROUGH does not hold, not before FROM. */
static int64_t rest_of(int32_t from, int32_t through)
{
	return day_start(through == DAY_NONE || through < from ? from : through + 1);
}

enum db rollup_joined(struct database *db, void *mem, int32_t from, int32_t to, int32_t through,
                      struct rollup_joined **rows, int *n)
{
	int32_t last = through == DAY_NONE ? from - 1 : through < to ? through : to;
	int64_t rest = rest_of(from, through), end = day_start(to + 1);
	struct rollup_joined row;
	enum db got;

	*rows = NULL;
	*n = 0;
	if (rest > end)
		rest = end;
	got = db_query(db, mem, &joined, from, last, rest, end, rest, end, rest, end, rest, end);
	while (got == DB_OK &&
	       (got = db_next(db, &joined, &row.day, &row.source, &row.members)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct rollup_joined, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_enrolled(struct database *db, int32_t day, int32_t through, int64_t *members)
{
	int32_t ever = day_from_civil((struct civil){ 1970, 1, 1 });
	int32_t last = through == DAY_NONE ? ever : through < day ? through : day;
	int64_t rest = rest_of(ever, through), end = day_start(day + 1);

	if (rest > end)
		rest = end;
	return db_one(db, NULL, &enrolled, last, rest, end, rest, end, rest, end, rest, end,
	              members);
}

enum db rollup_active_days(struct database *db, void *mem, int32_t from, int32_t to,
                           struct rollup_active_day **rows, int *n)
{
	struct rollup_active_day row;
	enum db got = db_query(db, mem, &active_days, from, to);

	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &active_days, &row.day, &row.active90,
	                                      &row.active365)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct rollup_active_day, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* YESTERDAY's members of a span and those who CAME, without those who left it. */
static enum db today_of(struct database *db, int32_t today, int within, int64_t yesterday,
                        int64_t came, int64_t *out)
{
	int64_t left = 0, ended_before = 0, ended = 0;
	enum db got = db_one(db, NULL, &leaving, today - within, today, today, &left);

	/* Who ended counts until the sum is made, and not in it. */
	if (got == DB_OK)
		got = rollup_active_ended(db, today - 1, within, &ended_before);
	if (got == DB_OK)
		got = rollup_active_ended(db, today, within, &ended);
	*out = yesterday + ended_before - left + came - ended;
	return got;
}

/* DAY's row, of the day before and of who CAME within either span. */
static enum db both_of(struct database *db, int32_t day, const struct rollup_active_day *before,
                       int64_t came, int64_t came_far, struct rollup_active_day *out)
{
	enum db got;

	out->day = day;
	got = today_of(db, day, ACTIVE_SHORT, before->active90, came, &out->active90);
	return got == DB_OK ? today_of(db, day, ACTIVE_LONG, before->active365, came_far,
	                               &out->active365)
	                    : got;
}

enum db rollup_active_today(struct database *db, int32_t today,
                            const struct rollup_active_day *yesterday,
                            struct rollup_active_day *out)
{
	int32_t near = today - ACTIVE_SHORT, far = today - ACTIVE_LONG;
	int64_t came = 0, came_far = 0;
	enum db got = db_one(db, NULL, &entering, near, near, today, near, far, far, today, far,
	                     day_start(today), day_start(today + 1), &came, &came_far);

	return got == DB_OK ? both_of(db, today, yesterday, came, came_far, out) : got;
}

enum db rollup_active_next(struct database *db, int32_t day,
                           const struct rollup_active_day *before, struct rollup_active_day *out)
{
	int32_t near = day - ACTIVE_SHORT, far = day - ACTIVE_LONG;
	int64_t came = 0, came_far = 0;
	enum db got = db_one(db, NULL, &entering_made, near, near, day, near, far, far, day, far, day,
	                     &came, &came_far);

	return got == DB_OK ? both_of(db, day, before, came, came_far, out) : got;
}
