#include "store/announcement.h"

#include "base/mem.h"
#include "store/announcement_sql.h"

static const struct db_sql sql_read = {
	"SELECT " ANNOUNCEMENT_COLUMNS " FROM announcement n WHERE n.announcement_id = ?", "i",
	ANNOUNCEMENT_OUT};
static const struct db_sql sql_lock = {
	"SELECT " ANNOUNCEMENT_COLUMNS " FROM announcement n WHERE n.announcement_id = ? FOR UPDATE",
	"i", ANNOUNCEMENT_OUT};
static const struct db_sql sql_list = {
	"SELECT " ANNOUNCEMENT_COLUMNS " FROM announcement n ORDER BY n.announcement_id DESC LIMIT ?",
	"i", ANNOUNCEMENT_OUT};
static const struct db_sql sql_due = {
	"SELECT announcement_id FROM announcement WHERE state IN ('waiting', 'sending')"
	" AND starts_at <= ? ORDER BY starts_at, announcement_id LIMIT 1",
	"t", "i"};
static const struct db_sql sql_add = {
	"INSERT INTO announcement (title, title_en, text, text_en, link, by_banner, by_notice,"
	" by_mail, by_sms, kind, tiers, segment, trip, trip_days, city, interest, starts_at, ends_at,"
	" state, staff_id, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?, ?)",
	"sssssiiiissssissttit", ""};
static const struct db_sql sql_edit = {
	"UPDATE announcement SET title = ?, title_en = ?, text = ?, text_en = ?, link = ?,"
	" by_banner = ?, by_notice = ?, by_mail = ?, by_sms = ?, kind = ?, tiers = ?, segment = ?,"
	" trip = ?, trip_days = ?, city = ?, interest = ?, starts_at = ?, ends_at = ?,"
	" version = version + 1 WHERE announcement_id = ?",
	"sssssiiiissssisstti", ""};
static const struct db_sql sql_save = {
	"UPDATE announcement SET state = ?, starts_at = ?, begun_at = ?, ended_at = ?, after_member = ?,"
	" members = ?, mails = ?, messages = ?, version = version + 1 WHERE announcement_id = ?",
	"stttiiiii", ""};
/* all-members: how many an announcement is for */
static const struct db_sql sql_count = {
	"SELECT COUNT(*), COALESCE(SUM(t.by_mail), 0), COALESCE(SUM(t.by_sms), 0)"
	" FROM announcement n JOIN audience t WHERE n.announcement_id = ? AND " ANNOUNCEMENT_FITS,
	"idd", "iii"};
/* all-members: an announcement goes to everybody it is for, a piece at a time */
static const struct db_sql sql_members = {
	"SELECT CAST(t.member_id AS SIGNED), " ANNOUNCEMENT_FITS ", t.offers AND t.mailed,"
	" t.offers AND t.phoned, t.email, t.phone, t.lang FROM announcement n JOIN (SELECT"
	" " AUDIENCE_COLUMNS ", " AUDIENCE_OFFERS " AS offers, p.lang,"
	" p.email_confirmed = 1 OR w.openid IS NOT NULL AS mailed, p.phone_confirmed = 1 AS phoned,"
	" IF(p.email_confirmed = 1, p.email, '') AS email, COALESCE(p.phone, '') AS phone"
	AUDIENCE_TABLES " JOIN person p ON p.member_id = m.member_id AND p.person_id = 1"
	" LEFT JOIN wechat w ON w.member_id = m.member_id AND w.person_id = 1"
	" WHERE m.member_id > ? AND m.state = 'active' ORDER BY m.member_id LIMIT ?) t"
	" WHERE n.announcement_id = ? ORDER BY t.member_id",
	"ddiii", "iiiisss"};

enum db announcement_next(struct database *db, const struct db_sql *sql, struct announcement *a)
{
	int64_t id = 0, staff = 0, after = 0, by[4] = {0};
	struct audience *to = &a->audience;
	char *t[5], *kind, *tiers, *segment, *trip, *city, *interest, *state;
	enum db got = db_next(db, sql, &id, &t[0], &t[1], &t[2], &t[3], &t[4], &by[0], &by[1],
	                      &by[2], &by[3], &kind, &tiers, &segment, &trip, &to->trip_days, &city,
	                      &interest, &a->starts_at, &a->ends_at, &state, &a->version, &staff,
	                      &a->created_at, &a->begun_at, &a->ended_at, &after, &a->members,
	                      &a->mails, &a->messages);

