/* The points report as staff see it: figures, words, chart, exports, wrong
 * periods, and a day that does not agree. */
#include "service/ledger_support.h"

#include <string.h>

#include "page/desk.h"
#include "page/report_points.h"
#include "page/reports.h"
#include "web/serve.h"

static struct route routes[8];
static struct portal portal = {.staff = true};
static struct web_app app;
static uint64_t member;
static const char *lang = "en";

static void render(struct request *r, int status)
{
	(void)status;
	assert_true(view_render(portal.view, r->route->template, page_root(r), &r->out));
}

static void problem(struct request *r, int status)
{
	page_problem(r, status);
}

static int pass(struct request *r)
{
	(void)r;
	return 0;
}

static int open_world(void **state)
{
	static const char *const pages[] = {"admin/reports", "admin/report_points", "admin/report",
	                                    "admin/error"};
	int n = 0;

	ledger_setup(state);
	for (const struct route *row = report_points_routes; row->path; row++)
		routes[n++] = *row;
	for (const struct route *row = reports_routes; row->path; row++)
		routes[n++] = *row;
	portal.db = db();
	portal.plans = plans;
	portal.config = config_parse("Static = tests/nowhere\n");
	portal.view = view_open_frame("templates", "admin/", pages, 4);
	app = (struct web_app){.program = "admin", .routes = routes, .n = n, .app = &portal,
	                       .csrf = desk_csrf, .check_staff = pass, .render = render,
	                       .problem = problem};
	member = member_make();
	now_is("2026-10-12T12:00:00+08:00");
	book(member, "first", 1234500, "2026-10-12T10:00:00+08:00", true);
	now_is("2026-11-22T12:00:00+08:00");
	return portal.view ? 0 : -1;
}

static int close_world(void **state)
{
	(void)state;
	view_close(portal.view);
	config_free((struct config *)(uintptr_t)portal.config);
	return 0;
}

static struct request *get(void *mem, const char *target)
{
	struct request *r = request_new(mem, "GET", target);
	struct desk *desk = talloc_zero(mem, struct desk);

	desk->staff_id = 7;
	desk->email = desk->name = talloc_strdup(desk, "a@example.test");
	desk->role = talloc_strdup(desk, "auditor");
	desk->lang = talloc_strdup(desk, lang);
	desk->passed = desk->enrolled = true;
	r->app = &portal;
	r->viewer = desk;
	web_handle(&app, r);
	return r;
}

static void expect(const struct request *r, int status, const char *part)
{
	if (r->status != status || !strstr(r->out.data, part))
		fail_msg("%s: %d, want %d with %s in\n%s", r->target, r->status, status, part,
		         r->out.data);
}

static void the_list_leads_to_it(void **state)
{
	void *mem = talloc_new(NULL);

	(void)state;
	expect(get(mem, "/admin/reports"), 200, "href=\"/admin/reports/points\"");
	talloc_free(mem);
}

static void figures_and_words(void **state)
{
	void *mem = talloc_new(NULL);
	struct points_answer points;
	struct request *r;

	(void)state;
	assert_int_equal(spend_points(db(), plans, member, "gift", 345, clock_now(), &points),
	                 POINTS_DONE);
	r = get(mem, "/admin/reports/points?period=year&on=2026-01-01");
	expect(r, 200, "<data class=\"report-issued\" value=\"12345\">+12,345</data>");
	expect(r, 200, "<data class=\"report-spent\" value=\"-345\">−345</data>");
	expect(r, 200, "<data class=\"report-closing\" value=\"12000\">12,000</data>");
	expect(r, 200, "12,345 points were issued (none before) and 345 spent");
	expect(r, 200, "It balances");
	expect(r, 200, "October 2026");
	r = get(mem, "/admin/reports/points?period=month&on=2026-10-01");
	expect(r, 200, "<rect class=\"chart-bar\"");
	expect(r, 200, "<title>12 October 2026: 12,345 issued, 0 spent</title>");
	expect(r, 200, "Taken for redemptions and for paying with points.");
	expect(r, 200, "on=2026-11-01");
	assert_null(strstr(r->out.data, "chart-bar is-down"));
	/* now, whatever the period */
	expect(r, 200, "<data class=\"now-available\" value=\"12000\">12,000</data>");
	r = get(mem, "/admin/reports/points");
	expect(r, 200, "1 November 2026 – 22 November 2026");
	expect(r, 200, "<data class=\"report-opening\" value=\"12345\">12,345</data>");
	lang = "zh-CN";
	expect(get(mem, "/admin/reports/points?period=quarter&on=2026-09-30"), 200, "2026年第3季度");
	lang = "en";
	talloc_free(mem);
}

