#include "store/liability.h"

#include "base/mem.h"

/* How the roll-up writes what has no month of expiry. */
#define PENDING_MONTH INT32_C(-354285) /* 1000-01-01 */
#define NEVER_MONTH INT32_C(2932866)   /* 9999-12-01 */

/* The first day of the month in which a row of entry was booked. */
#define MONTH_OF(t) "CAST(DATE_FORMAT(" t ".posted_at + INTERVAL 8 HOUR, '%Y-%m-01') AS DATE)"

static const struct db_sql lots_kept = {
	"SELECT issued_month, ends_month, lots, points FROM rollup_lot"
	" ORDER BY issued_month, ends_month",
	"", "ddii"
};
/* all-members: what is open is the question. Months are grouped as numbers: making a
 * date of each lot costs more than reading it. */
static const struct db_sql lots_open = {
	"SELECT CAST(x.issued * 100 + 1 AS DATE), COALESCE(CAST(x.ends * 100 + 1 AS DATE),"
	" '1000-01-01'), x.lots, x.points FROM (SELECT EXTRACT(YEAR_MONTH FROM l.issued_on) AS issued,"
	" EXTRACT(YEAR_MONTH FROM l.expires_on) AS ends, COUNT(*) AS lots,"
	" CAST(SUM(l.`left`) AS SIGNED) AS points FROM lot l FORCE INDEX (PRIMARY)"
	" WHERE l.is_open = 1 GROUP BY issued, ends) x ORDER BY x.issued, x.ends",
	"", "ddii"
};
static const struct db_sql lots_forget = {
	"DELETE FROM rollup_lot WHERE issued_month >= '1000-01-01'", "", ""
};
static const struct db_sql lots_add = {
	"INSERT INTO rollup_lot (issued_month, ends_month, lots, points) VALUES (?, ?, ?, ?)",
	"ddii", ""
};

/* all-members: what one day booked, by index of posting. A lot that continues one
 * counts as points given back, one moved by a merge as a correction: neither is issued. */
static const struct db_sql uses_of = {
	"SELECT a_month, a_kind, CAST(SUM(a_points) AS SIGNED) FROM ("
	"SELECT " MONTH_OF("e") " AS a_month, IF(l.parent_seq > 0, 5, IF(e.source_kind = 14, 9, 0))"
	" AS a_kind, CAST(SUM(IF(l.parent_seq > 0 OR e.source_kind = 14, -CAST(l.points AS SIGNED),"
	" CAST(l.points AS SIGNED))) AS SIGNED) AS a_points FROM entry e FORCE INDEX (by_posting)"
	" JOIN lot l ON l.member_id = e.member_id AND l.seq = e.seq"
	" WHERE e.posted_at >= ? AND e.posted_at < ? GROUP BY a_month, a_kind"
	" UNION ALL SELECT " MONTH_OF("c") " AS a_month, d.kind AS a_kind,"
	" CAST(SUM(a.points) AS SIGNED) AS a_points FROM entry e FORCE INDEX (by_posting)"
	" JOIN allocation a ON a.member_id = e.member_id AND a.at_seq = e.seq"
	" JOIN entry d ON d.member_id = a.member_id AND d.seq = a.entry_seq"
	" JOIN entry c ON c.member_id = a.member_id AND c.seq = a.lot_seq"
	" WHERE e.posted_at >= ? AND e.posted_at < ? GROUP BY a_month, a_kind"
	") x GROUP BY a_month, a_kind ORDER BY a_month, a_kind",
	"tttt", "dii"
};
static const struct db_sql uses_forget = {"DELETE FROM rollup_lot_use WHERE day = ?", "d", ""};
static const struct db_sql uses_add = {
	"INSERT INTO rollup_lot_use (day, issued_month, kind, points) VALUES (?, ?, ?, ?)", "ddii", ""
};
static const struct db_sql uses_sum = {
	"SELECT issued_month, kind, CAST(SUM(points) AS SIGNED) FROM rollup_lot_use"
	" GROUP BY issued_month, kind ORDER BY issued_month, kind",
	"", "dii"
};
static const struct db_sql uses_trim = {
	"DELETE FROM rollup_lot_use WHERE day < ? OR day > ?", "dd", ""
};

/* all-members: what one day booked, by index of posting */
static const struct db_sql sale_of = {
	"SELECT COUNT(IF(e.kind = 1, 1, NULL)), CAST(COALESCE(SUM(IF(e.kind = 1, h.paid_fen,"
	" -COALESCE(v.amount_fen, 0))), 0) AS SIGNED) FROM entry e FORCE INDEX (by_posting)"
	" JOIN order_head h FORCE INDEX (PRIMARY)"
	" ON h.partner = SUBSTRING_INDEX(e.source_id, ':', 1) AND h.order_no ="
	" SUBSTRING_INDEX(SUBSTRING(e.source_id, LOCATE(':', e.source_id) + 1), '/', 1)"
	" LEFT JOIN order_event v ON e.kind = 3 AND v.partner = h.partner"
	" AND v.order_no = h.order_no AND v.event ="
	" CONCAT('refund/', SUBSTRING(e.source_id, LOCATE('/', e.source_id) + 1))"
	" WHERE e.posted_at >= ? AND e.posted_at < ? AND (e.kind = 1 AND e.source_kind = 1"
	" OR e.kind = 3 AND e.source_kind = 2)",
	"tt", "ii"
};
static const struct db_sql sale_forget = {"DELETE FROM rollup_sale WHERE day = ?", "d", ""};
static const struct db_sql sale_add = {
	"INSERT INTO rollup_sale (day, orders, paid_fen) VALUES (?, ?, ?)", "dii", ""
};
static const struct db_sql sale_sum = {
	"SELECT CAST(COALESCE(SUM(orders), 0) AS SIGNED), CAST(COALESCE(SUM(paid_fen), 0) AS SIGNED)"
	" FROM rollup_sale",
	"", "ii"
};
static const struct db_sql sale_trim = {
	"DELETE FROM rollup_sale WHERE day < ? OR day > ?", "dd", ""
};

