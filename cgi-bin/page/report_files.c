/* A report as files: one table as .csv, all of them as sheets of an .xlsx. */
#include <string.h>

#include "base/mem.h"
#include "page/report_frame_private.h"
#include "page/report_words.h"
#include "view/sheet.h"
#include "web/csv_out.h"

#define WIDE 28 /* characters of the first column of a sheet */
#define NARROW 14

/* ---- .csv */

/* Percentages and yuan are plain decimals: their headings say so. */
static const char *csv_head(struct request *r, const struct report *report,
                            const struct report_table *table, int i)
{
	const char *head = report_head(r, report, table, i);
	enum report_unit unit = table->columns[i].unit;

	return unit == UNIT_RATE  ? talloc_asprintf(r->mem, "%s (%%)", head)
	       : unit == UNIT_FEN ? talloc_asprintf(r->mem, "%s (CNY)", head)
	                          : head;
}

static char *n_head(struct request *r, const char *head)
{
	return talloc_asprintf(r->mem, "%s (n)", head);
}

static void csv_value(struct request *r, enum report_unit unit, const struct report_value *value)
{
	char iso[INSTANT_TEXT];

	if (value->none) {
		csv_text(r, NULL);
	} else if (unit == UNIT_TEXT || value->text) {
		csv_text(r, value->text);
	} else if (unit == UNIT_FEN || unit == UNIT_RATE || unit == UNIT_SCORE) {
		csv_hundredths(r, value->number);
	} else if (unit == UNIT_DAY || unit == UNIT_MONTH) {
		day_iso(iso, (int32_t)value->number);
		csv_text(r, talloc_strndup(r->mem, iso, unit == UNIT_MONTH ? 7 : 10));
	} else if (unit == UNIT_INSTANT) {
		csv_text(r, instant_local(iso, value->number));
	} else {
		csv_int(r, value->number);
	}
}

static void csv_table(struct request *r, const struct report *report,
                      const struct report_table *table)
{
	for (int k = 0; k < table->n_columns; k++) {
		csv_text(r, csv_head(r, report, table, k));
		if (report_has_n(table, k))
			csv_text(r, n_head(r, report_head(r, report, table, k)));
	}
	csv_row(r);
	for (int i = 0; i < table->n_rows; i++) {
		for (int k = 0; k < table->n_columns; k++) {
			const struct report_value *value = &table->cells[i * table->n_columns + k];

			csv_value(r, table->columns[k].unit, value);
			if (!report_has_n(table, k))
				continue;
			if (value->of)
				csv_int(r, value->of);
			else
				csv_text(r, NULL);
		}
		csv_row(r);
	}
}

int report_csv(struct request *r, struct report *report)
{
	const char *name = request_query(r, "table");
	int i = 0;

	while (name && i < report->n_tables && strcmp(report->tables[i]->name, name) != 0)
		i++;
	if (i >= report->n_tables)
		return 404;
	csv_begin(r, report_file_name(r, report, report->tables[i]->name, "csv"));
	csv_table(r, report, report->tables[i]);
	return 200;
}

/* ---- .xlsx */

static void sheet_value(struct sheet_book *book, int row, int column, enum report_unit unit,
                        const struct report_value *value, bool bold)
{
	static const enum sheet_form forms[] = {
		[UNIT_TEXT] = SHEET_WHOLE,    [UNIT_COUNT] = SHEET_WHOLE, [UNIT_POINTS] = SHEET_WHOLE,
		[UNIT_CHANGE] = SHEET_CHANGE, [UNIT_FEN] = SHEET_MONEY,   [UNIT_RATE] = SHEET_SHARE,
		[UNIT_SCORE] = SHEET_SCORE,   [UNIT_DAY] = SHEET_DAY,     [UNIT_MONTH] = SHEET_MONTH,
		[UNIT_INSTANT] = SHEET_INSTANT,
	};

	if (value->none)
		return;
	if (unit == UNIT_TEXT || value->text)
		sheet_text(book, row, column, value->text, bold);
	else
		sheet_number(book, row, column, value->number, forms[unit], bold);
}

