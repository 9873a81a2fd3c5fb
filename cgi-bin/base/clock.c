#include "base/clock.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

/* Asia/Shanghai has been +08:00 without daylight saving since 1991; earlier
 * summers do not matter to a programme that starts in 2000. */
#define ZONE_S (8 * 3600)
#define DAY_S 86400

static int64_t offset_s;

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;
	return q - (a % b < 0);
}

bool clock_open(const char *var_dir)
{
	char path[4096], line[64] = "";
	offset_s = 0;
	snprintf(path, sizeof path, "%s/clock", var_dir);
	FILE *file = fopen(path, "re");
	if (!file)
		return errno == ENOENT;
	bool read = fgets(line, sizeof line, file);
	fclose(file);
	line[strcspn(line, "\r\n")] = '\0';
	return read && int_parse(line, &offset_s);
}

void clock_set_offset(int64_t seconds)
{
	offset_s = seconds;
}

int64_t clock_real(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

int64_t clock_now(void)
{
	return clock_real() + offset_s;
}

int64_t clock_ticks_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int32_t day_of(int64_t instant)
{
	return (int32_t)floor_div(instant + ZONE_S, DAY_S);
}

int64_t day_start(int32_t day)
{
	return (int64_t)day * DAY_S - ZONE_S;
}

/* Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms":
 * civil_from_days and days_from_civil, eras of 400 years from 0000-03-01. */
struct civil civil_of(int32_t day)
{
	int64_t z = (int64_t)day + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);
	return (struct civil){ .year = (int)(yoe + era * 400 + (month <= 2)),
		               .month = month,
		               .day = (int)(doy - (153 * mp + 2) / 5 + 1) };
}

int32_t day_from_civil(struct civil date)
{
	int64_t y = date.year - (date.month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (date.month > 2 ? date.month - 3 : date.month + 9) + 2) / 5 +
	              date.day - 1;
	int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return (int32_t)(era * 146097 + doe - 719468);
}

static int month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month == 2 && leap ? 29 : lengths[month - 1];
}

int32_t day_add_months(int32_t day, int months)
{
	if (day == DAY_NEVER || day == DAY_NONE)
		return day;
	struct civil date = civil_of(day);
	int64_t index = (int64_t)date.year * 12 + date.month - 1 + months;
	date.year = (int)floor_div(index, 12);
	date.month = (int)(index - (int64_t)date.year * 12) + 1;
	int length = month_length(date.year, date.month);
	if (date.day > length)
		date.day = length;
	return day_from_civil(date);
}

int64_t instant_add_months(int64_t instant, int months)
{
	int32_t day = day_of(instant);
	return day_start(day_add_months(day, months)) + (instant - day_start(day));
}

int day_weekday(int32_t day)
{
	/* 1970-01-01 was a Thursday. */
	int64_t since = (int64_t)day + 4;
	return (int)(since - floor_div(since, 7) * 7);
}

/* Reads N digits at *TEXT and steps over them. */
static bool digits(const char **text, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (**text < '0' || **text > '9')
			return false;
		*out = *out * 10 + *(*text)++ - '0';
	}
	return true;
}

static bool literal(const char **text, char c)
{
	return *(*text)++ == c;
}

static bool civil_parse(const char **text, struct civil *date)
{
	return digits(text, 4, &date->year) && literal(text, '-') &&
	       digits(text, 2, &date->month) && literal(text, '-') &&
	       digits(text, 2, &date->day) && date->month >= 1 && date->month <= 12 &&
	       date->day >= 1 && date->year >= 1 &&
	       date->day <= month_length(date->year, date->month);
}

bool day_parse(const char *text, int32_t *out)
{
	struct civil date;
	if (!text || !civil_parse(&text, &date) || *text)
		return false;
	*out = day_from_civil(date);
	return true;
}

/* "Z" or "+08:00" at the end of an instant, in seconds east. */
static bool zone_parse(const char *text, int *seconds)
{
	int hours, minutes;
	if ((*text == 'Z' || *text == 'z') && !text[1]) {
		*seconds = 0;
		return true;
	}
	int sign = *text == '-' ? -1 : *text == '+' ? 1 : 0;
	text++;
	if (!sign || !digits(&text, 2, &hours) || !literal(&text, ':') ||
	    !digits(&text, 2, &minutes) || *text || hours > 23 || minutes > 59)
		return false;
	*seconds = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool instant_parse(const char *text, int64_t *out)
{
	struct civil date;
	int hour, minute, second, zone;
	if (!text || !civil_parse(&text, &date))
		return false;
	char between = *text++;
	if (between != 'T' && between != 't' && between != ' ')
		return false;
	if (!digits(&text, 2, &hour) || !literal(&text, ':') || !digits(&text, 2, &minute) ||
	    !literal(&text, ':') || !digits(&text, 2, &second) || hour > 23 || minute > 59 ||
	    second > 60)
		return false;
	if (*text == '.') {
		text++;
		if (*text < '0' || *text > '9')
			return false;
		while (*text >= '0' && *text <= '9')
			text++;
	}
	if (!zone_parse(text, &zone))
		return false;
	*out = (int64_t)day_from_civil(date) * DAY_S + hour * 3600 + minute * 60 + second - zone;
	return true;
}

/* N decimal digits of VALUE at AT; returns what follows. Dates stand many times
 * on a page, and printf would be a tenth of its cost. */
static char *put_digits(char *at, int value, int n)
{
	for (int i = n - 1; i >= 0; i--, value /= 10)
		at[i] = (char)('0' + value % 10);
	return at + n;
}

/* "2026-10-03" without its end; years beyond 9999 lose their front. */
static char *put_date(char *at, struct civil date)
{
	at = put_digits(at, date.year < 0 ? 0 : date.year % 10000, 4);
	*at++ = '-';
	at = put_digits(at, date.month, 2);
	*at++ = '-';
	return put_digits(at, date.day, 2);
}

/* Prints INSTANT as seen EAST seconds east of UTC, with the zone's SUFFIX. */
static const char *instant_text(char out[INSTANT_TEXT], int64_t instant, int east,
                                const char *suffix)
{
	int64_t local = instant + east;
	int64_t day = floor_div(local, DAY_S);
	int second = (int)(local - day * DAY_S);
	char *at = put_date(out, civil_of((int32_t)day));
	*at++ = 'T';
	at = put_digits(at, second / 3600, 2);
	*at++ = ':';
	at = put_digits(at, second / 60 % 60, 2);
	*at++ = ':';
	at = put_digits(at, second % 60, 2);
	memcpy(at, suffix, strlen(suffix) + 1);
	return out;
}

const char *instant_utc(char out[INSTANT_TEXT], int64_t instant)
{
	return instant_text(out, instant, 0, "Z");
}

const char *instant_local(char out[INSTANT_TEXT], int64_t instant)
{
	return instant_text(out, instant, ZONE_S, "+08:00");
}

const char *day_iso(char out[INSTANT_TEXT], int32_t day)
{
	struct civil date = { 9999, 12, 31 };
	if (day != DAY_NEVER)
		date = civil_of(day);
	*put_date(out, date) = '\0';
	return out;
}
