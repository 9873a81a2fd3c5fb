/* The roll-up of accounts opened and ended, and of who was active. */
#include "base/log.h"
#include "base/mem.h"
#include "job/rollup.h"
#include "rule/spell.h"
#include "store/rollup.h"
#include "store/rollup_members.h"

/* What was booked on DAY, without the counts that follow from many days. */
static bool facts(struct database *db, int32_t day)
{
	return rollup_member_day_make(db, day) == DB_OK && rollup_active_make(db, day) == DB_OK;
}

static enum db put_day(struct database *db, void *arg)
{
	const struct rollup_active_day *day = arg;

	return rollup_active_put(db, day->day, day->active90, day->active365);
}

/* The row of the day before DAY; *N is 0 when it is not made. */
static enum db before(struct database *db, void *mem, int32_t day, struct rollup_active_day *row,
                      int *n)
{
	struct rollup_active_day *rows;
	enum db got = rollup_active_days(db, mem, day - 1, day - 1, &rows, n);

	if (got == DB_OK && *n > 0)
		*row = rows[0];
	return got;
}

/* Who is active at the end of DAY, whose facts are made: behind a day that is made, by
 * who came and who left; else everybody is counted. */
static enum db count_day(struct database *db, void *mem, struct rollup_active_day *row)
{
	struct rollup_active_day last;
	int n;
	enum db got = before(db, mem, row->day, &last, &n);

	if (got != DB_OK || n > 0)
		return got == DB_OK ? rollup_active_next(db, row->day, &last, row) : got;
	got = rollup_active_at(db, row->day, ACTIVE_SHORT, &row->active90);
	return got == DB_OK ? rollup_active_at(db, row->day, ACTIVE_LONG, &row->active365) : got;
}

bool rollup_members_day(struct rollup *rollup, int32_t day)
{
	struct database *db = rollup->job->db;
	struct rollup_active_day row = { .day = day };
	void *mem = talloc_new(rollup->job->mem);
	bool good = facts(db, day) && count_day(db, mem, &row) == DB_OK &&
	            db_transact(db, put_day, &row) == DB_OK;

	talloc_free(mem);
	return good;
}

bool rollup_members_now(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	struct rollup_active_day last, row;
	void *mem = talloc_new(rollup->job->mem);
	int32_t through;
	int n = 0;
	bool good = rollup_through(db, "members", &through) == DB_OK;

	if (good && through == rollup->today - 1)
		good = before(db, mem, rollup->today, &last, &n) == DB_OK;
	if (good && n > 0)
		good = rollup_active_today(db, rollup->today, &last, &row) == DB_OK &&
		       db_transact(db, put_day, &row) == DB_OK;
	talloc_free(mem);
	return good;
}

struct counts {
	int32_t from, to;
	int64_t *near, *far;
};

/* Takes out the accounts that had ended by each day. */
static bool without_ended(struct database *db, struct counts *c)
{
	for (int32_t day = c->from; day <= c->to; day++) {
		int64_t near, far;

		if (rollup_active_ended(db, day, ACTIVE_SHORT, &near) != DB_OK ||
		    rollup_active_ended(db, day, ACTIVE_LONG, &far) != DB_OK)
			return false;
		c->near[day - c->from] -= near;
		c->far[day - c->from] -= far;
	}
	return true;
}

static enum db put_all(struct database *db, void *arg)
{
	const struct counts *c = arg;
	enum db got = DB_OK;

	for (int32_t day = c->from; got == DB_OK && day <= c->to; day++)
		got = rollup_active_put(db, day, c->near[day - c->from], c->far[day - c->from]);
	return got;
}

/* Counts everybody's deeds once, for all days: the same as rollup_active_at() for
 * each of them. */
static bool count_all(struct database *db, void *mem, int32_t from, int32_t to)
{
	struct spells *near = spells_new(mem, from, to, ACTIVE_SHORT);
	struct spells *far = spells_new(mem, from, to, ACTIVE_LONG);
	struct rollup_deed after = { .known_on = from - 1 };
	struct counts counts = { .from = from, .to = to };
	int n;

	do {
		void *some = talloc_new(mem);
		struct rollup_deed *deeds;

		if (rollup_deeds(db, some, &after, &deeds, &n) != DB_OK)
			return false;
		for (int i = 0; i < n; i++) {
			spells_add(near, deeds[i].member_id, deeds[i].known_on, deeds[i].day);
			spells_add(far, deeds[i].member_id, deeds[i].known_on, deeds[i].day);
		}
		if (n > 0)
			after = deeds[n - 1];
		talloc_free(some);
	} while (n > 0);
	counts.near = spells_count(near);
	counts.far = spells_count(far);
	return without_ended(db, &counts) && db_transact(db, put_all, &counts) == DB_OK;
}

bool rollup_members_full(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	int32_t from = rollup->today, booked = rollup->today, last;
	void *mem = talloc_new(rollup->job->mem);
	enum db opened = rollup_members_first(db, &from);
	enum db entered = rollup_ledger_days(db, &booked, &last);
	bool good = (opened == DB_OK || opened == DB_NONE) &&
	            (entered == DB_OK || entered == DB_NONE);

	if (booked < from)
		from = booked;
	good = good && rollup_members_forget(db, rollup->today) == DB_OK;
	for (int32_t day = from; good && day < rollup->today; day++)
		good = facts(db, day);
	if (good && from < rollup->today)
		good = count_all(db, mem, from, rollup->today - 1);
	talloc_free(mem);
	return good;
}
