/* What db.c, db_statement.c and db_value.c share: the inside of a connection. Only the
 * db*.c files include it; together they are the one door to <mysql.h>. */
#ifndef STORE_DB_PRIVATE_H
#define STORE_DB_PRIVATE_H

#include <mysql.h>
#include <stdarg.h>

#include "store/db.h"

/* One value on its way in or out; the binds point into it. */
struct value {
	int64_t number;
	MYSQL_TIME time;
	char text[128]; /* strings out: longer ones are fetched straight to MEM */
	unsigned long length;
	my_bool null, error;
};

struct statement {
	const struct db_sql *sql; /* identity */
	MYSQL_STMT *handle;       /* NULL while not prepared on this connection */
	int n_in, n_out;
	MYSQL_BIND *in, *out;
	struct value *in_values, *out_values;
	bool has_text;  /* in-strings: their addresses change, so bind each time */
	bool in_bound, out_bound;
	bool open;      /* a buffered result waits */
	void *mem;      /* where its strings go */
};

struct database {
	MYSQL *link; /* NULL while not connected */
	char *socket, *name, *user, *password_file;
	int read_timeout_s;
	bool down;     /* the last failure was the connection */
	bool checked;  /* db_check() was asked for: every new connection is checked */
	bool checking;
	bool in_transaction;
	enum db spoiled; /* inside a transaction: what made it useless, else DB_OK */
	int64_t affected, last_id;
	struct db_spent spent;
	struct statement **slots; /* hash table by definition address */
	int n_slots, n_used;
};

/* Makes the connection when there is none. */
enum db db_connect(struct database *db);
/* Classifies and logs the error ERR of TEXT; drops a lost connection. */
enum db db_failed(struct database *db, unsigned err, const char *text);
/* Closes the connection and forgets every handle made on it. */
void db_drop(struct database *db);
/* Whether ERR means that the connection is of no more use. */
bool db_err_is_lost(unsigned err);
/* Frees handles (connection gone or closing). */
void statements_drop(struct database *db);
/* Frees the statements themselves. */
void statements_free(struct database *db);
/* db_value.c: values on their way between C and the engine. */
MYSQL_BIND *values_bind(void *mem, const char *letters, struct value *values, bool out);
void values_take(struct statement *st, va_list *args);
void values_copy(struct statement *st, const struct db_value *values);
void value_give(const struct value *v, char letter, char *text, void *out);

#endif
