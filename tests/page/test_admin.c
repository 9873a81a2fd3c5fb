/* The desk's own pages by requests: staff, the log, the morning page and the
 * lists behind it. */
#include "page/desk_portal.h"

static void managers_change_staff_and_auditors_only_look(void **state)
{
	struct browser manager, auditor, clerk;
	char path[64], reset[64];
	struct staff one = somebody("changed@example.com", "clerk");
	struct staff self = somebody("manages@example.com", "manager");

	(void)state;
	somebody("audits@example.com", "auditor");
	open_as(&manager, "manages@example.com");
	open_as(&auditor, "audits@example.com");
	open_as(&clerk, "changed@example.com");
	assert_int_equal(browser_get(&clerk, "/admin/staff"), 403);
	assert_hides(&clerk, "href=\"/admin/audit\"");
	assert_int_equal(browser_get(&auditor, "/admin/staff"), 200);
	assert_shows(&auditor, "changed@example.com");
	assert_hides(&auditor, "action=\"/admin/staff");
	snprintf(path, sizeof path, "/admin/staff/%d", (int)one.staff_id);
	assert_int_equal(browser_post(&auditor, path, "state=blocked"), 403);
	assert_int_equal(browser_post(&manager, path, "role=auditor"), 303);
	assert_int_equal(browser_post(&manager, path, "role=king"), 404);
	assert_int_equal(browser_post(&manager, path, ""), 400);
	assert_int_equal(browser_post(&manager, "/admin/staff/x", "role=clerk"), 404);
	assert_int_equal(browser_post(&manager, path, "state=blocked"), 303);
	assert_int_equal(browser_get(&clerk, "/admin/"), 303); /* signed out at once */
	snprintf(reset, sizeof reset, "/admin/staff/%d/reset", (int)one.staff_id);
	assert_int_equal(browser_post(&manager, reset, ""), 200);
	assert_shows(&manager, "first-password");
	snprintf(reset, sizeof reset, "/admin/staff/%d/reset", (int)self.staff_id);
	assert_int_equal(browser_post(&manager, reset, ""), 422);
	browser_close(&manager);
	browser_close(&auditor);
	browser_close(&clerk);
}

static void sections_lie_in_groups_that_a_role_may_open(void **state)
{
	struct browser manager, clerk;

	(void)state;
	somebody("steers@example.com", "manager");
	somebody("serves@example.com", "clerk");
	open_as(&manager, "steers@example.com");
	open_as(&clerk, "serves@example.com");
	assert_int_equal(browser_get(&manager, "/admin/staff"), 200);
	assert_shows(&manager, "<details name=\"desk-nav\" class=\"is-here\"><summary>Control</summary>");
	assert_shows(&manager, "<a href=\"/admin/staff\" aria-current=\"page\">");
	assert_shows(&manager, "<li><a href=\"/admin/\">Today</a></li>"); /* one of its kind */
	assert_int_equal(browser_get(&clerk, "/admin/"), 200);
	assert_shows(&clerk, "<a href=\"/admin/\" aria-current=\"page\">Today</a>");
	assert_shows(&clerk, "href=\"/admin/cases\"");
	assert_hides(&clerk, "href=\"/admin/staff\"");
	assert_hides(&clerk, "is-here");
	browser_close(&manager);
	browser_close(&clerk);
}

static void the_log_shows_who_did_what(void **state)
{
	struct service_env env = accounts_env();
	struct browser b;
	struct person_id member = accounts_member(&env, "looked@example.com", NULL, true);
	struct staff s = somebody("logs@example.com", "manager");
	static const struct db_sql sql = {"SELECT member_no FROM member WHERE member_id = ?", "i", "s"};
	char *number, path[96];

	(void)state;
	assert_int_equal(db_one(env.db, env.mem, &sql, (int64_t)member.member_id, &number), DB_OK);
	assert_int_equal(
		staff_log(env.db, s.staff_id, "odd_doing", member.member_id, "<b>", "a & b"), DB_OK);
	open_as(&b, "logs@example.com");
	assert_int_equal(browser_get(&b, "/admin/audit"), 200);
	assert_shows(&b, "odd_doing"); /* an action without words of its own shows as it is */
	assert_shows(&b, "Signed in");
	assert_shows(&b, "&lt;b&gt;");
	snprintf(path, sizeof path, "/admin/audit?member=%s&staff=%d", number, (int)s.staff_id);
	assert_int_equal(browser_get(&b, path), 200);
	assert_shows(&b, number);
	assert_hides(&b, "Signed in");
	assert_int_equal(browser_get(&b, "/admin/audit?member=nonsense"), 422);
	assert_int_equal(browser_get(&b, "/admin/audit?staff=x&before=-1"), 200);
	assert_shows(&b, "Looked up a member in the log"); /* the look into the log, too */
	browser_close(&b);
}

