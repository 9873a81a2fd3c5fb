#include <stdarg.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/db_private.h"

static struct statement *statement_make(struct database *db, const struct db_sql *sql)
{
	struct statement *st = talloc_zero(db, struct statement);

	if (!st)
		return NULL;
	st->sql = sql;
	st->n_in = (int)strlen(sql->in);
	st->n_out = (int)strlen(sql->out);
	st->in_values = talloc_zero_array(st, struct value, (unsigned)st->n_in + 1);
	st->out_values = talloc_zero_array(st, struct value, (unsigned)st->n_out + 1);
	if (st->in_values && st->out_values) {
		st->in = values_bind(st, sql->in, st->in_values, false);
		st->out = values_bind(st, sql->out, st->out_values, true);
	}
	st->has_text = strpbrk(sql->in, "sb") != NULL;
	if (!st->in || !st->out)
		TALLOC_FREE(st);
	return st;
}

static struct statement **slot_of(struct statement **slots, int n, const struct db_sql *sql)
{
	size_t i = ((uintptr_t)sql / sizeof *sql) & (size_t)(n - 1);

	while (slots[i] && slots[i]->sql != sql)
		i = (i + 1) & (size_t)(n - 1);
	return &slots[i];
}

static bool grow(struct database *db)
{
	int n = db->n_slots ? db->n_slots * 2 : 128;
	struct statement **slots = talloc_zero_array(db, struct statement *, (unsigned)n);

	if (!slots)
		return false;
	for (int i = 0; i < db->n_slots; i++)
		if (db->slots[i])
			*slot_of(slots, n, db->slots[i]->sql) = db->slots[i];
	talloc_free(db->slots);
	db->slots = slots;
	db->n_slots = n;
	return true;
}

static struct statement *statement_of(struct database *db, const struct db_sql *sql)
{
	struct statement **slot;

	if (db->n_used * 2 >= db->n_slots && !grow(db))
		return NULL;
	slot = slot_of(db->slots, db->n_slots, sql);
	if (!*slot && (*slot = statement_make(db, sql)))
		db->n_used++;
	return *slot;
}

void statements_drop(struct database *db)
{
	for (int i = 0; i < db->n_slots; i++) {
		struct statement *st = db->slots[i];

		if (!st)
			continue;
		if (st->handle)
			mysql_stmt_close(st->handle);
		st->handle = NULL;
		st->open = st->in_bound = st->out_bound = false;
	}
}

void statements_free(struct database *db)
{
	for (int i = 0; i < db->n_slots; i++)
		talloc_free(db->slots[i]);
	TALLOC_FREE(db->slots);
	db->n_slots = db->n_used = 0;
}

static unsigned prepare(struct database *db, struct statement *st)
{
	unsigned err = 0;

	st->handle = mysql_stmt_init(db->link);
	if (!st->handle)
		return 2008; /* the connector's "out of memory" */
	if (mysql_stmt_prepare(st->handle, st->sql->text, strlen(st->sql->text)) != 0)
		err = mysql_stmt_errno(st->handle);
	else if (mysql_stmt_param_count(st->handle) != (unsigned long)st->n_in ||
	         mysql_stmt_field_count(st->handle) != (unsigned)st->n_out)
		err = 2034; /* the connector's "invalid parameter number" */
	if (err) {
		mysql_stmt_close(st->handle);
		st->handle = NULL;
	}
	return err;
}

struct db_spent db_spent(const struct database *db)
{
	return db->spent;
}

/* 0 or the error. SENT tells whether the statement may have been executed. */
static unsigned execute_now(struct database *db, struct statement *st, bool *sent)
{
	unsigned err = 0;

	*sent = false;
	if (!st->handle && (err = prepare(db, st)) != 0)
		return err;
	if (st->n_in > 0 && (!st->in_bound || st->has_text)) {
		if (mysql_stmt_bind_param(st->handle, st->in) != 0)
			return mysql_stmt_errno(st->handle);
		st->in_bound = true;
	}
	*sent = true;
	if (mysql_stmt_execute(st->handle) != 0) {
		err = mysql_stmt_errno(st->handle);
		*sent = err != 2006;
		return err;
	}
	if (st->n_out == 0)
		return 0;
	if (!st->out_bound) {
		if (mysql_stmt_bind_result(st->handle, st->out) != 0)
			return mysql_stmt_errno(st->handle);
		st->out_bound = true;
	}
	if (mysql_stmt_store_result(st->handle) != 0)
		return mysql_stmt_errno(st->handle);
	/* A cluster conflict can show only here, with no rows and no failure. */
	return mysql_stmt_errno(st->handle);
}

static unsigned execute(struct database *db, struct statement *st, bool *sent)
{
	int64_t began = clock_ticks_us();
	unsigned err = execute_now(db, st, sent);

	db->spent.statements++;
	db->spent.us += clock_ticks_us() - began;
	return err;
}

