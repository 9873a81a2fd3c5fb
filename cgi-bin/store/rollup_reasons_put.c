/* Writing what is added up: a day (grains d and t), then what follows from days:
 * whole months (m), and all that became of what began on a day (c). */
#include <string.h>

#include "base/mem.h"
#include "store/rollup_reasons_private.h"

#define MONTH "DATE_FORMAT(day, '%Y-%m-01')"
#define OF_DAYS " WHERE grain = 'd' AND day BETWEEN ? AND ?"

static const struct db_sql items_put = {
	"INSERT INTO rollup_redemption (grain, day, item, category, supplier, " ITEM_VALUES
	") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"sdsss" "iiiiiiiiiiiii", "" };
static const struct db_sql draws_put = {
	"INSERT INTO rollup_draw (grain, day, draw_id, prize_no, " DRAW_VALUES
	") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "sdii" "iiiiiiiiii", "" };
static const struct db_sql answers_put = {
	"INSERT INTO rollup_survey (grain, day, survey, category, guide, " ANSWER_VALUES
	") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"sdsss" "iiiiiiiiiiiiiiii", "" };
static const struct db_sql steps_put = {
	"INSERT INTO rollup_flow (flow, grain, day, begun_on, step, n, points)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)", "ssdds" "ii", "" };

static const struct db_sql items_drop = {
	"DELETE FROM rollup_redemption WHERE grain IN ('d', 't') AND day = ?", "d", "" };
static const struct db_sql draws_drop = {
	"DELETE FROM rollup_draw WHERE grain IN ('d', 't') AND day = ?", "d", "" };
static const struct db_sql answers_drop = {
	"DELETE FROM rollup_survey WHERE grain IN ('d', 't') AND day = ?", "d", "" };
static const struct db_sql steps_drop = {
	"DELETE FROM rollup_flow WHERE flow = ? AND grain IN ('d', 't') AND day = ?", "sd", "" };
static const struct db_sql steps_begun = {
	"SELECT MIN(begun_on) FROM rollup_flow WHERE flow = ? AND grain = 'd' AND day = ? FOR UPDATE",
	"sd", "d" };

static const struct db_sql items_month = {
	"INSERT INTO rollup_redemption (grain, day, item, category, supplier, " ITEM_VALUES
	") SELECT 'm', " MONTH " AS a_month, item, category, supplier, " ITEM_SUMS
	" FROM rollup_redemption" OF_DAYS " GROUP BY a_month, item, category, supplier", "dd", "" };
static const struct db_sql draws_month = {
	"INSERT INTO rollup_draw (grain, day, draw_id, prize_no, " DRAW_VALUES
	") SELECT 'm', " MONTH " AS a_month, draw_id, prize_no, " DRAW_SUMS " FROM rollup_draw"
	OF_DAYS " GROUP BY a_month, draw_id, prize_no", "dd", "" };
static const struct db_sql answers_month = {
	"INSERT INTO rollup_survey (grain, day, survey, category, guide, " ANSWER_VALUES
	") SELECT 'm', " MONTH " AS a_month, survey, category, guide, " ANSWER_SUMS
	" FROM rollup_survey" OF_DAYS " GROUP BY a_month, survey, category, guide", "dd", "" };
static const struct db_sql steps_all = {
	"INSERT INTO rollup_flow (flow, grain, day, begun_on, step, n, points)"
	" SELECT flow, 'c', begun_on AS a_day, begun_on, step, " STEP_SUMS " FROM rollup_flow"
	" WHERE flow = ? AND grain = 'd' AND begun_on BETWEEN ? AND ?"
	" GROUP BY flow, begun_on, step", "sdd", "" };
static const struct db_sql items_month_drop = {
	"DELETE FROM rollup_redemption WHERE grain = 'm' AND day BETWEEN ? AND ?", "dd", "" };
static const struct db_sql draws_month_drop = {
	"DELETE FROM rollup_draw WHERE grain = 'm' AND day BETWEEN ? AND ?", "dd", "" };
static const struct db_sql answers_month_drop = {
	"DELETE FROM rollup_survey WHERE grain = 'm' AND day BETWEEN ? AND ?", "dd", "" };
static const struct db_sql steps_all_drop = {
	"DELETE FROM rollup_flow WHERE flow = ? AND grain = 'c' AND day BETWEEN ? AND ?", "sdd", "" };

/* Beyond the last day, before the first; a month stands under its first day. */
#define BEYOND " (day > ? OR day < ? OR (grain <> 'm' AND day < ?))"
static const struct db_sql items_forget = {
	"DELETE FROM rollup_redemption WHERE" BEYOND, "ddd", "" };
static const struct db_sql draws_forget = { "DELETE FROM rollup_draw WHERE" BEYOND, "ddd", "" };
static const struct db_sql answers_forget = { "DELETE FROM rollup_survey WHERE" BEYOND, "ddd", "" };
static const struct db_sql steps_forget = {
	"DELETE FROM rollup_flow WHERE flow = ? AND" BEYOND, "sddd", "" };

static const struct db_sql until_put = {
	"INSERT INTO rollup_reasons (one, until_day) VALUES (1, ?)"
	" ON DUPLICATE KEY UPDATE until_day = GREATEST(until_day, VALUES(until_day))", "d", "" };

/* Statements of a family that is no steps. */
static const struct family {
	const struct db_sql *put, *drop, *month, *month_drop, *forget;
	int values;
	bool numbered; /* told apart by the draw's numbers, not by keys */
} families[ROLL__MAX] = {
	[ROLL_ITEMS] = {&items_put, &items_drop, &items_month, &items_month_drop, &items_forget,
	                RI__MAX, false},
	[ROLL_DRAWS] = {&draws_put, &draws_drop, &draws_month, &draws_month_drop, &draws_forget,
	                RD__MAX, true},
	[ROLL_ANSWERS] = {&answers_put, &answers_drop, &answers_month, &answers_month_drop,
	                  &answers_forget, RS__MAX, false},
};

const char *roll_flow(enum roll_family family)
{
	static const char *const flows[ROLL__MAX] = {[ROLL_REDEMPTIONS] = "redemption",
	                                             [ROLL_SURVEYS] = "survey",
	                                             [ROLL_REFERRALS] = "referral"};

	return flows[family];
}

int32_t roll_month(int32_t day)
{
	struct civil date = civil_of(day);

	return day - date.day + 1;
}

enum db roll_put_until(struct database *db, int32_t until)
{
	return db_run(db, &until_put, until);
}

enum db roll_forget(struct database *db, int32_t first, int32_t last)
{
	int32_t month = roll_month(first);
	enum db got = DB_OK;

	for (int f = 0; got == DB_OK && f < ROLL__MAX; f++)
		got = roll_flow((enum roll_family)f)
		              ? db_run(db, &steps_forget, roll_flow((enum roll_family)f), last, month, first)
		              : db_run(db, families[f].forget, last, month, first);
	return got;
}

/* ---- a day */

static enum db put_row(struct database *db, enum roll_family family, const char *grain,
                       int32_t day, const struct roll_row *row)
{
	const struct family *f = &families[family];
	struct db_value in[5 + ROLL_VALUES] = {{.text = grain}, {.number = day}};
	int n = 2;

	if (f->numbered) {
		in[n++].number = row->draw_id;
		in[n++].number = row->prize_no;
	}
	for (int i = 0; !f->numbered && i < ROLL_KEYS; i++)
		in[n++].text = row->key[i];
	for (int i = 0; i < f->values; i++)
		in[n++].number = row->v[i];
	return db_run_values(db, f->put, in);
}

static enum db put_family(struct database *db, const struct roll_day *day, enum roll_family family)
{
	char *const none = (char *)""; /* read only */
	struct roll_row sum = {.key = {none, none, none}};
	enum db got = db_run(db, families[family].drop, day->day);

	for (int i = 0; got == DB_OK && i < day->n[family]; i++) {
		for (int k = 0; k < ROLL_VALUES; k++)
			sum.v[k] += day->rows[family][i].v[k];
		got = put_row(db, family, "d", day->day, &day->rows[family][i]);
	}
	return got == DB_OK && day->n[family] > 0 ? put_row(db, family, "t", day->day, &sum) : got;
}

static enum db put_step(struct database *db, const char *grain, int32_t day, int32_t begun,
                        const struct roll_row *row, int64_t n, int64_t points)
{
	return db_run(db, &steps_put, row->key[0], grain, day, begun, row->key[1], n, points);
}

/* A day's steps one by one, and each in all when its first row comes. */
static enum db put_steps(struct database *db, const struct roll_day *day, enum roll_family family,
                         int32_t *begun)
{
	const struct roll_row *rows = day->rows[family];
	int32_t before = DAY_NONE;
	enum db got = db_one(db, NULL, &steps_begun, roll_flow(family), day->day, &before);

	if (got == DB_OK && before != DAY_NONE && before < *begun)
		*begun = before;
	if (got == DB_OK || got == DB_NONE)
		got = db_run(db, &steps_drop, roll_flow(family), day->day);
	for (int i = 0; got == DB_OK && i < day->n[family]; i++) {
		int64_t n = 0, points = 0;
		bool first = true;

		for (int k = 0; k < day->n[family]; k++) {
			if (strcmp(rows[k].key[1], rows[i].key[1]) != 0)
				continue;
			first = first && k >= i;
			n += rows[k].v[RF_N];
			points += rows[k].v[RF_POINTS];
		}
		if (rows[i].begun_on < *begun)
			*begun = rows[i].begun_on;
		got = put_step(db, "d", day->day, rows[i].begun_on, &rows[i], rows[i].v[RF_N],
		               rows[i].v[RF_POINTS]);
		if (got == DB_OK && first)
			got = put_step(db, "t", day->day, day->day, &rows[i], n, points);
	}
	return got;
}

enum db roll_put(struct database *db, const struct roll_day *day, int32_t *begun)
{
	enum db got = DB_OK;

	*begun = day->day;
	for (int f = 0; got == DB_OK && f < ROLL__MAX; f++)
		got = roll_flow((enum roll_family)f) ? put_steps(db, day, (enum roll_family)f, begun)
		                                     : put_family(db, day, (enum roll_family)f);
	return got;
}

/* ---- what follows from days */

enum db roll_gather(struct database *db, int32_t from, int32_t to, int32_t until, int32_t begun)
{
	int32_t first = roll_month(from), last = day_add_months(roll_month(to), 1) - 1;
	enum db got = DB_OK;

	if (last > until) /* that month is not over */
		last = roll_month(until + 1) - 1;
	for (int f = 0; got == DB_OK && f < ROLL__MAX; f++) {
		const char *flow = roll_flow((enum roll_family)f);

		if (flow) {
			got = db_run(db, &steps_all_drop, flow, begun, to);
			if (got == DB_OK)
				got = db_run(db, &steps_all, flow, begun, to);
			continue;
		}
		if (last < first)
			continue;
		got = db_run(db, families[f].month_drop, first, last);
		if (got == DB_OK)
			got = db_run(db, families[f].month, first, last);
	}
	return got;
}
