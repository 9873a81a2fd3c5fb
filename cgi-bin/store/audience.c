#include "store/audience.h"

#include "base/mem.h"
#include "store/announcement_sql.h"

/* The last day of a trip, in the programme's zone. */
#define TRIP "COALESCE(o.travel_end, DATE(o.completed_at + INTERVAL 8 HOUR))"
#define TAKEN " AND o.completed_at IS NOT NULL AND o.cancelled = 0"

/* all-members: everybody in turn, by number */
static const struct db_sql sql_rows = {
	"SELECT CAST(r.member_id AS SIGNED), r.kind, r.tier, r.interests, r.address, r.mail, r.sms,"
	" u.member_id IS NOT NULL, COALESCE(u.place, ''),"
	" NOT (u.kind = r.kind AND u.tier = r.tier AND u.interests = r.interests"
	" AND u.by_mail = r.mail AND u.by_sms = r.sms)"
	" FROM (SELECT m.member_id, m.kind, a.tier, COALESCE(f.interests, '') AS interests,"
	" COALESCE((SELECT d.address FROM address d WHERE d.member_id = m.member_id"
	" ORDER BY d.used_at DESC LIMIT 1), '') AS address,"
	" (p.email_confirmed = 1 OR w.openid IS NOT NULL) AND " AUDIENCE_OFFERS " AS mail,"
	" p.phone_confirmed = 1 AND " AUDIENCE_OFFERS " AS sms"
	" FROM member m JOIN account a ON a.member_id = m.member_id"
	" JOIN person p ON p.member_id = m.member_id AND p.person_id = 1"
	" LEFT JOIN preference f ON f.member_id = m.member_id"
	" LEFT JOIN wechat w ON w.member_id = m.member_id AND w.person_id = 1"
	" WHERE m.member_id > ? AND m.state = 'active' ORDER BY m.member_id LIMIT ?) r"
	" LEFT JOIN audience u ON u.member_id = r.member_id ORDER BY r.member_id",
	"ii", "issssiiisI"};
static const struct db_sql sql_put = {
	"INSERT INTO audience (member_id, kind, tier, place, interests, by_mail, by_sms)"
	" VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE kind = VALUES(kind),"
	" tier = VALUES(tier), place = VALUES(place), interests = VALUES(interests),"
	" by_mail = VALUES(by_mail), by_sms = VALUES(by_sms)",
	"issssii", ""};
/* all-members: who is not open any more, in turn */
static const struct db_sql sql_ended = {
	"SELECT CAST(u.member_id AS SIGNED) FROM audience u LEFT JOIN member m"
	" ON m.member_id = u.member_id AND m.state = 'active'"
	" WHERE u.member_id > ? AND m.member_id IS NULL ORDER BY u.member_id LIMIT ?",
	"ii", "i"};
/* all-members: what a day changed, in turn */
static const struct db_sql sql_changed = {
	"SELECT CAST(member_id AS SIGNED) FROM (SELECT member_id FROM tier_change"
	" WHERE posted_at >= ? AND posted_at < ? UNION SELECT member_id FROM member"
	" WHERE created_at >= ? AND created_at < ?) x WHERE member_id > ? ORDER BY member_id LIMIT ?",
	"ttttii", "i"};
static const struct db_sql sql_drop = {"DELETE FROM audience WHERE member_id = ?", "i", ""};
/* all-members: everybody in turn, by number */
static const struct db_sql sql_trips = {
	"SELECT CAST(r.member_id AS SIGNED), NULLIF(GREATEST(COALESCE(r.own, '0001-01-01'),"
	" COALESCE(r.other, '0001-01-01')), '0001-01-01') AS trip FROM (SELECT m.member_id,"
	" (SELECT MAX(" TRIP ") FROM order_head o WHERE o.member_id = m.member_id" TAKEN ") AS own,"
	" (SELECT MAX(" TRIP ") FROM member g JOIN order_head o ON o.member_id = g.member_id" TAKEN
	" WHERE g.merged_into = m.member_id) AS other FROM member m"
	" WHERE m.member_id > ? AND m.member_id <= ? AND m.state = 'active') r"
	" JOIN audience u ON u.member_id = r.member_id HAVING NOT (trip <=> (SELECT v.last_trip_on"
	" FROM audience v WHERE v.member_id = r.member_id)) ORDER BY r.member_id",
	"ii", "id"};
/* all-members: the trips that ended on a day */
static const struct db_sql sql_trips_of_day = {
	"SELECT CAST(u.member_id AS SIGNED), MAX(" TRIP ") AS trip FROM order_head o"
	" JOIN member m ON m.member_id = o.member_id"
	" JOIN audience u ON u.member_id = COALESCE(m.merged_into, m.member_id)"
	" WHERE o.completed_at >= ? AND o.completed_at < ? AND o.cancelled = 0"
	" GROUP BY u.member_id HAVING trip > COALESCE(MAX(u.last_trip_on), '0001-01-01')",
	"tt", "id"};
