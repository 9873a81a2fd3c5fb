/* The desk's cases: the queue in its order, one case with its steps, templates,
 * goodwill with the second signature; what each role may do. */
#include "page/desk_world.h"

#include "service/case.h"
#include "store/goodwill.h"

#define DAY_S 86400

static const char *filed(uint64_t member, const char *text, int64_t days_ago)
{
	struct service_env env = env_of(db(), test_mem());
	const struct case_new what = { .member_id = member, .kind = "complaint",
		.class = "service", .source = "member", .source_ref = "", .partner = "",
		.order_no = "", .category = "", .branch = "", .text = text };
	char *no = talloc_zero_size(test_mem(), CASE_NO);

	env.now -= days_ago * DAY_S;
	assert_int_equal(case_file(&env, plans, &what, NULL, no), CASE_OK);
	return no;
}

static struct case_row case_now(const char *no)
{
	struct case_row row;

	assert_int_equal(case_find(db(), test_mem(), no, &row), DB_OK);
	return row;
}

static const char *url_of(const char *no)
{
	return talloc_asprintf(test_mem(), "/admin/cases/%s", no);
}

/* Where NO stands in what B shows; fails when it does not. */
static const char *place(const struct browser *b, const char *no)
{
	const char *found = strstr(b->body, no);

	assert_non_null(found);
	return found;
}

static void the_late_come_first_then_priority_then_the_clock(void **state)
{
	uint64_t plain = rich_member(0), gold = rich_member(0);
	const char *old = filed(plain, "old", 2), *late, *high, *young;
	struct browser b;

	(void)state;
	sql("UPDATE account SET tier = 'gold' WHERE member_id = %llu", (unsigned long long)gold);
	young = filed(plain, "young", 0);
	high = filed(gold, "high", 0);
	late = filed(plain, "late", 20);
	desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/cases"), 200);
	assert_true(case_now(high).priority);
	assert_false(case_now(young).priority);
	assert_true(place(&b, late) < place(&b, high));
	assert_true(place(&b, high) < place(&b, young));
	assert_true(place(&b, old) < place(&b, young));
	assert_int_equal(browser_get(&b, "/admin/cases?show=overdue"), 200);
	assert_shows(&b, late);
	assert_hides(&b, high);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "/admin/cases?show=overdue");
	browser_close(&b);
}

static void each_step_is_logged_and_shown(void **state)
{
	uint64_t member = rich_member(0), who;
	const char *no = filed(member, "<b>angry</b>", 0), *url = url_of(no);
	struct browser b, auditor;

	(void)state;
	who = desk_open(&b, "clerk");
	desk_open(&auditor, "auditor");
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "&lt;b&gt;angry&lt;/b&gt;");
	assert_int_equal(desk_logged(who, "case_view", member), 1);
	assert_int_equal(browser_get(&auditor, url), 200);
	assert_hides(&auditor, "name=\"act\"");
	assert_int_equal(browser_post(&auditor, url, "act=note&text=x"), 403);
	assert_int_equal(browser_post(&b, url, "act=propose&text=x"), 409);
	assert_int_equal(browser_post(&b, url, "act=fly"), 400);
	assert_int_equal(browser_post(&b, url, "act=classify&class=service&department=x"), 422);
	assert_shows(&b, "department-error");
	assert_int_equal(browser_post(&b, url,
	                              "act=classify&class=product&department=care&owner=99999"), 422);
	assert_int_equal(browser_post(&b, url, "act=classify&class=product&department=care"), 303);
	assert_int_equal(case_now(no).owner_id, who);
	assert_int_equal(desk_logged(who, "case_step", member), 1);
	assert_int_equal(browser_post(&b, url, "act=propose&text="), 422);
	assert_shows(&b, "text-error");
	assert_int_equal(browser_post(&b, url, "act=propose&text=We+refund&outcome=Refunded"), 303);
	assert_string_equal(case_now(no).outcome, "Refunded");
	assert_int_equal(browser_post(&b, url, "act=agreed&text=by+phone"), 303);
	assert_int_equal(browser_post(&b, url, "act=execute&text=done"), 303);
	assert_int_equal(browser_post(&b, url, "act=close"), 422);
	assert_shows(&b, "cause-error");
	assert_int_equal(browser_post(&b, url, "act=close&cause=weather"), 422);
	assert_int_equal(browser_post(&b, url, "act=close&cause=product"), 303);
	assert_string_equal(case_now(no).state, "closed");
	assert_int_equal(browser_get(&b, "/admin/cases?show=closed"), 200);
	assert_shows(&b, no);
	assert_int_equal(browser_get(&b, "/admin/cases/KNONE"), 404);
	browser_close(&auditor);
	browser_close(&b);
}

