/* CSV for people with Excel: UTF-8 with BOM, CRLF, quoted where needed, and no
 * cell that a spreadsheet would run as a formula. */
#ifndef WEB_CSV_OUT_H
#define WEB_CSV_OUT_H

#include <stdbool.h>
#include <stdint.h>

#include "web/request.h"

/* Begins a CSV answer: content type, FILENAME ("history.csv", plain ASCII) as
 * attachment, the BOM. Nothing else may have been written. */
void csv_begin(struct request *r, const char *filename);
/* Adds one cell of text typed by somebody: a leading = + - @ tab or CR gets a
 * ' in front. NULL is an empty cell. */
void csv_text(struct request *r, const char *text);
/* Adds one cell with a number of ours. */
void csv_int(struct request *r, int64_t value);
/* Adds one cell with VALUE hundredths as a decimal: 1234 is 12.34. */
void csv_hundredths(struct request *r, int64_t value);
/* Ends the row. */
void csv_row(struct request *r);

#endif
