#include "store/rollup_tiers.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* A member's few rows by member: an order by time with a limit of one makes the
 * optimizer walk everybody's rows by time until it meets the member's. */
#define OF_MEMBER "tier_change t FORCE INDEX (PRIMARY) WHERE t.member_id = x.member_id"

/* WHAT of the row that holds at the instant AT, as booked by then. An account that
 * is merged into another, or was deleted, has none. */
#define HELD(what, at)                                                                       \
	"IF(EXISTS (SELECT 1 FROM account_merge g WHERE g.from_id = x.member_id"               \
	" AND g.made_at < " at " AND (g.undone_at IS NULL OR g.undone_at >= " at "))"          \
	" OR EXISTS (SELECT 1 FROM erasure d WHERE d.member_id = x.member_id"                  \
	" AND d.person_id = 0 AND d.asked_at < " at "), '',"                                   \
	" COALESCE((SELECT t." what " FROM " OF_MEMBER                                         \
	" AND t.posted_at < " at " AND t.effective_at < " at                                   \
	" ORDER BY t.effective_at DESC, t.n DESC LIMIT 1), ''))"

/* all-members: whose tier changed on some days, by index of their time */
static const struct db_sql moves = {
	"SELECT x.member_id, " HELD("tier", "i.begins") " AS a_from, " HELD("tier", "i.ends")
	" AS a_to, " HELD("cause", "i.ends") ", (SELECT MIN(t.posted_at) FROM " OF_MEMBER
	"), COALESCE((SELECT v.from_tier FROM rollup_tier_move v"
	" WHERE v.member_id = x.member_id AND v.day >= i.since AND v.day < i.from_day"
	" ORDER BY v.day LIMIT 1), '')"
	" FROM (SELECT CAST(? AS DATETIME) AS begins, CAST(? AS DATETIME) AS ends,"
	" CAST(? AS DATE) AS since, CAST(? AS DATE) AS from_day) i JOIN"
	" (SELECT member_id FROM tier_change WHERE posted_at >= ? AND posted_at < ?"
	" UNION SELECT member_id FROM tier_change WHERE effective_at >= ? AND effective_at < ?"
	" AND posted_at < ?"
	" UNION SELECT from_id FROM account_merge WHERE made_at >= ? AND made_at < ?"
	" UNION SELECT from_id FROM account_merge WHERE undone_at >= ? AND undone_at < ?"
	" UNION SELECT member_id FROM erasure WHERE asked_at >= ? AND asked_at < ?"
	" AND person_id = 0) x"
	" HAVING a_from <> a_to ORDER BY x.member_id",
	"ttddttttttttttt", "isssts"
};
static const struct db_sql day_clear = {
	"DELETE FROM rollup_tier_day WHERE day = ?", "d", ""
};
static const struct db_sql day_put = {
	"INSERT INTO rollup_tier_day (day, from_tier, to_tier, cause, members)"
	" VALUES (?, ?, ?, ?, ?)",
	"dsssi", ""
};
static const struct db_sql move_clear = {
	"DELETE FROM rollup_tier_move WHERE day = ?" /* all-members: one day's */, "d", ""
};
static const struct db_sql move_put = {
	"INSERT INTO rollup_tier_move (member_id, day, from_tier, to_tier, first_day)"
	" VALUES (?, ?, ?, ?, ?)",
	"idssd", ""
};
static const struct db_sql forget_days = {
	"DELETE FROM rollup_tier_day WHERE day >= ?", "d", ""
};
static const struct db_sql forget_moves = {
	"DELETE FROM rollup_tier_move WHERE day >= ?" /* all-members: some days' */, "d", ""
};
/* all-members: when the first tier was booked, by index */
static const struct db_sql first_booked = {
	"SELECT MIN(posted_at) FROM tier_change", "", "t"
};
static const struct db_sql flows = {
	"SELECT from_tier, to_tier, cause, CAST(SUM(members) AS SIGNED) FROM rollup_tier_day"
	" WHERE day >= ? AND day <= ? GROUP BY from_tier, to_tier, cause",
	"dd", "sssi"
};
/* all-members: where the movers of some days ended, by index of the day */
static const struct db_sql matrix = {
	"SELECT f, t, IF(j, 'join', '') AS cause, COUNT(*) FROM (SELECT member_id,"
	" SUBSTRING(MIN(CONCAT(day, from_tier)), 11) AS f,"
	" SUBSTRING(MAX(CONCAT(day, to_tier)), 11) AS t, MIN(first_day) >= ? AS j"
	" FROM rollup_tier_move FORCE INDEX (by_day) WHERE day >= ? AND day <= ?"
	" GROUP BY member_id) m GROUP BY f, t, j",
	"ddd", "sssi"
};
static const struct db_sql changes = {
	"SELECT day, tier, CAST(SUM(members) AS SIGNED) FROM"
	" (SELECT day, to_tier AS tier, members FROM rollup_tier_day WHERE day >= ? AND day <= ?"
	" UNION ALL SELECT day, from_tier, -members FROM rollup_tier_day"
	" WHERE day >= ? AND day <= ?) c WHERE tier <> '' GROUP BY day, tier ORDER BY day",
	"dddd", "dsi"
};

