/* Points by month of issue and of expiry. What a day did with them is read from
 * what it booked; what is open is counted over the open lots, once a night; the
 * estimate of what lapses is kept with its day. */
#include "base/mem.h"
#include "job/rollup.h"
#include "rule/plan.h"
#include "service/liability.h"
#include "store/rollup.h"

struct lots_work {
	int32_t day;
	struct liability_use *uses;
	struct liability_lot *lots;
	struct liability_sale sale;
	int n_uses, n_lots;
};

static enum db write_day(struct database *db, void *arg)
{
	const struct lots_work *w = arg;
	enum db got = liability_uses_write(db, w->day, w->uses, w->n_uses);

	return got == DB_OK ? liability_sale_write(db, w->day, &w->sale) : got;
}

static enum db write_lots(struct database *db, void *arg)
{
	const struct lots_work *w = arg;

	return liability_lots_write(db, w->lots, w->n_lots);
}

/* What DAY did. */
static bool make_uses(struct rollup *rollup, int32_t day)
{
	struct database *db = rollup->job->db;
	void *mem = talloc_new(rollup->job->mem);
	struct lots_work w = {.day = day};
	bool good = liability_uses_of(db, mem, day, &w.uses, &w.n_uses) == DB_OK &&
	            liability_sale_of(db, day, &w.sale) == DB_OK &&
	            db_transact(db, write_day, &w) == DB_OK;

	talloc_free(mem);
	return good;
}

/* What is open now, and the estimate that follows. */
static bool make_open(struct rollup *rollup)
{
	struct job *job = rollup->job;
	const struct plan_book *book = job->plans;
	void *mem = talloc_new(job->mem);
	struct lots_work w = {.day = rollup->today};
	struct liability now;
	bool good = liability_lots_now(job->db, mem, &w.lots, &w.n_lots) == DB_OK &&
	            db_transact(job->db, write_lots, &w) == DB_OK;

	if (good && book->n > 0)
		good = liability_make(job->db, mem, plan_on(book, rollup->today), rollup->today,
		                      &now) == DB_OK &&
		       liability_estimate_add(job->db, &now.estimate) == DB_OK;
	talloc_free(mem);
	return good;
}

bool rollup_lots_day(struct rollup *rollup, int32_t day)
{
	return make_uses(rollup, day) && (day < rollup->today - 1 || make_open(rollup));
}

bool rollup_lots_full(struct rollup *rollup)
{
	int32_t first;

	return rollup_each_day(rollup, "lots", make_uses, &first) &&
	       liability_trim(rollup->job->db, first, rollup->today - 1) == DB_OK &&
	       make_open(rollup);
}
