/* An adviser's desk: five lists of one's own members and of nobody's, each with its
 * reason, what is cut is said, and who may look at whose. */
#include "page/desk_world.h"

#include "service/case.h"
#include "service/contact.h"

static uint64_t cared_for_by(uint64_t staff)
{
	uint64_t m = rich_member(70);

	sql("UPDATE member SET joined_on = '2020-01-01', adviser_id = IF(%llu = 0, NULL, %llu)"
	    " WHERE member_id = %llu", (unsigned long long)staff, (unsigned long long)staff,
	    (unsigned long long)m);
	return m;
}

static const char *no_of(uint64_t m)
{
	static const struct db_sql number_of = {
		"SELECT member_no FROM member WHERE member_id = ?", "i", "s"};
	char *no;

	assert_int_equal(db_one(db(), test_mem(), &number_of, (int64_t)m, &no), DB_OK);
	return no;
}

/* The page's list ID, from its heading to its end. */
static const char *list_of(struct browser *b, const char *id)
{
	char *at = strstr(b->body, talloc_asprintf(test_mem(), "id=\"list-%s\"", id)), *end;

	assert_non_null(at);
	end = strstr(at, "</section>");
	assert_non_null(end);
	return talloc_strndup(test_mem(), at, (size_t)(end - at));
}

#define assert_lists(b, id, m) assert_non_null(strstr(list_of(b, id), no_of(m)))
#define assert_lists_not(b, id, m) assert_null(strstr(list_of(b, id), no_of(m)))

static void call_back(uint64_t m, int32_t due, const char *note)
{
	struct service_env env = env_of(db(), test_mem());
	const struct contact what = {.member_id = m, .staff_id = 1, .channel = "phone", .note = note,
	                             .day = day_of(env.now), .due_on = due, .made_at = env.now};

	assert_int_equal(contact_note(&env, &what, ""), CONTACT_OK);
}

static void call_backs_go_to_who_serves(void **state)
{
	struct browser b, boss;
	uint64_t clerk = desk_open(&b, "clerk"), manager = desk_open(&boss, "manager");
	uint64_t own = cared_for_by(clerk), far = cared_for_by(clerk), nobodys = cared_for_by(0);
	int32_t today = day_of(clock_now());

	(void)state;
	(void)manager;
	call_back(own, today, "<b>ring</b> her");
	call_back(far, today + 8, "later");
	call_back(nobodys, today + 7, "soon");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "href=\"/admin/mine\"");
	assert_hides(&b, "/admin/mine?who=nobody\"");
	assert_int_equal(browser_get(&b, "/admin/mine"), 200);
	assert_lists(&b, "Calls", own);
	assert_lists_not(&b, "Calls", far);
	assert_lists_not(&b, "Calls", nobodys);
	assert_shows(&b, "&lt;b&gt;ring&lt;/b&gt;");
	assert_int_equal(desk_logged(clerk, "mine", 0), 1);
	assert_int_equal(browser_get(&b, "/admin/mine?who=nobody"), 200);
	assert_lists(&b, "Calls", nobodys);
	assert_lists_not(&b, "Calls", own);
	/* blocked: the call-back is nobody's, and on the manager's morning page */
	sql("UPDATE staff SET state = 'blocked' WHERE staff_id = %llu", (unsigned long long)clerk);
	assert_int_equal(browser_get(&boss, "/admin/"), 200);
	assert_shows(&boss, "/admin/mine?who=nobody\"");
	assert_int_equal(browser_get(&boss, "/admin/mine?who=nobody"), 200);
	assert_lists(&boss, "Calls", own);
	assert_lists(&boss, "Calls", nobodys);
	sql("UPDATE member SET state = 'erased' WHERE member_id = %llu", (unsigned long long)own);
	assert_int_equal(browser_get(&boss, "/admin/mine?who=nobody"), 200);
	assert_lists_not(&boss, "Calls", own);
	browser_close(&b);
	browser_close(&boss);
}

