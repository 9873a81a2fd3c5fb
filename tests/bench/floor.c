/* The floor under a page: its own statements in a bare C loop over one
 * connection, prepared once, all columns fetched as text.
 *
 *   floor SOCKET USER DATABASE SECONDS STATEMENTS   (password on fd 0)
 *
 * STATEMENTS: a file of lines "SQL<TAB>value<TAB>value…". Prints loops done
 * and the CPU microseconds of this process per loop. */
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define STATEMENTS 8
#define VALUES 16
#define COLUMNS 64
#define CELL 4096

static struct {
	MYSQL_STMT *stmt;
	MYSQL_BIND in[VALUES], out[COLUMNS];
	unsigned long in_len[VALUES];
	long long number[VALUES];
} statement[STATEMENTS];

static void die(const char *what, const char *why)
{
	fprintf(stderr, "floor: %s: %s\n", what, why);
	exit(3);
}

/* 0x… literals are bytes; quoted ones (DATE'…' too) lose their quotes; the rest
 * are numbers. */
static void bind_value(MYSQL_BIND *bind, unsigned long *len, long long *number, char *text)
{
	size_t n = strlen(text);
	char *quote = strchr(text, '\''), *end;
	*number = strtoll(text, &end, 10);
	if (*text && !*end) {
		*bind = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = number };
		return;
	}
	if (strncmp(text, "0x", 2) == 0 || strncmp(text, "X'", 2) == 0) {
		char *from = text + 2, *to = text;
		for (n = 0; from[0] && from[0] != '\'' && from[1]; from += 2, n++) {
			unsigned byte;
			sscanf(from, "%2x", &byte);
			to[n] = (char)byte;
		}
	} else if (quote) {
		text = quote + 1;
		n = strlen(text) - 1;
		text[n] = '\0';
	}
	*len = n;
	*bind = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = text,
		              .buffer_length = n, .length = len };
}

static void prepare(MYSQL *db, int i, char *line)
{
	char *save, *sql = strtok_r(line, "\t\n", &save), *value;
	unsigned n = 0;
	statement[i].stmt = mysql_stmt_init(db);
	if (mysql_stmt_prepare(statement[i].stmt, sql, strlen(sql)))
		die(sql, mysql_stmt_error(statement[i].stmt));
	while ((value = strtok_r(NULL, "\t\n", &save)) && n < VALUES) {
		bind_value(&statement[i].in[n], &statement[i].in_len[n], &statement[i].number[n], value);
		n++;
	}
	if (n != mysql_stmt_param_count(statement[i].stmt))
		die(sql, "other number of values");
	mysql_stmt_bind_param(statement[i].stmt, statement[i].in);
	for (unsigned c = 0; c < mysql_stmt_field_count(statement[i].stmt) && c < COLUMNS; c++)
		statement[i].out[c] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING,
			                            .buffer = malloc(CELL),
			                            .buffer_length = CELL };
	mysql_stmt_bind_result(statement[i].stmt, statement[i].out);
}

static void loop(int n)
{
	for (int i = 0; i < n; i++) {
		MYSQL_STMT *stmt = statement[i].stmt;
		if (mysql_stmt_execute(stmt) || mysql_stmt_store_result(stmt))
			die("execute", mysql_stmt_error(stmt));
		int rc;
		while ((rc = mysql_stmt_fetch(stmt)) == 0 || rc == MYSQL_DATA_TRUNCATED)
			;
		mysql_stmt_free_result(stmt);
	}
}

int main(int argc, char **argv)
{
	char password[256] = "", line[65536];
	if (argc != 6)
		die("usage", "floor SOCKET USER DATABASE SECONDS STATEMENTS");
	if (!fgets(password, sizeof password, stdin))
		die("password", "nothing on standard input");
	password[strcspn(password, "\n")] = '\0';
	MYSQL *db = mysql_init(NULL);
	if (!mysql_real_connect(db, NULL, argv[2], password, argv[3], 0, argv[1], 0))
		die("connect", mysql_error(db));
	FILE *file = fopen(argv[5], "r");
	int n = 0;
	if (!file)
		die(argv[5], "cannot be read");
	while (n < STATEMENTS && fgets(line, sizeof line, file))
		prepare(db, n++, strdup(line));
	long loops = 0;
	for (time_t end = time(NULL) + atol(argv[4]); time(NULL) < end; loops++)
		loop(n);
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	double us = (double)usage.ru_utime.tv_sec * 1e6 + (double)usage.ru_utime.tv_usec +
	            (double)usage.ru_stime.tv_sec * 1e6 + (double)usage.ru_stime.tv_usec;
	printf("%ld %.1f\n", loops, us / (double)loops);
	return 0;
}
