/* What the nightly search for signals reads: each along an index of when it came in. */
#include "base/mem.h"
#include "store/signal.h"

/* all-members: abuse is looked for among all of them, here and below. Days of
 * posting are cut by instants, so that the index of posting times serves. */
static const struct db_sql sql_earned = {
	"SELECT CAST(member_id AS SIGNED), 0, '', '', CAST(SUM(points) AS SIGNED), COUNT(*),"
	" MAX(posted_at), NULL FROM entry WHERE posted_at >= ? AND posted_at < ? AND kind IN (1, 8)"
	" AND effective_at >= ? GROUP BY member_id HAVING SUM(points) > 0",
	"ttt", "iissiitd"};
static const struct db_sql sql_bands = {
	"SELECT band, CAST(SUM(members) AS SIGNED) FROM earned_band WHERE day BETWEEN ? AND ?"
	" GROUP BY band ORDER BY band",
	"dd", "ii"};
static const struct db_sql sql_clear = {"DELETE FROM earned_band WHERE day = ?", "d", ""};
static const struct db_sql sql_band = {
	"INSERT INTO earned_band (day, band, members) VALUES (?, ?, ?)", "dii", ""};
/* all-members: as above */
static const struct db_sql sql_addresses = {
	"SELECT CAST(r.member_id AS SIGNED), 0, '', n.address, COUNT(*),"
	" CAST(SUM(r.cost_points) AS SIGNED), MAX(r.placed_at), NULL FROM (SELECT DISTINCT address"
	" FROM redemption WHERE placed_at >= ? AND placed_at < ? AND address <> '') n"
	" JOIN redemption r ON r.address = n.address AND r.placed_at >= ?"
	" GROUP BY n.address, r.member_id ORDER BY n.address, r.member_id",
	"ttt", "iissiitd"};
/* all-members: as above. The friends of everybody whose circle grew. */
#define CIRCLE                                                                               \
	" FROM (SELECT DISTINCT referrer_id FROM referral WHERE made_at >= ? AND made_at < ?) n" \
	" JOIN referral r ON r.referrer_id = n.referrer_id AND r.made_at >= ?"
#define FRIEND(sign, shared)                                                                 \
	"SELECT CAST(r.friend_id AS SIGNED), CAST(r.referrer_id AS SIGNED) AS of_member, '" sign \
	"' AS sign, " shared " AS shared, 0, 0, MAX(r.made_at), NULL" CIRCLE
#define EACH " GROUP BY r.referrer_id, r.friend_id, shared"
static const struct db_sql sql_friends = {
	FRIEND("network", "CAST(HEX(r.network) AS CHAR)") " WHERE r.network IS NOT NULL" EACH
	" UNION ALL " /* all-members: as above */
	FRIEND("address", "a.address") " JOIN address a ON a.member_id = r.friend_id" EACH
	" UNION ALL " /* all-members: as above */
	FRIEND("payer", "o.payer") " JOIN order_head o ON o.member_id = r.friend_id"
	" WHERE o.payer <> ''" EACH
	" UNION ALL " /* all-members: as above */
	FRIEND("phone", "CAST(p.phone AS CHAR)") " JOIN person p ON p.member_id = r.friend_id"
	" WHERE p.phone IS NOT NULL" EACH " ORDER BY of_member, sign, shared",
	"tttttttttttt", "iissiitd"};
/* all-members: as above */
static const struct db_sql sql_surveys = {
	"SELECT CAST(i.member_id AS SIGNED), 0, '', CAST(i.invitation_id AS CHAR),"
	" TIMESTAMPDIFF(SECOND, MIN(a.saved_at), i.submitted_at) AS took, COUNT(*) AS answers,"
	" i.submitted_at, NULL FROM survey s JOIN survey_invitation i ON i.survey_id = s.survey_id"
	" JOIN survey_answer a ON a.invitation_id = i.invitation_id"
	" WHERE i.submitted_at >= ? AND i.submitted_at < ?"
	" GROUP BY i.invitation_id, i.member_id, i.submitted_at HAVING took < ? AND answers >= ?",
	"ttii", "iissiitd"};
/* all-members: as above */
static const struct db_sql sql_refunds = {
	"SELECT CAST(e.member_id AS SIGNED), 0, '', e.source_id,"
	" CAST(e.debt_after AS SIGNED) - CAST(COALESCE(p.debt_after, 0) AS SIGNED) AS owed,"
	" -e.points, e.posted_at, NULL FROM entry e"
	" LEFT JOIN entry p ON p.member_id = e.member_id AND p.seq = e.seq - 1"
	" WHERE e.posted_at >= ? AND e.posted_at < ? AND e.kind = 3 AND e.source_kind = 2"
	" HAVING owed >= ?",
	"tti", "iissiitd"};
