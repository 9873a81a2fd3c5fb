/* The connection: values there and back, answers, transactions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

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

static struct database *db;

static int make_table(void **state)
{
	(void)state;
	db = test_database();
	return db_text(db, "CREATE TABLE sample (id BIGINT PRIMARY KEY, n BIGINT UNSIGNED NULL,"
	                   " word LONGTEXT NULL, bytes LONGBLOB NULL, at DATETIME NULL, day DATE NULL)",
	               NULL) == DB_OK ? 0 : -1;
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

/* What is typed into an address line is compared with codes of ASCII. */
static void letters_match_no_ascii_column(void **state)
{
	static const struct db_sql of = { "SELECT name FROM partner WHERE partner = ?", "s", "s" };
	void *mem = talloc_new(NULL);
	char *name;

	(void)state;
	assert_int_equal(DB_NONE, db_one(db, mem, &of, "中", &name));
	assert_int_equal(DB_NONE, db_query(db, mem, &of, "é"));
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(values_come_back_as_they_went, empty_table),
		cmocka_unit_test_setup(nulls_come_back_as_nulls, empty_table),
		cmocka_unit_test_setup(long_texts_are_whole, empty_table),
		cmocka_unit_test_setup(queries_end_early_and_start_anew, empty_table),
		cmocka_unit_test_setup(failures_are_answers, empty_table),
		cmocka_unit_test(letters_match_no_ascii_column),
		cmocka_unit_test_setup(the_session_is_strict, empty_table),
		cmocka_unit_test_setup(only_ok_commits, empty_table),
		cmocka_unit_test_setup(transactions_do_not_nest, empty_table),
		cmocka_unit_test_setup(deadlocks_are_retried_whole, empty_table),
	};

	return cmocka_run_group_tests(tests, make_table, NULL);
}
