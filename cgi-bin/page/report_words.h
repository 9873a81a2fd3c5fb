/* What reports ask for in their address, and periods in words. */
#ifndef PAGE_REPORT_WORDS_H
#define PAGE_REPORT_WORDS_H

#include "page/portal.h"
#include "rule/report.h"

/* ?period=day|month|quarter|year|own, on=DAY, from=DAY, to=DAY, by=day|source|tier, partner=CODE */
extern const struct field report_fields[];

/* The period that R asks for; this month when it names none. False: told by
 * page_error(), answer 422. */
bool report_asked(struct request *r, struct report_period *out);
/* "2026年11月", "November 2026", "1–22 …": PERIOD in words, on MEM. */
char *report_name(void *mem, struct view_node *root, const struct report_period *period);
/* PATH (a query may end it) with PERIOD in its query, on MEM. */
char *report_link(void *mem, const char *path, const struct report_period *period);
/* Fills what every report's choice of a period shows: Period.{Name,Running,Before,
 * Prev,Next,Iso}; Spans.N.{Text,Href,Current}; Form.{from,to}; Csv. */
void report_fill_period(struct request *r, struct view_node *root, const char *path,
                        const struct report_period *period);

#endif
