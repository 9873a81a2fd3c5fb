/* What the imports share: the file, the outcome of every row, the result
 * file, and who a row speaks of. */
#ifndef JOB_IMPORT_H
#define JOB_IMPORT_H

#include "base/csv.h"
#include "job/job.h"
#include "service/file_rows.h"

struct import {
	struct job *job;
	const char *what;       /* orders, members, balances or catalogue */
	const char *file, *key; /* KEY: the column that names a row in the result */
	char *result_path;
	bool dry_run;
	struct csv_table *table;
	struct file_outcome *rows;
};

/* Reads the command line (FILE [--dry-run] [--result PATH]) and the file. The
 * columns are those of the NULL-terminated COLUMNS, and perhaps of OPTIONAL (NULL:
 * none). JOB_DONE or an exit code. */
int import_open(struct import *import, struct job *job, int argc, char **argv, const char *what,
                const char *const *columns, const char *const *optional);
/* The rows as the services see them. */
struct file_rows import_rows(const struct import *import);
/* Says what became of row I. */
void import_set(struct import *import, int i, const char *word, const char *message);
void import_refuse(struct import *import, int i, const char *message);
void import_not_done(struct import *import, int i);
/* Whether row I is well-formed: as many fields as the header, all text. If not,
 * it is refused. */
bool import_row_ok(struct import *import, int i);
/* Finds the members that COLUMN names in rows not refused yet: IDS[i], 0 = none
 * (then the row is refused). */
enum db import_resolve(struct import *import, int column, uint64_t *ids)
	__attribute__((warn_unused_result));
/* Writes the result file, prints the summary; the exit code. Rows without an
 * outcome count as not done. */
int import_finish(struct import *import);

#endif
