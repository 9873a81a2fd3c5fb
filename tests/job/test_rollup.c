/* The roll-up of points and lots: made night by night it is what it is made anew
 * from the whole ledger; both are what plain sums over the ledger say. */
#include "service/ledger_support.h"

#include "job/rollup.h"
#include "service/expiry.h"
#include "service/liability.h"
#include "service/report.h"
#include "store/rollup.h"

#define MEMBERS 5
static uint64_t members[MEMBERS];
static struct job job;

static const char *const days[] = {"2023-10-31", "2023-11-01", "2024-02-28", "2024-02-29",
                                   "2024-12-31", "2025-01-01", "2025-10-09", "2026-03-01",
                                   "2026-09-15", "2026-11-20", "2026-11-21"};

#define N_DAYS (int)(sizeof days / sizeof *days)

/* The steps of this file's families up to the day before TODAY. */
static void night(const char *today, const char *from)
{
	struct rollup rollup = {.job = &job, .today = day(today)};

	for (const struct rollup_step *step = rollup_steps; step->name; step++) {
		if (strcmp(step->name, "points") != 0 && strcmp(step->name, "lots") != 0)
			continue;
		for (int32_t at_day = day(from); at_day < rollup.today; at_day++)
			assert_true(step->day(&rollup, at_day));
		assert_int_equal(rollup_note(db(), step->name, rollup.today - 1, false, clock_now()),
		                 DB_OK);
	}
}

static void whole(const char *today)
{
	struct rollup rollup = {.job = &job, .today = day(today)};

	for (const struct rollup_step *step = rollup_steps; step->name; step++)
		if (strcmp(step->name, "points") == 0 || strcmp(step->name, "lots") == 0)
			assert_true(step->full(&rollup));
}

static void live(int d, int m)
{
	char no[40], back[60], paid[48];
	struct points_answer points;
	int turn = (d + m) % 6;

	snprintf(no, sizeof no, "o-%d-%d", d, m);
	snprintf(paid, sizeof paid, "%sT00:00:00+08:00", days[d]);
	book(members[m], no, 90000 * (m + 1) + d, paid, turn != 0);
	if (turn == 1)
		assert_int_equal(refund(no, "r", 30000, paid, NULL), ORDER_DONE);
	if (turn == 5)
		assert_int_equal(refund(no, "all", 90000 * (m + 1) + d, paid, NULL), ORDER_DONE);
	snprintf(no, sizeof no, "s-%d-%d", d, m);
	if (turn == 2 || turn == 3)
		assert_int_equal(spend_points(db(), plans, members[m], no, 120, clock_now(), &points),
		                 POINTS_DONE);
	snprintf(back, sizeof back, "%s/back", no);
	if (turn == 3)
		assert_int_equal(spend_give_back(db(), plans, members[m], no, back, 50, d % 2 == 0,
		                                 clock_now(), &points), POINTS_DONE);
	if (turn == 4)
		assert_int_equal(credit_points(db(), plans, members[m], SOURCE_SURVEY, no, 50, true,
		                               clock_now(), &points), POINTS_DONE);
}

static int history(void **state)
{
	int booked;

	ledger_setup(state);
	job = (struct job){.db = db(), .plans = plans, .mem = talloc_new(NULL)};
	for (int m = 0; m < MEMBERS; m++)
		members[m] = member_make();
	for (int d = 0; d < N_DAYS; d++) {
		char text[40];

		/* midnight in Shanghai is another day in UTC */
		snprintf(text, sizeof text, "%sT%s+08:00", days[d], d % 2 ? "23:59:58" : "00:00:01");
		now_is(text);
		for (int m = 0; m < MEMBERS; m++) {
			live(d, m);
			assert_int_equal(due_book(db(), plans, members[m], DUE_EXPIRE, day(days[d]), &booked),
			                 DB_OK);
		}
		/* the night of that day */
		if (d + 1 < N_DAYS)
			night(days[d + 1], days[d]);
	}
	now_is("2026-11-22T00:10:00+08:00");
	night("2026-11-22", days[N_DAYS - 1]);
	return 0;
}

