#include "store/today.h"

#include "base/mem.h"

/* Only parked events are known of an order without a member (key by_member). */
#define PARKED " FROM order_head h JOIN order_event e ON e.partner = h.partner" \
	" AND e.order_no = h.order_no WHERE h.member_id IS NULL AND e.applied = 0"
#define LATE " h.completed_at IS NULL AND h.cancelled = 0 AND h.travel_end < ?" \
	" AND h.member_id IS NOT NULL"
#define LOW " i.state = 'live' AND s.`left` IS NOT NULL AND s.`left` <= i.low_stock" \
	" AND i.category <> 'trip'"

/* all-members: the morning page sums up the books */
static const struct db_sql sql_trips_count = {
	"SELECT COUNT(*) FROM order_head h WHERE" LATE, "d", "i"};
/* all-members: as above */
static const struct db_sql sql_parked_count = {"SELECT COUNT(*)" PARKED, "", "i"};
/* all-members: as above */
static const struct db_sql sql_held_count = {
	"SELECT COUNT(*), COALESCE(SUM(held), 0) FROM order_head WHERE held > 0", "", "ii"};
/* all-members: as above */
static const struct db_sql sql_debt_count = {
	"SELECT COUNT(DISTINCT member_id), COALESCE(SUM(unpaid), 0) FROM debt WHERE unpaid > 0", "",
	"ii"};
static const struct db_sql sql_low_count = {
	"SELECT COUNT(*) FROM item i JOIN item_stock s ON s.item = i.item WHERE" LOW, "", "i"};
/* all-members: as above */
static const struct db_sql sql_mail_count = {
	"SELECT (SELECT COUNT(*) FROM outbox WHERE fate IN ('dead', 'unknown') AND failed_at >= ?),"
	" (SELECT COUNT(*) FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
	" AND created_at < ?)",
	"tt", "ii"};

#define UNBOOKED " FROM lot l WHERE l.is_open = 1 AND l.expires_on < ?"
#define ENDING " i.state = 'live' AND i.open_until > ? AND i.open_until < ?"
#define COUPONS " c.state = 'issued' AND c.expires_on >= ? AND c.expires_on < ?"
#define COMPLAINTS " c.waiting = 'staff' AND c.kind = 'complaint' AND c.answered_at IS NULL" \
	" AND c.answer_due < ?"
/* all-members: as above */
static const struct db_sql sql_unbooked_count = {
	"SELECT COUNT(DISTINCT l.member_id), CAST(COALESCE(SUM(l.`left`), 0) AS SIGNED)" UNBOOKED, "d",
	"ii"};
static const struct db_sql sql_ending_count = {
	"SELECT COUNT(*) FROM item i WHERE" ENDING, "tt", "i"};
/* all-members: as above */
static const struct db_sql sql_coupons_count = {
	"SELECT COUNT(*) FROM coupon c WHERE" COUPONS, "dd", "i"};
/* all-members: as above */
static const struct db_sql sql_complaints_count = {
	"SELECT COUNT(*) FROM service_case c WHERE" COMPLAINTS, "t", "i"};
/* all-members: as above */
static const struct db_sql sql_friends_count = {
	"SELECT COUNT(*), CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM referral_effect"
	" WHERE state = 'held'",
	"", "ii"};
/* all-members: as above */
static const struct db_sql sql_tasks_count = {
	"SELECT COUNT(*) FROM task_done WHERE state = 'waiting'", "", "i"};

/* all-members: the lists behind those figures */
static const struct db_sql sql_trips = {
	"SELECT h.partner, h.order_no, m.member_no, h.category, '', '', h.points, h.paid_at,"
	" h.travel_end FROM order_head h JOIN member m ON m.member_id = h.member_id WHERE" LATE
	" ORDER BY h.travel_end, h.partner, h.order_no LIMIT ?",
	"di", "ssssssitd"};
/* all-members: as above */
static const struct db_sql sql_parked = {
	"SELECT h.partner, h.order_no, '', e.event, '', '', e.amount_fen, e.received_at, NULL" PARKED
	" ORDER BY e.received_at, e.partner, e.order_no LIMIT ?",
	"i", "ssssssitd"};
/* all-members: as above */
static const struct db_sql sql_held = {
	"SELECT h.partner, h.order_no, m.member_no, h.held_reason, '', '', CAST(h.held AS SIGNED),"
	" h.paid_at, NULL FROM order_head h JOIN member m ON m.member_id = h.member_id"
	" WHERE h.held > 0 ORDER BY h.paid_at, h.partner, h.order_no LIMIT ?",
	"i", "ssssssitd"};
/* all-members: as above */
static const struct db_sql sql_debts = {
	"SELECT '', '', m.member_no, '', '', '', CAST(SUM(d.unpaid) AS SIGNED) AS owed,"
	" MIN(e.effective_at), NULL FROM debt d JOIN member m ON m.member_id = d.member_id"
	" JOIN entry e ON e.member_id = d.member_id AND e.seq = d.entry_seq WHERE d.unpaid > 0"
	" GROUP BY d.member_id, m.member_no ORDER BY owed DESC, m.member_no LIMIT ?",
	"i", "ssssssitd"};
static const struct db_sql sql_items = {
	"SELECT '', '', '', i.category, i.name, i.item, CAST(s.`left` AS SIGNED), NULL, NULL"
	" FROM item i JOIN item_stock s ON s.item = i.item WHERE" LOW
	" ORDER BY s.`left`, i.item LIMIT ?",
	"i", "ssssssitd"};

