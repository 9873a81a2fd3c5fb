#include "store/report.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

/* The programme's day of an instant (+08:00 all year: base/clock.h). */
#define POSTED_DAY "DATE(e.posted_at + INTERVAL 8 HOUR)"
/* The tier a member held once an entry was booked: rows booked later say
 * nothing about it, so a past day stays as it was. Before all of them it was the
 * one the account began with. The latest is the greatest text of time, number and
 * tier: half the cost of sorting for each entry. */
#define TIER_THEN                                                                          \
	"COALESCE((SELECT SUBSTRING(MAX(CONCAT(t.effective_at, LPAD(t.n, 10, '0'), t.tier)), 30)" \
	" FROM tier_change t WHERE t.member_id = e.member_id AND t.posted_at <= e.posted_at"   \
	" AND t.effective_at <= e.posted_at), (SELECT t.tier FROM tier_change t"               \
	" WHERE t.member_id = e.member_id ORDER BY t.n LIMIT 1), '')"
#define OUTSTANDING(t)                                                                     \
	"(CAST(" t ".available_after AS SIGNED) + CAST(" t ".pending_after AS SIGNED)"         \
	" - CAST(" t ".debt_after AS SIGNED))"

static const struct db_sql totals = {
	"SELECT IF(day < ?, ?, IF(day > ?, ?, day)) AS a_day, kind, CAST(SUM(points) AS SIGNED),"
	" CAST(SUM(entries) AS SIGNED) FROM day_total GROUP BY a_day, kind ORDER BY a_day, kind",
	"dddd", "diii"
};
/* all-members: what was booked since the last proof, by index of the touched */
static const struct db_sql unproved = {
	"SELECT " POSTED_DAY " AS a_day, e.kind, e.source_kind, " TIER_THEN " AS a_tier,"
	" CAST(SUM(e.points) AS SIGNED), COUNT(*), CAST(SUM(" OUTSTANDING("e")
	" - IF(p.seq IS NULL, 0, " OUTSTANDING("p") ")) AS SIGNED),"
	" CAST(SUM(CAST(e.pending_after AS SIGNED) - IF(p.seq IS NULL, 0,"
	" CAST(p.pending_after AS SIGNED))) AS SIGNED)"
	" FROM account a JOIN entry e ON e.member_id = a.member_id AND e.seq > a.proved_seq"
	" LEFT JOIN entry p ON p.member_id = e.member_id AND p.seq = e.seq - 1"
	" WHERE a.is_touched = 1 GROUP BY a_day, e.kind, e.source_kind, a_tier",
	"", "diisiiii"
};
/* all-members: the entries of some days, by index of posting */
static const struct db_sql proved = {
	"SELECT " POSTED_DAY " AS a_day, e.kind, e.source_kind, " TIER_THEN " AS a_tier,"
	" CAST(SUM(e.points) AS SIGNED), COUNT(*) FROM entry e FORCE INDEX (by_posting)"
	" LEFT JOIN account a ON a.member_id = e.member_id"
	" WHERE e.posted_at >= ? AND e.posted_at < ?"
	" AND (COALESCE(a.is_touched, 0) = 0 OR e.seq <= a.proved_seq)"
	" GROUP BY a_day, e.kind, e.source_kind, a_tier",
	"tt", "diisii"
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
	" p.seq, " OUTSTANDING("p") ", p.hash"
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
	" IF(e.seq IS NULL, 0, " OUTSTANDING("e") ") AS says"
	" FROM account a LEFT JOIN entry e ON e.member_id = a.member_id AND e.seq = a.last_seq"
	" LEFT JOIN member m ON m.member_id = a.member_id HAVING has <> says LIMIT 20",
	"", "isiii"
};

/* Room for one more. */
static struct report_cell *more(void *mem, struct report_cell **cells, int *n)
{
	struct report_cell *cell;

	*cells = talloc_realloc(mem, *cells, struct report_cell, (unsigned)*n + 1);
	cell = *cells + (*n)++;
	memset(cell, 0, sizeof *cell);
	return cell;
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
		*more(mem, cells, n) = row;
	return result == DB_NONE ? DB_OK : result;
}

static void keep(void *mem, struct report_cell **cells, int *n, struct report_cell *row,
                 const char *tier)
{
	snprintf(row->tier, sizeof row->tier, "%s", tier);
	*more(mem, cells, n) = *row;
}

enum db report_unproved(struct database *db, void *mem, struct report_cell **cells, int *n)
{
	struct report_cell row = {.source = 0};
	char *tier;
	enum db result = db_query(db, mem, &unproved);

	*cells = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, &unproved, &row.day, &row.kind, &row.source, &tier, &row.points,
	                         &row.entries, &row.stated, &row.pending)) == DB_OK)
		keep(mem, cells, n, &row, tier);
	return result == DB_NONE ? DB_OK : result;
}

enum db report_proved(struct database *db, void *mem, int32_t from, int32_t to,
                      struct report_cell **cells, int *n)
{
	struct report_cell row = {.source = 0};
	char *tier;
	enum db result = db_query(db, mem, &proved, day_start(from), day_start(to + 1));

	*cells = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, &proved, &row.day, &row.kind, &row.source, &tier, &row.points,
	                         &row.entries)) == DB_OK)
		keep(mem, cells, n, &row, tier);
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
