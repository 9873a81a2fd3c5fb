/* The morning page's lines of nights, books and imports, and the review queue. */
#include "page/desk_world.h"

#include "service/flaw.h"
#include "service/signal.h"
#include "store/import_run.h"
#include "store/job_run.h"

#define PAGE_MOST 30000 /* bytes of the morning page, on a bad day too */

static void flaws_of(uint64_t member)
{
	struct service_env env = env_of(db(), test_mem());
	struct audit *audit = audit_begin(test_mem());

	sql("UPDATE entry SET points = points + 7 WHERE member_id = %llu AND seq = 1",
	    (unsigned long long)member);
	assert_int_equal(audit_member(audit, db(), member), DB_OK);
	assert_int_equal(flaw_keep(&env, audit, false), DB_OK);
}

static void books_that_disagree_head_the_page(void **state)
{
	uint64_t member = rich_member(700), who;
	struct flaw *flaws;
	struct browser b;
	char form[48], no[16];
	int n;

	(void)state;
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "The books agree");
	assert_hides(&b, "/admin/today/books");
	flaws_of(member);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "today-line is-late");
	assert_shows(&b, "The books disagree");
	assert_shows(&b, "with 1 members");
	assert_shows(&b, "href=\"/admin/today/books\"");
	assert_int_equal(browser_get(&b, "/admin/today/books"), 200);
	snprintf(no, sizeof no, "M%07llu", (unsigned long long)member);
	assert_shows(&b, no);
	assert_shows(&b, "chain_hash");
	assert_shows(&b, "<data value=\"1\">1</data>");
	assert_int_equal(desk_logged(who, "flaw_list", 0), 1);
	assert_int_equal(flaw_list(db(), test_mem(), &flaws, &n), DB_OK);
	snprintf(form, sizeof form, "flaw=%llu", (unsigned long long)flaws[0].flaw_id);
	assert_int_equal(browser_post(&b, "/admin/today/books", form), 422);
	assert_shows(&b, "still disagree");
	assert_int_equal(desk_logged(who, "books_prove", member), 1);
	assert_int_equal(browser_post(&b, "/admin/today/books", "flaw=x"), 400);
	sql("UPDATE entry SET points = points - 7 WHERE member_id = %llu AND seq = 1",
	    (unsigned long long)member);
	assert_int_equal(browser_post(&b, "/admin/today/books", form), 303);
	assert_int_equal(browser_get(&b, "/admin/today/books"), 200);
	assert_hides(&b, "chain_hash");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "The books agree");
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_get(&b, "/admin/today/books"), 200);
	assert_int_equal(browser_post(&b, "/admin/today/books", form), 403);
	browser_close(&b);
}

static void a_missed_night_is_asked_for(void **state)
{
	struct browser b;
	bool asked;

	(void)state;
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "has not finished yet for the first time");
	assert_hides(&b, "Nights without a finished nightly run"); /* installed today */
	sql("INSERT INTO plan_version (version, name, from_day, source, loaded_at)"
	    " VALUES (1, 'travel', '2000-01-01', '', '2026-11-18')");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Nights without a finished nightly run");
	sql("DELETE FROM plan_version");
	sql("INSERT INTO job_run (job, done_on) VALUES ('nightly', '2026-11-19')");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "last finished for 19 November 2026");
	assert_shows(&b, "Nights without a finished nightly run");
	assert_shows(&b, "action=\"/admin/today/nightly\"");
	assert_int_equal(browser_post(&b, "/admin/today/nightly", ""), 303);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "it begins within seconds");
	assert_hides(&b, "action=\"/admin/today/nightly\"");
	assert_int_equal(job_run_asked(db(), "nightly", &asked), DB_OK);
	assert_true(asked);
	assert_int_equal(job_run_asked(db(), "nightly", &asked), DB_OK);
	assert_false(asked); /* once */
	browser_close(&b);
	desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_hides(&b, "action=\"/admin/today/nightly\"");
	assert_int_equal(browser_post(&b, "/admin/today/nightly", ""), 403);
	sql("UPDATE job_run SET done_on = '2026-11-22' WHERE job = 'nightly'");
	browser_close(&b);
}

