/* One private database server for a test program: started on first use under
 * /tmp, filled by the migrations, stopped at exit (also when the test dies).
 *
 *   struct database *db = test_database();   // once, the program's own
 *   struct database *mine = test_connect();  // one more, e.g. in a forked child
 *
 * Header only, so that a test is one file. Run from the checkout's top. */
#ifndef TESTS_STORE_HARNESS_H
#define TESTS_STORE_HARNESS_H

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/config.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "store/db.h"
#include "store/db_text.h"
#include "store/migrate.h"

#define HARNESS __attribute__((unused)) static

static struct {
	char dir[64];
	pid_t owner, server, connected; /* made the server; it; opened db */
	struct database *db;
} harness;

HARNESS void harness_die(const char *what)
{
	fprintf(stderr, "harness: %s (see %s/server.log)\n", what, harness.dir);
	exit(1);
}

/* Runs a command to its end; true when it succeeded. */
HARNESS bool harness_run(const char *const argv[])
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();

	if (pid == 0) {
		char log[96];

		snprintf(log, sizeof log, "%s/server.log", harness.dir);
		if (!freopen(log, "a", stdout) || !freopen(log, "a", stderr))
			_exit(126);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

HARNESS void harness_spawn(void)
{
	char data[96], sock[96], pid_file[96], log[96];

	snprintf(data, sizeof data, "--datadir=%s/data", harness.dir);
	snprintf(sock, sizeof sock, "--socket=%s/s", harness.dir);
	snprintf(pid_file, sizeof pid_file, "--pid-file=%s/pid", harness.dir);
	snprintf(log, sizeof log, "%s/server.log", harness.dir);
	fflush(NULL);
	harness.server = fork();
	if (harness.server != 0)
		return;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (!freopen(log, "a", stdout) || !freopen(log, "a", stderr))
		_exit(126);
	execlp("mariadbd", "mariadbd", "--no-defaults", data, sock, pid_file, "--skip-networking",
	       "--skip-log-bin", "--local-infile=0", "--innodb-buffer-pool-size=64M",
	       "--innodb-flush-log-at-trx-commit=1", "--character-set-server=utf8mb4",
	       "--collation-server=utf8mb4_bin", "--max-connections=300",
	       geteuid() == 0 ? "--user=root" : (char *)NULL, (char *)NULL);
	_exit(127);
}

HARNESS void harness_nap(long ms)
{
	struct timespec wait = { ms / 1000, ms % 1000 * 1000000 };

	nanosleep(&wait, NULL);
}

/* A connection as the server's root to database NAME ("" = none), no password. */
HARNESS struct database *harness_open(const char *user, const char *name, const char *password_file)
{
	char text[512];
	struct config *config;
	struct database *db;

	snprintf(text, sizeof text, "Db.Socket = %s/s\nDb.Name = %s\nDb.User = %s\nDb.PasswordFile = %s\n",
	         harness.dir, name, user, password_file);
	config = config_parse(text);
	db = config ? db_open(config) : NULL;
	if (!db)
		harness_die("no connection object");
	config_free(config);
	return db;
}

/* Waits until the server answers (20 s at most). */
HARNESS void harness_wait(void)
{
	struct database *db = harness_open("root", "mysql", "");
	bool up = false;

	log_open("harness", LOG_ERROR + 1);
	for (int i = 0; i < 1000 && !up; i++) {
		up = db_text(db, "DO 1", NULL) == DB_OK;
		if (!up)
			harness_nap(20);
	}
	log_open("test", LOG_WARN);
	db_close(db);
	if (!up)
		harness_die("the server does not answer");
}

/* Ends the server with SIGNAL and starts it anew on the same data. */
HARNESS void harness_restart(int sig)
{
	kill(harness.server, sig);
	waitpid(harness.server, NULL, 0);
	harness_spawn();
	harness_wait();
}

HARNESS void harness_stop(void)
{
	const char *const remove[] = { "rm", "-rf", harness.dir, NULL };

	if (getpid() != harness.owner || !harness.dir[0])
		return;
	db_close(harness.db);
	if (harness.server > 0) {
		kill(harness.server, SIGKILL); /* its data goes anyway */
		waitpid(harness.server, NULL, 0);
	}
	harness_run(remove);
}

/* Starts the server and makes the empty database jifen. Tests connect as the
 * server's root unless they try accounts themselves. */
HARNESS void harness_start(void)
{
	char data[96];
	/* Only root may, and must, name the user the server runs as. */
	const char *const install[] = { "mariadb-install-db", "--no-defaults", data,
		"--auth-root-authentication-method=normal", "--skip-test-db",
		geteuid() == 0 ? "--user=root" : NULL, NULL };
	struct database *db;

	if (harness.owner == getpid())
		return;
	if (!secret_open())
		harness_die("no randomness");
	log_open("test", LOG_WARN);
	strcpy(harness.dir, "/tmp/jifen-test-XXXXXX");
	if (!mkdtemp(harness.dir))
		harness_die("no directory under /tmp");
	harness.owner = getpid();
	atexit(harness_stop);
	/* A server that starts removes every temporary table of its directory for
	 * such, those of other servers too: each has one of its own. */
	if (setenv("TMPDIR", harness.dir, 1) != 0)
		harness_die("no memory");
	snprintf(data, sizeof data, "--datadir=%s/data", harness.dir);
	if (!harness_run(install))
		harness_die("mariadb-install-db failed");
	harness_spawn();
	harness_wait();
	db = harness_open("root", "mysql", "");
	if (db_text(db, "CREATE DATABASE jifen CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", NULL) != DB_OK)
		harness_die("no database");
	db_close(db);
}

HARNESS struct database *test_connect(void)
{
	return harness_open("root", "jifen", "");
}

HARNESS struct database *test_database(void)
{
	const char *schema = getenv("JIFEN_SCHEMA");

	if (harness.db && harness.connected == getpid())
		return harness.db;
	/* A child has a connection of its own to its parent's server. */
	if (harness.owner && harness.owner != getpid()) {
		harness.db = test_connect();
		harness.connected = getpid();
		return harness.db;
	}
	harness_start();
	harness.db = test_connect();
	harness.connected = getpid();
	if (migrate_run(harness.db, schema ? schema : "schema") != MIGRATE_OK)
		harness_die("the migrations failed");
	return harness.db;
}

#endif
