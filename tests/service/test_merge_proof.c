/* The proof of the books looks at merges too: every planted tampering is found. */
#include "service/merge_support.h"

/* Plants STATEMENT (with the merged account's id for %llu), looks for WHAT, takes it
 * back. */
static void planted(uint64_t from, const char *what, const char *statement, const char *back)
{
	assert_int_equal(found(from, what), 0);
	sql(statement, (unsigned long long)from);
	if (found(from, what) == 0)
		fail_msg("%s was not found after: %s", what, statement);
	sql(back, (unsigned long long)from);
	assert_int_equal(found(from, what), 0);
}

/* The proof finds every planted tampering with a merge, and with its undoing. */
static void the_proof_sees_pairs(void **state)
{
	uint64_t from = member_make(), into = member_make();
	struct points_answer answer;
	char no[MERGE_NO];

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	book(from, "pairs", 20000, "2026-10-01T10:00:00+08:00", true);
	assert_int_equal(merge_two(from, into, no), MERGE_DONE);
	assert_int_equal(spend_points(db(), plans, into, "pairs", 100, clock_now(), &answer),
	                 POINTS_DONE);
	assert_int_equal(refund("pairs", "r", 20000, "2026-11-21T10:00:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(follow(), 1); /* a debt that moved, too */
	planted(from, "merge_pair",
	        "UPDATE merge_move SET points = points + 1 WHERE member_id = %llu AND kind = 'lot'",
	        "UPDATE merge_move SET points = points - 1 WHERE member_id = %llu AND kind = 'lot'");
	planted(from, "merge_pair", "UPDATE merge_move SET n = n + 90 WHERE member_id = %llu"
	        " AND kind = 'debt'",
	        "UPDATE merge_move SET n = n - 90 WHERE member_id = %llu AND kind = 'debt'");
	planted(from, "merge_pair", "UPDATE entry e JOIN account_merge g ON g.into_id = e.member_id SET"
	        " e.points = e.points + 1 WHERE g.from_id = %llu AND e.source_kind = 14",
	        "UPDATE entry e JOIN account_merge g ON g.into_id = e.member_id SET"
	        " e.points = e.points - 1 WHERE g.from_id = %llu AND e.source_kind = 14");
	planted(from, "merge_move", "UPDATE merge_move SET into_seq = into_seq + 1"
	        " WHERE member_id = %llu AND kind = 'lot'",
	        "UPDATE merge_move SET into_seq = into_seq - 1 WHERE member_id = %llu AND kind = 'lot'");
	planted(from, "merge_astray", "UPDATE member SET merged_into = NULL WHERE member_id = %llu",
	        "UPDATE member m JOIN account_merge g ON g.from_id = m.member_id SET"
	        " m.merged_into = g.into_id WHERE m.member_id = %llu");
	planted(from, "merge_undone",
	        "UPDATE account_merge SET undone_at = '2026-11-22' WHERE from_id = %llu",
	        "UPDATE account_merge SET undone_at = NULL WHERE from_id = %llu");
	assert_int_equal(undo(no), MERGE_DONE);
	planted(from, "merge_undone", "UPDATE merge_move SET points = points + 1 WHERE member_id = %llu"
	        " AND kind = 'lot' AND back = 1",
	        "UPDATE merge_move SET points = points - 1 WHERE member_id = %llu AND kind = 'lot'"
	        " AND back = 1");
	planted(from, "merge_astray", "UPDATE member SET merged_into = 1001 WHERE member_id = %llu",
	        "UPDATE member SET merged_into = NULL WHERE member_id = %llu");
	prove_both(from, into);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_proof_sees_pairs),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
