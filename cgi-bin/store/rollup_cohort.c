#include "store/rollup_cohort.h"

#include "base/mem.h"

#define ACCOUNTS "200" /* at a time */
/* Orders that were not refunded whole. */
#define ORDERS                                                                              \
	" LEFT JOIN order_head o ON o.member_id = m.member_id AND o.paid_at IS NOT NULL"      \
	" AND o.cancelled = 0"

/* all-members: everybody in turn, by number */
static const struct db_sql last_of = {
	"SELECT MAX(member_id) FROM (SELECT member_id FROM member WHERE member_id > ?"
	" ORDER BY member_id LIMIT " ACCOUNTS ") m",
	"i", "I"
};
/* all-members: the same */
static const struct db_sql rows_of = {
	"SELECT m.member_id AS who, m.joined_on, o.paid_at, o.paid_fen - o.refunded_fen"
	" FROM member m" ORDERS
	" WHERE m.member_id > ? AND m.member_id <= ? AND m.merged_into IS NULL"
	" UNION ALL SELECT s.member_id, s.joined_on, o.paid_at, o.paid_fen - o.refunded_fen"
	" FROM member m JOIN member s ON s.member_id = m.merged_into" ORDERS
	" WHERE m.merged_into > ? AND m.merged_into <= ? ORDER BY who",
	"iiii", "idtI"
};
static const struct db_sql clear[] = {
	{ "DELETE FROM rollup_member_now WHERE family <> ''", "", "" },
	{ "DELETE FROM rollup_year WHERE year > 0", "", "" },
	{ "DELETE FROM rollup_cohort WHERE age >= -1", "", "" },
	{ "DELETE FROM rollup_rfm WHERE recency > 0", "", "" },
};
static const struct db_sql kinds_make[] = {
	{ "INSERT INTO rollup_member_now (family, part, as_of, members)"
	  " SELECT 'kind', kind, ?, COUNT(*) FROM member"
	  " WHERE joined_on <= ? AND merged_into IS NULL AND state = 'active' GROUP BY kind",
	  "dd", "" },
	{ "INSERT INTO rollup_member_now (family, part, as_of, members)"
	  " SELECT 'lang', p.lang, ?, COUNT(*) FROM member m JOIN person p"
	  " ON p.member_id = m.member_id AND p.person_id = 1 WHERE m.joined_on <= ?"
	  " AND m.merged_into IS NULL AND m.state = 'active' GROUP BY p.lang",
	  "dd", "" },
};
static const struct db_sql now_put = {
	"INSERT INTO rollup_member_now (family, part, as_of, members) VALUES (?, ?, ?, ?)", "ssdi", ""
};
static const struct db_sql year_put = {
	"INSERT INTO rollup_year (year, as_of, buyers, again) VALUES (?, ?, ?, ?)", "idii", ""
};
static const struct db_sql quarter_put = {
	"INSERT INTO rollup_cohort (quarter, age, as_of, members) VALUES (?, ?, ?, ?)", "didi", ""
};
static const struct db_sql rfm_put = {
	"INSERT INTO rollup_rfm (recency, frequency, money, as_of, members, orders, net_fen,"
	" first_last) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"iiidiiid", ""
};
static const struct db_sql now_read = {
	"SELECT as_of, family, part, members FROM rollup_member_now"
	" ORDER BY family, members DESC, part",
	"", "dssi"
};
static const struct db_sql years_read = {
	"SELECT as_of, year, buyers, again FROM rollup_year ORDER BY year DESC", "", "diii"
};
static const struct db_sql quarters_read = {
	"SELECT as_of, quarter, age, members FROM rollup_cohort WHERE quarter >= ?"
	" ORDER BY quarter DESC, age",
	"d", "ddii"
};
static const struct db_sql rfm_read = {
	"SELECT as_of, recency, frequency, money, members, orders, net_fen, first_last"
	" FROM rollup_rfm ORDER BY recency DESC, frequency DESC, money DESC",
	"", "diiiiiid"
};

enum db rollup_cohort_rows(struct database *db, void *mem, uint64_t after, uint64_t *last,
                           struct cohort_row **rows, int *n)
{
	int64_t from = (int64_t)after, to, who, paid_at, net;
	int32_t joined_on;
	enum db got = db_one(db, NULL, &last_of, from, &to);

