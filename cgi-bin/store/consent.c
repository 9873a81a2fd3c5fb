#include "store/consent.h"

#include "base/mem.h"

static const struct db_sql sql_add = {
	"INSERT INTO consent (member_id, person_id, paper, version, given_at) VALUES (?, ?, ?, ?, ?)",
	"iisst", ""};
static const struct db_sql sql_withdraw = {
	"UPDATE consent SET withdrawn_at = ? WHERE member_id = ? AND person_id = ? AND paper = ?"
	" AND withdrawn_at IS NULL",
	"tiis", ""};
static const struct db_sql sql_list = {
	"SELECT paper, version, given_at, withdrawn_at FROM consent"
	" WHERE member_id = ? AND person_id = ? ORDER BY given_at DESC, paper LIMIT 200",
	"ii", "sstt"};
static const struct db_sql sql_stands = {
	"SELECT 1 FROM consent WHERE member_id = ? AND person_id = ? AND paper = ?"
	" AND withdrawn_at IS NULL LIMIT 1 LOCK IN SHARE MODE",
	"iis", "i"};

enum db consent_add(struct database *db, struct person_id id, const char *paper,
                    const char *version, int64_t now)
{
	return db_run(db, &sql_add, (int64_t)id.member_id, (int64_t)id.person_id, paper, version,
	              now);
}

enum db consent_withdraw(struct database *db, struct person_id id, const char *paper, int64_t now)
{
	return db_run(db, &sql_withdraw, now, (int64_t)id.member_id, (int64_t)id.person_id, paper);
}

enum db consent_stands(struct database *db, void *mem, struct person_id id, const char *paper,
                       bool *stands)
{
	int64_t one;
	enum db got = db_one(db, mem, &sql_stands, (int64_t)id.member_id, (int64_t)id.person_id, paper,
	                     &one);
	*stands = got == DB_OK;
	return got == DB_NONE ? DB_OK : got;
}

enum db consent_list(struct database *db, void *mem, struct person_id id,
                     struct consent_row **out, int *n)
{
	*out = NULL;
	*n = 0;
	enum db got =
		db_query(db, mem, &sql_list, (int64_t)id.member_id, (int64_t)id.person_id);
	while (got == DB_OK) {
		struct consent_row row = {0};
		got = db_next(db, &sql_list, &row.paper, &row.version, &row.given_at, &row.withdrawn_at);
		if (got != DB_OK)
			break;
		*out = talloc_realloc(mem, *out, struct consent_row, (unsigned)*n + 1);
		(*out)[(*n)++] = row;
	}
	return got == DB_NONE ? DB_OK : got;
}
