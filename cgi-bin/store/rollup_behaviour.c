#include "store/rollup_behaviour.h"

#include <string.h>

#include "base/mem.h"

#define ACCOUNTS "200" /* at a time */
#define BOUGHT "COUNT(o.order_no), COALESCE(SUM(o.paid_fen - o.refunded_fen), 0)"
#define PAID " AND o.paid_at >= ? AND o.paid_at < ? AND o.cancelled = 0"
#define OPEN ".state = 'active'"
#define LIKING " FROM preference p JOIN member m ON m.member_id = p.member_id AND m" OPEN \
	" JOIN account a ON a.member_id = p.member_id WHERE "

/* all-members: everybody in turn, by number */
static const struct db_sql last_of = {
	"SELECT MAX(member_id) FROM (SELECT member_id FROM member WHERE member_id > ?"
	" ORDER BY member_id LIMIT " ACCOUNTS ") m",
	"i", "I"
};
/* all-members: the same */
static const struct db_sql rows_of = {
	"SELECT m.member_id AS who, a.tier, COALESCE(o.category, '') AS category, " BOUGHT
	" FROM member m JOIN account a ON a.member_id = m.member_id"
	" LEFT JOIN order_head o ON o.member_id = m.member_id" PAID
	" WHERE m.member_id > ? AND m.member_id <= ? AND m.joined_on <= ? AND m" OPEN
	" GROUP BY who, a.tier, category"
	" UNION ALL SELECT s.member_id AS who, a.tier, o.category, " BOUGHT
	" FROM member m JOIN member s ON s.member_id = m.merged_into AND s" OPEN
	" AND s.joined_on <= ? JOIN account a ON a.member_id = s.member_id"
	" JOIN order_head o ON o.member_id = m.member_id" PAID
	" WHERE m.merged_into > ? AND m.merged_into <= ? GROUP BY who, a.tier, o.category"
	" ORDER BY who",
	"ttiiddttii", "issiI"
};
/* all-members: who likes what, by tier */
static const struct db_sql interests = {
	"SELECT ?, a.tier, COUNT(*)" LIKING "FIND_IN_SET(?, p.interests) > 0 GROUP BY a.tier", "ss",
	"ssi"
};
/* all-members: the same */
static const struct db_sql transports = {
	"SELECT p.transport, a.tier, COUNT(*)" LIKING "p.transport <> '' GROUP BY p.transport, a.tier",
	"", "ssi"
};
/* all-members: the same */
static const struct db_sql lodgings = {
	"SELECT p.lodging, a.tier, COUNT(*)" LIKING "p.lodging <> '' GROUP BY p.lodging, a.tier", "",
	"ssi"
};
static const struct db_sql clear = { "DELETE FROM rollup_behaviour WHERE family <> ''", "", "" };
static const struct db_sql put = {
	"INSERT INTO rollup_behaviour (family, part, other, as_of, members, orders, net_fen)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"sssdiii", ""
};
static const struct db_sql all = {
	"SELECT as_of, family, part, other, members, orders, net_fen FROM rollup_behaviour"
	" ORDER BY family, part, other",
	"", "dsssiii"
};

enum db rollup_behaviour_rows(struct database *db, void *mem, uint64_t after, int32_t since,
                              int32_t as_of, uint64_t *last, struct behaviour_row **rows, int *n)
{
	int64_t from = (int64_t)after, to, who = 0, begin = day_start(since),
		end = day_start(as_of + 1);
	enum db got = db_one(db, NULL, &last_of, from, &to);

	*rows = NULL;
	*n = 0;
	if (got != DB_OK || to == INT64_MIN)
		return got == DB_OK ? DB_NONE : got;
	*last = (uint64_t)to;
	got = db_query(db, mem, &rows_of, begin, end, from, to, as_of, as_of, begin, end, from, to);
	while (got == DB_OK) {
		struct behaviour_row row = { 0 };
		char *tier, *category;

		got = db_next(db, &rows_of, &who, &tier, &category, &row.orders, &row.net_fen);
		if (got != DB_OK)
			break;
		row.member_id = (uint64_t)who;
		row.tier = tier;
		row.category = category;
		if ((*n & (*n - 1)) == 0)
			*rows = talloc_realloc(mem, *rows, struct behaviour_row,
			                       *n ? (unsigned)*n * 2 : 1);
		(*rows)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

static struct behaviour_figure *grow(void *mem, struct behaviour_figure **out, int *n)
{
	*out = talloc_realloc(mem, *out, struct behaviour_figure, (unsigned)*n + 1);
	return *out + (*n)++;
}

enum db rollup_behaviour_likes(struct database *db, void *mem, const char *family,
                               const char *word, struct behaviour_figure **out, int *n)
{
	const struct db_sql *sql = word                               ? &interests
	                           : strcmp(family, "transport") == 0 ? &transports
	                                                              : &lodgings;
	enum db got = word ? db_query(db, mem, sql, word, word) : db_query(db, mem, sql);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		char *part, *tier;
		int64_t members = 0;

		got = db_next(db, sql, &part, &tier, &members);
		if (got == DB_OK)
			*grow(mem, out, n) = (struct behaviour_figure){
				.family = family, .part = part, .other = tier, .members = members };
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db rollup_behaviour_clear(struct database *db)
{
	return db_run(db, &clear);
}

enum db rollup_behaviour_put(struct database *db, const struct behaviour_figure *f, int32_t as_of)
{
	return db_run(db, &put, f->family, f->part, f->other, as_of, f->members, f->orders,
	              f->net_fen);
}

enum db rollup_behaviour(struct database *db, void *mem, int32_t *as_of,
                         struct behaviour_figure **out, int *n)
{
	enum db got = db_query(db, mem, &all);

	*as_of = DAY_NONE;
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct behaviour_figure row = { 0 };
		char *family, *part, *other;

		got = db_next(db, &all, as_of, &family, &part, &other, &row.members, &row.orders,
		              &row.net_fen);
		if (got != DB_OK)
			break;
		row.family = family;
		row.part = part;
		row.other = other;
		*grow(mem, out, n) = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
