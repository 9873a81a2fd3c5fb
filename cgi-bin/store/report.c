#include "store/report.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/report_sql.h"

static const struct db_sql totals = {
	"SELECT IF(day < ?, ?, IF(day > ?, ?, day)) AS a_day, kind, CAST(SUM(points) AS SIGNED),"
	" CAST(SUM(entries) AS SIGNED) FROM day_total GROUP BY a_day, kind ORDER BY a_day, kind",
	"dddd", "diii"
};
/* all-members: what was booked since the last proof, by index of the touched. Most
 * have one such entry, found by its key; only of the others all are looked through. */
#define UNPROVED(entries, which)                                                           \
	"SELECT " REPORT_POSTED_DAY " AS a_day, e.kind, e.source_kind, " REPORT_TIER_THEN      \
	" AS a_tier, " REPORT_CATEGORY " AS a_category, " REPORT_SUMS                          \
	" FROM account a JOIN entry e FORCE INDEX (PRIMARY) ON e.member_id = a.member_id"      \
	" AND e.seq " entries REPORT_BEFORE REPORT_ORDER                                       \
	" WHERE a.is_touched = 1 AND a.last_seq " which " a.proved_seq + 1"                    \
	" GROUP BY a_day, e.kind, e.source_kind, a_tier, a_category"
static const struct db_sql unproved = {
	UNPROVED("= a.last_seq", "=") " UNION ALL " UNPROVED("> a.proved_seq", "<>"), "",
	"diissiiii"
};
/* The same of one member's entries that a proof goes over now. */
static const struct db_sql proving = {
	"SELECT " REPORT_POSTED_DAY " AS a_day, e.kind, e.source_kind, " REPORT_TIER_THEN
	" AS a_tier, " REPORT_CATEGORY " AS a_category, " REPORT_SUMS
	" FROM entry e FORCE INDEX (PRIMARY)" REPORT_BEFORE REPORT_ORDER
	" WHERE e.member_id = ? AND e.seq > ? AND e.seq <= ?"
	" GROUP BY a_day, e.kind, e.source_kind, a_tier, a_category",
	"iii", "diissiiii"
};
/* all-members: the entries of some days, by index of posting */
static const struct db_sql booked = {
	"SELECT " REPORT_POSTED_DAY " AS a_day, e.kind, e.source_kind, " REPORT_TIER_THEN
	" AS a_tier, " REPORT_CATEGORY " AS a_category, " REPORT_SUMS
	" FROM entry e FORCE INDEX (by_posting)" REPORT_BEFORE REPORT_ORDER
	" WHERE e.posted_at >= ? AND e.posted_at < ?"
	" GROUP BY a_day, e.kind, e.source_kind, a_tier, a_category",
	"tt", "diissiiii"
};
/* all-members: the same for a page, which asks again and again: of who had no change of
 * tier since the first of the days, the account itself says what it holds */
static const struct db_sql live = {
	"SELECT " REPORT_POSTED_DAY " AS a_day, e.kind, e.source_kind, COALESCE(a.tier, "
	REPORT_TIER_THEN ") AS a_tier, " REPORT_CATEGORY
	" AS a_category, CAST(SUM(e.points) AS SIGNED), COUNT(*)"
	" FROM entry e FORCE INDEX (by_posting)" REPORT_ORDER
	" LEFT JOIN (SELECT member_id FROM tier_change WHERE posted_at >= ?"
	" UNION SELECT member_id FROM tier_change WHERE effective_at >= ?) c"
	" ON c.member_id = e.member_id"
	" LEFT JOIN account a ON a.member_id = e.member_id AND c.member_id IS NULL"
	" WHERE e.posted_at >= ? AND e.posted_at < ?"
	" GROUP BY a_day, e.kind, e.source_kind, a_tier, a_category",
	"tttt", "diissii"
};
/* all-members: the entries of some days, by index of posting alone */
static const struct db_sql kinds = {
	"SELECT " REPORT_POSTED_DAY " AS a_day, e.kind, CAST(SUM(e.points) AS SIGNED), COUNT(*)"
	" FROM entry e FORCE INDEX (by_posting) WHERE e.posted_at >= ? AND e.posted_at < ?"
	" GROUP BY a_day, e.kind",
	"tt", "diii"
};
/* all-members: the same of one day, by index of posting alone; working out the day of
 * each row is half the cost of the other */