static const struct db_sql estimate_add = {
	"INSERT IGNORE INTO breakage_estimate (made_on, breakage, months, ended_issued,"
	" ended_expired, issued, used, sales_fen, allocated_fen, recognised_fen)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"diiiiiiiii", ""
};
static const struct db_sql estimates_kept = {
	"SELECT b.made_on, b.breakage, b.months, b.ended_issued, b.ended_expired, b.issued, b.used,"
	" b.sales_fen, b.allocated_fen, b.recognised_fen FROM (SELECT MAX(made_on) AS made_on"
	" FROM breakage_estimate GROUP BY DATE_FORMAT(made_on, '%Y-%m')"
	" ORDER BY made_on DESC LIMIT 36) m JOIN breakage_estimate b ON b.made_on = m.made_on"
	" ORDER BY b.made_on DESC",
	"", "diiiiiiiii"
};

static enum db read_lots(struct database *db, void *mem, const struct db_sql *sql,
                         struct liability_lot **rows, int *n)
{
	struct liability_lot row;
	enum db got = db_query(db, mem, sql);

	*rows = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, sql, &row.issued, &row.ends, &row.lots, &row.points)) == DB_OK) {
		row.ends = row.ends == PENDING_MONTH ? DAY_NONE
		           : row.ends == NEVER_MONTH ? DAY_NEVER
		                                     : row.ends;
		*rows = talloc_realloc(mem, *rows, struct liability_lot, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db liability_lots(struct database *db, void *mem, struct liability_lot **rows, int *n)
{
	return read_lots(db, mem, &lots_kept, rows, n);
}

enum db liability_lots_now(struct database *db, void *mem, struct liability_lot **rows, int *n)
{
	return read_lots(db, mem, &lots_open, rows, n);
}

enum db liability_lots_write(struct database *db, const struct liability_lot *rows, int n)
{
	enum db got = db_run(db, &lots_forget);

	for (int i = 0; got == DB_OK && i < n; i++) {
		int32_t ends = rows[i].ends == DAY_NONE    ? PENDING_MONTH
		               : rows[i].ends == DAY_NEVER ? NEVER_MONTH
		                                           : rows[i].ends;

		got = db_run(db, &lots_add, rows[i].issued, ends, rows[i].lots, rows[i].points);
	}
	return got;
}

static enum db next_uses(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                         struct liability_use **rows, int *n)
{
	struct liability_use row;

	*rows = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, sql, &row.issued, &row.kind, &row.points)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct liability_use, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db liability_uses_of(struct database *db, void *mem, int32_t day, struct liability_use **rows,
                          int *n)
{
	int64_t from = day_start(day), to = day_start(day + 1);

	return next_uses(db, mem, &uses_of, db_query(db, mem, &uses_of, from, to, from, to), rows, n);
}

enum db liability_uses(struct database *db, void *mem, struct liability_use **rows, int *n)
{
	return next_uses(db, mem, &uses_sum, db_query(db, mem, &uses_sum), rows, n);
}

enum db liability_uses_write(struct database *db, int32_t day, const struct liability_use *rows,
                             int n)
{
	enum db got = db_run(db, &uses_forget, day);

	for (int i = 0; got == DB_OK && i < n; i++)
		got = db_run(db, &uses_add, day, rows[i].issued, rows[i].kind, rows[i].points);
	return got;
}

enum db liability_sale_of(struct database *db, int32_t day, struct liability_sale *sale)
{
	return db_one(db, NULL, &sale_of, day_start(day), day_start(day + 1), &sale->orders,
	              &sale->paid_fen);
}

enum db liability_sale_write(struct database *db, int32_t day, const struct liability_sale *sale)
{
	enum db got = db_run(db, &sale_forget, day);

	if (got != DB_OK || (sale->orders == 0 && sale->paid_fen == 0))
		return got;
	return db_run(db, &sale_add, day, sale->orders, sale->paid_fen);
}

enum db liability_sales(struct database *db, struct liability_sale *sale)
{
	return db_one(db, NULL, &sale_sum, &sale->orders, &sale->paid_fen);
}

enum db liability_trim(struct database *db, int32_t first, int32_t last)
{
	enum db got = db_run(db, &uses_trim, first, last);

	return got == DB_OK ? db_run(db, &sale_trim, first, last) : got;
}

enum db liability_estimate_add(struct database *db, const struct liability_estimate *row)
{
	return db_run(db, &estimate_add, row->made_on, row->breakage, row->months, row->ended_issued,
	              row->ended_expired, row->issued, row->used, row->sales_fen, row->allocated_fen,
	              row->recognised_fen);
}

enum db liability_estimates(struct database *db, void *mem, struct liability_estimate **rows,
                            int *n)
{
	struct liability_estimate row;
	enum db got = db_query(db, mem, &estimates_kept);

	*rows = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &estimates_kept, &row.made_on, &row.breakage, &row.months,
	                      &row.ended_issued, &row.ended_expired, &row.issued, &row.used,
	                      &row.sales_fen, &row.allocated_fen, &row.recognised_fen)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct liability_estimate, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
