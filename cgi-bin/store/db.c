#include "store/db.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "store/db_private.h"
#include "store/db_text.h"

#define TRIES 8
#define CONNECT_S 3
#define READ_S 5
#define WRITE_S 5
#define SOON_US 1000000 /* a connection lost this early is worth a second try */

/* Engine errors by number; the connector's own header does not name them all. */
static const unsigned BUSY[] = { 1213 /* deadlock */, 1205 /* lock time-out */,
	1020 /* snapshot is stale */, 1180 /* commit refused by the cluster */,
	1317 /* interrupted */, 1615 /* to be prepared again */ };
static const unsigned LOST[] = { 2002, 2003, 2006, 2013, 2055 /* no server, or gone */,
	1053 /* shutting down */, 1047 /* cluster node not ready */,
	1927 /* killed */, 1040 /* too many connections */, 1152, 4031 /* timed out */ };

static bool among(unsigned err, const unsigned *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == err)
			return true;
	return false;
}

bool db_err_is_lost(unsigned err)
{
	return among(err, LOST, sizeof LOST / sizeof *LOST);
}

/* The statement's beginning as one word for the log: constant text, no data. */
static const char *as_word(char out[64], const char *text)
{
	size_t n = 0;

	for (; *text && n < 63; text++)
		out[n++] = strchr(" \t\n\"\\=", *text) ? '_' : *text;
	out[n] = '\0';
	return out;
}

enum db db_failed(struct database *db, unsigned err, const char *text)
{
	char word[64];
	enum db result;

	if (err == 1062)
		return DB_DUP;
	/* Letters compared with a column of ASCII: what it cannot hold, it has not. */
	if (err == 1267)
		return DB_NONE;
	if (among(err, BUSY, sizeof BUSY / sizeof *BUSY)) {
		result = DB_BUSY;
		log_event(LOG_INFO, "db_busy", "errno=%u sql=%s", err, as_word(word, text));
	} else {
		result = DB_FAIL;
		db->down = db_err_is_lost(err);
		log_event(LOG_ERROR, db->down ? "db_lost" : "db_failed", "errno=%u sql=%s", err,
		          as_word(word, text));
		if (db->down)
			db_drop(db);
	}
	/* A deadlock has rolled the transaction back already, a lock time-out
	 * only its statement: nothing more may run in it either way. */
	if (db->in_transaction && (result == DB_BUSY || db->down))
		db->spoiled = result;
	return result;
}

struct database *db_open(const struct config *config)
{
	struct database *db = talloc_zero(NULL, struct database);
	char secret[256];

	if (!db)
		return NULL;
	db->socket = talloc_strdup(db, config_get(config, "Db.Socket", ""));
	db->name = talloc_strdup(db, config_get(config, "Db.Name", "jifen"));
	db->user = talloc_strdup(db, config_get(config, "Db.User", ""));
	db->password_file = talloc_strdup(db, config_get(config, "Db.PasswordFile", ""));
	db->read_timeout_s = READ_S;
	/* Refused at start-up already when others can read it. */
	if (*db->password_file && !secret_file(db->password_file, secret, sizeof secret)) {
		talloc_free(db);
		return NULL;
	}
	secret_wipe(secret, sizeof secret);
	return db;
}

void db_drop(struct database *db)
{
	if (db->link)
		mysql_close(db->link);
	db->link = NULL;
	statements_drop(db);
}

void db_close(struct database *db)
{
	if (!db)
		return;
	db_drop(db);
	statements_free(db);
	talloc_free(db);
}

static bool set_session(struct database *db)
{
	static const char *const must[] = {
		"SET SESSION sql_mode='STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_IN_DATE,"
		"NO_ZERO_DATE,NO_ENGINE_SUBSTITUTION', time_zone='+00:00', innodb_lock_wait_timeout=5",
		"SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ" };
	/* Only some engines know these: 1193 = unknown variable. */
	static const char *const may[] = { "SET SESSION innodb_snapshot_isolation=ON",
		"SET SESSION idle_transaction_timeout=5" };

	for (size_t i = 0; i < sizeof must / sizeof *must; i++)
		if (mysql_query(db->link, must[i]) != 0)
			return false;
	for (size_t i = 0; i < sizeof may / sizeof *may; i++)
		if (mysql_query(db->link, may[i]) != 0 && mysql_errno(db->link) != 1193)
			return false;
	return true;
}

