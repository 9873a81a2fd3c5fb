#include "store/risk.h"

#include "base/mem.h"

#define FIRST "DATE(found_at + INTERVAL 8 HOUR)"
#define LAST "DATE(settled_at + INTERVAL 8 HOUR)"

static const struct db_sql sql_found = {
	"SELECT " FIRST " AS a_day, kind, COUNT(*), CAST(SUM(state = 'open') AS SIGNED), 0, 0, 0"
	" FROM risk_signal WHERE found_at >= ? AND found_at < ? GROUP BY a_day, kind"
	" ORDER BY a_day, kind",
	"tt", "dsiiiii"};
static const struct db_sql sql_settled = {
	"SELECT " LAST " AS a_day, kind, 0, 0, CAST(SUM(state = 'cleared') AS SIGNED),"
	" CAST(SUM(state = 'abuse') AS SIGNED),"
	" CAST(SUM(TIMESTAMPDIFF(SECOND, found_at, settled_at) <= ?) AS SIGNED)"
	" FROM risk_signal WHERE settled_at >= ? AND settled_at < ? GROUP BY a_day, kind"
	" ORDER BY a_day, kind",
	"itt", "dsiiiii"};
/* all-members: how many of them */
static const struct db_sql sql_named = {
	"SELECT COUNT(DISTINCT n.member_id) FROM risk_signal s"
	" JOIN risk_signal_member n ON n.signal_id = s.signal_id"
	" WHERE s.found_at >= ? AND s.found_at < ? AND (? = '' OR s.kind = ?)",
	"ttss", "i"};
/* all-members: as above. Why one is held is a word, so that 'a' comes before each. */
static const struct db_sql sql_redemptions = {
	"SELECT (SELECT COUNT(*) FROM redemption WHERE placed_at >= ? AND placed_at < ?),"
	/* all-members: as above */
	" (SELECT COUNT(*) FROM redemption WHERE held_reason >= 'a' AND placed_at >= ?"
	" AND placed_at < ?)",
	"tttt", "ii"};
/* all-members: as above */
static const struct db_sql sql_held = {
	"SELECT CAST(COALESCE((SELECT SUM(held) FROM order_head WHERE held > 0), 0) + COALESCE("
	/* all-members: as above */
	"(SELECT SUM(points) FROM referral_effect WHERE state = 'held'), 0) AS SIGNED)",
	"", "i"};

/* The rows of SQL, whose query is open, behind those of OUT. */
static enum db cells(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                     struct risk_cell **out, int *n)
{
	while (got == DB_OK) {
		struct risk_cell cell;
		char *kind;

		got = db_next(db, sql, &cell.day, &kind, &cell.found, &cell.open, &cell.cleared, &cell.abuse,
		              &cell.quick);
		if (got != DB_OK)
			break;
		cell.kind = signal_of(kind);
		*out = talloc_realloc(mem, *out, struct risk_cell, (unsigned)*n + 1);
		(*out)[(*n)++] = cell;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db risk_cells(struct database *db, void *mem, int32_t from, int32_t to, int64_t quick_s,
                   struct risk_cell **out, int *n)
{
	int64_t since = day_start(from), until = day_start(to + 1);
	enum db got;

	*out = NULL;
	*n = 0;
	got = cells(db, mem, &sql_found, db_query(db, mem, &sql_found, since, until), out, n);
	if (got == DB_OK)
		got = cells(db, mem, &sql_settled, db_query(db, mem, &sql_settled, quick_s, since, until),
		            out, n);
	return got;
}

enum db risk_named(struct database *db, enum signal_kind kind, int32_t from, int32_t to,
                   int64_t *members)
{
	const char *word = kind ? signal_word(kind) : "";

	return db_one(db, NULL, &sql_named, day_start(from), day_start(to + 1), word, word, members);
}

enum db risk_redemptions(struct database *db, int32_t from, int32_t to, int64_t *placed,
                         int64_t *held)
{
	int64_t since = day_start(from), until = day_start(to + 1);

	return db_one(db, NULL, &sql_redemptions, since, until, since, until, placed, held);
}

enum db risk_held(struct database *db, int64_t *points)
{
	return db_one(db, NULL, &sql_held, points);
}