static void points_that_ended_are_listed(void **state)
{
	uint64_t member = rich_member(0);
	struct points_answer answer;
	struct browser b;
	char no[16];

	(void)state;
	opening_book(db(), plans, member, 340, day("2026-11-23"), "", DAY_NONE, clock_now(), &answer);
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Every expired point is booked");
	browser_close(&b);
	now_is("2026-11-24T09:00:00+08:00");
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "340 points; nobody can spend them");
	assert_int_equal(browser_get(&b, "/admin/today/unbooked"), 200);
	snprintf(no, sizeof no, "M%07llu", (unsigned long long)member);
	assert_shows(&b, no);
	assert_shows(&b, "datetime=\"2026-11-23\"");
	assert_shows(&b, "action=\"/admin/today/nightly\"");
	now_is("2026-11-22T12:00:00+08:00");
	browser_close(&b);
}

static void refused_rows_are_ticked_off(void **state)
{
	struct import_run run = {.kind = (char[]){"orders"}, .file_name = (char[]){"nov <b>.csv"},
	                         .upload_no = (char[]){""}, .run_at = clock_now(), .rows = 40,
	                         .refused = 3};
	struct import_run *runs;
	struct browser b;
	char form[48];
	uint64_t who;
	int n;

	(void)state;
	assert_int_equal(import_run_put(db(), &run), DB_OK);
	run.refused = 2; /* run again, with a row put right */
	assert_int_equal(import_run_put(db(), &run), DB_OK);
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Imported files with refused rows");
	assert_shows(&b, "2 rows in the last 30 days");
	assert_int_equal(browser_get(&b, "/admin/today/imports"), 200);
	assert_shows(&b, "nov &lt;b&gt;.csv");
	assert_int_equal(import_run_list(db(), test_mem(), 0, &runs, &n), DB_OK);
	assert_int_equal(n, 1);
	snprintf(form, sizeof form, "run=%llu", (unsigned long long)runs[0].run_id);
	assert_int_equal(browser_post(&b, "/admin/today/imports", "run=0"), 400);
	assert_int_equal(browser_post(&b, "/admin/today/imports", form), 303);
	assert_int_equal(desk_logged(who, "import_seen", 0), 1);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Imports refused nothing");
	assert_int_equal(import_run_put(db(), &run), DB_OK); /* it runs again: news again */
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "2 rows in the last 30 days");
	run.refused = 0;
	assert_int_equal(import_run_put(db(), &run), DB_OK);
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Imports refused nothing");
	browser_close(&b);
}

static uint64_t found(enum signal_kind kind, const char *key, const char *evidence, int64_t figure,
                      const uint64_t *members, int n)
{
	struct signal_found f = {.kind = kind, .once_key = key, .evidence = evidence,
	                         .happened_at = clock_now(), .figure = figure, .members = members,
	                         .n_members = n};
	struct signal_row *rows;
	bool fresh;

	assert_int_equal(signal_put(db(), &f, clock_now(), &fresh), DB_OK);
	assert_int_equal(signal_open(db(), test_mem(), 1, &rows, &n), DB_OK);
	return rows[0].signal_id;
}

