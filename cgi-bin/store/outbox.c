#include "store/outbox.h"

#include "base/mem.h"

static const struct db_sql sql_add = {
	"INSERT INTO outbox (channel, kind, member_id, person_id, address, lang, issue, created_at,"
	" not_before, ref, bulk) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"ssiissittsi", ""};
/* all-members: the mailer works through everybody's messages */
static const struct db_sql sql_due = {
	"SELECT outbox_id, channel, kind, member_id, person_id, address, lang, issue, created_at,"
	" tries, ref, begun_at FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL"
	" AND bulk = ? AND not_before <= ? ORDER BY not_before, outbox_id LIMIT ?"
	" FOR UPDATE SKIP LOCKED",
	"iti", "issiissitist"};
/* all-members: one message by its id, claimed */
static const struct db_sql sql_push = {
	"UPDATE outbox SET not_before = ?, tries = tries + 1 WHERE outbox_id = ?", "ti", ""};
/* all-members: one message by its id, claimed with this try */
static const struct db_sql sql_begin = {
	"UPDATE outbox SET begun_at = ? WHERE outbox_id = ? AND tries = ? AND sent_at IS NULL"
	" AND failed_at IS NULL AND begun_at IS NULL",
	"tii", ""};
/* all-members: one message by its id */
static const struct db_sql sql_sent = {
	"UPDATE outbox SET sent_at = ?, failed_at = NULL, fate = '', last_error = NULL"
	" WHERE outbox_id = ?",
	"ti", ""};
/* all-members: one message by its id, claimed with this try */
static const struct db_sql sql_later = {
	"UPDATE outbox SET last_error = ?, not_before = ?, begun_at = NULL"
	" WHERE outbox_id = ? AND tries = ? AND sent_at IS NULL",
	"stii", ""};
/* all-members: one message by its id, claimed with this try */
static const struct db_sql sql_release = {
	"UPDATE outbox SET not_before = ?, tries = tries - 1 WHERE outbox_id = ? AND tries = ?"
	" AND sent_at IS NULL",
	"tii", ""};
/* all-members: one message by its id, claimed with this try */
static const struct db_sql sql_end = {
	"UPDATE outbox SET failed_at = ?, fate = ?, last_error = ?"
	" WHERE outbox_id = ? AND tries = ? AND sent_at IS NULL",
	"tssii", ""};
/* all-members: housekeeping of finished messages */
static const struct db_sql sql_sweep_sent = {
	"DELETE FROM outbox WHERE sent_at < ? LIMIT ?", "ti", ""};
/* all-members: housekeeping of finished messages */
static const struct db_sql sql_sweep_ended = {
	"DELETE FROM outbox WHERE fate IN ('dead', 'unknown', 'unwanted', 'dropped')"
	" AND failed_at < ? LIMIT ?",
	"ti", ""};

enum db outbox_add(struct database *db, const struct outbox_row *row, int64_t now)
{
	return db_run(db, &sql_add, row->channel, row->kind, (int64_t)row->id.member_id,
	              (int64_t)row->id.person_id, row->address, row->lang, row->issue, now, now,
	              row->ref ? row->ref : "", (int64_t)row->bulk);
}

/* Puts what is due, bulk or not, behind the *N of *OUT. */
static enum db due(struct database *db, void *mem, int64_t now, bool bulk, int64_t limit,
                   struct outbox_row **out, int *n)
{
	enum db got = db_query(db, mem, &sql_due, (int64_t)bulk, now, limit);

	while (got == DB_OK) {
		struct outbox_row row = {.bulk = bulk};
		int64_t outbox_id = 0, member = 0, person = 0, begun_at = INSTANT_NONE;
		char *channel, *kind, *address, *lang, *ref;

		got = db_next(db, &sql_due, &outbox_id, &channel, &kind, &member, &person, &address, &lang,
		              &row.issue, &row.created_at, &row.tries, &ref, &begun_at);
		if (got != DB_OK)
			break;
		row.outbox_id = (uint64_t)outbox_id;
		row.channel = channel;
		row.kind = kind;
		row.address = address;
		row.lang = lang;
		row.ref = ref;
		row.id = (struct person_id){(uint64_t)member, (uint64_t)person};
		row.begun = begun_at != INSTANT_NONE;
		*out = talloc_realloc(mem, *out, struct outbox_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db outbox_due(struct database *db, void *mem, int64_t now, int64_t limit,
                   struct outbox_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	enum db got = due(db, mem, now, false, limit, out, n);

	if (got == DB_OK && *n < limit)
		got = due(db, mem, now, true, limit - *n, out, n);
	return got;
}

enum db outbox_push(struct database *db, uint64_t outbox_id, int64_t not_before)
{
	return db_run(db, &sql_push, not_before, (int64_t)outbox_id);
}

enum db outbox_begin(struct database *db, const struct outbox_row *row, int64_t now)
{
	enum db got = db_run(db, &sql_begin, now, (int64_t)row->outbox_id, row->tries);

	return got == DB_OK && db_affected(db) != 1 ? DB_NONE : got;
}

enum db outbox_sent(struct database *db, uint64_t outbox_id, int64_t now)
{
	return db_run(db, &sql_sent, now, (int64_t)outbox_id);
}

enum db outbox_later(struct database *db, const struct outbox_row *row, const char *error,
                     int64_t not_before)
{
	return db_run(db, &sql_later, error, not_before, (int64_t)row->outbox_id, row->tries);
}

enum db outbox_release(struct database *db, const struct outbox_row *row, int64_t not_before)
{
	return db_run(db, &sql_release, not_before, (int64_t)row->outbox_id, row->tries);
}

enum db outbox_end(struct database *db, const struct outbox_row *row, const char *fate,
                   const char *error, int64_t now)
{
	return db_run(db, &sql_end, now, fate, error, (int64_t)row->outbox_id, row->tries);
}

enum db outbox_sweep(struct database *db, int64_t before, int64_t limit)
{
	enum db got = db_run(db, &sql_sweep_sent, before, limit);

	if (got != DB_OK || db_affected(db) == limit)
		return got; /* called again */
	return db_run(db, &sql_sweep_ended, before, limit);
}
