/* The connection: values there and back, answers, transactions, lost servers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <fcntl.h>

#include "store/harness.h"

static const struct db_sql PUT = {
	"INSERT INTO sample (id, n, word, bytes, at, day) VALUES (?, ?, ?, ?, ?, ?)", "iIsbtd", "" };
static const struct db_sql GET = {
	"SELECT n, word, bytes, at, day FROM sample WHERE id = ?", "i", "Isbtd" };
static const struct db_sql ALL = { "SELECT id FROM sample ORDER BY id", "", "i" };
static const struct db_sql LOCK = { "SELECT n FROM sample WHERE id = ? FOR UPDATE", "i", "i" };
static const struct db_sql SET = { "UPDATE sample SET n = ? WHERE id = ?", "ii", "" };
static const struct db_sql CLEAR = { "DELETE FROM sample", "", "" };
static const struct db_sql WRONG = { "SELECT nothing FROM nowhere", "", "i" };
static const struct db_sql SESSION = {
	"SELECT @@sql_mode, @@time_zone, @@character_set_client, @@innodb_lock_wait_timeout", "", "sssi" };
static const struct db_sql MINE = { "SELECT CONNECTION_ID()", "", "i" };
static const struct db_sql SLEEP = { "SELECT SLEEP(20)", "", "i" };

static struct database *db;

static int make_table(void **state)
{
	(void)state;
	db = test_database();
	return db_text(db, "CREATE TABLE sample (id BIGINT PRIMARY KEY, n BIGINT UNSIGNED NULL, word LONGTEXT NULL,"
	                   " bytes LONGBLOB NULL, at DATETIME NULL, day DATE NULL)", NULL) == DB_OK ? 0 : -1;
}

static int empty_table(void **state)
{
	(void)state;
	return db_run(db, &CLEAR) == DB_OK ? 0 : -1;
}

static void values_come_back_as_they_went(void **state)
{
	static const int64_t instants[] = { 0, -1, 1582934400, 4102444799, -2208988800LL };
	static const int32_t days[] = { 0, -1, 19782, DAY_NEVER, -25567 };
	void *mem = talloc_new(NULL);
	char *word;
	struct blob bytes;
	int64_t n, at;
	int32_t day;

	(void)state;
	for (int i = 0; i < 5; i++) {
		struct blob in = { "a\0b\xFF", 4 };

		assert_int_equal(DB_OK, db_run(db, &PUT, (int64_t)i, (int64_t)i * 1000000007, "积分 'x' 😀", in,
		                               instants[i], days[i]));
		assert_int_equal(DB_OK, db_one(db, mem, &GET, (int64_t)i, &n, &word, &bytes, &at, &day));
		assert_int_equal(i * 1000000007LL, n);
		assert_string_equal("积分 'x' 😀", word);
		assert_int_equal(4, bytes.len);
		assert_memory_equal("a\0b\xFF", bytes.data, 4);
		assert_int_equal(instants[i], at);
		assert_int_equal(days[i], day);
	}
	talloc_free(mem);
}

static void nulls_come_back_as_nulls(void **state)
{
	void *mem = talloc_new(NULL);
	struct blob none = { NULL, 0 }, bytes;
	char *word;
	int64_t n, at;
	int32_t day;

	(void)state;
	assert_int_equal(DB_OK, db_run(db, &PUT, (int64_t)1, INT64_MIN, NULL, none, INSTANT_NONE, DAY_NONE));
	assert_int_equal(DB_OK, db_one(db, mem, &GET, (int64_t)1, &n, &word, &bytes, &at, &day));
	assert_int_equal(INT64_MIN, n);
	assert_null(word);
	assert_null(bytes.data);
	assert_int_equal(INSTANT_NONE, at);
	assert_int_equal(DAY_NONE, day);
	talloc_free(mem);
}

static void long_texts_are_whole(void **state)
{
	static const size_t sizes[] = { 0, 1, 127, 128, 129, 1000, 300000 };
	void *mem = talloc_new(NULL);
	char *text = talloc_size(mem, 300001), *word;
	struct blob bytes;
	int64_t n, at;
	int32_t day;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		for (size_t k = 0; k < sizes[i]; k++)
			text[k] = (char)('a' + k % 26);
		text[sizes[i]] = '\0';
		assert_int_equal(DB_OK, db_run(db, &PUT, (int64_t)i, (int64_t)0, text,
		                               (struct blob){ text, sizes[i] }, (int64_t)0, 0));
		assert_int_equal(DB_OK, db_one(db, mem, &GET, (int64_t)i, &n, &word, &bytes, &at, &day));
		assert_string_equal(text, word);
		assert_int_equal(sizes[i], bytes.len);
		assert_memory_equal(text, bytes.data, sizes[i]);
	}
	talloc_free(mem);
}

static void put(int64_t id, int64_t n)
{
	assert_int_equal(DB_OK, db_run(db, &PUT, id, n, "", (struct blob){ "", 0 }, (int64_t)0, 0));
}

static int64_t number(struct database *of, int64_t id)
{
	int64_t n = -1;

	assert_int_equal(DB_OK, db_one(of, NULL, &LOCK, id, &n));
	return n;
}

static void queries_end_early_and_start_anew(void **state)
{
	int64_t id = 0;

	(void)state;
	for (int i = 1; i <= 5; i++)
		put(i, i);
	assert_int_equal(DB_OK, db_query(db, NULL, &ALL));
	assert_int_equal(DB_OK, db_next(db, &ALL, &id));
	db_end(db, &ALL);
	assert_int_equal(DB_FAIL, db_next(db, &ALL, &id));
	assert_int_equal(DB_OK, db_query(db, NULL, &ALL));
	for (int i = 1; i <= 5; i++) {
		assert_int_equal(DB_OK, db_next(db, &ALL, &id));
		assert_int_equal(i, id);
		/* Other statements may run while one is read. */
		assert_int_equal(i, number(db, i));
	}
	assert_int_equal(DB_NONE, db_next(db, &ALL, &id));
}