static void birthdays_also_over_the_new_year(void **state)
{
	struct browser b;
	uint64_t clerk = desk_open(&b, "clerk");
	int32_t today = day_of(clock_now());
	const int32_t days[] = {today, today + 14, today + 15, today - 1};
	uint64_t m[4], nobodys = cared_for_by(0);
	char iso[INSTANT_TEXT];

	(void)state;
	for (int i = 0; i < 4; i++) {
		m[i] = cared_for_by(clerk);
		sql("UPDATE person SET birthday = '1980%s' WHERE member_id = %llu",
		    day_iso(iso, days[i]) + 4, (unsigned long long)m[i]);
	}
	sql("UPDATE person SET birthday = '1980%s' WHERE member_id = %llu", day_iso(iso, today) + 4,
	    (unsigned long long)nobodys);
	assert_int_equal(browser_get(&b, "/admin/mine"), 200);
	assert_lists(&b, "Birthdays", m[0]);
	assert_lists(&b, "Birthdays", m[1]);
	assert_lists_not(&b, "Birthdays", m[2]);
	assert_lists_not(&b, "Birthdays", m[3]);
	assert_lists_not(&b, "Birthdays", nobodys);
	assert_true(strstr(list_of(&b, "Birthdays"), no_of(m[0])) != NULL);
	assert_int_equal(browser_get(&b, "/admin/mine?who=nobody"), 200);
	assert_lists(&b, "Birthdays", nobodys);
	assert_lists_not(&b, "Birthdays", m[0]);
	browser_close(&b);
}

static void who_sleeps_and_who_does_not(void **state)
{
	struct browser b;
	uint64_t clerk = desk_open(&b, "clerk"), awake = cared_for_by(clerk);
	uint64_t asleep = cared_for_by(clerk), young = cared_for_by(clerk), known = cared_for_by(clerk);

	(void)state;
	for (int i = 0; i < 3; i++)
		sql("UPDATE entry SET effective_at = '2021-03-01', posted_at = '2021-03-01'"
		    " WHERE member_id = %llu", (unsigned long long)(&(uint64_t[]){asleep, young, known}[i])[0]);
	sql("UPDATE member SET joined_on = '%s' WHERE member_id = %llu",
	    day_iso((char[INSTANT_TEXT]){0}, day_of(clock_now()) - 30), (unsigned long long)young);
	sql("INSERT INTO rollup_active (member_id, known_on, last_day) VALUES (%llu, CURDATE(),"
	    " CURDATE())", (unsigned long long)known);
	sql("INSERT INTO entry SELECT member_id, 2, 1, 5, 0, 75, 0, 0, 1, 'demo:x', '2021-06-05',"
	    " '2021-06-05', rule_version, inputs, prev_hash, hash FROM entry WHERE member_id = %llu",
	    (unsigned long long)asleep);
	sql("INSERT INTO entry SELECT member_id, 2, 1, 5, 0, 75, 0, 0, 1, 'demo:y', UTC_TIMESTAMP(),"
	    " UTC_TIMESTAMP(), rule_version, inputs, prev_hash, hash FROM entry"
	    " WHERE member_id = %llu", (unsigned long long)awake);
	assert_int_equal(browser_get(&b, "/admin/mine"), 200);
	assert_lists(&b, "Sleepers", asleep);
	assert_non_null(strstr(list_of(&b, "Sleepers"), "Last about on 5 June 2021; 70 points"));
	assert_lists_not(&b, "Sleepers", awake);
	assert_lists_not(&b, "Sleepers", young);
	assert_lists_not(&b, "Sleepers", known);
	browser_close(&b);
}

