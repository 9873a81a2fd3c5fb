/* The log: one JSON object a line on standard error, no personal data, no
 * secrets. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdint.h>

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

/* Names the program in every line, and the lowest level that is written. */
void log_open(const char *program, enum log_level lowest);
/* Sets the request id that the following lines carry ("" = none). */
void log_request(const char *request_id);
/* Writes one event. EVENT is a fixed word ("db_connect_failed"); then pairs of
 * key and printf format with its values, folded into one format string:
 *   log_event(LOG_WARN, "order_refused", "code=%s rows=%d", code, n);
 * becomes {"ts":…,"level":"warn","event":"order_refused","code":"…",…}. Values
 * may not hold blanks. */
__attribute__((format(printf, 3, 4))) void log_event(enum log_level level, const char *event,
                                                     const char *format, ...);

/* How many events of LEVEL this process has written. */
uint64_t log_lines(enum log_level level);

#endif
