#include "store/audit_merge.h"

#include <assert.h>

#include "base/mem.h"

/* What a move must have booked in the merged account: lots leave it, debts come
 * back to nought; the undoing is the other way round. The survivor has the opposite. */
#define FROM_POINTS "IF((v.kind = 'lot') = (v.back = 0), -v.points, v.points)"
#define MOVE_OF " v.member_id = g.from_id AND v.merge_no = g.merge_no"

static const struct db_sql unpaired = {
	"SELECT x.member_id, CONCAT('seq=', x.seq, ' ', x.source_id), x.points,"
	" IF(x.opposite = -x.points, COALESCE(x.moved, 0), COALESCE(-x.opposite, 0)) FROM ("
	"SELECT e.member_id, e.seq, e.source_id, e.points, o.points AS opposite,"
	" IF(e.member_id = g.from_id, " FROM_POINTS ", -" FROM_POINTS ") AS moved,"
	" e.seq = IF(e.member_id = g.from_id, v.from_seq, v.into_seq) AS named"
	" FROM entry e LEFT JOIN account_merge g ON g.merge_no = SUBSTRING_INDEX(e.source_id, '/', 1)"
	" AND e.member_id IN (g.from_id, g.into_id)"
	" LEFT JOIN merge_move v ON" MOVE_OF " AND v.kind IN ('lot', 'debt')"
	" AND v.n = CAST(SUBSTRING_INDEX(e.source_id, '/', -1) AS SIGNED)"
	" LEFT JOIN entry o ON o.member_id = IF(e.member_id = g.from_id, g.into_id, g.from_id)"
	" AND o.source_kind = 14 AND o.source_id = e.source_id AND o.kind = e.kind"
	" WHERE e.member_id = ? AND e.source_kind = 14) x"
	" WHERE COALESCE(x.opposite = -x.points AND x.moved = x.points AND x.named, 0) = 0"
	" ORDER BY x.seq",
	"i", "isii"
};

static const struct db_sql unmoved = {
	/* all-members: what merges moved, against the entries of both accounts */
	"SELECT v.member_id, CONCAT(v.merge_no, '/', v.n), COALESCE(IF(a.points = " FROM_POINTS
	", b.points, a.points), 0), IF(a.points = " FROM_POINTS ", -" FROM_POINTS ", " FROM_POINTS ")"
	" FROM account_merge g JOIN merge_move v ON" MOVE_OF " AND v.kind IN ('lot', 'debt')"
	" LEFT JOIN entry a ON a.member_id = g.from_id AND a.seq = v.from_seq AND a.source_kind = 14"
	" AND a.source_id = CONCAT(v.merge_no, '/', v.n)"
	" LEFT JOIN entry b ON b.member_id = g.into_id AND b.seq = v.into_seq AND b.source_kind = 14"
	" AND b.source_id = CONCAT(v.merge_no, '/', v.n)"
	" WHERE COALESCE(a.points = " FROM_POINTS " AND b.points = -" FROM_POINTS ", 0) = 0",
	"", "isii"
};

/* Of lots less goes back where some have ended meanwhile; of debts and of what counts
 * for the tier all. In force, nothing has. */
static const struct db_sql undone = {
	/* all-members: what came and what went back, by merge and kind */
	"SELECT g.from_id, CONCAT(g.merge_no, ' ', v.kind),"
	" CAST(SUM(IF(v.back = 1, v.points, 0)) AS SIGNED) AS is_back,"
	" CAST(SUM(IF(v.back = 0, v.points, 0)) AS SIGNED) AS must_back"
	" FROM account_merge g JOIN merge_move v ON" MOVE_OF
	" GROUP BY g.from_id, g.merge_no, v.kind, g.undone_at"
	" HAVING (g.undone_at IS NULL AND SUM(v.back) > 0) OR (g.undone_at IS NOT NULL"
	" AND ((v.kind = 'lot' AND is_back > must_back) OR (v.kind = 'debt' AND is_back <> must_back)"
	" OR (v.kind = 'count' AND (SUM(v.points) <> 0 OR SUM(v.net_fen) <> 0 OR SUM(v.trips) <> 0))))",
	"", "isii"
};

static const struct db_sql astray = {
	/* all-members: where merged accounts lead, against the merges in force */
	"SELECT m.member_id, 'merged_into', CAST(m.merged_into AS SIGNED), 0 FROM member m"
	" LEFT JOIN account_merge g ON g.from_id = m.member_id AND g.into_id = m.merged_into"
	" AND g.undone_at IS NULL WHERE m.merged_into IS NOT NULL AND g.from_id IS NULL"
	" UNION ALL SELECT g.from_id, g.merge_no, CAST(COALESCE(m.merged_into, 0) AS SIGNED),"
	" CAST(g.into_id AS SIGNED) FROM account_merge g LEFT JOIN member m ON m.member_id = g.from_id"
	" WHERE g.undone_at IS NULL AND (m.merged_into IS NULL OR m.merged_into <> g.into_id)",
	"", "isii"
};

enum db audit_merge_pairs(struct database *db, void *mem, uint64_t member_id,
                          struct audit_odd **out, int *n)
{
	struct audit_odd odd = {.what = "merge_pair"};
	int64_t member = 0;
	enum db got = db_query(db, mem, &unpaired, (int64_t)member_id);

	*out = NULL;
	*n = 0;
	while (got == DB_OK &&
	       (got = db_next(db, &unpaired, &member, &odd.subject, &odd.is, &odd.must)) == DB_OK) {
		odd.member_id = (uint64_t)member;
		*out = talloc_realloc(mem, *out, struct audit_odd, (unsigned)*n + 1);
		assert(*out != NULL);
		(*out)[(*n)++] = odd;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db audit_merges(struct database *db, void *mem, struct audit_odd **out, int *n)
{
	enum db got;

	*out = NULL;
	*n = 0;
	got = audit_look(db, mem, &unmoved, "merge_move", out, n);
	if (got == DB_OK)
		got = audit_look(db, mem, &undone, "merge_undone", out, n);
	return got == DB_OK ? audit_look(db, mem, &astray, "merge_astray", out, n) : got;
}
