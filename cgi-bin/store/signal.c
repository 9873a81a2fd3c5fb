#include "store/signal.h"

#include "base/mem.h"

#define COLUMNS                                                                              \
	"SELECT CAST(s.signal_id AS SIGNED), s.kind, CAST(s.round AS SIGNED), s.happened_at,"    \
	" s.found_at, s.figure, s.members, s.evidence, s.state, s.settled_at, s.note,"           \
	" COALESCE(t.name, ''), COALESCE((SELECT SUBSTRING_INDEX(GROUP_CONCAT(m.member_no"       \
	" ORDER BY m.member_no SEPARATOR ','), ',', 20) FROM risk_signal_member n"               \
	" JOIN member m ON m.member_id = n.member_id WHERE n.signal_id = s.signal_id), '')"      \
	" FROM risk_signal s"                                                                    \
	" LEFT JOIN staff t ON t.staff_id = s.staff_id"
#define COLUMNS_OUT "isitt" "iisstsss"

static const struct db_sql sql_latest = {
	"SELECT CAST(signal_id AS SIGNED), CAST(round AS SIGNED), figure, state FROM risk_signal"
	" WHERE kind = ? AND once_key = ? ORDER BY round DESC LIMIT 1 FOR UPDATE",
	"ss", "iiis"};
