#include "store/bulk.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

void bulk_begin(struct bulk *bulk, const struct bulk_sql *sql, void *mem)
{
	*bulk = (struct bulk){.sql = sql, .mem = mem};
}

static struct db_value *next(struct bulk *bulk)
{
	if (bulk->n == bulk->cap) {
		bulk->cap = bulk->cap > 0 ? bulk->cap * 2 : 64;
		bulk->values =
			talloc_realloc(bulk->mem, bulk->values, struct db_value, bulk->cap);
		assert(bulk->values != NULL);
	}
	struct db_value *value = &bulk->values[bulk->n++];
	*value = (struct db_value){0};
	return value;
}

void bulk_number(struct bulk *bulk, int64_t number)
{
	next(bulk)->number = number;
}

void bulk_text(struct bulk *bulk, const char *text)
{
	next(bulk)->text = text;
}

void bulk_bytes(struct bulk *bulk, const void *data, size_t len)
{
	next(bulk)->bytes = (struct blob){data, len};
}

enum db bulk_write(struct database *db, struct bulk *bulk)
{
	int columns = (int)strlen(bulk->sql->one.in), at = 0;
	enum db result = DB_OK;
	assert(bulk->n % columns == 0);
	for (; result == DB_OK && bulk->n - at >= columns * BULK_ROWS; at += columns * BULK_ROWS)
		result = db_run_values(db, &bulk->sql->many, bulk->values + at);
	for (; result == DB_OK && bulk->n > at; at += columns)
		result = db_run_values(db, &bulk->sql->one, bulk->values + at);
	bulk->n = 0;
	return result;
}
