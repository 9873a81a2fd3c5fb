/* The ledger by day: read from the entries that a day booked without holding any
 * of them, then written in one short transaction. */
#include "base/mem.h"
#include "job/progress.h"
#include "job/rollup.h"
#include "store/rollup.h"
#include "store/rollup_points.h"

struct day_work {
	int32_t day;
	struct report_cell *cells;
	int n;
};

static enum db write_day(struct database *db, void *arg)
{
	const struct day_work *w = arg;

	return rollup_points_write(db, w->day, w->cells, w->n);
}

bool rollup_points_day(struct rollup *rollup, int32_t day)
{
	struct database *db = rollup->job->db;
	void *mem = talloc_new(rollup->job->mem);
	struct day_work w = {.day = day};
	bool good = report_booked(db, mem, day, day, &w.cells, &w.n) == DB_OK &&
	            db_transact(db, write_day, &w) == DB_OK;

	talloc_free(mem);
	return good;
}

bool rollup_points_full(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	int32_t first;
	bool good = rollup_each_day(rollup, "points", rollup_points_day, &first);

	return good && rollup_points_trim(db, first, rollup->today - 1) == DB_OK;
}
