/* Between the files of the report frame. */
#ifndef PAGE_REPORT_FRAME_PRIVATE_H
#define PAGE_REPORT_FRAME_PRIVATE_H

#include "page/report_frame.h"

/* Fills the page's data set: see templates/admin/report.cs. */
void report_show(struct request *r, struct report *report);
/* Writes the .csv of the table named in the query, or of the first: the status. */
int report_csv(struct request *r, struct report *report);
/* Writes the .xlsx, a sheet a table: the status. */
int report_xlsx(struct request *r, struct report *report);

/* The address of REPORT without its period: ENDING is "", ".csv" or ".xlsx". */
char *report_path(void *mem, const struct report *report, const char *ending);
/* Words of REPORT in the request's language: Lang.Reports.NAME.A.B. */
const char *report_said(struct request *r, const struct report *report, const char *a,
                        const char *b);
/* The heading of column I of TABLE. */
const char *report_head(struct request *r, const struct report *report,
                        const struct report_table *table, int i);
/* VALUE as people read it, on the request's memory; "–" when there is none. */
char *report_value_text(struct request *r, enum report_unit unit,
                        const struct report_value *value);
/* Whether a cell of column I states its denominator. */
bool report_has_n(const struct report_table *table, int i);
/* The drawing of TABLE (number I on the page) at NODE; false: nothing to draw. */
bool report_draw(struct request *r, struct view_node *node, const struct report *report,
                 const struct report_table *table, int i);
/* "members-2026-10-01-2026-10-31.csv"; TABLE NULL: of all. */
char *report_file_name(struct request *r, const struct report *report, const char *table,
                       const char *ending);

#endif
