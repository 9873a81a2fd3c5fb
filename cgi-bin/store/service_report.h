/* SQL of the service report: cases by what they have in common, how long their steps
 * take, and redemptions against their promised day. Plain reads through the indexes of
 * opening and of sending; instants UTC, FROM included, TO not. */
#ifndef STORE_SERVICE_REPORT_H
#define STORE_SERVICE_REPORT_H

#include <stdint.h>

#include "store/db.h"

/* Cases filed in a span, as they stand now. */
struct service_cell {
	char *name; /* of what they have in common: a class, a member of staff …; "" = none */
	int64_t cases, complaints;
	int64_t acked_in_time, ack_judged;    /* of those acknowledged, or past their working day */
	int64_t answered_in_time, answer_judged; /* complaints answered, or past their ten days */
	int64_t answered, answer_s;           /* complaints answered, and the seconds it took in all */
	int64_t closed, reopened;
	int64_t rated, rating;                /* how many were rated, and the sum of it */
};

enum service_dim {
	SERVICE_ALL, SERVICE_KIND, SERVICE_CLASS, SERVICE_CAUSE, SERVICE_CATEGORY, SERVICE_BRANCH,
	SERVICE_OWNER, SERVICE_DIM__MAX
};

/* Cases filed in FROM … TO by DIM, the most first, judged at NOW: an array of *N on MEM.
 * SERVICE_ALL: one row, also of no case. */
enum db service_cells(struct database *db, void *mem, enum service_dim dim, int64_t from,
                      int64_t to, int64_t now, struct service_cell **out, int *n)
	__attribute__((warn_unused_result));

/* How long complaints filed in a span took to a step for the first time. */
struct service_step {
	char *step;      /* classified, investigating, proposed, accepted, executed, closed */
	int64_t n, seconds; /* that came so far; from filing, in all */
};
enum db service_steps(struct database *db, void *mem, int64_t from, int64_t to,
                      struct service_step **out, int *n) __attribute__((warn_unused_result));

/* Redemptions that staff carry out, sent in a span. */
struct service_sent {
	char *category;
	int64_t n, in_time; /* by the promised day */
	int64_t seconds;    /* from placing to sending, in all */
	int64_t late_days;  /* days late, in all */
};
enum db service_sent(struct database *db, void *mem, int64_t from, int64_t to,
                     struct service_sent **out, int *n) __attribute__((warn_unused_result));

#endif
