#include "store/rollup_partners.h"

#include <string.h>

#include "base/mem.h"

#define ON(at) "DATE(" at " + INTERVAL 8 HOUR)"
#define SUM(of) "CAST(SUM(" of ") AS SIGNED)"
#define ORDER_OF(id) "SUBSTRING_INDEX(SUBSTRING(" id ", LOCATE(':', " id ") + 1), '/', 1)"
#define OUT "dsiiiiiiiiiiii"
#define VALUES                                                                             \
	"orders, paid_fen, earned, reversed, spent, spent_fen, returned, returned_fen, coupons,"  \
	" coupons_fen, coupons_back, coupons_back_fen"
#define SUMS                                                                               \
	SUM("orders") "," SUM("paid_fen") "," SUM("earned") "," SUM("reversed") "," SUM("spent")  \
	"," SUM("spent_fen") "," SUM("returned") "," SUM("returned_fen") "," SUM("coupons") ","   \
	SUM("coupons_fen") "," SUM("coupons_back") "," SUM("coupons_back_fen")
/* Of the points given back for a spend up to entry e: what they had paid in whole fen,
 * so that the parts of several refunds add up to the whole. */
#define BACK_UNTIL(without)                                                                \
	"p.fen * (SELECT CAST(SUM(b.points) AS SIGNED) - " without " FROM entry b"              \
	" FORCE INDEX (once) WHERE b.member_id = e.member_id AND b.source_kind = 5"             \
	" AND b.source_id > CONCAT('pay:', p.partner, ':', p.order_no, '/')"                    \
	" AND b.source_id < CONCAT('pay:', p.partner, ':', p.order_no, '0')"                    \
	" AND b.kind = 5 AND b.seq <= e.seq) DIV p.points"

/* A source_id is "partner:order_no[/refund_no]", that of points paid with
 * "pay:partner:order_no[/refund_no]". */
/* all-members: what was booked on some days, by index of each time */
static const struct db_sql facts = {
	"SELECT day, partner, " SUMS " FROM ("
	"SELECT " ON("e.posted_at") " AS day, SUBSTRING_INDEX(e.source_id, ':', 1) AS partner,"
	" e.kind = 1 AND e.source_kind = 1 AS orders,"
	" IF(e.kind = 1 AND e.source_kind = 1, COALESCE(h.paid_fen, 0), 0) AS paid_fen,"
	" IF(e.kind = 1, e.points, 0) AS earned, IF(e.kind = 3, -e.points, 0) AS reversed,"
	" 0 AS spent, 0 AS spent_fen, 0 AS returned, 0 AS returned_fen, 0 AS coupons,"
	" 0 AS coupons_fen, 0 AS coupons_back, 0 AS coupons_back_fen"
	" FROM entry e FORCE INDEX (by_posting) LEFT JOIN order_head h FORCE INDEX (PRIMARY)"
	" ON h.partner = SUBSTRING_INDEX(e.source_id, ':', 1)"
	" AND h.order_no = " ORDER_OF("e.source_id")
	" WHERE e.posted_at >= ? AND e.posted_at < ? AND e.kind IN (1, 3)"
	" AND e.source_kind IN (1, 2, 3)"
	" UNION ALL SELECT " ON("e.posted_at") ", p.partner, 0, 0, 0, 0,"
	" IF(e.kind = 4, -e.points, 0), IF(e.kind = 4, p.fen, 0), IF(e.kind = 5, e.points, 0),"
	" IF(e.kind = 5, " BACK_UNTIL("0") " - " BACK_UNTIL("e.points") ", 0), 0, 0, 0, 0"
	" FROM entry e FORCE INDEX (by_posting) JOIN order_payment p FORCE INDEX (PRIMARY)"
	" ON p.partner = SUBSTRING_INDEX(SUBSTRING(e.source_id, 5), ':', 1)"
	" AND p.order_no = " ORDER_OF("SUBSTRING(e.source_id, 5)") " AND p.part = 'points'"
	" WHERE e.posted_at >= ? AND e.posted_at < ? AND e.kind IN (4, 5) AND e.source_kind = 5"
	" AND e.source_id LIKE 'pay:%'"
	" UNION ALL SELECT " ON("happened_at") ", partner, 0, 0, 0, 0, 0, 0, 0, 0,"
	" 1 - back, IF(back, 0, fen), back, IF(back, fen, 0) FROM coupon_use"
	" WHERE happened_at >= ? AND happened_at < ?) x GROUP BY day, partner ORDER BY day, partner",
	"tttttt", OUT
};
static const struct db_sql clear = {"DELETE FROM rollup_partner WHERE day = ?", "d", ""};
static const struct db_sql trim = {
	"DELETE FROM rollup_partner WHERE day < ? OR day > ?", "dd", ""
};
static const struct db_sql put = {
	"INSERT INTO rollup_partner (day, partner, " VALUES ")"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	OUT, ""
};
static const struct db_sql months = {
	"SELECT MIN(day - INTERVAL DAYOFMONTH(day) - 1 DAY), partner, " SUMS
	" FROM rollup_partner WHERE day >= ? AND day <= ?"
	" GROUP BY EXTRACT(YEAR_MONTH FROM day), partner ORDER BY 1, partner",
	"dd", OUT
};
static const struct db_sql days = {
	"SELECT day, partner, " VALUES " FROM rollup_partner WHERE day >= ? AND day <= ?"
	" AND partner = ? ORDER BY day",
	"dds", OUT
};
static const struct db_sql names = {
	"SELECT partner, name FROM partner ORDER BY partner", "", "ss"
};

