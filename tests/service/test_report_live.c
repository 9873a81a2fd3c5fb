/* What a page reads of days that are not rolled up: the short way gives what the long
 * way gives, whatever happened to tiers meanwhile; a day that is half proved; and what
 * the proofs keep of a running day. */
#include "service/ledger_support.h"

#include "service/report.h"
#include "store/rollup.h"
#include "store/rollup_points.h"

#define MEMBERS 6
static uint64_t members[MEMBERS];

static void nightly(void)
{
	struct audit *audit = audit_begin(NULL);

	assert_int_equal(audit_touched(audit, db()), DB_OK);
	talloc_free(audit);
}

/* 1 rose long ago, 2 rises today between two orders, 3 is corrected today for an order
 * of last month, 4 has a change that holds from tomorrow, 5 is new today, 0 never changes. */
static int history(void **state)
{
	ledger_setup(state);
	now_is("2026-01-01T10:00:00+08:00");
	for (int m = 0; m < MEMBERS - 1; m++)
		members[m] = member_make();
	now_is("2026-10-05T10:00:00+08:00");
	book(members[1], "rose", 120000, "2026-10-05T10:00:00+08:00", true);
	book(members[0], "same", 10000, "2026-10-05T10:00:00+08:00", true);
	book(members[2], "before", 80000, "2026-10-05T10:00:00+08:00", true);
	nightly();
	now_is("2026-11-22T00:00:00+08:00");
	for (int m = 0; m < MEMBERS - 1; m++) {
		char no[20];

		snprintf(no, sizeof no, "first-%d", m);
		book(members[m], no, 5000, "2026-11-22T00:00:00+08:00", true);
	}
	now_is("2026-11-22T09:00:00+08:00");
	book(members[2], "rises", 90000, "2026-11-22T09:00:00+08:00", true);
	book(members[3], "late", 200000, "2026-10-20T10:00:00+08:00", true);
	sql("INSERT INTO tier_change (member_id, n, effective_at, posted_at, tier, qualifying_sum,"
	    " cause) VALUES (%llu, 2, '2026-11-23 00:00:00', '2026-11-01 00:00:00', 'gold', 0,"
	    " 'pin')", (unsigned long long)members[4]);
	members[5] = member_make();
	now_is("2026-11-22T12:00:00+08:00");
	for (int m = 0; m < MEMBERS; m++) {
		char no[20];

		snprintf(no, sizeof no, "last-%d", m);
		book(members[m], no, 5000, "2026-11-22T12:00:00+08:00", true);
	}
	return 0;
}

/* Points and entries of CELLS that are like ROW. */
static void found(const struct report_cell *cells, int n, const struct report_cell *row,
                  int64_t *points, int64_t *entries)
{
	*points = *entries = 0;
	for (int i = 0; i < n; i++) {
		const struct report_cell *c = &cells[i];

		if (c->day != row->day || c->kind != row->kind || c->source != row->source ||
		    strcmp(c->tier, row->tier) != 0 || strcmp(c->category, row->category) != 0)
			continue;
		*points += c->points;
		*entries += c->entries;
	}
}

/* How many cells of FROM … TO the page and the night read alike. */
static int alike(const char *from, const char *to)
{
	void *mem = talloc_new(NULL);
	struct report_cell *page, *night;
	int n_page, n_night;

	assert_int_equal(report_live(db(), mem, day(from), day(to), &page, &n_page), DB_OK);
	assert_int_equal(report_booked(db(), mem, day(from), day(to), &night, &n_night), DB_OK);
	assert_int_equal(n_page, n_night);
	for (int i = 0; i < n_night; i++) {
		int64_t points, entries;

		found(page, n_page, &night[i], &points, &entries);
		assert_int_equal(points, night[i].points);
		assert_int_equal(entries, night[i].entries);
	}
	talloc_free(mem);
	return n_night;
}

static void both_ways_agree(void **state)
{
	(void)state;
	assert_true(alike("2026-11-22", "2026-11-22") > 1);
	assert_true(alike("2026-10-01", "2026-11-22") > 2);
	assert_int_equal(alike("2026-10-05", "2026-10-05"), 2); /* two rose with their order */
	assert_int_equal(alike("2026-11-01", "2026-11-21"), 0);
}

static struct report_points *today(void *mem)
{
	struct report_period p = report_period(SPAN_DAY, day("2026-11-22"), day("2026-11-22"));
	struct report_points *r;

	assert_int_equal(report_points(db(), mem, &p, false, &r), DB_OK);
	return r;
}

/* Points issued today to who held TIER, from the history of each entry's member. */
static int64_t issued_to(const char *tier)
{
	static const struct db_sql one = {
		"SELECT CAST(COALESCE(SUM(e.points), 0) AS SIGNED) FROM entry e WHERE e.kind IN (1, 7, 8)"
		" AND e.posted_at >= '2026-11-21 16:00:00' AND ? = (SELECT t.tier FROM tier_change t"
		" WHERE t.member_id = e.member_id AND t.posted_at <= e.posted_at"
		" AND t.effective_at <= e.posted_at ORDER BY t.effective_at DESC, t.n DESC LIMIT 1)",
		"s", "i"
	};
	int64_t points = 0;

	assert_int_equal(db_one(db(), NULL, &one, tier, &points), DB_OK);
	return points;
}

