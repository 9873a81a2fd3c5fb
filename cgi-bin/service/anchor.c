/* Anchor files (RULINGS 20): beside the books, one a day, lines of member, last
 * seq and its hash, sealed with the chain's key and linked to the file before.
 * Cutting a member's latest entries off, account and all, shows against them. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "service/audit_private.h"
#include "service/chain.h"
#include "store/account.h"

#define ANCHOR_HEAD "jifen-anchors 1 "
#define SEAL "seal "
#define BATCH 100

struct file {
	struct buf text; /* without the seal's line */
	char seal[SHA256_HEX];
};

static void seal_of(char out[SHA256_HEX], const struct buf *text)
{
	uint8_t seal[SHA256_BYTES];

	chain_seal(seal, text->data, text->len);
	secret_hex(out, seal, sizeof seal);
}

/* Reads a file whole; false when it is not there or its seal is missing. */
static bool file_read(struct file *file, void *mem, const char *path)
{
	FILE *in = fopen(path, "re");
	char chunk[4096], *seal;
	size_t got;

	buf_init(&file->text, mem);
	if (!in)
		return false;
	while ((got = fread(chunk, 1, sizeof chunk, in)) > 0)
		buf_add(&file->text, chunk, got);
	fclose(in);
	if (file->text.len == 0)
		return false;
	seal = strstr(file->text.data, "\n" SEAL);
	if (!seal || strlen(seal) < strlen("\n" SEAL) + SHA256_HEX - 1)
		return false;
	memcpy(file->seal, seal + strlen("\n" SEAL), SHA256_HEX - 1);
	file->seal[SHA256_HEX - 1] = '\0';
	seal[1] = '\0';
	file->text.len = (size_t)(seal + 1 - file->text.data);
	return true;
}

static bool file_write(const struct file *file, const char *path)
{
	char *part = talloc_asprintf(file->text.mem, "%s.part", path);
	FILE *out = fopen(part, "we");
	bool ok;

	if (!out)
		return false;
	ok = fwrite(file->text.data, 1, file->text.len, out) == file->text.len &&
	     fprintf(out, SEAL "%s\n", file->seal) > 0 && fflush(out) == 0 &&
	     fsync(fileno(out)) == 0;
	ok = fclose(out) == 0 && ok;
	return ok && rename(part, path) == 0;
}

/* Names of the anchor files, oldest first. */
static int file_names(void *mem, const char *dir, char ***names)
{
	struct dirent **found = NULL;
	int n = scandir(dir, &found, NULL, alphasort), kept = 0;
	int32_t day;

	*names = talloc_array(mem, char *, (unsigned)(n > 0 ? n : 0) + 1);
	for (int i = 0; i < n; i++) {
		if (day_parse(found[i]->d_name, &day))
			(*names)[kept++] = talloc_strdup(mem, found[i]->d_name);
		free(found[i]);
	}
	free(found);
	return kept;
}

static char *path_of(void *mem, const char *dir, const char *name)
{
	return talloc_asprintf(mem, "%s/%s", dir, name);
}

/* Begins DAY's file: as it stands, or new behind the latest before it. When a
 * later one is there already, that one goes on, since it is sealed over what
 * came before. Returns the path to write to. */
static char *file_begin(struct file *file, void *mem, const char *dir, const char *day)
{
	struct file before = { .seal = "-" };
	char **names;
	int n = file_names(mem, dir, &names);

	if (n > 0 && strcmp(names[n - 1], day) >= 0)
		day = names[--n];
	if (file_read(file, mem, path_of(mem, dir, day)))
		return path_of(mem, dir, day);
	if (n == 0 || !file_read(&before, mem, path_of(mem, dir, names[n - 1])))
		snprintf(before.seal, sizeof before.seal, "-");
	buf_init(&file->text, mem);
	buf_printf(&file->text, ANCHOR_HEAD "%s %s\n", day, before.seal);
	return path_of(mem, dir, day);
}

struct mark_work {
	const struct audit_anchor *rows;
	int n;
};

static enum db mark_work(struct database *db, void *arg)
{
	const struct mark_work *w = arg;
	enum db result = DB_OK;

	for (int i = 0; result == DB_OK && i < w->n; i++)
		result = account_anchored(db, w->rows[i].member_id, w->rows[i].seq);
	return result;
}

static enum db collect(struct database *db, void *mem, struct audit_anchor **all, int *n_all)
{
	uint64_t after = 0;
	struct audit_anchor *rows;
	enum db result = DB_OK;
	int n = 1;

	*all = NULL;
	*n_all = 0;
	while (result == DB_OK && n > 0) {
		result = audit_adrift(db, mem, after, &rows, &n);
		if (result != DB_OK || n == 0)
			break;
		after = rows[n - 1].member_id;
		*all = talloc_realloc(mem, *all, struct audit_anchor, (unsigned)(*n_all + n));
		memcpy(*all + *n_all, rows, (size_t)n * sizeof *rows);
		*n_all += n;
	}
	return result;
}

