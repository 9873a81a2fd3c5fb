/* The ledger by day: made from the entries that a day booked, found by index. */
#include <stdio.h>

#include "job/progress.h"
#include "job/rollup.h"
#include "store/rollup.h"
#include "store/rollup_points.h"

static enum db make(struct database *db, void *arg)
{
	const int32_t *day = arg;

	return rollup_points_make(db, *day);
}

bool rollup_points_day(struct rollup *rollup, int32_t day)
{
	return db_transact(rollup->job->db, make, &day) == DB_OK;
}

bool rollup_points_full(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	int32_t first = rollup->today, last;
	struct progress progress;
	enum db got = rollup_ledger_days(db, &first, &last);
	bool good = got == DB_OK || got == DB_NONE;

	progress_begin(&progress, "points", rollup->today - first);
	for (int32_t day = first; good && day < rollup->today; day++) {
		good = rollup_points_day(rollup, day);
		progress_step(&progress, day - first + 1);
	}
	progress_end(&progress);
	return good && rollup_points_trim(db, first, rollup->today - 1) == DB_OK;
}