	if (got != DB_OK)
		return got;
	a->announcement_id = (uint64_t)id;
	a->staff_id = (uint64_t)staff;
	a->after_member = (uint64_t)after;
	a->title = t[0];
	a->title_en = t[1];
	a->text = t[2];
	a->text_en = t[3];
	a->link = t[4];
	a->by_banner = by[0] != 0;
	a->by_notice = by[1] != 0;
	a->by_mail = by[2] != 0;
	a->by_sms = by[3] != 0;
	to->kind = kind;
	to->tiers = tiers;
	to->segment = segment;
	to->trip = trip;
	to->city = city;
	to->interest = interest;
	a->state = state;
	return DB_OK;
}

enum db announcement_rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                          struct announcement **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct announcement row = {0};

		got = announcement_next(db, sql, &row);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct announcement, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

static enum db one(struct database *db, void *mem, const struct db_sql *sql, uint64_t id,
                   struct announcement *out)
{
	enum db got = db_query(db, mem, sql, (int64_t)id);

	*out = (struct announcement){0};
	if (got == DB_OK && (got = announcement_next(db, sql, out)) == DB_OK)
		db_end(db, sql);
	return got;
}

enum db announcement_read(struct database *db, void *mem, uint64_t id, struct announcement *out)
{
	return one(db, mem, &sql_read, id, out);
}

enum db announcement_lock(struct database *db, void *mem, uint64_t id, struct announcement *out)
{
	return one(db, mem, &sql_lock, id, out);
}

enum db announcement_list(struct database *db, void *mem, int64_t limit,
                          struct announcement **out, int *n)
{
	return announcement_rows(db, mem, &sql_list, db_query(db, mem, &sql_list, limit), out, n);
}

enum db announcement_due(struct database *db, int64_t now, uint64_t *id)
{
	int64_t found = 0;
	enum db got = db_one(db, NULL, &sql_due, now, &found);

	*id = (uint64_t)found;
	return got;
}

enum db announcement_add(struct database *db, struct announcement *a)
{
	const struct audience *to = &a->audience;
	enum db got = db_run(db, &sql_add, a->title, a->title_en, a->text, a->text_en, a->link,
	                     (int64_t)a->by_banner, (int64_t)a->by_notice, (int64_t)a->by_mail,
	                     (int64_t)a->by_sms, to->kind, to->tiers, to->segment, to->trip,
	                     to->trip_days, to->city, to->interest, a->starts_at, a->ends_at,
	                     (int64_t)a->staff_id, a->created_at);

	a->announcement_id = got == DB_OK ? (uint64_t)db_last_id(db) : 0;
	return got;
}

enum db announcement_edit(struct database *db, const struct announcement *a)
{
	const struct audience *to = &a->audience;

	return db_run(db, &sql_edit, a->title, a->title_en, a->text, a->text_en, a->link,
	              (int64_t)a->by_banner, (int64_t)a->by_notice, (int64_t)a->by_mail,
	              (int64_t)a->by_sms, to->kind, to->tiers, to->segment, to->trip, to->trip_days,
	              to->city, to->interest, a->starts_at, a->ends_at, (int64_t)a->announcement_id);
}

enum db announcement_save(struct database *db, const struct announcement *a)
{
	return db_run(db, &sql_save, a->state, a->starts_at, a->begun_at, a->ended_at, (int64_t)a->after_member,
	              a->members, a->mails, a->messages, (int64_t)a->announcement_id);
}

enum db announcement_count(struct database *db, uint64_t id, int32_t on,
                           struct announcement_count *out)
{
	*out = (struct announcement_count){0};
	return db_one(db, NULL, &sql_count, (int64_t)id, on, on, &out->members, &out->by_mail,
	              &out->by_sms);
}

enum db announcement_members(struct database *db, void *mem, uint64_t id, int32_t on,
                             uint64_t after, int64_t limit, struct announcement_member **out,
                             int *n)
{
	enum db got = db_query(db, mem, &sql_members, on, on, (int64_t)after, limit, (int64_t)id);

	*out = talloc_array(mem, struct announcement_member, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		int64_t member = 0, fits = 0, mail = 0, sms = 0;
		char *email, *phone, *lang;

		got = db_next(db, &sql_members, &member, &fits, &mail, &sms, &email, &phone, &lang);
		if (got != DB_OK)
			break;
		(*out)[(*n)++] = (struct announcement_member){
			.member_id = (uint64_t)member, .fits = fits != 0, .by_mail = mail != 0,
			.by_sms = sms != 0, .email = email, .phone = phone, .lang = lang};
	}
	return got == DB_NONE ? DB_OK : got;
}
