/* The proof finds every planted tampering, and nothing where nothing is wrong. */
#include "service/ledger_support.h"

/* A member with an order, a part refund, a spend and a debt behind it. */
static uint64_t busy_member(const char *name)
{
	uint64_t m = member_make();
	char order_no[32];
	struct points_answer points;

	snprintf(order_no, sizeof order_no, "%s-1", name);
	book(m, order_no, 50000, "2026-11-01T10:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, m, name, 400, clock_now(), &points),
	                 POINTS_DONE);
	assert_int_equal(refund(order_no, "r", 20000, "2026-11-05T10:00:00+08:00", NULL),
	                 ORDER_DONE);
	snprintf(order_no, sizeof order_no, "%s-2", name);
	book(m, order_no, 30000, "2026-11-06T10:00:00+08:00", false);
	prove(m);
	return m;
}

/* Plants STATEMENT (with the member's id for %llu), looks for a finding WHAT,
 * takes it back. */
static void planted(uint64_t m, const char *what, const char *statement, const char *back)
{
	struct audit *audit = audit_begin(NULL);
	bool found = false;

	sql(statement, (unsigned long long)m);
	assert_int_equal(audit_member(audit, db(), m), DB_OK);
	for (int i = 0; i < audit->n_findings; i++)
		found = found || strcmp(audit->findings[i].what, what) == 0;
	if (!found)
		fail_msg("%s was not found after: %s", what, statement);
	talloc_free(audit);
	sql(back, (unsigned long long)m);
	prove(m);
}

static void finds_what_was_planted(void **state)
{
	uint64_t m = busy_member("plant");

	(void)state;
	planted(m, "balance", "UPDATE account SET available = available + 1 WHERE member_id = %llu",
	        "UPDATE account SET available = available - 1 WHERE member_id = %llu");
	planted(m, "debt", "UPDATE account SET debt = debt + 7 WHERE member_id = %llu",
	        "UPDATE account SET debt = debt - 7 WHERE member_id = %llu");
	planted(m, "lifetime", "UPDATE account SET lifetime = 9999 WHERE member_id = %llu",
	        "UPDATE account SET lifetime = 300 WHERE member_id = %llu");
	planted(m, "tier", "UPDATE account SET tier = 'gold' WHERE member_id = %llu",
	        "UPDATE account SET tier = 'standard' WHERE member_id = %llu");
	planted(m, "lot_left", "UPDATE lot SET `left` = `left` + 5 WHERE member_id = %llu AND seq = 1",
	        "UPDATE lot SET `left` = `left` - 5 WHERE member_id = %llu AND seq = 1");
	planted(m, "entry_effect",
	        "UPDATE allocation SET points = points + 1 WHERE member_id = %llu AND entry_seq = 2",
	        "UPDATE allocation SET points = points - 1 WHERE member_id = %llu AND entry_seq = 2");
	planted(m, "entry_sum", "UPDATE entry SET points = points + 1 WHERE member_id = %llu AND seq = 1",
	        "UPDATE entry SET points = points - 1 WHERE member_id = %llu AND seq = 1");
	planted(m, "chain_hash",
	        "UPDATE entry SET effective_at = effective_at + INTERVAL 1 DAY"
	        " WHERE member_id = %llu AND seq = 2",
	        "UPDATE entry SET effective_at = effective_at - INTERVAL 1 DAY"
	        " WHERE member_id = %llu AND seq = 2");
	planted(m, "chain_link",
	        "UPDATE entry SET prev_hash = REVERSE(prev_hash) WHERE member_id = %llu AND seq = 3",
	        "UPDATE entry SET prev_hash = REVERSE(prev_hash) WHERE member_id = %llu AND seq = 3");
	planted(m, "orders_taken", "UPDATE order_head SET points = points + 1 WHERE member_id = %llu"
	        " AND lot_seq = 1",
	        "UPDATE order_head SET points = points - 1 WHERE member_id = %llu AND lot_seq = 1");
	planted(m, "order", "UPDATE order_event SET amount_fen = 1 WHERE member_id = %llu"
	        " AND event = 'refund/r'",
	        "UPDATE order_event SET amount_fen = 20000 WHERE member_id = %llu"
	        " AND event = 'refund/r'");
	planted(m, "debt_sum", "UPDATE debt SET unpaid = unpaid + 1 WHERE member_id = %llu",
	        "UPDATE debt SET unpaid = unpaid - 1 WHERE member_id = %llu");
	planted(m, "last_seq", "UPDATE account SET last_seq = last_seq + 1 WHERE member_id = %llu",
	        "UPDATE account SET last_seq = last_seq - 1 WHERE member_id = %llu");
}

