/* The roll-up of who held which tier. */
#include <string.h>

#include "base/mem.h"
#include "job/rollup.h"
#include "store/rollup_tiers.h"

struct tier_day {
	int32_t day;
	const struct tier_move *moves;
	struct tier_flow *flows;
	int n_moves, n_flows;
};

static bool alike(const struct tier_flow *flow, const struct tier_move *move)
{
	return strcmp(flow->from, move->from) == 0 && strcmp(flow->to, move->to) == 0 &&
	       strcmp(flow->cause, move->cause) == 0;
}

/* Adds MOVE to the flow it belongs to. */
static void add_flow(void *mem, struct tier_day *d, const struct tier_move *move)
{
	struct tier_flow *flow;
	int i = 0;

	while (i < d->n_flows && !alike(&d->flows[i], move))
		i++;
	if (i == d->n_flows) {
		d->flows = talloc_realloc(mem, d->flows, struct tier_flow, (unsigned)++d->n_flows);
		flow = &d->flows[i];
		memset(flow, 0, sizeof *flow);
		memcpy(flow->from, move->from, sizeof flow->from);
		memcpy(flow->to, move->to, sizeof flow->to);
		memcpy(flow->cause, move->cause, sizeof flow->cause);
	}
	d->flows[i].members++;
}

static enum db put_day(struct database *db, void *arg)
{
	const struct tier_day *d = arg;

	return rollup_tier_put(db, d->day, d->moves, d->n_moves, d->flows, d->n_flows);
}

bool rollup_tiers_day(struct rollup *rollup, int32_t day)
{
	struct database *db = rollup->job->db;
	struct tier_day d = { .day = day };
	void *mem = talloc_new(rollup->job->mem);
	struct tier_move *moves;
	bool good = rollup_tier_moves(db, mem, day, day, day, &moves, &d.n_moves) == DB_OK;

	d.moves = moves;
	for (int i = 0; good && i < d.n_moves; i++)
		add_flow(mem, &d, &moves[i]);
	good = good && db_transact(db, put_day, &d) == DB_OK;
	talloc_free(mem);
	return good;
}

bool rollup_tiers_full(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	int32_t from = rollup->today;
	enum db got = rollup_tiers_first(db, &from);
	bool good = (got == DB_OK || got == DB_NONE) &&
	            rollup_tiers_forget(db, rollup->today) == DB_OK;

	for (int32_t day = from; good && day < rollup->today; day++)
		good = rollup_tiers_day(rollup, day);
	return good;
}
