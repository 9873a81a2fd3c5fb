#include "store/migrate.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "store/db_text.h"

#define FILE_MAX (4 << 20)
#define PATIENCE_S 3600 /* a large table's ALTER takes its time */

static const char MAKE_TABLE[] =
	"CREATE TABLE IF NOT EXISTS schema_migration ("
	" version BIGINT NOT NULL COMMENT 'number of the file',"
	" name VARCHAR(80) CHARACTER SET ascii NOT NULL COMMENT 'the file''s name',"
	" sha256 CHAR(64) CHARACTER SET ascii NOT NULL COMMENT 'of the file''s bytes',"
	" statements BIGINT NOT NULL DEFAULT 0 COMMENT 'statements of it done so far',"
	" applied_at DATETIME NULL COMMENT 'when it was done whole; NULL = cut off half-way',"
	" PRIMARY KEY (version)"
	") COMMENT 'which schema files were applied'";

static const struct db_sql APPLIED = {
	"SELECT version, name, sha256, applied_at, statements FROM schema_migration ORDER BY version", "",
	"issti" };
static const struct db_sql BEGIN_FILE = {
	"INSERT INTO schema_migration (version, name, sha256) VALUES (?, ?, ?)", "iss", "" };
static const struct db_sql DONE_STATEMENT = {
	"UPDATE schema_migration SET statements = ? WHERE version = ?", "ii", "" };
static const struct db_sql DONE_FILE = {
	"UPDATE schema_migration SET applied_at = ? WHERE version = ?", "ti", "" };
/* Operators' command, not a request path: a named lock is right here. */
static const struct db_sql LOCK = { "SELECT COALESCE(GET_LOCK('jifen_schema', 600), 0)", "", "i" };
static const struct db_sql UNLOCK = { "SELECT COALESCE(RELEASE_LOCK('jifen_schema'), 0)", "", "i" };

/* Length of the quoted run at TEXT (its quote included), doubled quotes and
 * backslashes inside. */
static size_t quoted(const char *text)
{
	size_t i = 1;

	while (text[i] && text[i] != text[0])
		i += text[i] == '\\' && text[i + 1] ? 2 : 1;
	return text[i] ? i + 1 : i;
}

char *migrate_next_statement(void *mem, const char **text)
{
	struct buf b;
	const char *p = *text;
	size_t n;

	buf_init(&b, mem);
	while (*p) {
		if (p[0] == '-' && p[1] == '-' && (p[2] == ' ' || p[2] == '\n' || p[2] == '\0')) {
			p += strcspn(p, "\n");
		} else if (*p == '\'' || *p == '"' || *p == '`') {
			n = quoted(p);
			buf_add(&b, p, n);
			p += n;
		} else if (*p == ';') {
			p++;
			if (b.len > 0)
				break;
		} else {
			if (b.len > 0 || !isspace((unsigned char)*p))
				buf_add(&b, p, 1);
			p++;
		}
	}
	while (b.len > 0 && isspace((unsigned char)b.data[b.len - 1]))
		b.data[--b.len] = '\0';
	*text = p;
	return b.len > 0 ? b.data : NULL;
}

static char *read_whole(void *mem, const char *dir, const char *name, size_t *len)
{
	char *path = talloc_asprintf(mem, "%s/%s", dir, name);
	char *data = talloc_size(mem, FILE_MAX + 1);
	FILE *f = path && data ? fopen(path, "rb") : NULL;

	if (!f) {
		log_event(LOG_ERROR, "migration_unreadable", "file=%s", name);
		return NULL;
	}
	*len = fread(data, 1, FILE_MAX, f);
	data[*len] = '\0';
	if (ferror(f) || *len == FILE_MAX)
		data = NULL;
	fclose(f);
	return data;
}

static int is_migration(const struct dirent *entry)
{
	const char *s = entry->d_name;
	size_t digits = strspn(s, "0123456789"), len = strlen(s);

	return digits == 4 && s[4] == '_' && len > 9 && len < MIGRATION_NAME &&
	       strcmp(s + len - 4, ".sql") == 0;
}

/* The files of DIR by rising number, with their checksums. */
static bool list_files(void *mem, const char *dir, struct migration **out, int *n)
{
	struct dirent **entries = NULL;
	uint8_t sum[SHA256_BYTES];
	bool ok = true;
	int found = scandir(dir, &entries, is_migration, alphasort);

	if (found < 0) {
		log_event(LOG_ERROR, "schema_directory_unreadable", "dir=%s", dir);
		return false;
	}
	*out = talloc_zero_array(mem, struct migration, (unsigned)found + 1);
	*n = found;
	for (int i = 0; i < found; i++) {
		struct migration *m = &(*out)[i];
		size_t len = 0;
		char *data = ok ? read_whole(mem, dir, entries[i]->d_name, &len) : NULL;

		ok = data != NULL;
		if (ok) {
			secret_sha256(sum, data, len);
			secret_hex(m->sha256, sum, sizeof sum);
			m->version = strtol(entries[i]->d_name, NULL, 10);
			m->applied_at = INSTANT_NONE;
			memcpy(m->name, entries[i]->d_name, strlen(entries[i]->d_name) + 1);
			talloc_free(data);
		}
		free(entries[i]);
	}
	free(entries);
	return ok;
}

