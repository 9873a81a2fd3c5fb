#include "store/adjust.h"

#include "base/mem.h"

#define COLUMNS                                                                              \
	"a.member_id, a.staff_id, COALESCE(a.signer_id, 0), a.adjust_no, a.kind, a.state,"       \
	" a.reason, a.points, a.asked_at, a.signed_at"
#define OUT "iiissssittsss"
#define NAMED                                                                                \
	"SELECT " COLUMNS ", m.member_no, COALESCE(s.name, ''), COALESCE(z.name, '')"            \
	" FROM adjustment a JOIN member m ON m.member_id = a.member_id"                          \
	" LEFT JOIN staff s ON s.staff_id = a.staff_id LEFT JOIN staff z ON z.staff_id = a.signer_id"

static const struct db_sql add = {
	"INSERT INTO adjustment (member_id, adjust_no, kind, points, reason, state, staff_id,"
	" asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"issi"
	"ssit", ""};
static const struct db_sql lock = {
	"SELECT " COLUMNS ", '', '', '' FROM adjustment a WHERE a.member_id = ? AND a.adjust_no = ?"
	" FOR UPDATE",
	"is", OUT};
static const struct db_sql settle = {
	"UPDATE adjustment SET state = ?, signer_id = ?, signed_at = ? WHERE member_id = ?"
	" AND adjust_no = ? AND state = 'asked'",
	"sitis", ""};
static const struct db_sql given = {
	"SELECT CAST(COALESCE(SUM(points), 0) AS SIGNED) FROM adjustment WHERE member_id = ?"
	" AND state = 'given' AND signer_id IS NULL AND asked_at >= ? FOR UPDATE",
	"it", "i"};
/* all-members: the morning page's figure */
static const struct db_sql count = {
	"SELECT COUNT(*) FROM adjustment WHERE state = 'asked'", "", "i"};
/* all-members: whose the reference is */
static const struct db_sql owner = {
	"SELECT member_id FROM adjustment WHERE adjust_no = ?", "s", "i"};
static const struct db_sql list = {
	NAMED " WHERE a.member_id = ? ORDER BY a.asked_at DESC, a.adjust_no LIMIT ?", "ii", OUT};
/* all-members: what waits for a second signature */
static const struct db_sql waiting = {
	NAMED " WHERE a.state = 'asked' ORDER BY a.asked_at, a.adjust_no LIMIT ?", "i", OUT};

static const struct db_sql pin_last = {
	"SELECT COALESCE(MAX(n), 0) FROM tier_pin WHERE member_id = ? FOR UPDATE", "i", "i"};
static const struct db_sql pin_end = {
	"UPDATE tier_pin SET lifted_at = ?, lifted_by = ? WHERE member_id = ? AND lifted_at IS NULL",
	"tii", ""};