static void templates_are_kept_and_offered(void **state)
{
	uint64_t member = rich_member(0);
	const char *url = url_of(filed(member, "x", 0));
	struct browser b;

	(void)state;
	desk_open(&b, "clerk");
	assert_int_equal(browser_post(&b, "/admin/cases/answers", "title=&class=&text=&text_en="),
	                 422);
	assert_int_equal(browser_post(&b, "/admin/cases/answers",
	                              "title=Lost+bag&class=service&text=We+look&text_en=Soon"), 303);
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "Lost bag");
	assert_int_equal(browser_get(&b, talloc_asprintf(test_mem(), "%s?answer=5&in=en", url)), 200);
	assert_shows(&b, "Soon</textarea>");
	assert_int_equal(browser_post(&b, "/admin/cases/answers/5", "state=retired"), 303);
	assert_int_equal(browser_get(&b, url), 200);
	assert_hides(&b, "Lost bag");
	browser_close(&b);
}

static void a_caller_is_filed_for(void **state)
{
	uint64_t member = rich_member(0), who;
	char form[160], *member_no, *kind;
	struct browser b;
	struct case_row *list;
	int n;

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/cases/new"), 200);
	assert_int_equal(browser_post(&b, "/admin/cases/new",
	                              "member=nobody@example.com&kind=complaint&class=other&text=x"),
	                 422);
	assert_shows(&b, "member-error");
	assert_int_equal(member_get(db(), test_mem(), member, &member_no, &kind), DB_OK);
	snprintf(form, sizeof form, "member=%s&kind=complaint&class=other&text=called", member_no);
	assert_int_equal(browser_post(&b, "/admin/cases/new", form), 303);
	assert_int_equal(case_list(db(), test_mem(), member, "", 5, &list, &n), DB_OK);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].source, "caller");
	assert_int_equal(list[0].owner_id, who);
	assert_int_not_equal(list[0].acked_at, INSTANT_NONE);
	browser_close(&b);
}

static void goodwill_above_the_ceiling_takes_two(void **state)
{
	uint64_t member = rich_member(0);
	const char *no = filed(member, "x", 0);
	const char *give = talloc_asprintf(test_mem(), "/admin/cases/%s/goodwill", no), *sign;
	struct browser clerk, manager, other;
	struct goodwill *list;
	int n;

	(void)state;
	desk_open(&clerk, "clerk");
	desk_open(&manager, "manager");
	desk_open(&other, "manager");
	assert_int_equal(browser_post(&clerk, give, "points=0&reason=late"), 422);
	assert_int_equal(browser_post(&clerk, give, "points=10&reason="), 422);
	assert_int_equal(browser_post(&clerk, give, "points=5001&reason=late"), 422);
	assert_shows(&clerk, "points-error");
	assert_int_equal(browser_post(&clerk, give, "points=10&reason=late"), 303);
	assert_int_equal(browser_post(&manager, give, "points=1500&reason=very+late"), 303);
	assert_int_equal(goodwill_waiting(db(), test_mem(), 5, &list, &n), DB_OK);
	assert_int_equal(n, 1);
	sign = talloc_asprintf(test_mem(), "/admin/cases/goodwill/%s", list[0].goodwill_no);
	assert_int_equal(browser_get(&manager, "/admin/cases/goodwill"), 200);
	assert_shows(&manager, "very late");
	assert_hides(&manager, "name=\"verdict\"");
	assert_int_equal(browser_post(&clerk, sign, "verdict=sign"), 403);
	assert_int_equal(browser_post(&manager, sign, "verdict=sign"), 422);
	assert_int_equal(browser_post(&other, sign, "verdict=maybe"), 400);
	assert_int_equal(browser_post(&other, sign, "verdict=sign"), 303);
	assert_int_equal(browser_post(&other, sign, "verdict=sign"), 409);
	assert_int_equal(account(member).available, 1510);
	prove(member);
	browser_close(&clerk);
	browser_close(&manager);
	browser_close(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_late_come_first_then_priority_then_the_clock),
		cmocka_unit_test(each_step_is_logged_and_shown),
		cmocka_unit_test(templates_are_kept_and_offered),
		cmocka_unit_test(a_caller_is_filed_for),
		cmocka_unit_test(goodwill_above_the_ceiling_takes_two),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
