#include "store/outbox.h"

#include "base/mem.h"

static const struct db_sql sql_add = {
	"INSERT INTO outbox (channel, kind, member_id, person_id, address, lang, issue, created_at,"
	" not_before, ref) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"ssiissitts", ""};
/* all-members: the mailer works through everybody's messages */
static const struct db_sql sql_due = {
	"SELECT outbox_id, channel, kind, member_id, person_id, address, lang, issue, created_at,"
	" tries, ref FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND not_before <= ?"
	" ORDER BY not_before, outbox_id LIMIT ? FOR UPDATE SKIP LOCKED",
	"ti", "issiissitis"};
/* all-members: one message by its id, claimed */
static const struct db_sql sql_push = {
	"UPDATE outbox SET not_before = ?, tries = tries + 1 WHERE outbox_id = ?", "ti", ""};
/* all-members: one message by its id, claimed */
static const struct db_sql sql_sent = {
	"UPDATE outbox SET sent_at = ?, last_error = NULL WHERE outbox_id = ?", "ti", ""};
/* all-members: one message by its id, claimed */
static const struct db_sql sql_failed = {
	"UPDATE outbox SET last_error = ?, not_before = ?, failed_at = ? WHERE outbox_id = ?", "stti",
	""};
/* all-members: housekeeping of finished messages */
static const struct db_sql sql_sweep = {
	"DELETE FROM outbox WHERE sent_at < ? OR failed_at < ? LIMIT ?", "tti", ""};

enum db outbox_add(struct database *db, const struct outbox_row *row, int64_t now)
{
	return db_run(db, &sql_add, row->channel, row->kind, (int64_t)row->id.member_id,
	              (int64_t)row->id.person_id, row->address, row->lang, row->issue, now, now,
	              row->ref ? row->ref : "");
}

enum db outbox_due(struct database *db, void *mem, int64_t now, int64_t limit,
                   struct outbox_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	enum db got = db_query(db, mem, &sql_due, now, limit);
	while (got == DB_OK) {
		struct outbox_row row = {0};
		int64_t outbox_id = 0, member = 0, person = 0;
		char *channel, *kind, *address, *lang, *ref;
		got = db_next(db, &sql_due, &outbox_id, &channel, &kind, &member, &person, &address, &lang,
		              &row.issue, &row.created_at, &row.tries, &ref);
		if (got != DB_OK)
			break;
		row.outbox_id = (uint64_t)outbox_id;
		row.channel = channel;
		row.kind = kind;
		row.address = address;
		row.lang = lang;
		row.ref = ref;
		row.id = (struct person_id){(uint64_t)member, (uint64_t)person};
		*out = talloc_realloc(mem, *out, struct outbox_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db outbox_push(struct database *db, uint64_t outbox_id, int64_t not_before)
{
	return db_run(db, &sql_push, not_before, (int64_t)outbox_id);
}

enum db outbox_sent(struct database *db, uint64_t outbox_id, int64_t now)
{
	return db_run(db, &sql_sent, now, (int64_t)outbox_id);
}

enum db outbox_failed(struct database *db, uint64_t outbox_id, const char *error,
                      int64_t not_before, int64_t failed_at)
{
	return db_run(db, &sql_failed, error, not_before, failed_at, (int64_t)outbox_id);
}

enum db outbox_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &sql_sweep, before, before, limit);
}
