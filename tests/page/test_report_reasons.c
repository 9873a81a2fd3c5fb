/* Sums of the reports' rows: by key, by span of days, on average. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

#include "base/mem.h"
#include "page/report_reasons.h"

static int32_t day_at(const char *text)
{
	int32_t found;

	assert_true(day_parse(text, &found));
	return found;
}

static struct roll_row row(const char *a, const char *b, const char *on, int64_t v0, int64_t v1)
{
	struct roll_row out = {.day = on ? day_at(on) : DAY_NONE, .begun_on = DAY_NONE};

	out.key[0] = (char *)a;
	out.key[1] = (char *)b;
	out.key[2] = (char *)"";
	out.v[0] = v0;
	out.v[1] = v1;
	return out;
}

static void by_a_key_the_greatest_is_first(void **state)
{
	void *mem = talloc_new(NULL);
	struct roll_row rows[] = {row("mug", "goods", NULL, 1, 10), row("tree", "gift", NULL, 1, 30),
	                          row("hat", "goods", NULL, 2, 20), row("pen", "goods", NULL, 1, 1)};
	struct reasons all = {rows, 4}, none = {NULL, 0};
	struct reasons by = reasons_by(mem, &all, 1, 1);

	(void)state;
	assert_int_equal(by.n, 2);
	assert_string_equal(by.rows[0].key[1], "goods"); /* 31 before 30 */
	assert_int_equal(by.rows[0].v[0], 4);
	assert_int_equal(by.rows[0].v[1], 31);
	assert_string_equal(by.rows[0].key[0], "");
	assert_int_equal(by.rows[1].v[1], 30);
	by = reasons_by(mem, &all, 0, 0);
	assert_int_equal(by.n, 4);
	assert_string_equal(by.rows[0].key[0], "hat");
	assert_string_equal(by.rows[1].key[0], "mug"); /* equal ones by name */
	assert_string_equal(by.rows[3].key[0], "tree");
	assert_int_equal(reasons_by(mem, &none, 0, 0).n, 0);
	talloc_free(mem);
}

static void a_span_leaves_no_day_out(void **state)
{
	void *mem = talloc_new(NULL);
	struct roll_row rows[] = {row("", "", "2026-02-27", 5, 0), row("", "", "2026-03-01", 7, 0),
	                          row("", "", "2026-02-28", 1, 0), row("", "", "2026-03-03", 9, 0)};
	struct reasons all = {rows, 4}, spans;
	struct report_period p = {.from = day_at("2026-02-26"), .to = day_at("2026-03-02")};
	bool months;

	(void)state;
	spans = reasons_spans(mem, &p, &all, &months);
	assert_false(months);
	assert_int_equal(spans.n, 5);
	for (int i = 0; i < 5; i++) {
		static const int64_t wanted[] = {0, 5, 1, 7, 0};

		assert_int_equal(spans.rows[i].day, p.from + i);
		assert_int_equal(spans.rows[i].v[0], wanted[i]);
	}
	assert_int_equal(reasons_sum(&all, p.from, p.to).v[0], 13);
	assert_int_equal(reasons_sum(&all, day_at("2026-03-03"), day_at("2026-03-03")).v[0], 9);
	talloc_free(mem);
}

static void a_long_span_is_shown_by_month(void **state)
{
	void *mem = talloc_new(NULL);
	struct roll_row rows[] = {row("", "", "2026-01-15", 1, 0), row("", "", "2026-01-31", 2, 0),
	                          row("", "", "2026-02-01", 4, 0), row("", "", "2026-04-30", 8, 0)};
	struct reasons all = {rows, 4}, spans;
	struct report_period p = {.from = day_at("2026-01-15"), .to = day_at("2026-04-30")};
	bool months;

	(void)state;
	spans = reasons_spans(mem, &p, &all, &months);
	assert_true(months);
	assert_int_equal(spans.n, 4);
	assert_int_equal(spans.rows[0].day, day_at("2026-01-15"));
	assert_int_equal(spans.rows[1].day, day_at("2026-02-01"));
	assert_int_equal(spans.rows[0].v[0], 3);
	assert_int_equal(spans.rows[1].v[0], 4);
	assert_int_equal(spans.rows[2].v[0], 0);
	assert_int_equal(spans.rows[3].v[0], 8);
	talloc_free(mem);
}

static void steps_are_told_apart(void **state)
{
	struct roll_row rows[] = {
		row("survey", "invited", "2026-03-01", 3, 0), row("survey", "invited", "2026-03-02", 4, 0),
		row("survey", "answered", "2026-03-02", 2, 100), row("referral", "joined", "2026-03-02", 9, 0)};
	struct reasons all = {rows, 4};

	(void)state;
	assert_int_equal(reasons_step(&all, "survey", "invited", RF_N), 7);
	assert_int_equal(reasons_step(&all, "survey", "answered", RF_POINTS), 100);
	assert_int_equal(reasons_step(&all, "survey", "joined", RF_N), 0);
	assert_int_equal(reasons_step_in(&all, "survey", "invited", RF_N, day_at("2026-03-02"),
	                                 day_at("2026-03-09")), 4);
}

static void means_and_shares_are_rounded_once(void **state)
{
	struct report_value value = reasons_mean(10, 3);

	(void)state;
	assert_int_equal(value.number, 333);
	assert_int_equal(value.of, 3);
	assert_int_equal(reasons_mean(1, 8).number, 13); /* 0.125 away from nought */
	assert_int_equal(reasons_mean(-1, 8).number, -13);
	assert_int_equal(reasons_mean(20, 3).number, 667);
	assert_true(reasons_mean(5, 0).none);
	value = reasons_share(1, 3);
	assert_int_equal(value.number, 3333);
	assert_int_equal(value.of, 0);
	assert_true(reasons_share(1, 0).none);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_a_key_the_greatest_is_first),
		cmocka_unit_test(a_span_leaves_no_day_out),
		cmocka_unit_test(a_long_span_is_shown_by_month),
		cmocka_unit_test(steps_are_told_apart),
		cmocka_unit_test(means_and_shares_are_rounded_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
