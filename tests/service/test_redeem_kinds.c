/* What each kind of item brings: coupons, codes of partners, donations, trips;
 * what of it comes back and what was used up. */
#include "service/redeem_support.h"

/* The first coupon the redemption issued; how many there are. */
static int coupon_now(uint64_t member, const char *no, struct coupon *out)
{
	struct coupon *coupons = NULL;
	int n = 0;
	enum db result = coupon_of_redemption(db(), test_mem(), member, no, &coupons, &n);

	assert_true(result == DB_OK || result == DB_NONE);
	if (n > 0)
		*out = coupons[0];
	return n;
}

/* The plan's coupon: one of 3 x the unit, ending three months on. */
static void a_coupon_of_three_units(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer a = redeemed(m, "coupon", 3);
	struct coupon c;

	(void)state;
	assert_int_equal(a.cost_points, 300);
	assert_int_equal(coupon_now(m, a.redemption_no, &c), 1);
	assert_int_equal(c.fen, 3000);
	assert_int_equal(c.kind, COUPON_KIND_AMOUNT);
	assert_int_equal(c.points, 300);
	assert_int_equal(c.expires_on, day("2027-02-22"));
	assert_int_equal(row_of(m, a.redemption_no).state, REDEMPTION_ISSUED);
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_OK);
	assert_int_equal(coupon_now(m, a.redemption_no, &c), 1);
	assert_int_equal(c.state, COUPON_STATE_CANCELLED);
	assert_int_equal(account(m).available, 1000);
	prove(m);
}

/* A coupon that was used, or is over, does not come back as points. */
static void a_used_coupon_stays_used(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer a = redeemed(m, "coupon", 1), late = redeemed(m, "coupon", 1);
	void *mem = talloc_new(NULL);
	struct service_env env = env_of(db(), mem);
	struct coupon c;
	int64_t fen;

	(void)state;
	assert_int_equal(coupon_now(m, a.redemption_no, &c), 1);
	assert_int_equal(coupon_use(&env, "desk", c.code, "T-1", 50000, &fen), COUPON_OK);
	assert_int_equal(fen, 1000);
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_USED);
	assert_int_equal(stepped(m, a.redemption_no, STEP_COMPANY, "x", 7), STEP_USED);
	now_is("2027-02-23T00:00:00+08:00");
	assert_int_equal(stepped(m, late.redemption_no, STEP_CANCEL, NULL, 0), STEP_TOO_LATE);
	assert_int_equal(stepped(m, late.redemption_no, STEP_COMPANY, "x", 7), STEP_OK);
	now_is("2026-11-22T12:00:00+08:00");
	talloc_free(mem);
	prove(m);
}

static enum db three_codes(struct database *own, void *arg)
{
	int64_t left;
	enum db result = item_stock_lock(own, "cinema", &left);

	(void)arg;
	for (char code[] = "K1"; result == DB_OK && code[1] <= '3'; code[1]++)
		result = item_code_add(own, "cinema", code, clock_now());
	return result == DB_OK ? item_codes_stock(own, "cinema") : result;
}

/* Loyalty case 12: codes are rows, each given once, and seen is spent. */
static void codes_of_a_partner(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_asked asked = asks(m, "cinema", 2, "two-more");
	struct redeem_answer a, answer;
	struct coupon *coupons;
	int n;

	(void)state;
	simple_item("cinema", ITEM_VOUCHER, 50, 0);
	assert_int_equal(db_transact(db(), three_codes, NULL), DB_OK);
	a = redeemed(m, "cinema", 2);
	assert_int_equal(coupon_list(db(), test_mem(), m, day("2026-11-22"), 10, &coupons, &n), DB_OK);
	assert_int_equal(n, 2);
	assert_int_equal(coupons[0].kind, COUPON_KIND_VOUCHER);
	assert_string_not_equal(coupons[0].code, coupons[1].code);
	assert_int_equal(item_now("cinema").left, 1);
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_SOLD_OUT);
	assert_int_equal(answer.left, 1);
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_TOO_LATE);
	assert_int_equal(stepped(m, a.redemption_no, STEP_COMPANY, "closed", 7), STEP_OK);
	assert_int_equal(item_now("cinema").left, 1); /* what was seen is not sold again */
	assert_int_equal(account(m).available, 1000);
	prove(m);
	prove_item("cinema");
}

static void a_donation_is_done_at_once(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer a;

	(void)state;
	simple_item("trees", ITEM_DONATION, 10, -1);
	a = redeemed(m, "trees", 25);
	assert_int_equal(row_of(m, a.redemption_no).state, REDEMPTION_DONE);
	assert_int_equal(item_now("trees").points, 250);
	assert_int_equal(stepped(m, a.redemption_no, STEP_CANCEL, NULL, 0), STEP_TOO_LATE);
	prove_item("trees");
}

static enum db one_departure(struct database *own, void *arg)
{
	(void)arg;
	return item_departure_put(own, "lake", day("2026-12-24"), 3);
}

