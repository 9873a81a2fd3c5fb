/* Who is to be asked: trips and redemptions that ended lately. */
#include "base/mem.h"
#include "base/text.h"
#include "store/survey.h"

/* all-members: whoever came home from a trip lately and was not asked */
static const struct db_sql sql_due = {
	"SELECT o.member_id, o.completed_at, o.partner, o.order_no FROM order_head o"
	" WHERE o.completed_at >= ? AND o.completed_at < ? AND o.member_id IS NOT NULL"
	" AND (o.completed_at > ? OR (o.partner, o.order_no) > (?, ?))"
	" AND o.paid_fen > 0 AND o.cancelled = 0"
	" AND EXISTS (SELECT 1 FROM member m WHERE m.member_id = o.member_id AND m.state = 'active')"
	" AND NOT EXISTS (SELECT 1 FROM survey_invitation i WHERE i.partner = o.partner"
	" AND i.order_no = o.order_no)"
	" AND NOT EXISTS (SELECT 1 FROM survey_invitation j WHERE j.member_id = o.member_id"
	" AND j.invited_at > ?)"
	" ORDER BY o.completed_at, o.partner, o.order_no LIMIT ?",
	"tttssti", "itss"};
/* all-members: whoever had something redeemed lately and was not asked; a donation has
 * nothing to be asked about */
static const struct db_sql sql_due_redemptions = {
	"SELECT r.member_id, r.done_at, 'redemption', r.redemption_no FROM redemption r"
	" WHERE r.done_at >= ? AND r.done_at < ? AND (r.done_at > ? OR r.redemption_no > ?)"
	" AND r.state = 'done' AND r.category <> 'donation'"
	" AND EXISTS (SELECT 1 FROM member m WHERE m.member_id = r.member_id AND m.state = 'active')"
	" AND NOT EXISTS (SELECT 1 FROM survey_invitation i WHERE i.partner = 'redemption'"
	" AND i.order_no = r.redemption_no)"
	" AND NOT EXISTS (SELECT 1 FROM survey_invitation j WHERE j.member_id = r.member_id"
	" AND j.invited_at > ?)"
	" ORDER BY r.done_at, r.redemption_no LIMIT ?",
	"tttsti", "itss"};

bool survey_is_no_trip(const char *partner)
{
	static const char *const others[] = {SURVEY_CAMPAIGN, SURVEY_DESK, SURVEY_REDEMPTION, SURVEY_POSTER,
	                                     NULL};

	return text_among(partner, others);
}

/* The rows of SQL, whose query was begun with GOT. */
static enum db collect(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                       int64_t limit, struct survey_due **out, int *n)
{
	*out = talloc_zero_array(mem, struct survey_due, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		struct survey_due *due = &(*out)[*n];
		int64_t member = 0;

		got = db_next(db, sql, &member, &due->completed_at, &due->partner, &due->order_no);
		due->member_id = (uint64_t)member;
		*n += got == DB_OK;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db survey_due(struct database *db, void *mem, const struct survey_due *after, int64_t to,
                   int64_t since, int64_t limit, struct survey_due **out, int *n)
{
	enum db got = db_query(db, mem, &sql_due, after->completed_at, to, after->completed_at,
	                       after->partner, after->order_no, since, limit);

	return collect(db, mem, &sql_due, got, limit, out, n);
}

enum db survey_due_redemptions(struct database *db, void *mem, const struct survey_due *after,
                               int64_t to, int64_t since, int64_t limit, struct survey_due **out,
                               int *n)
{
	enum db got = db_query(db, mem, &sql_due_redemptions, after->completed_at, to,
	                       after->completed_at, after->order_no, since, limit);

	return collect(db, mem, &sql_due_redemptions, got, limit, out, n);
}