/* What the report is, of when, and its figures with what they mean. */
static void figures_sheet(struct request *r, const struct report *report, struct sheet_book *book)
{
	static const char *const heads[] = {"Figure", "Value", "Base", "Before", "Change", "Means"};
	struct view_node *root = page_root(r);
	struct report_value as_of = report_number(report->as_of);
	int row = 0;

	sheet_add(book, report_said(r, report, "Title", NULL));
	sheet_text(book, row, 0, report_said(r, report, "Title", NULL), true);
	if (report->only)
		sheet_text(book, row, 2, report->only_name, true);
	if (report->kind->dated)
		sheet_text(book, row, 1, report_name(r->mem, root, &report->period), true);
	sheet_text(book, ++row, 0, view_words(root, "Lang.Reports.AsOf"), false);
	sheet_value(book, row, 1, UNIT_INSTANT, &as_of, false);
	if (report->warning)
		sheet_text(book, ++row, 0, report->warning, true);
	row += 2;
	for (int i = 0; i < (int)(sizeof heads / sizeof *heads); i++)
		sheet_text(book, row, i,
		           view_words(root, talloc_asprintf(r->mem, "Lang.Reports.%s", heads[i])), true);
	for (int i = 0; i < report->n_figures; i++) {
		const struct report_figure *f = &report->figures[i];
		struct report_value change = report_number(f->value.number - f->before.number);

		change.none = f->value.none || f->before.none;
		sheet_text(book, ++row, 0, report_said(r, report, "Figure", f->key), false);
		sheet_value(book, row, 1, f->unit, &f->value, false);
		if (f->value.of)
			sheet_number(book, row, 2, f->value.of, SHEET_WHOLE, false);
		sheet_value(book, row, 3, f->unit, &f->before, false);
		sheet_value(book, row, 4, f->unit, &change, false);
		sheet_text(book, row, 5, report_said(r, report, "What", f->key), false);
	}
	sheet_width(book, 0, WIDE);
	for (int i = 1; i < 5; i++)
		sheet_width(book, i, NARROW + 4);
	sheet_width(book, 5, 4 * WIDE);
}

static void table_sheet(struct request *r, const struct report *report,
                        const struct report_table *table, struct sheet_book *book)
{
	int at = 0;

	sheet_add(book, report_said(r, report, "Table",
	                            talloc_asprintf(r->mem, "%s.Title", table->name)));
	for (int k = 0; k < table->n_columns; k++, at++) {
		bool n = report_has_n(table, k);
		const char *head = report_head(r, report, table, k);

		sheet_text(book, 0, at, head, true);
		sheet_width(book, at, k == 0 ? WIDE : NARROW);
		for (int i = 0; i < table->n_rows; i++) {
			const struct report_value *value = &table->cells[i * table->n_columns + k];
			bool total = table->total && i == table->n_rows - 1;

			sheet_value(book, i + 1, at, table->columns[k].unit, value, total);
			if (value->of)
				sheet_number(book, i + 1, at + 1, value->of, SHEET_WHOLE, total);
		}
		if (n)
			sheet_text(book, 0, ++at, n_head(r, head), true);
	}
	sheet_freeze(book, 1, 1);
}

int report_xlsx(struct request *r, struct report *report)
{
	struct sheet_book *book = sheet_begin(r->mem);

	if (!book)
		return 503;
	figures_sheet(r, report, book);
	for (int i = 0; i < report->n_tables; i++)
		table_sheet(r, report, report->tables[i], book);
	r->content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
	respond_header(r, "Content-Disposition",
	               talloc_asprintf(r->mem, "attachment; filename=\"%s\"",
	                               report_file_name(r, report, NULL, "xlsx")));
	return sheet_end(book, &r->out) ? 200 : 503;
}