static const struct db_sql sql_trip_put = {
	"UPDATE audience SET last_trip_on = ? WHERE member_id = ?", "di", ""};
/* all-members: everybody in turn, by number */
static const struct db_sql sql_segments = {
	"SELECT CAST(member_id AS SIGNED), segment FROM audience WHERE member_id > ?"
	" ORDER BY member_id LIMIT ?",
	"ii", "is"};
static const struct db_sql sql_segment_put = {
	"UPDATE audience SET segment = ? WHERE member_id = ?", "si", ""};

enum db audience_rows(struct database *db, void *mem, uint64_t after, int64_t limit,
                      struct audience_row **out, int *n)
{
	enum db got = db_query(db, mem, &sql_rows, (int64_t)after, limit);

	*out = talloc_array(mem, struct audience_row, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		int64_t member = 0, mail = 0, sms = 0, known = 0, stale = 0;
		char *kind, *tier, *interests, *address, *place;

		got = db_next(db, &sql_rows, &member, &kind, &tier, &interests, &address, &mail, &sms,
		              &known, &place, &stale);
		if (got != DB_OK)
			break;
		(*out)[(*n)++] = (struct audience_row){
			.member_id = (uint64_t)member, .kind = kind, .tier = tier, .interests = interests,
			.address = address, .by_mail = mail != 0, .by_sms = sms != 0,
			.is_known = known != 0, .stale = stale != 0, .place = place};
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db audience_put(struct database *db, const struct audience_row *row, const char *place)
{
	return db_run(db, &sql_put, (int64_t)row->member_id, row->kind, row->tier, place,
	              row->interests, (int64_t)row->by_mail, (int64_t)row->by_sms);
}

/* The numbers of SQL's open query from GOT on, at most LIMIT. */
static enum db members_of(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                          int64_t limit, uint64_t **members, int *n)
{
	*members = talloc_array(mem, uint64_t, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		int64_t member = 0;

		got = db_next(db, sql, &member);
		if (got == DB_OK)
			(*members)[(*n)++] = (uint64_t)member;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db audience_changed(struct database *db, void *mem, int32_t day, uint64_t after,
                         int64_t limit, uint64_t **members, int *n)
{
	int64_t from = day_start(day), until = day_start(day + 1);

	return members_of(db, mem, &sql_changed,
	                  db_query(db, mem, &sql_changed, from, until, from, until, (int64_t)after,
	                           limit), limit, members, n);
}

enum db audience_ended(struct database *db, void *mem, uint64_t after, int64_t limit,
                       uint64_t **members, int *n)
{
	return members_of(db, mem, &sql_ended, db_query(db, mem, &sql_ended, (int64_t)after, limit),
	                  limit, members, n);
}

enum db audience_drop(struct database *db, uint64_t member_id)
{
	return db_run(db, &sql_drop, (int64_t)member_id);
}

static enum db trips(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                     struct audience_trip **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct audience_trip row;
		int64_t member = 0;

		got = db_next(db, sql, &member, &row.last_on);
		if (got != DB_OK)
			break;
		row.member_id = (uint64_t)member;
		*out = talloc_realloc(mem, *out, struct audience_trip, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db audience_trips(struct database *db, void *mem, uint64_t after, uint64_t last,
                       struct audience_trip **out, int *n)
{
	return trips(db, mem, &sql_trips,
	             db_query(db, mem, &sql_trips, (int64_t)after, (int64_t)last), out, n);
}

enum db audience_trips_of_day(struct database *db, void *mem, int32_t day,
                              struct audience_trip **out, int *n)
{
	return trips(db, mem, &sql_trips_of_day,
	             db_query(db, mem, &sql_trips_of_day, day_start(day), day_start(day + 1)), out,
	             n);
}

enum db audience_trip_put(struct database *db, const struct audience_trip *trip)
{
	return db_run(db, &sql_trip_put, trip->last_on, (int64_t)trip->member_id);
}

enum db audience_segments(struct database *db, void *mem, uint64_t after, int64_t limit,
                          struct audience_segment **out, int *n)
{
	enum db got = db_query(db, mem, &sql_segments, (int64_t)after, limit);

	*out = talloc_array(mem, struct audience_segment, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		int64_t member = 0;
		char *segment;

		got = db_next(db, &sql_segments, &member, &segment);
		if (got == DB_OK)
			(*out)[(*n)++] = (struct audience_segment){(uint64_t)member, segment};
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db audience_segment_put(struct database *db, const struct audience_segment *row)
{
	return db_run(db, &sql_segment_put, row->segment, (int64_t)row->member_id);
}