static void the_morning_page_leads_to_what_is_wrong(void **state)
{
	static const struct db_sql order = {
		"INSERT INTO order_head (partner, order_no, member_id, travel_end, paid_at, held, held_reason)"
		" VALUES (?, ?, ?, ?, ?, ?, 'large order')",
		"ssiIti", ""};
	static const struct db_sql late = {
		"UPDATE order_head SET travel_end = '2026-09-01' WHERE order_no = 'LATE-1'", "", ""};
	static const struct db_sql parked = {
		"INSERT INTO order_event (partner, order_no, event, happened_at, received_at, content_hash)"
		" VALUES ('demo', 'LOST-1', 'refund/R1', NOW(), NOW(), '')",
		"", ""};
	static const struct db_sql head = {
		"INSERT INTO order_head (partner, order_no) VALUES ('demo', 'LOST-1')", "", ""};
	struct service_env env = accounts_env();
	struct browser b;
	int64_t id = (int64_t)accounts_member(&env, "late@example.com", NULL, true).member_id;

	(void)state;
	somebody("morning@example.com", "manager");
	open_as(&b, "morning@example.com");
	assert_shows(&b, "Every refund has found its order");
	assert_hides(&b, "/admin/today/trips");
	assert_int_equal(db_run(env.db, &order, "demo", "LATE-1", id, INT64_MIN, env.now, (int64_t)0),
	                 DB_OK);
	assert_int_equal(db_run(env.db, &late), DB_OK);
	assert_int_equal(db_run(env.db, &order, "demo", "HELD-1", id, INT64_MIN, env.now, (int64_t)900),
	                 DB_OK);
	assert_int_equal(db_run(env.db, &head), DB_OK);
	assert_int_equal(db_run(env.db, &parked), DB_OK);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "href=\"/admin/today/trips\"");
	assert_shows(&b, "href=\"/admin/today/held\"");
	assert_shows(&b, "900 points in all");
	assert_int_equal(browser_get(&b, "/admin/today/trips"), 200);
	assert_shows(&b, "LATE-1");
	assert_hides(&b, "HELD-1");
	assert_int_equal(browser_get(&b, "/admin/today/parked"), 200);
	assert_shows(&b, "refund/R1");
	assert_int_equal(browser_get(&b, "/admin/today/debts"), 200);
	assert_int_equal(browser_get(&b, "/admin/today/stock"), 200);
	assert_int_equal(browser_get(&b, "/admin/today/nothing"), 404);
	assert_int_equal(browser_get(&b, "/admin/audit"), 200);
	assert_shows(&b, "Looked at trips over");
	browser_close(&b);
}

static void points_under_review_want_a_reason(void **state)
{
	struct browser b, looks;
	char *text, x200[201] = "";

	(void)state;
	memset(x200, 'x', 200);
	somebody("works@example.com", "clerk"); /* as in the review queue */
	somebody("looks@example.com", "auditor");
	open_as(&b, "works@example.com");
	open_as(&looks, "looks@example.com");
	assert_int_equal(browser_get(&looks, "/admin/today/held"), 200);
	assert_shows(&looks, "HELD-1");
	assert_hides(&looks, "value=\"release\"");
	assert_int_equal(browser_post(&looks, "/admin/today/held",
	                              "partner=demo&order_no=HELD-1&decision=release&reason=x"),
	                 403);
	assert_int_equal(browser_get(&b, "/admin/today/held"), 200);
	assert_shows(&b, "value=\"release\"");
	assert_int_equal(browser_post(&b, "/admin/today/held",
	                              "partner=demo&order_no=HELD-1&decision=release&reason="),
	                 422);
	assert_shows(&b, "Write the reason for your decision");
	text = talloc_asprintf(b.mem, "partner=demo&order_no=HELD-1&decision=refuse&reason=kept%s",
	                       x200);
	assert_int_equal(browser_post(&b, "/admin/today/held", text), 422);
	assert_shows(&b, "value=\"keptxxx");
	assert_int_equal(browser_post(&b, "/admin/today/held",
	                              "partner=demo&order_no=HELD-1&decision=keep&reason=x"),
	                 400);
	assert_int_not_equal(browser_post(&b, "/admin/today/held",
	                                  "partner=demo&order_no=HELD-1&decision=refuse&reason=Zhang+asks"),
	                     422);
	assert_int_equal(browser_get(&looks, "/admin/audit"), 200);
	assert_shows(&looks, "demo/HELD-1"); /* who did what; why stands in the order */
	assert_hides(&looks, "Zhang asks");
	browser_close(&b);
	browser_close(&looks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(managers_change_staff_and_auditors_only_look, as_in_a_demo),
		cmocka_unit_test_setup(sections_lie_in_groups_that_a_role_may_open, as_in_a_demo),
		cmocka_unit_test_setup(the_log_shows_who_did_what, as_in_a_demo),
		cmocka_unit_test_setup(the_morning_page_leads_to_what_is_wrong, as_in_a_demo),
		cmocka_unit_test_setup(points_under_review_want_a_reason, as_in_a_demo),
	};

	if (!secret_open())
		return 1;
	return cmocka_run_group_tests(tests, desk_open, desk_close);
}
