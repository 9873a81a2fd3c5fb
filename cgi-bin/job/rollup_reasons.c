/* Redemptions, draws, answers and steps by day (schema/0012). Campaigns have figures
 * of their own, counted every night while they run (job/nightly_campaigns.c); those
 * stopped before their end are counted here while refunds still change them. */
#include <string.h>

#include "base/mem.h"
#include "job/rollup.h"
#include "service/campaign.h"
#include "store/rollup_reasons.h"

struct putting {
	const struct roll_day *day;
	int32_t until;  /* DAY_NONE: as it was */
	int32_t gather; /* last day that is added up; DAY_NONE: gathered later */
};

static enum db put(struct database *db, void *arg)
{
	const struct putting *p = arg;
	int32_t day = p->day->day, begun;
	enum db got = roll_put(db, p->day, &begun);

	if (got == DB_OK && p->gather != DAY_NONE)
		got = roll_gather(db, day, day, p->gather, begun);
	return got == DB_OK && p->until != DAY_NONE ? roll_put_until(db, p->until) : got;
}

/* Adds up DAY; UNTIL and GATHER as in struct putting. */
static enum db add_up(struct database *db, int32_t day, int32_t until, int32_t gather)
{
	struct roll_day rows = {.day = day};
	struct putting p = {&rows, until, gather};
	void *mem = talloc_new(NULL);
	enum db got = DB_OK;

	for (int f = 0; got == DB_OK && f < ROLL__MAX; f++)
		got = roll_facts(db, mem, (enum roll_family)f, day, day, &rows.rows[f], &rows.n[f]);
	if (got == DB_OK)
		got = db_transact(db, put, &p);
	talloc_free(mem);
	return got;
}

static enum db count_stopped(const struct rollup *rollup)
{
	const struct job *job = rollup->job;
	struct service_env env = {.db = job->db, .config = job->config, .mem = talloc_new(NULL),
	                          .now = clock_now()};
	struct campaign_counts counts;
	struct campaign *list;
	int64_t at;
	int n = 0;
	enum db got = campaign_between(job->db, env.mem, rollup->today - CAMPAIGN_LATE_DAYS,
	                               rollup->today, &list, &n);

	for (int i = 0; job->plans && (got == DB_OK || got == DB_NONE) && i < n; i++)
		if (strcmp(list[i].state, "stopped") == 0)
			got = campaign_figures(&env, job->plans, &list[i], 0, &counts, &at);
	talloc_free(env.mem);
	return got == DB_NONE ? DB_OK : got;
}

/* The days that lack, up to DAY; of days that are there, DAY alone anew. */
bool rollup_reasons_day(struct rollup *rollup, int32_t day)
{
	struct database *db = rollup->job->db;
	int32_t until = DAY_NONE, first = day;
	enum db got = roll_until(db, &until);

	if (got == DB_OK && until >= day)
		return add_up(db, day, DAY_NONE, until) == DB_OK;
	if (got == DB_OK)
		first = until + 1;
	else if (got == DB_NONE)
		got = roll_first(db, &first);
	if (got == DB_NONE || (got == DB_OK && first > day)) {
		first = day; /* nothing happened before */
		got = DB_OK;
	}
	for (int32_t at = first; got == DB_OK && at <= day; at++)
		got = add_up(db, at, at, at);
	if (got == DB_OK && day == rollup->today - 1)
		got = count_stopped(rollup);
	return got == DB_OK;
}

struct whole {
	int32_t first, last;
};

/* What follows from all days at once, and that pages may read it. */
static enum db finish(struct database *db, void *arg)
{
	const struct whole *w = arg;
	enum db got = roll_forget(db, w->first, w->last);

	if (got == DB_OK)
		got = roll_gather(db, w->first, w->last, w->last, w->first);
	return got == DB_OK ? roll_put_until(db, w->last) : got;
}

bool rollup_reasons_full(struct rollup *rollup)
{
	struct whole w = {.last = rollup->today - 1};
	struct database *db = rollup->job->db;
	enum db got = roll_first(db, &w.first);

	if (got == DB_NONE || (got == DB_OK && w.first > w.last)) {
		w.first = w.last;
		got = DB_OK;
	}
	/* In place, day by day: pages go on reading what is there. */
	for (int32_t day = w.first; got == DB_OK && day <= w.last; day++)
		got = add_up(db, day, DAY_NONE, DAY_NONE);
	if (got == DB_OK)
		got = db_transact(db, finish, &w);
	return got == DB_OK && count_stopped(rollup) == DB_OK;
}
