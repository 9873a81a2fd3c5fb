/* Two accounts made one, followed and undone: points, dates, debts and tiers; the
 * proof of both books after every step of random stories. */
#include "service/merge_support.h"

#include "service/sign_in.h"
#include "store/person.h"

#define STORIES 12
#define STEPS 40

static const struct db_sql lots_ending = {
	"SELECT COALESCE(SUM(`left`), 0) FROM lot WHERE member_id = ? AND expires_on = '2027-12-31'",
	"i", "i"};
static void points_move_with_their_dates(void **state)
{
	uint64_t from = member_make(), into = member_make();
	char no[MERGE_NO];

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	open_lot(from, 300, "2027-12-31");
	open_lot(into, 200, "2027-06-30");
	book(from, "pend", 50000, "2026-11-01T10:00:00+08:00", false);
	assert_int_equal(merge_two(from, into, no), MERGE_DONE);
	assert_int_equal(account(from).available, 0);
	assert_int_equal(account(from).pending, 500);
	assert_int_equal(account(into).available, 500);
	assert_int_equal(number(&lots_ending, into), 300);
	prove_both(from, into);
	/* the trip is taken: its points and what counts follow */
	assert_int_equal(complete("pend", "2026-11-20T10:00:00+08:00"), ORDER_DONE);
	assert_int_equal(follow(), 1);
	assert_int_equal(follow(), 0);
	assert_int_equal(account(into).available, 1000);
	assert_int_equal(account(into).lifetime, 500);
	assert_int_equal(account(from).lifetime, 500);
	prove_both(from, into);
	/* and it is refunded: the survivor gives them back */
	assert_int_equal(refund("pend", "r1", 50000, "2026-11-21T10:00:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(follow(), 1);
	assert_int_equal(account(from).debt, 0);
	assert_int_equal(account(into).available, 500);
	assert_int_equal(account(into).lifetime, 0);
	prove_both(from, into);
}

static void undone_all_goes_back(void **state)
{
	uint64_t from = member_make(), into = member_make();
	struct points_answer answer;
	char no[MERGE_NO];
	int64_t had, counted;

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	open_lot(from, 300, "2027-12-31");
	open_lot(into, 200, "2028-06-30");
	book(from, "u1", 900000, "2026-10-01T10:00:00+08:00", true);
	had = account(from).available;
	counted = account(from).lifetime;
	assert_true(had > 300 && counted > 0);
	assert_int_equal(merge_two(from, into, no), MERGE_DONE);
	assert_int_equal(account(into).available, had + 200);
	assert_int_equal(account(into).lifetime, counted);
	assert_string_equal(account(into).tier, account(from).tier);
	/* what of it the survivor spends comes out of the survivor's own when undone */
	assert_int_equal(spend_points(db(), plans, into, "spent", 100, clock_now(), &answer),
	                 POINTS_DONE);
	assert_int_equal(undo(no), MERGE_DONE);
	assert_int_equal(account(from).available, had);
	assert_int_equal(number(&lots_ending, from), 300);
	assert_int_equal(account(into).available, 100);
	assert_int_equal(account(into).lifetime, 0);
	assert_int_equal(account(from).lifetime, counted);
	assert_string_equal(account(into).tier, plans->plans[0]->tiers[0].code);
	prove_both(from, into);
	assert_int_equal(undo(no), MERGE_SETTLED);
	assert_int_equal(merge_two(from, into, no), MERGE_DONE);
	prove_both(from, into);
}

static void debts_and_tiers(void **state)
{
	uint64_t from = member_make(), into = member_make();
	struct points_answer answer;
	char no[MERGE_NO];

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	open_lot(into, 50, "2027-12-31");
	assert_int_equal(opening_book(db(), plans, from, 0, DAY_NEVER,
	                              plans->plans[0]->tiers[2].code, DAY_NONE, clock_now(),
	                              &answer),
	                 POINTS_DONE);
	book(from, "owes", 20000, "2026-10-01T10:00:00+08:00", true);
	assert_int_equal(spend_points(db(), plans, from, "gone", 200, clock_now(), &answer),
	                 POINTS_DONE);
	assert_int_equal(refund("owes", "r", 20000, "2026-11-21T10:00:00+08:00", NULL), ORDER_DONE);
	assert_int_equal(account(from).debt, 200);
	assert_int_equal(merge_two(from, into, no), MERGE_DONE);
	assert_int_equal(account(from).debt, 0);
	assert_int_equal(account(into).debt, 150);
	assert_string_equal(account(into).tier, plans->plans[0]->tiers[2].code);
	prove_both(from, into);
	assert_int_equal(undo(no), MERGE_DONE);
	assert_int_equal(account(from).debt, 200);
	assert_int_equal(account(into).debt, 0);
	assert_int_equal(account(into).available, 50);
	assert_string_equal(account(into).tier, plans->plans[0]->tiers[0].code);
	assert_string_equal(account(from).tier, plans->plans[0]->tiers[2].code);
	prove_both(from, into);
}

static void what_cannot_be(void **state)
{
	uint64_t a = member_make(), b = member_make(), c = member_make();
	char no[MERGE_NO], other[MERGE_NO];

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	assert_int_equal(merge_two(a, a, no), MERGE_SAME);
	sql("INSERT INTO person (member_id, person_id, role, name, created_at) VALUES"
	    " (%llu, 1, 'holder', 'A', '2023-01-01'), (%llu, 2, 'user', 'B', '2023-01-01')",
	    (unsigned long long)a, (unsigned long long)a);
	assert_int_equal(merge_two(a, b, no), MERGE_PEOPLE);
	sql("UPDATE person SET state = 'removed' WHERE member_id = %llu AND person_id = 2",
	    (unsigned long long)a);
	assert_int_equal(merge_two(a, b, no), MERGE_DONE);
	assert_int_equal(merge_two(a, c, other), MERGE_GONE);
	assert_int_equal(merge_two(b, c, other), MERGE_CHAIN);
	assert_int_equal(merge_two(c, b, other), MERGE_DONE);
	assert_int_equal(undo("XAAAAAAAAAA"), MERGE_UNKNOWN);
	now_is("2026-12-23T12:00:00+08:00");
	assert_int_equal(undo(no), MERGE_LATE);
	now_is("2026-11-22T12:00:00+08:00");
}

/* The merged account's number, address and password lead to the survivor. */
static void names_lead_to_the_survivor(void **state)
{
	uint64_t from = member_make(), into = member_make();
	void *mem = talloc_new(NULL);
	struct service_env env = env_now(mem);
	char no[MERGE_NO], hash[PASSWORD_HASH_MAX], number_text[16];
	struct person_id id;
	int64_t wait;

	(void)state;
	assert_true(password_hash(hash, "green river stone"));
	sql("INSERT INTO person (member_id, person_id, role, name, email, password_hash, created_at)"
	    " VALUES (%llu, 1, 'holder', 'A', 'old@x.test', '%s', '2023-01-01'),"
	    " (%llu, 1, 'holder', 'A', 'new@x.test', NULL, '2023-01-01')",
	    (unsigned long long)from, hash, (unsigned long long)into);
	sql("INSERT INTO sign_in_name (name, member_id, person_id, confirmed) VALUES"
	    " ('old@x.test', %llu, 1, 1)", (unsigned long long)from);
	assert_int_equal(merge_two(from, into, no), MERGE_DONE);
	snprintf(number_text, sizeof number_text, "M%07llu", (unsigned long long)from);
	assert_int_equal(person_find(db(), mem, "old@x.test", &id), DB_OK);
	assert_int_equal(id.member_id, into);
	assert_int_equal(person_find(db(), mem, number_text, &id), DB_OK);
	assert_int_equal(id.member_id, into);
	assert_int_equal(sign_in_check(&env, "old@x.test", "green river stone", &id, &wait),
	                 SIGN_IN_DONE);
	assert_int_equal(id.member_id, into);
	assert_int_equal(sign_in_check(&env, "old@x.test", "another stone", &id, &wait),
	                 SIGN_IN_WRONG);
	assert_int_equal(undo(no), MERGE_DONE);
	assert_int_equal(person_find(db(), mem, "old@x.test", &id), DB_OK);
	assert_int_equal(id.member_id, from);
	talloc_free(mem);
}

/* A partner that repeats an order of the merged account is answered as before. */
static void repeats_are_repeats(void **state)
{
	uint64_t from = member_make(), into = member_make();
	struct order_facts facts;
	struct order_answer answer;
	void *mem = talloc_new(NULL);
	char no[MERGE_NO];

	(void)state;
	now_is("2026-11-22T12:00:00+08:00");
	book(from, "again", 10000, "2026-11-01T10:00:00+08:00", false);
	assert_int_equal(merge_two(from, into, no), MERGE_DONE);
	facts = facts_of(into, "again", 10000, "2026-11-01T10:00:00+08:00");
	assert_int_equal(order_book(db(), plans, mem, &facts, NULL, &answer), ORDER_REPEATED);
	facts.paid_fen = 10001;
	assert_int_equal(order_book(db(), plans, mem, &facts, NULL, &answer), ORDER_CONFLICT);
	talloc_free(mem);
}

static uint64_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return *seed >> 33;
}

/* One random event of either account on DAY. */
static void happen(uint64_t *seed, int story, int step, uint64_t member, int32_t today)
{
	char text[INSTANT_TEXT + 16], name[32];
	struct points_answer answer;
	int64_t points = (int64_t)(next_random(seed) % 400) + 1;
	struct ledger before = account(member);

	snprintf(name, sizeof name, "s%d-%d", story, step);
	day_iso(text, today);
	strcat(text, "T10:00:00+08:00");
	switch (next_random(seed) % 6) {
	case 0:
	case 1:
		book(member, name, points * 100, text, next_random(seed) % 2);
		break;
	case 2:
		(void)spend_points(db(), plans, member, name,
		                   points < before.available ? points : before.available + 1,
		                   clock_now(), &answer);
		break;
	case 3:
		snprintf(name, sizeof name, "s%d-%d", story, (int)(next_random(seed) % (uint64_t)(step + 1)));
		(void)refund(name, "r", 100, text, NULL);
		break;
	case 4:
		snprintf(name, sizeof name, "s%d-%d", story, (int)(next_random(seed) % (uint64_t)(step + 1)));
		(void)spend_give_back(db(), plans, member, name, "b", 0, false, clock_now(), &answer);
		(void)complete(name, text);
		break;
	default:
		assert_int_equal(opening_book(db(), plans, member, points, today + 3 + step % 9, "",
		                              DAY_NONE, clock_now(), &answer) == POINTS_FAILED, 0);
		break;
	}
}

/* What the two have together, available and pending less debt. */
static int64_t together_have(uint64_t a, uint64_t b)
{
	struct ledger x = account(a), y = account(b);

	return x.available + x.pending - x.debt + y.available + y.pending - y.debt;
}

static void random_stories(void **state)
{
	uint64_t seed = 20261122;

	(void)state;
	for (int story = 0; story < STORIES; story++) {
		uint64_t from = member_make(), into = member_make();
		int32_t today = day("2026-11-22");
		bool merged = false;
		char no[MERGE_NO];

		for (int step = 0; step < STEPS; step++) {
			uint64_t member = next_random(&seed) % 2 ? from : into;
			char text[INSTANT_TEXT + 16];
			int64_t had;

			today += (int32_t)(next_random(&seed) % 2);
			day_iso(text, today);
			strcat(text, "T12:00:00+08:00");
			now_is(text);
			happen(&seed, story, step, member, today);
			had = together_have(from, into);
			if (next_random(&seed) % 8 == 0) {
				enum merge_outcome outcome =
					merged ? undo(no) : merge_two(from, into, no);

				assert_int_equal(outcome, MERGE_DONE);
				merged = !merged;
				/* what has ended is booked on the way; else nothing is made or lost */
				assert_true(together_have(from, into) <= had);
			} else if (next_random(&seed) % 3 == 0) {
				(void)follow();
			}
			prove_both(from, into);
		}
		prove_merges();
	}
	now_is("2026-11-22T12:00:00+08:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_move_with_their_dates),
		cmocka_unit_test(undone_all_goes_back),
		cmocka_unit_test(debts_and_tiers),
		cmocka_unit_test(what_cannot_be),
		cmocka_unit_test(names_lead_to_the_survivor),
		cmocka_unit_test(repeats_are_repeats),
		cmocka_unit_test(random_stories),
	};

	return cmocka_run_group_tests(tests, ledger_setup, NULL);
}
