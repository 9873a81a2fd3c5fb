/* /admin/reports/points: the points' accounts of a period. */
#ifndef PAGE_REPORT_POINTS_H
#define PAGE_REPORT_POINTS_H

#include "service/report.h"
#include "page/portal.h"

extern const struct route report_points_routes[];

/* The same as CSV. */
int page_report_points_csv(struct request *r);
/* What a part is called: its source's or tier's name, on R's memory. */
const char *report_part_name(struct request *r, const struct report_part *part, bool tier);
/* Puts the tiers into the plan's order, lowest first. */
void report_sort_tiers(struct request *r, struct report_points *report);
/* The language key of LINE's name or definition ("Name", "What"), on MEM. */
char *report_line_key(void *mem, const char *leaf, const char *line);

#endif
