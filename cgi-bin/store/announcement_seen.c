/* SQL of what members see of announcements: banners, and one to read. */
#include "store/announcement_sql.h"

#define STANDS " n.by_banner = 1 AND n.state IN ('waiting', 'sending', 'sent')" \
	" AND n.starts_at <= ? AND n.ends_at > ?"
#define MINE " JOIN (SELECT " AUDIENCE_COLUMNS AUDIENCE_TABLES \
	" WHERE m.member_id = ? AND m.state = 'active') t"

static const struct db_sql sql_banners = {
	"SELECT COUNT(*) FROM announcement n WHERE" STANDS, "tt", "i"};
static const struct db_sql sql_banners_of = {
	"SELECT " ANNOUNCEMENT_COLUMNS " FROM announcement n" MINE " WHERE" STANDS
	" AND " ANNOUNCEMENT_FITS " AND NOT EXISTS (SELECT 1 FROM announcement_closed x"
	" WHERE x.member_id = ? AND x.announcement_id = n.announcement_id)"
	" ORDER BY n.starts_at DESC, n.announcement_id DESC LIMIT ?",
	"ittddii", ANNOUNCEMENT_OUT};
static const struct db_sql sql_of = {
	"SELECT " ANNOUNCEMENT_COLUMNS " FROM announcement n" MINE " WHERE n.announcement_id = ?"
	" AND n.state IN ('waiting', 'sending', 'sent') AND n.starts_at <= ?"
	" AND (" ANNOUNCEMENT_FITS " OR EXISTS (SELECT 1 FROM notice x WHERE x.member_id = ?"
	" AND x.kind = 'announcement' AND x.once_key = CAST(n.announcement_id AS CHAR)))",
	"iitddi", ANNOUNCEMENT_OUT};
static const struct db_sql sql_close = {
	"INSERT INTO announcement_closed (member_id, announcement_id, closed_at) VALUES (?, ?, ?)",
	"iit", ""};

enum db announcement_banners(struct database *db, int64_t now, int64_t *n)
{
	return db_one(db, NULL, &sql_banners, now, now, n);
}

enum db announcement_banners_of(struct database *db, void *mem, uint64_t member_id, int64_t now,
                                int64_t limit, struct announcement **out, int *n)
{
	int32_t on = day_of(now);
	enum db got = db_query(db, mem, &sql_banners_of, (int64_t)member_id, now, now, on, on,
	                       (int64_t)member_id, limit);

	return announcement_rows(db, mem, &sql_banners_of, got, out, n);
}

enum db announcement_of(struct database *db, void *mem, uint64_t id, uint64_t member_id,
                        int64_t now, struct announcement *out)
{
	int32_t on = day_of(now);
	enum db got = db_query(db, mem, &sql_of, (int64_t)member_id, (int64_t)id, now, on, on,
	                       (int64_t)member_id);

	*out = (struct announcement){0};
	if (got == DB_OK && (got = announcement_next(db, &sql_of, out)) == DB_OK)
		db_end(db, &sql_of);
	return got;
}

enum db announcement_close(struct database *db, uint64_t member_id, uint64_t id, int64_t now)
{
	enum db got = db_run(db, &sql_close, (int64_t)member_id, (int64_t)id, now);

	return got == DB_DUP ? DB_OK : got;
}
