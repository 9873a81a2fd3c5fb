/* Many rows of one table in few statements. Rows are collected value by value
 * in the order of the statement's columns and written sixteen at a time, the
 * rest one by one. */
#ifndef STORE_BULK_H
#define STORE_BULK_H

#include <stdint.h>

#include "store/db.h"

#define BULK_ROWS 16

#define BULK_TIMES_4(x, between) x between x between x between x
#define BULK_TIMES_16(x, between) \
	BULK_TIMES_4(BULK_TIMES_4(x, between), between)

/* The one-row and the sixteen-row form of an insert: INTO ("INSERT INTO t (a, b)
 * VALUES "), ROW ("(?, ?)"), TAIL ("" or " ON DUPLICATE KEY UPDATE …"), IN. */
#define BULK_SQL(into, row, tail, in_letters)                                       \
	{                                                                           \
		.one = {into row tail, in_letters, ""}, .many = {                   \
			into BULK_TIMES_16(row, ", ") tail,                         \
			BULK_TIMES_16(in_letters, ""), ""                           \
		}                                                                   \
	}

struct bulk_sql {
	struct db_sql one, many;
};

struct bulk {
	const struct bulk_sql *sql;
	void *mem;
	struct db_value *values;
	int n, cap;
};

/* An empty collection for SQL; grows on MEM. */
void bulk_begin(struct bulk *bulk, const struct bulk_sql *sql, void *mem);
/* The next value: a number, instant or day; a text (NULL = NULL) or bytes.
 * Texts and bytes are borrowed until bulk_write(). */
void bulk_number(struct bulk *bulk, int64_t number);
void bulk_text(struct bulk *bulk, const char *text);
void bulk_bytes(struct bulk *bulk, const void *data, size_t len);
/* Writes all rows and empties the collection. */
enum db bulk_write(struct database *db, struct bulk *bulk) __attribute__((warn_unused_result));

#endif
