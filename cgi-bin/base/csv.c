#include "base/csv.h"

#include <csv.h>
#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

#define ERROR_BYTES 160
#define FILE_BYTES_MAX ((off_t)1 << 30)
#define FIELDS_MAX 64 /* more than any table of ours; the rest of a row is counted only */

/* Rows while the parser calls back. */
struct reading {
	struct csv_table *table;
	int n_cells, cap_rows;
	bool have_header, broken, no_memory;
	char *cells[FIELDS_MAX];
};

static void on_cell(void *data, size_t len, void *arg)
{
	struct reading *r = arg;

	if (r->n_cells < FIELDS_MAX) {
		char *cell = talloc_strndup(r->table, data ? data : "", len);

		if (!cell)
			r->no_memory = true;
		else if (strlen(cell) != len || !utf8_valid(cell, len))
			r->broken = true;
		r->cells[r->n_cells] = cell;
	}
	r->n_cells++;
}

static char **keep_cells(struct reading *r, int n)
{
	char **cells = talloc_array(r->table, char *, (unsigned)n + 1);

	if (!cells) {
		r->no_memory = true;
		return NULL;
	}
	memcpy(cells, r->cells, (size_t)n * sizeof *cells);
	return cells;
}

static void on_row(int end, void *arg)
{
	struct reading *r = arg;
	struct csv_table *t = r->table;
	int kept = r->n_cells < FIELDS_MAX ? r->n_cells : FIELDS_MAX;

	(void)end;
	if (!r->have_header) {
		r->have_header = true;
		t->columns = keep_cells(r, kept);
		t->n_columns = t->columns ? kept : 0;
		for (int i = 0; i < t->n_columns; i++)
			for (char *p = t->columns[i]; p && *p; p++)
				*p = (char)tolower((unsigned char)*p);
	} else {
		if (t->n_rows == r->cap_rows) {
			r->cap_rows = r->cap_rows ? r->cap_rows * 2 : 1024;
			t->rows = talloc_realloc(t, t->rows, struct csv_row, (unsigned)r->cap_rows);
		}
		if (!t->rows) {
			r->no_memory = true;
			t->n_rows = r->cap_rows = 0;
		} else {
			struct csv_row *row = &t->rows[t->n_rows++];

			row->fields = keep_cells(r, kept);
			row->n = row->fields ? r->n_cells : 0;
			row->broken = r->broken;
		}
	}
	r->n_cells = 0;
	r->broken = false;
}

/* DATA from GB18030 to UTF-8 on MEM; NULL when it is not that. */
static char *from_gb18030(void *mem, const char *data, size_t len, size_t *out_len)
{
	iconv_t door = iconv_open("UTF-8", "GB18030");
	size_t room = len * 2 + 16, left = room, rest = len;
	char *out, *to, *from = (char *)(uintptr_t)data;
	bool ok;

	if (door == (iconv_t)-1)
		return NULL;
	out = to = talloc_size(mem, room);
	ok = out && iconv(door, &from, &rest, &to, &left) != (size_t)-1 && rest == 0;
	iconv_close(door);
	if (!ok) {
		talloc_free(out);
		return NULL;
	}
	*out_len = room - left;
	return out;
}

static struct csv_table *parse(void *mem, const char *data, size_t len, char *error)
{
	struct csv_table *table = talloc_zero(mem, struct csv_table);
	struct reading *reading = talloc_zero(table, struct reading);
	struct csv_parser parser;
	bool ok;

	if (!table || !reading || csv_init(&parser, CSV_APPEND_NULL) != 0) {
		snprintf(error, ERROR_BYTES, "out of memory");
		talloc_free(table);
		return NULL;
	}
	reading->table = table;
	ok = csv_parse(&parser, data, len, on_cell, on_row, reading) == len &&
	     csv_fini(&parser, on_cell, on_row, reading) == 0 && !reading->no_memory;
	csv_free(&parser);
	if (!ok)
		snprintf(error, ERROR_BYTES, "the file is too large for this machine's memory");
	else if (table->n_columns == 0)
		snprintf(error, ERROR_BYTES, "the file is empty; its first row must name the columns");
	if (!ok || table->n_columns == 0) {
		talloc_free(table);
		return NULL;
	}
	TALLOC_FREE(reading);
	return table;
}

/* Whether DATA is UTF-8, perhaps with some broken lines, rather than GB18030:
 * judged by the lines that hold other than ASCII. */
static bool mostly_utf8(const char *data, size_t len)
{
	size_t good = 0, bad = 0, from = 0;

	while (from < len) {
		const char *end = memchr(data + from, '\n', len - from);
		size_t n = end ? (size_t)(end - data) - from : len - from;
		bool ascii = true;

		for (size_t i = from; i < from + n; i++)
			ascii = ascii && (unsigned char)data[i] < 0x80;
		if (!ascii && utf8_valid(data + from, n))
			good++;
		else if (!ascii)
			bad++;
		from += n + 1;
	}
	return good >= bad;
}

