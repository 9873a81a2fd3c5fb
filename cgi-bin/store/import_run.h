/* The last run of each file that was imported, and what it refused. */
#ifndef STORE_IMPORT_RUN_H
#define STORE_IMPORT_RUN_H

#include "store/db.h"

#define IMPORT_RUN_NAME 100
#define IMPORT_RUN_ROWS 200
#define IMPORT_RUN_DAYS 30 /* refused rows of older runs are no news */

struct import_run {
	uint64_t run_id;
	char *kind, *file_name, *upload_no; /* upload_no "": by the operator's command */
	int64_t run_at, rows, refused, not_done;
};

/* Keeps R as the last run of its file (kind and name): nobody has looked at it yet. */
enum db import_run_put(struct database *db, const struct import_run *r)
	__attribute__((warn_unused_result));
/* Runs since SINCE with rows refused or not done that nobody has looked at, latest
 * first, at most IMPORT_RUN_ROWS: an array of *N on MEM. */
enum db import_run_list(struct database *db, void *mem, int64_t since, struct import_run **out,
                        int *n) __attribute__((warn_unused_result));
/* How many of them, and how many rows. */
enum db import_run_count(struct database *db, int64_t since, int64_t *files, int64_t *rows)
	__attribute__((warn_unused_result));
/* STAFF_ID has looked at it. DB_NONE: somebody had, or there is none. */
enum db import_run_seen(struct database *db, uint64_t run_id, uint64_t staff_id, int64_t now)
	__attribute__((warn_unused_result));

#endif