	*rows = NULL;
	*n = 0;
	if (got != DB_OK)
		return got;
	if (to == INT64_MIN)
		return DB_NONE;
	*last = (uint64_t)to;
	got = db_query(db, mem, &rows_of, from, to, from, to);
	while (got == DB_OK &&
	       (got = db_next(db, &rows_of, &who, &joined_on, &paid_at, &net)) == DB_OK) {
		struct cohort_row *row;

		if ((*n & (*n - 1)) == 0)
			*rows = talloc_realloc(mem, *rows, struct cohort_row,
			                       *n ? (unsigned)*n * 2 : 1);
		row = *rows + (*n)++;
		*row = (struct cohort_row){ .member_id = (uint64_t)who, .joined_on = joined_on,
			                    .paid_on = DAY_NONE };
		if (paid_at == INSTANT_NONE)
			continue;
		row->paid_on = day_of(paid_at);
		row->net_fen = net;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_cohort_clear(struct database *db)
{
	enum db got = DB_OK;

	for (size_t i = 0; got == DB_OK && i < sizeof clear / sizeof *clear; i++)
		got = db_run(db, &clear[i]);
	return got;
}

enum db rollup_kinds_make(struct database *db, int32_t as_of)
{
	enum db got = db_run(db, &kinds_make[0], as_of, as_of);

	return got == DB_OK ? db_run(db, &kinds_make[1], as_of, as_of) : got;
}

enum db rollup_now_put(struct database *db, const char *family, const char *part, int32_t as_of,
                       int64_t members)
{
	return db_run(db, &now_put, family, part, as_of, members);
}

enum db rollup_year_put(struct database *db, int year, int32_t as_of, int64_t buyers,
                        int64_t again)
{
	return db_run(db, &year_put, (int64_t)year, as_of, buyers, again);
}

enum db rollup_quarter_put(struct database *db, int32_t quarter, int age, int32_t as_of,
                           int64_t members)
{
	return db_run(db, &quarter_put, quarter, (int64_t)age, as_of, members);
}

enum db rollup_rfm_put(struct database *db, const struct rfm_cell *c, int32_t as_of)
{
	return db_run(db, &rfm_put, (int64_t)c->recency, (int64_t)c->frequency, (int64_t)c->money,
	              as_of, c->members, c->orders, c->net_fen, c->first_last);
}

enum db rollup_now(struct database *db, void *mem, int32_t *as_of, struct rollup_now **rows,
                   int *n)
{
	struct rollup_now row;
	enum db got = db_query(db, mem, &now_read);

	*as_of = DAY_NONE;
	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &now_read, as_of, &row.family, &row.part,
	                                      &row.members)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct rollup_now, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_years(struct database *db, void *mem, int32_t *as_of, struct rollup_year **rows,
                     int *n)
{
	struct rollup_year row;
	enum db got = db_query(db, mem, &years_read);

	*as_of = DAY_NONE;
	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &years_read, as_of, &row.year, &row.buyers,
	                                      &row.again)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct rollup_year, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_quarters(struct database *db, void *mem, int32_t since, int32_t *as_of,
                        struct rollup_quarter **rows, int *n)
{
	struct rollup_quarter row;
	enum db got = db_query(db, mem, &quarters_read, since);

	*as_of = DAY_NONE;
	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &quarters_read, as_of, &row.quarter, &row.age,
	                                      &row.members)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct rollup_quarter, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_rfm(struct database *db, void *mem, int32_t *as_of, struct rfm_cell **rows, int *n)
{
	struct rfm_cell row;
	int64_t recency = 0, frequency = 0, money = 0;
	enum db got = db_query(db, mem, &rfm_read);

	*as_of = DAY_NONE;
	*rows = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &rfm_read, as_of, &recency, &frequency, &money,
	                                      &row.members, &row.orders, &row.net_fen,
	                                      &row.first_last)) == DB_OK) {
		row.recency = (int)recency;
		row.frequency = (int)frequency;
		row.money = (int)money;
		*rows = talloc_realloc(mem, *rows, struct rfm_cell, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
