/* The working calendar: weekdays, holidays and worked weekends of the plan, and the
 * clock of one working day. */
#include "rule/world.h"

#include "rule/calendar.h"

/* The travel plan with ROWS in place of its calendar and what follows it. */
static struct plan *parsed(void *mem, const char *rows, char *error)
{
	char *text = talloc_zero_size(mem, 100000), *calendar;
	FILE *file = fopen("schema/plans/travel.hdf", "rb");
	struct config *tree;
	struct plan *plan;

	assert_non_null(file);
	assert_in_range(fread(text, 1, 60000, file), 1000, 59999);
	fclose(file);
	calendar = strstr(text, "\nCalendar {");
	assert_non_null(calendar);
	strcpy(calendar, rows);
	tree = config_parse(text);
	assert_non_null(tree);
	plan = plan_parse(mem, tree, error);
	config_free(tree);
	return plan;
}

static void test_days(void **state)
{
	struct plan *p = plan_of_file(NULL, "travel");
	int worked = 0;

	(void)state;
	assert_true(calendar_works(p, day_at("2026-11-23")));  /* a Monday */
	assert_false(calendar_works(p, day_at("2026-11-22"))); /* a Sunday */
	assert_false(calendar_works(p, day_at("2026-10-01"))); /* National Day, a Thursday */
	assert_true(calendar_works(p, day_at("2026-10-10")));  /* a Saturday worked for it */
	assert_true(calendar_works(p, day_at("2026-02-14")));
	assert_false(calendar_works(p, day_at("2026-02-23")));
	for (int32_t d = day_at("2026-01-01"); d <= day_at("2026-12-31"); d++)
		worked += calendar_works(p, d);
	assert_int_equal(worked, 248); /* 261 weekdays - 19 holidays on them + 6 worked weekends */
	talloc_free(p);
}

/* One working day: the same time of the next worked day; what comes in on a free day
 * counts from the first worked one. */
static void test_clock(void **state)
{
	static const char *const cases[][2] = {
		{"2026-11-23T10:30:00+08:00", "2026-11-24T10:30:00+08:00"},
		{"2026-11-20T18:00:00+08:00", "2026-11-23T18:00:00+08:00"}, /* Friday -> Monday */
		{"2026-11-21T09:00:00+08:00", "2026-11-23T23:59:59+08:00"}, /* Saturday */
		{"2026-09-30T16:00:00+08:00", "2026-10-08T16:00:00+08:00"}, /* before seven days */
		{"2026-10-09T16:00:00+08:00", "2026-10-10T16:00:00+08:00"}, /* a worked Saturday */
		{"2026-02-16T12:00:00+08:00", "2026-02-24T23:59:59+08:00"}, /* within the festival */
		{"2026-02-13T12:00:00+08:00", "2026-02-14T12:00:00+08:00"},
	};
	struct plan *p = plan_of_file(NULL, "travel");

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(calendar_next(p, at(cases[i][0])), at(cases[i][1]));
	talloc_free(p);
}

static void test_without_rows(void **state)
{
	char error[160];
	void *mem = talloc_new(NULL);
	struct plan *p = parsed(mem, "\n", error);

	(void)state;
	assert_non_null(p);
	assert_int_equal(p->n_days, 0);
	assert_int_equal(p->goodwill.month_points, 0);
	assert_true(calendar_works(p, day_at("2026-10-01")));
	assert_false(calendar_works(p, day_at("2026-10-10")));
	talloc_free(mem);
}

static void test_wrong_rows(void **state)
{
	static const char *const wrong[][2] = {
		{"\nCalendar {\n a {\n From = 2026-13-01\n Until = 2026-12-01\n }\n}\n", "From"},
		{"\nCalendar {\n a {\n From = 2026-12-02\n Until = 2026-12-01\n }\n}\n", "Until"},
		{"\nCalendar {\n a {\n From = 2026-12-02\n }\n}\n", "Until"},
		{"\nCalendar {\n a {\n From = 2026-12-01\n Until = 2026-12-01\n Work = 2\n }\n}\n",
		 "Work"},
		{"\nGoodwill {\n MonthPoints = 5\n}\n", "Ceiling"},
		{"\nGoodwill {\n MonthPoints = -5\n Ceiling = 1\n}\n", "MonthPoints"},
	};
	char error[160];

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		void *mem = talloc_new(NULL);

		assert_null(parsed(mem, wrong[i][0], error));
		assert_non_null(strstr(error, wrong[i][1]));
		talloc_free(mem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_clock),
		cmocka_unit_test(test_without_rows),
		cmocka_unit_test(test_wrong_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