/* all-members: as above */
static const struct db_sql sql_unbooked = {
	"SELECT '', '', m.member_no, '', '', '', CAST(SUM(l.`left`) AS SIGNED), NULL,"
	" MIN(l.expires_on) AS since FROM lot l JOIN member m ON m.member_id = l.member_id"
	" WHERE l.is_open = 1 AND l.expires_on < ? GROUP BY l.member_id, m.member_no"
	" ORDER BY since, m.member_no LIMIT ?",
	"di", "ssssssitd"};
static const struct db_sql sql_ending = {
	"SELECT '', '', '', i.category, i.name, i.item, COALESCE(CAST(s.`left` AS SIGNED), 0),"
	" i.open_until, NULL FROM item i LEFT JOIN item_stock s ON s.item = i.item WHERE" ENDING
	" ORDER BY i.open_until, i.item LIMIT ?",
	"tti", "ssssssitd"};
/* all-members: as above */
static const struct db_sql sql_coupons = {
	"SELECT '', '', '', c.kind, c.name, c.item, COUNT(*), NULL, c.expires_on FROM coupon c"
	" WHERE" COUPONS " GROUP BY c.expires_on, c.kind, c.name, c.item"
	" ORDER BY c.expires_on, c.name, c.item LIMIT ?",
	"ddi", "ssssssitd"};
/* all-members: as above */
static const struct db_sql sql_complaints = {
	"SELECT '', c.case_no, m.member_no, c.class, COALESCE(s.name, ''), '', 0, c.answer_due, NULL"
	" FROM service_case c JOIN member m ON m.member_id = c.member_id"
	" LEFT JOIN staff s ON s.staff_id = c.owner_id WHERE" COMPLAINTS
	" ORDER BY c.answer_due, c.case_no LIMIT ?",
	"ti", "ssssssitd"};

/* The figures of what ends, waits or is late beyond the books. */
static enum db count_more(struct database *db, const struct today_since *since,
                          struct today_counts *out)
{
	enum db got = db_one(db, NULL, &sql_unbooked_count, since->today, &out->unbooked_members,
	                     &out->unbooked_points);

	if (got == DB_OK)
		got = db_one(db, NULL, &sql_ending_count, since->now, since->ends_before,
		             &out->ending_items);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_coupons_count, since->today, since->coupons_before,
		             &out->ending_coupons);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_complaints_count, since->answer_before, &out->complaints);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_friends_count, &out->held_friends, &out->held_friend_points);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_tasks_count, &out->tasks);
	return got;
}

enum db today_count(struct database *db, const struct today_since *since,
                    struct today_counts *out)
{
	enum db got = db_one(db, NULL, &sql_trips_count, since->late_before, &out->trips);

	if (got == DB_OK)
		got = db_one(db, NULL, &sql_parked_count, &out->parked);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_held_count, &out->held_orders, &out->held_points);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_debt_count, &out->debtors, &out->debt_points);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_low_count, &out->low_items);
	if (got == DB_OK)
		got = db_one(db, NULL, &sql_mail_count, since->mail_since, since->mail_late,
		             &out->mail_failed, &out->mail_waiting);
	return got == DB_OK ? count_more(db, since, out) : got;
}

/* The rows of the query SQL that GOT has opened. */
static enum db collect(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                       struct today_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct today_row row;

		got = db_next(db, sql, &row.partner, &row.order_no, &row.member_no, &row.what, &row.name,
		              &row.item, &row.figure, &row.at, &row.day);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct today_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db today_trips(struct database *db, void *mem, int32_t late_before, struct today_row **out,
                    int *n)
{
	return collect(db, mem, &sql_trips,
	               db_query(db, mem, &sql_trips, late_before, (int64_t)TODAY_LIST), out, n);
}

static enum db list(struct database *db, void *mem, const struct db_sql *sql,
                    struct today_row **out, int *n)
{
	return collect(db, mem, sql, db_query(db, mem, sql, (int64_t)TODAY_LIST), out, n);
}

enum db today_parked(struct database *db, void *mem, struct today_row **out, int *n)
{
	return list(db, mem, &sql_parked, out, n);
}

enum db today_held(struct database *db, void *mem, struct today_row **out, int *n)
{
	return list(db, mem, &sql_held, out, n);
}

enum db today_debts(struct database *db, void *mem, struct today_row **out, int *n)
{
	return list(db, mem, &sql_debts, out, n);
}

enum db today_items(struct database *db, void *mem, struct today_row **out, int *n)
{
	return list(db, mem, &sql_items, out, n);
}

enum db today_unbooked(struct database *db, void *mem, int32_t today, struct today_row **out,
                       int *n)
{
	return collect(db, mem, &sql_unbooked,
	               db_query(db, mem, &sql_unbooked, today, (int64_t)TODAY_LIST), out, n);
}

enum db today_ending(struct database *db, void *mem, int64_t now, int64_t before,
                     struct today_row **out, int *n)
{
	return collect(db, mem, &sql_ending,
	               db_query(db, mem, &sql_ending, now, before, (int64_t)TODAY_LIST), out, n);
}

enum db today_coupons(struct database *db, void *mem, int32_t today, int32_t before,
                      struct today_row **out, int *n)
{
	return collect(db, mem, &sql_coupons,
	               db_query(db, mem, &sql_coupons, today, before, (int64_t)TODAY_LIST), out, n);
}

enum db today_complaints(struct database *db, void *mem, int64_t before, struct today_row **out,
                         int *n)
{
	return collect(db, mem, &sql_complaints,
	               db_query(db, mem, &sql_complaints, before, (int64_t)TODAY_LIST), out, n);
}