enum db rollup_tier_moves(struct database *db, void *mem, int32_t from, int32_t to, int32_t since,
                          struct tier_move **rows, int *n)
{
	int64_t begins = day_start(from), ends = day_start(to + 1), member = 0, first = 0;
	char *a, *b, *cause, *earlier;
	enum db got = db_query(db, mem, &moves, begins, ends, since, from, begins, ends, begins,
	                       ends, begins, begins, ends, begins, ends, begins, ends);

	*rows = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &moves, &member, &a, &b, &cause, &first, &earlier)) == DB_OK) {
		struct tier_move *row;

		if ((*n & (*n - 1)) == 0)
			*rows = talloc_realloc(mem, *rows, struct tier_move, *n ? (unsigned)*n * 2 : 1);
		row = *rows + (*n)++;
		row->member_id = (uint64_t)member;
		snprintf(row->from, sizeof row->from, "%s", a);
		snprintf(row->to, sizeof row->to, "%s", b);
		snprintf(row->cause, sizeof row->cause, "%s", cause);
		snprintf(row->earlier, sizeof row->earlier, "%s", earlier);
		row->first_day = day_of(first);
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_tier_put(struct database *db, int32_t day, const struct tier_move *rows, int n_rows,
                        const struct tier_flow *sums, int n_sums)
{
	enum db got = db_run(db, &day_clear, day);

	if (got == DB_OK)
		got = db_run(db, &move_clear, day);
	for (int i = 0; got == DB_OK && i < n_sums; i++)
		got = db_run(db, &day_put, day, sums[i].from, sums[i].to, sums[i].cause,
		             sums[i].members);
	for (int i = 0; got == DB_OK && i < n_rows; i++)
		if (rows[i].from[0])
			got = db_run(db, &move_put, (int64_t)rows[i].member_id, day, rows[i].from,
			             rows[i].to, rows[i].first_day);
	return got;
}

enum db rollup_tiers_forget(struct database *db, int32_t day)
{
	enum db got = db_run(db, &forget_days, day);

	return got == DB_OK ? db_run(db, &forget_moves, day) : got;
}

enum db rollup_tiers_first(struct database *db, int32_t *first)
{
	int64_t at;
	enum db got = db_one(db, NULL, &first_booked, &at);

	if (got == DB_OK && at == INSTANT_NONE)
		got = DB_NONE;
	if (got == DB_OK)
		*first = day_of(at);
	return got;
}

/* What QUERY, begun with the answer GOT, has to say. */
static enum db read_flows(struct database *db, void *mem, const struct db_sql *query, enum db got,
                          struct tier_flow **rows, int *n)
{
	char *a, *b, *cause;
	int64_t members = 0;

	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, query, &a, &b, &cause, &members)) == DB_OK) {
		struct tier_flow *row;

		*rows = talloc_realloc(mem, *rows, struct tier_flow, (unsigned)*n + 1);
		row = *rows + (*n)++;
		snprintf(row->from, sizeof row->from, "%s", a);
		snprintf(row->to, sizeof row->to, "%s", b);
		snprintf(row->cause, sizeof row->cause, "%s", cause);
		row->members = members;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_tier_flows(struct database *db, void *mem, int32_t from, int32_t to,
                          struct tier_flow **rows, int *n)
{
	return read_flows(db, mem, &flows, db_query(db, mem, &flows, from, to), rows, n);
}

enum db rollup_tier_matrix(struct database *db, void *mem, int32_t from, int32_t to,
                           struct tier_flow **rows, int *n)
{
	return read_flows(db, mem, &matrix, db_query(db, mem, &matrix, from, from, to), rows, n);
}

enum db rollup_tier_changes(struct database *db, void *mem, int32_t from, int32_t to,
                            struct tier_stand **rows, int *n)
{
	struct tier_stand row;
	char *tier;
	enum db got = db_query(db, mem, &changes, from, to, from, to);

	*rows = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &changes, &row.day, &tier, &row.change)) == DB_OK) {
		snprintf(row.tier, sizeof row.tier, "%s", tier);
		*rows = talloc_realloc(mem, *rows, struct tier_stand, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
