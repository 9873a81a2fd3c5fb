/* Periods, and which kind of entry stands on which line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "rule/report.h"

static int32_t day(const char *text)
{
	int32_t found;

	assert_true(day_parse(text, &found));
	return found;
}

static void is(struct report_period p, const char *from, const char *to, bool running)
{
	char have[INSTANT_TEXT];

	assert_string_equal(day_iso(have, p.from), from);
	assert_string_equal(day_iso(have, p.to), to);
	assert_int_equal(p.running, running);
}

static void a_period_ends_where_the_calendar_says(void **state)
{
	int32_t today = day("2026-11-22");

	(void)state;
	is(report_period(SPAN_DAY, day("2026-11-21"), today), "2026-11-21", "2026-11-21", false);
	is(report_period(SPAN_MONTH, day("2024-02-29"), today), "2024-02-01", "2024-02-29", false);
	is(report_period(SPAN_QUARTER, day("2025-12-31"), today), "2025-10-01", "2025-12-31", false);
	is(report_period(SPAN_QUARTER, day("2026-03-01"), today), "2026-01-01", "2026-03-31", false);
	is(report_period(SPAN_YEAR, day("2024-07-01"), today), "2024-01-01", "2024-12-31", false);
	/* not over: up to today, also on its last day */
	is(report_period(SPAN_MONTH, today, today), "2026-11-01", "2026-11-22", true);
	is(report_period(SPAN_MONTH, day("2026-11-30"), day("2026-11-30")), "2026-11-01",
	   "2026-11-30", true);
	is(report_period(SPAN_DAY, today, today), "2026-11-22", "2026-11-22", true);
	is(report_period_own(day("2026-01-05"), day("2027-01-01"), today), "2026-01-05",
	   "2026-11-22", true);
}

static void equal_spans_are_compared(void **state)
{
	int32_t today = day("2026-11-22");
	struct report_period p = report_period(SPAN_MONTH, day("2026-03-15"), today);

	(void)state;
	is(report_period_before(&p), "2026-02-01", "2026-02-28", false);
	p = report_period(SPAN_MONTH, today, today);
	is(report_period_before(&p), "2026-10-01", "2026-10-22", false);
	/* 31 March so far against all of February */
	p = report_period(SPAN_MONTH, day("2026-03-31"), day("2026-03-31"));
	is(report_period_before(&p), "2026-02-01", "2026-02-28", false);
	p = report_period(SPAN_QUARTER, day("2026-02-10"), day("2026-02-10"));
	is(report_period_before(&p), "2025-10-01", "2025-11-10", false);
	p = report_period(SPAN_YEAR, day("2025-06-01"), today);
	is(report_period_before(&p), "2024-01-01", "2024-12-31", false);
	p = report_period(SPAN_DAY, today, today);
	is(report_period_before(&p), "2026-11-21", "2026-11-21", false);
	p = report_period_own(day("2026-03-01"), day("2026-03-10"), today);
	is(report_period_before(&p), "2026-02-19", "2026-02-28", false);
}

static void the_next_one_is_not_ahead(void **state)
{
	int32_t today = day("2026-11-22");
	struct report_period p = report_period(SPAN_MONTH, day("2026-10-09"), today);

	(void)state;
	assert_int_equal(report_next(&p, today), day("2026-11-01"));
	p = report_period(SPAN_MONTH, today, today);
	assert_int_equal(report_next(&p, today), DAY_NONE);
	/* yesterday was the last of the month, today has a period of its own */
	p = report_period(SPAN_DAY, day("2026-11-21"), today);
	assert_int_equal(report_next(&p, today), today);
}

static void words_and_spans_are_one_to_one(void **state)
{
	(void)state;
	for (int span = 0; span < SPAN__MAX; span++)
		assert_int_equal(report_span_of(report_span_word((enum report_span)span)), span);
	assert_int_equal(report_span_of("week"), SPAN__MAX);
	assert_int_equal(report_span_of(""), SPAN__MAX);
}

static void every_kind_but_a_release_has_its_line(void **state)
{
	int met[LINE__MAX] = {0};

	(void)state;
	for (int64_t kind = 1; kind < ENTRY__MAX; kind++) {
		enum report_line line = report_line_of(kind);

		assert_int_equal(line == LINE__MAX, kind == ENTRY_RELEASE);
		if (line != LINE__MAX)
			met[line]++;
	}
	for (int line = 0; line < LINE__MAX; line++)
		assert_int_equal(met[line], line == LINE_ISSUED ? 3 : 1);
	assert_int_equal(report_line_of(0), LINE__MAX);
	assert_int_equal(report_line_of(-1), LINE__MAX);
	assert_int_equal(report_line_of(ENTRY__MAX), LINE__MAX);
}

static void a_point_too_many_does_not_balance(void **state)
{
	struct report_books b = {.opening = 1000, .closing = 930,
	                         .line = {500, -300, 20, -200, -100, 5, 5}};

	(void)state;
	assert_int_equal(report_sum(&b), 930);
	assert_true(report_balances(&b));
	b.closing++;
	assert_false(report_balances(&b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_period_ends_where_the_calendar_says),
		cmocka_unit_test(equal_spans_are_compared),
		cmocka_unit_test(the_next_one_is_not_ahead),
		cmocka_unit_test(words_and_spans_are_one_to_one),
		cmocka_unit_test(every_kind_but_a_release_has_its_line),
		cmocka_unit_test(a_point_too_many_does_not_balance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
