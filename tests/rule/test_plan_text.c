/* Plan files as text: found, changed, added to and compared without losing what
 * people wrote into them; what a year lacks. */
#include "rule/world.h"

#include "base/config.h"
#include "rule/plan_text.h"
#include "rule/plan_year.h"

static char *source; /* of the travel plan */

static int setup(void **state)
{
	FILE *f = fopen("schema/plans/travel.hdf", "rb");

	(void)state;
	source = talloc_zero_size(NULL, 100000);
	assert_non_null(f);
	assert_true(fread(source, 1, 99999, f) > 1000);
	fclose(f);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	TALLOC_FREE(source);
	return 0;
}

static struct plan *parsed(const char *text)
{
	char why[200];
	int line;
	struct plan *plan = plan_text_parse(source, text, why, &line);

	if (!plan)
		fail_msg("line %d: %s", line, why);
	return plan;
}

static void every_shipped_plan_is_read(void **state)
{
	static const char *const names[] = {"travel", "crm", "retail", "rewards"};

	(void)state;
	for (int i = 0; i < 4; i++) {
		char path[64], *text = talloc_zero_size(source, 100000);
		FILE *f;

		snprintf(path, sizeof path, "schema/plans/%s.hdf", names[i]);
		f = fopen(path, "rb");
		assert_non_null(f);
		assert_true(fread(text, 1, 99999, f) > 1000);
		fclose(f);
		assert_int_equal(plan_text_wrong(text), 0);
		assert_string_equal(parsed(text)->name, names[i]);
	}
}

static void a_row_is_changed_where_it_stands(void **state)
{
	char *text = plan_text_set(source, source, "Tiers.gold.Points", "6000");
	int n;

	(void)state;
	assert_int_equal(parsed(text)->tiers[2].points, 6000);
	assert_int_equal(parsed(text)->tiers[1].points, 1000);
	assert_int_equal(strlen(text), strlen(source)); /* four figures for four */
	assert_non_null(strstr(text, "# Rising; the first is everybody's."));
	assert_string_equal(plan_text_diff(source, source, text, &n)[0].path, "Tiers.gold.Points");
	assert_int_equal(n, 1);
	text = plan_text_set(source, text, "Tiers.gold.Points", "5000");
	assert_string_equal(text, source);
}

static void a_row_that_is_not_there_is_added(void **state)
{
	char *text = plan_text_set(source, source, "Categories.hotel.PayShare", "2500");
	struct plan_row_diff *rows;
	int n;

	(void)state;
	assert_int_equal(parsed(text)->categories[4].pay_share_bp, 2500);
	rows = plan_text_diff(source, source, text, &n);
	assert_int_equal(n, 1);
	assert_null(rows[0].before);
	assert_string_equal(rows[0].after, "2500");
}

static void the_last_row_wins(void **state)
{
	const char *text = "A {\n  x = 1\n}\nA.x = 2\nA {\n  x=3\n}\n";
	char *changed = plan_text_set(source, text, "A.x", "4");
	struct config *tree = config_parse(changed);

	(void)state;
	assert_non_null(tree);
	assert_string_equal(config_get(tree, "A.x", ""), "4");
	assert_non_null(strstr(changed, "x = 1"));
	assert_int_equal(plan_text_line(text, "A.x"), 6);
	config_free(tree);
}

static void blocks_come_and_go(void **state)
{
	char *text = plan_text_add(source, source, "Calendar",
	                           "  spring_2027 {\n    From = 2027-02-05\n    Until = 2027-02-11\n"
	                           "  }\n");
	const struct plan *plan = parsed(text);

	(void)state;
	assert_string_equal(plan->days[plan->n_days - 1].code, "spring_2027");
	assert_int_equal(plan->n_days, parsed(source)->n_days + 1);
	assert_string_equal(plan_text_drop(source, text, "Calendar.spring_2027"), source);
	plan = parsed(plan_text_drop(source, text, "Calendar"));
	assert_int_equal(plan->n_days, 0);
	text = plan_text_add(source, "Name = x\n", "Calendar", "  a {\n  }\n");
	assert_string_equal(text, "Name = x\n\nCalendar {\n  a {\n  }\n}\n");
	assert_string_equal(plan_text_drop(source, "A.b = 1\nA.bc = 2\nA.b.c = 3", "A.b"),
	                    "A.bc = 2\n");
}

