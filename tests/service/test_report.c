/* The points report against sums of its own over the whole ledger; past days
 * stay; what was tampered with is named. */
#include "service/ledger_support.h"

#include "service/report.h"

#define MEMBERS 6
static uint64_t members[MEMBERS];

static const char *days[] = {"2026-08-30", "2026-08-31", "2026-09-01", "2026-09-15", "2026-10-01",
                             "2026-10-09", "2026-10-31", "2026-11-01", "2026-11-10", "2026-11-21"};

#define N_DAYS (int)(sizeof days / sizeof days[0])

static void nightly(void)
{
	struct audit *audit = audit_begin(NULL);

	assert_int_equal(audit_touched(audit, db()), DB_OK);
	talloc_free(audit);
}

/* What one member does on one day: an order, and one of the rest by turns. */
static void live(int d, int m)
{
	char no[40], paid[48], back[60];
	struct points_answer points;
	uint64_t member = members[m];
	int turn = (d + m) % 5;

	snprintf(no, sizeof no, "o-%d-%d", d, m);
	snprintf(paid, sizeof paid, "%sT00:00:00+08:00", days[d]);
	book(member, no, 100000 * (m + 1), paid, turn != 0);
	if (turn == 1)
		assert_int_equal(refund(no, "r", 30000, paid, NULL), ORDER_DONE);
	snprintf(no, sizeof no, "s-%d-%d", d, m);
	if (turn == 2 || turn == 3)
		assert_int_equal(spend_points(db(), plans, member, no, 150, clock_now(), &points),
		                 POINTS_DONE);
	snprintf(back, sizeof back, "%s/cancel", no);
	if (turn == 3)
		assert_int_equal(spend_give_back(db(), plans, member, no, back, 50, false, clock_now(),
		                                 &points), POINTS_DONE);
	if (turn == 4)
		assert_int_equal(credit_points(db(), plans, member, SOURCE_SURVEY, no, 50, true,
		                               clock_now(), &points), POINTS_DONE);
}

static int history(void **state)
{
	ledger_setup(state);
	for (int m = 0; m < MEMBERS; m++)
		members[m] = member_make();
	for (int d = 0; d < N_DAYS; d++) {
		char text[40];

		/* midnight in Shanghai is another day in UTC */
		snprintf(text, sizeof text, "%sT%s+08:00", days[d], d % 2 ? "23:59:58" : "00:00:01");
		now_is(text);
		for (int m = 0; m < MEMBERS; m++)
			live(d, m);
		/* not every night had its proof, and the last days have none */
		if (d % 3 == 1 && d < 8)
			nightly();
	}
	now_is("2026-11-22T12:00:00+08:00");
	return 0;
}

static struct report_points *report(void *mem, enum report_span span, const char *on)
{
	struct report_period p = report_period(span, day(on), day("2026-11-22"));
	struct report_points *r;

	assert_int_equal(report_points(db(), mem, &p, false, &r), DB_OK);
	return r;
}

/* Each figure by a sum over the whole ledger. */
static int64_t sum_of(const char *what, const char *where)
{
	static struct db_sql naive[2000];
	static int n;
	char *text = talloc_asprintf(NULL, "SELECT CAST(COALESCE(SUM(%s), 0) AS SIGNED) FROM entry e"
	                             " WHERE %s", what, where);
	int64_t found = INT64_MIN;

	assert_true(n < 2000);
	naive[n] = (struct db_sql){text, "", "i"};
	assert_int_equal(db_one(db(), NULL, &naive[n++], &found), DB_OK);
	return found;
}

static char *within(void *mem, const char *kinds, int32_t from, int32_t to)
{
	char a[INSTANT_TEXT], b[INSTANT_TEXT];

	return talloc_asprintf(mem, "e.kind IN (%s) AND DATE(CONVERT_TZ(e.posted_at, '+00:00',"
	                       " '+08:00')) BETWEEN '%s' AND '%s'", kinds, day_iso(a, from),
	                       day_iso(b, to));
}

static const char *kinds[LINE__MAX] = {"1, 7, 8", "4", "5", "6", "3", "9", "10"};
#define EVERY "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"
#define EVER 0
/* Pending behind each member's last entry up to DAY. */
static int64_t pending_on(void *mem, int32_t day_to)
{
	char iso[INSTANT_TEXT];

	return sum_of("e.pending_after", talloc_asprintf(mem,
	              "e.seq = (SELECT MAX(x.seq) FROM entry x WHERE x.member_id = e.member_id AND"
	              " DATE(CONVERT_TZ(x.posted_at, '+00:00', '+08:00')) <= '%s')",
	              day_iso(iso, day_to)));
}

