#include "store/faq.h"

#include "base/mem.h"

#define ROWS 500
#define COLUMNS \
	"faq_id, topic, place, ask, ask_en, answer, answer_en, shown, version, changed_at"
#define COLUMNS_OUT "isissssiit"

static const struct db_sql sql_read = {
	"SELECT " COLUMNS " FROM faq WHERE faq_id = ?", "i", COLUMNS_OUT};
static const struct db_sql sql_lock = {
	"SELECT " COLUMNS " FROM faq WHERE faq_id = ? FOR UPDATE", "i", COLUMNS_OUT};
static const struct db_sql sql_all = {
	"SELECT " COLUMNS " FROM faq ORDER BY place, faq_id LIMIT 500", "", COLUMNS_OUT};
static const struct db_sql sql_shown = {
	"SELECT " COLUMNS " FROM faq WHERE shown = 1 ORDER BY place, faq_id LIMIT 500", "",
	COLUMNS_OUT};
static const struct db_sql sql_topic = {
	"SELECT " COLUMNS " FROM faq WHERE topic = ? ORDER BY place, faq_id LIMIT 500 FOR UPDATE", "s",
	COLUMNS_OUT};
static const struct db_sql sql_add = {
	"INSERT INTO faq (topic, place, ask, ask_en, answer, answer_en, shown, changed_at)"
	" VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
	"sisssst", ""};
static const struct db_sql sql_edit = {
	"UPDATE faq SET topic = ?, place = ?, ask = ?, ask_en = ?, answer = ?, answer_en = ?,"
	" changed_at = ?, version = version + 1 WHERE faq_id = ?",
	"sissssti", ""};
static const struct db_sql sql_place = {
	"UPDATE faq SET place = ? WHERE faq_id = ?", "ii", ""};
static const struct db_sql sql_show = {
	"UPDATE faq SET shown = ? WHERE faq_id = ?", "ii", ""};

/* The rows of an open query, at most MAX. */
static enum db gather(struct database *db, const struct db_sql *sql, enum db got, struct faq *rows,
                      int max, int *n)
{
	*n = 0;
	while (got == DB_OK) {
		struct faq f;
		int64_t id = 0, shown = 0;
		char *t[5];

		got = db_next(db, sql, &id, &t[0], &f.place, &t[1], &t[2], &t[3], &t[4], &shown,
		              &f.version, &f.changed_at);
		if (got != DB_OK)
			break;
		f.faq_id = (uint64_t)id;
		f.shown = shown != 0;
		f.topic = t[0];
		f.ask = t[1];
		f.ask_en = t[2];
		f.answer = t[3];
		f.answer_en = t[4];
		if (*n < max)
			rows[(*n)++] = f;
	}
	return got == DB_NONE ? DB_OK : got;
}

static enum db one(struct database *db, void *mem, const struct db_sql *sql, uint64_t faq_id,
                   struct faq *out)
{
	int n;
	enum db got = gather(db, sql, db_query(db, mem, sql, (int64_t)faq_id), out, 1, &n);

	return got == DB_OK && n == 0 ? DB_NONE : got;
}

enum db faq_read(struct database *db, void *mem, uint64_t faq_id, struct faq *out)
{
	return one(db, mem, &sql_read, faq_id, out);
}

enum db faq_lock(struct database *db, void *mem, uint64_t faq_id, struct faq *out)
{
	return one(db, mem, &sql_lock, faq_id, out);
}

enum db faq_list(struct database *db, void *mem, bool only_shown, struct faq **out, int *n)
{
	const struct db_sql *sql = only_shown ? &sql_shown : &sql_all;

	*out = talloc_zero_array(mem, struct faq, ROWS);
	*n = 0;
	return *out ? gather(db, sql, db_query(db, mem, sql), *out, ROWS, n) : DB_FAIL;
}

enum db faq_topic_lock(struct database *db, void *mem, const char *topic, struct faq **out, int *n)
{
	*out = talloc_zero_array(mem, struct faq, ROWS);
	*n = 0;
	return *out ? gather(db, &sql_topic, db_query(db, mem, &sql_topic, topic), *out, ROWS, n)
	            : DB_FAIL;
}

enum db faq_add(struct database *db, struct faq *f)
{
	enum db got = db_run(db, &sql_add, f->topic, f->place, f->ask, f->ask_en, f->answer,
	                     f->answer_en, f->changed_at);

	f->faq_id = got == DB_OK ? (uint64_t)db_last_id(db) : 0;
	return got;
}

enum db faq_edit(struct database *db, const struct faq *f)
{
	return db_run(db, &sql_edit, f->topic, f->place, f->ask, f->ask_en, f->answer, f->answer_en,
	              f->changed_at, (int64_t)f->faq_id);
}

enum db faq_put_place(struct database *db, uint64_t faq_id, int64_t place)
{
	return db_run(db, &sql_place, place, (int64_t)faq_id);
}

enum db faq_put_shown(struct database *db, uint64_t faq_id, bool shown)
{
	return db_run(db, &sql_show, (int64_t)shown, (int64_t)faq_id);
}
