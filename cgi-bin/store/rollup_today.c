#include "store/report_sql.h"
#include "store/rollup_points.h"

static const struct db_sql add = {
	"INSERT INTO rollup_today (day, kind, source_kind, tier, category, points, entries)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE points = points + VALUES(points),"
	" entries = entries + VALUES(entries)",
	"diissii", ""
};
static const struct db_sql forget = {"DELETE FROM rollup_today WHERE day >= ?", "d", ""};
static const struct db_sql trim = {"DELETE FROM rollup_today WHERE day < ?", "d", ""};
/* all-members: the proved entries of the last days, by index of posting; what it reads
 * is locked meanwhile, so that no proof moves on */
static const struct db_sql make = {
	"INSERT INTO rollup_today (day, kind, source_kind, tier, category, points, entries)"
	" SELECT " REPORT_POSTED_DAY " AS a_day, e.kind, e.source_kind, " REPORT_TIER_THEN
	" AS a_tier, " REPORT_CATEGORY " AS a_category, SUM(e.points), COUNT(*)"
	" FROM entry e FORCE INDEX (by_posting)"
	" JOIN account a ON a.member_id = e.member_id AND a.proved_seq >= e.seq" REPORT_ORDER
	" WHERE e.posted_at >= ?"
	" GROUP BY a_day, e.kind, e.source_kind, a_tier, a_category",
	"t", ""
};
static const struct db_sql read = {
	"SELECT day, kind, source_kind, tier, category, points, entries FROM rollup_today"
	" WHERE day BETWEEN ? AND ? ORDER BY day, kind, source_kind, tier, category",
	"dd", "diissii"
};

enum db rollup_today_add(struct database *db, const struct report_cell *cell)
{
	return db_run(db, &add, cell->day, cell->kind, cell->source, cell->tier, cell->category,
	              cell->points, cell->entries);
}

enum db rollup_today_make(struct database *db, int32_t from)
{
	enum db got = db_run(db, &forget, from);

	return got == DB_OK ? db_run(db, &make, day_start(from)) : got;
}

enum db rollup_today_trim(struct database *db, int32_t day)
{
	return db_run(db, &trim, day);
}

enum db rollup_today_read(struct database *db, void *mem, int32_t from, int32_t to,
                          struct report_cell **cells, int *n)
{
	struct report_cell row = {.source = 0};
	char *tier, *category;
	enum db result = db_query(db, mem, &read, from, to);

	while (result == DB_OK &&
	       (result = db_next(db, &read, &row.day, &row.kind, &row.source, &tier, &category,
	                         &row.points, &row.entries)) == DB_OK) {
		report_cell_names(&row, tier, category);
		report_cell_add(mem, cells, n, &row);
	}
	return result == DB_NONE ? DB_OK : result;
}