static const struct db_sql kinds_of_day = {
	"SELECT CAST(? AS DATE), e.kind, CAST(SUM(e.points) AS SIGNED), COUNT(*)"
	" FROM entry e FORCE INDEX (by_posting) WHERE e.posted_at >= ? AND e.posted_at < ?"
	" GROUP BY e.kind",
	"dtt", "diii"
};
/* all-members: the sum over everybody is the question */
static const struct db_sql accounts = {
	"SELECT COUNT(*), CAST(COALESCE(SUM(available), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(pending), 0) AS SIGNED), CAST(COALESCE(SUM(held), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(debt), 0) AS SIGNED) FROM account",
	"", "iiiii"
};
/* all-members: the entries of one day, by index of posting */
static const struct db_sql entries = {
	"SELECT e.member_id, COALESCE(m.member_no, ''), e.seq, e.kind, e.points, e.moved,"
	" e.available_after, e.pending_after, e.debt_after, e.source_kind, e.source_id,"
	" e.effective_at, e.posted_at, e.rule_version, e.inputs, e.prev_hash, e.hash,"
	" p.seq, " REPORT_OUTSTANDING("p") ", p.hash"
	" FROM entry e FORCE INDEX (by_posting) LEFT JOIN member m ON m.member_id = e.member_id"
	" LEFT JOIN entry p ON p.member_id = e.member_id AND p.seq = e.seq - 1"
	" WHERE e.posted_at >= ? AND e.posted_at < ?"
	" AND (e.member_id > ? OR e.member_id = ? AND e.seq > ?)"
	" ORDER BY e.member_id, e.seq LIMIT 1000",
	"ttiii", "isiiiiiiiisttisbbIIb"
};
/* all-members: the entries of some days, by index of posting */
static const struct db_sql gaps = {
	"SELECT e.member_id, COALESCE(m.member_no, ''), e.seq, e.posted_at"
	" FROM entry e FORCE INDEX (by_posting) LEFT JOIN member m ON m.member_id = e.member_id"
	" LEFT JOIN entry p ON p.member_id = e.member_id AND p.seq = e.seq - 1"
	" WHERE e.posted_at >= ? AND e.posted_at < ? AND e.seq > 1 AND p.seq IS NULL LIMIT 20",
	"tt", "isit"
};
/* all-members: who of everybody is astray is the question */
static const struct db_sql astray = {
	"SELECT a.member_id, COALESCE(m.member_no, ''), a.last_seq, CAST(a.available AS SIGNED)"
	" + CAST(a.pending AS SIGNED) - CAST(a.debt AS SIGNED) AS has,"
	" IF(e.seq IS NULL, 0, " REPORT_OUTSTANDING("e") ") AS says"
	" FROM account a LEFT JOIN entry e ON e.member_id = a.member_id AND e.seq = a.last_seq"
	" LEFT JOIN member m ON m.member_id = a.member_id HAVING has <> says LIMIT 20",
	"", "isiii"
};

void report_cell_add(void *mem, struct report_cell **cells, int *n, const struct report_cell *row)
{
	*cells = talloc_realloc(mem, *cells, struct report_cell, (unsigned)*n + 1);
	(*cells)[(*n)++] = *row;
}

void report_cell_names(struct report_cell *row, const char *tier, const char *category)
{
	snprintf(row->tier, sizeof row->tier, "%s", tier);
	snprintf(row->category, sizeof row->category, "%s", category);
}

enum db report_totals(struct database *db, void *mem, int32_t from, int32_t to,
                      struct report_cell **cells, int *n)
{
	struct report_cell row = {.source = 0};
	enum db result = db_query(db, mem, &totals, from, from - 1, to, to + 1);

	*cells = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, &totals, &row.day, &row.kind, &row.points,
	                                            &row.entries)) == DB_OK)
		report_cell_add(mem, cells, n, &row);
	return result == DB_NONE ? DB_OK : result;
}

/* All rows of SQL, which is open, as cells with all their columns. */
static enum db whole_cells(struct database *db, const struct db_sql *sql, enum db result, void *mem,
                           struct report_cell **cells, int *n)
{
	struct report_cell row = {.source = 0};
	char *tier, *category;