static bool set_options(MYSQL *link, int read_timeout_s)
{
	unsigned connect_s = CONNECT_S, read_s = (unsigned)read_timeout_s, write_s = WRITE_S, off = 0;
	my_bool no = 0;

	return mysql_optionsv(link, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s) == 0 &&
	       mysql_optionsv(link, MYSQL_OPT_READ_TIMEOUT, &read_s) == 0 &&
	       mysql_optionsv(link, MYSQL_OPT_WRITE_TIMEOUT, &write_s) == 0 &&
	       mysql_optionsv(link, MYSQL_OPT_LOCAL_INFILE, &off) == 0 &&
	       mysql_optionsv(link, MYSQL_OPT_RECONNECT, &no) == 0 &&
	       mysql_optionsv(link, MYSQL_SET_CHARSET_NAME, "utf8mb4") == 0;
}

static bool check_server(struct database *db);

enum db db_connect(struct database *db)
{
	char secret[256] = "";
	bool ok;

	if (db->link)
		return DB_OK;
	if (*db->password_file && !secret_file(db->password_file, secret, sizeof secret))
		return DB_FAIL;
	db->link = mysql_init(NULL);
	ok = db->link && set_options(db->link, db->read_timeout_s) &&
	     mysql_real_connect(db->link, NULL, db->user, secret, db->name, 0, db->socket, 0) &&
	     set_session(db);
	secret_wipe(secret, sizeof secret);
	if (!ok) {
		log_event(LOG_ERROR, "db_connect_failed", "errno=%u",
		          db->link ? mysql_errno(db->link) : 0);
		db_drop(db);
		db->down = true;
		return DB_FAIL;
	}
	db->down = false;
	if (db->checked && !db->checking && !check_server(db)) {
		db_drop(db);
		return DB_FAIL;
	}
	return DB_OK;
}

enum db db_text(struct database *db, const char *text, unsigned *err)
{
	MYSQL_RES *rows;
	enum db result = db_connect(db);

	if (err)
		*err = 0;
	if (result != DB_OK)
		return result;
	if (mysql_query(db->link, text) == 0) {
		rows = mysql_store_result(db->link);
		mysql_free_result(rows);
		if (mysql_errno(db->link) == 0)
			return DB_OK;
	}
	if (err)
		*err = mysql_errno(db->link);
	return db_failed(db, mysql_errno(db->link), text);
}

const char *db_text_error(const struct database *db)
{
	return db->link ? mysql_error(db->link) : "the connection was lost";
}

void db_patience(struct database *db, int seconds)
{
	db->read_timeout_s = seconds;
	db_drop(db);
}

int64_t db_affected(const struct database *db)
{
	return db->affected;
}

int64_t db_last_id(const struct database *db)
{
	return db->last_id;
}

bool db_is_down(const struct database *db)
{
	return db->down;
}

/* Waits 1..2^TRY ms (at most 128), so that those who collided spread out. */
static void pause_before(int try)
{
	uint32_t random = 0;
	int64_t most_us = 1000LL << (try < 7 ? try : 7);
	struct timespec wait = { 0, 0 };

	secret_random(&random, sizeof random);
	wait.tv_nsec = (long)((500 + random % (uint64_t)most_us) * 1000);
	nanosleep(&wait, NULL);
}

static enum db begin(struct database *db)
{
	enum db result = DB_FAIL;

	/* An idle connection may have died unnoticed: one fresh try. */
	for (int i = 0; i < 2 && result == DB_FAIL; i++) {
		result = db_text(db, "START TRANSACTION", NULL);
		if (result == DB_FAIL && !db->down)
			break;
	}
	return result;
}

/* LOST gets true when the connection went before COMMIT was sent: then
 * nothing was done and the work may run again. */
