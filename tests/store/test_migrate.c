/* Migrations: statements cut apart, each file once, changed files refused,
 * files cut off half-way continued. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/harness.h"

static const struct db_sql COLUMNS = {
	"SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE()"
	" AND table_name = ?", "s", "i" };

static struct database *db;
static char dir[96];

static void write_file(const char *name, const char *text)
{
	char path[160];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(0, fclose(f));
}

static int fresh(void **state)
{
	const char *remove[] = { "rm", "-rf", dir, NULL };

	(void)state;
	harness_start();
	if (!db)
		db = harness_open("root", "jifen", "");
	snprintf(dir, sizeof dir, "%s/files", harness.dir);
	if (db_text(db, "DROP DATABASE jifen", NULL) != DB_OK ||
	    db_text(db, "CREATE DATABASE jifen", NULL) != DB_OK || db_text(db, "USE jifen", NULL) != DB_OK)
		return -1;
	return harness_run(remove) && mkdir(dir, 0700) == 0 ? 0 : -1;
}

static int64_t columns(const char *table)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(db, NULL, &COLUMNS, table, &n));
	return n;
}

static void statements_are_cut_at_their_ends(void **state)
{
	void *mem = talloc_new(NULL);
	const char *text = "-- a; comment\n  CREATE TABLE a (b INT COMMENT 'it''s; -- so');\n"
	                   "-- between\n;;INSERT INTO a VALUES (\"x\\\";y\") -- behind\n ;\n`odd;name`;\n"
	                   "SELECT 1 --\n-- the end";

	(void)state;
	assert_string_equal("CREATE TABLE a (b INT COMMENT 'it''s; -- so')",
	                    migrate_next_statement(mem, &text));
	assert_string_equal("INSERT INTO a VALUES (\"x\\\";y\")", migrate_next_statement(mem, &text));
	assert_string_equal("`odd;name`", migrate_next_statement(mem, &text));
	assert_string_equal("SELECT 1", migrate_next_statement(mem, &text));
	assert_null(migrate_next_statement(mem, &text));
	text = "SELECT 'unended; -- ";
	assert_string_equal("SELECT 'unended; --", migrate_next_statement(mem, &text));
	text = " \n-- nothing\n;";
	assert_null(migrate_next_statement(mem, &text));
	talloc_free(mem);
}

static void files_are_applied_once_and_in_order(void **state)
{
	struct migration *list;
	void *mem = talloc_new(NULL);
	int n;

	(void)state;
	write_file("0002_more.sql", "ALTER TABLE one ADD COLUMN b INT;");
	write_file("0001_first.sql", "CREATE TABLE one (a INT);\n");
	write_file("grants.sql", "this is no migration");
	write_file("0003_draft.sql.bak", "nor is this");
	assert_int_equal(MIGRATE_PENDING, migrate_status(db, mem, dir, &list, &n));
	assert_int_equal(2, n);
	assert_int_equal(1, list[0].version);
	assert_int_equal(INSTANT_NONE, list[0].applied_at);
	assert_int_equal(0, columns("one"));
	assert_int_equal(MIGRATE_OK, migrate_run(db, dir));
	assert_int_equal(2, columns("one"));
	assert_int_equal(MIGRATE_OK, migrate_run(db, dir));
	write_file("0003_last.sql", "ALTER TABLE one ADD COLUMN c INT;");
	assert_int_equal(MIGRATE_OK, migrate_run(db, dir));
	assert_int_equal(3, columns("one"));
	assert_int_equal(MIGRATE_OK, migrate_status(db, mem, dir, &list, &n));
	assert_int_equal(3, n);
	assert_string_equal("0003_last.sql", list[2].name);
	assert_true(list[2].applied_at > 0);
	talloc_free(mem);
}

static void a_changed_file_stops_everything(void **state)
{
	(void)state;
	write_file("0001_first.sql", "CREATE TABLE one (a INT);");
	assert_int_equal(MIGRATE_OK, migrate_run(db, dir));
	write_file("0001_first.sql", "CREATE TABLE one (a BIGINT);");
	write_file("0002_second.sql", "CREATE TABLE two (a INT);");
	assert_int_equal(MIGRATE_CHANGED, migrate_run(db, dir));
	assert_int_equal(0, columns("two"));
	write_file("0001_first.sql", "CREATE TABLE one (a INT);");
	assert_int_equal(MIGRATE_OK, migrate_run(db, dir));
	assert_int_equal(1, columns("two"));
}

static void a_failed_file_is_continued(void **state)
{
	(void)state;
	write_file("0001_first.sql", "CREATE TABLE one (a INT); INSERT INTO two VALUES (1);"
	                             " CREATE TABLE three (a INT);");
	assert_int_equal(MIGRATE_FAILED, migrate_run(db, dir));
	assert_int_equal(1, columns("one"));
	assert_int_equal(0, columns("three"));
	assert_int_equal(DB_OK, db_text(db, "CREATE TABLE two (a INT)", NULL));
	assert_int_equal(MIGRATE_OK, migrate_run(db, dir));
	assert_int_equal(1, columns("three"));
	/* Killed between a statement and its note: the table is there already. */
	write_file("0002_second.sql", "CREATE TABLE four (a INT); broken;");
	assert_int_equal(MIGRATE_FAILED, migrate_run(db, dir));
	assert_int_equal(DB_OK, db_text(db, "UPDATE schema_migration SET statements = 0 WHERE version = 2",
	                                NULL));
	assert_int_equal(MIGRATE_FAILED, migrate_run(db, dir));
	assert_int_equal(1, columns("four"));
}

static void a_missing_directory_is_a_failure(void **state)
{
	(void)state;
	assert_int_equal(MIGRATE_FAILED, migrate_run(db, "/nowhere/at/all"));
}

static void two_at_once_apply_each_file_once(void **state)
{
	struct database *mine;
	pid_t child;
	int status = 1;

	(void)state;
	write_file("0001_first.sql", "CREATE TABLE one (a INT); DO SLEEP(0.5); CREATE TABLE two (a INT);");
	child = fork();
	if (child == 0) {
		mine = harness_open("root", "jifen", "");
		_exit(migrate_run(mine, dir) == MIGRATE_OK ? 0 : 1);
	}
	assert_int_equal(MIGRATE_OK, migrate_run(db, dir));
	assert_int_equal(child, waitpid(child, &status, 0));
	assert_int_equal(0, status);
	assert_int_equal(1, columns("two"));
}

static void the_projects_own_files_apply(void **state)
{
	(void)state;
	assert_int_equal(MIGRATE_OK, migrate_run(db, "schema"));
	assert_true(columns("account") > 10);
	assert_true(db_check(db));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(statements_are_cut_at_their_ends),
		cmocka_unit_test_setup(files_are_applied_once_and_in_order, fresh),
		cmocka_unit_test_setup(a_changed_file_stops_everything, fresh),
		cmocka_unit_test_setup(a_failed_file_is_continued, fresh),
		cmocka_unit_test_setup(a_missing_directory_is_a_failure, fresh),
		cmocka_unit_test_setup(two_at_once_apply_each_file_once, fresh),
		cmocka_unit_test_setup(the_projects_own_files_apply, fresh),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