static void every_signal_has_its_sentence(void **state)
{
	static const struct {
		enum signal_kind kind;
		const char *evidence, *sentence;
	} all[] = {
		{SIGNAL_CLUSTER, "sign=network days=30", "12 friends of one member joined from the same"},
		{SIGNAL_CLUSTER, "sign=address days=30", "gave the same address"},
		{SIGNAL_CLUSTER, "sign=payer days=30", "The same person paid for 12 friends"},
		{SIGNAL_CLUSTER, "sign=phone days=30", "gave the same phone"},
		{SIGNAL_EARNINGS, "day=2026-11-21 high=4300 of=12000",
		 "12 points earned on 21 November 2026: of 12,000 members&#39; days before, 99.9 % brought 4,300"},
		{SIGNAL_ADDRESS, "redemptions=14 points=2800 days=30",
		 "12 members redeemed 14 times (2,800 points) to one address within 30 days"},
		{SIGNAL_SURVEY, "answers=7", "7 answers within 12 seconds"},
		{SIGNAL_REFUND, "refund=demo:A-1/R1 took=1500",
		 "Refund demo:A-1/R1 took 1,500 points back; 12 of them"},
		{SIGNAL_PASSWORDS, "of=member day=2026-11-21 networks=3 members=0 key=",
		 "12 wrong passwords for one member on 21 November 2026, from 3 networks"},
		{SIGNAL_PASSWORDS, "of=network day=2026-11-21 networks=0 members=9 key=",
		 "12 wrong passwords from one network on 21 November 2026, for 9 members"},
		{SIGNAL_PASSWORDS, "of=desk day=2026-11-21 networks=0 members=0 key=",
		 "12 wrong passwords at the staff desk"},
		{SIGNAL_CODES, "of=member day=2026-11-21 networks=3 members=0 key=",
		 "12 wrong codes typed for one member on 21 November 2026, from 3 networks"},
		{SIGNAL_CODES, "of=network day=2026-11-21 networks=0 members=9 key=",
		 "12 wrong codes from one network"},
		{SIGNAL_CODES, "of=key day=2026-11-21 networks=0 members=0 key=demo-booking",
		 "12 wrong codes sent with the key demo-booking on 21 November 2026"},
	};
	uint64_t members[25];
	struct browser b;
	char key[16];

	(void)state;
	for (int i = 0; i < 25; i++)
		members[i] = member_make();
	desk_open(&b, "auditor");
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		snprintf(key, sizeof key, "each-%zu", i);
		found(all[i].kind, key, all[i].evidence, 12, members, i == 0 ? 25 : 1);
		assert_int_equal(browser_get(&b, "/admin/review"), 200);
		assert_shows(&b, all[i].sentence);
		assert_hides(&b, "Lang.AdminReview");
	}
	assert_shows(&b, "and 5 more"); /* of 25 twenty are named */
	assert_hides(&b, "value=\"abuse\"");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "members named: 25");
	assert_true(strlen(b.body) < PAGE_MOST);
	/* a list that is cut off says so */
	assert_hides(&b, "At most 200");
	sql("INSERT INTO risk_signal (kind, once_key, evidence, happened_at, found_at, figure)"
	    " SELECT 'survey', CONCAT('many-', a.seq), 'answers=7', '2026-11-21', '2026-11-21', 3"
	    " FROM seq_1_to_200 a");
	assert_int_equal(browser_get(&b, "/admin/review"), 200);
	assert_shows(&b, "At most 200 of a kind are listed");
	sql("DELETE FROM risk_signal WHERE once_key LIKE 'many-%%'");
	sql("UPDATE risk_signal SET state = 'cleared', settled_at = '2026-11-01'");
	browser_close(&b);
}

static void a_signal_is_settled_with_words(void **state)
{
	uint64_t member = rich_member(900), who, id;
	struct redeem_answer held;
	struct browser b;
	char url[64], *text, x200[201] = "";

	(void)state;
	memset(x200, 'x', 200);
	id = found(SIGNAL_SURVEY, "settle-1", "answers=7", 3, &member, 1);
	simple_item("review-pen", ITEM_GOODS, 100, 5);
	held = redeemed(member, "review-pen", 1);
	snprintf(url, sizeof url, "/admin/review/signals/%llu", (unsigned long long)id);
	who = desk_open(&b, "clerk");
	assert_int_equal(browser_get(&b, "/admin/review"), 200);
	assert_shows(&b, "7 answers within 3 seconds");
	assert_shows(&b, held.redemption_no); /* its redemption waits beside it */
	assert_shows(&b, "A signal names this member");
	assert_int_equal(browser_post(&b, url, "verdict=abuse&note="), 422);
	assert_shows(&b, "Write a reason");
	assert_shows(&b, "aria-invalid=\"true\"");
	text = talloc_asprintf(test_mem(), "verdict=abuse&note=kept%s", x200);
	assert_int_equal(browser_post(&b, url, text), 422);
	assert_shows(&b, "value=\"keptxxx");
	assert_int_equal(browser_post(&b, url, "verdict=maybe&note=x"), 400);
	assert_int_equal(browser_post(&b, "/admin/review/signals/x", "verdict=clear&note=x"), 404);
	assert_int_equal(browser_post(&b, url, "verdict=clear&note=reads+<fast>"), 303);
	assert_int_equal(desk_logged(who, "signal_cleared", 0), 1);
	assert_int_equal(browser_post(&b, url, "verdict=clear&note=x"), 409);
	assert_shows(&b, "Somebody has decided this one");
	assert_int_equal(browser_get(&b, "/admin/review"), 200);
	assert_shows(&b, "reads &lt;fast&gt;");
	assert_shows(&b, "Settled lately");
	browser_close(&b);
	desk_open(&b, "auditor");
	assert_int_equal(browser_post(&b, url, "verdict=clear&note=x"), 403);
	browser_close(&b);
}

