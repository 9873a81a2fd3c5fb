#include "store/notice.h"

#include "base/mem.h"

/* A number is the second of posting and a tag of the cause: it rises with time,
 * and nobody waits for another's. */
#define NUMBERS_A_SECOND 1024
#define TRIES 4
#define SWEEP_MEMBERS 200

static const struct db_sql sql_add = {
	"INSERT INTO notice (member_id, notice_no, kind, once_key, link, args, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)",
	"iissss" "t", ""};
static const struct db_sql sql_has = {
	"SELECT notice_no FROM notice WHERE member_id = ? AND kind = ? AND once_key = ?"
	" LOCK IN SHARE MODE",
	"iss", "i"};
static const struct db_sql sql_list = {
	"SELECT notice_no, kind, link, args, created_at, read_at FROM notice"
	" WHERE member_id = ? AND notice_no < ? ORDER BY notice_no DESC LIMIT ?",
	"iii", "isss" "tt"};
static const struct db_sql sql_get = {
	"SELECT notice_no, kind, link, args, created_at, read_at FROM notice"
	" WHERE member_id = ? AND notice_no = ?",
	"ii", "isss" "tt"};
static const struct db_sql sql_read = {
	"UPDATE notice SET read_at = ? WHERE member_id = ? AND notice_no BETWEEN ? AND ?"
	" AND read_at IS NULL",
	"tiii", ""};
/* The bell's figure stands with the account's others, so that no page counts. */
static const struct db_sql sql_more = {
	"UPDATE account SET unread = unread + 1 WHERE member_id = ?", "i", ""};
static const struct db_sql sql_lock = {
	"SELECT unread FROM account WHERE member_id = ? FOR UPDATE", "i", "i"};
static const struct db_sql sql_fewer = {
	"UPDATE account SET unread = unread - LEAST(unread, ?) WHERE member_id = ?", "ii", ""};
/* all-members: housekeeping of old notices */
static const struct db_sql sql_old_unread = {
	"SELECT DISTINCT member_id FROM notice FORCE INDEX (posted)"
	" WHERE created_at < ? AND read_at IS NULL LIMIT ?", "ti", "i"};
/* all-members: housekeeping of old notices */
static const struct db_sql sql_sweep = {
	"DELETE FROM notice WHERE created_at < ? AND read_at IS NOT NULL LIMIT ?", "ti", ""};

struct reading {
	uint64_t member_id;
	int64_t oldest, latest, now, marked;
};

/* A tag that tells the causes of one second apart, most of the time. */
static int64_t tag_of(const struct notice_row *row)
{
	uint32_t hash = 2166136261u;

	for (const char *p = row->kind; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	for (const char *p = row->once; *p; p++)
		hash = (hash ^ (unsigned char)*p) * 16777619u;
	return hash % NUMBERS_A_SECOND;
}

enum db notice_add(struct database *db, struct notice_row *row)
{
	int64_t second = row->created_at * NUMBERS_A_SECOND, tag = tag_of(row), before;
	enum db got = DB_DUP;

	for (int i = 0; i < TRIES && got == DB_DUP; i++) {
		row->notice_no = second + (tag + i) % NUMBERS_A_SECOND;
		got = db_run(db, &sql_add, (int64_t)row->member_id, row->notice_no, row->kind, row->once,
		             row->link, row->args, row->created_at);
		if (got == DB_OK)
			return db_run(db, &sql_more, (int64_t)row->member_id);
		if (got != DB_DUP)
			return got;
		/* Posted before, or another cause had the number. */
		got = db_one(db, NULL, &sql_has, (int64_t)row->member_id, row->kind, row->once, &before);
		if (got != DB_NONE)
			return got == DB_OK ? DB_DUP : got;
		got = DB_DUP;
	}
	return DB_BUSY;
}

enum db notice_list(struct database *db, void *mem, uint64_t member_id, int64_t before,
                    int64_t limit, struct notice_row **out, int *n)
{
	enum db got = db_query(db, mem, &sql_list, (int64_t)member_id, before, limit);

	*out = talloc_array(mem, struct notice_row, (unsigned)limit);
	*n = 0;
	while (got == DB_OK) {
		struct notice_row row = {.member_id = member_id, .once = ""};
		char *kind, *link, *args;

		got = db_next(db, &sql_list, &row.notice_no, &kind, &link, &args, &row.created_at,
		              &row.read_at);
		if (got != DB_OK)
			break;
		row.kind = kind;
		row.link = link;
		row.args = args;
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

/* The account first, as everywhere: whoever posts meanwhile waits. */
static enum db mark_read(struct database *db, void *arg)
{
	struct reading *reading = arg;
	int64_t member = (int64_t)reading->member_id, unread = 0;
	enum db got = db_one(db, NULL, &sql_lock, member, &unread);

	if (got == DB_OK || got == DB_NONE)
		got = db_run(db, &sql_read, reading->now, member, reading->oldest, reading->latest);
	if (got != DB_OK)
		return got;
	reading->marked = db_affected(db);
	return reading->marked > 0 ? db_run(db, &sql_fewer, reading->marked, member) : DB_OK;
}

enum db notice_mark_read(struct database *db, uint64_t member_id, int64_t oldest, int64_t latest,
                         int64_t now, int64_t *marked)
{
	struct reading reading = {.member_id = member_id, .oldest = oldest, .latest = latest,
	                          .now = now};
	enum db got = db_transact(db, mark_read, &reading);

	if (marked)
		*marked = reading.marked;
	return got;
}

enum db notice_get(struct database *db, void *mem, uint64_t member_id, int64_t notice_no,
                   struct notice_row *out)
{
	char *kind = NULL, *link = NULL, *args = NULL;
	enum db got;

	*out = (struct notice_row){.member_id = member_id, .once = ""};
	got = db_one(db, mem, &sql_get, (int64_t)member_id, notice_no, &out->notice_no, &kind, &link,
	             &args, &out->created_at, &out->read_at);
	out->kind = kind;
	out->link = link;
	out->args = args;
	return got;
}

/* Old ones never read count no more; as many members as fit one round. */
static enum db forget_unread(struct database *db, int64_t before, int *n)
{
	int64_t members[SWEEP_MEMBERS], member;
	enum db got = db_query(db, NULL, &sql_old_unread, before, (int64_t)SWEEP_MEMBERS);

	*n = 0;
	while (got == DB_OK) {
		got = db_next(db, &sql_old_unread, &member);
		if (got == DB_OK && *n < SWEEP_MEMBERS)
			members[(*n)++] = member;
	}
	got = got == DB_NONE ? DB_OK : got;
	for (int i = 0; i < *n && got == DB_OK; i++)
		got = notice_mark_read(db, (uint64_t)members[i], 0, before * NUMBERS_A_SECOND - 1, before,
		                       NULL);
	return got;
}

enum db notice_sweep(struct database *db, int64_t before, int64_t limit)
{
	enum db got;
	int n;

	do
		got = forget_unread(db, before, &n);
	while (got == DB_OK && n == SWEEP_MEMBERS);
	return got == DB_OK ? db_run(db, &sql_sweep, before, limit) : got;
}