static void finds_a_lost_entry(void **state)
{
	uint64_t m = busy_member("lost");
	struct audit *audit = audit_begin(NULL);

	(void)state;
	sql("DELETE FROM entry WHERE member_id = %llu AND seq = 2", (unsigned long long)m);
	assert_int_equal(audit_member(audit, db(), m), DB_OK);
	assert_true(audit->n_findings > 0);
	assert_string_equal(audit->findings[0].what, "entry_gap");
	talloc_free(audit);
	sql("DELETE FROM account WHERE member_id = %llu", (unsigned long long)m);
}

static int findings(struct audit *audit, const char *what)
{
	int n = 0;

	for (int i = 0; i < audit->n_findings; i++)
		n += strcmp(audit->findings[i].what, what) == 0;
	return n;
}

static void the_day_adds_up(void **state)
{
	struct audit *audit = audit_begin(NULL);
	static const struct db_sql touched = {
		"SELECT COUNT(*) FROM account WHERE is_touched = 1 AND member_id > ?", "i", "i"
	};

	(void)state;
	busy_member("day");
	assert_true(number(&touched, 0) > 0);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(audit_touched(audit, db()), DB_OK);
		assert_int_equal(audit_day(audit, db(), day("2026-11-22")), DB_OK);
		assert_int_equal(audit->n_findings, 0);
		assert_int_equal(number(&touched, 0), 0);
	}
	sql("UPDATE day_total SET points = points + 1 WHERE kind = 1");
	assert_int_equal(audit_day(audit, db(), day("2026-11-22")), DB_OK);
	assert_int_equal(findings(audit, "day_totals"), 1);
	sql("UPDATE day_total SET points = points - 1 WHERE kind = 1");
	talloc_free(audit);
}

/* Everything of the member behind SEQ vanishes, as if it had never been. */
static void cut_tail(uint64_t member, int64_t seq)
{
	unsigned long long m = member;

	sql("DELETE FROM allocation WHERE member_id = %llu AND at_seq > %lld", m, (long long)seq);
	sql("DELETE FROM debt WHERE member_id = %llu", m);
	sql("DELETE FROM lot WHERE member_id = %llu AND seq > %lld", m, (long long)seq);
	sql("UPDATE lot SET `left` = points WHERE member_id = %llu", m);
	sql("DELETE v FROM order_event v JOIN order_head h USING (partner, order_no)"
	    " WHERE h.member_id = %llu AND (v.event LIKE 'refund%%' OR h.lot_seq > %lld)", m,
	    (long long)seq);
	sql("DELETE FROM order_head WHERE member_id = %llu AND lot_seq > %lld", m, (long long)seq);
	sql("UPDATE order_head SET refunded_fen = 0, taken = 0 WHERE member_id = %llu", m);
	sql("DELETE FROM qualifying WHERE member_id = %llu AND n > 1", m);
	sql("DELETE FROM entry WHERE member_id = %llu AND seq > %lld", m, (long long)seq);
	sql("UPDATE account a JOIN entry e ON e.member_id = a.member_id AND e.seq = %lld SET"
	    " a.last_seq = e.seq, a.last_hash = e.hash, a.available = e.available_after,"
	    " a.pending = e.pending_after, a.debt = e.debt_after, a.lifetime = 500"
	    " WHERE a.member_id = %llu", (long long)seq, m);
}

static void a_cut_tail_shows_against_the_anchor(void **state)
{
	uint64_t m = busy_member("anchor");
	struct audit *audit = audit_begin(NULL);
	char path[128];
	FILE *file;

	(void)state;
	assert_int_equal(anchor_write(db(), harness.dir, day("2026-11-21")), DB_OK);
	assert_int_equal(complete("anchor-2", "2026-11-10T10:00:00+08:00"), ORDER_DONE);
	assert_int_equal(anchor_write(db(), harness.dir, day("2026-11-22")), DB_OK);
	assert_int_equal(anchor_write(db(), harness.dir, day("2026-11-22")), DB_OK);
	assert_int_equal(audit_all(audit, db(), harness.dir), DB_OK);
	assert_int_equal(audit->n_findings, 0);
	cut_tail(m, 1);
	prove(m); /* the books alone look right … */
	assert_int_equal(audit_all(audit, db(), harness.dir), DB_OK);
	assert_int_equal(audit->n_findings, 1); /* … but for the anchor */
	assert_string_equal(audit->findings[0].what, "anchor");
	assert_int_equal(audit->findings[0].member_id, m);
	snprintf(path, sizeof path, "%s/anchors/2026-11-21", harness.dir);
	file = fopen(path, "r+");
	assert_non_null(file);
	fseek(file, 60, SEEK_SET);
	fputc('9', file);
	fclose(file);
	assert_int_equal(audit_all(audit, db(), harness.dir), DB_OK);
	assert_true(findings(audit, "anchor_file") > 0);
	talloc_free(audit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_was_planted),
		cmocka_unit_test(finds_a_lost_entry),
		cmocka_unit_test(the_day_adds_up),
		cmocka_unit_test(a_cut_tail_shows_against_the_anchor),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
