#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "job/catalogue_row.h"
#include "job/import.h"
#include "job/progress.h"

#define CHUNK 64 /* items a transaction */

struct catalogue {
	struct import *import;
	const struct plan *plan;
	struct item *parsed;
	int64_t *stock, now;
	/* the chunk at work */
	int rows[CHUNK], n;
};

/* Of rows with one code the first stands. */
static int by_code(const void *a, const void *b)
{
	const struct item *const *x = a, *const *y = b;
	int order = strcmp((*x)->item, (*y)->item);

	return order ? order : (*x > *y) - (*x < *y);
}

static bool refuse_doubles(struct catalogue *c)
{
	int rows = c->import->table->n_rows, n = 0;
	const struct item **sorted = talloc_array(c->import->job->mem, const struct item *,
	                                          (unsigned)rows + 1);

	for (int i = 0; sorted && i < rows; i++)
		if (!c->import->rows[i].refused)
			sorted[n++] = &c->parsed[i];
	if (n > 1)
		qsort(sorted, (size_t)n, sizeof *sorted, by_code);
	for (int i = 1; i < n; i++)
		if (strcmp(sorted[i]->item, sorted[i - 1]->item) == 0)
			import_refuse(c->import, (int)(sorted[i] - c->parsed), "code stands twice in the file");
	return sorted != NULL;
}

/* Judges row I against the item of its code, if there is one. */
static enum db judge_known(struct catalogue *c, void *mem, int i)
{
	struct import *import = c->import;
	struct item known;
	enum db got = item_read(import->job->db, mem, NULL, c->parsed[i].item, &known);

	if (got == DB_OK && catalogue_same(import->table, &c->parsed[i], &known))
		import_set(import, i, "same", "");
	else if (got == DB_OK)
		import_refuse(import, i, "the code exists with other data: edit it at the staff desk");
	return got == DB_NONE ? DB_OK : got;
}

/* One transaction: the chunk's new items. */
static enum db create(struct database *db, void *arg)
{
	struct catalogue *c = arg;
	enum db got = DB_OK;

	for (int i = 0; i < c->n && got == DB_OK; i++) {
		int row = c->rows[i];

		got = item_add(db, &c->parsed[row], c->stock[row]);
		if (got == DB_OK)
			import_set(c->import, row, "created", "");
		if (got == DB_DUP) {
			/* The code was taken since we looked; the others go on. */
			import_refuse(c->import, row, "the code exists with other data: edit it at the staff desk");
			got = DB_OK;
		}
	}
	return got;
}

static enum db do_chunk(struct catalogue *c)
{
	struct import *import = c->import;
	void *mem = talloc_new(import->job->mem);
	int n = c->n;
	enum db got = DB_OK;

	c->n = 0;
	for (int i = 0; i < n; i++) {
		if (got == DB_OK)
			got = judge_known(c, mem, c->rows[i]);
		if (!import->rows[c->rows[i]].word)
			c->rows[c->n++] = c->rows[i];
	}
	talloc_free(mem);
	if (got == DB_OK && import->dry_run)
		for (int i = 0; i < c->n; i++)
			import_set(import, c->rows[i], "created", "");
	else if (got == DB_OK && c->n > 0)
		got = db_transact(import->job->db, create, c);
	for (int i = 0; got != DB_OK && i < c->n; i++)
		import_not_done(import, c->rows[i]);
	c->n = 0;
	return got;
}

static void do_all(struct catalogue *c)
{
	int rows = c->import->table->n_rows;
	struct progress progress;
	enum db got = DB_OK;

	progress_begin(&progress, "items", rows);
	for (int i = 0; i < rows && !(got != DB_OK && db_is_down(c->import->job->db)); i++) {
		if (!c->import->rows[i].refused)
			c->rows[c->n++] = i;
		if (c->n == CHUNK || (i + 1 == rows && c->n > 0)) {
			got = do_chunk(c);
			progress_step(&progress, i + 1);
		}
	}
	progress_end(&progress);
}

int job_import_catalogue(struct job *job, int argc, char **argv)
{
	struct import import;
	struct catalogue c = { .import = &import, .now = clock_now() };
	int code = import_open(&import, job, argc, argv, "catalogue", catalogue_columns,
	                       catalogue_optional);
	unsigned rows;

	if (code != JOB_DONE)
		return code;
	rows = (unsigned)import.table->n_rows + 1;
	c.plan = plan_on(job->plans, day_of(c.now));
	c.parsed = talloc_zero_array(job->mem, struct item, rows);
	c.stock = talloc_zero_array(job->mem, int64_t, rows);
	if (!c.parsed || !c.stock)
		return job_say(JOB_FAILED, "out of memory");
	for (int i = 0; i < import.table->n_rows; i++) {
		const char *wrong = NULL;

		if (import_row_ok(&import, i))
			wrong = catalogue_row(job->mem, import.table, &import.table->rows[i], c.plan, c.now,
			                      &c.parsed[i], &c.stock[i]);
		if (wrong)
			import_refuse(&import, i, wrong);
	}
	if (!refuse_doubles(&c))
		return job_say(JOB_FAILED, "out of memory");
	do_all(&c);
	return import_finish(&import);
}
