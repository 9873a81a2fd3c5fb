/* What the reports of redemptions, campaigns, draws, satisfaction and referrals
 * share: sums over the rows of store/rollup_reasons.h, as values of the frame. */
#ifndef PAGE_REPORT_REASONS_H
#define PAGE_REPORT_REASONS_H

#include "page/report_frame.h"
#include "store/rollup_reasons.h"

struct reasons {
	struct roll_row *rows;
	int n;
};

/* All that roll_read() gives of a report's FAMILY for FROM … TO. */
enum db reasons_read(struct request *r, struct database *db, struct reasons *out,
                     enum roll_family family, enum roll_grouping grouping, int32_t from,
                     int32_t to) __attribute__((warn_unused_result));
/* What the rows of FROM … TO (by day) come to. */
struct roll_row reasons_sum(const struct reasons *days, int32_t from, int32_t to);
/* Steps of FLOW: their .v[PLACE] in all, of every row. */
int64_t reasons_step(const struct reasons *steps, const char *flow, const char *step, int place);
/* The same of the days FROM … TO. */
int64_t reasons_step_in(const struct reasons *days, const char *flow, const char *step, int place,
                        int32_t from, int32_t to);
/* The rows added up by key KEY alone, those with the greatest .v[PLACE] first; on
 * MEM. */
struct reasons reasons_by(void *mem, const struct reasons *rows, int key, int place);
/* Greatest .v[PLACE] first; equal ones by key. */
void reasons_sort(struct reasons *rows, int place);

/* The days of PERIOD, or its months where it is long: .day is the first of each,
 * in order, none left out. *MONTHS: which. On MEM. */
struct reasons reasons_spans(void *mem, const struct report_period *period,
                             const struct reasons *days, bool *months);

/* A table with its columns; ended by a key of NULL. */
struct reasons_column {
	const char *key;
	enum report_unit unit;
};
struct report_table *reasons_table(struct report *report, const char *name,
                                   const struct reasons_column *columns);
/* A row for each day or month of SPANS: its first day, then .v[PLACES[0]] … of N. */
void reasons_rows(struct report *report, struct report_table *table, const struct reasons *spans,
                  const int *places, int n);
/* A figure of two numbers. */
void reasons_figure(struct report *report, const char *key, enum report_unit unit, int64_t value,
                    int64_t before);

/* SUM of N things on average, in hundredths, with n; none of none. */
struct report_value reasons_mean(int64_t sum, int64_t n);
/* PART of WHOLE as a rate whose whole stands beside it, or is money: no n. */
struct report_value reasons_share(int64_t part, int64_t whole);
/* What POINTS are worth by the coupon of the plan in force on DAY, in fen. */
int64_t reasons_worth(struct request *r, int64_t points, int32_t day);
/* The words at Lang.Reports.NAME.KEY. */
struct report_value reasons_words(struct request *r, const char *name, const char *key);
/* NAME in the page's language; NAME_EN "" = the Chinese one. */
const char *reasons_name(struct request *r, const char *name, const char *name_en);

#endif
