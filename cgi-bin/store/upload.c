#include "store/upload.h"

#include "base/mem.h"

static const struct db_sql ADD = {
	"INSERT INTO order_upload (upload_no, staff_id, file_name, file_hash, bytes, `rows`, state,"
	" made_at, refused, result) VALUES (?, ?, ?, ?, ?, ?, 'running', ?, 0, '')",
	"sisbbit", ""
};
static const struct db_sql SAID = {
	"UPDATE order_upload SET state = ?, refused = ?, result = ? WHERE upload_no = ?", "sibs", ""
};
static const struct db_sql BEGIN = {
	"UPDATE order_upload SET state = 'running', run_at = ? WHERE upload_no = ?"
	" AND (state <> 'running' OR COALESCE(run_at, made_at) < ?)",
	"tst", ""
};
static const struct db_sql READ = {
	"SELECT u.upload_no, u.file_name, COALESCE(s.name, ''), u.state, u.`rows`, u.refused, u.made_at,"
	" u.run_at, u.bytes, u.result FROM order_upload u LEFT JOIN staff s ON s.staff_id = u.staff_id"
	" WHERE u.upload_no = ?",
	"s", "ssssiittbb"
};
static const struct db_sql LIST = {
	"SELECT u.upload_no, u.file_name, COALESCE(s.name, ''), u.state, u.`rows`, u.refused, u.made_at,"
	" u.run_at FROM order_upload u LEFT JOIN staff s ON s.staff_id = u.staff_id"
	" ORDER BY u.made_at DESC LIMIT ?",
	"i", "ssssiitt"
};
static const struct db_sql SWEEP = {
	"DELETE FROM order_upload WHERE made_at < ? ORDER BY made_at LIMIT ?", "ti", ""
};

enum db upload_add(struct database *db, const char *upload_no, uint64_t staff_id,
                   const char *file_name, struct blob hash, struct blob bytes, int64_t rows,
                   int64_t now)
{
	return db_run(db, &ADD, upload_no, (int64_t)staff_id, file_name, hash, bytes, rows, now);
}

enum db upload_said(struct database *db, const char *upload_no, const char *state,
                    int64_t refused, struct blob result)
{
	return db_run(db, &SAID, state, refused, result, upload_no);
}

enum db upload_begin(struct database *db, const char *upload_no, int64_t stuck, int64_t now)
{
	enum db got = db_run(db, &BEGIN, now, upload_no, stuck);

	return got == DB_OK && db_affected(db) == 0 ? DB_NONE : got;
}

enum db upload_read(struct database *db, void *mem, const char *upload_no, struct upload_row *out)
{
	return db_one(db, mem, &READ, upload_no, &out->upload_no, &out->file_name, &out->staff_name,
	              &out->state, &out->rows, &out->refused, &out->made_at, &out->run_at, &out->bytes,
	              &out->result);
}

enum db upload_list(struct database *db, void *mem, int64_t limit, struct upload_row **out, int *n)
{
	struct upload_row *rows = talloc_zero_array(mem, struct upload_row, (size_t)limit + 1), row;
	enum db got = rows ? db_query(db, mem, &LIST, limit) : DB_FAIL;

	*out = rows;
	*n = 0;
	row.bytes = row.result = (struct blob){0};
	while (got == DB_OK &&
	       (got = db_next(db, &LIST, &row.upload_no, &row.file_name, &row.staff_name, &row.state,
	                      &row.rows, &row.refused, &row.made_at, &row.run_at)) == DB_OK)
		if (*n < limit)
			rows[(*n)++] = row;
	return got == DB_NONE ? DB_OK : got;
}

enum db upload_sweep(struct database *db, int64_t before, int64_t limit)
{
	return db_run(db, &SWEEP, before, limit);
}
