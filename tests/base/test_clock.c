/* The calendar: days of the programme's zone whatever the server's zone is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

static int64_t at(const char *text)
{
	int64_t instant;
	assert_true(instant_parse(text, &instant));
	return instant;
}

static int32_t on(const char *text)
{
	int32_t day;
	assert_true(day_parse(text, &day));
	return day;
}

static void civil_round_trip(void **state)
{
	(void)state;
	assert_int_equal(on("1970-01-01"), 0);
	assert_int_equal(on("2026-11-22"), 20779);
	for (int32_t day = on("1899-12-31"); day < on("2101-01-01"); day++) {
		struct civil date = civil_of(day);
		char text[INSTANT_TEXT];
		assert_int_equal(day_from_civil(date), day);
		assert_int_equal(on(day_iso(text, day)), day);
	}
}

static void weekdays(void **state)
{
	(void)state;
	assert_int_equal(day_weekday(on("1970-01-01")), 4);
	assert_int_equal(day_weekday(on("2026-11-22")), 0);
	assert_int_equal(day_weekday(on("1969-12-28")), 0);
}

static void months_clamp(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} rows[] = {
		{ "2024-02-29", 24, "2026-02-28" }, { "2024-02-29", 48, "2028-02-29" },
		{ "2023-01-31", 1, "2023-02-28" },  { "2024-01-31", 1, "2024-02-29" },
		{ "2024-11-30", 24, "2026-11-30" }, { "2026-12-31", 2, "2027-02-28" },
		{ "2026-03-31", -1, "2026-02-28" }, { "2026-01-15", -12, "2025-01-15" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(day_add_months(on(rows[i].from), rows[i].months), on(rows[i].to));
	assert_int_equal(day_add_months(DAY_NEVER, 24), DAY_NEVER);
	assert_true(instant_add_months(at("2024-02-29T23:30:00+08:00"), 12) ==
	            at("2025-02-28T23:30:00+08:00"));
}

/* Vector 10: 2026-11-22 is spendable at 15:59:59Z, gone at 16:00:00Z. */
static void day_turns_in_shanghai(void **state)
{
	static const char *const zones[] = { "UTC", "America/New_York", "Pacific/Kiritimati" };
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		setenv("TZ", zones[i], 1);
		tzset();
		assert_int_equal(day_of(at("2026-11-22T15:59:59Z")), on("2026-11-22"));
		assert_int_equal(day_of(at("2026-11-22T16:00:00Z")), on("2026-11-23"));
		assert_int_equal(day_of(at("1969-12-31T15:59:59Z")), -1);
		assert_true(day_start(on("2026-11-23")) == at("2026-11-22T16:00:00Z"));
	}
	unsetenv("TZ");
	tzset();
}

static void instants_parse(void **state)
{
	char text[INSTANT_TEXT];
	(void)state;
	assert_true(at("1970-01-01T00:00:00Z") == 0);
	assert_true(at("2026-10-03T12:00:00+08:00") == at("2026-10-03T04:00:00Z"));
	assert_true(at("2026-10-03 12:00:00.999+08:00") == at("2026-10-03T04:00:00Z"));
	assert_true(at("2026-10-02T23:00:00-05:00") == at("2026-10-03T04:00:00Z"));
	assert_string_equal(instant_utc(text, at("2026-10-03T12:00:00+08:00")),
	                    "2026-10-03T04:00:00Z");
	assert_string_equal(instant_local(text, at("2026-10-03T20:00:00Z")),
	                    "2026-10-04T04:00:00+08:00");
}

static void wrong_texts_are_refused(void **state)
{
	static const char *const instants[] = {
		"",  "2026-10-03", "2026-10-03T12:00:00", "2026-10-03T24:00:00Z", "2026-02-29T00:00:00Z",
		"2026-10-03T12:00:00+8", "2026-10-03T12:00:00Zx", "2026-10-03T12:00:00.Z",
		"20261003T120000Z", "2026-13-01T00:00:00Z", "2026-10-03T12:60:00Z",
	};
	static const char *const days[] = { "", "2026-2-1", "2026-02-30", "2026-00-10", "2026-10-03 ",
		                            "0000-01-01", "26-10-03", "2026/10/03" };
	int64_t instant;
	int32_t day;
	(void)state;
	for (size_t i = 0; i < sizeof instants / sizeof *instants; i++)
		assert_false(instant_parse(instants[i], &instant));
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		assert_false(day_parse(days[i], &day));
	assert_false(instant_parse(NULL, &instant));
	assert_false(day_parse(NULL, &day));
}

static void offset_file(void **state)
{
	char dir[] = "/tmp/jifen-clock-XXXXXX", path[64];
	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_true(clock_open(dir));
	assert_in_range(clock_now() - clock_real() + 1, 0, 2);
	snprintf(path, sizeof path, "%s/clock", dir);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("86400\n", file);
	fclose(file);
	assert_true(clock_open(dir));
	assert_in_range(clock_now() - clock_real(), 86399, 86401);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("tomorrow\n", file);
	fclose(file);
	assert_false(clock_open(dir));
	clock_set_offset(0);
	unlink(path);
	rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(civil_round_trip), cmocka_unit_test(weekdays),
		cmocka_unit_test(months_clamp), cmocka_unit_test(day_turns_in_shanghai),
		cmocka_unit_test(instants_parse), cmocka_unit_test(wrong_texts_are_refused),
		cmocka_unit_test(offset_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
