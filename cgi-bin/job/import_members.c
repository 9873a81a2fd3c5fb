#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "job/import.h"
#include "job/progress.h"
#include "service/member_new.h"
#include "store/import.h"

#define CHUNK IMPORT_LOOKUP /* members a transaction */

enum { MEMBER_NO, NAME, PHONE, EMAIL, BIRTHDAY, JOINED_ON, INVITED_BY, COLUMNS };

static const char *const columns[] = { "member_no", "name", "phone", "email", "birthday",
	"joined_on", "invited_by", NULL };

struct members {
	struct import *import;
	int at[COLUMNS];
	struct member_new *parsed;
	int64_t now;
	/* the chunk at work */
	int rows[CHUNK], n;
};

/* A field that may be empty: "" gives NULL, else what CLEAN makes of it; false
 * when it makes nothing of it. */
static bool cleaned(void *mem, const char *text, char *(*clean)(void *, const char *),
                    const char **out)
{
	*out = *text ? clean(mem, text) : NULL;
	return !*text || *out;
}

/* NULL, or what is wrong with the row. */
static const char *parse(const struct members *m, const struct csv_row *row, struct member_new *out)
{
	void *mem = m->import->job->mem;
	int32_t today = day_of(m->now);
	const char *f[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		f[i] = csv_field(row, m->at[i]);
	*out = (struct member_new){ .confirmed = true, .now = m->now, .joined_on = today,
		.birthday = DAY_NONE };
	out->tier = plan_on(m->import->job->plans, today)->tiers[0].code;
	out->member_no = member_no_clean(mem, f[MEMBER_NO]);
	if (!out->member_no)
		return "member_no must be M and 7 or more digits";
	out->name = text_clean(mem, f[NAME]);
	if (!*out->name || utf8_length(out->name) > PERSON_NAME_MAX)
		return "name must have 1 to 80 characters";
	if (!cleaned(mem, f[PHONE], phone_clean, &out->phone))
		return "phone must be a mainland mobile number of 11 digits";
	if (!cleaned(mem, f[EMAIL], email_clean, &out->email))
		return "email is not an address";
	if (*f[BIRTHDAY] && (!day_parse(f[BIRTHDAY], &out->birthday) || out->birthday > today))
		return "birthday must be a day like 1990-12-31, not in the future";
	if (*f[JOINED_ON] && (!day_parse(f[JOINED_ON], &out->joined_on) || out->joined_on > today))
		return "joined_on must be a day like 2024-12-31, not in the future";
	if (!cleaned(mem, f[INVITED_BY], member_no_clean, &out->invited_by))
		return "invited_by must be a member number";
	if (out->invited_by && strcmp(out->invited_by, out->member_no) == 0)
		return "invited_by names the member itself";
	return NULL;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Judges the chunk's rows whose number exists already. */
static enum db judge_known(struct members *m, void *mem)
{
	const char *numbers[CHUNK];
	struct import_member *known;
	int found = 0;
	enum db got;

	for (int i = 0; i < m->n; i++)
		numbers[i] = m->parsed[m->rows[i]].member_no;
	got = import_members_by_no(m->import->job->db, mem, numbers, m->n, &known, &found);
	for (int i = 0; got == DB_OK && i < m->n; i++)
		for (int k = 0; k < found; k++) {
			const struct member_new *p = &m->parsed[m->rows[i]];
			const struct import_member *q = &known[k];

			if (strcmp(p->member_no, q->member_no) != 0)
				continue;
			if (same_text(p->name, q->name) && same_text(p->email, q->email) &&
			    same_text(p->phone, q->phone) && same_text(p->invited_by, q->invited_by) &&
			    p->birthday == q->birthday && p->joined_on == q->joined_on)
				import_set(m->import, m->rows[i], "same", "");
			else
				import_refuse(m->import, m->rows[i], "the number exists with other data");
		}
	return got;
}

/* One transaction: the chunk's new members. */
static enum db create(struct database *db, void *arg)
{
	struct members *m = arg;
	enum db got = DB_OK;

	for (int i = 0; i < m->n && got == DB_OK; i++) {
		int row = m->rows[i];
		struct member_new *p = &m->parsed[row];

		p->email_taken = p->phone_taken = false;
		got = member_create_in(db, p);
		if (got == DB_DUP) {
			/* The number was taken since we looked; the others go on. */
			import_refuse(m->import, row, "the number exists with other data");
			got = DB_OK;
		} else if (p->email_taken || p->phone_taken) {
			import_set(m->import, row, "created",
			           "e-mail or phone is another member's: kept, but not for sign-in");
		} else {
			import_set(m->import, row, "created", "");
		}
	}
	return got;
}

static enum db do_chunk(struct members *m)
{
	struct database *db = m->import->job->db;
	void *mem = talloc_new(m->import->job->mem);
	int n = m->n;
	enum db got = judge_known(m, mem);

	talloc_free(mem);
	if (got == DB_OK) {
		m->n = 0;
		for (int i = 0; i < n; i++)
			if (!m->import->rows[m->rows[i]].word)
				m->rows[m->n++] = m->rows[i];
		if (m->import->dry_run)
			for (int i = 0; i < m->n; i++)
				import_set(m->import, m->rows[i], "created", "");
		else if (m->n > 0)
			got = db_transact(db, create, m);
	}
	if (got != DB_OK)
		for (int i = 0; i < m->n; i++)
			import_not_done(m->import, m->rows[i]);
	m->n = 0;
	return got;
}

/* Of rows with one number the first stands. Numbers are claimed in a sorted
 * array grown in place of a set; files are mostly sorted already. */
static bool refuse_doubles(struct members *m)
{
	int rows = m->import->table->n_rows, n = 0;
	const char **seen = talloc_array(m->import->job->mem, const char *, (unsigned)rows + 1);

	for (int i = 0; seen && i < rows; i++) {
		const char *number = m->parsed[i].member_no;
		int low = 0, high = n;

		if (m->import->rows[i].refused)
			continue;
		while (low < high) {
			int middle = (low + high) / 2;

			if (strcmp(seen[middle], number) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < n && strcmp(seen[low], number) == 0) {
			import_refuse(m->import, i, "member_no stands twice in the file");
			continue;
		}
		memmove(seen + low + 1, seen + low, (size_t)(n - low) * sizeof *seen);
		seen[low] = number;
		n++;
	}
	return seen != NULL;
}

static void do_all(struct members *m)
{
	int rows = m->import->table->n_rows;
	struct progress progress;
	enum db got = DB_OK;

	progress_begin(&progress, "members", rows);
	for (int i = 0; i < rows && !(got != DB_OK && db_is_down(m->import->job->db)); i++) {
		if (!m->import->rows[i].refused)
			m->rows[m->n++] = i;
		if (m->n == CHUNK || (i + 1 == rows && m->n > 0)) {
			got = do_chunk(m);
			progress_step(&progress, i + 1);
		}
	}
	progress_end(&progress);
}

int job_import_members(struct job *job, int argc, char **argv)
{
	struct import import;
	struct members m = { .import = &import, .now = clock_now() };
	int code = import_open(&import, job, argc, argv, "members", columns, NULL);

	if (code != JOB_DONE)
		return code;
	m.parsed = talloc_zero_array(job->mem, struct member_new, (unsigned)import.table->n_rows + 1);
	if (!m.parsed)
		return job_say(JOB_FAILED, "out of memory");
	for (int i = 0; i < COLUMNS; i++)
		m.at[i] = csv_column(import.table, columns[i]);
	for (int i = 0; i < import.table->n_rows; i++) {
		const char *wrong = NULL;

		if (import_row_ok(&import, i))
			wrong = parse(&m, &import.table->rows[i], &m.parsed[i]);
		if (wrong)
			import_refuse(&import, i, wrong);
	}
	if (!refuse_doubles(&m))
		return job_say(JOB_FAILED, "out of memory");
	do_all(&m);
	return import_finish(&import);
}
