#include "job/import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/import_run.h"

static bool same_file(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* That the result cannot be written is better known before anything is booked. */
static bool can_write(void *mem, const char *path)
{
	char *part = talloc_asprintf(mem, "%s.part", path);
	int fd = part ? open(part, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;

	return fd >= 0 && close(fd) == 0 && unlink(part) == 0;
}

int import_open(struct import *import, struct job *job, int argc, char **argv, const char *what,
                const char *const *columns, const char *const *optional)
{
	char usage[96], error[160];
	const char *result = job_option(&argc, argv, "--result");
	int code;

	*import = (struct import){ .job = job, .what = what, .key = columns[0] };
	import->dry_run = job_switch(&argc, argv, "--dry-run");
	snprintf(usage, sizeof usage, "import %s FILE.csv [--dry-run] [--result PATH]", what);
	if ((code = job_words(argc, argv, 1, usage)) != JOB_DONE)
		return code;
	if (result && !*result)
		return job_say(JOB_USAGE, "--result needs a path\nusage: pointsctl %s", usage);
	import->file = argv[0];
	import->result_path = result ? talloc_strdup(job->mem, result)
	                             : talloc_asprintf(job->mem, "%s.result.csv", argv[0]);
	if (same_file(import->file, import->result_path))
		return job_say(JOB_USAGE, "the result would overwrite %s; choose another path", argv[0]);
	import->table = csv_read(job->mem, argv[0], error);
	if (!import->table || !csv_header(import->table, columns, optional, error))
		return job_say(JOB_USAGE, "%s: %s", argv[0], error);
	if (!can_write(job->mem, import->result_path))
		return job_say(JOB_USAGE, "%s: %s", import->result_path, strerror(errno));
	import->rows = talloc_zero_array(job->mem, struct file_outcome,
	                                 (unsigned)import->table->n_rows + 1);
	return import->rows ? JOB_DONE : job_say(JOB_FAILED, "out of memory");
}

struct file_rows import_rows(const struct import *import)
{
	return (struct file_rows){ import->job->db, import->job->mem, import->table, import->rows };
}

void import_set(struct import *import, int i, const char *word, const char *message)
{
	struct file_rows rows = import_rows(import);

	file_set(&rows, i, word, message);
}

void import_refuse(struct import *import, int i, const char *message)
{
	struct file_rows rows = import_rows(import);

	file_refuse(&rows, i, message);
}

void import_not_done(struct import *import, int i)
{
	struct file_rows rows = import_rows(import);

	file_not_done(&rows, i);
}

bool import_row_ok(struct import *import, int i)
{
	struct file_rows rows = import_rows(import);

	return file_row_ok(&rows, i);
}

enum db import_resolve(struct import *import, int column, uint64_t *ids)
{
	struct file_rows rows = import_rows(import);

	return file_resolve(&rows, column, ids);
}

static bool write_result(const struct import *import)
{
	struct csv_file *out = csv_create(import->job->mem, import->result_path);
	int key = csv_column(import->table, import->key);

	if (!out)
		return false;
	csv_put(out, "row");
	csv_put(out, import->key);
	csv_put(out, "outcome");
	csv_put(out, "message");
	csv_end_row(out);
	for (int i = 0; i < import->table->n_rows; i++) {
		const struct csv_row *row = &import->table->rows[i];

		csv_put_int(out, i + 2);
		/* Broken bytes would make the result file unreadable too. */
		csv_put(out, row->broken ? "" : csv_field(row, key));
		csv_put(out, import->rows[i].word);
		csv_put(out, import->rows[i].message);
		csv_end_row(out);
	}
	return csv_close(out);
}

#define WORDS_MAX 16

/* "14938 rows: booked 14627, same 311": each word with its count, as met. */
static void print_summary(const struct import *import)
{
	const char *words[WORDS_MAX];
	int counts[WORDS_MAX], n = 0, at;

	for (int i = 0; i < import->table->n_rows; i++) {
		for (at = 0; at < n && strcmp(words[at], import->rows[i].word) != 0; at++)
			;
		if (at == n && n < WORDS_MAX) {
			words[n] = import->rows[i].word;
			counts[n++] = 0;
		}
		if (at < n)
			counts[at]++;
	}
	printf("%s%d rows", import->dry_run ? "dry run, nothing changed: " : "", import->table->n_rows);
	for (int i = 0; i < n; i++)
		printf("%s %s %d", i ? "," : ":", words[i], counts[i]);
	printf("\nresult: %s\n", import->result_path);
}

/* What the morning page says of this run. */
static bool keep_run(const struct import *import, int refused, int not_done)
{
	const char *slash = strrchr(import->file, '/');
	char name[IMPORT_RUN_NAME], kind[16];
	struct import_run run = {.kind = kind, .file_name = name, .upload_no = (char[]){""},
	                         .run_at = clock_now(), .rows = import->table->n_rows,
	                         .refused = refused, .not_done = not_done};

	snprintf(kind, sizeof kind, "%s", import->what);
	snprintf(name, sizeof name, "%s", slash ? slash + 1 : import->file);
	if (!utf8_valid(name, strlen(name)))
		snprintf(name, sizeof name, "%s", import->what);
	return import_run_put(import->job->db, &run) == DB_OK;
}

int import_finish(struct import *import)
{
	struct file_rows rows = import_rows(import);
	int refused, not_done, code;

	file_settle(&rows, &refused, &not_done);
	code = not_done > 0 ? JOB_FAILED : refused > 0 ? JOB_FINDING : JOB_DONE;
	if (!import->dry_run && !keep_run(import, refused, not_done))
		code = job_say(JOB_FAILED, "the run could not be kept for the morning page");
	if (!write_result(import))
		code = job_say(JOB_FAILED, "%s: %s", import->result_path, strerror(errno));
	print_summary(import);
	return code;
}
