#include <string.h>

#include "base/mem.h"
#include "store/audit.h"

static const struct db_sql proved_of = {
	"SELECT proved_seq FROM account WHERE member_id = ? FOR UPDATE", "i", "i"
};
static const struct db_sql unproved = {
	"SELECT kind, points, CAST(available_after AS SIGNED) + CAST(pending_after AS SIGNED)"
	" - CAST(debt_after AS SIGNED), CAST(pending_after AS SIGNED), posted_at FROM entry"
	" WHERE member_id = ? AND seq >= ? AND seq <= ? ORDER BY seq LOCK IN SHARE MODE",
	"iii", "iiiit"
};
/* all-members: whose last entry is in no anchor file yet, by index */
static const struct db_sql adrift = {
	"SELECT member_id, last_seq, last_hash FROM account WHERE is_adrift = 1 AND member_id > ?"
	" ORDER BY member_id LIMIT 500",
	"i", "iib"
};
static const struct db_sql hash_of = {
	"SELECT hash FROM entry WHERE member_id = ? AND seq = ?", "ii", "b"
};
static const struct db_sql total_add = {
	"INSERT INTO day_total (day, kind, points, entries) VALUES (?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE points = points + VALUES(points),"
	" entries = entries + VALUES(entries)",
	"diii", ""
};
static const struct db_sql total_sums = {
	"SELECT CAST(COALESCE(SUM(IF(day < ? AND kind > 0, points, 0)), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(day < ? AND kind = 0, points, 0)), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(day = ? AND kind > 0, points, 0)), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(IF(day = ? AND kind = 0, points, 0)), 0) AS SIGNED)"
	" FROM day_total WHERE day <= ?",
	"ddddd", "iiii"
};

enum db audit_unproved(struct database *db, void *mem, uint64_t member_id, int64_t until,
                       int64_t *proved, struct audit_unproved **rows, int *n)
{
	int64_t member = (int64_t)member_id;
	struct audit_unproved row;
	enum db result = db_one(db, mem, &proved_of, member, proved);

	*rows = NULL;
	*n = 0;
	if (result == DB_OK)
		result = db_query(db, mem, &unproved, member, *proved, until);
	while (result == DB_OK &&
	       (result = db_next(db, &unproved, &row.kind, &row.points, &row.outstanding,
	                         &row.pending, &row.posted_at)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct audit_unproved, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}

static void hash_copy(uint8_t hash[SHA256_BYTES], const struct blob *from)
{
	memset(hash, 0, SHA256_BYTES);
	if (from->len == SHA256_BYTES)
		memcpy(hash, from->data, SHA256_BYTES);
}

enum db audit_adrift(struct database *db, void *mem, uint64_t after, struct audit_anchor **rows,
                     int *n)
{
	struct audit_anchor row;
	struct blob hash;
	int64_t member = 0;
	enum db result = db_query(db, mem, &adrift, (int64_t)after);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, &adrift, &member, &row.seq, &hash)) == DB_OK) {
		row.member_id = (uint64_t)member;
		hash_copy(row.hash, &hash);
		*rows = talloc_realloc(mem, *rows, struct audit_anchor, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db audit_hash(struct database *db, void *mem, uint64_t member_id, int64_t seq,
                   uint8_t hash[SHA256_BYTES])
{
	struct blob found = { NULL, 0 };
	enum db result = db_one(db, mem, &hash_of, (int64_t)member_id, seq, &found);

	hash_copy(hash, &found);
	return result;
}

enum db day_total_add(struct database *db, int32_t day, int64_t kind, int64_t points,
                      int64_t entries)
{
	return db_run(db, &total_add, day, kind, points, entries);
}

enum db day_total_sums(struct database *db, int32_t day, struct day_sums *out)
{
	return db_one(db, NULL, &total_sums, day, day, day, day, day, &out->kinds_before,
	              &out->stated_before, &out->kinds, &out->stated);
}
