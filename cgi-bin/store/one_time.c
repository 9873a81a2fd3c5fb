#include "store/one_time.h"

#include <string.h>

#include "base/mem.h"

#define COLS                                                                                      \
	"token_hash, kind, channel, member_id, person_id, issue, address, created_at, ends_at,"       \
	" used_at, tries"
#define COLS_OUT "bssiiisttti"

static const struct db_sql sql_add = {
	"INSERT INTO one_time (" COLS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", COLS_OUT, ""};
/* all-members: a link's hash leads to its member */
static const struct db_sql sql_get = {
	"SELECT " COLS " FROM one_time WHERE token_hash = ?", "b", COLS_OUT};
/* all-members: the same, for use */
static const struct db_sql sql_lock = {
	"SELECT " COLS " FROM one_time WHERE token_hash = ? FOR UPDATE", "b", COLS_OUT};
static const struct db_sql sql_latest = {
	"SELECT " COLS " FROM one_time WHERE member_id = ? AND person_id = ? AND kind = ?"
	" AND channel = ? AND used_at IS NULL AND ends_at > ? ORDER BY issue DESC LIMIT 1 FOR UPDATE",
	"iisst", COLS_OUT};
/* all-members: one link by its hash, already looked up */
static const struct db_sql sql_use = {
	"UPDATE one_time SET used_at = ? WHERE token_hash = ?", "tb", ""};
/* all-members: one code by its hash, already looked up */
static const struct db_sql sql_tried = {
	"UPDATE one_time SET tries = tries + 1 WHERE token_hash = ?", "b", ""};
static const struct db_sql sql_end_all = {
	"UPDATE one_time SET ends_at = ? WHERE member_id = ? AND person_id = ? AND kind = ?"
	" AND used_at IS NULL AND ends_at > ?",
	"tiist", ""};
static const struct db_sql sql_last_issue = {
	"SELECT issue FROM one_time WHERE member_id = ? AND person_id = ? AND kind = ?"
	" ORDER BY issue DESC LIMIT 1 FOR UPDATE",
	"iis", "i"};
/* all-members: housekeeping of ended links */
static const struct db_sql sql_sweep = {
	"DELETE FROM one_time WHERE ends_at < ? LIMIT ?", "ti", ""};

enum db one_time_add(struct database *db, const struct one_time *row)
{
	return db_run(db, &sql_add, (struct blob){row->hash, ONE_TIME_HASH}, row->kind, row->channel,
	              (int64_t)row->id.member_id, (int64_t)row->id.person_id, row->issue,
	              row->address, row->created_at, row->ends_at, row->used_at, row->tries);
}

/* What the out-pointers fill before it becomes a struct one_time. */
struct raw {
	struct blob hash;
	char *kind, *channel, *address;
	int64_t member_id, person_id;
};

#define PTRS(w, o)                                                                                \
	&(w)->hash, &(w)->kind, &(w)->channel, &(w)->member_id, &(w)->person_id, &(o)->issue,         \
		&(w)->address, &(o)->created_at, &(o)->ends_at, &(o)->used_at, &(o)->tries

static void fill(struct one_time *out, const struct raw *raw)
{
	if (raw->hash.len == ONE_TIME_HASH)
		memcpy(out->hash, raw->hash.data, ONE_TIME_HASH);
	out->kind = raw->kind;
	out->channel = raw->channel;
	out->address = raw->address;
	out->id.member_id = (uint64_t)raw->member_id;
	out->id.person_id = (uint64_t)raw->person_id;
}

static enum db read_by_hash(struct database *db, void *mem, const struct db_sql *sql,
                            const uint8_t hash[ONE_TIME_HASH], struct one_time *out)
{
	struct raw raw = {0};
	memset(out, 0, sizeof *out);
	enum db got = db_one(db, mem, sql, (struct blob){hash, ONE_TIME_HASH}, PTRS(&raw, out));
	if (got == DB_OK)
		fill(out, &raw);
	return got;
}

enum db one_time_get(struct database *db, void *mem, const uint8_t hash[ONE_TIME_HASH],
                     struct one_time *out)
{
	return read_by_hash(db, mem, &sql_get, hash, out);
}

enum db one_time_lock(struct database *db, void *mem, const uint8_t hash[ONE_TIME_HASH],
                      struct one_time *out)
{
	return read_by_hash(db, mem, &sql_lock, hash, out);
}

enum db one_time_latest(struct database *db, void *mem, struct person_id id, const char *kind,
                        const char *channel, int64_t now, struct one_time *out)
{
	struct raw raw = {0};
	memset(out, 0, sizeof *out);
	enum db got = db_one(db, mem, &sql_latest, (int64_t)id.member_id, (int64_t)id.person_id, kind,
	                     channel, now, PTRS(&raw, out));
	if (got == DB_OK)
		fill(out, &raw);
	return got;
}

enum db one_time_use(struct database *db, const uint8_t hash[ONE_TIME_HASH], int64_t now)
{
	return db_run(db, &sql_use, now, (struct blob){hash, ONE_TIME_HASH});
}

enum db one_time_tried(struct database *db, const uint8_t hash[ONE_TIME_HASH])
{
	return db_run(db, &sql_tried, (struct blob){hash, ONE_TIME_HASH});
}

enum db one_time_end_all(struct database *db, struct person_id id, const char *kind, int64_t now)
{
	return db_run(db, &sql_end_all, now, (int64_t)id.member_id, (int64_t)id.person_id, kind, now);
}

enum db one_time_next_issue(struct database *db, void *mem, struct person_id id, const char *kind,
                            int64_t now, int64_t *out)
{
	int64_t last = 0;
	enum db got =
		db_one(db, mem, &sql_last_issue, (int64_t)id.member_id, (int64_t)id.person_id, kind, &last);
	if (got == DB_NONE)
		got = DB_OK;
	*out = last >= now ? last + 1 : now;
	return got;
}

enum db one_time_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &sql_sweep, before, limit);
}
