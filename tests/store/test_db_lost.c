/* The connection lost: killed, gone, frozen, unfit, refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>

#include "store/harness.h"

static const struct db_sql PUT = { "INSERT INTO sample (id, n) VALUES (?, ?)", "ii", "" };
static const struct db_sql LOCK = { "SELECT n FROM sample WHERE id = ? FOR UPDATE", "i", "i" };
static const struct db_sql SET = { "UPDATE sample SET n = ? WHERE id = ?", "ii", "" };
static const struct db_sql CLEAR = { "DELETE FROM sample", "", "" };
static const struct db_sql MINE = { "SELECT CONNECTION_ID()", "", "i" };
static const struct db_sql SLEEP = { "SELECT SLEEP(20)", "", "i" };

static struct database *db;

static int make_table(void **state)
{
	(void)state;
	db = test_database();
	return db_text(db, "CREATE TABLE sample (id BIGINT PRIMARY KEY, n BIGINT)", NULL) == DB_OK ? 0 : -1;
}

static int empty_table(void **state)
{
	(void)state;
	return db_run(db, &CLEAR) == DB_OK ? 0 : -1;
}

static void put(int64_t id, int64_t n)
{
	assert_int_equal(DB_OK, db_run(db, &PUT, id, n));
}

static int64_t number(struct database *of, int64_t id)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(of, NULL, &LOCK, id, &n));
	return n;
}

struct script {
	enum db answer;
	int runs, busy_times;
};

static enum db scripted(struct database *of, void *arg)
{
	struct script *s = arg;
	int64_t n = 0;

	s->runs++;
	if (db_one(of, NULL, &LOCK, (int64_t)1, &n) != DB_OK ||
	    db_run(of, &SET, n + 1, (int64_t)1) != DB_OK)
		return DB_FAIL;
	return s->runs <= s->busy_times ? DB_BUSY : s->answer;
}

static void kill_connection(int64_t id)
{
	struct database *other = test_connect();
	char text[64];

	snprintf(text, sizeof text, "KILL CONNECTION %lld", (long long)id);
	assert_int_equal(DB_OK, db_text(other, text, NULL));
	db_close(other);
	harness_nap(20);
}

static void an_idle_connection_that_died_is_remade(void **state)
{
	struct script ok = { .answer = DB_OK };
	int64_t id = 0, after = 0;

	(void)state;
	put(1, 5);
	assert_int_equal(DB_OK, db_one(db, NULL, &MINE, &id));
	kill_connection(id);
	assert_int_equal(5, number(db, 1));
	assert_int_equal(DB_OK, db_one(db, NULL, &MINE, &after));
	assert_int_not_equal(id, after);
	kill_connection(after);
	assert_int_equal(DB_OK, db_transact(db, scripted, &ok));
	assert_int_equal(6, number(db, 1));
}

static enum db killed_once(struct database *of, void *arg)
{
	struct script *s = arg;
	int64_t id = 0, n = 0;

	s->runs++;
	if (db_one(of, NULL, &LOCK, (int64_t)1, &n) != DB_OK)
		return DB_FAIL;
	if (s->runs == 1) {
		if (db_one(of, NULL, &MINE, &id) != DB_OK)
			return DB_FAIL;
		kill_connection(id);
	}
	return db_run(of, &SET, n + 1, (int64_t)1);
}

static void a_transaction_cut_off_has_one_effect(void **state)
{
	struct script s = { .answer = DB_OK };

	(void)state;
	put(1, 0);
	assert_int_equal(DB_OK, db_transact(db, killed_once, &s));
	assert_int_equal(2, s.runs);
	assert_int_equal(1, number(db, 1));
}

/* Work that ignores a lost connection must not go on outside the transaction. */
static enum db ignores_loss(struct database *of, void *arg)
{
	struct script *s = arg;
	int64_t id = 0;

	s->runs++;
	if (db_one(of, NULL, &MINE, &id) != DB_OK)
		return DB_FAIL;
	kill_connection(id);
	(void)!db_run(of, &SET, (int64_t)50, (int64_t)1);
	(void)!db_run(of, &SET, (int64_t)60, (int64_t)1);
	return DB_OK;
}