static enum db transact_once(struct database *db, db_work work, void *arg, bool *lost)
{
	enum db result = begin(db), rolled;

	*lost = false;
	if (result != DB_OK)
		return result;
	db->in_transaction = true;
	db->spoiled = DB_OK;
	result = work(db, arg);
	db->in_transaction = false;
	if (db->spoiled != DB_OK)
		result = db->spoiled;
	if (!db->link) {
		*lost = true;
		return DB_FAIL;
	}
	if (result == DB_OK)
		result = db_text(db, "COMMIT", NULL);
	else
		result = (rolled = db_text(db, "ROLLBACK", NULL)) == DB_OK ? result : rolled;
	/* A refused COMMIT leaves nothing open, but make sure. */
	if (result == DB_BUSY && db->link && mysql_query(db->link, "ROLLBACK") != 0)
		db_drop(db);
	return result;
}

enum db db_transact(struct database *db, db_work work, void *arg)
{
	int64_t began = clock_ticks_us();
	enum db result = DB_BUSY;
	bool lost = false, again = true;

	if (db->in_transaction) {
		log_event(LOG_ERROR, "db_nested_transaction", "pid=%d", (int)getpid());
		return DB_FAIL;
	}
	for (int try = 0; try < TRIES && result == DB_BUSY; try++) {
		if (try > 0)
			pause_before(try);
		result = transact_once(db, work, arg, &lost);
		if (lost && again && clock_ticks_us() - began < SOON_US) {
			again = false;
			result = transact_once(db, work, arg, &lost);
		}
	}
	return result;
}

enum db db_snapshot(struct database *db, db_work work, void *arg)
{
	static const char begin_text[] = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
	enum db result, ended;

	if (db->in_transaction)
		return DB_FAIL;
	result = db_text(db, begin_text, NULL);
	if (result == DB_FAIL && db->down) /* an idle connection may have died */
		result = db_text(db, begin_text, NULL);
	if (result != DB_OK)
		return result;
	db->in_transaction = true;
	db->spoiled = DB_OK;
	result = work(db, arg);
	db->in_transaction = false;
	ended = db->link ? db_text(db, "ROLLBACK", NULL) : DB_FAIL;
	return result == DB_OK ? ended : result;
}

static const struct db_sql FLUSH = { "SELECT @@GLOBAL.innodb_flush_log_at_trx_commit", "", "i" };
static const struct db_sql SCHEMA = {
	"SELECT COALESCE(MAX(version), 0) FROM schema_migration WHERE applied_at IS NOT NULL", "", "i" };

/* Whether the account may append to the ledger: what every program must be able
 * to, and what is missing when schema/grants.sql was not run. Inserts nothing. */
static bool granted(struct database *db)
{
	unsigned err = 0;
	enum db got = db_text(db, "INSERT INTO entry SELECT * FROM entry WHERE 1 = 0", &err);

	if (got == DB_OK || (err != 1142 && err != 1143))
		return true;
	log_event(LOG_ERROR, "db_refused", "account=%s do=run_schema/grants.sql", db->user);
	return false;
}

static bool check_server(struct database *db)
{
	int64_t flush = 0, version = 0;
	bool ok;

	db->checking = true;
	ok = db_one(db, NULL, &FLUSH, &flush) == DB_OK;
	if (ok && flush != 1) {
		log_event(LOG_ERROR, "db_refused", "innodb_flush_log_at_trx_commit=%lld must=1",
		          (long long)flush);
		ok = false;
	}
	if (ok)
		ok = db_one(db, NULL, &SCHEMA, &version) == DB_OK;
	if (ok && version < SCHEMA_VERSION) {
		log_event(LOG_ERROR, "db_refused", "schema=%lld need=%d", (long long)version, SCHEMA_VERSION);
		ok = false;
	}
	ok = ok && granted(db);
	db->checking = false;
	return ok;
}

bool db_check(struct database *db)
{
	db->checked = true;
	if (db->link)
		return check_server(db) || db->down;
	return db_connect(db) == DB_OK || db->down;
}
