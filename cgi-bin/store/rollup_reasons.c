#include "store/rollup_reasons.h"

#include <string.h>

#include "base/mem.h"
#include "store/rollup_reasons_private.h"

#define SUM(of) "CAST(COALESCE(SUM(" of "), 0) AS SIGNED)"
#define ZERO3 ", 0, 0, 0"
#define KEYLESS ", NULL, 0, 0, '', '', '', "
#define IN_DAYS " WHERE day BETWEEN ? AND ?"

#define ITEM_SUMS                                                                        \
	SUM("placed") ", " SUM("quantity") ", " SUM("points") ", " SUM("value_fen") ", "     \
	SUM("sent") ", " SUM("on_time") ", " SUM("wait_days") ", " SUM("received") ", "      \
	SUM("rejected") ", " SUM("cancelled") ", " SUM("points_back") ", " SUM("rated") ", " \
	SUM("score") ZERO3 " FROM rollup_redemption" IN_DAYS
#define DRAW_SUMS                                                                        \
	SUM("tickets") ", " SUM("entrants") ", " SUM("points") ", " SUM("points_back") ", "  \
	SUM("wins") ", " SUM("won_fen") ", " SUM("delivered") ", " SUM("delivered_fen") ", " \
	SUM("forfeited") ", " SUM("forfeited_fen") ZERO3 ZERO3 " FROM rollup_draw" IN_DAYS
#define ANSWER_SUMS                                                                      \
	SUM("answered") ", " SUM("nps") ", " SUM("nps_high") ", " SUM("nps_low") ", "        \
	SUM("scales") ", " SUM("scales_high") ", " SUM("product") ", " SUM("product_sum") ", " \
	SUM("service") ", " SUM("service_sum") ", " SUM("environment") ", "                  \
	SUM("environment_sum") ", " SUM("expectation") ", " SUM("expectation_sum") ", "      \
	SUM("word_of_mouth") ", " SUM("word_of_mouth_sum") " FROM rollup_survey" IN_DAYS
#define STEP_SUMS SUM("n") ", " SUM("points") ZERO3 ZERO3 ZERO3 ZERO3 ", 0, 0 FROM rollup_flow"

static const struct db_sql items_by_day = {
	"SELECT day" KEYLESS ITEM_SUMS " GROUP BY day ORDER BY day", "dd", ROLL_OUT };
static const struct db_sql items_by_key = {
	"SELECT NULL, NULL, 0, 0, item, category, supplier, " ITEM_SUMS
	" GROUP BY item, category, supplier", "dd", ROLL_OUT };
static const struct db_sql draws_by_day = {
	"SELECT day" KEYLESS DRAW_SUMS " GROUP BY day ORDER BY day", "dd", ROLL_OUT };
static const struct db_sql draws_by_key = {
	"SELECT NULL, NULL, draw_id, prize_no, '', '', '', " DRAW_SUMS
	" GROUP BY draw_id, prize_no", "dd", ROLL_OUT };
static const struct db_sql answers_by_day = {
	"SELECT day" KEYLESS ANSWER_SUMS " GROUP BY day ORDER BY day", "dd", ROLL_OUT };
static const struct db_sql answers_by_key = {
	"SELECT NULL, NULL, 0, 0, survey, category, guide, " ANSWER_SUMS
	" GROUP BY survey, category, guide", "dd", ROLL_OUT };
static const struct db_sql steps_by_day = {
	"SELECT day, NULL, 0, 0, flow, step, '', " STEP_SUMS
	" WHERE flow IN ('redemption', 'survey', 'referral') AND day BETWEEN ? AND ?"
	" GROUP BY day, flow, step ORDER BY day", "dd", ROLL_OUT };
static const struct db_sql steps_by_key = {
	"SELECT NULL, NULL, 0, 0, flow, step, '', " STEP_SUMS
	" WHERE flow IN ('redemption', 'survey', 'referral') AND day BETWEEN ? AND ?"
	" GROUP BY flow, step", "dd", ROLL_OUT };
static const struct db_sql steps_by_begun = {
	"SELECT NULL, NULL, 0, 0, flow, step, '', " STEP_SUMS
	" WHERE flow IN ('redemption', 'survey', 'referral') AND begun_on BETWEEN ? AND ?"
	" GROUP BY flow, step", "dd", ROLL_OUT };

