/* The outbox as staff see it: what ended undelivered, and how much waits. */
#include "base/mem.h"
#include "store/outbox.h"

#define COLUMNS                                                                               \
	"o.outbox_id, o.channel, o.kind, o.address, o.fate, o.last_error, m.member_no, o.member_id," \
	" o.created_at, o.failed_at, o.tries"
#define ENDED_OUT "issssssitti"

/* all-members: staff look after everybody's messages */
static const struct db_sql sql_list = {
	"SELECT " COLUMNS " FROM outbox o LEFT JOIN member m ON m.member_id = o.member_id"
	" WHERE o.fate = ? AND o.outbox_id < ? ORDER BY o.outbox_id DESC LIMIT ?",
	"sii", ENDED_OUT};
/* all-members: one message by its id */
static const struct db_sql sql_lock = {
	"SELECT " COLUMNS " FROM outbox o LEFT JOIN member m ON m.member_id = o.member_id"
	" WHERE o.outbox_id = ? AND o.fate IN ('dead', 'unknown') FOR UPDATE",
	"i", ENDED_OUT};
/* all-members: one message by its id, locked */
static const struct db_sql sql_again = {
	"UPDATE outbox SET fate = '', failed_at = NULL, begun_at = NULL, tries = 0, not_before = ?"
	" WHERE outbox_id = ?",
	"ti", ""};
/* all-members: one message by its id, locked */
static const struct db_sql sql_drop = {
	"UPDATE outbox SET fate = 'dropped' WHERE outbox_id = ?", "i", ""};
/* all-members: a figure of the whole */
static const struct db_sql sql_count = {"SELECT COUNT(*) FROM outbox WHERE fate = ?", "s", "i"};
/* all-members: a figure of the whole */
static const struct db_sql sql_waiting = {
	"SELECT COUNT(*), COALESCE(SUM(tries > 0), 0), MIN(created_at) FROM outbox"
	" WHERE sent_at IS NULL AND failed_at IS NULL",
	"", "iit"};

/* How far a row's out-values are fetched. */
struct raw {
	int64_t outbox_id, member_id;
};

static void settle(struct outbox_ended *e, const struct raw *raw)
{
	e->outbox_id = (uint64_t)raw->outbox_id;
	e->member_id = (uint64_t)raw->member_id;
}

enum db outbox_ended_list(struct database *db, void *mem, const char *fate, uint64_t before,
                          int64_t limit, struct outbox_ended **out, int *n)
{
	int64_t below = before ? (int64_t)before : INT64_MAX;
	enum db got = db_query(db, mem, &sql_list, fate, below, limit);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct outbox_ended e = {0};
		struct raw raw;

		got = db_next(db, &sql_list, &raw.outbox_id, &e.channel, &e.kind, &e.address, &e.fate,
		              &e.error, &e.member_no, &raw.member_id, &e.created_at, &e.ended_at, &e.tries);
		if (got != DB_OK)
			break;
		settle(&e, &raw);
		*out = talloc_realloc(mem, *out, struct outbox_ended, (unsigned)*n + 1);
		(*out)[(*n)++] = e;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db outbox_ended_lock(struct database *db, void *mem, uint64_t outbox_id,
                          struct outbox_ended *e)
{
	struct raw raw;
	enum db got = db_one(db, mem, &sql_lock, (int64_t)outbox_id, &raw.outbox_id, &e->channel,
	                     &e->kind, &e->address, &e->fate, &e->error, &e->member_no,
	                     &raw.member_id, &e->created_at, &e->ended_at, &e->tries);

	if (got == DB_OK)
		settle(e, &raw);
	return got;
}

enum db outbox_again(struct database *db, uint64_t outbox_id, int64_t now)
{
	return db_run(db, &sql_again, now, (int64_t)outbox_id);
}

enum db outbox_drop(struct database *db, uint64_t outbox_id)
{
	return db_run(db, &sql_drop, (int64_t)outbox_id);
}

enum db outbox_ended_count(struct database *db, void *mem, const char *fate, int64_t *n)
{
	return db_one(db, mem, &sql_count, fate, n);
}

enum db outbox_waiting(struct database *db, void *mem, struct outbox_waiting *out)
{
	return db_one(db, mem, &sql_waiting, &out->n, &out->tried, &out->oldest);
}
