#include "store/import_run.h"

#include "base/mem.h"

#define NEWS " WHERE run_at >= ? AND seen_at IS NULL AND (refused > 0 OR not_done > 0)"

static const struct db_sql sql_put = {
	"INSERT INTO import_run (kind, file_name, upload_no, run_at, `rows`, refused, not_done)"
	" VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE upload_no = VALUES(upload_no),"
	" run_at = VALUES(run_at), `rows` = VALUES(`rows`), refused = VALUES(refused),"
	" not_done = VALUES(not_done), seen_at = NULL, seen_by = 0",
	"ssstiii", ""};
static const struct db_sql sql_list = {
	"SELECT CAST(run_id AS SIGNED), kind, file_name, upload_no, run_at, `rows`, refused, not_done"
	" FROM import_run" NEWS " ORDER BY run_at DESC, run_id DESC LIMIT ?",
	"ti", "issstiii"};
static const struct db_sql sql_count = {
	"SELECT COUNT(*), CAST(COALESCE(SUM(refused + not_done), 0) AS SIGNED) FROM import_run" NEWS,
	"t", "ii"};
static const struct db_sql sql_seen = {
	"UPDATE import_run SET seen_at = ?, seen_by = ? WHERE run_id = ? AND seen_at IS NULL", "tii",
	""};

enum db import_run_put(struct database *db, const struct import_run *r)
{
	return db_run(db, &sql_put, r->kind, r->file_name, r->upload_no, r->run_at, r->rows, r->refused,
	              r->not_done);
}

enum db import_run_list(struct database *db, void *mem, int64_t since, struct import_run **out,
                        int *n)
{
	enum db got = db_query(db, mem, &sql_list, since, (int64_t)IMPORT_RUN_ROWS);

	*out = NULL;
	*n = 0;
	while (got == DB_OK) {
		struct import_run r;
		int64_t id;

		got = db_next(db, &sql_list, &id, &r.kind, &r.file_name, &r.upload_no, &r.run_at, &r.rows,
		              &r.refused, &r.not_done);
		if (got != DB_OK)
			break;
		r.run_id = (uint64_t)id;
		*out = talloc_realloc(mem, *out, struct import_run, (unsigned)*n + 1);
		(*out)[(*n)++] = r;
	}
	return got == DB_NONE ? DB_OK : got;
}

enum db import_run_count(struct database *db, int64_t since, int64_t *files, int64_t *rows)
{
	return db_one(db, NULL, &sql_count, since, files, rows);
}

enum db import_run_seen(struct database *db, uint64_t run_id, uint64_t staff_id, int64_t now)
{
	enum db got = db_run(db, &sql_seen, now, (int64_t)staff_id, (int64_t)run_id);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}
