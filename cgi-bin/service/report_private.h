/* Between the files of the points report. */
#ifndef SERVICE_REPORT_PRIVATE_H
#define SERVICE_REPORT_PRIVATE_H

#include "service/report.h"

/* Adds FLAW unless the list is full. */
void report_flaw_add(struct report_points *out, const struct report_flaw *flaw);
/* Looks for the entries and accounts behind the flaws found so far. */
enum db report_search(struct database *db, struct report_points *out)
	__attribute__((warn_unused_result));

/* Adds what a proof of the books found and none has found mended (store/flaw.h),
 * unless it is named already. */
enum db report_found(struct database *db, struct report_points *out)
	__attribute__((warn_unused_result));

#endif
