#include "store/contact.h"

#include "base/mem.h"

#define COLUMNS                                                                              \
	"c.member_id, c.contact_id, COALESCE(c.staff_id, 0), c.channel, c.note,"                 \
	" COALESCE(c.redemption_no, ''), COALESCE(c.score, 0), c.day, c.due_on, c.made_at,"      \
	" c.done_at"
#define OUT "iiisssiddttss"

static const struct db_sql add = {
	"INSERT INTO contact (member_id, staff_id, channel, day, note, redemption_no, score, due_on,"
	" made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"iIsdssIdt", ""};
static const struct db_sql lock = {
	"SELECT " COLUMNS ", '', '' FROM contact c WHERE c.member_id = ? AND c.contact_id = ?"
	" FOR UPDATE",
	"ii", OUT};
static const struct db_sql settle = {
	"UPDATE contact SET done_at = ?, done_by = ? WHERE member_id = ? AND contact_id = ?", "tiii",
	""};
static const struct db_sql list = {
	"SELECT " COLUMNS ", COALESCE(s.name, ''), COALESCE(z.name, '') FROM contact c"
	" LEFT JOIN staff s ON s.staff_id = c.staff_id LEFT JOIN staff z ON z.staff_id = c.done_by"
	" WHERE c.member_id = ? ORDER BY c.open_due IS NULL, c.open_due, c.day DESC,"
	" c.contact_id DESC LIMIT ?",
	"ii", OUT};
static const struct db_sql merge = {
	"UPDATE contact SET came_from = member_id, member_id = ? WHERE member_id = ?", "ii", ""};
static const struct db_sql unmerge = {
	"UPDATE contact SET member_id = ?, came_from = NULL WHERE member_id = ? AND came_from = ?",
	"iii", ""};

/* A column that is NULL for 0. */
static int64_t or_null(int64_t number)
{
	return number ? number : INT64_MIN;
}

enum db contact_add(struct database *db, const struct contact *row)
{
	const char *redemption = row->redemption_no && *row->redemption_no ? row->redemption_no : NULL;

	return db_run(db, &add, (int64_t)row->member_id, or_null((int64_t)row->staff_id),
	              row->channel, row->day, row->note, redemption, or_null(row->score), row->due_on,
	              row->made_at);
}

/* The next row of the open query SQL. */
static enum db next_row(struct database *db, const struct db_sql *sql, struct contact *row)
{
	int64_t member_id, contact_id, staff_id;
	char *t[5];
	enum db got = db_next(db, sql, &member_id, &contact_id, &staff_id, &t[0], &t[1], &t[2],
	                      &row->score, &row->day, &row->due_on, &row->made_at, &row->done_at,
	                      &t[3], &t[4]);

	if (got != DB_OK)
		return got;
	row->member_id = (uint64_t)member_id;
	row->contact_id = (uint64_t)contact_id;
	row->staff_id = (uint64_t)staff_id;
	row->channel = t[0];
	row->note = t[1];
	row->redemption_no = t[2];
	row->staff = t[3];
	row->settler = t[4];
	return DB_OK;
}

enum db contact_lock(struct database *db, void *mem, uint64_t member_id, uint64_t contact_id,
                     struct contact *out)
{
	enum db got = db_query(db, mem, &lock, (int64_t)member_id, (int64_t)contact_id);

	if (got == DB_OK)
		got = next_row(db, &lock, out);
	if (got == DB_OK)
		db_end(db, &lock);
	return got;
}

enum db contact_settle(struct database *db, uint64_t member_id, uint64_t contact_id,
                       uint64_t staff_id, int64_t now)
{
	return db_run(db, &settle, now, (int64_t)staff_id, (int64_t)member_id, (int64_t)contact_id);
}

enum db contact_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                     struct contact **out, int *n)
{
	struct contact row;
	enum db got = db_query(db, mem, &list, (int64_t)member_id, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = next_row(db, &list, &row)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct contact, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db contact_merge(struct database *db, uint64_t from_id, uint64_t into_id)
{
	return db_run(db, &merge, (int64_t)into_id, (int64_t)from_id);
}

enum db contact_unmerge(struct database *db, uint64_t from_id, uint64_t into_id)
{
	return db_run(db, &unmerge, (int64_t)from_id, (int64_t)into_id, (int64_t)from_id);
}