static enum db write_work(struct database *db, void *mem, const char *dir, const char *day)
{
	struct audit_anchor *rows;
	struct file file;
	char hex[SHA256_HEX], *path;
	int n;
	enum db result = collect(db, mem, &rows, &n);

	if (result != DB_OK)
		return result;
	path = file_begin(&file, mem, dir, day);
	for (int i = 0; i < n; i++) {
		secret_hex(hex, rows[i].hash, SHA256_BYTES);
		buf_printf(&file.text, "%llu %lld %s\n", (unsigned long long)rows[i].member_id,
		           (long long)rows[i].seq, hex);
	}
	seal_of(file.seal, &file.text);
	if (!file_write(&file, path)) {
		log_event(LOG_ERROR, "anchor_not_written", "errno=%d", errno);
		return DB_FAIL;
	}
	/* Only what is safely in the file counts as anchored. */
	for (int i = 0; result == DB_OK && i < n; i += BATCH) {
		struct mark_work w = { rows + i, n - i < BATCH ? n - i : BATCH };

		result = db_transact(db, mark_work, &w);
	}
	return result;
}

enum db anchor_write(struct database *db, const char *var_dir, int32_t day)
{
	void *mem = talloc_new(NULL);
	char *dir = path_of(mem, var_dir, "anchors"), text[INSTANT_TEXT];
	enum db result;

	if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
		log_event(LOG_ERROR, "anchor_not_written", "errno=%d", errno);
		result = DB_FAIL;
	} else {
		result = write_work(db, mem, dir, day_iso(text, day));
	}
	talloc_free(mem);
	return result;
}

static int by_member(const void *a, const void *b)
{
	const struct audit_anchor *x = a, *y = b;

	if (x->member_id != y->member_id)
		return x->member_id < y->member_id ? -1 : 1;
	return (x->seq > y->seq) - (x->seq < y->seq);
}

/* One line of a file, cut into its words; false for its head. */
static bool line_read(char *line, struct audit_anchor *out)
{
	int64_t member;
	const char *id = strsep(&line, " "), *seq = strsep(&line, " ");

	if (!int_parse(id, &member) || !int_parse(seq, &out->seq) || !line)
		return false;
	out->member_id = (uint64_t)member;
	return secret_unhex(out->hash, SHA256_BYTES, line);
}

/* The lines of all files whose seals hold; broken ones are findings. */
static struct audit_anchor *gather(struct audit *audit, void *mem, const char *dir, int *n)
{
	char **names, seal[SHA256_HEX], before[SHA256_HEX] = "-", head[160];
	int files = file_names(mem, dir, &names);
	struct audit_anchor *all = NULL, one;

	*n = 0;
	for (int i = 0; i < files; i++) {
		struct file file;

		snprintf(head, sizeof head, ANCHOR_HEAD "%s %s\n", names[i], before);
		if (!file_read(&file, mem, path_of(mem, dir, names[i]))) {
			audit_find(audit, 0, "anchor_file", "day=%s has no seal", names[i]);
			continue;
		}
		seal_of(seal, &file.text);
		if (strcmp(seal, file.seal) != 0)
			audit_find(audit, 0, "anchor_file", "day=%s its seal is broken", names[i]);
		if (!text_starts(file.text.data, head))
			audit_find(audit, 0, "anchor_file", "day=%s does not follow the one before",
			           names[i]);
		memcpy(before, file.seal, sizeof before);
		for (char *rest = file.text.data; rest;) {
			if (!line_read(strsep(&rest, "\n"), &one))
				continue;
			all = talloc_realloc(mem, all, struct audit_anchor, (unsigned)*n + 1);
			all[(*n)++] = one;
		}
	}
	return all;
}

enum db anchor_prove(struct audit *audit, struct database *db, const char *var_dir)
{
	void *mem = talloc_new(NULL);
	char *dir = path_of(mem, var_dir, "anchors");
	uint8_t hash[SHA256_BYTES];
	struct audit_anchor *all;
	enum db result = DB_OK;
	int n;

	all = gather(audit, mem, dir, &n);
	if (n > 0)
		qsort(all, (size_t)n, sizeof *all, by_member);
	/* The latest anchor of a member stands for the earlier ones: the chain up
	 * to it was proved already. */
	for (int i = 0; i < n && (result == DB_OK || result == DB_NONE); i++) {
		if (i + 1 < n && all[i + 1].member_id == all[i].member_id)
			continue;
		result = audit_hash(db, mem, all[i].member_id, all[i].seq, hash);
		if (result == DB_NONE ||
		    (result == DB_OK && memcmp(hash, all[i].hash, SHA256_BYTES) != 0))
			audit_find(audit, all[i].member_id, "anchor", "seq=%lld %s",
			           (long long)all[i].seq,
			           result == DB_NONE ? "is gone" : "has another hash");
	}
	talloc_free(mem);
	return result == DB_NONE ? DB_OK : result;
}