static void what_ends_or_waits_is_counted(void **state)
{
	uint64_t member = rich_member(0);
	struct item ending = plain_item("soon-over", ITEM_GOODS, 100);
	struct browser b;

	(void)state;
	ending.open_until = clock_now() + 3 * 86400;
	store_item(&ending, 9);
	sql("INSERT INTO coupon (member_id, code, source, kind, name, state, issued_at, expires_on)"
	    " VALUES (%llu, 'ENDSSOON', 'staff', 'amount', 'Ten', 'issued', '2026-11-01', '2026-11-28')",
	    (unsigned long long)member);
	sql("INSERT INTO coupon (member_id, code, source, kind, name, state, issued_at, expires_on)"
	    " VALUES (%llu, 'ENDSLATER', 'staff', 'amount', 'Ten', 'issued', '2026-11-01', '2026-11-29')",
	    (unsigned long long)member);
	sql("INSERT INTO service_case (member_id, case_no, kind, class, source, state, waiting, due_at,"
	    " opened_at, ack_due, answer_due) VALUES (%llu, 'KTENTHDAY01', 'complaint', 'service',"
	    " 'member', 'investigating', 'staff', '2026-11-24 00:00:00', '2026-11-14', '2026-11-15',"
	    " '2026-11-24 00:00:00')",
	    (unsigned long long)member);
	sql("INSERT INTO task_done (member_id, task_id, n, state, made_at) VALUES (%llu, 1, 1,"
	    " 'waiting', '2026-11-22')",
	    (unsigned long long)member);
	sql("INSERT INTO draw (kind, name, text, text_en, salt, seed_sealed, seed_hash, created_at)"
	    " VALUES ('cutoff', 'Draft', '', '', '', '', '', '2026-11-22')");
	desk_open(&b, "manager");
	assert_int_equal(browser_get(&b, "/admin/"), 200);
	assert_shows(&b, "Items that end within 7 days");
	assert_shows(&b, "Complaints near their tenth day");
	assert_shows(&b, "Contributions waiting for a judgement");
	assert_shows(&b, "Drafts of draws that lack something");
	assert_true(strlen(b.body) < PAGE_MOST);
	assert_int_equal(browser_get(&b, "/admin/today/ending"), 200);
	assert_shows(&b, "soon-over");
	assert_int_equal(browser_get(&b, "/admin/today/coupons"), 200);
	assert_shows(&b, "datetime=\"2026-11-28\"");
	assert_hides(&b, "datetime=\"2026-11-29\"");
	assert_hides(&b, "ENDSSOON"); /* codes are worth money */
	assert_int_equal(browser_get(&b, "/admin/today/complaints"), 200);
	assert_shows(&b, "href=\"/admin/cases/KTENTHDAY01\"");
	browser_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(books_that_disagree_head_the_page),
		cmocka_unit_test(a_missed_night_is_asked_for),
		cmocka_unit_test(points_that_ended_are_listed),
		cmocka_unit_test(refused_rows_are_ticked_off),
		cmocka_unit_test(every_signal_has_its_sentence),
		cmocka_unit_test(a_signal_is_settled_with_words),
		cmocka_unit_test(what_ends_or_waits_is_counted),
	};

	return cmocka_run_group_tests_name("admin_review", tests, desk_setup, NULL);
}
