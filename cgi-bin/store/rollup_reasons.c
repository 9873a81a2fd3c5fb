/* What is added up: written by the night, read by the reports. */
#include "store/rollup_reasons.h"

#include <string.h>

#include "base/mem.h"
#include "store/rollup_reasons_private.h"

#define FLOW " flow = ? AND"

/* Of the statements of families and flows alike: grain, first and last day. */
static const struct db_sql items_by_day = {
	"SELECT day, NULL, 0, 0, '', '', '', " ITEM_VALUES ", 0, 0, 0 FROM rollup_redemption"
	ROLL_DAYS " ORDER BY day", "sdd", ROLL_OUT };
static const struct db_sql items_by_key = {
	"SELECT NULL, NULL, 0, 0, item, category, supplier, " ITEM_SUMS ", 0, 0, 0"
	" FROM rollup_redemption" ROLL_DAYS " GROUP BY item, category, supplier", "sdd", ROLL_OUT };
static const struct db_sql draws_by_day = {
	"SELECT day, NULL, 0, 0, '', '', '', " DRAW_VALUES ", 0, 0, 0, 0, 0, 0 FROM rollup_draw"
	ROLL_DAYS " ORDER BY day", "sdd", ROLL_OUT };
static const struct db_sql draws_by_key = {
	"SELECT NULL, NULL, draw_id, prize_no, '', '', '', " DRAW_SUMS ", 0, 0, 0, 0, 0, 0"
	" FROM rollup_draw" ROLL_DAYS " GROUP BY draw_id, prize_no", "sdd", ROLL_OUT };
static const struct db_sql answers_by_day = {
	"SELECT day, NULL, 0, 0, '', '', '', " ANSWER_VALUES " FROM rollup_survey" ROLL_DAYS
	" ORDER BY day", "sdd", ROLL_OUT };
static const struct db_sql answers_by_key = {
	"SELECT NULL, NULL, 0, 0, survey, category, guide, " ANSWER_SUMS " FROM rollup_survey"
	ROLL_DAYS " GROUP BY survey, category, guide", "sdd", ROLL_OUT };
static const struct db_sql steps_by_day = {
	"SELECT day, NULL, 0, 0, flow, step, '', n, points, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0"
	" FROM rollup_flow WHERE" FLOW " grain = ? AND day BETWEEN ? AND ? ORDER BY day", "ssdd",
	ROLL_OUT };
static const struct db_sql steps_by_key = {
	"SELECT NULL, NULL, 0, 0, flow, step, '', " STEP_SUMS ", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,"
	" 0, 0 FROM rollup_flow WHERE" FLOW " grain = ? AND day BETWEEN ? AND ? GROUP BY flow, step",
	"ssdd", ROLL_OUT };

static const struct db_sql until_of = {
	"SELECT until_day FROM rollup_reasons WHERE one = 1", "", "d" };

enum db roll_until(struct database *db, int32_t *until)
{
	return db_one(db, NULL, &until_of, until);
}

/* ---- sums of some days */

/* Whether two rows are of one group. */
static bool is_like(const struct roll_row *row, const struct roll_row *like)
{
	for (int i = 0; i < ROLL_KEYS; i++)
		if (strcmp(row->key[i], like->key[i]) != 0)
			return false;
	return row->day == like->day && row->draw_id == like->draw_id &&
	       row->prize_no == like->prize_no;
}

/* What of ROW the grouping keeps. */
static struct roll_row grouped(const struct roll_row *row, bool steps, enum roll_grouping grouping)
{
	struct roll_row out = *row;

	out.begun_on = DAY_NONE;
	if (grouping != ROLL_BY_DAY) {
		out.day = DAY_NONE;
		return out;
	}
	out.draw_id = out.prize_no = 0;
	for (int i = 0; !steps && i < ROLL_KEYS; i++)
		out.key[i] = (char *)""; /* read only */
	return out;
}

static void fold(void *mem, const struct roll_row *row, struct roll_row **rows, int *n)
{
	int i = *n - 1;

	while (i >= 0 && !is_like(&(*rows)[i], row))
		i--;
	if (i >= 0) {
		for (int k = 0; k < ROLL_VALUES; k++)
			(*rows)[i].v[k] += row->v[k];
		return;
	}
	*rows = talloc_realloc(mem, *rows, struct roll_row, (unsigned)*n + 1);
	(*rows)[(*n)++] = *row;
}

