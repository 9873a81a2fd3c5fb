#include "page/report_reasons.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define DAYS_SHOWN 92 /* longer periods are shown by month */

enum db reasons_read(struct request *r, struct database *db, struct reasons *out,
                     enum roll_family family, enum roll_grouping grouping, int32_t from,
                     int32_t to)
{
	return roll_read(db, r->mem, family, grouping, from, to, day_of(page_now(r)), &out->rows,
	                 &out->n);
}

static void add(struct roll_row *to, const struct roll_row *row)
{
	for (int i = 0; i < ROLL_VALUES; i++)
		to->v[i] += row->v[i];
}

struct roll_row reasons_sum(const struct reasons *days, int32_t from, int32_t to)
{
	struct roll_row sum = {.day = from};

	for (int i = 0; i < days->n; i++)
		if (days->rows[i].day >= from && days->rows[i].day <= to)
			add(&sum, &days->rows[i]);
	return sum;
}

static bool is_step(const struct roll_row *row, const char *flow, const char *step)
{
	return strcmp(row->key[0], flow) == 0 && strcmp(row->key[1], step) == 0;
}

int64_t reasons_step(const struct reasons *steps, const char *flow, const char *step, int place)
{
	int64_t sum = 0;

	for (int i = 0; i < steps->n; i++)
		if (is_step(&steps->rows[i], flow, step))
			sum += steps->rows[i].v[place];
	return sum;
}

int64_t reasons_step_in(const struct reasons *days, const char *flow, const char *step, int place,
                        int32_t from, int32_t to)
{
	int64_t sum = 0;

	for (int i = 0; i < days->n; i++)
		if (days->rows[i].day >= from && days->rows[i].day <= to &&
		    is_step(&days->rows[i], flow, step))
			sum += days->rows[i].v[place];
	return sum;
}

static int by_key(const void *a, const void *b)
{
	const struct roll_row *x = a, *y = b;
	int order = 0;

	for (int i = 0; order == 0 && i < ROLL_KEYS; i++)
		order = strcmp(x->key[i], y->key[i]);
	if (order == 0)
		order = (x->draw_id > y->draw_id) - (x->draw_id < y->draw_id);
	return order ? order : (x->prize_no > y->prize_no) - (x->prize_no < y->prize_no);
}

void reasons_sort(struct reasons *rows, int place)
{
	if (rows->n == 0)
		return;
	qsort(rows->rows, (size_t)rows->n, sizeof *rows->rows, by_key);
	/* Stable, and lists are short: greatest first behind the order by key. */
	for (int i = 1; i < rows->n; i++) {
		struct roll_row row = rows->rows[i];
		int k = i;

		for (; k > 0 && rows->rows[k - 1].v[place] < row.v[place]; k--)
			rows->rows[k] = rows->rows[k - 1];
		rows->rows[k] = row;
	}
}

struct reasons reasons_by(void *mem, const struct reasons *rows, int key, int place)
{
	struct reasons out = {talloc_zero_array(mem, struct roll_row, (unsigned)rows->n + 1), 0};

	for (int i = 0; i < rows->n; i++) {
		const struct roll_row *row = &rows->rows[i];
		int k = 0;

		while (k < out.n && strcmp(out.rows[k].key[key], row->key[key]) != 0)
			k++;
		if (k == out.n) {
			out.rows[k].day = out.rows[k].begun_on = DAY_NONE;
			for (int j = 0; j < ROLL_KEYS; j++)
				out.rows[k].key[j] = j == key ? row->key[key] : (char *)""; /* read only */
			out.n++;
		}
		add(&out.rows[k], row);
	}
	reasons_sort(&out, place);
	return out;
}

struct reasons reasons_spans(void *mem, const struct report_period *period,
                             const struct reasons *days, bool *months)
{
	int32_t length = period->to - period->from + 1;
	struct reasons out = {talloc_zero_array(mem, struct roll_row, (unsigned)length), 0};
	int at = 0;

	*months = length > DAYS_SHOWN;
	for (int32_t day = period->from; day <= period->to; day++)
		if (out.n == 0 || !*months || civil_of(day).day == 1)
			out.rows[out.n++].day = day;
	for (int i = 0; i < days->n; i++) {
		const struct roll_row *row = &days->rows[i];

		if (row->day < period->from || row->day > period->to)
			continue;
		while (at > 0 && out.rows[at].day > row->day)
			at--;
		while (at + 1 < out.n && out.rows[at + 1].day <= row->day)
			at++;
		add(&out.rows[at], row);
	}
	return out;
}

struct report_table *reasons_table(struct report *report, const char *name,
                                   const struct reasons_column *columns)
{
	struct report_table *table = report_table(report, name);

	for (const struct reasons_column *c = columns; c->key; c++)
		report_column(report, table, c->key, c->unit);
	return table;
}

void reasons_figure(struct report *report, const char *key, enum report_unit unit, int64_t value,
                    int64_t before)
{
	report_figure(report, key, unit, report_number(value), report_number(before));
}

struct report_value reasons_mean(int64_t sum, int64_t n)
{
	struct report_value value = report_none();
	int64_t twice = 200 * sum;

	if (n <= 0)
		return value;
	value = report_number((twice + (sum < 0 ? -n : n)) / (2 * n));
	value.of = n;
	return value;
}

struct report_value reasons_share(int64_t part, int64_t whole)
{
	struct report_value value = report_rate(part, whole);

	value.of = 0;
	return value;
}

int64_t reasons_worth(struct request *r, int64_t points, int32_t day)
{
	const struct plan *plan = plan_on(portal_of(r)->plans, day);

	return (int64_t)((__int128)points * plan->coupon.unit_fen / plan->coupon.unit_points);
}

struct report_value reasons_words(struct request *r, const char *name, const char *key)
{
	char *path = talloc_asprintf(r->mem, "Lang.Reports.%s.%s", name, key);

	return report_text(view_words(page_root(r), path));
}

const char *reasons_name(struct request *r, const char *name, const char *name_en)
{
	return view_lang(page_root(r)) == LANG_EN && name_en[0] ? name_en : name;
}

void reasons_rows(struct report *report, struct report_table *table, const struct reasons *spans,
                  const int *places, int n)
{
	for (int i = 0; i < spans->n; i++) {
		struct report_value *cell = report_row(report, table);

		cell[0] = report_number(spans->rows[i].day);
		for (int k = 0; k < n; k++)
			cell[1 + k] = report_number(spans->rows[i].v[places[k]]);
	}
}
