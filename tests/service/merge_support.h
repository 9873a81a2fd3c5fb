/* Two accounts merged, followed and parted in the tests, and the proof of both books. */
#ifndef TESTS_SERVICE_MERGE_SUPPORT_H
#define TESTS_SERVICE_MERGE_SUPPORT_H

#include "service/ledger_support.h"

#include "service/merge.h"

static const struct db_sql pairs_off __attribute__((unused)) = {
	"SELECT COUNT(*) FROM entry a LEFT JOIN entry b ON b.source_kind = 14"
	" AND b.source_id = a.source_id AND b.member_id <> a.member_id AND b.points = -a.points"
	" WHERE a.member_id = ? AND a.source_kind = 14 AND b.seq IS NULL",
	"i", "i"};

SUPPORT struct service_env env_now(void *mem)
{
	return (struct service_env){.db = db(), .mem = mem, .now = clock_now(), .client = "10.0.0.1"};
}

SUPPORT enum merge_outcome merge_two(uint64_t from, uint64_t into, char no[MERGE_NO])
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	enum merge_outcome outcome =
		merge_make(&env, plans, 1, from, into, "one person, two cards", no);

	talloc_free(mem);
	return outcome;
}

SUPPORT enum merge_outcome undo(const char *no)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	enum merge_outcome outcome = merge_undo(&env, plans, 2, no);

	talloc_free(mem);
	return outcome;
}

SUPPORT int64_t follow(void)
{
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	int64_t moved = 0;

	assert_int_equal(merge_follow(&env, plans, &moved), DB_OK);
	talloc_free(mem);
	return moved;
}

SUPPORT void open_lot(uint64_t member, int64_t points, const char *ends)
{
	struct points_answer answer;

	assert_int_equal(opening_book(db(), plans, member, points, day(ends), "", DAY_NONE,
	                              clock_now(), &answer),
	                 POINTS_DONE);
}

SUPPORT void prove_both(uint64_t a, uint64_t b)
{
	prove(a);
	prove(b);
	assert_int_equal(number(&pairs_off, a), 0);
	assert_int_equal(number(&pairs_off, b), 0);
}

/* How often the whole proof and that of member FROM (0 = nobody's) find WHAT. */
SUPPORT int found(uint64_t from, const char *what)
{
	struct audit *audit = audit_begin(NULL);
	int n = 0;

	if (from)
		assert_int_equal(audit_member(audit, db(), from), DB_OK);
	assert_int_equal(audit_items(audit, db()), DB_OK);
	for (int i = 0; i < audit->n_findings; i++)
		n += strcmp(audit->findings[i].what, what) == 0;
	talloc_free(audit);
	return n;
}

/* All merges so far agree with the books. */
SUPPORT void prove_merges(void)
{
	assert_int_equal(found(0, "merge_move"), 0);
	assert_int_equal(found(0, "merge_undone"), 0);
	assert_int_equal(found(0, "merge_astray"), 0);
}

#endif