static const struct db_sql sql_insert = {
	"INSERT INTO risk_signal (kind, once_key, round, happened_at, found_at, figure, members,"
	" evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"ssittiis", ""};
static const struct db_sql sql_follow = {
	"UPDATE risk_signal SET happened_at = ?, figure = ?, members = ?, evidence = ?"
	" WHERE signal_id = ?",
	"tiisi", ""};
static const struct db_sql sql_member = {
	"INSERT INTO risk_signal_member (member_id, signal_id) VALUES (?, ?)",
	"ii", ""};
static const struct db_sql sql_has = {
	"SELECT 1 FROM risk_signal_member WHERE member_id = ? AND signal_id = ? LOCK IN SHARE MODE",
	"ii", "i"};
/* all-members: the staff's queue */
static const struct db_sql sql_open = {
	COLUMNS " WHERE s.state = 'open' ORDER BY s.signal_id DESC LIMIT ?", "i", COLUMNS_OUT};
/* all-members: as above */
static const struct db_sql sql_settled = {
	COLUMNS " WHERE s.settled_at IS NOT NULL ORDER BY s.settled_at DESC, s.signal_id DESC LIMIT ?",
	"i", COLUMNS_OUT};
/* all-members: as above */
static const struct db_sql sql_count = {
	"SELECT COUNT(DISTINCT s.signal_id), COUNT(DISTINCT n.member_id) FROM risk_signal s"
	" LEFT JOIN risk_signal_member n ON n.signal_id = s.signal_id WHERE s.state = 'open'",
	"", "ii"};
static const struct db_sql sql_lock = {
	"SELECT kind, state FROM risk_signal WHERE signal_id = ? FOR UPDATE", "i", "ss"};
static const struct db_sql sql_settle = {
	"UPDATE risk_signal SET state = ?, settled_at = ?, staff_id = ?, note = ?"
	" WHERE signal_id = ? AND state = 'open'",
	"stisi", ""};
/* The kinds as signal_holds() says. */
static const struct db_sql sql_names = {
	"SELECT COUNT(*) FROM risk_signal_member n JOIN risk_signal s ON s.signal_id = n.signal_id"
	" WHERE n.member_id = ? AND s.kind IN ('cluster', 'address', 'survey', 'refund')"
	" AND (s.state = 'open' OR (s.state = 'abuse' AND s.settled_at >= ?))",
	"it", "i"};
static const struct db_sql sql_mark = {"SELECT until_at FROM signal_mark WHERE one = 1", "", "t"};
static const struct db_sql sql_mark_put = {
	"INSERT INTO signal_mark (one, until_at) VALUES (1, ?)"
	" ON DUPLICATE KEY UPDATE until_at = VALUES(until_at)",
	"t", ""};

/* The members FOUND names that SIGNAL does not know yet. Rows are only added: the
 * job may not change them. */
static enum db put_members(struct database *db, const struct signal_found *found, int64_t signal)
{
	enum db got = DB_OK;
	int64_t one;

	for (int i = 0; got == DB_OK && i < found->n_members; i++) {
		got = db_one(db, NULL, &sql_has, (int64_t)found->members[i], signal, &one);
		if (got == DB_NONE)
			got = db_run(db, &sql_member, (int64_t)found->members[i], signal);
	}
	return got;
}

enum db signal_put(struct database *db, const struct signal_found *found, int64_t now,
                   bool *fresh)
{
	const char *kind = signal_word(found->kind);
	void *mem = talloc_new(NULL);
	int64_t id = 0, round = 0, figure = 0;
	char *state = NULL;
	enum db got = db_one(db, mem, &sql_latest, kind, found->once_key, &id, &round, &figure, &state);
	bool open = got == DB_OK && state[0] == 'o';

	*fresh = got == DB_NONE || (got == DB_OK && !open && signal_again(figure, found->figure));
	if (*fresh) {
		got = db_run(db, &sql_insert, kind, found->once_key, round + 1, found->happened_at, now,
		             found->figure, (int64_t)found->n_members, found->evidence);
		id = got == DB_OK ? db_last_id(db) : 0;
	} else if (open) {
		got = db_run(db, &sql_follow, found->happened_at, found->figure, (int64_t)found->n_members,
		             found->evidence, id);
	}
	if (got == DB_OK && (*fresh || open))
		got = put_members(db, found, id);
	talloc_free(mem);
	return got;
}

/* The rows of SQL, whose query is open. */
static enum db rows(struct database *db, void *mem, const struct db_sql *sql, enum db got,
                    struct signal_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct signal_row row;
		char *kind;
		int64_t id;

		got = db_next(db, sql, &id, &kind, &row.round, &row.happened_at, &row.found_at, &row.figure,
		              &row.members, &row.evidence, &row.state, &row.settled_at, &row.note,
		              &row.staff, &row.numbers);
		if (got != DB_OK)
			break;
		row.signal_id = (uint64_t)id;
		row.kind = signal_of(kind);
		*out = talloc_realloc(mem, *out, struct signal_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db signal_open(struct database *db, void *mem, int64_t limit, struct signal_row **out, int *n)
{
	return rows(db, mem, &sql_open, db_query(db, mem, &sql_open, limit), out, n);
}

enum db signal_settled(struct database *db, void *mem, int64_t limit, struct signal_row **out,
                       int *n)
{
	return rows(db, mem, &sql_settled, db_query(db, mem, &sql_settled, limit), out, n);
}

enum db signal_count(struct database *db, int64_t *open, int64_t *members)
{
	return db_one(db, NULL, &sql_count, open, members);
}

enum db signal_lock(struct database *db, void *mem, uint64_t signal_id, char **kind, char **state)
{
	return db_one(db, mem, &sql_lock, (int64_t)signal_id, kind, state);
}

enum db signal_settle_row(struct database *db, uint64_t signal_id, const char *state,
                          uint64_t staff_id, const char *note, int64_t now)
{
	return db_run(db, &sql_settle, state, now, (int64_t)staff_id, note, (int64_t)signal_id);
}

enum db signal_names(struct database *db, uint64_t member_id, int64_t since, int64_t *named)
{
	return db_one(db, NULL, &sql_names, (int64_t)member_id, since, named);
}

enum db signal_mark(struct database *db, int64_t *until)
{
	return db_one(db, NULL, &sql_mark, until);
}

enum db signal_mark_put(struct database *db, int64_t until)
{
	return db_run(db, &sql_mark_put, until);
}
