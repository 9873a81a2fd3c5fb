#include "store/goodwill.h"

#include "base/mem.h"

#define COLUMNS                                                                              \
	"g.member_id, g.staff_id, COALESCE(g.signer_id, 0), g.goodwill_no, g.case_no, g.reason," \
	" g.state, g.points, g.month, g.asked_at, g.signed_at"
#define OUT "iiissssiittsss"
#define NAMED                                                                                \
	"SELECT " COLUMNS ", m.member_no, COALESCE(s.name, ''), COALESCE(z.name, '')"            \
	" FROM goodwill g JOIN member m ON m.member_id = g.member_id"                            \
	" LEFT JOIN staff s ON s.staff_id = g.staff_id LEFT JOIN staff z ON z.staff_id = g.signer_id"

static const struct db_sql add = {
	"INSERT INTO goodwill (member_id, goodwill_no, case_no, points, reason, state, staff_id,"
	" month, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"issi"
	"ssiit", ""};
static const struct db_sql lock = {
	"SELECT " COLUMNS ", '', '', '' FROM goodwill g WHERE g.member_id = ? AND g.goodwill_no = ?"
	" FOR UPDATE",
	"is", OUT};
static const struct db_sql settle = {
	"UPDATE goodwill SET state = ?, signer_id = ?, signed_at = ? WHERE member_id = ?"
	" AND goodwill_no = ? AND state = 'asked'",
	"sitis", ""};
/* all-members: whose the reference is */
static const struct db_sql owner = {
	"SELECT member_id FROM goodwill WHERE goodwill_no = ?", "s", "i"};
static const struct db_sql of_case = {
	NAMED " WHERE g.member_id = ? AND g.case_no = ? ORDER BY g.asked_at, g.goodwill_no", "is",
	OUT};
/* all-members: what waits for a second signature */
static const struct db_sql waiting = {
	NAMED " WHERE g.state = 'asked' ORDER BY g.asked_at, g.goodwill_no LIMIT ?", "i", OUT};
static const struct db_sql used_read = {
	"SELECT used FROM goodwill_month WHERE staff_id = ? AND month = ?", "ii", "i"};
static const struct db_sql used_make = {
	"INSERT INTO goodwill_month (staff_id, month, used) VALUES (?, ?, 0)"
	" ON DUPLICATE KEY UPDATE used = used",
	"ii", ""};
static const struct db_sql used_lock = {
	"SELECT used FROM goodwill_month WHERE staff_id = ? AND month = ? FOR UPDATE", "ii", "i"};
static const struct db_sql use = {
	"UPDATE goodwill_month SET used = ? WHERE staff_id = ? AND month = ?", "iii", ""};

enum db goodwill_add(struct database *db, const struct goodwill *row)
{
	return db_run(db, &add, (int64_t)row->member_id, row->goodwill_no, row->case_no, row->points,
	              row->reason, row->state, (int64_t)row->staff_id, row->month, row->asked_at);
}

/* The rows of SQL's open query into an array of *N on MEM. */
static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct goodwill **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		int64_t member_id, staff_id, signer_id;
		char *t[7];
		struct goodwill row;

		got = db_next(db, sql, &member_id, &staff_id, &signer_id, &t[0], &t[1], &t[2], &t[3],
		              &row.points, &row.month, &row.asked_at, &row.signed_at, &t[4], &t[5],
		              &t[6]);
		if (got != DB_OK)
			break;
		row.member_id = (uint64_t)member_id;
		row.staff_id = (uint64_t)staff_id;
		row.signer_id = (uint64_t)signer_id;
		row.goodwill_no = t[0];
		row.case_no = t[1];
		row.reason = t[2];
		row.state = t[3];
		row.member_no = t[4];
		row.staff = t[5];
		row.signer = t[6];
		*out = talloc_realloc(mem, *out, struct goodwill, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db goodwill_lock(struct database *db, void *mem, uint64_t member_id, const char *goodwill_no,
                      struct goodwill *out)
{
	struct goodwill *list;
	int n;
	enum db got = db_query(db, mem, &lock, (int64_t)member_id, goodwill_no);

	got = rows(db, mem, &lock, got, &list, &n);
	if (got == DB_OK && n == 0)
		return DB_NONE;
	if (got == DB_OK)
		*out = list[0];
	return got;
}

enum db goodwill_settle(struct database *db, uint64_t member_id, const char *goodwill_no,
                        const char *state, uint64_t signer_id, int64_t now)
{
	enum db got = db_run(db, &settle, state, (int64_t)signer_id, now, (int64_t)member_id,
	                     goodwill_no);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db goodwill_owner(struct database *db, const char *goodwill_no, uint64_t *member_id)
{
	int64_t id = 0;
	enum db got = db_one(db, NULL, &owner, goodwill_no, &id);

	*member_id = (uint64_t)id;
	return got;
}

enum db goodwill_of_case(struct database *db, void *mem, uint64_t member_id, const char *case_no,
                         struct goodwill **out, int *n)
{
	return rows(db, mem, &of_case, db_query(db, mem, &of_case, (int64_t)member_id, case_no), out,
	            n);
}

enum db goodwill_waiting(struct database *db, void *mem, int64_t limit, struct goodwill **out,
                         int *n)
{
	return rows(db, mem, &waiting, db_query(db, mem, &waiting, limit), out, n);
}

enum db goodwill_used(struct database *db, uint64_t staff_id, int64_t month, int64_t *used)
{
	enum db got = db_one(db, NULL, &used_read, (int64_t)staff_id, month, used);

	if (got == DB_NONE)
		*used = 0;
	return got == DB_NONE ? DB_OK : got;
}

enum db goodwill_used_lock(struct database *db, uint64_t staff_id, int64_t month, int64_t *used)
{
	enum db got = db_run(db, &used_make, (int64_t)staff_id, month);

	return got == DB_OK ? db_one(db, NULL, &used_lock, (int64_t)staff_id, month, used) : got;
}

enum db goodwill_use(struct database *db, uint64_t staff_id, int64_t month, int64_t used)
{
	return db_run(db, &use, used, (int64_t)staff_id, month);
}
