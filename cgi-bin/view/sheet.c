#include "view/sheet.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"

#define SHEETS_MAX 24
#define NAME_MAX_CHARS 31
#define FORMS (SHEET_INSTANT + 1)
#define EPOCH_SERIAL 25569 /* 1970-01-01 as spreadsheets count days */
#define PROGRAMME_S (8 * 3600)
#define DAY_S 86400

struct sheet_book {
	int file; /* an anonymous file: the library writes to names only */
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *forms[FORMS][2], *bold;
	int n_sheets;
};

/* A book that is dropped half-way leaves neither memory nor a file. */
static int drop(struct sheet_book *b)
{
	if (b->book)
		lxw_workbook_free(b->book);
	if (b->file >= 0)
		close(b->file);
	return 0;
}

static void make_forms(struct sheet_book *b)
{
	static const char *const shown[FORMS] = {
		[SHEET_WHOLE] = "#,##0",      [SHEET_CHANGE] = "+#,##0;-#,##0;0",
		[SHEET_MONEY] = "#,##0.00",   [SHEET_SHARE] = "0.00%",
		[SHEET_SCORE] = "0.00",       [SHEET_DAY] = "yyyy-mm-dd",
		[SHEET_MONTH] = "yyyy-mm",    [SHEET_INSTANT] = "yyyy-mm-dd hh:mm",
	};

	for (int form = 0; form < FORMS; form++)
		for (int bold = 0; bold < 2; bold++) {
			b->forms[form][bold] = workbook_add_format(b->book);
			format_set_num_format(b->forms[form][bold], shown[form]);
			if (bold)
				format_set_bold(b->forms[form][bold]);
		}
	b->bold = workbook_add_format(b->book);
	format_set_bold(b->bold);
	format_set_text_wrap(b->bold);
}

struct sheet_book *sheet_begin(void *mem)
{
	struct sheet_book *b = talloc_zero(mem, struct sheet_book);
	lxw_workbook_options options = {.constant_memory = LXW_FALSE};
	char path[40];

	b->file = memfd_create("sheet", MFD_CLOEXEC);
	talloc_set_destructor(b, drop);
	if (b->file >= 0) {
		snprintf(path, sizeof path, "/proc/self/fd/%d", b->file);
		b->book = workbook_new_opt(path, &options);
	}
	if (!b->book) {
		log_event(LOG_ERROR, "sheet_not_begun", "file=%d", b->file >= 0);
		talloc_free(b);
		return NULL;
	}
	make_forms(b);
	return b;
}

/* NAME as a spreadsheet takes it, at OUT. */
static void clean_name(char out[NAME_MAX_CHARS * 4 + 1], const char *name, int room)
{
	int chars = 0;
	size_t at = 0;

	for (const char *p = name; *p && at < NAME_MAX_CHARS * 4; p++) {
		bool first = ((unsigned char)*p & 0xc0) != 0x80;

		if (first && chars == room)
			break;
		if (strchr("[]:*?/\\'", *p))
			continue;
		chars += first;
		out[at++] = *p;
	}
	out[at] = '\0';
}

void sheet_add(struct sheet_book *b, const char *name)
{
	char clean[NAME_MAX_CHARS * 4 + 1], numbered[sizeof clean + INT_TEXT];

	if (b->n_sheets == SHEETS_MAX)
		return;
	b->n_sheets++;
	clean_name(clean, name, NAME_MAX_CHARS);
	snprintf(numbered, sizeof numbered, "%s", clean);
	if (!clean[0] || workbook_get_worksheet_by_name(b->book, clean)) {
		clean_name(clean, name, NAME_MAX_CHARS - 3);
		snprintf(numbered, sizeof numbered, "%s %d", clean, b->n_sheets);
	}
	b->sheet = workbook_add_worksheet(b->book, numbered);
	worksheet_set_landscape(b->sheet);
	worksheet_set_paper(b->sheet, 9);
	worksheet_fit_to_pages(b->sheet, 1, 0);
}

void sheet_text(struct sheet_book *b, int row, int column, const char *text, bool bold)
{
	if (b->sheet && text)
		worksheet_write_string(b->sheet, (lxw_row_t)row, (lxw_col_t)column, text,
		                       bold ? b->bold : NULL);
}

/* The library takes nothing but its own kind of number; ours leave whole numbers
 * here and nowhere else. */
void sheet_number(struct sheet_book *b, int row, int column, int64_t number,
                  enum sheet_form form, bool bold)
{
	lxw_datetime own = {.sec = 1}; /* its seconds are of that kind */

	own.sec *= number;
	if (form == SHEET_MONEY || form == SHEET_SCORE)
		own.sec /= 100;
	else if (form == SHEET_SHARE)
		own.sec /= 10000;
	else if (form == SHEET_DAY || form == SHEET_MONTH)
		own.sec += EPOCH_SERIAL;
	else if (form == SHEET_INSTANT)
		own.sec = (own.sec + PROGRAMME_S) / DAY_S + EPOCH_SERIAL;
	if (b->sheet)
		worksheet_write_number(b->sheet, (lxw_row_t)row, (lxw_col_t)column, own.sec,
		                       b->forms[form][bold]);
}

void sheet_width(struct sheet_book *b, int column, int width)
{
	if (b->sheet)
		worksheet_set_column(b->sheet, (lxw_col_t)column, (lxw_col_t)column, width, NULL);
}

void sheet_freeze(struct sheet_book *b, int row, int column)
{
	if (b->sheet)
		worksheet_freeze_panes(b->sheet, (lxw_row_t)row, (lxw_col_t)column);
}

bool sheet_end(struct sheet_book *b, struct buf *out)
{
	char piece[8192];
	lxw_error failed = workbook_close(b->book);
	off_t at = 0;
	ssize_t n = 0;

	b->book = NULL;
	while (failed == LXW_NO_ERROR && (n = pread(b->file, piece, sizeof piece, at)) > 0) {
		buf_add(out, piece, (size_t)n);
		at += n;
	}
	if (failed != LXW_NO_ERROR || n < 0 || at == 0)
		log_event(LOG_ERROR, "sheet_not_made", "error=%d", (int)failed);
	talloc_free(b);
	return failed == LXW_NO_ERROR && n == 0 && at > 0;
}