static void nothing_booked_is_said(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = get(mem, "/admin/reports/points?period=day&on=2020-02-29");

	(void)state;
	expect(r, 200, "Nothing was booked in this period.");
	assert_null(strstr(r->out.data, "<svg class=\"chart\""));
	talloc_free(mem);
}

static void wrong_periods_are_told(void **state)
{
	static const char *const wrong[][2] = {
		{"period=week", "Choose day, month, quarter or year."},
		{"period=month&on=2027-01-01", "That day lies ahead."},
		{"period=month&on=yesterday", "Enter a date"},
		{"period=own", "Enter the first day"},
		{"period=own&from=2026-11-02&to=2026-11-01", "Swap them."},
		{"period=own&from=2001-01-01&to=2026-11-01", "more than five years"},
	};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		char *page = talloc_asprintf(mem, "/admin/reports/points?%s", wrong[i][0]);
		char *csv = talloc_asprintf(mem, "/admin/reports/points.csv?%s", wrong[i][0]);

		expect(get(mem, page), 422, wrong[i][1]);
		assert_int_equal(get(mem, csv)->status, 400);
	}
	assert_int_equal(get(mem, "/admin/reports/points.csv?by=moon")->status, 400);
	expect(get(mem, "/admin/reports/points?period=own&from=2026-10-01&to=2026-10-09"), 200,
	       "1 October 2026 – 9 October 2026");
	talloc_free(mem);
}

static void exports(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = get(mem, "/admin/reports/points.csv?period=month&on=2026-10-01");
	int lines = 0;

	(void)state;
	assert_int_equal(r->status, 200);
	assert_string_equal(r->content_type, "text/csv; charset=utf-8");
	assert_memory_equal(r->out.data, "\xef\xbb\xbf\"Day\"", 8);
	assert_string_equal(answer_header(r, "Content-Disposition"),
	                    "attachment; filename=\"points-day-2026-10-01-2026-10-31.csv\"");
	for (const char *at = r->out.data; (at = strstr(at, "\r\n")) != NULL; at += 2)
		lines++;
	assert_int_equal(lines, 32);
	expect(r, 200, "\"2026-10-12\",0,12345,0,0,0,0,0,0,12345,0,1,\"yes\"\r\n");
	expect(get(mem, "/admin/reports/points.csv?period=month&on=2026-10-01&by=source"), 200,
	       "\"Orders\",12345,0,0,0,0,0,0,12345,1\r\n");
	expect(get(mem, "/admin/reports/points.csv?period=month&on=2026-10-01&by=tier"), 200,
	       ",12345,0,0,0,0,0,0,12345,1\r\n");
	expect(get(mem, "/admin/reports/points.csv?period=month&on=2026-10-01&by=category"), 200,
	       ",12345,0,0,0,0,0,0,12345,1\r\n");
	talloc_free(mem);
}

