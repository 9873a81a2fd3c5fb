/* What was earned and redeemed at each partner, by day. */
#include "base/mem.h"
#include "job/rollup.h"
#include "store/rollup_partners.h"

struct day_work {
	int32_t day;
	struct partner_sum *rows;
	int n;
};

static enum db write_day(struct database *db, void *arg)
{
	const struct day_work *w = arg;

	return partner_put(db, w->day, w->rows, w->n);
}

bool rollup_partners_day(struct rollup *rollup, int32_t day)
{
	struct database *db = rollup->job->db;
	void *mem = talloc_new(rollup->job->mem);
	struct day_work w = {.day = day};
	bool good = partner_facts(db, mem, day, day, &w.rows, &w.n) == DB_OK &&
	            db_transact(db, write_day, &w) == DB_OK;

	talloc_free(mem);
	return good;
}

bool rollup_partners_full(struct rollup *rollup)
{
	int32_t first;

	return rollup_each_day(rollup, "partners", rollup_partners_day, &first) &&
	       partner_trim(rollup->job->db, first, rollup->today - 1) == DB_OK;
}
