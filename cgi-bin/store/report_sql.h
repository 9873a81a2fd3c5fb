/* Between the files of store/ that add the ledger up: pieces of SQL over entry e. */
#ifndef STORE_REPORT_SQL_H
#define STORE_REPORT_SQL_H

#include "store/report.h"

/* The programme's day of an instant (+08:00 all year: base/clock.h). */
#define REPORT_POSTED_DAY "DATE(e.posted_at + INTERVAL 8 HOUR)"
/* The tier a member held once an entry was booked: rows booked later say
 * nothing about it, so a past day stays as it was. Before all of them it was the
 * one the account began with. The latest is the greatest text of time, number and
 * tier: half the cost of sorting for each entry. */
#define REPORT_TIER_THEN                                                                   \
	"COALESCE((SELECT SUBSTRING(MAX(CONCAT(t.effective_at, LPAD(t.n, 10, '0'), t.tier)), 30)" \
	" FROM tier_change t WHERE t.member_id = e.member_id AND t.posted_at <= e.posted_at"   \
	" AND t.effective_at <= e.posted_at), (SELECT t.tier FROM tier_change t"               \
	" WHERE t.member_id = e.member_id ORDER BY t.n LIMIT 1), '')"
#define REPORT_OUTSTANDING(t)                                                              \
	"(CAST(" t ".available_after AS SIGNED) + CAST(" t ".pending_after AS SIGNED)"         \
	" - CAST(" t ".debt_after AS SIGNED))"
/* The entry before as p; the order that e was booked for as h, by its key: a
 * source_id is "partner:order_no[/refund_no]". */
#define REPORT_BEFORE                                                                      \
	" LEFT JOIN entry p ON p.member_id = e.member_id AND p.seq = e.seq - 1"
#define REPORT_ORDER                                                                       \
	" LEFT JOIN order_head h FORCE INDEX (PRIMARY) ON e.source_kind IN (1, 2, 3)"          \
	" AND h.partner = SUBSTRING_INDEX(e.source_id, ':', 1) AND h.order_no ="               \
	" SUBSTRING_INDEX(SUBSTRING(e.source_id, LOCATE(':', e.source_id) + 1), '/', 1)"       \
	" AND h.member_id = e.member_id"
#define REPORT_CATEGORY "COALESCE(h.category, '')"
/* Points, entries, what the entries state, and of that pending. */
#define REPORT_SUMS                                                                        \
	"CAST(SUM(e.points) AS SIGNED), COUNT(*), CAST(SUM(" REPORT_OUTSTANDING("e")           \
	" - IF(p.seq IS NULL, 0, " REPORT_OUTSTANDING("p") ")) AS SIGNED),"                    \
	" CAST(SUM(CAST(e.pending_after AS SIGNED) - IF(p.seq IS NULL, 0,"                     \
	" CAST(p.pending_after AS SIGNED))) AS SIGNED)"

/* Adds ROW to the N CELLS on MEM. */
void report_cell_add(void *mem, struct report_cell **cells, int *n, const struct report_cell *row);
/* Writes TIER and CATEGORY into ROW. */
void report_cell_names(struct report_cell *row, const char *tier, const char *category);

#endif