struct asking {
	struct database *db;
	void *mem;
	enum roll_family family;
	enum roll_grouping grouping;
	struct roll_row *rows;
	int n;
};

static bool is_steps(const struct asking *a)
{
	return roll_flow(a->family) != NULL;
}

/* Adds the rows of GRAIN from FROM to TO. */
static enum db read_grain(struct asking *a, const char *grain, int32_t from, int32_t to)
{
	static const struct db_sql *const by_day[] = {&items_by_day, &draws_by_day, &answers_by_day};
	static const struct db_sql *const by_key[] = {&items_by_key, &draws_by_key, &answers_by_key};
	bool day = a->grouping == ROLL_BY_DAY;
	const struct db_sql *sql = is_steps(a) ? (day ? &steps_by_day : &steps_by_key)
	                                       : (day ? by_day : by_key)[a->family];
	struct db_value in[4] = {{.text = roll_flow(a->family)}};
	struct roll_row *rows = NULL;
	int i = is_steps(a), n = 0;
	enum db got;

	if (to < from)
		return DB_OK;
	in[i++].text = grain;
	in[i++].number = from;
	in[i].number = to;
	got = roll_rows(a->db, a->mem, sql, in, &rows, &n);
	if (a->n == 0) { /* each of a query's rows is a group of its own */
		a->rows = rows;
		a->n = n;
		return got;
	}
	for (i = 0; got == DB_OK && i < n; i++)
		fold(a->mem, &rows[i], &a->rows, &a->n);
	return got;
}

/* By key: whole months where there are some, days at both ends. */
static enum db read_keys(struct asking *a, int32_t from, int32_t to)
{
	int32_t first = roll_month(from), last = roll_month(to + 1) - 1;
	enum db got;

	if (first < from)
		first = day_add_months(first, 1);
	if (last < first)
		return read_grain(a, "d", from, to);
	got = read_grain(a, "m", first, last);
	if (got == DB_OK)
		got = read_grain(a, "d", from, first - 1);
	return got == DB_OK ? read_grain(a, "d", last + 1, to) : got;
}

static enum db read_added(struct asking *a, int32_t from, int32_t to)
{
	if (to < from)
		return DB_OK;
	if (is_steps(a))
		return read_grain(a, a->grouping == ROLL_BY_BEGUN ? "c" : "t", from, to);
	return a->grouping == ROLL_BY_DAY ? read_grain(a, "t", from, to) : read_keys(a, from, to);
}

/* Adds the facts of the days that are not added up yet. */
static enum db read_rest(struct asking *a, const int32_t asked[2], int32_t from, int32_t to)
{
	struct roll_row *facts;
	int n;
	enum db got;

	if (to < from)
		return DB_OK;
	got = roll_facts(a->db, a->mem, a->family, from, to, &facts, &n);
	for (int i = 0; got == DB_OK && i < n; i++) {
		struct roll_row row = grouped(&facts[i], is_steps(a), a->grouping);
		int32_t begun = facts[i].begun_on;

		if (a->grouping != ROLL_BY_BEGUN || (begun >= asked[0] && begun <= asked[1]))
			fold(a->mem, &row, &a->rows, &a->n);
	}
	return got;
}

enum db roll_read(struct database *db, void *mem, enum roll_family family,
                  enum roll_grouping grouping, int32_t from, int32_t to, int32_t today,
                  struct roll_row **rows, int *n)
{
	struct asking a = {.db = db, .mem = mem, .family = family, .grouping = grouping};
	int32_t until = DAY_NONE, asked[2] = {from, to};
	enum db got = roll_until(db, &until);

	if (got == DB_NONE)
		until = from - 1;
	else if (got == DB_OK)
		got = read_added(&a, from, until < to ? until : to);
	/* What began on a day took its steps on that day or later. */
	if (got == DB_OK || got == DB_NONE)
		got = read_rest(&a, asked, until + 1 > from ? until + 1 : from,
		                grouping == ROLL_BY_BEGUN ? today : to);
	*rows = a.rows;
	*n = a.n;
	return got;
}
