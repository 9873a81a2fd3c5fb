/* Workbooks for spreadsheet programs (.xlsx): the only libxlsxwriter. Cells hold
 * real numbers and dates with a number format, never text that looks like one. */
#ifndef VIEW_SHEET_H
#define VIEW_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

struct sheet_book;

enum sheet_form {
	SHEET_WHOLE,   /* 1,234 */
	SHEET_CHANGE,  /* +1,234 / -56 */
	SHEET_MONEY,   /* fen, shown as yuan with two decimals */
	SHEET_SHARE,   /* basis points, shown as a percentage */
	SHEET_SCORE,   /* hundredths, shown with two decimals */
	SHEET_DAY,     /* int32_t day as a date */
	SHEET_MONTH,   /* the same as year and month */
	SHEET_INSTANT, /* UTC seconds as the programme's date and time of day */
};

/* An empty book on MEM; NULL (logged): no memory or no room for temporary files. */
struct sheet_book *sheet_begin(void *mem);
/* Adds a sheet and makes it the one that is filled. NAME: characters a
 * spreadsheet refuses are left out, 31 are kept, a second one of that name gets a
 * number. */
void sheet_add(struct sheet_book *book, const char *name);
/* Writes a cell of the sheet; rows and columns from 0. TEXT is never a formula. */
void sheet_text(struct sheet_book *book, int row, int column, const char *text, bool bold);
void sheet_number(struct sheet_book *book, int row, int column, int64_t number,
                  enum sheet_form form, bool bold);
/* Widths in characters; rows above ROW stay in sight. */
void sheet_width(struct sheet_book *book, int column, int width);
void sheet_freeze(struct sheet_book *book, int row, int column);
/* Ends the book and appends its bytes to OUT. False (logged): it could not be made. */
bool sheet_end(struct sheet_book *book, struct buf *out);

#endif
