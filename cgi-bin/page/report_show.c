/* A report as a page: figures, charts and tables. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "page/report_frame_private.h"
#include "page/report_words.h"
#include "view/chart.h"

#define HEAT 9     /* shades of a cell */
#define DRAWN 92   /* standing bars at most */
#define RANKED 20  /* lying bars at most */
#define MARK_LEN 8 /* characters beneath a bar */

/* VALUE at NAME of NODE: text, .Value or .Iso, .N, .Href. */
static void fill_value(struct request *r, struct view_node *node, const char *name,
                       enum report_unit unit, const struct report_value *value)
{
	struct view_node *at = view_node(node, name);
	char *text = report_value_text(r, unit, value), iso[INSTANT_TEXT];

	view_str(node, name, text);
	view_flag(at, "None", value->none);
	if (value->none)
		return;
	view_str(at, "Href", value->href);
	if (value->of)
		view_sentence(at, "N", "Lang.Reports.N", text_points(r->mem, value->of), NULL);
	if (unit == UNIT_TEXT)
		return;
	if (unit == UNIT_DAY || unit == UNIT_MONTH) {
		day_iso(iso, (int32_t)value->number);
		view_str(at, "Iso", talloc_strndup(r->mem, iso, unit == UNIT_MONTH ? 7 : 10));
	} else if (unit == UNIT_INSTANT) {
		view_str(at, "Iso", instant_local(iso, value->number));
	} else {
		view_figure(node, name, text, value->number);
	}
}

/* ---- figures */

/* The difference of two figures in their unit; of rates in points of a hundred. */
static void fill_change(struct request *r, struct view_node *row, const struct report_figure *f)
{
	struct report_value change = {.number = f->value.number - f->before.number};
	char *text;

	if (f->value.none || f->before.none)
		return;
	text = report_value_text(r, f->unit, &change);
	if (change.number > 0 && f->unit != UNIT_CHANGE)
		text = talloc_asprintf(r->mem, "+%s", text);
	view_figure(row, "Change", text, change.number);
}

static void fill_figures(struct request *r, const struct report *report)
{
	struct view_node *root = page_root(r);
	bool compared = false;

	for (int i = 0; i < report->n_figures; i++) {
		const struct report_figure *f = &report->figures[i];
		struct view_node *row = view_row(root, "Figures", i);

		view_str(row, "Key", f->key);
		view_str(row, "Name", report_said(r, report, "Figure", f->key));
		view_str(row, "What", report_said(r, report, "What", f->key));
		fill_value(r, row, "Text", f->unit, &f->value);
		if (!f->before.none)
			fill_value(r, row, "Before", f->unit, &f->before);
		fill_change(r, row, f);
		compared = compared || !f->before.none;
	}
	view_flag(root, "HasBefore", compared);
}

/* ---- charts */

/* The place of a row beneath its bar: a date in short, else the name's beginning. */
static char *mark_of(struct request *r, const struct report_table *table,
                     const struct report_value *cell)
{
	enum report_unit unit = table->columns[0].unit;
	char iso[INSTANT_TEXT], *text;
	size_t at = 0;

	if (unit == UNIT_DAY || unit == UNIT_MONTH) {
		day_iso(iso, (int32_t)cell->number);
		return unit == UNIT_DAY ? talloc_strdup(r->mem, iso + 5)
		                        : talloc_strndup(r->mem, iso, 7);
	}
	text = report_value_text(r, unit, cell);
	if (table->drawing == DRAW_RANK || utf8_length(text) <= MARK_LEN)
		return text;
	for (int n = 0; text[at] && n < MARK_LEN - 1; n++)
		do
			at++;
		while (((unsigned char)text[at] & 0xc0) == 0x80);
	return talloc_asprintf(r->mem, "%.*s…", (int)at, text);
}

static char *tip_of(struct request *r, const struct report *report,
                    const struct report_table *table, const struct report_value *row)
{
	char *text = talloc_asprintf(r->mem, "%s: %s %s",
	                             report_value_text(r, table->columns[0].unit, &row[0]),
	                             report_head(r, report, table, table->up),
	                             report_value_text(r, table->columns[table->up].unit,
	                                               &row[table->up]));

	if (table->down < 0)
		return text;
	return talloc_asprintf(r->mem, "%s, %s %s", text, report_head(r, report, table, table->down),
	                       report_value_text(r, table->columns[table->down].unit,
	                                         &row[table->down]));
}

static void bar_of(struct request *r, const struct report *report,
                   const struct report_table *table, const struct report_value *row,
                   struct chart_bar *bar)
{
	const struct report_value *up = &row[table->up];

	bar->none = up->none;
	bar->up = up->none ? 0 : up->number;
	if (table->down >= 0)
		bar->down = row[table->down].none ? 0 : llabs(row[table->down].number);
	if (bar->up < 0) {
		bar->down = table->down < 0 ? -bar->up : bar->down;
		bar->up = 0;
	}
	bar->mark = mark_of(r, table, &row[0]);
	bar->tip = tip_of(r, report, table, row);
}

static char *scale_money(void *mem, int64_t fen)
{
	return text_money(mem, fen);
}

static char *scale_rate(void *mem, int64_t rate)
{
	return talloc_asprintf(mem, "%s%%", text_decimal(mem, rate));
}

static char *scale_score(void *mem, int64_t score)
{
	return text_decimal(mem, score);
}

static void scale_of(struct chart *chart, enum report_unit unit)
{
	if (unit == UNIT_FEN)
		chart->text = scale_money;
	else if (unit == UNIT_RATE)
		chart->text = scale_rate;
	else if (unit == UNIT_SCORE)
		chart->text = scale_score;
}

