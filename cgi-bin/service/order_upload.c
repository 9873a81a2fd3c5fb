#include "service/order_upload.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/secret.h"
#include "service/order_file.h"
#include "service/reference.h"
#include "service/staff.h"
#include "store/import_run.h"

#define SWEPT 20

struct upload_work {
	const struct service_env *env;
	uint64_t staff_id;
	char *no;
	const char *file_name, *action, *state;
	struct blob bytes, hash, result;
	int64_t rows;
	int refused, not_done;
	char *run_name; /* of a run for good: its file; NULL = a try */
	char detail[160];
};

static enum order_upload outcome_of(const struct service_env *env, enum db got)
{
	if (got == DB_OK)
		return ORDER_UPLOAD_OK;
	return got == DB_BUSY || db_is_down(env->db) ? ORDER_UPLOAD_TRY_AGAIN : ORDER_UPLOAD_FAILED;
}

static enum db note(struct upload_work *w)
{
	return staff_log(w->env->db, w->staff_id, w->action, 0, w->no, w->detail);
}

static enum db keep_work(struct database *db, void *arg)
{
	struct upload_work *w = arg;
	int64_t now = w->env->now;
	enum db got = upload_sweep(db, now - UPLOAD_KEPT_S, SWEPT);

	reference_draw('U', w->no);
	if (got == DB_OK)
		got = upload_add(db, w->no, w->staff_id, w->file_name, w->hash, w->bytes, w->rows, now);
	if (got == DB_DUP)
		return DB_BUSY; /* another reference next time */
	return got == DB_OK ? note(w) : got;
}

static enum db begin_work(struct database *db, void *arg)
{
	struct upload_work *w = arg;
	int64_t now = w->env->now;
	enum db got = upload_begin(db, w->no, now - ORDER_UPLOAD_STUCK_S, now);

	return got == DB_OK ? note(w) : got;
}

static enum db end_work(struct database *db, void *arg)
{
	struct upload_work *w = arg;
	struct import_run run = {.kind = (char[]){"orders"}, .file_name = w->run_name,
	                         .upload_no = w->no, .run_at = w->env->now, .rows = w->rows,
	                         .refused = w->refused, .not_done = w->not_done};
	enum db got = upload_said(db, w->no, w->state, w->refused, w->result);

	/* what a run refused stands on the morning page; a try is looked at on its own */
	if (got == DB_OK && w->run_name)
		got = import_run_put(db, &run);
	return got == DB_OK ? note(w) : got;
}

/* "row,order_no,outcome,message" of every order. */
static bool write_result(void *mem, const struct file_rows *rows, struct blob *out)
{
	struct csv_file *csv = csv_memory(mem);
	int key = csv_column(rows->table, order_file_columns[0]);

	if (!csv)
		return false;
	csv_put(csv, "row");
	csv_put(csv, order_file_columns[0]);
	csv_put(csv, "outcome");
	csv_put(csv, "message");
	csv_end_row(csv);
	for (int i = 0; i < rows->table->n_rows; i++) {
		const struct csv_row *row = &rows->table->rows[i];

		csv_put_int(csv, i + 2);
		csv_put(csv, row->broken ? "" : csv_field(row, key));
		csv_put(csv, rows->outcomes[i].word);
		csv_put(csv, rows->outcomes[i].message);
		csv_end_row(csv);
	}
	out->data = csv_take(csv, mem, &out->len);
	return out->data != NULL;
}

/* Books or tries the table, and keeps what came of it. */
static enum order_upload work(struct upload_work *w, const struct plan_book *plans,
                              const struct csv_table *table, bool dry_run)
{
	const struct service_env *env = w->env;
	struct file_rows rows = {.db = env->db, .mem = env->mem, .table = table};

	rows.outcomes = talloc_zero_array(env->mem, struct file_outcome, (unsigned)table->n_rows + 1);
	if (!rows.outcomes || !order_file_run(&rows, plans, dry_run, NULL, NULL))
		return ORDER_UPLOAD_FAILED;
	file_settle(&rows, &w->refused, &w->not_done);
	if (w->not_done > 0 && db_is_down(env->db))
		return ORDER_UPLOAD_TRY_AGAIN;
	if (!write_result(env->mem, &rows, &w->result))
		return ORDER_UPLOAD_FAILED;
	w->state = dry_run ? "tried" : "done";
	w->action = dry_run ? "orders_tried" : "orders_done";
	snprintf(w->detail, sizeof w->detail, "%d orders, %d refused, %d not done", table->n_rows,
	         w->refused, w->not_done);
	return outcome_of(env, db_transact(env->db, end_work, w));
}

/* The bytes as a table of orders; NULL with *OUTCOME. */
static struct csv_table *table_of(void *mem, struct blob bytes, char error[160],
                                  enum order_upload *outcome)
{
	struct csv_table *table = csv_parse_text(mem, bytes.data, bytes.len, error);

	*outcome = ORDER_UPLOAD_TABLE;
	if (!table || !csv_header(table, order_file_columns, NULL, error))
		return NULL;
	*outcome = ORDER_UPLOAD_EMPTY;
	if (table->n_rows == 0)
		return NULL;
	*outcome = ORDER_UPLOAD_LONG;
	return table->n_rows <= ORDER_UPLOAD_ROWS ? table : NULL;
}

enum order_upload order_upload_try(const struct service_env *env, const struct plan_book *plans,
                                   uint64_t staff_id, const char *file_name, const char *data,
                                   size_t len, char no[UPLOAD_NO], char error[160])
{
	struct upload_work w = {.env = env, .staff_id = staff_id, .no = no, .file_name = file_name,
	                        .bytes = {data, len}, .action = "orders_try"};
	uint8_t hash[SHA256_BYTES];
	enum order_upload outcome;
	const struct csv_table *table = table_of(env->mem, w.bytes, error, &outcome);

	if (!table)
		return outcome;
	secret_sha256(hash, data, len);
	w.hash = (struct blob){hash, sizeof hash};
	w.rows = table->n_rows;
	snprintf(w.detail, sizeof w.detail, "%" PRId64 " orders", w.rows);
	outcome = outcome_of(env, db_transact(env->db, keep_work, &w));
	return outcome == ORDER_UPLOAD_OK ? work(&w, plans, table, true) : outcome;
}

enum order_upload order_upload_run(const struct service_env *env, const struct plan_book *plans,
                                   uint64_t staff_id, const char *no)
{
	char reference[UPLOAD_NO], error[160];
	struct upload_work w = {.env = env, .staff_id = staff_id, .no = reference,
	                        .action = "orders_run"};
	struct upload_row row;
	const struct csv_table *table;
	enum order_upload outcome;
	enum db got = upload_read(env->db, env->mem, no, &row);

	if (got != DB_OK)
		return got == DB_NONE ? ORDER_UPLOAD_UNKNOWN : outcome_of(env, got);
	table = table_of(env->mem, row.bytes, error, &outcome);
	if (!table)
		return outcome;
	snprintf(reference, sizeof reference, "%s", row.upload_no);
	w.run_name = row.file_name;
	w.rows = row.rows;
	snprintf(w.detail, sizeof w.detail, "%" PRId64 " orders", row.rows);
	got = db_transact(env->db, begin_work, &w);
	if (got == DB_NONE)
		return ORDER_UPLOAD_BUSY;
	outcome = outcome_of(env, got);
	return outcome == ORDER_UPLOAD_OK ? work(&w, plans, table, false) : outcome;
}
