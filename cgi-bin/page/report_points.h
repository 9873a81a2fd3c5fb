/* /admin/reports/points: the points' accounts of a period. */
#ifndef PAGE_REPORT_POINTS_H
#define PAGE_REPORT_POINTS_H

#include "page/portal.h"
#include "page/report_frame.h"
#include "service/report.h"

extern const struct route report_points_routes[];

/* The same as CSV. */
int page_report_points_csv(struct request *r);
/* What a part is a part by. */
enum report_by { BY_SOURCE, BY_TIER, BY_CATEGORY };
/* What a part is called: its source's, tier's or category's name, on R's memory. */
const char *report_part_name(struct request *r, const struct report_part *part,
                             enum report_by by);
/* Whether every entry is to be read and compared (?check=1), however many. */
bool report_points_whole(const struct request *r);
/* Puts the tiers into the plan's order, lowest first. */
void report_sort_tiers(struct request *r, struct report_points *report);
/* The language key of LINE's name or definition ("Figure", "What"), on MEM. */
char *report_line_key(void *mem, const char *leaf, const char *line);

#endif
