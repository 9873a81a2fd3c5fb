/* The handbook: every staff page has its line in both languages, each role is shown
 * what it may open and nothing else, and the rules say the figures of the plan. */
#include "page/desk_world.h"

#include "page/admin_help.h"

static const char *const languages[] = {"zh-CN", "en"};

/* The line of ROW in LANG; NULL: there is none. */
static const char *line_of(struct view_node *root, void *mem, const struct route *row)
{
	char *key = talloc_asprintf(mem, "Lang.Handbook.Page.%s", handbook_key(mem, row));
	const char *words = view_words(root, key);

	return strcmp(words, key) == 0 ? NULL : words;
}

static void each_page_has_its_line(void **state)
{
	static const struct route invented = {.path = "/admin/there-is/:no/such.page",
	                                      .methods = METHOD_GET, .guards = GUARD_STAFF};
	int n, lines = 0;
	const struct route *routes = routes_admin(&n);

	(void)state;
	for (int lang = 0; lang < LANG__MAX; lang++) {
		struct view_node *root = view_begin(desk_portal.view, (enum lang)lang);

		assert_true(handbook_lists(&invented)); /* the control: it would be missed */
		assert_null(line_of(root, test_mem(), &invented));
		for (int i = 0; i < n; i++) {
			if (!handbook_lists(&routes[i]))
				continue;
			if (!line_of(root, test_mem(), &routes[i]))
				fail_msg("Lang.Handbook.Page.%s has no words (%s): say in one line what %s is for",
				         handbook_key(test_mem(), &routes[i]), languages[lang], routes[i].path);
			lines++;
		}
		view_end(desk_portal.view, root);
	}
	assert_true(lines > 100);
}

static void keys_are_told_apart(void **state)
{
	int n;
	const struct route *routes = routes_admin(&n);

	(void)state;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < i; j++)
			if (handbook_lists(&routes[i]) && handbook_lists(&routes[j]) &&
			    strcmp(routes[i].path, routes[j].path) != 0)
				assert_string_not_equal(handbook_key(test_mem(), &routes[i]),
				                        handbook_key(test_mem(), &routes[j]));
}

static void each_role_sees_its_own(void **state)
{
	struct browser b;

	(void)state;
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/help"), 200);
	assert_shows(&b, "<a href=\"/admin/staff\">");
	assert_shows(&b, "/admin/orders/:no");
	assert_hides(&b, "<a href=\"/admin/orders/:no\">"); /* an address with a gap is no link */
	assert_hides(&b, "/admin/sign-in");
	assert_shows(&b, "DEMO=1 make run");
	browser_close(&b);
	desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/help"), 200);
	assert_hides(&b, "/admin/staff");
	assert_shows(&b, "<a href=\"/admin/counter\">");
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/help"), 200);
	assert_shows(&b, "<a href=\"/admin/redemptions\">");
	browser_close(&b);
	desk_open(&b, "merchant");
	assert_int_equal(browser_get(&b, "/admin/help"), 403);
	browser_close(&b);
}

/* The figures are those of the plan in force, in both languages. */
static void the_rules_are_the_plans(void **state)
{
	struct browser b;

	(void)state;
	use_plan("crm");
	desk_portal.plans = plans;
	desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/help"), 200);
	assert_shows(&b, "Points for each ¥1 you pay");
	assert_shows(&b, "the plan “crm”");
	browser_cookie(&b, "lang=zh-CN; Path=/");
	assert_int_equal(browser_get(&b, "/admin/help"), 200);
	assert_shows(&b, "“crm”");
	use_plan("rewards");
	desk_portal.plans = plans;
	assert_int_equal(browser_get(&b, "/admin/help"), 200);
	assert_shows(&b, "“rewards”");
	assert_shows(&b, "20,000"); /* its cap of a day */
	browser_close(&b);
	use_plan("travel");
	desk_portal.plans = plans;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_page_has_its_line),
		cmocka_unit_test(keys_are_told_apart),
		cmocka_unit_test(each_role_sees_its_own),
		cmocka_unit_test(the_rules_are_the_plans),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
