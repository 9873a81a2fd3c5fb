/* The floor under a change: the statements of one redemption in a bare C loop,
 * as they were caught, each connection with its own member's.
 *
 *   replay SOCKET USER DATABASE SECONDS FILE…   (password on fd 0)
 *
 * FILE: one connection's statements in order, a line each: "SQL<TAB>value…".
 * Values: =TEXT, xHEX, N (NULL), #NUMBER:STEP (a number that moves by STEP each
 * time round), ~TEXT (the same new text each time round for the same TEXT). A
 * line without question marks may be BEGIN or COMMIT. Starting at round FIRST of
 * the file's name "NAME:FIRST". Prints the rounds done by all connections. */
#include <mysql.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define STATEMENTS 64
#define VALUES 40
#define COLUMNS 64
#define CELL 4096
#define TEXT 512

struct value {
	char kind, *text;
	long long number, step;
	unsigned long len;
	char made[TEXT];
};

static struct statement {
	char *sql;
	MYSQL_STMT *stmt; /* NULL: BEGIN or COMMIT */
	int n;
	struct value value[VALUES];
	MYSQL_BIND in[VALUES], out[COLUMNS];
	my_bool null[VALUES];
} statement[STATEMENTS];
static int n_statements;
static MYSQL *db;

static void die(const char *what, const char *why)
{
	fprintf(stderr, "replay: %s: %s\n", what, why);
	exit(3);
}

static void read_value(struct value *v, MYSQL_BIND *bind, my_bool *null, char *text)
{
	char *step;

	v->kind = *text;
	v->text = strdup(text + 1);
	v->len = strlen(v->text);
	*null = v->kind == 'N';
	*bind = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .length = &v->len, .is_null = null };
	switch (v->kind) {
	case '#':
		v->number = strtoll(v->text, &step, 10);
		v->step = *step == ':' ? strtoll(step + 1, NULL, 10) : 0;
		*bind = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &v->number,
			              .is_null = null };
		break;
	case 'x':
		v->len /= 2;
		for (unsigned long i = 0; i < v->len; i++) {
			unsigned byte;

			sscanf(v->text + 2 * i, "%2x", &byte);
			v->made[i] = (char)byte;
		}
		break;
	default:
		if (v->len >= TEXT)
			die(v->text, "too long");
		memcpy(v->made, v->text, v->len + 1);
	}
	if (v->kind != '#') {
		bind->buffer = v->made;
		bind->buffer_length = v->len;
	}
}

static void prepare(struct statement *s, char *line)
{
	char *save, *text;

	s->sql = strdup(strtok_r(line, "\t\n", &save));
	if (strcmp(s->sql, "BEGIN") == 0 || strcmp(s->sql, "COMMIT") == 0)
		return;
	s->stmt = mysql_stmt_init(db);
	if (mysql_stmt_prepare(s->stmt, s->sql, strlen(s->sql)))
		die(s->sql, mysql_stmt_error(s->stmt));
	for (; (text = strtok_r(NULL, "\t\n", &save)) && s->n < VALUES; s->n++)
		read_value(&s->value[s->n], &s->in[s->n], &s->null[s->n], text);
	if ((unsigned)s->n != mysql_stmt_param_count(s->stmt))
		die(s->sql, "other number of values");
	mysql_stmt_bind_param(s->stmt, s->in);
	for (unsigned c = 0; c < mysql_stmt_field_count(s->stmt) && c < COLUMNS; c++)
		s->out[c] = (MYSQL_BIND){ .buffer_type = MYSQL_TYPE_STRING, .buffer = malloc(CELL),
			                  .buffer_length = CELL };
	if (mysql_stmt_field_count(s->stmt) > 0)
		mysql_stmt_bind_result(s->stmt, s->out);
}

/* The last seven characters of a new text count rounds; what is before them
 * tells texts apart. */
static void renew(struct value *v, long long round)
{
	static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

	for (unsigned long i = 0; i < 7 && i < v->len; i++, round /= 31)
		v->made[v->len - 1 - i] = letters[round % 31];
}

static void run(struct statement *s)
{
	int rc;

	if (!s->stmt) {
		if (mysql_query(db, s->sql))
			die(s->sql, mysql_error(db));
		return;
	}
	if (mysql_stmt_execute(s->stmt))
		die(s->sql, mysql_stmt_error(s->stmt));
	if (mysql_stmt_field_count(s->stmt) == 0)
		return;
	if (mysql_stmt_store_result(s->stmt))
		die(s->sql, mysql_stmt_error(s->stmt));
	while ((rc = mysql_stmt_fetch(s->stmt)) == 0 || rc == MYSQL_DATA_TRUNCATED)
		;
	mysql_stmt_free_result(s->stmt);
}

static void round_of(long long round)
{
	for (int i = 0; i < n_statements; i++) {
		struct statement *s = &statement[i];

		for (int k = 0; k < s->n; k++) {
			struct value *v = &s->value[k];

			if (v->kind == '~')
				renew(v, round);
		}
		run(s);
		for (int k = 0; k < s->n; k++)
			if (s->value[k].kind == '#')
				s->value[k].number += s->value[k].step;
	}
}

/* One connection; the rounds it did go to the pipe. */
static void work(char **argv, const char *password, char *name, int out)
{
	static char line[1 << 16];
	char *first = strrchr(name, ':');
	long long round = first ? strtoll(first + 1, NULL, 10) : 0, done = 0;
	FILE *file;

	if (first)
		*first = '\0';
	db = mysql_init(NULL);
	if (!mysql_real_connect(db, NULL, argv[2], password, argv[3], 0, argv[1], 0))
		die("connect", mysql_error(db));
	if (!(file = fopen(name, "r")))
		die(name, "cannot be read");
	while (n_statements < STATEMENTS && fgets(line, sizeof line, file))
		prepare(&statement[n_statements++], line);
	for (int i = 0; i < n_statements; i++)
		for (int k = 0; k < statement[i].n; k++)
			statement[i].value[k].number += statement[i].value[k].step * round;
	for (time_t end = time(NULL) + atol(argv[4]); time(NULL) < end; done++)
		round_of(round + done);
	if (write(out, &done, sizeof done) != sizeof done)
		die("pipe", "closed");
	exit(0);
}

int main(int argc, char **argv)
{
	char password[256] = "";
	long long done, all = 0;
	int pipes[2], status, failed = 0;

	if (argc < 6)
		die("usage", "replay SOCKET USER DATABASE SECONDS FILE[:FIRST]...");
	if (!fgets(password, sizeof password, stdin) || pipe(pipes))
		die("password", "nothing on standard input");
	password[strcspn(password, "\n")] = '\0';
	for (int i = 5; i < argc; i++)
		if (fork() == 0)
			work(argv, password, argv[i], pipes[1]);
	close(pipes[1]);
	while (read(pipes[0], &done, sizeof done) == sizeof done)
		printf("%lld\n", done), all += done;
	while (wait(&status) > 0)
		failed |= status != 0;
	printf("%lld in all\n", all);
	return failed ? 3 : 0;
}
