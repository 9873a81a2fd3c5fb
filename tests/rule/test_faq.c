/* Figures of answers: found, known, and those of the plan. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <stdio.h>

#include "base/text.h"
#include "rule/faq.h"

static void names_are_found(void **state)
{
	static const struct {
		const char *text;
		bool known;
		const char *name; /* the first that is not */
	} rows[] = {
		{"", true, ""},
		{"no figure, a lone } does not matter", true, ""},
		{"{life_months}", true, ""},
		{"{earn_points} and {coupon_worth}.", true, ""},
		{"{life_months} {life}", false, "life"},
		{"{Life_months}", false, "Life_months"},
		{"{ life_months }", false, " life_months "},
		{"{}", false, ""},
		{"{{life_months}}", false, ""},
		{"{life_months", false, "life_months"},
		{"{life_months\n}", false, "life_months"},
		{"an end {", false, ""},
		{"{有效期}", false, "有效期"},
	};
	char name[FAQ_NAME];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		bool known = faq_is_known(rows[i].text, name);

		if (known != rows[i].known || (!known && strcmp(name, rows[i].name) != 0))
			fail_msg("%s: %d %s", rows[i].text, known, name);
	}
}

static void long_names_are_cut(void **state)
{
	char name[FAQ_NAME];

	(void)state;
	assert_false(faq_is_known("{abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij}", name));
	assert_int_equal(strlen(name), FAQ_NAME - 1);
	assert_false(faq_is_known("{有效期有效期有效期有效期有效期有效期}", name));
	assert_true(utf8_valid(name, strlen(name)));
}

static void figures_are_the_plans(void **state)
{
	static struct plan plan = {.earn_points_per_yuan = 2, .life_months = 24,
	                           .cap_day_points = 20000, .survey_points = 80};
	struct faq_figure figures[FAQ_FIGURES];
	int money = 0;

	(void)state;
	plan.coupon.unit_fen = 5000;
	plan.referral.friend_join = 100;
	plan.referral.friend_order = 200;
	faq_figures(&plan, figures);
	for (int i = 0; i < FAQ_FIGURES; i++) {
		char text[FAQ_NAME + 2], name[FAQ_NAME];

		assert_non_null(figures[i].name);
		snprintf(text, sizeof text, "{%s}", figures[i].name);
		assert_true(faq_is_known(text, name));
		for (int j = 0; j < i; j++)
			assert_string_not_equal(figures[i].name, figures[j].name);
		money += figures[i].money;
		if (strcmp(figures[i].name, "life_months") == 0)
			assert_int_equal(figures[i].value, 24);
		if (strcmp(figures[i].name, "day_cap") == 0)
			assert_int_equal(figures[i].value, 20000);
		if (strcmp(figures[i].name, "coupon_worth") == 0)
			assert_true(figures[i].money && figures[i].value == 5000);
		if (strcmp(figures[i].name, "friend_points") == 0)
			assert_int_equal(figures[i].value, 300);
	}
	assert_int_equal(money, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found),
		cmocka_unit_test(long_names_are_cut),
		cmocka_unit_test(figures_are_the_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