static void tiers_are_those_of_the_moment(void **state)
{
	void *mem = talloc_new(NULL);
	struct report_points *r = today(mem);
	int64_t sum = 0;

	(void)state;
	assert_int_equal(r->n_tiers, 2);
	for (int i = 0; i < r->n_tiers; i++) {
		assert_int_equal(r->tiers[i].line[LINE_ISSUED], issued_to(r->tiers[i].tier));
		assert_true(r->tiers[i].line[LINE_ISSUED] > 0);
		sum += r->tiers[i].line[LINE_ISSUED];
	}
	assert_int_equal(sum, r->books.line[LINE_ISSUED]);
	assert_int_equal(r->n_flaws, 0);
	talloc_free(mem);
}

static bool named(const struct report_points *r, enum report_flaw_kind kind, uint64_t member)
{
	for (int i = 0; i < r->n_flaws; i++)
		if (r->flaws[i].kind == kind && r->flaws[i].member_id == member)
			return true;
	return false;
}

/* Proved entries of a running day are held against their proof, the rest is not. */
static void half_a_day_may_be_proved(void **state)
{
	void *mem = talloc_new(NULL);
	unsigned long long m = members[0];

	(void)state;
	nightly();
	assert_int_equal(today(mem)->n_flaws, 0);
	book(members[0], "after", 7000, "2026-11-22T12:00:00+08:00", true);
	assert_int_equal(today(mem)->n_flaws, 0);
	sql("UPDATE entry SET points = points + 5 WHERE member_id = %llu AND source_id ="
	    " 'test:last-0'", m);
	assert_true(named(today(mem), FLAW_LEDGER, 0));
	assert_true(named(today(mem), FLAW_ENTRY, members[0]));
	sql("UPDATE entry SET points = points - 5 WHERE member_id = %llu AND source_id ="
	    " 'test:last-0'", m);
	assert_int_equal(today(mem)->n_flaws, 0);
	/* one that the account knows nothing of */
	sql("INSERT INTO entry (member_id, seq, kind, points, moved, available_after,"
	    " pending_after, debt_after, source_kind, source_id, effective_at, posted_at,"
	    " rule_version, inputs, prev_hash, hash) SELECT member_id, seq + 1, kind, points, moved,"
	    " available_after + points, pending_after, debt_after, source_kind, 'test:forged',"
	    " effective_at, posted_at, rule_version, inputs, prev_hash, hash FROM entry"
	    " WHERE member_id = %llu AND source_id = 'test:after'", m);
	assert_true(named(today(mem), FLAW_LEDGER, 0));
	talloc_free(mem);
}

static enum db make_today(struct database *database, void *arg)
{
	const int32_t *from = arg;

	return rollup_today_make(database, *from);
}

/* A sum over rollup_today that tells any two of its states apart. */
static int64_t kept(void)
{
	static const struct db_sql one = {
		"SELECT CAST(COALESCE(SUM(CRC32(CONCAT_WS(',', day, kind, source_kind, tier,"
		" category, points, entries))), 0) AS SIGNED) FROM rollup_today"
		" WHERE day >= '2026-11-22'",
		"", "i"
	};
	int64_t sum = 0;

	assert_int_equal(db_one(db(), NULL, &one, &sum), DB_OK);
	return sum;
}

/* Each part of today, and its entries, are those of the ledger itself. */
static void parts_are_those_of_the_ledger(void)
{
	void *mem = talloc_new(NULL);
	struct report_points *r = today(mem);
	struct report_cell *night;
	int64_t issued = 0, entries = 0, all = 0;
	int n;

	assert_int_equal(r->n_flaws, 0);
	for (int i = 0; i < r->n_tiers; i++) {
		assert_int_equal(r->tiers[i].line[LINE_ISSUED], issued_to(r->tiers[i].tier));
		issued += r->tiers[i].line[LINE_ISSUED];
		entries += r->tiers[i].entries;
	}
	assert_int_equal(issued, r->books.line[LINE_ISSUED]);
	assert_int_equal(report_booked(db(), mem, day("2026-11-22"), day("2026-11-22"), &night, &n),
	                 DB_OK);
	for (int i = 0; i < n; i++)
		all += report_line_of(night[i].kind) == LINE__MAX ? 0 : night[i].entries;
	assert_int_equal(entries, all);
	talloc_free(mem);
}

static void proofs_keep_the_parts_of_a_running_day(void **state)
{
	void *mem = talloc_new(NULL);
	int32_t from = day("2026-11-22");
	int64_t before;

	(void)state;
	sql("DELETE FROM entry WHERE source_id = 'test:forged'");
	assert_int_equal(rollup_note(db(), "points", from - 1, false, clock_now()), DB_OK);
	parts_are_those_of_the_ledger(); /* one member's last order is not proved yet */
	nightly();
	parts_are_those_of_the_ledger();
	before = kept();
	nightly();
	assert_int_equal(kept(), before);
	book(members[2], "later", 6000, "2026-11-22T12:00:00+08:00", true);
	parts_are_those_of_the_ledger();
	nightly();
	parts_are_those_of_the_ledger();
	assert_true(kept() != before);
	/* made anew they are the same, and what is wrong with them is said */
	before = kept();
	sql("UPDATE rollup_today SET points = points + 3 WHERE day = '2026-11-22' AND kind = 1"
	    " LIMIT 1");
	assert_true(named(today(mem), FLAW_ROLLUP, 0));
	sql("DELETE FROM rollup_today WHERE day = '2026-11-22' AND kind = 1 LIMIT 1");
	assert_int_equal(db_transact(db(), make_today, &from), DB_OK);
	assert_int_equal(kept(), before);
	talloc_free(mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ways_agree),
		cmocka_unit_test(tiers_are_those_of_the_moment),
		cmocka_unit_test(half_a_day_may_be_proved),
		cmocka_unit_test(proofs_keep_the_parts_of_a_running_day),
	};

	return cmocka_run_group_tests(tests, history, NULL);
}
