#include "base/mem.h"
#include "store/task.h"

#define SIGNALS 100

static const struct db_sql COUNT = {
	"SELECT n, state, made_at FROM task_done WHERE member_id = ? AND task_id = ? FOR UPDATE",
	"ii", "ist"
};
static const struct db_sql PAID_COUNT = {
	"SELECT COUNT(*) FROM task_done d JOIN task t ON t.task_id = d.task_id"
	" WHERE d.member_id = ? AND d.state = 'paid' AND t.kind NOT IN ('bonus', 'active')"
	" LOCK IN SHARE MODE",
	"i", "i"
};
static const struct db_sql ADD = {
	"INSERT INTO task_done (member_id, task_id, n, state, points, text, made_at, paid_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"iiisistt", ""
};
static const struct db_sql JUDGE = {
	"UPDATE task_done SET state = ?, points = ?, paid_at = ?, staff_id = ?, note = ?"
	" WHERE member_id = ? AND task_id = ? AND n = ? AND state = 'waiting'",
	"sitisiii", ""
};
#define COLUMNS "d.member_id, d.task_id, d.n, d.state, d.points, d.text, d.made_at, d.paid_at, d.note"
#define COLUMNS_OUT "iiisistts"
static const struct db_sql LIST = {
	"SELECT " COLUMNS ", '', t.name, t.name_en FROM task_done d JOIN task t ON t.task_id = d.task_id"
	" WHERE d.member_id = ? ORDER BY d.made_at DESC, d.task_id, d.n DESC LIMIT ?",
	"ii", COLUMNS_OUT "sss"
};
/* all-members: the staff queue */
static const struct db_sql WAITING = {
	"SELECT " COLUMNS ", m.member_no, t.name, t.name_en FROM task_done d JOIN task t ON t.task_id = d.task_id"
	" JOIN member m ON m.member_id = d.member_id"
	" WHERE d.state = 'waiting' ORDER BY d.made_at, d.task_id, d.n LIMIT ?",
	"i", COLUMNS_OUT "sss"
};
static const struct db_sql SHARE_GET = {
	"SELECT token FROM task_share WHERE member_id = ? AND task_id = ?", "ii", "s"
};
static const struct db_sql SHARE_ADD = {
	"INSERT INTO task_share (token_hash, member_id, task_id, token) VALUES (?, ?, ?, ?)", "biis", ""
};
static const struct db_sql SHARE_FIND = {
	"SELECT member_id, task_id FROM task_share WHERE token_hash = ?", "b", "ii"
};
static const struct db_sql VISIT_ADD = {
	"INSERT INTO task_visit (member_id, task_id, visitor, made_at) VALUES (?, ?, ?, ?)", "iibt", ""
};
static const struct db_sql VISIT_COUNT = {
	"SELECT COUNT(*) FROM task_visit WHERE member_id = ? AND task_id = ?", "ii", "i"
};
static const struct db_sql VISIT_LOCK = {
	"SELECT COUNT(*) FROM task_visit WHERE member_id = ? AND task_id = ? LOCK IN SHARE MODE",
	"ii", "i"
};
static const struct db_sql SIGNAL_ADD = {
	"INSERT INTO task_signal (member_id, kind, ref, posted_at) VALUES (?, ?, ?, ?)", "isst", ""
};
static const struct db_sql SIGNAL_LIST = {
	"SELECT signal_id, member_id, kind, ref, posted_at FROM task_signal"
	" WHERE is_open = 1 AND signal_id > ? ORDER BY signal_id LIMIT 100",
	"i", "iisst"
};
static const struct db_sql SIGNAL_END = {
	"UPDATE task_signal SET is_open = 0 WHERE signal_id = ? AND member_id = ? AND is_open = 1",
	"ii", ""
};
/* all-members: the month's most active, by the index of what was paid then */
static const struct db_sql MOST_ACTIVE = {
	"SELECT d.member_id FROM task_done d JOIN task t ON t.task_id = d.task_id"
	" WHERE d.paid_at >= ? AND d.paid_at < ? AND d.state = 'paid'"
	" AND t.kind NOT IN ('bonus', 'active')"
	" GROUP BY d.member_id ORDER BY COUNT(*) DESC, MAX(d.paid_at), d.member_id LIMIT ?",
	"tti", "i"
};
static const struct db_sql MONTH_KNOWN = {
	"SELECT 1 FROM task_month WHERE task_id = ? AND month = ?", "ii", "i"
};
static const struct db_sql MONTH_ADD = {
	"INSERT INTO task_month (task_id, month, settled_at) VALUES (?, ?, ?)", "iit", ""
};

enum db task_count_lock(struct database *db, uint64_t member_id, uint64_t task_id, int64_t since,
                        struct task_count *out)
{
	void *mem = talloc_new(NULL);
	enum db got = db_query(db, mem, &COUNT, (int64_t)member_id, (int64_t)task_id);
	int64_t n, made_at;
	char *state;

	*out = (struct task_count){0};
	while (got == DB_OK && (got = db_next(db, &COUNT, &n, &state, &made_at)) == DB_OK) {
		out->counted += state[0] != 'r' && made_at >= since;
		out->waiting += state[0] == 'w';
		out->last_n = n > out->last_n ? n : out->last_n;
	}
	talloc_free(mem);
	return got == DB_NONE ? DB_OK : got;
}

enum db task_paid_count(struct database *db, uint64_t member_id, int64_t *out)
{
	return db_one(db, NULL, &PAID_COUNT, (int64_t)member_id, out);
}

enum db task_done_add(struct database *db, const struct task_done *d)
{
	return db_run(db, &ADD, (int64_t)d->member_id, (int64_t)d->task_id, d->n, d->state, d->points,
	              d->text, d->made_at, d->paid_at);
}

