/* The weekly count of who orders again: repurchase, retention, cohorts, RFM. */
#include "base/mem.h"
#include "job/rollup.h"
#include "rule/cohort.h"
#include "store/rollup_cohort.h"

struct count {
	struct cohorts cohorts;
	struct rfm_member *rfm;
	int n_rfm, room;
	struct rfm_cell cells[RFM_SCORES][RFM_SCORES][RFM_SCORES];
};

static void add_member(void *mem, struct count *count, const struct cohort_row *who,
                       const struct cohort_order *orders, int n)
{
	struct rfm_member rfm;

	if (!cohorts_add(&count->cohorts, who->joined_on, orders, n, &rfm))
		return;
	rfm.member_id = who->member_id;
	if (count->n_rfm == count->room) {
		count->room = count->room ? count->room * 2 : 1024;
		count->rfm = talloc_realloc(mem, count->rfm, struct rfm_member,
		                            (unsigned)count->room);
	}
	count->rfm[count->n_rfm++] = rfm;
}

/* Cuts ROWS into members. */
static void add_rows(void *mem, struct count *count, const struct cohort_row *rows, int n)
{
	struct cohort_order *orders = talloc_array(rows, struct cohort_order, (unsigned)n);

	for (int i = 0, next; i < n; i = next) {
		int found = 0;

		for (next = i; next < n && rows[next].member_id == rows[i].member_id; next++)
			if (rows[next].paid_on != DAY_NONE)
				orders[found++] = (struct cohort_order){ rows[next].paid_on,
					                                 rows[next].net_fen };
		add_member(mem, count, &rows[i], orders, found);
	}
}

static void add_cell(struct count *count, const struct rfm_member *m)
{
	struct rfm_cell *cell = &count->cells[m->recency - 1][m->frequency - 1][m->money - 1];

	if (cell->members++ == 0 || m->last < cell->first_last)
		cell->first_last = m->last;
	cell->recency = m->recency;
	cell->frequency = m->frequency;
	cell->money = m->money;
	cell->orders += m->orders;
	cell->net_fen += m->net_fen;
}

static enum db put_habits(struct database *db, const struct cohorts *c)
{
	const struct {
		const char *family, *part;
		int64_t members;
	} figures[] = {
		{ "buyers", "months24", c->buyers }, { "again", "months24", c->again },
		{ "buyers", "year", c->first_year }, { "again", "year", c->both_years },
	};
	enum db got = DB_OK;

	for (size_t i = 0; got == DB_OK && i < sizeof figures / sizeof *figures; i++)
		got = rollup_now_put(db, figures[i].family, figures[i].part, c->as_of,
		                     figures[i].members);
	for (int i = 0; got == DB_OK && i < COHORT_YEARS; i++)
		if (c->year_buyers[i] > 0)
			got = rollup_year_put(db, c->year - i, c->as_of, c->year_buyers[i],
			                      c->year_again[i]);
	return got;
}

static enum db put_cohorts(struct database *db, const struct cohorts *c)
{
	enum db got = DB_OK;

	for (int i = 0; got == DB_OK && i < COHORT_QUARTERS; i++) {
		int32_t day = cohort_quarter_day(c->quarter - i);

		if (c->joined[i] == 0)
			continue;
		got = rollup_quarter_put(db, day, -1, c->as_of, c->joined[i]);
		for (int age = 0; got == DB_OK && age <= i; age++)
			got = rollup_quarter_put(db, day, age, c->as_of, c->ordered[i][age]);
	}
	return got;
}

static enum db put_all(struct database *db, void *arg)
{
	const struct count *count = arg;
	const struct rfm_cell *cell = &count->cells[0][0][0];
	enum db got = rollup_cohort_clear(db);

	if (got == DB_OK)
		got = rollup_kinds_make(db, count->cohorts.as_of);
	if (got == DB_OK)
		got = put_habits(db, &count->cohorts);
	if (got == DB_OK)
		got = put_cohorts(db, &count->cohorts);
	for (int i = 0; got == DB_OK && i < RFM_SCORES * RFM_SCORES * RFM_SCORES; i++)
		if (cell[i].members > 0)
			got = rollup_rfm_put(db, &cell[i], count->cohorts.as_of);
	return got;
}

bool rollup_cohorts_full(struct rollup *rollup)
{
	struct database *db = rollup->job->db;
	struct count *count = talloc_zero(rollup->job->mem, struct count);
	uint64_t after = 0;
	enum db got = DB_OK;

	cohorts_begin(&count->cohorts, rollup->today - 1);
	while (got == DB_OK) {
		void *some = talloc_new(count);
		struct cohort_row *rows;
		int n;

		got = rollup_cohort_rows(db, some, after, &after, &rows, &n);
		if (got == DB_OK && n > 0)
			add_rows(count, count, rows, n);
		talloc_free(some);
	}
	rfm_score(count->rfm, count->n_rfm);
	for (int i = 0; i < count->n_rfm; i++)
		add_cell(count, &count->rfm[i]);
	if (got == DB_NONE)
		got = db_transact(db, put_all, count);
	if (got == DB_OK && !rollup_audience_segments(rollup, count->rfm, count->n_rfm))
		got = DB_FAIL;
	talloc_free(count);
	return got == DB_OK;
}
