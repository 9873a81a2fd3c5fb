/* The desk's custom trips: the late first, steps logged and shown, orders checked,
 * what each role may do; marked products. */
#include "page/desk_world.h"

#include "service/custom.h"
#include "service/early.h"

#define DAY_S 86400

static uint64_t gold_member(void)
{
	uint64_t m = rich_member(0);

	sql("UPDATE account SET tier = 'gold' WHERE member_id = %llu", (unsigned long long)m);
	return m;
}

static const char *asked_for(uint64_t member, const char *where, int64_t days_ago)
{
	struct service_env env = env_of(db(), test_mem());
	const struct custom_new what = {.member_id = member, .destination = where,
	                                .period = "May", .people = 2, .wishes = "<i>slow</i>"};
	char *no = talloc_zero_size(test_mem(), CUSTOM_NO);

	env.now -= days_ago * DAY_S;
	assert_int_equal(custom_ask(&env, plans, &what, "", no), CUSTOM_OK);
	return no;
}

static struct custom_row trip(const char *no)
{
	struct custom_row row;

	assert_int_equal(custom_find(db(), test_mem(), no, &row), DB_OK);
	return row;
}

static void the_late_come_first(void **state)
{
	uint64_t member = gold_member();
	const char *young = asked_for(member, "Lhasa", 0), *late = asked_for(member, "Dali", 20);
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/custom"), 200);
	assert_non_null(strstr(b.body, late));
	assert_non_null(strstr(b.body, young));
	assert_true(strstr(b.body, late) < strstr(b.body, young));
	assert_int_equal(browser_get(&b, "/admin/custom?show=overdue"), 200);
	assert_shows(&b, late);
	assert_hides(&b, young);
	assert_int_equal(browser_get(&b, "/admin/custom?show=mine"), 200);
	assert_hides(&b, late);
	assert_int_equal(browser_get(&b, "/admin/custom?show=desk"), 200);
	assert_shows(&b, late);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "/admin/custom?show=overdue");
	browser_close(&b);
}

static void steps_are_logged_and_shown(void **state)
{
	uint64_t member = gold_member(), who;
	const char *no = asked_for(member, "Lhasa", 0);
	const char *url = talloc_asprintf(test_mem(), "/admin/custom/%s", no);
	const char *orders = talloc_asprintf(test_mem(), "%s/orders", url);
	struct browser b, auditor;

	(void)state;
	who = desk_open(&b, "clerk");
	desk_open(&auditor, "auditor");
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "&lt;i&gt;slow&lt;/i&gt;");
	assert_int_equal(desk_logged(who, "custom_view", member), 1);
	assert_int_equal(browser_get(&auditor, url), 200);
	assert_hides(&auditor, "name=\"act\"");
	assert_int_equal(browser_post(&auditor, url, "act=note&text=x"), 403);
	assert_int_equal(browser_post(&b, url, "act=fly"), 400);
	assert_int_equal(browser_post(&b, url, "act=book&text="), 409);
	assert_int_equal(browser_post(&b, url, "act=propose&text="), 422);
	assert_shows(&b, "text-error");
	assert_int_equal(browser_post(&b, url, "act=propose&text=Eight+days"), 303);
	assert_int_equal(trip(no).owner_id, who);
	assert_int_equal(desk_logged(who, "custom_step", member), 1);
	assert_int_equal(browser_post(&b, orders, "order_no=NONE-1"), 422);
	assert_shows(&b, "order_no-error");
	sql("INSERT INTO order_head (partner, order_no, member_id, category, paid_fen, paid_at)"
	    " VALUES ('demo', 'DESK-1', %llu, 'custom', 100, '2026-11-22')",
	    (unsigned long long)member);
	assert_int_equal(browser_post(&b, orders, "order_no=DESK-1"), 303);
	assert_int_equal(desk_logged(who, "custom_order", member), 1);
	assert_int_equal(browser_post(&b, url, "act=book&text="), 303);
	assert_int_equal(browser_post(&b, url, "act=close&text="), 303);
	assert_string_equal(trip(no).state, "closed");
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "DESK-1");
	assert_int_equal(browser_get(&b, "/admin/custom?show=over"), 200);
	assert_shows(&b, no);
	assert_int_equal(browser_get(&b, "/admin/custom/TNONE"), 404);
	browser_close(&auditor);
	browser_close(&b);
}

static void managers_mark_products(void **state)
{
	const char *form = "product=hot-1&name=%E6%9E%81%E5%85%89&name_en=Aurora"
	                   "&public_from=2027-01-10T10:00&state=live&days_1=2&days_2=5";
	const struct plan *plan = plan_on(plans, day_of(at("2026-11-22T10:00:00+08:00")));
	struct service_env env = env_of(db(), test_mem());
	int64_t from, open = at("2027-01-10T10:00:00+08:00");
	struct browser clerk, manager;

	(void)state;
	desk_open(&clerk, "clerk");
	desk_open(&manager, "manager");
	assert_int_equal(browser_post(&clerk, "/admin/early", form), 403);
	assert_int_equal(browser_post(&manager, "/admin/early", "product=a+b&name=&state=x"), 422);
	assert_shows(&manager, "public_from-error");
	assert_int_equal(browser_post(&manager, "/admin/early", form), 303);
	assert_int_equal(browser_post(&manager, "/admin/early", form), 303);
	assert_int_equal(browser_get(&clerk, "/admin/early"), 200);
	assert_shows(&clerk, "hot-1");
	assert_hides(&clerk, "name=\"days_1\"");
	assert_int_equal(early_product_from(&env, plan, plan->tiers[0].code, "hot-1", &from), DB_OK);
	assert_int_equal(from, open);
	assert_int_equal(early_product_from(&env, plan, plan->tiers[2].code, "hot-1", &from), DB_OK);
	assert_int_equal(from, open - 5 * DAY_S);
	assert_int_equal(early_product_from(&env, plan, "gold", "other", &from), DB_NONE);
	browser_close(&clerk);
	browser_close(&manager);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_late_come_first),
		cmocka_unit_test(steps_are_logged_and_shown),
		cmocka_unit_test(managers_mark_products),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
