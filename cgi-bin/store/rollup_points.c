#include "store/rollup_points.h"

#include "base/mem.h"
#include "store/report_sql.h"

static const struct db_sql forget = {"DELETE FROM rollup_points WHERE day = ?", "d", ""};
static const struct db_sql trim = {
	"DELETE FROM rollup_points WHERE day < ? OR day > ?", "dd", ""
};
static const struct db_sql add = {
	"INSERT INTO rollup_points (day, kind, source_kind, tier, category, points, entries, stated,"
	" pending) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"diissiiii", ""
};
static const struct db_sql read = {
	"SELECT day, kind, source_kind, tier, category, points, entries, stated, pending"
	" FROM rollup_points WHERE day BETWEEN ? AND ?"
	" ORDER BY day, kind, source_kind, tier, category",
	"dd", "diissiiii"
};

enum db rollup_points_write(struct database *db, int32_t day, const struct report_cell *cells,
                            int n)
{
	enum db got = db_run(db, &forget, day);

	for (int i = 0; got == DB_OK && i < n; i++)
		got = db_run(db, &add, day, cells[i].kind, cells[i].source, cells[i].tier,
		             cells[i].category, cells[i].points, cells[i].entries, cells[i].stated,
		             cells[i].pending);
	return got;
}

enum db rollup_points_trim(struct database *db, int32_t first, int32_t last)
{
	return db_run(db, &trim, first, last);
}

enum db rollup_points_read(struct database *db, void *mem, int32_t from, int32_t to,
                           struct report_cell **cells, int *n)
{
	struct report_cell row = {.source = 0};
	char *tier, *category;
	enum db result = db_query(db, mem, &read, from, to);

	*cells = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, &read, &row.day, &row.kind, &row.source, &tier, &category,
	                         &row.points, &row.entries, &row.stated, &row.pending)) == DB_OK) {
		report_cell_names(&row, tier, category);
		report_cell_add(mem, cells, n, &row);
	}
	return result == DB_NONE ? DB_OK : result;
}