/* Runs SQL with the values of ARGS, or of VALUES where given. Outside a
 * transaction a connection found dead is made anew once: for reads always, for
 * writes when nothing was sent. */
static enum db start(struct database *db, const struct db_sql *sql, struct statement **out,
                     const struct db_value *values, va_list *args)
{
	struct statement *st = statement_of(db, sql);
	enum db result = DB_FAIL;

	*out = st;
	if (!st)
		return DB_FAIL;
	if (db->in_transaction && db->spoiled != DB_OK)
		return db->spoiled;
	if (st->open)
		db_end(db, sql);
	if (values)
		values_copy(st, values);
	else
		values_take(st, args);
	for (int i = 0; i < 2; i++) {
		bool fresh = db->link == NULL, sent = false;
		unsigned err;

		if ((result = db_connect(db)) != DB_OK)
			return result;
		err = execute(db, st, &sent);
		if (err == 0)
			return DB_OK;
		result = db_failed(db, err, sql->text);
		if (db->link || db->in_transaction || fresh || err == 1040 || err == 2013 ||
		    (sent && st->n_out == 0))
			break;
	}
	return result;
}

static enum db fetch(struct database *db, struct statement *st, va_list *args)
{
	int code = mysql_stmt_fetch(st->handle);

	if (code == MYSQL_NO_DATA)
		return DB_NONE;
	if (code == 1)
		return db_failed(db, mysql_stmt_errno(st->handle), st->sql->text);
	for (int i = 0; i < st->n_out; i++) {
		struct value *v = &st->out_values[i];
		char letter = st->sql->out[i], *text = NULL;
		void *out = va_arg(*args, void *);

		if ((letter == 's' || letter == 'b') && !v->null) {
			text = talloc_size(st->mem, v->length + 1);
			if (!text)
				return DB_FAIL;
			if (v->length <= sizeof v->text) {
				memcpy(text, v->text, v->length);
			} else {
				MYSQL_BIND whole = st->out[i];

				whole.buffer = text;
				whole.buffer_length = v->length;
				if (mysql_stmt_fetch_column(st->handle, &whole, (unsigned)i, 0) != 0)
					return db_failed(db, mysql_stmt_errno(st->handle), st->sql->text);
			}
			text[v->length] = '\0';
		}
		value_give(v, letter, text, out);
	}
	return DB_OK;
}

enum db db_run(struct database *db, const struct db_sql *sql, ...)
{
	struct statement *st;
	enum db result;
	va_list args;

	va_start(args, sql);
	result = start(db, sql, &st, NULL, &args);
	va_end(args);
	if (result != DB_OK)
		return result;
	db->affected = (int64_t)mysql_stmt_affected_rows(st->handle);
	db->last_id = (int64_t)mysql_stmt_insert_id(st->handle);
	return DB_OK;
}

enum db db_run_values(struct database *db, const struct db_sql *sql, const struct db_value *values)
{
	struct statement *st;
	enum db result = start(db, sql, &st, values, NULL);

	if (result != DB_OK)
		return result;
	db->affected = (int64_t)mysql_stmt_affected_rows(st->handle);
	db->last_id = (int64_t)mysql_stmt_insert_id(st->handle);
	return DB_OK;
}

enum db db_one(struct database *db, void *mem, const struct db_sql *sql, ...)
{
	struct statement *st;
	enum db result;
	va_list args;

	va_start(args, sql);
	result = start(db, sql, &st, NULL, &args);
	if (result == DB_OK) {
		st->open = true;
		st->mem = mem;
		result = fetch(db, st, &args);
		db_end(db, sql);
	}
	va_end(args);
	return result;
}

enum db db_query(struct database *db, void *mem, const struct db_sql *sql, ...)
{
	struct statement *st;
	enum db result;
	va_list args;

	va_start(args, sql);
	result = start(db, sql, &st, NULL, &args);
	va_end(args);
	if (result == DB_OK) {
		st->open = true;
		st->mem = mem;
	}
	return result;
}

enum db db_query_values(struct database *db, void *mem, const struct db_sql *sql,
                        const struct db_value *values)
{
	struct statement *st;
	enum db result = start(db, sql, &st, values, NULL);

	if (result == DB_OK) {
		st->open = true;
		st->mem = mem;
	}
	return result;
}

enum db db_next(struct database *db, const struct db_sql *sql, ...)
{
	struct statement *st = statement_of(db, sql);
	enum db result;
	va_list args;

	/* Rows are gone with the connection they came on. */
	if (!st || !st->open || !st->handle)
		return DB_FAIL;
	va_start(args, sql);
	result = fetch(db, st, &args);
	va_end(args);
	if (result != DB_OK)
		db_end(db, sql);
	return result;
}

void db_end(struct database *db, const struct db_sql *sql)
{
	struct statement *st = statement_of(db, sql);

	if (!st || !st->open)
		return;
	st->open = false;
	if (st->handle)
		mysql_stmt_free_result(st->handle);
}