static void holds(const struct report_books *b, int32_t from, int32_t to)
{
	void *mem = talloc_new(NULL);

	for (int line = 0; line < LINE__MAX; line++)
		assert_int_equal(b->line[line], sum_of("e.points", within(mem, kinds[line], from, to)));
	assert_int_equal(b->opening, sum_of("e.points", within(mem, EVERY, EVER, from - 1)));
	assert_int_equal(b->closing, sum_of("e.points", within(mem, EVERY, EVER, to)));
	assert_int_equal(b->entries, sum_of("1", within(mem, EVERY, from, to)));
	assert_int_equal(b->pending_closing, pending_on(mem, to));
	assert_int_equal(b->pending_opening, pending_on(mem, from - 1));
	assert_true(report_balances(b));
	talloc_free(mem);
}

static void figures_are_those_of_the_whole_ledger(void **state)
{
	static const struct {
		enum report_span span;
		const char *on;
	} asked[] = {{SPAN_MONTH, "2026-11-22"},   {SPAN_MONTH, "2026-10-01"}, {SPAN_DAY, "2026-08-31"},
	             {SPAN_QUARTER, "2026-09-15"}, {SPAN_YEAR, "2026-01-01"},  {SPAN_DAY, "2026-11-21"},
	             {SPAN_MONTH, "2026-07-01"}};

	(void)state;
	for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
		void *mem = talloc_new(NULL);
		struct report_points *r = report(mem, asked[i].span, asked[i].on);

		assert_int_equal(r->n_flaws, 0);
		holds(&r->books, r->period.from, r->period.to);
		holds(&r->compare, r->before.from, r->before.to);
		assert_int_equal(r->n_days, r->period.to - r->period.from + 1);
		talloc_free(mem);
	}
}

static void each_day_too(void **state)
{
	void *mem = talloc_new(NULL);
	struct report_points *r = report(mem, SPAN_QUARTER, "2026-09-15");

	(void)state;
	assert_int_equal(r->days[0].books.opening, r->books.opening);
	assert_int_equal(r->days[r->n_days - 1].books.closing, r->books.closing);
	for (int i = 0; i < r->n_days; i++)
		if (r->days[i].books.entries > 0)
			holds(&r->days[i].books, r->days[i].day, r->days[i].day);
		else
			assert_int_equal(r->days[i].books.opening, r->days[i].books.closing);
	talloc_free(mem);
}

static void parts_add_up_to_the_whole(void **state)
{
	void *mem = talloc_new(NULL);
	struct report_points *r = report(mem, SPAN_YEAR, "2026-10-01");

	(void)state;
	assert_true(r->n_sources >= 4);
	assert_true(r->n_tiers >= 2);
	for (int line = 0; line < LINE__MAX; line++) {
		int64_t by_source = 0, by_tier = 0;

		for (int i = 0; i < r->n_sources; i++) {
			char *where = talloc_asprintf(mem, "%s AND e.source_kind = %d",
			                              within(mem, kinds[line], r->period.from, r->period.to),
			                              (int)r->sources[i].source);

			assert_int_equal(r->sources[i].line[line], sum_of("e.points", where));
			by_source += r->sources[i].line[line];
		}
		for (int i = 0; i < r->n_tiers; i++)
			by_tier += r->tiers[i].line[line];
		assert_int_equal(by_source, r->books.line[line]);
		assert_int_equal(by_tier, r->books.line[line]);
	}
	talloc_free(mem);
}

/* The tier is the one that the history names for the instant of booking. */
static void the_tier_is_that_of_the_booking(void **state)
{
	void *mem = talloc_new(NULL);
	struct report_points *r = report(mem, SPAN_YEAR, "2026-01-01");
	int64_t silver = 0, naive;

	(void)state;
	for (int i = 0; i < r->n_tiers; i++)
		silver += strcmp(r->tiers[i].tier, "silver") == 0 ? r->tiers[i].line[LINE_ISSUED] : 0;
	naive = sum_of("e.points", "e.kind IN (1, 7, 8) AND EXISTS (SELECT 1 FROM tier_change t WHERE"
	               " t.member_id = e.member_id AND t.tier = 'silver' AND t.n = (SELECT MAX(u.n)"
	               " FROM tier_change u WHERE u.member_id = e.member_id"
	               " AND u.posted_at <= e.posted_at))");
	assert_true(silver > 0);
	assert_int_equal(silver, naive);
	talloc_free(mem);
}

