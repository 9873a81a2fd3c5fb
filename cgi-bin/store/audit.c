#include "store/audit.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"

static const struct db_sql entries = {
	"SELECT seq, kind, points, moved, available_after, pending_after, debt_after, source_kind,"
	" source_id, effective_at, posted_at, rule_version, inputs, prev_hash, hash FROM entry"
	" WHERE member_id = ? AND seq > ? ORDER BY seq",
	"ii", "iiiiiiiisttisbb"
};
static const struct db_sql lots = {
	"SELECT l.seq, l.points, l.`left`, (SELECT CAST(COALESCE(SUM(a.points), 0) AS SIGNED)"
	" FROM allocation a WHERE a.member_id = l.member_id AND a.lot_seq = l.seq)"
	" FROM lot l WHERE l.member_id = ? ORDER BY l.seq",
	"i", "iiii"
};
static const struct db_sql allocated = {
	"SELECT entry_seq, CAST(SUM(points) AS SIGNED) FROM allocation WHERE member_id = ?"
	" GROUP BY entry_seq ORDER BY entry_seq",
	"i", "ii"
};
static const struct db_sql owed = {
	"SELECT entry_seq, unpaid FROM debt WHERE member_id = ? ORDER BY entry_seq", "i", "ii"
};
static const struct db_sql orders = {
	"SELECT h.partner, h.order_no, h.points, h.held, h.refused, h.taken, h.refunded_fen,"
	" h.paid_fen, h.lot_seq, h.held_lot_seq,"
	" COALESCE((SELECT l.points FROM lot l WHERE l.member_id = h.member_id"
	"  AND l.seq = h.lot_seq), 0) + COALESCE((SELECT l.points FROM lot l"
	"  WHERE l.member_id = h.member_id AND l.seq = h.held_lot_seq), 0),"
	" (SELECT CAST(COALESCE(SUM(CASE WHEN v.note LIKE 'cut:%' THEN SUBSTRING(v.note, 5)"
	"  WHEN v.note LIKE 'void:%' THEN 0 ELSE v.amount_fen END), 0) AS SIGNED)"
	"  FROM order_event v WHERE v.partner = h.partner AND v.order_no = h.order_no"
	"  AND v.event LIKE 'refund/%' AND v.applied = 1),"
	" (SELECT COUNT(*) FROM entry e WHERE e.member_id = h.member_id AND e.source_kind = 1"
	"  AND e.source_id = CONVERT(CONCAT(h.partner, ':', h.order_no) USING ascii)"
	"  COLLATE ascii_bin AND e.kind = 1)"
	" + (SELECT COUNT(*) FROM entry e WHERE e.member_id = h.member_id AND e.source_kind = 3"
	"  AND e.source_id = CONVERT(CONCAT(h.partner, ':', h.order_no) USING ascii)"
	"  COLLATE ascii_bin AND e.kind = 1)"
	" FROM order_head h WHERE h.member_id = ?",
	"i", "ssiiiiiiiiiii"
};
static const struct db_sql sums = {
	"SELECT (SELECT CAST(COALESCE(SUM(q.points), 0) AS SIGNED) FROM qualifying q"
	"  WHERE q.member_id = a.member_id),"
	" (SELECT COUNT(*) - COUNT(DISTINCT e.source_kind, e.source_id, e.kind) FROM entry e"
	"  WHERE e.member_id = a.member_id),"
	" (SELECT CAST(COALESCE(SUM(-e.points), 0) AS SIGNED) FROM entry e"
	"  WHERE e.member_id = a.member_id AND e.kind = 3 AND e.source_kind = 2),"
	" (SELECT t.tier FROM tier_change t FORCE INDEX (PRIMARY) WHERE t.member_id = a.member_id"
	"  ORDER BY t.effective_at DESC, t.n DESC LIMIT 1), a.proved_seq"
	" FROM account a WHERE a.member_id = ?",
	"i", "iiisi"
};
/* all-members: a proof goes through everybody, by key, in batches */
static const struct db_sql members_all = {
	"SELECT member_id FROM account WHERE member_id > ? ORDER BY member_id LIMIT 500", "i", "i"
};
/* all-members: those touched, by index */
static const struct db_sql members_touched = {
	"SELECT member_id FROM account WHERE is_touched = 1 AND member_id > ?"
	" ORDER BY member_id LIMIT 500",
	"i", "i"
};
enum db audit_entries(struct database *db, void *mem, uint64_t member_id, int64_t after)
{
	return db_query(db, mem, &entries, (int64_t)member_id, after);
}