static void cases_and_low_answers(void **state)
{
	struct browser b;
	uint64_t clerk = desk_open(&b, "clerk"), m = cared_for_by(clerk), other = cared_for_by(0);
	int32_t today = day_of(clock_now());
	char iso[2][INSTANT_TEXT];

	(void)state;
	sql("INSERT INTO survey_question (survey_id, n, code, kind, driver, text, text_en) VALUES"
	    " (77, 1, 'nps', 'nps', '', 'x', 'x'), (77, 2, 'service', 'scale', 'service', 'x', 'x')");
	sql("INSERT INTO survey_invitation (invitation_id, survey_id, member_id, partner, order_no, lang,"
	    " points, invited_at, ends_at) VALUES (771, 77, %llu, 'demo', 'MINE-1', 'en', 50,"
	    " UTC_TIMESTAMP(), UTC_TIMESTAMP())", (unsigned long long)m);
	sql("INSERT INTO survey_answer (invitation_id, code, score, saved_at) VALUES"
	    " (771, 'nps', 4, UTC_TIMESTAMP()), (771, 'service', 2, UTC_TIMESTAMP())");
	for (int i = 0; i < 2; i++)
		sql("INSERT INTO service_case (member_id, case_no, kind, class, source, source_ref, state,"
		    " waiting, due_at, opened_at, ack_due, answer_due) VALUES (%llu, 'KMINE%d', 'complaint',"
		    " 'service', 'survey', 'survey:771', 'received', 'staff', '%s', '%s', '%s', '%s')",
		    (unsigned long long)(i ? other : m), i, day_iso(iso[0], today - 2),
		    day_iso(iso[1], today - (i ? 92 : 5)), iso[0], iso[0]);
	assert_int_equal(browser_get(&b, "/admin/mine"), 200);
	assert_non_null(strstr(list_of(&b, "Cases"), "/admin/cases/KMINE0"));
	assert_non_null(strstr(list_of(&b, "Cases"), "Overdue"));
	assert_null(strstr(list_of(&b, "Cases"), "KMINE1"));
	assert_non_null(strstr(list_of(&b, "Low"), "would recommend 4 of 10"));
	assert_non_null(strstr(list_of(&b, "Low"), "Lowest part 2 of 5"));
	assert_int_equal(browser_get(&b, "/admin/mine?who=nobody"), 200);
	assert_non_null(strstr(list_of(&b, "Cases"), "KMINE1"));
	assert_null(strstr(list_of(&b, "Low"), "KMINE1")); /* too long ago */
	sql("UPDATE service_case SET closed_at = UTC_TIMESTAMP(), state = 'closed', waiting = 'none'"
	    " WHERE case_no = 'KMINE0'");
	assert_int_equal(browser_get(&b, "/admin/mine"), 200);
	assert_null(strstr(list_of(&b, "Cases"), "KMINE0"));
	assert_non_null(strstr(list_of(&b, "Low"), "KMINE0"));
	browser_close(&b);
}

static int rows_in(const char *list)
{
	int n = 0;

	for (const char *p = list; (p = strstr(p, "<li")); p++)
		n++;
	return n;
}

static void a_long_list_says_it_is_cut(void **state)
{
	struct browser b;
	uint64_t clerk = desk_open(&b, "clerk"), m[51];

	(void)state;
	for (int i = 0; i < 51; i++) {
		m[i] = cared_for_by(clerk);
		call_back(m[i], day_of(clock_now()), "x");
		if (i != 49)
			continue;
		assert_int_equal(browser_get(&b, "/admin/mine"), 200);
		assert_int_equal(rows_in(list_of(&b, "Calls")), 50);
		assert_null(strstr(list_of(&b, "Calls"), "first 50"));
	}
	assert_int_equal(browser_get(&b, "/admin/mine"), 200);
	assert_int_equal(rows_in(list_of(&b, "Calls")), 50);
	assert_non_null(strstr(list_of(&b, "Calls"), "first 50"));
	browser_close(&b);
}

static void who_may_look_at_whose(void **state)
{
	struct browser b, boss, auditor, merchant;
	uint64_t clerk = desk_open(&b, "clerk"), manager = desk_open(&boss, "manager");
	uint64_t own = cared_for_by(clerk);
	const char *at = talloc_asprintf(test_mem(), "/admin/mine?who=%llu", (unsigned long long)clerk);

	(void)state;
	desk_open(&auditor, "auditor");
	desk_open(&merchant, "merchant");
	call_back(own, day_of(clock_now()), "x");
	assert_int_equal(browser_get(&b, at), 200);
	assert_int_equal(browser_get(&b, talloc_asprintf(test_mem(), "/admin/mine?who=%llu",
	                                                 (unsigned long long)manager)), 403);
	assert_int_equal(browser_get(&b, "/admin/mine?who=x"), 404);
	assert_int_equal(browser_get(&boss, "/admin/mine"), 200);
	assert_lists_not(&boss, "Calls", own);
	assert_int_equal(browser_get(&boss, at), 200);
	assert_lists(&boss, "Calls", own);
	assert_int_equal(browser_get(&auditor, at), 200);
	assert_lists(&auditor, "Calls", own);
	assert_int_equal(browser_get(&merchant, "/admin/mine"), 403);
	browser_close(&b);
	browser_close(&boss);
	browser_close(&auditor);
	browser_close(&merchant);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(call_backs_go_to_who_serves),
		cmocka_unit_test(birthdays_also_over_the_new_year),
		cmocka_unit_test(who_sleeps_and_who_does_not),
		cmocka_unit_test(cases_and_low_answers),
		cmocka_unit_test(a_long_list_says_it_is_cut),
		cmocka_unit_test(who_may_look_at_whose),
	};

	return cmocka_run_group_tests(tests, desk_setup, NULL);
}