static void places_of_a_trip(void **state)
{
	uint64_t m = rich_member(5000);
	struct redeem_asked asked = asks(m, "lake", 2, "lake-1");
	struct redeem_answer a, answer;

	(void)state;
	simple_item("lake", ITEM_TRIP, 900, -1);
	assert_int_equal(db_transact(db(), one_departure, NULL), DB_OK);
	assert_int_equal(item_now("lake").left, 3);
	assert_int_equal(redeem_over(db(), &asked, &a), REDEEM_SOLD_OUT); /* no day chosen */
	asked.departs_on = day("2026-12-24");
	asked.travellers = "林小禾\n林大树";
	assert_int_equal(redeem_over(db(), &asked, &a), REDEEM_OK);
	assert_int_equal(item_now("lake").left, 1);
	asked.form_id = "lake-2";
	assert_int_equal(redeem_over(db(), &asked, &answer), REDEEM_SOLD_OUT);
	assert_int_equal(account(m).available, 3200);
	assert_int_equal(stepped(m, a.redemption_no, STEP_ISSUE, NULL, 7), STEP_OK);
	assert_int_equal(stepped(m, a.redemption_no, STEP_REJECT, "x", 7), STEP_TOO_LATE);
	assert_int_equal(stepped(m, a.redemption_no, STEP_COMPANY, "storm", 7), STEP_OK);
	assert_int_equal(item_now("lake").left, 3);
	assert_int_equal(account(m).available, 5000);
	prove(m);
	prove_item("lake");
}

/* An instant redemption that was held is given out when staff say yes, and its
 * code goes back unseen when they say no. */
static void held_codes_wait_for_staff(void **state)
{
	uint64_t m = rich_member(1000);
	struct redeem_answer yes, no;
	struct coupon c;

	(void)state;
	sql("INSERT INTO one_time (token_hash, kind, channel, member_id, person_id, issue, address,"
	    " created_at, ends_at, used_at) VALUES (REPEAT('t', 32), 'reset', 'email', %llu, 1, 1,"
	    " '', '2026-11-22', '2026-11-23', '2026-11-22 01:00:00')", (unsigned long long)m);
	sql("UPDATE item_stock SET `left` = 2 WHERE item = 'cinema'");
	sql("INSERT INTO item_code (item, code, added_at) VALUES ('cinema', 'K9', '2026-11-22')");
	yes = redeemed(m, "cinema", 1);
	assert_string_equal(row_of(m, yes.redemption_no).held_reason, "sign_in");
	assert_int_equal(row_of(m, yes.redemption_no).state, REDEMPTION_PLACED);
	assert_int_equal(coupon_now(m, yes.redemption_no, &c), 0);
	no = redeemed(m, "cinema", 1);
	assert_int_equal(item_now("cinema").left, 0);
	assert_int_equal(stepped(m, yes.redemption_no, STEP_APPROVE, NULL, 7), STEP_OK);
	assert_int_equal(row_of(m, yes.redemption_no).state, REDEMPTION_ISSUED);
	assert_int_equal(coupon_now(m, yes.redemption_no, &c), 1);
	assert_int_equal(stepped(m, no.redemption_no, STEP_REJECT, "not you", 7), STEP_OK);
	assert_int_equal(item_now("cinema").left, 1);
	prove(m);
	prove_item("cinema");
}

/* Whether the member's proof finds WHAT, and nothing else. */
static void only_finds(uint64_t member, const char *what)
{
	struct audit *audit = audit_begin(NULL);

	assert_int_equal(audit_member(audit, db(), member), DB_OK);
	assert_int_equal(audit->n_findings, 1);
	assert_string_equal(audit->findings[0].what, what);
	talloc_free(audit);
}

static void the_members_proof_finds_each(void **state)
{
	uint64_t a = rich_member(1000), b = rich_member(1000), c = rich_member(1000);
	struct redeem_answer of_a = redeemed(a, "coupon", 1), of_b = redeemed(b, "coupon", 1);
	struct redeem_answer of_c = redeemed(c, "trees", 1);

	(void)state;
	sql("DELETE FROM coupon WHERE redemption_no = '%s'", of_a.redemption_no);
	only_finds(a, "coupon_missing");
	assert_int_equal(stepped(b, of_b.redemption_no, STEP_CANCEL, NULL, 0), STEP_OK);
	sql("UPDATE coupon SET state = 'issued' WHERE redemption_no = '%s'", of_b.redemption_no);
	only_finds(b, "coupon_good");
	sql("UPDATE coupon SET state = 'cancelled' WHERE redemption_no = '%s'", of_b.redemption_no);
	sql("UPDATE redemption SET state = 'issued' WHERE redemption_no = '%s'", of_b.redemption_no);
	only_finds(b, "redemption_back");
	sql("DELETE FROM redemption WHERE redemption_no = '%s'", of_c.redemption_no);
	only_finds(c, "spend_of_none");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_coupon_of_three_units),
		cmocka_unit_test(a_used_coupon_stays_used),
		cmocka_unit_test(codes_of_a_partner),
		cmocka_unit_test(a_donation_is_done_at_once),
		cmocka_unit_test(places_of_a_trip),
		cmocka_unit_test(held_codes_wait_for_staff),
		cmocka_unit_test(the_members_proof_finds_each),
	};

	return cmocka_run_group_tests(tests, shop_setup, NULL);
}