enum db audit_entry_next(struct database *db, struct audit_entry *out)
{
	struct ledger_entry *e = &out->entry;
	int64_t kind = 0, source = 0;
	char *source_id, *inputs;
	struct blob prev, hash;
	enum db result;

	memset(out, 0, sizeof *out);
	result = db_next(db, &entries, &e->seq, &kind, &e->points, &e->moved, &e->available_after,
	                 &e->pending_after, &e->debt_after, &source, &source_id, &e->effective_at,
	                 &e->posted_at, &e->rule_version, &inputs, &prev, &hash);
	if (result != DB_OK)
		return result;
	e->kind = (enum entry_kind)kind;
	e->source_kind = (enum source_kind)source;
	snprintf(e->source_id, sizeof e->source_id, "%s", source_id);
	snprintf(e->inputs, sizeof e->inputs, "%s", inputs);
	memcpy(out->prev, prev.data, prev.len < SHA256_BYTES ? prev.len : SHA256_BYTES);
	memcpy(out->hash, hash.data, hash.len < SHA256_BYTES ? hash.len : SHA256_BYTES);
	talloc_free(source_id);
	talloc_free(inputs);
	talloc_free((void *)(uintptr_t)prev.data);
	talloc_free((void *)(uintptr_t)hash.data);
	return DB_OK;
}

enum db audit_lots(struct database *db, void *mem, uint64_t member_id, struct audit_lot **rows,
                   int *n)
{
	struct audit_lot row;
	enum db result = db_query(db, mem, &lots, (int64_t)member_id);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, &lots, &row.seq, &row.points, &row.left,
	                                            &row.taken)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct audit_lot, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}

static enum db pairs(struct database *db, void *mem, const struct db_sql *sql, uint64_t member_id,
                     struct audit_pair **rows, int *n)
{
	struct audit_pair row;
	enum db result = db_query(db, mem, sql, (int64_t)member_id);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK && (result = db_next(db, sql, &row.seq, &row.points)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct audit_pair, (unsigned)*n + 1);
		(*rows)[(*n)++] = row;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db audit_allocated(struct database *db, void *mem, uint64_t member_id,
                        struct audit_pair **rows, int *n)
{
	return pairs(db, mem, &allocated, member_id, rows, n);
}

enum db audit_owed(struct database *db, void *mem, uint64_t member_id, struct audit_pair **rows,
                   int *n)
{
	return pairs(db, mem, &owed, member_id, rows, n);
}

enum db audit_orders(struct database *db, void *mem, uint64_t member_id, struct audit_order **rows,
                     int *n)
{
	struct audit_order o;
	enum db result = db_query(db, mem, &orders, (int64_t)member_id);

	*rows = NULL;
	*n = 0;
	while (result == DB_OK &&
	       (result = db_next(db, &orders, &o.partner, &o.order_no, &o.points, &o.held,
	                         &o.refused, &o.taken, &o.refunded_fen, &o.paid_fen, &o.lot_seq,
	                         &o.held_lot_seq, &o.booked, &o.refunds, &o.earned)) == DB_OK) {
		*rows = talloc_realloc(mem, *rows, struct audit_order, (unsigned)*n + 1);
		(*rows)[(*n)++] = o;
	}
	return result == DB_NONE ? DB_OK : result;
}

enum db audit_sums_of(struct database *db, void *mem, uint64_t member_id, struct audit_sums *out)
{
	return db_one(db, mem, &sums, (int64_t)member_id, &out->qualifying, &out->twice,
	              &out->reversed, &out->tier, &out->proved_seq);
}

enum db audit_members(struct database *db, void *mem, bool touched, uint64_t after,
                      uint64_t **members, int *n)
{
	const struct db_sql *sql = touched ? &members_touched : &members_all;
	int64_t member = 0;
	enum db result = db_query(db, mem, sql, (int64_t)after);

	*members = talloc_array(mem, uint64_t, 500);
	*n = 0;
	while (result == DB_OK && (result = db_next(db, sql, &member)) == DB_OK)
		(*members)[(*n)++] = (uint64_t)member;
	return result == DB_NONE ? DB_OK : result;
}
