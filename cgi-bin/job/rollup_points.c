/* The ledger by day: read from the entries that a day booked without holding any
 * of them, then written in one short transaction. */
#include "base/mem.h"
#include "job/progress.h"
#include "job/rollup.h"
#include "store/rollup.h"
#include "store/rollup_points.h"

#define KEPT_DAYS 62

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

/* What the proofs kept of days that are not over; of older ones a while longer, for a
 * roll-up that begins anew. */
static enum db write_today(struct database *db, void *arg)
{
	const int32_t *today = arg;
	enum db got = rollup_today_trim(db, *today - KEPT_DAYS);

	return got == DB_OK ? rollup_today_make(db, *today) : got;
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

	return good && rollup_points_trim(db, first, rollup->today - 1) == DB_OK &&
	       db_transact(db, write_today, &rollup->today) == DB_OK;
}