static struct migration *by_version(struct migration *list, int n, int64_t version)
{
	for (int i = 0; i < n; i++)
		if (list[i].version == version)
			return &list[i];
	return NULL;
}

enum migrate migrate_status(struct database *db, void *mem, const char *dir,
                            struct migration **list, int *n)
{
	enum migrate result = MIGRATE_OK;
	int64_t version, applied_at, statements;
	char *name, *sum;
	enum db got;

	if (!list_files(mem, dir, list, n) || db_text(db, MAKE_TABLE, NULL) != DB_OK ||
	    db_query(db, mem, &APPLIED) != DB_OK)
		return MIGRATE_FAILED;
	while ((got = db_next(db, &APPLIED, &version, &name, &sum, &applied_at, &statements)) == DB_OK) {
		struct migration *m = by_version(*list, *n, version);

		if (!m) {
			/* A newer program's schema: fine for us (RULINGS 27), not ours to touch. */
			log_event(LOG_WARN, "migration_unknown", "version=%lld", (long long)version);
			continue;
		}
		m->applied_at = applied_at;
		m->changed = strcmp(m->sha256, sum) != 0;
		if (m->changed)
			log_event(LOG_ERROR, "migration_changed", "file=%s", m->name);
	}
	if (got != DB_NONE)
		return MIGRATE_FAILED;
	for (int i = 0; i < *n; i++) {
		if ((*list)[i].changed)
			return MIGRATE_CHANGED;
		if ((*list)[i].applied_at == INSTANT_NONE)
			result = MIGRATE_PENDING;
	}
	return result;
}

/* "Exists already" and "is gone already" of tables, columns and keys: what a
 * statement says that was done just before an earlier run was killed. */
static bool done_before(unsigned err)
{
	return err == 1050 || err == 1051 || err == 1060 || err == 1061 || err == 1091;
}

static enum db statements_done(struct database *db, int64_t wanted, int64_t *done)
{
	int64_t version, applied_at, statements;
	char *name, *sum;
	void *mem = talloc_new(NULL);
	enum db got = db_query(db, mem, &APPLIED);

	*done = -1;
	while (got == DB_OK &&
	       (got = db_next(db, &APPLIED, &version, &name, &sum, &applied_at, &statements)) == DB_OK)
		if (version == wanted)
			*done = statements;
	talloc_free(mem);
	return got == DB_NONE ? DB_OK : got;
}

static bool apply(struct database *db, void *mem, const char *dir, const struct migration *m)
{
	size_t len = 0;
	const char *rest = read_whole(mem, dir, m->name, &len);
	int64_t done, n = 0;
	char *statement;
	unsigned err;
	bool resumed;

	if (!rest || statements_done(db, m->version, &done) != DB_OK)
		return false;
	resumed = done >= 0;
	if (!resumed && db_run(db, &BEGIN_FILE, m->version, m->name, m->sha256) != DB_OK)
		return false;
	while ((statement = migrate_next_statement(mem, &rest))) {
		if (++n <= done)
			continue;
		if (db_text(db, statement, &err) != DB_OK && !(resumed && n == done + 1 && done_before(err))) {
			log_event(LOG_ERROR, "migration_failed", "file=%s statement=%lld errno=%u", m->name,
			          (long long)n, err);
			return false;
		}
		if (db_run(db, &DONE_STATEMENT, n, m->version) != DB_OK)
			return false;
	}
	return db_run(db, &DONE_FILE, clock_now(), m->version) == DB_OK;
}

static enum migrate run_locked(struct database *db, void *mem, const char *dir)
{
	struct migration *list;
	int n = 0;
	enum migrate result = migrate_status(db, mem, dir, &list, &n);

	for (int i = 0; result == MIGRATE_PENDING && i < n; i++) {
		if (list[i].applied_at != INSTANT_NONE)
			continue;
		if (!apply(db, mem, dir, &list[i]))
			return MIGRATE_FAILED;
		log_event(LOG_INFO, "migration_applied", "file=%s", list[i].name);
	}
	return result == MIGRATE_PENDING ? MIGRATE_OK : result;
}

enum migrate migrate_run(struct database *db, const char *dir)
{
	void *mem = talloc_new(NULL);
	int64_t got = 0;
	enum migrate result = MIGRATE_FAILED;

	db_patience(db, PATIENCE_S);
	if (db_one(db, NULL, &LOCK, &got) == DB_OK && got == 1) {
		result = run_locked(db, mem, dir);
		if (db_one(db, NULL, &UNLOCK, &got) != DB_OK)
			log_event(LOG_WARN, "migration_lock_lost", "dir=%s", dir);
	}
	db_patience(db, 5);
	talloc_free(mem);
	return result;
}