static void same(const struct report_points *a, const struct report_points *b)
{
	assert_memory_equal(&a->books, &b->books, sizeof a->books);
	assert_int_equal(a->n_days, b->n_days);
	for (int i = 0; i < a->n_days; i++)
		assert_memory_equal(&a->days[i].books, &b->days[i].books, sizeof a->books);
	assert_int_equal(a->n_sources, b->n_sources);
	assert_int_equal(a->n_tiers, b->n_tiers);
	for (int i = 0; i < a->n_sources; i++)
		assert_memory_equal(&a->sources[i], &b->sources[i], sizeof a->sources[i]);
}

static void past_days_stay_as_they_were(void **state)
{
	void *mem = talloc_new(NULL);
	struct report_points *october = report(mem, SPAN_MONTH, "2026-10-01"), *day_then, *later;
	struct points_answer points;

	(void)state;
	day_then = report(mem, SPAN_DAY, "2026-11-21");
	/* booked today, about the past: refunds, a late order, a trip that ends */
	assert_int_equal(refund("o-4-1", "late", 50000, "2026-10-02T10:00:00+08:00", NULL),
	                 ORDER_DONE);
	book(members[0], "late-order", 400000, "2026-10-05T10:00:00+08:00", true);
	assert_int_equal(complete("o-5-0", "2026-10-20T10:00:00+08:00"), ORDER_DONE);
	assert_int_equal(spend_points(db(), plans, members[5], "today", 100,
	                              at("2026-10-05T10:00:00+08:00"), &points), POINTS_DONE);
	for (int proved = 0; proved < 2; proved++) {
		later = report(mem, SPAN_MONTH, "2026-10-01");
		same(october, later);
		later = report(mem, SPAN_DAY, "2026-11-21");
		same(day_then, later);
		later = report(mem, SPAN_DAY, "2026-11-22");
		assert_int_equal(later->n_flaws, 0);
		assert_true(later->books.line[LINE_REVERSED] < 0);
		holds(&later->books, later->period.from, later->period.to);
		nightly();
	}
	talloc_free(mem);
}

/* Whether R says that KIND is wrong with DAY (or DAY_NONE), MEMBER (or 0), SEQ. */
static bool names(const struct report_points *r, enum report_flaw_kind kind, int32_t on,
                  uint64_t member, int64_t seq)
{
	for (int i = 0; i < r->n_flaws; i++)
		if (r->flaws[i].kind == kind && r->flaws[i].day == on &&
		    r->flaws[i].member_id == member && r->flaws[i].seq == seq)
			return true;
	return false;
}

static void a_changed_entry_is_named(void **state)
{
	void *mem = talloc_new(NULL);
	unsigned long long m = members[2];
	int32_t on = day("2026-09-15");
	struct report_points *r;

	(void)state;
	sql("UPDATE entry SET points = points + 100 WHERE member_id = %llu AND source_id ="
	    " 'test:o-3-2' AND kind = 1", m);
	r = report(mem, SPAN_MONTH, "2026-09-15");
	assert_true(names(r, FLAW_LEDGER, on, 0, 0));
	assert_true(r->days[14].flawed);
	assert_false(r->days[0].flawed);
	assert_int_equal(r->flaws[r->n_flaws - 1].kind, FLAW_ENTRY);
	assert_int_equal(r->flaws[r->n_flaws - 1].member_id, members[2]);
	assert_int_equal(r->flaws[r->n_flaws - 1].day, on);
	assert_int_equal(r->flaws[r->n_flaws - 1].is, r->flaws[r->n_flaws - 1].must + 100);
	/* what the proofs kept is what is shown */
	sql("UPDATE entry SET points = points - 100 WHERE member_id = %llu AND source_id ="
	    " 'test:o-3-2' AND kind = 1", m);
	assert_memory_equal(&r->books, &report(mem, SPAN_MONTH, "2026-09-15")->books,
	                    sizeof r->books);
	assert_int_equal(report(mem, SPAN_MONTH, "2026-09-15")->n_flaws, 0);
	talloc_free(mem);
}

/* Points and every figure behind them were changed alike: the seal tells. */
static void a_careful_change_is_named(void **state)
{
	void *mem = talloc_new(NULL);
	unsigned long long m = members[2];
	struct report_points *r;

	(void)state;
	sql("UPDATE entry SET points = points + (seq = 1), available_after = available_after + 1"
	    " WHERE member_id = %llu", m);
	sql("UPDATE account SET available = available + 1 WHERE member_id = %llu", m);
	r = report(mem, SPAN_MONTH, "2026-08-30");
	assert_true(names(r, FLAW_LEDGER, day("2026-08-30"), 0, 0));
	assert_true(names(r, FLAW_SEAL, day("2026-08-30"), members[2], 1));
	sql("UPDATE account SET available = available - 1 WHERE member_id = %llu", m);
	sql("UPDATE entry SET points = points - (seq = 1), available_after = available_after - 1"
	    " WHERE member_id = %llu", m);
	assert_int_equal(report(mem, SPAN_MONTH, "2026-08-30")->n_flaws, 0);
	talloc_free(mem);
}