static int end(void **state)
{
	(void)state;
	talloc_free(job.mem);
	return 0;
}

static int64_t one(const char *text)
{
	static struct db_sql all[64];
	static int n;
	int64_t found = INT64_MIN;

	assert_true(n < 64);
	all[n] = (struct db_sql){talloc_strdup(job.mem, text), "", "i"};
	assert_int_equal(db_one(db(), NULL, &all[n++], &found), DB_OK);
	return found;
}

/* A figure that changes when any row of TABLE does. */
static int64_t print_of(const char *columns, const char *table)
{
	return one(talloc_asprintf(job.mem, "SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS('|', %s))), 0)"
	                           " AS SIGNED) + COUNT(*) FROM %s", columns, table));
}

struct prints {
	int64_t points, uses, sales, lots;
};

static struct prints prints(void)
{
	return (struct prints){
		print_of("day, kind, source_kind, tier, category, points, entries, stated, pending",
		         "rollup_points"),
		print_of("day, issued_month, kind, points", "rollup_lot_use"),
		print_of("day, orders, paid_fen", "rollup_sale"),
		print_of("issued_month, ends_month, lots, points", "rollup_lot"),
	};
}

static void same(struct prints a, struct prints b)
{
	assert_int_equal(a.points, b.points);
	assert_int_equal(a.uses, b.uses);
	assert_int_equal(a.sales, b.sales);
	assert_int_equal(a.lots, b.lots);
}

static void anew_is_the_same_as_night_by_night(void **state)
{
	struct prints nights = prints();

	(void)state;
	assert_true(one("SELECT COUNT(*) FROM rollup_points") > N_DAYS);
	assert_true(one("SELECT COUNT(*) FROM rollup_lot_use") > N_DAYS);
	assert_true(one("SELECT COUNT(*) FROM rollup_lot") > 1);
	whole("2026-11-22");
	same(prints(), nights);
	/* from nothing, and over what should not be there */
	sql("DELETE FROM rollup_points");
	sql("UPDATE rollup_lot_use SET points = points + 1");
	sql("UPDATE rollup_lot SET points = points + 1");
	sql("INSERT INTO rollup_sale (day, orders, paid_fen) VALUES ('2001-01-01', 1, 1)");
	sql("INSERT INTO rollup_points (day, kind, source_kind, tier, category, points, entries,"
	    " stated, pending) VALUES ('2030-01-01', 1, 1, '', '', 5, 1, 5, 0)");
	whole("2026-11-22");
	same(prints(), nights);
	/* a night that runs twice changes nothing */
	night("2026-11-22", "2026-11-20");
	same(prints(), nights);
}

/* One day by hand makes the days that lack before it: nobody would come back to them. */
static void a_day_by_hand_leaves_no_gap(void **state)
{
	struct prints nights = prints();
	char *asked[] = {(char *)"day", (char *)"2026-11-21"};

	(void)state;
	sql("DELETE FROM rollup_points WHERE day > '2026-11-18'");
	sql("DELETE FROM rollup_lot_use WHERE day > '2026-11-18'");
	sql("DELETE FROM rollup_sale WHERE day > '2026-11-18'");
	sql("UPDATE rollup_done SET through_day = '2026-11-18'");
	assert_int_equal(job_rollup(&job, 2, asked), 0);
	same(prints(), nights);
	/* nor where nothing was made yet */
	sql("DELETE FROM rollup_points");
	sql("DELETE FROM rollup_done");
	assert_int_equal(job_rollup(&job, 2, asked), 0);
	same(prints(), nights);
}