static const struct db_sql items_put = {
	"INSERT INTO rollup_redemption (day, item, category, supplier, placed, quantity, points,"
	" value_fen, sent, on_time, wait_days, received, rejected, cancelled, points_back, rated,"
	" score) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"dsss" "iiiiiiiiiiiii", "" };
static const struct db_sql draws_put = {
	"INSERT INTO rollup_draw (day, draw_id, prize_no, tickets, entrants, points, points_back,"
	" wins, won_fen, delivered, delivered_fen, forfeited, forfeited_fen)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"dii" "iiiiiiiiii", "" };
static const struct db_sql answers_put = {
	"INSERT INTO rollup_survey (day, survey, category, guide, answered, nps, nps_high, nps_low,"
	" scales, scales_high, product, product_sum, service, service_sum, environment,"
	" environment_sum, expectation, expectation_sum, word_of_mouth, word_of_mouth_sum)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	"dsss" "iiiiiiiiiiiiiiii", "" };
static const struct db_sql steps_put = {
	"INSERT INTO rollup_flow (day, begun_on, flow, step, n, points) VALUES (?, ?, ?, ?, ?, ?)",
	"ddss" "ii", "" };

static const struct db_sql items_drop = { "DELETE FROM rollup_redemption WHERE day = ?", "d", "" };
static const struct db_sql draws_drop = { "DELETE FROM rollup_draw WHERE day = ?", "d", "" };
static const struct db_sql answers_drop = { "DELETE FROM rollup_survey WHERE day = ?", "d", "" };
static const struct db_sql steps_drop = {
	"DELETE FROM rollup_flow WHERE flow IN ('redemption', 'survey', 'referral') AND day = ?", "d",
	"" };
static const struct db_sql items_forget = {
	"DELETE FROM rollup_redemption WHERE day < ? OR day > ?", "dd", "" };
static const struct db_sql draws_forget = {
	"DELETE FROM rollup_draw WHERE day < ? OR day > ?", "dd", "" };
static const struct db_sql answers_forget = {
	"DELETE FROM rollup_survey WHERE day < ? OR day > ?", "dd", "" };
static const struct db_sql steps_forget = {
	"DELETE FROM rollup_flow WHERE day < ? OR day > ?", "dd", "" };

static const struct family {
	const struct db_sql *by_day, *by_key, *put, *drop, *forget;
	int keys, values; /* how many of .key and .v it has */
	bool numbered, begun;
} families[ROLL__MAX] = {
	[ROLL_ITEMS] = {&items_by_day, &items_by_key, &items_put, &items_drop, &items_forget, 3,
	                RI__MAX, false, false},
	[ROLL_DRAWS] = {&draws_by_day, &draws_by_key, &draws_put, &draws_drop, &draws_forget, 0,
	                RD__MAX, true, false},
	[ROLL_ANSWERS] = {&answers_by_day, &answers_by_key, &answers_put, &answers_drop,
	                  &answers_forget, 3, RS__MAX, false, false},
	[ROLL_STEPS] = {&steps_by_day, &steps_by_key, &steps_put, &steps_drop, &steps_forget, 2,
	                RF__MAX, false, true},
};

static const struct db_sql until_of = {
	"SELECT until_day FROM rollup_reasons WHERE one = 1", "", "d" };
static const struct db_sql until_put = {
	"INSERT INTO rollup_reasons (one, until_day) VALUES (1, ?)"
	" ON DUPLICATE KEY UPDATE until_day = GREATEST(until_day, VALUES(until_day))", "d", "" };
static const struct db_sql until_forget = { "DELETE FROM rollup_reasons WHERE one = 1", "", "" };

enum db roll_until(struct database *db, int32_t *until)
{
	return db_one(db, NULL, &until_of, until);
}

enum db roll_put_until(struct database *db, int32_t until)
{
	return db_run(db, &until_put, until);
}

enum db roll_forget(struct database *db, int32_t first, int32_t last)
{
	enum db got = db_run(db, &until_forget);

	for (int f = 0; got == DB_OK && f < ROLL__MAX; f++)
		got = db_run(db, families[f].forget, first, last);
	return got;
}

static enum db put_row(struct database *db, const struct family *f, int32_t day,
                       const struct roll_row *row)
{
	struct db_value in[4 + ROLL_VALUES] = {{.number = day}};
	int n = 1;

	if (f->begun)
		in[n++].number = row->begun_on;
	if (f->numbered) {
		in[n++].number = row->draw_id;
		in[n++].number = row->prize_no;
	}
	for (int i = 0; i < f->keys; i++)
		in[n++].text = row->key[i];
	for (int i = 0; i < f->values; i++)
		in[n++].number = row->v[i];
	return db_run_values(db, f->put, in);
}

enum db roll_put(struct database *db, const struct roll_day *day)
{
	enum db got = DB_OK;

	for (int f = 0; got == DB_OK && f < ROLL__MAX; f++) {
		got = db_run(db, families[f].drop, day->day);
		for (int i = 0; got == DB_OK && i < day->n[f]; i++)
			got = put_row(db, &families[f], day->day, &day->rows[f][i]);
	}
	return got;
}

/* ---- sums of some days */

/* Whether two rows are of one group. */
static bool is_key(const struct roll_row *row, const struct roll_row *like, int keys)
{
	for (int i = 0; i < keys; i++)
		if (strcmp(row->key[i], like->key[i]) != 0)
			return false;
	return row->day == like->day && row->draw_id == like->draw_id &&
	       row->prize_no == like->prize_no;
}

/* What of ROW the grouping keeps. */
static struct roll_row grouped(const struct roll_row *row, enum roll_family family,
                               enum roll_grouping grouping)
{
	struct roll_row out = *row;
	bool keyed = grouping != ROLL_BY_DAY;

	out.begun_on = DAY_NONE;
	if (keyed)
		out.day = DAY_NONE;
	for (int i = 0; !keyed && family != ROLL_STEPS && i < ROLL_KEYS; i++)
		out.key[i] = (char *)""; /* read only */
	if (!keyed)
		out.draw_id = out.prize_no = 0;
	return out;
}

static void fold(void *mem, const struct roll_row *row, int keys, struct roll_row **rows, int *n)
{
	int i = 0;

	while (i < *n && !is_key(&(*rows)[i], row, keys))
		i++;
	if (i < *n) {
		for (int k = 0; k < ROLL_VALUES; k++)
			(*rows)[i].v[k] += row->v[k];
		return;
	}
	*rows = talloc_realloc(mem, *rows, struct roll_row, (unsigned)*n + 1);
	(*rows)[(*n)++] = *row;
}

static enum db read_added(struct database *db, void *mem, enum roll_family family,
                          enum roll_grouping grouping, int32_t from, int32_t to,
                          struct roll_row **rows, int *n)
{
	const struct family *f = &families[family];
	struct db_value in[2] = {{.number = from}, {.number = to}};

	if (to < from)
		return DB_OK;
	return roll_rows(db, mem, grouping == ROLL_BY_BEGUN ? &steps_by_begun
	                          : grouping == ROLL_BY_DAY ? f->by_day
	                                                    : f->by_key, in, rows, n);
}

/* Adds the facts of the days that are not added up yet. */
static enum db read_rest(struct database *db, void *mem, enum roll_family family,
                         enum roll_grouping grouping, const int32_t asked[2], int32_t from,
                         int32_t to, struct roll_row **rows, int *n)
{
	struct roll_row *facts;
	int n_facts;
	enum db got;

	if (to < from)
		return DB_OK;
	got = roll_facts(db, mem, family, from, to, &facts, &n_facts);
	for (int i = 0; got == DB_OK && i < n_facts; i++) {
		struct roll_row row = grouped(&facts[i], family, grouping);

		if (grouping == ROLL_BY_BEGUN &&
		    (facts[i].begun_on < asked[0] || facts[i].begun_on > asked[1]))
			continue;
		fold(mem, &row, ROLL_KEYS, rows, n);
	}
	return got;
}

enum db roll_read(struct database *db, void *mem, enum roll_family family,
                  enum roll_grouping grouping, int32_t from, int32_t to, int32_t today,
                  struct roll_row **rows, int *n)
{
	bool begun = grouping == ROLL_BY_BEGUN;
	int32_t until = DAY_NONE, asked[2] = {from, to};
	int32_t first, last = begun ? today : to; /* of the facts */
	enum db got = roll_until(db, &until);

	*rows = NULL;
	*n = 0;
	if (got != DB_OK && got != DB_NONE)
		return got;
	if (got == DB_NONE)
		until = from - 1;
	else
		got = read_added(db, mem, family, grouping, from, begun || until > to ? to : until, rows,
		                 n);
	/* What began on a day took its steps on that day or later. */
	first = until + 1 > from ? until + 1 : from;
	if (got == DB_OK || got == DB_NONE)
		got = read_rest(db, mem, family, grouping, asked, first, last, rows, n);
	return got;
}
