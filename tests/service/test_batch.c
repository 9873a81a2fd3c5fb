/* Import batches: rows as states (RULINGS 5), the same books as live. */
#include "service/ledger_support.h"

#include "service/batch.h"

static struct order_row row(const char *order_no, int64_t fen, const char *paid_at,
                            const char *completed_at, int64_t refunded, const char *refunded_at)
{
	return (struct order_row){ .order_no = order_no, .category = "domestic", .paid_fen = fen,
		.paid_at = at(paid_at), .travel_end = DAY_NONE,
		.completed_at = completed_at ? at(completed_at) : INSTANT_NONE,
		.refunded_fen = refunded, .refunded_at = refunded_at ? at(refunded_at) : INSTANT_NONE };
}

/* One row on its own. */
static enum row_outcome one(uint64_t member, const struct order_row *r, bool dry_run)
{
	struct batch *batch = batch_begin(db(), plans, "import", dry_run);
	enum row_outcome outcome;

	assert_int_equal(batch_order_row(batch, member, r), 0);
	assert_int_equal(batch_commit(batch), DB_OK);
	outcome = batch_outcome(batch, 0, NULL);
	batch_end(batch);
	return outcome;
}

static void a_row_is_a_state(void **state)
{
	uint64_t m = member_make();
	struct order_row r = row("row-1", 10000, "2026-10-01T10:00:00+08:00", NULL, 0, NULL);

	(void)state;
	assert_int_equal(one(m, &r, true), ROW_BOOKED);
	assert_int_equal(account(m).last_seq, 0);
	assert_int_equal(one(m, &r, false), ROW_BOOKED);
	assert_int_equal(one(m, &r, false), ROW_SAME);
	r.travel_end = day("2026-10-08");
	assert_int_equal(one(m, &r, false), ROW_CHANGED);
	assert_int_equal(one(m, &r, false), ROW_SAME);
	r.completed_at = at("2026-10-09T10:00:00+08:00");
	assert_int_equal(one(m, &r, false), ROW_CHANGED);
	assert_int_equal(account(m).available, 110); /* 10 % in the holiday */
	r.completed_at++;
	assert_int_equal(one(m, &r, false), ROW_EARLIER);
	r.completed_at--;
	r.refunded_fen = 4000;
	r.refunded_at = at("2026-10-12T10:00:00+08:00");
	assert_int_equal(one(m, &r, false), ROW_CHANGED);
	assert_int_equal(one(m, &r, false), ROW_SAME);
	r.refunded_fen = 4001;
	assert_int_equal(one(m, &r, false), ROW_EARLIER);
	r.refunded_fen = 10001;
	assert_int_equal(one(m, &r, false), ROW_TOO_MUCH);
	r.refunded_fen = 4000;
	r.paid_fen = 9999;
	assert_int_equal(one(m, &r, false), ROW_OTHER);
	assert_int_equal(account(m).available, 66);
	prove(m);
}

static void refused_rows_change_nothing(void **state)
{
	uint64_t m = member_make();
	struct order_row r = row("bad-1", 100, "2027-10-01T10:00:00+08:00", NULL, 0, NULL);
	struct order_row good = row("bad-2", 10000, "2026-11-01T10:00:00+08:00", NULL, 0, NULL);
	struct batch *batch = batch_begin(db(), plans, "import", false);
	int64_t points;

	(void)state;
	batch_order_row(batch, m, &r);
	batch_order_row(batch, m, &good);
	batch_order_row(batch, m, &good);
	r = row("bad-3", 100, "2026-10-01T10:00:00+08:00", NULL, 101, "2026-10-02T10:00:00+08:00");
	batch_order_row(batch, m, &r);
	batch_order_row(batch, 987654321, &(struct order_row){ "bad-4", "domestic", 100,
		at("2026-10-01T10:00:00+08:00"), DAY_NONE, INSTANT_NONE, 0, INSTANT_NONE });
	assert_int_equal(batch_commit(batch), DB_OK);
	assert_int_equal(batch_outcome(batch, 0, NULL), ROW_FUTURE);
	assert_int_equal(batch_outcome(batch, 1, &points), ROW_BOOKED);
	assert_int_equal(points, 100);
	assert_int_equal(batch_outcome(batch, 2, NULL), ROW_TWICE);
	assert_int_equal(batch_outcome(batch, 3, NULL), ROW_TOO_MUCH);
	assert_int_equal(batch_outcome(batch, 4, NULL), ROW_NO_MEMBER);
	batch_end(batch);
	assert_int_equal(account(m).pending, 100);
	prove(m);
}

/* What is compared between an import and the same facts told live. */
static void same_figures(uint64_t a, uint64_t b)
{
	static const struct db_sql lots = {
		"SELECT COALESCE(SUM(CRC32(CONCAT_WS(',', points, `left`, available_on, expires_on))),"
		" 0) FROM lot WHERE member_id = ?",
		"i", "i"
	};
	struct ledger x = account(a), y = account(b);

	assert_int_equal(x.available, y.available);
	assert_int_equal(x.pending, y.pending);
	assert_int_equal(x.debt, y.debt);
	assert_int_equal(x.held, y.held);
	assert_int_equal(x.lifetime, y.lifetime);
	assert_string_equal(x.tier, y.tier);
	assert_int_equal(x.good_through, y.good_through);
	assert_int_equal(number(&lots, a), number(&lots, b));
}