static void wrong_lines_are_named(void **state)
{
	(void)state;
	assert_int_equal(plan_text_wrong(""), 0);
	assert_int_equal(plan_text_wrong("A = 1\n\n# x\nB {\n  C = 2\n}"), 0);
	assert_int_equal(plan_text_wrong("A = 1\nB\n"), 2);
	assert_int_equal(plan_text_wrong("A = 1\n}\n"), 2);
	assert_int_equal(plan_text_wrong("A {\n  B = 1\n"), 2);
	assert_int_equal(plan_text_wrong("A { B = 1 }\n"), 1);
	assert_int_equal(plan_text_wrong("A : B\n"), 1);
	assert_int_equal(plan_text_wrong("A << EOM\n"), 1);
	assert_int_equal(plan_text_wrong("A := B\n"), 1);
	assert_int_equal(plan_text_wrong("#include \"/etc/passwd\"\n"), 1);
	assert_int_equal(plan_text_wrong("  #include <x>\n"), 1);
	assert_int_equal(plan_text_wrong("= 1\n"), 1);
	assert_int_equal(plan_text_wrong("A{\nB{\nC{\nD{\nE{\nF{\nG{\nH{\nI{\n"), 9);
}

static void what_is_wrong_has_its_line(void **state)
{
	char why[200], *text = plan_text_set(source, source, "Tiers.gold.Points", "1000");
	int line, wanted = 0;

	(void)state;
	for (const char *p = source; *p && strncmp(p, "  gold {", 8) != 0; p++)
		wanted += *p == '\n';
	assert_null(plan_text_parse(source, text, why, &line));
	assert_string_equal(why, "Tiers.gold: must need more than the tier before it");
	assert_int_equal(line, wanted + 1);
	text = plan_text_set(source, source, "Tiers.gold.Rate", "x");
	assert_null(plan_text_parse(source, text, why, &line));
	assert_int_equal(line, wanted + 5);
	text = plan_text_drop(source, source, "Earn.Stacking");
	assert_null(plan_text_parse(source, text, why, &line));
	assert_string_equal(why, "Earn.Stacking: is missing");
	assert_true(line > 0);
	assert_null(plan_text_parse(source, "Name\n", why, &line));
	assert_int_equal(line, 1);
}

static void a_year_is_missed(void **state)
{
	const struct plan *plan = parsed(source);
	char *text;

	(void)state;
	assert_int_equal(plan_year_lacks(plan, 2026), 0);
	assert_int_equal(plan_year_lacks(plan, 2027), PLAN_YEAR_DAYS | PLAN_YEAR_WINDOWS);
	text = plan_text_add(source, source, "Calendar",
	                     "  a {\n    From = 2026-12-30\n    Until = 2027-01-02\n  }\n");
	assert_int_equal(plan_year_lacks(parsed(text), 2027), PLAN_YEAR_WINDOWS);
	/* a campaign is no holiday, nor is a marked product */
	text = plan_text_add(source, text, "Bonuses",
	                     "  b {\n    Name.zh = b\n    Name.en = b\n    From = 2027-01-01\n"
	                     "    Until = 2027-01-02\n    Rate = 11000\n    Product = p\n  }\n");
	assert_int_equal(plan_year_lacks(parsed(text), 2027), PLAN_YEAR_WINDOWS);
	text = plan_text_drop(source, text, "Bonuses.b.Product");
	assert_int_equal(plan_year_lacks(parsed(text), 2027), 0);
	/* without any window there is none to miss */
	text = plan_text_drop(source, source, "Bonuses");
	text = plan_text_add(source, text, "Bonuses", "");
	assert_int_equal(plan_year_lacks(parsed(text), 2027), PLAN_YEAR_DAYS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_shipped_plan_is_read),
		cmocka_unit_test(a_row_is_changed_where_it_stands),
		cmocka_unit_test(a_row_that_is_not_there_is_added),
		cmocka_unit_test(the_last_row_wins),
		cmocka_unit_test(blocks_come_and_go),
		cmocka_unit_test(wrong_lines_are_named),
		cmocka_unit_test(what_is_wrong_has_its_line),
		cmocka_unit_test(a_year_is_missed),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