static void figures_are_those_of_the_ledger(void **state)
{
	(void)state;
	assert_int_equal(one("SELECT CAST(SUM(points) AS SIGNED) FROM rollup_points"),
	                 one("SELECT CAST(SUM(points) AS SIGNED) FROM entry"));
	assert_int_equal(one("SELECT CAST(SUM(entries) AS SIGNED) FROM rollup_points"),
	                 one("SELECT COUNT(*) FROM entry"));
	assert_int_equal(one("SELECT CAST(SUM(pending) AS SIGNED) FROM rollup_points"),
	                 one("SELECT CAST(SUM(pending) AS SIGNED) FROM account"));
	assert_int_equal(one("SELECT CAST(SUM(points) AS SIGNED) FROM rollup_points WHERE kind = 1"
	                     " AND category = 'domestic' AND day = '2024-02-29'"),
	                 one("SELECT CAST(SUM(points) AS SIGNED) FROM entry WHERE kind = 1 AND"
	                     " DATE(CONVERT_TZ(posted_at, '+00:00', '+08:00')) = '2024-02-29'"));
	assert_int_equal(one("SELECT COUNT(*) FROM lot l JOIN entry e ON e.member_id = l.member_id"
	                     " AND e.seq = l.seq WHERE l.issued_on <>"
	                     " DATE(e.posted_at + INTERVAL 8 HOUR)"), 0);
	assert_int_equal(one("SELECT CAST(SUM(points) AS SIGNED) FROM rollup_lot"),
	                 one("SELECT CAST(SUM(`left`) AS SIGNED) FROM lot"));
	assert_int_equal(one("SELECT CAST(SUM(points) AS SIGNED) FROM rollup_lot_use WHERE kind = 6"),
	                 one("SELECT CAST(-SUM(points) AS SIGNED) FROM entry WHERE kind = 6"));
	assert_int_equal(one("SELECT CAST(SUM(points) AS SIGNED) FROM rollup_lot_use"
	                     " WHERE kind IN (4, 5)"),
	                 one("SELECT CAST(-SUM(points) AS SIGNED) FROM entry WHERE kind IN (4, 5)"));
	assert_int_equal(one("SELECT CAST(SUM(paid_fen) AS SIGNED) FROM rollup_sale"),
	                 one("SELECT CAST(SUM(paid_fen) - SUM(refunded_fen) AS SIGNED)"
	                     " FROM order_head WHERE lot_seq > 0"));
}

/* Issued = spent + expired + undone + open, for each month and for all. */
static void cohorts_add_up(void **state)
{
	void *mem = talloc_new(NULL);
	struct liability l;
	int64_t open = 0;
	int ended = 0;

	(void)state;
	assert_int_equal(liability_make(db(), mem, plans->plans[0], day("2026-11-22"), &l), DB_OK);
	assert_true(l.n_months >= 8);
	for (int i = 0; i < l.n_months; i++) {
		const struct liability_month *m = &l.months[i];

		assert_int_equal(m->issued, m->spent + m->expired + m->undone + m->open);
		assert_true(m->open >= 0 && m->expired >= 0);
		open += m->open;
		ended += m->ended;
	}
	assert_int_equal(open, l.open);
	assert_int_equal(l.sum.open, l.open);
	assert_true(ended > 0);
	assert_int_equal(l.estimate.months, ended);
	assert_true(l.estimate.breakage > 0 && l.estimate.breakage < 10000);
	assert_true(l.estimate.recognised_fen > 0);
	assert_true(l.estimate.recognised_fen < l.estimate.allocated_fen);
	talloc_free(mem);
}

/* One estimate a day, and it stays whatever is made anew. */
static void estimates_stay(void **state)
{
	int64_t before = one("SELECT COUNT(*) FROM breakage_estimate");
	int64_t recognised = one("SELECT recognised_fen FROM breakage_estimate"
	                         " WHERE made_on = '2026-11-22'");

	(void)state;
	assert_int_equal(before, N_DAYS);
	sql("UPDATE rollup_sale SET paid_fen = paid_fen * 2");
	night("2026-11-22", "2026-11-21");
	assert_int_equal(one("SELECT COUNT(*) FROM breakage_estimate"), before);
	assert_int_equal(one("SELECT recognised_fen FROM breakage_estimate"
	                     " WHERE made_on = '2026-11-22'"), recognised);
	whole("2026-11-22");
}

/* The points report of a year from the roll-up is the one from the ledger; a row
 * changed on either side turns it red and is named. */