static void an_account_astray_is_named(void **state)
{
	void *mem = talloc_new(NULL);
	struct report_points *r;
	int64_t seq = account(members[4]).last_seq;

	(void)state;
	sql("UPDATE account SET available = available + 5 WHERE member_id = %llu",
	    (unsigned long long)members[4]);
	r = report(mem, SPAN_MONTH, "2026-11-01");
	assert_true(names(r, FLAW_ACCOUNTS, DAY_NONE, 0, 0));
	assert_true(names(r, FLAW_ACCOUNT, DAY_NONE, members[4], seq));
	sql("UPDATE account SET available = available - 5 WHERE member_id = %llu",
	    (unsigned long long)members[4]);
	assert_int_equal(report(mem, SPAN_MONTH, "2026-11-01")->n_flaws, 0);
	talloc_free(mem);
}

/* Not proved yet, and outside the period that is looked at. */
static void a_change_of_today_is_named(void **state)
{
	void *mem = talloc_new(NULL);
	struct report_points *r;
	int64_t seq;

	(void)state;
	book(members[3], "fresh", 10000, "2026-11-22T10:00:00+08:00", true);
	seq = account(members[3]).last_seq;
	sql("UPDATE entry SET points = points + 1 WHERE member_id = %llu AND seq = %lld",
	    (unsigned long long)members[3], (long long)seq);
	for (int i = 0; i < 2; i++) {
		r = report(mem, SPAN_MONTH, i ? "2026-09-01" : "2026-11-01");
		assert_true(names(r, FLAW_DAY, day("2026-11-22"), 0, 0));
		assert_true(names(r, FLAW_ENTRY, day("2026-11-22"), members[3], seq));
		assert_true(names(r, FLAW_ACCOUNTS, DAY_NONE, 0, 0));
	}
	sql("UPDATE entry SET points = points - 1 WHERE member_id = %llu AND seq = %lld",
	    (unsigned long long)members[3], (long long)seq);
	talloc_free(mem);
}

static void a_lost_entry_and_a_changed_total_show(void **state)
{
	void *mem = talloc_new(NULL);
	unsigned long long m = members[2];
	int32_t on = day("2026-08-31");
	struct report_points *r;

	(void)state;
	nightly();
	sql("UPDATE day_total SET points = points + 7 WHERE day = '2026-08-31' AND kind = 1");
	r = report(mem, SPAN_MONTH, "2026-08-01");
	assert_true(names(r, FLAW_LEDGER, on, 0, 0));
	assert_true(names(r, FLAW_DAY, on, 0, 0));
	assert_false(report_balances(&r->books));
	r = report(mem, SPAN_MONTH, "2026-11-01");
	assert_true(names(r, FLAW_BEFORE, day("2026-11-01"), 0, 0));
	sql("UPDATE day_total SET points = points - 7 WHERE day = '2026-08-31' AND kind = 1");
	sql("DELETE FROM entry WHERE member_id = %llu AND seq = 2", m);
	r = report(mem, SPAN_QUARTER, "2026-08-01");
	assert_int_equal(r->flaws[0].kind, FLAW_LEDGER);
	assert_int_equal(r->flaws[r->n_flaws - 1].kind, FLAW_GAP);
	assert_int_equal(r->flaws[r->n_flaws - 1].member_id, members[2]);
	assert_int_equal(r->flaws[r->n_flaws - 1].seq, 3);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_those_of_the_whole_ledger),
		cmocka_unit_test(each_day_too),
		cmocka_unit_test(parts_add_up_to_the_whole),
		cmocka_unit_test(the_tier_is_that_of_the_booking),
		cmocka_unit_test(past_days_stay_as_they_were),
		cmocka_unit_test(a_changed_entry_is_named),
		cmocka_unit_test(a_careful_change_is_named),
		cmocka_unit_test(an_account_astray_is_named),
		cmocka_unit_test(a_change_of_today_is_named),
		cmocka_unit_test(a_lost_entry_and_a_changed_total_show),
	};

	return cmocka_run_group_tests(tests, history, NULL);
}