/* What spreadsheet programs open is a zip with a sheet a list. */
static void workbooks(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = get(mem, "/admin/reports/points.xlsx?period=month&on=2026-10-01");

	(void)state;
	assert_int_equal(r->status, 200);
	assert_string_equal(r->content_type,
	                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
	assert_string_equal(answer_header(r, "Content-Disposition"),
	                    "attachment; filename=\"points-2026-10-01-2026-10-31.xlsx\"");
	assert_true(r->out.len > 4000);
	assert_memory_equal(r->out.data, "PK\003\004", 4);
	assert_non_null(memmem(r->out.data, r->out.len, "xl/worksheets/sheet5.xml", 24));
	assert_null(memmem(r->out.data, r->out.len, "xl/worksheets/sheet6.xml", 24));
	assert_int_equal(get(mem, "/admin/reports/points.xlsx?period=moon")->status, 400);
	assert_int_equal(get(mem, "/admin/reports/points.pdf")->status, 404);
	assert_int_equal(get(mem, "/admin/reports/moon.xlsx")->status, 404);
	assert_int_equal(get(mem, "/admin/reports/moon")->status, 404);
	talloc_free(mem);
}

/* The frame: figures with their meaning, tables, each as .csv. */
static void the_frame_shows_and_exports(void **state)
{
	void *mem = talloc_new(NULL);
	struct request *r = get(mem, "/admin/reports/liability");

	(void)state;
	expect(r, 200, "The roll-up has not been made yet.");
	expect(r, 200, "Open points × price of a point × (1 − expected breakage).");
	expect(r, 200, "/admin/reports/liability.csv?table=expiry");
	r = get(mem, "/admin/reports/liability.csv?table=cohorts");
	assert_int_equal(r->status, 200);
	expect(r, 200, "\"Month of issue\",\"Issued\",\"Spent\"");
	assert_int_equal(get(mem, "/admin/reports/liability.csv?table=moon")->status, 404);
	r = get(mem, "/admin/reports/liability.xlsx");
	assert_int_equal(r->status, 200);
	assert_memory_equal(r->out.data, "PK\003\004", 4);
	talloc_free(mem);
}

/* Transactions begun so far by the page's connection. */
static int64_t begun(void)
{
	static const struct db_sql one = {
		"SELECT CAST(VARIABLE_VALUE AS SIGNED) FROM information_schema.SESSION_STATUS"
		" WHERE VARIABLE_NAME = 'COM_BEGIN'", "", "i"
	};
	int64_t n = -1;

	assert_int_equal(db_one(db(), NULL, &one, &n), DB_OK);
	return n;
}

/* A report that asks more than one question has its answers of one moment. */
static void each_report_is_of_one_moment(void **state)
{
	static const char *const codes[] = {"points", "liability", "members", "tiers", "retention",
	                                    "redemptions", "campaigns", "draws", "satisfaction",
	                                    "referrals", "partners", "risk"};
	void *mem = talloc_new(NULL);

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		int64_t before = begun();
		struct request *r = get(mem, talloc_asprintf(mem, "/admin/reports/%s", codes[i]));

		assert_int_equal(r->status, 200);
		if (begun() != before + 1)
			fail_msg("%s is read in %lld transactions", codes[i],
			         (long long)(begun() - before));
	}
	talloc_free(mem);
}

/* Red, with day, member and row; and that the member was looked up is logged. */
static void what_does_not_agree_is_named(void **state)
{
	static const struct db_sql logged = {
		"SELECT COUNT(*) FROM staff_action WHERE action = 'report_flaw' AND member_id = ?", "i", "i"
	};
	void *mem = talloc_new(NULL);
	struct audit *audit = audit_begin(mem);
	struct request *r;

	(void)state;
	assert_int_equal(audit_touched(audit, db()), DB_OK);
	assert_int_equal(number(&logged, member), 0);
	sql("UPDATE entry SET points = points + 1000 WHERE member_id = %llu AND seq = 1",
	    (unsigned long long)member);
	r = get(mem, "/admin/reports/points?period=month&on=2026-10-12");
	expect(r, 200, "The books do not balance");
	expect(r, 200, "12 October 2026: the ledger now adds up to 13,345; 12,345 was proved.");
	expect(r, 200, talloc_asprintf(mem, "entry 1 of member M%07llu says 13,345, but the balance"
	                               " behind it moved by 12,345", (unsigned long long)member));
	expect(r, 200, "<tr class=\"is-flawed\">");
	assert_null(strstr(r->out.data, "It balances"));
	assert_int_equal(number(&logged, member), 1);
	expect(get(mem, "/admin/reports/points.csv?period=month&on=2026-10-01"), 200, ",\"no\"\r\n");
	sql("UPDATE entry SET points = points - 1000 WHERE member_id = %llu AND seq = 1",
	    (unsigned long long)member);
	expect(get(mem, "/admin/reports/points?period=month&on=2026-10-12"), 200, "It balances");
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_list_leads_to_it),
		cmocka_unit_test(figures_and_words),
		cmocka_unit_test(nothing_booked_is_said),
		cmocka_unit_test(wrong_periods_are_told),
		cmocka_unit_test(exports),
		cmocka_unit_test(workbooks),
		cmocka_unit_test(the_frame_shows_and_exports),
		cmocka_unit_test(each_report_is_of_one_moment),
		cmocka_unit_test(what_does_not_agree_is_named),
	};

	return cmocka_run_group_tests(tests, open_world, close_world);
}
