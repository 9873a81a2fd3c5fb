/* Tables of comma-separated values: read whole (UTF-8 or GB18030, with or
 * without BOM), written row by row. The one door to libcsv. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_row {
	int n;          /* fields it has */
	bool broken;    /* holds NUL or bytes that are no text */
	char **fields;  /* UTF-8, blanks around unquoted ones trimmed */
};

/* A file's rows behind its header. */
struct csv_table {
	int n_columns, n_rows;
	char **columns;       /* the header, lower case */
	struct csv_row *rows; /* rows[i] is row i + 2 of the file as a spreadsheet counts */
};

/* Reads FILE onto MEM. NULL when it cannot be read or has no header; ERROR (160
 * bytes) then says why in words. */
struct csv_table *csv_read(void *mem, const char *path, char *error);
/* The same from LEN bytes in memory (uploads, tests). */
struct csv_table *csv_parse_text(void *mem, const char *data, size_t len, char *error);
/* Index of the column NAME, or -1. */
int csv_column(const struct csv_table *table, const char *name);
/* Whether the header holds all of the NULL-terminated REQUIRED and nothing else
 * but these and OPTIONAL (may be NULL); false with ERROR (160 bytes). */
bool csv_header(const struct csv_table *table, const char *const *required,
                const char *const *optional, char *error);
/* The field of ROW in column COLUMN; "" when the column is -1 or beyond its end. */
const char *csv_field(const struct csv_row *row, int column);

/* A file being written: it appears under its name only when closed well. */
struct csv_file;
/* NULL (errno set) when it cannot be made. */
struct csv_file *csv_create(void *mem, const char *path);
/* The same into memory: csv_take() ends it. NULL when memory is gone. */
struct csv_file *csv_memory(void *mem);
/* Adds a text field; one that a spreadsheet would take for a formula gets an
 * apostrophe in front. */
void csv_put(struct csv_file *file, const char *text);
void csv_put_int(struct csv_file *file, int64_t number);
void csv_end_row(struct csv_file *file);
/* Ends the file; false when anything could not be written (it is removed). */
bool csv_close(struct csv_file *file);
/* Ends what csv_memory() began: its text on MEM and *LEN; NULL: memory was gone. */
char *csv_take(struct csv_file *file, void *mem, size_t *len);

#endif