bool report_draw(struct request *r, struct view_node *node, const struct report *report,
                 const struct report_table *table, int i)
{
	struct view_node *root = page_root(r);
	int most = table->drawing == DRAW_RANK ? RANKED : DRAWN;
	int rows = table->n_rows - (table->total ? 1 : 0);
	struct chart chart = {.id = talloc_asprintf(r->mem, "chart-%d", i)};
	struct chart_bar *bars;

	rows = table->n_drawn > 0 && table->n_drawn < rows ? table->n_drawn : rows;
	chart.n = rows > most ? most : rows;
	if (table->drawing == DRAW_NONE || chart.n <= 0)
		return false;
	chart.drawing = table->drawing == DRAW_LINE   ? CHART_LINE
	                : table->drawing == DRAW_RANK ? CHART_RANK
	                                              : CHART_BARS;
	bars = talloc_zero_array(r->mem, struct chart_bar, (unsigned)chart.n);
	for (int k = 0; k < chart.n; k++)
		bar_of(r, report, table, table->cells + k * table->n_columns, &bars[k]);
	chart.bars = bars;
	chart.title = talloc_asprintf(r->mem, "%s · %s",
	                              report_said(r, report, "Table",
	                                          talloc_asprintf(r->mem, "%s.Title", table->name)),
	                              report_head(r, report, table, table->up));
	chart.desc = view_words(root, "Lang.Reports.ChartDesc");
	chart.up_name = report_head(r, report, table, table->up);
	if (table->down >= 0)
		chart.down_name = report_head(r, report, table, table->down);
	scale_of(&chart, table->columns[table->up].unit);
	return chart_fill(node, r->mem, &chart);
}

/* ---- tables */

/* The shade of a cell, 0–9: its share of the column's greatest. */
static int heat_of(const struct report_table *table, int column, int64_t number)
{
	int64_t most = 0;
	int rows = table->n_rows - (table->total ? 1 : 0);

	for (int i = 0; i < rows; i++) {
		const struct report_value *cell = &table->cells[i * table->n_columns + column];

		most = !cell->none && cell->number > most ? cell->number : most;
	}
	return most > 0 && number > 0 ? (int)((__int128)number * HEAT / most) : 0;
}

static void fill_row(struct request *r, struct view_node *row, const struct report *report,
                     const struct report_table *table, int i)
{
	bool total = table->total && i == table->n_rows - 1;

	view_flag(row, "Total", total);
	for (int k = 0; k < table->n_columns; k++) {
		const struct report_value *value = &table->cells[i * table->n_columns + k];
		struct view_node *cell = k == 0 ? view_node(row, "Head") : view_row(row, "Cells", k - 1);
		enum report_unit unit = table->columns[k].unit;

		/* The sum's name stands where the others have a date. */
		fill_value(r, cell, "Text", value->text && k == 0 ? UNIT_TEXT : unit, value);
		view_str(cell, "Label", report_head(r, report, table, k));
		view_flag(cell, "Words", unit == UNIT_TEXT);
		if (table->columns[k].intensity && !total && !value->none && heat_of(table, k, value->number))
			view_str(cell, "Heat",
			         talloc_asprintf(r->mem, "%d", heat_of(table, k, value->number)));
	}
}

static void fill_table(struct request *r, const struct report *report, int i)
{
	const struct report_table *table = report->tables[i];
	struct view_node *node = view_row(page_root(r), "Tables", i), *column;
	char *link = report_path(r->mem, report, ".csv");
	bool dated = report->kind->dated;

	view_str(node, "Key", table->name);
	view_str(node, "Id", talloc_asprintf(r->mem, "table-%s", table->name));
	view_str(node, "Title", report_said(r, report, "Table",
	                                    talloc_asprintf(r->mem, "%s.Title", table->name)));
	view_str(node, "Note", report_said(r, report, "Table",
	                                   talloc_asprintf(r->mem, "%s.Note", table->name)));
	if (dated)
		link = report_link(r->mem, link, &report->period);
	view_str(node, "Csv", talloc_asprintf(r->mem, "%s%stable=%s", link, dated ? "&" : "?",
	                                      table->name));
	for (int k = 0; k < table->n_columns; k++) {
		column = view_row(node, "Columns", k);
		view_str(column, "Name", report_head(r, report, table, k));
		view_flag(column, "Num", table->columns[k].unit != UNIT_TEXT && k > 0);
	}
	for (int k = 0; k < table->n_rows; k++)
		fill_row(r, view_row(node, "Rows", k), report, table, k);
	view_flag(node, "HasChart", report_draw(r, view_node(node, "Chart"), report, table, i));
}

void report_show(struct request *r, struct report *report)
{
	struct view_node *root = page_root(r);
	char *xlsx = report_path(r->mem, report, ".xlsx");

	view_flag(root, "HasReport", true);
	view_str(root, "About", report_said(r, report, "About", NULL));
	if (report->only) {
		view_str(root, "Only", report->only_name);
		view_str(root, "Only.Code", report->only);
		view_str(root, "Only.All",
		         report_link(r->mem, talloc_asprintf(r->mem, "/admin/reports/%s",
		                                             report->kind->code),
		                     &report->period));
	}
	view_str(root, "Warning", report->warning);
	view_instant(root, "AsOf", report->as_of);
	view_str(root, "Xlsx",
	         report->kind->dated ? report_link(r->mem, xlsx, &report->period) : xlsx);
	fill_figures(r, report);
	for (int i = 0; i < report->n_tables; i++)
		fill_table(r, report, i);
}
