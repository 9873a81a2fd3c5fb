#include "base/mem.h"
#include "store/redemption_sql.h"

#define QUEUE_ROWS 50
#define QUEUE_MOST 200

/* all-members: the staff's queue. Only what waits is read: its states lead the key. */
#define QUEUED                                                                              \
	REDEMPTION_COLUMNS("m.member_no") /* all-members: the staff's queue */              \
	" JOIN member m ON m.member_id = r.member_id"
#define WAITS                                                                               \
	" WHERE (r.state = ? OR (? = '' AND r.state IN ('placed', 'approved')))"            \
	" AND (? = '' OR r.category = ?) AND (? = 0 OR r.held_reason <> '')"                \
	" AND (? = 0 OR r.promised_on < ?)"
#define IN_TURN                                                                             \
	" ORDER BY r.priority DESC, r.promised_on, r.placed_at, r.redemption_no LIMIT ?"
static const struct db_sql first = {
	QUEUED WAITS IN_TURN, /* all-members: the staff's queue */
	"ssssiidi", REDEMPTION_OUT
};
static const struct db_sql behind = {
	QUEUED /* all-members: the staff's queue */
	" JOIN redemption_no k ON k.redemption_no = ?"
	" JOIN redemption b ON b.member_id = k.member_id AND b.redemption_no = k.redemption_no"
	WAITS
	" AND (r.priority < b.priority OR (r.priority = b.priority AND (r.promised_on >"
	" b.promised_on OR (r.promised_on = b.promised_on AND (r.placed_at > b.placed_at OR"
	" (r.placed_at = b.placed_at AND r.redemption_no > b.redemption_no))))))" IN_TURN,
	"sssssiidi", REDEMPTION_OUT
};
static const struct db_sql figures = {
	"SELECT CAST(COALESCE(SUM(state = 'placed'), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(state = 'approved'), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(state = 'placed' AND held_reason <> ''), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(state <> 'shipped' AND promised_on < ?), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(state = 'shipped'), 0) AS SIGNED) FROM redemption"
	/* all-members: how much waits for staff */
	" WHERE state IN ('placed', 'approved', 'shipped')", "d", "iiiii"
};

enum db redemption_queue(struct database *db, void *mem, const struct redemption_queue *queue,
                         struct redemption **out, int *n)
{
	const char *state = queue->state ? redemption_state_word(queue->state) : "";
	const char *category = queue->category ? item_category_word(queue->category) : "";
	int64_t limit = queue->limit > 0 ? queue->limit : QUEUE_ROWS;
	const struct db_sql *sql = queue->after && *queue->after ? &behind : &first;
	enum db result;

	if (limit > QUEUE_MOST)
		limit = QUEUE_MOST;
	if (sql == &behind)
		result = db_query(db, mem, sql, queue->after, state, state, category, category,
		                  (int64_t)queue->held, (int64_t)queue->overdue, queue->today, limit);
	else
		result = db_query(db, mem, sql, state, state, category, category,
		                  (int64_t)queue->held, (int64_t)queue->overdue, queue->today, limit);
	return redemption_rows(db, mem, sql, result, limit, out, n);
}

enum db redemption_count(struct database *db, int32_t today, struct redemption_counts *out)
{
	return db_one(db, NULL, &figures, today, &out->placed, &out->approved, &out->held,
	              &out->overdue, &out->shipped);
}
