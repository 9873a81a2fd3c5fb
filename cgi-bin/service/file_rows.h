/* Rows of a file that is brought in: what became of each, and which members
 * they speak of. Shared by the operator's imports and the staff upload. */
#ifndef SERVICE_FILE_ROWS_H
#define SERVICE_FILE_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/csv.h"
#include "store/db.h"

struct file_outcome {
	const char *word;    /* NULL while nothing is known */
	const char *message; /* "" when there is nothing to say */
	bool refused;        /* a finding */
	bool not_done;       /* the system failed: the file is to be run again */
};

/* A table and the outcome of each of its rows; all borrowed. */
struct file_rows {
	struct database *db;
	void *mem;
	const struct csv_table *table;
	struct file_outcome *outcomes; /* as many as the table has rows */
};

/* Says what became of row I. */
void file_set(struct file_rows *rows, int i, const char *word, const char *message);
void file_refuse(struct file_rows *rows, int i, const char *message);
void file_not_done(struct file_rows *rows, int i);
/* Whether row I is well-formed: as many fields as the header, all text. If not,
 * it is refused. */
bool file_row_ok(struct file_rows *rows, int i);
/* Finds the members that COLUMN names in rows not refused yet: IDS[i], 0 = none
 * (then the row is refused). */
enum db file_resolve(struct file_rows *rows, int column, uint64_t *ids)
	__attribute__((warn_unused_result));
/* Rows without an outcome count as not done; how many are refused and not done. */
void file_settle(struct file_rows *rows, int *refused, int *not_done);

#endif
