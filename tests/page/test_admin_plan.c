/* The plan desk's pages: the form writes rows, the text names its faults, holidays
 * become a draft, publishing asks twice; what each role may do. */
#include "page/desk_world.h"

#include "rule/plan_text.h"
#include "service/plan_draft.h"
#include "service/rehearse.h"
#include "store/plan.h"

static int fresh(void **state)
{
	char *source = talloc_zero_size(test_mem(), 100000);
	FILE *f = fopen("schema/plans/travel.hdf", "rb");
	struct plan_book *book;
	int64_t version;

	(void)state;
	assert_non_null(f);
	assert_true(fread(source, 1, 99999, f) > 1000);
	fclose(f);
	sql("DELETE FROM plan_version");
	sql("DELETE FROM plan_draft");
	assert_int_equal(plan_store(db(), "travel", PLAN_FIRST_DAY, source, clock_now(), &version),
	                 DB_OK);
	assert_int_equal(plan_book_load(db(), NULL, &book), DB_OK);
	talloc_free(plans);
	desk_portal.plans = plans = book;
	return 0;
}

static struct plan_draft draft_at(const char *url)
{
	struct plan_draft draft;
	int64_t id;

	assert_true(int_parse(strrchr(url, '/') + 1, &id));
	assert_int_equal(plan_draft_read(db(), test_mem(), id, &draft), DB_OK);
	return draft;
}

static struct plan *plan_at(const char *url)
{
	char why[200];
	int line;
	struct plan *plan = plan_text_parse(test_mem(), draft_at(url).source, why, &line);

	assert_non_null(plan);
	return plan;
}

/* Begins a draft; its address. */
static char *begun(struct browser *b)
{
	char *url;

	assert_int_equal(browser_post(b, "/admin/plan", "title=Next+year"), 303);
	url = talloc_strdup(test_mem(), b->location);
	url[strcspn(url, "?")] = '\0';
	return url;
}

static char *below(const char *url, const char *path)
{
	return talloc_asprintf(test_mem(), "%s%s", url, path);
}

static void only_managers_change_the_rules(void **state)
{
	struct browser manager, clerk, auditor;
	char *url;

	(void)state;
	desk_open(&manager, "manager");
	desk_open(&clerk, "clerk");
	desk_open(&auditor, "auditor");
	url = begun(&manager);
	assert_int_equal(browser_post(&clerk, "/admin/plan", "title=x"), 403);
	assert_int_equal(browser_post(&auditor, "/admin/plan", "title=x"), 403);
	assert_int_equal(browser_get(&clerk, below(url, "/publish")), 403);
	assert_int_equal(browser_post(&clerk, below(url, "/drop"), ""), 403);
	assert_int_equal(browser_post(&auditor, below(url, "/rehearse"), "from=2026-01-01"), 403);
	assert_int_equal(browser_get(&auditor, "/admin/plan"), 200);
	assert_shows(&auditor, "Next year");
	assert_hides(&auditor, "name=\"title\"");
	assert_int_equal(browser_get(&auditor, below(url, "/form/tiers")), 200);
	assert_shows(&auditor, "disabled");
	assert_int_equal(browser_get(&auditor, below(url, "/text")), 200);
	assert_hides(&auditor, "type=\"submit\" class=\"button\"");
	assert_int_equal(browser_get(&auditor, "/admin/plan/drafts/99999"), 404);
	assert_int_equal(browser_get(&auditor, "/admin/plan/drafts/x"), 404);
	assert_int_equal(browser_get(&auditor, "/admin/plan/rehearsals/99999"), 404);
	browser_close(&auditor);
	browser_close(&clerk);
	browser_close(&manager);
}