struct csv_table *csv_parse_text(void *mem, const char *data, size_t len, char *error)
{
	struct csv_table *table;
	char *other = NULL;
	size_t other_len = 0;

	if (len >= 2 && (memcmp(data, "\xFF\xFE", 2) == 0 || memcmp(data, "\xFE\xFF", 2) == 0)) {
		snprintf(error, ERROR_BYTES, "the file is UTF-16; save it as CSV UTF-8 or GB18030");
		return NULL;
	}
	if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
		data += 3;
		len -= 3;
	}
	/* A file that is neither stays as it is, so that only its broken rows fail. */
	if (!mostly_utf8(data, len))
		other = from_gb18030(mem, data, len, &other_len);
	table = other ? parse(mem, other, other_len, error) : parse(mem, data, len, error);
	talloc_free(other);
	return table;
}

struct csv_table *csv_read(void *mem, const char *path, char *error)
{
	struct csv_table *table = NULL;
	struct stat info;
	char *data = NULL;
	FILE *f = fopen(path, "rb");

	if (!f || fstat(fileno(f), &info) != 0) {
		snprintf(error, ERROR_BYTES, "%s", strerror(errno));
	} else if (!S_ISREG(info.st_mode) || info.st_size > FILE_BYTES_MAX) {
		snprintf(error, ERROR_BYTES, "not a file of at most 1 GB");
	} else {
		size_t len = (size_t)info.st_size;

		data = talloc_size(mem, len + 1);
		if (!data || fread(data, 1, len, f) != len)
			snprintf(error, ERROR_BYTES, "could not be read whole");
		else
			table = csv_parse_text(mem, data, len, error);
	}
	if (f)
		fclose(f);
	talloc_free(data);
	return table;
}

int csv_column(const struct csv_table *table, const char *name)
{
	for (int i = 0; i < table->n_columns; i++)
		if (strcmp(table->columns[i], name) == 0)
			return i;
	return -1;
}

bool csv_header(const struct csv_table *table, const char *const *required,
                const char *const *optional, char *error)
{
	for (int i = 0; required[i]; i++)
		if (csv_column(table, required[i]) < 0) {
			snprintf(error, ERROR_BYTES, "the header lacks the column %s", required[i]);
			return false;
		}
	for (int i = 0; i < table->n_columns; i++) {
		const char *name = table->columns[i];

		if (!text_among(name, required) && !(optional && text_among(name, optional))) {
			snprintf(error, ERROR_BYTES, "the header has an unknown column in place %d", i + 1);
			return false;
		}
		if (csv_column(table, name) != i) {
			snprintf(error, ERROR_BYTES, "the header names the column %.40s twice", name);
			return false;
		}
	}
	return true;
}

const char *csv_field(const struct csv_row *row, int column)
{
	return column >= 0 && column < row->n && column < FIELDS_MAX ? row->fields[column] : "";
}

struct csv_file {
	FILE *f;
	char *path, *part;
	char *text; /* csv_memory() only */
	size_t len;
	int n;
};

struct csv_file *csv_create(void *mem, const char *path)
{
	struct csv_file *file = talloc_zero(mem, struct csv_file);

	if (!file)
		return NULL;
	file->path = talloc_strdup(file, path);
	file->part = talloc_asprintf(file, "%s.part", path);
	file->f = file->part ? fopen(file->part, "wb") : NULL;
	if (!file->f)
		TALLOC_FREE(file);
	return file;
}

struct csv_file *csv_memory(void *mem)
{
	struct csv_file *file = talloc_zero(mem, struct csv_file);

	if (!file)
		return NULL;
	file->f = open_memstream(&file->text, &file->len);
	if (!file->f)
		TALLOC_FREE(file);
	return file;
}

void csv_put(struct csv_file *file, const char *text)
{
	char *safe = NULL;

	if (*text && strchr("=+-@\t\r", *text))
		safe = talloc_asprintf(file, "'%s", text);
	if (safe)
		text = safe;
	if (file->n++ > 0)
		fputc(',', file->f);
	if (text[strcspn(text, ",\"\r\n ")])
		csv_fwrite(file->f, text, strlen(text));
	else
		fputs(text, file->f);
	talloc_free(safe);
}

void csv_put_int(struct csv_file *file, int64_t number)
{
	fprintf(file->f, "%s%lld", file->n++ > 0 ? "," : "", (long long)number);
}

void csv_end_row(struct csv_file *file)
{
	fputc('\n', file->f);
	file->n = 0;
}

bool csv_close(struct csv_file *file)
{
	bool ok = fflush(file->f) == 0 && !ferror(file->f);

	ok = fclose(file->f) == 0 && ok;
	if (ok)
		ok = rename(file->part, file->path) == 0;
	else
		unlink(file->part);
	talloc_free(file);
	return ok;
}

char *csv_take(struct csv_file *file, void *mem, size_t *len)
{
	bool ok = fclose(file->f) == 0;
	char *text = ok ? talloc_memdup(mem, file->text, file->len + 1) : NULL;

	*len = text ? file->len : 0;
	free(file->text);
	talloc_free(file);
	return text;
}
