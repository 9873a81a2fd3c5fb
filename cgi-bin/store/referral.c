#include "store/referral.h"

#include "base/mem.h"

#define COLUMNS "r.friend_id, r.referrer_id, r.joined_on, r.made_at, r.network IS NOT NULL," \
	" r.confirmed_at, r.ordered_at, r.completed_at, r.reversed_at, r.partner, r.order_no"
#define COLUMNS_OUT "iidtittttss"

static const struct db_sql ADD = {
	"INSERT INTO referral (friend_id, referrer_id, joined_on, made_at, network)"
	" VALUES (?, ?, ?, ?, ?)",
	"iidtb", ""
};
static const struct db_sql LOCK = {
	"SELECT " COLUMNS " FROM referral r WHERE r.friend_id = ? FOR UPDATE", "i", COLUMNS_OUT
};
static const struct db_sql READ = {
	"SELECT " COLUMNS " FROM referral r WHERE r.friend_id = ?", "i", COLUMNS_OUT
};
static const struct db_sql CONFIRMED = {
	"UPDATE referral SET confirmed_at = ? WHERE friend_id = ?", "ti", ""
};
static const struct db_sql ORDERED = {
	"UPDATE referral SET ordered_at = ? WHERE friend_id = ?", "ti", ""
};
static const struct db_sql COMPLETED = {
	"UPDATE referral SET completed_at = ?, partner = ?, order_no = ? WHERE friend_id = ?",
	"tssi", ""
};
static const struct db_sql REVERSED = {
	"UPDATE referral SET reversed_at = ? WHERE friend_id = ?", "ti", ""
};
/* A friend and what it brought the referrer. */
static const struct db_sql LIST = {
	"SELECT " COLUMNS ", p.name, m.member_no, COALESCE(j.state, ''), COALESCE(o.state, ''),"
	" COALESCE(o.reason, j.reason, ''), COALESCE(j.points, 0), COALESCE(o.points, 0),"
	" COALESCE(b.points, 0) FROM referral r"
	" JOIN member m ON m.member_id = r.friend_id"
	" JOIN person p ON p.member_id = r.friend_id AND p.person_id = 1"
	" LEFT JOIN referral_effect j ON j.member_id = r.referrer_id AND j.friend_id = r.friend_id"
	"  AND j.part = 'join'"
	" LEFT JOIN referral_effect o ON o.member_id = r.referrer_id AND o.friend_id = r.friend_id"
	"  AND o.part = 'order'"
	" LEFT JOIN referral_effect b ON b.member_id = r.referrer_id AND b.friend_id = r.friend_id"
	"  AND b.part = 'reverse'"
	" WHERE r.referrer_id = ? ORDER BY r.made_at DESC, r.friend_id LIMIT ?",
	"ii", COLUMNS_OUT "sssssiii"
};
static const struct db_sql STEPS = {
	"SELECT COUNT(*), COUNT(ordered_at) FROM referral WHERE referrer_id = ?", "i", "ii"
};
static const struct db_sql PAID = {
	"SELECT COUNT(DISTINCT CASE WHEN state = 'paid' AND points > 0 AND part <> 'reverse'"
	"  THEN friend_id END),"
	" CAST(COALESCE(SUM(CASE WHEN state <> 'paid' THEN 0 WHEN part = 'reverse' THEN -points"
	"  ELSE points END), 0) AS SIGNED),"
	" CAST(COALESCE(SUM(CASE WHEN state = 'held' THEN points ELSE 0 END), 0) AS SIGNED)"
	" FROM referral_effect WHERE member_id = ? AND friend_id <> ?",
	"ii", "iii"
};
/* all-members: the number leads to the member */
static const struct db_sql MEMBER = {
	"SELECT member_id FROM member WHERE member_no = ? AND state = 'active' LOCK IN SHARE MODE",
	"s", "i"
};
static const struct db_sql BEGAN = {
	"SELECT loaded_at FROM plan_version ORDER BY version LIMIT 1 LOCK IN SHARE MODE", "", "t"
};

