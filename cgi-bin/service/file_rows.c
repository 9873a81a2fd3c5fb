#include "service/file_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "store/import.h"
#include "store/person.h"

void file_set(struct file_rows *rows, int i, const char *word, const char *message)
{
	rows->outcomes[i] = (struct file_outcome){ .word = word, .message = message };
}

void file_refuse(struct file_rows *rows, int i, const char *message)
{
	rows->outcomes[i] = (struct file_outcome){ .word = "refused", .message = message,
		.refused = true };
}

void file_not_done(struct file_rows *rows, int i)
{
	rows->outcomes[i] = (struct file_outcome){ .word = "not_done",
		.message = "the database failed: run the file again", .not_done = true };
}

bool file_row_ok(struct file_rows *rows, int i)
{
	const struct csv_row *row = &rows->table->rows[i];

	if (row->n != rows->table->n_columns)
		file_refuse(rows, i, "other number of fields than the header");
	else if (row->broken)
		file_refuse(rows, i, "bytes that are neither UTF-8 nor GB18030");
	return !rows->outcomes[i].refused;
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

static void give_id(struct file_rows *rows, const struct named *names, int from, int to, uint64_t id,
                    uint64_t *ids)
{
	for (int i = from; i < to; i++) {
		ids[names[i].row] = id;
		if (id == 0)
			file_refuse(rows, names[i].row, "no such member");
	}
}

/* Numbers that wait to be looked up together, each a run of equal names. */
struct waiting {
	int n;
	const char *numbers[IMPORT_LOOKUP];
	int from[IMPORT_LOOKUP], to[IMPORT_LOOKUP];
};

static enum db look_up(struct file_rows *rows, struct waiting *w, const struct named *names,
                       uint64_t *ids)
{
	uint64_t found[IMPORT_LOOKUP];
	enum db got = import_ids_by_no(rows->db, w->numbers, w->n, found);

	for (int i = 0; got == DB_OK && i < w->n; i++)
		give_id(rows, names, w->from[i], w->to[i], found[i], ids);
	w->n = 0;
	return got;
}

enum db file_resolve(struct file_rows *rows, int column, uint64_t *ids)
{
	void *mem = rows->mem;
	int total = rows->table->n_rows, n = 0, to;
	struct named *names = talloc_array(mem, struct named, (unsigned)total + 1);
	struct waiting w = { .n = 0 };
	enum db got = names ? DB_OK : DB_FAIL;

	for (int i = 0; names && i < total; i++) {
		ids[i] = 0;
		if (!rows->outcomes[i].refused)
			names[n++] = (struct named){ csv_field(&rows->table->rows[i], column), i };
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
				got = look_up(rows, &w, names, ids);
			continue;
		}
		got = person_find(rows->db, mem, names[i].text, &id);
		if (got == DB_OK || got == DB_NONE) {
			give_id(rows, names, i, to, got == DB_OK ? id.member_id : 0, ids);
			got = DB_OK;
		}
	}
	if (got == DB_OK && w.n > 0)
		got = look_up(rows, &w, names, ids);
	talloc_free(names);
	return got;
}

void file_settle(struct file_rows *rows, int *refused, int *not_done)
{
	*refused = *not_done = 0;
	for (int i = 0; i < rows->table->n_rows; i++) {
		if (!rows->outcomes[i].word)
			file_not_done(rows, i);
		*refused += rows->outcomes[i].refused;
		*not_done += rows->outcomes[i].not_done;
	}
}