static const struct db_sql pin_make = {
	"INSERT INTO tier_pin (member_id, n, tier, until_day, reason, staff_id, made_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"iisdsit", ""};
static const struct db_sql pins = {
	"SELECT p.n, p.tier, p.until_day, p.reason, COALESCE(s.name, ''), p.made_at, p.lifted_at"
	" FROM tier_pin p LEFT JOIN staff s ON s.staff_id = p.staff_id WHERE p.member_id = ?"
	" ORDER BY p.n DESC LIMIT 10",
	"i", "isdsstt"};

static const struct db_sql set_adviser = {
	"UPDATE member SET adviser_id = ? WHERE member_id = ?", "Ii", ""};
static const struct db_sql read_adviser = {
	"SELECT s.name, s.contact FROM member m JOIN staff s ON s.staff_id = m.adviser_id"
	" AND s.state = 'active' WHERE m.member_id = ?",
	"i", "ss"};
static const struct db_sql put_contact = {
	"UPDATE staff SET contact = ? WHERE staff_id = ?", "si", ""};

enum db adjustment_add(struct database *db, const struct adjustment *row)
{
	return db_run(db, &add, (int64_t)row->member_id, row->adjust_no, row->kind, row->points,
	              row->reason, row->state, (int64_t)row->staff_id, row->asked_at);
}

/* The next row of the open query SQL. */
static enum db next_row(struct database *db, const struct db_sql *sql, struct adjustment *row)
{
	int64_t member_id, staff_id, signer_id;
	char *t[7];
	enum db got = db_next(db, sql, &member_id, &staff_id, &signer_id, &t[0], &t[1], &t[2], &t[3],
	                      &row->points, &row->asked_at, &row->signed_at, &t[4], &t[5], &t[6]);

	if (got != DB_OK)
		return got;
	row->member_id = (uint64_t)member_id;
	row->staff_id = (uint64_t)staff_id;
	row->signer_id = (uint64_t)signer_id;
	row->adjust_no = t[0];
	row->kind = t[1];
	row->state = t[2];
	row->reason = t[3];
	row->member_no = t[4];
	row->staff = t[5];
	row->signer = t[6];
	return DB_OK;
}

static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct adjustment **out, int *n)
{
	struct adjustment row;

	*out = NULL;
	*n = 0;
	while (got == DB_OK && (got = next_row(db, sql, &row)) == DB_OK) {
		*out = talloc_realloc(mem, *out, struct adjustment, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db adjustment_lock(struct database *db, void *mem, uint64_t member_id, const char *adjust_no,
                        struct adjustment *out)
{
	enum db got = db_query(db, mem, &lock, (int64_t)member_id, adjust_no);

	if (got == DB_OK)
		got = next_row(db, &lock, out);
	if (got == DB_OK)
		db_end(db, &lock);
	return got;
}

enum db adjustment_settle(struct database *db, uint64_t member_id, const char *adjust_no,
                          const char *state, uint64_t signer_id, int64_t now)
{
	return db_run(db, &settle, state, (int64_t)signer_id, now, (int64_t)member_id, adjust_no);
}

enum db adjustment_given_lock(struct database *db, uint64_t member_id, int64_t since,
                              int64_t *points)
{
	return db_one(db, NULL, &given, (int64_t)member_id, since, points);
}

enum db adjustment_count(struct database *db, int64_t *n)
{
	return db_one(db, NULL, &count, n);
}

enum db adjustment_owner(struct database *db, const char *adjust_no, uint64_t *member_id)
{
	int64_t id = 0;
	enum db got = db_one(db, NULL, &owner, adjust_no, &id);

	*member_id = (uint64_t)id;
	return got;
}

enum db adjustment_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                        struct adjustment **out, int *n)
{
	return rows(db, mem, &list, db_query(db, mem, &list, (int64_t)member_id, limit), out, n);
}

enum db adjustment_waiting(struct database *db, void *mem, int64_t limit,
                           struct adjustment **out, int *n)
{
	return rows(db, mem, &waiting, db_query(db, mem, &waiting, limit), out, n);
}

enum db pin_add(struct database *db, uint64_t member_id, const struct pin *pin, uint64_t staff_id)
{
	int64_t last = 0;
	enum db got = db_one(db, NULL, &pin_last, (int64_t)member_id, &last);

	if (got == DB_OK)
		got = pin_lift(db, member_id, staff_id, pin->made_at);
	if (got == DB_OK)
		got = db_run(db, &pin_make, (int64_t)member_id, last + 1, pin->tier, pin->until_day,
		             pin->reason, (int64_t)staff_id, pin->made_at);
	return got;
}

enum db pin_lift(struct database *db, uint64_t member_id, uint64_t staff_id, int64_t now)
{
	return db_run(db, &pin_end, now, (int64_t)staff_id, (int64_t)member_id);
}

enum db pin_list(struct database *db, void *mem, uint64_t member_id, struct pin **out, int *n)
{
	enum db got = db_query(db, mem, &pins, (int64_t)member_id);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct pin row;
		char *t[3];

		got = db_next(db, &pins, &row.n, &t[0], &row.until_day, &t[1], &t[2], &row.made_at,
		              &row.lifted_at);
		if (got != DB_OK)
			break;
		row.tier = t[0];
		row.reason = t[1];
		row.staff = t[2];
		*out = talloc_realloc(mem, *out, struct pin, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db adviser_set(struct database *db, uint64_t member_id, uint64_t staff_id)
{
	return db_run(db, &set_adviser, staff_id ? (int64_t)staff_id : INT64_MIN,
	              (int64_t)member_id);
}

enum db adviser_read(struct database *db, void *mem, uint64_t member_id, char **name,
                     char **contact)
{
	return db_one(db, mem, &read_adviser, (int64_t)member_id, name, contact);
}

enum db adviser_put_contact(struct database *db, uint64_t staff_id, const char *contact)
{
	return db_run(db, &put_contact, contact, (int64_t)staff_id);
}
