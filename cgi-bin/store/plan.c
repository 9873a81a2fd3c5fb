#include "store/plan.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"

static const struct db_sql ALL = {
	"SELECT version, from_day, source FROM plan_version ORDER BY from_day, version", "", "ids" };
static const struct db_sql NEWEST = { "SELECT COALESCE(MAX(version), 0) FROM plan_version", "", "i" };
static const struct db_sql LAST = {
	"SELECT version, from_day FROM plan_version ORDER BY version DESC LIMIT 1 FOR UPDATE", "", "id" };
static const struct db_sql ADD = {
	"INSERT INTO plan_version (version, name, from_day, source, loaded_at) VALUES (?, ?, ?, ?, ?)",
	"isdst", "" };
static const struct db_sql BEGAN = {
	"SELECT loaded_at FROM plan_version ORDER BY version LIMIT 1", "", "t" };

static bool add_plan(struct plan_book *book, int64_t version, int32_t from_day, const char *source)
{
	char error[200] = "unreadable";
	struct config *tree = config_parse(source);
	struct plan *plan = tree ? plan_parse(book, tree, error) : NULL;

	config_free(tree);
	if (!plan) {
		log_event(LOG_ERROR, "plan_unusable", "version=%lld", (long long)version);
		return false;
	}
	plan->version = version;
	plan->from_day = from_day;
	book->plans = talloc_realloc(book, book->plans, struct plan *, (unsigned)book->n + 1);
	book->plans[book->n++] = plan;
	return true;
}

enum db plan_book_load(struct database *db, void *mem, struct plan_book **out)
{
	struct plan_book *book = talloc_zero(mem, struct plan_book);
	int64_t version = 0;
	int32_t from_day = 0;
	char *source = NULL;
	enum db got;

	if (!book)
		return DB_FAIL;
	got = db_query(db, book, &ALL);
	while (got == DB_OK && (got = db_next(db, &ALL, &version, &from_day, &source)) == DB_OK) {
		if (!add_plan(book, version, from_day, source)) {
			db_end(db, &ALL);
			got = DB_FAIL;
		}
		TALLOC_FREE(source);
	}
	if (got != DB_NONE) {
		talloc_free(book);
		return got;
	}
	*out = book;
	return DB_OK;
}

enum db plan_book_refresh(struct database *db, void *mem, struct plan_book **book)
{
	struct plan_book *fresh = NULL;
	int64_t newest = 0, known = 0;
	enum db got = db_one(db, NULL, &NEWEST, &newest);

	for (int i = 0; *book && i < (*book)->n; i++)
		if ((*book)->plans[i]->version > known)
			known = (*book)->plans[i]->version;
	if (got != DB_OK || (*book && newest == known))
		return got;
	got = plan_book_load(db, mem, &fresh);
	if (got != DB_OK)
		return got;
	talloc_free(*book);
	*book = fresh;
	return DB_OK;
}

struct storing {
	const char *name, *source;
	int32_t from_day;
	int64_t now, version;
};

static enum db store(struct database *db, void *arg)
{
	struct storing *s = arg;
	int64_t last = 0;
	int32_t last_day = DAY_NONE;
	enum db got = db_one(db, NULL, &LAST, &last, &last_day);

	if (got != DB_OK && got != DB_NONE)
		return got;
	if (got == DB_OK && s->from_day <= last_day)
		return DB_DUP;
	s->version = last + 1;
	return db_run(db, &ADD, s->version, s->name, s->from_day, s->source, s->now);
}

enum db plan_store(struct database *db, const char *name, int32_t from_day, const char *source,
                   int64_t now, int64_t *version)
{
	struct storing s = { .name = name, .source = source, .from_day = from_day, .now = now };
	enum db got = db_transact(db, store, &s);

	*version = s.version;
	return got;
}

enum db plan_began(struct database *db, int64_t *at)
{
	return db_one(db, NULL, &BEGAN, at);
}
