/* What a program counts of its own work: requests by route and status, how long
 * they took, lines of its log. All workers of a program count in one mapped
 * file, so that any of them can tell the sums; a killed worker loses nothing. */
#ifndef WEB_METRICS_H
#define WEB_METRICS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "web/request.h"

struct metrics;

/* Opens the counters of PROGRAM, whose table has N ROUTES, in the file PATH; one
 * made for another table is replaced (older workers keep their own until they
 * end). PATH NULL or not to be written: this process counts for itself, logged
 * in the second case. Never NULL; for the life of the process. */
struct metrics *metrics_open(const char *path, const char *program, const struct route *routes,
                             int n);
/* Counts one answered request: ROUTE of the table or NULL, the HTTP status, how
 * long it took, whether it counts as slow. */
void metrics_count(struct metrics *metrics, const struct route *route, int status, int64_t us,
                   bool slow);
/* Counts what this process has logged since it was last called. */
void metrics_lines(struct metrics *metrics);
/* Writes the sums in Prometheus' text format (version 0.0.4), families whole. */
void metrics_write(const struct metrics *metrics, struct buf *out);
/* Writes the head of one more family: "# HELP …", "# TYPE …" (counter or gauge). */
void metrics_family(struct buf *out, const char *name, const char *type, const char *help);

#endif