static void failures_are_answers(void **state)
{
	int64_t n = 0;

	(void)state;
	put(1, 1);
	assert_int_equal(DB_DUP, db_run(db, &PUT, (int64_t)1, (int64_t)2, "", (struct blob){ "", 0 },
	                                (int64_t)0, 0));
	assert_int_equal(DB_NONE, db_one(db, NULL, &LOCK, (int64_t)99, &n));
	assert_int_equal(DB_FAIL, db_one(db, NULL, &WRONG, &n));
	assert_false(db_is_down(db));
	/* Below zero does not fit: the engine's own guard. */
	assert_int_equal(DB_FAIL, db_run(db, &SET, (int64_t)-1, (int64_t)1));
	assert_int_equal(DB_OK, db_run(db, &SET, (int64_t)7, (int64_t)1));
	assert_int_equal(1, db_affected(db));
	assert_int_equal(7, number(db, 1));
}

static void the_session_is_strict(void **state)
{
	void *mem = talloc_new(NULL);
	char *mode, *zone, *charset;
	int64_t wait = 0;

	(void)state;
	assert_int_equal(DB_OK, db_one(db, mem, &SESSION, &mode, &zone, &charset, &wait));
	assert_non_null(strstr(mode, "STRICT_ALL_TABLES"));
	assert_string_equal("+00:00", zone);
	assert_string_equal("utf8mb4", charset);
	assert_int_equal(5, wait);
	assert_int_equal(DB_FAIL, db_text(db, "LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE sample",
	                                  NULL));
	talloc_free(mem);
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

static void only_ok_commits(void **state)
{
	struct script ok = { .answer = DB_OK }, none = { .answer = DB_NONE }, dup = { .answer = DB_DUP },
		fail = { .answer = DB_FAIL }, thrice = { .answer = DB_OK, .busy_times = 3 },
		always = { .answer = DB_OK, .busy_times = 100 };

	(void)state;
	put(1, 0);
	assert_int_equal(DB_NONE, db_transact(db, scripted, &none));
	assert_int_equal(DB_DUP, db_transact(db, scripted, &dup));
	assert_int_equal(DB_FAIL, db_transact(db, scripted, &fail));
	assert_int_equal(0, number(db, 1));
	assert_int_equal(DB_OK, db_transact(db, scripted, &ok));
	assert_int_equal(1, number(db, 1));
	assert_int_equal(DB_OK, db_transact(db, scripted, &thrice));
	assert_int_equal(4, thrice.runs);
	assert_int_equal(2, number(db, 1));
	assert_int_equal(DB_BUSY, db_transact(db, scripted, &always));
	assert_int_equal(8, always.runs);
	assert_int_equal(2, number(db, 1));
}

static enum db nested(struct database *of, void *arg)
{
	return db_transact(of, scripted, arg);
}

static void transactions_do_not_nest(void **state)
{
	struct script ok = { .answer = DB_OK };

	(void)state;
	put(1, 0);
	assert_int_equal(DB_FAIL, db_transact(db, nested, &ok));
	assert_int_equal(0, ok.runs);
}

/* Locks two rows in the order given, adding one to each. */
static enum db two_rows(struct database *of, void *arg)
{
	const int64_t *ids = arg;
	int64_t n = 0;
	enum db got = DB_OK;

	for (int i = 0; i < 2 && got == DB_OK; i++) {
		got = db_one(of, NULL, &LOCK, ids[i], &n);
		if (got == DB_OK)
			got = db_run(of, &SET, n + 1, ids[i]);
		if (i == 0)
			harness_nap(2);
	}
	return got;
}

static void deadlocks_are_retried_whole(void **state)
{
	enum { CHILDREN = 6, ROUNDS = 20 };
	pid_t children[CHILDREN];
	int status, good = 0;

	(void)state;
	put(1, 0);
	put(2, 0);
	for (int c = 0; c < CHILDREN; c++)
		if ((children[c] = fork()) == 0) {
			int64_t ids[2] = { 1 + c % 2, 2 - c % 2 };
			struct database *mine = test_connect();
			int done = 0;

			for (int i = 0; i < ROUNDS; i++)
				done += db_transact(mine, two_rows, ids) == DB_OK;
			_exit(done);
		}
	for (int c = 0; c < CHILDREN; c++) {
		waitpid(children[c], &status, 0);
		good += WEXITSTATUS(status);
	}
	/* What was acknowledged is there, and nothing else; most got through. */
	assert_int_equal(good, number(db, 1));
	assert_int_equal(good, number(db, 2));
	assert_true(good > CHILDREN * ROUNDS / 2);
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
	assert_true(took > 4000000 && took < 7000000);
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
		cmocka_unit_test_setup(values_come_back_as_they_went, empty_table),
		cmocka_unit_test_setup(nulls_come_back_as_nulls, empty_table),
		cmocka_unit_test_setup(long_texts_are_whole, empty_table),
		cmocka_unit_test_setup(queries_end_early_and_start_anew, empty_table),
		cmocka_unit_test_setup(failures_are_answers, empty_table),
		cmocka_unit_test_setup(the_session_is_strict, empty_table),
		cmocka_unit_test_setup(only_ok_commits, empty_table),
		cmocka_unit_test_setup(transactions_do_not_nest, empty_table),
		cmocka_unit_test_setup(deadlocks_are_retried_whole, empty_table),
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
