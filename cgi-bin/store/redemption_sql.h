/* Between the files of store/redemption: the columns of a row and its reader. */
#ifndef STORE_REDEMPTION_SQL_H
#define STORE_REDEMPTION_SQL_H

#include "store/redemption.h"

#define REDEMPTION_COLUMNS(member_no)                                                        \
	"SELECT r.member_id, r.redemption_no, r.person_id, r.item, r.category, r.name,"      \
	" r.name_en, r.supplier, r.quantity, r.cost_points, r.value_fen, r.tier,"            \
	" r.priority, r.state, r.held_reason, r.placed_at, r.promised_on, r.approved_at,"    \
	" r.shipped_at, r.done_at, r.ended_at, r.ended_by, r.reason, r.carrier,"             \
	" r.tracking_no, r.recipient, r.phone, r.address, r.departs_on, r.travellers,"       \
	" r.flyer_no, r.score, r.feedback, r.feedback_at, " member_no ", r.channel,"   \
	" r.clerk_id, r.clerk, COALESCE(CAST(r.miles_batch AS SIGNED), 0) FROM redemption r"
#define REDEMPTION_OUT "isisssss" "iiisisstd" "tttt" "sssssss" "dssIsts" "sisi"

/* Fetches the next row of SQL's open query. */
enum db redemption_next(struct database *db, const struct db_sql *sql, struct redemption *out)
	__attribute__((warn_unused_result));
/* Fetches all the rows (at most ROOM) of SQL's query, opened with RESULT, into
 * an array of *N on MEM. */
enum db redemption_rows(struct database *db, void *mem, const struct db_sql *sql, enum db result,
                        int64_t room, struct redemption **out, int *n)
	__attribute__((warn_unused_result));

#endif
