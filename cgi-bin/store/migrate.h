/* The schema's way forward: numbered files, each applied once. Runs as the
 * account jf_schema, the only one that may change tables. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include <stdbool.h>
#include <stdint.h>

#include "store/db.h"

#define MIGRATION_NAME 80

/* One file NNNN_name.sql of the schema directory, or one applied row. */
struct migration {
	int64_t version;
	char name[MIGRATION_NAME]; /* the file's name */
	char sha256[65];           /* of the file's bytes */
	int64_t applied_at;        /* INSTANT_NONE = not yet */
	bool changed;              /* applied, but the file is another one now, or is gone */
};

enum migrate {
	MIGRATE_OK,      /* all files are applied */
	MIGRATE_PENDING, /* (status only) some are still to be applied */
	MIGRATE_CHANGED, /* an applied file's checksum differs: nothing was done */
	MIGRATE_FAILED   /* a statement or the reading of the directory failed; logged */
};

/* Compares the files of DIR with what is applied. LIST and N (on MEM) get every
 * migration by rising version. Changes nothing but making the empty
 * bookkeeping table schema_migration when it is missing. */
enum migrate migrate_status(struct database *db, void *mem, const char *dir,
                            struct migration **list, int *n);
/* Applies what is missing, in order; refuses when an applied file has changed.
 * A file that fails half-way is continued at the failed statement by the next
 * run. One migration at a time, whoever starts them. */
enum migrate migrate_run(struct database *db, const char *dir);

/* Cuts the next statement out of a file of ;-terminated statements, leaving out
 * -- comments; semicolons within quotes do not end one. *TEXT moves on. NULL at
 * the end. On MEM. */
char *migrate_next_statement(void *mem, const char **text);

#endif