#define TRIED " FROM guess WHERE day BETWEEN ? AND ?"
/* all-members: as above */
static const struct db_sql sql_guesses = {
	"SELECT CAST(member_id AS SIGNED), 0, kind, '', CAST(SUM(tries) AS SIGNED),"
	" COUNT(DISTINCT network), MAX(last_at), day" TRIED " AND member_id > 0" /* all-members: as above */
	" GROUP BY day, kind, member_id HAVING SUM(tries) >= ?"
	" UNION ALL SELECT 0, 0, kind, LOWER(CAST(HEX(network) AS CHAR)), CAST(SUM(tries) AS SIGNED),"
	" COUNT(DISTINCT NULLIF(member_id, 0)), MAX(last_at), day" TRIED /* all-members: as above */
	" AND network <> REPEAT(CHAR(0), 32) GROUP BY day, kind, network HAVING SUM(tries) >= ?"
	" UNION ALL SELECT 0, -1, kind, subject, CAST(SUM(tries) AS SIGNED), 0, MAX(last_at), day" TRIED
	" AND subject <> '' GROUP BY day, kind, subject HAVING SUM(tries) >= ?",
	"ddiddiddi", "iissiitd"};
/* all-members: as above */
static const struct db_sql sql_guessed = {
	"SELECT CAST(member_id AS SIGNED) FROM guess WHERE day = ? AND kind = ? AND network = UNHEX(?)"
	" AND member_id > 0 ORDER BY member_id LIMIT 100",
	"dss", "i"};

#define FRESH_DAYS 35 /* what was earned longer ago and is booked now was imported */

/* The rows of SQL, whose query is open. */
static enum db hits(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct signal_hit **out, int *n)
{
	unsigned room = 0;

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct signal_hit hit;
		int64_t member, of;

		got = db_next(db, sql, &member, &of, &hit.sign, &hit.group, &hit.figure, &hit.other, &hit.at,
		              &hit.day);
		if (got != DB_OK)
			break;
		hit.member_id = (uint64_t)member;
		hit.of_member = of > 0 ? (uint64_t)of : 0;
		hit.of_key = of < 0;
		if ((unsigned)*n == room) {
			room = room ? room * 2 : 64;
			*out = talloc_realloc(mem, *out, struct signal_hit, room);
		}
		(*out)[(*n)++] = hit;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db signal_earned(struct database *db, void *mem, int32_t day, struct signal_hit **out, int *n)
{
	enum db got = db_query(db, mem, &sql_earned, day_start(day), day_start(day + 1),
	                       day_start(day - FRESH_DAYS));

	return hits(db, mem, &sql_earned, got, out, n);
}

enum db signal_bands(struct database *db, void *mem, int32_t from, int32_t to,
                     struct signal_band **out, int *n)
{
	enum db got = db_query(db, mem, &sql_bands, from, to);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct signal_band band;

		got = db_next(db, &sql_bands, &band.points, &band.members);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct signal_band, (unsigned)*n + 1);
		(*out)[(*n)++] = band;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db signal_bands_clear(struct database *db, int32_t day)
{
	return db_run(db, &sql_clear, day);
}

enum db signal_band_add(struct database *db, int32_t day, const struct signal_band *band)
{
	return db_run(db, &sql_band, day, band->points, band->members);
}

enum db signal_addresses(struct database *db, void *mem, int64_t from, int64_t until,
                         int64_t since, struct signal_hit **out, int *n)
{
	enum db got = db_query(db, mem, &sql_addresses, from, until, since);

	return hits(db, mem, &sql_addresses, got, out, n);
}

enum db signal_friends(struct database *db, void *mem, int64_t from, int64_t until, int64_t since,
                       struct signal_hit **out, int *n)
{
	enum db got = db_query(db, mem, &sql_friends, from, until, since, from, until, since, from,
	                       until, since, from, until, since);

	return hits(db, mem, &sql_friends, got, out, n);
}

enum db signal_surveys(struct database *db, void *mem, int64_t from, int64_t until,
                       int64_t seconds, int64_t answers, struct signal_hit **out, int *n)
{
	enum db got = db_query(db, mem, &sql_surveys, from, until, seconds, answers);

	return hits(db, mem, &sql_surveys, got, out, n);
}

enum db signal_refunds(struct database *db, void *mem, int64_t from, int64_t until, int64_t least,
                       struct signal_hit **out, int *n)
{
	enum db got = db_query(db, mem, &sql_refunds, from, until, least);

	return hits(db, mem, &sql_refunds, got, out, n);
}

enum db signal_guesses(struct database *db, void *mem, int32_t from, int32_t to, int64_t least,
                       struct signal_hit **out, int *n)
{
	enum db got = db_query(db, mem, &sql_guesses, from, to, least, from, to, least, from, to, least);

	return hits(db, mem, &sql_guesses, got, out, n);
}

enum db signal_guessed(struct database *db, void *mem, int32_t day, const char *sign,
                       const char *group, uint64_t **out, int *n)
{
	enum db got = db_query(db, mem, &sql_guessed, day, sign, group);
	int64_t member;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &sql_guessed, &member)) == DB_OK) {
		*out = talloc_realloc(mem, *out, uint64_t, (unsigned)*n + 1);
		(*out)[(*n)++] = (uint64_t)member;
	}
	return got == DB_NONE ? DB_OK : got;
}