enum db referral_add(struct database *db, uint64_t friend_id, uint64_t referrer_id,
                     int32_t joined_on, int64_t now, const uint8_t *network)
{
	struct blob hash = {network, network ? REFERRAL_HASH : 0};

	return db_run(db, &ADD, (int64_t)friend_id, (int64_t)referrer_id, joined_on, now, hash);
}

static enum db read_one(struct database *db, void *mem, const struct db_sql *sql,
                        uint64_t friend_id, struct referral *out)
{
	int64_t id, referrer, network;
	enum db got = db_one(db, mem, sql, (int64_t)friend_id, &id, &referrer, &out->joined_on,
	                     &out->made_at, &network, &out->confirmed_at, &out->ordered_at,
	                     &out->completed_at, &out->reversed_at, &out->partner, &out->order_no);

	if (got != DB_OK)
		return got;
	out->friend_id = (uint64_t)id;
	out->referrer_id = (uint64_t)referrer;
	out->has_network = network != 0;
	return DB_OK;
}

enum db referral_lock(struct database *db, void *mem, uint64_t friend_id, struct referral *out)
{
	return read_one(db, mem, &LOCK, friend_id, out);
}

enum db referral_read(struct database *db, void *mem, uint64_t friend_id, struct referral *out)
{
	return read_one(db, mem, &READ, friend_id, out);
}

enum db referral_confirmed(struct database *db, uint64_t friend_id, int64_t now)
{
	return db_run(db, &CONFIRMED, now, (int64_t)friend_id);
}

enum db referral_ordered(struct database *db, uint64_t friend_id, int64_t now)
{
	return db_run(db, &ORDERED, now, (int64_t)friend_id);
}

enum db referral_completed(struct database *db, uint64_t friend_id, const char *partner,
                           const char *order_no, int64_t now)
{
	return db_run(db, &COMPLETED, now, partner, order_no, (int64_t)friend_id);
}

enum db referral_reversed(struct database *db, uint64_t friend_id, int64_t now)
{
	return db_run(db, &REVERSED, now, (int64_t)friend_id);
}

static enum db next(struct database *db, struct referral_row *row)
{
	struct referral *r = &row->referral;
	int64_t id = 0, referrer = 0, network = 0;
	enum db got = db_next(db, &LIST, &id, &referrer, &r->joined_on, &r->made_at, &network,
	                      &r->confirmed_at, &r->ordered_at, &r->completed_at, &r->reversed_at,
	                      &r->partner, &r->order_no, &row->name, &row->member_no,
	                      &row->join_state, &row->order_state, &row->reason, &row->join_points,
	                      &row->order_points, &row->reversed);

	r->friend_id = (uint64_t)id;
	r->referrer_id = (uint64_t)referrer;
	r->has_network = network != 0;
	return got;
}

enum db referral_list(struct database *db, void *mem, uint64_t referrer_id, int64_t limit,
                      struct referral_row **out, int *n)
{
	struct referral_row *rows = talloc_zero_array(mem, struct referral_row, (size_t)limit + 1), row;
	enum db got = rows ? db_query(db, mem, &LIST, (int64_t)referrer_id, limit) : DB_FAIL;

	*out = rows;
	*n = 0;
	while (got == DB_OK && (got = next(db, &row)) == DB_OK)
		if (*n < limit)
			rows[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db referral_figures(struct database *db, uint64_t referrer_id, struct referral_figures *out)
{
	enum db got = db_one(db, NULL, &STEPS, (int64_t)referrer_id, &out->joined, &out->ordered);

	if (got == DB_OK)
		got = db_one(db, NULL, &PAID, (int64_t)referrer_id, (int64_t)referrer_id, &out->paid,
		             &out->points, &out->held);
	return got;
}

enum db referral_member(struct database *db, const char *member_no, uint64_t *member_id)
{
	int64_t id = 0;
	enum db got = db_one(db, NULL, &MEMBER, member_no, &id);

	*member_id = (uint64_t)id;
	return got;
}

enum db referral_began(struct database *db, int64_t *at)
{
	return db_one(db, NULL, &BEGAN, at);
}