static void nothing_runs_behind_a_lost_transaction(void **state)
{
	struct script s = { .answer = DB_OK };

	(void)state;
	put(1, 0);
	assert_int_equal(DB_FAIL, db_transact(db, ignores_loss, &s));
	assert_int_equal(0, number(db, 1));
}

static void a_server_that_went_is_found_again(void **state)
{
	struct database *mine = test_connect();
	int64_t n = 0;

	(void)state;
	put(1, 3);
	assert_int_equal(3, number(mine, 1));
	kill(harness.server, SIGKILL);
	waitpid(harness.server, NULL, 0);
	assert_int_equal(DB_FAIL, db_one(mine, NULL, &LOCK, (int64_t)1, &n));
	assert_true(db_is_down(mine));
	assert_true(db_check(mine)); /* down is no reason to refuse the start */
	harness_spawn();
	harness_wait();
	assert_int_equal(3, number(mine, 1));
	assert_false(db_is_down(mine));
	db_close(mine);
}

static void a_frozen_server_blocks_five_seconds_at_most(void **state)
{
	int64_t n = 0, began = clock_ticks_us(), took;

	(void)state;
	assert_int_equal(DB_FAIL, db_one(db, NULL, &SLEEP, &n));
	took = clock_ticks_us() - began;
	assert_true(db_is_down(db));
	assert_true(took > 4000000 && took < 15000000);
}

static void starts_only_on_a_durable_server_with_our_schema(void **state)
{
	struct database *mine = test_connect();

	(void)state;
	assert_true(db_check(mine));
	assert_int_equal(DB_OK, db_text(db, "SET GLOBAL innodb_flush_log_at_trx_commit = 2", NULL));
	assert_false(db_check(mine));
	db_close(mine);
	mine = test_connect();
	assert_false(db_check(mine));
	assert_int_equal(DB_OK, db_text(db, "SET GLOBAL innodb_flush_log_at_trx_commit = 1", NULL));
	assert_true(db_check(mine));
	assert_int_equal(DB_OK, db_text(db, "UPDATE schema_migration SET version = version - 1000", NULL));
	assert_false(db_check(mine));
	assert_int_equal(DB_OK, db_text(db, "UPDATE schema_migration SET version = version + 2000", NULL));
	assert_true(db_check(mine)); /* newer is fine */
	assert_int_equal(DB_OK, db_text(db, "UPDATE schema_migration SET version = version - 1000", NULL));
	db_close(mine);
}

static void a_password_file_others_can_read_is_refused(void **state)
{
	char path[96], text[256];
	struct config *config;
	struct database *mine;
	int fd;

	(void)state;
	snprintf(path, sizeof path, "%s/open.pw", harness.dir);
	fd = open(path, O_CREAT | O_WRONLY, 0600);
	assert_int_equal(2, write(fd, "x\n", 2));
	snprintf(text, sizeof text, "Db.Socket = %s/s\nDb.User = root\nDb.PasswordFile = %s\n", harness.dir,
	         path);
	config = config_parse(text);
	mine = db_open(config);
	assert_non_null(mine);
	db_close(mine);
	assert_int_equal(0, fchmod(fd, 0644));
	assert_null(db_open(config));
	close(fd);
	config_free(config);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_idle_connection_that_died_is_remade, empty_table),
		cmocka_unit_test_setup(a_transaction_cut_off_has_one_effect, empty_table),
		cmocka_unit_test_setup(nothing_runs_behind_a_lost_transaction, empty_table),
		cmocka_unit_test_setup(a_server_that_went_is_found_again, empty_table),
		cmocka_unit_test_setup(a_frozen_server_blocks_five_seconds_at_most, empty_table),
		cmocka_unit_test_setup(starts_only_on_a_durable_server_with_our_schema, empty_table),
		cmocka_unit_test_setup(a_password_file_others_can_read_is_refused, empty_table),
	};

	return cmocka_run_group_tests(tests, make_table, NULL);
}