static void the_form_writes_rows(void **state)
{
	struct browser b;
	char *url, *form;

	(void)state;
	desk_open(&b, "manager");
	url = begun(&b);
	form = below(url, "/form/tiers");
	assert_int_equal(browser_get(&b, form), 200);
	assert_shows(&b, "Silver · Points needed");
	/* f_6 silver's points, f_7 its rate, f_8 its price discount */
	assert_int_equal(browser_post(&b, form, "edit=1&f_6=1500&f_7=1.2&f_8=2.5"), 303);
	assert_int_equal(plan_at(url)->tiers[1].points, 1500);
	assert_int_equal(plan_at(url)->tiers[1].rate_bp, 12000);
	assert_int_equal(plan_at(url)->tiers[1].price_discount_bp, 250);
	assert_int_equal(plan_at(url)->tiers[2].rate_bp, 20000); /* not sent: as it was */
	assert_int_equal(browser_post(&b, form, "edit=2&f_6=9000"), 422);
	assert_shows(&b, "must need more than the tier before it");
	assert_shows(&b, "value=\"9000\"");
	assert_int_equal(browser_post(&b, form, "edit=2&f_7=20"), 422);
	assert_shows(&b, "f_7-error");
	assert_shows(&b, "from 10000 to 100000");
	assert_int_equal(browser_post(&b, form, "edit=2&f_7=fast"), 422);
	assert_shows(&b, "f_7-error");
	assert_int_equal(browser_post(&b, form, "edit=1&f_6=1600"), 409);
	assert_shows(&b, "value=\"1600\"");
	assert_shows(&b, "name=\"edit\" value=\"1\""); /* once more: still not written over */
	assert_int_equal(browser_post(&b, form, "edit=1&f_7=fast"), 422);
	assert_shows(&b, "name=\"edit\" value=\"1\"");
	assert_int_equal(browser_post(&b, below(url, "/text"), "edit=1&title=T&source=Name+%3D+x"), 409);
	assert_shows(&b, "Name = x");
	assert_shows(&b, "name=\"edit\" value=\"1\"");
	assert_int_equal(plan_at(url)->tiers[1].points, 1500);
	assert_int_equal(browser_post(&b, below(url, "/form/spend"), "edit=2&f_6=half_value"), 303);
	assert_int_equal(plan_at(url)->pay.cap, PAY_CAP_HALF_VALUE);
	assert_int_equal(browser_post(&b, below(url, "/form/spend"), "edit=3&f_6=all"), 422);
	assert_int_equal(browser_get(&b, below(url, "/form/other")), 404);
	assert_int_equal(browser_get(&b, url), 200);
	assert_shows(&b, "Tiers.silver.Points");
	assert_shows(&b, "<ins>1500</ins>");
	assert_shows(&b, "1,500 tier points");
	browser_close(&b);
}

static void the_text_names_its_faults(void **state)
{
	struct browser b;
	char *url, *text;

	(void)state;
	desk_open(&b, "manager");
	url = begun(&b);
	text = below(url, "/text");
	assert_int_equal(browser_post(&b, text, "edit=1&title=T&source=Name+%3D+x%0AEarn"), 422);
	assert_shows(&b, "Line 2 cannot be read");
	assert_shows(&b, "source-error");
	assert_int_equal(browser_post(&b, text, "edit=1&title=T&source=Name+%3D+x%0A%3Cb%3E"), 422);
	assert_shows(&b, "&lt;b&gt;");
	assert_int_equal(browser_post(&b, text, "edit=1&title=T&source=Name+%3D+travel"), 422);
	assert_shows(&b, "Earn: is missing");
	assert_int_equal(browser_post(&b, text, "edit=1&title=&source=Name+%3D+travel"), 422);
	assert_shows(&b, "title-error");
	assert_int_equal(browser_post(&b, text, "title=T&source=x"), 400);
	assert_int_equal(draft_at(url).edit, 1);
	browser_close(&b);
}

static void holidays_become_a_draft(void **state)
{
	struct browser b;
	char url[64];
	const struct plan *plan;

	(void)state;
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/plan"), 200);
	assert_shows(&b, "No holiday of 2027");
	assert_int_equal(browser_post(&b, "/admin/plan/calendar",
	                              "what=holiday&from=2027-02-05&until=2027-02-11"), 422);
	assert_shows(&b, "name-error");
	assert_int_equal(browser_post(&b, "/admin/plan/calendar", "what=free&until=2027-02-11"), 422);
	assert_int_equal(browser_post(&b, "/admin/plan/calendar",
	                              "what=free&from=2027-02-05&until=2027-02-01"), 422);
	assert_int_equal(browser_post(&b, "/admin/plan/calendar", "what=moon&from=2027-02-05"), 422);
	assert_int_equal(browser_post(&b, "/admin/plan/calendar",
	                              "what=holiday&from=2027-02-05&until=2027-02-11&name=%E6%98%A5"
	                              "%E8%8A%82&name_en=Spring%0ARate+%3D+1"), 422);
	assert_int_equal(browser_post(&b, "/admin/plan/calendar",
	                              "what=holiday&from=2027-02-05&until=2027-02-11&name=%E6%98%A5"
	                              "%E8%8A%82&name_en=Spring+Festival"), 303);
	snprintf(url, sizeof url, "/admin/plan/drafts/%lld",
	         strtoll(strstr(b.location, "draft=") + 6, NULL, 10));
	plan = plan_at(url);
	assert_string_equal(plan->bonuses[plan->n_bonuses - 1].name.en, "Spring Festival");
	assert_int_equal(plan->bonuses[plan->n_bonuses - 1].rate_bp, 11000);
	assert_false(plan->days[plan->n_days - 1].work);
	assert_int_equal(browser_post(&b, "/admin/plan/calendar",
	                              talloc_asprintf(test_mem(), "draft=%s&edit=2&what=work"
	                                              "&from=2027-02-20", strrchr(url, '/') + 1)), 303);
	plan = plan_at(url);
	assert_true(plan->days[plan->n_days - 1].work);
	assert_int_equal(plan->days[plan->n_days - 1].until, day("2027-02-20"));
	assert_int_equal(browser_post(&b, "/admin/plan/calendar/drop",
	                              talloc_asprintf(test_mem(), "draft=%s&edit=3"
	                                              "&row=Calendar.day_20270220",
	                                              strrchr(url, '/') + 1)), 303);
	assert_true(plan->n_days - 1 == plan_at(url)->n_days);
	assert_int_equal(browser_post(&b, "/admin/plan/calendar/drop",
	                              talloc_asprintf(test_mem(), "draft=%s&edit=4&row=Tiers.gold",
	                                              strrchr(url, '/') + 1)), 400);
	browser_close(&b);
}