	*cells = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, sql, &row.day, &row.kind, &row.source, &tier, &category,
	                         &row.points, &row.entries, &row.stated, &row.pending)) == DB_OK) {
		report_cell_names(&row, tier, category);
		report_cell_add(mem, cells, n, &row);
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db report_unproved(struct database *db, void *mem, struct report_cell **cells, int *n)
{
	return whole_cells(db, &unproved, db_query(db, mem, &unproved), mem, cells, n);
}

enum db report_proving(struct database *db, void *mem, uint64_t member_id, int64_t after,
                       int64_t until, struct report_cell **cells, int *n)
{
	enum db result = db_query(db, mem, &proving, (int64_t)member_id, after, until);

	return whole_cells(db, &proving, result, mem, cells, n);
}

enum db report_booked(struct database *db, void *mem, int32_t from, int32_t to,
                      struct report_cell **cells, int *n)
{
	enum db result = db_query(db, mem, &booked, day_start(from), day_start(to + 1));

	return whole_cells(db, &booked, result, mem, cells, n);
}

enum db report_live(struct database *db, void *mem, int32_t from, int32_t to,
                    struct report_cell **cells, int *n)
{
	struct report_cell row = {.source = 0};
	int64_t begin = day_start(from);
	char *tier, *category;
	enum db result = db_query(db, mem, &live, begin, begin, begin, day_start(to + 1));

	*cells = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, &live, &row.day, &row.kind, &row.source, &tier, &category,
	                         &row.points, &row.entries)) == DB_OK) {
		report_cell_names(&row, tier, category);
		report_cell_add(mem, cells, n, &row);
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db report_kinds(struct database *db, void *mem, int32_t from, int32_t to,
                     struct report_cell **cells, int *n)
{
	int64_t start = day_start(from), end = day_start(to + 1);
	const struct db_sql *sql = from == to ? &kinds_of_day : &kinds;
	struct report_cell row = {.source = 0};
	enum db result = from == to ? db_query(db, mem, sql, from, start, end)
	                            : db_query(db, mem, sql, start, end);

	*cells = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, sql, &row.day, &row.kind, &row.points,
	                                            &row.entries)) == DB_OK)
		report_cell_add(mem, cells, n, &row);
	return result == DB_NONE ? DB_OK : result;
}

enum db report_accounts(struct database *db, struct report_accounts *out)
{
	return db_one(db, NULL, &accounts, &out->members, &out->available, &out->pending, &out->held,
	              &out->debt);
}

static void hash_copy(uint8_t hash[SHA256_BYTES], const struct blob *from)
{
	memset(hash, 0, SHA256_BYTES);
	if (from->data && from->len == SHA256_BYTES)
		memcpy(hash, from->data, SHA256_BYTES);
}

static enum db next_entry(struct database *db, struct report_entry *out)
{
	struct ledger_entry *e = &out->row.entry;
	int64_t member = 0, kind = 0, source = 0, before = 0;
	struct blob prev, hash, hash_before;
	char *source_id, *inputs;
	enum db result;

	memset(out, 0, sizeof *out);
	result = db_next(db, &entries, &member, &out->member_no, &e->seq, &kind, &e->points,
	                 &e->moved, &e->available_after, &e->pending_after, &e->debt_after, &source,
	                 &source_id, &e->effective_at, &e->posted_at, &e->rule_version, &inputs,
	                 &prev, &hash, &before, &out->outstanding_before, &hash_before);
	if (result != DB_OK)
		return result;
	out->member_id = (uint64_t)member;
	e->kind = (enum entry_kind)kind;
	e->source_kind = (enum source_kind)source;
	snprintf(e->source_id, sizeof e->source_id, "%s", source_id);
	snprintf(e->inputs, sizeof e->inputs, "%s", inputs);
	hash_copy(out->row.prev, &prev);
	hash_copy(out->row.hash, &hash);
	hash_copy(out->hash_before, &hash_before);
	out->has_before = before != INT64_MIN;
	if (!out->has_before)
		out->outstanding_before = 0;
	return DB_OK;
}

enum db report_entries(struct database *db, void *mem, int32_t day, uint64_t member, int64_t seq,
                       struct report_entry **rows, int *n)
{
	struct report_entry row;
	enum db result = db_query(db, mem, &entries, day_start(day), day_start(day + 1),
	                          (int64_t)member, (int64_t)member, seq);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK && (result = next_entry(db, &row)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct report_entry, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db report_gaps(struct database *db, void *mem, int32_t day, struct report_gap **rows, int *n)
{
	struct report_gap row;
	int64_t member = 0;
	enum db result = db_query(db, mem, &gaps, day_start(day), day_start(day + 93));

	*rows = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, &gaps, &member, &row.member_no, &row.seq,
	                                            &row.posted_at)) == DB_OK) {
		row.member_id = (uint64_t)member;
		*rows = talloc_realloc(mem, *rows, struct report_gap, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db report_astray(struct database *db, void *mem, struct report_astray **rows, int *n)
{
	struct report_astray row;
	int64_t member = 0;
	enum db result = db_query(db, mem, &astray);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, &astray, &member, &row.member_no,
	                                            &row.last_seq, &row.outstanding,
	                                            &row.stated)) == DB_OK) {
		row.member_id = (uint64_t)member;
		*rows = talloc_realloc(mem, *rows, struct report_astray, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}
