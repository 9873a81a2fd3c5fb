/* Who asked for the newsletter by their address. */
#include <string.h>

#include "base/mem.h"
#include "store/newsletter.h"

#define COLUMNS \
	"reader_id, email, lang, state, issue, token_hash, paper, asked_at, confirmed_at"
#define OUT "isssibstt"

static const struct db_sql sql_lock = {
	"SELECT " COLUMNS " FROM newsletter_reader WHERE email = ? FOR UPDATE", "s", OUT};
static const struct db_sql sql_token = {
	"SELECT " COLUMNS " FROM newsletter_reader WHERE token_hash = ?", "b", OUT};
static const struct db_sql sql_add = {
	"INSERT INTO newsletter_reader (email, lang, state, issue, token_hash, paper, asked_at,"
	" confirmed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
	"sssibstt", ""};
static const struct db_sql sql_save = {
	"UPDATE newsletter_reader SET lang = ?, state = ?, issue = ?, token_hash = ?, paper = ?,"
	" asked_at = ?, confirmed_at = ? WHERE reader_id = ?",
	"ssibstti", ""};
static const struct db_sql sql_sweep = {
	"DELETE FROM newsletter_reader WHERE state = 'asked' AND confirmed_at IS NULL AND asked_at < ?"
	" LIMIT ?",
	"ti", ""};

static enum db fill(struct reader *r, enum db got, int64_t id, char *const text[4],
                    struct blob hash)
{
	if (got != DB_OK)
		return got;
	r->reader_id = (uint64_t)id;
	r->email = text[0];
	r->lang = text[1];
	r->state = text[2];
	r->paper = text[3];
	if (hash.len == READER_HASH)
		memcpy(r->hash, hash.data, READER_HASH);
	return DB_OK;
}

enum db reader_lock(struct database *db, void *mem, const char *email, struct reader *out)
{
	int64_t id = 0;
	struct blob hash = {0};
	char *t[4];
	enum db got;

	*out = (struct reader){0};
	got = db_one(db, mem, &sql_lock, email, &id, &t[0], &t[1], &t[2], &out->issue, &hash, &t[3],
	             &out->asked_at, &out->confirmed_at);
	return fill(out, got, id, t, hash);
}

enum db reader_by_token(struct database *db, void *mem, const uint8_t token_hash[READER_HASH],
                        struct reader *out)
{
	int64_t id = 0;
	struct blob hash = {0};
	char *t[4];
	enum db got;

	*out = (struct reader){0};
	got = db_one(db, mem, &sql_token, (struct blob){token_hash, READER_HASH}, &id, &t[0], &t[1],
	             &t[2], &out->issue, &hash, &t[3], &out->asked_at, &out->confirmed_at);
	return fill(out, got, id, t, hash);
}

enum db reader_add(struct database *db, struct reader *r)
{
	enum db got = db_run(db, &sql_add, r->email, r->lang, r->state, r->issue,
	                     (struct blob){r->hash, READER_HASH}, r->paper, r->asked_at,
	                     r->confirmed_at);

	r->reader_id = got == DB_OK ? (uint64_t)db_last_id(db) : 0;
	return got;
}

enum db reader_save(struct database *db, const struct reader *r)
{
	return db_run(db, &sql_save, r->lang, r->state, r->issue, (struct blob){r->hash, READER_HASH},
	              r->paper, r->asked_at, r->confirmed_at, (int64_t)r->reader_id);
}

enum db reader_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &sql_sweep, before, limit);
}