/* 250 orders of one member as rows in any order; all must end as EXPECTED. */
static void import_250(uint64_t member, enum row_outcome expected)
{
	struct batch *batch = batch_begin(db(), plans, "import", false);
	int64_t start = at("2024-01-01T10:00:00+08:00");
	char numbers[250][16];

	for (int i = 0; i < 250; i++) {
		int k = i * 97 % 250; /* shuffled */
		struct order_row r = row("", 1000 * (k % 7) + 5000, "2024-01-01T10:00:00Z", NULL,
		                         0, NULL);

		snprintf(numbers[i], sizeof numbers[i], "live-%d", k);
		r.order_no = numbers[i];
		r.paid_at = start + k * 86400LL;
		if (k % 3)
			r.completed_at = r.paid_at + 43200;
		if (k % 5 == 0) {
			r.refunded_fen = 2000;
			r.refunded_at = r.paid_at + 64800;
		}
		batch_order_row(batch, member, &r);
	}
	assert_int_equal(batch_commit(batch), DB_OK);
	for (int i = 0; i < 250; i++)
		assert_int_equal(batch_outcome(batch, i, NULL), expected);
	batch_end(batch);
}

/* The same events told one by one in order of time give the same books as the
 * import, which takes three transactions; a second import changes nothing. */
static void as_if_live(void **state)
{
	uint64_t m = member_make(), live = member_make();
	char own[16];
	int64_t start = at("2024-01-01T10:00:00+08:00");

	(void)state;
	for (int k = 0; k < 250; k++) {
		int64_t paid = start + k * 86400LL;
		struct order_answer answer;
		struct order_facts facts;
		void *mem = talloc_new(NULL);

		snprintf(own, sizeof own, "live-%d", k);
		facts = facts_of(live, own, 1000 * (k % 7) + 5000, "2024-01-01T10:00:00Z");
		facts.paid_at = paid;
		assert_int_equal(order_book(db(), plans, mem, &facts, NULL, &answer), ORDER_DONE);
		if (k % 3)
			assert_int_equal(order_complete(db(), plans, mem, "test", own,
			                                paid + 43200, &answer), ORDER_DONE);
		if (k % 5 == 0)
			assert_int_equal(order_refund(db(), plans, mem, "test", own, "csv", 2000,
			                              paid + 64800, &answer), ORDER_DONE);
		talloc_free(mem);
	}
	import_250(m, ROW_BOOKED);
	same_figures(m, live);
	import_250(m, ROW_SAME);
	same_figures(m, live);
	prove(m);
	prove(live);
}

/* 220 orders of one member, so three transactions; the completion of the first
 * comes in the third. The outcomes of the first and the last are returned. */
static enum db import_220(uint64_t member, enum row_outcome *first, enum row_outcome *last)
{
	struct batch *batch = batch_begin(db(), plans, "import", false);
	char numbers[220][16];
	enum db result;

	for (int i = 0; i < 220; i++) {
		struct order_row r = row(numbers[i], 5000, "2024-01-01T10:00:00Z", NULL, 0, NULL);

		snprintf(numbers[i], sizeof numbers[i], "late-%d", i);
		r.paid_at += i * 86400LL;
		if (i == 0)
			r.completed_at = r.paid_at + 300 * 86400LL;
		batch_order_row(batch, member, &r);
	}
	result = batch_commit(batch);
	*first = batch_outcome(batch, 0, NULL);
	*last = batch_outcome(batch, 219, NULL);
	batch_end(batch);
	return result;
}

/* Another holds a row that only one transaction needs, the first or the second:
 * those behind it must not go on without it. */
static void what_follows_a_failed_part_waits(void **state)
{
	static const char *const held[] = { "late-1", "late-101" };
	static const int64_t booked[] = { 0, 100 };
	uint64_t m = member_make();
	enum row_outcome first, last;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct database *other = test_connect();
		char text[128];

		snprintf(text, sizeof text, "INSERT INTO order_head (partner, order_no)"
		         " VALUES ('import', '%s')", held[i]);
		assert_int_equal(db_text(other, "START TRANSACTION", NULL), DB_OK);
		assert_int_equal(db_text(other, text, NULL), DB_OK);
		sql("SET SESSION innodb_lock_wait_timeout = 0");
		assert_int_equal(import_220(m, &first, &last), DB_BUSY);
		assert_int_equal(first, ROW_NOT_DONE);
		assert_int_equal(last, ROW_NOT_DONE);
		assert_int_equal(account(m).last_seq, booked[i]);
		sql("SET SESSION innodb_lock_wait_timeout = 5");
		db_close(other);
	}
	assert_int_equal(import_220(m, &first, &last), DB_OK);
	assert_int_equal(first, ROW_CHANGED);
	assert_int_equal(last, ROW_BOOKED);
	assert_int_equal(import_220(m, &first, &last), DB_OK);
	assert_int_equal(first, ROW_SAME);
	prove(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_is_a_state),
		cmocka_unit_test(refused_rows_change_nothing),
		cmocka_unit_test(as_if_live),
		cmocka_unit_test(what_follows_a_failed_part_waits),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
