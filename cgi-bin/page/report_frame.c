/* What a report is built with, and its figures in words. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/report_frame_private.h"
#include "page/report_words.h"

struct report_value report_number(int64_t number)
{
	return (struct report_value){.number = number};
}

struct report_value report_text(const char *text)
{
	return (struct report_value){.text = text, .none = !text || !text[0]};
}

struct report_value report_none(void)
{
	return (struct report_value){.none = true};
}

struct report_value report_rate(int64_t part, int64_t whole)
{
	__int128 twice = (__int128)part * 20000, size = twice < 0 ? -twice : twice;
	__int128 of = whole < 0 ? -(__int128)whole : whole;
	int64_t rate;

	if (whole == 0)
		return report_none();
	rate = (int64_t)((size / of + 1) / 2);
	return (struct report_value){.number = (part < 0) != (whole < 0) ? -rate : rate,
	                             .of = whole};
}

void report_figure(struct report *report, const char *key, enum report_unit unit,
                   struct report_value value, struct report_value before)
{
	report->figures = talloc_realloc(report->mem, report->figures, struct report_figure,
	                                 (unsigned)report->n_figures + 1);
	assert(report->figures != NULL);
	report->figures[report->n_figures++] = (struct report_figure){
		.key = key, .unit = unit, .value = value, .before = before};
}

struct report_table *report_table(struct report *report, const char *name)
{
	struct report_table *table = talloc_zero(report->mem, struct report_table);

	report->tables = talloc_realloc(report->mem, report->tables, struct report_table *,
	                                (unsigned)report->n_tables + 1);
	assert(table != NULL && report->tables != NULL);
	table->name = name;
	table->down = -1;
	report->tables[report->n_tables++] = table;
	return table;
}

struct report_column *report_column(struct report *report, struct report_table *table,
                                    const char *key, enum report_unit unit)
{
	assert(table->n_rows == 0);
	table->columns = talloc_realloc(report->mem, table->columns, struct report_column,
	                                (unsigned)table->n_columns + 1);
	assert(table->columns != NULL);
	table->columns[table->n_columns] = (struct report_column){.key = key, .unit = unit};
	return &table->columns[table->n_columns++];
}

struct report_value *report_row(struct report *report, struct report_table *table)
{
	unsigned n = (unsigned)table->n_columns;
	struct report_value *row;

	table->cells = talloc_realloc(report->mem, table->cells, struct report_value,
	                              n * ((unsigned)table->n_rows + 1));
	assert(table->cells != NULL && n > 0);
	row = table->cells + n * (unsigned)table->n_rows++;
	for (unsigned i = 0; i < n; i++)
		row[i] = report_none();
	return row;
}

const char *report_said(struct request *r, const struct report *report, const char *a,
                        const char *b)
{
	return view_words(page_root(r), talloc_asprintf(r->mem, "Lang.Reports.%s.%s%s%s",
	                                                report->kind->name, a, b ? "." : "",
	                                                b ? b : ""));
}

const char *report_head(struct request *r, const struct report *report,
                        const struct report_table *table, int i)
{
	const struct report_column *column = &table->columns[i];

	return column->head ? column->head : report_said(r, report, "Column", column->key);
}

bool report_has_n(const struct report_table *table, int i)
{
	for (int row = 0; row < table->n_rows; row++)
		if (table->cells[row * table->n_columns + i].of != 0)
			return true;
	return false;
}

/* Basis points as a percentage with one decimal. */
static char *rate_text(void *mem, int64_t rate)
{
	int64_t tenths = (llabs(rate) + 5) / 10;

	return talloc_asprintf(mem, "%s%s%%", rate < 0 && tenths > 0 ? "\xe2\x88\x92" : "",
	                       text_decimal(mem, tenths * 10));
}

static char *change_text(void *mem, int64_t number)
{
	char *text = text_points(mem, number);

	return number > 0 ? talloc_asprintf(mem, "+%s", text) : text;
}

static char *score_text(void *mem, int64_t score)
{
	return talloc_asprintf(mem, "%s%s", score < 0 ? "\xe2\x88\x92" : "",
	                       text_decimal(mem, llabs(score)));
}

static char *month_text(struct request *r, int32_t day)
{
	struct report_period month = {.span = SPAN_MONTH, .from = day};

	month.to = day_add_months(day, 1) - 1;
	return report_name(r->mem, page_root(r), &month);
}

static char *instant_text(struct request *r, int64_t instant)
{
	int64_t second = instant - day_start(day_of(instant));

	return talloc_asprintf(r->mem, "%s %02d:%02d",
	                       text_day(r->mem, view_lang(page_root(r)), day_of(instant)),
	                       (int)(second / 3600), (int)(second / 60 % 60));
}

char *report_value_text(struct request *r, enum report_unit unit, const struct report_value *value)
{
	int64_t number = value->number;

	if (value->none)
		return talloc_strdup(r->mem, "–");
	switch (unit) {
	case UNIT_TEXT:
		return talloc_strdup(r->mem, value->text ? value->text : "");
	case UNIT_COUNT:
	case UNIT_POINTS:
		break;
	case UNIT_CHANGE:
		return change_text(r->mem, number);
	case UNIT_FEN:
		return text_money(r->mem, number);
	case UNIT_RATE:
		return rate_text(r->mem, number);
	case UNIT_SCORE:
		return score_text(r->mem, number);
	case UNIT_DAY:
		return text_day(r->mem, view_lang(page_root(r)), (int32_t)number);
	case UNIT_MONTH:
		return month_text(r, (int32_t)number);
	case UNIT_INSTANT:
		return instant_text(r, number);
	}
	return text_points(r->mem, number);
}

char *report_path(void *mem, const struct report *report, const char *ending)
{
	return talloc_asprintf(mem, "/admin/reports/%s%s%s%s", report->kind->code, ending,
	                       report->only ? "?partner=" : "", report->only ? report->only : "");
}

char *report_file_name(struct request *r, const struct report *report, const char *table,
                       const char *ending)
{
	char from[INSTANT_TEXT], to[INSTANT_TEXT];
	const char *code = report->kind->code;

	if (report->only)
		code = talloc_asprintf(r->mem, "%s-%s", code, report->only);
	day_iso(to, report->kind->dated ? report->period.to : day_of(report->as_of));
	if (!report->kind->dated)
		return talloc_asprintf(r->mem, "%s%s%s-%s.%s", code, table ? "-" : "",
		                       table ? table : "", to, ending);
	return talloc_asprintf(r->mem, "%s%s%s-%s-%s.%s", code, table ? "-" : "", table ? table : "",
	                       day_iso(from, report->period.from), to, ending);
}