static void the_report_reads_it(void **state)
{
	struct report_period year = report_period(SPAN_YEAR, day("2024-06-01"), day("2026-11-22"));
	void *mem = talloc_new(NULL);
	struct audit *audit = audit_begin(mem);
	struct report_points *rolled, *read;
	int64_t points = 0;

	(void)state;
	assert_int_equal(audit_touched(audit, db()), DB_OK);
	assert_int_equal(report_points(db(), mem, &year, true, &rolled), DB_OK);
	assert_int_equal(rolled->n_flaws, 0);
	sql("DELETE FROM rollup_done WHERE family = 'points'");
	assert_int_equal(report_points(db(), mem, &year, true, &read), DB_OK);
	assert_int_equal(read->n_flaws, 0);
	assert_memory_equal(&read->books, &rolled->books, sizeof read->books);
	assert_int_equal(read->n_sources, rolled->n_sources);
	for (int i = 0; i < read->n_sources; i++)
		assert_memory_equal(read->sources[i].line, rolled->sources[i].line,
		                    sizeof read->sources[i].line);
	assert_int_equal(read->n_categories, 1);
	assert_int_equal(rolled->n_categories, 1);
	for (int k = 0; k < LINE__MAX; k++)
		points += rolled->categories[0].line[k];
	assert_true(points > 0);
	night("2026-11-22", "2026-11-21");
	sql("UPDATE entry SET points = points + 9 WHERE member_id = %llu AND seq = 3",
	    (unsigned long long)members[2]);
	whole("2026-11-22");
	year = report_period(SPAN_YEAR, day_of(at("2023-11-01T00:00:00Z")), day("2026-11-22"));
	for (int span = 2023; span <= 2024; span++) {
		year = report_period(SPAN_YEAR, day(span == 2023 ? "2023-12-01" : "2024-12-01"),
		                     day("2026-11-22"));
		assert_int_equal(report_points(db(), mem, &year, false, &read), DB_OK);
		for (int i = 0; i < read->n_flaws; i++)
			if (read->flaws[i].kind == FLAW_ENTRY) {
				assert_int_equal(read->flaws[i].member_id, members[2]);
				assert_int_equal(read->flaws[i].seq, 3);
				points = -1;
			}
	}
	assert_int_equal(points, -1);
	sql("UPDATE entry SET points = points - 9 WHERE member_id = %llu AND seq = 3",
	    (unsigned long long)members[2]);
	whole("2026-11-22");
	talloc_free(mem);
}

/* What a proof named stays named until another finds it mended. */
static void what_a_proof_found_is_named(void **state)
{
	struct report_period month = report_period(SPAN_MONTH, day("2026-09-15"), day("2026-11-22"));
	void *mem = talloc_new(NULL);
	struct report_points *r;

	(void)state;
	assert_int_equal(report_points(db(), mem, &month, false, &r), DB_OK);
	assert_int_equal(r->n_flaws, 0);
	sql("INSERT INTO flaw (member_id, seq, what, detail, found_at, seen_at) VALUES"
	    " (%llu, 2, 'chain_hash', '', '2026-11-20', '2026-11-21'), (0, 0, 'stock', '',"
	    " '2026-11-20', '2026-11-21')", (unsigned long long)members[1]);
	assert_int_equal(report_points(db(), mem, &month, false, &r), DB_OK);
	assert_int_equal(r->n_flaws, 1);
	assert_int_equal(r->flaws[0].kind, FLAW_PROOF);
	assert_int_equal(r->flaws[0].member_id, members[1]);
	assert_int_equal(r->flaws[0].seq, 2);
	sql("UPDATE flaw SET mended_at = '2026-11-22'");
	assert_int_equal(report_points(db(), mem, &month, false, &r), DB_OK);
	assert_int_equal(r->n_flaws, 0);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(anew_is_the_same_as_night_by_night),
		cmocka_unit_test(a_day_by_hand_leaves_no_gap),
		cmocka_unit_test(figures_are_those_of_the_ledger),
		cmocka_unit_test(cohorts_add_up),
		cmocka_unit_test(estimates_stay),
		cmocka_unit_test(the_report_reads_it),
		cmocka_unit_test(what_a_proof_found_is_named),
	};

	return cmocka_run_group_tests_name("rollup", tests, history, end);
}
