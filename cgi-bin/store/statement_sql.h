/* Between statement.c and statement_more.c: the columns every statement of the
 * pages shares, and the reader of one such row. */
#ifndef STORE_STATEMENT_SQL_H
#define STORE_STATEMENT_SQL_H

#include "store/statement.h"

/* The order behind an entry e: source_id is "partner:order_no[/refund_no]". By
 * its key: else the planner may read all of the member's orders for each entry. */
#define STATEMENT_ORDER                                                                       \
	" LEFT JOIN order_head h FORCE INDEX (PRIMARY) ON e.source_kind IN (1, 2, 3)"             \
	" AND h.partner = SUBSTRING_INDEX(e.source_id, ':', 1) AND h.order_no ="                  \
	" SUBSTRING_INDEX(SUBSTRING(e.source_id, LOCATE(':', e.source_id) + 1), '/', 1)"          \
	" AND h.member_id = e.member_id"
/* The redemption that took or got back the points: "R..." or "R.../n". */
#define STATEMENT_REDEMPTION                                                                  \
	" LEFT JOIN redemption r FORCE INDEX (PRIMARY) ON e.kind IN (4, 5)"                       \
	" AND r.member_id = e.member_id"                                                          \
	" AND r.redemption_no = SUBSTRING_INDEX(e.source_id, '/', 1)"
/* An entry with its order, or with its redemption's names in the same two
 * columns; the caller adds WHERE e.member_id = ?. INDEX: a hint, where the planner
 * would read a long history for a rare kind. What an order earned is pending until
 * its trip is taken or cancelled: no need of the lot. */
#define STATEMENT_ENTRY_BY(index)                                                             \
	"SELECT 1 AS part, e.seq, e.kind, e.points, CAST(e.moved AS SIGNED),"                     \
	" CAST(e.available_after AS SIGNED), CAST(e.pending_after AS SIGNED),"                    \
	" CAST(e.debt_after AS SIGNED), e.source_kind, e.source_id, e.inputs, e.effective_at,"    \
	" e.rule_version, e.kind = 1 AND h.completed_at IS NULL AND h.cancelled = 0,"            \
	" COALESCE(h.category, r.name), COALESCE(h.destination, r.name_en), h.travel_end,"        \
	" h.lot_seq, NULL AS day FROM entry e" index STATEMENT_ORDER STATEMENT_REDEMPTION
#define STATEMENT_ENTRY STATEMENT_ENTRY_BY("")
#define STATEMENT_OUT "iIIIIIIIIsstIIssdId"

/* One row of any of them; what a part does not have is NULL's value. */
struct statement_row {
	int64_t part;
	struct statement_entry entry;
	int64_t second; /* the third column as it is */
	int32_t day;
};

/* Fetches the next row of SQL's open query. */
enum db statement_next(struct database *db, const struct db_sql *sql, struct statement_row *row)
	__attribute__((warn_unused_result));

#endif
