#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "job/import.h"
#include "job/progress.h"
#include "service/spend.h"
#include "store/import.h"

#define KIND "balances"
#define POINTS_MAX 1000000000000LL

enum { MEMBER, POINTS, EXPIRES_ON, TIER, TIER_UNTIL, COLUMNS };

static const char *const columns[] = { "member", "points", "expires_on", "tier", "tier_until", NULL };

struct opening {
	int64_t points;
	int32_t expires_on, tier_until;
	const char *tier;
};

struct balances {
	struct import *import;
	int at[COLUMNS];
	uint64_t *ids;
	struct opening *parsed;
	int64_t now;
};

static bool tier_known(const struct plan *plan, const char *code)
{
	return strcmp(plan->tiers[plan_tier_index(plan, code)].code, code) == 0;
}

/* NULL, or what is wrong with the row. */
static const char *parse(const struct balances *b, const struct csv_row *row, struct opening *out)
{
	int32_t today = day_of(b->now);
	const char *until = csv_field(row, b->at[TIER_UNTIL]);
	const char *expires = csv_field(row, b->at[EXPIRES_ON]);

	*out = (struct opening){ .tier = csv_field(row, b->at[TIER]), .expires_on = DAY_NEVER,
		.tier_until = DAY_NONE };
	if (!int_parse(csv_field(row, b->at[POINTS]), &out->points) || out->points < 0 ||
	    out->points > POINTS_MAX)
		return "points must be a whole number, 0 or more";
	if (*expires && (!day_parse(expires, &out->expires_on) || out->expires_on < today))
		return "expires_on must be a day like 2027-12-31, not in the past; empty = never";
	if (*out->tier && !tier_known(plan_on(b->import->job->plans, today), out->tier))
		return "the plan has no such tier";
	if (*until && (!day_parse(until, &out->tier_until) || out->tier_until < today))
		return "tier_until must be a day like 2027-12-31, not in the past";
	if (*until && !*out->tier)
		return "tier_until stands without a tier";
	if (out->points == 0 && !*out->tier)
		return "neither points nor a tier";
	return NULL;
}

/* Books the opening and remembers it. A run killed between the two finds the
 * lot booked already (POINTS_REPEATED) and only remembers. */
static enum db book(struct balances *b, int i, const char *item)
{
	struct import *import = b->import;
	const struct opening *o = &b->parsed[i];
	struct points_answer answer;
	enum db got;

	if (import->dry_run) {
		import_set(import, i, "booked", "");
		return DB_OK;
	}
	switch (opening_book(import->job->db, import->job->plans, b->ids[i], o->points, o->expires_on,
	                     o->tier, o->tier_until, b->now, &answer)) {
	case POINTS_DONE:
		import_set(import, i, "booked", "");
		break;
	case POINTS_REPEATED:
		import_set(import, i, "same", "");
		break;
	case POINTS_CONFLICT:
		import_refuse(import, i, "other points are booked for this member and expiry day");
		return DB_OK;
	case POINTS_UNKNOWN:
		import_refuse(import, i, "the member has no account");
		return DB_OK;
	default:
		return DB_FAIL;
	}
	got = import_row_add(import->job->db, b->ids[i], KIND, item, o->points);
	return got == DB_DUP ? DB_OK : got;
}

static enum db do_row(struct balances *b, int i)
{
	const struct opening *o = &b->parsed[i];
	char item[INSTANT_TEXT] = "never";
	int64_t known = 0;
	enum db got;

	if (o->expires_on != DAY_NEVER)
		day_iso(item, o->expires_on);
	got = import_row_get(b->import->job->db, b->ids[i], KIND, item, &known);
	if (got == DB_NONE)
		return book(b, i, item);
	if (got == DB_OK && known == o->points)
		import_set(b->import, i, "same", "");
	else if (got == DB_OK)
		import_refuse(b->import, i, "other points are booked for this member and expiry day");
	return got;
}

static void do_all(struct balances *b)
{
	int rows = b->import->table->n_rows;
	struct progress progress;

	progress_begin(&progress, "balances", rows);
	for (int i = 0; i < rows; i++) {
		if (b->import->rows[i].refused)
			continue;
		if (do_row(b, i) != DB_OK) {
			import_not_done(b->import, i);
			if (db_is_down(b->import->job->db))
				break; /* what is left counts as not done */
		}
		progress_step(&progress, i + 1);
	}
	progress_end(&progress);
}

int job_import_balances(struct job *job, int argc, char **argv)
{
	struct import import;
	struct balances b = { .import = &import, .now = clock_now() };
	int code = import_open(&import, job, argc, argv, "balances", columns, NULL);
	unsigned rows;

	if (code != JOB_DONE)
		return code;
	rows = (unsigned)import.table->n_rows + 1;
	b.ids = talloc_zero_array(job->mem, uint64_t, rows);
	b.parsed = talloc_zero_array(job->mem, struct opening, rows);
	if (!b.ids || !b.parsed)
		return job_say(JOB_FAILED, "out of memory");
	for (int i = 0; i < COLUMNS; i++)
		b.at[i] = csv_column(import.table, columns[i]);
	for (int i = 0; i < import.table->n_rows; i++) {
		const char *wrong = NULL;

		if (import_row_ok(&import, i))
			wrong = parse(&b, &import.table->rows[i], &b.parsed[i]);
		if (wrong)
			import_refuse(&import, i, wrong);
	}
	if (import_resolve(&import, b.at[MEMBER], b.ids) == DB_OK)
		do_all(&b);
	return import_finish(&import);
}
