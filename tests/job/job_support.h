/* What the tests of jobs share: a portal without a server's settings, and files
 * to import. */
#ifndef TESTS_JOB_SUPPORT_H
#define TESTS_JOB_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <sys/stat.h>
#include <cmocka.h>
#include <fcntl.h>

#include "store/harness.h"

#include "base/clock.h"
#include "base/csv.h"
#include "job/job.h"
#include "service/chain.h"
#include "store/plan.h"

#define SUPPORT __attribute__((unused)) static

#define ORDER_HEADER \
	"order_no,member,category,paid_fen,paid_at,travel_end,completed_at,refunded_fen,refunded_at\n"
#define MEMBER_HEADER "member_no,name,phone,email,birthday,joined_on,invited_by\n"
#define BALANCE_HEADER "member,points,expires_on,tier,tier_until\n"

static struct job job;

SUPPORT char *read_file(const char *path)
{
	char *text = talloc_zero_size(job.mem, 1 << 22);
	FILE *f = fopen(path, "rb");

	assert_non_null(f);
	assert_true(fread(text, 1, (1 << 22) - 1, f) > 0);
	fclose(f);
	return text;
}

/* A connection and plans of its own, e.g. in a forked child. */
SUPPORT void job_connect(struct job *j)
{
	j->db = test_connect();
	j->mem = talloc_new(NULL);
	assert_int_equal(DB_OK, plan_book_load(j->db, j->mem, &j->plans));
}

/* The key that links and the counting of networks are made with. */
SUPPORT void write_token_key(void)
{
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/token.key", harness.dir);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs("0123456789abcdef0123456789abcdef\n", f) >= 0);
	assert_int_equal(0, fclose(f));
	assert_int_equal(0, chmod(path, 0600));
}

SUPPORT int job_setup(void **state)
{
	struct config *config;
	char text[256];
	int64_t version, noon = 0;

	(void)state;
	chain_use_key("0123456789abcdef0123456789abcdef", 32);
	assert_true(instant_parse("2026-11-22T12:00:00+08:00", &noon));
	clock_set_offset(noon - clock_real());
	job.db = test_database();
	job.mem = talloc_new(NULL);
	write_token_key();
	snprintf(text, sizeof text, "Var = %s\nSchema = schema\nDemo = 1\nKeys.Token = %s/token.key\n",
	         harness.dir, harness.dir);
	config = config_parse(text);
	job.config = config;
	assert_int_equal(DB_OK, plan_store(job.db, "travel", PLAN_FIRST_DAY,
	                                   read_file("schema/plans/travel.hdf"), noon, &version));
	assert_int_equal(DB_OK, plan_book_load(job.db, job.mem, &job.plans));
	return 0;
}

/* Writes LEN bytes to FILE in the harness's directory; its path. */
SUPPORT char *file_of(const char *file, const void *data, size_t len)
{
	char *path = talloc_asprintf(job.mem, "%s/%s", harness.dir, file);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(len, fwrite(data, 1, len, f));
	assert_int_equal(0, fclose(f));
	return path;
}

/* Runs a command with words (NULL-terminated list); its exit code. What it
 * prints goes to the harness's log. */
SUPPORT int run_job(struct job *j, job_command command, ...)
{
	char *argv[16];
	int argc = 0, code, out, log;
	char path[96];
	va_list args;

	va_start(args, command);
	while (argc < 16 && (argv[argc] = va_arg(args, char *)))
		argc++;
	va_end(args);
	snprintf(path, sizeof path, "%s/out.log", harness.dir);
	fflush(NULL);
	out = dup(STDOUT_FILENO);
	log = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	dup2(log, STDOUT_FILENO);
	code = command(j, argc, argv);
	fflush(NULL);
	dup2(out, STDOUT_FILENO);
	close(out);
	close(log);
	return code;
}

/* What the last run_job() printed. */
SUPPORT char *printed(void)
{
	return read_file(talloc_asprintf(job.mem, "%s/out.log", harness.dir));
}

/* Imports TEXT; the exit code. The result is at PATH.result.csv. */
SUPPORT int import_text(job_command command, const char *file, const char *text)
{
	return run_job(&job, command, file_of(file, text, strlen(text)), NULL);
}

/* The outcome of data row I (from 1) of FILE's last import, "outcome: message". */
SUPPORT const char *outcome(const char *file, int i)
{
	char error[160];
	struct csv_table *t = csv_read(
		job.mem, talloc_asprintf(job.mem, "%s/%s.result.csv", harness.dir, file), error);

	assert_non_null(t);
	assert_true(i >= 1 && i <= t->n_rows);
	return talloc_asprintf(job.mem, "%s: %s", csv_field(&t->rows[i - 1], 2),
	                       csv_field(&t->rows[i - 1], 3));
}

SUPPORT int64_t count(const char *number)
{
	static const struct db_sql COUNT = {
		"SELECT COUNT(*) FROM entry e JOIN member m ON m.member_id = e.member_id"
		" WHERE m.member_no = ?", "s", "i" };
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(job.db, NULL, &COUNT, number, &n));
	return n;
}

/* Figures of all members as one text, the same for the same books. */
SUPPORT char *books(void)
{
	static const struct db_sql FIGURES = {
		"SELECT m.member_no, a.available, a.pending, a.debt, a.held, a.lifetime, a.tier, a.last_seq"
		" FROM account a JOIN member m ON m.member_id = a.member_id ORDER BY m.member_no",
		"", "siiiiisi" };
	char *text = talloc_strdup(job.mem, ""), *no, *tier;
	int64_t n[6];

	assert_int_equal(DB_OK, db_query(job.db, job.mem, &FIGURES));
	while (db_next(job.db, &FIGURES, &no, &n[0], &n[1], &n[2], &n[3], &n[4], &tier, &n[5]) == DB_OK)
		text = talloc_asprintf_append_buffer(
			text, "%s %lld %lld %lld %lld %lld %s %lld\n", no, (long long)n[0], (long long)n[1],
			(long long)n[2], (long long)n[3], (long long)n[4], tier, (long long)n[5]);
	return text;
}

#endif