static void publishing_asks_twice(void **state)
{
	struct browser b;
	char *url, *publish;

	(void)state;
	desk_open(&b, "manager");
	url = begun(&b);
	publish = below(url, "/publish");
	assert_int_equal(browser_post(&b, below(url, "/form/earn"), "edit=1&f_0=2"), 303);
	assert_int_equal(browser_get(&b, publish), 200);
	assert_shows(&b, "not rehearsed");
	assert_shows(&b, "2026-11-23");
	assert_int_equal(browser_post(&b, publish, "edit=2&from=2026-11-22"), 422);
	assert_shows(&b, "from-error");
	assert_int_equal(browser_post(&b, publish, "edit=2&from="), 422);
	assert_int_equal(browser_post(&b, publish, "edit=2&from=2026-12-01"), 200);
	assert_shows(&b, "name=\"sure\" value=\"1\"");
	assert_string_equal(draft_at(url).state, "draft");
	assert_int_equal(browser_post(&b, publish, "edit=1&from=2026-12-01&sure=1"), 409);
	assert_int_equal(browser_post(&b, publish, "edit=2&from=2026-12-01&sure=1"), 303);
	assert_string_equal(draft_at(url).state, "published");
	assert_int_equal(browser_get(&b, url), 200);
	assert_hides(&b, "/drop");
	browser_close(&b);
}

static void a_rehearsal_shows_how_far_it_is(void **state)
{
	struct service_env env = env_of(db(), test_mem());
	uint64_t member = rich_member(0), who;
	struct browser b;
	char *url, *result;
	int done;

	(void)state;
	book(member, "P-1", 100000, "2026-03-02T10:00:00+08:00", true);
	book(member, "P-2", 100000, "2026-05-10T10:00:00+08:00", true);
	who = desk_open(&b, "manager");
	url = begun(&b);
	assert_int_equal(browser_post(&b, below(url, "/form/tiers"), "edit=1&f_7=1&f_11=1"), 303);
	assert_int_equal(browser_post(&b, below(url, "/rehearse"), "from=2999-01-01"), 422);
	assert_shows(&b, "from-error");
	assert_int_equal(browser_post(&b, below(url, "/rehearse"), "from=2026-01-01"), 303);
	result = talloc_strdup(test_mem(), b.location);
	assert_int_equal(browser_get(&b, result), 200);
	assert_shows(&b, "rehearsal-done");
	assert_int_equal(desk_logged(who, "rehearsal_view", 0), 0);
	assert_int_equal(rehearse_due(&env, plans, &done), DB_OK);
	assert_int_equal(browser_get(&b, result), 200);
	assert_shows(&b, "class=\"old-points\" value=\"3000\"");
	assert_shows(&b, "class=\"new-points\" value=\"2000\"");
	assert_shows(&b, "class=\"rehearsal-less\" value=\"1\"");
	assert_shows(&b, talloc_asprintf(test_mem(), "M%07llu", (unsigned long long)member));
	assert_int_equal(desk_logged(who, "rehearsal_view", 0), 1);
	assert_int_equal(browser_get(&b, below(url, "/publish")), 200);
	assert_hides(&b, "not rehearsed");
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(only_managers_change_the_rules, fresh),
		cmocka_unit_test_setup(the_form_writes_rows, fresh),
		cmocka_unit_test_setup(the_text_names_its_faults, fresh),
		cmocka_unit_test_setup(holidays_become_a_draft, fresh),
		cmocka_unit_test_setup(publishing_asks_twice, fresh),
		cmocka_unit_test_setup(a_rehearsal_shows_how_far_it_is, fresh),
	};
	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