/* What SQL, begun with the answer GOT, has to say. */
static enum db read(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct partner_sum **out, int *n)
{
	struct partner_sum s;
	int64_t *v = s.v;

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, sql, &s.day, &s.partner, &v[0], &v[1], &v[2], &v[3], &v[4], &v[5],
	                      &v[6], &v[7], &v[8], &v[9], &v[10], &v[11])) == DB_OK) {
		if ((*n & (*n - 1)) == 0)
			*out = talloc_realloc(mem, *out, struct partner_sum, *n ? (unsigned)*n * 2 : 1);
		(*out)[(*n)++] = s;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db partner_facts(struct database *db, void *mem, int32_t from, int32_t to,
                      struct partner_sum **out, int *n)
{
	int64_t begins = day_start(from), ends = day_start(to + 1);

	return read(db, mem, &facts,
	            db_query(db, mem, &facts, begins, ends, begins, ends, begins, ends), out, n);
}

enum db partner_put(struct database *db, int32_t day, const struct partner_sum *rows, int n)
{
	enum db got = db_run(db, &clear, day);

	for (int i = 0; got == DB_OK && i < n; i++) {
		const int64_t *v = rows[i].v;

		got = db_run(db, &put, day, rows[i].partner, v[0], v[1], v[2], v[3], v[4], v[5], v[6],
		             v[7], v[8], v[9], v[10], v[11]);
	}
	return got;
}

enum db partner_trim(struct database *db, int32_t first, int32_t last)
{
	return db_run(db, &trim, first, last);
}

enum db partner_months(struct database *db, void *mem, int32_t from, int32_t to,
                       struct partner_sum **out, int *n)
{
	return read(db, mem, &months, db_query(db, mem, &months, from, to), out, n);
}

enum db partner_days(struct database *db, void *mem, const char *partner, int32_t from,
                     int32_t to, struct partner_sum **out, int *n)
{
	return read(db, mem, &days, db_query(db, mem, &days, from, to, partner), out, n);
}

enum db partner_names(struct database *db, void *mem, struct partner_name **out, int *n)
{
	struct partner_name row;
	enum db got = db_query(db, mem, &names);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &names, &row.partner, &row.name)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct partner_name, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
