/* The one clock, and the calendar of the programme.
 *
 * An *instant* is int64_t Unix seconds, UTC. A *day* is int32_t days since
 * 1970-01-01 counted in the programme's time zone (Asia/Shanghai, a fixed
 * +08:00), so a day compares with < and never depends on the server's zone. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INSTANT_NONE INT64_MIN /* "not set"; NULL in the database */
#define DAY_NONE INT32_MIN     /* "not set"; NULL in the database */
#define DAY_NEVER INT32_MAX    /* a lot that never expires */

#define INSTANT_TEXT 32 /* room for any instant or day printed below */

struct civil {
	int year, month, day;
};

/* Reads the clock's offset in seconds from VAR_DIR/clock (absent = none).
 * Returns false when the file is there but does not hold a number. */
bool clock_open(const char *var_dir);
/* Sets the offset directly (tests). */
void clock_set_offset(int64_t offset_s);
/* The programme's now: real time plus the offset. */
int64_t clock_now(void);
/* The machine's real time, for signatures and one-time passwords. */
int64_t clock_real(void);
/* Monotonic microseconds, for measuring durations only. */
int64_t clock_ticks_us(void);

/* The programme day on which INSTANT falls. */
int32_t day_of(int64_t instant);
/* The first instant of DAY (00:00:00 in the programme's zone). */
int64_t day_start(int32_t day);
/* The calendar date of DAY (proleptic Gregorian), and back. */
struct civil civil_of(int32_t day);
int32_t day_from_civil(struct civil date);
/* DAY plus MONTHS, clamped to the last day of the month reached:
 * 2024-02-29 + 24 = 2026-02-28. DAY_NEVER stays. */
int32_t day_add_months(int32_t day, int months);
/* An instant plus MONTHS calendar months in the programme's zone, clamped. */
int64_t instant_add_months(int64_t instant, int months);
/* 0 = Sunday … 6 = Saturday. */
int day_weekday(int32_t day);

/* Parses RFC 3339 ("2026-10-03T12:00:00+08:00", fractions cut off). A space
 * for T is accepted; a missing zone is refused. False: not an instant. */
bool instant_parse(const char *text, int64_t *out);
/* Parses "YYYY-MM-DD". False: not a date. */
bool day_parse(const char *text, int32_t *out);
/* "2026-10-03T04:00:00Z" */
const char *instant_utc(char out[INSTANT_TEXT], int64_t instant);
/* "2026-10-03T12:00:00+08:00" */
const char *instant_local(char out[INSTANT_TEXT], int64_t instant);
/* "2026-10-03"; DAY_NEVER is "9999-12-31". */
const char *day_iso(char out[INSTANT_TEXT], int32_t day);

#endif