enum db task_done_judge(struct database *db, const struct task_done *d, uint64_t staff_id)
{
	enum db got = db_run(db, &JUDGE, d->state, d->points, d->paid_at, (int64_t)staff_id, d->note,
	                     (int64_t)d->member_id, (int64_t)d->task_id, d->n);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

static enum db gather(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                      int64_t limit, struct task_done **out, int *n)
{
	struct task_done *rows = talloc_zero_array(mem, struct task_done, (size_t)limit + 1), d;
	int64_t member = 0, task = 0;

	*out = rows;
	*n = 0;
	if (!rows)
		return DB_FAIL;
	while (got == DB_OK &&
	       (got = db_next(db, sql, &member, &task, &d.n, &d.state, &d.points, &d.text, &d.made_at,
	                      &d.paid_at, &d.note, &d.member_no, &d.name,
	                      &d.name_en)) == DB_OK) {
		d.member_id = (uint64_t)member;
		d.task_id = (uint64_t)task;
		if (*n < limit)
			rows[(*n)++] = d;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db task_done_list(struct database *db, void *mem, uint64_t member_id, int64_t limit,
                       struct task_done **out, int *n)
{
	return gather(db, mem, &LIST, db_query(db, mem, &LIST, (int64_t)member_id, limit), limit, out,
	              n);
}

enum db task_waiting(struct database *db, void *mem, int64_t limit, struct task_done **out, int *n)
{
	return gather(db, mem, &WAITING, db_query(db, mem, &WAITING, limit), limit, out, n);
}

enum db task_share_get(struct database *db, void *mem, uint64_t member_id, uint64_t task_id,
                       char **token)
{
	return db_one(db, mem, &SHARE_GET, (int64_t)member_id, (int64_t)task_id, token);
}

enum db task_share_add(struct database *db, uint64_t member_id, uint64_t task_id,
                       const uint8_t hash[TASK_HASH], const char *token)
{
	struct blob h = {hash, TASK_HASH};

	return db_run(db, &SHARE_ADD, h, (int64_t)member_id, (int64_t)task_id, token);
}

enum db task_share_find(struct database *db, const uint8_t hash[TASK_HASH], uint64_t *member_id,
                        uint64_t *task_id)
{
	struct blob h = {hash, TASK_HASH};
	int64_t member = 0, task = 0;
	enum db got = db_one(db, NULL, &SHARE_FIND, h, &member, &task);

	*member_id = (uint64_t)member;
	*task_id = (uint64_t)task;
	return got;
}

enum db task_visit_add(struct database *db, uint64_t member_id, uint64_t task_id,
                       const uint8_t visitor[TASK_HASH], int64_t now)
{
	struct blob v = {visitor, TASK_HASH};

	return db_run(db, &VISIT_ADD, (int64_t)member_id, (int64_t)task_id, v, now);
}

enum db task_visit_count(struct database *db, uint64_t member_id, uint64_t task_id, int64_t *out)
{
	return db_one(db, NULL, &VISIT_COUNT, (int64_t)member_id, (int64_t)task_id, out);
}

enum db task_visit_lock(struct database *db, uint64_t member_id, uint64_t task_id, int64_t *out)
{
	return db_one(db, NULL, &VISIT_LOCK, (int64_t)member_id, (int64_t)task_id, out);
}

enum db task_signal_add(struct database *db, uint64_t member_id, const char *kind,
                        const char *ref, int64_t now)
{
	enum db got = db_run(db, &SIGNAL_ADD, (int64_t)member_id, kind, ref, now);

	return got == DB_DUP ? DB_OK : got;
}

enum db task_signal_list(struct database *db, void *mem, uint64_t after,
                         struct task_signal_row **out, int *n)
{
	struct task_signal_row *rows = talloc_zero_array(mem, struct task_signal_row, SIGNALS), s;
	enum db got = rows ? db_query(db, mem, &SIGNAL_LIST, (int64_t)after) : DB_FAIL;
	int64_t id = 0, member = 0;

	*out = rows;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &SIGNAL_LIST, &id, &member, &s.kind, &s.ref,
	                                      &s.posted_at)) == DB_OK) {
		s.signal_id = (uint64_t)id;
		s.member_id = (uint64_t)member;
		if (*n < SIGNALS)
			rows[(*n)++] = s;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db task_signal_end(struct database *db, uint64_t signal_id, uint64_t member_id)
{
	enum db got = db_run(db, &SIGNAL_END, (int64_t)signal_id, (int64_t)member_id);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db task_most_active(struct database *db, void *mem, int64_t from, int64_t until,
                         int64_t limit, uint64_t **out, int *n)
{
	uint64_t *rows = talloc_zero_array(mem, uint64_t, (size_t)limit + 1);
	enum db got = rows ? db_query(db, mem, &MOST_ACTIVE, from, until, limit) : DB_FAIL;
	int64_t member = 0;

	*out = rows;
	*n = 0;
	while (got == DB_OK && (got = db_next(db, &MOST_ACTIVE, &member)) == DB_OK)
		if (*n < limit)
			rows[(*n)++] = (uint64_t)member;
	return got == DB_NONE ? DB_OK : got;
}

enum db task_month_known(struct database *db, uint64_t task_id, int64_t month)
{
	int64_t one;

	return db_one(db, NULL, &MONTH_KNOWN, (int64_t)task_id, month, &one);
}

enum db task_month_add(struct database *db, uint64_t task_id, int64_t month, int64_t now)
{
	return db_run(db, &MONTH_ADD, (int64_t)task_id, month, now);
}
