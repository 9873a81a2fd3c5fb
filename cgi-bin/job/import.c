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
#include "store/import.h"
#include "store/person.h"

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

	*import = (struct import){ .job = job, .key = columns[0] };
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
	import->rows = talloc_zero_array(job->mem, struct import_outcome,
	                                 (unsigned)import->table->n_rows + 1);
	return import->rows ? JOB_DONE : job_say(JOB_FAILED, "out of memory");
}

void import_set(struct import *import, int i, const char *word, const char *message)
{
	import->rows[i] = (struct import_outcome){ .word = word, .message = message };
}

void import_refuse(struct import *import, int i, const char *message)
{
	import->rows[i] = (struct import_outcome){ .word = "refused", .message = message,
		.refused = true };
}

void import_not_done(struct import *import, int i)
{
	import->rows[i] = (struct import_outcome){ .word = "not_done",
		.message = "the database failed: run the file again", .not_done = true };
}

bool import_row_ok(struct import *import, int i)
{
	const struct csv_row *row = &import->table->rows[i];

	if (row->n != import->table->n_columns)
		import_refuse(import, i, "other number of fields than the header");
	else if (row->broken)
		import_refuse(import, i, "bytes that are neither UTF-8 nor GB18030");
	return !import->rows[i].refused;
}

struct named {
	const char *text;
	int row;
};

static int by_text(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void give_id(struct import *import, const struct named *names, int from, int to, uint64_t id,
                    uint64_t *ids)
{
	for (int i = from; i < to; i++) {
		ids[names[i].row] = id;
		if (id == 0)
			import_refuse(import, names[i].row, "no such member");
	}
}

/* Numbers that wait to be looked up together, each a run of equal names. */
struct waiting {
	int n;
	const char *numbers[IMPORT_LOOKUP];
	int from[IMPORT_LOOKUP], to[IMPORT_LOOKUP];
};

static enum db look_up(struct import *import, struct waiting *w, const struct named *names,
                       uint64_t *ids)
{
	uint64_t found[IMPORT_LOOKUP];
	enum db got = import_ids_by_no(import->job->db, w->numbers, w->n, found);

	for (int i = 0; got == DB_OK && i < w->n; i++)
		give_id(import, names, w->from[i], w->to[i], found[i], ids);
	w->n = 0;
	return got;
}

enum db import_resolve(struct import *import, int column, uint64_t *ids)
{
	void *mem = import->job->mem;
	int rows = import->table->n_rows, n = 0, to;
	struct named *names = talloc_array(mem, struct named, (unsigned)rows + 1);
	struct waiting w = { .n = 0 };
	enum db got = names ? DB_OK : DB_FAIL;

	for (int i = 0; names && i < rows; i++) {
		ids[i] = 0;
		if (!import->rows[i].refused)
			names[n++] = (struct named){ csv_field(&import->table->rows[i], column), i };
	}
	if (n > 0)
		qsort(names, (size_t)n, sizeof *names, by_text);
	for (int i = 0; got == DB_OK && i < n; i = to) {
		char *number = member_no_clean(mem, names[i].text);
		struct person_id id = { 0, 0 };

		for (to = i + 1; to < n && strcmp(names[to].text, names[i].text) == 0; to++)
			;
		if (number) {
			w.numbers[w.n] = number;
			w.from[w.n] = i;
			w.to[w.n++] = to;
			if (w.n == IMPORT_LOOKUP)
				got = look_up(import, &w, names, ids);
			continue;
		}
		got = person_find(import->job->db, mem, names[i].text, &id);
		if (got == DB_OK || got == DB_NONE) {
			give_id(import, names, i, to, got == DB_OK ? id.member_id : 0, ids);
			got = DB_OK;
		}
	}
	if (got == DB_OK && w.n > 0)
		got = look_up(import, &w, names, ids);
	talloc_free(names);
	return got;
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

int import_finish(struct import *import)
{
	int code = JOB_DONE;

	for (int i = 0; i < import->table->n_rows; i++) {
		if (!import->rows[i].word)
			import_not_done(import, i);
		if (import->rows[i].not_done)
			code = JOB_FAILED;
		else if (import->rows[i].refused && code == JOB_DONE)
			code = JOB_FINDING;
	}
	if (!write_result(import))
		code = job_say(JOB_FAILED, "%s: %s", import->result_path, strerror(errno));
	print_summary(import);
	return code;
}
