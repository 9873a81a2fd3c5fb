/* One database connection of one program: prepared statements by their
 * definition, transactions retried whole, answers instead of errors. The one
 * door to <mysql.h>. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "base/config.h"

enum db {
	DB_OK,
	DB_NONE, /* no such row */
	DB_DUP,  /* a unique key is taken */
	DB_BUSY, /* deadlock, lock time-out, stale snapshot: retry the whole transaction */
	DB_FAIL  /* anything else; logged */
};

struct database;

struct blob {
	const void *data;
	size_t len;
};

/* A statement as data; its address is its identity: define each once as
 * `static const struct db_sql`. IN and OUT hold one letter a value (in-values
 * of other integer types must be cast: they travel as variable arguments):
 *   i int64_t (in: by value; out: int64_t *)
 *   I the same, NULL allowed: INT64_MIN stands for NULL
 *   s const char * (in: NULL = NULL; out: char **, on MEM, NULL = NULL)
 *   b struct blob (in: by value, data NULL = NULL; out: struct blob *, on MEM)
 *   t instant, int64_t (DATETIME, UTC; INSTANT_NONE = NULL)
 *   d day, int32_t (DATE; DAY_NONE = NULL; DAY_NEVER = 9999-12-31) */
struct db_sql {
	const char *text, *in, *out;
};

/* One in-value of db_run_values(): the member that its letter names. */
struct db_value {
	int64_t number; /* i I t d */
	const char *text;
	struct blob bytes;
};

/* Opens per settings Db.Socket, Db.Name, Db.User. The connection is made on
 * first use, so a database that is down is no error here. */
struct database *db_open(const struct config *config);
void db_close(struct database *db);
/* Runs a statement that returns no rows: in-values follow. DB_OK or an error;
 * db_affected() then tells how many rows changed. */
enum db db_run(struct database *db, const struct db_sql *sql, ...) __attribute__((warn_unused_result));
/* The same with its in-values in an array, for inserts of many rows. */
enum db db_run_values(struct database *db, const struct db_sql *sql, const struct db_value *values)
	__attribute__((warn_unused_result));
int64_t db_affected(const struct database *db);
/* The auto-increment value made by the last db_run. */
int64_t db_last_id(const struct database *db);
/* Runs a query and fetches its one row: in-values, then out-pointers.
 * DB_NONE when there is none. Strings are made on talloc context MEM. */
enum db db_one(struct database *db, void *mem, const struct db_sql *sql, ...)
	__attribute__((warn_unused_result));
/* Runs a query of many rows (buffered); in-values follow. Then db_next() with
 * out-pointers until DB_NONE; every result but DB_OK ends the query. A caller
 * that stops early calls db_end(). One query may be open per statement. */
enum db db_query(struct database *db, void *mem, const struct db_sql *sql, ...)
	__attribute__((warn_unused_result));
/* The same with its in-values in an array. */
enum db db_query_values(struct database *db, void *mem, const struct db_sql *sql,
                        const struct db_value *values) __attribute__((warn_unused_result));
enum db db_next(struct database *db, const struct db_sql *sql, ...) __attribute__((warn_unused_result));
void db_end(struct database *db, const struct db_sql *sql);

/* Work of one transaction: DB_OK commits; anything else rolls back. */
typedef enum db (*db_work)(struct database *db, void *arg);
/* Runs WORK between BEGIN and COMMIT; on DB_BUSY (also at COMMIT) rolls back
 * and runs it again whole, up to 8 times with jitter. Returns what WORK or the
 * commit said last; DB_BUSY when the tries are used up. WORK must reset what
 * it keeps in ARG at its start. No nesting. */
enum db db_transact(struct database *db, db_work work, void *arg) __attribute__((warn_unused_result));
/* Runs WORK in a read-only transaction in which every plain SELECT sees the
 * same moment; for proofs and exports. Nothing is retried. */
enum db db_snapshot(struct database *db, db_work work, void *arg)
	__attribute__((warn_unused_result));
/* True while the last failure was a lost or refused connection. */
bool db_is_down(const struct database *db);
/* How many statements were sent since db_open() and how long they took; knowing
 * it costs a hundred nanoseconds a statement. */
struct db_spent {
	int64_t statements, us;
};
struct db_spent db_spent(const struct database *db);
/* Refusals of start-up: engine settings (RULINGS 27), schema version at least
 * SCHEMA_VERSION, the ledger granted. False with a logged reason; true also
 * when the database is down (checked again on connect). */
bool db_check(struct database *db);

#define SCHEMA_VERSION 35

#endif
