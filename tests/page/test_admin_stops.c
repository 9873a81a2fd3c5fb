/* The emergency stop at the desk: who may, two steps, what is kept, the morning page. */
#include "page/desk_world.h"

#define TEXTS "&text=%E6%AD%87%E4%B8%80%E4%BC%9A&text_en=Taking+a+breath&reason=wrong+price"

static void a_stop_is_set_in_two_steps_and_lifted(void **state)
{
	struct browser b;
	uint64_t who = desk_open(&b, "manager");

	(void)state;
	simple_item("lamp", ITEM_GOODS, 100, 5);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Nothing is stopped");
	assert_int_equal(browser_get(&b, "/admin/stops/new?item=lamp"), 200);
	assert_shows(&b, "value=\"lamp\"");
	assert_shows(&b, "spending points is paused");
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=item&item=lamp" TEXTS), 200);
	assert_shows(&b, "Confirm the stop");
	assert_shows(&b, "Taking a breath");
	assert_shows(&b, "Tea (lamp)");
	assert_int_equal(desk_logged(who, "stop_set", 0), 0);
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=item&item=lamp&change=1" TEXTS), 200);
	assert_shows(&b, "value=\"wrong price\"");
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=item&item=lamp&sure=1" TEXTS), 303);
	assert_string_equal(b.location, "/admin/stops?done=stop_set");
	assert_int_equal(desk_logged(who, "stop_set", 0), 1);
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=item&item=lamp&sure=1" TEXTS), 409);
	assert_shows(&b, "stopped already");
	assert_int_equal(browser_get(&b, b.location[0] ? b.location : "/admin/stops"), 200);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Emergency stops that stand");
	assert_int_equal(browser_get(&b, "/admin/stops/1"), 200);
	assert_shows(&b, "wrong price");
	assert_int_equal(browser_post(&b, "/admin/stops/1/lift", "reason=put+right"), 422);
	assert_shows(&b, "value=\"put right\"");
	assert_int_equal(browser_post(&b, "/admin/stops/1/lift", "sure=1"), 422);
	assert_int_equal(browser_post(&b, "/admin/stops/1/lift", "reason=put+right&sure=1"), 303);
	assert_int_equal(browser_post(&b, "/admin/stops/1/lift", "reason=put+right&sure=1"), 409);
	assert_int_equal(desk_logged(who, "stop_lift", 0), 1);
	assert_int_equal(browser_get(&b, "/admin/stops"), 200);
	assert_shows(&b, "put right");
	browser_close(&b);
}

static void what_is_wrong_is_told_at_its_field(void **state)
{
	struct browser b;

	(void)state;
	desk_open(&b, "manager");
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=item&item=none" TEXTS), 422);
	assert_shows(&b, "id=\"item-error\"");
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=draw&draw=x" TEXTS), 422);
	assert_shows(&b, "id=\"draw-error\"");
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=all&sure=1&reason=r"), 422);
	assert_shows(&b, "id=\"text-error\"");
	assert_int_equal(browser_post(&b, "/admin/stops/new", "sure=1" TEXTS), 422);
	assert_int_equal(browser_get(&b, "/admin/stops/99"), 404);
	assert_int_equal(browser_get(&b, "/admin/stops/x"), 404);
	browser_close(&b);
}

static void only_managers_stop(void **state)
{
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/stops"), 200);
	assert_hides(&b, "/admin/stops/new");
	assert_int_equal(browser_get(&b, "/admin/stops/1"), 200);
	assert_hides(&b, "/lift");
	assert_int_equal(browser_post(&b, "/admin/stops/new", "kind=all&sure=1" TEXTS), 403);
	assert_int_equal(browser_post(&b, "/admin/stops/1/lift", "reason=x&sure=1"), 403);
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stop_is_set_in_two_steps_and_lifted),
		cmocka_unit_test(what_is_wrong_is_told_at_its_field),
		cmocka_unit_test(only_managers_stop),
	};

	return cmocka_run_group_tests_name("admin_stops", tests, desk_setup, NULL);
}
